"""A note taken apart into its citations, each with the way in which it cites."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..marks import ITALIC, ITALIC_END, upright
from ..sentences import split
from . import signals
from .fields import Date, Fields, read
from .people import is_body, is_particle, leading, makers
from .spans import PHRASE, apart, title_place
from .words import telling, words

Way: TypeAlias = Literal[
    "ibid", "same_author", "see_note", "op_cit", "loc_cit", "author_year", "plain", "personal"
]


@dataclass(frozen=True)
class Citation:
    """One citation of a note: ``core`` is what names the work, without keywords, place and signal."""

    text: str
    way: Way
    core: str
    fields: Fields
    numbers: tuple[str, ...] = ()
    forward: bool = False
    locator: str | None = None

    @property
    def others(self) -> bool:
        """Whether *et al.* stands behind its names."""
        return bool(_ET_AL.search(upright(self.text)[:160]))

    @property
    def words(self) -> tuple[str, ...]:
        """The telling words that name the work."""
        return tuple(telling(upright(self.core)))


_ET_AL = re.compile(
    r"\b(?:et\s+al(?:ii)?\b|u\.\s?a\.|and\s+others|et\s+autres|a\.\s?o\.|i\s+in\.|og\s+andre|m\.\s?fl\.|vd\.|y\s+otros|e\s+altri|ve\s+diğ|și\s+alții)",
    re.IGNORECASE,
)


def citations(note: str, begins: frozenset[str] = frozenset(), *, stops: bool = False) -> list[Citation]:
    """The citations of a note's text, in order; none where it cites nothing.

    ``begins`` are words that begin citations elsewhere in the document, ``stops`` whether full stops
    part the fields of one.

    >>> [c.way for c in citations("Ibid., 50; see also Smith, op. cit., p. 4; Lee, supra note 3 at 5.")]
    ['ibid', 'op_cit', 'see_note']
    >>> citations("I thank the archivists for their patience and their good coffee.")
    []
    """
    found: list[Citation] = []
    for part in _parts(note[:_LONGEST_NOTE]):
        for text in _sentences(part, begins, stops):
            found += _one(text[:_LONGEST], bool(found))
    return found


_LONGEST_NOTE = 6000
"""Characters of a note that are read; no rule below is linear for what nobody wrote."""
_LONGEST = 1200
"""Characters of one citation."""


def _parts(note: str) -> list[str]:
    """``note`` parted at semicolons outside quotations, italics and brackets."""
    closed = {place for part in apart(note) for place in range(part.start, part.end)}
    pieces: list[str] = []
    depth, begin = 0, 0
    for place, letter in enumerate(note):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(0, depth - 1)
        elif letter == ";" and place not in closed and depth == 0 and not _amounts(note, place):
            pieces.append(note[begin:place])
            begin = place + 1
    pieces.append(note[begin:])
    return _with_places([piece.strip() for piece in pieces if piece.strip()])


def _amounts(note: str, place: int) -> bool:
    """Whether a semicolon stands between numbers, as in *2010;12(3)*."""
    return note[place - 1 : place].isdigit() and note[place + 1 : place + 2].isdigit()


_ONLY_PLACE = re.compile(r"(?:and\s+)?(?:(?:pp?|S|ff?)\.?\s?)?[0-9ivxlc–‑, -]+[a-z]?\.?")


_NAME_YEAR = re.compile(rf"([^0-9:;“«]{{2,80}}?),?\s\(?{signals.YEAR}[a-z]?\b")
_ONLY_YEAR = re.compile(rf"\(?{signals.YEAR}[a-z]?\)?(?:$|[,:]\s?[^\W_])")


def _with_places(pieces: list[str]) -> list[str]:
    """A piece that is only a place in the work belongs to the piece before."""
    joined: list[str] = []
    for piece in pieces:
        dated = _NAME_YEAR.match(joined[-1]) if joined else None
        if dated and _ONLY_YEAR.match(piece):
            joined.append(f"{dated[1]} {piece}")  # another work of the same name
        elif joined and _ONLY_PLACE.fullmatch(piece):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


_SMALL_WORD = re.compile(r"(?<![\w])[a-zà-ÿ]{2,}")
_STARTS = re.compile(
    r"(?:see|cf|compare|vgl|siehe|voir|also|for|on|ibid|ebd|quoted|cited|but)\b", re.IGNORECASE
)


_ADDRESS = re.compile(
    r"\W*(?:available|url|doi|https?:|online|accessed|abgerufen|consulté|retrieved|internet|"
    r"zuletzt|hrsg|hg|dostupn\w|dostępn\w|disponi\w+|tilgjengelig|erişim)\b|\W*(?:in|dans|en|w|v)\s?:\s|"
    rf"\W*\(?{signals.YEAR}\b|\W*\[|\W*[^\W\d_]{{3,}}:\s+[0-9]|(?:[^\W\d_]+\s){{1,4}}<?https?:|[a-zà-ÿ]{{3,}}\s[0-9]{{1,2}}\.\s[0-9]{{4}}",
    re.IGNORECASE,
)


def _sentences(part: str, begins: frozenset[str], stops: bool) -> list[str]:
    """The stretches of ``part`` that may be citations: sentences, those of one citation together."""
    spans = split(part)
    if len(spans) < 2:
        return [part]
    closed = {place for one in apart(part) for place in range(one.start, one.end)}
    texts: list[str] = []
    begin = spans[0][0]
    for (_, end), (start, stop) in itertools.pairwise(spans):
        before, after = part[begin:end], part[start:stop]
        if (
            end - 1 in closed
            and start in closed
            and any(o.start < end - 1 and start < o.end for o in apart(part))
        ):
            continue
        if (
            _depth(before) > 0
            or not re.search(r"[^\W\d_]{2}", after)
            or (
                re.search(r"\b[0-9]{1,2}\.$", before)
                and (after[:1].isdigit() or re.match(signals.MONTH, after, re.IGNORECASE))
            )
            or (_dated_name(before) and not _dated_name(after) and not _discursive(after))
            or _IN_A_BOOK.match(upright(part[start : start + 300]))
            or (_PLACE_YEAR.fullmatch(upright(after).strip()) and not read(before).imprint)
            or (_DATED_FIRST.match(upright(before)) and _IMPRINT_ONLY.fullmatch(upright(after)))
            or (is_body(after) and not re.search(r"[0-9,:“«„‘]", upright(after)))
        ):
            continue
        if re.search(r"(?<!\w)[^\W\d_]\.$", before) or _ADDRESS.match(upright(after)):
            continue
        if (stops or _DATED_FIRST.match(upright(before))) and begins and not (
            _STARTS.match(upright(after)) or set(words(after[:40])[:1]) & begins or signals.IBID.match(after)
        ):
            continue
        if (
            _complete(before)
            or _discursive(before)
            or _discursive(_unaddressed(after))
            or _STARTS.match(upright(after))
        ):
            texts.append(before)
            begin = start
    texts.append(part[begin:])
    return texts


_DATED_FIRST = re.compile(rf"[^()]{{3,200}}\({signals.YEAR}[a-z]?\)")
_PLACE_YEAR = re.compile(rf"[A-ZÀ-Þ][^0-9,:;]{{2,40}}\s{signals.YEAR}[a-z]?(?:,\s[^,;]{{1,20}})*\.?")
_IMPRINT_ONLY = re.compile(r"[^,:0-9;“«„‘]{3,40}:\s[^,:0-9;“«„‘]{2,60}")
_IN_A_BOOK = re.compile(r"(?:In|Dans|En):?\s+[A-ZÀ-Þ][^.]{0,40}(?:\.[^.]{0,40}){0,6}\((?:eds?|hgg?|hrsg|dir)\b", re.IGNORECASE)


def _dated_name(text: str) -> bool:
    """Whether a name and a year are all of ``text``: *Lee, A. (1983).*, which a title may follow."""
    found = signals.AUTHOR_YEAR.match(upright(text).strip(" ."))
    return found is not None and makers(re.sub(r"[\s,.]+$", "", found["who"])) is not None


def _depth(text: str) -> int:
    """How many brackets are open at the end of ``text``."""
    return sum(text.count(mark) for mark in "([<") - sum(text.count(mark) for mark in ")]>")


def _complete(text: str) -> bool:
    """Whether a citation may well end here: at a place, an imprint, a keyword."""
    bare = upright(text).rstrip(" .")
    return bool(
        re.search(rf"{signals.YEAR}\)?$|\)$|(?:ibid|cit|ebd)$|[0-9]$", bare, re.IGNORECASE)
        or signals.ACCESSED.search(bare[-50:])
    )


def _discursive(text: str) -> bool:
    """Whether a sentence of the author's rather than a citation: small words prevail, no title set apart."""
    bare = re.sub(r"[“«„\"‘][^”»“\"]*[”»“\"’]", "", re.sub(f"{ITALIC}[^{ITALIC_END}]*{ITALIC_END}", "", text))
    every = re.findall(r"[^\W\d_]{2,}", bare)
    return len(every) >= 6 and len(_SMALL_WORD.findall(bare)) > 0.62 * len(every)


def _one(text: str, later: bool) -> list[Citation]:
    """The citation in ``text``, if there is one; ``later`` in its note than another."""
    body = _led(text)
    while True:
        signal = signals.SIGNAL.match(body)
        if (
            signal is None
            or signals.IBID.match(body)
            or (re.match(rf"{signals.I}in\s+[A-Z]", body) and signal[0].strip().lower() == "in" and not later)
        ):
            break
        if signals.SEE_NOTE.match(body) and not body[signal.end() :].strip():
            break
        shorter = body[signal.end() :]
        if re.match(
            rf"{signals.I}(?:{signals._UP}|{signals._DOWN}|(?:foot|end)?notes?|nn?\.?|anm|fn)\b",
            upright(shorter),
            re.IGNORECASE,
        ):
            break
        body = shorter
    forward = bool(signals.FORWARD.search(upright(body)) and not _in_title(body, signals.FORWARD))
    ibid = signals.IBID.match(body)
    same = signals.SAME_AUTHOR.match(body)
    if same and _says_more(body[same.end() :]):
        rest = body[same.end() :]
        return [Citation(body, "same_author", _core(rest), read(rest), locator=_place(rest), forward=forward)]
    named_ibid = None if ibid or same else signals.NAMED_IBID.match(body)
    if named_ibid is not None and makers(upright(named_ibid["who"])) is not None:
        return [_leaning(body, "ibid", f"{named_ibid['who']}{body[named_ibid.end() :]}", forward)]
    if not ibid and not later and _ONLY_PLACE.fullmatch(upright(body).strip()) and signals.PAGE.match(body.lower()):
        return [_leaning(body, "ibid", body, forward)]
    if ibid:
        return [_leaning(body, "ibid", body[ibid.end() :], forward)]
    seen = _see_note(body)
    if seen is not None:
        used, numbers = _numbers(seen)
        behind = body[seen.start("numbers") + len(used) :].lstrip(f")] {ITALIC_END}")
        head = re.sub(r"\b(?:op|art|loc)\.?\s*$", "", body[: seen.start()].rstrip(f" ([{ITALIC}"))
        core = f"{head}{' ' if behind[:1] in ',:;.' else ', '}{behind}"
        forward = forward or bool(signals.FORWARD.search(seen["after"] or ""))
        return [_leaning(body, "see_note", core, forward, numbers)]
    loc = signals.LOC_CIT.match(body)
    if loc:
        return [_leaning(body, "loc_cit", body[loc.end() :], forward)]
    op_cit = _outside(body, signals.OP_CIT) or _outside(body, signals.SUPRA)
    if op_cit is not None and not _after_imprint(body, op_cit):
        return [_leaning(body, "op_cit", f"{body[: op_cit.start()]} {body[op_cit.end() :]}", forward)]
    return _plain(body, text, forward)


_PLURAL = re.compile(r"(?:notes|nn|fnn|anmerkungen|anmm|notas|noten)\.?\W*$", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"[0-9]+|\b[ivxlcdm]+\b|[*†‡]", re.IGNORECASE)


def _numbers(seen: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """The text that numbers notes, and these: several only where the word is plural, or *and* joins them."""
    listed = seen["numbers"]
    if not _PLURAL.search(seen[0][: seen.start("numbers") - seen.start()]):
        one = re.match(r"[\w*†‡]+(?:\s*(?:and|&|und|et|u\.)\s*(?:notes?|nn?\.?|anm\.?)?\s*[0-9]+)*", listed)
        listed = one[0] if one else listed
    bare = re.sub(r"(?i)notes?|nn?\.|anm\.?|and|und|et|&|u\.", " ", _ranges(listed))
    return listed, tuple(found.lower() for found in _NOTE_NUMBER.findall(bare))


def _ranges(numbers: str) -> str:
    """*5–7* as *5, 6, 7*."""

    def whole(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[2])
        return ", ".join(map(str, range(first, last + 1))) if 0 < last - first < 40 else found[0]

    return re.sub(r"([0-9]+)\s*[–-]\s*([0-9]+)", whole, numbers)


def _led(text: str) -> str:
    """``text`` from where a sentence of the author's leads to its citation."""
    title = title_place(text)
    end = title.start if title else len(text)
    leads = list(signals.LEAD_IN.finditer(text, 0, end))
    for found in reversed(leads):
        after = text[found.end() :]
        before = text[: found.start()]
        if _depth(before) > 0 and leading(f"{upright(before).rpartition('(')[0].strip()}, ") is not None:
            continue  # an aside in the brackets of a citation
        if re.match(
            rf"{signals.I}(?:{signals._UP}|{signals._DOWN}|notes?\b|nn?\.|anm|fn)", after, re.IGNORECASE
        ):
            continue
        if re.match(r"[\ue002“‘«„\"]?[A-ZÀ-ÞĀ-Ž]", after):
            return after
    return text


def _says_more(rest: str) -> bool:
    """Whether words that are no place in the work follow *idem*."""
    bare = signals.LOCATOR.sub("", upright(rest))
    return bool(
        re.search(r"[^\W\d_]{3,}", re.sub(rf"^(?:{signals.PAGES})[0-9]+.*", "", bare))
    ) and not re.match(r"\W*(?:at|pp?|S|à la|vol|t|op\.?\s*cit|loc)\b", bare)


def _see_note(body: str) -> re.Match[str] | None:
    found = _outside(body, signals.SEE_NOTE)
    if found is None or _after_imprint(body, found):
        return None
    before = upright(body[: found.start()]).rstrip()
    if (
        re.search(r"[0-9]$", before)
        and not re.match(r"[\s(]*(?:supra|above|oben|ci-dessus|see)", upright(found[0]), re.IGNORECASE)
        and found[0].strip(f"{ITALIC}{ITALIC_END} ")[:1] not in "(["
    ):
        return None  # the note of the work cited: p. 45 n. 3
    return found


def _outside(body: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first match of ``pattern`` that is not within a quotation or a title in italics."""
    closed = [
        (part.start, part.end)
        for part in apart(body)
        if part.kind == "quoted" or (len(part.text.split()) > 3 and not PHRASE.match(part.text))
    ]
    for found in pattern.finditer(body):
        start = found.start() + len(found[0]) - len(found[0].lstrip(f"{ITALIC}{ITALIC_END} "))
        if not any(a < start < b - 1 for a, b in closed) and found[0].strip():
            return found
    return None


def _in_title(body: str, pattern: re.Pattern[str]) -> bool:
    return _outside(body, pattern) is None or bool(re.search(r"\b(?:World|Down|From|View)\s+Below\b", body))


def _after_imprint(body: str, found: re.Match[str]) -> bool:
    """Whether a whole citation stands before ``found``, which is then an aside."""
    before = body[: found.start()]
    title = title_place(before)
    rest = before[title.end :] if title else before
    return bool(re.search(rf"\([^()]*{signals.YEAR}[a-z]?\)", upright(rest))) and not signals.ACCESSED.search(
        rest
    )


def _leaning(body: str, way: Way, rest: str, forward: bool, numbers: tuple[str, ...] = ()) -> Citation:
    core = _core(rest)
    return Citation(
        body, way, core, read(core) if core.strip(" .,;") else Fields(), numbers, forward, _place(rest)
    )


_EDITORIAL = re.compile(
    r",?\s*\(?\b(?:emphasis|italics|my\s+translation|translation\s+mine|hereafter|hereinafter|"
    r"henceforth)\b[^();]*\)?",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?<![\w])\(?(?:eds?|dirs?|hgg?|hrsg|éds?|coords?|et\s+al|u\.\s?a|and\s+others|y\s+otros|e\s+altri|og\s+andre|cur|ym|vd)\b\.?\)?",
    re.IGNORECASE,
)


def _core(text: str) -> str:
    """What names the work in ``text``: without place, signals, roles, the day of access."""
    text = _unaddressed(signals.ACCESSED.sub("", _EDITORIAL.sub("", text))).strip()
    for pattern in (signals.OP_CIT, signals.SUPRA):
        found = _outside(text, pattern)
        if found:
            text = f"{text[: found.start()]} {text[found.end() :]}"
    text = re.sub(r"(?:…|\.\.\.)", " ", text)
    before = None
    while before != text:
        before = text
        text = re.sub(r"[\s,;:.]+$", "", text)
        if not re.search(
            rf"{signals.MONTH}\s+[0-9]{{1,2}}[\s,]*$|\b{signals.YEAR}[a-z]?\)?$", upright(text)
        ) or signals.PAGE.search(text, max(0, len(text) - 14)):
            text = _without_place(text)
    return _ROLES.sub(" ", text).strip()


def _unaddressed(text: str) -> str:
    return signals.ISBN.sub("", signals.URL.sub("", signals.DOI.sub("", text)))


def _without_place(text: str) -> str:
    cut = signals.place(text)
    if cut == len(text) or _in_apart(text, cut):
        pages = [found for found in signals.PAGE.finditer(text) if not _in_apart(text, found.start())]
        if pages and len(text) - pages[-1].end() <= 2:
            return text[: pages[-1].start()]
        return text
    return text[:cut]


def _in_apart(text: str, place: int) -> bool:
    return any(part.start < place < part.end - 1 for part in apart(text))


def _place(text: str) -> str | None:
    bare = upright(signals.ACCESSED.sub("", text)).strip(" .")
    found = list(signals.PAGE.finditer(bare))
    if found:
        return found[-1][0].strip(" ,")
    value = bare[signals.place(bare) :].strip(" ,:;.()")
    return value if value and not re.fullmatch(signals.YEAR, value) else None


def _plain(body: str, text: str, forward: bool) -> list[Citation]:
    fields = read(body)
    bare = upright(body)
    if (
        signals.PERSONAL.search(bare)
        and not fields.set_apart
        and not fields.url
        and re.search(signals.YEAR, bare)
    ):
        return [Citation(text, "personal", bare, fields)]
    title = title_place(body)
    core = _core(body)
    if not telling(upright(core)):
        return []
    dated = signals.AUTHOR_YEAR.match(signals.VOLUME.sub("", upright(core)).strip(" .,:;"))
    if dated is not None and title is None and _names_only(dated["who"]):
        made = makers(dated["who"])
        if made is not None and _ET_AL.search(upright(body)[:160]):
            made = made._replace(others=True)
        if made is not None and (made.families or made.issuer):
            date = Date(dated["year"], dated["year"])
            short = Fields(
                title=upright(core).strip(" .,;"),
                makers=made,
                head=dated["who"],
                date=date,
                guessed=frozenset({"title", "creators", "date"}),
            )
            return [
                Citation(body, "author_year", core, short, (dated["letter"] or "",), forward, _place(body))
            ]
    if title is None:
        named = bool(fields.makers.creators) and fields.title[:1].isupper() and len(bare) < 200
        own = _unaddressed(signals.ACCESSED.sub("", body))
        if not named and _discursive(own) and not re.search(rf"\([^()]*{signals.YEAR}\)", upright(own)):
            return []
        if not (fields.imprint or fields.locator or fields.makers.creators or _heading_like(bare)):
            return []
    elif (
        title.kind == "quoted"
        and not fields.imprint
        and not fields.locator
        and _discursive_around(body, title.start, title.end)
    ) or (
        title.kind == "italic" and not fields.imprint and not fields.locator and _discursive(upright(body))
    ):
        return []
    return [
        Citation(body, "plain", core, fields, forward=forward and not fields.imprint, locator=fields.locator)
    ]


def _names_only(who: str) -> bool:
    """Whether ``who`` is one family name or several, joined, without a title behind them."""
    who = re.sub(r",?\s(?:et\s+al\.?|u\.\s?a\.?)$", "", who.strip())
    parts = re.split(r",?\s(?:and|&|et|und|y|e)\s|\s?/\s?|,\s", who)
    listed = "," in who
    capitals = [sum(word[:1].isupper() and not is_particle(word) for word in part.split()) for part in parts]
    return all(count <= (1 if listed else 2) for count in capitals) and all(
        len(part.split()) <= 4 for part in parts
    )


def _heading_like(bare: str) -> bool:
    """Whether most words are capitalised, as in a title."""
    every = re.findall(r"[^\W\d_]{3,}", bare)
    return bool(every) and sum(word[0].isupper() for word in every) >= 0.6 * len(every)


def _discursive_around(body: str, start: int, end: int) -> bool:
    """Whether a quotation stands in a sentence of the author's."""
    around = f"{body[:start]} {body[end:]}"
    every = re.findall(r"[^\W\d_]{2,}", around)
    return len(every) > 4 and len(_SMALL_WORD.findall(around)) > 0.6 * len(every)
