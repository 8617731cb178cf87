"""A store's papers as RDF on disk: a graph a paper, one that ties works, asked by a process without rights."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from stores import folders, paper
from test_sparql_safety import REACHING
from test_store import answered

from claimgraph.errors import FileError, LimitError, QueryError, UsageError
from claimgraph.querying.asking import Query
from claimgraph.rdf import nquads
from claimgraph.store.adding import add, remove
from claimgraph.store.catalogue import reading
from claimgraph.store.finding import plain_dataset
from claimgraph.store.querying import on_all
from claimgraph.store.rdf import FOLDER, STATE, WORKS, write_rdf

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
    (store / STATE).unlink()
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
    (store / STATE).write_text('{"generation": 1, "lean": false}')
    with pytest.raises(FileError, match="cannot be asked"):
        on_all(store, Query("ASK {}"), timeout=5, form="json")
    (store / STATE).write_text("[")
    assert write_rdf(store)["written"] == 1


@pytest.mark.parametrize(
    "query",
    [
        *(query.replace("<URL>", "<http://127.0.0.1:1/>") for query in REACHING),
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
        "SELECT ?s { ?s ?p }",
    ],
)
def test_a_hostile_query_is_refused_over_a_store_too(corpus: Path, query: str) -> None:
    before = {file.name: file.stat().st_size for file in (corpus / FOLDER).iterdir()}
    with pytest.raises(QueryError):
        asked(corpus, query)
    assert {file.name: file.stat().st_size for file in (corpus / FOLDER).iterdir()} == before


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


@pytest.mark.parametrize("seed", range(1))
def test_a_program_that_is_killed_while_it_writes_rdf_leaves_whole_graphs(tmp_path: Path, seed: int) -> None:
    killed(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 40))
def test_programs_killed_at_many_moments_while_they_write_rdf_leave_whole_graphs(
    tmp_path: Path, seed: int
) -> None:
    killed(tmp_path, seed)


def killed(tmp_path: Path, seed: int) -> None:
    """Kill ``corpus rdf`` at a random moment of a renewal, look at each graph, then finish it."""
    store = tmp_path / "store"
    folders(tmp_path / "papers", PAPERS)
    add([tmp_path / "papers"], store, jobs=1)
    write_rdf(store)
    before = graphs(store)
    folders(tmp_path / "papers", [paper(50 + at, each.paper.id) for at, each in enumerate(PAPERS)])
    add([tmp_path / "papers"], store, jobs=1)
    program = "import sys; from pathlib import Path; from claimgraph.store.rdf import write_rdf\n"
    program += "write_rdf(Path(sys.argv[1]))"
    child = subprocess.Popen([sys.executable, "-c", program, str(store)])
    time.sleep(0.25 + random.Random(seed).random() * 0.35)
    child.send_signal(signal.SIGKILL)
    child.wait()
    between = graphs(store)
    write_rdf(store)
    after = graphs(store)
    for name in after.keys() - {WORKS}:
        assert between[name] in (before[name], after[name])
    (store / STATE).unlink()
    write_rdf(store)
    assert graphs(store) == after


def graphs(store: Path) -> dict[str, frozenset[str]]:
    """What each graph says."""
    found: dict[str, set[str]] = {}
    for quad in ox.Store.read_only(str(store / FOLDER)):
        found.setdefault(quad.graph_name.value, set()).add(str(quad))
    return {name: frozenset(said) for name, said in found.items()}
