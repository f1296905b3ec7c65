"""What has to be read again beside what is new, and what does no longer hold?

A copy is read again when the page that it copies is read again or leaves: it may be the original now. A file that holds
only what was taken down is no input. After a change of rules or models, what they touch is read again: from the raw
files where the reader changed, from the release where only the enrichers did.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tasks import Source
from tasks.listing import InputError, Listing
from tasks.places import source_at
from tasks.reporting.words import counted
from tasks.stages import STAGES, Fingerprint, changed_parts, fingerprints, only_profiles
from warehouse.inputs import copies_of, has_earlier_captures, known_inputs, sources_of_profiles
from warehouse.release import Release
from warehouse.settle import Changed
from warehouse.takedown import file_hash, taken_down


class Wish(NamedTuple):
    """What a run is asked to do beside reading what is new."""

    is_pruned: bool = False  # what is not in the inputs leaves the warehouse
    is_reprocessed: bool = False  # what changed rules or models touch is read again
    stage: str | None = None  # this stage runs again, whether it changed or not


class Work(NamedTuple):
    """What a run does: the sources to read, what no longer holds, and the inputs that the release will know."""

    fresh: tuple[Source, ...]
    changed: Changed
    known: dict[str, tuple[int, int]]
    is_needed: bool
    file_count: int  # files that were looked at
    is_enriched_again: bool  # the prose of what is kept is read again
    stages: Mapping[str, Fingerprint]  # that the release will have been made with
    notes: tuple[str, ...] = ()


def work(listing: Listing, data: Path, release: Release | None, wish: Wish) -> Work:
    """What there is to do after a listing.

    Raises InputError where pruning would leave nothing since the inputs hold no file: a disk that is not there.
    """
    files = taken_down(data, "files")
    found = {s.uri: s for s in listing.found if file_hash(s.uri, s.size, s.modified_ns) not in files}
    fresh = {s.uri: s for s in listing.fresh if s.uri in found}
    if release is None:
        changed = Changed(taken_down=taken_down(data, "hashes"))
        return Work(_in_order(fresh), changed, _states(found.values()), True, len(listing.found), False, fingerprints())
    known = known_inputs(release)
    if wish.is_pruned and known and not listing.found:
        held = counted(len(known), "file")
        raise InputError(f"The inputs hold no file. Is a disk missing? --prune would drop every page of {held}.")
    left = known.keys() - found.keys() if wish.is_pruned else set()
    stale = _stale(release, wish)
    again, gone = _raw(release, stale, known.keys() - left - fresh.keys(), found)
    fresh |= again
    for uri in copies_of(release, {*fresh, *left}):
        if uri in found:
            fresh[uri] = found[uri]
    inputs = {uri: state for uri, state in known.items() if uri not in left} | _states(
        (*found.values(), *fresh.values())
    )
    changed = Changed(tuple(fresh), tuple(left), wish.is_pruned, taken_down(data, "hashes"))
    is_enriched_again = "enrich" in stale
    is_needed = bool(fresh or left or is_enriched_again or (wish.is_pruned and has_earlier_captures(release)))
    made = release.manifest.get("stages", {})
    stages = {stage: fingerprints()[stage] if stage in stale else made.get(stage, {}) for stage in STAGES}
    count = len(listing.found)
    return Work(
        _in_order(fresh),
        changed,
        inputs,
        is_needed,
        count,
        is_enriched_again,
        stages,
        _notes(len(left - {s.uri for s in listing.found}), gone),
    )


def _in_order(sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[uri] for uri in sorted(sources))


def _states(sources: Iterable[Source]) -> dict[str, tuple[int, int]]:
    return {s.uri: (s.size, s.modified_ns) for s in sources}


def _stale(release: Release, wish: Wish) -> dict[str, frozenset[str]]:
    """The stages that run again, each with the parts of it that changed; no parts where it was asked for by name."""
    if wish.stage is not None:
        return {wish.stage: frozenset()}
    changed = {stage: changed_parts(release, stage) for stage in STAGES} if wish.is_reprocessed else {}
    return {stage: parts for stage, parts in changed.items() if parts}


def _raw(
    release: Release, stale: Mapping[str, frozenset[str]], known: Iterable[str], found: Mapping[str, Source]
) -> tuple[dict[str, Source], list[str]]:
    """The known sources that the reader has to read again, and those of them that are gone from their place."""
    if "structure" not in stale:
        return {}, []
    slugs = only_profiles(stale["structure"]) if stale["structure"] else None
    wanted = set(known) if slugs is None else set(known) & set(sources_of_profiles(release, slugs))
    sources = {uri: found.get(uri) or source_at(uri) for uri in wanted}
    return {uri: s for uri, s in sources.items() if s}, sorted(uri for uri, s in sources.items() if s is None)


def _notes(left: int, gone: list[str]) -> tuple[str, ...]:
    notes = [f"Dropped, since they are no longer in the inputs: the pages of {counted(left, 'file')}."] if left else []
    if gone:
        count = counted(len(gone), "file")
        notes.append(f"Not there to be read again: {count}, such as {gone[0]}. What was read of them stays.")
    return tuple(notes)
