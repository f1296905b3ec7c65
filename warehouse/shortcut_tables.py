"""Which small tables stand beside the declared ones, in the schema `ix`, and what is in them?

`warehouse/shortcuts.py` makes them and brings them up to date; the views ask them. Ids are hashed to 64 bits, which are
compared sooner than 32 characters and are the same in any order of pages. Most tables hold what follows from one
page; they are made of some pages' rows (`warehouse/shortcut_batch.py`), so that a change makes those of its pages anew.
"""

from typing import Final, NamedTuple


class Shortcut(NamedTuple):
    """One table: what a row is, its columns with types and meanings, its rows, and the order that they lie in."""

    name: str
    doc: str
    columns: dict[str, tuple[str, str]]
    rows: str
    order: tuple[str, ...]
    is_by_page: bool = True  # the order is that of pages: what comes of one batch is in its place


PAGE_KEY: Final = ("UBIGINT", "Hash of the page_id")
ENTITY_ID: Final = ("VARCHAR", "The thing")
ENTITY_KEY: Final = ("UBIGINT", "Hash of the entity_id")
LINE_NO: Final = ("INTEGER", "Number of the line in pages.text")

CITED: Final = {
    "quotes": "quote_id",
    "figures": "figure_id",
    "mentions": "mention_id",
    "dates": "date_id",
    "media": "media_id",
    "comments": "comment_id",
    "articles": "article_id",
}

OF_PAGES: Final = (
    Shortcut(
        "page",
        "One page and its article, with what answers show of them and the things that the article names.",
        {
            "page_id": ("VARCHAR", "The page"),
            "page_key": PAGE_KEY,
            "doc_no": ("INTEGER", "Number of its article in the search index"),
            "source_uri": ("VARCHAR", "Where its raw bytes lie"),
            "record_no": ("BIGINT", "Place of the record in its file"),
            "file": ("VARCHAR", "Name of the input file"),
            "url": ("VARCHAR", "Its address"),
            "publisher": ("VARCHAR", "Name of the publisher"),
            "line_count": ("INTEGER", "Its lines"),
            "unread_count": ("INTEGER", "Those that nothing could place"),
            "article_id": ("VARCHAR", "The article"),
            "title": ("VARCHAR", "Headline"),
            "published_at": ("TIMESTAMPTZ", "When it was first published"),
            "comment_count": ("BIGINT", "Reader comments"),
            "is_story_original": ("BOOLEAN", "Copies of its story are counted under it"),
            "things": ("UBIGINT[]", "Hashes of what it names outside comments, where it is an original"),
        },
        """
        SELECT p.page_id, o.page_key, a.doc_no, p.source_uri, p.record_no, parse_filename(p.source_uri), p.url,
          p.publisher, coalesce(l.line_count, 0), coalesce(l.unread_count, 0), a.article_id, a.title, a.published_at,
          a.comment_count, a.is_story_original, CASE WHEN a.is_story_original THEN n.things END
        FROM own o JOIN pages p ON p.page_id = o.page_id LEFT JOIN (
          SELECT page_id, count(*) AS line_count, count(*) FILTER (WHERE rule = 'unread') AS unread_count
          FROM own_lines GROUP BY page_id) l ON l.page_id = o.page_id
        LEFT JOIN own_articles a ON a.page_key = o.page_key
        LEFT JOIN (
          SELECT page_key, list(DISTINCT entity_key ORDER BY entity_key) AS things
          FROM own_mentions WHERE field <> 'comment' GROUP BY page_key) n ON n.page_key = o.page_key
        """,
        ("page_id",),
    ),
    Shortcut(
        "id",
        "One id that can be cited, in the order of hashes.",
        {"id_key": ("UBIGINT", "Hash of the id"), "page_key": PAGE_KEY},
        "SELECT ix.key(id), page_key FROM ("
        + " UNION ALL ".join(
            f"SELECT {key} AS id, page_key FROM {name} JOIN own USING (page_id) WHERE {{where}}"
            for name, key in CITED.items()
        )
        + ")",
        ("id_key",),
        is_by_page=False,
    ),
    Shortcut(
        "mention",
        "One mention, in the order of things; ask the view mention_lines.",
        {
            "entity_id": ENTITY_ID,
            "entity_key": ENTITY_KEY,
            "page_key": PAGE_KEY,
            "line_no": LINE_NO,
            "span_start": ("INTEGER", "First character of the words"),
            "field": ("VARCHAR", "Part of the page that it stands in"),
            "surface": ("VARCHAR", "The words"),
            "entity_basis": ("VARCHAR", "Why these words name it"),
            "usage": ("VARCHAR", "For whom a place's name stands"),
            "comment_id": ("VARCHAR", "Comment that it stands in"),
            "mention_id": ("VARCHAR", "The mention"),
        },
        """
        SELECT entity_id, entity_key, page_key, line_no, span_start, field, surface, entity_basis, usage,
          comment_id, mention_id FROM own_mentions
        """,
        ("entity_id", "page_key", "span_start"),
        is_by_page=False,
    ),
    Shortcut(
        "quote",
        "One quotation, in the order of speakers; ask the view quote_lines.",
        {
            "speaker": ("VARCHAR", "Full name of the speaker"),
            "quote_key": ("UBIGINT", "Hash of the quote_id"),
            "page_key": PAGE_KEY,
            "line_no": LINE_NO,
            "text": ("VARCHAR", "What is said"),
            "cue": ("VARCHAR", "Word that introduces it"),
            "is_direct": ("BOOLEAN", "In quotation marks"),
            "speaker_entity_id": ("VARCHAR", "The speaker as an entity"),
            "span_start": ("BIGINT", "First character"),
            "span_end": ("BIGINT", "Character behind the last"),
            "quote_id": ("VARCHAR", "The quotation"),
        },
        """
        SELECT q.speaker, q.quote_key, a.page_key, l.line_no, q.text, q.cue, q.is_direct,
          q.speaker_entity_id, q.span_start, q.span_end, q.quote_id
        FROM own_quotes q JOIN own_articles a ON a.article_id = q.article_id
        LEFT JOIN own_lines l ON l.page_id = q.page_id AND q.span_start >= l.span_start AND q.span_start < l.span_end
        """,
        ("speaker", "page_key", "span_start"),
        is_by_page=False,
    ),
    Shortcut(
        "place_quote",
        "One place in one quotation or its line, in the order of places; ask the view quotes_about_places.",
        {
            "entity_id": ENTITY_ID,
            "entity_key": ENTITY_KEY,
            "quote_key": ("UBIGINT", "Hash of the quote_id"),
            "page_key": PAGE_KEY,
            "line_no": LINE_NO,
            "is_in_quote": ("BOOLEAN", "The quotation's own words name the place"),
        },
        """
        SELECT m.entity_id, m.entity_key, q.quote_key, m.page_key, m.line_no,
          m.span_start >= q.span_start AND m.span_end <= q.span_end
        FROM (FROM own_mentions WHERE is_place) m JOIN own_quotes q ON q.page_id = m.page_id
          AND q.span_start BETWEEN coalesce(m.line_start, m.span_start) AND coalesce(m.line_end - 1, m.span_end)
        """,
        ("entity_id", "page_key", "quote_key"),
        is_by_page=False,
    ),
    Shortcut(
        "place_day",
        "One day that one article goes with, for one place that it names; ask the view place_timeline.",
        {
            "entity_id": ENTITY_ID,
            "entity_key": ENTITY_KEY,
            "day": ("DATE", "The day, in UTC"),
            "day_basis": ("VARCHAR", "said, published or captured"),
            "page_key": PAGE_KEY,
            "mention_count": ("BIGINT", "Mentions of the place that this day goes with"),
        },
        """
        WITH placed AS (
          SELECT m.entity_id, m.entity_key, m.page_key, m.mention_id, coalesce(utc_day(d.resolved_start),
            utc_day(a.published_at), utc_day(a.not_published_after)) AS day,
            CASE WHEN d.resolved_start IS NOT NULL THEN 'said' WHEN a.published_at IS NOT NULL THEN 'published'
              ELSE 'captured' END AS day_basis
          FROM (FROM own_mentions WHERE is_place AND field <> 'comment') m JOIN own_articles a USING (page_key)
          LEFT JOIN (FROM dates WHERE {where} AND precision = 'day') d ON d.page_id = m.page_id
            AND d.span_start BETWEEN m.line_start AND m.line_end - 1)
        SELECT entity_id, entity_key, day, day_basis, page_key, count(DISTINCT mention_id) FROM placed
        WHERE day IS NOT NULL GROUP BY ALL
        """,
        ("entity_id", "day", "page_key"),
        is_by_page=False,
    ),
    Shortcut(
        "figure",
        "One figure, money first, beside those that it can be held against; ask the view figure_lines.",
        {
            "claimant": ("VARCHAR", "Who says so"),
            "page_key": PAGE_KEY,
            "place_key": ("UBIGINT", "Hash of the place's entity_id"),
            "comparison_key": ("UBIGINT", "Hash of what it can be held against; null for copies"),
            "line_no": LINE_NO,
            "thing": ("VARCHAR", "What is counted, folded to its head noun"),
            "value_min": ("DOUBLE", "Lower bound"),
            "value_max": ("DOUBLE", "Upper bound"),
            "is_approximate": ("BOOLEAN", "About, at least, up to"),
            "unit": ("VARCHAR", "What is counted"),
            "currency": ("VARCHAR", "Currency"),
            "rate": ("VARCHAR", "Per what"),
            "text": ("VARCHAR", "The words"),
            "period_start": ("TIMESTAMPTZ", "When it holds from"),
            "period_end": ("TIMESTAMPTZ", "When it holds to"),
            "claimant_entity_id": ("VARCHAR", "The claimant as an entity"),
            "comment_id": ("VARCHAR", "Comment that it stands in"),
            "figure_id": ("VARCHAR", "The figure"),
        },
        """
        WITH folded AS (
          SELECT f.*, o.page_key, coalesce(a.is_story_original, true) AS is_counted, l.line_no,
            coalesce(thing(f.unit), f.currency) AS thing
          FROM (FROM figures WHERE {where}) f JOIN own o USING (page_id)
          LEFT JOIN own_articles a ON a.article_id = f.article_id
          LEFT JOIN own_lines l ON l.page_id = f.page_id AND f.span_start >= l.span_start AND f.span_start < l.span_end)
        SELECT claimant, page_key, coalesce(ix.key(place_entity_id), 0),
          CASE WHEN is_counted AND thing IS NOT NULL THEN ix.key(concat_ws(chr(31), thing, coalesce(currency, ''),
            coalesce(rate, ''), coalesce(place_entity_id, 'on ' || page_id))) END,
          line_no, thing, value_min, value_max, is_approximate, unit, currency, rate, text, period_start, period_end,
          claimant_entity_id, comment_id, figure_id FROM folded
        """,
        ("currency", "comparison_key", "page_key", "figure_id"),
        is_by_page=False,
    ),
    Shortcut(
        "thread",
        "One comment in its thread; ask the view comment_threads.",
        {
            "page_key": PAGE_KEY,
            "page_id": ("VARCHAR", "Its page"),
            "comment_id": ("VARCHAR", "The comment"),
            "thread_id": ("VARCHAR", "Comment that starts the thread"),
            "path": ("BIGINT[]", "Positions from that comment down to this one"),
        },
        "SELECT page_key, page_id, comment_id, thread_id, path FROM own_threads",
        ("page_id", "path", "comment_id"),
    ),
    Shortcut(
        "discussion",
        "One thread of comments; ask the view discussions.",
        {
            "deepest": ("INTEGER", "Answers above its deepest comment"),
            "comment_count": ("INTEGER", "Its comments"),
            "starter": ("VARCHAR", "Author of the comment that starts it"),
            "thread_id": ("VARCHAR", "Comment that starts it"),
            "page_key": PAGE_KEY,
        },
        """
        SELECT max(len(path)) - 1, count(*), min_by(author, len(path)), thread_id, page_key
        FROM own_threads GROUP BY thread_id, page_key
        """,
        ("deepest DESC", "page_key", "thread_id"),
        is_by_page=False,
    ),
    Shortcut(
        "topic",
        "One thing that an article with comments names, or its comments; ask the view comment_topics.",
        {
            "page_key": PAGE_KEY,
            "entity_key": ENTITY_KEY,
            "article_mention_count": ("INTEGER", "Mentions in headline, standfirst, body and captions"),
            "comment_mention_count": ("INTEGER", "Mentions in comments"),
            "commenting_count": ("INTEGER", "Comments that name it"),
        },
        """
        SELECT m.page_key, m.entity_key, count(*) FILTER (WHERE field <> 'comment'),
          count(*) FILTER (WHERE field = 'comment'), count(DISTINCT comment_id)
        FROM own_mentions m JOIN own_articles a USING (page_key) WHERE a.comment_count > 0 GROUP BY ALL
        """,
        ("comment_mention_count DESC", "page_key", "entity_key"),
        is_by_page=False,
    ),
)

# What follows from rows of many pages: of the groups in the temporary table named, made anew when one of them changes.
COMPARISON: Final = Shortcut(
    "comparison",
    "Figures that can be held against each other; ask the view figure_comparisons.",
    {
        "comparison_key": ("UBIGINT", "Hash of thing, currency, rate, and place or page"),
        "thing": ("VARCHAR", "What is counted"),
        "currency": ("VARCHAR", "Currency"),
        "rate": ("VARCHAR", "Per what"),
        "place_key": ("UBIGINT", "Hash of the place's entity_id"),
        "lowest": ("DOUBLE", "Lowest value that anyone gives"),
        "highest": ("DOUBLE", "Highest value"),
        "figure_count": ("BIGINT", "Figures"),
        "claimant_count": ("BIGINT", "Named claimants among them"),
    },
    """
    SELECT comparison_key, any_value(thing), any_value(currency), any_value(rate), any_value(place_key),
      min(coalesce(value_min, value_max)), max(coalesce(value_max, value_min)), count(*), count(DISTINCT claimant)
    FROM ix.figure WHERE {where} GROUP BY comparison_key HAVING count(*) > 1
    """,
    ("comparison_key",),
)
SPEAKER: Final = Shortcut(
    "speaker",
    "One speaker; ask the view speakers.",
    {
        "speaker": ("VARCHAR", "Full name"),
        "speaker_entity_id": ("VARCHAR", "The speaker as an entity"),
        "quote_count": ("BIGINT", "Quotations"),
        "direct_count": ("BIGINT", "Those in quotation marks"),
        "article_count": ("BIGINT", "Articles with one"),
        "publisher_count": ("BIGINT", "Publishers of these"),
        "first_published_at": ("TIMESTAMPTZ", "When the first was published"),
        "last_published_at": ("TIMESTAMPTZ", "When the last was published"),
    },
    """
    SELECT q.speaker, q.speaker_entity_id, count(*), count(*) FILTER (WHERE q.is_direct), count(DISTINCT q.page_key),
      count(DISTINCT p.publisher), min(p.published_at), max(p.published_at)
    FROM (FROM ix.quote WHERE {where}) q JOIN ix.page p USING (page_key)
    WHERE q.speaker IS NOT NULL AND p.is_story_original GROUP BY q.speaker, q.speaker_entity_id
    """,
    ("speaker", "speaker_entity_id"),
)
ENTITY: Final = Shortcut(
    "entity",
    "One thing, with what answers show of it; key 0 stands for none.",
    {
        "entity_key": ENTITY_KEY,
        "entity_id": ("VARCHAR", "The thing"),
        "name": ("VARCHAR", "Canonical name"),
        "type": ("VARCHAR", "Kind of thing"),
        "country_code": ("VARCHAR", "Country"),
        "latitude": ("DOUBLE", "Latitude"),
        "longitude": ("DOUBLE", "Longitude"),
    },
    """
    SELECT ix.key(entity_id), entity_id, name, type, country_code, latitude, longitude FROM entities
    UNION ALL VALUES (0::UBIGINT, NULL, NULL, NULL, NULL, NULL, NULL)
    """,
    ("entity_key",),
)
STORY: Final = Shortcut(
    "story",
    "One story with its copies; ask the view story_copies.",
    {
        "title": ("VARCHAR", "Headline of the original"),
        "publisher": ("VARCHAR", "Publisher of the original"),
        "article_count": ("BIGINT", "Articles that tell it"),
        "duplicate_count": ("BIGINT", "Pages besides that are exact copies of one of them"),
        "publisher_count": ("BIGINT", "Publishers that ran it"),
        "publishers": ("VARCHAR[]", "Their names"),
        "least_similarity": ("DOUBLE", "Similarity of the article that is least like the original"),
        "first_published_at": ("TIMESTAMPTZ", "When the first was published"),
        "last_published_at": ("TIMESTAMPTZ", "When the last was published"),
        "article_id": ("VARCHAR", "The original"),
        "story_id": ("VARCHAR", "The story"),
    },
    """
    WITH copied AS (SELECT duplicate_of AS page_id, count(*) AS duplicate_count FROM pages
      WHERE duplicate_of IS NOT NULL GROUP BY duplicate_of)
    SELECT any_value(a.title) FILTER (WHERE s.is_original), any_value(a.publisher) FILTER (WHERE s.is_original),
      count(*), CAST(coalesce(sum(c.duplicate_count), 0) AS BIGINT), count(DISTINCT a.publisher),
      coalesce(list_sort(list_distinct(list(a.publisher))), []), min(s.similarity), min(a.published_at),
      max(a.published_at), any_value(a.article_id) FILTER (WHERE s.is_original), s.story_id
    FROM stories s JOIN articles a USING (article_id) LEFT JOIN copied c ON c.page_id = a.page_id GROUP BY s.story_id
    """,
    ("story_id",),
)
# Small enough to be made anew with every change.
MADE_WHOLE: Final = (ENTITY, STORY)
SHORTCUTS: Final = (*OF_PAGES, COMPARISON, SPEAKER, *MADE_WHOLE)
