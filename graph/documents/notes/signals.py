"""The words by which notes lean on others, point, and place: *ibid.*, *see note 5*, *p. 45*."""

from __future__ import annotations

import re

from ..marks import ITALIC, ITALIC_END

I = f"[{ITALIC}{ITALIC_END}]*"  # noqa: E741  - italics may stand anywhere around these words
_END = rf"(?![\w]){I}"

IBID = re.compile(
    rf"^{I}\(?(?:ibid(?:em)?|ib(?=\.)|íbid(?:em)?|ibíd(?:em)?|ebd|ebda|ebenda|ivi|tam[żz]e|tamt[ée]ž|"
    rf"tamtiež|там\s+(?:же|само)|пак\s+там|"
    rf"sama\s+(?:rit|heimild)|ten\s+pat|turpat|prav\s+tam|po\s+aty|aynı\s+yer|"
    rf"a\.\s?a\.\s?O|a\.\s?g\.\s?[emt]|a\.\s?y(?=\.)|a\.\s?yer|"
    rf"(?:uo|mt|n\.t|isto|samas|nt|sđd|íb|íd|age|ایضاً|נ״ל)(?=\.?{I}\)?\s*(?:[,.:]|$|\(?[0-9]))|"
    rf"idem|id(?=[.,\s{ITALIC_END}]|$)|dass|smst|samme\s+sted|sst|ibi)\b\.?{I}",
    re.IGNORECASE,
)
"""At the beginning of a citation: the citation just before. (*Idem* with a title is the same author.)"""
NAMED_IBID = re.compile(
    rf"^(?P<who>[^,;]{{2,60}}(?:,\s[^,;]{{2,40}}){{0,3}}?),\s*{I}(?:ibid(?:em)?|ebd|ebenda|a\.\s?y(?=\.))\b\.?{I}",
    re.IGNORECASE,
)
"""A name before it: *Lee, ibid.*"""
SAME_AUTHOR = re.compile(
    rf"^{I}(?:idem|id\.?|ead(?:em)?\.?|iidem|ders\.?|derselbe|dies\.?|dieselbe|dies|"
    rf"lo\s+stesso)(?![\w]){I}[,:]?\s+{I}(?=\S)",
    re.IGNORECASE,
)
OP_CIT = re.compile(
    rf"{I}\b(?:(?:op|ob|art|loc|doc|ms|trad|lug|ouvr?|diss|cap)\.?\s*cit|o\.\s?c(?=\.)|ob\.?\s*cit|obra\s+citada|(?:art|ouvr)\.?\s*cité|"
    rf"i\.\s?m(?=\.)|nav\.\s?d(?:j|elo)|a\.\s?a(?=\.(?!\s?O))|sđd|đ\.\s?d(?=\.)|opus\s+cit(?:atum)?|"
    rf"dz\.\s*cyt|cit\.\s*d|op\.\s*c|a\.\s?a\.\s?O|a\.\s?g\.\s?[em]|wie\s+zitiert|cit(?=\.)|"
    rf"(?:cited|zitiert|citado|citat[oa]|citat|citerad|cytowane|geciteerd|citov|viitattu)(?=\W*(?:$|pp?\.|S\.|at\s)))\b\.?{I}",
    re.IGNORECASE,
)
LOC_CIT = re.compile(rf"^{I}loc\.?\s*cit\b\.?{I}", re.IGNORECASE)
_NOTE = (
    r"(?:(?:foot|end)?notes?|ref(?:erence)?s?\.?|nn?\.?|fn\.?|fnn\.?|anm(?:erkung)?\.?|fu(?:ß|ss)n(?:ote)?\.?|"
    r"nota|noot|pozn(?:ámka)?\.?|przyp\.?|dipnot)"
)
_UP = r"(?:supra|above|oben|ci-dessus|ci-avant|plus\s+haut|arriba|sopra)"
_DOWN = r"(?:infra|below|unten|ci-dessous|ci-après|plus\s+bas|abajo|sotto)"
_POINT = (
    r"(?:see|o\.|à\s+la|cf\.?|vgl\.?|siehe|s\.|voir|v\.|véase|vedi|zie|as(?:\s+in)?|wie|in|at|aus|"
    r"zit\.?(?:iert)?(?:\s+(?:in|nach))?|cit(?:ed|é|ato|ada)?\.?(?:\s+in)?|quoted\s+in)"
)
_NUMBER = r"[0-9]{1,5}|[ivxlcdm]{1,9}|[*†‡]"
SEE_NOTE = re.compile(
    rf"{I}(?:\b{_POINT}\s*{I}\s*(?:also\s+)?)?(?:\b{_UP}{I},?\s*(?:at\s+)?{_NOTE}|"
    rf"\bsupra{I}\s+\(?(?={_NUMBER}\b)|\bcit\.?{I},?\s*\((?=[0-9]+\))|(?<=[^\W\d_])\s\[(?=[0-9]{{1,3}}\])|[(\[]\s*{I}(?:{_POINT}\s+|{_UP}\s*,?\s*)*{_NOTE}|"
    rf"\b{_POINT}{I}\s+{I}(?:also\s+)?(?:{_UP}{I},?\s*)?(?:{_NOTE})|(?:^|"
    rf"(?<=,\s))(?:(?:foot|end)?notes?|ref(?:erence)?s?\.?|anm(?:erkung)?\.?|fn\.?|nn?\.?(?=\s*[0-9]+\s*(?:{_UP}|,\s|at\s|[.;]?$)))){I},?\s*(?P<numbers>(?:{_NUMBER})"
    rf"(?:\s*(?:,|;|and|&|und|et|u\.|–|-)\s*(?:{_NOTE}\s*)?[0-9]{{1,5}})*)(?![0-9])\s*(?P<after>{I}(?:[)\]]|"
    rf"{_UP}|{_DOWN})*)",
    re.IGNORECASE,
)
"""Names a note by its number: *see note 5*, *supra note 5*, *(n 5)*, *(wie Anm. 5)*."""
SUPRA = re.compile(
    rf"{I}\b(?:{_UP}){I}(?:\s*{_NOTE})?(?:\s*(?:_+|\[\s*\]|\(\s*\)|…|\?+|XX+))?{_END}", re.IGNORECASE
)
FORWARD = re.compile(rf"(?:\b{_DOWN}\b|\bfollowing\s+note\b|\bnext\s+note\b)", re.IGNORECASE)
PLACE_ABOVE = re.compile(rf"\b{_UP}\b", re.IGNORECASE)
SIGNAL = re.compile(
    rf"^{I}(?:(?:but\s+)?see(?:\s+(?:also|e\.g\.|for\s+example|for\s+instance|generally|especially|"
    rf"esp\.|further))?|cf\.?|compare|"
    rf"vgl\.?(?:\s+(?:auch|dazu|hierzu|etwa))?|siehe(?:\s+(?:auch|dazu|hierzu))?|s\.\s+(?:a|auch)\.?|"
    rf"so(?=\s+auch)|voir(?:\s+(?:aussi|notamment|par\s+exemple))?|"
    rf"a\s+se\s+vedea|bkz\.|zob\.|patrz|por\.|viz|srov\.|lásd|ks\.|jf\.|ver|confira|cfr\.|"
    rf"véase|vid\.|vedi|contra|accord|also|e\.g\.|zie|for\s+example|for\s+instance|quoted\s+in|"
    rf"cited\s+in|zit\.\s+n(?:ach)?\.?|cité\s+(?:dans|par)|"
    rf"as\s+(?:quoted|cited|noted|reported|described|argued|shown|discussed)\s+(?:in|by)|per|from|"
    rf"in){I}[,:]?\s+",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"\b(?:(?:as\s+)?(?:noted|quoted|cited|reported|described|argued|shown|discussed|observed|found|"
    r"published|printed|explained|told|set\s+out)"
    r"\s+(?:in|by)|see(?:\s+also)?|cf\.|vgl\.|siehe|voir|according\s+to|zit\.\s+nach|cité\s+(?:dans|"
    r"par)|drawn\s+from|taken\s+from|based\s+on)[,:]?\s+",
    re.IGNORECASE,
)
"""What leads from a sentence of the author's to a citation in it."""
PAGES = (
    r"(?:(?:pp?|S|s|ss|pgs?|pág|págs|str|sid|fol|fols|ff|c|col|cols)\.?\s?|(?:at|"
    r"à\s+la\s+p(?:age)?\.?|aux\s+pp\.?|pages?|Seiten?|à\s+la\s+page)\s+)"
)
_NUMS = (
    r"(?:[0-9]{1,2}[.:](?=[0-9]))?(?:[0-9]{1,5}[a-z]?|"
    r"[ivxlcdm]{1,7})(?:\s?[–‑-]\s?(?:[0-9]{1,5}[a-z]?|[ivxlcdm]{1,7}))?(?:\s?ff?\.?)?"
)
PAGE = re.compile(rf"(?<![\w]){PAGES}({_NUMS}(?:\s*,\s*{_NUMS})*)(?![\w])")
LOCATOR = re.compile(
    rf"(?:(?:\s*[,:;]\s*|\s+|^)(?:\(?(?:{PAGES})?{_NUMS}(?:(?:\s*,\s*|\s+(?:and|et|und|&)\s+){_NUMS})*\)?|"
    rf"(?:ch(?:ap)?s?|sec(?:t)?s?|para?s?|arts?|figs?|tables?|§+|nos?|lines?|fol|Rn|Rz|"
    rf"Kap)\.?\s?[0-9]{{1,4}}(?:[–‑-][0-9]{{1,4}})?))"
    rf"(?:\s+n(?:ote)?\.?\s?[0-9]{{1,3}})?(?=\s*[\])]*\s*[.,;]?\s*$)"
)
"""A place in the work, at the end of a citation."""
_YEARS = re.compile(r"[\s,:;(]*(?:1[0-9]|20)[0-9]{2}\s?[–-]\s?(?:(?:1[0-9]|20)?[0-9]{2})[)]?[\s.]*")


def place(text: str) -> int:
    """Where in ``text`` the place in the work begins with which it ends; its length if it ends with none."""
    found = LOCATOR.search(text)
    if found is None or _YEARS.fullmatch(text, found.start()):
        return len(text)
    dated = re.match(rf"[\s,:;(]*{YEAR}[a-z]?\)?(?=\s*,)", found[0])
    return found.start() + dated.end() if dated else found.start()


VOLUME = re.compile(
    r"(?<![\w])(?:vols?|Bd|Band|Bde|Jg|nᵒ|n°|cilt|C(?=:\s)|tome?|t|tomo|teil|pt|part)[.:]?\s*([0-9]{1,3}|[IVXL]{1,6})(?![\w])",
    re.IGNORECASE,
)
BARE_VOLUME = re.compile(
    r"(?:\)|,)\s*,?\s*(?:([1-9])(?=,\s*(?:(?:pp?|S)\.|[0-9]))|([ivx]{1,4}|[IVX]{1,4})(?=\s*(?:,\s|\.\s?[0-9]|[.]?$))|"
    r"([1-9][0-9]?)(?=[:.](?:p\.\s)?[0-9]))|^,?\s*\(?\s*([1-9])(?=\)?\s*[,(]\s*[^\W\d_]{3})"
)
"""A volume without a word for it: *(London, 1991), ii, pp. 20–26*, *, 2:279*."""

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    "januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|mär|okt|dez|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|janv|févr?|avr|juil|"
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|"
    "enero|febrero|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre"
)
MONTH = rf"(?:{_MONTHS})\b\.?"
_ORDER = (
    *("jan|gen|ene", "feb|fév|fev", "mar|mär", "apr|avr|abr", "may|mai|mag", "jun|juin|giu"),
    *("jul|juil|lug", "aug|aoû|ago", "sep|set", "oct|okt|ott", "nov", "dec|dez|déc|dic"),
)
YEAR = r"(?:1[4-9]|20|21)[0-9]{2}"
DATE = re.compile(
    rf"(?<![\w])(?:(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th|er|"
    rf"\.)?\s+(?:de\s+)?(?P<m1>{MONTH}),?\s+(?:de\s+)?(?P<y1>{YEAR})|"
    rf"(?P<m2>{MONTH})\s+(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{YEAR})|"
    rf"(?P<y3>{YEAR})-(?P<m3>[0-9]{{2}})-(?P<d3>[0-9]{{2}})|"
    rf"(?P<d4>[0-9]{{1,2}})\.\s?(?P<m4>[0-9]{{1,2}})\.\s?(?P<y4>{YEAR})|"
    rf"(?P<d6>[0-9]{{1,2}})/(?P<m6>\w{{3,9}})/(?P<y6>{YEAR})|(?P<m5>{MONTH})\s+(?P<y5>{YEAR}))(?![0-9])",
    re.IGNORECASE,
)


def edtf(found: re.Match[str]) -> str:
    """The date that ``DATE`` found, as EDTF.

    >>> edtf(DATE.search("on 6 May 2014")), edtf(DATE.search("Okt. 2013"))
    ('2014-05-06', '2013-10')
    """
    parts = {name[0]: value for name, value in found.groupdict().items() if value}
    month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"])
    year = parts["y"]
    if not 1 <= month <= 12:
        return year
    if "d" not in parts or not 1 <= int(parts["d"]) <= _days(int(year), month):
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(parts['d']):02}"


def _days(year: int, month: int) -> int:
    from calendar import monthrange

    return monthrange(year, month)[1]


def _month(name: str) -> int:
    lower = name.casefold()
    return next(
        (place for place, starts in enumerate(_ORDER, 1) if lower.startswith(tuple(starts.split("|")))), 0
    )


ACCESSED = re.compile(
    rf"[,;]?\s*[\[(<]?\s*(?:last\s+|zuletzt\s+|letzter\s+)?(?:accessed|visited|retrieved|viewed|"
    rf"checked|consulted|consultée?|abgerufen|aufgerufen|eingesehen|geprüft|besucht|"
    rf"zugegriffen|zugriff|abruf|sótt|citováno|accedido|recuperado|consulta|elérés|erişim(?:\s+tarihi)?|visto|"
    rf"ultima\s+consultazione|cit(?=\.\s*[0-9])|tilgjengelig|lest|läst|besøgt|hämtad|consultado|consultato|ultimo\s+accesso|geraadpleegd|dostęp)\b\s*(?:on|"
    rf"am|le|el|il|:|,|\.)*\s*"
    rf"(?P<when>[^()\[\];]{{4,28}}?(?:{YEAR}))\s*[\])>]?",
    re.IGNORECASE,
)
URL = re.compile(
    r"[<\[(]?\s*(?:URL:?\s*|internet:\s*|available\s+(?:at|from|online)\s*(?:at)?:?\s*|"
    r"online:?\s*|en\s+ligne\s?:?\s*|(?:dostupn[éeýo]|dostępn[ye]|disponib(?:le|ile)|disponível|tilgjengelig|saatavilla|recuperado|retrieved\s+from)"
    r"(?:\s+\w{1,3}){0,2}(?:\s+internete?)?\s?:?\s*)?[<\[(]?((?:https?://|www\.)[^\s<>\[\]“”\"]+)[>\])]*",
    re.IGNORECASE,
)
DOI = re.compile(
    r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?\b(10\.[0-9]{4,9}/[^\s<>\"“”;,\[\]]+)", re.IGNORECASE
)
ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][- ]?)?[0-9][0-9 -]{8,14}[0-9Xx])\b")
AUTHOR_YEAR = re.compile(
    rf"^(?P<who>[^0-9()\[\]“”«»‘]{{2,120}}?),?\s*[(\[]?(?P<year>{YEAR})(?P<letter>[a-z])?[)\]]?$"
)
"""A name and a year, and no more: *Lee 1983*, *Okafor (1971b)*."""
PERSONAL = re.compile(
    r"\b(?:conversation|interview(?:ed)?|personal\s+communication|e-?mail|letter|discussion|"
    r"correspondence|telephone\s+call|gespräch|entretien|entrevista)\b",
    re.IGNORECASE,
)
