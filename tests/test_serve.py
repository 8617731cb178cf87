"""What is served at one address: the answers of the command line, resources, the whole data set."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from live import Live, live
from tiny import CLAIMS, SOURCES

from claimgraph.asking import Parameter, Question, ask, told
from claimgraph.command.calling import Call
from claimgraph.errors import UsageError
from claimgraph.exchange import write
from claimgraph.loading import load
from claimgraph.questions import QUESTIONS, named
from claimgraph.serve import asked
from claimgraph.serve import given as parameters_given
from claimgraph.serve.negotiation import chosen
from claimgraph.views.as_json import as_json
from claimgraph.views.page import page

BUNDLED = load(Path(__file__).parent.parent / "data")
THESIS = "nato-asia-eases-dilemma"


@pytest.fixture(scope="module")
def server() -> Iterator[Live]:
    with live() as started:
        yield started


# --- JSON


NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.integers(-99999, 99999).map(lambda number: number / 1000)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_json_has_the_bytes_that_the_standard_library_writes(value: object) -> None:
    expected = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    assert as_json(value) == expected.encode()


def test_half_of_a_pair_is_written_as_its_escape() -> None:
    assert json.loads(as_json({"name": "\udc80"})) == {"name": "\udc80"}


# --- the questions


CASES = {
    "overview": {},
    "supports": {"claim": THESIS, "minimal": "true", "max": "3"},
    "attacks": {"claim": "nato-safer-course"},
    "acceptability": {"claim": THESIS},
    "path": {"from": "pew-2014", "to": "nato-safer-course"},
    "common": {"claim": THESIS, "other": "nato-safer-course"},
    "show": {"id": "note:27"},
    "list": {"what": "claims", "kind": "thesis"},
    "search": {"words": ["nato", "course"]},
    "stances": {"of": "china"},
    "said": {"sentence": ["Japan", "and NATO", "share agendas"]},
    "withdraw": {"id": ["pew-2014", "27"], "as_written": "true"},
    "fragility": {"claim": "nato-safer-course"},
    "gaps": {"without_class": ["own works", "weak citations"]},
    "check": {},
    "questions": {"name": "supports"},
}


def on_the_command_line(question: Question, values: dict[str, object]) -> list[str]:
    words = [question.asked_by] if question.asked_by else []
    for each in question.parameters:
        for value in (
            values.get(each.name, ()) if isinstance(values.get(each.name), list) else [values.get(each.name)]
        ):
            if value is None:
                continue
            words += [*each.option[:1], *([] if each.takes == "flag" else [str(value)])]
    return words


@pytest.mark.parametrize("name", ["overview", "supports", "withdraw", "search"])
def test_an_answer_has_the_bytes_of_the_command_line(server: Live, name: str, claimgraph) -> None:
    printed = claimgraph(*on_the_command_line(named(name), CASES[name]), "--json")
    answer = server.ask(f"/api/{name}", **CASES[name])
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.text == printed.stdout
    assert server.ask(f"/api/{name}/", **CASES[name]).body == answer.body


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_what_the_question_answers(server: Live, name: str) -> None:
    question, call = named(name), Call(None, None, False)
    values = parameters_given.given(
        question,
        [
            (key, each)
            for key, value in CASES[name].items()
            for each in ([value] if isinstance(value, str) else value)
        ],
        10,
    )
    call.leave_out(values.get("as_written"), values.get("without_class"))
    assert server.ask(f"/api/{name}", **CASES[name]).body == as_json(
        told(ask(question, call, values), call.without)
    )


def test_every_question_without_a_file_has_a_route_and_no_other(server: Live) -> None:
    assert set(CASES) | {"ranking", "pairs"} <= set(asked.routed())
    assert not any(question.writes for question in asked.routed().values())
    for question in QUESTIONS:
        if question.name not in asked.routed():
            assert server.ask(f"/api/{question.name}").status == 404


def test_the_questions_are_at_api(server: Live, claimgraph) -> None:
    assert server.ask("/api/").text == claimgraph("questions", "--json").stdout
    assert server.ask("/api").body == server.ask("/api/").body


def test_a_question_added_to_the_list_is_behind_http(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no line written for it: an application over the list, asked in this process."""
    from serving_here import answered

    works = Question(
        "oldest",
        "The works, the oldest first.",
        "answers.list:listing",
        "dataset",
        (Parameter("what", "one of", "What.", required=True, one_of=("works", "notes")),),
        rows=True,
    )
    monkeypatch.setattr("claimgraph.serve.asked.QUESTIONS", (*QUESTIONS, works))
    monkeypatch.setattr("claimgraph.serve.site.QUESTIONS", (*QUESTIONS, works))
    expected = as_json(ask(works, Call(None, None, False), {"what": "works"}))
    assert answered("/api/oldest?what=works").body == expected
    assert answered("/api/oldest").status == 400


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        ("/api/supports", 400, "usage"),
        ("/api/supports?claim=", 400, "usage"),
        (f"/api/supports?claim={THESIS}&claim=x", 400, "usage"),
        (f"/api/supports?claim={THESIS}&klaim=x", 400, "usage"),
        (f"/api/supports?claim={THESIS}&minimal=yes", 400, "usage"),
        (f"/api/supports?claim={THESIS}&max=0", 400, "usage"),
        (f"/api/supports?claim={THESIS}&max=1e3", 400, "usage"),
        (f"/api/supports?claim={THESIS}&minimal=true&time_limit=nan", 400, "usage"),
        (f"/api/supports?claim={THESIS}&minimal=true&time_limit=1e9", 400, "usage"),
        ("/api/supports?claim=%FF", 400, "usage"),
        ("/api/supports?claim=zzzzzz", 404, "unknown-name"),
        ("/api/supports?claim=nato", 409, "ambiguous-name"),
        ("/api/search?words=x&text=/etc/passwd", 400, "usage"),
        ("/api/withdraw", 400, "usage"),
        ("/api/list?what=everything", 400, "usage"),
        ("/api/stances?of=nobody-at-all", 404, "unknown-name"),
        ("/api?x=1", 400, "usage"),
        ("/api/nothing", 404, "unknown-name"),
        ("/nothing", 404, "unknown-name"),
        ("/watanabe-2015/claim/nato-safer-cours", 404, "unknown-name"),
    ],
)
def test_what_is_wrong_is_said_as_on_the_command_line(
    server: Live, target: str, status: int, code: str
) -> None:
    answer = server.ask(target)
    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json["error"]["message"]
    if status in (404, 409):
        assert "candidates" in answer.json["error"]


def test_a_plain_no_is_an_answer(server: Live) -> None:
    assert server.ask("/api/search", words="xyzzy").status == 200


def test_the_answer_to_a_wrong_name_has_the_candidates(server: Live) -> None:
    answer = server.ask("/watanabe-2015/claim/nato-safer-cours.ttl")
    assert "nato-safer-course" in answer.json["error"]["candidates"]


def test_where_a_page_is_asked_for_an_error_is_one(server: Live) -> None:
    answer = server.ask("/<script>alert(1)</script>", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"<script>" not in answer.body
    assert b"&lt;script&gt;" in answer.body


@pytest.mark.parametrize(
    ("target", "method", "allowed"),
    [
        ("/api", "POST", "GET, HEAD"),
        ("/", "DELETE", "GET, HEAD"),
        ("/sparql", "PUT", "GET, HEAD, POST"),
        ("/watanabe-2015/claim/nato-safer-course", "PATCH", "GET, HEAD"),
        ("/data", "OPTIONS", "GET, HEAD"),
    ],
)
def test_a_method_that_an_address_does_not_take_names_those_it_does(
    server: Live, target: str, method: str, allowed: str
) -> None:
    answer = server.ask(target, method)
    assert (answer.status, answer.code) == (405, "method")
    assert sorted(answer.headers["allow"].split(", ")) == allowed.split(", ")


@pytest.mark.parametrize("target", ["/", "/api", "/api/overview", "/data", "/healthz", "/sparql"])
def test_head_is_get_without_the_body(server: Live, target: str) -> None:
    get, head = server.ask(target), server.ask(target, "HEAD")
    assert head.body == b""
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_openapi_has_a_path_a_question_and_all_its_references_lead_somewhere(server: Live) -> None:
    described = server.ask("/openapi.json").json
    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == {f"/api/{name}" for name in asked.routed()}
    text = json.dumps(described)
    for part in text.split('"$ref": "#/components/schemas/')[1:]:
        assert part.split('"')[0] in described["components"]["schemas"]


def test_the_explorer_is_the_page_of_the_command(server: Live) -> None:
    answer = server.ask("/")
    assert answer.body == page(BUNDLED).encode()
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "connect-src" not in policy


# --- the data, resources


@pytest.mark.parametrize(
    ("accept", "form"),
    [(None, "nquads"), ("application/trig", "trig"), ("text/*", "turtle"), ("application/ld+json", "jsonld")],
)
def test_the_whole_data_set_is_an_export(server: Live, accept: str | None, form: str) -> None:
    answer = server.ask("/data", headers={"Accept": accept} if accept else {})
    assert answer.text == write(BUNDLED, form)


def test_a_form_that_there_is_not_is_not_acceptable(server: Live) -> None:
    assert server.ask("/data", headers={"Accept": "image/png"}).code == "not-acceptable"
    assert server.ask("/watanabe-2015/note/27", headers={"Accept": "image/png"}).status == 406
    assert server.ask("/watanabe-2015/section/2.3.json").status == 406


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("/watanabe-2015/claim/nato-safer-course", "nato-safer-course"),
        ("/watanabe-2015/note/27", "27"),
        ("/watanabe-2015/argument/nato-safer-course.1", "nato-safer-course/1"),
        ("/watanabe-2015/actor/china", "china"),
        ("/watanabe-2015/work/pew-2014", "pew-2014"),
    ],
)
def test_a_resource_is_what_show_says(server: Live, path: str, command: str, claimgraph) -> None:
    expected = claimgraph("show", command, "--json").stdout
    assert server.ask(f"{path}.json").text == expected
    assert server.ask(path).text == expected
    assert server.ask(path, headers={"Accept": "*/*"}).text == expected


def test_a_resource_is_said_in_each_form_with_the_same_triples(server: Live) -> None:
    import pyoxigraph as ox

    path = "/watanabe-2015/claim/nato-safer-course"
    forms = {
        ".ttl": ox.RdfFormat.TURTLE,
        ".nt": ox.RdfFormat.N_TRIPLES,
        ".jsonld": ox.RdfFormat.JSON_LD,
        ".rdf": ox.RdfFormat.RDF_XML,
    }
    found = [
        {str(quad.triple) for quad in ox.parse(server.ask(path + ending).body, format=form)}
        for ending, form in forms.items()
    ]
    assert len(found[0]) > 5
    assert all(each == found[0] for each in found)
    links = server.ask(f"{path}.ttl").headers["link"]
    assert f'<{path}.rdf>; rel="alternate"; type="application/rdf+xml"' in links


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/#nato-safer-course"),
        ("text/turtle", "/watanabe-2015/claim/nato-safer-course.ttl"),
        ("application/rdf+xml, text/turtle;q=0.5", "/watanabe-2015/claim/nato-safer-course.rdf"),
        ("application/ld+json", "/watanabe-2015/claim/nato-safer-course.jsonld"),
    ],
)
def test_a_resource_leads_to_the_form_that_is_wanted(server: Live, accept: str, location: str) -> None:
    answer = server.ask("/watanabe-2015/claim/nato-safer-course", headers={"Accept": accept})
    assert (answer.status, answer.headers["location"]) == (303, location)


def test_iris_resolve_where_the_base_is_the_server(tmp_path: Path) -> None:
    from serving_here import Here

    claims = "claims:\n  a-1: {text: One, supported_by: [[b]]}\n  b: {text: Two}\n"
    base = "http://127.0.0.1:8321/papers/"
    (tmp_path / "sources.yaml").write_text(f"paper: {{id: of-mine, authors: [me], base: '{base}'}}\n")
    (tmp_path / "claims.yaml").write_text("actors:\n  me: {name: Me}\n" + claims)
    made = Here(tmp_path)
    for path in ("/papers/of-mine/claim/a-1", "/of-mine/claim/a-1", "/papers/of-mine/argument/a-1.1"):
        assert made.answered(path).status == 200
    assert made.answered("/papers/of-mine/claim/a-1").json["id"] == "a-1"
    turtle = made.answered("/papers/of-mine/claim/a-1.ttl").text
    assert f"<{base}of-mine/claim/" in turtle


def test_all_resources_of_the_data_are_found() -> None:
    from serving_here import Here

    resources = Here(Path(__file__).parent.parent / "data").state.now.resources
    for subject in resources._described.subjects:
        path = "/watanabe-2015/" + subject[1:-1].removeprefix(resources.root)
        for ending in ("", ".ttl"):
            found, read = resources.find(path + ending)
            assert (f"<{found.iri}>", read) == (subject, ending)


# --- caching


@pytest.mark.parametrize(
    "target",
    ["/", "/api", "/api/overview", f"/api/supports?claim={THESIS}", "/data", "/openapi.json", "/sparql"],
)
def test_what_a_client_has_already_is_not_sent_again(server: Live, target: str) -> None:
    first = server.ask(target)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert (first.headers["cache-control"], first.headers["vary"]) == ("no-cache", "Accept")
    for known in (tag, f'"x", W/{tag}', "*"):
        again = server.ask(target, headers={"If-None-Match": known})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert server.ask(target, headers={"If-None-Match": '"x"'}).status == 200


def test_an_answer_from_the_copy_of_the_paper_is_another_when_the_copy_is(tmp_path: Path) -> None:
    from serving_here import Here

    (tmp_path / "claims.yaml").write_text(CLAIMS)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "paper.txt").write_text("A Paper\n\nOne\n\nUmbrellas are sold at every corner.\n")
    here = Here(tmp_path)
    target = "/api/said?sentence=Umbrellas+are+sold+at+every+corner"
    first, other = here.answered(target), here.answered("/api/supports?claim=it-rains")
    assert first.json["stands"] is not None
    assert here.answered(target, headers={"If-None-Match": first.headers["etag"]}).status == 304
    (tmp_path / "paper.txt").write_text("A Paper\n\nOne\n\nNobody sells umbrellas.\n")
    again = here.answered(target, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.json["stands"]) == (200, None)
    (tmp_path / "paper.txt").unlink()
    assert here.answered(target).json["compared"] is False
    tag = other.headers["etag"]
    assert here.answered("/api/supports?claim=it-rains", headers={"If-None-Match": tag}).status == 304


def test_two_forms_and_two_parameters_have_two_tags(server: Live) -> None:
    tags = [
        server.ask("/data").headers["etag"],
        server.ask("/data", headers={"Accept": "text/turtle"}).headers["etag"],
        server.ask("/api/show?id=27").headers["etag"],
        server.ask("/api/show?id=28").headers["etag"],
    ]
    assert len(set(tags)) == 4


def test_bodies_are_kept_up_to_a_size() -> None:
    from claimgraph.serve.generation import Bodies

    bodies = Bodies(100)
    for number in range(20):
        bodies.keep(str(number), b"x" * 20)
        assert bodies.held <= 100
    assert bodies.get("19") == b"x" * 20
    assert bodies.get("0") is None
    bodies.keep("large", b"x" * 90)
    assert bodies.get("large") is None


# --- negotiation


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "a/json"),
        ("", "a/json"),
        ("*/*", "a/json"),
        ("b/*", "b/csv"),
        ("b/csv;q=0.5, a/json;q=0.4", "b/csv"),
        ("b/tsv, b/csv", "b/csv"),
        ("*/*;q=0.1, b/csv;q=0", "a/json"),
        ("a/*;q=0.9, a/json;q=0.1, b/tsv;q=0.5", "b/tsv"),
        ("A/JSON", "a/json"),
        ("c/d", None),
        ("a/json;q=0", None),
        ("*", None),
        ("nonsense", None),
        ("b/tsv;q=nonsense", "b/tsv"),
    ],
)
def test_the_most_specific_range_says_how_much_a_form_is_wanted(
    accept: str | None, expected: str | None
) -> None:
    assert chosen(accept, ["a/json", "b/csv", "b/tsv"]) == expected


# --- what others do not pay


def test_no_other_command_imports_the_server(claimgraph) -> None:
    import subprocess

    code = (
        "import sys, runpy\nsys.argv = ['claimgraph', *sys.argv[1:]]\nimport os\n"
        "end = os._exit\n"
        "def say(code):\n"
        "    print(sorted(m for m in sys.modules if m.split('.')[0] in ('starlette', 'uvicorn', 'h11', 'anyio', 'mcp')), file=sys.stderr)\n"
        "    end(code)\n"
        "os._exit = say\nrunpy.run_module('claimgraph', run_name='__main__')\n"
    )
    for command in (["overview"], ["supports", THESIS, "--json"], ["sparql", "theses"], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command[command == ["overview"] :]],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.stderr.strip() == "[]", command


def test_without_the_extra_the_command_says_which(claimgraph, tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ImportError('none')")
    done = claimgraph("serve", "--json", env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 5
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "extra"
    assert "claimgraph[serve]" in error["hint"]


def test_no_answer_takes_longer_than_the_server_allows() -> None:
    question = named("fragility")
    assert parameters_given.given(question, [("claim", "x")], 2.5) == {"claim": "x", "time_limit": 2.5}
    assert parameters_given.given(question, [("claim", "x")], 60) == {"claim": "x"}


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_parameters_are_read_or_refused_in_a_sentence(name: str, value: str) -> None:
    for question in asked.routed().values():
        names = [name, *parameters_given.parameters(question)]
        for each in names:
            try:
                values = parameters_given.given(question, [(each, value)], 10)
            except UsageError:
                continue
            parameters_given.canonical(values)
