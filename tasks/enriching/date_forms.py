"""In which words does running text name a day, a span of days, a month or a year?

Each form is a pattern, a word or letter that a text must have for it, and the function of `date_meanings` that turns a
match into a `Meaning`. Where two match, the one that starts first, then the longer one, wins. English only.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from tasks.enriching.date_meanings import (
    Anchor,
    Meaning,
    ago_meant,
    bare_weekend,
    century,
    day_range,
    decade_meant,
    full_meant,
    in_figures,
    iso_meant,
    month_alone,
    month_range,
    named_day,
    part_of_year,
    past_span,
    unit_meant,
    unknown_meant,
    weekday_meant,
    year_alone,
)

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b\.?|Feb\b\.?|Mar\.|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d|:\d|\s?(?:percent|per cent|%|million|billion|people))"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|-[^\W\d]|\s?(?:percent|per cent|%|million|billion|people|km|miles))"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_LINK = r"\s?(?:-|–|—|to|until|through|till)\s?"
_COUNT = (
    r"(?:a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|twenty|thirty|\d{1,3})"
)
_SPAN = r"(?:day|week|month|year|decade|hour|weekend)s?"
# "may" and "march" are words too: a month stands alone only with a capital, after one of these.
_MONTH_LEAD = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Ff]rom|[Tt]hrough|[Ee]arly|[Ll]ate|[Mm]id-?|[Ll]ast|[Nn]ext|[Tt]his"
    r"|[Bb]efore|[Aa]fter|[Oo]f|[Tt]ill)"
)
_YEAR_LEAD = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Dd]uring|[Ff]rom|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Mm]id-?"
    r"|[Ii]n the year|[Oo]f|[Ss]ummer|[Ww]inter|[Ss]pring|[Aa]utumn|[Ff]all|[Aa]round|[Cc]irca|[Tt]hrough)"
)


def _form(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which each space stands for any one space: pages have non-breaking ones."""
    return re.compile(pattern.replace(" ", r"\s"), flags)


Form = tuple[Sequence[str], re.Pattern[str], Callable[[re.Match[str], Anchor], Meaning]]

# What a text must hold, in small letters, before a form is looked for: most hold nothing of most.
_MONTHLY: Final = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_YEARLY: Final = tuple("15 16 17 18 19 20".split())
_OF_YEAR = rf"(?:,? (?P<year>{_YEAR}))?"
FORMS: Final[Sequence[Form]] = (
    (
        _MONTHLY,
        _form(
            rf"(?<!\w)(?P<month>{_MONTH}) (?P<day>{_DAY})"
            rf"(?:{_LINK}(?P<month2>{_MONTH}) (?P<day2>{_DAY})|(?:-|–| to | through | and )(?P<day3>{_DAY})"
            rf"(?! {_MONTH}))"
            rf"{_OF_YEAR}"
        ),
        day_range,
    ),
    (
        _MONTHLY,
        _form(
            rf"(?<![\w.,])(?P<day>{_DAY})(?:{_LINK}(?P<day2>{_DAY}) (?:of )?(?P<month>{_MONTH})"
            rf"| (?P<month3>{_MONTH}){_LINK}(?P<day4>{_DAY}) (?P<month2>{_MONTH})){_OF_YEAR}"
        ),
        day_range,
    ),
    (
        _MONTHLY,
        _form(
            rf"\b[Bb]etween (?P<month>{_MONTH}) (?P<day>{_DAY}) and "
            rf"(?:(?P<month2>{_MONTH}) )?(?P<day2>{_DAY}){_OF_YEAR}"
        ),
        day_range,
    ),
    (
        _MONTHLY,
        _form(
            rf"\b[Bb]etween (?P<day>{_DAY}) (?:(?P<month3>{_MONTH}) )?and "
            rf"(?P<day2>{_DAY}) (?P<month2>{_MONTH}){_OF_YEAR}"
        ),
        day_range,
    ),
    (_MONTHLY, _form(rf"(?<!\w)(?:{_WEEKDAY},? )?(?P<month>{_MONTH}) (?P<day>{_DAY}){_OF_YEAR}"), full_meant),
    (
        _MONTHLY,
        _form(rf"(?<![\w.,])(?:{_WEEKDAY},? )?(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH})(?!\w){_OF_YEAR}"),
        full_meant,
    ),
    (
        _MONTHLY,
        _form(rf"(?<!\w)(?:(?P<lead>{_MONTH_LEAD})[ -]?)?(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})"),
        month_alone,
    ),
    (
        _MONTHLY,
        _form(rf"(?<!\w)(?P<lead>{_MONTH_LEAD})[ -](?P<month>{_MONTH})(?![\w-]| [A-Z\d])(?P<year>)"),
        month_alone,
    ),
    (
        _YEARLY,
        _form(
            rf"(?<!\w)(?:{_YEAR_LEAD}[ -]|[Bb]etween )(?:the )?(?P<year>{_YEAR})"
            rf"(?:(?:-|–| and | to | until )(?P<year2>{_YEAR}|\d\d(?!\d)))?(?![\w$€£]|'s|’s)"
        ),
        year_alone,
    ),
    (_YEARLY, _form(r"(?<!\w)(?P<year>(?:1[5-9]|20)\d0)s\b"), decade_meant),
    (
        _MONTHLY,
        _form(
            rf"(?<!\w)(?:{_MONTH_LEAD} )?(?P<month>{_MONTH})(?: (?:to|until|through) |-|–)"
            rf"(?P<month2>{_MONTH}),? (?P<year>{_YEAR})"
        ),
        month_range,
    ),
    (
        _MONTHLY,
        _form(rf"(?<!\w)(?:{_MONTH_LEAD} )?(?P<lead>)(?P<month>{_MONTH})(?= and {_MONTH} (?P<year>{_YEAR}))"),
        month_alone,
    ),
    (
        _YEARLY,
        _form(
            r"\b(?P<which>first|second|third|fourth|last|final) (?P<part>quarter|half) of "
            rf"(?:the year )?(?P<year>{_YEAR})",
            re.IGNORECASE,
        ),
        part_of_year,
    ),
    (("entury",), _form(r"(?<!\w)(?P<which>1\d|2[01])(?:st|nd|rd|th) [Cc]entury\b"), century),
    (_YEARLY, _form(r"(?<![\w/.])(?P<one>\d\d?)[/.](?P<other>\d\d?)[/.](?P<year>(?:19|20)\d\d)(?![\w/])"), in_figures),
    (_YEARLY, _form(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)[-–](?P<year2>(?:19|20)\d\d)(?![\w/-])"), year_alone),
    (
        _YEARLY,
        _form(r"\b[Tt]he (?P<year>(?:19|20)\d\d)(?P<year2>)(?= [a-z]{3,})(?! (?:people|men|women|\w*[^is]s) )"),
        year_alone,
    ),
    (_YEARLY, _form(r"(?<![\w/-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])"), iso_meant),
    (
        ("day",),
        _form(
            r"(?<!\w)(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Ee]arlier|[Ll]ate|[Ee]arly) )?"
            rf"(?P<weekday>{_WEEKDAY})(?![\w-])(?! (?:prayers?|sermons?|[Ss]chool|[Mm]arket))"
            r"(?: (?:morning|afternoon|evening|night))?"
        ),
        weekday_meant,
    ),
    (
        ("day", "night", "morning", "morrow", "evening", "afternoon"),
        _form(
            r"\b(?P<named>yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b(?!['’]s)"
            r"(?: (?:morning|afternoon|evening|night))?",
            re.IGNORECASE,
        ),
        named_day,
    ),
    (
        ("week", "month", "year"),
        _form(
            r"\b(?:(?:earlier|later|early|late) )?(?P<which>last|this|next|previous|coming) "
            r"(?P<unit>week|month|year|weekend)\b",
            re.IGNORECASE,
        ),
        unit_meant,
    ),
    (("weekend",), _form(r"\b(?:over|at|during|on|for) the weekend\b", re.IGNORECASE), bare_weekend),
    (
        ("the ",),
        _form(
            r"\b(?:(?:over|in|for|during|within) )?the (?P<which>past|last|next|coming|previous) "
            rf"(?:(?P<count>{_COUNT}) )?(?P<unit>{_SPAN})\b(?!['’]s)",
            re.IGNORECASE,
        ),
        past_span,
    ),
    (("ago",), _form(rf"(?<![\w.,])(?P<count>{_COUNT}) (?P<unit>{_SPAN}) ago\b", re.IGNORECASE), ago_meant),
    (
        ("day",),
        _form(
            r"\b(?:earlier|later) (?:in|that|the same) (?:the )?day\b|\bthe (?:same|following|previous) day\b",
            re.IGNORECASE,
        ),
        unknown_meant,
    ),
    (
        ("later", "earlier"),
        _form(rf"(?<![\w.,])(?P<count>{_COUNT}) (?P<unit>{_SPAN}) (?:later|earlier)\b", re.IGNORECASE),
        unknown_meant,
    ),
)
