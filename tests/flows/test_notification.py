"""Does the automation that the operator's guide shows reach a web hook when a release is stopped?"""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.flows.conftest import ROOT, Service, until

EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
WHY = 'The release was stopped: articles.title.not_null found 2 rows. "Release" 0001 stands.'

SAVE_BLOCK = """import sys
from pathlib import Path
from prefect.blocks.webhook import Webhook
block = Webhook(url=sys.argv[1]).save("desk")
Path("told.yaml").write_text(Path("told.yaml").read_text().replace("BLOCK", str(block)))
"""


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted to it."""

    heard: list[str] = []  # noqa: RUF012 - one hook, one test

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.mark.slow
def test_a_stopped_release_is_told_to_a_web_hook(service: Service, tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (example,) = EXAMPLE.findall((ROOT / "docs/operator-guide.md").read_text("utf-8"))
    (tmp_path / "told.yaml").write_text(example, "utf-8")
    environment = os.environ | {
        "PREFECT_API_URL": f"{service.address}/api", "PREFECT_HOME": str(tmp_path / "prefect"), "PYTHONPATH": str(ROOT),
    }  # fmt: skip

    def python(*arguments: str) -> None:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    python("-c", SAVE_BLOCK, f"http://127.0.0.1:{server.server_port}/")
    python("-m", "prefect", "automation", "create", "--from-file", "told.yaml")
    python("-c", "import sys; from pathlib import Path; from tasks.artifacts import tell_gate; "
           "tell_gate(Path('data'), sys.argv[1], [])", WHY)  # fmt: skip
    try:
        (told,) = until(lambda: Hook.heard, "the hook hears of it")
    finally:
        server.shutdown()
        server.server_close()
    assert json.loads(told) == {"text": WHY}
