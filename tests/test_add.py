"""What ``add`` tells of a fragment beside its errors, and what it takes as looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import CLAIMS, SOURCES

from claimgraph.answers.add import Added, add
from claimgraph.answers.gaps.audit import gaps
from claimgraph.answers.remove import remove
from claimgraph.answers.rename import rename
from claimgraph.evidence_graph.graph import evidence
from claimgraph.loading import check, load


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def made(claims: str = CLAIMS, sources: str = SOURCES) -> Path:
        (tmp_path / "claims.yaml").write_text(claims, encoding="utf-8")
        (tmp_path / "sources.yaml").write_text(sources, encoding="utf-8")
        return tmp_path

    return made


def circles(answer: Added) -> list[str]:
    assert answer["written"]
    assert all(each["severity"] == "warning" for each in answer["findings"])
    return [each["message"] for each in answer["findings"] if each["code"] == "circle"]


def test_a_circle_of_reasons_that_a_fragment_closes_is_told_with_all_its_claims(
    folder: Callable[..., Path],
) -> None:
    place = folder()
    answer = add(place, "claims:\n  pours: {text: It pours, supported_by: [[it-rains]]}\n")
    assert circles(answer) == []
    answer = add(place, "claims:\n  sky-grey:\n    supported_by: [[pours]]\n", merge=True)
    assert circles(answer) == ["sky-grey argues in a circle: sky-grey, pours, it-rains"]
    (told,) = [each for each in answer["findings"] if each["code"] == "circle"]
    assert (told["file"], told["line"], told["column"]) == ("fragment", 3, 19)
    (gap,) = [each for each in gaps(evidence(load(place))) if each["kind"] == "circle"]
    assert gap["detail"].startswith("argues in a circle: ")  # in the words of the audit


def test_a_circle_within_a_fragment_is_told_once_and_the_shortest(folder: Callable[..., Path]) -> None:
    place = folder()
    ring = ", ".join(f"c{n}: {{text: C, supported_by: [[c{(n + 1) % 5}]]}}" for n in range(5))
    answer = add(place, f"claims: {{{ring}}}")
    assert circles(answer) == ["c0 argues in a circle: c0, c1, c2, c3, c4"]
    answer = add(place, "claims: {c3: {supported_by: [[c4], [c2]]}}", merge=True)
    assert circles(answer) == ["c3 argues in a circle: c3, c2"]


def test_a_restatement_closes_a_circle_and_what_only_leads_into_one_does_not(
    folder: Callable[..., Path],
) -> None:
    place = folder()
    both = "again: {text: It is raining, restates: it-rains}, wet: {text: W, supported_by: [[again]]}"
    assert circles(add(place, f"claims: {{{both}}}")) == []
    answer = add(place, "claims: {streets-wet: {supported_by: [[wet]]}}", merge=True)
    assert circles(answer) == ["streets-wet argues in a circle: streets-wet, wet, it-rains"]
    assert circles(add(place, "claims: {so: {text: So, supported_by: [[wet]]}}")) == []
    assert circles(add(place, "claims: {self: {text: S, supported_by: [[self]]}}")) == []  # check tells that
    assert "supports-itself" in [each.code for each in check(place)]


GUESSED = SOURCES.replace("title: A Report,", "title: A Report, review: [title, issuer, date],").replace(
    "works: [book]}", "works: [book], review: works}"
)


def test_what_is_given_key_by_key_is_looked_at(folder: Callable[..., Path]) -> None:
    place = folder(sources=GUESSED)
    answer = add(place, "works: {report: {title: The Report, date: 2011}}", merge=True)
    assert (answer["replaced"], answer["findings"]) == (["report"], [])
    work = load(place).works["report"]
    assert (work.title, str(work.date), work.review) == ("The Report", "2011", ("issuer",))
    block = "works:\n  report:\n    issuer: bureau   # as printed\nendnotes:\n  3:\n    works: [book]\n"
    assert add(place, block, merge=True)["written"]
    assert load(place).works["report"].review == ()
    assert load(place).endnotes[3].review == ()
    assert "review" not in (place / "sources.yaml").read_text(encoding="utf-8")


def test_a_review_that_is_sent_is_taken_as_it_is_and_one_that_names_nothing_given_stays(
    folder: Callable[..., Path],
) -> None:
    place = folder(sources=GUESSED)
    add(place, "works: {report: {publisher: bureau}}", merge=True)
    assert load(place).works["report"].review == ("title", "issuer", "date")
    add(place, "works: {report: {title: The Report, review: [title]}}", merge=True)
    assert load(place).works["report"].review == ("title",)
    add(place, "works: {report: {review: []}}", merge=True)
    assert load(place).works["report"].review == ()


def test_what_is_still_to_be_looked_at_is_told_by_check_and_not_with_every_change(
    folder: Callable[..., Path],
) -> None:
    place = folder(sources=GUESSED)
    assert [each.code for each in check(place)] == ["review"]
    assert add(place, "topics: {sun: {label: Sun}}")["findings"] == []
    assert rename(place, "sun", "moon")["findings"] == []
    assert remove(place, "moon")["findings"] == []
