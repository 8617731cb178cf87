"""The pool of workers: data loaded once, a fork a query, and nothing of a query survives it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from live import descendants, eventually, gone, on_linux
from test_sparql_safety import DATA, ENDLESS, NESTED, REACHING, Listener

from claimgraph.errors import ClaimgraphError, FileError, LimitError, QueryError
from claimgraph.querying import pool as pools
from claimgraph.querying.guard import Examined, examine
from claimgraph.querying.pool import Busy, Pool
from claimgraph.querying.rdf_files import rdf_file
from claimgraph.querying.results import QueryResult
from claimgraph.querying.tokens import tokens

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(DATA, workers=2, timeout=60)
    yield made
    made.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.socket.close()


def asked(pool: Pool, query: str, wire: str = "json", **more: object) -> QueryResult:
    return pool.ask(examine(query), wire, **more).result(120)


def workers(pool: Pool) -> set[int]:
    return {worker._process.pid for worker in pool._workers}


def test_a_query_is_answered_again_and_again_by_the_same_processes(pool: Pool) -> None:
    asked(pool, "ASK {}")
    assert eventually(lambda: len(workers(pool)) == 2)
    before = workers(pool)
    for _ in range(10):
        assert len(asked(pool, "SELECT * { ?s ?p ?o }").rows) == 5
    for query in (
        "SELECT * { ?s ?p FILTER }",
        "SELECT * FROM <urn:nowhere> {}",
        "SELECT (?x AS ?y) {} GROUP BY ?z",
    ):
        with pytest.raises(QueryError):
            asked(pool, query)
    assert workers(pool) == before


@on_linux
def test_a_worker_holds_three_descriptors_and_can_open_none(pool: Pool) -> None:
    asked(pool, "ASK {}")
    for pid in workers(pool):
        assert sorted(os.listdir(f"/proc/{pid}/fd")) == ["0", "1", "2"]
        limits = Path(f"/proc/{pid}/limits").read_text()
        for name in ("Max open files", "Max file size", "Max core file size"):
            (line,) = (each for each in limits.splitlines() if each.startswith(name))
            assert line.split()[-3:-1] == ["0", "0"] or line.split()[-2:] == ["0", "0"]


def test_what_a_query_changes_does_not_survive_it(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    file = rdf_file(tmp_path / "a.ttl")
    pool = Pool(file, workers=1)
    try:
        own = f"SELECT * FROM NAMED <{file.iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
        for _ in range(2):  # FROM NAMED adds the triples once more, in the fork
            assert len(asked(pool, own).rows) == 1
            assert asked(pool, "SELECT * { GRAPH ?g { ?s ?p ?o } }").rows == []
    finally:
        pool.close()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
@on_linux
def test_a_fork_that_does_not_end_its_answer_takes_its_worker_with_it(number: int) -> None:
    pool = Pool(DATA, workers=1, timeout=1 if number == signal.SIGSTOP else 60)
    try:
        pool.wait()
        (worker,) = workers(pool)
        answer = pool.ask(examine(ENDLESS), "json")
        assert eventually(lambda: descendants(worker))
        (fork,) = descendants(worker)
        os.kill(fork, number)
        with pytest.raises(LimitError):
            answer.result(120)
        assert asked(pool, "ASK { ?s ?p ?o }").boolean
        assert worker not in workers(pool)
        assert gone(fork)
        assert gone(worker)
    finally:
        pool.close()


@on_linux
def test_a_fork_runs_at_a_lower_priority(pool: Pool) -> None:
    pool.wait()
    pending = pool.pending(examine(ENDLESS), "json")
    try:
        assert eventually(lambda: any(map(descendants, workers(pool))))
        (fork,) = (fork for pid in workers(pool) for fork in descendants(pid))
        assert eventually(lambda: os.getpriority(os.PRIO_PROCESS, fork) >= min(10, 19))
    finally:
        pool.give_up(pending)
    assert gone(fork)


def test_an_endless_query_ends_in_time() -> None:
    pool = Pool(DATA, workers=1, timeout=0.5)
    try:
        with pytest.raises(LimitError, match=r"did not finish within 0\.5 s"):
            asked(pool, ENDLESS)
        assert asked(pool, "ASK { ?s ?p ?o }").boolean
    finally:
        pool.close()


def test_while_others_wait_the_query_that_has_run_longest_is_ended() -> None:
    pool = Pool(DATA, workers=1, timeout=600, share=0.2)
    try:
        pool.wait()
        alone = pool.pending(examine(ENDLESS), "json")
        assert eventually(lambda: alone.since is not None)
        time.sleep(0.5)
        assert not alone.future.done()  # nobody waits
        quick = pool.ask(examine("ASK { ?s ?p ?o }"), "json")
        with pytest.raises(Busy, match="because others wait"):
            alone.future.result(120)
        assert quick.result(120).boolean
    finally:
        pool.close()


def test_a_query_that_was_ended_before_leaves_all_workers_but_one() -> None:
    pool = Pool(DATA, workers=3, timeout=600, share=0.1)
    try:
        pool.wait()
        endless = [pool.pending(examine(ENDLESS), "json") for _ in range(4)]
        for each in endless[:3]:  # unknown yet: each has a worker, until the fourth waits
            with pytest.raises(Busy):
                each.future.result(120)
        again = [endless[3], *(pool.pending(examine(ENDLESS), "json") for _ in range(5))]
        for number in range(20):
            assert asked(pool, f"ASK {{ ?s ?p ?o }} # {number}").boolean
            assert sum(each.since is not None and not each.future.done() for each in again) <= 1
        for each in again:
            pool.give_up(each)
        assert asked(pool, "ASK { ?s ?p ?o }").boolean
    finally:
        pool.close()


def test_queries_that_were_ended_before_leave_room_to_wait() -> None:
    pool = Pool(DATA, workers=1, timeout=600, share=0.1, waiting=8)
    try:
        pool.wait()
        first = pool.pending(examine(ENDLESS), "json")
        assert asked(pool, "ASK { ?s ?p ?o }").boolean
        with pytest.raises(Busy, match="because others wait"):
            first.future.result(120)
        running = pool.pending(examine(ENDLESS), "json")
        assert eventually(lambda: running.since is not None)
        waiting = [pool.pending(examine(ENDLESS), "json") for _ in range(2)]
        with pytest.raises(Busy, match="2 queries that were ended before wait already"):
            pool.pending(examine(ENDLESS), "json")
        for each in (*waiting, running):
            pool.give_up(each)
        assert asked(pool, "ASK { ?s ?p ?o }").boolean
    finally:
        pool.close()


def test_so_many_may_wait_and_no_more() -> None:
    pool = Pool(DATA, workers=1, timeout=600, share=600, waiting=3)
    try:
        pool.wait()
        running = pool.pending(examine(ENDLESS), "json")
        assert eventually(lambda: running.since is not None)
        waiting = [pool.pending(examine("ASK { ?s ?p ?o }"), "json") for _ in range(3)]
        with pytest.raises(Busy, match="3 queries wait already"):
            pool.ask(examine("ASK {}"), "json")
        pool.give_up(waiting[0])
        waiting.append(pool.pending(examine("ASK {}"), "json"))  # there is room again
        pool.give_up(running)
        assert all(each.future.result(120).boolean for each in waiting[1:])
        with pytest.raises(CancelledError):
            waiting[0].future.result(1)
    finally:
        pool.close()


def test_memory_and_size_have_limits() -> None:
    pool = Pool(DATA, workers=1, timeout=60, size=1 << 20)
    try:
        nines = "".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }} " for i in range(7))
        for wire in ("json", "csv"):
            with pytest.raises(LimitError, match="larger than 1 MiB"):
                asked(pool, f"SELECT * {{ {nines} }}", wire)
        assert asked(pool, "ASK {}").boolean
    finally:
        pool.close()
    pool = Pool(DATA, workers=1, timeout=60, memory=400 << 20)
    try:
        doubled = "".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1}) " for i in range(40))
        with pytest.raises(LimitError, match=r"more than 400 MiB|too deep or too long"):
            asked(pool, f"SELECT * {{ BIND('xxxxxxxxxxxxxxxx' AS ?a0) {doubled} }}")
        assert asked(pool, "ASK {}").boolean
    finally:
        pool.close()


def test_a_crash_of_the_engine_is_a_sentence_and_the_next_is_answered(pool: Pool) -> None:
    deep = NESTED["functions"](60_000)
    unguarded = Examined(deep, "ask", list(tokens(deep)), "", {}, [], -1, [])
    with pytest.raises(LimitError, match="too deep or too long"):
        pool.ask(unguarded, "json").result(120)
    assert asked(pool, "ASK { ?s ?p ?o }").boolean


@pytest.mark.parametrize("query", REACHING[:6])
def test_with_the_guard_bypassed_a_fork_reaches_nothing(pool: Pool, query: str, listener: Listener) -> None:
    query = query.replace("URL", listener.url)
    unguarded = Examined(query, "select", list(tokens(query)), "", {}, [], -1, [])
    with pytest.raises(ClaimgraphError):
        pool.ask(unguarded, "json").result(120)
    assert listener.calls == 0


def test_graphs_beside_the_query_take_the_place_of_from(pool: Pool) -> None:
    query = "SELECT * FROM <urn:nowhere> { ?s ?p ?o }"
    assert len(asked(pool, query, graphs=[("from", "urn:g")]).rows) == 5
    with pytest.raises(QueryError, match="default-graph-uri is refused: the data set has no graph <urn:h>"):
        asked(pool, query, graphs=[("from", "urn:h")])
    named = asked(pool, "SELECT * { GRAPH ?g { ?s ?p ?o } }", graphs=[("named", "urn:g")])
    assert len(named.rows) == 5
    assert asked(pool, "SELECT * { ?s ?p ?o }", graphs=[("named", "urn:g")]).rows == []


def test_data_that_cannot_be_loaded_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> .")
    pool = Pool(rdf_file(tmp_path / "a.ttl"), workers=2)
    with pytest.raises(FileError, match=r"a\.ttl:1"):
        pool.wait()
    with pytest.raises(FileError):
        asked(pool, "ASK {}")
    pool.close()


@on_linux
def test_a_closed_pool_finishes_what_was_asked_and_leaves_no_process() -> None:
    pool = Pool(DATA, workers=2)
    pool.wait()
    eventually(lambda: len(workers(pool)) == 2)
    pids = workers(pool)
    answers = [pool.ask(examine("ASK { ?s ?p ?o }"), "json") for _ in range(20)]
    pool.close(finish=True)
    assert all(answer.result(120).boolean for answer in answers)
    with pytest.raises(Busy):
        pool.ask(examine("ASK {}"), "json")
    assert all(map(gone, pids))


def test_where_there_is_no_fork_each_query_has_a_child_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "FORKS", False)
    pool = Pool(DATA, workers=2)
    try:
        assert asked(pool, "ASK { ?s ?p ?o }").boolean
        assert not workers(pool)
        with pytest.raises(QueryError, match="default-graph-uri"):
            asked(pool, "ASK {}", graphs=[("from", "urn:h")])
    finally:
        pool.close()
