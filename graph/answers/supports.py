"""What supports a claim: its status and its trace, down to notes, works and bare claims."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from typing import NotRequired

from typing_extensions import TypedDict

from ..evidence_graph.classes import Lean
from ..evidence_graph.fixpoint import evidence_below, status_of, statuses, what_lies_below, withdrawn
from ..evidence_graph.graph import EvidenceGraph, Node, holders
from ..evidence_graph.leaning import Leaning, leaning
from ..model.terms import Status
from ..weighing.sets import Witness
from .limits import LimitRow, limits_on
from .rows import CitationRow, citation_row


class Needed(TypedDict):
    """A premise that all arguments of the claim asked about need, and its status ``without`` it."""

    claim: str
    without: Status


class ClaimAnswer(TypedDict):
    """A claim of the trace, with its restatements pooled."""

    text: str | None
    holder: str | None
    holders: list[str]
    kind: str
    attributed: bool
    bare: bool
    withdrawn: bool
    status: Status
    as_written: Status
    leans_on: list[Lean]
    endnotes: list[int]
    citations: list[CitationRow]
    arguments: list[str]
    attacked_by: list[str]
    limited_by: list[LimitRow]
    restatements: list[str]


class ArgumentAnswer(TypedDict):
    """An argument of the trace; ``supported`` says that all its premises are."""

    conclusion: str
    premises: list[str]
    supported: bool
    signal: str | None
    scheme: str | None
    by: str | None
    confidence: str | None


class NoteAnswer(TypedDict):
    """A note that a claim of the trace cites; ``works`` is W(n)."""

    works: list[str]
    form: str
    resolved_via: int | None
    locator: str | None


class WorkAnswer(TypedDict):
    """A work that evidential citations of the trace reach."""

    title: str
    type: str | None
    date: str | None


class Supports(TypedDict):
    """The answer of ``supports`` (design section 6)."""

    schema: str
    root: str
    status: Status
    endnotes: list[int]
    endnotes_below: list[int]
    assertions: list[str]
    needed_by_all: list[Needed]
    claims: dict[str, ClaimAnswer]
    arguments: dict[str, ArgumentAnswer]
    notes: dict[str, NoteAnswer]
    works: dict[str, WorkAnswer]
    without: list[str | int]
    witnesses: NotRequired[list[Witness]]
    witnesses_truncated: NotRequired[bool]


def supports(
    evidence: EvidenceGraph,
    claim: str,
    *,
    minimal: bool = False,
    limit: int = 1000,
    without: Collection[Node] = (),
    time_limit: float = 10.0,
) -> Supports:
    """What supports ``claim``: the trace below it, each claim, argument, note and work once.

    Arguments to attributed claims are in the trace (they are that holder's reasons) but lend no
    support. With ``without`` the answer is as if those were not there: what is bare is decided
    before, and a withdrawn claim that is used as a premise is shown, marked, with nothing below it.
    With ``minimal`` also the witnesses, at most ``limit``, and those found within
    ``time_limit`` seconds. Raises UnknownName. Time: linear in the
    trace, but for putting it in the order of the files. Source: docs/semantics.md#the-trace.
    """
    root = evidence.representative(claim)
    gone = withdrawn(evidence, without)
    scope = what_lies_below(evidence, (root,), gone)
    status = dict(zip(scope.claims, status_of(evidence, scope, gone), strict=True))
    position = evidence.position
    leans = leaning(evidence, below=root, without=gone)
    limits = limits_on(evidence)
    claims = {
        str(node[1]): _claim(evidence, node, status[node], leans, limits, gone)
        for node in sorted(status, key=position.__getitem__)
    }
    below, reached = evidence_below(evidence, scope, gone)
    answer: Supports = {
        "schema": "claimgraph/supports/1",
        "root": root,
        "status": claims[root]["status"],
        "endnotes": claims[root]["endnotes"],
        "endnotes_below": below,
        "assertions": [name for name, shown in claims.items() if shown["bare"] and not shown["withdrawn"]],
        "needed_by_all": needed_by_all(evidence, root, claims[root]["arguments"], gone),
        "claims": claims,
        "arguments": {
            str(node[1]): _argument(evidence, str(node[1]), claims)
            for node in sorted(scope.arguments, key=position.__getitem__)
        },
        "notes": _notes(evidence, claims, gone),
        "works": {name: _work(evidence, name) for name in reached},
        "without": [name for _, name in sorted(gone, key=lambda node: (node[0], str(node[1])))],
    }
    if minimal:
        from ..weighing.witnesses import witnesses

        found = witnesses(evidence, root, limit=limit, without=gone, time_limit=time_limit)
        answer["witnesses"] = found.witnesses
        answer["witnesses_truncated"] = found.truncated
    return answer


def _claim(
    evidence: EvidenceGraph,
    node: Node,
    status: Status,
    leans: Leaning,
    limits: Mapping[str, list[LimitRow]],
    gone: Set[Node],
) -> ClaimAnswer:
    name = str(node[1])
    claim = evidence.dataset.claims[name]
    held = holders(evidence.dataset, claim)
    shown = node not in gone
    citations = _citations(evidence, name, gone) if shown else []
    members = evidence.members[name]
    return {
        "text": claim.text,
        "holder": held[-1] if held else None,
        "holders": held,
        "kind": claim.kind,
        "attributed": name in evidence.attributed,
        "bare": name in evidence.bare,
        "withdrawn": not shown,
        "status": status,
        "as_written": leans.as_written[name],
        "leans_on": leans.leans_on[name],
        "endnotes": list(dict.fromkeys([citation["note"] for citation in citations])),
        "citations": citations,
        "arguments": _arguments(evidence, name, gone) if shown else [],
        "attacked_by": evidence.attackers(name),
        "limited_by": limits.get(name, []),
        "restatements": [member for member in members if member != name] if len(members) > 1 else [],
    }


def _citations(evidence: EvidenceGraph, name: str, gone: Set[Node]) -> list[CitationRow]:
    found = [
        citation_row(claim.id, citation, evidential=evidence.evidential(citation))
        for claim, citation in evidence.citations(name)
        if not gone or ("note", citation.note) not in gone
    ]
    if len(found) > 1:
        found.sort(key=_by_note)
    return found


def _by_note(citation: CitationRow) -> int:
    return citation["note"]


def _arguments(evidence: EvidenceGraph, name: str, gone: Set[Node]) -> list[str]:
    return [
        argument for argument in evidence.arguments(name) if not gone or ("argument", argument) not in gone
    ]


def _argument(evidence: EvidenceGraph, name: str, claims: Mapping[str, ClaimAnswer]) -> ArgumentAnswer:
    argument = evidence.argument(name)
    premises = evidence.premises_of[name]
    return {
        "conclusion": evidence.conclusion_of[name],
        "premises": list(premises),
        "supported": all(claims[premise]["status"] != "unsupported" for premise in premises),
        "signal": argument.signal,
        "scheme": argument.scheme,
        "by": argument.by,
        "confidence": argument.confidence,
    }


def needed_by_all(evidence: EvidenceGraph, root: str, arguments: list[str], gone: Set[Node]) -> list[Needed]:
    """Premises of every one of two or more arguments, in the order of the first."""
    if len(arguments) < 2:
        return []
    first, *others = (evidence.premises_of[argument] for argument in arguments)
    shared = [premise for premise in first if all(premise in other for other in others)]
    return [
        {"claim": name, "without": statuses(evidence, below=root, without={*gone, ("claim", name)})[root]}
        for name in shared
        if name != root
    ]


def _notes(
    evidence: EvidenceGraph, claims: Mapping[str, ClaimAnswer], gone: Set[Node]
) -> dict[str, NoteAnswer]:
    cited = {number for claim in claims.values() for number in claim["endnotes"]}
    notes = evidence.dataset.endnotes
    return {
        str(number): {
            "works": [work for work in evidence.works_of[number] if ("work", work) not in gone],
            "form": notes[number].form,
            "resolved_via": evidence.resolved_via[number],
            "locator": notes[number].locator,
        }
        for number in sorted(cited)
        if number in notes
    }


def _work(evidence: EvidenceGraph, name: str) -> WorkAnswer:
    work = evidence.dataset.works[name]
    return {"title": work.title, "type": work.type, "date": str(work.date) if work.date else None}
