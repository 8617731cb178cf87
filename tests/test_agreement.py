"""``compare``: two encodings of one paper aligned, measured, and each disagreement at its lines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lines import lines_of

from claimgraph.agreement.aligning import align_claims, align_names, similarity
from claimgraph.agreement.comparing import Comparison, compare
from claimgraph.agreement.encodings import Encoding
from claimgraph.agreement.measuring import alpha, counted
from claimgraph.errors import DataError, ExtraMissing, UnknownName, UsageError
from claimgraph.model.entities import Actor, Citation, Claim, Dataset, Holder, Paper, Passage
from claimgraph.views.text.agreement import render_compare
from claimgraph.views.text.terminal import Style

Command = Callable[..., "subprocess.CompletedProcess[str]"]

SOURCES = """paper: {id: p, title: A Paper, authors: [ann], sections: [{id: "1", heading: One}, {id: "2", heading: Two}]}
works: {report: {type: report, title: A Report}}
endnotes: {1: {works: [report]}, 2: {works: [report]}}
"""
FIRST = """actors:
  ann: {name: Ann}
  bureau: {name: The Bureau, aliases: [Weather Bureau]}
topics: {rain: {label: Rain}, snow: {label: Snow}}
claims:
  it-rains:
    text: It rains in the valley
    kind: thesis
    passage: {paragraph: "1/1", sentences: 1}
    supported_by: [[wet, grey]]
  wet: {text: The streets are wet, passage: {paragraph: "1/1", sentences: 2}, cites: [1]}
  grey: {text: The sky is grey, passage: {paragraph: "1/1", sentences: 2}}
  dry: {text: It will stay dry, holder: bureau, passage: {paragraph: "2/1", sentences: 1}, cites: [2]}
  noon: {text: Noon is near, passage: {paragraph: "2/1", sentences: 2}}
attacks:
  - {from: wet, to: dry}
limits:
  - {from: grey, to: it-rains, kind: concession}
stances:
  - {actor: bureau, topic: rain, polarity: opposes}
  - {actor: ann, topic: rain, polarity: supports}
  - {actor: ann, topic: snow, polarity: neutral}
"""
SECOND = """actors:
  ann: {name: Ann}
  weather-bureau: {name: Weather Bureau}
topics: {rainfall: {label: Rain}}
claims:
  grey-sky: {text: A grey sky, passage: {paragraph: "1/1", sentences: 2}}
  wet-streets: {text: Streets are wet, passage: {paragraph: "1/1", sentences: 2}, cites: [1, 2]}
  rain:
    text: In the valley it rains
    kind: thesis
    passage: {paragraph: "1/1", sentences: 1}
    supported_by: [[wet-streets], [grey-sky]]
  stays-dry: {text: It stays dry, holder: ann, passage: {paragraph: "2/1", sentences: 1}, cites: [2]}
unclaimed:
  - {paragraph: "2/1", sentences: 2, reason: narrative}
stances:
  - {actor: weather-bureau, topic: rainfall, polarity: opposes}
  - {actor: ann, topic: rainfall, polarity: mixed}
"""


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path / "first", FIRST), write(tmp_path / "second", SECOND)


def write(place: Path, claims: str, sources: str = SOURCES) -> Path:
    place.mkdir()
    (place / "claims.yaml").write_text(claims, "utf-8")
    (place / "sources.yaml").write_text(sources, "utf-8")
    return place


def said(answer: Comparison, kind: str) -> list[str]:
    return [d["message"] for d in answer["disagreements"] if d["kind"] == kind]


class TestAlignment:
    def test_claims_are_matched_by_passage_and_words_not_by_order(self, both: tuple[Path, Path]) -> None:
        pairs = {(m["first"], m["second"]) for m in compare(*both)["matched"]}
        assert pairs == {
            ("it-rains", "rain"),
            ("wet", "wet-streets"),
            ("grey", "grey-sky"),
            ("dry", "stays-dry"),
        }

    def test_claims_without_a_common_sentence_are_never_matched(self, tmp_path: Path) -> None:
        moved = SECOND.replace('"1/1", sentences: 1', '"1/2", sentences: 1')
        answer = compare(write(tmp_path / "a", FIRST), write(tmp_path / "b", moved))
        assert "it-rains" not in {m["first"] for m in answer["matched"]}

    def test_a_passage_without_sentences_is_the_whole_paragraph(self, tmp_path: Path) -> None:
        whole = SECOND.replace('"2/1", sentences: 1', '"2/1"')
        answer = compare(write(tmp_path / "a", FIRST), write(tmp_path / "b", whole))
        assert ("dry", "stays-dry") in {(m["first"], m["second"]) for m in answer["matched"]}

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_the_pairing_is_the_best_of_all(self, data: st.DataObject) -> None:
        one, other = data.draw(encodings("a")), data.draw(encodings("b"))
        names = align_names(one, other)
        pairs = align_claims(one, other, names)
        found = sum(round(1000 * pair.similarity) + 1 for pair in pairs)

        def weight(a: Claim, b: Claim) -> int:
            if not one.sentences(a.passage) & other.sentences(b.passage):
                return 0
            return round(1000 * similarity(one, other, a, b, names)) + 1

        left, right = list(one.claims.values()), list(other.claims.values())
        if len(left) > len(right):
            best = max(
                sum(weight(a, b) for a, b in zip(p, right, strict=True))
                for p in permutations(left, len(right))
            )
        else:
            best = max(
                sum(weight(a, b) for a, b in zip(left, p, strict=True))
                for p in permutations(right, len(left))
            )
        assert found == best
        assert len({pair.first for pair in pairs}) == len({pair.second for pair in pairs}) == len(pairs)

    def test_of_equally_good_pairings_the_one_that_keeps_the_order_is_taken(self, tmp_path: Path) -> None:
        pairs = compare(*_tied(tmp_path))["matched"]
        assert [(m["first"], m["second"]) for m in pairs] == [(f"a{n}", f"b{n}") for n in range(12)]

    def test_the_answer_is_the_same_in_every_process(self, tmp_path: Path, claimgraph: Command) -> None:
        tied = _tied(tmp_path)
        bundled = Path(__file__).resolve().parent.parent / "data"
        for folders, seeds in ((tied, range(4)), ((bundled, bundled / "second"), (0, 1))):
            answers = [
                claimgraph("compare", *folders, "--json", env={"PYTHONHASHSEED": str(seed)}) for seed in seeds
            ]
            assert {(answer.returncode, answer.stdout) for answer in answers} == {(0, answers[0].stdout)}


def _tied(tmp_path: Path) -> tuple[Path, Path]:
    """Four claims on each of three sentences, no two with a word in common; each supports the next."""
    folders = []
    for prefix in "ab":
        claims = [
            f'  {prefix}{n}: {{text: {prefix}word{n}{prefix}, passage: {{paragraph: "1/1", sentences: {n // 4 + 1}}}'
            + (f", supported_by: [[{prefix}{n - 1}]]}}" if n else "}")
            for n in range(12)
        ]
        text = "actors: {ann: {name: Ann}}\nclaims:\n" + "\n".join(claims) + "\n"
        folders.append(write(tmp_path / prefix, text))
    return folders[0], folders[1]


@st.composite
def encodings(draw: st.DrawFn, prefix: str) -> Encoding:
    claims = {}
    for number in range(draw(st.integers(1, 5))):
        start = draw(st.integers(1, 3))
        claims[f"{prefix}{number}"] = Claim(
            id=f"{prefix}{number}",
            text=" ".join(
                draw(
                    st.lists(st.sampled_from(["rain", "snow", "wind", "sun", "hail"]), min_size=1, max_size=3)
                )
            ),
            holder=Holder(who=draw(st.sampled_from(["ann", "bo"]))),
            passage=(Passage(paragraph="1/1", sentences=(start, start + draw(st.integers(0, 1)))),),
            cites=tuple(Citation(note=n) for n in draw(st.sets(st.integers(1, 2)))),
        )
    actors = {id_: Actor(id=id_, name=id_) for id_ in ("ann", "bo")}
    return Encoding(
        Path(prefix), Dataset(paper=Paper(id="p", authors=("ann",)), actors=actors, claims=claims)
    )


class TestMeasures:
    def test_the_shares_are_those_of_the_textbook(self, both: tuple[Path, Path]) -> None:
        claims = compare(*both)["agreement"]["claims"]
        assert (claims["first"], claims["second"], claims["both"]) == (5, 4, 4)
        assert (claims["precision"], claims["recall"], claims["f1"]) == (1.0, 0.8, 0.8889)

    def test_an_encoding_agrees_with_itself_in_everything(self, both: tuple[Path, Path]) -> None:
        answer = compare(both[0], both[0])
        assert answer["disagreements"] == []
        assert {m["f1"] for m in answer["agreement"].values()} == {1.0}
        assert {m["alpha"] for m in answer["agreement"].values()} <= {1.0, None}

    def test_actors_and_topics_are_known_by_their_names(self, both: tuple[Path, Path]) -> None:
        assert said(compare(*both), "stance") == [
            "stance of ann on rain: supports, or mixed",
            "stance of ann on snow: neutral, or none",
        ]

    def test_holders_notes_and_relations_are_compared_on_common_claims(self, both: tuple[Path, Path]) -> None:
        answer = compare(*both)
        assert said(answer, "holder") == ["holder of dry = stays-dry: bureau, or ann"]
        assert said(answer, "note") == ["note [2] on wet = wet-streets is in the second only"]
        assert said(answer, "support") == []
        assert said(answer, "joint premises") == [
            "joint premises wet + grey -> it-rains is in the first only"
        ]
        assert said(answer, "attack") == ["attack wet -> dry (rebut) is in the first only"]
        assert said(answer, "limit") == ["limit grey -> it-rains (concession) is in the first only"]
        assert answer["agreement"]["support"]["f1"] == 1.0
        assert answer["agreement"]["notes"]["precision"] == 0.6667

    def test_a_second_defensible_reading_of_the_holder_is_agreement(self, tmp_path: Path) -> None:
        either = SECOND.replace("holder: ann", "holder: {who: ann, or: weather-bureau}")
        assert said(compare(write(tmp_path / "a", FIRST), write(tmp_path / "b", either)), "holder") == []

    def test_an_argument_may_hang_on_either_statement_of_a_thesis(self, tmp_path: Path) -> None:
        again = SECOND.replace("    supported_by: [[wet-streets], [grey-sky]]\n", "") + ""
        again = again.replace(
            "claims:\n",
            'claims:\n  again: {text: Rain, restates: rain, passage: {paragraph: "2/2"}, supported_by: [[wet-streets], [grey-sky]]}\n',
        )
        answer = compare(write(tmp_path / "a", FIRST), write(tmp_path / "b", again))
        assert answer["agreement"]["support"]["f1"] == 1.0

    def test_alpha_is_that_of_krippendorffs_own_example(self) -> None:
        # Computing Krippendorff's Alpha-Reliability (2011), section A: binary data, two observers.
        first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
        assert alpha(list(zip(first, second, strict=True))) == 0.0952

    def test_alpha_is_null_where_nothing_varies(self) -> None:
        assert alpha([]) is None
        assert alpha([("a", "a"), ("a", "a")]) is None

    def test_what_neither_has_has_no_share(self) -> None:
        assert counted(0, 0, 0, []) == dict.fromkeys(("precision", "recall", "f1", "alpha")) | dict.fromkeys(
            ("first", "second", "both", "units"), 0
        )

    def test_sections_restrict_the_comparison(self, both: tuple[Path, Path]) -> None:
        answer = compare(*both, sections=["1"])
        assert answer["agreement"]["claims"]["f1"] == 1.0
        assert answer["first"]["claims"] == 3


class TestPlaces:
    def test_each_disagreement_is_at_its_line_in_both(self, both: tuple[Path, Path]) -> None:
        first, second = (str(place / "claims.yaml") for place in both)
        places = {d["kind"]: (d["first"], d["second"]) for d in compare(*both)["disagreements"]}
        assert places["holder"] == ({"file": first, "line": 13}, {"file": second, "line": 13})
        assert places["attack"] == ({"file": first, "line": 16}, {"file": second, "line": 13})
        assert places["claim"] == ({"file": first, "line": 14}, {"file": second, "line": 15})
        assert places["stance"] == ({"file": first, "line": 22}, None)

    def test_the_text_has_the_measures_and_every_place(self, both: tuple[Path, Path]) -> None:
        text = render_compare(compare(*both), Style(100))
        assert "claims              5       4     4       1.00    0.80  0.89" in text
        assert f"{both[0] / 'claims.yaml'}:13 | {both[1] / 'claims.yaml'}:13" in " ".join(text.split())
        assert text.endswith("8 disagreements.\n")
        assert max(map(len, lines_of(render_compare(compare(both[0], both[0]), Style(40))))) <= 120


class TestBadInput:
    def test_two_papers_are_not_compared(self, tmp_path: Path) -> None:
        other = SOURCES.replace("id: p, title: A Paper", "id: q, title: Another Paper")
        with pytest.raises(UsageError, match=r"is about p .*, .* about q .*: different papers"):
            compare(write(tmp_path / "a", FIRST), write(tmp_path / "b", SECOND, other))

    def test_one_paper_under_two_ids_is_known_by_its_title(self, tmp_path: Path) -> None:
        other = SOURCES.replace("id: p, title: A Paper", "id: q, title: a  paper")
        assert compare(write(tmp_path / "a", FIRST), write(tmp_path / "b", SECOND, other))["matched"]

    def test_an_unknown_section_and_a_broken_data_set_are_refused(self, both: tuple[Path, Path]) -> None:
        with pytest.raises(UnknownName, match='no section is called "7"') as error:
            compare(*both, sections=["1", "7"])
        assert error.value.candidates == ["0", "1", "2"]
        (both[1] / "claims.yaml").write_text("claims: [", "utf-8")
        with pytest.raises(DataError, match="second cannot be loaded: 1 error"):
            compare(*both)

    def test_a_missing_library_is_named(
        self, both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "krippendorff", None)
        with pytest.raises(ExtraMissing, match="krippendorff") as error:
            compare(*both)
        assert "claimgraph[agreement]" in (error.value.hint or "")
