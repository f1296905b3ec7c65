"""What does every document share? The frame: a head with a strict Content-Security-Policy, a style sheet, a script.

The policy allows exactly this style sheet and this script, by their hashes, and nothing from anywhere else.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Final

from tasks.reporting.words import html

# Queries open when a link leads to them, and get a button that copies them; the page is whole without.
SCRIPT: Final = """
const open = () => {
  const to = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let up = to; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  if (to) to.scrollIntoView({block: "center"});
};
addEventListener("hashchange", open);
open();
const said = document.getElementById("said");
for (const shown of document.querySelectorAll("pre.sql")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy the query: " + shown.getAttribute("aria-label"));
  button.addEventListener("click", async () => {
    const range = document.createRange();
    range.selectNodeContents(shown);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    try { await navigator.clipboard.writeText(shown.textContent); } catch { document.execCommand("copy"); }
    said.textContent = "Copied.";
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 2000);
  });
  shown.before(button);
}
"""


def document(title: str, body: str, style: str, script: str = "", language: str = "en") -> str:
    """A whole HTML document. `body` is HTML, `title` a text."""
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src {_source(script)}; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )
    code = f"<script>{script}</script>\n" if script else ""
    return f"""<!doctype html>
<html lang="{html(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{html(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
{code}</body>
</html>
"""


def _source(script: str) -> str:
    return f"'{_hash(script)}'" if script else "'none'"


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
