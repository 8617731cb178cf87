"""Values as cells of a table, and tables as CSV (RFC 4180) that no spreadsheet runs.

Text that begins with ``= + - @``, a tab or a line end gets an apostrophe before it, so that it is
not taken for a formula; numbers stay numbers. Several values in a cell are divided by ``; ``.
For a file that a spreadsheet opens, the same is done to text that it would make into another value:
``3-4`` and ``2013-12`` become dates there, ``1.10`` a number, an ISBN loses its last digits.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

_FORMULA = re.compile("[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
_COUNT = re.compile(r"0|[1-9][0-9]{0,14}")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_EATEN = re.compile(
    rf"""\s*(?:
        [($€£¥]* \d [\d\s.,:/’'‐‑–—-]* (?:e[+-]?\d+)? [%)]* \s* (?:[ap]m?)?
      | (?=.*\d) [\d\s.,/-]* (?:{_MONTHS})[a-z]* [\d\s.,/-]*
      | true | false
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


def cell(value: object) -> str:
    """Write any value of an answer as the text of one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        if "detail" in value:
            return f"{value.get('kind')}: {value['detail']}"
        return ", ".join(f"{key}: {cell(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(part) for part in value)
    return str(value)


def csv_text(
    rows: Iterable[Sequence[object]], shown: Callable[[str], str] = str, *, spreadsheet: bool = False
) -> str:
    """``rows`` as CSV, formulas defused, every text passed through ``shown``, lines ended by ``\\n``.

    For a ``spreadsheet`` it begins with a byte order mark, without which some read it in an old
    encoding, and text stays text.
    """
    stream = io.StringIO()
    if spreadsheet:
        stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow([_defused(value, shown, spreadsheet) for value in row])
    return stream.getvalue()


def _defused(value: object, shown: Callable[[str], str], spreadsheet: bool) -> str | int | float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = shown(cell(value))
    eaten = (
        spreadsheet and not isinstance(value, bool) and _EATEN.fullmatch(text) and not _COUNT.fullmatch(text)
    )
    return f"'{text}" if eaten or _FORMULA.match(text) else text
