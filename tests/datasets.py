"""Whole valid data sets for property-based tests: every field, hostile strings, rings of claims.

``datasets()`` gives ``Dataset`` values that the loader accepts (``test_writing`` holds it to that):
ids are unique, references name what exists, notes lean on earlier ones, only the same holder
restates, nothing attacks itself. ``in_folder`` writes one where the command line can read it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, get_args

from hypothesis import strategies as st

from claimgraph.editing.write import write
from claimgraph.model.entities import (
    Actor,
    Anomaly,
    Argument,
    Attack,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Holder,
    Limit,
    Membership,
    Modality,
    Office,
    Paper,
    Passage,
    Section,
    Stance,
    Topic,
    Unclaimed,
    Work,
)
from claimgraph.model.terms import (
    ClaimKind,
    Confidence,
    Fit,
    Intent,
    LimitKind,
    Maker,
    NoteForm,
    Polarity,
    Reason,
    Scope,
)

HOSTILE = (
    '<script>alert("1")</script>',
    "</script><!--",
    'quote " and \\ backslash \\n not a newline',
    "two\nlines",
    "one\u2028line\u2029still",
    "a\ttab",
    "'''\"\"\"",
    '" . <urn:a> <urn:b> "',
    "} SERVICE <http://localhost/> { ?s ?p ?o }",
    "$&%{{}}#@[27]",
    "=HYPERLINK(1)",
    "\u202egnp.exe",
    "e\u0301 \U0001f600 日本語 العربية",
    "x^^<http://www.w3.org/2001/XMLSchema#integer>",
    "a@en",
    "true",
    "0027",
    " at both ends ",
    "no",
    "- a: *b, [c] # d",
    "\\u0041",
    "C:\\new",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789éøßж日本ع"
DATES = ("2014", "2014-05", "2014-05-06", "2009/2010", "2001-21", "1984?", "0044", "2014-05-06/..")
LANGUAGES = ("en", "ja", "zh-Hant", "pt-BR", "English", "x", "en-", "日本語")
URLS = (
    "https://example.org/a?b=c#d",
    "http://example.org/a b",
    "javascript:alert(1)",
    "www.example.org",
    'http://example.org/<>"{}|\\^`',
    "https://[::1]/",
    "http://例え.jp/",
    "https://example.org/%zz#a#b",
)
BASES = (
    "https://example.org/papers/",
    "https://example.org/papers",
    "https://example.org/p#",
    "urn:example:papers:",
    "https://example.org/a%20b?x=y/",
)


def choice(literal: Any) -> st.SearchStrategy[Any]:
    """One of a closed list."""
    return st.sampled_from(get_args(literal))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value or ``None``."""
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """A tuple, often empty."""
    return st.lists(strategy, max_size=most).map(tuple)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _visible(text: str) -> str:
    """``text`` as a file can hold it: no byte order mark in it, and not white space alone."""
    text = _nfc(text.replace("\ufeff", ""))
    return text if text.strip() else f"{text}."


_letters = st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n")
texts = (st.sampled_from(HOSTILE) | st.text(_letters, min_size=1, max_size=12)).map(_visible)
slugs = st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=2).map(
    lambda words: _nfc("-".join(words if not words[0].isdigit() else ["n", *words]))
)
spans = st.tuples(st.integers(1, 30), st.integers(0, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))
digests = st.tuples(st.integers(1, 500), st.integers(0, 2**32 - 1)).map(lambda p: f"{p[0]}-{p[1]:08x}")
dates = st.builds(Date, is_=st.sampled_from(DATES), printed=maybe(texts)) | st.builds(
    Date, is_=st.none(), printed=texts
)
anomalies = several(
    st.builds(
        Anomaly,
        kind=texts,
        printed=maybe(texts),
        meant=maybe(texts),
        sure=maybe(choice(Confidence)),
        why=maybe(texts),
    ).filter(lambda a: a.meant is None or a.printed is None or a.meant.strip() != a.printed.strip()),
    2,
)
_place: dict[str, Any] = {
    "paragraph": st.sampled_from(("1/1", "2.3/3", "2.3/0")) | texts,
    "sentences": maybe(spans),
    "words": maybe(spans),
    "digest": maybe(digests),
}
passages = st.builds(Passage, **_place)
modalities = st.builds(
    Modality, hedge=maybe(texts), condition=maybe(texts), negated=st.booleans(), scope=maybe(texts)
)


class Ids:
    """Ids of one data set, each used once, whatever the case."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._used: set[str] = set()

    def new(self) -> str:
        """An id that nothing has yet."""
        slug = self._draw(slugs)
        while slug.casefold() in self._used:
            slug += "-x"
        self._used.add(slug.casefold())
        return slug

    def several(self, least: int = 0, most: int = 3) -> list[str]:
        """Some new ids."""
        return [self.new() for _ in range(self._draw(st.integers(least, most)))]

    def former(self) -> tuple[str, ...]:
        """What something was once called: seldom anything."""
        return tuple(self.several(0, 2)) if self._draw(st.integers(0, 4)) == 0 else ()


def some(ids: Sequence[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of ``ids``, in any order, none twice."""
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(ids), unique=True, max_size=most).map(tuple)


@st.composite
def datasets(draw: st.DrawFn, most: int = 3) -> Dataset:
    """A valid data set with up to ``most`` of each kind of thing."""
    ids = Ids(draw)
    actor_ids = ids.several(1, most)
    topic_ids, work_ids, claim_ids = ids.several(0, most), ids.several(0, most), ids.several(0, most)
    numbers = draw(st.lists(st.integers(1, 40), unique=True, max_size=most))
    paper = draw(_papers(ids, actor_ids))
    claims = draw(_claims(ids, paper, claim_ids, actor_ids, topic_ids, numbers))
    against, about = _from_one_to_another(claims)
    return Dataset(
        paper=paper,
        actors={id_: draw(_actors(ids, id_, actor_ids[:place])) for place, id_ in enumerate(actor_ids)},
        topics={
            id_: Topic(
                id=id_,
                label=draw(texts),
                broader=draw(some(topic_ids[:place])),
                definition=draw(maybe(texts)),
                formerly=ids.former(),
            )
            for place, id_ in enumerate(topic_ids)
        },
        works={
            id_: draw(_works(ids, id_, work_ids[:place], actor_ids)) for place, id_ in enumerate(work_ids)
        },
        endnotes={number: draw(_endnotes(number, numbers, work_ids)) for number in numbers},
        claims=claims,
        attacks=draw(_several_between(against, lambda **ends: st.builds(Attack, **ends))),
        limits=draw(_several_between(about, lambda **ends: st.builds(Limit, kind=_limits, **ends))),
        stances=draw(several(_stances(actor_ids, topic_ids, claim_ids, numbers))) if topic_ids else (),
        unclaimed=draw(several(st.builds(Unclaimed, reason=choice(Reason), **_place))),
    )


@st.composite
def _papers(draw: st.DrawFn, ids: Ids, actor_ids: list[str]) -> Paper:
    sections = draw(st.lists(st.sampled_from(("1", "2.3", "x y", "a/b.c")), unique=True, max_size=2))
    return Paper(
        id=ids.new(),
        authors=draw(st.lists(st.sampled_from(actor_ids), unique=True, min_size=1, max_size=3)),
        title=draw(maybe(texts)),
        publisher=draw(maybe(st.sampled_from(actor_ids) | texts)),
        date=draw(maybe(dates)),
        venue=draw(maybe(texts)),
        language=draw(maybe(st.sampled_from(LANGUAGES))),
        doi=draw(maybe(texts)),
        url=draw(maybe(st.sampled_from(URLS))),
        base=draw(maybe(st.sampled_from(BASES))),
        sections=tuple(Section(id=id_, heading=draw(texts)) for id_ in sections),
        anomalies=draw(anomalies),
        formerly=ids.former(),
    )


@st.composite
def _actors(draw: st.DrawFn, ids: Ids, id_: str, earlier: list[str]) -> Actor:
    member = st.builds(
        Membership,
        who=st.sampled_from(earlier) if earlier else st.nothing(),
        from_=maybe(dates),
        to=maybe(dates),
    )
    members = several(member, 2) if earlier else st.just(())
    office = st.builds(
        Office,
        office=texts,
        of=maybe(st.sampled_from(earlier)) if earlier else st.none(),
        from_=maybe(dates),
        to=maybe(dates),
    )
    upwards = draw(st.booleans())  # one direction only, so that no actor is a member of itself
    return Actor(
        id=id_,
        name=draw(texts),
        type=draw(maybe(st.sampled_from(("state", "person", "office-holder", "group")) | texts)),
        aliases=draw(several(texts)),
        part_of=draw(members) if upwards else (),
        member_of=draw(members) if upwards else (),
        members=() if upwards else draw(members),
        holds_office=draw(several(office, 2)),
        unnamed=draw(st.booleans()),
        formerly=ids.former(),
    )


@st.composite
def _works(draw: st.DrawFn, ids: Ids, id_: str, earlier: list[str], actor_ids: list[str]) -> Work:
    agents = st.sampled_from(actor_ids) | texts
    known = st.sampled_from(("event", "news", "speech", "book", "op-ed"))
    plain = {
        name: draw(maybe(texts)) for name in ("container", "volume", "issue", "pages", "place", "doi", "isbn")
    }
    return Work(
        id=id_,
        title=draw(texts),
        type=draw(maybe(known | texts)),
        creators=draw(several(agents)),
        issuer=draw(maybe(agents)),
        publisher=draw(maybe(agents)),
        date=draw(maybe(dates)),
        language=draw(maybe(st.sampled_from(LANGUAGES))),
        url=draw(maybe(st.sampled_from(URLS) | texts)),
        derived_from=draw(maybe(st.sampled_from(earlier))) if earlier else None,
        secondary=draw(st.booleans()),
        review=draw(st.sampled_from([(), ("title",), ("title", "date")])),
        anomalies=draw(anomalies),
        formerly=ids.former(),
        **plain,
    )


@st.composite
def _endnotes(draw: st.DrawFn, number: int, numbers: list[int], work_ids: list[str]) -> Endnote:
    earlier = [other for other in numbers if other < number]
    return Endnote(
        number=number,
        form=draw(choice(NoteForm)),
        refers_to=draw(maybe(st.sampled_from(earlier))) if earlier else None,
        works=draw(some(work_ids)),
        label=draw(maybe(texts)),
        locator=draw(maybe(texts)),
        review=draw(st.sampled_from([(), ("locator",)])),
        accessed=draw(maybe(dates)),
        digest=draw(maybe(digests)),
        anomalies=draw(anomalies),
    )


@st.composite
def _claims(
    draw: st.DrawFn,
    ids: Ids,
    paper: Paper,
    claim_ids: list[str],
    actor_ids: list[str],
    topic_ids: list[str],
    numbers: list[int],
) -> dict[str, Claim]:
    holders = st.builds(
        Holder, who=st.sampled_from(actor_ids), to=some(actor_ids), via=some(actor_ids), or_=some(actor_ids)
    )
    held = {id_: draw(maybe(holders)) for id_ in claim_ids}

    def side(id_: str) -> str | None:
        holder = held[id_]
        return None if holder is None or holder.who in paper.authors else holder.who

    alike = {id_: [other for other in claim_ids if other != id_ and side(other) == side(id_)] for id_ in held}
    return {
        id_: Claim(
            id=id_,
            text=draw(maybe(texts)),
            kind=draw(choice(ClaimKind)),
            holder=held[id_],
            modality=draw(maybe(modalities)),
            quotation=draw(st.booleans()),
            about=draw(some([*actor_ids, *topic_ids])),
            date=draw(maybe(dates)),
            passage=draw(several(passages, 2)),
            cites=draw(several(_citations(numbers))) if numbers else (),
            supported_by=draw(_arguments(ids, id_, claim_ids)),
            restates=draw(some(alike[id_], 1)),
            anomalies=draw(anomalies),
            formerly=ids.former(),
        )
        for id_ in claim_ids
    }


def _citations(numbers: list[int]) -> st.SearchStrategy[Citation]:
    return st.builds(
        Citation,
        note=st.sampled_from(numbers),
        intent=st.just("cites as evidence") | choice(Intent),
        locator=maybe(texts),
        scope=choice(Scope),
        fit=maybe(choice(Fit)),
        why=maybe(texts),
    )


@st.composite
def _arguments(draw: st.DrawFn, ids: Ids, conclusion: str, claim_ids: list[str]) -> tuple[Argument, ...]:
    return tuple(
        Argument(
            id=ids.new() if draw(st.integers(0, 3)) == 0 else f"{conclusion}/{place}",
            premises=draw(st.lists(st.sampled_from(claim_ids), unique=True, min_size=1, max_size=3)),
            signal=draw(maybe(texts)),
            scheme=draw(maybe(texts)),
            by=draw(maybe(choice(Maker))),
            confidence=draw(maybe(choice(Confidence))),
            formerly=ids.former(),
        )
        for place in range(1, draw(st.integers(0, 2)) + 1)
    )


_limits = choice(LimitKind)
Ends: TypeAlias = dict[str, list[str]]
"""What each claim may attack or limit."""


def _from_one_to_another(claims: Mapping[str, Claim]) -> tuple[Ends, Ends]:
    """What each claim may attack, and what it may limit.

    Nothing attacks itself, a restatement of itself, or an argument of which either is a premise.
    """
    alike = restatements(claims)
    uses: dict[str, set[str]] = {id_: alike[id_] for id_ in claims}
    for claim in claims.values():
        for argument in claim.supported_by:
            uses[argument.id] = set().union(*(alike[premise] for premise in argument.premises))
    against = {id_: [target for target in uses if id_ not in uses[target]] for id_ in claims}
    return against, {id_: [target for target in uses if target != id_] for id_ in claims}


def restatements(claims: Mapping[str, Claim]) -> dict[str, set[str]]:
    """Of each claim all that say the same, itself among them, however many steps away."""
    alike = {id_: {id_} for id_ in claims}
    for claim in claims.values():
        for other in claim.restates:
            both = alike[claim.id] | alike[other]
            alike |= dict.fromkeys(both, both)
    return alike


def _several_between(
    ends: Ends, build: Callable[..., st.SearchStrategy[Any]]
) -> st.SearchStrategy[tuple[Any, ...]]:
    able = [id_ for id_, targets in ends.items() if targets]

    def from_one(id_: str) -> st.SearchStrategy[Any]:
        return build(
            from_=st.just(id_),
            to=st.sampled_from(ends[id_]),
            signal=maybe(texts),
            by=maybe(choice(Maker)),
            confidence=maybe(choice(Confidence)),
        )

    return several(st.sampled_from(able).flatmap(from_one)) if able else st.just(())


def _stances(
    actor_ids: list[str], topic_ids: list[str], claim_ids: list[str], numbers: list[int]
) -> st.SearchStrategy[Stance]:
    return st.builds(
        Stance,
        actor=st.sampled_from(actor_ids),
        topic=st.sampled_from(topic_ids),
        polarity=choice(Polarity),
        date=maybe(dates),
        claims=some(claim_ids),
        notes=some(numbers),
        why=maybe(texts),
    )


def in_folder(dataset: Dataset, folder: Path) -> Path:
    """``dataset`` as the two files of ``folder``, which is made: what any command can be asked of."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in write(dataset).items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return folder
