"""Which small words tell the parts of a sentence apart?

Closed classes of English words, lower-cased: what a lexicon of speech verbs cannot say.
"""

from typing import Final

# fmt: off
PRONOUNS: Final = frozenset((
    "he", "i", "it", "she", "they", "we", "who",
))
PREPOSITIONS: Final = frozenset((
    "about", "after", "against", "among", "at", "because", "before", "behind", "beside", "between", "by",
    "despite", "during", "for", "from", "in", "into", "like", "near", "of", "on", "over", "per", "than",
    "through", "to", "toward", "towards", "under", "upon", "via", "with", "within", "without",
))
AUXILIARIES: Final = frozenset((
    "again", "all", "also", "always", "are", "as", "be", "been", "being", "both", "could", "did", "do", "does",
    "even", "ever", "first", "further", "had", "has", "have", "having", "herself", "himself", "is", "just",
    "later", "may", "might", "must", "never", "not", "now", "often", "once", "quoted", "recently", "repeatedly",
    "should", "simply", "since", "soon", "still", "themselves", "then", "today", "was", "were", "will", "would",
    "yesterday",
))
TIMES: Final = frozenset((
    "afternoon", "earlier", "evening", "friday", "last", "monday", "month", "morning", "night", "saturday",
    "sunday", "this", "thursday", "today", "tuesday", "wednesday", "week", "year", "yesterday",
))
SUBORDINATORS: Final = frozenset((
    "after", "although", "as", "because", "before", "if", "since", "than", "though", "when", "where", "whether",
    "while",
))
CONJUNCTIONS: Final = frozenset((
    "and", "before", "but", "or", "then", "while", "yet",
))
DETERMINERS: Final = frozenset((
    "a", "an", "another", "her", "his", "its", "many", "one", "our", "several", "some", "that", "the", "their",
    "these", "this", "those",
))
ABBREVIATIONS: Final = frozenset((
    "a.m", "adm", "ala", "ariz", "ark", "aug", "brig", "calif", "capt", "cmdr", "co", "col", "colo", "conn",
    "corp", "cpl", "d", "dec", "del", "dept", "det", "dr", "e.g", "esq", "feb", "fla", "ga", "gen", "gov",
    "hon", "i.e", "ill", "inc", "ind", "insp", "jan", "jr", "kan", "ky", "la", "lt", "ltd", "maj", "mass", "md",
    "mich", "minn", "miss", "mo", "mont", "mr", "mrs", "ms", "mx", "nev", "no", "nov", "oct", "okla", "ont",
    "ore", "p.m", "pa", "pfc", "pres", "prof", "pte", "rep", "reps", "ret", "rev", "sen", "sens", "sept", "sgt",
    "sr", "st", "supt", "tenn", "tex", "u.k", "u.n", "u.s", "va", "vs", "vt", "wash", "wis", "wyo",
))
STARTERS: Final = frozenset((
    "a", "according", "after", "all", "also", "although", "an", "and", "another", "any", "april", "as", "asked",
    "at", "august", "because", "before", "both", "but", "by", "december", "despite", "during", "each",
    "earlier", "even", "every", "february", "few", "first", "for", "former", "friday", "from", "he", "her",
    "here", "his", "how", "however", "i", "if", "in", "instead", "it", "its", "january", "july", "june", "last",
    "later", "many", "march", "may", "meanwhile", "monday", "more", "most", "mr", "mrs", "ms", "much", "my",
    "no", "not", "november", "now", "october", "of", "on", "once", "one", "only", "or", "other", "others",
    "our", "over", "saturday", "september", "she", "since", "so", "some", "still", "such", "sunday", "that",
    "the", "their", "then", "there", "these", "they", "this", "those", "though", "through", "thursday", "to",
    "today", "tuesday", "under", "unlike", "until", "we", "wednesday", "what", "when", "where", "whether",
    "which", "while", "who", "why", "with", "yes", "yet", "you", "your",
))
PARTICLES: Final = frozenset((
    "al", "ben", "bin", "da", "das", "de", "del", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ten",
    "van", "von", "y",
))
SMALL_WORDS: Final = frozenset((
    "a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "la", "le", "of", "on", "or", "the", "to",
    "with",
))
WORKS: Final = frozenset((
    "album", "book", "column", "documentary", "drama", "entitled", "essay", "exhibition", "film", "headline",
    "headlined", "magazine", "movie", "novel", "opera", "play", "podcast", "poem", "program", "programme",
    "series", "show", "single", "sitcom", "song", "titled",
))
# fmt: on
