"""Judgements on `articles`: what a title, a body, a byline and a date of a story look like."""

from typing import Final

from expectations import Expectation, never
from expectations.suites.values import at_most, basis_agrees, no_controls, no_markup, not_blank, together

# Words as Python's str.split cuts them: RE2's \s knows ASCII only.
WORD: Final = r"[^\x09-\x0d\x1c-\x1f\x{85}\p{Z}]+"
# A day's midnight UTC may lie up to a day after the moment of capture, where the paper is east of it.
EAST: Final = "INTERVAL 24 HOURS"

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("articles", "title"),
    at_most("articles", "title", 500, "row"),
    no_controls("articles", "title"),
    no_markup("articles", "title"),
    never("articles.title.one_line", "contains(title, chr(10))", "warn", "A title stands in one line."),
    not_blank("articles", "standfirst", "warn"),
    not_blank("articles", "body"),
    no_controls("articles", "body"),
    no_markup("articles", "body"),
    at_most("articles", "body", 500_000, "warn"),
    never(
        "articles.word_count.counted",
        f"word_count <> len(regexp_extract_all(body, '{WORD}'))",
        "gate",
        "word_count is the number of words in the body.",
    ),
    never(
        "articles.published_at.before_capture",
        f"published_at > not_published_after + {EAST}",
        "row",
        "No story was published after it was captured.",
    ),
    never(
        "articles.published_at.plausible",
        "published_at < TIMESTAMPTZ '1900-01-01 00:00:00+00'",
        "row",
        "No story was published before 1900.",
    ),
    never(
        "articles.updated_at.after_publication",
        f"updated_at < published_at - {EAST}",
        "warn",
        "No story was updated before it was published.",
    ),
    basis_agrees("articles", "published_at", "published_basis"),
    together("articles", "published_at", "published_precision"),
    never(
        "articles.authors.names",
        r"len(list_filter(authors, lambda a: regexp_matches(a, '[0-9@]|https?:|www\.'))) > 0",
        "warn",
        "An author's name has no digits, addresses or handles.",
    ),
    never(
        "articles.authors.length",
        "len(list_filter(authors, lambda a: length(a) > 100 OR trim(a) = '')) > 0",
        "warn",
        "An author's name has between 1 and 100 characters.",
    ),
    never(
        "articles.authors.distinct",
        "len(authors) <> len(list_distinct(authors))",
        "warn",
        "No author is named twice.",
    ),
    never(
        "articles.authors_basis.agrees",
        "(authors_basis = 'none') <> (len(authors) = 0)",
        "gate",
        "authors_basis is 'none' if, and only if, there are no authors.",
    ),
    never(
        "articles.tags.not_blank",
        "len(list_filter(tags, lambda t: trim(t) = '')) > 0",
        "warn",
        "No tag is blank.",
    ),
    never(
        "articles.url.shape",
        r"NOT regexp_matches(url, '^https?://[^\s/]+')",
        "warn",
        "An address begins with http:// or https:// and a host.",
    ),
)
