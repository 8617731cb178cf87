"""Who wrote a JATS article, and when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .archives import local
from .jats_references import person


def authors(meta: Any) -> Iterator[str]:
    """The names of the authors."""
    for contrib in meta.iter():
        if local(contrib) != "contrib" or contrib.get("contrib-type", "author") != "author":
            continue
        name = next(
            (
                child
                for child in contrib
                if local(child) in ("name", "collab", "string-name", "name-alternatives")
            ),
            None,
        )
        if name is not None:
            shown = person(name)
            if shown:
                yield shown


def published(meta: Any) -> str | None:
    """The day it was published, or month, or year."""
    dates = [one for one in meta.iter() if local(one) == "pub-date"]
    chosen = next(
        (
            one
            for one in dates
            if one.get("pub-type") == "epub" or one.get("publication-format") == "electronic"
        ),
        dates[0] if dates else None,
    )
    if chosen is None:
        return None
    parts = {local(one): (one.text or "").strip() for one in chosen}
    year = parts.get("year", "")
    if not re.fullmatch(r"(?:1[4-9]|20)[0-9]{2}", year):
        return None
    month, day = parts.get("month", ""), parts.get("day", "")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return year
    return (
        f"{year}-{int(month):02}-{int(day):02}"
        if day.isdigit() and 1 <= int(day) <= 28
        else f"{year}-{int(month):02}"
    )
