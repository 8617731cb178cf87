"""A faithful copy is not a changed one: whatever a copy lays over the paper, all is found in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from copies import BREAKS, FURNITURE, MARKERS, NUMBERS, furnished, marked, numbered
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from synthetic_paper import MadeUp, digest, papers, wrapped

from claimgraph.anchoring.covering import coverage
from claimgraph.anchoring.stamping import anchor
from claimgraph.anchoring.verifying import verify
from claimgraph.documents.reading import read_text
from claimgraph.errors import FileError
from claimgraph.loading import load
from claimgraph.model.entities import Dataset

some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"

DAMS = MadeUp(
    title="On Dams",
    headings={"1": "Safety of the Dam", "2": "What the Tests Show"},
    paragraphs={
        "0": ["On Dams"],
        "1/1": [
            "The old gravity dam in the upper valley has stood through forty winters and three floods.",
            "Its concrete hardened with every year of service, as far as engineers could tell.[1]",
            "The ministry (1) measured the wall, (2) tested the gates and (3) read the gauges in 1998.",
        ],
        "1/2": [
            "Cracks were seen in 1961, 1974 and 2003, none of them longer than 12 metres.",
            "The inspectors called the gallery “dry”.[2]",
        ],
        "2/1": [
            "Load tests of last spring found no defect in the gates or in the offset wall.[3]",
            "The load stayed below the limit that the ministry had fixed.[4]",
            "Nobody in the town below asked why the drain ran all night.",
        ],
        "2/2": [
            "Mortar is replaced every ten years, and the next repair falls due before the flood season.[5]",
            "The river does not wait.",
        ],
    },
    notes=[
        "Berg, Concrete (1999), p. 12.",
        "Agency, Inspections, 3(2).",
        "Agency, Tests (2024).",
        "Ministry of Dams, Order 7.",
        "Berg, Mortar, pp. 3–4.",
    ],
)
TEXT = re.sub(r"^A publisher's site\nMenu\n\n", "", DAMS.text()).split("\n\nShare this page")[0] + "\n"


def assert_whole(dataset: Dataset, text: str, sentences: int) -> None:
    """Every passage and note in its place, and as many sentences as there are."""
    answer = verify(dataset, text)
    assert [a for a in (*answer["claims"], *answer["notes"]) if a["status"] != "ok"] == []
    covered = coverage(dataset, text)
    assert (covered["sentences"], covered["missing"]) == (sentences, [])


def whole(text: str) -> None:
    assert_whole(DAMS.dataset(), text, len(DAMS.sentences()))


@pytest.mark.parametrize("before", [False, True], ids=["behind", "before"])
@pytest.mark.parametrize("dress", MARKERS)
def test_note_markers_in_every_usual_dress_are_no_letters_of_the_text(dress: str, before: bool) -> None:
    whole(marked(TEXT, dress, before=before))
    whole(wrapped(marked(TEXT, dress, before=before), 60))


@pytest.mark.parametrize("page", [0, 25], ids=["throughout", "by page"])
@pytest.mark.parametrize("dress", NUMBERS)
def test_numbers_at_the_edge_of_the_lines_are_no_part_of_them(dress: str, page: int) -> None:
    whole(numbered(wrapped(TEXT, 60), dress, page=page))


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("dress", FURNITURE)
def test_what_a_page_adds_in_the_middle_of_a_paragraph_is_no_part_of_it(dress: str, gap: int) -> None:
    whole(furnished(wrapped(TEXT, 60), dress, 11, gap))


@pytest.mark.parametrize("layout", BREAKS)
def test_paragraphs_need_no_blank_lines_between_them(layout: str) -> None:
    whole(BREAKS[layout](TEXT, 60))


def test_first_lines_may_be_indented_instead_and_short_last_lines_tell_too() -> None:
    indented = []
    for block in TEXT.strip().split("\n\n"):
        lead = "    " if block.endswith((".", "]")) and not block.startswith("[") else ""
        indented.append(lead + wrapped(block, 60).strip("\n"))
    whole("\n".join(indented) + "\n")
    whole("\n".join(line.replace("    ", "\t") for line in indented) + "\n")
    whole("\n".join(line.strip() for line in indented) + "\n")


def test_notes_at_the_foot_of_each_page_are_in_nobodys_way() -> None:
    body, _, notes = wrapped(TEXT, 60).partition("\n\n[1] ")
    texts = dict(re.findall(r"^\[(\d)\] (.*)$", "[1] " + notes, re.MULTILINE))
    for rule in ("", "________\n"):
        for dress in ("[{}] ", "{} ", "{}. "):
            lines = body.split("\n")
            pages = ["\n".join(lines[at : at + 9]) for at in range(0, len(lines), 9)]
            printed = ""
            for page in pages:
                own = re.findall(r"\[(\d)\]", page)
                foot = "\n".join(dress.format(number) + texts[number] for number in own)
                printed += page + "\n" + (f"\n{rule}{foot}\n\n" if own else "")
            whole(printed)


def test_lines_of_the_text_that_look_like_heads_are_told_from_the_heads_beside_them() -> None:
    sentences = [f"Harbour harbour harbour harbour harbour harbour no{n}th." for n in (3, 4, 5)]
    paper = MadeUp(
        headings={"1": "The Harbour"},
        paragraphs={"0": ["On Dams"], "1/1": sentences},
        notes=["Berg, Concrete."],
    )
    paper.title = "On Dams"
    for every in range(4, 12):
        text = furnished(wrapped(paper.text(), 50), "number", every, 1)
        assert "missing" not in {claim["status"] for claim in verify(paper.dataset(), text)["claims"]}


@some
@given(
    papers(),
    st.sampled_from(["plain", *MARKERS]),
    st.sampled_from(["plain", *NUMBERS]),
    st.sampled_from(["plain", *FURNITURE]),
    st.integers(50, 80),
)
def test_all_is_found_whatever_a_copy_does_at_once(
    paper: MadeUp, marker: str, number: str, page: str, width: int
) -> None:
    assume(len(paper.notes) < 27)
    text = marked(paper.text(), marker) if marker != "plain" else paper.text()
    text = wrapped(text, width)
    # Two numbers are the least by which lines can be seen to be counted.
    assume("fifth" not in number or sum(bool(line.strip()) for line in text.split("\n")) >= 10)
    text = furnished(text, page, 14, 1) if page != "plain" else text
    text = numbered(text, number) if number != "plain" else text
    answer = verify(paper.dataset(), text)
    assert "missing" not in {claim["status"] for claim in answer["claims"]}


class TestGuards:
    """What belongs to the text stays."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("1961, 1974 and", "1961, 1975 and"),
            ("(2) tested", "(3) tested"),
            ("12 metres", "13 metres"),
            ("in 1998", "in 1999"),
            ("forty winters", "forty 3 winters"),
        ],
    )
    @pytest.mark.parametrize("dress", ["round", "superscript", "digit", "several"])
    def test_one_digit_changed_inside_a_sentence_is_a_change(self, old: str, new: str, dress: str) -> None:
        text = marked(TEXT.replace(old, new), dress)
        answer = verify(DAMS.dataset(), numbered(wrapped(text, 60), "each"))
        (missing,) = [claim for claim in answer["claims"] if claim["status"] != "ok"]
        detail = missing["passages"][0]["detail"] or ""
        assert "differs in digits only" in detail
        assert missing["status"] == "missing"

    def test_what_digits_differ_is_told_with_those_that_were_anchored(self) -> None:
        answer = verify(DAMS.dataset(), TEXT.replace("1974", "1975"))
        (missing,) = [claim for claim in answer["claims"] if claim["status"] != "ok"]
        assert "1975 here, 1974 in the text that was anchored" in (missing["passages"][0]["detail"] or "")

    def test_a_changed_word_is_said_to_be_changed(self) -> None:
        answer = verify(DAMS.dataset(), TEXT.replace("no defect", "a defect"))
        (missing,) = [claim for claim in answer["claims"] if claim["status"] != "ok"]
        assert "it was changed" in (missing["passages"][0]["detail"] or "")

    def test_a_chronicle_keeps_the_years_its_lines_begin_with(self) -> None:
        years = "\n".join(f"{year} the river rose by {year % 7} metres." for year in range(1961, 1990))
        text = f"Chronicle\n\n{years}\n"
        answer = coverage(Dataset(paper=DAMS.dataset().paper), text)
        assert answer["missing"][1]["text"].startswith("1961 the river")

    def test_digests_of_a_text_that_was_anchored_with_its_markers_stay(self) -> None:
        paper = MadeUp(
            headings={"1": "Gates"}, paragraphs={"0": ["On Dams"], "1/1": ["It holds (1).", "It may.²"]}
        )
        paper.title = "On Dams"
        answer = verify(paper.dataset(), "On Dams\n\nGates\n\nIt holds (1). It may.²\n")
        assert {claim["status"] for claim in answer["claims"]} == {"ok"}


class TestAnchor:
    def test_a_dressed_copy_gives_the_digests_of_the_plain_one(self, folder) -> None:  # type: ignore[no-untyped-def]
        claims = "claims:\n" + "".join(
            f'  c{i}: {{text: x, passage: {{paragraph: "{label}", sentences: {number}}}}}\n'
            for i, (label, number) in enumerate(
                (label, number) for label, own in DAMS.paragraphs.items() for number in range(1, len(own) + 1)
            )
        )
        notes = "".join(f"  {n}: {{works: [w]}}\n" for n in range(1, 6))
        sources = (
            "paper: {id: p, title: On Dams, authors: [ann], sections: [{id: '1', heading: Safety of the Dam},"
            " {id: '2', heading: What the Tests Show}]}\n"
            f"works: {{w: {{type: book, title: W}}}}\nendnotes:\n{notes}"
        )
        wanted = [digest(sentence) for sentence in DAMS.sentences().values()]
        for text in (
            TEXT,
            marked(TEXT, "superscript"),
            marked(TEXT, "several"),
            numbered(wrapped(TEXT, 60), "each"),
            furnished(wrapped(TEXT, 60), "of", 20, 1),
        ):
            place = folder("actors: {ann: {name: Ann}}\n" + claims, sources)
            assert anchor(place, text)["problems"] == []
            assert [c.passage[0].digest for c in load(place).claims.values()] == wanted


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"<!DOCTYPE html>\n<html><body><p>It rains.</p></body></html>", "an HTML page"),
            (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "an XHTML page"),
            (b"<?xml version='1.0'?>\n<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "a TEI document"),
            (b"<p>It rains.</p>", "an HTML page"),
            (b"<?xml version='1.0'?><book/>", "an XML document"),
            (b"PK\x03\x04....word/document.xml", "a Word document"),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument"),
        ],
    )
    def test_a_marked_up_file_is_refused_by_name(self, content: bytes, said: str, tmp_path: Path) -> None:
        (tmp_path / "copy").write_bytes(content)
        with pytest.raises(FileError, match=said) as error:
            read_text(tmp_path / "copy")
        assert error.value.hint

    def test_two_columns_are_told(self) -> None:
        lines = wrapped(TEXT, 36).split("\n")
        half = len(lines) // 2
        both = "\n".join(f"{a:<44}{b}" for a, b in zip(lines[:half], lines[half:], strict=False))
        with pytest.raises(FileError, match="two columns"):
            verify(DAMS.dataset(), both)


@pytest.mark.skipif(not CASES.exists(), reason="no cases beside the repository")
@pytest.mark.parametrize(
    "case",
    [
        "text-line-numbers/linenum.txt",
        "text-note-markers/marker_list.txt",
        "text-page-furniture/pg_upper.txt",
        "text-paragraph-breaks/word.txt",
    ],
)
def test_each_case_that_was_reported_is_whole(case: str) -> None:
    place = CASES / case
    dataset = load(place.parent / "data")
    answer = verify(dataset, read_text(place))
    assert {a["status"] for a in (*answer["claims"], *answer["notes"])} == {"ok"}
    plain = coverage(dataset, read_text(place.parent / "stamped-from.txt"))
    found = coverage(dataset, read_text(place))
    assert (found["sentences"], found["accounted"]) == (plain["sentences"], plain["accounted"])
