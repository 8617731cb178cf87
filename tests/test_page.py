"""The explorer as a file: one page, the same bytes, nothing of the data read as markup."""

from __future__ import annotations

import re
import types
import typing
from html.parser import HTMLParser
from random import Random
from typing import Any

import pytest
from everything import EVERYTHING
from generated_graphs import dataset
from hard_graphs import many_lines, many_premises
from page_browser import data_of

from claimgraph import load
from claimgraph.errors import UnknownName
from claimgraph.evidence_graph.graph import evidence
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
    Modality,
    Paper,
    Passage,
    Section,
    Stance,
    Topic,
    Work,
)
from claimgraph.views.page import page, shape
from claimgraph.views.page.measure import breaks, right_to_left, width
from claimgraph.views.page.picture import opening, picture, shown_from

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)' x=\"",
    "<!-- <script> ]]> &lt;b&gt; {{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "\u202eevil\u2066 \u2028\u2029 \u200b",
)


def hostile(text: str) -> Dataset:
    """A data set that says ``text`` wherever one can say anything."""
    anomaly = Anomaly(kind=text, printed=text, meant=text, why=text)
    date = Date(printed=text)
    return Dataset(
        paper=Paper(
            id="p",
            authors=("a",),
            title=text,
            publisher=text,
            date=date,
            venue=text,
            language=text,
            url=text,
            sections=(Section(id=text, heading=text),),
            anomalies=(anomaly,),
        ),
        actors={
            "a": Actor(id="a", name=text, type=text, aliases=(text,)),
            "b": Actor(id="b", name=text, type=text),
        },
        topics={"t": Topic(id="t", label=text, definition=text)},
        works={
            "w": Work(
                id="w",
                title=text,
                type=text,
                creators=(text, "b"),
                issuer=text,
                container=text,
                place=text,
                date=date,
                url=text,
                doi=text,
                anomalies=(anomaly,),
            )
        },
        endnotes={
            1: Endnote(number=1, works=("w",), label=text, locator=text, accessed=date, anomalies=(anomaly,))
        },
        claims={
            "c": Claim(
                id="c",
                text=text,
                kind="thesis",
                modality=Modality(hedge=text, condition=text, scope=text),
                about=("t", "b"),
                passage=(Passage(paragraph=f"{text}/1"),),
                supported_by=(Argument(id="c/1", premises=("d", "e"), signal=text, scheme=text),),
                anomalies=(anomaly,),
            ),
            "d": Claim(
                id="d",
                text=text,
                holder=Holder(who="b", via=("a",)),
                cites=(Citation(note=1, locator=text, why=text),),
            ),
            "e": Claim(id="e", text=text),
            "f": Claim(id="f"),
        },
        attacks=(Attack(from_="e", to="c/1", signal=text), Attack(from_="d", to="c")),
        stances=(
            Stance(actor="b", topic="t", polarity="opposes", date=date, claims=("d",), notes=(1,), why=text),
        ),
    )


class Elements(HTMLParser):
    """What a browser would make of a page: elements, attributes, links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")


def test_the_same_data_give_the_same_bytes() -> None:
    data = dataset(Random(8), claims=30)
    assert page(data) == page(data, evidence(data))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    usual = Elements(page(hostile("harmless")))
    attacked = Elements(page(hostile(text)))
    assert attacked.tags == usual.tags
    assert not [name for _, name, _ in attacked.attributes if name.startswith("on")]
    links = [value for _, name, value in attacked.attributes if name in ("href", "src")]
    assert links == [value for value in links if value.startswith(("#", "data:,"))]


def test_ids_in_the_page_are_unique_and_every_inner_link_leads_somewhere() -> None:
    for seed in range(20):
        data = dataset(Random(seed), claims=25)
        parsed = Elements(page(data))
        assert len(parsed.ids) == len(set(parsed.ids))
        known = {*parsed.ids, *data.topics}
        targets = {value[1:] for tag, name, value in parsed.attributes if name == "href" and value[:1] == "#"}
        assert targets <= known


def test_every_claim_note_work_and_actor_has_an_anchor_that_works_without_scripts() -> None:
    data = dataset(Random(4), claims=30)
    ids = set(Elements(page(data)).ids)
    assert ids >= {*data.claims, *data.works, *data.actors, *map(str, data.endnotes)}


def test_the_whole_argument_is_in_the_page_as_text() -> None:
    data = dataset(Random(4), claims=30)
    html = page(data)
    outline = html[html.index('id="_tree"') : html.index('id="_map"')]
    for name in evidence(data).members:
        assert data.claims[name].text in outline


def test_only_the_pages_own_scripts_may_run_and_nothing_may_load() -> None:
    html = page(dataset(Random(1)))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].replace("&#39;", "'").split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    assert all(source.startswith("'sha256-") for source in rules["script-src"].split())
    assert "connect-src" not in rules


def test_links_go_out_to_the_web_only() -> None:
    data = hostile("x")
    work = data.works["w"].model_copy(update={"url": "https://example.org/a?b=1&c=2", "doi": None})
    html = page(data.model_copy(update={"works": {"w": work}}))
    assert '<a class="url" href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">' in html


def test_an_empty_data_set_has_a_page() -> None:
    html = page(Dataset(paper=Paper(id="p", authors=())))
    assert data_of(html)["claims"] == []


def test_very_long_texts_are_cut_in_boxes_and_whole_in_the_text() -> None:
    text = "word " * 20_000 + "end"
    html = page(
        Dataset(paper=Paper(id="p", authors=()), claims={"c": Claim(id="c", text=text, kind="thesis")})
    )
    claim = data_of(html)["claims"][0]
    assert claim["cut"]
    assert claim["b"][0] < 200
    assert "end</a>" in html


def test_thousands_of_claims_in_one_chain_are_no_trouble() -> None:
    claims = {
        f"c{n}": Claim(
            id=f"c{n}",
            text=f"Claim {n}",
            kind="thesis" if n == 0 else "claim",
            supported_by=(Argument(id=f"c{n}/1", premises=(f"c{n + 1}",)),) if n < 2000 else (),
        )
        for n in range(2001)
    }
    html = page(Dataset(paper=Paper(id="p", authors=()), claims=claims))
    depth = deepest = 0
    for tag in re.findall(r"<(/?)ul", html):
        depth += -1 if tag else 1
        deepest = max(deepest, depth)
    assert deepest < 100
    assert len(data_of(html)["claims"]) == 2001


def test_a_page_opens_on_the_theses_two_levels_deep_and_never_on_a_hairball() -> None:
    for seed in range(30):
        drawn = picture(evidence(dataset(Random(seed), claims=200)))
        roots, unfolded = opening(drawn)
        assert 0 < len(shown_from(drawn, roots, unfolded)) <= 40


def a_part(**chosen: object) -> set[str]:
    claims = {
        name: Claim(
            id=name,
            text=name,
            kind="thesis" if name in ("t", "u") else "claim",
            holder=Holder(who="b") if name == "said" else None,
            supported_by=tuple(
                Argument(id=f"{name}/{number}", premises=premises)
                for number, premises in enumerate(arguments, 1)
            ),
        )
        for name, *arguments in (
            ("t", ("p",), ("q", "r")),
            ("u", ("r",)),
            ("p", ("said",)),
            ("q",),
            ("r", ("leaf",)),
            ("said",),
            ("leaf",),
            ("attacker",),
        )
    }
    data = Dataset(
        paper=Paper(id="paper", authors=("a",)),
        actors={"a": Actor(id="a", name="A"), "b": Actor(id="b", name="B")},
        claims=claims,
        attacks=(Attack(from_="attacker", to="p"),),
    )
    return {claim["id"] for claim in data_of(page(data, **chosen))["claims"]}  # type: ignore[arg-type]


def test_a_page_of_a_thesis_holds_all_that_bears_on_it() -> None:
    assert a_part(thesis="t") == {"t", "p", "q", "r", "said", "leaf", "attacker"}
    assert a_part(thesis="u") == {"u", "r", "leaf"}


def test_a_page_around_a_claim_goes_both_ways() -> None:
    assert a_part(around="p", depth=1) == {"t", "p", "said", "attacker"}
    assert a_part(around="leaf", depth=2) == {"leaf", "r", "t", "u"}


def test_a_page_of_a_holder_shows_what_they_hold_and_what_is_next_to_it() -> None:
    assert a_part(holder="b") == {"said", "p"}


def test_a_part_around_nothing_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match='no claim is called "nobody"'):
        a_part(around="nobody")


def test_lines_are_broken_where_a_reader_would() -> None:
    text = "Working with NATO is well-coordinated"
    lines = [text[start:end] for start, end in breaks(text, 100, 13, most=9).spans]
    assert lines == ["Working with", "NATO is well-", "coordinated"]
    assert all(width(line, 13) <= 100 for line in lines)
    wide = breaks("日本語のテキスト", 60, 13, most=9)
    assert [end - start for start, end in wide.spans] == [4, 4]
    assert breaks("x" * 1000, 100, 13, most=3).cut
    assert breaks("", 100, 13, most=3).spans == ()


def test_the_direction_of_a_text_is_that_of_its_first_letter() -> None:
    assert right_to_left("«שלום» NATO")
    assert not right_to_left("1. NATO שלום")


def fits(value: Any, type_: Any, told: set[tuple[str, str]], where: str = "page") -> None:
    """Assert that ``value``, read from JSON, is of ``type_``, and note in ``told`` which keys it has."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if typing.is_typeddict(type_):
        hints = typing.get_type_hints(type_)
        assert type_.__required_keys__ <= value.keys() <= hints.keys(), where
        for key, each in value.items():
            told.add((type_.__name__, key))
            fits(each, hints[key], told, f"{where}.{key}")
    elif origin in (typing.Union, types.UnionType):
        assert any(_is(value, each, told, where) for each in arguments), where
    elif origin is typing.Literal:
        assert value in arguments, where
    elif origin is list:
        assert type(value) is list, where
        for each in value:
            fits(each, arguments[0], told, f"{where}[]")
    elif origin is tuple:
        assert type(value) is list, where
        assert len(value) == len(arguments), where
        for each, inner in zip(value, arguments, strict=True):
            fits(each, inner, told, where)
    elif origin is dict:
        for key, each in value.items():
            fits(int(key) if arguments[0] is int else key, arguments[0], told, where)
            fits(each, arguments[1], told, f"{where}.*")
    else:
        assert isinstance(value, (int, float) if type_ is float else type_), where


def _is(value: Any, type_: Any, told: set[tuple[str, str]], where: str) -> bool:
    try:
        fits(value, type_, told, where)
    except AssertionError:
        return False
    return True


def test_the_data_of_a_page_have_the_shape_that_its_script_is_checked_against() -> None:
    """Every key is told in ``shape``, and each that is told there is written for some data set."""
    told: set[tuple[str, str]] = set()
    paper = load()
    pages = [page(paper), page(paper, thesis="nato-asia-eases-dilemma"), page(EVERYTHING)]
    pages += [page(paper, without=("reconstructions",)), *(page(dataset(Random(n))) for n in range(12))]
    pages += [page(hostile("A cite, “quoted”")), page(hostile("שלום " * 90), text="No such text.\n")]
    linked = hostile("https://example.org/page")
    claim = linked.claims["c"].model_copy(update={"formerly": ("b",)})
    actor = linked.actors["a"].model_copy(update={"formerly": ("z",)})
    known = {"claims": {**linked.claims, "c": claim}, "actors": {**linked.actors, "a": actor}}
    pages.append(page(linked.model_copy(update=known)))
    second = Holder(who="z")
    both = {"c": Claim(id="c", holder=second), "d": Claim(id="d", holder=second, restates=("c",))}
    pages.append(page(Dataset(paper=Paper(id="p", authors=("a", "z")), claims=both)))
    pages += [page(many_lines().dataset), page(many_premises().dataset)]
    for each in pages:
        fits(data_of(each), shape.PageData, told)
    every = {
        (name, key)
        for name, value in vars(shape).items()
        if typing.is_typeddict(value)
        for key in value.__annotations__
    }
    assert every - told == set()
