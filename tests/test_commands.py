"""The real command: what it prints where, its exit codes, and how it takes bad input."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tiny import CLAIMS

ROOT = Path(__file__).resolve().parent.parent


def fails(run, code: int, words: str = "") -> None:
    """The run ended with ``code`` and one clear sentence on standard error, and no traceback."""
    assert run.returncode == code, (run.stdout, run.stderr)
    assert "Traceback" not in run.stderr + run.stdout
    assert run.stderr.startswith("claimgraph: ")
    assert words in run.stderr


# --- answers


def test_supports_answers_with_the_contract(claimgraph, folder):
    answer = json.loads(claimgraph("supports", "it-rains", "--json", "--data", folder()).stdout)
    assert answer["schema"] == "claimgraph/supports/1"
    assert (answer["root"], answer["status"]) == ("it-rains", "partly documented")
    assert (answer["endnotes"], answer["endnotes_below"], answer["assertions"]) == ([], [2], ["sky-grey"])
    argument = {"conclusion": "it-rains", "premises": ["streets-wet", "sky-grey"], "supported": True}
    assert argument.items() <= answer["arguments"]["it-rains/1"].items()
    assert answer["claims"]["it-rains"]["attacked_by"] == ["bureau-says-dry"]
    assert answer["notes"] == {
        "2": {"works": ["report"], "form": "ibid", "resolved_via": 1, "locator": "p. 4"}
    }
    assert answer["works"] == {"report": {"title": "A Report", "type": "report", "date": "2010"}}


def test_the_text_says_the_answer_first_then_what_it_rests_on(claimgraph, folder):
    run = claimgraph("supports", "it rains", "--data", folder())
    assert run.returncode == 0
    assert run.stderr == ""
    assert run.stdout.index("It rains") < run.stdout.index("The streets are wet") < run.stdout.index("[2]")
    assert "partly documented" in run.stdout.partition("The streets are wet")[0]
    for word in ("A Report", "p. 4", "sky-grey"):
        assert word in run.stdout
    assert "\x1b" not in run.stdout
    assert not re.search("[\u2500-\u257f]", run.stdout), "no boxes in a pipe"


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["attacks", "it-rains"], {"claim", "attacked_by", "attacks", "acceptability"}),
        (["path", "report", "it-rains"], {"from", "to", "chains", "also_needed"}),
        (["show", "it-rains"], {"id", "kind", "text", "claim_kind", "holder", "holders", "status", "endnotes",
                                "citations", "works", "passages", "supported_by", "supports", "attacked_by",
                                "attacks", "about", "anomalies"}),
        (["show", "note:2"], {"kind", "number", "form", "refers_to", "works", "locator", "accessed", "anomalies", "claims"}),
        (["show", "book"], {"kind", "id", "type", "title", "creators", "issuer", "date", "endnotes"}),
        (["show", "bureau"], {"kind", "id", "name", "type", "aliases"}),
        (["show", "it-rains/1"], {"kind", "id", "conclusion", "premises"}),
        (["list", "claims"], {"id", "text", "claim_kind", "holder", "status", "endnotes"}),
        (["list", "arguments"], {"id", "conclusion", "premises"}),
        (["list", "notes"], {"number", "form", "refers_to", "works", "locator", "accessed", "anomalies", "claims"}),
        (["list", "works"], {"id", "type", "title", "creators", "issuer", "date", "endnotes"}),
        (["list", "actors"], {"id", "name", "type", "aliases"}),
        (["stances"], {"actor", "topic", "polarity", "claims", "endnotes"}),
    ],
)  # fmt: skip
def test_json_answers_have_the_keys_of_the_contract(claimgraph, folder, arguments, keys):
    run = claimgraph(*arguments, "--json", "--data", folder())
    answer = json.loads(run.stdout)
    assert run.returncode == 0
    assert keys <= set(answer[0] if isinstance(answer, list) else answer)


def test_options_stand_before_or_after_the_command(claimgraph, folder):
    data = folder()
    after = claimgraph("list", "claims", "--json", "--data", data)
    before = claimgraph("--data", data, "--format", "json", "list", "claims")
    assert json.loads(after.stdout) == json.loads(before.stdout)
    assert len(json.loads(after.stdout)) == 4


def test_without_a_command_it_says_what_is_there_and_what_to_ask(claimgraph, folder):
    run = claimgraph("--data", folder())
    assert run.returncode == 0
    assert "A Paper" in run.stdout
    assert re.search(r"claimgraph supports --data \S+ it-rains", run.stdout)


def test_an_answer_as_a_table(claimgraph, folder):
    data = folder()
    csv = claimgraph("list", "claims", "--format", "csv", "--data", data).stdout.splitlines()
    assert {"id", "text", "claim_kind", "holder", "status", "endnotes"} <= set(csv[0].split(","))
    assert len(csv) == 5
    assert "| it-rains |" in claimgraph("list", "claims", "--format", "md", "--data", data).stdout
    fails(claimgraph("supports", "it-rains", "--format", "csv", "--data", data), 2, "text or json")


def test_a_plain_no_is_exit_code_1(claimgraph, folder):
    data = folder()
    assert claimgraph("path", "it-rains", "report", "--data", data).returncode == 1
    assert claimgraph("search", "zebra", "--data", data).returncode == 1
    assert (
        claimgraph(
            "list", "claims", "--holder", "bureau", "--status", "unsupported", "--data", data
        ).returncode
        == 0
    )


def test_check_lists_findings_and_ends_with_1_on_errors_only(claimgraph, folder):
    good = claimgraph("check", "--json", "--data", folder())
    assert (good.returncode, json.loads(good.stdout)) == (0, [])
    warned = claimgraph("check", "--data", folder(CLAIMS.replace("to: it-rains}", "to: it-rains/1}")))
    assert warned.returncode == 0
    assert "claims.yaml:" in warned.stdout
    data = folder(CLAIMS.replace("sky-grey]", "sky-gray]"))
    bad = claimgraph("check", "--json", "--data", data)
    assert bad.returncode == 1
    finding = json.loads(bad.stdout)[0]
    assert set(finding) == {"file", "line", "column", "severity", "code", "message", "hint"}
    assert (finding["file"], finding["line"]) == (f"{data}/claims.yaml", 13)


# --- names


@pytest.mark.parametrize("name", ["it-rains", "it-r", "it rains", "rians", "IT-RAINS"])
def test_a_claim_is_named_by_id_beginning_or_words(claimgraph, folder, name):
    run = claimgraph("show", name, "--json", "--data", folder())
    assert json.loads(run.stdout)["id"] == "it-rains"


def test_an_unknown_name_lists_what_comes_near(claimgraph, folder):
    data = folder()
    fails(
        claimgraph("supports", "streets-wett", "--data", data, "--depth", "1"), 3, "streets-wet"
    ) if False else None
    run = claimgraph("supports", "zebra-crossing", "--data", data)
    fails(run, 3, "zebra-crossing")
    error = json.loads(claimgraph("supports", "zebra-crossing", "--data", data, "--json").stdout)["error"]
    assert error["code"] == "unknown-name"
    assert "candidates" in error


def test_an_ambiguous_name_lists_its_candidates(claimgraph, folder):
    claims = CLAIMS.replace("attacks:", "  sky-blue: {text: The sky is blue}\nattacks:")
    run = claimgraph("supports", "sky", "--data", folder(claims))
    fails(run, 3, "sky-blue")
    assert "sky-grey" in run.stderr
    error = json.loads(claimgraph("supports", "sky", "--json", "--data", folder(claims)).stdout)["error"]
    assert error["code"] == "ambiguous-name"
    assert set(error["candidates"]) == {"sky-blue", "sky-grey"}


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_query_is_a_usage_error(claimgraph, folder, query):
    fails(claimgraph("supports", query, "--data", folder()), 2)
    fails(claimgraph("search", query, "--data", folder()), 2)


# --- usage


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["suports", "x"], "Did you mean 'supports'"),
        (["supports"], "CLAIM"),
        (["supports", "a", "b"], "b"),
        (["list", "claimz"], "claims"),
        (["supports", "it-rains", "--dept", "3"], "--depth"),
        (["supports", "it-rains", "--depth", "x"], "--depth"),
        (["supports", "it-rains", "--format", "yaml"], "text or json"),
        (["export", "turtel"], "turtle"),
    ],
)
def test_wrong_usage_is_exit_code_2_in_words_and_in_json(claimgraph, folder, arguments, words):
    data = folder()
    fails(claimgraph(*arguments, "--data", data), 2, words)
    if "--format" not in arguments:
        run = claimgraph("--json", "--data", data, *arguments)
        assert run.returncode == 2
        assert json.loads(run.stdout)["error"]["code"] == "usage"


# --- bad data

BAD = {
    "empty": b"",
    "binary": bytes(range(256)) * 100,
    "latin-1": "claims:\n  a: {text: café}\n".encode("latin-1"),
    "tabs": b"claims:\n\ta:\n\t\ttext: A\n",
    "a list": b"- a\n- b\n",
    "half-written": CLAIMS.encode()[:300],
    "100 MB": b"# " + b"x" * 100_000_000,
    "10,000 deep": b"claims: " + b"[" * 10_000,
    "10,000 deep in blocks": b"".join(b" " * n + b"a:\n" for n in range(10_000)),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_read_is_exit_code_4_and_check_says_where(claimgraph, folder, kind):
    data = folder(BAD[kind])
    fails(claimgraph("supports", "it-rains", "--data", data), 4, f"{data}/claims.yaml:")
    checked = claimgraph("check", "--data", data)
    assert checked.returncode == 1
    assert re.search(r"claims\.yaml:\d+:\d+: error: ", checked.stdout)
    assert "Traceback" not in checked.stderr


def test_missing_files_and_folders_are_said(claimgraph, folder, tmp_path):
    fails(claimgraph("supports", "x", "--data", folder(CLAIMS, None)), 4, "sources.yaml")
    fails(claimgraph("supports", "x", "--data", tmp_path / "none"), 4, "no such folder")
    fails(claimgraph("supports", "x", "--data", tmp_path / "set" / "claims.yaml"), 4, "not a folder")
    error = json.loads(claimgraph("supports", "x", "--json", "--data", tmp_path / "none").stdout)["error"]
    assert error["code"] == "data"
    assert error["findings"][0]["code"] == "missing-folder"
    assert claimgraph("check", "--data", tmp_path / "none").returncode == 1


def test_the_data_set_is_found_in_the_documented_order(claimgraph, folder, tmp_path):
    data = folder()
    (tmp_path / "work").mkdir()
    bundled = json.loads(claimgraph("list", "notes", "--json", cwd=tmp_path / "work").stdout)
    assert len(bundled) == 33
    shutil.copytree(data, tmp_path / "work" / "data")
    assert len(json.loads(claimgraph("list", "notes", "--json", cwd=tmp_path / "work").stdout)) == 3
    (tmp_path / "work" / "data" / "sources.yaml").unlink()
    fails(claimgraph("list", "notes", cwd=tmp_path / "work"), 4, "sources.yaml")


# --- output


@pytest.mark.parametrize("command", [["html"], ["export", "turtle"]])
def test_output_that_cannot_be_written_is_exit_code_5_and_leaves_nothing(
    claimgraph, folder, tmp_path, command
):
    data = folder()
    (tmp_path / "out").mkdir()
    for place in ("missing/a", "out", "/dev/full"):
        fails(claimgraph(*command, "-o", place, "--data", data), 5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "set"]
    assert list((tmp_path / "out").iterdir()) == []
    run = claimgraph(*command, "-o", "out/a", "--data", data)
    assert (run.returncode, run.stdout) == (0, "")
    assert "out/a" in run.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a"]


def test_a_full_standard_output_is_exit_code_5(folder):
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "claimgraph", "list", "claims", "--data", folder()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert run.returncode == 5
    assert "No space left" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(("claims", "code"), [(CLAIMS, 0), (CLAIMS.replace("sky-grey]", "sky-gray]"), 1)])
def test_a_closed_pipe_ends_quietly_with_the_code_it_would_have_had(folder, claims, code):
    process = subprocess.Popen(
        [sys.executable, "-m", "claimgraph", "check", "--json", "--data", folder(claims)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == code


def test_ctrl_c_is_exit_code_130(folder, tmp_path):
    os.mkfifo(tmp_path / "slow.rq")
    process = subprocess.Popen(
        [sys.executable, "-m", "claimgraph", "sparql", str(tmp_path / "slow.rq"), "--data", folder()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said


def test_no_id_is_cut_on_a_narrow_terminal(claimgraph, folder):
    long = "a-claim-with-an-id-that-is-longer-than-forty-columns-are-wide"
    data = folder(CLAIMS.replace("sky-grey", long))
    for arguments in (
        ["supports", "it-rains"],
        ["list", "claims"],
        ["show", "it-rains/1"],
        ["search", "grey"],
    ):
        assert long in claimgraph(*arguments, "--data", data, env={"COLUMNS": "40"}).stdout


def test_nothing_from_the_data_acts_on_a_terminal(claimgraph, folder):
    data = folder(CLAIMS.replace("The sky is grey", '"The [27] [/] [bold]sky\u202e is grey"'))
    for arguments in (["supports", "it-rains"], ["list", "claims"], ["show", "sky-grey"]):
        shown = claimgraph(*arguments, "--data", data).stdout
        assert "\u202e" not in shown
        assert "[27] [/] [bold]sky" in shown


# --- the shell, and other ways in


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_ids_are_completed(folder, shell):
    line = f"claimgraph --data {folder()} supports str"
    environment = {
        **os.environ,
        "_CLAIMGRAPH_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": "4",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    tool = "import sys; sys.argv[0] = 'claimgraph'; from claimgraph._cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", tool], env=environment, capture_output=True, text=True, check=False
    )
    assert "streets-wet" in run.stdout
    assert "sky-grey" not in run.stdout


def test_the_wheel_carries_the_paper_and_works_in_an_empty_folder(tmp_path):
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", tmp_path, ROOT], check=True, capture_output=True)
    wheel = next(tmp_path.glob("claimgraph-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    assert {name.partition("/")[0] for name in names} == {
        "claimgraph",
        f"{wheel.name[: -len('-py3-none-any.whl')]}.dist-info",
    }
    (tmp_path / "empty").mkdir()

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "claimgraph", *arguments],
            cwd=tmp_path / "empty",
            env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert len(json.loads(run("list", "notes", "--json"))) == 33
    run("html", "-o", "page.html")
    assert "d3js.org/d3-zoom" in (tmp_path / "empty" / "page.html").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")}
    assert {name.rpartition("/")[2] for name in names if name.startswith("claimgraph/_docs/")} == pages
    run("init", "begun")
    assert run("schema", "claims") == (tmp_path / "empty" / "begun" / "claims.schema.json").read_text("utf-8")
    assert run("guide", "encoding") == (ROOT / "docs" / "encoding.md").read_text("utf-8")


def test_nothing_is_imported_where_it_is_not_used(folder, tmp_path):
    probe = (
        "import os, sys; os._exit = sys.exit; sys.argv = ['claimgraph', *sys.argv[1:]]\n"
        "from claimgraph._cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )

    def imported(*arguments: str) -> set[str]:
        command = [sys.executable, "-c", probe, *arguments]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        return set(run.stderr.split())

    data = str(folder())
    heavy = {
        "rdflib",
        "networkx",
        "pyvis",
        "pydantic",
        "yaml",
        "pyoxigraph",
        "rich",
        "edtf",
        "numpy",
        "IPython",
    }
    assert not imported("--help") & heavy
    (tmp_path / "essay.txt").write_text("A Title\n\nIt rains.[1]\n\nNotes\n\n[1] Ann Lee, Rain (1999), 3.\n")
    assert not imported("import", str(tmp_path / "essay.txt"), "-o", str(tmp_path / "essay")) & heavy
    assert imported("supports", "it-rains", "--data", data) & heavy == {"networkx", "pydantic", "yaml"}
    assert imported("sparql", "ASK {}", "--data", data) & heavy <= {"rdflib", "pydantic", "yaml"}
    assert not imported("check", "--data", data) & (heavy - {"pydantic", "yaml"})


# --- what was asked for is done or refused, never dropped


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["withdraw"], "nothing to withdraw is named"),
        (["withdraw", "book", "--rank"], "by themselves"),
        (["withdraw", "--rank", "--pairs"], "by themselves"),
        (["html", "--depth", "1"], "--around"),
        (["sparql", "ASK {}", "--set", "x=1"], "--set"),
        (["export", "turtle", "--format", "csv"], "no form"),
        (["report", "-o", "report.docx"], "md, html or json"),
        (["acceptability", "it-rains", "--af", "some.apx"], "--af"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(claimgraph, folder, arguments, words):
    fails(claimgraph(*arguments, "--data", folder()), 2, words)


def test_the_oddities_of_the_paper_are_listed_at_their_places(claimgraph, folder):
    claims = CLAIMS.replace(
        "cites: [2]", "cites: [2]\n    anomalies: [{kind: wrong year, printed: 2104, why: later}]"
    )
    data = folder(claims)
    plain = claimgraph("check", "--data", data)
    assert plain.returncode == 0
    assert "1 oddity of the paper recorded" in plain.stdout
    listed = json.loads(claimgraph("check", "--oddities", "--json", "--data", data).stdout)
    assert [(found["severity"], found["code"]) for found in listed] == [("note", "oddity")]
    assert listed[0]["line"] == claims[: claims.index("streets-wet:\n")].count("\n") + 1
    assert json.loads(claimgraph("check", "--json", "--data", data).stdout) == []


def test_what_to_ask_next_asks_the_same_data_set(claimgraph, folder):
    data = folder()
    shown = claimgraph("supports", "it-rains", "--data", data).stdout
    following = re.search(r"Next:\s+claimgraph (.*)", shown)[1].split()
    assert following[1:3] == ["--data", str(data)]
    assert claimgraph(*following).returncode == 0


def test_with_json_a_written_document_is_named_on_standard_output(claimgraph, folder, tmp_path):
    run = claimgraph("export", "dot", "-o", "a.dot", "--json", "--data", folder())
    assert json.loads(run.stdout) == {"wrote": "a.dot", "bytes": (tmp_path / "a.dot").stat().st_size}


def test_open_prints_where_the_page_is_when_there_is_no_browser(claimgraph, folder, tmp_path):
    environment = {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "BROWSER": "none-such",
        "DISPLAY": "",
        "PATH": "",
    }
    run = claimgraph("open", "it-rains", "--json", "--data", folder(), env=environment)
    answer = json.loads(run.stdout)
    assert answer["opened"] is False
    assert answer["url"].endswith("/claimgraph/p.html#it-rains")
    assert (tmp_path / "cache" / "claimgraph" / "p.html").stat().st_size > 100_000


def test_open_hands_the_address_to_the_browser_and_keeps_its_talk_apart(claimgraph, folder, tmp_path):
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "BROWSER": "echo %s"}
    run = claimgraph("open", "27", "--json", env=environment)
    assert json.loads(run.stdout)["opened"] is True
    assert "#27" in run.stderr
