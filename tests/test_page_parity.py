"""The page's script agrees with the program: what-if with `statuses`, what is shown with the scene."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
from everything import EVERYTHING
from generated_graphs import dataset
from page_browser import chromium, data_of
from test_tracing import claim
from test_tracing import graph as graph_of

import claimgraph.views.page
from claimgraph.answers.cases import case
from claimgraph.answers.common import common
from claimgraph.answers.firmness import firmness
from claimgraph.answers.fragility import fragility, load_bearing_claims
from claimgraph.answers.list import listing
from claimgraph.answers.selecting import section_of
from claimgraph.answers.supports import supports
from claimgraph.evidence_graph.fixpoint import statuses
from claimgraph.evidence_graph.graph import EvidenceGraph, Node, evidence
from claimgraph.evidence_graph.leaning import leaning
from claimgraph.model.entities import Dataset
from claimgraph.model.terms import CLASSES, STATUSES, ClaimKind
from claimgraph.naming.searching import search
from claimgraph.naming.stems import stem
from claimgraph.naming.words import words
from claimgraph.views.page import page, sections
from claimgraph.views.page.boxes import sizes
from claimgraph.views.page.firm import standings
from claimgraph.views.page.outline import outline
from claimgraph.views.page.picture import Picture, opening, picture, scene, shown_from
from claimgraph.weighing.theses import theses_above, works_reaching
from claimgraph.weighing.witnesses import witnesses

SCRIPTS = Path(claimgraph.views.page.__file__).parent / "script"
PARTS = (
    "model",
    "layout",
    "ordering",
    "heights",
    "support",
    "cuts",
    "case",
    "standing",
    "rails",
    "scene",
    "stems",
    "ranking",
    "search",
    "state",
    "sections",
    "filters",
    "panel",
    "overview",
    "whatif",
    "matrix",
    "caseview",
    "retelling",
    "written",
)


@pytest.fixture(scope="module")
def script() -> Iterator[Callable[[str, Any, Any], Any]]:
    """Run a function body over a page's data with the page's own script in scope."""
    source = "\n".join((SCRIPTS / f"{part}.js").read_text("utf-8") for part in PARTS)
    with chromium() as browser:
        tab = browser.new_page()
        tab.set_content('<script id="_data" type="application/json"></script>')
        tab.evaluate("source => { window.source = source; window.made = {}; }", source)

        def run(body: str, data: Any, given: Any) -> Any:
            return tab.evaluate(
                "([body, data, given]) => {"
                " document.getElementById('_data').textContent = data;"
                " made[body] = made[body] || Function('given', source + ';' + body);"
                " return made[body](given); }",
                [body, json.dumps(data), given],
            )

        yield run


def things(graph: EvidenceGraph) -> list[tuple[Node, list[Any]]]:
    """Everything that can be withdrawn: as the program names it, and as the page's script does."""
    drawn = picture(graph)
    return [
        *((("work", name), ["work", place]) for place, name in enumerate(drawn.works)),
        *((("note", number), ["note", place]) for place, number in enumerate(drawn.notes)),
        *((("claim", name), ["claim", place]) for place, name in enumerate(drawn.claims)),
        *((("argument", reason.id), ["argument", place]) for place, reason in enumerate(drawn.reasons)),
    ]


def test_the_what_if_of_the_page_is_the_programs_over_generated_graphs(script: Any) -> None:
    random = Random(14)
    for _ in range(120):
        data = dataset(random)
        graph = evidence(data)
        drawn = picture(graph)
        known = things(graph)
        struck = [random.sample(known, min(len(known), random.choice((1, 1, 2, 3)))) for _ in range(4)]
        found = script(
            "return given.map(statusesWithout)",
            data_of(page(data, graph)),
            [[thing for _, thing in each] for each in struck],
        )
        for each, told in zip(struck, found, strict=True):
            expected = statuses(graph, without=[node for node, _ in each])
            gone = {name for kind, name in (node for node, _ in each) if kind == "claim"}
            for name, status in zip(drawn.claims, told, strict=True):
                if name not in gone:
                    assert status == expected[name], (each, name)


def test_what_the_page_says_is_enough_is_a_witness_of_the_programs(script: Any) -> None:
    random = Random(15)
    many = 0
    for _ in range(120):
        data = dataset(random)
        graph = evidence(data)
        drawn = picture(graph)
        found = script(
            "return DATA.claims.map((_, place) => enoughFor(place))", data_of(page(data, graph)), None
        )
        for name, told in zip(drawn.claims, found, strict=True):
            known, truncated = witnesses(graph, name, limit=1000)
            assert not truncated
            if told is None:
                assert known == []
                continue
            works, assertions = (
                {names[place] for place in places}
                for names, places in zip((drawn.works, drawn.claims), told, strict=True)
            )
            assert (works, assertions) in [(set(each["works"]), set(each["assertions"])) for each in known]
            many += len(known) > 1
    assert many > 20


def test_the_works_that_reach_a_claim_are_the_same_everywhere(script: Any) -> None:
    """C rests on p and q together, p on a first work, q only on a circle; c cites a second work."""
    circle = claim("c", "p q", cites=(2,)), claim("p", cites=(1,)), claim("q", "r"), claim("r", "q")
    found = graph_of(*circle, notes=2)
    assert fragility(found, "c")["sources"] == works_reaching(found)["c"] == ["w2"]
    assert firmness(found).works["c"] == 1
    assert script("return worksReaching(0)", data_of(page(found.dataset, found)), None) == [1]


def test_the_works_that_reach_a_claim_once_things_are_struck_out_are_the_programs(script: Any) -> None:
    random = Random(16)
    for _ in range(80):
        data = dataset(random)
        graph = evidence(data)
        drawn = picture(graph)
        known = things(graph)
        struck = [random.sample(known, min(len(known), size)) for size in (0, 1, 2, 3)]
        found = script(
            "return given.map((things) => DATA.claims.map((_, place) => worksReaching(place, things)))",
            data_of(page(data, graph)),
            [[thing for _, thing in each] for each in struck],
        )
        for each, told in zip(struck, found, strict=True):
            expected = works_reaching(graph, without=[node for node, _ in each])
            for name, works in zip(drawn.claims, told, strict=True):
                assert {drawn.works[work] for work in works} == set(expected[name]), (each, name)


def test_the_theses_that_rest_on_a_claim_are_the_programs(script: Any) -> None:
    random = Random(17)
    for _ in range(60):
        data = dataset(random)
        graph = evidence(data)
        drawn = picture(graph)
        found = script(
            "return DATA.claims.map((_, place) => thesesAbove(place))", data_of(page(data, graph)), None
        )
        expected = theses_above(graph)
        for name, theses in zip(drawn.claims, found, strict=True):
            assert {drawn.claims[thesis] for thesis in theses} == set(expected[name]) - {name}


def bundled() -> Dataset:
    from claimgraph import load

    return load()


def test_the_what_if_of_the_page_is_the_programs_for_every_work_of_the_paper(script: Any) -> None:
    data = bundled()
    graph = evidence(data)
    drawn = picture(graph)
    found = script(
        "return given.map((work) => { const { lost, weakened } = withdraw([['work', work]]);"
        " return [lost, weakened.map(({ claim, before, after }) => [claim, before, after])]; })",
        data_of(page(data, graph)),
        list(range(len(drawn.works))),
    )
    before = statuses(graph)
    order = ["documented", "partly documented", "asserted", "unsupported"]
    for work, (lost, weakened) in zip(drawn.works, found, strict=True):
        after = statuses(graph, without=[("work", work)])
        drops = {name for name in drawn.claims if order.index(after[name]) > order.index(before[name])}
        assert {drawn.claims[place] for place in lost} == {n for n in drops if after[n] == "unsupported"}
        assert {(drawn.claims[place], old, new) for place, old, new in weakened} == {
            (n, before[n], after[n]) for n in drops if after[n] != "unsupported"
        }


def queries(data: Dataset, random: Random, many: int) -> list[str]:
    """Words of the paper: some together, some changed, some that nobody used."""
    known = sorted({word for claim in data.claims.values() for word in words(claim.text or "")})
    names = [words(actor.name) for actor in data.actors.values()]
    asked = ["nato", "pew", "war", "armed conflict", "note 27", "[27]", "the of", "natoo", "wat", "Zürich ß"]
    asked += ["what would ease the dilemma of Japan", "premier of China", "japan-dilemma", "2014", "中国"]
    while len(asked) < many:
        some = random.sample(known, random.choice((1, 2, 3, 6)))
        if random.random() < 0.3:
            some += random.choice(names)
        if random.random() < 0.3:
            some[0] = some[0][:-1] or some[0]
        if random.random() < 0.2:
            some[0] = some[0][1:2] + some[0][:1] + some[0][2:]
        asked.append(" ".join(some))
    return asked


def test_the_page_finds_the_same_things_in_the_same_order_as_search(script: Any) -> None:
    data = bundled()
    graph = evidence(data)
    asked = queries(data, Random(20), 120)
    found = script(
        "return given.map((query) => search(query).map(({ kind, id, every }) => [kind, id, every]))",
        data_of(page(data, graph)),
        asked,
    )
    for query, told in zip(asked, found, strict=True):
        expected = [[hit["kind"], hit["id"], hit["every_word"]] for hit in search(data, query)]
        assert told == expected, query


def filters(data: Dataset, random: Random, many: int) -> list[dict[str, str]]:
    sections = [section_of(p.paragraph) for claim in data.claims.values() for p in claim.passage]
    sections += [section.split(".")[0] for section in sections]
    topics = [*data.topics, *(broader for topic in data.topics.values() for broader in topic.broader)]
    known: dict[str, list[str]] = {
        "section": sections,
        "about": [*topics, *data.actors],
        "holder": list(data.actors),
        "kind": list(get_args(ClaimKind)),
        "status": list(STATUSES),
        "note": [str(number) for number in data.endnotes],
    }
    usable = [key for key, values in known.items() if values]
    return [
        {key: random.choice(known[key]) for key in random.sample(usable, random.choice((1, 1, 2)))}
        for _ in range(many)
    ]


def test_a_filter_of_the_page_lets_through_what_list_does(script: Any) -> None:
    """A section or a topic has what lies below it; a box fits where it or a restatement of it does."""
    random = Random(21)
    fitting = 0
    for data in (bundled(), EVERYTHING, *(dataset(random) for _ in range(30))):
        graph = evidence(data)
        drawn = picture(graph)
        asked = filters(data, random, 60)
        found = script(
            "return given.map((filter) => { STATE.filter = filter; return [...filtered()]; })",
            data_of(page(data, graph)),
            asked,
        )
        for filter_, told in zip(asked, found, strict=True):
            rows = listing(graph, "claims", **filter_)
            expected = {graph.stands_for[str(row["id"])] for row in rows}
            assert {drawn.claims[place] for place in told} == expected, filter_
            fitting += bool(expected)
    assert fitting > 300


def test_stems_are_the_same_in_the_page(script: Any) -> None:
    data = bundled()
    known = sorted({word for claim in data.claims.values() for word in words(claim.text or "")})
    known += [f"{word}{ending}" for word in known for ending in ("ing", "ational", "fulness", "izer", "y")]
    assert script("return given.map(stem)", data_of(page(data)), known) == [stem(word) for word in known]


def scenes(drawn: Picture, random: Random) -> Iterator[tuple[set[int], bool]]:
    roots, unfolded = opening(drawn)
    yield shown_from(drawn, roots, unfolded), False
    everything = range(len(drawn.claims))
    for _ in range(3):
        yield set(random.sample(everything, random.randint(0, len(drawn.claims)))), random.random() < 0.5


def test_what_is_unfolded_in_the_page_is_laid_out_as_python_would(script: Any) -> None:
    random = Random(3)
    for _ in range(50):
        data = dataset(random, claims=random.choice((None, 25)))
        graph = evidence(data)
        drawn = picture(graph)
        asked = list(scenes(drawn, random))
        found = script(
            "return given.map(([shown, sources]) => { const s = sceneOf(new Set(shown), sources);"
            " return { nodes: s.nodes, lines: s.lines, boxes: s.drawing.boxes, ways: s.drawing.ways, rails: s.rails, ports: [...s.drawing.ports] }; })",
            data_of(page(data, graph)),
            [[sorted(shown), sources] for shown, sources in asked],
        )
        for (shown, sources), told in zip(asked, found, strict=True):
            expected = scene(drawn, shown, sizes(drawn), sources=sources)
            assert told["nodes"] == [list(node) for node in expected.nodes]
            assert told["lines"] == [list(line) for line in expected.lines]
            assert told["boxes"] == [list(at) for at in expected.drawing.boxes]
            assert told["ways"] == json.loads(json.dumps(expected.drawing.ways))
            assert told["rails"] == json.loads(json.dumps(expected.rails))
            assert told["ports"] == [[port, list(at)] for port, at in expected.drawing.ports.items()]


OURS = ("reconstructions",)
TOLD = """
const told = (node) => node.nodeType === 3 ? node.data : [node.tagName, node.id, node.className,
  decodeURIComponent(node.getAttribute("href") || ""), ...[...node.childNodes].map(told)];
"""
"""A tree of elements as plain lists, however an href is escaped."""


def switched(random: Random, many: int) -> Iterator[tuple[EvidenceGraph, EvidenceGraph, Any]]:
    """Data sets with reconstructions, the paper's first: as they are, as written, as their page's data."""
    yield evidence(bundled()), evidence(bundled(), without=OURS), data_of(page(bundled()))
    for _ in range(many):
        data = dataset(random)
        shown = data_of(page(data))
        if "written" in shown:
            yield evidence(data), evidence(data, without=OURS), shown


def test_the_switch_shows_every_claim_as_the_program_has_it_as_written(script: Any) -> None:
    """Status, caveat, label, what it leans on; and back it is what it was."""
    body = (
        "const told = () => DATA.claims.map(({ s, m, lab, bare, ln }) =>"
        " [s, m || null, lab || 'in', Boolean(bare), ln || []]);"
        " const before = told(); setWritten(true); const written = told(); setWritten(false);"
        " return [before, written, told()]"
    )
    changed = 0
    for usual, plain, shown in switched(Random(21), 40):
        before, written, after = script(body, shown, None)
        assert before == after
        changed += before != written
        for graph, told in ((usual, before), (plain, written)):
            firm, leans = firmness(graph), leaning(graph).leans_on
            for name, shown in zip(picture(graph).claims, told, strict=True):
                others = [row for row in leans[name] if row["on"] != "reconstructions"]
                assert shown == [
                    firm.status[name],
                    firm.caveats[name],
                    firm.labels[name],
                    name in graph.bare,
                    [[CLASSES.index(row["on"]), STATUSES.index(row["without"])] for row in others],
                ]
    assert changed > 15


def test_the_what_if_of_the_page_as_written_is_the_programs(script: Any) -> None:
    random = Random(22)
    for _, plain, shown in switched(random, 40):
        drawn = picture(plain)
        places = {claim["id"]: place for place, claim in enumerate(shown["claims"])}
        assert list(places) == list(drawn.claims)
        known = [(node, thing) for node, thing in things(plain) if node[0] != "argument"]
        struck = [random.sample(known, min(len(known), size)) for size in (0, 1, 2, 3)]
        found = script(
            "setWritten(true); return given.map((things) => [statusesWithout(things),"
            " DATA.claims.map((_, place) => worksReaching(place, things))])",
            shown,
            [[thing for _, thing in each] for each in struck],
        )
        for each, (told, works) in zip(struck, found, strict=True):
            gone = [node for node, _ in each]
            expected, reaching = statuses(plain, without=gone), works_reaching(plain, without=gone)
            for place, name in enumerate(drawn.claims):
                assert {drawn.works[work] for work in works[place]} == set(reaching[name])
                if ("claim", name) not in gone:
                    assert told[place] == expected[name], (each, name)


def test_what_carries_a_claim_on_the_page_is_what_carries_it_in_the_program(script: Any) -> None:
    """Claims without which it stands lower, and premises that all its arguments need."""
    body = (
        "setWritten(given); return DATA.claims.map((_, place) =>"
        " [loadBearingClaims(place).map(({ claim, without }) => [claim, without]), neededByAll(place)])"
    )
    carried = needed = 0
    for usual, plain, shown in switched(Random(23), 30):
        for graph, on in ((usual, False), (plain, True)):
            drawn = picture(graph)
            asked = drawn.claims[:20]
            for name, (bearing, shared) in zip(asked, script(body, shown, on)[:20], strict=True):
                expected = load_bearing_claims(graph, name)
                assert {(drawn.claims[at], then) for at, then in bearing} == {
                    (each["claim"], each["without"]) for each in expected
                }
                all_need = [each["claim"] for each in supports(graph, name)["needed_by_all"]]
                assert [drawn.claims[at] for at in shared] == all_need
                carried += bool(bearing)
                needed += bool(shared)
    assert carried > 30
    assert needed > 5


def test_the_weak_points_and_gaps_of_the_page_are_the_programs_with_the_switch_and_without(
    script: Any,
) -> None:
    body = (
        "const weak = () => weakNow().map(({ id, say, points }) => [id, say, points]);"
        " const before = weak(); setWritten(true); return [before, weak(), DATA.written.gaps.map(([kind, , items]) =>"
        " [kind, items.map(([at]) => typeof at === 'number' ? DATA.claims[at].id : at)])]"
    )
    for usual, plain, shown in switched(Random(24), 40):
        before, written, gaps = script(body, shown, None)
        for graph, told in ((usual, before), (plain, written)):
            expected = sections.weak_ids(sections.weaknesses(picture(graph)))
            assert told == [[each["id"], each["say"], each["points"]] for each in expected]
        usual_gaps = dict(sections.gaps_by_kind(picture(usual)))
        by_kind = sections.gaps_by_kind(picture(plain))
        gaps = [[kind, ids or [str(gap["id"]) for gap in usual_gaps[kind]]] for kind, ids in gaps]
        assert gaps == [[kind, [str(gap["id"]) for gap in items]] for kind, items in by_kind]


def test_the_outline_and_the_map_of_the_switch_are_those_of_a_page_as_written(script: Any) -> None:
    body = (
        TOLD + "setWritten(true); const made = told(outlineNow());"
        " const read = document.createElement('div'); read.innerHTML = given.outline;"
        " const s = sceneOf(new Set(given.shown), true);"
        " return [made, told(read.firstChild), s.nodes, s.drawing.boxes, s.drawing.ways]"
    )
    random = Random(25)
    for _, plain, shown in switched(random, 40):
        drawn = picture(plain)
        some = sorted(random.sample(range(len(drawn.claims)), random.randint(0, min(len(drawn.claims), 60))))
        given = {"outline": outline(drawn, standings(plain).firm), "shown": some}
        made, read, *told = script(body, shown, given)
        assert made == read
        expected = scene(drawn, some, sizes(drawn), sources=True)
        drawing = expected.drawing
        assert told == json.loads(json.dumps([expected.nodes, drawing.boxes, drawing.ways]))
        assert (shown["written"]["roots"], shown["written"]["unfolded"]) == opening(drawn)


CASE = """
setWritten(given.written);
return given.asked.map(([claim, things]) => {
  const told = caseOf(claim, things);
  const row = ({ premises, status, works, weakly, claims, sinks }) =>
    ({ premises, status, works: [...works], weakly, claims, sinks });
  return { ...told, scope: null, as_written: statusesIn(true, things)[claim],
    leans_on: things.length ? [] : DATA.claims[claim].ln || [],
    needed: told.needed.map((each) => ({ ...row(each), without: each.without })),
    lines: told.lines.map((each) => ({ ...row(each), argument: DATA.reasons[each.argument].id, by: each.by,
      resilience: each.resilience, independent: each.independent,
      alike: [each.same_works_as, each.same_claims_as].map((lines) => lines.map((n) => DATA.reasons[n].id)) })) };
});
"""


def as_the_page_has_it(drawn: Picture, told: Any) -> dict[str, Any]:
    """An answer of ``case`` by places, as the page's script has it; lists whose order says nothing sorted."""
    claim, work = drawn.place, {name: place for place, name in enumerate(drawn.works)}
    note = {number: place for place, number in enumerate(drawn.notes)}

    def row(each: Any, premises: list[str]) -> dict[str, Any]:
        return {
            "premises": [claim[name] for name in premises],
            "status": each["status"],
            "works": sorted([work[name], many] for name, many in each["works"].items()),
            "weakly": sorted(work[name] for name in each["weakly"]),
            "claims": each["claims"],
            "sinks": {
                "works": sorted(work[name] for name in each["sinks"]["works"]),
                "claims": sorted(claim[name] for name in each["sinks"]["claims"]),
            },
        }

    def points(found: Any) -> list[Any]:
        return sorted(
            [claim[each["id"]], claim[each["on"]], each["steps"], each["how"], each["answered"]]
            for each in found
        )

    return {
        "claim": claim[told["claim"]],
        "status": told["status"],
        "attributed": told["attributed"],
        "resilience": told["resilience"],
        "needed": [
            row(each, [each["claim"]]) | {"without": each["without"]} for each in told["needed_by_all"]
        ],
        "lines": [
            row(each, each["premises"])
            | {key: each[key] for key in ("argument", "by", "resilience", "independent")}
            | {"alike": [each["same_works_as"], each["same_claims_as"]]}
            for each in told["lines"]
        ],
        "works": [work[each["id"]] for each in told["works"]],
        "direct": [note[number] for number in told["direct"]],
        "attacked": sorted({claim[name] for name in told["attacked_by"]}),
        "limited": sorted({(claim[each["from"]], each["kind"]) for each in told["limited_by"]}),
        "objections": points(told["objections"]),
        "concessions": points(told["concessions"]),
        "beneath": told["beneath"],
        "as_written": told["as_written"],
        # Under a what-if the page tells what the claim leant on before.
        "leans_on": [
            [CLASSES.index(lean["on"]), STATUSES.index(lean["without"])]
            for lean in told["leans_on"]
            if lean["on"] != "reconstructions" and not told["without"]
        ],
    }


def in_order(told: Any) -> dict[str, Any]:
    """The same of what the script told."""
    points = ("id", "on", "steps", "how", "answered")
    for each in (*told["needed"], *told["lines"]):
        each["works"].sort()
        each["weakly"].sort()
        for kind in ("works", "claims"):
            each["sinks"][kind].sort()
    for key in ("objections", "concessions"):
        told[key] = sorted([each[point] for point in points] for each in told[key])
    told["attacked"] = sorted(set(told["attacked"]))
    told["limited"] = sorted({(each[0], each[3]) for each in told["limited"]})
    return {key: told[key] for key in told if key not in ("scope", "least", "smallest")}


def test_every_number_of_a_case_on_the_page_is_the_programs(script: Any) -> None:
    """Of all theses of the paper and of generated graphs, with a what-if and without, as written and not."""
    random = Random(27)
    lines = 0
    for usual, plain, shown in switched(random, 40):
        for graph, written in ((usual, False), (plain, True)):
            drawn = picture(graph)
            known = [(node, thing) for node, thing in things(usual) if node in graph.position]
            large = len(drawn.claims) > 100
            claims = range(drawn.theses) if large else range(min(4, len(drawn.claims)))
            asked: list[Any] = [(place, []) for place in claims]
            for place in claims:
                size = random.choice((1, 2, 3))
                asked.append((place, random.sample(known, min(size, len(known)))))
            found = script(
                CASE,
                shown,
                {
                    "written": written,
                    "asked": [[place, [thing for _, thing in gone]] for place, gone in asked],
                },
            )
            for (place, gone), told in zip(asked, found, strict=True):
                expected = case(graph, drawn.claims[place], without=[node for node, _ in gone])
                assert in_order(told) == as_the_page_has_it(drawn, expected), (drawn.claims[place], gone)
                lines += len(expected["lines"])
    assert lines > 150


def pairs(drawn: Picture, random: Random) -> list[list[int]]:
    """Two claims each: theses of the paper, any of a small graph."""
    large = len(drawn.claims) > 100
    known = range(drawn.theses if large else len(drawn.claims))
    return [random.choices(known, k=2) for _ in range(40 if large else 6)] if known else []


def test_what_two_cases_share_is_what_common_answers(script: Any) -> None:
    """Claims, works, and the works each of which alone lowers both; as written and not."""
    random = Random(28)
    shared = falling = apart = 0
    body = "setWritten(given.written); return given.asked.map(([a, b]) => commonOf(a, b))"
    for usual, plain, shown in switched(random, 60):
        for graph, written in ((usual, False), (plain, True)):
            drawn = picture(graph)
            asked = pairs(drawn, random)
            found = script(body, shown, {"written": written, "asked": asked})
            for (a, b), told in zip(asked, found, strict=True):
                expected = common(graph, drawn.claims[a], drawn.claims[b])
                assert {drawn.claims[place] for place in told["claims"]} == set(expected["claims"])
                assert {drawn.works[place] for place in told["works"]} == set(expected["works"])
                assert {drawn.works[place] for place in told["falls"]} == set(expected["falls_with"])
                assert told["independent"] == expected["independent"]
                shared += bool(expected["works"])
                falling += bool(expected["falls_with"])
                apart += expected["independent"]
    assert min(shared, falling, apart) > 20


def what_ifs(graph: EvidenceGraph, known: list[tuple[Node, list[Any]]], random: Random) -> Iterator[Any]:
    """Some things struck out, one to three at once: as the program names them, and as the page does."""
    there = [(node, thing) for node, thing in known if node in graph.position]
    for size in (1, 1, 2, 3):
        yield random.sample(there, min(size, len(there)))


def test_under_a_what_if_each_claim_is_told_in_a_line_as_case_without_counts(script: Any) -> None:
    """Lines, what lies beneath, works, how many of them must go, and the caveat beside the status."""
    random = Random(29)
    body = (
        "setWritten(given.written); return given.asked.map((things) => given.claims.map((place) => {"
        " const { lines, beneath, bare, works } = measuresOf(place, things), hangs = hangsOf(place, things);"
        " return [lines, beneath, bare, works.length, hangs && hangs[1].length, standingIn(place, things)]; }))"
    )
    labels = {"in": None, "out": "contested", "undecided": "undecided"}
    changed = 0
    for usual, plain, shown in switched(random, 40):
        for graph, written in ((usual, False), (plain, True)):
            drawn, firm = picture(graph), firmness(graph)
            claims = list(range(drawn.theses if len(drawn.claims) > 100 else min(6, len(drawn.claims))))
            asked = [[], *what_ifs(graph, things(usual), random)]
            given = {"written": written, "claims": claims}
            found = script(body, shown, {**given, "asked": [[thing for _, thing in each] for each in asked]})
            for struck, rows in zip(asked, found, strict=True):
                for place, row in zip(claims, rows, strict=True):
                    name = drawn.claims[place]
                    told = case(graph, name, without=[node for node, _ in struck])
                    works, status = len(told["works"]), told["status"]
                    label, bare = labels[firm.labels[name]], name in graph.bare
                    caveat = label or ("one source" if works == 1 and status != "asserted" else None)
                    caveat = caveat or ("fragile" if told["resilience"] == 1 else None)
                    words = f"{status}, {caveat}" if caveat else status
                    if status == "unsupported":
                        words = status
                    elif bare and not label:
                        words = "no source"
                    expected = [len(told["lines"]), *told["beneath"].values(), works, told["resilience"]]
                    assert row == [*expected, words], (name, struck)
                    changed += bool(struck) and row != found[0][claims.index(place)]
    assert changed > 60


def test_under_a_what_if_the_theses_are_counted_as_withdraw_leaves_them(script: Any) -> None:
    """Of either argument, whichever is on; with what each number was."""
    random = Random(30)
    body = (
        "setWritten(given.on); const counted = given.asked.map((things) => [false, true].map((written) =>"
        " thesesIn(written, things).map(({ status, now, was }) => [status, now, was]))); return [WRITTEN, counted]"
    )
    changed = 0
    for usual, plain, shown in switched(random, 40):
        asked = [[], *what_ifs(plain, things(usual), random)]
        given = [[thing for _, thing in each] for each in asked]
        for on in (False, True):
            still, found = script(body, shown, {"on": on, "asked": given})
            assert still == on
            for struck, both in zip(asked, found, strict=True):
                for graph, told in zip((usual, plain), both, strict=True):
                    theses = list(graph.theses)
                    gone = [node for node, _ in struck]
                    left = [name for name in theses if ("claim", name) not in gone]
                    before, after = statuses(graph), statuses(graph, without=gone)
                    counts = [
                        [
                            status,
                            sum(after[name] == status for name in left),
                            sum(before[name] == status for name in theses),
                        ]
                        for status in STATUSES
                    ]
                    assert told == [each for each in counts if each[1] or each[2]], struck
                    changed += any(now != was for _, now, was in told)
    assert changed > 40


def test_without_reconstructions_there_is_nothing_to_switch() -> None:
    data = bundled()
    shown = page(data, without=OURS)
    assert "written" not in data_of(shown)
    assert 'id="_written"' not in shown
    assert data_of(shown)["claims"] == data_of(page(evidence(data, without=OURS).dataset))["claims"]
