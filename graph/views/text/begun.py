"""What ``init`` wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .terminal import Style, counted, flow, following_line, line, listed, words_of

if TYPE_CHECKING:
    from ...answers.init import Begun


def render_init(answer: Begun, style: Style) -> str:
    """The folder and its files, then where the rules are."""
    said = words_of(f"{line(answer['folder'])}: {counted(len(answer['files']), 'file')} written:")
    text = flow([*said, *listed(answer["files"])], style, "", "  ")
    return text + following_line("check", style._replace(place=("--data", answer["folder"])))
