"""How far may a release fall short of what is usual? The floors of `floors.toml`, read once."""

import tomllib
from pathlib import Path
from typing import Final, NamedTuple


class Floors(NamedTuple):
    """Shares of a whole release above which a check warns."""

    unread_share: float
    quarantined_share: float
    no_language_share: float


SOURCE: Final = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
FLOORS: Final = Floors(**SOURCE["shares"])
