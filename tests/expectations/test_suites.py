"""Every judgement and every audit is broken by one change to a sound edition, and is seen to fail."""

import duckdb
import pytest

from expectations import Expectation
from expectations.audits import audits
from expectations.suites import SUITES
from expectations.suites.spans import SPANNED
from warehouse.schema import table_named
from warehouse.tables import TABLES

ASKED = {e.name: e for e in (*(e for suite in SUITES for e in suite), *audits())}

# Each name with the statement that breaks it.
BREACHES = {
    "pages.text.read": "UPDATE pages SET text = NULL WHERE page_id = 'p1'",
    "pages.reason.stated": "UPDATE pages SET reason = ' ' WHERE page_id = 'p4'",
    "pages.duplicate_of.only_duplicates": "UPDATE pages SET duplicate_of = 'p1' WHERE page_id = 'p2'",
    "pages.language_confidence.with_language": "UPDATE pages SET language = NULL WHERE page_id = 'p1'",
    "pages.line_count.read": "UPDATE pages SET line_count = 3 WHERE page_id = 'p5'",
    "pages.url.shape": "UPDATE pages SET url = 'javascript:alert(1)' WHERE page_id = 'p1'",
    "pages.captured_at.plausible": "UPDATE pages SET captured_at = '1970-01-01 00:00:00+00'",
    "pages.captured_basis.agrees": "UPDATE pages SET captured_at = NULL WHERE page_id = 'p1'",
    "pages.publisher_basis.agrees": "UPDATE pages SET publisher = 'The Quay' WHERE page_id = 'p1'",
    "pages.status.quarantined_share": "UPDATE pages SET status = 'quarantined'",
    "pages.language.unknown_share": "UPDATE pages SET language = NULL",
    "lines.rule.not_blank": "UPDATE lines SET rule = ' '",
    "lines.role.unread": "UPDATE lines SET rule = 'unread'",
    "lines.rule.unread_share": "UPDATE lines SET rule = 'unread'",
    "articles.title.not_blank": "UPDATE articles SET title = chr(160) || chr(8203)",
    "articles.title.length": "UPDATE articles SET title = repeat('x', 501)",
    "articles.title.no_controls": "UPDATE articles SET title = 'a' || chr(7)",
    "articles.title.no_markup": "UPDATE articles SET title = 'a <script src=x> b'",
    "articles.title.one_line": "UPDATE articles SET title = 'a' || chr(10) || 'b'",
    "articles.standfirst.not_blank": "UPDATE articles SET standfirst = ''",
    "articles.body.not_blank": "UPDATE articles SET body = ''",
    "articles.body.no_controls": "UPDATE articles SET body = body || chr(27)",
    "articles.body.no_markup": "UPDATE articles SET body = 'a <br/> b'",
    "articles.body.length": "UPDATE articles SET body = repeat('x', 500001)",
    "articles.word_count.counted": "UPDATE articles SET word_count = word_count + 1",
    "articles.published_at.before_capture": "UPDATE articles SET published_at = '2021-05-06 00:00:00+00'",
    "articles.published_at.plausible": "UPDATE articles SET published_at = '1066-10-14 00:00:00+00'",
    "articles.updated_at.after_publication": "UPDATE articles SET updated_at = '2021-05-01 00:00:00+00'",
    "articles.published_basis.agrees": "UPDATE articles SET published_basis = 'none'",
    "articles.published_precision.with_published_at": "UPDATE articles SET published_precision = NULL",
    "articles.authors.names": "UPDATE articles SET authors = ['@zoe']",
    "articles.authors.length": "UPDATE articles SET authors = ['']",
    "articles.authors.distinct": "UPDATE articles SET authors = ['Ann Other', 'Ann Other']",
    "articles.authors_basis.agrees": "UPDATE articles SET authors = []",
    "articles.tags.not_blank": "UPDATE articles SET tags = [' ']",
    "articles.url.shape": "UPDATE articles SET url = 'example.org/story'",
    "comments.text.not_blank": "UPDATE comments SET text = ''",
    "comments.text.no_controls": "UPDATE comments SET text = chr(0)",
    "comments.text.no_markup": "UPDATE comments SET text = '<b>High time!</b>'",
    "comments.text.length": "UPDATE comments SET text = repeat('x', 50001)",
    "comments.author.not_blank": "UPDATE comments SET author = ' '",
    "comments.author.length": "UPDATE comments SET author = repeat('x', 201)",
    "comments.is_reply.with_parent": "UPDATE comments SET is_reply = false",
    "comments.reply_to_author.on_replies": "UPDATE comments SET is_reply = false",
    "comments.parent_basis.agrees": "UPDATE comments SET parent_id = NULL",
    "comments.parent_id.not_itself": "UPDATE comments SET parent_id = comment_id",
    "comments.posted_at.plausible": "UPDATE comments SET posted_at = '1970-01-01 00:00:00+00'",
    "entities.name.not_blank": "UPDATE entities SET name = ''",
    "entities.name.length": "UPDATE entities SET name = repeat('x', 201)",
    "entities.aliases.not_the_name": "UPDATE entities SET aliases = [name]",
    "entities.longitude.with_latitude": "UPDATE entities SET latitude = 1",
    "entities.country_code.shape": "UPDATE entities SET country_code = 'gb'",
    "entities.geonames_id.places": "UPDATE entities SET geonames_id = 1",
    "entities.mention_count.named": "UPDATE entities SET mention_count = 0",
    "entities.mention_count.not_before_article_count": "UPDATE entities SET article_count = 3",
    "entities.last_seen.with_first_seen": "UPDATE entities SET last_seen = NULL",
    "entities.last_seen.not_before_first_seen": "UPDATE entities SET last_seen = '2021-05-01 00:00:00+00'",
    "mentions.surface.not_blank": "UPDATE mentions SET surface = ''",
    "mentions.surface.length": "UPDATE mentions SET surface = repeat('x', 201)",
    "mentions.surface.span": "UPDATE mentions SET span_end = span_end + 1",
    "mentions.comment_id.field": "UPDATE mentions SET field = 'body'",
    "mentions.usage.places": "UPDATE mentions SET usage = 'site', type = 'person'",
    "quotes.text.not_blank": "UPDATE quotes SET text = ''",
    "quotes.text.length": "UPDATE quotes SET text = repeat('x', 20001)",
    "quotes.speaker.not_blank": "UPDATE quotes SET speaker = ' '",
    "quotes.speaker.length": "UPDATE quotes SET speaker = repeat('x', 201)",
    "quotes.speaker_basis.agrees": "UPDATE quotes SET speaker = NULL",
    "quotes.speaker_entity_id.with_speaker": "UPDATE quotes SET speaker = NULL",
    "quotes.cue.indirect": "UPDATE quotes SET is_direct = false, cue = NULL",
    "figures.text.not_blank": "UPDATE figures SET text = ''",
    "figures.value_max.not_before_value_min": "UPDATE figures SET value_max = 1",
    "figures.period_end.not_before_period_start": "UPDATE figures SET period_start = now(), period_end = '2020-01-01'",
    "figures.value_min.finite": "UPDATE figures SET value_max = 'NaN'",
    "figures.article_id.owner": "UPDATE figures SET article_id = NULL",
    "figures.currency.shape": "UPDATE figures SET currency = '€'",
    "figures.claimant_entity_id.with_claimant": "UPDATE figures SET claimant_entity_id = 'e1'",
    "dates.text.not_blank": "UPDATE dates SET text = ''",
    "dates.resolved_end.not_before_resolved_start": "UPDATE dates SET resolved_end = '2021-05-01'",
    "dates.basis.agrees": "UPDATE dates SET basis = 'none'",
    "stories.similarity.of_original": "UPDATE stories SET similarity = 0.5",
    "quarantine.reason.not_blank": "UPDATE quarantine SET reason = ''",
    "runs.finished_at.not_before_started_at": "UPDATE runs SET finished_at = '2020-01-01'",
    "runs.record_count.adds_up": "UPDATE runs SET record_count = 6",
    "coverage.row_count.not_before_filled_count": "INSERT INTO coverage VALUES ('run-1', 'x', 'pages', 'url', 1, 2, 1)",
    "audit.article_in_two_stories": "INSERT INTO stories VALUES ('s2', 'a1', 1, true)",
    "audit.article_status": "DELETE FROM articles WHERE article_id = 'a2'",
    "audit.article_story": "UPDATE articles SET story_id = NULL WHERE article_id = 'a2'",
    "audit.body_on_page": "UPDATE articles SET body = 'Words that stand nowhere.'",
    "audit.caption_inside": "UPDATE media SET caption = 'A ship'",
    "audit.comment_after_capture": "UPDATE comments SET posted_at = '2031-01-01 00:00:00+00'",
    "audit.comment_count": "UPDATE articles SET comment_count = 3",
    "audit.comment_words_inside": "UPDATE comments SET text = 'High time!' || chr(10) || chr(10) || 'Bridge'",
    "audit.date_slices_back": "UPDATE dates SET span_start = span_start - 1, span_end = span_end - 1",
    "audit.duplicate_of_duplicate": "UPDATE pages SET duplicate_of = 'p3' WHERE page_id = 'p3'",
    "audit.entity_counts": "UPDATE entities SET mention_count = 3",
    "audit.figure_slices_back": "UPDATE figures SET span_start = span_start + 1 WHERE figure_id = 'f2'",
    "audit.line_count": "UPDATE pages SET line_count = 9 WHERE page_id = 'p1'",
    "audit.line_span": "UPDATE lines SET span_end = span_end - 1 WHERE line_no = 0",
    "audit.line_without_a_role": "DELETE FROM lines WHERE line_no = 3",
    "audit.lines_of_unread_page": "UPDATE lines SET page_id = 'p3' WHERE page_id = 'p4'",
    "audit.lines_overlap": "UPDATE lines SET span_end = span_end + 2",
    "audit.mention_slices_back": "UPDATE mentions SET surface = 'Zoe' WHERE mention_id = 'm1'",
    "audit.owner_on_another_page": "UPDATE mentions SET page_id = 'p2' WHERE mention_id = 'm1'",
    "audit.pages_in_pages_out": "DELETE FROM pages WHERE page_id = 'p4'",
    "audit.quarantined_page": "DELETE FROM quarantine",
    "audit.quote_words_inside": "UPDATE quotes SET text = 'We start on Tuesday,'",
    "audit.related_title_inside": "UPDATE related SET title = 'Road closes'",
    "audit.reply_before_parent": "UPDATE comments SET position = 3 - position, parent_basis = 'indentation'",
    "audit.reply_depth": "UPDATE comments SET depth = 0",
    "audit.span_beyond_page": "UPDATE comments SET span_end = 100000",
    "audit.story_originals": "UPDATE stories SET is_original = true",
}
BREACHES |= {
    f"{table.name}.span_end.after_start": f"UPDATE {table.name} SET span_end = span_start" for table in SPANNED
}


def rows_that_break(connection: duckdb.DuckDBPyConnection, expectation: Expectation) -> list[tuple[object, ...]]:
    return connection.execute(expectation.query).fetchall()


def test_a_sound_edition_breaks_nothing(loaded: duckdb.DuckDBPyConnection) -> None:
    broken = {name: found for name, e in ASKED.items() if (found := rows_that_break(loaded, e))}
    assert {name: found for name, found in broken.items() if not name.endswith("_share")} == {}


def test_a_warehouse_without_pages_breaks_nothing(loaded: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES:
        loaded.execute(f"DELETE FROM {table.name}")
    counts = ("record", "kept", "article", "no_article", "duplicate", "quarantined")
    none = ", ".join(f"0 AS {of}_count" for of in counts)
    loaded.execute(f"INSERT INTO runs BY NAME SELECT 'r1' AS run_id, now() AS started_at, {none}")
    assert {name: found for name, e in ASKED.items() if (found := rows_that_break(loaded, e))} == {}


def test_a_figure_in_a_caption_of_a_page_without_an_article_belongs_to_nobody(
    loaded: duckdb.DuckDBPyConnection,
) -> None:
    loaded.execute("UPDATE figures SET page_id = 'p4', article_id = NULL WHERE figure_id = 'f1'")
    assert rows_that_break(loaded, ASKED["figures.article_id.owner"]) == []


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_seen(name: str, loaded: duckdb.DuckDBPyConnection) -> None:
    loaded.execute(BREACHES[name])
    assert rows_that_break(loaded, ASKED[name])


def test_every_judgement_and_audit_has_its_breach() -> None:
    assert set(BREACHES) == set(ASKED)


def test_every_row_check_selects_the_key_of_its_table(loaded: duckdb.DuckDBPyConnection) -> None:
    for expectation in ASKED.values():
        selected = loaded.execute(expectation.query).description or ()
        if expectation.severity == "row":
            assert set(table_named(expectation.table).key) <= {column[0] for column in selected}


@pytest.mark.parametrize("expectation", ASKED.values(), ids=lambda e: e.name)
def test_every_check_says_what_must_hold_in_a_sentence(expectation: Expectation) -> None:
    assert len(expectation.description.split()) > 3
    assert expectation.description.endswith(".")
