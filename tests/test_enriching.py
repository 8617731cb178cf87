"""What works take from a library of references, and that nothing else changes (docs/bibliographies.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import assert_shaped
from tiny import CLAIMS

from claimgraph.answers.enriching import Enriched, enrich, enriched, known
from claimgraph.errors import DataError, UsageError
from claimgraph.loading import BUNDLED, load
from claimgraph.model.bibliography import Entry, Library, Name
from claimgraph.model.entities import Actor, Dataset, Date, Paper, Work
from claimgraph.questions import named

Run = Callable[..., CompletedProcess[str]]

MARSH = Entry(
    "marsh",
    1,
    "book",
    title="Wet Summers: London and Rain",
    creators=(Name("Marsh", "Rosa"),),
    publisher="Verso",
    date="1999-03",
    isbn="0-306-40615-2",
)
LEE = Entry(
    "lee", 2, title="The price of bread", creators=(Name("Lee", "T."),), date="1990", doi="10.1000/lee"
)


def dataset(*works: Work, **actors: Actor) -> Dataset:
    return Dataset(paper=Paper(id="p", authors=()), works={work.id: work for work in works}, actors=actors)


def library(*entries: Entry) -> Library:
    placed = (entry._replace(line=place) for place, entry in enumerate(entries, 1))
    return Library("BibTeX", "utf-8", tuple(placed))


def answer(data: Dataset, *entries: Entry) -> Enriched:
    found = known(data, library(*entries))
    assert_shaped(named("enrich"), json.loads(json.dumps(found)))
    return found


def by(work: Work, *entries: Entry) -> list[str]:
    return [f"{match['entry']}: {match['by']}" for match in answer(dataset(work), *entries)["matched"]]


def took(work: Work, entry: Entry, **actors: Actor) -> Work:
    data, _ = enriched(dataset(work, **actors), library(entry))
    return data.works[work.id]


# --- which entry is which work


def test_an_entry_fits_by_doi_isbn_or_address_however_they_are_spelled() -> None:
    assert by(Work(id="w", title="Bread", doi="https://doi.org/10.1000/LEE"), LEE) == ["lee: doi"]
    assert by(Work(id="w", title="Bread", url="https://doi.org/10.1000/lee"), LEE) == ["lee: doi"]
    assert by(Work(id="w", title="Wet Summers", isbn="978-0-306-40615-7"), MARSH) == ["marsh: isbn"]
    page = LEE._replace(doi="", url="http://www.example.org/bread/")
    assert by(Work(id="w", title="The Price of Bread", url="https://example.org/bread#top"), page) == [
        "lee: url"
    ]


def test_an_entry_fits_by_title_first_maker_and_year() -> None:
    work = Work(id="w", title="The Price of Bread", creators=("Tom Lee", "Ann Fox"), date=Date(is_="1990-05"))
    assert by(work, LEE) == ["lee: title"]
    assert by(work.model_copy(update={"title": "The Price of Salt"}), LEE) == []
    assert by(work.model_copy(update={"creators": ("Ann Fox", "Tom Lee")}), LEE) == []
    assert by(work.model_copy(update={"creators": ("Ann Lee",)}), LEE) == []
    assert by(work.model_copy(update={"creators": ("Lee",)}), LEE) == ["lee: title"]
    assert by(work.model_copy(update={"date": Date(is_="1991")}), LEE) == []
    assert by(work.model_copy(update={"date": None}), LEE) == []


def test_a_title_may_lack_its_subtitle() -> None:
    work = Work(id="w", title="Wet Summers", creators=("Rosa Marsh",), date=Date(is_="1999"))
    assert by(work, MARSH) == ["marsh: title"]
    whole = work.model_copy(update={"title": "Wet Summers: Paris and Snow"})
    assert by(whole, MARSH) == []
    assert by(whole, MARSH._replace(title="Wet Summers")) == ["marsh: title"]
    assert by(whole.model_copy(update={"isbn": "0306406152"}), MARSH) == []


def test_an_actor_is_known_by_name() -> None:
    work = Work(id="w", title="On Rain", issuer="bureau", date=Date(is_="2010"))
    entry = Entry("e", title="On Rain", issuer="The Bureau", date="2010")
    data = dataset(work, bureau=Actor(id="bureau", name="The Bureau", type="government body"))
    assert [match["work"] for match in answer(data, entry)["matched"]] == ["w"]
    assert answer(data, entry._replace(issuer="The Bureau of Bureau"))["matched"] == []


def test_works_without_makers_need_the_same_container() -> None:
    work = Work(id="w", title="Editorial", container="The Times", date=Date(is_="1990-05-06"))
    entry = Entry("e", title="Editorial", container="The Times", date="1990-05-06")
    assert by(work, entry) == ["e: title"]
    assert by(work, entry._replace(container="The Sun")) == []
    assert by(Work(id="w", title="Editorial", date=Date(is_="1990")), entry._replace(container="")) == []


def test_an_entry_with_another_doi_never_fits() -> None:
    work = Work(
        id="w", title="The Price of Bread", creators=("Tom Lee",), date=Date(is_="1990"), doi="10.1000/other"
    )
    assert by(work, LEE) == []


def test_a_shared_isbn_or_home_page_says_nothing_alone() -> None:
    chapter = Work(id="w", title="Of Snow", isbn="0306406152")
    assert by(chapter, MARSH) == []
    assert by(chapter.model_copy(update={"review": ("title",)}), MARSH) == ["marsh: isbn"]
    two = dataset(
        chapter.model_copy(update={"review": ("title",)}),
        Work(id="v", title="Of Ice", isbn="0306406152", review=("title",)),
    )
    assert answer(two, MARSH)["unmatched"] == ["w", "v"]
    home = Work(id="w", title="On Rain", url="https://example.org/", review=("title",))
    assert by(home, Entry("e", title="Of Snow", url="http://example.org")) == []


def test_where_several_entries_fit_none_is_taken() -> None:
    work = Work(id="w", title="The Price of Bread", creators=("Tom Lee",), date=Date(is_="1990"))
    found = answer(dataset(work), LEE, LEE._replace(key="copy"), MARSH)
    assert found["ambiguous"] == [
        {"work": "w", "entries": ["lee", "copy"], "lines": [1, 2], "by": ["title"] * 2}
    ]
    assert (found["matched"], found["unmatched"], found["unused"]) == ([], [], 1)


def test_nothing_fits_nothing() -> None:
    assert answer(dataset())["matched"] == []
    assert answer(dataset(), LEE)["unused"] == 1
    assert answer(dataset(Work(id="w", title="…")), Entry("e", title="!"))["unmatched"] == ["w"]


# --- what it takes

GUESSED = ("title", "creators", "publisher", "date", "place")


def test_a_work_takes_what_it_lacks_and_what_was_guessed() -> None:
    work = Work(
        id="w",
        title="Wet Summers",
        creators=("Rosa Marsh",),
        publisher="London",
        place="Verso",
        date=Date(printed="Spring 1999", is_="1999"),
        review=GUESSED,
    )
    assert took(work, MARSH) == Work(
        id="w",
        type="book",
        title="Wet Summers: London and Rain",
        creators=("Rosa Marsh",),
        publisher="Verso",
        place="Verso",
        date=Date(printed="Spring 1999", is_="1999-03"),
        isbn="0-306-40615-2",
        review=("place",),
    )


def test_what_somebody_has_looked_at_is_never_overwritten() -> None:
    work = Work(
        id="w",
        type="report",
        title="Wet Summers",
        creators=("R. Marsh", "Ann Fox"),
        publisher="Penguin",
        isbn="0306406152",
        date=Date(is_="1998"),
    )
    entry = MARSH._replace(kinds=frozenset(("book",)))
    assert took(work, entry) == work
    found = answer(dataset(work), entry)
    assert [(each["field"], each["ours"], each["theirs"]) for each in found["conflicts"]] == [
        ("type", "report", "book"),
        ("title", "Wet Summers", "Wet Summers: London and Rain"),
        ("creators", "R. Marsh; Ann Fox", "Rosa Marsh"),
        ("publisher", "Penguin", "Verso"),
        ("date", "1998", "1999-03"),
    ]


def test_what_says_the_same_is_no_conflict() -> None:
    work = Work(
        id="w",
        type="memoir",
        title="WET SUMMERS, London and Rain",
        creators=("R. Marsh",),
        publisher="verso",
        isbn="978-0306406157",
        date=Date(is_="1999"),
    )
    assert answer(dataset(work), MARSH._replace(kinds=frozenset(("book", "memoir"))))["conflicts"] == []


def test_a_guess_that_says_the_same_stays_as_the_paper_has_it() -> None:
    work = Work(
        id="w",
        title="The Price of Bread",
        creators=("Tom Lee",),
        date=Date(is_="1990-05"),
        doi="10.1000/LEE",
        review=("title", "creators", "date"),
    )
    assert took(work, LEE) == work.model_copy(update={"review": ()})
    (match,) = answer(dataset(work), LEE)["matched"]
    assert (match["took"], match["confirmed"]) == ([], ["title", "creators", "date"])


def test_given_names_are_better_than_initials() -> None:
    work = Work(id="w", title="On Rain", creators=("R. Marsh",), review=("creators",), isbn="0306406152")
    entry = MARSH._replace(title="On Rain")
    assert took(work, entry).creators == ("Rosa Marsh",)


def test_makers_who_are_actors_are_taken_by_their_ids() -> None:
    work = Work(id="w", title="The Price of Bread", doi="10.1000/lee")
    entry = LEE._replace(creators=(Name("Lee", "Tom"), Name("NATO")), publisher="The Bureau")
    actors = {
        "tom": Actor(id="tom", name="Thomas Lee", aliases=("Tom Lee",)),
        "bureau": Actor(id="bureau", name="The Bureau"),
    }
    made = took(work, entry, **actors)
    assert (made.creators, made.publisher) == (("tom", "NATO"), "bureau")


def test_a_maker_that_is_there_as_creator_is_not_taken_as_issuer_too() -> None:
    work = Work(id="w", title="The Price of Bread", doi="10.1000/lee", creators=("The Bureau",))
    made = took(work, LEE._replace(creators=(), issuer="the bureau", publisher="The Bureau"))
    assert (made.creators, made.issuer, made.publisher) == (("The Bureau",), None, None)


# --- what is written

LAYOUTS = {
    "block": """# kept
works:
  b:  # kept too
    title: Wet Summers   # the title
    creators:
      - R. Marsh
    date: {printed: "Spring 1999", is: 1999}
    review: [title, creators, date]

  c: {title: Other}   # last
""",
    "flow": """works: {b: {title: Wet Summers, creators: [R. Marsh], date: {printed: "Spring 1999", is: 1999},
  review: [title, creators, date]}, # kept
  c: {title: Other}}
""",
    "review first": """works:
  b:
    review: [title, creators, date]   # to do
    creators: R. Marsh
    title: >-
      Wet
      Summers

    date: {printed: "Spring 1999", is: 1999}
  c:
    title: Other""",
    "one of several": """works:
  b:
    title: "Wet Summers"
    place: London  # sure
    creators:   # as printed
    - R. Marsh
    review:
      - title
      - volume
      - creators
      - date
    date:
      printed: Spring 1999
      is: 1999
  c: {title: Other}
""",
}
LIBRARY = """@book{marsh, author = {Marsh, Rosa}, title = {Wet Summers: London and Rain}, date = {1999-03},
 publisher = {Verso}, isbn = {0-306-40615-2}}"""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_fields_taken_change(
    layout: str, ending: str, mark: str, folder: Callable[..., Path]
) -> None:
    text = mark + LAYOUTS[layout].replace("\n", ending)
    place = folder("claims: {}\n", text.encode())
    before = load(place)
    found = enrich(place, library(MARSH))
    assert found["wrote"]
    assert found["matched"][0]["took"]
    expected, _ = enriched(before, library(MARSH))
    assert load(place) == expected
    after = (place / "sources.yaml").read_bytes().decode()
    assert after.startswith(mark)
    assert (ending == "\n") == ("\r" not in after)
    for comment in ("# kept", "# kept too", "# the title", "# last", "# to do", "# sure", "# as printed"):
        assert (comment in text) == (comment in after), comment
    assert [line for line in after.splitlines() if "Other" in line] == [
        line for line in text.splitlines() if "Other" in line
    ]


_value = st.sampled_from(["Rain", "a: b", "- x", "12", "yes", "ä “q” #1", '"', "{a, b}", "x'y"])


@settings(max_examples=60)
@given(st.data(), st.booleans())
def test_whatever_changes_the_file_says_it_and_keeps_the_rest(data: st.DataObject, flow: bool) -> None:
    from claimgraph.editing.entity_edits import with_entities
    from claimgraph.editing.scalars import quoted

    fields = ["title", "container", "volume", "pages", "publisher", "place", "doi", "review"]
    has = [
        field for field in data.draw(st.permutations(fields)) if field == "title" or data.draw(st.booleans())
    ]
    given_ = {field: data.draw(_value) for field in has if field != "review"}
    old = Work(id="w", review=("title",) if "review" in has else (), **given_)
    change = {field: data.draw(_value) for field in fields[:-1] if data.draw(st.booleans())}
    new = old.model_copy(update={**change, "review": () if data.draw(st.booleans()) else old.review})
    said = {field: quoted(given_[field]) if field in given_ else "[title]" for field in has}
    if flow:
        text = f"works: {{w: {{{', '.join(f'{key}: {value}' for key, value in said.items())}}}, v: {{title: V}}}} # §\n"
    else:
        text = "works:\n  w:\n" + "".join(f"    {key}: {value}  # § {key}\n" for key, value in said.items())
        text += "  # § between\n  v: {title: V}\n"
    made = with_entities(text, "works", {"w": old}, {"w": new})
    assert made is not None
    assert made.count("§") == text.count("§")
    untouched = {
        line for line in text.splitlines() if not flow and not any(f" {key}: " in line for key in fields[:-1])
    }
    assert untouched - {"    review: [title]  # § review"} <= set(made.splitlines())


def test_a_second_time_nothing_changes(folder: Callable[..., Path]) -> None:
    place = folder("claims: {}\n", LAYOUTS["block"])
    enrich(place, library(MARSH))
    once = (place / "sources.yaml").read_bytes()
    found = enrich(place, library(MARSH))
    assert (found["wrote"], found["conflicts"]) == (False, [])
    assert (place / "sources.yaml").read_bytes() == once


def test_a_dry_run_writes_nothing_and_says_the_same(folder: Callable[..., Path]) -> None:
    place = folder("claims: {}\n", LAYOUTS["block"])
    said = enrich(place, library(MARSH), dry_run=True)
    assert (place / "sources.yaml").read_text("utf-8") == LAYOUTS["block"]
    assert enrich(place, library(MARSH)) == {**said, "wrote": True}


def test_the_bundled_paper_is_never_written() -> None:
    entry = Entry(
        "e", title="War by Other Means", creators=(Name("Gompert", "David"),), date="2008", isbn="0306406152"
    )
    assert enrich(BUNDLED, library(entry), dry_run=True)["matched"]
    with pytest.raises(UsageError, match="bundled"):
        enrich(BUNDLED, library(entry))


def test_a_data_set_with_errors_is_not_touched(folder: Callable[..., Path]) -> None:
    with pytest.raises(DataError):
        enrich(folder(CLAIMS, "works: {w: {titel: T}}"), library(MARSH))


# --- the commands


def test_the_exit_code_says_whether_anything_was_found(
    claimgraph: Run, folder: Callable[..., Path], tmp_path: Path
) -> None:
    place = folder("claims: {}\n", LAYOUTS["block"])
    for name, content, code in (
        ("a.bib", LIBRARY, 0),
        ("b.bib", "@book{x, title={Y}}", 1),
        ("c.bib", "Dear diary", 5),
    ):
        (tmp_path / name).write_text(content)
        done = claimgraph("enrich", name, "--data", place, "--json")
        assert (done.returncode, bool(done.stdout)) == (code, True)
    said = claimgraph("enrich", "a.bib", "--data", place)
    assert "b is marsh, by isbn" in said.stdout
    assert claimgraph("enrich", "a.bib", "--data", tmp_path / "none").returncode == 4


def test_import_takes_what_enrich_would(claimgraph: Run, tmp_path: Path) -> None:
    (tmp_path / "essay.md").write_text(
        "# Rain\n\nIt rained.[^1]\n\n[^1]: Rosa Marsh, *Wet Summers* (London: Penguin, 1999), 23.\n"
    )
    (tmp_path / "a.bib").write_text(LIBRARY)
    done = claimgraph("import", "essay.md", "-o", "one", "--bibliography", "a.bib", "--json")
    assert done.returncode == 0
    assert claimgraph("import", "essay.md", "-o", "two").returncode == 0
    assert claimgraph("enrich", "a.bib", "--data", "two").returncode == 0
    assert load(tmp_path / "one") == load(tmp_path / "two")
    assert load(tmp_path / "one").works["marsh-1999"].publisher == "Verso"
    found = json.loads(done.stdout)
    assert found["enriched"]["matched"][0]["work"] == "marsh-1999"
    (tmp_path / "no.bib").write_text("Dear diary")
    assert claimgraph("import", "essay.md", "-o", "three", "--bibliography", "no.bib").returncode == 5
    assert not (tmp_path / "three").exists()


def test_export_lists_its_formats_and_refuses_what_makes_no_sense(claimgraph: Run, tmp_path: Path) -> None:
    listed = json.loads(claimgraph("export", "--list", "--json").stdout)
    assert {"format", "extension", "media_type", "says", "keeps"} == set(listed[0])
    assert claimgraph("export").returncode == 2
    assert claimgraph("export", "ris", "--ascii").returncode == 2
    assert claimgraph("export", "bibtex", "-o", "works.bib").returncode == 0
    assert (tmp_path / "works.bib").read_text("utf-8").count("\n@") == 27
