"""What must be true of the encoded paper itself."""

from __future__ import annotations

import pytest

from claimgraph import evidence, load, stances, statuses, supports
from claimgraph.evidence_graph.notes import works_of
from claimgraph.loading import BUNDLED, check

PAPER = load(BUNDLED)
EVIDENCE = evidence(PAPER)


def test_the_data_have_no_error_and_no_warning():
    assert check(BUNDLED) == []
    second = check(BUNDLED / "second")  # frozen as it was read
    assert [finding.code for finding in second] == ["note-of-others"]


def test_all_endnotes_and_works_are_there_and_used():
    assert list(PAPER.endnotes) == list(range(1, 34))
    cited = {citation.note for claim in PAPER.claims.values() for citation in claim.cites}
    assert cited == set(PAPER.endnotes)
    works = works_of(PAPER).works
    assert all(works.values())
    assert {work for behind in works.values() for work in behind} == set(PAPER.works)


@pytest.mark.parametrize(
    ("note", "form", "earlier"),
    [(5, "see_note", 3), (8, "op_cit", 4), (20, "ibid", 19), (32, "short", 7)],
)
def test_a_note_that_leans_on_another_resolves_to_its_work(note, form, earlier):
    works = works_of(PAPER).works
    assert (PAPER.endnotes[note].form, PAPER.endnotes[note].refers_to) == (form, earlier)
    assert works[note] == works[earlier]


def test_the_same_document_cited_twice_in_full_is_one_work():
    works = works_of(PAPER).works
    assert works[10] == works[28]


def test_the_widest_thesis_reaches_at_least_fifteen_notes():
    theses = [claim.id for claim in PAPER.claims.values() if claim.kind == "thesis"]
    reach = {thesis: len(supports(EVIDENCE, thesis)["endnotes_below"]) for thesis in theses}
    assert max(reach.values()) >= 15
    assert max(reach, key=reach.__getitem__) == "nato-asia-eases-dilemma"


def test_no_claim_supports_itself_alone():
    assert "unsupported" not in statuses(EVIDENCE).values()


def test_every_claim_has_its_words_and_its_place():
    assert len(PAPER.claims) > 200
    for claim in PAPER.claims.values():
        assert claim.text, claim.id
        assert claim.passage, claim.id
        assert all(passage.digest for passage in claim.passage), claim.id
    assert all(note.digest for note in PAPER.endnotes.values())


@pytest.mark.parametrize(
    "actor", ["japan", "nato", "china", "asean", "south-korea", "united-states", "tsuneo-watanabe"]
)
def test_every_main_actor_takes_sides(actor):
    assert stances(PAPER, of=actor)


def test_what_others_say_is_held_by_them():
    said = [claim for claim in PAPER.claims.values() if claim.kind == "reported statement"]
    assert len(said) > 40
    assert all(PAPER.attributed(claim) or claim.holder for claim in said)


def test_impossible_and_disagreeing_dates_are_recorded():
    odd = [anomaly for note in PAPER.endnotes.values() for anomaly in note.anomalies]
    assert any("2104" in (anomaly.printed or "") and anomaly.sure == "high" for anomaly in odd)
    assert any("14 December 2014" in (anomaly.printed or "") for anomaly in odd)
    kinds = {a.kind for holder in (*PAPER.endnotes.values(), *PAPER.claims.values(), *PAPER.works.values(), PAPER.paper) for a in holder.anomalies}  # fmt: skip
    assert len(kinds) >= 25
