"""Judgements on `pages`: a record's status, and what must then be known of it."""

from typing import Final

from expectations import Expectation, broken_rows, never
from expectations.floors import FLOORS
from expectations.suites.values import basis_agrees

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    never(
        "pages.text.read",
        "text IS NULL AND status IN ('article', 'no_article')",
        "gate",
        "A page that was read has its text.",
    ),
    never(
        "pages.reason.stated",
        "coalesce(trim(reason), '') = '' AND status <> 'article'",
        "gate",
        "A page without an article says why.",
    ),
    never(
        "pages.duplicate_of.only_duplicates",
        "(status = 'duplicate') <> (duplicate_of IS NOT NULL)",
        "gate",
        "A page is a duplicate if, and only if, it says of which page.",
    ),
    never(
        "pages.language_confidence.with_language",
        "(language IS NULL) <> (language_confidence IS NULL)",
        "warn",
        "A language comes with how sure it is.",
    ),
    never(
        "pages.line_count.read",
        "line_count > 0 AND status = 'quarantined'",
        "gate",
        "A page in quarantine has no lines.",
    ),
    never(
        "pages.url.shape",
        r"NOT regexp_matches(url, '^https?://[^\s/]+')",
        "warn",
        "An address begins with http:// or https:// and a host.",
    ),
    never(
        "pages.captured_at.plausible",
        "captured_at < TIMESTAMPTZ '1990-01-01 00:00:00+00'",
        "warn",
        "No page was captured before there was a web.",
    ),
    basis_agrees("pages", "captured_at", "captured_basis"),
    basis_agrees("pages", "publisher", "publisher_basis"),
    broken_rows(
        "pages.status.quarantined_share",
        "warn",
        f"At most {FLOORS.quarantined_share:.0%} of the pages are in quarantine.",
        f"""SELECT count(*) AS page_count, count_if(status = 'quarantined') AS quarantined_count
            FROM pages HAVING count_if(status = 'quarantined') > {FLOORS.quarantined_share} * count(*)""",
    ),
    broken_rows(
        "pages.language.unknown_share",
        "warn",
        f"At most {FLOORS.no_language_share:.0%} of the pages that were read have no known language.",
        f"""SELECT count(*) AS page_count, count_if(language IS NULL) AS unknown_count
            FROM pages WHERE status IN ('article', 'no_article')
            HAVING count_if(language IS NULL) > {FLOORS.no_language_share} * count(*)""",
    ),
)
