"""The case of the main thesis as a document: a table with headers, for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from ...answers.cases import Case, case
from ..short_names import short_names
from ..text.cases import verdicts
from .content import holder_full
from .firm import Standings, standing
from .outline import link
from .picture import Picture

_COUNTS = (
    ("documented", "documented"),
    ("partly documented", "partly"),
    ("asserted", "asserted"),
    ("bare", "without a source"),
    ("unsupported", "unsupported"),
)


def case_text(drawn: Picture, stands: Standings, claim: int) -> str:
    """The case for ``claim``, and the other theses in a line each. Time: that of ``case``."""
    told = _Text(drawn, stands)
    found = case(drawn.evidence, drawn.claims[claim], time_limit=1.0)
    return "".join(told.parts(found, claim))


class _Text:
    """What every part of it needs to be written."""

    def __init__(self, drawn: Picture, stands: Standings) -> None:
        self.drawn, self.stands = drawn, stands
        self.claims = drawn.evidence.dataset.claims
        self.short = short_names(drawn.evidence.dataset)

    def claim(self, name: str) -> str:
        """A claim as a link, with its holder where that is not the author."""
        holder = holder_full(self.drawn.evidence, name)
        said = f"<b><bdi>{escape(holder, quote=False)}</bdi></b>: " if holder else ""
        words = escape(self.claims[name].text or name, quote=False)
        return f'{said}<a href="{link(name)}" dir="auto">{words}</a>'

    def work(self, name: str) -> str:
        return f'<a href="{link(name)}">{escape(self.short[name], quote=False)}</a>'

    def parts(self, found: Case, claim: int) -> Iterator[str]:
        name = found["claim"]
        as_written = f"; as written: {found['as_written']}" if found["as_written"] != found["status"] else ""
        yield f"<div class=doc><h2>The case</h2><p>{self.claim(name)} <i>{standing(name, self.stands.firm)}"
        yield f"{as_written}</i></p><ul class=verdicts>"
        yield "".join(f"<li>{escape(said[0].upper() + said[1:])}." for said in verdicts(found))
        yield "</ul>"
        if found["lines"]:
            yield from self.table(found)
        granted = [*(("against", each) for each in found["objections"])]
        granted += [("although", each) for each in found["concessions"]]
        if granted:
            yield "<h3>What stands against it, and what its author grants</h3><ul>"
        for word, each in granted:
            one, other = (each["on"], each["id"]) if word == "although" else (each["id"], each["on"])
            yield f"<li>{self.claim(one)} {word} {self.claim(other)}"
        yield "</ul>" if granted else ""
        theses = [place for place in range(self.drawn.theses) if place != claim]
        if theses:
            yield "<h3>It also claims</h3><ul>"
        for place in theses:
            other = self.drawn.claims[place]
            yield f"<li>{self.claim(other)} <i>{standing(other, self.stands.firm)}</i>"
        yield "</ul></div>" if theses else "</div>"

    def table(self, found: Case) -> Iterator[str]:
        given = " (given ★)" if found["needed_by_all"] else ""
        what = "What its holder argues" if found["attributed"] else "What supports it, each line by itself"
        yield f"<table class=case><caption>{what}{given}, firmest first. Numbers: claims beneath a line that "
        yield "cite the work; in brackets where they do so weakly or without a marker.</caption><thead><tr>"
        yield "<th scope=col>Line<th scope=col>Beneath it"
        for column in found["works"]:
            own = " ⚑" if column["own"] else ""
            yield f"<th scope=col>{self.work(column['id'])}{own}"
        yield "<tbody>"
        works = [column["id"] for column in found["works"]]
        for needed in found["needed_by_all"]:
            without = f"Without it the claim is {needed['without']}. "
            yield self.row("★", [needed["claim"]], needed, works, without)
        for place, line in enumerate(found["lines"], 1):
            ours = "Our reconstruction. " if line["by"] == "us" else ""
            yield self.row(str(place), line["premises"], line, works, ours)
        yield "</table>"

    def row(
        self, mark: str, premises: list[str], row: Mapping[str, Any], works: list[str], first: str
    ) -> str:
        joint = "<br>".join(self.claim(premise) for premise in premises)
        counts = ", ".join(f"{row['claims'][key]} {said}" for key, said in _COUNTS if row["claims"][key])
        sinks = [self.work(each) for each in row["sinks"]["works"]]
        sinks += [f"the bare word that {self.claim(each)}" for each in row["sinks"]["claims"]]
        if row["sinks"]["claims"] == premises:
            said = "Its holder’s word alone."
        else:
            said = (
                f"Sinks without: {'; '.join(sinks[:3])}{f'; or {len(sinks) - 3} more' if sinks[3:] else ''}."
                if sinks
                else ""
            )
        cells = "".join(f"<td>{_cell(row, work)}" for work in works)
        return f"<tr><th scope=row>{mark} {joint}<td>{first}{counts}. {said}{cells}"


def _cell(row: Mapping[str, Any], work: str) -> str:
    many = row["works"].get(work)
    return "" if many is None else f"({many})" if work in row["weakly"] else str(many)
