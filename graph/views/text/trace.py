"""What supports a claim, as a tree that reads as sentences: because, or because, joint premises by ``&``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ...model.text import NO_TEXT
from .citing import citation
from .opposing import according, called
from .standing import limiting, stands
from .terminal import Style, Word, counted, flow, following_line, line, listed, words_of

if TYPE_CHECKING:
    from ...answers.supports import ArgumentAnswer, ClaimAnswer, Supports
    from ...model.entities import Dataset

_STEP = "  "
_COLON = Word(":", tied=True)


class _Visit(NamedTuple):
    """A step of the walk: enter a claim or an argument at a depth, or leave a claim."""

    what: Literal["claim", "argument", "leave"]
    name: str
    level: int
    marker: str = ""


def render_supports(
    answer: Supports,
    style: Style,
    *,
    depth: int | None = None,
    direct: bool = False,
    dataset: Dataset | None = None,
) -> str:
    """The claim and how it stands; its notes; the arguments for it, each with its premises below.

    ``depth`` cuts the tree; ``direct`` after one step. A claim met again is named and not repeated.
    Holders are called by the names that ``dataset`` has for them.
    """
    root = answer["root"]
    claim = answer["claims"][root]
    text = flow([Word(root + ":", "bold"), *_stands(claim)], style)
    text += _told(claim, style, _STEP, dataset)
    text += flow(words_of(" ".join(_sentences(answer, claim, dataset))), style)
    if answer["without"]:
        text += flow([*words_of("As if these were not there:"), *listed(answer["without"])], style)
    told: set[str] = set()
    body = (
        "".join(_notes(answer, claim, style, "", told))
        + _given(answer, style)
        + "".join(_tree(answer, style, 1 if direct else depth, told, dataset))
    )
    text += f"\n{body}" if body else ""
    text += "\n" + "".join(_summary(answer, style))
    if "witnesses" in answer:
        text += "".join(_witnesses(answer, style))
    following = "show" if answer["status"] == "unsupported" else "fragility"
    if claim["attacked_by"]:
        following = "attacks"
    return text + following_line(f"{following} {root}", style)


def _sentences(answer: Supports, claim: ClaimAnswer, dataset: Dataset | None) -> Iterator[str]:
    if claim["attributed"]:
        holder = called(claim["holder"] or "", dataset)
        yield f"A {claim['kind']} of {holder}: what is weighed is that it was said."
    else:
        yield f"A {claim['kind']} of the author." if claim["kind"] != "claim" else "A claim of the author."
    status = answer["status"]
    if claim["withdrawn"]:
        yield "It is withdrawn itself."
    elif status == "documented":
        yield "It stands even without any bare assertion."
    elif status == "partly documented":
        yield "Works reach it, but not without bare assertions."
    elif claim["bare"]:
        yield "It is a bare assertion: nothing is offered for it."
    elif status == "asserted":
        yield "It rests on bare assertions; no work reaches it."
    elif answer["without"]:
        yield "It is unsupported: what it had was withdrawn or runs in circles."
    else:
        yield "It is unsupported: its reasons only run in circles."


def _notes(answer: Supports, claim: ClaimAnswer, style: Style, indent: str, told: set[str]) -> Iterator[str]:
    for made in claim["citations"]:
        note = answer["notes"].get(str(made["note"]))
        if note is not None:
            without = bool(answer["without"])
            yield citation(made, note, answer["works"], style, indent, told, without=without)


def _tree(
    answer: Supports, style: Style, depth: int | None, told: set[str], dataset: Dataset | None
) -> Iterator[str]:
    """Walk the trace from the root, depth first, on a stack of its own: chains may be very long.

    A work that was ``told`` in full before is named by its id alone.
    """
    shown: set[str] = {answer["root"]}
    above: set[str] = {answer["root"]}
    stack = list(reversed(_because(answer, answer["root"], 0, depth)))
    if depth == 0 and answer["claims"][answer["root"]]["arguments"]:
        yield _cut(answer, answer["root"], "", style)
    while stack:
        visit = stack.pop()
        if visit.what == "leave":
            above.discard(visit.name)
        elif visit.what == "argument":
            yield _argument(answer, visit, style, dataset)
            premises = answer["arguments"][visit.name]["premises"]
            marker = "& " if len(premises) > 1 else "- "
            stack += [_Visit("claim", name, visit.level, marker) for name in reversed(premises)]
        elif visit.name in shown:
            yield _again(answer, visit, style, circular=visit.name in above)
        else:
            yield _claim(answer, visit, style, told, dataset)
            deeper = _because(answer, visit.name, visit.level + 1, depth)
            if answer["claims"][visit.name]["arguments"] and not deeper:
                yield _cut(answer, visit.name, _indent(visit.level + 1, style)[0], style)
                continue
            shown.add(visit.name)
            above.add(visit.name)
            stack.append(_Visit("leave", visit.name, visit.level))
            stack += reversed(deeper)


def _because(answer: Supports, name: str, level: int, depth: int | None) -> list[_Visit]:
    if depth is not None and level >= depth:
        return []
    arguments = enumerate(answer["claims"][name]["arguments"])
    return [_Visit("argument", argument, level, "or " if place else "") for place, argument in arguments]


def _given(answer: Supports, style: Style) -> str:
    """The premises that all arguments need, once: given these, any one of the arguments is enough."""
    needed = answer["needed_by_all"]
    if not needed:
        return ""
    words = [*words_of("given"), *listed([each["claim"] for each in needed])]
    fates = {each["without"] for each in needed} - {answer["status"]}
    if len(fates) == 1:
        words += words_of(f"(without {'it' if len(needed) == 1 else 'each'}: {fates.pop()})", "red")
    return flow([*words, Word(",", tied=True), *words_of("any one of:")], style, "", _STEP)


def _indent(level: int, style: Style) -> tuple[str, str]:
    """The margin of a level, and its number where the margin would leave too little room for text."""
    deepest = max(3, (style.width - 30) // 2)
    return _STEP * min(level, deepest), f"({level + 1}) " if level > deepest else ""


def _argument(answer: Supports, visit: _Visit, style: Style, dataset: Dataset | None) -> str:
    argument = answer["arguments"][visit.name]
    joint = len(argument["premises"]) > 1
    conclusion = answer["claims"][argument["conclusion"]]
    said = f"{visit.marker}because"
    if conclusion["attributed"]:
        said += f", according to {called(conclusion['holder'] or '', dataset)}"
    words = [*words_of(f"{said}, all together" if joint else said)]
    words.append(Word(f"({line(visit.name)}", "dim"))
    for trait in _made(argument):
        words += [Word(";", "dim", tied=True), *words_of(trait, "dim")]
    words += [Word(")", "dim", tied=True), _COLON]
    indent, number = _indent(visit.level, style)
    return flow(words, style, indent + number, indent + _STEP)


def _made(argument: ArgumentAnswer) -> Iterator[str]:
    """How the argument is made, as far as it is not plain."""
    if argument["scheme"]:
        yield argument["scheme"]
    if argument["signal"]:
        yield f"“{argument['signal']}”"
    if argument["by"] == "us":
        yield f"ours, {argument['confidence']} confidence" if argument["confidence"] else "ours"
    elif argument["confidence"]:
        yield f"{argument['confidence']} confidence"
    if not argument["supported"]:
        yield "fails: a premise is unsupported"


def _head(answer: Supports, visit: _Visit, style: Style, tail: str = "") -> str:
    claim = answer["claims"][visit.name]
    indent, number = _indent(visit.level, style)
    words = [Word(line(visit.name) + ":", "bold"), *_stands(claim)]
    if tail:
        words += [Word(",", tied=True), *words_of(tail, "dim")]
    return flow(words, style, indent + number + visit.marker, indent + _STEP)


def _again(answer: Supports, visit: _Visit, style: Style, *, circular: bool) -> str:
    return _head(answer, visit, style, "a circle: it is being argued for here" if circular else "see above")


def _stands(claim: ClaimAnswer) -> Iterator[Word]:
    if claim["withdrawn"]:
        yield Word("withdrawn", "red")
    else:
        yield from stands(claim)


def _claim(answer: Supports, visit: _Visit, style: Style, told: set[str], dataset: Dataset | None) -> str:
    claim = answer["claims"][visit.name]
    indent = _indent(visit.level, style)[0] + _STEP
    text = _head(answer, visit, style, "bare assertion" if claim["bare"] else "")
    text += _told(claim, style, indent, dataset)
    text += "".join(_notes(answer, claim, style, indent, told))
    if claim["restatements"]:
        text += flow([*words_of("also stated as", "dim"), *listed(claim["restatements"])], style, indent)
    if claim["attacked_by"]:
        text += flow([*words_of("! attacked by", "red"), *listed(claim["attacked_by"])], style, indent)
    if claim["limited_by"]:
        limits = list(dict.fromkeys(limit["from"] for limit in claim["limited_by"]))
        text += flow([*words_of("limited by", "yellow"), *listed(limits)], style, indent)
    return text


def _told(claim: ClaimAnswer, style: Style, indent: str, dataset: Dataset | None) -> str:
    """What the claim says, and by whose word, where that is not the author's."""
    words = list(words_of(claim["text"] or NO_TEXT))
    if claim["attributed"] and claim["holder"]:
        via = [name for name in claim["holders"] if name != claim["holder"]]
        words = [*according(claim["holder"], via, dataset), *words]
    return flow(words, style, indent)


def _cut(answer: Supports, name: str, indent: str, style: Style) -> str:
    count = len(answer["claims"][name]["arguments"])
    return flow(words_of(f"... {counted(count, 'argument')} not shown", "dim"), style, indent)


def _summary(answer: Supports, style: Style) -> Iterator[str]:
    notes, works = answer["endnotes_below"], answer["works"]
    said = (
        f"In all: {counted(len(answer['claims']), 'claim')}, {counted(len(notes), 'endnote')}, "
        f"{counted(len(works), 'work')}, {counted(len(answer['assertions']), 'bare assertion')}."
    )
    yield flow(words_of(said), style)
    if notes:
        yield flow([*words_of("Endnotes:"), *listed([f"[{n}]" for n in notes], "cyan")], style, "", _STEP)
    if answer["assertions"]:
        yield flow([*words_of("Taken on trust:"), *listed(answer["assertions"])], style, "", _STEP)
    claim = answer["claims"][answer["root"]]
    if claim["restatements"]:
        yield flow([*words_of("Also stated as:"), *listed(claim["restatements"])], style, "", _STEP)
    if claim["attacked_by"]:
        yield flow([*words_of("Attacked by:", "red"), *listed(claim["attacked_by"])], style, "", _STEP)
    if claim["limited_by"]:
        said = f"Limited by {limiting(claim['limited_by'])}:"
        limits = list(dict.fromkeys(limit["from"] for limit in claim["limited_by"]))
        yield flow([*words_of(said, "yellow"), *listed(limits)], style, "", _STEP)


def _witnesses(answer: Supports, style: Style) -> Iterator[str]:
    """The minimal sets of leaves, each enough by itself."""
    found: list[Mapping[str, Any]] = list(answer["witnesses"])
    more = "; there are more" if answer.get("witnesses_truncated") else ""
    if not found:
        return
    ways = f"({counted(len(found), 'way')}{more})"
    said = f"Each of these is enough by itself, and nothing in it can be spared {ways}:"
    if len(found) == 1 and not more:
        said = "This is enough by itself, and nothing in it can be spared:"
    yield flow(words_of(said), style)
    for place, witness in enumerate(found, 1):
        words = list(listed([*witness["works"], *witness["assertions"]]))
        yield flow(words or words_of("nothing at all"), style, f"{place:>3}. ")
