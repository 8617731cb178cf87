"""Claims and what stands between them: AIF for the argument, CiTO for citations, PROV-O for holders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..evidence_graph.notes import NoteWorks
from ..model.terms import INTENTS
from .lexical import TRUE, Statement, Term, integer, literal, own
from .minting import (
    ATTRIBUTED_TO,
    CONFIDENCE,
    IDENTIFIER,
    INDEX,
    SOURCE,
    TYPE,
    WHY,
    Minting,
    formerly,
    ours,
)
from .namespaces import encode, encode_argument
from .sources import DATE_PRINTED, LOCATOR

if TYPE_CHECKING:
    from ..model.entities import Argument, Attack, Citation, Claim, Holder, Modality, Unclaimed


def _cito(label: str) -> Term:
    first, *rest = label.split()
    return own("cito", first + "".join(map(str.capitalize, rest)))


INTENT_PROPERTIES: dict[str, Term] = {label: _cito(label) for label in INTENTS}
"""CiTO's property for each intent."""

I_NODE, RA_NODE, CA_NODE, MA_NODE = (own("aif", f"{kind}-node") for kind in ("I", "RA", "CA", "MA"))
PREMISE, CONCLUSION = own("aif", "Premise"), own("aif", "Conclusion")
CONFLICTING, CONFLICTED = own("aif", "ConflictingElement"), own("aif", "ConflictedElement")
CLAIM_TEXT = own("aif", "claimText")
KIND, SUPPORTS, RESTATES = ours("kind"), ours("supports"), ours("restates")
AS_WRITTEN = ours("supportsAsWritten")
ABOUT, EVENT_DATE = own("dcterms", "subject"), own("dcterms", "date")
QUALIFIED, AGENT = own("prov", "qualifiedAttribution"), own("prov", "agent")
_CITATION, _POINTER = own("cito", "Citation"), own("c4o", "InTextReferencePointer")
CITING, CITED = own("cito", "hasCitingEntity"), own("cito", "hasCitedEntity")
CHARACTERIZATION = own("cito", "hasCitationCharacterization")
_DENOTES, _CONTEXT = own("c4o", "denotes"), own("c4o", "hasContext")
SCOPE, FIT, STANDS_ON = ours("scope"), ours("fit"), ours("standsOn")
LIMITING, LIMITED = ours("limiting"), ours("limited")
MAKER = ours("by")
MODALITY_TEXTS = (("hedge", ours("hedge")), ("condition", ours("condition")), ("scope", ours("modalScope")))
MADE = (("signal", ours("signal")), ("by", MAKER), ("confidence", CONFIDENCE))


def claim(claim: Claim, place: int, resolved: NoteWorks, minting: Minting) -> Iterator[Statement]:
    """A claim with its holder, citations, arguments and restatements."""
    dataset = minting.dataset
    name = minting.named("claim", claim.id)
    yield name, TYPE, I_NODE
    yield name, INDEX, integer(place)
    yield name, IDENTIFIER, literal(claim.id)
    yield name, KIND, literal(claim.kind)
    if claim.text is not None:
        yield name, CLAIM_TEXT, literal(claim.text)
    holder = dataset.holder(claim)
    if holder:
        yield name, ATTRIBUTED_TO, minting.named("actor", holder)
    if claim.holder is not None:
        yield from _attribution(name, claim.id, claim.holder, minting)
        if dataset.attributed(claim):
            yield name, ours("attributed"), TRUE
    if claim.modality is not None:
        yield from _modality(name, claim.id, claim.modality, minting)
    if claim.quotation:
        yield name, ours("quotation"), TRUE
    if claim.about:
        yield from minting.ordered(name, ABOUT, [minting.actor_or_topic(id_) for id_ in claim.about])
    yield from minting.date(name, claim.date, EVENT_DATE, DATE_PRINTED)
    passages = [minting.passage(passage) for passage in claim.passage]
    yield from minting.ordered(name, SOURCE, passages)
    for number, citation in enumerate(claim.cites, 1):
        stands = not citation.mentions and bool(resolved.works.get(citation.note))
        yield from _citation(name, claim.id, citation, number, stands, passages, minting)
    for number, argument in enumerate(claim.supported_by, 1):
        yield from _argument(name, argument, number, minting)
    if claim.restates:
        yield from _restatements(name, claim, minting)
    if claim.anomalies:
        yield from minting.anomalies(name, claim.anomalies)
    yield from formerly(name, claim.formerly, minting)


def _attribution(name: Term, id_: str, holder: Holder, minting: Minting) -> Iterator[Statement]:
    node = minting.named("attribution", id_)
    yield name, QUALIFIED, node
    yield node, TYPE, own("prov", "Attribution")
    yield node, AGENT, minting.named("actor", holder.who)
    for property_, ids in (
        (ours("addressee"), holder.to),
        (ours("reporter"), holder.via),
        (ours("alternativeHolder"), holder.or_),
    ):
        yield from minting.ordered(node, property_, [minting.named("actor", id_) for id_ in ids])


def _modality(name: Term, id_: str, modality: Modality, minting: Minting) -> Iterator[Statement]:
    node = minting.named("modality", id_)
    yield name, ours("modality"), node
    yield node, TYPE, ours("Modality")
    yield from minting.texts(node, modality, MODALITY_TEXTS)
    if modality.negated:
        yield node, ours("negated"), TRUE


def _citation(
    name: Term,
    id_: str,
    citation: Citation,
    number: int,
    stands: bool,
    passages: list[Term],
    minting: Minting,
) -> Iterator[Statement]:
    """The citation as a resource, and the direct edges from claim to note beside it."""
    note = minting.note(citation.note)
    intent = INTENT_PROPERTIES[citation.intent]
    yield name, intent, note
    if stands:
        yield name, STANDS_ON, note
    node = minting.fresh("citation", f"{encode(id_)}.{citation.note}")
    yield node, TYPE, _CITATION
    yield node, INDEX, integer(number)
    yield node, CITING, name
    yield node, CITED, note
    yield node, CHARACTERIZATION, intent
    yield node, SCOPE, literal(citation.scope)
    if citation.scope != "implicit":  # then there is no marker in the text
        yield node, TYPE, _POINTER
        yield node, _DENOTES, note
        for passage in dict.fromkeys(passages):
            yield node, _CONTEXT, passage
    if citation.locator or citation.fit or citation.why:
        yield from minting.texts(node, citation, (("locator", LOCATOR), ("fit", FIT), ("why", WHY)))


def _argument(name: Term, argument: Argument, number: int, minting: Minting) -> Iterator[Statement]:
    """The argument as an RA-node, and the direct edges from its premises to its conclusion beside it."""
    node = minting.argument(argument.id)
    premises = [minting.named("claim", id_) for id_ in argument.premises]
    yield node, TYPE, RA_NODE
    yield node, INDEX, integer(number)
    yield node, IDENTIFIER, literal(argument.id)
    yield node, CONCLUSION, name
    yield from minting.ordered(node, PREMISE, premises)
    for premise in dict.fromkeys(premises):
        yield premise, SUPPORTS, name
        if argument.by != "us":
            yield premise, AS_WRITTEN, name
    yield from made(node, argument, minting)
    yield from minting.texts(node, argument, (("scheme", ours("scheme")),))
    yield from formerly(node, argument.formerly, minting)


def made(node: Term, source: Argument | Attack, minting: Minting) -> Iterator[Statement]:
    """Who made a connection, how sure they are, and the words that signal it."""
    yield from minting.texts(node, source, MADE)
    if source.by == "us":
        yield node, ATTRIBUTED_TO, minting.encoders
    elif source.by == "author":
        for author in minting.dataset.paper.authors:
            yield node, ATTRIBUTED_TO, minting.named("actor", author)


def _restatements(name: Term, claim: Claim, minting: Minting) -> Iterator[Statement]:
    others = [minting.named("claim", id_) for id_ in claim.restates]
    yield from minting.ordered(name, RESTATES, others)
    for id_, other in zip(claim.restates, others, strict=True):
        node = minting.iri("restatement", f"{encode(claim.id)}.{encode(id_)}")
        yield node, TYPE, MA_NODE
        yield node, ours("restating"), name
        yield node, ours("restated"), other


def attack(attack: Attack, place: int, minting: Minting) -> Iterator[Statement]:
    """An attack as a CA-node, and the direct edge beside it."""
    rebuts = attack.to in minting.dataset.claims
    node = _between("attack", attack, minting)
    source, target = minting.named("claim", attack.from_), minting.claim_or_argument(attack.to)
    yield node, TYPE, CA_NODE
    yield node, TYPE, ours("Rebut" if rebuts else "Undercut")
    yield node, INDEX, integer(place)
    yield node, CONFLICTING, source
    yield node, CONFLICTED, target
    yield source, ours("rebuts" if rebuts else "undercuts"), target
    yield from made(node, attack, minting)


def limit(limit: Attack, kind: str, place: int, minting: Minting) -> Iterator[Statement]:
    """A limit, which AIF has no node for, and the direct edge beside it."""
    node = _between("limit", limit, minting)
    source, target = minting.named("claim", limit.from_), minting.claim_or_argument(limit.to)
    yield node, TYPE, ours("Limit")
    yield node, INDEX, integer(place)
    yield node, LIMITING, source
    yield node, LIMITED, target
    yield node, ours("limitKind"), literal(kind)
    yield source, ours("limits"), target
    yield from made(node, limit, minting)


def _between(kind: str, attack: Attack, minting: Minting) -> Term:
    return minting.fresh(kind, f"{encode(attack.from_)}.{encode_argument(attack.to)}")


def unclaimed(unclaimed: Unclaimed, place: int, minting: Minting) -> Iterator[Statement]:
    """Sentences that assert nothing to encode."""
    passage = minting.passage(unclaimed)
    node = minting.fresh("unclaimed", passage.rpartition("/")[2][:-1])
    yield node, TYPE, ours("Unclaimed")
    yield node, INDEX, integer(place)
    yield node, SOURCE, passage
    yield node, ours("reason"), literal(unclaimed.reason)
