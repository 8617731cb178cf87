"""Which claims hold once attacks are counted."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from generated_graphs import dataset as generated
from oracle import Meaning, labels_by_brute_force
from test_tracing import PRESS, claim, graph

from claimgraph.answers.acceptability import acceptability, why
from claimgraph.answers.attacks import attacks
from claimgraph.answers.frameworks import grounded, read_framework
from claimgraph.errors import FileError
from claimgraph.evidence_graph.graph import evidence
from claimgraph.model.entities import Attack, Claim, Dataset, Paper


def against(*pairs: tuple[str, str]) -> tuple[Attack, ...]:
    return tuple(Attack(from_=attacker, to=target) for attacker, target in pairs)


def label(found: dict, name: str) -> str:
    return next(key for key in ("in", "out", "undecided") if name in found[key])


def test_an_objection_that_nobody_answers_defeats_its_target() -> None:
    found = graph(claim("a"), claim("x", holder=PRESS), attacks=against(("x", "a")))
    answer = acceptability(found, "a")
    assert (answer["in"], answer["out"]) == (["x"], ["a"])
    assert answer["why"]["reason"] == "defeated"
    assert [opponent["claim"] for opponent in answer["why"]["opponents"]] == ["x"]
    assert answer["why"]["changes"] == [{"without": ["x"], "label": "in"}]


def test_an_objection_that_is_answered_does_not() -> None:
    found = graph(claim("a"), claim("x"), claim("y"), attacks=against(("x", "a"), ("y", "x")))
    answer = acceptability(found, "a")
    assert answer["in"] == ["a", "y"]
    assert answer["why"]["reason"] == "defended"
    assert answer["why"]["changes"] == [{"without": ["y"], "label": "out"}]


def test_claims_that_rebut_one_another_are_undecided() -> None:
    found = graph(claim("a"), claim("b"), attacks=against(("a", "b"), ("b", "a")))
    answer = acceptability(found, "a")
    assert answer["undecided"] == ["a", "b"]
    assert answer["why"]["opponents"][0]["claim"] == "b"


def test_an_undercut_takes_one_argument_away() -> None:
    claims = (claim("a", "b", "c"), claim("b"), claim("c"), claim("x"))
    assert label(acceptability(graph(*claims, attacks=against(("x", "a/1")))), "a") == "in"
    both = against(("x", "a/1"), ("x", "a/2"))
    answer = acceptability(graph(*claims, attacks=both), "a")
    assert label(answer, "a") == "out"
    assert [o["argument"] for o in answer["why"]["opponents"]] == ["a/1", "a/2"]


def test_a_claim_whose_argument_is_undercut_is_carried_by_what_else_it_has() -> None:
    claims = (claim("a", "b", "c"), claim("b"), claim("c"), claim("x"), claim("y"), claim("z"))
    opposed = against(("x", "a/1"), ("y", "a"), ("z", "y"))
    found = why(graph(*claims, attacks=opposed), "a")
    assert (found["label"], found["reason"], found["carried_by"]) == ("in", "carried", ["a/2"])
    assert [(o["claim"], o["argument"], o["label"]) for o in found["opponents"]] == [
        ("y", None, "out"),
        ("x", "a/1", "in"),
    ]
    cited = (claim("a", "b", cites=(1,)), *claims[1:])
    found = why(graph(*cited, attacks=against(("x", "a/1"))), "a")
    assert (found["reason"], found["carried_by"]) == ("carried", [1])
    said = (claim("a", "b", holder=PRESS), *claims[1:])
    found = why(graph(*said, attacks=against(("x", "a/1"))), "a")
    assert (found["reason"], found["carried_by"]) == ("carried", [])
    fails = why(graph(*claims, attacks=against(("x", "a/1"), ("z", "x"))), "a")
    assert (fails["reason"], fails["carried_by"]) == ("defended", [])


def test_of_a_claim_that_holds_every_attack_that_does_not_fail_is_an_undercut_and_told() -> None:
    random = Random(74)
    carried = 0
    for _ in range(500):
        data = generated(random)
        meaning = Meaning(data)
        labels = labels_by_brute_force(meaning)
        for name in meaning.claims:
            if labels[name] != "in":
                continue
            found = why(evidence(data), name)
            against_it = attacks(evidence(data), name)["attacked_by"]
            strong = {(a["from"], a["argument"]) for a in against_it if labels[a["from"]] != "out"}
            told = {(o["claim"], o["argument"]) for o in found["opponents"] if o["label"] != "out"}
            assert told == strong
            assert (found["reason"] == "carried") == bool(strong)
            carried += bool(strong)
    assert carried


def test_a_claim_that_only_runs_in_circles_is_out_as_circular() -> None:
    answer = acceptability(graph(claim("a", "b"), claim("b", "a")), "a")
    assert answer["out"] == ["a", "b"]
    assert answer["why"]["reason"] == "circular"


def test_what_someone_said_holds_as_a_premise_even_where_it_is_rebutted() -> None:
    claims = (claim("a", "said"), claim("said", holder=PRESS), claim("x"))
    found = acceptability(graph(*claims, attacks=against(("x", "said"))))
    assert label(found, "said") == "out"
    assert label(found, "a") == "in"


def test_why_follows_what_an_argument_rests_on() -> None:
    claims = (claim("a", "b"), claim("b", "c"), claim("c"), claim("x"))
    answer = why(graph(*claims, attacks=against(("x", "c"))), "a")
    assert answer["opponents"] == [
        {"claim": "x", "type": "rebut", "to": "c", "argument": None, "label": "in"}
    ]


def test_labels_agree_with_the_alternating_fixpoint() -> None:
    random = Random(71)
    for _ in range(1500):
        data = generated(random)
        meaning = Meaning(data)
        expected = labels_by_brute_force(meaning)
        graph_ = evidence(data)
        answer = acceptability(graph_)
        assert {name: key for key in ("in", "out", "undecided") for name in answer[key]} == expected
        for name in meaning.claims[:2]:
            assert attacks(graph_, name)["acceptability"] == expected[name]


def test_what_would_change_a_label_does() -> None:
    random = Random(72)
    for _ in range(500):
        data = generated(random)
        meaning = Meaning(data)
        if not meaning.claims:
            continue
        name = random.choice(meaning.claims)
        found = why(evidence(data), name)
        before = labels_by_brute_force(meaning)[name]
        assert found["label"] == before
        alone = {
            c: after
            for c in meaning.claims
            if c != name and (after := labels_by_brute_force(meaning, frozenset({c}))[name]) != before
        }
        if alone:
            assert {change["without"][0]: change["label"] for change in found["changes"]} == alone
        for change in found["changes"]:
            assert (
                labels_by_brute_force(meaning, frozenset(change["without"]))[name]
                == change["label"]
                != before
            )
        for opponent in found["opponents"]:
            assert label(acceptability(evidence(data)), opponent["claim"]) == opponent["label"]


def test_limits_change_no_label() -> None:
    random = Random(73)
    for _ in range(200):
        data = generated(random)
        assert acceptability(evidence(data)) == acceptability(
            evidence(data.model_copy(update={"limits": ()}))
        )


def _grounded_by_iteration(names: list[str], pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Dung: the least fixpoint of what is defended, and what it attacks."""
    inside: set[str] = set()
    while True:
        beaten = {b for a, b in pairs if a in inside}
        more = {n for n in names if all(a in beaten for a, b in pairs if b == n)}
        if more == inside:
            rest = [n for n in names if n not in inside and n not in beaten]
            return {
                "in": [n for n in names if n in inside],
                "out": [n for n in names if n in beaten],
                "undecided": rest,
            }
        inside = more


def test_on_bare_claims_and_on_files_the_labelling_is_dungs_grounded_one(tmp_path: Path) -> None:
    random = Random(74)
    for _ in range(200):
        size = random.randint(1, 8)
        names = [str(n) for n in range(1, size + 1)]
        pairs = [(random.choice(names), random.choice(names)) for _ in range(random.randint(0, 12))]
        expected = _grounded_by_iteration(names, pairs)
        texts = {
            "g.af": f"p af {size}\n# c\n" + "".join(f"{a} {b}\n" for a, b in pairs),
            "g.apx": "".join(f"arg({n}).\n" for n in names) + "".join(f"att({a},{b}). " for a, b in pairs),
            "g.tgf": "\n".join(names) + "\n#\n" + "".join(f"{a} {b}\n" for a, b in pairs),
        }
        for name, text in texts.items():
            for file in (tmp_path / name, tmp_path / "plain"):
                file.write_text(text)
                assert grounded(file) == expected
        claims = {f"c{n}": Claim(id=f"c{n}") for n in names}
        data = Dataset(
            paper=Paper(id="p", authors=("me",)),
            claims=claims,
            attacks=against(*((f"c{a}", f"c{b}") for a, b in pairs)),
        )
        found = acceptability(evidence(data))
        assert {key: [name[1:] for name in found[key]] for key in expected} == expected


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.af", "p af 2\n1 3\n", "2:3"),
        ("a.af", "p af two\n", "1:6"),
        ("a.af", "1 2\n", "1:1"),
        ("a.af", "p af 2\n1 2 2\n", "2:5"),
        ("a.af", "p af 2\n  1\n", "2:4"),
        ("a.af", "", "1:1"),
        ("a.apx", "arg(a).\natt(a,b).\n", "2:5"),
        ("a.apx", "arg(a).\n  nonsense\n", "2:3"),
        ("a.apx", "arg(a,b).", "1:5"),
        ("a.apx", "arg(a).\natt(a).", "2:5"),
        ("a.tgf", "a\nb\n", "3:1"),
        ("a.tgf", "a\n#\na\n", "3:2"),
        ("a.tgf", "a\n#\na c\n", "3:1"),
        ("a.tgf", "a\n#\n#\n", "3:1"),
    ],
)
def test_a_malformed_framework_is_refused_at_its_place(
    tmp_path: Path, name: str, text: str, where: str
) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(FileError, match=f":{where}: "):
        read_framework(file)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\xff\xfe\x00", "is not a text in UTF-8"), (None, "cannot be read: No such file")],
)
def test_what_is_no_text_or_not_there_is_refused(tmp_path: Path, content: bytes | None, reason: str) -> None:
    file = tmp_path / "x.apx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FileError, match=reason):
        grounded(file)


def test_an_empty_framework_has_no_labels(tmp_path: Path) -> None:
    file = tmp_path / "empty.apx"
    file.write_text("% nothing\n")
    assert grounded(file) == {"in": [], "out": [], "undecided": []}
