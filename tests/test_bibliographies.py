"""The works to libraries of references and back: docs/bibliographies.md, its tables included."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import ExtraMissing, UnknownName, UsageError
from claimgraph.exchange import FORMATS, formats, write
from claimgraph.exchange.bibliographies import bibtex, bibtex_files, csl_json, ris
from claimgraph.exchange.bibliographies.kinds import KINDS, UNKNOWN, kind_of
from claimgraph.exchange.bibliographies.works import entries, entry
from claimgraph.loading import load
from claimgraph.model.bibliography import Entry, Name
from claimgraph.model.entities import Actor, Dataset, Date, Paper, Work
from claimgraph.model.text import why_no_text
from claimgraph.rdf.sources import WORK_TYPES

ROOT = Path(__file__).resolve().parent.parent
DOCS = (ROOT / "docs" / "bibliographies.md").read_text("utf-8")
WORKS = ("bibtex", "biblatex", "ris", "csl-json")


def rows(head: str) -> list[list[str]]:
    """The rows of the table in the docs whose first row begins with ``head``."""
    table = DOCS[DOCS.index(f"| {head} |") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


# --- round trips

WRITERS: dict[str, Callable[..., str]] = {
    "bibtex": lambda found, ascii_: bibtex.written(found, biblatex=False, ascii_=ascii_),
    "biblatex": lambda found, ascii_: bibtex.written(found, biblatex=True, ascii_=ascii_),
    "ris": lambda found, ascii_: ris.written(found),
    "csl-json": lambda found, ascii_: csl_json.written(found, ascii_=ascii_),
}
READERS = {
    "bibtex": bibtex_files.read,
    "biblatex": bibtex_files.read,
    "ris": ris.read,
    "csl-json": csl_json.read,
}
CHANGED: dict[str, Callable[[str], str]] = {
    "hyphen": lambda text: text.replace("–", "-"),
    "encoded": lambda text: text.replace(" ", "%20").replace("{", "%7B").replace("}", "%7D"),
}

ODD = "aZ é ß{}\\$%&#_~^\"'`-–—,;:@=<>/()[]?!|*…“”‘’«»日本аıħ"
_letters = st.one_of(
    st.sampled_from(ODD),
    st.characters(exclude_categories=("C", "Z", "M")),
)
_texts = (
    st.text(_letters, min_size=1, max_size=14)
    .map(lambda text: normalize("NFC", " ".join(text.split())))
    .filter(lambda text: text and why_no_text(text) is None)
)
_people = st.builds(
    Name,
    st.sampled_from(["Marsh", "García Márquez", "O’Neill", "Çelik", "Müller-Lüdenscheidt"]),
    st.sampled_from(["Rosa", "Jean-Paul", "J. R.", "Élise"]),
    st.sampled_from(["", "von", "van der"]),
    st.sampled_from(["", "Jr.", "III"]),
)
_bodies = st.one_of(_texts, st.sampled_from(["NATO", "Ministry of Rain, Japan", "Bureau of Rain and Snow"]))
DATES = [
    *(
        "2014",
        "2014-05",
        "2014-05-06",
        "2014?",
        "2014~",
        "2014-05%",
        "?2014-05",
        "0800",
        "-0044",
        "-0044-03-15",
    ),
    *("2009/2010", "2009-03/2010", "2009/..", "../1999", "2014-05-06/2014-05-08", "[1667,1668]"),
    *("{1960,1961-12}", "199X", "2004-XX", "2014-06-XX", "156X-12-25", "2001-21", "Y17000", "1950S2"),
]


def _some(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), values)


@st.composite
def generated(draw: st.DrawFn) -> Entry:
    makers = draw(
        st.lists(st.one_of(_people, _people, st.builds(lambda b: Name(b), _bodies)), max_size=3, unique=True)
    )
    issuer = draw(_some(_texts))
    if len(makers) == 1 and makers[0].is_whole and not issuer:
        makers, issuer = [], makers[0].family
    return Entry(
        key="k-1",
        type=draw(st.sampled_from(["", "minutes of a meeting", *WORK_TYPES])),
        title=draw(_texts),
        creators=tuple(makers),
        issuer=issuer,
        container=draw(_some(_texts)),
        volume=draw(_some(_texts)),
        issue=draw(_some(_texts)),
        pages=draw(_some(st.sampled_from(["12", "12-34", "12–34", "iv-x", "1-2, 5-6"]))),
        publisher=draw(_some(_texts)),
        place=draw(_some(_texts)),
        date=draw(_some(st.sampled_from(DATES))),
        language=draw(_some(st.sampled_from(["en", "de", "en-GB", "zh", "ain"]))),
        doi=draw(
            _some(
                st.sampled_from(["10.1000/x_y", "10.1002/(sici)1097-0207(199901)44:1<27::aid-n4>3.0.co;2-y"])
            )
        ),
        isbn=draw(_some(st.sampled_from(["978-0-306-40615-7", "0-306-40615-2"]))),
        url=draw(
            _some(st.sampled_from(["https://example.org/a_b%20c?x=1&y=~z#t", "http://example.org/ä{1}"]))
        ),
    )


@pytest.mark.parametrize("name", WORKS)
@settings(max_examples=60)
@given(generated(), st.booleans())
def test_what_the_table_says_comes_back_does(name: str, made: Entry, ascii_: bool) -> None:
    text = WRITERS[name]([made], ascii_ and name != "ris")
    assert not (ascii_ and name in ("bibtex", "biblatex")) or not made.url.isascii() or text.isascii()
    (found,), troubles = READERS[name](text)
    assert troubles == []
    for field, *cells in rows("field"):
        said = cells[WORKS.index(name)]
        if said == "no":
            assert field not in Entry._fields
            continue
        before, after = getattr(made, field), getattr(found, field)
        if field == "url" and said == "encoded" and ascii_:
            before = before.replace("ä", "%C3%A4")
        assert after == CHANGED.get(said, lambda value: value)(before), (field, text)


def test_the_table_names_every_field_of_a_work_and_every_format() -> None:
    assert {row[0] for row in rows("field")} == set(Work.model_fields) - {"id"}
    assert f"| field | {' | '.join(WORKS)} |" in DOCS


def test_the_table_of_types_is_the_one_in_use() -> None:
    shown = {row[0]: row[1:] for row in rows("class in FaBiO")}
    assert shown == {
        name: [
            kind.bibtex,
            f"{kind.biblatex}{f' ({kind.subtype})' if kind.subtype else ''}",
            kind.ris,
            kind.csl,
        ]
        for name, kind in KINDS.items()
    }


def test_every_type_that_has_a_class_is_in_the_table_of_types() -> None:
    local = {type_: re.split("[/#>]", term)[-2] for type_, term in WORK_TYPES.items()}
    assert set(local.values()) == set(KINDS)
    assert kind_of("minutes of a meeting") == UNKNOWN == ("misc", "misc", "GEN", "document", "")


@pytest.mark.parametrize("name", WORKS)
def test_every_work_of_the_paper_comes_back_whole(name: str) -> None:
    data = load(ROOT / "data")
    found, troubles = READERS[name](str(write(data, name)))
    assert troubles == []
    assert [each._replace(line=0, kinds=frozenset()) for each in found] == entries(data)
    assert [each.key for each in found] == list(data.works)


# --- what is written


def _dataset(*works: Work, **actors: Actor) -> Dataset:
    return Dataset(paper=Paper(id="p", authors=()), works={work.id: work for work in works}, actors=actors)


def test_institutions_are_one_name_and_people_two() -> None:
    data = _dataset(
        Work(
            id="w", title="T", creators=("nato", "ann", "Tom van der Berg Jr.", "The Bureau of Rain", "Plato")
        ),
        nato=Actor(id="nato", name="North Atlantic Treaty", type="organisation"),
        ann=Actor(id="ann", name="Ann Lee", type="person"),
    )
    author = "author = {{North Atlantic Treaty} and Lee, Ann and van der Berg, Jr., Tom and {The Bureau of Rain} and {Plato}}"
    assert author in write(data, "biblatex")
    assert csl_json.item_of(entries(data)[0])["author"] == [
        {"literal": "North Atlantic Treaty"},
        {"family": "Lee", "given": "Ann"},
        {"family": "Berg", "given": "Tom", "dropping-particle": "van der", "suffix": "Jr."},
        {"literal": "The Bureau of Rain"},
        {"literal": "Plato"},
    ]
    assert "AU  - North Atlantic Treaty,\r\nAU  - Lee, Ann\r\n" in write(data, "ris")


def test_an_issuer_is_the_author_where_no_other_is_named() -> None:
    alone = _dataset(Work(id="w", title="T", issuer="Bureau"))
    assert "author = {{Bureau}}" in write(alone, "bibtex")
    both = _dataset(Work(id="w", title="T", issuer="Bureau", creators=("Ann Lee",), type="report"))
    assert "institution = {Bureau}" in write(both, "bibtex")


@pytest.mark.parametrize(
    ("date", "tex", "latex", "tagged", "issued"),
    [
        ("2014", "year = {2014}", "date = {2014}", "PY  - 2014", {"date-parts": [[2014]]}),
        (
            "2014-05-06",
            "month = may",
            "date = {2014-05-06}",
            "DA  - 2014/05/06/",
            {"date-parts": [[2014, 5, 6]]},
        ),
        ("2014~", "date = {2014~}", "date = {2014~}", "///2014~", {"date-parts": [[2014]], "circa": True}),
        (
            "1999/2001",
            "year = {1999--2001}",
            "date = {1999/2001}",
            "///1999/2001",
            {"date-parts": [[1999], [2001]]},
        ),
        (
            "[1667,1668]",
            "edtf = {[1667,1668]}",
            "date = {1667/1668}",
            "///[1667",
            {"date-parts": [[1667], [1668]]},
        ),
        ("-0044", "year = {-44}", "date = {-0044}", "///-0044", {"date-parts": [[-45]]}),
    ],
)
def test_dates_are_written_as_each_format_has_them(
    date: str, tex: str, latex: str, tagged: str, issued: dict[str, object]
) -> None:
    data = _dataset(Work(id="w", title="T", date=Date(is_=date)))
    assert tex in write(data, "bibtex")
    assert latex in write(data, "biblatex")
    assert tagged in write(data, "ris")
    assert csl_json.item_of(entries(data)[0])["issued"] == issued


def test_a_date_that_is_none_is_written_as_it_is_printed() -> None:
    data = _dataset(Work(id="w", title="T", date=Date(printed="that spring")))
    for name in WORKS:
        (found,), _ = READERS[name](str(write(data, name)))
        assert (found.date, found.printed) == ("", "that spring")


def test_accents_are_commands_where_that_is_wanted() -> None:
    data = _dataset(Work(id="w", title="Łódź & Česká – 日本"))
    assert r"title = {{{\L}{\'o}d{\'z} \& {\v{C}}esk{\'a} -- {\char" in write(data, "bibtex", ascii_=True)
    assert "title = {{Łódź \\& Česká -- 日本}}" in write(data, "bibtex")
    assert str(write(data, "csl-json", ascii_=True)).isascii()
    with pytest.raises(UsageError, match="ris takes no --ascii"):
        write(data, "ris", ascii_=True)


@pytest.mark.parametrize("name", WORKS)
def test_a_data_set_without_works_is_an_empty_library(name: str) -> None:
    assert str(write(_dataset(), name)).strip() in ("", "[]")


def test_the_list_of_formats_says_what_each_keeps() -> None:
    assert [row["format"] for row in formats()] == list(FORMATS)
    assert all(row["keeps"] for row in formats())


# --- pandoc reads the same

PANDOC_READS_OTHERWISE = {"event-title", "event", "custom", "authority"}
"""Keys that CSL has had for a while, or that are ours."""


PANDOC_DATES = [
    *("2014", "2014-05", "2014-05-06", "2014~", "2009/2010", "2009-03/2010-02", "-0044", "2014?"),
    *("2001-22", "2009/..", "199X"),
]


def _as_pandoc(item: dict[str, object], type_: str, date: str) -> dict[str, object]:
    """An item of ours with what docs/bibliographies.md says pandoc reads otherwise."""
    made = {key: value for key, value in item.items() if key not in PANDOC_READS_OTHERWISE}
    kind = kind_of(type_)
    made["type"] = {"misc": "", "online": "webpage"}.get(kind.biblatex, made["type"])
    if type_ in ("speech", "blog post", "interview"):
        made["genre"] = type_
    if type_ == "speech" and "event-title" not in item:
        made["type"] = "manuscript"
    if date == "2001-22":
        made["issued"] = {"date-parts": [[2001, 22]]}
    if date in ("2009/..", "199X"):
        del made["issued"]
    if "authority" in item:
        made["publisher"] = f"{item['authority']}; {item['publisher']}"
    if kind.biblatex != "article":
        made.pop("issue", None)
    if "language" in made:
        made["language"] = {"zh": "chinese"}.get(str(made["language"]), made["language"])
    made["title"] = str(made["title"]).replace("‘", "“").replace("’", "”")
    return made


def test_pandoc_reads_our_biblatex_as_our_csl_json() -> None:
    pypandoc = pytest.importorskip("pypandoc")
    makers = (
        Name("Berg", "Tom", "van der", "Jr."),
        Name("Ministry of Rain and Snow, Japan"),
        Name("O Neill", "J. R."),
    )
    found = entries(load(ROOT / "data"))
    for place, type_ in enumerate(["", *WORK_TYPES]):
        some = [place % 2 == 0, place % 3 == 0, place % 5 != 0]
        found.append(
            Entry(
                f"made-{place}",
                type=type_,
                title="Of Bread & Salt: 100% {True} – _a_ #1 $5 ~x^y \\z, NATO’s",
                creators=makers if some[2] else (),
                issuer="Bureau & Sons" if some[1] else "",
                container="Past & Present" if some[0] else "",
                volume="12" if some[1] else "",
                issue="3" if some[0] else "",
                pages="12-34",
                publisher="Verso Books" if some[2] else "",
                place="Łódź",
                date=PANDOC_DATES[place % len(PANDOC_DATES)],
                language=["", "en", "de", "zh"][place % 4],
                doi="10.1000/x_y",
                url="https://example.org/a_b%20c?x=1&y=~z#t",
            )
        )
    read = json.loads(
        pypandoc.convert_text(bibtex.written(found, biblatex=True), "csljson", format="biblatex")
    )
    for theirs, made in zip(sorted(read, key=lambda item: item["id"]), sorted(found), strict=True):
        ours = _as_pandoc(csl_json.item_of(made), made.type, made.date)
        for key, value in theirs.items():
            if key == "title":
                value = value.replace("‘", "“").replace("’", "”")
            if key == "language":
                value = re.sub("-[A-Z]{2}$", "", value)
            if key not in PANDOC_READS_OTHERWISE:
                assert ours.pop(key) == value, (made.key, key)
        assert ours == {}, made.key
        if made.type == "speech" and made.container:
            assert theirs["event"] == made.container


# --- a list in a style


def test_a_list_of_references_is_in_the_style_that_is_named() -> None:
    pytest.importorskip("citeproc")
    data = _dataset(
        Work(
            id="b",
            title="Wet Summers",
            type="book",
            creators=("Rosa Marsh",),
            publisher="Verso",
            date=Date(is_="1999"),
        ),
        Work(
            id="a",
            title="On Rain",
            type="journal article",
            creators=("Tom Lee", "Ann Fox"),
            container="Past & Present",
        ),
        Work(id="n", title="Of Snow", issuer="Bureau of Snow"),
    )
    chicago, apa = write(data, "bibliography"), write(data, "bibliography", style="apa")
    assert "Marsh, Rosa. Wet Summers. Verso, 1999." in chicago
    assert "Lee, Tom, and Ann Fox. “On Rain”. Past & Present" in chicago
    assert "Marsh, R. (1999). Wet Summers. Verso." in apa
    assert "Bureau of Snow" in chicago
    assert write(_dataset(), "bibliography") == ""


def test_an_unknown_style_is_refused_with_the_nearest() -> None:
    pytest.importorskip("citeproc")
    with pytest.raises(UnknownName) as refused:
        write(_dataset(Work(id="w", title="T")), "bibliography", style="chicago-author-dates")
    assert "chicago-author-date" in refused.value.candidates


def test_without_the_extra_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "citeproc", None)
    with pytest.raises(ExtraMissing) as missing:
        write(_dataset(Work(id="w", title="T")), "bibliography")
    assert missing.value.hint == "pip install 'claimgraph[styles]'"


def test_an_entry_has_what_a_work_has() -> None:
    work = Work(id="w", title="T", doi="10.1000/1", date=Date(printed="May 2014", is_="2014-05"))
    assert entry(work, _dataset(work)) == Entry("w", title="T", doi="10.1000/1", date="2014-05")
