"""The findings of ``check``, in words."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from .terminal import Style, Word, clean, counted, flow, following_line, line, words_of


def render_check(answer: Sequence[Mapping[str, Any]], style: Style, *, place: str, oddities: int = 0) -> str:
    """Every finding at its ``file:line:column``, then how many there are.

    A finding's own line is never broken: editors and other programs read it.
    """
    text = "".join(render_finding(finding, style) for finding in answer)
    errors = sum(1 for finding in answer if finding["severity"] == "error")
    warnings = sum(1 for finding in answer if finding["severity"] == "warning")
    said = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    text += flow([Word(line(place) + ":"), *words_of("in order, " * (errors + warnings == 0) + said)], style)
    if oddities:
        told = f"{counted(oddities, 'oddity', 'oddities')} of the paper recorded"
        listing = any(finding["code"] == "oddity" for finding in answer)
        text += flow(words_of(told + ("." if listing else "; check --oddities lists them.")), style)
    return text if errors else text + following_line("list claims --kind thesis", style)


def render_finding(finding: Mapping[str, Any], style: Style) -> str:
    """A finding at its ``file:line:column``, with its hint."""
    where = Word(f"{line(finding['file'])}:{finding['line']}:{finding['column']}:", "bold")
    severity = Word(f"{finding['severity']}:", "red" if finding["severity"] == "error" else "yellow")
    text = flow([where, severity, *words_of(finding["message"])], style._replace(width=sys.maxsize))
    if finding["hint"]:
        for row in clean(finding["hint"]).splitlines():
            text += flow(words_of(row), style, "    ")
    return text
