"""What copies do to a paper's text: note markers, line numbers, page furniture, paragraph breaks."""

from __future__ import annotations

import re
from collections.abc import Callable

from synthetic_paper import wrapped

SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

MARKERS: dict[str, Callable[[int], str]] = {
    "several": lambda n: f"[{max(1, n - 1)},{n}]",
    "range": lambda n: f"[{max(1, n - 1)}–{n}]",
    "spaced": lambda n: f"[ {n} ]",
    "round": lambda n: f"({n})",
    "caret": lambda n: f"^{n}",
    "markdown": lambda n: f"[^{n}]",
    "named": lambda n: f"[note {n}]",
    "letter": lambda n: f"[{chr(96 + n)}]",
    "tex": lambda n: f"\\cite{{berg{n}}}",
    "link": lambda n: f"[{n}](#fn{n})",
    "superscript": lambda n: str(n).translate(SUPER),
    "digit": str,
    "element": lambda n: f"<sup>{n}</sup>",
    "star": lambda n: "*",
    "none": lambda n: "",
}


def marked(text: str, dress: str, *, before: bool = False) -> str:
    """``text`` with its markers in another dress, ``before`` the full stop or behind."""
    body, _, notes = text.rpartition("\n\n[1] ")
    form = MARKERS[dress]
    if before:
        body = re.sub(r"([.?!]”?) ?\[(\d+)\]", lambda m: form(int(m[2])) + m[1], body)
    else:
        body = re.sub(r" ?\[(\d+)\]", lambda m: form(int(m[1])), body)
    return f"{body}\n\n[1] {notes}"


NUMBERS: dict[str, Callable[[int, str], str]] = {
    "each": lambda n, line: f"{n:4d} {line}",
    "tab": lambda n, line: f"{n}\t{line}",
    "fifth": lambda n, line: f"{n:4d}  {line}" if n % 5 == 0 else f"      {line}",
    "right": lambda n, line: f"{line:<100}{n:5d}",
    "right fifth": lambda n, line: f"{line:<100}{n:5d}" if n % 5 == 0 else line,
    "mail": lambda n, line: f"> {line}",
}


def numbered(text: str, dress: str, *, page: int = 0) -> str:
    """``text`` with the numbers of its lines at an edge, from 1 again after ``page`` lines."""
    printed: list[str] = []
    number = 0
    for line in text.split("\n"):
        if not line.strip():
            printed.append(line)
            continue
        number = number % page + 1 if page else number + 1
        printed.append(NUMBERS[dress](number, line))
    return "\n".join(printed)


ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
FURNITURE: dict[str, Callable[[int], list[str]]] = {
    "number": lambda p: [str(p)],
    "dashes": lambda p: [f"— {p} —"],
    "roman": lambda p: [ROMAN[(p - 1) % 12].upper()],
    "brackets": lambda p: [f"[{p}]"],
    "of": lambda p: [f"Page {p} of 12"],
    "head": lambda p: [f"Zzyx Review    {p}"],
    "both": lambda p: ["Zzyx Review, vol. 3", str(p)],
}


def furnished(text: str, dress: str, every: int, gap: int) -> str:
    """A page's furniture after each ``every`` lines, with ``gap`` blank ones before and behind."""
    printed: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        printed.append(line)
        if number % every == 0:
            printed += [*[""] * gap, *FURNITURE[dress](number // every), *[""] * gap]
    return "\n".join(printed)


BREAKS: dict[str, Callable[[str, int], str]] = {
    "blank lines": wrapped,
    "a line each": lambda text, width: re.sub(r"\n\n+", "\n", text),
    "white lines": lambda text, width: wrapped(text, width).replace("\n\n", "\n  \n"),
}
