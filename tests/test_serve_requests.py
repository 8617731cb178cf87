"""Generated requests: whatever is sent, the answer is one of the table, and never a fault."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from live import Answer
from serving_here import Here

from claimgraph.questions import QUESTIONS
from claimgraph.serve import asked

DATA = Path(__file__).parent.parent / "data"
ALLOWED = {200, 204, 303, 304, 400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 421, 503}
NOISE = [
    "",
    "a",
    "%00",
    "%ff",
    "%2E%2E",
    "../..",
    "<script>",
    "x" * 3000,
    "-1",
    "1e999",
    "null",
    "true",
    "${x}",
    "' OR 1=1",
    "日本",
    "\U0001f600",
    "\u202e",
    "27",
    "[27]",
    "note:27",
    "nato",
    "nato-safer-course",
    "china",
    "pew-2014",
    "ASK {}",
    "SELECT * { ?s ?p ?o } LIMIT 1",
    "INSERT DATA {}",
    "text/turtle",
    "2014-05",
    "claims",
    "own works",
]
METHODS = ["GET"] * 12 + ["HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "QUERY"]
ACCEPTS = [
    "*/*",
    "text/html",
    "application/json",
    "text/turtle",
    "image/png",
    ";;,",
    "*/*;q=0",
    "text/csv;q=x",
]
TYPES = [
    "application/sparql-query",
    "application/x-www-form-urlencoded",
    "text/plain",
    "application/sparql-update",
    "",
]
GOOD = {
    "claim": "nato-safer-course",
    "thing": "pew-2014",
    "things": "27",
    "actor": "china",
    "note": "27",
    "words": "nato",
    "number": "2",
    "seconds": "0.5",
    "flag": "true",
    "one of": "claims",
    "date": "2014-05",
}
SECONDS = ("ranking", "pairs", "gaps")
"""Answers that take their time, and are asked rarely."""


def target(random: Random) -> str:
    questions = [question for question in QUESTIONS if question.name not in SECONDS or random.random() < 0.02]
    question = random.choice(questions)
    routes = [
        "/",
        "/api/",
        "/openapi.json",
        "/data",
        "/healthz",
        "/sparql",
        "/events",
        "/mcp",
        "/api",
        "//",
        "/.",
    ]
    kinds = ["claim", "note", "work", "actor", "argument", "topic", "section", "graph", "paper"]
    ending = random.choice(["", ".json", ".ttl", ".nt", ".jsonld", ".rdf", ".exe", "/"])
    local = quote(random.choice(NOISE))
    path = random.choice(
        [
            f"/api/{question.name}",
            f"/api/{question.name}",
            f"/api/{question.name}",
            f"/api/{local}",
            f"/{local}",
            f"/watanabe-2015/{random.choice(kinds)}/{local}{ending}",
            *random.sample(routes, 3),
        ]
    )
    names = [each.name for each in question.parameters] + [
        "query",
        "update",
        "default-graph-uri",
        "token",
        "",
        "x",
    ]
    required = [each.name for each in question.parameters if each.required and random.random() < 0.9]
    chosen = required + random.choices(names, k=random.choice([0, 0, 1, 2]))
    good = {each.name: GOOD.get(each.takes, "x") for each in question.parameters}
    pairs = [
        f"{quote(name)}={good[name]}"
        if name in good and random.random() < 0.7
        else f"{quote(name)}={random.choice([quote, str])(random.choice(NOISE))}"
        for name in chosen
    ]
    query = "&".join(pairs).encode("ascii", "ignore").decode().replace(" ", "+")
    return f"{path}?{query}" if query else path


def requests(count: int, seed: int) -> Iterator[tuple[str, str, bytes, dict[str, str]]]:
    random = Random(seed)
    for _ in range(count):
        headers = {}
        if random.random() < 0.5:
            headers["Accept"] = random.choice(ACCEPTS)
        if random.random() < 0.1:
            headers["If-None-Match"] = random.choice(["*", '"x"', "W/", ",,"])
        if random.random() < 0.05:
            headers["Host"] = random.choice(["evil.example", "", "localhost"])
        if random.random() < 0.05:
            headers["Origin"] = random.choice(["null", "http://evil.example", "http://127.0.0.1:8321"])
        method, body = random.choice(METHODS), b""
        if method in ("POST", "PUT"):
            headers["Content-Type"] = random.choice(TYPES) + random.choice(
                ["", "; charset=utf-8", ";charset=utf-16"]
            )
            body = random.choice(
                [b"", b"\xff\xfe", b"query=" + quote(random.choice(NOISE)).encode(), b"ASK {}"]
            )
        yield method, target(random), body, headers


def check(answer: Answer, request: object) -> None:
    assert answer.status in ALLOWED, request
    if answer.status < 400:
        return
    assert b"Traceback" not in answer.body
    assert str(DATA.parent).encode() not in answer.body, request
    if answer.headers["content-type"] == "application/json":
        error = json.loads(answer.body)["error"]
        assert set(error) <= {"code", "message", "hint", "candidates", "findings"}
        assert error["message"], request
    else:
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert b"<script" not in answer.body


def ask_all(count: int, seed: int) -> None:
    here = Here(DATA, 1, timeout=1.0)
    asked_of: set[str] = set()
    plain = [("GET", route, b"", {}) for route in ("/", "/api/", "/data", "/healthz", "/sparql")]
    for request in (*plain, *requests(count, seed)):
        method, address, body, headers = request
        answer = here.answered(address, method, body, headers)
        check(answer, request)
        if answer.status == 200:
            asked_of.add(address.split("?")[0])
    here.state.graphs.pool.close()
    questions = {each for each in asked_of if each.startswith("/api/")}
    assert len(questions) > len(asked.routed()) // 3


def test_any_request_gets_an_answer_of_the_table() -> None:
    ask_all(400, 1)


@pytest.mark.slow
def test_ten_thousand_requests_get_answers_of_the_table() -> None:
    ask_all(10_000, int(os.environ.get("SEED", "2")))
