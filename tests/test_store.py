"""A store of many papers: each is weighed by the one-paper functions, and works bring papers together."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import check_output
from stores import folders, paper, reads_or_dies

from claimgraph import evidence, gaps, load, statuses, supports, withdraw
from claimgraph.errors import AmbiguousName, FileError, UnknownName, UsageError
from claimgraph.evidence_graph.bones import bones
from claimgraph.model.entities import Actor, Claim, Dataset, Paper
from claimgraph.store import withdrawing
from claimgraph.store import works as kept
from claimgraph.store.adding import add, remove
from claimgraph.store.bridging import bridges
from claimgraph.store.carrying import carrying, carrying_bones
from claimgraph.store.catalogue import FILE, reading, writing
from claimgraph.store.checking import check, dump, stats
from claimgraph.store.finding import evidence_in, plain_dataset
from claimgraph.store.keys import KINDS, Classes, Key, keys_of
from claimgraph.store.searching import search
from claimgraph.views.text.terminal import clean

Command = Callable[..., CompletedProcess[str]]
PAPERS = [paper(seed) for seed in range(24)]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """A store of the generated papers, and their folders."""
    place = tmp_path_factory.mktemp("corpus")
    found = folders(place / "papers", PAPERS)
    add([place / "papers"], place / "store", jobs=1)
    return place / "store", found


def dumped(store: Path) -> list[str]:
    with reading(store) as catalogue:
        return list(dump(catalogue))


# What is one work


KEYS = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("ab")), max_size=4, unique=True)


@settings(max_examples=150)
@given(st.lists(KEYS, max_size=6), st.randoms())
def test_the_order_in_which_works_come_decides_nothing(
    works: list[list[Key]], random_: random.Random
) -> None:
    known = dict(enumerate(works))
    shuffled = list(known.items())
    random_.shuffle(shuffled)
    assert partition(Classes(known)) == partition(Classes(dict(shuffled)))


@settings(max_examples=150)
@given(st.lists(KEYS, max_size=6))
def test_no_two_works_that_differ_in_a_surer_key_are_one_through_a_weaker(works: list[list[Key]]) -> None:
    known = dict(enumerate(works))
    for members in partition(Classes(known)):
        graph = {one: {other for other in members if tied(known[one], known[other])} for one in members}
        assert connected(graph)
        for one, other in combinations(sorted(members), 2):
            surest = (
                min(KINDS.index(kind) for kind, value in known[one] if (kind, value) in known[other])
                if (set(known[one]) & set(known[other]))
                else None
            )
            for kind in KINDS[:surest] if surest is not None else ():
                mine = {value for each, value in known[one] if each == kind}
                theirs = {value for each, value in known[other] if each == kind}
                if mine and theirs and mine.isdisjoint(theirs):
                    # they may still be one by another work that has both values of the surer key
                    assert any(
                        {(kind, a), (kind, b)} <= {key for ref in members for key in known[ref]}
                        for a in mine
                        for b in theirs
                    )


def tied(one: list[Key], other: list[Key]) -> bool:
    return bool(set(one) & set(other))


def connected(graph: dict[int, set[int]]) -> bool:
    seen, todo = set(), [next(iter(graph))]
    while todo:
        each = todo.pop()
        if each not in seen:
            seen.add(each)
            todo += graph[each]
    return seen == set(graph)


def partition(found: Classes[int]) -> set[frozenset[int]]:
    return {frozenset(each) for each in found.members.values()}


@pytest.mark.parametrize(
    ("works", "one"),
    [
        ([[("doi", "x")], [("doi", "x")]], True),
        ([[("doi", "x"), ("title", "t")], [("doi", "y"), ("title", "t")]], False),
        ([[("doi", "x"), ("isbn", "i")], [("doi", "y"), ("isbn", "i")]], False),
        ([[("isbn", "i"), ("title", "t")], [("url", "u"), ("title", "t")]], True),
        ([[("title", "t")], [("title", "t")]], True),
        ([[], []], False),
    ],
)
def test_works_are_one_by_their_surest_key(works: list[list[Key]], one: bool) -> None:
    assert (len(Classes(dict(enumerate(works))).members) == 1) is one


def test_what_stands_between_two_works_that_differ_joins_neither() -> None:
    found = Classes(
        {0: [("doi", "x"), ("title", "t")], 1: [("doi", "y"), ("title", "t")], 2: [("title", "t")]}
    )
    assert len(found.members) == 3
    assert [(each.key, each.kind) for each in found.refused] == [(("title", "t"), "doi")]


# Adding


def test_every_status_in_a_store_is_that_of_the_paper_alone(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    with reading(store) as catalogue:
        for dataset in PAPERS:
            found = evidence(dataset)
            status = statuses(found)
            kept_ = dict(
                catalogue.rows(
                    "SELECT claim.id, status FROM claim JOIN paper ON paper.n = claim.paper WHERE paper.id = ?",
                    (dataset.paper.id,),
                )
            )
            assert kept_ == {name: status[found.stands_for[name]] for name in dataset.claims}


def test_adding_again_changes_nothing(corpus: tuple[Path, list[Path]]) -> None:
    store, found = corpus
    before = dumped(store)
    again = add([found[0].parent], store, jobs=1)
    assert (again["unchanged"], again["added"], again["replaced"]) == (len(PAPERS), [], [])
    assert dumped(store) == before


def test_papers_in_any_order_and_in_any_batches_make_the_same_store(tmp_path: Path) -> None:
    found = folders(tmp_path / "papers", PAPERS[:10])
    add([tmp_path / "papers"], tmp_path / "one", jobs=1)
    order = list(found)
    random.Random(3).shuffle(order)
    for folder in order[:6]:
        add([folder], tmp_path / "other", jobs=1)
    remove([order[2].name, order[4].name], tmp_path / "other")
    add([tmp_path / "papers"], tmp_path / "other", jobs=2)
    assert dumped(tmp_path / "one") == dumped(tmp_path / "other")
    with reading(tmp_path / "other") as catalogue:
        assert check(catalogue, all_=True)["problems"] == []


def test_a_changed_paper_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    folders(tmp_path / "papers", [paper(1, "a"), paper(2, "b")])
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    folders(tmp_path / "papers", [paper(3, "a")])
    answer = add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    assert (answer["replaced"], answer["unchanged"]) == (["a"], 1)
    folders(tmp_path / "fresh", [paper(3, "a"), paper(2, "b")])
    add([tmp_path / "fresh"], tmp_path / "anew", jobs=1)
    same = [line.replace("/fresh/", "/papers/") for line in dumped(tmp_path / "anew")]
    assert dumped(tmp_path / "store") == same


def test_a_paper_that_does_not_load_is_left_out_and_its_last_good_version_is_kept(
    tmp_path: Path, claimgraph: Command
) -> None:
    folders(tmp_path / "papers", [paper(1, "a"), paper(2, "b")])
    store = tmp_path / "store"
    assert claimgraph("corpus", "add", tmp_path / "papers", "--store", store).returncode == 0
    (tmp_path / "papers" / "a" / "claims.yaml").write_text("claims: {x: {text: 1, kind: nonsense}}")
    (tmp_path / "papers" / "new").mkdir()
    (tmp_path / "papers" / "new" / "claims.yaml").write_text("claims: [")
    done = claimgraph("corpus", "add", tmp_path / "papers", "--store", store, "--json")
    assert done.returncode == 1
    told = {Path(each["folder"]).name: each for each in json.loads(done.stdout)["left_out"]}
    assert told["a"]["kept"] is True
    assert told["new"]["kept"] is False
    assert {"file", "line", "column", "message"} <= told["new"]["findings"][0].keys()
    with reading(store) as catalogue:
        found = stats(catalogue)
    assert (found["papers"], found["stale"]) == (2, ["a"])
    assert claimgraph("list", "claims", "--paper", "a", "--store", store).returncode == 0


def test_two_folders_with_one_paper_id_are_an_error_for_the_second(tmp_path: Path) -> None:
    folders(tmp_path / "one", [paper(1, "a")])
    folders(tmp_path / "two", [paper(2, "a")])
    answer = add([tmp_path / "one", tmp_path / "two"], tmp_path / "store", jobs=1)
    assert answer["added"] == ["a"]
    message = str(answer["left_out"][0]["findings"][0]["message"])
    assert str(tmp_path / "one" / "a") in message


def test_prune_removes_papers_whose_folders_are_gone(tmp_path: Path) -> None:
    found = folders(tmp_path / "papers", [paper(1, "a"), paper(2, "b")])
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    for each in found[0].iterdir():
        each.unlink()
    found[0].rmdir()
    assert add([tmp_path / "papers"], tmp_path / "store", jobs=1, prune=True)["removed"] == ["a"]


# Withdrawing


def test_withdrawing_any_work_is_withdrawing_it_in_every_paper(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    with reading(store) as catalogue:
        names = [row["id"] for row in kept.corpus_works(catalogue)]
        some = [[name] for name in names]
        some += [random.Random(seed).sample(names, 2) for seed in range(20)]
        some += [random.Random(1).sample(names, min(12, len(names)))]
        for wanted in some:
            answer = withdrawing.withdraw(catalogue, wanted)
            assert {row["paper"]: (row["lost"], row["weakened"]) for row in answer["papers"]} == expected(
                catalogue, wanted
            )


@pytest.mark.slow
def test_withdrawing_in_a_hundred_papers_is_withdrawing_in_each(tmp_path: Path) -> None:
    """All works, two hundred random pairs, and lists of many, as a retraction list may be."""
    papers = [paper(seed, claims=seed % 12 + 2) for seed in range(200, 300)]
    folders(tmp_path / "papers", papers)
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    random_ = random.Random(7)
    with reading(tmp_path / "store") as catalogue:
        names = [row["id"] for row in kept.corpus_works(catalogue)]
        some = [[name] for name in names] + [random_.sample(names, 2) for _ in range(200)]
        some += [names, random_.sample(names, len(names) // 2), names[:500]]
        for wanted in some:
            answer = withdrawing.withdraw(catalogue, wanted)
            assert {row["paper"]: (row["lost"], row["weakened"]) for row in answer["papers"]} == expected(
                catalogue, wanted, papers
            )


def test_anything_else_is_withdrawn_in_its_paper(corpus: tuple[Path, list[Path]]) -> None:
    for dataset in PAPERS[:8]:
        name, claim, note = dataset.paper.id, next(iter(dataset.claims)), next(iter(dataset.endnotes), None)
        gone = [("claim", claim), *([("note", note)] if note is not None else [])]
        words = [f"{name}:{claim}", *([f"{name}:note:{note}"] if note is not None else [])]
        code, said = answered(["withdraw", *words, "--store", str(corpus[0]), "--json"])
        alone = withdraw(evidence(dataset), gone)
        (row,) = json.loads(said)["papers"]
        assert (row["lost"], row["weakened"]) == (alone["lost"], alone["weakened"])
        assert code == (0 if row["lost"] or row["weakened"] else 1)
        assert json.loads(said)["withdrawn"] == words


def test_a_work_is_named_by_its_key_in_any_spelling(corpus: tuple[Path, list[Path]]) -> None:
    with reading(corpus[0]) as catalogue:
        for spelling in ("doi:10.1000/3", "10.1000/3", "https://doi.org/10.1000/3", "DOI 10.1000/3"):
            assert withdrawing.named(catalogue, spelling) == "doi:10.1000/3"
        with pytest.raises(AmbiguousName):
            withdrawing.named(catalogue, "w0")
        with pytest.raises(UnknownName):
            withdrawing.named(catalogue, "10.1000/999")


def test_a_paper_may_be_called_as_a_key_is(tmp_path: Path) -> None:
    seed = next(seed for seed in range(50) if paper(seed).works and paper(seed).claims)
    made = [paper(seed, name) for name in ("doi", "note", "b")]
    keyless = {"doi": None, "url": None, "date": None}
    for at, each in enumerate(made):
        works = {name: work.model_copy(update=keyless) for name, work in each.works.items()}
        made[at] = each.model_copy(update={"works": works})
    folders(tmp_path / "papers", made)
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    with reading(store) as catalogue, pytest.raises(AmbiguousName):
        withdrawing.named(catalogue, next(iter(made[0].works)))
    claim = next(iter(made[0].claims))
    assert answered(["show", f"note:{claim}", "--store", str(store)])[0] == 0


def expected(catalogue: object, names: list[str], papers: list[Dataset] = PAPERS) -> dict[str, object]:
    found = {}
    for dataset in papers:
        own = [
            work
            for (work,) in catalogue.rows(  # type: ignore[attr-defined]
                f"SELECT id FROM cited WHERE citing = ? AND class IN ({', '.join('?' * len(names))})",
                (dataset.paper.id, *names),
            )
        ]
        if own:
            one = withdraw(evidence(dataset), [("work", work) for work in own])
            found[dataset.paper.id] = (one["lost"], one["weakened"])
    return found


def test_the_ranking_counts_what_withdraw_lists(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    with reading(store) as catalogue:
        for row in withdrawing.ranking(catalogue):
            papers = withdrawing.withdraw(catalogue, [row["work"]])["papers"]
            assert row["lost"] == sum(len(each["lost"]) for each in papers)
            assert row["weakened"] == sum(len(each["weakened"]) for each in papers)
            fallen = [thesis["after"] for each in papers for thesis in each["theses"]]
            assert row["theses_lost"] == fallen.count("unsupported")
            assert row["papers"] == len(papers)


def test_a_bridge_is_a_work_that_two_papers_cite(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    with reading(store) as catalogue:
        found = {row["work"]: {each["paper"] for each in row["papers"]} for row in bridges(catalogue)}
        citing: dict[str, set[str]] = {}
        for name, paper_ in catalogue.rows("SELECT class, citing FROM cited"):
            citing.setdefault(name, set()).add(paper_)
    assert found == {name: papers for name, papers in citing.items() if len(papers) > 1}
    assert found


def test_of_papers_that_cite_a_bridge_those_whose_theses_it_lowers_are_named(tmp_path: Path) -> None:
    works = "works: {w: {title: Wet Summers, doi: 10.1000/wet}}\nendnotes: {1: {works: [w]}}\n"
    for number in range(9):
        place = tmp_path / "papers" / f"p{number}"
        place.mkdir(parents=True)
        kind = "thesis" if number == 8 else "claim"
        place.joinpath("sources.yaml").write_text(f"paper: {{id: p{number}, authors: [me]}}\n{works}")
        place.joinpath("claims.yaml").write_text(
            f"actors: {{me: {{name: Me}}}}\nclaims: {{c: {{text: It rained, kind: {kind}, cites: [1]}}}}\n"
        )
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    code, said = answered(["corpus", "bridges", "--store", str(tmp_path / "store")])
    assert (code, said.splitlines()) == (
        0,
        [
            "doi:10.1000/wet: Wet Summers (9 papers)",
            "- p8, as w: c (documented to unsupported)",
            "- and 8 papers where it lowers no thesis alone",
            "1 work (state 1).",
        ],
    )


def test_a_list_of_retractions_finds_its_works_in_all_papers(
    corpus: tuple[Path, list[Path]], claimgraph: Command, tmp_path: Path
) -> None:
    store, _ = corpus
    listed = tmp_path / "retracted.csv"
    listed.write_text(
        "Record ID,OriginalPaperDOI,RetractionDOI,RetractionNature\n"
        "1,10.1000/3,10.1000/99,Retraction\n2,unavailable,10.1000/0,Retraction\n"
        "3,10.1000/6,10.1000/98,Expression of concern\n"
    )
    answer = json.loads(claimgraph("withdraw", "--from", listed, "--store", store, "--json").stdout)
    assert answer["withdrawn"] == ["doi:10.1000/3"]
    assert {row["line"] for row in answer["matched"]} == {2}


CROSSREF = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason,Paywalled,Notes\n"
)


def listed_row(doi: str, nature: str, on: str, title: str = "T", year: int = 2010) -> str:
    return f"1,{title},(B),I,J,P,C,A. Smith,,Article,{on} 0:00,10.1000/0,0,1/1/{year} 0:00,{doi},0,{nature},+R,No,\n"


def test_a_list_as_it_is_published_withdraws_what_is_not_reinstated(
    corpus: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    listed = tmp_path / "retractions.csv"
    listed.write_text(
        CROSSREF
        + listed_row("10.1000/3", "Retraction", "3/2/2020")
        + listed_row("10.1000/6", "Retraction", "3/2/2020")
        + listed_row("10.1000/6", "Reinstatement", "3/2/2021")
        + listed_row("10.1000/9", "Correction", "3/2/2020")
        + listed_row("unavailable", "Retraction", "3/2/2020", "Study 2", 2010)
        + listed_row("0", "Retraction", "3/2/2020", "Study 5", 1999)
    )
    where = ["withdraw", "--from", str(listed), "--store", str(corpus[0]), "--json"]
    answer = json.loads(answered(where)[1])
    assert answer["withdrawn"] == ["doi:10.1000/3", "title:study2|2010|asmith"]
    assert json.loads(answered([*where, "--by", "doi"])[1])["withdrawn"] == ["doi:10.1000/3"]


def test_decisions_of_people_are_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    one, other = paper(1, "a", claims=3), paper(2, "b", claims=3)
    alike = {"title": "Rain", "creators": ("B. Falls",), "date": None}
    from claimgraph.model.entities import Date, Work

    work = Work(id="w", title="Rain", creators=("B. Falls",), date=Date(is_="2001"))
    bare = {"works": {"w": work}, "endnotes": {}, "claims": {}, "attacks": (), "limits": ()}
    folders(tmp_path / "papers", [each.model_copy(update=bare) for each in (one, other)])
    del alike
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    key = "title:rain|2001|bfalls"

    def distinct() -> int:
        with reading(store) as catalogue:
            return stats(catalogue)["distinct_works"]

    assert distinct() == 1
    with writing(store) as catalogue:
        kept.decide(catalogue, "split", key)
    assert distinct() == 2
    remove(["a"], store)
    add([tmp_path / "papers"], store, jobs=1)
    assert distinct() == 2
    with writing(store) as catalogue:
        kept.decide(catalogue, "split", key)
    assert distinct() == 1
    with reading(store) as catalogue:
        assert check(catalogue, all_=True)["problems"] == []


# One paper of a store


def one_paper_questions(dataset: Dataset, copy: Path) -> list[list[str]]:
    """Every command about one paper, as it is asked of a store."""
    name = dataset.paper.id
    claims, works = list(dataset.claims), list(dataset.works)
    first, last, here = f"{name}:{claims[0]}", f"{name}:{claims[-1]}", ["--paper", name]
    asked = [
        ["supports", first, "--json"],
        ["supports", last],
        ["supports", last, "--minimal"],
        ["supports", last, "--without", f"{name}:{claims[1]}", "--json"],
        ["supports", first, "--minimal", "--as-written", "--json"],
        ["supports", first, "--without", last, "--json"],
        ["supports", first, "--without-class", "own works", "--direct", "--json"],
        ["fragility", first, "--as-written", "--json"],
        ["path", last, first, "--against", "--json"],
        ["attacks", first, "--json"],
        ["acceptability", first, "--json"],
        ["show", first, "--json"],
        ["show", first],
        ["fragility", first, "--json"],
        ["case", first, "--json"],
        ["path", last, first, "--json"],
        ["common", first, last, "--json"],
        ["html", "--around", first],
        ["report", first, "--format", "md"],
        ["report", first, "--format", "html"],
        ["export", "svg", "--case", first],
    ]
    asked += [["show", f"{name}:{work}", "--json"] for work in works[:1]]
    for number in list(dataset.endnotes)[:1]:
        asked += [["show", f"{name}:note:{number}"], ["path", f"{name}:note:{number}", first, "--json"]]
    whole = (
        ["html"],
        ["html", "--text", str(copy)],
        ["html", "--as-written"],
        ["acceptability"],
        ["acceptability", "--json"],
        ["report"],
        ["report", "--json"],
    )
    asked += [[*each, *here] for each in whole]
    asked += [[each, "--text", str(copy), "--json", *here] for each in ("verify", "coverage", "todo")]
    forms = ("turtle", "nquads", "trig", "jsonld", "graphml", "gexf", "dot", "svg", "csv", "bibtex", "ris")
    asked += [["export", form, *here] for form in (*forms, "csl-json", "biblatex")]
    return asked


def assert_answers_as_its_folder(dataset: Dataset, folder: Path, store: Path, copy: Path) -> None:
    """Every command says of the paper in the store, but for ids, what it says of its folder."""
    name = dataset.paper.id
    for asked in one_paper_questions(dataset, copy):
        plain = [each.removeprefix(f"{name}:") for each in asked if each not in ("--paper", name)]
        code, alone = answered([*plain, "--data", str(folder)])
        assert code in (0, 1), alone
        again, stored = answered([*asked, "--store", str(store)])
        for written in (f"{name}:", f"{name}%3A") if asked[0] != "export" else ():
            stored = stored.replace(written, "")
        same = stored.replace(f"--store {store}", f"--data {folder}")
        if asked[0] in ("show", "acceptability", "supports") and "--json" not in asked:
            same, alone = " ".join(same.split()), " ".join(alone.split())  # longer ids, other line ends
        if asked[0] == "report" and "..." in stored + alone:
            continue  # longer ids, shorter excerpts; the report in JSON is compared
        assert (again, same) == (code, alone), asked


def test_a_paper_of_a_store_answers_as_its_folder_does(
    corpus: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    store, found = corpus
    copy = tmp_path / "copy.txt"
    copy.write_text("A heading\n\nBread was dear. It rained.\n")
    for dataset, folder in list(zip(PAPERS, found, strict=True))[:4]:
        assert_answers_as_its_folder(dataset, folder, store, copy)


@pytest.mark.slow
def test_fifty_papers_of_a_store_answer_as_their_folders_do(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text("A heading\n\nBread was dear. It rained.\n")
    datasets = [paper(seed) for seed in range(100, 150)]
    found = folders(tmp_path / "papers", datasets)
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    for dataset, folder in zip(datasets, found, strict=True):
        assert_answers_as_its_folder(dataset, folder, tmp_path / "store", copy)


def answered(arguments: list[str]) -> tuple[int, str]:
    """Exit code and output of the command, in this process."""
    import typer

    from claimgraph import _cli  # noqa: F401 - registers the commands made by hand
    from claimgraph.command.console import Done
    from claimgraph.command.enlisting import enlist

    app = typer.Typer()

    @app.callback(invoke_without_command=True)
    def begin(ctx: typer.Context) -> None:
        ctx.obj = None, None, False

    enlist(app, arguments)
    try:
        try:
            app(arguments, standalone_mode=False)
        except Done as done:
            return done.code, "".join(done.text)  # what is told bit by bit may end in an error
    except Exception as error:
        return 99, f"{type(error).__name__} {getattr(error, 'message', error)}"
    return 0, ""


ACROSS = (
    ["list", "claims"],
    ["list", "works"],
    ["list", "notes"],
    ["list", "actors"],
    ["list", "topics"],
    ["list", "arguments"],
    ["list", "attacks"],
    ["list", "limits"],
    ["list", "stances"],
    ["search", "claim"],
    ["gaps"],
    ["stances"],
    ["withdraw", "doi:10.1000/3"],
    ["withdraw", "doi:10.1000/3", "--as-written"],
    ["withdraw", "--rank"],
    ["corpus", "stats"],
    ["corpus", "check"],
    ["corpus", "works"],
    ["corpus", "works", "--decisions"],
    ["corpus", "bridges"],
)
ROWS = ("list", "search", "gaps", "stances")


@pytest.mark.parametrize("asked", ACROSS, ids=" ".join)
def test_an_answer_about_all_papers_has_the_shape_published_for_it(
    corpus: tuple[Path, list[Path]], asked: list[str]
) -> None:
    where = [*asked, "--store", str(corpus[0])]
    code, said = answered([*where, "--json"])
    assert code in (0, 1), said
    check_output([*where, "--json"], said)
    answer = json.loads(said)
    _, text = answered(where)
    assert "(state 1)" in text or "state 1," in text
    if isinstance(answer, dict):
        assert answer["generation"] == 1
    elif asked[0] in ROWS:
        assert json.loads(answered([*where, "--limit", "1", "--json"])[1]) == answer[:1]
        for form, head in (("csv", "paper,"), ("md", "| paper |")):
            _, table = answered([*where, "--format", form])
            assert table.startswith(head)


def test_a_list_without_rows_still_has_its_columns(corpus: tuple[Path, list[Path]]) -> None:
    where = ["list", "topics", "--store", str(corpus[0])]
    assert json.loads(answered([*where, "--json"])[1]) == []
    assert answered([*where, "--format", "csv"])[1].startswith("paper,id,")


def test_in_words_a_hundred_rows_are_shown_or_as_many_as_are_asked_for(
    corpus: tuple[Path, list[Path]],
) -> None:
    where = ["list", "claims", "--store", str(corpus[0])]
    count = sum(len(dataset.claims) for dataset in PAPERS)
    assert count > 100
    assert f"100 of {count} shown" in answered(where)[1]
    assert f"2 of {count} shown" in answered([*where, "--limit", "2"])[1]
    assert "shown" not in answered([*where, "--limit", "1000"])[1]
    papers = json.loads(answered(["withdraw", "doi:10.1000/3", *where[2:], "--limit", "1", "--json"])[1])
    assert len(papers["papers"]) == 1 < papers["count"]


def test_limit_and_by_are_for_a_store(claimgraph: Command) -> None:
    assert claimgraph("list", "claims", "--limit", "3").returncode == 2
    assert claimgraph("withdraw", "w", "--by", "doi").returncode == 2


def test_a_list_is_matched_by_dois_alone_where_that_is_asked(
    corpus: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    listed = tmp_path / "retracted.csv"
    listed.write_text(
        "Record ID,Title,OriginalPaperDate,OriginalPaperDOI,RetractionNature\n"
        "1,Study 3,1/1/2010 0:00,10.1000/3,Retraction\n2,Study 2,1/1/2010 0:00,unavailable,Retraction\n"
    )
    where = ["withdraw", "--from", str(listed), "--store", str(corpus[0]), "--json"]
    both = json.loads(answered(where)[1])
    assert {row["by"] for row in both["matched"]} == {"doi", "title"}
    alone = json.loads(answered([*where, "--by", "doi"])[1])
    assert {row["by"] for row in alone["matched"]} == {"doi"}
    assert alone["withdrawn"] == ["doi:10.1000/3"]
    assert answered([*where, "--by", "title"])[0] == 99


def test_classes_left_out_are_left_out_of_what_is_withdrawn_in_all_papers(
    corpus: tuple[Path, list[Path]],
) -> None:
    asked = ["withdraw", "doi:10.1000/3", "--without-class", "own works", "--store", str(corpus[0]), "--json"]
    answer = json.loads(answered(asked)[1])
    assert answer["without_classes"] == ["own works"]
    with reading(corpus[0]) as catalogue:
        for row in answer["papers"]:
            (dataset,) = (each for each in PAPERS if each.paper.id == row["paper"])
            gone = [("work", work) for work in row["works"]]
            alone = withdraw(evidence(dataset, without=["own works"]), gone)
            assert (row["lost"], row["weakened"]) == (alone["lost"], alone["weakened"])
        assert catalogue.generation == answer["generation"]
    for refused in (["search", "claim"], ["withdraw", "--rank"]):
        assert answered([*refused, "--as-written", *asked[-3:]])[0] == 99


FOLDERS = (
    ["check"],
    ["fmt"],
    ["rename", "p1:c1", "p1:c9"],
    ["remove", "p1:c1"],
    ["enrich", "x"],
    ["watch"],
    ["guide"],
    ["questions"],
)


@pytest.mark.parametrize("asked", FOLDERS, ids=" ".join)
def test_what_reads_or_changes_a_folder_is_not_asked_of_a_store(
    corpus: tuple[Path, list[Path]], tmp_path: Path, asked: list[str]
) -> None:
    folder = tmp_path / "a"
    folders(tmp_path, [paper(1, "a")])
    before = [each.read_bytes() for each in corpus[1][1].iterdir()]
    for where in (["--store", str(corpus[0])], ["--data", str(folder), "--paper", "p1"]):
        code, said = answered([*asked, *where])
        assert (code, "UsageError" in said) == (99, True)
    assert [each.read_bytes() for each in corpus[1][1].iterdir()] == before


def test_the_store_in_the_environment_is_for_what_can_be_asked_of_it(
    corpus: tuple[Path, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMGRAPH_STORE", str(corpus[0]))
    folder = folders(tmp_path, [paper(1, "a")])[0]
    assert "(state 1)" in answered(["list", "claims"])[1]
    assert "state" not in answered(["list", "claims", "--data", str(folder)])[1]
    assert answered(["check", "--data", str(folder)])[0] == 0
    assert "claimgraph supports" in answered(["questions", "supports"])[1]


@pytest.mark.parametrize("asked", [["stats"], ["check"], ["works"], ["dump"], ["add", "x"]], ids=" ".join)
def test_what_is_of_all_papers_takes_none_and_no_folder(
    corpus: tuple[Path, list[Path]], asked: list[str]
) -> None:
    for senseless in (["--paper", "p1"], ["--data", str(corpus[1][0])]):
        code, said = answered(["corpus", *asked, "--store", str(corpus[0]), *senseless])
        assert (code, "UsageError corpus" in said) == (99, True), said


def test_a_bare_name_is_looked_for_in_all_papers(
    corpus: tuple[Path, list[Path]], claimgraph: Command
) -> None:
    store, _ = corpus
    done = claimgraph("supports", "c1", "--store", store, "--json")
    assert done.returncode == 3
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "ambiguous-name"
    assert all(":" in each for each in error["candidates"])
    assert claimgraph("supports", "no-such-claim", "--store", store).returncode == 3
    assert claimgraph("supports", "p1:c1", "--store", store, "--data", store).returncode == 2
    assert claimgraph("supports", "p1:c1", "--paper", "p1").returncode == 2


def test_words_that_only_one_paper_has_say_which_it_is(
    corpus: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    texts = {"a": "Bread was dear", "b": "Bread was cheap"}
    made = [paper(1, name, claims=3) for name in texts]
    for dataset in made:
        first = next(iter(dataset.claims.values()))
        claims = dataset.claims | {first.id: first.model_copy(update={"text": texts[dataset.paper.id]})}
        folders(tmp_path / "papers", [dataset.model_copy(update={"claims": claims})])
    store = str(tmp_path / "store")
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    assert answered(["show", "dear bread", "--store", store])[1].startswith("a:c")
    assert "AmbiguousName" in answered(["show", "bread", "--store", store])[1]
    assert "AmbiguousName" in answered(["show", "note:1", "--store", store])[1]
    assert "UnknownName" in answered(["show", "xyzzyx", "--store", store])[1]


def test_stances_are_said_to_be_in_how_many_papers(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    having = sum(bool(dataset.stances) for dataset in PAPERS)
    count = sum(len(dataset.stances) for dataset in PAPERS)
    assert f"{count} row" in (said := answered(["stances", "--store", str(store)])[1]) or not count
    assert f"in {having} paper" in said


def test_what_fails_is_weighed_by_all_rows_not_by_those_shown(corpus: tuple[Path, list[Path]]) -> None:
    where = ["gaps", "--store", str(corpus[0])]
    kind = json.loads(answered([*where, "--json"])[1])[-1]["kind"]
    assert answered([*where, "--fail-on", kind, "--limit", "0"])[0] == 1


def test_bridges_may_be_those_of_a_paper_and_so_many(corpus: tuple[Path, list[Path]]) -> None:
    where = ["corpus", "bridges", "--store", str(corpus[0]), "--json"]
    every = json.loads(answered(where)[1])
    mine = json.loads(answered([*where, "--paper", "p1"])[1])
    assert mine == [row for row in every if "p1" in [each["paper"] for each in row["papers"]]]
    assert json.loads(answered([*where, "--limit", "1"])[1]) == every[:1]
    assert f"1 of {len(every)} shown" in answered([*where[:-1], "--limit", "1"])[1]


def test_a_paper_that_is_not_there_is_an_error_for_every_question(corpus: tuple[Path, list[Path]]) -> None:
    for asked in (["search", "claim"], ["withdraw", "--rank"], ["list", "works"], ["corpus", "bridges"]):
        assert "UnknownName" in answered([*asked, "--paper", "p99", "--store", str(corpus[0])])[1]


def test_rows_of_all_papers_are_those_of_each_with_the_paper_first(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    rows = json.loads(answered(["gaps", "--store", str(store), "--json"])[1])
    assert [next(iter(row)) for row in rows] == ["paper"] * len(rows)
    for dataset in PAPERS:
        name = dataset.paper.id
        mine = [row for row in rows if row["paper"] == name]
        bare = json.loads(
            json.dumps([{k: v for k, v in row.items() if k != "paper"} for row in mine]).replace(
                f"{name}:", ""
            )
        )
        assert bare == gaps(evidence(dataset))
    assert [row["paper"] for row in rows] == sorted(row["paper"] for row in rows)


def test_search_finds_in_all_papers_what_each_finds(corpus: tuple[Path, list[Path]]) -> None:
    from claimgraph.naming.searching import search as in_one

    store, _ = corpus
    with reading(store) as catalogue:
        for query in ("claim", "claim c1", "clam c2", "c3 press"):
            found = {hit["id"] for hit in search(catalogue, query)["hits"]}
            for dataset in PAPERS:
                hits = [hit for hit in in_one(dataset, query, ("claim",)) if hit["every_word"]]
                assert {f"{dataset.paper.id}:{hit['id']}" for hit in hits} <= found, query
        with pytest.raises(UsageError):
            search(catalogue, " ")
        assert search(catalogue, "xyzzyx")["hits"] == []


def found_in(store: Path, query: str, **more: Any) -> list[str]:
    with reading(store) as catalogue:
        return [hit["id"] for hit in search(catalogue, query, **more)["hits"]]


def said(id_: str, *texts: str, theses: int = 0) -> Dataset:
    """A paper that says ``texts``, the first ``theses`` of them as theses."""
    kinds = ["thesis"] * theses + ["claim"] * len(texts)
    claims = {
        f"c{at}": Claim.model_validate({"id": f"c{at}", "text": text, "kind": kind})
        for at, (text, kind) in enumerate(zip(texts, kinds, strict=False))
    }
    return Dataset(
        paper=Paper(id=id_, authors=("me",)), actors={"me": Actor(id="me", name="Me")}, claims=claims
    )


SAYINGS = st.lists(
    st.text("abeilngsty", min_size=1, max_size=9)
    | st.sampled_from(("hoping", "hope", "война", "войной", "日本の")),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAYINGS, st.randoms())
def test_a_word_is_found_in_a_store_however_one_paper_finds_it(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], random_: random.Random
) -> None:
    """Inflected, begun, or one letter wrong anywhere."""
    from claimgraph.naming.searching import search as in_one

    place = tmp_path_factory.mktemp("said")
    dataset = said("p", *words)
    folders(place, [dataset])
    add([place], place / "store", jobs=1)
    asked = random_.choice(words)
    at = random_.randrange(len(asked))
    for query in (
        asked,
        asked[:-1],
        asked[:at] + asked[at + 1 :],
        asked[:at] + "e" + asked[at:],
        asked + "ing",
    ):
        if not query:
            continue
        alone = {f"p:{hit['id']}" for hit in in_one(dataset, query, ("claim",)) if hit["every_word"]}
        assert alone <= set(found_in(place / "store", query)), query


def test_a_word_that_no_paper_has_any_more_is_a_typing_error_again(tmp_path: Path) -> None:
    folders(tmp_path / "papers", [said("a", "winter"), said("b", "wintar")])
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    assert found_in(store, "wintar") == ["b:c0"]
    remove(["b"], store)
    assert found_in(store, "wintar") == ["a:c0"]
    with reading(store) as catalogue:
        assert check(catalogue, all_=True)["problems"] == []


def test_claims_that_fit_alike_come_by_paper_then_in_file_order(tmp_path: Path) -> None:
    folders(tmp_path / "one", [said("z", "red fox", "red fox")])
    folders(tmp_path / "two", [said("a", "red fox", "a red and very slow old fox", "red fox")])
    store = tmp_path / "store"
    for part in ("one", "two"):
        add([tmp_path / part], store, jobs=1)
    assert found_in(store, "red fox") == ["a:c0", "a:c2", "z:c0", "z:c1", "a:c1"]
    assert found_in(store, "red fox", limit=3) == ["a:c0", "a:c2", "z:c0"]
    assert found_in(store, "red fox", papers=["z"]) == ["z:c0", "z:c1"]


def test_of_more_claims_than_are_ranked_theses_come_first_then_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimgraph.store.searching.MOST_RANKED", 4)
    papers = [said("z", "fox", "fox", theses=1), said("a", "fox", "fox", "fox"), said("m", "fox", theses=1)]
    for each in papers:
        folders(tmp_path / each.paper.id, [each])
        add([tmp_path / each.paper.id], tmp_path / "store", jobs=1)
    everything = ["m:c0", "z:c0", "a:c0", "a:c1", "a:c2", "z:c1"]
    assert found_in(tmp_path / "store", "fox") == everything
    assert found_in(tmp_path / "store", "fox", limit=3) == everything[:3]
    with reading(tmp_path / "store") as catalogue:
        answer = search(catalogue, "fox", limit=3)
    assert (answer["count"], answer["ranked"], {hit["score"] for hit in answer["hits"]}) == (6, False, {0})


def test_a_named_query_runs_on_each_papers_graph(
    corpus: tuple[Path, list[Path]], claimgraph: Command
) -> None:
    store, found = corpus
    asked = ["sparql", "bare-assertions" if False else "anomalies", "--json"]
    both = claimgraph(*asked, "--store", store, "--paper", "p1", "--paper", "p2")
    assert both.returncode == 0, both.stderr
    answer = json.loads(both.stdout)
    assert answer["head"]["vars"][0] == "paper"
    rows = 0
    for folder in found[1:3]:
        rows += len(json.loads(claimgraph(*asked, "--data", folder).stdout)["results"]["bindings"])
    assert len(answer["results"]["bindings"]) == rows


PLOS = sorted((Path(__file__).resolve().parents[2] / "shared" / "plos").glob("*.xml"))


@pytest.mark.skipif(not PLOS, reason="the articles of ../shared/plos are not here")
def test_real_articles_meet_in_the_works_that_they_cite(tmp_path: Path) -> None:
    from claimgraph.answers.importing import import_

    (tmp_path / "papers").mkdir()
    for name in ("pmed.0020124", "pmed.1000097", "pone.0046041"):
        import_([PLOS[0].with_name(f"journal.{name}.xml")], tmp_path / "papers" / name.replace(".", "-"))
    store = tmp_path / "store"
    assert len(add([tmp_path / "papers"], store, jobs=1)["added"]) == 3
    with reading(store) as catalogue:
        assert check(catalogue, all_=True)["problems"] == []
        found = stats(catalogue)
        assert found["claims"] == 0  # nobody has encoded them: they show works, and what falls with works
        assert 0 < found["distinct_works"] <= found["works"]
        rows = bridges(catalogue)
        assert rows
        for row in rows:
            assert len({each["paper"] for each in row["papers"]}) > 1
            answer = withdrawing.withdraw(catalogue, [row["work"]])
            assert answer["count"] == len(row["papers"])


# Broken machines


def test_a_process_that_is_killed_while_it_reads_a_paper_costs_that_paper_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimgraph.store.adding._read_one", reads_or_dies)
    monkeypatch.setattr("claimgraph.store.adding._WORTH_A_PROCESS", 1)
    folders(tmp_path / "papers", [paper(1, "a"), paper(2, "deadly"), paper(3, "p")])
    answer = add([tmp_path / "papers"], tmp_path / "store", jobs=2)
    assert answer["added"] == ["a", "p"]
    (left,) = answer["left_out"]
    assert Path(left["folder"]).name == "deadly"
    assert "ended by the system" in str(left["findings"][0]["message"])


def test_a_script_that_adds_without_asking_whether_it_is_the_main_module_runs_once(tmp_path: Path) -> None:
    folders(tmp_path / "papers", PAPERS)
    script = tmp_path / "mine.py"
    script.write_text(
        "from pathlib import Path\n"
        "from claimgraph.store.adding import add\n"
        "print(len(add([Path('papers')], Path('store'), jobs=2)['added']))\n"
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == (f"{len(PAPERS)}\n", "", 0)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "binary": lambda file: file.write_bytes(bytes(range(256)) * 40),
    "deep": lambda file: file.write_text("claims: " + "[" * 20000),
    "laughing": lambda file: file.write_text(
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise("abcdefghij"))
    ),
    "code": lambda file: file.write_text("!!python/object/apply:os.system [exit 3]"),
    "pipe": os.mkfifo,
    "loop": lambda file: file.symlink_to(file),
    "huge": lambda file: file.touch() or os.truncate(file, 10**9),
}


def test_a_hostile_paper_among_many_is_reported_with_its_place_and_the_rest_is_built(
    tmp_path: Path,
) -> None:
    folders(tmp_path / "papers", PAPERS[:3])
    for name, make in HOSTILE.items():
        (tmp_path / "papers" / name).mkdir()
        make(tmp_path / "papers" / name / "claims.yaml")
    answer = add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    assert answer["added"] == ["p0", "p1", "p2"]
    assert {Path(each["folder"]).name for each in answer["left_out"]} == set(HOSTILE)
    for each in answer["left_out"]:
        assert {"file", "line", "column", "message"} <= each["findings"][0].keys()
    with reading(tmp_path / "store") as catalogue:
        assert check(catalogue, all_=True)["problems"] == []
        assert len(stats(catalogue)["left_out"]) == len(HOSTILE)


def test_a_full_disk_is_said_and_leaves_what_was_there(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    folders(tmp_path / "papers", PAPERS[:6])
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    before = dumped(store)
    folders(tmp_path / "papers", PAPERS)
    size = (store / FILE).stat().st_size
    done = subprocess.run(
        [sys.executable, "-m", "claimgraph", "corpus", "add", tmp_path / "papers", "--store", store],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert (done.returncode, "Traceback" in done.stderr) == (5, False), done.stderr
    assert "cannot be written" in done.stderr
    assert dumped(store) == before
    assert len(add([tmp_path / "papers"], store, jobs=1)["added"]) == len(PAPERS) - 6


def test_a_store_in_a_folder_that_cannot_be_written_is_read(
    corpus: tuple[Path, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "store"
    place.mkdir()
    shutil.copy(corpus[0] / FILE, place)
    monkeypatch.setattr("os.access", lambda *_: False)
    before = sorted(place.iterdir())
    assert dumped(place) == dumped(corpus[0])
    assert sorted(place.iterdir()) == before


def test_a_second_writer_waits_and_then_says_who_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders(tmp_path / "papers", [paper(1, "a")])
    monkeypatch.setattr("claimgraph.store.catalogue._PATIENCE", 0.1)
    with writing(tmp_path / "store"), pytest.raises(FileError, match=f"process {os.getpid()}"):
        add([tmp_path / "papers"], tmp_path / "store", jobs=1)


def test_a_reader_sees_one_state_whatever_is_written(tmp_path: Path) -> None:
    folders(tmp_path / "papers", [paper(1, "a")])
    folders(tmp_path / "more", [paper(2, "b")])
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    with reading(tmp_path / "store") as catalogue:
        before = list(dump(catalogue)), catalogue.generation
        add([tmp_path / "more"], tmp_path / "store", jobs=1)
        assert (list(dump(catalogue)), catalogue.generation) == before
    with reading(tmp_path / "store") as catalogue:
        assert catalogue.generation == before[1] + 1


def test_a_store_of_another_version_is_refused_and_can_be_built_anew(tmp_path: Path) -> None:
    folders(tmp_path / "papers", [paper(1, "a")])
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    with sqlite3.connect(store / FILE) as connection:
        connection.execute("UPDATE meta SET value = 99 WHERE name = 'schema'")
    connection.close()
    before = (store / FILE).read_bytes()
    with pytest.raises(FileError, match="version 99"):
        reading(store)
    with pytest.raises(FileError, match="nothing was changed"):
        add([tmp_path / "papers"], store, jobs=1)
    assert (store / FILE).read_bytes() == before
    assert add([tmp_path / "papers"], store, jobs=1, rebuild=True)["added"] == ["a"]


def test_what_is_no_store_or_damaged_is_said_in_a_sentence(tmp_path: Path, claimgraph: Command) -> None:
    (tmp_path / "none").mkdir()
    done = claimgraph("list", "claims", "--store", tmp_path / "none")
    assert (done.returncode, "Traceback" in done.stderr) == (5, False)
    (tmp_path / "none" / FILE).write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    done = claimgraph("list", "claims", "--store", tmp_path / "none")
    assert (done.returncode, "Traceback" in done.stderr) == (5, False)
    assert clean(done.stderr)


def test_rows_of_a_store_that_others_can_write_are_not_believed(tmp_path: Path) -> None:
    folders(tmp_path / "papers", [paper(1, "a", claims=4)])
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    store.chmod(0o777)
    with reading(store) as catalogue:
        assert not catalogue.ours
        assert plain_dataset(catalogue, "a") == load(tmp_path / "papers" / "a")


def test_what_is_looked_up_thing_by_thing_is_the_data_set_that_was_added(
    corpus: tuple[Path, list[Path]],
) -> None:
    store, _ = corpus
    with reading(store) as catalogue:
        for dataset in PAPERS:
            assert plain_dataset(catalogue, dataset.paper.id) == dataset


def test_the_evidence_of_stored_bones_is_that_of_the_model(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    with reading(store) as catalogue:
        for dataset in PAPERS:
            name = dataset.paper.id
            fresh = carrying(dataset)
            assert carrying_bones(bones(dataset), name) == bones(fresh)
            for without in ((), ("reconstructions",)):
                found, whole = evidence_in(catalogue, name, without), evidence(fresh, without=without)
                assert found.dataset == whole.dataset
                assert [supports(found, each) for each in fresh.claims] == [
                    supports(whole, each) for each in fresh.claims
                ]


def test_a_damaged_entity_is_said_when_it_is_looked_at(tmp_path: Path) -> None:
    folders(tmp_path / "papers", [paper(1, "a", claims=4)])
    add([tmp_path / "papers"], tmp_path / "store", jobs=1)
    with writing(tmp_path / "store") as catalogue, catalogue.state():
        (model,) = catalogue.one("SELECT model FROM paper") or ()
        broken = zlib.decompress(model).replace(b'"text"', b'"tent"')
        catalogue.connection.execute("UPDATE paper SET model = ?", (zlib.compress(broken),))
    with reading(tmp_path / "store") as catalogue:
        claims = plain_dataset(catalogue, "a").claims
        with pytest.raises(FileError, match="damaged"):
            list(claims.values())


def test_no_paper_of_that_name_is_said_with_those_that_are_near(corpus: tuple[Path, list[Path]]) -> None:
    store, _ = corpus
    with pytest.raises(UnknownName):
        remove(["p99"], store)
    assert not issubclass(UnknownName, AmbiguousName)


@pytest.mark.parametrize("seed", range(4))
def test_a_build_that_is_killed_leaves_a_whole_state_and_a_second_one_finishes_it(
    tmp_path: Path, seed: int
) -> None:
    killed(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4, 100))
def test_builds_killed_at_many_moments_leave_whole_states(tmp_path: Path, seed: int) -> None:
    killed(tmp_path, seed)


@pytest.mark.parametrize("seed", range(2))
def test_a_removal_that_is_killed_leaves_a_whole_state(tmp_path: Path, seed: int) -> None:
    removal_killed(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 60))
def test_removals_killed_at_many_moments_leave_whole_states(tmp_path: Path, seed: int) -> None:
    removal_killed(tmp_path, seed)


def removal_killed(tmp_path: Path, seed: int) -> None:
    """Kill one removal after another at a random moment, look at what is there, and finish them."""
    folders(tmp_path / "papers", PAPERS[:12])
    store = tmp_path / "store"
    add([tmp_path / "papers"], store, jobs=1)
    program = (
        "import sys; from pathlib import Path; from claimgraph.store.adding import remove\n"
        "for at in range(8): remove([f'p{at}'], Path(sys.argv[1]))"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(store)])
    time.sleep(0.3 + random.Random(seed).random() * 0.4)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with reading(store) as catalogue:
        assert check(catalogue, all_=True)["problems"] == []
        left = [name for (name,) in catalogue.rows("SELECT id FROM paper")]
    remove([f"p{at}" for at in range(8) if f"p{at}" in left], store)
    found = [tmp_path / "papers" / f"p{at}" for at in range(8, 12)]
    add(found, tmp_path / "whole", jobs=1)
    assert dumped(store) == dumped(tmp_path / "whole")


def killed(tmp_path: Path, seed: int) -> None:
    """Kill ``corpus add`` at a random moment, then look at what is there, and finish it."""
    folders(tmp_path / "papers", PAPERS[:12])
    store = tmp_path / "store"
    program = (
        "import sys; from pathlib import Path; from claimgraph.store import adding; adding.BATCH = 2\n"
        "adding.add([Path(sys.argv[1])], Path(sys.argv[2]), jobs=1)"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "papers"), str(store)])
    time.sleep(0.2 + random.Random(seed).random() * 0.8)
    child.send_signal(signal.SIGKILL)
    child.wait()
    if (store / FILE).exists():
        with reading(store) as catalogue:
            assert check(catalogue, all_=True)["problems"] == []
    add([tmp_path / "papers"], store, jobs=1)
    add([tmp_path / "papers"], tmp_path / "whole", jobs=1)
    assert dumped(store) == dumped(tmp_path / "whole")


def test_keys_are_read_in_any_spelling() -> None:
    dataset = paper(0)
    for work in dataset.works.values():
        for kind, value in keys_of(work, dataset):
            assert kind in KINDS
            assert value == value.lower()
