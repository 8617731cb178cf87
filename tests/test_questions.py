"""The one list of questions: every door is a loop over it, and every answer has a published shape."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product, takewhile
from pathlib import Path
from random import Random
from typing import Any

import generated_graphs
import pytest
import typer
from everything import EVERYTHING
from shapes import assert_shaped, validator
from synthetic_paper import MadeUp
from test_docs import table_row
from tiny import CLAIMS
from typer.testing import CliRunner

from claimgraph.answers.lists import LISTS
from claimgraph.answers.questions import questions, usage
from claimgraph.asking import Deed, Parameter, Question, ask, imported
from claimgraph.command.calling import Call
from claimgraph.command.console import Done
from claimgraph.command.enlisting import enlist, names
from claimgraph.deeds import DEEDS
from claimgraph.errors import UnknownName, UsageError
from claimgraph.evidence_graph.graph import evidence
from claimgraph.loading import load
from claimgraph.model.entities import Dataset
from claimgraph.questions import QUESTIONS, asked_by, named
from claimgraph.views import text

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCS = "".join(page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md")))

every = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


class Made:
    """A data set that is in no folder, as what questions are asked of."""

    folder = Path()

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.evidence = evidence(dataset)


# --- each is whole


@every
def test_a_question_has_a_sentence_and_a_name_that_a_path_can_have(question: Question) -> None:
    assert re.fullmatch(r"[a-z]+", question.name)
    assert re.fullmatch(r"[A-Z].*\.", question.says)
    assert [each.name for each in QUESTIONS].count(question.name) == 1


@every
def test_a_question_has_a_function_that_takes_its_parameters(question: Question) -> None:
    signature = inspect.signature(imported(question.answer))
    given = {
        name: ...
        for each in question.parameters
        if each.bears_on == "answer"
        for name in each.called or (each.name,)
    }
    signature.bind(*([] if question.of == "nothing" else [...]), **given)
    for each in question.parameters:
        assert not each.through or callable(imported(each.through))
        assert (each.takes in ("one of", "classes")) == bool(each.choices)


@every
def test_a_question_has_a_renderer_that_takes_what_it_is_given(question: Question) -> None:
    renderer = getattr(text, f"render_{question.renderer or question.name}")
    shown = [p.shown_as or p.name for p in question.parameters if p.shown_as or p.bears_on == "text"]
    beside = ["dataset"] if question.beside == "dataset" else []
    given = dict.fromkeys([*shown, *beside])
    if question.beside not in ("", "dataset"):
        given |= imported(question.beside)(Call(None, None, False))
    inspect.signature(renderer).bind(..., ..., **given)
    if question.talk[0]:
        assert callable(getattr(text, f"render_{question.talk[0]}"))


@every
def test_a_question_has_a_published_shape(question: Question) -> None:
    schema = questions(question.name)[0]["schema"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert validator(question.name)
    opaque = [key for key, value in schema.get("properties", {}).items() if not value]
    assert opaque == []
    if question.rows:
        assert schema["type"] == "array"


@every
def test_a_question_is_in_the_table_of_the_readme_and_in_the_docs(question: Question) -> None:
    assert table_row(question) in README.splitlines()
    assert usage(question) in DOCS


def test_the_table_of_the_readme_has_the_questions_in_their_order() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `claimgraph")]
    assert rows == [table_row(question) for question in QUESTIONS]  # python tests/test_docs.py


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_command_made_by_hand_that_answers_in_json_has_a_published_shape(
    deed: Deed, claimgraph: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (row,) = questions(deed.name)
    assert row["command"] in DOCS
    assert validator(deed.name)
    words = list(takewhile(re.compile("[a-z]+").fullmatch, deed.usage.split()))
    said = claimgraph(*words, "--help").stdout
    if "--store" not in deed.usage:  # else the command asks one paper as well
        assert deed.says in said
        assert all(word in said for word in re.findall(r"[A-Z]+", deed.usage))


def test_closed_lists_are_those_of_the_answers() -> None:
    (what,) = (each for each in named("list").parameters if each.name == "what")
    assert what.choices == tuple(LISTS)


# --- the command line is made from the list


def test_every_question_is_behind_a_command_and_one_of_them_needs_no_choice() -> None:
    for command in {question.asked_by for question in QUESTIONS}:
        first, *others = asked_by(command)
        assert not first.door
        assert all(other.door and all(other.alone) for other in others)
        parameters: dict[str, Parameter] = {}
        for question in (first, *others):
            for each in question.parameters:
                assert parameters.setdefault(each.name, each) == each
    assert set(names()) >= {question.asked_by for question in QUESTIONS} - {""}


@pytest.mark.parametrize("command", sorted({question.asked_by for question in QUESTIONS} - {""}))
def test_help_lists_every_parameter_as_it_is_spelled(command: str) -> None:
    app = typer.Typer(rich_markup_mode=None, callback=lambda: None)
    enlist(app, [command])
    said = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).output
    said = " ".join(said.split())
    for question in asked_by(command):
        for each in question.parameters:
            assert each.says in said
            assert all(option in said for option in each.option)
            assert not each.metavar or each.metavar in said


def test_a_question_added_to_the_list_is_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    works = Question(
        "papers",
        "Which works there are.",
        "answers.list:listing",
        "dataset",
        (Parameter("what", "one of", "What.", required=True, one_of=("works",), metavar="WHAT"),),
        renderer="search",
        rows=True,
    )
    monkeypatch.setattr("claimgraph.questions.QUESTIONS", (*QUESTIONS, works))
    monkeypatch.setattr("claimgraph.command.enlisting.QUESTIONS", (*QUESTIONS, works))
    app = typer.Typer(rich_markup_mode=None, callback=lambda: None)
    enlist(app, ["papers"])
    run = CliRunner().invoke(app, ["papers", "works", "--json"])
    assert isinstance(run.exception, Done)
    assert len(json.loads(run.exception.text)) == 28


def test_the_list_is_at_hand_without_importing_anything() -> None:
    code = (
        "import sys; before = set(sys.modules); import claimgraph.questions\n"
        "new = set(sys.modules) - before\n"
        "print(*sorted({name.partition('.')[0] for name in new} - set(sys.stdlib_module_names)))\n"
        "print(*sorted(name for name in new if name.startswith('claimgraph')))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    names = ("asking", "changes", "deeds", "parameters", "questions")
    own = " ".join(["claimgraph", *(f"claimgraph.{name}" for name in names)])
    assert said.splitlines() == ["claimgraph", own]


def test_what_makes_no_sense_together_is_refused_before_anything_is_read() -> None:
    with pytest.raises(UsageError, match="nothing to withdraw is named"):
        ask(named("withdraw"), Call(Path("nowhere"), None, False), {"id": [], "from": None})


def test_an_unknown_question_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match='no question is called "suports"') as refused:
        questions("suports")
    assert "supports" in refused.value.candidates


# --- every answer has its shape


def ways(question: Question, data: Dataset, random: Random) -> Iterator[dict[str, Any]]:
    """Ways to ask ``question`` of ``data``: what is needed at random, flags both ways, lists each."""
    things = [*data.claims, *data.works, *data.actors, *data.topics, *map(str, data.endnotes)]
    things += [argument.id for claim in data.claims.values() for argument in claim.supported_by]
    withdrawable = [*data.claims, *data.works, *map(str, data.endnotes)]
    choices: dict[str, list[Any]] = {}
    for each in question.parameters:
        known: list[Any] = {
            "claim": list(data.claims),
            "thing": things,
            "things": [[name] for name in withdrawable],
            "words": [["work"], ["the", "state"]],
            "flag": [False, True],
            "one of": list(each.choices),
        }.get(each.takes, [])
        if each.takes in ("claim", "thing", "things"):
            known = random.sample(known, min(len(known), 3))
        if each.name == "status":
            known = []
        choices[each.name] = known if each.required or each.takes in ("flag", "things") else [None, *known]
        if each.takes not in ("claim", "thing", "things", "words", "flag", "one of"):
            choices[each.name] = [each.default]
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


OF_DATA = [question for question in QUESTIONS if question.of in ("evidence", "dataset")]
WITHOUT_FILES = [
    question
    for question in OF_DATA
    if not any(
        each.takes in ("text", "copy") or (each.takes == "file" and each.required)
        for each in question.parameters
    )
]


@pytest.mark.parametrize("question", WITHOUT_FILES, ids=lambda question: question.name)
def test_every_answer_about_generated_data_has_its_shape_and_a_text(question: Question) -> None:
    answered = 0
    for seed in range(12):
        random = Random(seed)
        data = EVERYTHING if seed == 0 else generated_graphs.dataset(random)
        made = Made(data)
        for given in ways(question, data, random):
            try:
                answer = ask(question, made, given)
            except UnknownName:  # a path from what is no node
                continue
            assert_shaped(question, json.loads(json.dumps(answer)))
            shown = {p.shown_as: given[p.name] for p in question.parameters if p.shown_as}
            beside = {"dataset": data} if question.beside == "dataset" else {}
            if question.beside not in ("", "dataset"):
                beside = imported(question.beside)(made)
            renderer = getattr(text, f"render_{question.renderer or question.name}")
            assert renderer(answer, text.Style(), **shown, **beside) or not answer
            answered += 1
    assert answered > 10


@pytest.mark.parametrize("question", WITHOUT_FILES, ids=lambda question: question.name)
def test_every_answer_about_the_paper_has_its_shape(question: Question) -> None:
    made = Made(load(ROOT / "data"))
    for given in ways(question, made.dataset, Random(1)):
        try:
            answer = ask(question, made, given)
        except UnknownName:
            continue
        assert_shaped(question, json.loads(json.dumps(answer)))


def test_every_answer_about_files_has_its_shape(tmp_path: Path, folder: Callable[..., Path]) -> None:
    paper = MadeUp(
        headings={"1": "Of Oil"},
        paragraphs={"0": ["On Lamps"], "1/1": ["Lamps burn oil. [1]", "Oil is dear."]},
        notes=["Lamps, 1921."],
    )
    copy, changed, framework, listed = (tmp_path / name for name in ("a.txt", "b.txt", "c.apx", "d.txt"))
    copy.write_text(paper.text(), "utf-8")
    changed.write_text(paper.text().replace("dear", "cheap"), "utf-8")
    framework.write_text("arg(a). arg(b). att(a, b).")
    listed.write_text("book\nno such work\n")
    library = tmp_path / "e.bib"
    library.write_text("@book{b, title = {A Book}, year = 1999, doi = {10.1000/1}}\n@book{b, title = }")
    odd = CLAIMS.replace("{text: The sky is grey}", "{text: Grey, anomalies: [{kind: odd}]}").replace(
        "to: it-rains}", "to: it-rains/1}"
    )
    tiny = Call(folder(odd), None, False)
    both = {"first": ROOT / "data", "second": ROOT / "data" / "second"}
    for name, sources, given in (
        ("verify", Made(paper.dataset()), {"text": copy}),
        ("verify", Made(paper.dataset()), {"text": changed}),
        ("coverage", Made(paper.dataset()), {"text": copy}),
        ("coverage", Made(paper.dataset()), {"text": changed}),
        ("todo", Made(paper.dataset()), {"text": changed}),
        ("review", Made(paper.dataset()), {"text": copy}),
        ("grounded", None, {"af": framework}),
        ("compare", None, both),
        ("check", tiny, {"oddities": True, "shacl": True}),
        ("enrich", tiny, {"file": library}),
        ("withdraw", tiny, {"id": ["report"], "from": listed}),
        ("questions", None, {}),
        ("guide", None, {}),
        ("guide", None, {"name": "data"}),
    ):
        answer = ask(named(name), sources, given)
        assert answer
        assert_shaped(named(name), json.loads(json.dumps(answer)))
