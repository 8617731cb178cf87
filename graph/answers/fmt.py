"""``fmt``: keys and sections in the order of docs/data.md, and nothing else changed."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import TypedDict

from ..editing.ordering import ordered
from ..editing.yaml_edits import compose
from ..errors import FileError
from ..loading import reading_of
from .edited import data_of, difference, loaded, opened, text_in, write


class Formatted(TypedDict):
    """The answer of ``fmt``: the files that were not in order; ``checked``: whether only that was asked."""

    schema: str
    changed: list[str]
    checked: bool
    written: bool
    diff: str | None


def fmt(folder: Path | str, *, dry_run: bool = False, check: bool = False) -> Formatted:
    """Put the keys and sections of the data set in ``folder`` in order; ``check``: say only whether they are.

    Comments go with what they stand above or behind. The model stays the same, and a second time
    changes nothing. Raises DataError for a data set that cannot be loaded, FileError.
    """
    folder = Path(folder)
    with opened(folder, dry_run or check) as held:
        dataset = loaded(folder, reading_of(folder, held))
        contents: dict[str, bytes] = {}
        for name, data in held.items():
            text = text_in(data)
            now = ordered(text, compose(text), name)
            if now != text:
                contents[name] = data_of(now, data)
        if contents and reading_of(folder, {**held, **contents}).dataset != dataset:
            raise FileError(f"the files in {folder} are laid out in a way that cannot be put in order")
        if not (dry_run or check):
            write(folder, held, contents)
        return {
            "schema": "claimgraph/fmt/1",
            "changed": [str(folder / name) for name in contents],
            "checked": check,
            "written": bool(contents) and not (dry_run or check),
            "diff": difference(folder, held, contents) if dry_run else None,
        }


def disorder(answer: Formatted) -> bool:
    """Whether it was asked if all is in order, and is not."""
    return answer["checked"] and bool(answer["changed"])
