"""An oddity is said in one way wherever it is told, and as surely as it is known."""

from __future__ import annotations

import html
import re

import pytest
from datasets import in_folder

from claimgraph import evidence
from claimgraph.answers.check import oddities
from claimgraph.answers.gaps.audit import gaps
from claimgraph.answers.list import listing
from claimgraph.answers.report import report
from claimgraph.answers.show import show
from claimgraph.loading import read
from claimgraph.model.entities import Actor, Anomaly, Citation, Claim, Dataset, Endnote, Paper, Work
from claimgraph.views.page.build import page
from claimgraph.views.report import markdown
from claimgraph.views.text import Style, render_list, render_show

PRINTED = "printed “2104”, "
KIND = "impossible date: "
WHY = ": it lies ahead"


def data(anomaly: Anomaly) -> Dataset:
    """A data set with one oddity, in every place that can have one."""
    return Dataset(
        paper=Paper(id="p", authors=("ann",), anomalies=(anomaly,)),
        actors={"ann": Actor(id="ann", name="Ann")},
        works={"w": Work(id="w", title="W", anomalies=(anomaly,))},
        endnotes={1: Endnote(number=1, works=("w",), anomalies=(anomaly,))},
        claims={
            "c": Claim(id="c", text="So", kind="thesis", cites=(Citation(note=1),), anomalies=(anomaly,))
        },
    )


def readings(text: str) -> set[str]:
    """How ``text`` says what is meant by what is printed."""
    return set(re.findall(r"(?:\w+ )?(?:meant|for):? “?2014”?", re.sub(r"\s+", " ", html.unescape(text))))


@pytest.mark.parametrize(
    ("sure", "meant"),
    [
        ("high", "meant “2014”"),
        ("medium", "probably meant “2014”"),
        ("low", "perhaps meant “2014”"),
        (None, "probably meant “2014”"),
    ],
)
def test_an_oddity_is_worded_once_and_as_surely_as_it_is_known(
    sure: str | None, meant: str, tmp_path
) -> None:
    odd = data(Anomaly(kind="impossible date", printed="2104", meant="2014", sure=sure, why="it lies ahead"))
    graph = evidence(odd)
    said = PRINTED + meant + (f" (confidence: {sure})" if sure else "")
    for row in (
        *listing(odd, "notes"),
        show(odd, "claim", "c"),
        show(odd, "note", 1),
        show(odd, "work", "w"),
    ):
        assert [one["detail"] for one in row["anomalies"]] == [said + WHY]
    found = oddities(read(in_folder(odd, tmp_path)))
    assert {finding.message.partition(": ")[2] for finding in found} == {KIND + said + WHY}
    for gap in gaps(graph):
        if gap["kind"] == "anomaly":
            assert f"{gap['detail']}, {gap['mend']}" == f"{KIND}{said}; check against the source"
    style = Style(200)
    for text in (
        page(odd),
        markdown(report(graph)),
        render_list(listing(odd, "notes"), style, what="notes"),
        render_show(show(odd, "work", "w"), style, dataset=odd),
    ):
        (told,) = {reading.removeprefix(", ") for reading in readings(text)}
        assert told == meant or (sure == "high" and told.endswith(meant))


@pytest.mark.parametrize(
    ("anomaly", "said"),
    [
        (Anomaly(kind="dead link"), "dead link"),
        (Anomaly(kind="dead link", sure="low", why="it hangs"), "dead link (confidence: low): it hangs"),
        (Anomaly(kind="dead link", printed="x"), "dead link: printed “x”"),
        (Anomaly(kind="p", printed="x"), "p: printed “x”"),
    ],
)
def test_an_oddity_of_which_nothing_is_meant_is_its_kind_and_what_is_printed(
    anomaly: Anomaly, said: str, tmp_path
) -> None:
    found = oddities(read(in_folder(data(anomaly), tmp_path)))
    assert {finding.message.partition(": ")[2] for finding in found} == {said}
    assert said in html.unescape(page(data(anomaly)))
