"""A store's papers as RDF on disk: a graph a paper, one that ties works, asked by a process without rights."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import folders, paper
from test_store import answered

from claimgraph.errors import FileError, LimitError, QueryError, UsageError
from claimgraph.querying.asking import Query
from claimgraph.rdf import nquads
from claimgraph.store.adding import add, remove
from claimgraph.store.catalogue import reading, writing
from claimgraph.store.finding import plain_dataset
from claimgraph.store.keys import spelled
from claimgraph.store.querying import on_all
from claimgraph.store.rdf import FOLDER, STATE, WORKS, folder_of, state, write_rdf
from claimgraph.store.works import decide

PAPERS = [paper(seed) for seed in range(5)]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a few papers, with its RDF."""
    place = tmp_path_factory.mktemp("rdf")
    folders(place / "papers", PAPERS)
    add([place / "papers"], place / "store", jobs=1)
    write_rdf(place / "store")
    return place / "store"


def quads(store: Path) -> set[str]:
    """All that the RDF of ``store`` says, but for the digests."""
    found = ox.Store.read_only(str(store / FOLDER))
    return {str(quad) for quad in found if "versionInfo" not in str(quad)}


def asked(store: Path, text: str) -> list[list[str]]:
    rows = on_all(store, Query(text), timeout=20, form="json").rows
    return [[value["value"] for value in row.values()] for row in rows]


def test_each_paper_has_the_graph_that_its_folder_has(corpus: Path) -> None:
    found = ox.Store.read_only(str(corpus / FOLDER))
    with reading(corpus) as catalogue:
        for dataset in PAPERS:
            kept = plain_dataset(catalogue, dataset.paper.id)
            graph = ox.NamedNode(f"urn:x-claimgraph:paper:{dataset.paper.id}/graph")
            said = ox.parse(nquads(kept).encode(), format=ox.RdfFormat.N_QUADS)
            assert set(found.quads_for_pattern(None, None, None, graph)) == set(said)
    assert {graph.value for graph in found.named_graphs()} == {
        WORKS,
        *(f"urn:x-claimgraph:paper:{dataset.paper.id}/graph" for dataset in PAPERS),
    }


def test_the_graph_of_works_says_which_works_are_one(corpus: Path) -> None:
    rows = asked(corpus, f"SELECT ?one ?all {{ GRAPH <{WORKS}> {{ ?one cg:sameWork ?all }} }}")
    with reading(corpus) as catalogue:
        expected = {}
        for citing, id_, class_ in catalogue.rows("SELECT citing, id, class FROM cited"):
            expected.setdefault(class_, set()).add(f"urn:x-claimgraph:paper:{citing}/work/{id_}")
    found: dict[str, set[str]] = {}
    for one, all_ in rows:
        found.setdefault(all_, set()).add(one)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected.values()))
    assert any(len(works) > 1 for works in found.values())


def test_papers_that_changed_are_replaced_and_the_rest_is_left(tmp_path: Path) -> None:
    store = tmp_path / "store"
    folders(tmp_path / "papers", PAPERS[:3])
    add([tmp_path / "papers"], store, jobs=1)
    assert write_rdf(store)["written"] == 3
    folders(tmp_path / "papers", [paper(77, "p1"), PAPERS[3]])
    add([tmp_path / "papers"], store, jobs=1)
    remove(["p0"], store)
    noted = on_all(store, Query("ASK { ?s ?p ?o }"), timeout=20, form="json").notes
    assert "state 1 of the store, which is at 3" in noted[0]
    again = write_rdf(store)
    assert (again["written"], again["unchanged"], again["removed"]) == (2, 1, 1)
    write_rdf(store)
    there = quads(store)
    (store / FOLDER / STATE).unlink()
    assert write_rdf(store)["written"] == 3
    assert quads(store) == there


def test_a_lean_one_leaves_passages_selectors_orders_and_nodes_of_citations_out(tmp_path: Path) -> None:
    folders(tmp_path / "papers", PAPERS[:2])
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    write_rdf(tmp_path / "store")
    whole = quads(tmp_path / "store")
    write_rdf(tmp_path / "store", lean=True)
    lean = quads(tmp_path / "store")
    kinds = ("/passage/", "/selector/", "/order/", "/citation/")
    assert lean == {quad for quad in whole if not any(kind in quad for kind in kinds)}
    assert lean < whole


def test_a_lean_one_keeps_words_with_any_line_ends_in_them(tmp_path: Path) -> None:
    found = paper(3)
    first = next(iter(found.claims.values()))
    said = first.model_copy(update={"text": "one\u2028two\x85three"})
    folders(tmp_path / "papers", [found.model_copy(update={"claims": {**found.claims, said.id: said}})])
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    write_rdf(tmp_path / "store", lean=True)
    assert asked(tmp_path / "store", 'ASK { ?claim ?says "one\u2028two\x85three" }') == []


@given(st.data())
@settings(max_examples=6, deadline=None)
def test_after_any_series_of_changes_the_rdf_is_that_of_a_fresh_store(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Papers come, change and go, works are split and joined, full and lean take turns."""
    place = tmp_path_factory.mktemp("series")
    store, papers = place / "store", place / "papers"
    folders(papers, PAPERS[:2])
    add([papers], store, jobs=1)
    steps = st.lists(st.sampled_from(["put", "put", "remove", "split", "join", "write", "lean"]), max_size=6)
    for step in data.draw(steps):
        with reading(store) as catalogue:
            names = [name for (name,) in catalogue.rows("SELECT id FROM paper ORDER BY id")]
            keys = [spelled(key) for key in sorted(set(catalogue.rows("SELECT kind, value FROM key")))]
        if step == "put":
            changed = paper(data.draw(st.integers(0, 30)), f"p{data.draw(st.integers(0, 4))}")
            folders(papers, [changed])
            add([papers / changed.paper.id], store, jobs=1)
        elif step == "remove" and len(names) > 1:
            gone = data.draw(st.sampled_from(names))
            remove([gone], store)
            shutil.rmtree(papers / gone)
        elif step == "split" and keys:
            decided(store, step, data.draw(st.sampled_from(keys)))
        elif step == "join" and len(keys) > 1:
            decided(store, step, *data.draw(st.permutations(keys))[:2])
        elif step in ("write", "lean"):
            write_rdf(store, lean=step == "lean")
    lean = data.draw(st.booleans())
    write_rdf(store, lean=lean)
    with reading(store) as catalogue, writing(place / "fresh") as fresh, fresh.state():
        fresh.put("decision", catalogue.rows("SELECT * FROM decision"))
    add([papers], place / "fresh", jobs=1)
    write_rdf(place / "fresh", lean=lean)
    assert graphs(store) == graphs(place / "fresh")


def decided(store: Path, what: str, *keys: str) -> None:
    with writing(store) as catalogue:
        decide(catalogue, what, *keys)


def test_a_query_of_ones_own_needs_the_rdf_or_a_paper(corpus: Path, tmp_path: Path) -> None:
    folders(tmp_path / "papers", PAPERS[:1])
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    with pytest.raises(UsageError, match="RDF") as caught:
        on_all(tmp_path / "store", Query("ASK {}"), timeout=5, form="json")
    assert "corpus rdf" in str(caught.value.hint)
    assert "--paper" in str(caught.value.hint)
    code, said = answered(["sparql", "SELECT ?s { ?s a ?t } LIMIT 1", "--store", str(corpus), "--json"])
    assert code == 0, said


def test_a_store_whose_files_cannot_all_be_held_open_is_refused(corpus: Path) -> None:
    stray = corpus / FOLDER / "999999.sst"
    stray.write_bytes(b"nothing that is ever asked for")
    try:
        with pytest.raises(FileError, match="cannot all be held open"):
            asked(corpus, "ASK {}")
    finally:
        stray.unlink()


def test_what_is_no_store_of_rdf_is_said_in_a_sentence(tmp_path: Path) -> None:
    folders(tmp_path / "papers", PAPERS[:1])
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    (store / FOLDER).mkdir()
    (store / FOLDER / "CURRENT").write_text("MANIFEST-000001\n")
    (store / FOLDER / STATE).write_text('{"generation": 1, "lean": false}')
    with pytest.raises(FileError, match="cannot be asked"):
        on_all(store, Query("ASK {}"), timeout=5, form="json")
    (store / FOLDER / STATE).write_text("[")
    assert write_rdf(store)["written"] == 1


@pytest.mark.parametrize(
    "query", ["LOAD <file:///etc/passwd>", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"]
)
def test_a_hostile_query_is_refused_over_a_store_too(corpus: Path, query: str) -> None:
    """Each of those in ``test_sparql_safety`` is asked of a store there."""
    with pytest.raises(QueryError):
        asked(corpus, query)


def test_an_endless_query_over_a_store_ends_in_time(corpus: Path) -> None:
    every = " . ".join(f"?s{at} ?p{at} ?o{at}" for at in range(6))
    with pytest.raises(LimitError, match="did not finish"):
        on_all(corpus, Query(f"SELECT (COUNT(*) AS ?n) {{ {every} }}"), timeout=1, form="json")


def test_the_process_that_evaluates_has_no_rights_left_and_every_file_open(corpus: Path) -> None:
    from claimgraph.querying.wire import start

    process = start("on_disk", str(corpus / FOLDER), memory=1 << 30, seconds=20, size=1 << 20)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if not Path(f"/proc/{process.pid}/limits").exists():
            pytest.skip("this system does not tell the limits of a process")
        wanted = {file.name for file in (corpus / FOLDER).glob("*.sst")}
        for _ in range(200):
            time.sleep(0.02)
            limits = Path(f"/proc/{process.pid}/limits").read_text()
            (line,) = (each for each in limits.splitlines() if each.startswith("Max open files"))
            if line.split()[3:5] == ["0", "0"]:
                break
        else:
            pytest.fail("it did not give up descriptors")
        links = Path(f"/proc/{process.pid}/fd").iterdir()
        assert wanted <= {Path(each.readlink()).name for each in links}
    finally:
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()


# What docs/corpus.md shows.

RAIN = """
actors: {ann: {name: Ann Hill}, tom: {name: Tom Lee}}
topics: {prices: {label: Food prices}}
claims:
  dear: {text: Bread was dear, kind: thesis, about: prices, supported_by: [[rain]]}
  rain: {text: It rained all summer, cites: [1]}
  other: {text: Tea was cheap, kind: thesis, holder: tom, about: prices, cites: [2]}
"""
RAIN_SOURCES = """
paper: {id: hill-1999, authors: [ann]}
works:
  wet: {title: Wet Summers, doi: 10.1000/wet}
  tea: {title: Tea}
endnotes: {1: {works: [wet]}, 2: {works: [tea]}}
"""
HUNGER = """
actors: {tom: {name: Tom Lee, aliases: [T. Hill-Lee]}}
topics: {bread: {label: food prices}, towns: {label: Towns}}
claims:
  hunger: {text: There was hunger, kind: thesis, about: [bread, towns], cites: [1]}
  towns-grew: {text: Towns grew, kind: thesis, about: towns, cites: [2]}
"""
HUNGER_SOURCES = """
paper: {id: lee-2004, authors: [tom]}
works:
  marsh: {title: Wet summers, doi: "https://doi.org/10.1000/WET"}
  ledger: {title: The Ledger, doi: 10.1000/ledger}
endnotes: {1: {works: [marsh]}, 2: {works: [ledger]}}
"""
SHOWN = [
    [["doi:10.1000/wet", "2"], ["doi:10.1000/ledger", "1"]],
    [["hill-1999", "dear"], ["lee-2004", "hunger"]],
    [
        ["hill-1999", "dear", "Bread was dear"],
        ["hill-1999", "other", "Tea was cheap"],
        ["lee-2004", "hunger", "There was hunger"],
    ],
    [["hill-1999", "ann", "Ann Hill", "2"], ["lee-2004", "tom", "T. Hill-Lee", "2"]],
]


def test_the_queries_that_the_page_shows_give_what_it_says(tmp_path: Path) -> None:
    for name, files in {"rain": (RAIN, RAIN_SOURCES), "hunger": (HUNGER, HUNGER_SOURCES)}.items():
        (tmp_path / name).mkdir()
        for file, text in zip(("claims.yaml", "sources.yaml"), files, strict=True):
            (tmp_path / name / file).write_text(text)
    assert not add([tmp_path], tmp_path / "store", jobs=1)["left_out"]
    write_rdf(tmp_path / "store")
    page = Path(__file__).parent.parent.joinpath("docs", "corpus.md").read_text("utf-8")
    queries = re.findall(r"^```sparql\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert [asked(tmp_path / "store", query) for query in queries] == SHOWN


# What is damaged, gone, or not ours to read.


def files_of(store: Path) -> list[Path]:
    return sorted((store / FOLDER).iterdir())


@pytest.fixture
def own(corpus: Path, tmp_path: Path) -> Path:
    """A copy of the corpus that a test may spoil."""
    return Path(shutil.copytree(corpus, tmp_path / "own"))


EVERYTHING = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


def test_a_damaged_file_is_a_sentence_or_makes_no_difference(own: Path) -> None:
    whole = sorted(asked(own, EVERYTHING))
    said = 0
    for number, file in enumerate(each for each in files_of(own) if each.name != STATE):
        before = file.read_bytes()
        half = len(before) // 2
        if number % 3 == 0:
            file.unlink()
        elif number % 3 == 1:
            file.write_bytes(before[:half])
        else:
            other = bytes(each ^ 0xFF for each in before[half : half + 64])
            file.write_bytes(before[:half] + other + before[half + 64 :])
        try:
            assert sorted(asked(own, EVERYTHING)) == whole, file.name
        except FileError:
            said += 1
        file.write_bytes(before)
    assert said > 5
    assert sorted(asked(own, EVERYTHING)) == whole


def test_what_is_damaged_is_written_anew(own: Path) -> None:
    there = quads(own)
    (own / FOLDER / "CURRENT").unlink()
    with pytest.raises(FileError, match="cannot be asked"):
        asked(own, "ASK {}")
    assert write_rdf(own)["written"] == len(PAPERS)
    assert quads(own) == there


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do all reads all")
def test_rdf_that_may_not_be_read_is_a_sentence(own: Path) -> None:
    for place in (own / FOLDER, *(own / FOLDER).glob("*.sst")):
        place.chmod(0)
        try:
            with pytest.raises((FileError, UsageError)):
                asked(own, "ASK {}")
        finally:
            place.chmod(0o700)


# What is there at each moment.


def renewed(store: Path, at: int) -> None:
    """Other papers of the same ids in ``store``."""
    papers = [paper(50 + at + number, each.paper.id) for number, each in enumerate(PAPERS)]
    folders(store.parent / "papers", papers)
    add([store.parent / "papers"], store, jobs=1)


def of_each(store: Path) -> list[str]:
    """Of which files the graph of each paper is, as a query is answered; one of them is left out."""
    return sorted(
        row[0] for row in asked(store, f"SELECT ?v {{ GRAPH <{WORKS}> {{ ?g owl:versionInfo ?v }} }}")
    )


def test_who_asks_while_rdf_is_written_reads_one_state(tmp_path: Path) -> None:
    store = tmp_path / "store"
    folders(tmp_path / "papers", PAPERS)
    add([tmp_path / "papers"], store, jobs=1)
    write_rdf(store)
    states = [of_each(store)]
    found: list[list[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found.append(of_each(store))

    reader = ThreadPoolExecutor(1)
    reading_ = reader.submit(read)
    for number in range(1, 7):
        renewed(store, 10 * number)
        write_rdf(store, lean=number % 3 == 0)
        states.append(of_each(store))
    done.set()
    reading_.result()
    assert all(each in states for each in found)
    assert len(found) > 1


@pytest.mark.parametrize("was", [FOLDER, ".rdf.before"])
def test_between_two_renames_what_was_there_before_is_read_and_kept(own: Path, was: str) -> None:
    """The moments in which the new state is whole and not in place, or in place and the old one still there."""
    there = quads(own)
    shutil.copytree(own / FOLDER, own / ".rdf.part")
    if was != FOLDER:
        (own / FOLDER).rename(own / was)
    assert asked(own, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert write_rdf(own)["unchanged"] == len(PAPERS)
    assert quads(own) == there
    assert {each.name for each in own.iterdir() if "rdf" in each.name} == {FOLDER}


@pytest.mark.parametrize("seed", range(1))
def test_a_program_that_is_killed_while_it_writes_rdf_leaves_a_whole_state(tmp_path: Path, seed: int) -> None:
    killed(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 40))
def test_programs_killed_at_many_moments_while_they_write_rdf_leave_a_whole_state(
    tmp_path: Path, seed: int
) -> None:
    killed(tmp_path, seed)


def killed(tmp_path: Path, seed: int) -> None:
    """Kill ``corpus rdf`` at a random moment; what is there is whole, old or new. Then finish it.

    Half of them renew what is there, half write it the other way.
    """
    random = Random(seed)
    lean = random.random() < 0.5
    store = tmp_path / "store"
    folders(tmp_path / "papers", PAPERS)
    add([tmp_path / "papers"], store, jobs=1)
    write_rdf(store)
    before, old = graphs(store), state(store)
    renewed(store, seed)
    program = "import sys; from pathlib import Path; from claimgraph.store.rdf import write_rdf\n"
    program += f"print(flush=True); write_rdf(Path(sys.argv[1]), lean={lean})"
    child = subprocess.Popen([sys.executable, "-c", program, str(store)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(random.random() * 0.5)
    child.kill()
    child.communicate()
    between, found = graphs(store), state(store)
    assert of_each(store)
    write_rdf(store, lean=lean)
    assert (between, found) in [(before, old), (graphs(store), state(store))]
    after = graphs(store)
    (store / FOLDER / STATE).unlink()
    write_rdf(store, lean=lean)
    assert graphs(store) == after


def graphs(store: Path) -> dict[str, frozenset[str]]:
    """What each graph says."""
    found: dict[str, set[str]] = {}
    for quad in ox.Store.read_only(str(folder_of(store))):
        found.setdefault(quad.graph_name.value, set()).add(str(quad))
    return {name: frozenset(said) for name, said in found.items()}
