"""The way back to YAML: what is written loads as it was, the same each time, and a person can read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from datasets import datasets, in_folder
from everything import EVERYTHING
from hypothesis import HealthCheck, example, given, settings
from pydantic import ValidationError

from claimgraph import load
from claimgraph.editing.layout import WIDTH
from claimgraph.editing.write import write
from claimgraph.loading import BUNDLED, read
from claimgraph.model.entities import (
    NOBODYS_PAPER,
    Actor,
    Argument,
    Citation,
    Claim,
    Dataset,
    Date,
    Endnote,
    Holder,
    Paper,
    Passage,
    Topic,
    Work,
)

IN_ORDER = ("actors", "topics", "works", "endnotes", "claims")


def small(**fields: object) -> Dataset:
    paper = Paper(id="p", authors=("ann",))
    return Dataset(**{"paper": paper, "actors": {"ann": Actor(id="ann", name="Ann")}, **fields})


def said(text: str) -> Dataset:
    """One claim whose words are ``text``."""
    return small(claims={"c": Claim(id="c", text=text)})


def comes_back(dataset: Dataset, folder: Path) -> None:
    """Load what is written of ``dataset`` and find it the same, in the same order, and in the same bytes."""
    reading = read(in_folder(dataset, folder))
    assert [finding for finding in reading.findings if finding.severity == "error"] == []
    assert reading.dataset == dataset
    for section in IN_ORDER:
        assert list(getattr(reading.dataset, section)) == list(getattr(dataset, section))
    assert write(reading.dataset) == write(dataset)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(datasets())
@example(EVERYTHING)
def test_every_generated_data_set_loads_without_an_error_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, dataset: Dataset
) -> None:
    comes_back(dataset, tmp_path_factory.getbasetemp() / "written")


def test_the_bundled_paper_comes_back_as_it_was(tmp_path: Path) -> None:
    comes_back(load(BUNDLED), tmp_path)


def test_the_lines_of_the_bundled_paper_are_short_but_for_those_that_are_one_text() -> None:
    for text in write(load(BUNDLED)).values():
        for line in text.split("\n"):
            assert len(line) <= WIDTH or re.fullmatch(r' *(- )?\w+: ("([^"\\]|\\.)*"|[^"{\[].*)', line), line


def test_nothing_is_written_that_needs_a_second_look() -> None:
    for text in write(load(BUNDLED)).values():
        for event in yaml.parse(text):
            assert getattr(event, "anchor", None) is None
            assert getattr(event, "tag", None) is None
            assert getattr(event, "style", None) in (None, "", '"')


def test_the_forms_are_the_short_ones_of_the_docs() -> None:
    data = small(
        actors={
            "ann": Actor(id="ann", name="Ann", aliases=("A.",), part_of=({"who": "club"},)),
            "club": Actor(id="club", name="The Club", members=({"who": "bo", "from": {"is": "2001"}},)),
            "bo": Actor(id="bo", name="Bo, the elder", unnamed=True),
        },
        topics={"rain": Topic(id="rain", label="Rain")},
        works={"gauge": Work(id="gauge", title="Readings: 1984", date=Date(is_="1984-05"), volume="12")},
        endnotes={
            1: Endnote(number=1, works=("gauge",), locator="p. 3"),
            2: Endnote(number=2, form="ibid", refers_to=1, accessed=Date(printed="May 2, 1990", is_="1990")),
        },
        claims={
            "it-rains": Claim(
                id="it-rains",
                text="It rains",
                holder=Holder(who="bo"),
                about=("rain",),
                passage=(Passage(paragraph="2.3/3", sentences=(1, 1), words=(9, 13)),),
                cites=(Citation(note=1), Citation(note=2, scope="backward")),
                supported_by=(
                    Argument(id="it-rains/1", premises=("wet", "grey")),
                    Argument(id="it-rains/2", premises=("grey",), by="us"),
                    Argument(id="by-sky", premises=("grey",)),
                ),
            ),
            "wet": Claim(id="wet", text="no"),
            "grey": Claim(id="grey"),
        },
        attacks=({"from": "wet", "to": "it-rains/2"},),
        limits=({"from": "wet", "to": "grey", "kind": "contrast", "signal": "but"},),
        unclaimed=({"paragraph": "0", "sentences": (2, 3), "reason": "list", "digest": "13-ecc31370"},),
    )
    claims, sources = write(data).values()
    assert claims == (
        "claimgraph: 1\n"
        "\n"
        "actors:\n"
        "  ann: {name: Ann, aliases: [A.], part_of: club}\n"
        "  club: {name: The Club, members: [{who: bo, from: 2001}]}\n"
        '  bo: {name: "Bo, the elder", unnamed: true}\n'
        "\n"
        "topics:\n"
        "  rain: {label: Rain}\n"
        "\n"
        "claims:\n"
        "  it-rains:\n"
        "    text: It rains\n"
        "    holder: bo\n"
        "    about: rain\n"
        '    passage: {paragraph: "2.3/3", sentences: 1, words: 9-13}\n'
        "    cites: [1, {note: 2, scope: backward}]\n"
        "    supported_by: [[wet, grey], {premises: [grey], by: us}, {id: by-sky, premises: [grey]}]\n"
        "  wet:\n"
        '    text: "no"\n'
        "  grey: {}\n"
        "\n"
        "attacks:\n"
        "  - {from: wet, to: it-rains/2}\n"
        "\n"
        "limits:\n"
        "  - {from: wet, to: grey, kind: contrast, signal: but}\n"
        "\n"
        "unclaimed:\n"
        '  - {paragraph: "0", sentences: 2-3, reason: list, digest: 13-ecc31370}\n'
    )
    assert sources == (
        "claimgraph: 1\n"
        "\n"
        "paper:\n"
        "  id: p\n"
        "  authors: [ann]\n"
        "\n"
        "works:\n"
        "  gauge:\n"
        '    title: "Readings: 1984"\n'
        '    volume: "12"\n'
        "    date: 1984-05\n"
        "\n"
        "endnotes:\n"
        "  1:\n"
        "    works: [gauge]\n"
        "    locator: p. 3\n"
        "  2:\n"
        "    form: ibid\n"
        "    refers_to: 1\n"
        '    accessed: {printed: "May 2, 1990", is: 1990}\n'
    )


def test_what_does_not_fit_on_a_line_stands_below_and_no_text_is_broken() -> None:
    long = "words " * 40 + "end"
    names = tuple(f"premise-number-{place}" for place in range(10))
    data = small(
        claims={
            "c": Claim(
                id="c",
                text=long,
                supported_by=({"id": "c/1", "premises": names}, {"id": "c/2", "premises": names, "by": "us"}),
            ),
        }
    )
    below = "\n".join(f"          - {name}" for name in names)
    assert write(data)["claims.yaml"].endswith(
        f"  c:\n    text: {long}\n    supported_by:\n"
        f"      - - {names[0]}\n" + below.partition("\n")[2].replace(" " * 10, " " * 8) + "\n"
        f"      - premises:\n{below}\n        by: us\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("no", "null", "~", "1:30", "0x1F", "1e3", "2014-05-06", "- a", "a: b", "a #b", "a,b", "{a}", "'a'"),
        *('"a"', "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "?", "=", "<<", "a\\nb", "---", "...", "a:"),
        *(
            "a\nb",
            "a\rb",
            "a\tb",
            " a ",
            "a\u2028b",
            "a\u2029b",
            "a\u00a0b",
            "\u202ea",
            "می\u200cخواهم",
            "😀",
        ),
        *("\U0001fffe", "\ue000", "\u0301a", "é", "a" * 5000, "a " * 5000 + "b", "a\n\n b\n"),
    ],
)
def test_any_text_comes_back_and_is_text_to_other_readers_too(text: str, tmp_path: Path) -> None:
    data = said(text)
    comes_back(data, tmp_path)
    written = write(data)["claims.yaml"]
    assert yaml.safe_load(written)["claims"]["c"]["text"] == text
    assert written.count("\n") == 8
    assert all(letter.isprintable() or letter in "\n\u200c\u200d" for letter in written)


@pytest.mark.parametrize("id_", ["no", "null", "2014-05-06", "x" * 1200, "日本", "é-1"])
def test_any_id_comes_back(id_: str, tmp_path: Path) -> None:
    claims = {
        id_: Claim(id=id_, text="It is so"),
        "c": Claim(id="c", text="c", supported_by=(Argument(id="c/1", premises=(id_,)),)),
    }
    comes_back(small(claims=claims, works={"w": Work(id="w", title="W")}), tmp_path)


def test_a_data_set_without_a_paper_comes_back_without_one(tmp_path: Path) -> None:
    actors = {"ann": Actor(id="ann", name="Ann")}
    held = Claim(id="c", text="It is so", holder=Holder(who="ann"))
    data = Dataset(paper=NOBODYS_PAPER, actors=actors, claims={"c": held})
    comes_back(data, tmp_path)
    assert write(data)["sources.yaml"] == "claimgraph: 1\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "at least 1 character"),
        (" ", "nothing but white space"),
        ("\u3000\n", "nothing but white space"),
        ("a\x00b", r"control character U\+0000"),
        ("a\x1bb", r"control character U\+001B"),
        ("a\x85b", r"control character U\+0085"),
        ("a\ufeffb", r"control character U\+FEFF"),
        ("\ufdd0", r"control character U\+FDD0"),
        ("e\u0301", "normal form NFC"),
        ("\ud800", "valid string"),
    ],
)
def test_the_model_refuses_a_text_that_no_file_can_hold(text: str, reason: str) -> None:
    for build in (
        lambda: Claim(id="c", text=text),
        lambda: Work(id="w", title="W", creators=(text,)),
        lambda: Date(printed=text),
        lambda: Passage(paragraph=text),
    ):
        with pytest.raises(ValidationError, match=reason):
            build()


def test_the_model_refuses_ids_dates_and_numbers_that_no_file_can_hold() -> None:
    for build, reason in (
        (lambda: Claim(id="\u1100\u1161"), "NFC"),
        (lambda: Date(is_="2014\n"), "is not a date"),
        (lambda: Paper(id="p", authors=("a",), base="urn:a:\x01"), "control character"),
        (lambda: Endnote(number=10**9), "less than"),
        (lambda: Passage(paragraph="0", sentences=(0, 1)), "number or a range"),
        (lambda: Passage(paragraph="0", sentences=(1, 10**6)), "number or a range"),
    ):
        with pytest.raises(ValidationError, match=reason):
            build()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"actors": {"bo": Actor(id="ann", name="Ann")}}, '"ann" stands under "bo"'),
        ({"endnotes": {2: Endnote(number=1)}}, "note 1 stands under 2"),
        ({"claims": {"c": Claim(id="c", supported_by=({"id": "c/2", "premises": ("c",)},))}}, 'nor "c/1"'),
    ],
)
def test_a_data_set_that_no_two_files_can_say_is_not_built(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        small(**fields)
