"""What is particular to one publisher's pages?

A profile is data: `seeds/profiles/<slug>.toml`, read by `parse_profile`. It names the marks by which
its pages are known and the few lines that general rules cannot place. A layout that changed is a
new `[[version]]` with the day from which it holds.
"""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from tasks.structuring.lines import TextLine


class LineRule(NamedTuple):
    """Lines of one role: those that match `pattern` whole, and stand directly before or after a line that matches."""

    role: str
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


class Version(NamedTuple):
    """One layout of a publisher: the day from which it was seen, its marks, its line rules."""

    since: date
    marks: tuple[re.Pattern[str], ...]  # a page is this publisher's if each mark is found in some line
    rules: tuple[LineRule, ...]


class Profile(NamedTuple):
    """A publisher: its name as it writes it, its hosts, and its layouts, the newest first."""

    slug: str
    name: str
    hosts: tuple[str, ...]
    versions: tuple[Version, ...]


class Match(NamedTuple):
    """The profile and layout that a page was recognised by."""

    profile: Profile
    version: Version

    @property
    def label(self) -> str:
        return f"{self.profile.slug}@{self.version.since.isoformat()}"


def parse_profile(slug: str, source: str) -> Profile:
    """A profile from its TOML. Raises ValueError that names the profile and the fault."""
    try:
        data = tomllib.loads(source)
        versions = sorted((_version(entry) for entry in data["version"]), key=lambda v: v.since, reverse=True)
        return Profile(slug, data["name"], tuple(data.get("hosts", ())), tuple(versions))
    except (tomllib.TOMLDecodeError, re.error, KeyError, TypeError) as error:
        raise ValueError(f"Profile '{slug}' cannot be read: {error!r}") from error


def _version(entry: dict[str, Any]) -> Version:
    marks = tuple(re.compile(mark) for mark in entry["marks"])
    return Version(entry["since"], marks, tuple(_line_rule(rule) for rule in entry.get("line", ())))


def _line_rule(entry: dict[str, str]) -> LineRule:
    neighbours = [re.compile(entry[side]) if side in entry else None for side in ("before", "after")]
    return LineRule(entry["role"], re.compile(entry["pattern"]), *neighbours)


def match_profile(profiles: Sequence[Profile], lines: Sequence[TextLine], host: str | None) -> Match | None:
    """The first profile, in order of slugs, whose host or marks the page shows."""
    for profile in profiles:
        is_host = host is not None and any(host == known or host.endswith("." + known) for known in profile.hosts)
        for version in profile.versions:
            if all(any(mark.search(line.text) for line in lines) for mark in version.marks):
                return Match(profile, version)
        if is_host:
            return Match(profile, profile.versions[0])
    return None
