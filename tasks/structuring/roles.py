"""Which role does each line of a page have, and which rule says so?

The order of `RULES` is the order of trust: the first rule that speaks for a line signs it. Where
all are silent the model speaks; a line that nothing can place is `boilerplate`, signed `unread`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from tasks.structuring import (
    role_runs,
    rules_furniture,
    rules_header,
    rules_lead,
    rules_media,
    rules_tags,
    rules_tail,
    told_story,
)
from tasks.structuring.line_role import LineRole
from tasks.structuring.lines import TextLine
from tasks.structuring.markup_blocks import Blocks
from tasks.structuring.page_lines import Guess, PageLines

Rule = Callable[[PageLines], Iterator[tuple[int, str]]]


class Model(Protocol):
    """A learned model of roles: a page's lines with their markup's hints and boxes in, one guess a line out."""

    def classify(
        self, lines: Sequence[TextLine], hints: Mapping[int, frozenset[str]], blocks: Blocks
    ) -> Sequence[Guess]: ...


class RuleEntry(NamedTuple):
    """A rule and how sure it is.

    Where the dev pages tell (a line of another role that stands in the known body is wrong), the number is
    the share of the rule's lines that they do not contradict, rounded down; for the rest it is an estimate.
    """

    rule: Rule
    confidence: float


def profile_line(page: PageLines) -> Iterator[tuple[int, str]]:
    """Lines that the publisher's profile places."""
    for rule in page.match.version.rules if page.match else ():
        for index in page.silent():
            if rule.pattern.fullmatch(page.text(index)):
                sides = ((rule.before, index + 1), (rule.after, index - 1))
                if all(side is None or side.search(page.text(place)) for side, place in sides):
                    yield index, rule.role


RULES: Final = (
    RuleEntry(profile_line, 1.0),
    RuleEntry(rules_header.page_clock, 0.98),
    RuleEntry(rules_furniture.archive_notice, 0.98),
    RuleEntry(rules_furniture.furniture_phrase, 0.97),
    RuleEntry(rules_furniture.counter, 0.97),
    RuleEntry(rules_furniture.comment_box, 0.95),
    RuleEntry(rules_furniture.page_buttons, 0.97),
    RuleEntry(rules_furniture.advert_slot, 0.97),
    RuleEntry(rules_furniture.links_of_foot, 0.97),
    RuleEntry(rules_furniture.correction, 0.6),
    RuleEntry(rules_furniture.promotion, 0.95),
    RuleEntry(rules_furniture.disclosure, 0.9),
    RuleEntry(rules_furniture.tweeted, 0.95),
    RuleEntry(rules_furniture.newsletter, 0.95),
    RuleEntry(rules_furniture.copyright_line, 0.95),
    RuleEntry(rules_furniture.bare_mark, 0.9),
    RuleEntry(rules_header.byline, 0.97),
    RuleEntry(rules_lead.bare_time, 0.95),
    RuleEntry(rules_tail.entry_footer, 0.95),
    RuleEntry(rules_tail.desk_line, 0.9),
    RuleEntry(rules_media.labelled_caption, 0.97),
    RuleEntry(rules_media.credit, 0.95),
    RuleEntry(rules_media.sourced_caption, 0.95),
    RuleEntry(rules_header.title_over_orphan_credit, 0.8),
    RuleEntry(rules_media.caption_with_credit, 0.95),
    RuleEntry(rules_media.bracketed_caption, 0.8),
    RuleEntry(rules_media.caption_over_credit, 0.7),
    RuleEntry(rules_tags.labelled_tags, 0.95),
    RuleEntry(rules_tags.tags_under_heading, 0.9),
    RuleEntry(rules_tags.list_of_tags, 0.75),
    RuleEntry(rules_tags.hashtags, 0.9),
    RuleEntry(rules_tags.glued_tags, 0.7),
    RuleEntry(rules_tail.labelled_related, 0.9),
    RuleEntry(rules_tail.related_under_heading, 0.95),
    RuleEntry(rules_tags.tags_without_label, 0.7),
    RuleEntry(rules_media.caption_said_twice, 0.8),
    RuleEntry(rules_media.shouted_label, 0.8),
    RuleEntry(rules_media.headline_of_embed, 0.85),
    RuleEntry(rules_header.guessed_title, 0.87),
    RuleEntry(rules_header.headline_above_text, 0.6),
    RuleEntry(rules_header.line_above_text, 0.4),
    RuleEntry(rules_lead.standfirst_over_byline, 0.8),
    RuleEntry(rules_lead.caption_over_byline, 0.6),
    RuleEntry(rules_lead.bare_stamp, 0.8),
    RuleEntry(rules_lead.unsigned_stamp, 0.8),
    RuleEntry(rules_header.names_beside_title, 0.9),
    RuleEntry(rules_header.breadcrumb, 0.9),
    RuleEntry(rules_header.crumbs_of_links, 0.8),
    RuleEntry(rules_header.section_above_title, 0.8),
    RuleEntry(rules_header.repeated_standfirst, 0.5),
    RuleEntry(rules_header.parted_standfirst, 0.5),
    RuleEntry(rules_tail.headlines_under_text, 0.9),
    RuleEntry(rules_tail.author_and_address, 0.9),
    RuleEntry(role_runs.run_of_text, 0.5),
)


# The rules for lines that the rendering of an HTML page leaves out.
BESIDE: Final = (
    RuleEntry(told_story.paragraph_in_script, 0.95),
    RuleEntry(rules_furniture.furniture_phrase, 0.97),
    RuleEntry(rules_furniture.counter, 0.97),
    RuleEntry(rules_furniture.bare_mark, 0.9),
    RuleEntry(rules_media.count_of_pictures, 0.9),
    RuleEntry(rules_media.credit, 0.95),
    RuleEntry(rules_media.part_of_figure, 0.8),
    RuleEntry(rules_media.caption_in_figure, 0.95),
)
# What the model may take such a line for; a second title, byline or date is none.
ROLES_BESIDE: Final = ("body", "subheading", "embed", "related", "promo", "advert", "control", "notice")

LINES_TO_STANDFIRST: Final = 2  # from the title
PARAGRAPH: Final = LineRole("body", "paragraph", 0.5)
UNREAD: Final = LineRole("boilerplate", "unread", 0.1)


def assign_roles(page: PageLines, model: Model | None = None) -> None:
    """Give every line of the page its role."""
    _guess(page, model)
    _ask(page, RULES)
    for index in page.silent():
        page.roles[index] = _unruled(page, index)


def assign_roles_beside(page: PageLines, model: Model | None = None) -> None:
    """Give their roles to the lines that have none yet: those that the rendering of an HTML page leaves out."""
    _ask(page, BESIDE)
    if page.silent():
        _guess(page, model)
    for index in page.silent():
        given = _unruled(page, index)
        is_first = given.role == "title" and not page.places("title")
        page.roles[index] = given if is_first or given.role in ROLES_BESIDE else given._replace(role="boilerplate")


def _guess(page: PageLines, model: Model | None) -> None:
    page.guesses = model.classify(page.lines, page.markup.hints, page.markup.blocks) if model else ()


def _ask(page: PageLines, rules: Sequence[RuleEntry]) -> None:
    for rule, confidence in rules:
        for index, role in list(rule(page)):
            page.roles.setdefault(index, LineRole(role, rule.__name__, confidence))


def _second_title(page: PageLines, index: int) -> str:
    """What a line is that the model takes for the title where a rule found another."""
    return "standfirst" if 0 < index - next(iter(page.places("title"))) <= LINES_TO_STANDFIRST else "related"


def _unruled(page: PageLines, index: int) -> LineRole:
    """The role of a line on which the rules are silent."""
    if page.guesses:
        guess = page.guesses[index]
        role = _second_title(page, index) if guess.role == "title" and page.places("title") else guess.role
        return tuple.__new__(LineRole, (role, "model", guess.confidence))  # what LineRole(...) does, faster
    return PARAGRAPH if page.is_prose(index) else UNREAD
