"""How far may a release fall short of what is usual? The floors of `floors.toml`, read once."""

import tomllib
from pathlib import Path
from typing import Any, Final, NamedTuple


class FloorsError(Exception):
    """A file that should set floors does not."""


class Floors(NamedTuple):
    """Shares of a whole release above which a check warns."""

    unread_share: float
    quarantined_share: float
    no_language_share: float


class Floor(NamedTuple):
    """How many points the fill rate of one field may fall before it is told, and before the release stops."""

    table: str
    field: str
    warn: float
    gate: float | None = None


class DriftFloors(NamedTuple):
    """The floors of all fields, how many releases to look back, and how many rows a rate must rest on."""

    releases: int
    least_rows: int
    floor: tuple[Floor, ...]


def drift_floors(source: dict[str, Any]) -> DriftFloors:
    """The `drift` table of a floors file. Raises TypeError for what it does not know."""
    return DriftFloors(**{**source, "floor": tuple(Floor(**floor) for floor in source.get("floor", ()))})


def floors_of(path: Path | None) -> DriftFloors:
    """The floors of drift that a file of the user's sets, or ours. Raises FloorsError for a file that is none."""
    if path is None:
        return DRIFT
    try:
        return drift_floors(tomllib.loads(path.read_text("utf-8"))["drift"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FloorsError(f"{path} holds no floors as expectations/floors.toml does: {error}.") from error


SOURCE: Final = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
FLOORS: Final = Floors(**SOURCE["shares"])
DRIFT: Final = drift_floors(SOURCE["drift"])
