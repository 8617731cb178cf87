"""The answer to any question as text, whichever door asked it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...asking import Question, imported
from .terminal import Style

if TYPE_CHECKING:
    from ...sources import Folder


def beside(question: Question, sources: Folder, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the renderer of ``question`` is given beside the answer."""
    options: dict[str, Any] = {"dataset": sources.dataset} if question.beside == "dataset" else {}
    if question.beside not in ("", "dataset"):
        options = imported(question.beside)(sources)
    for parameter in question.parameters:
        if parameter.shown_as or parameter.bears_on == "text":
            value = given.get(parameter.name, parameter.default)
            options[parameter.shown_as or parameter.name] = (
                str(value or sources.folder / "paper.txt") if parameter.takes == "copy" else value
            )
    return options


def answered(question: Question, answer: Any, sources: Folder, given: Mapping[str, Any], style: Style) -> str:
    """``answer`` to ``question``, asked of ``sources`` with the parameters ``given``, as text."""
    from .. import text

    head = text.render_left_out(sources.without, style) if sources.without else ""
    render = getattr(text, f"render_{question.renderer or question.name}")
    return str(head + render(answer, style, **beside(question, sources, given)))
