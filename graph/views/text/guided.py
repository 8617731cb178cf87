"""The guide: its pages, or one of them as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .terminal import Style, Word, clean, flow, following_line, words_of

if TYPE_CHECKING:
    from ...answers.guide import Guide


def render_guide(answer: Guide, style: Style) -> str:
    """The page in its Markdown; without one, what each is about."""
    if answer["text"] is not None:
        return clean(answer["text"])
    text = "".join(
        flow([Word(page["name"], "bold"), Word(":", tied=True), *words_of(page["says"])], style, "", "  ")
        for page in answer["pages"]
    )
    return text + following_line("guide your-paper", style._replace(place=()))
