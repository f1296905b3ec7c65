"""Judgements on `comments`: words, authors, and the thread that they make."""

from typing import Final

from expectations import Expectation, never
from expectations.suites.values import at_most, basis_agrees, no_controls, no_markup, not_blank

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("comments", "text"),
    no_controls("comments", "text"),
    no_markup("comments", "text"),
    at_most("comments", "text", 50_000, "warn"),
    not_blank("comments", "author"),
    at_most("comments", "author", 200, "warn"),
    never(
        "comments.is_reply.with_parent",
        "parent_id IS NOT NULL AND NOT is_reply",
        "warn",
        "A comment with a parent is a reply.",
    ),
    never(
        "comments.reply_to_author.on_replies",
        "reply_to_author IS NOT NULL AND NOT is_reply",
        "warn",
        "Only a reply names whom it replies to.",
    ),
    basis_agrees("comments", "parent_id", "parent_basis"),
    never("comments.parent_id.not_itself", "parent_id = comment_id", "gate", "No comment replies to itself."),
    never(
        "comments.posted_at.plausible",
        "posted_at < TIMESTAMPTZ '1990-01-01 00:00:00+00'",
        "warn",
        "No comment was posted before there was a web.",
    ),
)
