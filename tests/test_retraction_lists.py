"""Lists of withdrawn works, as publishers, databases and people write them."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from tiny import CLAIMS, SOURCES

from claimgraph.answers.retracted import index_of, judged, retractions
from claimgraph.answers.retraction_rows import Retractions
from claimgraph.errors import FileError
from claimgraph.exchange.retraction_lists import RetractionList
from claimgraph.model.entities import Dataset, Date, Paper, Work

SICI = "10.1002/(SICI)1097-0207(19990110)44:1<27::AID-NME483>3.0.CO;2-Y"
LOADS = "10.5555/lt.2001.04"
BLOG = "https://retractionwatch.com/2024/03/01/journal-withdraws-study-of-concrete/"
DATA = Dataset(
    paper=Paper(id="p", authors=("me",)),
    works={
        "concrete": Work(id="concrete", title="Ageing of concrete", doi=SICI, formerly=("old-concrete",)),
        "loads": Work(
            id="loads",
            title="Load tests: a review",
            doi=f"https://doi.org/{LOADS}",
            url="https://www.example.org/papers/Load Tests (final).pdf",
            date=Date(is_="2001"),
        ),
        "rain": Work(id="rain", title="Introduction", url="https://example.org/rain?id=5&lang=en"),
        "blog": Work(id="blog", title="Journal withdraws study of concrete", url=BLOG),
        "gauge": Work(id="gauge", title="Rain gauge five", url="https://data.example.org/#/gauge/5"),
        "issue": Work(id="issue", title="Floods", url="https://example.org/view?vol=12;art=5"),
        "site": Work(id="site", title="The site", url="https://example.org/"),
        "other-site": Work(id="other-site", title="The site again", url="http://www.example.org"),
        "book": Work(id="book", title="A Book of Dams", isbn="0-306-40615-2"),
        "notice": Work(id="notice", title="Retraction: Rivers and weirs"),
        "marked": Work(id="marked", title="WITHDRAWN: Weirs of old"),
    },
)
RETRACTION_WATCH = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason,Paywalled,Notes\n"
)


def row(
    doi: str = LOADS,
    *,
    nature: str = "Retraction",
    title: str = "Some title; of it",
    day: str = "1/13/2024 0:00",
    notice: str = "10.9999/notice",
    paper: str = "5/1/2001 0:00",
) -> str:
    return (
        f'1,"{title}","(PHY) Dams;","Uni, Town;",Dams,Press,Norway,"A Berg; B Dal",{BLOG};https://x.example/,'
        f"Research Article;,{day},{notice},0,{paper},{doi},0,{nature},+Error in Data;,No,\n"
    )


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Retractions:
    file = tmp_path / "list"
    file.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    answer = retractions(DATA, RetractionList(file))
    counts = dict(answer["counts"])
    assert counts.pop("entries") == sum(counts.values())
    return answer


@pytest.mark.parametrize(
    ("line", "works"),
    [
        (LOADS, ["loads"]),
        (f"https://www.doi.org/{LOADS}", ["loads"]),
        (f"{LOADS}.", ["loads"]),
        (f"1. Berg, A. (2001). Tests. Dams 12. doi:{LOADS}; withdrawn", ["loads"]),
        (SICI, ["concrete"]),
        (f"{SICI}; {LOADS}", ["concrete", "loads"]),
        (f"{LOADS},Retraction", ["loads"]),
        (f"{LOADS}\tCorrection", []),
        (f"{LOADS} (Expression of concern)", []),
        (f"Correction: {LOADS}", []),
        ("load TESTS, a review", ["loads"]),
        ("- Load tests: a review", ["loads"]),
        ("RETRACTED: Load tests: a review", ["loads"]),
        ("Retraction notice to “Load tests: a review” [Dams 1 (2001) 3–5]", ["loads"]),
        ("Erratum to: Load tests: a review", []),
        ("Weirs of old", ["marked"]),
        ("Rivers and weirs", []),
        ("Retraction: Rivers and weirs", []),
        ("old-concrete", ["concrete"]),
        ("ISBN 978-0-306-40615-7", ["book"]),
        ("http://example.org/papers/Load%20Tests%20(final).pdf#page=2", ["loads"]),
        ("https://example.org/rain?lang=en&id=5", ["rain"]),
        ("https://example.org/rain", []),
        ("https://example.org/view?vol=12;art=6", []),
        ("https://example.org/view?vol=12;art=5;https://data.example.org/#/gauge/5", ["gauge", "issue"]),
        ("https://data.example.org/", []),
        ("https://data.example.org/#/gauge/6", []),
        ("https://example.org", []),
        (BLOG, ["blog"]),
        ("https://retractionwatch.com/", []),
        ("nothing we know", []),
        ("=HYPERLINK(1)", []),
    ],
)
def test_a_line_names_works_by_what_is_their_own(tmp_path: Path, line: str, works: list[str]) -> None:
    answer = read(tmp_path, f"# a comment\n\n{line}\n")
    assert answer["works"] == works
    assert answer["unmatched_lines"] == ([] if works else [(3, 3)])


LAYOUTS = list(
    product(",;\t|", ("", "sep=\n", "Exported 2024\nAll rights, reserved\n\n"), ("\n", "\r\n", "\r"))
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_a_table_is_a_table_however_it_is_divided_written_and_begun(tmp_path: Path, encoding: str) -> None:
    for divider, before, end in LAYOUTS:
        for mark in ("", '"'):
            rows = [
                ("Record ID", "Title", "OriginalPaperDOI", "RetractionNature"),
                ("1", "Café", LOADS, "Retraction"),
                ("2", "Two", SICI.replace(divider, "%3B"), "Correction"),
            ]
            text = before.replace("sep=", f"sep={divider}")
            text += "".join(divider.join(f"{mark}{cell}{mark}" for cell in cells) + "\n" for cells in rows)
            answer = read(tmp_path, text.replace("\n", end), encoding)
            assert (answer["kind"], answer["works"]) == ("table", ["loads"]), (divider, before, end, mark)
            assert answer["counts"]["not_retractions"] == 1


def test_a_table_of_bars_may_be_drawn(tmp_path: Path) -> None:
    text = f"| DOI | Type |\n|-----|:----:|\n| {LOADS} | Retraction |\n| {SICI} | Erratum |\n"
    assert read(tmp_path, text)["works"] == ["loads"]


NATURES = {
    "Retraction": True,
    "Withdrawal": True,
    "Removal": True,
    "Retract and replace": True,
    "retracted": True,
    "Partial": False,
    "Correction": False,
    "Erratum": False,
    "Expression of concern": False,
    "Reinstatement": False,
}


COLUMNS = (
    "RetractionNature",
    "Update type",
    "update_type",
    "Type",
    "Nature",
    "Status",
    "Notice Type",
    "Article status",
    "Event",
    "Kind",
    "Action",
    "Publication Type",
    "Was",
)


@pytest.mark.parametrize("column", COLUMNS)
def test_only_retractions_retract_whatever_the_column_is_called(tmp_path: Path, column: str) -> None:
    for nature, retracts in NATURES.items():
        answer = read(tmp_path, f"{column},DOI\n{nature},{LOADS}\n")
        assert answer["works"] == (["loads"] if retracts else []), nature
        assert answer["assumed"] == []
        assert bool(answer["unmatched"]) != retracts


@pytest.mark.parametrize(
    ("header", "works"),
    [
        ("DOI", ["loads"]),
        ("Original DOI", ["loads"]),
        ("paper_doi", ["loads"]),
        ("DOI of the original article", ["loads"]),
        ("Retracted DOI", ["loads"]),
        ("update-to.DOI", ["loads"]),
        ("Article URL", ["loads"]),
        ("Link", ["loads"]),
        ("Reference", ["loads"]),
        ("RetractionDOI", []),
        ("Notice DOI", []),
        ("DOI of retraction", []),
        ("Link to notice", []),
    ],
)
def test_a_column_about_the_notice_names_no_work(tmp_path: Path, header: str, works: list[str]) -> None:
    assert read(tmp_path, f"Year,{header}\n2001,https://doi.org/{LOADS}\n")["works"] == works


def test_where_no_column_tells_each_row_counts_and_that_is_said(tmp_path: Path) -> None:
    for text in (
        f"DOI,Year\n{LOADS},2001\n",
        f"DOI,Type\n{LOADS},Journal article\n",
        f"DOI,Type\n{LOADS},\n",
    ):
        answer = read(tmp_path, text)
        assert answer["works"] == ["loads"]
        assert "each row was taken as a retraction" in answer["assumed"][0]
    answer = read(tmp_path, f"DOI,Type\n{LOADS},\n10.1000/x,Retraction\n")
    assert answer["works"] == []
    assert "does not say what happened" in str(answer["unmatched"][0]["why"])


@pytest.mark.parametrize("value", ["True", "yes", "1", "x"])
def test_a_column_may_ask_whether_a_work_was_retracted(tmp_path: Path, value: str) -> None:
    assert read(tmp_path, f"DOI,is_retracted\n{LOADS},{value}\n{SICI},False\n")["works"] == ["loads"]


def test_retraction_watch_is_read_as_crossref_publishes_it(tmp_path: Path) -> None:
    def works(*rows: str) -> list[str]:
        answer = read(tmp_path, RETRACTION_WATCH + "".join(rows))
        assert (answer["kind"], answer["assumed"]) == ("table", [])
        assert answer["columns"]["doi"] == "OriginalPaperDOI"
        assert "url" not in answer["columns"]
        return answer["works"]

    assert works(row()) == ["loads"]
    assert works(row("10.1000/other", notice=LOADS)) == []
    assert works(row("unavailable", notice=LOADS), row("0")) == []
    assert works(row(nature="Correction"), row(nature="Expression of concern")) == []
    assert works(row("10.1000/other", title="Load tests: a review")) == []
    assert works(row("unavailable", title="Load tests: a review")) == ["loads"]
    assert works(row("unavailable", title="Load tests: a review", paper="1/1/1999 0:00")) == []
    assert works(row("unavailable", title="Introduction"), row("10.1000/other", title="Introduction")) == []
    assert works(row("unavailable", title="Ageing of other concrete")) == []  # its links are about it


def test_a_later_reinstatement_cancels_a_retraction(tmp_path: Path) -> None:
    back = row(nature="Reinstatement", day="2/1/2024 0:00")
    for rows in (row() + back, back + row()):
        answer = read(tmp_path, RETRACTION_WATCH + rows)
        assert answer["works"] == []
        assert [entry["work"] for entry in answer["reinstated"]] == ["loads"]
        assert answer["counts"]["matched"] == 0
        assert answer["unmatched_lines"] == [(2, 3)]
    early = row(nature="Reinstatement", day="12/31/2023 0:00")
    assert read(tmp_path, RETRACTION_WATCH + row() + early)["works"] == ["loads"]
    assert read(tmp_path, RETRACTION_WATCH + row() + back.replace(LOADS, SICI))["works"] == ["loads"]
    without = f"DOI,Type\n{LOADS},Retraction\n{LOADS},Reinstatement\n"
    answer = read(tmp_path, without)
    assert answer["works"] == []
    assert "the later line counts" in answer["assumed"][0]
    assert read(tmp_path, without + f"{LOADS},Retraction\n")["works"] == ["loads"]


def test_retract_and_replace_withdraws_and_says_so(tmp_path: Path) -> None:
    answer = read(tmp_path, f"DOI,Type\n{LOADS},Retract and replace\n")
    assert (answer["works"], answer["replaced"]) == (["loads"], ["loads"])
    assert "replaced: loads" in answer["notices"][0]


def test_a_notice_is_told_as_one_and_its_doi_is_not_that_of_the_work(tmp_path: Path) -> None:
    answer = read(tmp_path, "Title,DOI\nRetraction notice to: Load tests: a review,10.9999/notice\n")
    assert answer["works"] == ["loads"]
    assert answer["matched"][0]["notice"]
    assert read(tmp_path, "Title,DOI\nRETRACTED: Load tests: a review,10.9999/other\n")["works"] == []
    assert read(tmp_path, "Title,Type\nRETRACTED: Load tests: a review,Correction\n")["works"] == []


@pytest.mark.parametrize(
    "cells",
    [
        "Load tests: a review;;10.1000/other",
        ";https://www.example.org/papers/Load Tests (final).pdf;10.1000/other",
    ],
)
def test_where_dois_are_given_and_differ_nothing_else_matches(tmp_path: Path, cells: str) -> None:
    answer = read(tmp_path, f"Title;Article URL;DOI\n{cells}\n")
    assert answer["works"] == []
    assert "another DOI" in str(answer["unmatched"][0]["why"])
    assert answer["counts"]["not_certain"] == 1


def test_a_column_of_links_is_about_the_retraction_where_dois_are_given(tmp_path: Path) -> None:
    assert read(tmp_path, f"DOI,Link\n10.1000/other,{BLOG}\n")["works"] == []
    assert read(tmp_path, f"DOI,Link\n,{BLOG}\n")["works"] == []
    assert read(tmp_path, f"Title,Link\nAgeing of concrete in gravity dams,{BLOG}\n")["works"] == []
    assert read(tmp_path, "Title,Link\nOther,https://data.example.org/#/gauge/5\n")["works"] == []
    assert read(tmp_path, "Link,Year\nhttps://data.example.org/#/gauge/5,2001\n")["works"] == ["gauge"]


def test_a_header_without_a_column_we_know_is_said(tmp_path: Path) -> None:
    answer = read(tmp_path, "Heading;When\nLoad tests: a review;2001\nFloods;2002\n")
    assert answer["works"] == []
    assert "line 1 looks like a header (Heading, When)" in answer["notices"][0]
    assert "OriginalPaperDOI" in answer["notices"][0]
    assert answer["counts"]["not_understood"] == 2


def test_what_cannot_be_understood_is_told_apart_from_what_is_not_in_the_paper(tmp_path: Path) -> None:
    counts = read(
        tmp_path, f"DOI,Type\n10.1000/a,Retraction\n-,Retraction\n{SICI},Correction\n{LOADS},Retraction\n"
    )
    assert counts["counts"] == {
        "entries": 4,
        "matched": 1,
        "not_in_paper": 1,
        "not_retractions": 1,
        "not_certain": 0,
        "not_understood": 1,
    }
    assert read(tmp_path, "10.5555\ndoi:none\n...\n")["counts"]["not_understood"] == 3


def test_cells_that_are_out_of_step_are_read_by_what_is_in_them(tmp_path: Path) -> None:
    text = f"Title,DOI,Type\nTests, of loads,{LOADS},{{}}\n"
    assert read(tmp_path, text.format("Retraction"))["works"] == ["loads"]
    assert read(tmp_path, text.format("Correction"))["works"] == []
    assert read(tmp_path, f"DOI;Type\n{SICI};Retraction\n")["works"] == ["concrete"]


def test_a_quotation_that_never_closes_swallows_no_row(tmp_path: Path) -> None:
    answer = read(tmp_path, f'ID,Title,DOI\n1,"Foo,10.1000/a\n2,Bar,{LOADS}\n3,"Two\nlines",{SICI}\n')
    assert answer["works"] == ["concrete", "loads"]
    assert "never closes" in answer["notices"][0]


def test_lines_end_where_editors_end_them(tmp_path: Path) -> None:
    odd = "one\u2028still one\u2029and\x0band\x0cand\x85this"
    assert [m["line"] for m in read(tmp_path, f"{odd}\n{LOADS}")["matched"]] == [2]
    assert [m["line"] for m in read(tmp_path, f'Title,DOI\n"{odd}",x\n,{LOADS}\n')["matched"]] == [3]


@pytest.mark.parametrize("long", ["x" * 140_000, "x," * 70_000 + "DOI", '"' + "x" * 140_000, "x" * 1_100_000])
def test_a_first_line_may_be_long(tmp_path: Path, long: str) -> None:
    assert read(tmp_path, f"{long}\n{LOADS}\n")["works"] == ["loads"]


def test_lines_that_are_not_utf_8_are_windows_1252(tmp_path: Path) -> None:
    answer = read(tmp_path, b"caf\xe9 \x93x\x94\n" + "naïve\n".encode() + LOADS.encode())
    assert answer["works"] == ["loads"]
    assert answer["notices"] == ["not UTF-8, and read as Windows-1252: 1 line"]
    assert answer["unmatched"][0]["text"] == "café “x”"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01\x02", "not a text"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\x1f\x8bzip", "compressed"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html><p>", "page of the web"),
        (b'{"DOI": "10.5555/lt.2001.04"}', "JSON"),
    ],
)
def test_what_is_no_list_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read(tmp_path, content)
    with pytest.raises(FileError, match=r"Is a directory|is a folder|not a file"):
        retractions(DATA, RetractionList(tmp_path))
    with pytest.raises(FileError, match="cannot be read: No such file"):
        retractions(DATA, RetractionList(tmp_path / "none"))


def test_a_list_without_entries_names_nothing(tmp_path: Path) -> None:
    for content in ("", "\ufeff", "\n\n", "# none\n", "DOI,Type\n", "DOI\n"):
        assert read(tmp_path, content)["counts"]["entries"] == 0


def test_a_long_list_tells_every_line_that_matched_nothing(tmp_path: Path) -> None:
    lines = ["none"] * 5000
    lines[2500] = "loads"
    answer = read(tmp_path, "\n".join(lines))
    assert answer["unmatched_lines"] == [(1, 2500), (2502, 5000)]
    assert len(answer["unmatched"]) == 1000


def test_a_list_is_read_in_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    file = tmp_path / "list"
    file.write_text("".join(f"10.1000/a.{n}\n{LOADS}\n" for n in range(20_000)), "utf-8")
    index = index_of(DATA)
    judged(index, RetractionList(file))  # what is imported and cached once
    tracemalloc.start()
    answer = judged(index, RetractionList(file))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer["counts"]["matched"] == 20_000
    assert most < 3_000_000  # 700 kB of lines; 20,000 entries would be 15 MB


def test_one_index_answers_for_many_papers(tmp_path: Path) -> None:
    from claimgraph.answers.work_index import Index

    index: Index[tuple[str, str]] = Index()
    for paper in ("one", "two"):
        for work in DATA.works.values():
            index.add((paper, work.id), work, ids=False)
    file = tmp_path / "list"
    file.write_text(f"{LOADS}\nloads\n", "utf-8")
    found = [index.find(entry)[:2] for entry in RetractionList(file)]
    assert found == [("doi", [("one", "loads"), ("two", "loads")]), (None, [])]


def test_check_and_gaps_find_malformed_dois_and_works_withdrawn_by_their_titles(tmp_path: Path) -> None:
    from claimgraph import evidence, gaps, load
    from claimgraph.loading import check

    (tmp_path / "claims.yaml").write_text(CLAIMS, "utf-8")
    sources = SOURCES.replace("title: A Report", 'title: "RETRACTED: A Report", doi: 10.5555').replace(
        "title: A Book", 'title: A Book, doi: "10.5555/x.1.", isbn: 0-306-40615-3'
    )
    (tmp_path / "sources.yaml").write_text(sources, "utf-8")
    found = check(tmp_path)
    assert [(f.code, f.severity, f.line) for f in found] == [
        ("withdrawn-work", "warning", 4),
        ("malformed-doi", "warning", 4),
        ("malformed-doi", "warning", 5),
        ("malformed-isbn", "warning", 5),
    ]
    assert found[2].hint == "write 10.5555/x.1"
    listed = [gap for gap in gaps(evidence(load(tmp_path))) if gap["kind"] == "withdrawn work"]
    assert [(gap["id"], gap["severity"]) for gap in listed] == [("report", "high")]


def test_dois_in_other_spellings_are_in_order(tmp_path: Path) -> None:
    from claimgraph.loading import check

    (tmp_path / "claims.yaml").write_text(CLAIMS, "utf-8")
    for spelling in (f"https://doi.org/{LOADS}", f"doi:{LOADS}", SICI, "10.1000.10/ABC%2F1"):
        sources = SOURCES.replace("title: A Book", f"title: 'Withdrawal: a history', doi: '{spelling}'")
        (tmp_path / "sources.yaml").write_text(sources, "utf-8")
        assert check(tmp_path) == []


def test_the_answer_keeps_its_keys_and_the_talk_says_what_was_understood(
    claimgraph, folder, tmp_path: Path
) -> None:
    data = folder(sources=SOURCES.replace("title: A Report", f"title: A Report, doi: {LOADS}"))
    file = tmp_path / "list.csv"
    file.write_text(f"DOI;Year\n{LOADS};2001\n10.1000/x;2001\n;\n-;2001\n", "utf-8")
    call = ["withdraw", "--data", data, "--from", file]
    run = claimgraph(*call, "--json")
    answer = json.loads(run.stdout)["from"]
    assert run.returncode == 0
    assert {"works", "matched", "unmatched", "unmatched_lines"} <= answer.keys()
    assert answer["matched"][0].items() >= {"line": 2, "works": ["report"], "by": "doi"}.items()
    said = " ".join(claimgraph(*call).stderr.split())
    assert "1 line matched, 2 lines matched nothing (1 not in this paper, 1 not understood)" in said
    assert "assumed: no column says what happened" in said
