"""The brief about a claim on two pages: as Markdown, and as a page of HTML without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from ..answers.briefs import Brief, NoteToCheck
from ..answers.cases import Case, Column
from ..model.entities import Dataset
from ..naming.words import shortened
from .report import MARKUP, clean
from .short_names import short_names
from .text.cases import verdicts
from .text.standing import joined

_MOST = 6
_MOST_LINES = 12
_LONGEST = 160
_MOST_WORKS = 24
_COUNTS = (
    ("documented", "documented"),
    ("partly documented", "partly"),
    ("asserted", "asserted"),
    ("bare", "without a source"),
    ("unsupported", "unsupported"),
)


class _Row(NamedTuple):
    """A row of the matrix: its mark, its premises, what is said of it, a cell a work."""

    mark: str
    premises: list[str]
    said: str
    cells: list[str]


class _Pages(NamedTuple):
    """What either form prints: plain text that comes from the data or from here, not yet escaped."""

    title: str
    byline: str
    stands: str
    without: str
    verdicts: list[str]
    given: bool
    works: list[str]
    rows: list[_Row]
    lists: list[tuple[str, list[str]]]
    last: str


def markdown(brief: Brief, dataset: Dataset) -> str:
    """``brief`` in CommonMark, with a table as GitHub and pandoc know it."""
    pages = _pages(brief, dataset)
    lines = [f"# {_md(pages.title)}", "", _md(pages.byline), "", f"**{_md(pages.stands)}**"]
    lines += ["", _md(pages.without)] if pages.without else []
    lines += ["", *(f"- {_md(said)}" for said in pages.verdicts)]
    if pages.rows:
        lines += ["", f"## What supports it, each line by itself{' (given ★)' if pages.given else ''}", ""]
        lines += ["| | line | beneath it | " + "".join(f"{_md(work)} | " for work in pages.works)]
        lines += ["|---|---|---|" + "---|" * len(pages.works)]
        for row in pages.rows:
            premises = "<br>".join(map(_md, row.premises))
            cells = "".join(f"{cell} | " for cell in row.cells)
            lines.append(f"| {row.mark} | {premises} | {_md(row.said)} | {cells}".rstrip())
        lines += [
            "",
            "Numbers: claims beneath the line that cite the work; in brackets: weakly or without a marker.",
        ]
    for head, items in pages.lists:
        lines += ["", f"## {head}", "", *(f"- {_md(item)}" for item in items)]
    return "\n".join([*lines, "", _md(pages.last), ""])


def html(brief: Brief, dataset: Dataset) -> str:
    """``brief`` as a page of its own that prints on two sheets."""
    pages = _pages(brief, dataset)
    body = [f"<h1>{_html(pages.title)}</h1><p>{_html(pages.byline)}</p><p><b>{_html(pages.stands)}</b></p>"]
    body += [f"<p class=without>{_html(pages.without)}</p>"] if pages.without else []
    body += ["<ul>", *(f"<li>{_html(said)}" for said in pages.verdicts), "</ul>"]
    if pages.rows:
        given = " (given ★)" if pages.given else ""
        body.append(
            f"<h2>What supports it, each line by itself{given}</h2><table><thead><tr><td><th scope=col>Line"
        )
        body.append("<th scope=col>Beneath it")
        body += [f"<th scope=col class=w><span>{_html(work)}</span>" for work in pages.works]
        body.append("<tbody>")
        for row in pages.rows:
            star = " class=star" if row.mark == "★" else ""
            premises = "<br>".join(map(_html, row.premises))
            cells = "".join(f"<td class=n>{cell}" for cell in row.cells)
            body.append(f"<tr{star}><td>{row.mark}<th scope=row>{premises}<td>{_html(row.said)}{cells}")
        body.append(
            "</table><p class=quiet>Numbers: claims beneath the line that cite the work; in brackets: "
        )
        body.append("weakly or without a marker.</p>")
    body.append("<div class=lists>")
    for head, items in pages.lists:
        body += [
            f"<section><h2>{head}</h2><ul>",
            *(f"<li>{_html(item)}" for item in items),
            "</ul></section>",
        ]
    body.append(f"</div><p class=quiet>{_html(pages.last)}</p>")
    return _PAGE.format(title=_html(pages.title), body="\n".join(body))


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 10pt/1.4 Arial, "Liberation Sans", Helvetica, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b2530; }}
h1 {{ font-size: 15pt; line-height: 1.25; margin: 0; }} h2 {{ font-size: 11pt; margin: 1em 0 .3em; }}
p {{ margin: .3em 0; }} ul {{ margin: .3em 0; padding-left: 1.2em; }} .quiet {{ color: #55606c; font-size: 8.5pt; }}
.without {{ border: 1.5px solid #e08a00; padding: .3em .6em; }}
table {{ border-collapse: collapse; width: 100%; font-size: 8.5pt; }}
th, td {{ font-weight: normal; text-align: left; vertical-align: top; border-top: 1px solid #dedcd5; padding: 3px 5px; }}
tbody th {{ width: 32%; }} tbody th + td {{ width: 24%; }}
thead th, thead td {{ border: 0; vertical-align: bottom; font-weight: bold; }}
.w span {{ writing-mode: vertical-rl; rotate: 180deg; white-space: nowrap; font-weight: normal; }}
.n {{ text-align: center; border-left: 1px dotted #dedcd5; }}
.star > * {{ background: #fdf6e3; border-block: 1.5px solid #e08a00; }}
.lists {{ columns: 2; column-gap: 2rem; font-size: 9pt; }} section {{ break-inside: avoid-column; }}
@page {{ margin: 13mm; }} @media print {{ body {{ margin: 0; padding: 0; font-size: 8.5pt; }} table {{ font-size: 7.5pt; }} .lists {{ font-size: 8pt; }} tr, li {{ break-inside: avoid; }} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""  # noqa: E501


def _md(text: str) -> str:
    return MARKUP.sub(r"\\\1", clean(text))


def _html(text: str) -> str:
    return escape(clean(text))


def _pages(brief: Brief, dataset: Dataset) -> _Pages:
    found, paper = brief["case"], dataset.paper
    short = short_names(dataset)

    def told(claim: str) -> str:
        entry = dataset.claims[claim]
        holder = dataset.holder(entry) if dataset.attributed(entry) else None
        who = f"{dataset.actors[holder].name if holder in dataset.actors else holder}: " if holder else ""
        return who + shortened(entry.text or claim, _LONGEST)

    authors = [dataset.actors[who].name if who in dataset.actors else who for who in paper.authors]
    source = ", ".join(
        filter(None, [*authors, f"“{paper.title}”" if paper.title else paper.id, str(paper.date or "")])
    )
    as_written = f"; as written: {found['as_written']}" if found["as_written"] != found["status"] else ""
    leans = [row["on"] for row in found["leans_on"] if row["on"] != "reconstructions"]
    leaning = f", leaning on {joined(leans)}" if leans else ""
    gone = [
        short.get(str(each), f"[{each}]" if isinstance(each, int) else str(each)) for each in found["without"]
    ]
    command = " ".join(
        ["claimgraph case", found["claim"], *(f"--without {each}" for each in found["without"])]
    )
    return _Pages(
        title=told(found["claim"]),
        byline=f"The case made in {source}",
        stands=f"{found['status']}{leaning}{as_written}",
        without=f"What if: all this is without {joined(gone)}." if gone else "",
        verdicts=[f"{said[0].upper()}{said[1:]}." for said in verdicts(found)],
        given=bool(found["needed_by_all"]),
        works=[short[each["id"]] + (" ⚑" if each["own"] else "") for each in _shown_works(found)],
        rows=list(_rows(brief, told, short)),
        lists=[(head, items) for head, items in _lists(brief, dataset, told, short) if items],
        last=f"Drawn up by {command}: it judges support, not truth. ⚑ marks works of the author’s own house.",
    )


def _shown_works(found: Case) -> list[Column]:
    """The columns there is room for: of many those that most claims of a row cite."""
    rows = [*found["needed_by_all"], *found["lines"]]
    uses = {
        each["id"]: max((row["works"].get(each["id"], 0) for row in rows), default=0)
        for each in found["works"]
    }
    kept = set(sorted(uses, key=lambda work: -uses[work])[:_MOST_WORKS])
    return [each for each in found["works"] if each["id"] in kept]


def _rows(brief: Brief, told: Any, short: Mapping[str, str]) -> Iterator[_Row]:
    found = brief["case"]
    works = [each["id"] for each in _shown_works(found)]
    for needed in found["needed_by_all"]:
        said = f"{_beneath(needed, short, told)} Without it the claim is {needed['without']}."
        yield _Row("★", [told(needed["claim"])], said, _cells(needed, works))
    shown = found["lines"]
    if len(shown) > _MOST_LINES:
        shown = [*shown[: _MOST_LINES // 2], *shown[-_MOST_LINES // 2 :]]
    for place, line in enumerate(found["lines"], 1):
        if line in shown:
            ours = " Our reconstruction." if line["by"] == "us" else ""
            yield _Row(
                str(place),
                [told(each) for each in line["premises"]],
                _beneath(line, short, told) + ours,
                _cells(line, works),
            )


def _beneath(row: Mapping[str, Any], short: Mapping[str, str], told: Any) -> str:
    counts = ", ".join(f"{row['claims'][key]} {said}" for key, said in _COUNTS if row["claims"][key])
    total = sum(row["claims"].values())
    stands = f"{row['status'].capitalize()}. {total} claim{'' if total == 1 else 's'}: {counts}."
    works, claims = row["sinks"]["works"], row["sinks"]["claims"]
    if not works and claims and claims == row.get("premises"):
        return f"{stands} Its holder’s word alone."
    sinkers = [short[each] for each in works] + [f"“{shortened(told(each), 60)}”" for each in claims]
    rest = f" or {len(sinkers) - 3} more" if len(sinkers) > 3 else ""
    sinks = f" Sinks without {', '.join(sinkers[:3])}{rest}." if sinkers else ""
    return f"{stands}{sinks}"


def _cells(row: Mapping[str, Any], works: list[str]) -> list[str]:
    found = []
    for work in works:
        many = row["works"].get(work)
        found.append("" if many is None else f"({many})" if work in row["weakly"] else str(many))
    return found


def _lists(
    brief: Brief, dataset: Dataset, told: Any, short: Mapping[str, str]
) -> Iterator[tuple[str, list[str]]]:
    found = brief["case"]
    against = [f"{told(each['id'])} (against: {told(each['on'])})" for each in found["objections"][:_MOST]]
    yield "What stands against it", against
    yield (
        "What its author grants",
        [f"{told(each['on'])} – although: {told(each['id'])}" for each in found["concessions"][:_MOST]],
    )
    yield (
        "What would mend it",
        [
            (
                f"A source for: {told(each['id'])}"
                if each["kind"] == "claim"
                else f"A second source beside {short[each['id']]}"
            )
            + f" (sinks {'line' if len(each['rows']) == 1 else 'lines'} {joined(each['rows'])})"
            for each in brief["mend"][:_MOST]
        ],
    )
    yield "Notes to check", [_check(each, dataset, short) for each in brief["check"][:_MOST]]


def _check(found: NoteToCheck, dataset: Dataset, short: Mapping[str, str]) -> str:
    note, many = found["note"], found["claims"]
    works = "; ".join(short[work] for work in dataset.endnotes[note].works if work in short)
    why = shortened("; ".join(found["why"]), _LONGEST)
    return f"[{note}] {works} (for {many} claim{'' if many == 1 else 's'}): {why}"
