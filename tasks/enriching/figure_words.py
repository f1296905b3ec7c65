"""Which small words mean something beside a number?

Closed sets, all in small letters, that the modules figure_units, figure_refusals and figure_claims look words up
in. What belongs to a domain (units, currencies, casualties, verbs) stands in seeds/lexicons.
"""

from collections.abc import Mapping
from typing import Final

# Nouns that are plural without an s.
IRREGULAR_PLURALS: Final = frozenset(
    "ads aircraft airmen bacteria businessmen cattle cds children clergymen cod congressmen congresswomen crew "
    "criteria dead deer elderly feet firemen firewomen fish fishermen geese grandchildren guardsmen gunmen "
    "helicopters hovercraft infantrymen lawmakers lives livestock media men mice mps offspring others pcs "
    "people personnel persons phenomena police policemen policewomen poultry salmon seamen series servicemen "
    "servicewomen sheep spacecraft species spokesmen staff teeth troops tvs wives women youth".split()
)

# Words that end in s and are no plural.
SINGULARS: Final = frozenset(
    "afterwards always analysis arkansas arthritis athletics axis basis besides bronchitis cannabis charles "
    "chassis christmas crisis debris diagnosis does economics emphasis francis gas genesis goes has hepatitis "
    "hypothesis iris james kansas las lens los mathematics meningitis nemesis news nowadays oasis paralysis "
    "paris pelvis perhaps physics politics psychosis sometimes synopsis tennis texas thesis this towards wales "
    "was whereas".split()
)

# After these a plural may follow that belongs to them: "crew members", "rights groups".
OPEN_PLURALS: Final = frozenset(
    "aircraft arms crew goods media news people's police rights sales sports staff weapons youth".split()
)

# What was done to a mass, behind it: "2 tonnes of cocaine hidden in a lorry".
PARTICIPLES: Final = frozenset(
    "bought brought burnt caught driven dug found given grown held hidden laid lost made paid sent sold spent spilt "
    "stolen sunk taken thrown won".split()
)

# A noun phrase ends before these.
STOP_WORDS: Final = frozenset(
    "a about above according across after again against ago all allegedly alone along already also am amid "
    "among an and annually any apiece are around as at away be became because been before behind being belongs "
    "below beneath beside between beyond both bound but by came can comes compared consists costing could daily "
    "depends despite did do does down during each earlier even every except excluding fell felt for from gets "
    "gives goes got had has have having he held her here him his hit hourly i if in including inside into is it "
    "its just kept last later led left lies like made makes may me means met might minus monthly must my near "
    "needs next nightly no nor not now of off on only onto or our out outside over past per plus ran remain "
    "remained remains reportedly rose said say says set shall she should since sits so stands still stood takes "
    "than that the their them then there these they this those through throughout till to today together "
    "tomorrow tonight too took toward towards under until up upon us valued versus via vs wants was we weekly "
    "weighing went were when where which while who whom whose will with within without worth would yearly "
    "yesterday you your".split()
)

# Between a number and what it counts, without being part of it.
SKIPPED: Final = frozenset("additional extra further more other so-called strong such".split())

# Between those counted and what befell them: "people were killed".
LINKS: Final = frozenset(
    "also are as badly be been being believed confirmed could critically feared got had has have is left listed may "
    "might now presumed remain remained reported reportedly seriously slightly still that was were which who".split()
)

# Per what time a rate is.
TIME_UNITS: Final[Mapping[str, str]] = {
    "day": "day", "week": "week", "month": "month", "year": "year", "hour": "hour", "night": "night", "minute":
    "minute", "spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter", "morning":
    "morning", "evening": "evening", "weekend": "weekend", "second": "second", "quarter": "quarter", "season":
    "season", "annum": "year", "decade": "decade", "daily": "day", "weekly": "week", "monthly": "month",
    "annually": "year", "yearly": "year", "nightly": "night", "hourly": "hour",
}  # fmt: skip

# "a barrel", "per head": what a price or rate is said by, in one spelling.
PER_NOUNS: Final[Mapping[str, str]] = {
    word: {"litre": "liter", "kilometre": "kilometer", "metre": "meter"}.get(word, word)
    for word in (
        "acre bag barrel basket bottle bunch bushel capita carat child crate dose employee episode family gallon game "
        "head hectare household inhabitant kilo kilogram kilometer kilometre liter litre loaf match megawatt meter "
        "metre mile ounce passenger patient person piece pound pupil quintal sack seat share square student ticket ton "
        "tonne tray unit vehicle vote worker"
    ).split()
}

# Before "a day" these make no rate of it.
NO_RATE_BEFORE: Final = frozenset(
    "after and as before but during for half in into is lasting of once or over than through under was within".split()
)

# "A litre of diesel now costs 1,250 naira."
PRICED: Final = frozenset("cost costs costing fetched fetches goes priced retails sell sells sold".split())

# "two-way", "five-star": compounds in which nothing is counted.
UNCOUNTED_COMPOUNDS: Final = frozenset(
    "all edged fold nd odd part party piece plus point rd sided st star state step th tier time way".split()
)

# Between a casualty verb and the number: "killing at least 12".
BEFORE_COUNT: Final = frozenset(
    "a about all almost also an another approximately around as at estimated fewer least less many more nearly "
    "no of other over roughly some than the to total up".split()
)

# Months, in full and short.
MONTHS: Final = frozenset(
    "apr april aug august dec december feb february jan january jul july jun june mar march may nov november "
    "oct october sep sept september".split()
)

# A number after one of these names a thing: Room 12, Flight 417.
LABELS: Final = frozenset(
    "act agent am amendment annex answer apartment apollo appendix area art article atomic bill block bowl box "
    "brigade bus case cat catch category ch channel chapter class clause cop covid day decree directive "
    "district division docket episode euro exit expo fig figure flight fm form formula fortune game gate gen "
    "generation grade group heat highway hole hull interstate iphone item lane lap law level line mach mark "
    "match matchday mission mk model no nos number olympics order page paragraph part pen phase pier platform "
    "playstation point pool pp precinct prop proposition protocol ps psalm q question regiment region "
    "resolution room round route rule schedule season section sector set ship size sol stage step studio suite "
    "super table terminal tier tip title top track train tram type unit verse version vol volume war ward week "
    "windows world xbox zone".split()
)

# These do it in small letters before a noun too: "grade 12 students", "the top five clubs".
STRONG_LABELS: Final = frozenset(
    "article category chapter class grade highway level line no number page paragraph phase route section size "
    "stage tier top type version".split()
)

# Before four digits these make a year of them.
YEAR_LEADS: Final = frozenset(
    "after and around at back before between by circa during early election for from her his in its late mid of "
    "on our s since than the their this through till to until year".split()
)

# After a number these make a time of it.
CLOCK_WORDS: Final = frozenset("a.m am bst cet edt est gmt hrs ist midnight noon o'clock o’clock p.m pm utc".split())

# After "3-1" these make a score of it.
SCORE_WORDS: Final = frozenset(
    "advantage decision defeat deficit draw lead loss majority record ruling score scoreline split tie triumph "
    "victory vote win".split()
)

# After a bare number these show that it counts: "only 11 are standing".
AUXILIARIES: Final = frozenset("are could did do had have may might remain remained were will would".split())

# Before a bare number these show that it counts: "the toll stands at 88".
COUNT_NOUNS: Final = frozenset(
    "another circulation count crowd estimate estimated figure headcount just magnitude membership number only "
    "population quorum record staff tally toll total turnout workforce".split()
)

# Subjects that name nobody.
PRONOUNS: Final = frozenset(
    "everyone he i it many nobody one she some that these they this those we which who you".split()
)

# Plain forms that are nouns or adjectives as often as verbs.
NOUNS_TOO: Final = frozenset(
    "answer blog blogs claim demand email emails estimate list note offer order plan post posts promise read "
    "reads recall recalls report state stress text texts".split()
)

# Before a verb of saying these make it passive.
FORMS_OF_BE: Final = frozenset("are be been being is to was were".split())

# Between a subject and its verb.
BEFORE_VERB: Final = frozenset(
    "also earlier further had has have later now recently repeatedly reportedly still then will would".split()
)

# A subject may go on behind these: "doctors at the hospital said".
PREPOSITIONS: Final = frozenset("across against at by for from in inside near of on outside to under with".split())

# Times between a subject and its verb: "who this week said".
TIME_WORDS: Final = frozenset(
    "afternoon day evening friday monday month morning night saturday sunday thursday today tuesday wednesday "
    "week weekend year yesterday".split()
)

# A subject never holds these.
BREAKS: Final = frozenset("although but though whereas while".split())

# What can find or show: reports and bodies that count.
DOCUMENTS: Final = frozenset(
    "agency analysis audit authors bureau census count data document documents estimates figures index inquiry "
    "investigation numbers office paper poll record records report research researchers results review "
    "scientists service statistics study survey tally".split()
)

# Between a comma and the subject of a claim.
BEFORE_SUBJECT: Final = frozenset("' a an another as her his its one the their ’ ”".split()) | {'"'}
