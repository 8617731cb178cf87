"""What can be asked, as text: the questions, and the named queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .terminal import Style, Word, counted, flow, following_line, words_of

if TYPE_CHECKING:
    from ...answers.questions import QuestionRow

_IN = "  "


def render_questions(answer: Sequence[QuestionRow], style: Style) -> str:
    """How each question is asked and what it says; of a single one also what may be given to it."""
    asked = [question for question in answer if "parameters" in question]
    text = ""
    for question in answer:
        text += flow([Word(question["command"], "bold")], style)
        text += flow(words_of(question["says"]), style, _IN)
        for parameter in question.get("parameters", ()) if len(answer) == 1 else ():
            said = [Word(parameter["spelled"] + ":", "bold"), *words_of(parameter["says"])]
            text += flow(said, style, _IN, _IN * 2)
            if "one_of" in parameter and not parameter["says"].startswith(parameter["one_of"][0]):
                text += flow(words_of(f"one of {', '.join(parameter['one_of'])}"), style, _IN * 2)
    if len(answer) == 1:
        return text + following_line(f"questions {answer[0]['name']} --json", style)
    deeds = counted(len(answer) - len(asked), "command")
    count = f"{counted(len(asked), 'question')}, {deeds} that do more"
    text += flow(words_of(f"{count}; --json has the schema of each answer."), style)
    return text + following_line("questions supports", style)


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


def render_formats(answer: Sequence[dict[str, str]], style: Style) -> str:
    """Each format that ``export`` writes: what for, and what of a data set is in it."""
    text = ""
    for form in answer:
        text += flow([Word(form["format"], "bold"), *words_of(form["says"])], style, rest=_IN)
        text += flow(words_of(f"keeps {form['keeps']}"), style, _IN)
    return text
