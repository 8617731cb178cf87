"""``claimgraph import``: from a file to a folder, all of it or nothing."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from random_citations import paper, render
from shapes import assert_shaped, check_output
from small_pdf import typeset

from claimgraph.anchoring.covering import coverage
from claimgraph.anchoring.verifying import verify
from claimgraph.answers.importing import Made, import_, make
from claimgraph.deeds import DEEDS
from claimgraph.documents.files import read
from claimgraph.documents.sentences import split
from claimgraph.editing.write import write
from claimgraph.errors import ClaimgraphError, FileError, LimitError
from claimgraph.files import write_folder
from claimgraph.loading import check, load

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
COPY = SHARED / "paper.txt"
(IMPORT,) = (deed for deed in DEEDS if deed.name == "import")
PLOS = sorted((SHARED / "plos").glob("*.xml"))

ESSAY = """Bread and Power

Anna Baker

1. Introduction

Bread was dear in the spring of that year, and everybody knew why it was.[1] The mayor said so himself, twice, in a letter that he never sent.[2]

2. The Harvest

Nobody harvested anything in that summer, which was wet, cold and far too short.[3] So prices rose, and with the prices rose the anger in the streets of the town.[4]

Notes

[1] Tom Lee, “The Price of Bread,” Past & Present 12 (1990): 8.

[2] Ibid., 9.

[3] Rosa Marsh, Wet Summers (London: Verso, 1999), 23.

[4] Lee, “The Price of Bread,” 11.
"""


def made(tmp_path: Path, text: str | bytes, name: str = "essay.txt", **options: object) -> Made:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return as_written(make(read([path], options.pop("form", None), options.pop("encoding", None)), **options))  # type: ignore[arg-type]


def as_written(of: Made) -> Made:
    """``of``, whose files are such as the writer of data sets writes, whose answer such as is published."""
    assert of.files == write(of.dataset)
    assert_shaped(IMPORT, of.answer)
    return of


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "claimgraph", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )
    check_output([*map(str, arguments)], done.stdout)
    return done


def kinds(of: Made) -> list[tuple[str, int | None]]:
    return [(look["kind"], look["note"]) for look in of.answer["problems"]]


def notes(of: Made) -> list[tuple[int, str | None, str]]:
    return [(note.number, note.label, note.form) for note in of.dataset.endnotes.values()]


# --- the folder


def test_an_import_writes_what_check_and_verify_accept(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text(ESSAY)
    folder = tmp_path / "data"
    answer = import_([tmp_path / "essay.txt"], folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        ".github",
        ".gitignore",
        ".pre-commit-config.yaml",
        "AGENTS.md",
        "claims.schema.json",
        "claims.yaml",
        "paper.txt",
        "sources.schema.json",
        "sources.yaml",
    ]
    assert "paper.txt" in (folder / ".gitignore").read_text()
    assert {finding.severity for finding in check(folder)} == {"warning"}
    dataset, text = load(folder), (folder / "paper.txt").read_text()
    assert not dataset.claims
    assert [note["status"] for note in verify(dataset, text)["notes"]] == ["ok"] * 4
    assert coverage(dataset, text)["sentences"] == answer["sentences"]
    assert (answer["title"], answer["authors"], answer["sections"]) == ("Bread and Power", ["Anna Baker"], 2)


def test_the_copy_has_one_block_a_line_and_its_notes_at_the_end(tmp_path: Path) -> None:
    text = made(tmp_path, ESSAY).copy.text
    blocks = text.removesuffix("\n").split("\n\n")
    assert blocks[0] == "Bread and Power"
    assert not any("\n" in block for block in blocks)
    assert [block[:4] for block in blocks[-4:]] == ["[1] ", "[2] ", "[3] ", "[4] "]
    assert "why it was.[1] The mayor" in text


def test_what_is_in_the_folder_stays_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text(ESSAY)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine").write_text("mine")
    with pytest.raises(FileError, match="not empty"):
        import_([tmp_path / "essay.txt"], tmp_path / "data")
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["mine"]


def test_a_refused_file_leaves_no_folder_behind(tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(FileError):
        import_([tmp_path / "bad.docx"], tmp_path / "data")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.docx"]


def test_a_disk_that_is_full_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "essay.txt").write_text(ESSAY)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left"):
        import_([tmp_path / "essay.txt"], tmp_path / "data")
    assert [path.name for path in tmp_path.iterdir()] == ["essay.txt"]


def test_what_a_killed_import_left_is_swept_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text(ESSAY)
    (tmp_path / ".data-999999999-x.claimgraph").mkdir()
    import_([tmp_path / "essay.txt"], tmp_path / "data")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "essay.txt"]


def test_the_command_tells_what_it_found_and_answers_in_json(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text(ESSAY)
    told = run(
        "import", tmp_path / "essay.txt", "-o", tmp_path / "a", "--author", "Ann Other", "--title", "Another"
    )
    assert told.returncode == 0
    assert "4 notes with 4 markers, 2 works" in told.stdout
    assert "Next:" in told.stdout
    assert load(tmp_path / "a").paper.title == "Another"
    answer = json.loads(run("import", tmp_path / "essay.txt", "-o", tmp_path / "b", "--json").stdout)
    assert answer["schema"] == "claimgraph/import/1"
    assert (answer["notes"], answer["works"], answer["linked"], answer["unresolved"]) == (4, 2, 2, [])
    again = run("import", tmp_path / "essay.txt", "-o", tmp_path / "b", "--json")
    assert (again.returncode, json.loads(again.stdout)["notes_unchanged"]) == (0, 4)
    (tmp_path / "b" / "paper.txt").write_text("Another text.\n")
    again = run("import", tmp_path / "essay.txt", "-o", tmp_path / "b", "--json")
    assert again.returncode == 5
    assert json.loads(again.stdout)["error"]["code"] == "file"
    verified = run("verify", "--data", tmp_path / "a")
    assert (verified.returncode, verified.stdout.strip()) == (0, "No claims. 4 notes: 4 ok.")


def test_whatever_reads_a_copy_reads_every_format(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text(ESSAY)
    import_([tmp_path / "essay.txt"], tmp_path / "data")
    with (tmp_path / "data" / "claims.yaml").open("a") as file:
        file.write("\nclaims:\n  dear: {text: It cost much, passage: {paragraph: 1/1, sentences: 2}}\n")
    title, _, one, first, two, second, *_ = ESSAY.split("\n\n")
    page = tmp_path / "essay.html"
    page.write_text(
        f"<html><body><h1>{title}</h1><h2>{one}</h2><p>{first}</p><h2>{two}</h2><p>{second}</p></body></html>"
    )
    ask = ("--text", page, "--data", tmp_path / "data")
    assert run("anchor", *ask).returncode == 0
    assert "1 claim: 1 ok" in run("verify", *ask).stdout
    assert "dear" in run("search", "letter", "never", "sent", *ask).stdout
    assert run("html", *ask, "-o", tmp_path / "page.html").returncode == 0
    assert "in a letter that he never sent" in (tmp_path / "page.html").read_text("utf-8")


def test_a_paper_without_notes_is_written_and_the_exit_code_says_so(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(
        "A Title\n\nOne sentence of the paper, with nothing behind it at all.\n"
    )
    assert run("import", tmp_path / "plain.txt", "-o", tmp_path / "a").returncode == 1
    assert load(tmp_path / "a").paper.title == "A Title"
    assert run("import", tmp_path / "plain.txt").returncode == 2
    assert run("import", tmp_path / "plain.txt", "-o", tmp_path / "c", "--from", "doc").returncode == 2


def test_an_author_date_paper_in_plain_text_is_named_and_nothing_half_imported(tmp_path: Path) -> None:
    text = (
        "A Title\n\n"
        + "Bread was dear (Lee 1990, 8) and wet (Marsh and Stone 1999), they say (Lee et al. 2001).\n\n" * 2
    )
    of = made(tmp_path, text)
    assert of.answer["notes"] == 0
    assert "author-date paper: 6 citations" in of.answer["problems"][-1]["detail"]


def test_the_words_of_a_work_do_not_change_from_run_to_run(tmp_path: Path) -> None:
    assert made(tmp_path, ESSAY).dataset == made(tmp_path, ESSAY).dataset


ODD = """---
title: "[no]: a *title*, `yes`"
author: ["O’Neill, {J.}", "null"]
date: 2014-02-30
lang: "no"
---

# 1.0 *Yes* & no: "all"

Nobody knew it.[^1] Nobody said it.[^2] Or did he?[^3]

# 2

A second one.[^4]

[^1]: J. O’Neill, *true: “a # b”* ([n.p.]: Müller & Söhne, 1999), 007.
[^2]: *1984* (London: 24, 1949), iv–x.
[^3]: Ibid., {4}.
[^4]: O'Neill, "No \\ yes" (30 February 2014), https://example.org/a#b, accessed 31 April 2015.
"""


def test_an_import_writes_what_the_writer_of_data_sets_would_write(tmp_path: Path) -> None:
    for text in (ESSAY, ODD):
        of = made(tmp_path, text, "essay.md")
        assert of.files == write(of.dataset)
        assert len(of.dataset.endnotes) == 4


# --- this paper


@pytest.mark.skipif(not COPY.exists(), reason="the paper's text is not here")
def test_this_paper_has_the_notes_forms_links_and_works_of_its_data_set() -> None:
    of, known = as_written(make(read([COPY]))), load(HERE.parent / "data")
    dataset = of.dataset
    fields = ("form", "refers_to", "locator", "digest")
    for number, note in known.endnotes.items():
        mine = dataset.endnotes[number]
        assert [getattr(mine, field) for field in fields] == [getattr(note, field) for field in fields], (
            number
        )
        # Note 24 prints the year 2104, which the data set corrects beside it.
        assert str(mine.accessed) == ("2104-10-14" if number == 24 else str(note.accessed)), number
    assert dataset.endnotes.keys() == known.endnotes.keys()
    assert len(dataset.works) == len(known.works) == 28
    pairs = {
        (a, b)
        for n, note in known.endnotes.items()
        for a, b in zip(note.works, dataset.endnotes[n].works, strict=True)
    }
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs}) == 28
    assert dataset.paper.sections == known.paper.sections
    differing = {known.works[a].id for a, b in pairs if known.works[a].title != dataset.works[b].title}
    assert differing == {
        "conversation-2014"
    }  # it has no title: ours is a description, the import's its own words
    dates = {a for a, b in pairs if str(known.works[a].date) != str(dataset.works[b].date)}
    assert dates == {"nato-changing-world-2012"}  # the note prints no date: ours is from the paper's text
    containers = {
        a
        for a, b in pairs
        if known.works[a].container and known.works[a].container != dataset.works[b].container
    }
    # Described in words where a pattern is not sure: the occasion of a speech or statement.
    assert containers == {"abe-nac-2014", "asean-japan-2013", "steinberg-2009"}


# --- formats


SECTIONS = [
    (
        "The Mill",
        [
            "Everybody in the valley ground their corn in the one mill that stood below the bridge, and paid for it.[1] "
            "The miller kept books, and the books are kept to this day in the cellar of the town hall.[2]",
            "What they say about the price of bread has been read in two ways, of which the second is the better one.[3]",
        ],
    ),
    (
        "The Bridge",
        [
            "When the bridge fell the mill fell silent too, for nobody could cross the river with a loaded cart.[4] "
            "It took nine years to build another, and by then the corn went elsewhere, down the new road.[5]",
        ],
    ),
]
MILL_NOTES = [
    "Rosa Marsh, “Mills and Millers,” Past & Present 12 (1990): 8.",
    "Ibid., 9.",
    "Tom Lee, “Reading Account Books,” Social History 3 (2001): 11.",
    "Marsh, “Mills and Millers,” 21.",
    "Lee, “Reading Account Books,” 30; Marsh, “Mills and Millers,” 22.",
]


def shape(of: Made) -> list[tuple[object, ...]]:
    return [(n.number, n.form, n.refers_to, n.works, n.locator) for n in of.dataset.endnotes.values()]


def test_a_pdf_has_the_notes_at_the_feet_of_its_pages(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    long = [
        *MILL_NOTES[:4],
        MILL_NOTES[4] + " And it is said at length, for the note is to run on over the page." * 14,
    ]
    of = made(tmp_path, typeset("The Mill below the Bridge", SECTIONS, long), "mill.pdf")
    text = "\n\n".join(
        [
            "The Mill below the Bridge",
            *(part for head, body in SECTIONS for part in (head, *body)),
            "Notes",
            *(f"[{n}] {note}" for n, note in enumerate(long, 1)),
        ]
    )
    plain = made(tmp_path, text)
    assert shape(of) == shape(plain)
    assert [note.digest for note in of.dataset.endnotes.values()] == [
        note.digest for note in plain.dataset.endnotes.values()
    ]
    assert of.answer["sentences"] == plain.answer["sentences"]
    assert of.answer["markers"] == 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "style", ["chicago-notes-bibliography", "mcgill-fr", "universitat-freiburg-geschichte"]
)
def test_one_document_in_all_formats_has_one_sources_yaml(style: str, tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    known = paper(4, 12, 30)
    ones = [
        make(read([render(known, style, form, tmp_path)]))
        for form in ("docx", "odt", "html", "markdown", "tei")
    ]
    assert len({of.copy.text for of in ones}) == 1
    assert all(of.dataset == ones[0].dataset for of in ones)
    assert ones[0].answer["notes"] == 30


@pytest.mark.skipif(not PLOS, reason="the articles are not here")
@pytest.mark.parametrize("path", PLOS[::12], ids=lambda path: path.stem)
def test_articles_of_a_journal_are_imported_whole(path: Path) -> None:
    whole(path)


@pytest.mark.slow
@pytest.mark.skipif(not PLOS, reason="the articles are not here")
def test_every_article_is_imported_whole() -> None:
    for path in PLOS:
        whole(path)


def whole(path: Path) -> None:
    of = as_written(make(read([path])))
    assert all(note["status"] == "ok" for note in verify(of.dataset, of.copy.text)["notes"])
    body = of.copy.text.removesuffix("\n").split("\n\n")[: -len(of.dataset.endnotes) or None]
    headings = {section.heading for section in of.copy.sections}
    sentences = sum(len(split(block)) for block in body if block not in headings)
    assert coverage(of.dataset, of.copy.text)["sentences"] == of.answer["sentences"] == sentences


# --- refused


def docx(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "password"),
        ("cut.docx", docx(document=f"<w:document {W}/>")[:-40], "damaged"),
        ("empty.txt", b"  \n", "empty"),
        ("nul.txt", b"a\0b", "binary"),
        ("rich.rtf", b"{\\rtf1 hello}", "RTF"),
        ("other.zip", docx().replace(b"word", b"what") + b"", "ZIP"),
        ("bomb.docx", docx(document=BOMB + f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"), "entities"),
        ("xxe.docx", docx(document=XXE + f"<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"), "entities"),
        ("big.docx", docx(document=f"<w:document {W}>" + " " * 9_000_000 + "</w:document>"), "unpacks"),
        ("broken.docx", docx(document=f"<w:document {W}><w:body>"), "well-formed"),
        ("broken.pdf", b"%PDF-1.4\nnothing", "damaged"),
        ("scan.pdf", typeset("", [], []), "ocrmypdf"),
        ("cut.xml", b'<article dtd-version="1.0"><front>', "well-formed"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_sentence(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ClaimgraphError) as refused:
        made(tmp_path, data, name)
    assert refused.value.exit_code == 5
    assert said in f"{refused.value.message} {refused.value.hint}"
    assert "\n" not in refused.value.message
    assert name in refused.value.message


def test_more_notes_than_a_paper_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="too many"):
        made(tmp_path, "A Title\n\n" + "\n\n".join(f"[{n}] Ibid." for n in range(1, 20_003)))


# --- killed, and two at once

KILLED = """
import os, signal, sys
from pathlib import Path
from claimgraph.files import write_folder
real, left = os.fsync, [int(sys.argv[2])]
def sync(handle):
    left[0] -= 1
    real(handle) if left[0] else os.kill(os.getpid(), signal.SIGKILL)
os.fsync = sync
write_folder(Path(sys.argv[1]), {"a": "one", "b": "two"})
"""


@pytest.mark.parametrize("at", range(1, 6))
def test_a_write_that_is_killed_leaves_no_folder_or_a_whole_one(at: int, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "data"), str(at)], check=False)
    seen = [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert seen in ([], ["data"])
    if seen:
        assert {path.name: path.read_text() for path in (tmp_path / "data").iterdir()} == {
            "a": "one",
            "b": "two",
        }
    else:
        write_folder(tmp_path / "data", {"a": "three"})
        assert [path.name for path in tmp_path.iterdir()] == ["data"]  # what was left is swept


def test_of_two_imports_into_one_folder_one_wins_whole(tmp_path: Path) -> None:
    def attempt(text: str) -> str:
        ready.wait()
        try:
            write_folder(tmp_path / "data", {"a": text, "b": text})
        except FileError:
            return ""
        return text

    for _ in range(5):
        ready = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            (won,) = filter(None, pool.map(attempt, ("one", "two")))
        assert {path.read_text() for path in (tmp_path / "data").iterdir()} == {won}
        assert [path.name for path in tmp_path.iterdir()] == ["data"]
        shutil.rmtree(tmp_path / "data")
