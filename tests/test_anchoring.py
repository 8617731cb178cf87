"""Anchors: what a digest is, and that passages are found in whatever copy a reader has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from synthetic_paper import HEAD, MadeUp, claim_id, digest, paged, papers, wrapped

from claimgraph.anchoring import finding
from claimgraph.anchoring.covering import coverage
from claimgraph.anchoring.verifying import Verification, verify
from claimgraph.documents import digests
from claimgraph.documents.digests import letters
from claimgraph.documents.reading import read_text
from claimgraph.errors import FileError, LimitError
from claimgraph.model.entities import Claim, Dataset, Paper, Passage, Unclaimed

some = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])

STRAIGHT = {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'", ord("—"): "--", ord("–"): "-"}

PLAIN = MadeUp(
    headings={"1": "* * *", "2": "1. Ferries and Tariffs", "2.1": "A Quarry’s Tale"},
    paragraphs={
        "0": [
            "On the Lighthouses of a Small Coast",
            "March 3, 1921",
            "Lamps were lit by hand. [1]",
        ],
        "1/1": [
            "The council met in June. [2]",
            "“Why not?” asked Dr. Holm of the U.S. delegation.",
            "Nobody knew.",
        ],
        "1/2": ["Wheat rose by 3.5 percent in 1921."],
        "2.1/1": ["Granite was shipped as follows:"],
        "2.1/2": ["1. Rough granite"],
        "2.1/3": ["2. Polished granite"],
        "2.1/4": ["3.Gravel"],
        "2.1/5": ["The quarry closed.", "Its harbour silted up. [3]"],
    },
    notes=["Harbour Board, Annual Report, pp. 3–4.", "Ibid.", "Holm, op. cit. The second page is torn."],
)


def statuses(answer: Verification) -> Counter[str]:
    return Counter(anchor["status"] for anchor in (*answer["claims"], *answer["notes"]))


def assert_found(paper: MadeUp, text: str, *allowed: str, head: str = HEAD) -> None:
    """Every anchor is found, with offsets that hold its letters and those of running heads only."""
    answer = verify(paper.dataset(), text)
    wanted = {**paper.sentences(), **dict(enumerate(paper.notes, 1))}
    for anchor in (*answer["claims"], *answer["notes"]):
        name = anchor.get("id") or anchor.get("number")
        assert anchor["status"] in (allowed or ("ok",)), (name, anchor)
        found = text[anchor["start"] : anchor["end"]]
        found = re.sub(rf"{head} *[0-9]*|^[0-9]+$", "", found, flags=re.MULTILINE)
        assert letters(found) == letters(wanted[name]), name
        assert not found[0].isspace()
        assert not found[-1].isspace()


def unbracketed(text: str, style: str, caption: str) -> str:
    """``text`` with its list of notes numbered in another ``style``, under a ``caption``."""
    captioned = re.sub(r"^(?=\[1\] )", caption, text, flags=re.MULTILINE)
    return re.sub(r"^\[([0-9]+)\] ", style, captioned, flags=re.MULTILINE)


class TestDigest:
    def test_it_is_the_contract_to_the_letter(self) -> None:
        assert digests.digest(["Ab, c1!"]) == digest("Ab, c1!") == "4-" + digest("Abc1").split("-")[1]

    def test_quotes_dashes_spaces_line_ends_and_markers_do_not_matter(self) -> None:
        assert digests.digest("It’s “so”—50 %[12]") == digests.digest('It\'s "so" -\n50\u00a0%')

    def test_case_and_every_letter_do(self) -> None:
        assert len({digests.digest(text) for text in ("We go", "we go", "We goo", "Wego2")}) == 4

    def test_ligatures_and_composed_letters_are_the_same_in_either_form(self) -> None:
        assert digests.digest("ﬁve cafés") == digests.digest(unicodedata.normalize("NFD", "five cafés"))

    @given(st.lists(st.text(), max_size=4))
    def test_any_text_has_the_digest_that_a_plain_reading_of_the_contract_gives(
        self, texts: list[str]
    ) -> None:
        assert digests.digest(texts) == digest(*texts)


class TestPassagesAreFound:
    def test_all_are_ok_in_the_paper_itself(self) -> None:
        assert_found(PLAIN, PLAIN.text())

    def test_the_extent_takes_in_quotes_final_punctuation_and_markers(self) -> None:
        text = PLAIN.text()
        found = {a["id"]: text[a["start"] : a["end"]] for a in verify(PLAIN.dataset(), text)["claims"]}
        assert found == PLAIN.sentences()

    def test_a_list_run_together_is_still_a_list(self) -> None:
        assert_found(PLAIN, PLAIN.text().replace("\n\n2. Pol", " 2. Pol").replace("\n\n3.Gr", " 3.Gr"))

    def test_without_its_note_markers(self) -> None:
        assert_found(PLAIN, re.sub(r" ?\[[0-9]+\]", "", PLAIN.text()))

    def test_with_superscript_markers(self) -> None:
        body, notes = PLAIN.text().split("[1] Harbour")
        text = re.sub(r" \[([0-9])\]", lambda m: "⁰¹²³"[int(m[1])], body) + "[1] Harbour" + notes
        assert statuses(verify(PLAIN.dataset(), text)) == {"ok": len(PLAIN.sentences()) + 3}

    def test_with_a_foreword_a_table_of_contents_and_an_appendix(self) -> None:
        contents = "Foreword\n\nThis copy was made in Oslo. [1]\n\nContents\n\n" + "\n".join(
            PLAIN.headings.values()
        )
        assert_found(
            PLAIN, f"{contents}\n\n{PLAIN.text()}\n\nAppendix\n\nMore was found.\n\n[1] In a chest.\n"
        )

    def test_with_the_title_as_running_head(self) -> None:
        text = paged(wrapped(PLAIN.text(), 44), 6, parted=True, head=PLAIN.title)
        answer = verify(PLAIN.dataset(), text)
        assert {a["status"] for a in answer["claims"]} <= {"ok", "moved"}

    def test_a_paragraph_put_in_moves_those_behind_it(self) -> None:
        text = PLAIN.text().replace("Wheat rose", "Copper fell.\n\nWheat rose")
        answer = {a["id"]: a for a in verify(PLAIN.dataset(), text)["claims"]}
        assert answer["p1-2-s1"]["status"] == "moved"
        assert answer["p1-2-s1"]["passages"][0]["detail"] == "it is in paragraph 1/3"
        assert (
            text[answer["p1-2-s1"]["start"] : answer["p1-2-s1"]["end"]]
            == "Wheat rose by 3.5 percent in 1921."
        )
        assert answer["p2x1-1-s1"]["status"] == "ok"

    def test_a_note_under_another_number_is_moved_and_one_with_words_added_is_missing(self) -> None:
        text = PLAIN.text()
        for old, new in (
            ("[3] Holm", "[4] Holm"),
            ("[2] Ibid.", "[3] Ibid., p. 7."),
            ("[1] H", "[1] Own.\n\n[2] H"),
        ):
            text = text.replace(old, new)
        answer = {a["number"]: a["status"] for a in verify(PLAIN.dataset(), text)["notes"]}
        assert answer == {1: "moved", 2: "missing", 3: "moved"}

    @pytest.mark.parametrize("caption", ["", "Notes\n\n", "Endnotes\n"])
    @pytest.mark.parametrize("style", [r"\1. ", r"\1 ", r"\1) ", r"\1: "])
    def test_with_notes_numbered_without_brackets(self, style: str, caption: str) -> None:
        assert_found(PLAIN, unbracketed(PLAIN.text(), style, caption))

    def test_a_note_numbered_without_brackets_is_moved_under_another_number_and_missing_when_changed(
        self,
    ) -> None:
        text = unbracketed(PLAIN.text(), r"\1. ", "Notes\n\n")
        text = text.replace("3. Holm", "4. Holm").replace("2. Ibid.", "2. Ibid., p. 7.")
        answer = {a["number"]: a for a in verify(PLAIN.dataset(), text)["notes"]}
        assert {n: a["status"] for n, a in answer.items()} == {1: "ok", 2: "missing", 3: "moved"}
        assert answer[3]["detail"] == "it is note 4 here"

    def test_a_note_that_is_also_a_sentence_of_the_body_is_found_in_the_list(self) -> None:
        text = unbracketed(PLAIN.text(), r"\1 ", "Notes\n\n").replace("Nobody knew.", "Nobody knew. Ibid.")
        (_, ibid, _) = verify(PLAIN.dataset(), text)["notes"]
        assert (ibid["status"], ibid["start"]) == ("ok", text.rindex("Ibid."))

    def test_a_note_may_end_with_the_marker_of_another(self) -> None:
        text = PLAIN.text().replace("[2] Ibid.", "[2] Ibid. [1]")
        assert {a["status"] for a in verify(PLAIN.dataset(), text)["notes"]} == {"ok"}

    def test_a_decimal_that_begins_a_line_is_no_notes_number(self) -> None:
        paper = MadeUp(title="On Lamps", headings={}, paragraphs={"0": ["On Lamps"]})
        paper.notes = ["The lamps of the coast burn for 3.5 hours."]
        text = "On Lamps\n\nNotes\n\n1. The lamps of the coast burn for\n3.5 hours.\n"
        assert [each["status"] for each in verify(paper.dataset(), text)["notes"]] == ["ok"]

    @some
    @given(papers(), st.integers(40, 100), st.sampled_from([r"\1. ", r"\1 "]), st.booleans())
    def test_however_its_notes_are_numbered_under_a_caption(
        self, paper: MadeUp, width: int, style: str, crlf: bool
    ) -> None:
        text = wrapped(unbracketed(paper.text(), style, "Notes\n\n"), width)
        assert_found(paper, text.replace("\n", "\r\n") if crlf else text)

    @some
    @given(papers(), st.integers(24, 100), st.booleans(), st.booleans(), st.data())
    def test_however_it_is_wrapped_broken_and_ordered(
        self, paper: MadeUp, width: int, breaking: bool, crlf: bool, data: st.DataObject
    ) -> None:
        order = data.draw(st.permutations(list(paper.headings)))
        text = wrapped(paper.text(order), width, breaking=breaking)
        assert_found(paper, text.replace("\n", "\r\n") if crlf else text)

    @some
    @given(papers(), st.booleans(), st.sampled_from([" ", "\u00a0", "\u2009", "  "]), st.booleans())
    def test_whatever_its_quotes_dashes_and_spaces(
        self, paper: MadeUp, straight: bool, space: str, decomposed: bool
    ) -> None:
        text = paper.text().translate(STRAIGHT if straight else {}).replace(" ", space)
        assert_found(paper, unicodedata.normalize("NFKD", text) if decomposed else text)

    @some
    @given(papers(), st.integers(40, 90), st.integers(5, 12), st.booleans(), st.booleans())
    def test_with_running_heads_in_the_middle_of_paragraphs_and_sentences(
        self, paper: MadeUp, width: int, every: int, parted: bool, numbers_only: bool
    ) -> None:
        head = "{}" if numbers_only else HEAD + "    {}"
        text = paged(wrapped(paper.text(), width, breaking=True), every, parted=parted, head=head)
        assume(numbers_only or text.count(HEAD) != 1)  # a line that stands there once may be the paper's
        assert_found(paper, text, "ok", "moved")

    @some
    @given(papers(), st.text("\n\f a.1[]", max_size=60), st.text("\n\f b!2[]", max_size=60))
    def test_whatever_stands_before_and_behind(self, paper: MadeUp, before: str, behind: str) -> None:
        assert_found(paper, f"{before}\n\n{paper.text()}\n\n{behind}", "ok", "moved")


class TestChangesAreNoticed:
    @some
    @given(papers(), st.data())
    def test_one_word_changed_is_missing_and_nothing_else_is(
        self, paper: MadeUp, data: st.DataObject
    ) -> None:
        name = data.draw(st.sampled_from(sorted(paper.sentences())))
        sentence = paper.sentences()[name]
        changed = _changed(sentence, data)
        answer = verify(paper.dataset(), paper.text().replace(sentence, changed))
        found = {a["id"]: a["status"] for a in answer["claims"]}
        assert found.pop(name) == "missing"
        if name != "p0-s1":
            assert set(found.values()) <= {"ok"}

    @some
    @given(papers(), st.data(), st.integers(30, 70))
    def test_nor_is_it_found_when_the_text_is_also_wrapped_and_paged(
        self, paper: MadeUp, data: st.DataObject, width: int
    ) -> None:
        name = data.draw(st.sampled_from(sorted(paper.sentences())))
        sentence = paper.sentences()[name]
        text = wrapped(paper.text().replace(sentence, _changed(sentence, data)), width, breaking=True)
        answer = verify(paper.dataset(), paged(text, 7, parted=data.draw(st.booleans())))
        assert next(a["status"] for a in answer["claims"] if a["id"] == name) == "missing"

    def test_a_word_before_or_behind_makes_another_sentence(self) -> None:
        for text in ("However, the quarry closed.", "The quarry closed again."):
            answer = verify(PLAIN.dataset(), PLAIN.text().replace("The quarry closed.", text))
            assert {a["id"] for a in answer["claims"] if a["status"] != "ok"} == {"p2x1-5-s1"}

    def test_the_worst_passage_decides_and_a_missing_claim_has_no_offsets(self) -> None:
        first = Passage(
            paragraph="1/2", sentences=(1, 1), digest=digest("Wheat rose by 3.5 percent in 1921.")
        )
        second = Passage(paragraph="1/2", sentences=(1, 1), digest="5-00000000")
        claim = Claim(id="both", passage=(first, second))
        (anchor,) = verify(Dataset(paper=PLAIN.dataset().paper, claims={"both": claim}), PLAIN.text())[
            "claims"
        ]
        assert (anchor["status"], anchor["start"], anchor["end"]) == ("missing", None, None)
        assert [passage["status"] for passage in anchor["passages"]] == ["ok", "missing"]

    @pytest.mark.parametrize(
        ("passage", "said"),
        [
            ({"paragraph": "9/1", "digest": "5-00000000"}, "the paper has no section '9'"),
            (
                {"paragraph": "1/9", "digest": "5-00000000"},
                "section 1 has 2 paragraphs in this text, none numbered 9",
            ),
            (
                {"paragraph": "1/2", "sentences": (2, 2), "digest": "5-00000000"},
                "paragraph 1/2 has 1 sentence",
            ),
            (
                {"paragraph": "1/2", "digest": "26-00000000"},
                "as long, but other letters (or the digest is mistyped)",
            ),
            ({"paragraph": "1/2", "digest": "29-00000000"}, "it was changed (or the digest is mistyped)"),
            ({"paragraph": "2-3", "digest": "5-00000000"}, "'2-3' is not a paragraph label"),
            ({"paragraph": "1/2"}, "it has no digest yet"),
        ],
    )
    def test_why_is_said_in_a_sentence(self, passage: dict[str, object], said: str) -> None:
        claim = Claim(id="one", passage=(Passage.model_validate(passage),))
        (anchor,) = verify(Dataset(paper=PLAIN.dataset().paper, claims={"one": claim}), PLAIN.text())[
            "claims"
        ]
        assert anchor["status"] == "missing"
        assert said in (anchor["passages"][0]["detail"] or "")


def _changed(sentence: str, data: st.DataObject) -> str:
    bare = re.sub(r"\[[0-9]+\]", lambda marker: " " * len(marker[0]), sentence)
    words = [m.span() for m in re.finditer(r"[^\W\d_]{3,}\w*", bare)]
    start, end = data.draw(st.sampled_from(words))
    how = data.draw(st.sampled_from(["replaced", "put before", "put behind", "respelt"]))
    if how == "put before":
        return sentence[:start] + "Qxq " + sentence[start:]
    if how == "put behind":
        return sentence[:end] + " qxq" + sentence[end:]
    new = "Qxq" if how == "replaced" else sentence[start : end - 1] + "ü"
    return sentence[:start] + new + sentence[end:]


class TestCoverage:
    def test_it_counts_every_sentence_and_lists_what_is_missing(self) -> None:
        dataset = PLAIN.dataset()
        claims = {id_: claim for id_, claim in dataset.claims.items() if id_ != claim_id("1/1", 2)}
        answer = coverage(dataset.model_copy(update={"claims": claims}), PLAIN.text())
        assert (answer["sentences"], answer["accounted"]) == (13, 12)
        (missing,) = answer["missing"]
        assert (missing["paragraph"], missing["sentence"]) == ("1/1", 2)
        assert PLAIN.text()[missing["start"] : missing["end"]] == PLAIN.paragraphs["1/1"][1]

    def test_unclaimed_sentences_and_passages_without_a_digest_count(self) -> None:
        unclaimed = Unclaimed(paragraph="1/1", sentences=(2, 3), reason="question")
        whole = Claim(id="rest", passage=tuple(Passage(paragraph=p) for p in PLAIN.paragraphs if p != "1/1"))
        dataset = Dataset(paper=PLAIN.dataset().paper, claims={"rest": whole}, unclaimed=(unclaimed,))
        assert [(m["paragraph"], m["sentence"]) for m in coverage(dataset, PLAIN.text())["missing"]] == [
            ("1/1", 1)
        ]

    def test_a_changed_sentence_is_not_accounted_for(self) -> None:
        answer = coverage(PLAIN.dataset(), PLAIN.text().replace("silted", "filled"))
        assert [(m["paragraph"], m["sentence"]) for m in answer["missing"]] == [("2.1/5", 2)]

    @some
    @given(papers(), st.integers(30, 90))
    def test_all_is_accounted_for_in_any_wrapping(self, paper: MadeUp, width: int) -> None:
        answer = coverage(paper.dataset(), wrapped(paper.text(), width))
        assert answer["missing"] == []
        assert answer["sentences"] == answer["accounted"] == len(paper.sentences())


class TestBadInput:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "is empty"),
            (b" \n \n", "is empty"),
            (b"-- ! --", "holds no words"),
            (b"a\x00b", "binary"),
            (b"caf\xe9 au lait", "not UTF-8: byte 0xe9 on line 1"),
            (b"%PDF-1.7 x", "a PDF"),
            (b"PK\x03\x04rest", "ZIP"),
            ("text".encode("utf-16"), "UTF-16"),
            (b"a" * (50 * 2**20), "larger than 4 MiB"),
        ],
        ids=["empty", "blank", "wordless", "binary", "latin-1", "pdf", "zip", "utf-16", "50 MB"],
    )
    def test_a_file_that_is_no_text_of_a_paper(self, content: bytes, said: str, tmp_path: object) -> None:
        path = tmp_path / "copy.txt"  # type: ignore[operator]
        path.write_bytes(content)
        with pytest.raises(FileError, match=re.escape(said)):
            read_text(path)

    def test_a_missing_file_and_a_folder(self, tmp_path: object) -> None:
        for path in (tmp_path, tmp_path / "none.txt"):  # type: ignore[operator]
            with pytest.raises(FileError, match="cannot be read"):
                read_text(path)

    def test_more_lines_or_short_sentences_than_a_paper_has_are_refused(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(LimitError, match="lines, too many for a paper"):
            verify(PLAIN.dataset(), PLAIN.text() + "a\n" * 300_000)
        monkeypatch.setattr(finding, "_MOST_TRIES", 1000)
        with pytest.raises(LimitError, match="too many very short sentences"):
            verify(PLAIN.dataset(), PLAIN.text() + "So it is! " * 2000)

    def test_another_papers_text_is_refused(self) -> None:
        with pytest.raises(FileError, match="another paper"):
            verify(PLAIN.dataset(), "Something else.\n\nIt speaks of other things. All of it does.\n")
        with pytest.raises(FileError, match="another paper"):
            coverage(PLAIN.dataset(), "Something else.\n")

    def test_a_paper_without_title_or_sections_has_its_paragraphs_counted_from_the_top(self) -> None:
        claims = {
            "b": Claim(
                id="b", passage=(Passage(paragraph="0/2", sentences=(1, 1), digest=digest("Second.")),)
            )
        }
        dataset = Dataset(paper=Paper(id="p", authors=("a",)), claims=claims)
        (anchor,) = verify(dataset, "First.\n\nSecond. Third.\n")["claims"]
        assert (anchor["status"], anchor["start"], anchor["end"]) == ("ok", 8, 15)
