"""Is everything there that Broadsheet needs? Each finding with what to do."""

import http.client
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from packaging.requirements import Requirement

from flows.settings import api_address, has_server_of_its_own
from flows.words import as_json, printable
from tasks.structuring import page_scan
from warehouse.answers import QueryError, ask
from warehouse.grow import shape
from warehouse.lock import BusyError, only_run
from warehouse.release import current, releases

PYTHON: Final = (3, 11)
# A release is built beside the last one, from rows that are staged beside both.
RELEASES_OF_ROOM: Final = 3
LEAST_FREE_BYTES: Final = 1_000_000_000
READ_AGAIN: Final = "broadsheet run FOLDER --reprocess --out"
GIGABYTE: Final = 1_000_000_000
DATA: Final = ("models/names.crfsuite", "models/roles.npz", "lexicons/places_supplement.csv")


class Finding(NamedTuple):
    """What was looked at, how it is, and what to do where that is not well."""

    name: str
    state: str  # good, note or fault
    words: str
    advice: str = ""


def examined(out: Path) -> list[Finding]:
    """Every finding, in the order in which they matter."""
    looks: tuple[Callable[[Path], Finding], ...] = (
        _python,
        _packages,
        _own_data,
        _compiled,
        _write_access,
        _disk,
        _release,
        _server,
    )
    return [look(out) for look in looks]


def examine(out: Path, is_json: bool) -> bool:
    """Print the findings; true where nothing is at fault."""
    findings = examined(out)
    print(as_json([finding._asdict() for finding in findings]) if is_json else "\n".join(map(_told, findings)))
    return not any(finding.state == "fault" for finding in findings)


def _told(finding: Finding) -> str:
    mark = {"good": "ok   ", "note": "note ", "fault": "FAULT"}[finding.state]
    advice = f"\n{'':20}→ {printable(finding.advice)}" if finding.advice else ""
    return f"{mark} {finding.name:<13} {printable(finding.words)}{advice}"


def _python(out: Path) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        return Finding(
            "python", "fault", f"Python {found}.", "Install Python 3.11 or later and make the environment again."
        )
    return Finding("python", "good", f"Python {found} in {sys.prefix}.")


def _packages(out: Path) -> Finding:
    try:
        strangers = list(_unfit(metadata.requires("broadsheet") or []))
    except metadata.PackageNotFoundError:
        return Finding("packages", "fault", "Broadsheet is not installed here.", "Run 'make run', or 'pip install .'.")
    if strangers:
        advice = "Install what the lock says: pip install --require-hashes -r requirements.lock"
        return Finding("packages", "fault", f"Do not go together: {'; '.join(strangers)}.", advice)
    return Finding("packages", "good", f"Broadsheet {metadata.version('broadsheet')} and what it needs go together.")


def _unfit(requirements: list[str]) -> Iterator[str]:
    """The required packages that are missing or of a version that is not tried."""
    for requirement in map(Requirement, requirements):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield f"{requirement.name} is missing"
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            yield f"{requirement.name} is {found}, wanted is {requirement.specifier}"


def _own_data(out: Path) -> Finding:
    home = Path(__file__).resolve().parents[1] / "seeds"
    missing = [name for name in DATA if not (home / name).is_file()]
    if missing:
        return Finding("models", "fault", f"Missing in {home}: {', '.join(missing)}.", "Install Broadsheet again.")
    return Finding("models", "good", f"Models and lexicons lie in {home}.")


def _compiled(out: Path) -> Finding:
    if page_scan.__file__.endswith(".py"):
        advice = "Install a C compiler and Python's headers (Debian: gcc, python3-dev), then Broadsheet again."
        return Finding("reader", "note", "Not compiled: flat pages take twice the time, with the same rows.", advice)
    return Finding("reader", "good", "Its loops over characters and words are compiled.")


def _write_access(out: Path) -> Finding:
    folder = _existing(out)
    if out.exists() and not out.is_dir():
        return Finding("data folder", "fault", f"{out} is not a folder.", "Give another --out.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
        with only_run(out) if out.is_dir() else nullcontext():
            pass
    except BusyError as error:
        return Finding("data folder", "note", str(error))
    except OSError as error:
        advice = f"Give another --out, or make {folder} writable."
        return Finding("data folder", "fault", f"{folder} cannot be written to: {error.strerror}.", advice)
    return Finding("data folder", "good", f"{out.resolve()} can be written to, and no run holds it.")


def _disk(out: Path) -> Finding:
    free = shutil.disk_usage(_existing(out)).free
    release = current(out)
    size = sum(path.stat().st_size for path in release.folder.rglob("*") if path.is_file()) if release else 0
    wanted = max(LEAST_FREE_BYTES, RELEASES_OF_ROOM * size)
    words = f"{free / GIGABYTE:.1f} GB free; the next release may need {wanted / GIGABYTE:.1f} GB."
    if free < wanted:
        return Finding(
            "disk", "fault", words, f"Make room, or remove old releases: broadsheet prune --keep 3 --out {out}"
        )
    return Finding("disk", "good", words)


def _release(out: Path) -> Finding:
    release = current(out)
    if release is None:
        if (out / "current").is_symlink() or releases(out):
            return Finding("release", "fault", "There are releases, but 'current' leads to none.", _way_back(out))
        return Finding("release", "note", f"There is no release in {out} yet.", f"broadsheet run FOLDER --out {out}")
    name = f"Release {release.number:04d}"
    try:
        (count,) = ask(release.database, "SELECT count(*) FROM pages").rows
        manifest = release.manifest
        counted = manifest["rows"]["pages"]
    except (QueryError, OSError, ValueError, KeyError) as error:
        words = f"{name} cannot be read: {str(error).partition(chr(10))[0]}"
        return Finding("release", "fault", words, _way_back(out, release.number))
    if count[0] != counted:
        words = f"{name} holds {count[0]} pages, but its manifest counts {counted}."
        return Finding("release", "fault", words, _way_back(out, release.number))
    if manifest.get("shape") != shape():
        words = f"{name} was built by a version with other tables or views."
        return Finding("release", "note", words, f"The next run that publishes brings the new ones: {READ_AGAIN} {out}")
    return Finding("release", "good", f"{name} is current and readable: {count[0]:,} pages.")


def _way_back(out: Path, broken: int | None = None) -> str:
    """How to get to a release that can be read."""
    others = [release.number for release in releases(out) if release.number != broken]
    if others:
        return f"Go back to the last one that is whole: broadsheet rollback {others[-1]} --out {out}"
    return "No other is kept. Build it again in another folder: broadsheet run FOLDER --out NEW"


def _server(out: Path) -> Finding:
    address = api_address()
    place = urlsplit(address)
    advice = "broadsheet serve FOLDER starts one; a single 'broadsheet run' brings its own."
    try:
        kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
        connection = kind(place.hostname or "127.0.0.1", place.port, timeout=5)
        connection.request("GET", f"{place.path}/health")
        status = connection.getresponse().status
    except (OSError, ValueError, http.client.HTTPException) as error:  # ValueError: its port is no number
        words = f"No Prefect server answers at {address} ({error})."
        if has_server_of_its_own():
            return Finding("server", "note", words, advice)
        return Finding("server", "fault", words, "Start it, or unset PREFECT_API_URL: a run then brings its own.")
    if status != http.client.OK:
        return Finding("server", "note", f"{address} answers with {status}: it may be no Prefect server.", advice)
    return Finding("server", "good", f"A Prefect server answers at {address}.")


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    path = path.resolve()
    return next(folder for folder in (path, *path.parents) if folder.is_dir())
