"""Lists and search results in words: the id first in its line, so that a pipe can pick it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...model.text import NO_TEXT
from .citing import FORMS
from .opposing import according, called
from .standing import stands
from .terminal import Style, Word, counted, flow, line, listed, words_of

if TYPE_CHECKING:
    from ...model.entities import Dataset

_IN = "  "


def render_list(
    answer: Sequence[Mapping[str, Any]], style: Style, *, what: str, dataset: Dataset | None = None
) -> str:
    """Every row, then how many there are; people are called by the names that ``dataset`` has."""
    if what == "stances":
        rows = (flow(stance_words(row), style, "", _IN) for row in answer)
    else:
        rows = (_ROWS[what](_with_names(row, dataset), style) for row in answer)
    return "".join(rows) + flow(words_of(_count(answer, what)), style)


def _with_names(row: Mapping[str, Any], dataset: Dataset | None) -> Mapping[str, Any]:
    """``row`` with the names of holders, makers and issuers for their ids."""
    named: dict[str, Any] = {k: called(row[k], dataset) for k in ("holder", "issuer") if row.get(k)}
    if row.get("creators"):
        named["creators"] = [called(maker, dataset) for maker in row["creators"]]
    return {**row, **named}


def _count(answer: Sequence[Mapping[str, Any]], what: str) -> str:
    if not answer and what == "stances":
        more = "--holder is one actor alone; claimgraph stances --of ACTOR takes in members and offices"
        return f"No stances ({more})."
    return counted(len(answer), what.removesuffix("s")) + "." if answer else f"No {what}."


def render_search(
    answer: Sequence[Mapping[str, Any]], style: Style, *, dataset: Dataset | None = None
) -> str:
    """Everything found, the best first."""
    if not answer:
        return flow(words_of("Nothing found: none of the words occurs."), style)
    text = (
        ""
        if answer[0]["every_word"]
        else flow(words_of("Nothing has every word; these come closest:"), style)
    )
    for hit in answer:
        id_ = Word(f"[{hit['id']}]", "cyan") if hit["kind"] == "note" else Word(line(hit["id"]), "bold")
        text += flow([id_, Word(f"({hit['kind']})", "dim")], style)
        said = hit["text"] or (NO_TEXT if hit["kind"] == "claim" else "")
        if said:
            text += flow([*_speaker(hit, dataset), *words_of(said)], style, _IN)
    return text


def _speaker(hit: Mapping[str, Any], dataset: Dataset | None) -> Iterator[Word]:
    claim = dataset.claims.get(str(hit["id"])) if dataset and hit["kind"] == "claim" else None
    if hit.get("attributed"):
        via = claim.holder.via if claim and claim.holder else ()
        yield from according(hit["holder"], via, dataset)


def _claim(row: Mapping[str, Any], style: Style) -> str:
    words = [Word(line(row["id"]) + ":", "bold"), *words_of(row["claim_kind"])]
    if row["attributed"]:
        words += [*words_of("of"), *words_of(row["holder"], "blue")]
    words += [Word(",", tied=True), *stands(row)]
    words += [Word(f"[{number}]", "cyan") for number in row["endnotes"]]
    if row["restatement_of"]:
        words += [*words_of("again:", "dim"), Word(line(row["restatement_of"]))]
    return flow(words, style, "", _IN) + flow(words_of(row["text"] or NO_TEXT), style, _IN)


def _argument(row: Mapping[str, Any], style: Style) -> str:
    words = [Word(line(row["id"]) + ":", "bold"), *words_of("for"), Word(line(row["conclusion"]))]
    text = flow(words, style, "", _IN)
    marker = "& " if len(row["premises"]) > 1 else "- "
    return text + "".join(flow([premise], style, _IN + marker) for premise in row["premises"])


def _attack(row: Mapping[str, Any], style: Style) -> str:
    words = [
        Word(line(row["from"]), "bold"),
        *words_of(f"{row['type']}s", "red"),
        Word(line(row["to"]), "bold"),
    ]
    return flow([*words, *_how(row)], style, "", _IN)


def _limit(row: Mapping[str, Any], style: Style) -> str:
    words = [Word(line(row["from"]), "bold"), *words_of("limits", "yellow"), Word(line(row["to"]), "bold")]
    return flow([*words, Word(":", tied=True), *words_of(row["kind"]), *_how(row)], style, "", _IN)


def _how(row: Mapping[str, Any]) -> Iterator[Word]:
    """The word that signals an attack or limit, and whose reading it is."""
    if row["signal"]:
        yield Word(",", tied=True)
        yield from words_of(f"“{row['signal']}”")
    if row["by"]:
        sure = f", confidence {row['confidence']}" if row["confidence"] else ""
        yield from words_of(f"(by {row['by']}{sure})", "dim")


def _note(row: Mapping[str, Any], style: Style) -> str:
    words = [Word(f"[{row['number']}]", "cyan"), *words_of(FORMS.get(row["form"], row["form"]))]
    if row["refers_to"]:
        words += [*words_of("to"), Word(f"[{row['refers_to']}]", "cyan")]
    if row["works"]:
        words += [Word(":", tied=True), *listed(row["works"])]
    if row["locator"]:
        words += [Word(",", tied=True), *words_of(row["locator"])]
    text = flow(words, style, "", _IN)
    if row["claims"]:
        text += flow([*words_of("for"), *listed(row["claims"], "")], style, _IN, _IN * 2)
    for odd in row["anomalies"]:
        said = odd["kind"] if odd["detail"] == odd["kind"] else f"{odd['kind']}: {odd['detail']}"
        text += flow(words_of(f"! {said}", "yellow"), style, _IN, _IN * 2)
    return text


def _work(row: Mapping[str, Any], style: Style) -> str:
    words = [Word(line(row["id"]) + ":", "bold"), *words_of(row["title"])]
    words += [Word(f"[{number}]", "cyan") for number in row["endnotes"]]
    makers = dict.fromkeys([*row["creators"], *([row["issuer"]] if row["issuer"] else [])])
    said = [part for part in (row["type"], ", ".join(makers), row["date"]) if part]
    return flow(words, style, "", _IN) + (flow(words_of("; ".join(said)), style, _IN) if said else "")


def _actor(row: Mapping[str, Any], style: Style) -> str:
    words = [Word(line(row["id"]) + ":", "bold"), *words_of(row["name"])]
    if row["type"]:
        words += [Word(",", tied=True), *words_of(row["type"], "dim")]
    if row["aliases"]:
        words += words_of(f"(also {'; '.join(row['aliases'])})", "dim")
    return flow(words, style, "", _IN)


def _topic(row: Mapping[str, Any], style: Style) -> str:
    words = [Word(line(row["id"]) + ":", "bold"), *words_of(row["label"])]
    if row["broader"]:
        words += [*words_of("(part of", "dim"), *listed(row["broader"], ""), Word(")", "dim", tied=True)]
    words += [Word(",", tied=True), *words_of(counted(len(row["claims"]), "claim"))]
    return flow(words, style, "", _IN)


def stance_words(row: Mapping[str, Any], name: str | None = None) -> Iterator[Word]:
    """One stance as a sentence: who, which side, of what, when, and what shows it.

    With the actor's ``name`` it stands below its topic and side, which are left out.
    """
    yield from words_of(name or row["actor"], "blue")
    if name is None:
        yield from words_of(row["polarity"])
        yield Word(line(row["topic"]), "bold")
    if row["date"]:
        yield from words_of(f"({row['date']})", "dim")
    shown = [*row["claims"], *(f"[{number}]" for number in row["endnotes"])]
    if shown:
        yield Word(":", tied=True)
        yield from listed(shown, "")
    said_by = [who for who in row["said_by"] if who != row["actor"]]
    if row["flags"]:
        yield Word(";", tied=True)
        yield from words_of("! " + ", ".join(row["flags"]), "yellow")
        if said_by and row["flags"][0] in ("on another's word", "one voice for an institution"):
            yield from words_of("(said by", "dim")
            yield from listed(said_by, "dim")
            yield Word(")", "dim", tied=True)
    if row["why"]:
        yield Word(";", tied=True)
        yield from words_of(row["why"], "dim")


_ROWS: Mapping[str, Callable[[Mapping[str, Any], Style], str]] = {
    "claims": _claim,
    "arguments": _argument,
    "attacks": _attack,
    "limits": _limit,
    "notes": _note,
    "works": _work,
    "actors": _actor,
    "topics": _topic,
}
