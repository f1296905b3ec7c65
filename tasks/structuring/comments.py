"""Which lines of a page are its readers' comments, who wrote them, and whom do they answer?

`find_thread` takes the lines of a page, flat text without any markup, and returns the roles of the lines
in its comment zones and a draft for each comment; `drafts_from_markup` makes the same drafts from what
HTML containers say; `comment_rows` turns drafts into rows. Called by `read_page`.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import LONGEST_CONTROL, names_comments
from tasks.structuring.comment_marks import Mark, mark_lines
from tasks.structuring.comment_meta import CUT_OFF, LONGEST_META, Meta, read_meta
from tasks.structuring.comment_names import bare_names
from tasks.structuring.comment_naming import JOINT, LONGEST_SAYER, own_number, signed_name
from tasks.structuring.comment_quotes import find_quoted
from tasks.structuring.comment_records import Record, is_excerpt
from tasks.structuring.comment_tree import NUMBERED, Tie, Utterance, part_names, tie
from tasks.structuring.comment_zone import BodyLike, Zone, find_zones
from tasks.structuring.line_role import LineRole
from tasks.structuring.lines import TextLine
from tasks.structuring.markup import MarkupComment
from tasks.structuring.markup_layout import Layout
from warehouse.tables import Comment, row_id

CONTROL_CONFIDENCE: Final = 0.9  # a line of nothing but thread furniture, wherever it stands
# Characters of a control outside a thread; a longer heading may be a headline: "10 comments on the budget that …".
LONGEST_ALONE: Final = {"form": 100, "heading": 40}
FURNITURE: Final = frozenset({"form", "heading", "button", "counter", "badge", "ordinal"})
MARKED_CONFIDENCE: Final = 0.97  # comments whose containers the markup names; F1 on 76 dev pages
MANY_MORE: Final = 1.5  # times the comments in containers that the lines hold, where the containers are not all
PARAGRAPH_BREAK: Final = "\n\n"
QUOTED: Final = "Quote:"
NO_ANSWER: Final = Meta("none")


class CommentDraft(NamedTuple):
    """One comment as it stands on the page; spans count in the page's text."""

    author: str | None
    posted_text: str | None
    paragraphs: tuple[tuple[int, int], ...]
    is_reply: bool
    reply_to_author: str | None
    parent: int | None  # index of the draft that it answers
    parent_basis: str
    depth: int
    span_start: int
    span_end: int
    position: int  # counted from 1
    posted_at: datetime | None = None  # where the markup states it


class Thread(NamedTuple):
    """What a page's comment zones hold: roles by line number, and the comments in page order."""

    roles: dict[int, LineRole]
    drafts: tuple[CommentDraft, ...]


def find_thread(lines: Sequence[TextLine], body_like: BodyLike | None = None, layout: Layout | None = None) -> Thread:
    """The comments of a page of flat text; empty where it has none.

    `body_like` is a learned opinion, 0 to 1, that a line is of the story's body; it can only
    make the finder more careful. `layout` is how the markup parts and nests the text; without it the
    indentation tells how a thread is nested.
    """
    marks = mark_lines(_jointed(lines, layout.joints()) if layout else lines)
    zones = find_zones(marks, body_like)
    roles = {mark.line.number: role for mark in marks if (role := _furniture(mark))}
    drafts: list[CommentDraft] = []
    for zone in zones:
        roles.update(_zone_roles(marks, zone))
        drafts += _drafts(marks, zone, len(drafts), layout)
    return Thread(dict(sorted(roles.items())), tuple(drafts))


def _jointed(lines: Sequence[TextLine], joints: Mapping[int, Sequence[int]]) -> list[TextLine]:
    """The lines with a mark where the texts of two elements are glued together."""
    return [_with_joints(line, joints[line.number]) if line.number in joints else line for line in lines]


def _with_joints(line: TextLine, joints: Sequence[int]) -> TextLine:
    if len(line.text) > LONGEST_META:
        return line
    cuts = [0, *(joint - line.start for joint in joints), len(line.text)]
    return line._replace(text=JOINT.join(line.text[start:end] for start, end in pairwise(cuts)))


def _furniture(mark: Mark) -> LineRole | None:
    """Lines that only comment systems print are controls even where no comment was found."""
    if len(mark.text) <= LONGEST_ALONE.get(mark.kind, 0) and names_comments(mark.text):
        return LineRole("control", f"comment_{mark.kind}", CONTROL_CONFIDENCE)
    return None


def _zone_roles(marks: Sequence[Mark], zone: Zone) -> dict[int, LineRole]:
    sure = zone.confidence
    roles: dict[int, LineRole] = {}
    inside = zone.records[0].head.first
    below = next((i for i in range(zone.last + 1, len(marks)) if marks[i].kind not in FURNITURE), len(marks))
    for mark in (*marks[zone.first : inside], *marks[zone.last + 1 : below]):
        if mark.kind in FURNITURE or (len(mark.text) <= LONGEST_CONTROL and names_comments(mark.text)):
            roles[mark.line.number] = LineRole("control", _quiet_rule(mark), sure)
    for record in zone.records:
        roles.update(_record_roles(marks, zone, record, sure))
    return roles


def _record_roles(marks: Sequence[Mark], zone: Zone, record: Record, sure: float) -> dict[int, LineRole]:
    head = record.head
    is_linking = _is_linking(marks, record)
    meta_role, text_role = ("control", "control") if is_linking else ("comment_meta", "comment")
    rule = "thread_pingback" if is_linking else f"thread_{head.family}"
    roles = {marks[i].line.number: LineRole("control", _quiet_rule(marks[i]), sure) for i in record.quiet}
    roles |= {marks[i].line.number: LineRole(meta_role, rule, sure) for i in head.signing}
    roles |= {marks[i].line.number: LineRole(text_role, rule, sure) for i in record.text}
    return roles


def _is_linking(marks: Sequence[Mark], record: Record) -> bool:
    """A page that links here, not a reader."""
    return record.head.family == "pingback" or is_excerpt(marks, record)


def _quiet_rule(mark: Mark) -> str:
    return "thread_template" if mark.kind in ("text", "meta") else f"thread_{mark.kind}"


def _drafts(marks: Sequence[Mark], zone: Zone, found: int, layout: Layout | None) -> list[CommentDraft]:
    records = [record for record in zone.records if record.text and not _is_linking(marks, record)]
    quoted = find_quoted([[*_excerpt(record), *(marks[i].text for i in record.text)] for record in records])
    said = [_utterance(marks, record, layout) for record in records]
    utterances = part_names(
        [each._replace(quoted=source) for each, source in zip(bare_names(said), quoted, strict=True)]
    )
    return [
        _draft(marks, record, said.author, bond, found, index)
        for index, (record, said, bond) in enumerate(zip(records, utterances, tie(utterances), strict=True))
    ]


def _excerpt(record: Record) -> tuple[str, ...]:
    """The first words of the comment that is answered, as quoted ones, where the signature gives them for a name."""
    target = record.head.meta.target
    return (QUOTED, target) if target and target.endswith(CUT_OFF) else ()


def _utterance(marks: Sequence[Mark], record: Record, layout: Layout | None) -> Utterance:
    first, meta = marks[record.head.first], record.head.meta
    skip = record.head.skip if record.text[0] == record.head.first else 0
    opening = marks[record.text[0]].text[skip:] if skip else marks[record.text[0]].line.words
    numbers = (marks[i].number for i in (record.head.first, *record.head.signing))
    ordinal = next((number for number in numbers if number is not None), None)
    indent = first.line.indent
    if layout is not None:
        lines = first.line, marks[record.text[0]].line
        if record.head.foot is not None and record.head.last < record.head.first:
            lines = marks[record.head.foot].line, marks[record.text[-1]].line  # above may stand the form's words
        indent = layout.indent(min(line.start for line in lines), max(line.end for line in lines))
    target = None if _excerpt(record) else meta.target
    return Utterance(meta.author, target, meta.target_number, ordinal, indent, meta.is_reply, opening)


def _draft(
    marks: Sequence[Mark], record: Record, author: str | None, bond: Tie, found: int, index: int
) -> CommentDraft:
    skip = record.head.skip
    paragraphs = tuple(_paragraph(marks[i], skip if i == record.head.first else None) for i in record.text)
    start = min(marks[record.head.first].line.start, paragraphs[0][0])
    times = (meta.posted for i in record.quiet if (meta := marks[i].meta) and meta.rule == "when_alone")
    return CommentDraft(
        author=author,
        posted_text=record.head.meta.posted or next(times, None),
        paragraphs=paragraphs,
        is_reply=bond.is_reply,
        reply_to_author=bond.target,
        parent=None if bond.parent is None else found + bond.parent,
        parent_basis=bond.basis,
        depth=bond.depth,
        span_start=start,
        span_end=paragraphs[-1][1],
        position=found + index + 1,
    )


def _paragraph(mark: Mark, skip: int | None) -> tuple[int, int]:
    """The span of a line's text; an item that is the comment is given without bullet, number and name."""
    line = mark.line
    if skip is None:
        return line.start, line.end
    return line.end - len(mark.text[skip:].replace(JOINT, "")), line.end


def thread_of(lines: Sequence[TextLine], comments: Sequence[MarkupComment], layout: Layout | None) -> Thread:
    """The thread by the containers that the markup names; by the lines where it names none, or too few of them."""
    found = find_thread(lines, layout=layout)
    if not comments:
        return found
    marked = marked_thread(lines, comments)
    texts = {number for number, role in marked.roles.items() if role.role == "comment"}
    is_partial = len(found.drafts) >= MANY_MORE * len(marked.drafts) and texts <= found.roles.keys()
    return found if is_partial else marked


def drafts_from_markup(comments: Sequence[MarkupComment], ties: Sequence[Tie] = ()) -> tuple[CommentDraft, ...]:
    """The drafts of a thread whose containers the markup gives; parents by the containers' own keys, or by `ties`."""
    place = {comment.key: index for index, comment in enumerate(comments)}
    depths: dict[int, int] = {}
    drafts: list[CommentDraft] = []
    for index, comment in enumerate(comments):
        parent = place.get(comment.parent_key) if comment.parent_key is not None else None
        if parent is not None and parent >= index:
            parent = None
        depths[index] = 0 if parent is None else depths[parent] + 1
        nested = Tie(parent, "none" if parent is None else "explicit", depths[index], parent is not None, None)
        bond = ties[index] if ties else nested
        drafts.append(
            CommentDraft(
                author=_signed(comment),
                posted_text=comment.posted_text,
                paragraphs=comment.paragraphs,
                is_reply=bond.is_reply or comment.depth > 0,
                reply_to_author=bond.target,  # containers that nest show no name
                parent=bond.parent,
                parent_basis=bond.basis,
                depth=bond.depth,
                span_start=comment.span_start,
                span_end=comment.span_end,
                position=index + 1,
                posted_at=comment.posted_at,
            )
        )
    return tuple(drafts)


def _signed(comment: MarkupComment) -> str | None:
    is_named = comment.author is not None and signed_name(comment.author, LONGEST_SAYER) is not None
    return comment.author if is_named else None


def marked_thread(lines: Sequence[TextLine], comments: Sequence[MarkupComment], layout: Layout | None = None) -> Thread:
    """The thread that the markup's containers give: a line inside one is comment where it is text, meta elsewhere."""
    starts = [line.start for line in lines]
    comments = [_without_answer(lines, starts, comment) for comment in comments]
    is_flat = all(comment.parent_key is None for comment in comments)
    drafts = drafts_from_markup(comments, _ties_beside(lines, comments) if is_flat else ())
    texts = sorted((*span, "comment") for draft in drafts for span in draft.paragraphs)
    heads = sorted((draft.span_start, draft.span_end, "comment_meta") for draft in drafts)
    roles: dict[int, LineRole] = {}
    for spans in (texts, heads):
        starts = [start for start, _, _ in spans]
        for line in lines:
            place = bisect_right(starts, line.end - 1) - 1
            if place >= 0 and line.start < spans[place][1]:
                roles.setdefault(line.number, LineRole(spans[place][2], "comment_container", MARKED_CONFIDENCE))
    return Thread(roles, drafts)


def _without_answer(lines: Sequence[TextLine], starts: Sequence[int], comment: MarkupComment) -> MarkupComment:
    """The comment without the line above its text that only says whom it answers."""
    first, *others = comment.paragraphs
    line = lines[bisect_right(starts, first[0]) - 1]
    meta = read_meta(line.words) if others and len(line.text) <= LONGEST_META else None
    is_answer = meta is not None and meta.rule == "in_reply" and meta.author is None
    return comment._replace(paragraphs=tuple(others)) if is_answer else comment


def _ties_beside(lines: Sequence[TextLine], comments: Sequence[MarkupComment]) -> list[Tie]:
    """Whom comments answer whose containers stand beside each other: by what they say, and by how deep they stand."""
    starts = [line.start for line in lines]
    texts, utterances = [], []
    for comment in comments:
        first = max(0, bisect_right(starts, comment.span_start) - 1)
        inside = lines[first : bisect_right(starts, comment.span_end)]
        text = [_stretch(lines[bisect_right(starts, start) - 1], start, end) for start, end in comment.paragraphs]
        metas = (read_meta(line.words) for line in inside if len(line.text) <= LONGEST_META)
        answer = next((meta for meta in metas if meta and meta.rule == "in_reply"), NO_ANSWER)
        ordinal = next((n for line in inside[:2] if (n := own_number(line.words)) is not None), None)
        texts.append(text)
        # "@Name" opens many comments; sites whose containers are known and that nest do it by them. "@Name #4" is sure.
        opening = text[0] if text and NUMBERED.match(text[0]) else ""
        place = ordinal, comment.answer_lists, answer.is_reply, opening
        utterances.append(Utterance(_signed(comment), answer.target, answer.target_number, *place))
    quoted = find_quoted(texts)
    return tie([said._replace(quoted=source) for said, source in zip(utterances, quoted, strict=True)])


def _stretch(line: TextLine, start: int, end: int) -> str:
    return line.text[max(0, start - line.start) : end - line.start]


def comment_rows(
    drafts: Sequence[CommentDraft],
    text: str,
    page_id: str,
    article_id: str | None,
    posted_at: Callable[[str], datetime | None],
) -> list[Comment]:
    """The rows of a page's comments, in page order; `posted_at` reads a time that is said in words."""
    ids = [row_id(page_id, "comment", draft.position, draft.span_start) for draft in drafts]
    return [
        Comment(
            comment_id=comment_id,
            article_id=article_id,
            page_id=page_id,
            position=draft.position,
            author=draft.author,
            text=PARAGRAPH_BREAK.join(text[start:end] for start, end in draft.paragraphs),
            posted_at=draft.posted_at or (posted_at(draft.posted_text) if draft.posted_text else None),
            posted_text=draft.posted_text,
            is_reply=draft.is_reply,
            reply_to_author=draft.reply_to_author,
            parent_id=None if draft.parent is None else ids[draft.parent],
            parent_basis=draft.parent_basis,
            depth=draft.depth,
            span_start=draft.span_start,
            span_end=draft.span_end,
        )
        for comment_id, draft in zip(ids, drafts, strict=True)
    ]
