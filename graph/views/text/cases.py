"""The case for a claim in words: verdicts, what all lines need, each line, what is granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .opposing import told
from .standing import joined, limiting, number, stands
from .terminal import Style, Word, counted, flow, following_line, line, listed, status_word, words_of

if TYPE_CHECKING:
    from ...answers.cases import Case
    from ...model.entities import Dataset

_COLON = Word(":", tied=True)
_IN = "   "
_SHOWN = 12
_SINKERS = 6


def render_case(answer: Case, style: Style, *, dataset: Dataset) -> str:
    """How solid a claim is: the verdicts first, then every line of support, then what is granted."""
    name = answer["claim"]
    text = flow([Word(name, "bold"), _COLON, *stands(answer)], style)
    text += told(name, dataset, style, "  ")
    if answer["without"]:
        text += flow([*words_of("As if these were not there:"), *listed(answer["without"])], style)
    text += "".join(flow(words_of(f"{said[0].upper()}{said[1:]}."), style, "- ") for said in verdicts(answer))
    if answer["direct"]:
        text += flow(
            [*words_of("It cites itself:"), *listed([f"[{note}]" for note in answer["direct"]], "cyan")],
            style,
            "- ",
        )
    for needed in answer["needed_by_all"]:
        text += "\n" + flow(words_of("All lines need"), style)
        text += flow([Word(needed["claim"], "bold"), _COLON, *status_word(needed["status"])], style, "*  ")
        text += told(needed["claim"], dataset, style, _IN)
        without = [
            *words_of("Without it the claim is"),
            *status_word(needed["without"]),
            Word(".", tied=True),
        ]
        text += flow(without, style, _IN) + "".join(_under(needed, style))
    text += "".join(_lines(answer, style, dataset))
    text += "".join(_granted(answer, style, dataset))
    follow = answer["lines"][0]["premises"][0] if answer["lines"] else None
    return text + "\n" + following_line(f"case {follow}" if follow else f"show {name}", style)


def verdicts(answer: Case) -> Iterator[str]:
    """The four verdicts: lines, works, what has no source, what stands against it."""
    yield lines_verdict(answer)
    yield works_verdict(answer)
    below, bare = answer["beneath"]["claims"], answer["beneath"]["bare"]
    if below:
        yield f"{bare:,} of {counted(below, 'claim')} beneath it {'has' if bare == 1 else 'have'} no source"
    elif not answer["direct"]:
        yield "nothing stands beneath it: it rests on its holder's word"
    yield against_verdict(answer)


def lines_verdict(answer: Case) -> str:
    """How many lines support it, and what all of them need."""
    lines, needed = len(answer["lines"]), len(answer["needed_by_all"])
    if not lines:
        return "no line of argument supports it"
    said = number(lines, "line") + " of support"
    if answer["attributed"]:
        said = f"{number(lines, 'reason')} of its holder's, which lend it no support here"
    if needed:
        said += f", and {number(needed, 'premise')} that all of them need"
    return said


def works_verdict(answer: Case) -> str:
    """How many works must go before its status drops, of how many."""
    works, least = len(answer["works"]), answer["resilience"]
    if not works:
        return "no work reaches it"
    if least is None:
        reach = "reaches" if works == 1 else "reach"
        return f"{counted(works, 'work')} {reach} it, and its status hangs on none"
    bounds = answer["resilience_bounds"]
    if bounds and bounds["least"] != bounds["most"]:
        said = f"between {bounds['least']} and {bounds['most']}"
    else:
        said = str(least)
    if said == "1":
        return f"1 of {counted(works, 'work')} is enough, if it goes, to weaken it"
    return f"{said} of {counted(works, 'work')} would have to go at once before it weakens"


def against_verdict(answer: Case) -> str:
    """What attacks it, what limits it, and how much of both stands anywhere beneath."""
    attacks, limits = len(answer["attacked_by"]), limiting(answer["limited_by"])
    said = f"{counted(attacks, 'attack')} on it" if attacks else "nothing attacks it"
    if limits:
        said += f", {limits} limit{'s' if len(answer['limited_by']) == 1 else ''} it"
    deeper = [
        counted(many, noun)
        for many, noun in (
            (len(answer["objections"]), "objection"),
            (len(answer["concessions"]), "concession"),
        )
        if many
    ]
    return f"{said}; {joined(deeper)} in all, here and beneath" if deeper else said


def _lines(answer: Case, style: Style, dataset: Dataset) -> Iterator[str]:
    if not answer["lines"]:
        return
    head = "What its holder argues" if answer["attributed"] else "What supports it, each line by itself"
    given = " (given *)" if answer["needed_by_all"] else ""
    yield "\n" + flow(words_of(f"{head}{given}, firmest first"), style)
    places = {each["argument"]: place for place, each in enumerate(answer["lines"], 1)}
    shown = answer["lines"]
    left = 0
    if len(shown) > _SHOWN:  # the firmest and the weakest
        left = len(shown) - _SHOWN
        shown = [*shown[: _SHOWN // 2], *shown[-_SHOWN // 2 :]]
    for at, each in enumerate(shown):
        if left and at == _SHOWN // 2:
            yield flow(words_of(f"... {counted(left, 'line')} between: --json lists them", "dim"), style)
        place = places[each["argument"]]
        words = [Word(line(each["argument"]), "bold"), _COLON, *status_word(each["status"])]
        if each["by"] == "us":
            words += words_of("(our reconstruction)", "dim")
        yield flow(words, style, f"{place}. ", _IN)
        for premise in each["premises"]:
            mark = "&  " if len(each["premises"]) > 1 else _IN
            yield flow([Word(premise, "bold")], style, mark, _IN)
            yield told(premise, dataset, style, _IN)
        yield from _under(each, style)
        yield from _independence(each, places, style)


def _under(row: Mapping[str, Any], style: Style) -> Iterator[str]:
    counts = row["claims"]
    parts = [
        f"{counts[key]:,} {said}"
        for key, said in (
            ("documented", "documented"),
            ("partly documented", "partly"),
            ("asserted", "asserted"),
            ("bare", "without a source"),
            ("unsupported", "unsupported"),
        )
        if counts[key]
    ]
    yield flow(words_of(f"{counted(sum(counts.values()), 'claim')}: {', '.join(parts)}"), style, _IN)
    if row["works"]:
        words = list(words_of("works:", "dim"))
        for place, (work, many) in enumerate(row["works"].items()):
            weak = ", weakly" if work in row["weakly"] else ""
            words += [Word(work, "cyan"), *words_of(f"({many}{weak})")]
            if place + 1 < len(row["works"]):
                words.append(Word(",", tied=True))
        yield flow(words, style, _IN, _IN * 2)
    yield flow(_sinks(row), style, _IN, _IN * 2)


def _sinks(row: Mapping[str, Any]) -> Iterator[Word]:
    works, claims = row["sinks"]["works"], row["sinks"]["claims"]
    sinkers = [*works, *claims]
    if row["status"] == "unsupported":
        yield from words_of("not supported", "red")
    elif sinkers == row.get("premises", [row.get("claim")]):
        yield from words_of("its author's word alone", "yellow")
    elif not sinkers:
        yield from words_of("no single work or bare claim sinks it", "dim")
    else:
        yield from words_of("sinks without", "yellow")
        many = len(sinkers) - _SINKERS
        yield from words_of("any of" if len(sinkers) > 1 else "")
        yield from listed(sinkers if many <= 1 else sinkers[:_SINKERS])
        if many > 1:
            yield from words_of(f"and {many} more")


def _independence(row: Mapping[str, Any], places: Mapping[str, int], style: Style) -> Iterator[str]:
    said = []
    for key, what in (("same_works_as", "the same works as"), ("same_claims_as", "the same claims as")):
        if row[key]:
            said.append(f"{what} line {joined([str(places[other]) for other in row[key]])}")
    if said:
        yield flow(words_of("rests on " + "; ".join(said), "yellow"), style, _IN, _IN * 2)
    elif row["independent"] and places[row["argument"]] > 1:
        yield flow(words_of("independent of the lines above", "dim"), style, _IN)


def _granted(answer: Case, style: Style, dataset: Dataset) -> Iterator[str]:
    """What stands against it and what its author grants, each with the claim that it bears on."""
    for key, head, verb in (
        ("objections", "Against it", "against"),
        ("concessions", "What its author grants", "although"),
    ):
        points = answer[key]  # type: ignore[literal-required]
        if points:
            yield "\n" + flow(words_of(head), style)
        for point in points[:_SHOWN]:
            if verb == "although":
                words = [Word(point["on"], "bold"), *words_of(verb, "yellow"), Word(point["id"], "bold")]
            else:
                words = [Word(point["id"], "bold"), *words_of(verb, "red"), Word(point["on"], "bold")]
                words += words_of("(answered)", "dim") if point["answered"] else []
            yield flow(words, style, "- ")
            yield told(point["id"], dataset, style, "  ")
        if len(points) > _SHOWN:
            yield flow(words_of(f"... {len(points) - _SHOWN:,} more: --json lists them", "dim"), style)
