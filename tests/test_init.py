"""``init``, and what stands beside the files of every new data set."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from test_json_schema import is_valid

from claimgraph.answers.add import add
from claimgraph.answers.companions import accompanied
from claimgraph.answers.importing import import_
from claimgraph.answers.init import init
from claimgraph.errors import FileError
from claimgraph.loading import check, load

TWO = ("claims.yaml", "sources.yaml")


@pytest.fixture(params=["init", "import"])
def begun(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new data set, begun either way."""
    folder = tmp_path / "new"
    if request.param == "init":
        init(folder, title="On Rain", authors=["Ann Lee"])
    else:
        (tmp_path / "rain.md").write_text(
            "# On Rain\n\nIt rains.[^1]\n\n[^1]: A. Lee, *Rain* (London: Verso, 1999), 2.\n"
        )
        import_([tmp_path / "rain.md"], folder, authors=["Ann Lee"])
    return folder


def test_a_new_data_set_has_no_error(begun: Path) -> None:
    assert [finding for finding in check(begun) if finding.severity == "error"] == []
    data = load(begun)
    assert data.paper.title == "On Rain"
    assert data.paper.authors == ("ann-lee",)


@pytest.mark.parametrize("name", TWO)
def test_the_first_line_names_the_schema_beside_it_and_the_file_validates(begun: Path, name: str) -> None:
    text = (begun / name).read_text("utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named
    assert json.loads((begun / named[1]).read_text("utf-8"))["title"].startswith(name)
    assert is_valid(name, text)


@pytest.mark.parametrize("name", TWO)
def test_the_example_in_the_comments_validates(begun: Path, name: str) -> None:
    head = (begun / name).read_text("utf-8").partition("claimgraph: 1")[0]
    example = "\n".join(line[2:] for line in head.partition("#\n")[2].splitlines())
    assert yaml.safe_load(example)
    assert is_valid(name, example)


def test_commits_and_servers_run_check(begun: Path) -> None:
    (hook,) = yaml.safe_load((begun / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    steps = yaml.safe_load((begun / ".github" / "workflows" / "check.yml").read_text())["jobs"]["check"][
        "steps"
    ]
    assert hook["entry"] == steps[-1]["run"] == "claimgraph check --data ."
    assert all(re.search(hook["files"], name) for name in TWO)


def test_the_copy_is_not_for_git(begun: Path) -> None:
    assert "paper.txt" in (begun / ".gitignore").read_text().splitlines()


def test_agents_have_one_page_with_ten_rules_and_a_fragment_that_validates(begun: Path) -> None:
    page = (begun / "AGENTS.md").read_text("utf-8")
    assert page.count("\n") < 80
    assert re.findall(r"^(\d+)\. ", page, re.M) == [str(number) for number in range(1, 11)]
    assert "## When to stop" in page
    loop = [page.index(f"claimgraph {verb} ") for verb in ("todo", "add", "check", "gaps")]
    assert loop == sorted(loop)
    fragment = page.partition("<<'EOF'")[2].partition("\n")[2].partition("EOF")[0]
    assert is_valid("claims.yaml", fragment)


def test_the_fragment_on_that_page_is_accepted_as_it_stands(tmp_path: Path) -> None:
    essay = "# Bread\n\n## The Price\n\nIt was dear.[^1] He said why.[^2]\n\nWe turn to him.\n\n[^1]: A. Lee, *Rain* (London: Verso, 1999), 2.\n\n[^2]: Ibid.\n"
    (tmp_path / "bread.md").write_text(essay)
    import_([tmp_path / "bread.md"], tmp_path / "bread")
    page = (tmp_path / "bread" / "AGENTS.md").read_text("utf-8")
    fragment = page.partition("<<'EOF'")[2].partition("\n")[2].partition("EOF")[0]
    answer = add(tmp_path / "bread", fragment)
    assert answer["added"][:3] == ["mayor", "bread-is-dear", "mayor-knows-why"]
    assert answer["left"] == 1  # the title


@pytest.mark.parametrize("names", [[], ["Ann"], ["Ann", "Ann"], ["1984"], ["!?"], ["Paper"]])
@pytest.mark.parametrize("title", [None, "", "2024", "Ann", "On Rain: a “study” #1\nof rain", "雨"])
def test_whatever_the_paper_and_its_authors_are_called(
    tmp_path: Path, names: list[str], title: str | None
) -> None:
    init(tmp_path / "new", title=title, authors=names)
    data = load(tmp_path / "new")
    assert len(data.paper.authors) == max(len(names), 1)
    assert data.paper.title == (" ".join(title.split()) or None if title else None)


def test_a_folder_with_anything_in_it_is_refused_and_left_as_it_is(
    tmp_path: Path, claimgraph: Callable
) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(FileError, match="not empty"):
        init(tmp_path)
    refused = claimgraph("init", tmp_path, "--json")
    assert refused.returncode == 5
    assert json.loads(refused.stdout)["error"]["code"] == "file"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_all_of_it_is_written_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(files: dict[str, str]) -> dict[str, str]:
        return {**accompanied(files), ".github/workflows/last.yml": "\udc80"}

    monkeypatch.setattr("claimgraph.answers.init.accompanied", full)
    with pytest.raises(FileError):
        init(tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_the_commands_print_what_was_written(tmp_path: Path, claimgraph: Callable) -> None:
    done = claimgraph("init", "new", "--json")
    assert done.returncode == 0
    files = json.loads(done.stdout)["files"]
    assert files == sorted(
        str(path.relative_to(tmp_path / "new")) for path in (tmp_path / "new").rglob("*") if path.is_file()
    )
    schema = claimgraph("schema", "claims")
    assert schema.stdout == (tmp_path / "new" / "claims.schema.json").read_text()
    unknown = claimgraph("schema", "clams")
    assert unknown.returncode == 3
