"""What may reach a terminal, and how it is laid out there.

Widths are those of the Unicode character database, which the standard library holds; where a
terminal draws a sequence narrower, a line is only broken a little earlier.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_WIDE = re.compile("[^\x00-\u02ff\u2010-\u2027]")
"""Letters that may be wide or take no room: anything beyond Latin and its punctuation."""
_JOINERS = "\u200c\u200d"
_VISIBLE_FORMATS = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5"
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}
STATUS_PAINT = {
    "documented": "green",
    "partly documented": "yellow",
    "asserted": "magenta",
    "unsupported": "red",
}


class Style(NamedTuple):
    """How much room there is, and whether colour is wanted."""

    width: int = 80
    colour: bool = False
    place: tuple[str, ...] = ()
    """The option that named what is asked, ``--data DIR``: a command told to ask next asks the same."""
    joint: str = "\n"
    """What ends a line within a paragraph; another than a line end tells the two apart."""


class Word(NamedTuple):
    """A run that is never broken, and its colour (a name of the palette, or none)."""

    text: str
    paint: str = ""
    glued: bool = False
    """Whether no space divides it from what comes before; a line may still end there."""
    tied: bool = False
    """Whether it stands directly behind what comes before, on the same line: a comma, a bracket."""


def clean(text: str) -> str:
    """``text`` with nothing in it that acts on a terminal or hides: such characters as ``\\x1b``.

    Line ends stay, tabs become spaces. Joiners stay between letters beyond ASCII, where scripts and
    emoji need them.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(letter, place, text) for place, letter in enumerate(text))


def _shown(letter: str, place: int, text: str) -> str:
    if letter == "\n" or " " <= letter <= "~":
        return letter
    if letter == "\t":
        return " "
    if letter in _JOINERS:
        around = (text[place - 1 : place], text[place + 1 : place + 2])
        if all(side and not side.isascii() and side not in _JOINERS for side in around):
            return letter
    hidden = unicodedata.category(letter) in _HIDDEN and not _VISIBLE_FORMATS.match(letter)
    if hidden or letter in _FILLERS:
        return letter.encode("unicode_escape", "surrogatepass").decode()
    return letter


def line(text: object) -> str:
    """``text`` cleaned, on one line, single spaces between words."""
    return " ".join(clean(str(text)).split())


def columns(text: str) -> int:
    """How many columns a terminal needs for the cleaned ``text``."""
    if text.isascii() or not _WIDE.search(text):
        return len(text)
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def painted(text: str, paint: str, style: Style) -> str:
    """``text`` in a colour of the palette, if ``style`` wants colour."""
    if not (style.colour and paint and text):
        return text
    codes = ";".join(_CODES[name] for name in paint.split())
    return f"\x1b[{codes}m{text}\x1b[0m"


def words_of(text: object, paint: str = "") -> Iterator[Word]:
    """Split ``text`` where a line may end: at spaces, and beside wide characters of scripts without."""
    for token in line(text).split():
        if token.isascii() or not _WIDE.search(token):
            yield Word(token, paint)
            continue
        run = ""
        first = True
        for letter in token:
            if run and (_columns(letter) == 2 or _columns(run[-1]) == 2) and _columns(letter):
                yield Word(run, paint, glued=not first)
                run, first = "", False
            run += letter
        yield Word(run, paint, glued=not first)


def flow(words: Iterable[Word | str], style: Style, first: str = "", rest: str | None = None) -> str:
    """Lay ``words`` out in lines that fit, each ended; a string is one word, kept whole.

    ``first`` begins the first line and ``rest`` the others (as many spaces where it is not given).
    A word that is wider than a line has one to itself.
    """
    rest = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    current, used, empty = first, columns(first), True
    for wide, shown, glued in _runs(words, style):
        gap = "" if empty or glued else " "
        if not empty and used + len(gap) + wide > style.width:
            lines.append(current)
            current, used, gap = rest, columns(rest), ""
        current += gap + shown
        used += len(gap) + wide
        empty = False
    lines.append(current)
    return style.joint.join([text.rstrip() for text in lines]) + "\n"


def _runs(words: Iterable[Word | str], style: Style) -> list[tuple[int, str, bool]]:
    """Put every word together with those tied to it: its columns, how it is shown, whether it is glued."""
    runs: list[tuple[int, str, bool]] = []
    for word in words:
        text, paint, glued, tied = word if isinstance(word, Word) else Word(line(word))
        if not text:
            continue
        wide = len(text) if text.isascii() else columns(text)
        shown = painted(text, paint, style) if paint else text
        if tied and runs:
            before = runs[-1]
            runs[-1] = (before[0] + wide, before[1] + shown, before[2])
        else:
            runs.append((wide, shown, glued))
    return runs


_COMMA = Word(",", tied=True)


def listed(ids: Iterable[object], paint: str = "bold") -> Iterator[Word]:
    """Turn ``ids`` into words divided by commas, none of them ever cut."""
    shown = [line(id_) for id_ in ids]
    for place, id_ in enumerate(shown):
        yield Word(id_, paint)
        if place + 1 < len(shown):
            yield _COMMA


def status_word(status: str) -> Iterator[Word]:
    """``status`` in its colour."""
    yield from words_of(status, STATUS_PAINT.get(status, ""))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 claim``, ``3 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def following_line(command: str, style: Style) -> str:
    """Say what to ask next: a command of ours that can be pasted, never broken."""
    return flow([Word("Next:", "dim"), called(command, style)], style)


def called(command: str, style: Style) -> str:
    """``command``, of ours, as it can be pasted: asked of the same data set."""
    verb, _, rest = command.partition(" ")
    place = f" {shlex.join(style.place)}" if style.place else ""
    return f"claimgraph {verb}{place} {rest}".rstrip()
