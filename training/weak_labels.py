"""What is a line that no gold speaks of, as far as the page's markup tells?

A line with its surroundings goes in, the name of a role comes out: weak labels, read from class names,
elements and strict patterns by the rules of `RULES` in their order; the first that speaks wins. They
teach; nothing judges pages by them.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from training.marks import Mark

WORD: Final = re.compile(r"\w+")
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
DATE: Final = re.compile(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt"
    r"|dez)[a-zä]*\.?\s+\d{1,4}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|märz|mai|okt|dez)"
    r"|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b\d+\s+(?:second|minute|hour|day|week|month|year)s?\s+ago\b"
)
ADVERT: Final = re.compile(
    r"(?i)(?:advertise?ments?|ads?|anzeige|werbung|sponsored(?: content| links?| by.*)?"
    r"|(?:story|article) continues (?:below|after).*|continue reading below.*|scroll (?:down )?(?:to|for).*"
    r"|paid content)\W*"
)
CREDIT: Final = re.compile(
    r"(?i)\W*(?:(?:photo(?:graph)?s?|image|picture|credit|source|illustration|video|file|pic|foto|bild|quelle)\b.{0,60}"
    r"|©.{2,60}|.{0,50}(?:getty images|/ ?reuters|/ ?ap|/ ?afp|shutterstock|via ap|ap photo|via getty).{0,30})"
)
NOTICE: Final = re.compile(
    r"(?i)(?:this (?:article|story|post|page) (?:is|was|has|contains|originally).*|(?:correction|editor.?s note"
    r"|update|disclaimer|clarification)s?\s*:.*"
    r"|premium|exclusive|subscriber.only.*|.*is more than \w+ (?:year|month)s? old.*|archived? .{0,40})"
)
PROMO: Final = re.compile(
    r"(?i).*\b(?:newsletters?|subscri(?:be|ption)|sign up|sign-up|follow us|download (?:the|our) app|our app"
    r"|get the latest|stay (?:up to date|updated|informed|connected)|join (?:us|now|our)|like us|become a member"
    r"|donate|support (?:us|our))\b.*"
)
CONTROL: Final = re.compile(
    r"(?i)(?:share(?: this.*| on.*| via.*)?|tweet|(?:on )?(?:facebook|twitter|whatsapp|linkedin|pinterest|reddit"
    r"|e-?mail|flipboard|telegram|instagram|tumblr|google\+?|youtube|rss)"
    r"|print(?: this.*)?|copy(?: link)?|save|saved|bookmark|menu|search(?: for)?|close|open|more|show (?:more|less"
    r"|all|\d+).*|load more.*|view (?:all|more).*|see (?:all|more).*|read more|click (?:here|to).*"
    r"|skip to.*|jump to.*|sign in|log ?in|log ?out|register|sign up|submit|cancel|next|previous|prev"
    r"|back(?: to.*)?|play(?: video)?|pause|mute|listen|watch(?: live| now)?|comments?(?: \(?\d+\)?)?|\d+ comments?"
    r"|no comments.*|leave a (?:comment|reply)|post (?:a )?comments?|add (?:a )?comment|reply|edit|like|likes?"
    r"|\d+ (?:likes?|shares?|views?)|[\d.,]+[km]?|loading\W*|top|toggle.*|subscribe|expand|collapse|\W{1,3})\W*"
)
BYLINE: Final = re.compile(r"(?i)(?:by|von|written by|posted by|story by|words by)\s*:?\s+[A-ZÄÖÜ@].{2,70}")
DATELINE: Final = re.compile(r"[A-Z][A-Z .,’']{2,40}\s*[-–—]|.{0,30}\((?:Reuters|AP|AFP|IANS|PTI)\)\W*")

CAPTION_WORDS: Final = frozenset("caption figcaption captions cutline".split())
CREDIT_WORDS: Final = frozenset("credit credits copyright attribution".split())
BYLINE_WORDS: Final = frozenset("byline bylines author authors contributor contributors writer autor".split())
TIME_WORDS: Final = frozenset("date time timestamp datetime published pubdate dateline updated datum".split())
STANDFIRST_WORDS: Final = frozenset(
    (
        "standfirst dek deck subtitle subhead subheadline subheading summary lead lede excerpt description intro "
        "teaser strapline sub tagline"
    ).split()
)
SECTION_WORDS: Final = frozenset(
    ("breadcrumb breadcrumbs kicker eyebrow rubric section category channel label crumb crumbs overline").split()
)
TAG_WORDS: Final = frozenset("tag tags keyword keywords topics tagcloud taglist".split())
RELATED_WORDS: Final = frozenset(
    (
        "related recommended recommendations recirc recirculation popular trending latest headlines mostread "
        "river recent outbrain taboola more most readmore teaser promo card cards stories sidebar rail carousel "
        "feed"
    ).split()
)
CONTROL_WORDS: Final = frozenset(
    (
        "share sharing social sharebar toolbar button buttons btn login signin search player pagination pager "
        "print tools addthis skip hamburger toggle modal cookie"
    ).split()
)
PROMO_WORDS: Final = frozenset("newsletter subscribe subscription signup donate membership paywall cta".split())
COMMENT_WORDS: Final = frozenset("comment comments commentlist disqus respond replies commenter".split())
EMBED_WORDS: Final = frozenset("twitter tweet instagram embed embedded video videos youtube jw".split())
NAV_ELEMENTS: Final = frozenset("nav footer".split())


class Line(NamedTuple):
    """What the rules see of a line."""

    text: str
    words: int
    mark: Mark
    before: int  # lines from here to the first body line; negative behind it
    after: int  # lines from the last body line to here; negative before it
    to_title: int  # lines from the title to here
    page: "Stated"

    @property
    def is_inside(self) -> bool:
        return self.before < 0 and self.after < 0


class Stated(NamedTuple):
    gold: Mapping[str, Any]
    meta: Mapping[str, str]  # og:title, og:description, article:section, title
    names: frozenset[str]
    tags: frozenset[str]


def plain(text: str) -> str:
    """A text's words, case folded."""
    return " ".join(WORD.findall(text.casefold()))


def _near(line: Line, words: frozenset[str]) -> bool:
    return bool(line.mark.near_words & words)


def _any(line: Line, words: frozenset[str]) -> bool:
    return bool((line.mark.near_words | line.mark.far_words) & words)


def _advert(line: Line) -> bool:
    return bool(ADVERT.fullmatch(line.text))


def _credit(line: Line) -> bool:
    is_picture = "figure" in line.mark.elements or "figcaption" in line.mark.elements or _near(line, CAPTION_WORDS)
    by_class = is_picture and bool(line.mark.near_words & CREDIT_WORDS)
    return line.words <= 14 and (by_class or bool(CREDIT.fullmatch(line.text))) and line.before < 20 and line.after < 3


def _caption(line: Line) -> bool:
    return "figcaption" in line.mark.elements or (_near(line, CAPTION_WORDS) and line.words >= 3)


def _byline(line: Line) -> bool:
    if line.words > 22 or line.before > 20 or line.after > 6:
        return False
    folded = plain(line.text)
    if any(name in folded for name in line.page.names) and line.words <= 16:
        return True
    is_near = abs(line.to_title) <= 14 or 0 < line.before <= 12
    return is_near and (bool(BYLINE.fullmatch(line.text)) or (_near(line, BYLINE_WORDS) and line.text[:1].isupper()))


def _timestamp(line: Line) -> bool:
    if line.words > 18 or not (abs(line.to_title) <= 14 or -1 <= line.before <= 12 or 0 <= line.after <= 6):
        return False
    is_dated = bool(DATE.search(line.text))
    return is_dated and (line.words <= 10 or _near(line, TIME_WORDS) or "time" in line.mark.elements)


def _clock(line: Line) -> bool:
    is_early = line.before > 14 and line.to_title < -6
    return is_early and bool(DATE.search(line.text)) and line.words <= 8 and not _any(line, RELATED_WORDS)


def _tags(line: Line) -> bool:
    folded = plain(line.text)
    if folded in line.page.tags and line.after > -2:
        return True
    is_tag = _near(line, TAG_WORDS) and line.words <= 25 and "p" not in line.mark.elements
    return is_tag and line.before < 12 and line.after < 25


def _section(line: Line) -> bool:
    if line.words > 8 or not -12 <= line.to_title <= 3 or line.before <= 0:
        return False
    is_named = plain(line.text) in {
        plain(s) for s in (line.page.meta.get("article:section", ""), *line.page.gold.get("sections", ())) if s
    }
    return is_named or (-4 <= line.to_title <= 2 and _near(line, SECTION_WORDS) and not _near(line, CONTROL_WORDS))


def _standfirst(line: Line) -> bool:
    if (line.before <= 0 and line.to_title != 1) or line.words < 5 or not 0 < line.to_title <= 12:
        return False
    said = plain(line.text)
    is_description = said == plain(line.page.meta.get("og:description", "")) and line.words >= 6
    return is_description or _near(line, STANDFIRST_WORDS) or ("h2" in line.mark.elements and line.to_title <= 3)


def _embed(line: Line) -> bool:
    if not (line.is_inside or line.before in range(8)):
        return False
    is_post = "blockquote" in line.mark.elements and _near(line, EMBED_WORDS)
    return is_post or "iframe" in line.mark.elements or (_near(line, EMBED_WORDS) and 3 <= line.words <= 25)


def _comment(line: Line) -> bool:
    is_area = _near(line, COMMENT_WORDS) or "comment" in line.mark.far_words or "commentlist" in line.mark.far_words
    return line.after > 0 and is_area and line.words >= 12 and not _any(line, RELATED_WORDS)


def _comment_meta(line: Line) -> bool:
    is_area = bool(line.mark.near_words & {"commentlist", "comment", "commenter"})
    return (
        line.after > 0
        and is_area
        and 1 <= line.words <= 14
        and bool({"li", "article", "cite"} & line.mark.elements)
        and not CONTROL.fullmatch(line.text)
    )


def _control(line: Line) -> bool:
    if CONTROL.fullmatch(line.text):
        return True
    return line.words <= 6 and (
        "button" in line.mark.elements or "label" in line.mark.elements or _near(line, CONTROL_WORDS)
    )


def _promo(line: Line) -> bool:
    is_said = bool(PROMO.fullmatch(line.text)) and line.words <= 45
    return (is_said and line.words >= 2) or (_near(line, PROMO_WORDS) and line.words >= 4)


def _notice(line: Line) -> bool:
    return bool(NOTICE.fullmatch(line.text)) and line.words <= 60 and line.before < 12 and line.after < 6


def _dateline(line: Line) -> bool:
    return 0 < line.before <= 3 and line.words <= 7 and line.to_title > 0 and bool(DATELINE.fullmatch(line.text))


def _subheading(line: Line) -> bool:
    is_heading = bool(line.mark.elements & HEADINGS) or ("strong" in line.mark.elements and "p" in line.mark.elements)
    return line.is_inside and is_heading and "a" not in line.mark.elements and 1 <= line.words <= 18


def _related(line: Line) -> bool:
    is_link = "a" in line.mark.elements
    if line.words < 4 or NAV_ELEMENTS & line.mark.elements:
        return False
    if is_link and line.words >= 5 and not line.text.startswith("@"):
        return True
    return bool(line.mark.elements & HEADINGS or is_link) and _any(line, RELATED_WORDS)


RULES: Final[tuple[tuple[str, Callable[[Line], bool]], ...]] = (
    ("advert", _advert),
    ("caption", lambda line: _caption(line) and not _credit(line)),
    ("credit", _credit),
    ("byline", _byline),
    ("timestamp", _timestamp),
    ("tags", _tags),
    ("dateline", _dateline),
    ("section", _section),
    ("standfirst", _standfirst),
    ("comment", _comment),
    ("comment_meta", _comment_meta),
    ("notice", _notice),
    ("control", _control),
    ("clock", _clock),
    ("subheading", _subheading),
    ("related", _related),
    ("embed", _embed),
    ("promo", _promo),
)


def weak_role(line: Line) -> str:
    """The role that the first rule to speak gives; boilerplate where all are silent."""
    return next((role for role, rule in RULES if rule(line)), "boilerplate")
