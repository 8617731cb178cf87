"""What a tool says: the text view of its answer, in pages, with the ids in it and what to ask next."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict

from ..asking import Question, ask, left_out
from ..errors import ClaimgraphError, LimitError, UnknownName, UsageError, shown
from ..hints import near
from ..loading import CLAIMS, SOURCES
from ..naming.tokens import ids_in
from ..questions import named
from ..views.text.answered import answered
from ..views.text.terminal import Style, clean
from .given import reads_a_copy
from .kept import Data
from .pages import JOINT, LONGEST, pages
from .tools import ENCODING, Tool, given, page_of

STYLE = Style(width=100, joint=JOINT)
_KEPT = 64
"""Texts that are kept of one state of the data, so that a second page costs nothing."""
_LARGEST = 1 << 18
"""Characters of a text that is kept at most."""
_CANDIDATES = 5
_TIMEOUT = 20.0
_NEXT = re.compile(r"Next: claimgraph ([a-z]+) ?(.*)")
_LAST = re.compile(r"Next: claimgraph [^\n]*\n\Z")
_INSTEAD = dict.fromkeys(("attacks", "acceptability", "fragility", "gaps"), "weigh") | {
    "said": "check_sentence"
}


class Refusal(ClaimgraphError):
    """What a tool did not write; ``made`` says why, finding by finding, as an answer."""

    def __init__(self, made: Answer) -> None:
        super().__init__("nothing was written")
        self.made = made


class Answer(TypedDict):
    """One page of what a tool says. ``ids`` are those in ``answer``; ``next`` are calls of tools."""

    answer: str
    ids: list[str]
    page: int
    pages: int
    next: list[str]


def answer(
    tools: Mapping[str, Tool], data: Callable[[], Data], name: str, arguments: Mapping[str, Any]
) -> Answer:
    """What the tool called ``name`` says to ``arguments``. Raises ClaimgraphError; ``add`` Refusal."""
    tool = tools.get(name)
    if tool is None:
        hint = f"the tools are: {', '.join(tools)}"
        raise UnknownName(f'there is no tool "{shown(name)}"', near(name, tools), hint)
    values, page = given(tool, arguments), page_of(arguments)
    now = data()
    if tool.writes and page > 1 and not values["dry_run"]:
        raise UsageError("what is written has one page", "the others are those of dry_run")
    whole, commands = _whole(tool, now, values)
    texts = pages(whole)
    if page > len(texts):
        raise UsageError(f"there is no page {page}", f"the last page is {len(texts)}")
    text = texts[page - 1]
    if now.stale:
        text = f"{now.stale}\n{text}"
    calls = [_call(tool.name, {**arguments, "page": page + 1})] if page < len(texts) else []
    following = (_follow(command, rest, tools) for command, rest in commands)
    calls += [call for call in dict.fromkeys(following) if call and call not in calls]
    return {
        "answer": text,
        "ids": ids_in(text, now.sources.ids),
        "page": page,
        "pages": len(texts),
        "next": calls,
    }


def said(made: Answer) -> str:
    """All of an answer as a text, for a client that shows nothing else."""
    text = made["answer"] + ("" if made["answer"].endswith("\n") else "\n")
    text += f"page {made['page']} of {made['pages']}"
    return "\n".join([text, *(f"next: {call}" for call in made["next"])])


def refused(error: ClaimgraphError, now: Data | None = None) -> Answer:
    """``error`` as an answer: its sentence, its hint, at most five candidates or findings."""
    lines = [error.message, *([error.hint] if error.hint else [])]
    candidates = [str(each) for each in getattr(error, "candidates", [])[:_CANDIDATES]]
    if not all(each in (error.hint or "") for each in candidates):
        lines.append(f"candidates: {', '.join(candidates)}")
    findings = getattr(error, "findings", [])
    lines += [str(finding) for finding in findings[:_CANDIDATES]]
    if len(findings) > _CANDIDATES:
        lines.append(f"and {len(findings) - _CANDIDATES:,} more")
    told = "\n".join(lines)
    for place in {finding.file for finding in findings}:
        told = _public(told, place)
    text = clean(told)[:LONGEST] + "\n"
    ids = ids_in(text, now.sources.ids) if now else []
    return {"answer": text, "ids": ids, "page": 1, "pages": 1, "next": []}


def _public(text: str, place: str) -> str:
    """``text`` without where on this machine ``place``, a file or the folder of the data, lies."""
    path = Path(place)
    if path.name in (CLAIMS, SOURCES):
        text = text.replace(place, path.name)
        path = path.parent
    return text.replace(str(path), path.name) if path.name else text


def failed(error: BaseException) -> ClaimgraphError:
    """What to say of an error that is not the caller's."""
    if isinstance(error, ClaimgraphError):
        return error
    if isinstance(error, RecursionError):
        return LimitError("the input is nested too deeply")
    if isinstance(error, MemoryError):
        return LimitError("there is not enough memory for this")
    if isinstance(error, OSError) and error.filename is not None:
        return LimitError(f"{error.strerror or 'a file cannot be read'}")
    return LimitError(f"claimgraph failed here ({type(error).__name__}); that is a fault of its own")


_Commands = list[tuple[str, str]]
"""Commands of the command line that go on from an answer, each with what follows its name."""


def _whole(tool: Tool, now: Data, values: Mapping[str, Any]) -> tuple[str, _Commands]:
    """The whole text, and the commands that go on from it."""
    if tool.writes:
        return _added(now, values), [("todo", "")]
    if tool.name in ENCODING:  # what these say is not in the data set alone
        return _asked(tool, now, values)
    copy = now.sources.copy() if any(_reads(name) for name in tool.asks) else ""
    key = json.dumps([tool.name, values, copy], sort_keys=True)
    made = now.sources.made
    if key not in made:
        whole = (_sparql(now, values), []) if tool.name == "sparql" else _asked(tool, now, values)
        if len(whole[0]) > _LARGEST:
            return whole
        while len(made) >= _KEPT:
            made.pop(next(iter(made)), None)
        made[key] = whole
        return whole
    found: tuple[str, _Commands] = made[key]
    return found


def _asked(tool: Tool, now: Data, values: Mapping[str, Any]) -> tuple[str, _Commands]:
    without = left_out(bool(values.get("as_written")), values.get("without_class"))
    sources = now.sources.leaving_out(without)
    texts: list[str] = []
    commands: _Commands = []
    for name in _asked_for(tool, values):
        question = named(name)
        wanted = _given(question, values)
        found = ask(question, sources, wanted)
        text = answered(question, found, sources, wanted, STYLE)
        texts.append(text)
        last = _NEXT.fullmatch(text.rstrip("\n").rpartition("\n")[2])
        if last and not (last[1] in tool.asks and len(tool.asks) > 1):  # of several each is answered
            commands.append((last[1], last[2]))
        if name == "overview":
            commands += [("supports", thesis["id"]) for thesis in found["theses"][:3]]
            commands.append(("sparql", "claims-of-kind --set kind=thesis"))
    return "\n".join(texts), commands


def _asked_for(tool: Tool, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions that ``tool`` asks with these values."""
    if values.get("review"):
        return ("review",)
    if tool.name == "withdraw":
        apart = {each.name for each in named("ranking").parameters}
        if not any(value for name, value in values.items() if name not in apart):
            return ("ranking",)
    return tool.asks


def _reads(name: str) -> bool:
    """Whether the text of the question called ``name`` says what stands in the copy of the paper."""
    question = named(name)
    return reads_a_copy(question) or question.beside not in ("", "dataset")


def _given(question: Question, values: Mapping[str, Any]) -> dict[str, Any]:
    own = {each.name: each for each in question.parameters}
    wanted = {name: value for name, value in values.items() if name in own}
    for name, value in wanted.items():
        if own[name].takes == "words" and isinstance(value, str):
            wanted[name] = [value]
    return wanted


def _sparql(now: Data, values: Mapping[str, Any]) -> str:
    from ..querying.asking import find_query, sparql
    from ..querying.named import catalogue, chosen
    from ..rdf import prefixes
    from ..views import text

    query, settings = values["query"], values["set"] or ()
    if not query:
        return str(text.render_queries(catalogue(), STYLE))
    asked = find_query(query, lambda: chosen(query, settings), files=False)
    dataset = now.sources.dataset
    found = sparql(dataset, asked.text, timeout=_TIMEOUT, form="text")
    notes = "".join(f"{clean(note)}\n" for note in found.notes)
    return notes + text.render_sparql(found, STYLE, form="text", prefixes=prefixes(dataset))


def _added(now: Data, values: Mapping[str, Any]) -> str:
    from ..asking import imported
    from ..views import text

    found = imported("answers.add:add")(now.sources.folder, **values)
    told = str(text.render_add(found, STYLE))
    if any(finding["severity"] == "error" for finding in found["findings"]):
        raise Refusal(_refused(told, now))
    return _LAST.sub("", told)  # to check is no call of its own: what is found stands above


def _refused(told: str, now: Data) -> Answer:
    """What was not added and why, up to the end of a page."""
    first, *more = pages(told)
    if more:
        first += "and more: mend these first\n"
    return {"answer": first, "ids": ids_in(first, now.sources.ids), "page": 1, "pages": 1, "next": []}


def _follow(command: str, rest: str, tools: Mapping[str, Tool]) -> str | None:
    """The call of a tool that is the command line's ``command`` with ``rest``; none where there is none."""
    if command == "list" and rest == "claims --kind thesis":
        command, rest = "overview", ""
    tool = tools.get(_INSTEAD.get(command, command))
    if tool is None:
        return None
    places = [each for each in tool.parameters if not each.option]
    options = {each.option[0]: each for each in tool.parameters if each.option}
    arguments: dict[str, Any] = {}
    words: Iterator[str] = iter(shlex.split(rest))
    for word in words:
        parameter = options.get(word) or (places.pop(0) if places else None)
        if parameter is None or (word.startswith("-") and word not in options):
            return None
        if parameter.takes == "flag":
            arguments[parameter.name] = True
            continue
        value: Any = next(words, "") if word in options else word
        arguments[parameter.name] = [value] if parameter.takes == "things" else value
    if any(each.required and each.name not in arguments for each in tool.parameters):
        return None
    return _call(tool.name, arguments)


def _call(name: str, arguments: Mapping[str, Any]) -> str:
    return f"{name} {json.dumps(arguments, ensure_ascii=False)}"
