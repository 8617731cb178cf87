"""Queries by the hundred: workers that load the data once and fork for each query (``forking``).

Plain threads, one a worker, that take from one queue: first come, first served. A query has its whole
time while nobody waits; while somebody does, the one that has run longest is ended after a second, so
that no crowd of slow queries keeps the quick ones out. A query that was ended before, sent again, is
run when no other such one is: sent by a hundred clients, it still leaves all workers but one, and three
quarters of the room to wait in. Where a system has no fork, each query has a child of its own, as on
the command line.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic

from ..errors import ClaimgraphError, LimitError
from .engine import Engine, time_limit
from .grouping import unseen
from .guard import Examined
from .rdf_files import RdfFile
from .results import QueryResult
from .verdict import SIGXCPU, no_answer
from .wire import Graphs, Reply, query_frames
from .worker import Ended, Worker

TIMEOUT = 10.0
MEMORY = 1 << 30
SIZE = 64 << 20
WAITING = 256
SHARE = 1.0
"""Seconds that a query has while others wait."""
_REMEMBERED = 1000
"""Queries that were ended, of which it is known."""
FORKS = hasattr(os, "fork")


class Busy(LimitError):
    """Too many ask at once; in a moment there may be room."""


@dataclass(eq=False)
class Pending:
    """One query, from its asking to its answer."""

    examined: Examined
    wire: str
    base: str | None = None
    graphs: Graphs = ()
    future: Future[QueryResult] = field(default_factory=Future)
    since: float | None = None
    """When it began to run."""
    unwanted: bool = False


class Pool:
    """Workers over one data set. Close it, or its processes end with this one.

    >>> pool = Pool("<urn:a> <urn:b> <urn:c> .", workers=1)
    >>> from claimgraph.querying.guard import examine
    >>> pool.ask(examine("ASK { ?s ?p ?o }"), "json").result().boolean
    True
    >>> pool.close()
    """

    def __init__(
        self,
        data: str | RdfFile,
        *,
        prefixes: Mapping[str, str] | None = None,
        workers: int = 4,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        size: int = SIZE,
        waiting: int = WAITING,
        share: float = SHARE,
    ) -> None:
        self.data = data
        self.prefixes = dict(prefixes or {})
        self.timeout = time_limit(timeout)
        self.memory, self.size, self.most, self.share = memory, size, waiting, share
        self._waiting: deque[Pending] = deque()
        self._slow: OrderedDict[str, None] = OrderedDict()
        self._running: list[Pending] = []
        self._making_room = 0
        self._closed = False
        self._change = threading.Condition()
        self._ready = threading.Event()
        self._broken: ClaimgraphError | None = None
        self._workers: set[Worker] = set()
        slots = (threading.Thread(target=self._slot, name="query", daemon=True) for _ in range(workers))
        self._slots = list(slots)
        for slot in self._slots:
            slot.start()

    def ask(
        self, examined: Examined, wire: str, *, base: str | None = None, graphs: Graphs = ()
    ) -> Future[QueryResult]:
        """The answer to come; see ``pending``."""
        return self.pending(examined, wire, base=base, graphs=graphs).future

    def pending(
        self, examined: Examined, wire: str, *, base: str | None = None, graphs: Graphs = ()
    ) -> Pending:
        """Put a query in the queue; its answer is written as ``wire`` (of ``results.FORMATS``' columns).

        ``graphs`` take the place of its FROM and FROM NAMED. Raises Busy. What goes wrong later is in
        the future: QueryError, LimitError, FileError.
        """
        asked = Pending(examined, wire, base, graphs)
        with self._change:
            if self._closed:
                raise Busy("the server is ending")
            if len(self._waiting) >= self.most:
                raise Busy(f"{self.most} queries wait already", "ask again in a moment")
            if examined.text in self._slow:
                slow = sum(each.examined.text in self._slow for each in self._waiting)
                if slow >= max(1, self.most // 4):
                    raise Busy(
                        f"{slow} queries that were ended before wait already", "ask for less, with LIMIT"
                    )
            self._waiting.append(asked)
            self._change.notify()
        return asked

    def give_up(self, asked: Pending) -> None:
        """End it, running or waiting: nobody wants its answer any more."""
        with self._change:
            asked.unwanted = True
            if asked in self._waiting:
                self._waiting.remove(asked)
        asked.future.cancel()

    def wait(self) -> None:
        """Wait until one worker has loaded the data. Raises FileError where they cannot be loaded."""
        self._ready.wait()
        if self._broken is not None:
            raise self._broken

    def close(self, *, finish: bool = False, wait: bool = True) -> None:
        """Take no more queries, and end: the processes at once, or when what was asked is answered.

        Without ``wait`` they are only told so.
        """
        with self._change:
            self._closed = True
            if not finish:
                for asked in [*self._waiting, *self._running]:
                    asked.unwanted = True
                    asked.future.cancel()
                self._waiting.clear()
                for worker in self._workers:
                    worker.kill()
            self._change.notify_all()
        if wait and not finish:
            for slot in self._slots:
                slot.join(5)

    # --- in the threads of the slots

    def _slot(self) -> None:
        worker: Worker | None = None
        try:
            while True:
                worker = worker if worker is not None and worker.alive else self._started(worker)
                asked = self._next()
                if asked is None:
                    return
                self._answer(worker, asked)
        finally:
            self._let_go(worker)

    def _started(self, old: Worker | None) -> Worker | None:
        """A worker that has loaded the data, in the place of ``old``; none where there is no fork."""
        self._let_go(old)
        worker = None
        if FORKS and not self._closed and self._broken is None:
            try:
                worker = Worker(self.memory, int(self.timeout) + 1, self.size)
                with self._change:
                    self._workers.add(worker)
                worker.load(self.data)
            except ClaimgraphError as error:
                self._let_go(worker)
                worker = None
                if not self._ready.is_set():
                    self._broken = error
            except Ended:
                self._let_go(worker)
                worker = None
        if old is not None:
            with self._change:
                self._making_room -= 1
        self._ready.set()
        return worker

    def _let_go(self, worker: Worker | None) -> None:
        if worker is not None:
            with self._change:
                self._workers.discard(worker)
            worker.close()

    def _next(self) -> Pending | None:
        with self._change:
            while True:
                asked = self._first()
                if asked is None:
                    if self._closed and not self._waiting:
                        return None
                    self._change.wait()
                    continue
                self._waiting.remove(asked)
                if asked.future.set_running_or_notify_cancel():
                    asked.since = monotonic()
                    self._running.append(asked)
                    return asked

    def _first(self) -> Pending | None:
        """The first that may run now."""
        if not self._slow or not any(each.examined.text in self._slow for each in self._running):
            return self._waiting[0] if self._waiting else None
        return next((each for each in self._waiting if each.examined.text not in self._slow), None)

    def _remember(self, asked: Pending, *, slow: bool) -> None:
        """Keep in mind whether a query had to be ended."""
        text = asked.examined.text
        with self._change:
            if not slow:
                self._slow.pop(text, None)
                return
            self._slow[text] = None
            while len(self._slow) > _REMEMBERED:
                self._slow.popitem(last=False)

    def _answer(self, worker: Worker | None, asked: Pending) -> None:
        try:
            if self._broken is not None:
                raise self._broken
            result = self._alone(asked) if worker is None else self._by(worker, asked)
        except ClaimgraphError as error:
            self._remember(asked, slow=isinstance(error, LimitError) and not asked.unwanted)
            asked.future.set_exception(error)
        except Exception as error:
            asked.future.set_exception(error)
            if worker is not None:
                worker.kill()
        else:
            if self._slow:
                self._remember(asked, slow=False)
            asked.future.set_result(result)
        finally:
            with self._change:
                self._running.remove(asked)
                self._change.notify_all()
                if worker is not None and not worker.alive:
                    self._making_room += 1
        if worker is not None and worker.alive:
            worker.settle()
            if not worker.alive:
                with self._change:
                    self._making_room += 1

    def _alone(self, asked: Pending) -> QueryResult:
        with Engine(timeout=self.timeout, memory=self.memory, size=self.size) as engine:
            return engine.answer(
                self.data, asked.examined, asked.wire, asked.base, self.prefixes, asked.graphs
            )

    def _by(self, worker: Worker, asked: Pending) -> QueryResult:
        examined = asked.examined
        frames = query_frames(examined, asked.base, self.prefixes, asked.wire, asked.graphs)
        try:
            reply = worker.answer(frames, lambda: self._over(asked))
        except Ended as ended:
            raise LimitError(*ended.args) from None
        if reply.last != "done":
            self._no_answer(worker, asked, reply)
        notes = tuple(unseen(examined.text, examined.tokens))
        return QueryResult(examined.form, asked.wire, reply.body.getvalue(), notes)

    def _no_answer(self, worker: Worker, asked: Pending, reply: Reply) -> None:
        ended = worker.ended() if reply.last is None else None
        if ended == -SIGXCPU:
            raise LimitError(*self._too_long())
        if reply.last is None and self._closed:
            raise Busy("the server is ending")
        no_answer(
            reply,
            asked.examined,
            self.data,
            {**self.prefixes, **asked.examined.prefixes},
            ended,
            memory=self.memory,
            size=self.size,
            graphs=asked.graphs,
        )

    def _too_long(self) -> tuple[str, str]:
        return f"the query did not finish within {self.timeout:g} s", "LIMIT asks for less"

    def _over(self, asked: Pending) -> None:
        """Raise Ended where ``asked`` has had its time, or nobody waits for it; Busy where others do."""
        ran = monotonic() - (asked.since or 0.0)
        if asked.unwanted:
            raise Ended("nobody waits for the answer")
        if ran > self.timeout:
            raise Ended(*self._too_long())
        if ran <= self.share:
            return
        with self._change:
            in_its_way = asked.examined.text in self._slow
            others = sum(in_its_way or each.examined.text not in self._slow for each in self._waiting)
            crowded = others > self._making_room
            longest = min(self._running, key=lambda each: each.since or 0.0)
            if not crowded or longest is not asked:
                return
        raise Busy(
            f"the query was ended after {ran:.1f} s, because others wait: it had run the longest",
            "ask for less, with LIMIT, or ask again when fewer ask",
        )
