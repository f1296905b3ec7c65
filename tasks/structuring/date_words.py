"""By which words do pages of many languages name months, zones and what a date stands for?

Closed sets that `dates` looks words up in: months, time zones, "published" and "updated", "ago".
All keys are case-folded; `fold` brings a word of a page into that form.
"""

from collections.abc import Mapping
from typing import Final

_MONTHS_BY_LANGUAGE: Final = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de-AT": "jänner feber maerz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr-ascii": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru-nominative": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "el": "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου "
    "νοεμβρίου δεκεμβρίου",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar-Levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
}
_OTHER_ABBREVIATIONS: Final = {
    "mrt": 3, "mrz": 3, "dek": 12, "ene": 1, "paz": 10, "çer": 6, "sept": 9,
}  # fmt: skip
SHORTEST_ABBREVIATION: Final = 3

# Minutes east of Greenwich. Where an abbreviation has several readings, news pages use this one.
ZONE_MINUTES: Final[Mapping[str, int]] = {
    "gmt": 0, "utc": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "мск": 180, "trt": 180, "sast": 120, "cat": 120, "wat": 60,
    "eat": 180, "pkt": 300,
    "npt": 345, "ict": 420, "wib": 420, "sgt": 480, "hkt": 480, "myt": 480, "pht": 480, "awst": 480, "jst": 540,
    "kst": 540, "acst": 570, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "brt": -180, "art": -180, "adt": -180, "nst": -210, "ndt": -150,
}  # fmt: skip
# "ET" and its like change with the season: minutes in winter.
SEASONAL_ZONE_MINUTES: Final[Mapping[str, int]] = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
# India, Israel or Ireland; Atlantic or Arabia; Gulf or Georgia: the day is kept, the zone is not guessed.
AMBIGUOUS_ZONES: Final = frozenset({"ist", "ast", "gst"})

# What a date stands for, by a word before it; stems, since the endings vary.
LABEL_STEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "archive": ("archive article", "archived article", "from the archive", "archivartikel"),
    "updated": (
        "updated", "update:", "last update", "modified", "revised", "last edited", "last changed", "last reviewed",
        "corrected", "aktualisiert", "geändert", "stand:", "mis à jour", "mise à jour", "modifié", "actualizad",
        "modificad", "aggiornat", "atualizad", "bijgewerkt", "gewijzigd", "zaktualizowan", "aktualizacja",
        "aktualizováno", "uppdaterad", "oppdatert", "opdateret", "обновлен", "изменен", "оновлен", "güncelle",
        "frissít", "diperbarui",
    ),
    "published": (
        "published", "posted", "publication date", "first published", "originally", "created", "issued", "released",
        "written by", "filed", "uploaded", "submitted", "date:", "veröffentlicht", "erschienen", "erstellt", "publié",
        "publicad", "publicación", "pubblicat", "geplaatst", "gepubliceerd", "opublikowan", "data publikacji",
        "publikováno", "vydáno", "publicerad", "publisert", "udgivet", "опубликован", "дата публикации", "yayın",
        "giriş", "megjelent", "közzét",
    ),
    "event": (
        "expires", "valid until", "deadline", "starts", "ends", "joined", "born", "died", "copyright", "accessed",
        "retrieved", "member since", "event date", "release date",
    ),
}  # fmt: skip

# Directly before a date, these say that something else than the page begins or ends with it.
SPAN_WORDS: Final = frozenset("through thru until till til since before bis seit jusqu'au hasta desde fino dal".split())

# "2 weeks ago" is left out: it names no day.
UNIT_SECONDS: Final[Mapping[str, int]] = {
    "second": 1, "sec": 1, "minute": 60, "min": 60, "mins": 60, "hour": 3600, "hr": 3600, "hrs": 3600, "day": 86400,
    "sekunde": 1, "stunde": 3600, "stunden": 3600, "minuten": 60, "tag": 86400, "tagen": 86400,
    "heure": 3600, "jour": 86400, "minuto": 60, "hora": 3600,
    "día": 86400, "dia": 86400, "minuti": 60, "ore": 3600, "ora": 3600, "giorni": 86400,
    "giorno": 86400,
}  # fmt: skip


def fold(word: str) -> str:
    """A word as the tables above have it: case-folded, without the dot that folding leaves on a Turkish İ."""
    return word.casefold().replace("i\u0307", "i")


def _month_table() -> dict[str, int]:
    """Full names, and each abbreviation of three letters or more that means one month in every language."""
    full: dict[str, int] = {}
    short: dict[str, set[int]] = {}
    for names in _MONTHS_BY_LANGUAGE.values():
        for number, name in enumerate((name.replace("_", " ") for name in names.split()), start=1):
            full.setdefault(fold(name), number)
            for length in range(SHORTEST_ABBREVIATION, len(name)):
                short.setdefault(fold(name[:length]), set()).add(number)
    unique = {prefix: min(numbers) for prefix, numbers in short.items() if len(numbers) == 1}
    return {**unique, **_OTHER_ABBREVIATIONS, **full}


MONTHS: Final[Mapping[str, int]] = _month_table()
