"""Which news agency is meant by a name in a byline or dateline?"""

import re
from typing import Final

AGENCIES: Final = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "pti": "PTI",
    "press trust of india": "PTI",
    "ani": "ANI",
    "asian news international": "ANI",
    "ians": "IANS",
    "upi": "UPI",
    "united press international": "UPI",
    "epa": "EPA",
    "efe": "EFE",
    "agencia efe": "EFE",
    "europa press": "Europa Press",
    "ansa": "ANSA",
    "adnkronos": "Adnkronos",
    "tass": "TASS",
    "itar-tass": "TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "yonhap": "Yonhap",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
    "pa": "PA",
    "pa media": "PA",
    "press association": "PA",
    "anadolu": "Anadolu Agency",
    "anadolu agency": "Anadolu Agency",
    "anadolu ajansı": "Anadolu Agency",
    "aap": "AAP",
    "australian associated press": "AAP",
    "cp": "CP",
    "the canadian press": "CP",
    "canadian press": "CP",
    "lusa": "Lusa",
    "belga": "Belga",
    "apa": "APA",
    "ntb": "NTB",
    "ritzau": "Ritzau",
    "pap": "PAP",
    "sana": "SANA",
    "irna": "IRNA",
    "wam": "WAM",
    "ria novosti": "RIA Novosti",
}
AGENCY_TAIL: Final = re.compile(
    rf"\s+(?:{'|'.join(sorted((re.escape(name) for name in AGENCIES if ' ' in name), key=len, reverse=True))}|AP|AFP"
    rf"|Reuters)$",
    re.IGNORECASE,
)


def agency_of(text: str) -> str | None:
    """The agency that goes by this name, as it is called here; None for anybody else.

    >>> agency_of("The Associated Press."), agency_of("Jane Doe")
    ('AP', None)
    """
    return AGENCIES.get(" ".join(text.split()).casefold().strip(" .()"))
