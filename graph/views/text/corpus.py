"""Answers about many papers in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .tables import render_list
from .terminal import Style, Word, counted, flow, following_line, line, words_of

_UNTOUCHED = 5
"""Papers named though a work lowers no thesis there."""
_IN = "  "
_SHOWN = 100


def _ended(shown: int, count: int, thing: str, state: int, style: Style, where: str = "") -> str:
    """The last line: how many rows there are, how many are shown, of which state of the store."""
    more = f"{shown:,} of {count:,}{where} shown, --json has all" if count > shown else ""
    return flow(words_of(f"{more or counted(count, thing) + where} (state {state:,})."), style)


def render_corpus_rows(
    answer: Sequence[Mapping[str, Any]], style: Style, *, what: str, count: int, papers: int, state: int
) -> str:
    """The rows of all papers, how many there are, and in how many papers."""
    what = what.removeprefix("corpus_")
    if what == "gaps":
        text = "".join(_gap(row, style) for row in answer)
    elif answer:
        text = render_list(answer, style, what=what)
        text = text[: text.rstrip("\n").rfind("\n") + 1]  # the count of what is shown
    else:
        text = ""
    where = f" in {counted(papers, 'paper')}" if what == "stances" else ""
    return text + _ended(len(answer), count, "row", state, style, where)


def _gap(row: Mapping[str, Any], style: Style) -> str:
    name = f"[{row['id']}] of {row['paper']}" if isinstance(row["id"], int) else str(row["id"])
    words = [Word(line(name), "bold"), *words_of(f"({row['kind']}, {row['severity']})", "dim")]
    return flow(words, style, "", _IN) + flow(words_of(row["detail"]), style, _IN)


def render_corpus_search(
    answer: Sequence[Mapping[str, Any]], style: Style, *, count: int, ranked: bool, state: int
) -> str:
    """The claims found in all papers, and how many there are."""
    if not count:
        return flow(words_of(f"Nothing found: none of the words occurs (state {state:,})."), style)
    text = ""
    if answer and not answer[0]["every_word"]:
        text = flow(words_of("Nothing has every word; these come closest:"), style)
    if not ranked:
        text += flow(words_of("So many have the words that none is ranked; theses come first."), style)
    for hit in answer:
        words = [Word(line(hit["id"]), "bold"), *words_of(f"({hit['status']})", "dim")]
        if hit["attributed"] and hit["holder"]:
            words += [*words_of("held by", "dim"), *words_of(hit["holder"], "blue")]
        text += flow(words, style) + (flow(words_of(hit["text"]), style, _IN) if hit["text"] else "")
    return text + _ended(len(answer), count, "claim", state, style)


def render_corpus_withdraw(answer: Mapping[str, Any], style: Style, *, shown: int) -> str:
    """What falls in which papers, those hit hardest first."""
    gone, papers = answer["withdrawn"], answer["papers"]
    state = f"(state {answer['generation']:,})"
    if not gone:
        return flow(words_of(f"Nothing was withdrawn: no work of the store is named {state}."), style)
    hit = [paper for paper in papers if paper["lost"] or paper["weakened"]]
    named = ", ".join(gone[:5]) + (f" and {len(gone) - 5:,} more" if len(gone) > 5 else "")
    does = ("cites", "cite") if all(paper["works"] for paper in papers) else ("has", "have")
    said = f"{counted(len(papers), 'paper')} {does[len(papers) != 1]} {'it' if len(gone) == 1 else 'some'}"
    lose = f"{len(hit):,} of them {'loses' if len(hit) == 1 else 'lose'} something {state}."
    text = flow(words_of(f"Without {named}: {said}, {lose}"), style)
    for paper in hit[:shown]:
        counts = f"{counted(len(paper['lost']), 'claim')} lost, {len(paper['weakened']):,} weakened"
        text += "\n" + flow([Word(line(paper["paper"]) + ":", "bold"), *words_of(counts)], style)
        text += "".join(_theses(paper, style))
    if len(hit) > shown:
        more = f"... {counted(len(hit) - shown, 'more paper')}: --json lists them"
        text += "\n" + flow(words_of(more, "dim"), style)
    if answer["unmatched"]:
        text += "\n" + flow(
            words_of(f"{len(answer['unmatched']):,} lines of the list name no work here."), style
        )
    return text


def _theses(paper: Mapping[str, Any], style: Style) -> Iterator[str]:
    for thesis in paper["theses"]:
        verb = "falls" if thesis["after"] == "unsupported" else "drops"
        words = words_of(f"{verb} from {thesis['before']} to {thesis['after']}")
        yield flow([Word(line(f"{paper['paper']}:{thesis['thesis']}"), "bold"), *words], style, "- ", _IN)


def render_corpus_ranking(
    answer: Sequence[Mapping[str, Any]], style: Style, *, count: int, state: int
) -> str:
    """Every work by what its withdrawal alone would do in all papers."""
    if not count:
        return flow(words_of(f"The store has no works (state {state:,})."), style)
    text = ""
    for row in answer:
        counts = f"theses {row['theses_lost']:,} lost, {row['theses_weakened']:,} weakened;"
        claims = (
            f"claims {row['lost']:,} lost, {row['weakened']:,} weakened; in {counted(row['papers'], 'paper')}"
        )
        text += flow([Word(line(row["work"]) + ":", "bold"), *words_of(row["title"])], style, "", _IN)
        text += flow(words_of(f"{counts} {claims}"), style, _IN)
    text += _ended(len(answer), count, "work", state, style)
    return text + (following_line(f"withdraw {line(answer[0]['work'])}", style) if answer else "")


def render_bridges(answer: Sequence[Mapping[str, Any]], style: Style, *, count: int, state: int) -> str:
    """Works that several papers cite, and the theses that each lowers alone, papers with such first."""
    if not count:
        return flow(words_of(f"No work is cited by two papers (state {state:,})."), style)
    text = ""
    for row in answer:
        papers = counted(len(row["papers"]), "paper")
        text += flow([Word(line(row["work"]) + ":", "bold"), *words_of(f"{row['title']} ({papers})")], style)
        touched = [each for each in row["papers"] if each["theses"]]
        others = [each for each in row["papers"] if not each["theses"]]
        shown = others if len(others) <= _UNTOUCHED else []
        for each in [*touched, *shown]:
            theses = ", ".join(f"{t['thesis']} ({t['before']} to {t['after']})" for t in each["theses"])
            said = f": {theses}" if theses else ""
            text += flow(words_of(f"{each['paper']}, as {', '.join(each['works'])}{said}"), style, "- ", _IN)
        if others and not shown:
            said = f"and {len(others):,} papers where it lowers no thesis alone"
            text += flow(words_of(said, "dim"), style, "- ", _IN)
    return text + _ended(len(answer), count, "work", state, style)


def render_corpus_add(answer: Mapping[str, Any], style: Style) -> str:
    """What was added, replaced, left out."""
    parts = [f"{len(answer[key]):,} {key}" for key in ("added", "replaced", "removed") if answer[key]] + (
        [f"{answer['unchanged']:,} unchanged"] if answer["unchanged"] else []
    )
    said = ", ".join(parts) or "nothing added"
    text = flow(words_of(f"{answer['store']}: {said} (state {answer['generation']:,})."), style)
    for each in answer["left_out"]:
        kept = "; its last good version stays, marked stale" if each["kept"] else ""
        text += flow(words_of(f"left out: {each['folder']}{kept}", "yellow"), style)
        for found in each["findings"][:3]:
            place = f"{found['file']}:{found['line']}:{found['column']}: {found['message']}"
            text += flow(words_of(place), style, _IN)
            if found.get("hint"):
                text += flow(words_of(found["hint"], "dim"), style, _IN + "  ")
    return text


def render_corpus_stats(answer: Mapping[str, Any], style: Style) -> str:
    """How much there is, and which papers are stale or left out."""
    text = ""
    for name in ("papers", "claims", "theses", "works", "distinct_works", "shared_works", "stances"):
        text += flow(words_of(f"{name.replace('_', ' ')}: {answer[name]:,}"), style)
    for status, number in answer["statuses"].items():
        text += flow(words_of(f"{status}: {number:,}"), style, _IN)
    for name in answer["stale"]:
        text += flow(words_of(f"stale: {name}", "yellow"), style)
    for each in answer["left_out"]:
        text += flow(words_of(f"left out: {each['folder']}", "yellow"), style)
    return text + flow(words_of(f"state {answer['generation']:,}, {answer['bytes']:,} bytes"), style)


def render_corpus_check(answer: Mapping[str, Any], style: Style) -> str:
    """Whether every row is what is worked out anew."""
    if answer["problems"]:
        return "".join(flow(words_of(each, "red"), style, "- ", _IN) for each in answer["problems"])
    return flow(
        words_of(
            f"{counted(answer['checked'], 'paper')} checked: every row as worked out anew"
            f" (state {answer['generation']:,})."
        ),
        style,
    )


def render_corpus_works(answer: Sequence[Mapping[str, Any]], style: Style, *, count: int, state: int) -> str:
    """Works as all papers know them, or decisions about what is one."""
    text = ""
    for row in answer:
        key = row.get("id") or row["key"]
        told = row.get("decision") or f"{row['title']} ({counted(row['papers'], 'paper')})"
        text += flow([Word(line(key) + ":", "bold"), *words_of(told)], style, "", _IN)
        for each in row["works"] if "decision" in row else ():
            text += flow(words_of(f"{each['paper']}:{each['id']}: {each['title']}"), style, "- ", _IN)
    return text + _ended(len(answer), count, "row", state, style)


def render_corpus_rdf(answer: Mapping[str, Any], style: Style) -> str:
    """How many papers' graphs were written."""
    parts = [f"{answer[key]:,} {key}" for key in ("written", "unchanged", "removed") if answer[key]]
    lean = ", lean" if answer["lean"] else ""
    said = f"{answer['folder']}: {', '.join(parts) or 'no papers'}; {answer['bytes']:,} bytes{lean}"
    return flow(words_of(f"{said} (state {answer['generation']:,})."), style)


def render_corpus_parquet(answer: Mapping[str, Any], style: Style) -> str:
    """How many papers and works were written."""
    said = f"{counted(answer['papers'], 'paper')} and {counted(answer['works'], 'work')}"
    said += f" in {counted(answer['files'], 'file')} to {answer['folder']} (state {answer['generation']:,})"
    return flow(words_of(f"wrote {said}"), style)


def render_corpus_spark(answer: Mapping[str, Any], style: Style) -> str:
    """How many rows a job wrote, and how many papers failed."""
    said = f"{answer['job']}: {counted(answer['rows'], 'row')} in {answer['folder']}/rows"
    if answer["errors"]:
        said += f"; {counted(answer['errors'], 'paper')} failed, in {answer['folder']}/errors"
    return flow(words_of(said), style)


def render_corpus_wrote(answer: Mapping[str, Any], style: Style) -> str:
    """What was written where."""
    said = f"wrote {', '.join(answer['files'])} in {answer['wrote']} (state {answer['generation']:,})"
    return flow(words_of(said), style)
