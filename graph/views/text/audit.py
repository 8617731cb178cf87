"""What falls with a source, and what a claim hangs on, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...model.terms import GRADES
from .chains import named
from .opposing import told
from .standing import stands
from .terminal import Style, Word, counted, flow, following_line, line, listed, status_word, words_of

if TYPE_CHECKING:
    from ...answers.fragility import Bounds, Fragility
    from ...answers.ranking import Ranked
    from ...answers.withdraw import Group, Withdrawal
    from ...model.entities import Dataset

_COLON = Word(":", tied=True)
_SHOWN = 25
_FEW = 3


def render_withdraw(
    answer: Withdrawal,
    style: Style,
    *,
    dataset: Dataset,
    kind: str | None = None,
    holder: str | None = None,
    section: str | None = None,
) -> str:
    """What is lost and what weakens, thesis by thesis; each claim's text where it is first named.

    ``kind``, ``holder`` and ``section`` are what narrows it: others may be lost, and are not counted.
    """
    gone = [named(id_) for id_ in answer["withdrawn"]]
    idle = list(answer["without_works"])
    nobody = [*listed(idle), *words_of("made or issued no work")] if idle else []
    if not gone:
        why = nobody or words_of("no work, note, claim or argument is named")
        return flow([*words_of("Nothing was withdrawn:"), *why], style)
    head = [*words_of("Without"), *listed(gone)]
    lost, weakened = len(answer["lost"]), len(answer["weakened"])
    narrowed = [
        *(words_of(f"of kind {kind}") if kind else ()),
        *(words_of(f"held by {holder}") if holder else ()),
        *(words_of(f"in section {section}") if section else ()),
    ]
    if narrowed and not lost and not weakened:
        no_such = [*words_of("no claim"), *narrowed, *words_of("is lost or weakens; others are not listed.")]
        return flow([*head, *no_such], style) + "".join(_reasons(answer, dataset, style))
    if not lost and not weakened:
        fallen = answer["arguments_lost"] or answer["citations_lost"]
        no_status = (
            "no status changes, but reasons fall." if fallen else "nothing is lost and nothing weakens."
        )
        said = flow([*head, *words_of(no_status)], style)
        return said + (flow(nobody, style) if nobody else "") + "".join(_reasons(answer, dataset, style))
    said = f"{counted(lost, 'claim')} lost, {counted(weakened, 'claim')} weakened"
    counts = [*words_of(said), *([*words_of("among those"), *narrowed] if narrowed else ())]
    text = flow([*head, _COLON, *counts], style)
    text += flow(nobody, style) if nobody else ""
    shown: set[str] = set()
    for group in answer["theses"]:
        text += "\n" + "".join(_group(group, shown, dataset, style))
    text += "".join(_reasons(answer, dataset, style))
    first = next(iter(answer["lost"]), None) or answer["weakened"][0]["claim"]
    return text + "\n" + following_line(f"supports {first}", style)


def _reasons(answer: Withdrawal, dataset: Dataset, style: Style) -> Iterator[str]:
    """Arguments and citations that fall although what they support keeps its status, by conclusion."""
    fallen: dict[str, list[str]] = {}
    for row in answer["carried"]:
        fallen[row["claim"]] = [*row["arguments"], *(f"[{note}]" for note in row["notes"])]
    if not fallen:
        return
    yield "\n" + flow(words_of("Reasons lost, though what they support keeps its status"), style)
    for row in answer["carried"][:_SHOWN]:
        lost = fallen[row["claim"]]
        words = [Word(line(row["claim"]), "bold"), *words_of(f"stays {row['status']} without"), *listed(lost)]
        by = [*row["by_arguments"], *(f"[{note}]" for note in row["by_notes"])]
        if by:
            words += [Word(";", tied=True), *words_of("still carried by"), *listed(by)]
        yield flow(words, style, "- ", "  ")
    if len(answer["carried"]) > _SHOWN:
        rest = len(answer["carried"]) - _SHOWN
        yield flow(words_of(f"... {rest:,} more: --json lists them", "dim"), style)


def _group(group: Group, shown: set[str], dataset: Dataset, style: Style) -> Iterator[str]:
    thesis = group["thesis"]
    lost = [claim for claim in group["lost"] if claim != thesis]
    weakened = [change for change in group["weakened"] if change["claim"] != thesis]
    if thesis is None:
        yield flow(words_of("Beneath no thesis"), style)
    elif group["before"] == group["after"]:
        yield flow([Word(thesis, "bold"), *words_of(f"stays {group['before']}; beneath it")], style)
    else:
        verb = "falls" if group["after"] == "unsupported" else "drops"
        fate = [*words_of(f"{verb} from {group['before']} to"), *status_word(str(group["after"]))]
        yield flow([Word(thesis, "bold"), *fate], style)
        if thesis not in shown:
            yield told(thesis, dataset, style, "  ")
        shown.add(thesis)
    for claim in lost:
        if claim not in shown:
            yield flow([Word(claim, "bold"), _COLON, *words_of("lost", "red")], style, "- ")
            yield told(claim, dataset, style, "  ")
    for change in weakened:
        if change["claim"] not in shown:
            fate = [*words_of(f"drops from {change['before']} to"), *status_word(change["after"])]
            yield flow([Word(change["claim"], "bold"), *fate], style, "- ")
            yield told(change["claim"], dataset, style, "  ")
    weaker = [change["claim"] for change in weakened]
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
        idle = len(answer) - len(harmful)
        text += flow(words_of(f"{counted(idle, 'other')} {'does' if idle == 1 else 'do'} no harm."), style)
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
    text = flow([Word(claim, "bold"), _COLON, *stands(answer)], style)
    text += told(claim, dataset, style, "  ")
    text += "".join(_resilience(answer, dataset, style))
    text += "".join(_bearing_claims(answer, dataset, style))
    text += "".join(_warnings(answer, style))
    witness = answer["smallest_witness"]
    if witness is None:
        text += flow(words_of("Nothing is enough to support it."), style)
    else:
        size = len(witness["works"]) + len(witness["assertions"])
        said = f"The least that is enough to support it ({size}):"
        bounds = answer["witness_bounds"]
        if bounds and bounds["least"] < bounds["most"]:
            said = f"Enough to support it, the fewest found ({_between(bounds)} are needed):"
        text += flow(words_of(said), style)
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
    if number is None:
        none = answer["status"] in ("asserted", "unsupported")
        why = "no work reaches it" if none else "others remain"
        yield flow(words_of(f"No withdrawal of works lowers it: {why}."), style)
        return
    bearing = answer["load_bearing"] or cut
    drops = _drops(answer)
    if number > 1:
        bounds = answer["resilience_bounds"]
        open_ = bounds is not None and bounds["least"] < bounds["most"]
        many = f"{_between(bounds)} works" if bounds and open_ else f"{number} works"
        said = f"It takes {many} withdrawn together to lower its status"
        yield flow(words_of(f"{said}; without these {number} {drops}:"), style)
        yield from _named_works(cut, dataset, style)
        return
    said = f"Without one work {drops}:"
    if answer["single_source"]:
        said = f"Without one work {drops}, and no other reaches it:"
        if answer["lowered_to"] == "unsupported":
            said = "It falls with one work: nothing else is offered."
    elif len(bearing) > 1:
        said = f"Any one of {len(bearing)} works, withdrawn, lowers its status; without {cut[0]} {drops}:"
    yield flow(words_of(said, "red"), style)
    yield from _named_works(bearing, dataset, style)


def _bearing_claims(answer: Fragility, dataset: Dataset, style: Style) -> Iterator[str]:
    """Claims below without which it stands lower, the gravest first."""
    found = sorted(answer["load_bearing_claims"], key=lambda each: GRADES.index(each["without"]))
    if not found:
        return
    said = (
        "Without one claim it stands lower:"
        if len(found) == 1
        else "Without any one of these it stands lower:"
    )
    yield flow(words_of(said, "red"), style)
    for each in found[:_SHOWN]:
        words = [Word(line(each["claim"]), "bold"), _COLON, *status_word(each["without"])]
        yield flow(words, style, "- ") + told(each["claim"], dataset, style, "  ")
    if len(found) > _SHOWN:
        yield flow(words_of(f"... {len(found) - _SHOWN:,} more: --json lists them", "dim"), style)


def _drops(answer: Fragility) -> str:
    after = answer["lowered_to"]
    return "it falls" if after == "unsupported" else f"it drops to {after}"


def _between(bounds: Bounds) -> str:
    """What is proven of a number, in words."""
    return f"at least {bounds['least']}, at most {bounds['most']}"


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
