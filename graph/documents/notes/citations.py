"""A note taken apart into its citations, each with the way in which it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..marks import ITALIC, ITALIC_END, upright
from . import signals
from .cores import core_of, outside, place_in, unaddressed
from .fields import Date, Fields
from .parting import ONLY_PLACE, SMALL_WORD, depth, discursive, parts_of, sentences_of
from .people import is_particle, leading, makers
from .reading import read
from .spans import title_place
from .words import telling

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
    for part in parts_of(note[:LONGEST_NOTE]):
        for text in sentences_of(part, begins, stops):
            found += _one(text[:_LONGEST], bool(found))
    return found


LONGEST_NOTE = 6000
"""Characters of a note that are read; no rule below is linear for what nobody wrote."""
_LONGEST = 1200
"""Characters of one citation."""


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
            rf"{signals.I}(?:{signals._UP}|{signals._DOWN}|(?:foot|end)?notes?|ref(?:erence)?s?|nn?\.?|anm|fn)\b",
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
        return [
            Citation(body, "same_author", core_of(rest), read(rest), locator=place_in(rest), forward=forward)
        ]
    named_ibid = None if ibid or same else signals.NAMED_IBID.match(body)
    if named_ibid is not None and makers(upright(named_ibid["who"])) is not None:
        return [_leaning(body, "ibid", f"{named_ibid['who']}{body[named_ibid.end() :]}", forward)]
    if (
        not ibid
        and not later
        and ONLY_PLACE.fullmatch(upright(body).strip())
        and signals.PAGE.match(body.lower())
    ):
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
    op_cit = outside(body, signals.OP_CIT) or outside(body, signals.SUPRA)
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
        if depth(before) > 0 and leading(f"{upright(before).rpartition('(')[0].strip()}, ") is not None:
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
    found = outside(body, signals.SEE_NOTE)
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


def _in_title(body: str, pattern: re.Pattern[str]) -> bool:
    return outside(body, pattern) is None or bool(re.search(r"\b(?:World|Down|From|View)\s+Below\b", body))


def _after_imprint(body: str, found: re.Match[str]) -> bool:
    """Whether a whole citation stands before ``found``, which is then an aside."""
    before = body[: found.start()]
    title = title_place(before)
    rest = before[title.end :] if title else before
    return bool(re.search(rf"\([^()]*{signals.YEAR}[a-z]?\)", upright(rest))) and not signals.ACCESSED.search(
        rest
    )


def _leaning(body: str, way: Way, rest: str, forward: bool, numbers: tuple[str, ...] = ()) -> Citation:
    core = core_of(rest)
    return Citation(
        body, way, core, read(core) if core.strip(" .,;") else Fields(), numbers, forward, place_in(rest)
    )


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
    core = core_of(body)
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
                Citation(body, "author_year", core, short, (dated["letter"] or "",), forward, place_in(body))
            ]
    if title is None:
        named = bool(fields.makers.creators) and fields.title[:1].isupper() and len(bare) < 200
        own = unaddressed(signals.ACCESSED.sub("", body))
        if not named and discursive(own) and not re.search(rf"\([^()]*{signals.YEAR}\)", upright(own)):
            return []
        if not (fields.imprint or fields.locator or fields.makers.creators or _heading_like(bare)):
            return []
    elif (
        title.kind == "quoted"
        and not fields.imprint
        and not fields.locator
        and _discursive_around(body, title.start, title.end)
    ) or (title.kind == "italic" and not fields.imprint and not fields.locator and discursive(upright(body))):
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
    return len(every) > 4 and len(SMALL_WORD.findall(around)) > 0.6 * len(every)
