"""Nothing in the repository repeats the paper: the encoding is in our own words.

Free are titles and headings, names of documents and offices.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from claimgraph.loading import load

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT.parent / "shared" / "paper.txt"
RUN = 9
PICTURES = {".png", ".jpg", ".gif", ".ico", ".woff", ".woff2", ".gz", ".whl", ".zip"}


def words(text: str) -> list[str]:
    """The words of ``text``; an apostrophe is no boundary, a note marker no word."""
    bare = re.sub(r"\[[0-9]+\]", " ", text).lower()
    return re.findall(r"[^\W_]+", re.sub("[’']", "", bare))


def body(text: str) -> str:
    """The running text before the notes: titles and headings are lines without a sentence's end."""
    before = text.split("\n[1] ")[0]
    lines = [line for line in before.split("\n") if len(line) > 100 or re.search(r"[.:;\]”]\s*$", line)]
    return "\n".join(lines)


def runs(of: list[str]) -> dict[tuple[str, ...], int]:
    return {tuple(of[place : place + RUN]): place for place in range(len(of) - RUN + 1)}


def names() -> list[str]:
    """Titles, headings and names of documents, which are free."""
    dataset = load(ROOT / "data")
    paper = dataset.paper
    headings = [section.heading for section in paper.sections]
    return [
        *headings,
        paper.title or "",
        paper.venue or "",
        *(work.title for work in dataset.works.values()),
    ]


def tracked() -> list[Path]:
    """Every file under version control, and every new one that is not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("no repository: what is tracked is not known")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


@pytest.mark.skipif(not COPY.exists(), reason="no copy of the paper at ../shared/paper.txt")
def test_no_nine_words_of_the_paper_stand_in_any_file() -> None:
    paper = runs(words(body(COPY.read_text("utf-8")))).keys()
    assert len(paper) > 4000
    for name in names():
        paper -= runs(words(name)).keys()
    found = []
    for path in tracked():
        if path.is_symlink() or path.suffix.lower() in PICTURES or not path.is_file():
            continue
        content = words(path.read_bytes().decode("utf-8", "replace"))
        repeated = paper & runs(content).keys()
        found += [f"{path.relative_to(ROOT)}: {' '.join(run)}" for run in sorted(repeated)[:3]]
    assert found == []


def test_a_repetition_would_be_noticed_whatever_its_punctuation() -> None:
    said = "The ferry’s crew saw “nine” lights, and counted them [3] all over again."
    paper = runs(words(said))
    assert paper.keys() & runs(words("x the ferry's crew saw nine lights and counted them y")).keys()
    assert not paper.keys() & runs(words("the ferry's crew saw nine lights and they counted them")).keys()
