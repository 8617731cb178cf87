"""What a citation prints of a work, read by patterns: title, makers, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import replace

from ..marks import upright
from . import signals
from .fields import Date, Fields
from .imprints import IN, rest_of
from .kinds import typed
from .people import Makers, leading, makers
from .spans import Apart, title_place
from .words import telling

_EDITORS = re.compile(
    r"\s*[,(]?\s*\(?\b(?:eds?\.?(?:\s+by)?|edited\s+by|dirs?\.?|sous\s+la\s+dir\.?(?:ection)?\s+de|"
    r"hg\.?|hgg\.?|hrsg\.?(?:\s+v(?:on|\.))?|éds?\.?|coords?\.?|a\s+cura\s+di|cur\.)(?![\w])\)?,?\s*"
)


def read(text: str) -> Fields:
    """Read the citation ``text``, its marks kept. Every field is the pattern's best guess."""
    fields = Fields()
    text, fields = _addresses(text.strip(), fields)
    title = title_place(text)
    within = IN.search(text, 0, title.start + 1 if title else len(text))
    if (
        title is not None
        and within is not None
        and within.start() > 0
        and _names_title(text[: within.start()])
    ):
        title = None  # what is set apart is the container
    if title is not None and title.kind == "italic" and _names_and_title(text[: title.start]):
        title = None
    if title is not None:
        return typed(text, _by_title(text, title, fields))
    return typed(text, _plain(text, fields))


def _names_and_title(before: str) -> bool:
    """Whether names, a title and a full stop stand before italics: *Lee, Tom. Salt and Sugar. Annales*."""
    plain = upright(before).strip()
    if not plain.endswith((".", "?", "!")):
        return False
    found = leading(f"{plain} ")
    if found is None:
        return False
    rest = [word for word in telling(plain[found[1] :]) if not word.isdigit() and word not in _ROLES]
    return len(rest) > (0 if plain[found[1] :].startswith(".") else 1)


_ROLES = frozenset(["ed", "eds", "al", "trans", "hg", "hrsg", "dir", "dirs", "ii", "jr", "sr"])


def _names_title(before: str) -> bool:
    """Whether names and a title stand before *in:*, not names alone."""
    plain = upright(before).strip(" ,:")
    found = leading(plain + ", ")
    if found is None:
        return bool(plain)
    return len(plain[found[1] :].strip(" ,.:")) > 3


def accessed_in(text: str) -> Date | None:
    """The day of access that ``text`` names."""
    named = signals.ACCESSED.search(text)
    when = named["when"].strip(" ,.:") if named else ""
    found = signals.DATE.search(when)
    return Date(when, signals.edtf(found)) if found else None


def _addresses(text: str, fields: Fields) -> tuple[str, Fields]:
    """Take the day of access, addresses and identifiers out of ``text``."""
    accessed = signals.ACCESSED.search(text)
    if accessed:
        when = accessed["when"].strip(" ,.:")
        found = signals.DATE.search(when) or None
        fields = replace(fields, accessed=Date(when, signals.edtf(found)) if found else None)
        text = text[: accessed.start()] + text[accessed.end() :]
    doi = signals.DOI.search(text)
    if doi:
        fields = replace(fields, doi=doi[1].rstrip(".,;)>"))
        text = _without(text, doi)
    url = signals.URL.search(text)
    if url:
        fields = replace(fields, url=url[1].rstrip(".,;)>"))
        text = _without(text, url)
    isbn = signals.ISBN.search(text)
    if isbn:
        fields = replace(fields, isbn=re.sub(r"[ -]", "", isbn[1]))
        text = _without(text, isbn)
    return re.sub(r"\s+([,.;])", r"\1", re.sub(r"[(<\[]\s*[)>\]]", "", text)).strip(), fields


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()].rstrip(' ,(<[')} {text[found.end() :].lstrip(' >)]')}".strip()


def _by_title(text: str, title: Apart, fields: Fields) -> Fields:
    head = upright(text[: title.start]).strip(" ,:;.(")
    dated = re.search(rf"[.,]?\s*[(\[]?({signals.YEAR})[a-z]?[)\]]?$", head)
    head = head[: dated.start()] if dated else head
    named = makers(re.sub(r"\.$", "", head)) if head else None
    rest = text[title.end :]
    words = re.sub(r",(?=[’”'\"»]$)", "", title.text.rstrip(" ,.;:"))
    if title.text.endswith(("?", "!")):
        words = title.text
    more = re.match(r"\s*:\s+([\ue002“‘«„][^\ue003”’»“]{3,200}[\ue003”’»“])", rest)
    if more and not re.match(r"\s*:\s+[\ue002]?[0-9]", rest) and title.kind == "italic":
        words, rest = f"{words}: {upright(more[1]).strip('“”‘’«» ')}", rest[more.end() :]
    translated = re.match(r"\s*(\((?:[A-Z][\w’ ]*[Tt]ranslation|[A-Z][^()0-9:]{8,120})\))(?=\s*,)", rest)
    if translated:
        words, rest = f"{words} {translated[1]}", rest[translated.end() :]
    fields = replace(
        fields,
        title=upright(words),
        set_apart=True,
        quoted=title.kind == "quoted",
        head=head,
        makers=named or Makers(),
    )
    fields = rest_of(rest, fields)
    if dated and fields.date is None:
        fields = replace(fields, date=Date(dated[1], dated[1]))
    if not head and not fields.makers.creators and title.kind == "italic":
        fields = replace(fields, makers=_editors(rest))
    return replace(fields, guessed=_guessed(fields))


def _editors(rest: str) -> Makers:
    found = re.match(
        r"\s*,?\s*(?:ed\.?(?:\s+by)?|eds\.?|edited\s+by|dir\.?|hg\.?\s+v(?:on|\.)|hrsg\.?\s+v(?:on|"
        r"\.))\s+([^(\ue002]{3,120}?)\s*(?=[(]|,\s[^,]*[0-9]|$)",
        rest,
    )
    return (makers(found[1]) if found else None) or Makers()


def _plain(text: str, fields: Fields) -> Fields:
    bare = upright(text).strip()
    found = leading(bare)
    named, rest = (found[0], bare[found[1] :]) if found else (None, bare)
    rest = re.sub(
        r"^[\s,]*\(?(?:eds?|Hgg?|Hrsg|dirs?|éds?|coords?|hg\. von)\b\.?\)?(?=[\s,:])", "", rest
    ).lstrip(" ,:.")
    title, tail = _plain_title(rest, fields)
    if not title and named is not None:
        title, named, tail = bare.strip(" ,."), None, tail
    head = bare[: found[1]].strip(" ,:.") if found and named else ""
    fields = replace(fields, title=title, head=head, makers=named or Makers())
    fields = rest_of(tail, fields)
    return replace(fields, guessed=_guessed(fields))


_TAIL = re.compile(
    rf",\s+(?:in|In|dans)\b:?\s+(?=[\w„“«\ue002])|\s(?:in|In|dans):\s|\s*\((?=[^()]*{signals.YEAR})|"
    rf",\s(?={signals.PAGES}[0-9ivx])|,\s(?:vols?\.|Bd\.|t\.)\s|,\s(?=[0-9]+(?:[.,;:]|\s|–|$))|"
    rf",\s(?=(?:[^,]{{2,40}},\s){{0,2}}[^,()]{{0,40}}?\b{signals.YEAR}\b)|,\s(?=[ivx]{{1,4}}[.,]\s)|"
    rf",?\s(?=URL:?|<)|,\s(?=(?:PhD|Diss|thèse|unpublished))|,\s(?=ed\.|eds\.|trans\.|edited by)"
)


def _plain_title(rest: str, fields: Fields) -> tuple[str, str]:
    """The title at the beginning of ``rest``, where no mark sets it apart, and what follows."""
    if not rest:
        return "", ""
    if re.match(r"(?:in|In|dans):?\s", rest):
        inner = re.sub(r"^(?:in|In|dans):?\s+", "", rest)
        found = leading(inner)
        inner = inner[found[1] :].lstrip(" ,:") if found else inner
        return _plain_title(inner, fields)
    start = 0
    while True:
        cut = _TAIL.search(rest, start)
        if cut is None:
            break
        title = rest[: cut.start()].strip(" ,")
        if re.match(r",\s[0-9]{4}[–-][0-9]{2,4}(?=[,. (]|$)", rest[cut.start() :]) or len(title) < 3:
            start = cut.end()  # years that belong to the title
            continue
        numbered = re.search(r"\s*\(\s*[0-9IVX]{1,3}\s*\)$", title)
        kept = len(title) if numbered is None else numbered.start()
        return title[:kept], f"{title[kept:]}{rest[cut.start() :]}"
    period = re.search(r"\.\s+(?=[A-Z][^.]{3,60}[:,.]\s)", rest)
    if period and period.start() > 12:
        return rest[: period.start()].strip(), rest[period.end() - 1 :]
    place = signals.place(rest)
    return rest[:place].strip(" ,."), rest[place:]


def _guessed(fields: Fields) -> frozenset[str]:
    """Fields that a look should confirm: all that patterns found, but identifiers."""
    names = ["title"]
    names += ["creators"] if fields.makers.creators else []
    names += ["issuer"] if fields.makers.issuer else []
    names += [
        name
        for name in ("container", "publisher", "place", "date", "volume", "issue", "pages")
        if getattr(fields, name)
    ]
    return frozenset(names)


def reference(text: str) -> Fields:
    """Read an entry of a list of references (*Smith J. Title. Journal. 2010;12(3):45–50.*)."""
    body, fields = _addresses(text.strip(), Fields())
    bare = upright(body)
    parted = re.match(
        r"(?P<who>[^.]{2,400}?(?:\b[A-Z]{1,3}|et al|[a-z]{2,}))\.\s+(?:\((?P<year>(?:1[5-9]|"
        r"20)[0-9]{2})[a-z]?\)\.?\s+)?(?P<title>[^.?!]{8,400}[.?!])\s*(?P<rest>.*)$",
        bare,
        re.DOTALL,
    )
    bracketed = re.match(
        r"(?P<who>[^()]{3,400}?)\s*\((?P<year>(?:1[5-9]|"
        r"20)[0-9]{2})[a-z]?\)[.:,]?\s+(?P<title>[^.?!]{8,400}[.?!])\s*(?P<rest>.*)$",
        bare,
        re.DOTALL,
    )
    chosen = bracketed or parted
    by_year = re.match(rf"[^\ue002]*{signals.YEAR}[a-z]?\.?\s*\ue002", body)
    quoted = title_place(body)
    if chosen is None or by_year or (quoted is not None and quoted.kind == "quoted"):
        return replace(read(text), locator=None)
    who = re.sub(r"\b([A-Z])([A-Z])?([A-Z])?$", r"\1\2\3", chosen["who"].strip(" ,."))
    named = makers(who) or Makers()
    rest = chosen["rest"]
    year = chosen["year"] or (m[0] if (m := re.search(signals.YEAR, rest)) else None)
    container = re.match(r"(?:In:?\s+)?([^0-9.;(]{3,120}?)(?=[.,;(\s]*\s*(?:[0-9]|\(|$|;))", rest)
    numbers = re.search(
        r"(?<![\w])([0-9]{1,4})(?:\s?\(([^()]{1,12})\))?\s*[:,]\s*((?:e|"
        r"pp?\.?\s?)?[0-9][\w]*(?:\s?[–-]\s?\w+)?)",
        rest,
    )
    fields = replace(
        fields,
        title=chosen["title"].rstrip(" .").strip(),
        makers=named,
        head=who,
        container=container[1].strip(" ,.") if container else None,
        date=Date(year, year) if year else None,
        volume=numbers[1] if numbers else None,
        issue=numbers[2] if numbers else None,
        pages=re.sub(r"^pp?\.?\s?", "", numbers[3]) if numbers else None,
    )
    return typed(text, replace(fields, guessed=_guessed(fields)))
