"""Where was the story filed, and by which agency? Read from the words with which its text begins.

`dateline_of` takes the first paragraphs in order; `article` calls it.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tasks.structuring.agencies import AGENCIES


class Dateline(NamedTuple):
    """The place and the agencies with which a story's text begins."""

    place: str | None
    agencies: tuple[str, ...]


DATELINE: Final = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?![a-zà-ÿ])|[A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+){0,2})(?:(?:,"
    r"|\s/)\s?[^—–()\[\]:\"“]{2,40}?)?"
    r"\s*(?:[(\[](?P<agency>[^()\[\]]{2,40})[)\]]\s*(?:[—–:.-]{1,2}|$)|[—–]{1,2}|--|\s-)(?:\s|(?=[A-ZÀ-Þ\"“])|$)"
)


def dateline_of(texts: Iterable[str]) -> Dateline:
    """The dateline with which the first paragraph begins; a line of nothing but a time is passed over.

    >>> dateline_of(["BEIRUT, Lebanon (AP) — The port was silent on Monday."])
    Dateline(place='Beirut', agencies=('AP',))
    """
    for text in texts:
        found = DATELINE.match(" ".join(text.split()))
        if found is None:
            continue
        agencies = tuple(
            AGENCIES[name]
            for part in re.split(r"[/,]", found["agency"] or "")
            if (name := part.strip().casefold()) in AGENCIES
        )
        place = found["place"].strip(" .-")
        if not (agencies or place.isupper()):
            return Dateline(None, ())  # "Berlin – …" may be a place, "Maybe – …" is none
        if place.casefold() in AGENCIES:
            return Dateline(None, (AGENCIES[place.casefold()],))
        return Dateline(place.title() if place.isupper() else place, agencies)
    return Dateline(None, ())
