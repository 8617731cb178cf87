"""Networks and tables for other programs: GraphML, DOT, CSV."""

from __future__ import annotations

import csv
import io
import re
import sys
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from datasets import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lines import lines_of
from plenty import plenty

from claimgraph.command.calling import Call
from claimgraph.command.console import Done
from claimgraph.errors import UsageError
from claimgraph.exchange import FORMATS, write
from claimgraph.exchange.breaking import wrapped
from claimgraph.model.entities import Claim, Dataset, Paper
from claimgraph.views.text.terminal import columns

_few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return plenty(tmp_path_factory.mktemp("data"))


def _text(data: Dataset, name: str) -> str:
    written = write(data, name)
    assert isinstance(written, str)
    return written


def _network(data: Dataset) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(_text(data, "graphml").encode()), force_multigraph=True)


def test_graphml_holds_all_things_and_how_they_hang_together(data: Dataset) -> None:
    graph = _network(data)
    assert graph.nodes["claim:nato-again"]["status"] == "documented"
    assert graph.nodes["claim:told"]["holder"] == "china-daily"
    assert graph.nodes["work:pew-2014"]["subkind"] == "poll"
    edges = {(source, target, kind) for source, target, kind in graph.edges(data="relation")}
    assert {
        ("work:rasmussen-2014", "note:8", "documents"),
        ("note:8", "note:4", "refers to"),
        ("claim:agendas-overlap", "argument:by-agendas", "premise of"),
        ("argument:by-agendas", "claim:nato-safer-course", "supports"),
        ("claim:nato-again", "claim:nato-safer-course", "restates"),
        ("claim:rival", "claim:nato-safer-course", "rebuts"),
        ("claim:china-daily-camouflage", "argument:by-agendas", "undercuts"),
        ("claim:rival", "claim:agendas-overlap", "limits"),
        ("actor:china-daily", "topic:proactive-contribution", "takes side on"),
        ("actor:china-daily", "actor:china", "part of"),
    } <= edges
    mention = next(iter(graph.get_edge_data("note:11", "claim:agendas-overlap").values()))
    assert mention["evidential"] is False


def test_gexf_is_the_same_network(data: Dataset) -> None:
    text = _text(data, "gexf")
    assert "lastmodifieddate" not in text
    found = nx.read_gexf(io.BytesIO(text.encode()))
    graph = _network(data)
    assert found.nodes.keys() == graph.nodes.keys()
    for name, values in graph.nodes(data=True):
        assert {key: found.nodes[name].get(key) for key in values} == {**values, "id": None}
    edges = sorted((source, target, said["relation"]) for source, target, said in found.edges(data=True))
    assert edges == sorted(graph.edges(data="relation"))


def test_dot_draws_the_argument(data: Dataset) -> None:
    said = _text(data, "dot")
    assert said.startswith('digraph "paper-2015" {\n')
    assert '"argument:by-agendas" -> "claim:nato-safer-course"' in said
    assert '"claim:rival" -> "claim:nato-safer-course" [color=red' in said


def test_csv_has_a_row_a_claim(data: Dataset) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(_text(data, "csv")))}
    assert list(rows) == list(data.claims)
    top = rows["nato-safer-course"]
    assert top["arguments"].startswith("europeans-less-suspect & europeans-key-traders; agendas-avoid")
    assert top["passages"] == "2.3/3:1"
    assert rows["agendas-overlap"]["endnotes"] == "11"
    assert rows["agendas-overlap"]["evidence_endnotes"] == ""
    assert rows["china-daily-camouflage"]["holders"] == "wen; china-daily"
    assert rows["rival"]["limits"] == "concession: agendas-overlap"


def test_an_unknown_format_says_which_there_are(data: Dataset) -> None:
    with pytest.raises(UsageError) as caught:
        write(data, "graphlm")
    assert "graphml" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["graphml", "gexf", "dot", "csv"])
def test_the_same_data_give_the_same_bytes(data: Dataset, name: str) -> None:
    assert name in FORMATS
    assert write(data, name) == write(data.model_copy(), name)


@_few
@given(datasets())
def test_any_data_make_files_that_can_be_read(data: Dataset) -> None:
    graph = _network(data)
    for claim in data.claims.values():
        assert graph.nodes[f"claim:{claim.id}"]["kind"] == "claim"
    assert set(graph.nodes) >= {f"work:{work}" for work in data.works}
    dot = _text(data, "dot")
    bare = _STRING.sub("S", dot)
    assert '"' not in bare
    assert all(line == "}" or line.endswith((";", "{")) for line in lines_of(bare))
    rows = list(csv.DictReader(io.StringIO(_text(data, "csv"), newline="")))
    assert [row["id"].removeprefix("'") for row in rows] == list(data.claims)


@given(st.text(max_size=30))
def test_any_text_survives_in_xml_and_in_dot(text: str) -> None:
    claim = Claim(id="c").model_copy(update={"text": text or None})  # the model refuses some of them
    data = Dataset(paper=Paper(id="p", authors=()), claims={"c": claim})
    for name in ("graphml", "gexf"):
        written = _text(data, name).encode("utf-8", "surrogatepass")
        assert ET.fromstring(written).tag.endswith(name)
    assert '"' not in _STRING.sub("S", _text(data, "dot"))


@pytest.mark.parametrize(
    "text",
    [
        "日本の新しい安全保障政策は、アメリカとの同盟だけでは十分でないという認識に基づいている。「地域の安定」のために多国間の枠組みが必要である。",
        "นโยบายความมั่นคงใหม่ของญี่ปุ่นตั้งอยู่บนความเข้าใจว่าพันธมิตรกับสหรัฐอเมริกาเพียงอย่างเดียวไม่เพียงพอ",
        "中国国防政策是防御性的，NATO与日本的合作不针对第三国。",
        "គោលនយោបាយសន្តិសុខថ្មីរបស់ប្រទេសជប៉ុនមិនគ្រប់គ្រាន់ទេដោយគ្រាន់តែមានសម្ព័ន្ធភាព",
    ],
)
def test_scripts_without_spaces_wrap_in_dot(text: str) -> None:
    lines = wrapped(text, 32)
    assert "".join(lines) == text
    assert max(map(columns, lines)) <= 34  # a stop may hang over
    assert not any(unicodedata.category(line[0]) in ("Mn", "Mc") or line[0] in "。、」" for line in lines)
    said = _text(Dataset(paper=Paper(id="p", authors=()), claims={"c": Claim(id="c", text=text)}), "dot")
    assert "\\n".join(lines) in said


@pytest.mark.parametrize(
    "text", ["a-very-long-id-that-is-broken-at-its-hyphens-alone", "https://example.org/" + "x" * 60]
)
def test_other_scripts_wrap_at_spaces_and_hyphens_alone(text: str) -> None:
    assert wrapped(f"one {text} two", 32) == textwrap.wrap(f"one {text} two", 32, break_long_words=False)


def test_a_csv_file_is_one_that_spreadsheets_open_and_a_pipe_gets_none_of_that() -> None:
    cells = [
        "3-4",
        "2013-12",
        "1.10",
        "0",
        "14",
        "007",
        "9780306406157000",
        "Mar-03",
        "3 May 2014",
        "1:30",
        "1e5",
        "12 %",
        "true",
        "p. 4",
        "日本",
        "",
        "3; 4",
    ]
    claims = {f"c{n}": Claim(id=f"c{n}", text=text) for n, text in enumerate(cells) if text}
    data = Dataset(paper=Paper(id="p", authors=()), claims=claims)
    piped, filed = write(data, "csv"), write(data, "csv", file=True)
    assert isinstance(piped, str)
    assert isinstance(filed, str)
    assert not piped.startswith("\ufeff")
    assert filed.startswith("\ufeffid,")
    rows = {
        name: [row["text"] for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))]
        for name, text in (("piped", piped), ("filed", filed))
    }
    assert rows["piped"] == [text for text in cells if text]
    kept = {"0", "14", "p. 4", "日本", "3; 4"}
    assert rows["filed"] == [text if text in kept else f"'{text}" for text in cells if text]


def test_a_file_gets_what_spreadsheets_need_and_standard_output_does_not(
    claimgraph: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    assert claimgraph("export", "csv", "-o", tmp_path / "a.csv").returncode == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    for output in ((), ("-o", "-"), ("-o", "/dev/stdout")):
        assert claimgraph("export", "csv", *output).stdout.startswith("id,")


def test_what_is_exported_to_a_terminal_passes_the_filter_of_every_other_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = Call(None, None, False)
    for terminal, shown in ((True, "a\\x1b[31m\n"), (False, "a\x1b[31m\n")):
        monkeypatch.setattr(sys.stdout, "isatty", lambda terminal=terminal: terminal)
        with pytest.raises(Done) as done:
            call.deliver("a\x1b[31m\n", None)
        assert done.value.text == shown
