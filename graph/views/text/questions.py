"""The named queries as text."""

from __future__ import annotations

from collections.abc import Sequence

from .terminal import Style, Word, flow, words_of


def render_queries(answer: Sequence[dict[str, str]], style: Style) -> str:
    """Each query's name and question, with the parameters that ``--set`` takes."""
    lines = []
    for query in answer:
        lines.append(flow([Word(query["name"], "bold")], style))
        lines.append(flow(words_of(query["question"]), style, "  "))
        if query["parameters"]:
            settings = (f"--set {name}=…" for name in query["parameters"].split(", "))
            lines.append(flow(settings, style, "  "))
    lines.append(flow(words_of(f"{len(answer)} queries. claimgraph sparql NAME asks one."), style))
    return "".join(lines)
