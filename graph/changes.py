"""What changes a data set: questions for the command line and the library, and for no other door.

Like ``questions``, it imports nothing but what they are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .asking import Question, asks
from .parameters import argument, flag, option


def _errors(answer: Mapping[str, Any]) -> bool:
    return any(finding["severity"] == "error" for finding in answer["findings"])


_DRY_RUN = flag("dry_run", "Write nothing: show the difference.")
CHANGES: tuple[Question, ...] = (
    asks(
        "folder",
        "add",
        "Add entries in the form of the files: all, or nothing.",
        "answers.add:add",
        argument(
            "fragment", "file", "FRAGMENT", "A file; - is standard input.", reader="answers.add:fragment"
        ),
        option("after", "name", "ID", "Behind this entity, not at the end of its section."),
        flag("replace", "Let what is there already be replaced, whole."),
        flag("merge", "Let what is there already take the keys that are given; x: [] takes x out."),
        _DRY_RUN,
        beside="",
        no=_errors,
        writes=True,
    ),
    asks(
        "folder",
        "rename",
        "Give something another id, wherever it stands.",
        "answers.rename:rename",
        argument("old", "name", "OLD", "An id, or a note's number."),
        argument("new", "name", "NEW", "The id or number it is to have."),
        _DRY_RUN,
        beside="",
        writes=True,
    ),
    asks(
        "folder",
        "remove",
        "Take something out, if nothing leans on it.",
        "answers.remove:remove",
        argument(
            "id",
            "name",
            "ID",
            "A claim, note (27), work, actor, argument, topic; attack:FROM/TO, limit:FROM/TO, "
            "stance:ACTOR/TOPIC, unclaimed:2.3/1:2.",
            called=("name",),
        ),
        flag("force", "Take away what leans on it, too."),
        _DRY_RUN,
        beside="",
        no=lambda answer: not answer["removed"],
        writes=True,
    ),
    asks(
        "folder",
        "fmt",
        "Put keys and sections in the order of `guide data`.",
        "answers.fmt:fmt",
        flag("check", "Write nothing: exit with 1 if they are not in order."),
        _DRY_RUN,
        beside="",
        no="answers.fmt:disorder",
        writes=True,
    ),
)
"""In the order in which ``--help`` lists their commands."""
