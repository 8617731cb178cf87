"""What falls with a source, and what a claim hangs on, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .chains import named
from .opposing import told
from .terminal import Style, Word, counted, flow, following_line, line, listed, status_word, words_of

if TYPE_CHECKING:
    from ...model import Dataset
    from ...weighing.fragile import Fragility
    from ...weighing.ranking import Ranked
    from ...weighing.withdrawal import Group, Withdrawal

_COLON = Word(":", tied=True)
_SHOWN = 25
_FEW = 3


def render_withdraw(answer: Withdrawal, style: Style, *, dataset: Dataset) -> str:
    """What is lost and what weakens, thesis by thesis; each claim's text where it is first named."""
    gone = [named(id_) for id_ in answer["withdrawn"]]
    head = [*words_of("Without"), *listed(gone)]
    lost, weakened = len(answer["lost"]), len(answer["weakened"])
    if not lost and not weakened:
        nothing = "nothing" if gone else "nothing at all"
        return flow([*head, *words_of(f"{nothing} is lost and nothing weakens.")], style)
    said = f"{counted(lost, 'claim')} lost, {counted(weakened, 'claim')} weakened"
    text = flow([*head, _COLON, *words_of(said)], style)
    shown: set[str] = set()
    for group in answer["theses"]:
        text += "\n" + "".join(_group(group, shown, dataset, style))
    first = next(iter(answer["lost"]), None) or answer["weakened"][0]["claim"]
    return text + "\n" + following_line(f"supports {first}", style)


def _group(group: Group, shown: set[str], dataset: Dataset, style: Style) -> Iterator[str]:
    thesis, lost = group["thesis"], group["lost"]
    if thesis is None:
        yield flow(words_of("Beneath no thesis"), style)
    elif group["before"] == group["after"]:
        yield flow([Word(thesis, "bold"), *words_of(f"stays {group['before']}; beneath it")], style)
    else:
        fate = [*words_of(f"falls from {group['before']} to"), *status_word(str(group["after"])), _COLON]
        yield flow([Word(thesis, "bold"), *fate], style)
    for claim in lost:
        if claim not in shown:
            yield flow([Word(claim, "bold"), _COLON, *words_of("lost", "red")], style, "- ")
            yield told(claim, dataset, style, "  ")
    for change in group["weakened"]:
        if change["claim"] not in shown:
            fate = [*words_of(f"{change['before']}, now"), *status_word(change["after"])]
            yield flow([Word(change["claim"], "bold"), _COLON, *fate], style, "- ")
            yield told(change["claim"], dataset, style, "  ")
    weaker = [change["claim"] for change in group["weakened"]]
    for said, claims in (("lost, as above:", lost), ("weaker, as above:", weaker)):
        again = [claim for claim in claims if claim in shown]
        if again:
            yield flow([*words_of(said), *listed(again, "")], style, "- ")
    shown.update(lost, weaker)


def render_ranking(answer: Sequence[Ranked], style: Style, *, dataset: Dataset) -> str:
    """Works, or pairs of them, by the harm that their withdrawal would do; the worst first."""
    harmful = [row for row in answer if row["lost"] or row["weakened"]]
    if not harmful:
        return flow(words_of("No withdrawal loses or weakens anything."), style)
    text = ""
    for row in harmful[:_SHOWN]:
        text += flow([*listed(row["works"]), _COLON, *words_of(_harm(row))], style, "", "  ")
        for work in row["works"]:
            title = dataset.works[work].title if work in dataset.works else ""
            text += flow(words_of(title), style, "  ") if title else ""
    rest = len(harmful) - _SHOWN
    if rest > 0:
        text += flow(words_of(f"... {rest:,} more do less harm: --json lists them", "dim"), style)
    if len(harmful) < len(answer):
        text += flow(words_of(f"{len(answer) - len(harmful):,} others do no harm."), style)
    return text + following_line(f"withdraw {' '.join(harmful[0]['works'])}", style)


def _harm(row: Ranked) -> str:
    theses = [
        f"{counted(row['theses_lost'], 'thesis', 'theses')} lost" if row["theses_lost"] else "",
        f"{counted(row['theses_weakened'], 'thesis', 'theses')} weakened" if row["theses_weakened"] else "",
    ]
    claims = [
        f"{counted(len(row['lost']), 'claim')} lost" if row["lost"] else "",
        f"{counted(len(row['weakened']), 'claim')} weakened" if row["weakened"] else "",
    ]
    return "; ".join(filter(None, (", ".join(filter(None, part)) for part in (theses, claims))))


def render_fragility(answer: Fragility, style: Style, *, dataset: Dataset) -> str:
    """How little it takes to lower the claim, in sentences, with the works by name."""
    claim = answer["claim"]
    text = flow([Word(claim, "bold"), _COLON, *status_word(answer["status"])], style)
    text += told(claim, dataset, style, "  ")
    text += "".join(_resilience(answer, dataset, style))
    text += "".join(_warnings(answer, style))
    witness = answer["smallest_witness"]
    if witness is None:
        text += flow(words_of("Nothing is enough to support it."), style)
    else:
        size = len(witness["works"]) + len(witness["assertions"])
        text += flow(words_of(f"The least that is enough to support it ({size}):"), style)
        text += "".join(_named_works(witness["works"], dataset, style))
        text += "".join(
            flow([Word(name, "bold"), *words_of("(bare assertion)", "dim")], style, "- ")
            for name in witness["assertions"]
        )
    cut = answer["smallest_withdrawal"]
    following = f"withdraw {' '.join(cut)}" if 0 < len(cut) <= _FEW else f"supports {claim} --minimal"
    return text + following_line(following, style)


def _resilience(answer: Fragility, dataset: Dataset, style: Style) -> Iterator[str]:
    number, cut = answer["resilience"], answer["smallest_withdrawal"]
    status = answer["status"]
    if number is None:
        why = "no work reaches it" if status in ("asserted", "unsupported") else "others remain"
        yield flow(words_of(f"No withdrawal of works lowers it: {why}."), style)
    elif number == 1:
        bearing = answer["load_bearing"] or cut
        said = "One work, withdrawn, is enough to lower its status:"
        if answer["single_source"] and status == "documented":
            said = "It falls with one work: nothing else is offered."
        elif len(bearing) > 1:
            said = f"Any one of {len(bearing)} works, withdrawn, is enough to lower its status:"
        yield flow(words_of(said, "red"), style)
        yield from _named_works(bearing, dataset, style)
    else:
        yield flow(words_of(f"It takes {number} works withdrawn together to lower its status:"), style)
        yield from _named_works(cut, dataset, style)
    if not answer["exact"]:
        for what, bounds in (("works", "resilience_bounds"), ("least support", "witness_bounds")):
            proven = answer[bounds]  # type: ignore[literal-required]
            if proven is not None and proven["least"] < proven["most"]:
                said = f"({what}: proven only to be from {proven['least']} to {proven['most']}; time ran out)"
                yield flow(words_of(said, "yellow"), style)


def _named_works(works: Iterable[str], dataset: Dataset, style: Style) -> Iterator[str]:
    for work in works:
        entry = dataset.works.get(work)
        said = "" if entry is None else ", ".join(filter(None, (entry.title, str(entry.date or ""))))
        yield flow([Word(line(work), "bold"), *words_of(said)], style, "- ", "    ")


def _warnings(answer: Fragility, style: Style) -> Iterator[str]:
    sources = answer["sources"]
    found: list[tuple[str, list[str]]] = []
    if answer["single_source"] and answer["resilience"] != 1:
        found.append(("only one work reaches it", [answer["single_source"]]))
    if answer["single_issuer"] and len(sources) > 1:
        found.append(("all its works are issued by", [answer["single_issuer"]]))
    if answer["self_citation"]:
        found.append(("the paper's own author or publisher made", answer["self_citation"]))
    if answer["personal_communication"]:
        found.append(("no reader can check", answer["personal_communication"]))
    if answer["newspapers_only"]:
        found.append(("newspapers only", []))
    for said, ids in found:
        yield flow([*words_of(f"! {said}", "yellow"), *listed(ids)], style, "", "  ")
