"""Libraries as people have them: what is read of them, and what is said of what cannot be."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest

from claimgraph.errors import FileError
from claimgraph.exchange.bibliographies.reading import read_library
from claimgraph.model.bibliography import Entry, Library, Name


def library(folder: Path, content: str | bytes) -> Library:
    path = folder / "library"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_library(path)


def only(folder: Path, content: str | bytes) -> Entry:
    found = library(folder, content)
    assert found.troubles == ()
    (entry,) = found.entries
    return entry._replace(kinds=frozenset())


ZOTERO = r"""
@article{lee_price_1990,
	title = {The {Price} of {Bread} \& {Salt}},
	volume = {12},
	issn = {0031-2746},
	url = {https://www.example.org/stable/650\_1},
	doi = {10.1000/PAST\_12},
	number = {3},
	urldate = {2021-05-04},
	journal = {Past \& Present},
	author = {Lee, Tom and M{\"u}ller-L{\"u}denscheidt, Hans},
	month = may,
	year = {1990},
	note = {Publisher: Oxford},
	pages = {1--20},
	file = {Full Text:C\:\\Users\\a\\b.pdf:application/pdf},
}
"""
JABREF = r"""% Encoding: Cp1252

@Book{Marsh1999,
  author    = {Rosa Marsh and {Bureau of Rain, London}},
  editor    = {Somebody Else},
  title     = {Wet Summers},
  subtitle  = {A History},
  publisher = {Verso},
  year      = {1999},
  address   = {Köln},
  isbn      = {0-306-40615-2},
}

@Comment{jabref-meta: databaseType:bibtex;}
"""
MENDELEY = r"""@book{Marsh1999,
abstract = {On rain.},
address = {London},
author = {Marsh, Rosa and von der Heide, Jr., J{\'{o}}zef},
file = {:C$\backslash$:/Users/x.pdf:pdf},
mendeley-groups = {Rain},
title = {{Wet Summers in {\L}{\'{o}}d{\'{z}}}},
url = {http://example.org/{~}marsh},
year = {1999}
}"""
ENDNOTE = """TY  - JOUR
AU  - Lee, Tom
AU  - Müller, Hans,Jr.
AU  - Bureau of Rain,
PY  - 1990
DA  - 1990/05//
TI  - The Price of Bread:
  and of Salt
T2  - Past & Present
SP  - 1
EP  - 20
VL  - 12
IS  - 3
SN  - 0031-2746
DO  - https://doi.org/10.1000/PAST.12
UR  - https://example.org/a;b
N2  - Abstract
ID  - 77
ER  -

"""


def test_an_article_as_zotero_exports_it(tmp_path: Path) -> None:
    assert only(tmp_path, ZOTERO) == Entry(
        "lee_price_1990",
        2,
        "journal article",
        title="The Price of Bread & Salt",
        creators=(Name("Lee", "Tom"), Name("Müller-Lüdenscheidt", "Hans")),
        container="Past & Present",
        volume="12",
        issue="3",
        pages="1-20",
        date="1990-05",
        doi="10.1000/past_12",
        url="https://www.example.org/stable/650_1",
    )


def test_a_book_as_jabref_keeps_it(tmp_path: Path) -> None:
    assert only(tmp_path, JABREF.encode("cp1252")) == Entry(
        "Marsh1999",
        3,
        "book",
        title="Wet Summers: A History",
        creators=(Name("Marsh", "Rosa"), Name("Bureau of Rain, London")),
        publisher="Verso",
        place="Köln",
        date="1999",
        isbn="0-306-40615-2",
    )


def test_a_book_as_mendeley_exports_it(tmp_path: Path) -> None:
    found = only(tmp_path, MENDELEY)
    assert found.title == "Wet Summers in Łódź"
    assert found.creators == (Name("Marsh", "Rosa"), Name("Heide", "Józef", "von der", "Jr."))
    assert found.url == "http://example.org/~marsh"


def test_an_article_as_endnote_exports_it(tmp_path: Path) -> None:
    assert only(tmp_path, "\ufeff" + ENDNOTE.replace("\n", "\r\n")) == Entry(
        "77",
        1,
        "journal article",
        title="The Price of Bread: and of Salt",
        creators=(Name("Lee", "Tom"), Name("Müller", "Hans", "", "Jr."), Name("Bureau of Rain")),
        container="Past & Present",
        volume="12",
        issue="3",
        pages="1-20",
        date="1990-05",
        doi="10.1000/past.12",
        url="https://example.org/a;b",
    )


def test_items_as_zotero_exports_them_in_csl_json(tmp_path: Path) -> None:
    item = {
        "id": "http://zotero.org/users/1/items/A",
        "type": "article-newspaper",
        "title": 'A <span class="nocase">NATO</span> of <i>Rain</i>',
        "author": [
            {"family": "Berg", "given": "Tom", "non-dropping-particle": "van der"},
            {"literal": "NATO"},
        ],
        "issued": {"date-parts": [["2014", "5", "6"]]},
        "volume": 12,
    }
    found = only(tmp_path, json.dumps({"items": [item]}))
    assert found.title == "A NATO of Rain"
    assert found.creators == (Name("Berg", "Tom", "van der"), Name("NATO"))
    assert (found.type, found.date, found.volume) == ("newspaper article", "2014-05-06", "12")


def test_names_joints_and_parents_are_resolved(tmp_path: Path) -> None:
    text = """@string{pp = "Past"} @STRING{both = pp # { \\& } # "Present"}
    @inbook{a, title = {A}, crossref = {b}}
    @book{b, title = "The Book", editor = {Marsh, Rosa}, publisher = both, year = 1999, doi = {10.1000/1}}"""
    found = library(tmp_path, text).entries[0]
    assert (found.title, found.container, found.publisher) == ("A", "The Book", "Past & Present")
    assert (found.date, found.doi, found.creators) == ("1999", "", ())


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("date = {2014-05-06/2014-05-08}", "2014-05-06/2014-05-08"),
        ("date = {2014~}", "2014~"),
        ("date = {May 6, 2014}", "2014-05-06"),
        ("year = {c. 1990}", "1990~"),
        ("year = {1990--1992}", "1990/1992"),
        ('year = 1990, month = "5~" # may', "1990"),
        ("year = {forthcoming}", ""),
        ("date = {1999-13-45}", "1999"),
    ],
)
def test_dates_are_read_as_far_as_they_are_ones(typed: str, edtf: str, tmp_path: Path) -> None:
    assert only(tmp_path, f"@book{{a, title={{T}}, {typed}}}").date == edtf


@pytest.mark.parametrize(
    ("encoding", "head", "told"),
    [
        ("utf-8", "", "utf-8"),
        ("utf-8-sig", "", "utf-8"),
        ("utf-16", "", "utf-16-le"),
        ("utf-16-be", "", "utf-16-be"),
        ("cp1250", "% Encoding: Cp1250\n", "cp1250"),
        ("iso8859-2", "% Made by JabRef.\n% Encoding: ISO8859_2\n", "iso8859-2"),
    ],
)
def test_a_library_is_read_in_the_encoding_it_is_in(
    encoding: str, head: str, told: str, tmp_path: Path
) -> None:
    found = library(tmp_path, f"{head}@book{{a, title = {{Mödling bei Wien}}}}\n".encode(encoding))
    assert (found.entries[0].title, found.encoding, found.troubles) == ("Mödling bei Wien", told, ())


def test_what_is_not_utf_8_is_read_as_windows_1252_and_said(tmp_path: Path) -> None:
    found = library(tmp_path, "@book{a,\n title = {Mödling “bei” Wien}}".encode("cp1252"))
    assert found.entries[0].title == "Mödling “bei” Wien"
    assert [trouble.line for trouble in found.troubles] == [2]


def test_an_entry_that_is_malformed_is_said_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    text = """@book{good, title = {A {nested} title}, title = {Twice}}

@article{unclosed,
  title = {One brace {too few},
  year = 2000}

@book{closed, title = {Too many}}, year = {1999}}
@misc{no comma title = {X}}
@book{good, title = {The same key}}
"""
    found = library(tmp_path, text)
    assert [entry.title for entry in found.entries] == ["A nested title", "Too many", "The same key"]
    said = {trouble.line: trouble.message for trouble in found.troubles}
    assert list(said) == [1, 3, 7, 8, 9]
    assert "title twice" in said[1]
    assert "@article{unclosed," in said[3]
    assert "outside of an entry" in said[7]
    assert "key good" in said[9]


def test_a_record_that_is_malformed_is_said_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    text = "AU  - Lost\n\nTY  - BOOK\nTI  - No end\n\nTY - BOOK\nT1 - One blank\nER -\nTY  - BOOK\nER  - \n"
    found = library(tmp_path, text)
    assert [(entry.key, entry.title) for entry in found.entries] == [
        ("line 3", "No end"),
        ("line 6", "One blank"),
    ]
    assert [trouble.line for trouble in found.troubles] == [1, 3, 9]


def test_an_item_that_is_malformed_is_said_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    text = (
        '[\n{"id": 1, "title": "A"},\n{"id": 2, "title": "B" "x"},\n{"id": 3, "title": "C"},\n5,\n{"id": 4}]'
    )
    found = library(tmp_path, text)
    assert [entry.title for entry in found.entries] == ["A", "C"]
    assert [trouble.line for trouble in found.troubles] == [3, 5, 6]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("TY  - JOUR\n", "nothing in .* can be read as RIS"),
        ("@article{a, title = {", "nothing in .* can be read as BibTeX: 1 malformed"),
        ("[{]", "nothing in .* can be read as CSL-JSON"),
        ("Dear diary,", "nothing in it begins as an entry does"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"PK\x03\x04", "it is a ZIP file"),
        ("<?xml version='1.0'?>", "it is XML"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused(
    content: str | bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=said):
        library(tmp_path, content)


@pytest.mark.parametrize("content", ["", " \n\n", "[]", "@comment{nothing yet}", "@string{a = {b}}"])
def test_an_empty_library_has_no_entry(content: str, tmp_path: Path) -> None:
    found = library(tmp_path, content)
    assert (found.entries, found.troubles) == ((), ())


@pytest.mark.parametrize(
    "content",
    [
        bytes(place * 7919 % 251 for place in range(2**20)),
        "@book{a, title = {" + "{" * 200_000 + "}" * 200_000 + "}}",
        "@book{a, title = {" + "\\foo{" * 20_000 + "}" * 20_000 + "}}",
        "@book{a, title = {" + "\\'" * 100_000 + "}}",
        "\n@book{a, title = {" * 4_000,
        "@string{s0 = {ten more letters}}"
        + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}" for n in range(1, 60))
        + "@book{a, title = s59}",
        "@book{a, title = {A}, crossref = {b}} @book{b, title = {B}, crossref = {a}}",
        "@book{a, title = {T}, author = {" + " and ".join(["A B"] * 20_000) + "}}",
        "TY  - JOUR\nTI  - x\n" + "and more\n" * 50_000,
        "[" * 100_000,
        '[{"a":' * 20_000,
    ],
    ids=range(11),
)
def test_what_means_harm_is_read_or_refused(content: str | bytes, tmp_path: Path) -> None:
    found = ()
    with suppress(FileError):
        found = library(tmp_path, content).entries
    assert all(len(entry.title) <= 10_000 for entry in found)


def test_nothing_in_an_entry_acts_or_hides(tmp_path: Path) -> None:
    text = "@book{a\x00, title = {A\x1b[31m \u202e\ufeff b\u0301}, author = {N\x07O, X}}"
    found = only(tmp_path, text)
    assert (found.key, found.title, found.creators) == ("a", "A[31m b́", (Name("NO", "X"),))
