"""Every table of the warehouse, declared once, in the order in which data reaches it.

A table is a `NamedTuple`: its docstring says what one row is, each field's annotation gives the
type (`| None` means nullable) and a `Column` with the meaning and the bounds. `warehouse.schema`
derives the Arrow schema, the DDL and the column comments from it, `expectations.derive` the checks.
The rooms build these rows; nothing else describes a table.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Final, NamedTuple

STATUSES: Final = ("article", "no_article", "duplicate", "quarantined")
BASES: Final = ("stated", "inferred", "profile", "none")
PRECISIONS: Final = ("year", "month", "day", "hour", "minute", "second")
ROLES: Final = (
    "clock",
    "section",
    "title",
    "standfirst",
    "byline",
    "dateline",
    "timestamp",
    "notice",
    "body",
    "subheading",
    "caption",
    "credit",
    "tags",
    "related",
    "embed",
    "comment_meta",
    "comment",
    "control",
    "advert",
    "promo",
    "boilerplate",
)
ENTITY_TYPES: Final = ("person", "organization", "place", "facility", "group", "equipment", "event", "other")
ENTITY_BASES: Final = (
    "name",
    "spelling",
    "transliteration",
    "lexicon",
    "gazetteer",
    "initialism",
    "shortened",
    "designation",
)
PLACE_USAGES: Final = ("location", "government", "team")
MENTION_FIELDS: Final = ("title", "standfirst", "body", "caption", "comment")
PARENT_BASES: Final = ("explicit", "indentation", "named", "none")
VERSION_BASES: Final = ("captured", "overwritten", "updated", "place")
SPEAKER_BASES: Final = ("named", "pronoun", "continued", "none")
SEVERITIES: Final = ("gate", "warn", "row")
OUTCOMES: Final = ("passed", "failed", "error")
STAGES: Final = ("ingest", "structure", "enrich", "validate")


ID_LENGTH: Final = 32


class Column(NamedTuple):
    """What a field's type cannot say: its meaning, its bounds, and the table that it points to."""

    doc: str
    values: tuple[str, ...] = ()
    references: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    is_json: bool = False


def row_id(*parts: object) -> str:
    """A stable id: the first 128 bits of SHA-256 over the parts, as 32 hex digits.

    SQL says the same as `left(sha256(concat_ws(chr(31), …)), 32)`.

    >>> row_id("page", 1) == row_id("page", 1) != row_id("page", 2)
    True
    """
    return sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def content_id(content_hash: str) -> str:
    """The id of the page whose raw bytes have this SHA-256."""
    return content_hash[:ID_LENGTH]


PageId = Annotated[str, Column("Page that the row comes from", references="pages")]
ArticleId = Annotated[str, Column("Article that the row belongs to", references="articles")]
MaybeArticleId = Annotated[str | None, Column("Article that the row belongs to", references="articles")]
MaybeCommentId = Annotated[str | None, Column("Comment that the row stands in", references="comments")]
SpanStart = Annotated[int, Column("First character in pages.text, counted from 0", minimum=0)]
SpanEnd = Annotated[int, Column("Character after the last one in pages.text", minimum=0)]
Confidence = Annotated[float, Column("How sure the rule or model is, 0 to 1", minimum=0, maximum=1)]
Language = Annotated[str | None, Column("ISO 639-1 code of the language")]
RunId = Annotated[str, Column("Run that wrote the row", references="runs")]


class Page(NamedTuple):
    """One raw record: a file, or one record of an archive."""

    page_id: Annotated[str, Column("Hash of the raw bytes; of bytes and place for duplicate and quarantined records")]
    source_uri: Annotated[str, Column("Where the raw bytes lie: a file URI")]
    record_no: Annotated[int, Column("Place of the record in its file, counted from 0", minimum=0)]
    media_type: Annotated[str, Column("What the bytes are: text/plain, text/html, or as the archive says")]
    encoding: Annotated[str | None, Column("Encoding that the bytes were decoded with")]
    byte_length: Annotated[int, Column("Number of raw bytes", minimum=0)]
    content_hash: Annotated[str, Column("SHA-256 of the raw bytes; equal for exact copies")]
    text_hash: Annotated[str | None, Column("SHA-256 of the text; equal for copies that differ in bytes only")]
    repairs: Annotated[list[str], Column("What decoding changed: bom, line_ends, mojibake, controls, replaced")]
    url: Annotated[str | None, Column("Address of the page, where the record or its markup states one")]
    captured_at: Annotated[datetime | None, Column("When the page was fetched, in UTC")]
    captured_basis: Annotated[str, Column("What captured_at rests on: page clock, archive record, or none")]
    publisher: Annotated[str | None, Column("Name of the publisher")]
    publisher_basis: Annotated[str, Column("What publisher rests on", values=BASES)]
    profile: Annotated[str | None, Column("Publisher profile and version that read the page: slug@date")]
    language: Language
    language_confidence: Annotated[float | None, Column("How sure the language is", minimum=0, maximum=1)]
    line_count: Annotated[int, Column("Number of non-blank lines", minimum=0)]
    text: Annotated[str | None, Column("Decoded text, for HTML the flat rendering; spans count in it. Null for copies")]
    status: Annotated[str, Column("What became of the record", values=STATUSES)]
    reason: Annotated[str | None, Column("Why there is no article, or why the record was held back")]
    duplicate_of: Annotated[str | None, Column("Page that this one is a copy of", references="pages")]
    replaced_count: Annotated[
        int,
        Column(
            "Captures of the same address that its file was overwritten with since; 0 for what lies there", minimum=0
        ),
    ] = 0


class Line(NamedTuple):
    """One non-blank line of a page, with the one role that it has."""

    page_id: PageId
    line_no: Annotated[int, Column("Number of the line in pages.text, counted from 0, blank lines included", minimum=0)]
    span_start: SpanStart
    span_end: SpanEnd
    role: Annotated[str, Column("What the line is on the page", values=ROLES)]
    rule: Annotated[str, Column("Rule or model that gave the role; 'unread' where none could")]
    confidence: Confidence


class Article(NamedTuple):
    """One published story on one page."""

    article_id: Annotated[str, Column("Hash of the page and the story's place on it")]
    page_id: PageId
    url: Annotated[str | None, Column("Address of the story")]
    publisher: Annotated[str | None, Column("Name of the publisher")]
    title: Annotated[str | None, Column("Headline")]
    standfirst: Annotated[str | None, Column("Paragraph under the headline that sums the story up")]
    authors: Annotated[list[str], Column("Names in the byline, without roles and agencies")]
    authors_basis: Annotated[str, Column("What authors rests on", values=BASES)]
    agencies: Annotated[list[str], Column("News agencies credited in byline or dateline")]
    dateline_place: Annotated[str | None, Column("Place named in the dateline")]
    section: Annotated[str | None, Column("Section of the publication")]
    tags: Annotated[list[str], Column("Keywords that the page gives the story")]
    published_at: Annotated[datetime | None, Column("When the story was first published, in UTC; null if not stated")]
    published_precision: Annotated[str | None, Column("How exact published_at is", values=PRECISIONS)]
    published_basis: Annotated[str, Column("What published_at rests on", values=BASES)]
    not_published_after: Annotated[datetime | None, Column("Latest possible time of publication: the capture")]
    updated_at: Annotated[datetime | None, Column("When the story was last updated, in UTC")]
    language: Language
    body: Annotated[str, Column("Paragraphs of the story, joined by a blank line")]
    word_count: Annotated[int, Column("Words in body", minimum=0)]
    comment_count: Annotated[int, Column("Reader comments on the page", minimum=0)]
    is_premium: Annotated[bool, Column("The page says that the story is for subscribers")]
    is_archive: Annotated[bool, Column("The page says that the story comes from the archive")]
    story_id: Annotated[str | None, Column("Story that this article is a copy of", references="stories.story_id")]
    is_story_original: Annotated[bool, Column("The article is the one that the copies are counted under")]


class Comment(NamedTuple):
    """One reader comment."""

    comment_id: Annotated[str, Column("Hash of the page and the comment's place on it")]
    article_id: MaybeArticleId
    page_id: PageId
    position: Annotated[int, Column("Place among the page's comments, counted from 1", minimum=1)]
    author: Annotated[str | None, Column("Name as shown; null for anonymous comments")]
    text: Annotated[str, Column("Paragraphs of the comment, joined by a blank line")]
    posted_at: Annotated[datetime | None, Column("When it was posted, in UTC")]
    posted_text: Annotated[str | None, Column("The time as the page states it: '3 hours ago'")]
    is_reply: Annotated[bool, Column("The page marks it as a reply")]
    reply_to_author: Annotated[str | None, Column("Name that it replies to, as shown")]
    parent_id: Annotated[str | None, Column("Comment that it replies to", references="comments")]
    parent_basis: Annotated[str, Column("What parent_id rests on", values=PARENT_BASES)]
    depth: Annotated[int, Column("Depth in its thread; 0 starts one", minimum=0)]
    span_start: SpanStart
    span_end: SpanEnd


class Media(NamedTuple):
    """One picture or video that the page mentions."""

    media_id: Annotated[str, Column("Hash of the page and the mention's place on it")]
    page_id: PageId
    article_id: MaybeArticleId
    caption: Annotated[str | None, Column("What the picture shows, as stated")]
    credit: Annotated[str | None, Column("Whose picture it is, as stated")]
    span_start: SpanStart
    span_end: SpanEnd


class Related(NamedTuple):
    """One headline or link to another story."""

    page_id: PageId
    position: Annotated[int, Column("Place among the page's related headlines, counted from 1", minimum=1)]
    title: Annotated[str, Column("Headline as shown")]
    url: Annotated[str | None, Column("Address, where the page states one")]
    span_start: SpanStart
    span_end: SpanEnd


class Entity(NamedTuple):
    """One real thing that pages name."""

    entity_id: Annotated[str, Column("Hash of what identifies the thing: GeoNames id, or type and canonical name")]
    name: Annotated[str, Column("Canonical name")]
    type: Annotated[str, Column("Kind of thing", values=ENTITY_TYPES)]
    aliases: Annotated[list[str], Column("Other surfaces that name it, sorted")]
    geonames_id: Annotated[int | None, Column("Id in GeoNames, for places that were resolved")]
    latitude: Annotated[float | None, Column("Degrees north", minimum=-90, maximum=90)]
    longitude: Annotated[float | None, Column("Degrees east", minimum=-180, maximum=180)]
    country_code: Annotated[str | None, Column("ISO 3166-1 alpha-2 code of the place's country")]
    mention_count: Annotated[int, Column("Mentions in all pages", minimum=0)]
    article_count: Annotated[int, Column("Articles that mention it", minimum=0)]
    first_seen: Annotated[datetime | None, Column("Earliest publication or capture of a page that names it")]
    last_seen: Annotated[datetime | None, Column("Latest publication or capture of a page that names it")]


class Mention(NamedTuple):
    """One place where a thing is named."""

    mention_id: Annotated[str, Column("Hash of the page and the span")]
    entity_id: Annotated[str, Column("Thing that is named", references="entities")]
    entity_basis: Annotated[
        str,
        Column(
            "Why these words name it: they are its name, but for spelling, for the transliteration of a given name; a "
            "lexicon or gazetteer has them; the page defines the initialism or has the longer name; a designation",
            values=ENTITY_BASES,
        ),
    ]
    page_id: PageId
    article_id: MaybeArticleId
    comment_id: MaybeCommentId
    field: Annotated[str, Column("Part of the page that it stands in", values=MENTION_FIELDS)]
    surface: Annotated[str, Column("The words, exactly as in pages.text")]
    type: Annotated[str, Column("Kind of thing", values=ENTITY_TYPES)]
    usage: Annotated[
        str | None,
        Column("For whom a place's name stands: itself, its government (Moscow said), its team", values=PLACE_USAGES),
    ]
    span_start: SpanStart
    span_end: SpanEnd
    confidence: Confidence


class Quote(NamedTuple):
    """One quotation, direct or indirect."""

    quote_id: Annotated[str, Column("Hash of the page and the span")]
    page_id: PageId
    article_id: ArticleId
    text: Annotated[str, Column("What is said, without the quotation marks")]
    speaker: Annotated[str | None, Column("Full name of the speaker where the page gives it")]
    speaker_entity_id: Annotated[str | None, Column("The speaker as an entity", references="entities")]
    speaker_basis: Annotated[str, Column("What speaker rests on", values=SPEAKER_BASES)]
    cue: Annotated[str | None, Column("Word that introduces it: said, told, according to")]
    is_direct: Annotated[bool, Column("In quotation marks")]
    span_start: SpanStart
    span_end: SpanEnd


class Figure(NamedTuple):
    """One quantified claim: how many of what, and who says so."""

    figure_id: Annotated[str, Column("Hash of the page and the span")]
    page_id: PageId
    article_id: MaybeArticleId
    comment_id: MaybeCommentId
    text: Annotated[str, Column("The words, exactly as in pages.text")]
    value_min: Annotated[float | None, Column("Lowest value; null for 'scores of' and its like")]
    value_max: Annotated[float | None, Column("Highest value; null where it is open")]
    is_approximate: Annotated[bool, Column("About, some, dozens, thousands")]
    unit: Annotated[str | None, Column("What is counted or measured")]
    currency: Annotated[str | None, Column("ISO 4217 code")]
    rate: Annotated[str | None, Column("Per what: 'per day'")]
    period_start: Annotated[datetime | None, Column("Start of the time that the figure covers, in UTC")]
    period_end: Annotated[datetime | None, Column("Last day of the time that the figure covers, in UTC")]
    place_entity_id: Annotated[str | None, Column("Place that the figure is about", references="entities")]
    claimant: Annotated[str | None, Column("Who says so")]
    claimant_entity_id: Annotated[str | None, Column("The claimant as an entity", references="entities")]
    span_start: SpanStart
    span_end: SpanEnd


class DateMention(NamedTuple):
    """One date or time span that the text names."""

    date_id: Annotated[str, Column("Hash of the page and the span")]
    page_id: PageId
    article_id: ArticleId
    text: Annotated[str, Column("The words, exactly as in pages.text")]
    resolved_start: Annotated[datetime | None, Column("First day meant, in UTC; null if it cannot be known")]
    resolved_end: Annotated[datetime | None, Column("Last day meant, in UTC")]
    precision: Annotated[str | None, Column("How exact the words are", values=PRECISIONS)]
    basis: Annotated[str, Column("What the resolution rests on", values=BASES)]
    span_start: SpanStart
    span_end: SpanEnd


class Story(NamedTuple):
    """One article's membership in a story: near-duplicate and syndicated copies."""

    story_id: Annotated[str, Column("Hash of the original's article_id")]
    article_id: ArticleId
    similarity: Annotated[float, Column("Jaccard similarity of word triples to the original's", minimum=0, maximum=1)]
    is_original: Annotated[bool, Column("The copies are counted under this article")]


class ArticleVersion(NamedTuple):
    """One capture of an article whose address was captured more than once, and what changed since the one before."""

    article_id: ArticleId
    page_id: PageId
    url: Annotated[str, Column("Address as this capture states it; http, www and a last slash make no difference")]
    version: Annotated[int, Column("Place among the captures of the address, counted from 1", minimum=1)]
    version_basis: Annotated[str, Column("What the order after the one before rests on", values=VERSION_BASES)]
    captured_at: Annotated[datetime | None, Column("When this version was fetched, in UTC")]
    previous_article_id: Annotated[str | None, Column("The version before", references="articles")]
    previous_page_id: Annotated[str | None, Column("Page of the version before", references="pages")]
    previous_title: Annotated[str | None, Column("Headline of the version before, where it was another one")]
    paragraphs_added: Annotated[list[str], Column("Paragraphs of the body that the version before does not have")]
    paragraphs_removed: Annotated[list[str], Column("Paragraphs that only the version before has")]
    figures_added: Annotated[list[str], Column("Figures, as written, that the version before does not have")]
    figures_removed: Annotated[list[str], Column("Figures, as written, that only the version before has")]
    comments_appeared: Annotated[list[str], Column("comment_id of comments that the version before does not have")]
    comments_vanished: Annotated[list[str], Column("comment_id, on the page before, of comments that are gone")]


class Quarantine(NamedTuple):
    """One thing that was held back, and why."""

    quarantine_id: Annotated[str, Column("Hash of what was held back and the check that did it")]
    run_id: RunId
    page_id: Annotated[str | None, Column("Page that it comes from")]
    source_uri: Annotated[str | None, Column("Where the raw bytes lie: a file URI")]
    stage: Annotated[str, Column("Where in the flow it was held back", values=STAGES)]
    check_name: Annotated[str, Column("Check or guard that held it back")]
    reason: Annotated[str, Column("Why, in a sentence")]
    row: Annotated[str | None, Column("The row as JSON, for rows that failed a check", is_json=True)]


class Run(NamedTuple):
    """One run of the flow."""

    run_id: Annotated[str, Column("Id of the run")]
    started_at: Annotated[datetime, Column("When it began, in UTC")]
    finished_at: Annotated[datetime | None, Column("When all its pages had been read, in UTC")]
    input: Annotated[str, Column("What it was asked to read")]
    version: Annotated[str, Column("Version of Broadsheet")]
    record_count: Annotated[int, Column("Raw records that this run read", minimum=0)]
    kept_count: Annotated[int, Column("Raw records kept from the last release", minimum=0)]
    article_count: Annotated[int, Column("Of both, those that ended as an article", minimum=0)]
    no_article_count: Annotated[int, Column("Of both, those that ended as a page without an article", minimum=0)]
    duplicate_count: Annotated[int, Column("Of both, those that ended as a duplicate", minimum=0)]
    quarantined_count: Annotated[int, Column("Of both, those that ended in quarantine", minimum=0)]


class Check(NamedTuple):
    """The outcome of one expectation or audit in one run."""

    run_id: RunId
    check_name: Annotated[str, Column("Name of the expectation or audit")]
    table_name: Annotated[str | None, Column("Table that it looks at")]
    column_name: Annotated[str | None, Column("Column that it looks at")]
    severity: Annotated[str, Column("gate stops the release, warn tells, row moves rows to quarantine", SEVERITIES)]
    outcome: Annotated[str, Column("error means that it could not be computed", values=OUTCOMES)]
    unexpected_count: Annotated[int | None, Column("Rows that break it", minimum=0)]
    observed: Annotated[str | None, Column("What was observed, as text")]
    details: Annotated[str | None, Column("Examples or the error, as JSON", is_json=True)]


class Coverage(NamedTuple):
    """How well one field of one publisher was filled in one run."""

    run_id: RunId
    publisher: Annotated[str, Column("Publisher, or 'unknown'")]
    table_name: Annotated[str, Column("Table that the field is in")]
    field: Annotated[str, Column("The field")]
    row_count: Annotated[int, Column("Rows that could have it", minimum=0)]
    filled_count: Annotated[int, Column("Rows that have it", minimum=0)]
    fill_rate: Annotated[float, Column("filled_count / row_count", minimum=0, maximum=1)]


class Table(NamedTuple):
    """A declared table: its name, its row type, the columns that identify a row, and the order on disk."""

    name: str
    row: Callable[..., Any]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    group_rows: int = 50_000  # rows of a Parquet row group; fewer where a row holds a page's text
    text: str = ""  # the column that holds it


COVERAGE_KEY: Final = ("run_id", "publisher", "table_name", "field")

TABLES: Final = (
    Table("pages", Page, ("page_id",), ("source_uri", "record_no", "page_id"), 4_000, "text"),
    Table("lines", Line, ("page_id", "line_no"), ("page_id", "line_no")),
    Table("articles", Article, ("article_id",), ("page_id", "article_id"), 4_000, "body"),
    Table("comments", Comment, ("comment_id",), ("page_id", "position", "comment_id")),
    Table("media", Media, ("media_id",), ("page_id", "span_start", "media_id")),
    Table("related", Related, ("page_id", "position"), ("page_id", "position")),
    Table("entities", Entity, ("entity_id",), ("type", "name", "entity_id")),
    Table("mentions", Mention, ("mention_id",), ("page_id", "span_start", "span_end", "mention_id")),
    Table("quotes", Quote, ("quote_id",), ("page_id", "span_start", "quote_id")),
    Table("figures", Figure, ("figure_id",), ("page_id", "span_start", "figure_id")),
    Table("dates", DateMention, ("date_id",), ("page_id", "span_start", "date_id")),
    Table("stories", Story, ("story_id", "article_id"), ("story_id", "article_id")),
    Table("article_versions", ArticleVersion, ("article_id", "version"), ("url", "version", "article_id")),
    Table("quarantine", Quarantine, ("quarantine_id",), ("quarantine_id",)),
    Table("runs", Run, ("run_id",), ("started_at", "run_id")),
    Table("checks", Check, ("run_id", "check_name"), ("run_id", "check_name")),
    Table("coverage", Coverage, COVERAGE_KEY, COVERAGE_KEY),
)

# Tables that say what a run did; the others depend on the input alone.
RUN_TABLES: Final = ("quarantine", "runs", "checks", "coverage")
