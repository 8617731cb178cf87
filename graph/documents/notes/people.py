"""The names at the head of a citation: who made the work, or which body."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..marks import upright
from .words import words

_PARTICLE = (
    r"(?:van\s+der|van\s+den|van\s+de|von\s+der|von\s+dem|van|von|der|den|de\s+la|de\s+las|"
    r"de\s+los|de\s+le|de|du|dos|da|di|del|della|dalla|des|d[’']|la|le|ter|ten|zu|zur|al-|el-|"
    r"bin|ibn|Ó|Mac|Mc|St\.?)"
)
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽЀ-ЯΑ-Ω"
_INITIALS = rf"(?:[{_UPPER}][a-z]?\.?[\s-]?){{1,4}}"
_WORD = rf"(?:[{_UPPER}][\w’'‘.-]*|{_PARTICLE})"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,6}}(?:,?\s+(?:Jr|Sr|II|III|IV)\.?)?")
_INITIALS_ONLY = re.compile(rf"(?:[{_UPPER}][a-z]?\.?[\s-]*){{1,4}}")
_AND = re.compile(r"\s*(?:,\s*)?(?:\s(?:and|&|et|und|y|e|en|(?-i:u\.)|–)\s)\s*|\s*/\s*", re.IGNORECASE)
_INVERTED = (
    rf"(?:{_PARTICLE}\s+){{0,2}}[{_UPPER}][\w’'-]+(?:\s[{_UPPER}][\w’'-]+)?,\s"
    rf"(?:[{_UPPER}]\.[\s-]?){{1,4}}(?<!\s)"
)
_ROLE = re.compile(
    r",?\s*\(?\b(?:eds?|édi?t?s?|dirs?|hg|hgg|hrsg|coords?|cur|comps?|trans|transl|red|ed\.? by|a cura "
    r"di|editors?|dir\.?)\b\.?(?:\s+by)?\)?[.,:]*\s*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r",?\s*(?:and|et|und|u\.)?\s*(?:et\s+al(?:ii)?|u\.\s?a|and\s+others|et\s+alia|et\s+autres|a\.\s?o|y\s+otros|e\s+altri|og\s+andre|"
    r"ym|vd)\.?\s*$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:university|ministry|department|dept|bank|council|government|foundation|cent(?:er|re)|"
    r"committee|subcommittee|newsroom|house|watch|"
    r"commission|organi[sz]ation|agency|office|institute?|association|group|press|nations?|union|"
    r"society|bureau|service|authority|board|"
    r"parliament|congress|senate|court|academy|party|federation|league|corporation|company|secretariat|"
    r"embassy|staff|"
    r"ministère|conseil|gouvernement|ministerium|bundesregierung|bundestag|gesellschaft|stiftung|amt|"
    r"comité|banque|ministerio|gobierno|brief|international|network|forum|team|library|archives?|"
    r"museum|times|daily)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?:NATO|OECD|UNESCO|WHO|IMF|UN|EU|[A-Z]{2,4}-?[A-Z]{1,4})(?:\s[A-Z][a-z]+){0,2}|[A-Z]{2,8}|[A-Z]{1,3}&[A-Z]{1,3}"
)
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "la",
        "les",
        "un",
        "une",
        "el",
        "los",
        "das",
        "ein",
        "eine",
        "its",
        "his",
        "her",
        "this",
        "that",
        "what",
        "why",
        "who",
        "how",
        "when",
        "where",
        "towards",
        "toward",
        "on",
        "in",
        "after",
        "before",
        "rethinking",
        "speech",
        "remarks",
        "statement",
        "joint",
        "declaration",
        "constitution",
        "report",
        "law",
        "act",
        "treaty",
        "agreement",
        "programme",
        "program",
        "convention",
    ]
)


class Makers(NamedTuple):
    """Who made a work: persons as printed, given names first, and their family names, folded; or a body."""

    creators: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    issuer: str | None = None
    others: bool = False
    """Whether *et al.* stands for more."""


NOBODY = Makers()


def is_body(name: str) -> bool:
    """Whether ``name`` is an institution's rather than a person's."""
    return bool(_BODY.search(name)) or bool(_ACRONYM.fullmatch(name))


def family(name: str) -> str:
    """The family name in ``name``, given names first, folded.

    >>> family("Tom von Beyme"), family("Gabriel García Márquez"), family("John Gordon IV")
    ('beyme', 'marquez', 'gordon')
    """
    bare = re.sub(r",?\s+(?:Jr|Sr|II|III|IV)\.?$", "", name.strip())
    last = words(bare.split()[-1] if bare.split() else "")
    return last[-1] if last else ""


def makers(head: str) -> Makers | None:
    """Who is named by ``head``, all of it; ``None`` where it does not look like names.

    >>> makers("Tanaka, John/Beyme, Tom von").creators
    ('John Tanaka', 'Tom von Beyme')
    >>> makers("Ian Müller, Tom von Beyme, and Heinrich August Lefèvre").families
    ('muller', 'beyme', 'lefevre')
    >>> makers("World Bank").issuer
    'World Bank'
    >>> makers("Speech by the minister")
    """
    text = _ROLE.sub("", upright(head).strip(" ,:;"))
    shorter = _OTHERS.sub("", text)
    others = shorter != text
    text = shorter.strip(" ,:;")
    if not text or len(text) > 300 or (text[:1].islower() and not re.match(_PARTICLE, text)):
        return None
    if (
        is_body(text.split(",")[0])
        and not re.match(_INVERTED, text)
        and not re.search(r"\s(?:by|for|on)\s|[?!]", text)
    ):
        return Makers(issuer=text) if len(text.split()) <= 12 else None
    names: list[str] = []
    for part in filter(None, _AND.split(text)):
        found = _listed(part.strip(" ,"))
        if found is None:
            return None
        names += found
    if not names or len(names) > 30:
        return None
    return Makers(tuple(names), tuple(map(family, names)), None, others)


def _listed(part: str) -> list[str] | None:
    """The persons in ``part``, parted by commas, names inverted or not."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    names: list[str] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        after = pieces[place + 1] if place + 1 < len(pieces) else ""
        bracketed = re.fullmatch(rf"([{_UPPER}][\w’' -]+)\s+\(([{_UPPER}][\w. -]*)\)", piece)
        if bracketed:
            piece = f"{bracketed[2]} {bracketed[1]}"
        if not is_name(piece):
            return None
        if (
            after
            and (len(piece.split()) == 1 or _begins_family(piece))
            and _is_given(after)
            and not _INITIALS_LAST.search(piece)
        ):
            names.append(_turned(piece, after))
            place += 2
            continue
        suffixed = re.search(r"\s(?:II|III|IV|Jr|Sr)\.?$", piece)
        initials = (
            None
            if suffixed
            else re.fullmatch(rf"(.*\w)\s+((?:[{_UPPER}]{{1,3}})|(?:[{_UPPER}]\.\s?-?){{1,4}})", piece)
        )
        if initials and len(initials[1]) > 2:
            piece = f"{initials[2]} {initials[1]}"
        names.append(piece)
        place += 1
    return names or None


_INITIALS_LAST = re.compile(rf"\s[{_UPPER}]{{1,3}}$")


def _begins_family(piece: str) -> bool:
    return bool(re.match(rf"{_PARTICLE}\s", piece)) and len(piece.split()) <= 4


def _is_given(piece: str) -> bool:
    if _INITIALS_ONLY.fullmatch(piece):
        return True
    parts = piece.split()
    return (
        len(parts) <= 4
        and all(re.fullmatch(rf"[{_UPPER}][\w’'.-]*|{_PARTICLE}", part) for part in parts)
        and parts[0][:1].isupper()
    )


def _turned(family_name: str, given: str) -> str:
    parts = given.split()
    tail: list[str] = []
    while len(parts) > 1 and re.fullmatch(_PARTICLE, parts[-1]):
        tail.insert(0, parts.pop())
    return " ".join([*parts, *tail, family_name])


def is_particle(word: str) -> bool:
    """Whether ``word`` only begins a family name: *van*, *Le*."""
    return bool(re.fullmatch(_PARTICLE, word, re.IGNORECASE))


def is_name(piece: str) -> bool:
    """Whether ``piece`` may be a person's name, or a family name alone."""
    parts = piece.split()
    if not parts or len(parts) > 7 or not _NAME.fullmatch(piece) or any(letter.isdigit() for letter in piece):
        return False
    first = words(parts[0]) if "." not in parts[0] else []
    return not (first and first[0] in _NOT_NAMES and len(parts) > 1)


_INVERTED_LIST = re.compile(
    rf"{_INVERTED}(?:(?:,\s|\s?[/;–]\s?|,?\s(?:&|and|et|und|y|e|i|og|a)\s){_INVERTED})+", re.UNICODE
)


_FULL = (
    rf"(?:{_PARTICLE}\s+){{0,2}}[{_UPPER}][\w’'-]+(?:\s[{_UPPER}][\w’'-]+)?,\s"
    rf"(?:[{_UPPER}][a-zà-ÿ’]+|[{_UPPER}]\.)(?:[\s-](?:[{_UPPER}][a-zà-ÿ’]+|[{_UPPER}]\.)){{0,2}}"
)
_FULL_LIST = re.compile(
    rf"{_FULL}(?:(?:,\s|,?\s(?:&|and|et|und|y|e|a)\s){_FULL})*(?<![{_UPPER}])(?=\.\s[{_UPPER}«“„(0-9])"
)


def leading(text: str) -> tuple[Makers, int] | None:
    """The names at the beginning of ``text``, which no mark parts from the title, and where they end.

    >>> leading("John Tanaka/Tom von Beyme, Rethinking Neutrality, in: X")[1]
    26
    >>> leading("Tanaka, John: The Making of the Press")[0].creators
    ('John Tanaka',)
    """
    colon = re.match(r"([^:(]{2,160}?):\s+(?=\S)", text)
    if colon:
        made = makers(colon[1])
        if (
            made is not None
            and (made.issuer is None or len(colon[1].split()) <= 6)
            and not _title_like(colon[1])
        ):
            return made, colon.end(1)
    full = _FULL_LIST.match(text)
    if full is not None and (made := makers(full[0])) is not None and made.creators:
        return made, full.end()
    inverted = _INVERTED_LIST.match(text)
    if inverted is not None and (made := makers(inverted[0])) is not None:
        return made, inverted.end()
    ends = [
        found.start()
        for found in re.finditer(r",\s|(?<!\b[A-Z])\.\s(?=[\w“‘«„])|\s\((?:Hg|Hrsg|ed|dir)", text[:320])
    ][:14]
    best: tuple[Makers, int] | None = None
    joined = bool(re.search(r"[^,]{3,}(?:,?\s(?:and|&|et|und|y|e)\s|/)", text[: ends[0]] if ends else text))
    for place, end in enumerate(ends):
        head = text[:end]
        made = makers(head)
        if made is None:
            if place and best is None:
                break
            continue
        pieces = head.split(",")
        if place == 0:
            if len(pieces[0].split()) == 1 and not is_body(head) and text[end : end + 1] != ".":
                rest = text[end + 2 :].split(",")
                if (
                    len(rest) > 2
                    and _is_given(rest[0].strip())
                    and not _imprint_like(rest[1])
                    and len(rest[0].split()) <= 2
                    and _plausible_given(rest[0])
                ):
                    continue
            best = made, end
            if joined or made.issuer:
                break
        elif (
            _AND.search(text[ends[place - 1] : end]) or (place == 1 and best is None) or _OTHERS.search(head)
        ):
            best = made, end
            break
    return best


def _plausible_given(piece: str) -> bool:
    return bool(_INITIALS_ONLY.fullmatch(piece.strip())) or all(len(part) < 12 for part in piece.split())


def _imprint_like(piece: str) -> bool:
    return bool(re.search(r"[0-9]|^\s*(?:in\b|pp?\.)", piece))


def _title_like(text: str) -> bool:
    """Whether what stands before a colon is rather the first half of a title."""
    parts = text.split()
    return "," not in text and "/" not in text and len(parts) > 3 and not _AND.search(text)
