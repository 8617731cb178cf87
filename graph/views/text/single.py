"""Everything about one thing, in words: one function a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .citing import FORMS, citation
from .opposing import told
from .standing import stands
from .terminal import Style, Word, flow, following_line, line, listed, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from ...model.entities import Dataset

_IN = "  "
_FITS = {"weak": "(fits weakly)", "none": "(does not fit)"}


def render_show(
    answer: Mapping[str, Any], style: Style, *, dataset: Dataset, folder: Path | None = None
) -> str:
    """One thing in full: what it is, then a line for all that is known of it.

    The words of a note are printed from the reader's copy in ``folder``, where there is one.
    """
    if answer["kind"] == "note" and folder is not None:
        from ...documents.own_copy import printed_note

        answer = {**answer, "printed": printed_note(folder, dataset, answer["number"])}
    return _KINDS[answer["kind"]](answer, style, dataset)


def _line(label: str, value: object, style: Style) -> str:
    """``label: value``; nothing where there is no value. A list is one of ids, which are never cut."""
    if value is None or value == "" or value == [] or value is False:
        return ""
    if value is True:
        return flow(words_of(label), style, _IN)
    shown = listed(value) if isinstance(value, list) else words_of(value)
    return flow([*words_of(label + ":", "dim"), *shown], style, _IN, _IN * 2)


def _claim(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    text = flow([Word(answer["id"] + ":", "bold"), *stands(answer)], style)
    text += told(answer["id"], dataset, style, _IN)
    text += _line("kind", answer["claim_kind"], style)
    text += _line("holder", list(answer["holders"]), style)
    text += _line("said to", answer["addressees"], style)
    text += _line("or held by", answer["other_readings"], style)
    text += _line("in its words (quotation)", answer["quotation"], style)
    for name, value in (answer["modality"] or {}).items():
        text += _line(name, value, style)
    text += _line("about", answer["about"], style)
    text += _line("date", answer["date"], style)
    text += _line("also stated as", answer["restatements"], style)
    text += _line("where", "; ".join(map(_place, answer["passages"])), style)
    text += _citations(answer, style, dataset)
    text += _line("supported by", answer["supported_by"], style)
    text += _line("used for", answer["supports"], style)
    text += _line("attacked by", answer["attacked_by"], style)
    text += _line("attacks", answer["attacks"], style)
    text += _limits(answer, style) + _anomalies(answer, style)
    following = "gaps" if answer["status"] == "unsupported" else "supports"
    return text + following_line(f"{following} {answer['id']}", style)


def _place(passage: Mapping[str, Any]) -> str:
    where = str(passage["paragraph"])
    if passage["sentences"]:
        plural = "s" if "-" in passage["sentences"] else ""
        where += f", sentence{plural} {passage['sentences']}"
    return where


def _citations(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    from ...evidence_graph.notes import works_of

    works, last = works_of(dataset)
    text = ""
    for made in answer["citations"]:
        note = dataset.endnotes.get(made["note"])
        if note is None:
            continue
        behind = {
            "works": works[note.number],
            "form": note.form,
            "locator": note.locator,
            "resolved_via": last[note.number],
        }
        titles = {
            name: {"title": dataset.works[name].title, "date": dataset.works[name].date}
            for name in works[note.number]
            if name in dataset.works
        }
        text += citation(made, behind, titles, style, _IN)
    return text


def _limits(answer: Mapping[str, Any], style: Style) -> str:
    text = ""
    for limit in answer.get("limited_by", ()):
        text += _line(f"limited ({limit['kind']}) by", [limit["from"]], style)
    for limit in answer.get("limits", ()):
        text += _line(f"limits ({limit['kind']})", [limit["to"]], style)
    return text


def _anomalies(answer: Mapping[str, Any], style: Style) -> str:
    rows = answer["anomalies"]
    return "".join(_line("! " + row["kind"], _beyond(row), style) for row in rows)


def _beyond(row: Mapping[str, Any]) -> str:
    return row["detail"] if row["detail"] != row["kind"] else "no more is known"


def _note(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    text = flow(
        [Word(f"[{answer['number']}]", "cyan"), *words_of(FORMS.get(answer["form"], answer["form"]))], style
    )
    text += _line("prints", answer.get("printed"), style)
    text += _line("printed as", answer["label"], style)
    text += _line("leans on", answer["refers_to"] and [f"[{answer['refers_to']}]"], style)
    if answer["resolved_via"] not in (None, answer["refers_to"]):
        text += _line("and through it on", [f"[{answer['resolved_via']}]"], style)
    text += _line("leaned on by", [f"[{number}]" for number in answer["leaned_on_by"]], style)
    for work in answer["works"]:
        text += _named("work", work, answer["titles"].get(work), style)
    if not answer["works"]:
        text += flow(words_of("no work stands behind it", "dim"), style, _IN)
    text += _line("at", answer["locator"], style) + _line("accessed", answer["accessed"], style)
    text += _anomalies(answer, style)
    text += _cited_for(answer, style, dataset)
    following = f"show {answer['works'][0]}" if answer["works"] else "list notes"
    return text + following_line(following, style)


def _cited_for(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    """The claims that cite a note; where it fits only weakly, or not at all, that is said."""
    text = ""
    for claim in answer["claims"]:
        fits = [cite.fit for cite in dataset.claims[claim].cites if cite.note == answer["number"]]
        fit = None if None in fits else "weak" if "weak" in fits else "none"
        words = words_of(_FITS[fit], "yellow") if fit else []
        text += flow([Word(claim, "bold"), *words], style, "- ") + told(claim, dataset, style, _IN)
    return text and f"Cited for\n{text}"


def _named(label: str, id_: str, name: str | None, style: Style) -> str:
    words = [*words_of(label + ":", "dim"), Word(line(id_), "bold"), *words_of(name or "")]
    return flow(words, style, _IN, _IN * 2)


def _claims(head: str, claims: Iterable[str], style: Style, dataset: Dataset) -> str:
    text = ""
    for claim in claims:
        text += flow([Word(claim, "bold")], style, "- ") + told(claim, dataset, style, _IN)
    return text and f"{head}\n{text}"


def _work(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    text = flow([Word(answer["id"] + ":", "bold"), *words_of(answer["title"])], style)
    text += _line("type", answer["type"], style)
    text += _line("by", answer["creators"], style) + _line("issued by", answer["issuer"], style)
    text += _line("date", answer["date"], style)
    if answer["date_printed"] != answer["date"]:
        text += _line("date as printed", answer["date_printed"], style)
    for field in ("container", "volume", "issue", "pages", "publisher", "place", "language"):
        text += _line(field, answer[field], style)
    text += _line("DOI", answer["doi"], style) + _line("ISBN", answer["isbn"], style)
    text += _line("URL", answer["url"], style)
    text += _line("derived from", answer["derived_from"] and [answer["derived_from"]], style)
    text += _line("cited at second hand", answer["secondary"], style)
    text += _anomalies(answer, style)
    text += _line("endnotes", [f"[{number}]" for number in answer["endnotes"]], style)
    text += _claims("Evidence for", answer["claims"], style, dataset)
    return text + following_line(f"withdraw {answer['id']}", style)


def _actor(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    text = flow([Word(answer["id"] + ":", "bold"), *words_of(answer["name"])], style)
    text += _line("type", answer["type"], style) + _line("unnamed in the paper", answer["unnamed"], style)
    text += _line("also called", "; ".join(answer["aliases"]), style)
    for label, field in (("part of", "part_of"), ("member of", "member_of")):
        for tie in answer[field]:
            text += _line(label, _while(line(tie["who"]), tie), style)
    for office in answer["holds_office"]:
        of = f" of {office['of']}" if office["of"] else ""
        text += _line("office", _while(office["office"] + of, office), style)
    text += _line("members", answer["members"], style)
    text += _line("made or issued", answer["works"], style)
    text += _sides(answer, "topic", style)
    text += _line("spoken of in", answer["about"], style)
    text += _claims("Holds", answer["claims"], style, dataset)
    return text + following_line(f"stances --of {answer['id']}", style)


def _while(said: str, tie: Mapping[str, Any]) -> str:
    if not tie["from"] and not tie["to"]:
        return said
    return f"{said} ({tie['from'] or '...'} to {tie['to'] or '...'})"


def _sides(answer: Mapping[str, Any], other: str, style: Style) -> str:
    text = ""
    for stance in answer["stances"]:
        words = [*words_of(stance["polarity"] + ":", "dim"), Word(stance[other], "bold")]
        if stance["date"]:
            words += words_of(f"({stance['date']})")
        text += flow(words, style, _IN, _IN * 2)
    return text


def _topic(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    text = flow([Word(answer["id"] + ":", "bold"), *words_of(answer["label"])], style)
    text += _line("meaning", answer["definition"], style)
    text += _line("part of", answer["broader"], style) + _line("covers", answer["narrower"], style)
    text += _sides(answer, "actor", style)
    text += _claims("Claims about it", answer["claims"], style, dataset)
    return text + following_line(f"stances --on {answer['id']}", style)


def _argument(answer: Mapping[str, Any], style: Style, dataset: Dataset) -> str:
    holds = "all its premises are supported" if answer["supported"] else "a premise is unsupported"
    text = flow([Word(answer["id"] + ":", "bold"), *words_of(holds)], style)
    text += _line("scheme", answer["scheme"], style) + _line("signal word", answer["signal"], style)
    text += _line("our reconstruction", answer["by"] == "us", style)
    text += _line("confidence", answer["confidence"], style)
    text += _line("undercut by", answer["undercut_by"], style) + _limits(answer, style)
    joint = len(answer["premises"]) > 1
    text += flow(words_of("Because, all together" if joint else "Because"), style)
    for premise in answer["premises"]:
        text += flow([Word(premise, "bold")], style, "& " if joint else "- ")
        text += told(premise, dataset, style, _IN)
    text += _claims("Therefore", [answer["conclusion"]], style, dataset)
    return text + following_line(f"supports {answer['conclusion']}", style)


_KINDS: Mapping[str, Callable[[Mapping[str, Any], Style, Dataset], str]] = {
    "claim": _claim,
    "note": _note,
    "work": _work,
    "actor": _actor,
    "topic": _topic,
    "argument": _argument,
}
