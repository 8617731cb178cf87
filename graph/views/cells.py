"""Values as cells of a table, and tables as CSV (RFC 4180) that no spreadsheet runs.

Text that begins with ``= + - @``, a tab or a line end gets an apostrophe before it, so that it is
not taken for a formula; numbers stay numbers. Several values in a cell are divided by ``; ``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

_FORMULA = re.compile("[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")


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


def csv_text(rows: Iterable[Sequence[object]], shown: Callable[[str], str] = str) -> str:
    """``rows`` as CSV, formulas defused, every text passed through ``shown``, lines ended by ``\\n``."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow([_defused(value, shown) for value in row])
    return stream.getvalue()


def _defused(value: object, shown: Callable[[str], str]) -> str | int | float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = shown(cell(value))
    return f"'{text}" if _FORMULA.match(text) else text
