"""What notes lean on: each trap was found in real text."""

from __future__ import annotations

import pytest

from claimgraph.documents.marks import italic
from claimgraph.documents.notes.identities import identities
from claimgraph.documents.notes.linking import Linked, Links, NoteText, link

SMITH = "Anna Smith, “On Bread” (London: Verso, 1999), 23."
LEE = "Tom Lee, “Budapest 1956,” Past & Present 12 (1990): 8."
KERSHAW = f"Ian Kershaw, {italic('Hitler: A Life')} (London: Penguin, 2001), 5."


def read(*notes: str, first: int = 1) -> Links:
    return link([NoteText(first + place, str(first + place), text) for place, text in enumerate(notes)])


def last(*notes: str) -> Linked:
    return read(*notes).notes[-1]


def why(note: Linked) -> str:
    return " ".join(doubt.why for doubt in note.unresolved)


@pytest.mark.parametrize(
    "ibid",
    [
        "Ibid.",
        "ibid., 45",
        "Ebd., S. 3",
        "A.a.O., S. 5",
        "Idem, p. 3.",
        "Id. at 4.",
        italic("Ibid") + " at 5.",
    ],
)
def test_ibid_is_the_note_just_before(ibid: str) -> None:
    note = last(SMITH, LEE, ibid)
    assert (note.form, note.refers_to, note.works) == ("ibid", 2, ())


def test_ibid_after_ibid_leans_on_that() -> None:
    assert [note.refers_to for note in read(SMITH, "Ibid.", "Ibid., 7.").notes] == [None, 1, 2]


def test_ibid_after_a_note_with_two_works_is_not_resolved() -> None:
    note = last(f"{SMITH[:-1]}; {LEE}", "Ibid.")
    assert (note.refers_to, note.works) == (None, ())
    assert "2 works" in why(note)


def test_ibid_after_a_missing_number_is_not_resolved() -> None:
    note = link([NoteText(1, "1", SMITH), NoteText(3, "3", "Ibid.")]).notes[-1]
    assert note.refers_to is None
    assert "note 2 is missing" in why(note)


def test_ibid_behind_a_semicolon_is_the_citation_before_it() -> None:
    links = read(SMITH, f"{LEE[:-1]}; ibid., 9.")
    note = links.notes[-1]
    assert note.refers_to is None
    assert [links.works[place].title for place in note.works] == ["Budapest 1956"]


def test_ibid_after_a_comment_is_not_resolved() -> None:
    note = last(SMITH, "I thank the staff of the archive for their patience and their coffee.", "Ibid.")
    assert note.refers_to is None
    assert "cites nothing" in why(note)


def test_the_name_must_occur_in_the_note_that_is_seen() -> None:
    assert last(SMITH, LEE, "Lee, see note 2.").refers_to == 2
    note = last(SMITH, LEE, "Lee, see note 1.")
    assert note.refers_to is None
    assert note.unresolved[0].candidates == (2,)


@pytest.mark.parametrize(
    "seen",
    [
        "See note 1 above.",
        "Smith, supra note 1, at 45.",
        "Smith (n 1) 45.",
        "Smith (wie Anm. 1), S. 45.",
        "Smith, op. cit. (note 1), p. 5.",
    ],
)
def test_a_number_names_the_note(seen: str) -> None:
    note = last(SMITH, LEE, seen)
    assert (note.form, note.refers_to) == ("see_note", 1)


def test_the_note_of_the_work_cited_is_no_number_of_ours() -> None:
    note = last(SMITH, LEE, "Lee, “Budapest 1956,” 12 n. 1.")
    assert (note.form, note.refers_to) == ("short", 2)


@pytest.mark.parametrize(
    "blank", ["Smith, supra note , at 45.", "Smith, supra note __, at 45.", "Smith, supra, at 45."]
)
def test_supra_with_a_blank_goes_by_the_name(blank: str) -> None:
    note = last(SMITH, LEE, blank)
    assert (note.form, note.refers_to) == ("op_cit", 1)


def test_two_works_by_one_author_leave_a_name_unresolved() -> None:
    other = f"Anna Smith, {italic('Salt')} (Paris: Seuil, 2003), 9."
    note = last(SMITH, other, "Smith, op. cit., 45.")
    assert (note.refers_to, note.works) == (None, ())
    assert why(note) == "could be note 1 or 2"
    assert last(SMITH, other, f"Smith, {italic('Salt')}, 12.").refers_to == 2


def test_a_year_in_a_quoted_title_is_no_imprint() -> None:
    note = last(SMITH, LEE, "Lee, “Budapest 1956,” 8.")
    assert (note.form, note.refers_to) == ("short", 2)


def test_a_name_misspelt_by_one_swap_may_match_and_by_more_not() -> None:
    assert last(SMITH, KERSHAW, f"Kersahw, {italic('Hitler')}, 9.").refers_to == 2
    assert last(SMITH, KERSHAW, f"Kreshaw, {italic('Hitler')}, 9.").refers_to == 2
    assert last(SMITH, KERSHAW, f"Krehsaw, {italic('Hitler')}, 9.").refers_to is None


@pytest.mark.parametrize("pointing", ["See note 3 below.", "See infra, note 2.", "Smith, infra note 4."])
def test_below_points_forward_and_is_not_resolved(pointing: str) -> None:
    note = read(pointing, SMITH, LEE).notes[0]
    assert (note.refers_to, note.works) == (None, ())
    assert note.unresolved


def test_an_ampersand_within_a_name_parts_nothing() -> None:
    links = read("B&Q, “Annual Figures” (London: B&Q, 2001), 4.", "B&Q, “Annual Figures,” 9.")
    assert links.notes[1].refers_to == 1
    assert links.works[0].makers.issuer == "B&Q" or links.works[0].makers.creators == ("B&Q",)


def test_a_quotation_in_a_note_is_no_title() -> None:
    links = read(
        f"Ian Kershaw, {italic('Hitler: A Life')} (London: Penguin, 2001), 5: “He never wrote a line in his own hand.”"
    )
    assert [work.title for work in links.works] == ["Hitler: A Life"]


def test_a_note_that_leans_and_cites_something_new_lists_the_works() -> None:
    note = last(SMITH, f"Smith, “On Bread,” 5; {LEE}")
    assert note.refers_to is None
    assert note.works == (0, 1)


def test_leaning_on_one_of_several_works_of_a_note_lists_the_work() -> None:
    note = last(f"{SMITH[:-1]}; {LEE}", "Lee, “Budapest 1956,” 4.")
    assert (note.form, note.refers_to, note.works) == ("short", None, (1,))


def test_the_same_work_cited_again_in_full_is_the_same_work() -> None:
    links = read(SMITH, LEE, SMITH.replace("23", "99"))
    assert len(links.works) == 2
    assert (links.notes[2].form, links.notes[2].works) == ("full", (0,))


def test_volumes_of_one_title_are_different_works() -> None:
    one = f"Ian Kershaw, {italic('Hitler')}, vol. 1 (London: Penguin, 1998), 5."
    two = f"Ian Kershaw, {italic('Hitler')}, vol. 2 (London: Penguin, 1998), 7."
    links = read(one, two, f"Kershaw, {italic('Hitler')}, vol. 2, 9.", f"Kershaw, {italic('Hitler')}, 9.")
    assert len(links.works) == 2
    assert links.notes[2].refers_to == 2
    assert why(links.notes[3]) == "could be note 1 or 2"


def test_editions_of_different_years_are_different_works() -> None:
    assert len(read(SMITH, SMITH.replace("1999", "2005")).works) == 2


def test_a_short_title_that_nobody_cited_is_not_resolved() -> None:
    note = last(SMITH, LEE, KERSHAW, "Lee, “Prague 1968,” 8.")
    assert (note.refers_to, note.works) == (None, ())


def test_idem_with_a_title_is_the_same_author() -> None:
    links = read(f"{SMITH[:-1]}; idem, {italic('Salt')} (Paris: Seuil, 2003), 9.")
    assert [work.makers.families for work in links.works] == [("smith",), ("smith",)]


def test_a_name_and_a_year_lean_on_the_work_of_that_year() -> None:
    other = f"Anna Smith, {italic('Salt')} (Paris: Seuil, 2003), 9."
    assert last(SMITH, other, "Smith 2003, 7.").refers_to == 2
    assert last(SMITH, other, "Smith (1999), 7.").refers_to == 1


def test_a_talk_with_somebody_is_a_work_of_its_own() -> None:
    links = read("The interview with the former minister was held in Bonn in May 2001.")
    assert (links.notes[0].form, links.notes[0].works) == ("comment", (0,))
    assert links.works[0].type == "personal communication"


def test_works_have_ids_by_name_and_year() -> None:
    links = read(
        SMITH, f"Anna Smith, {italic('Salt')} (Paris: Seuil, 1999), 9.", "“Hunger,” Le Monde, 6 May 2014."
    )
    assert identities(links.works) == ["smith-1999", "smith-1999-b", "hunger-2014"]


def test_an_aside_after_ibid_does_not_hide_it() -> None:
    assert last(SMITH, "Ibid., 45 (emphasis added).").refers_to == 1
    assert last(SMITH, f"Ibid., “Another Chapter,” 45. And {italic('passim')}.").refers_to is None


def test_a_page_behind_the_number_of_a_note_is_no_second_number() -> None:
    note = last(SMITH, LEE, "Smith, supra note 1, 45.")
    assert (note.form, note.refers_to, note.locator) == ("see_note", 1, "45")


def test_several_notes_that_are_named_list_their_works() -> None:
    note = last(SMITH, LEE, KERSHAW, "See notes 1 and 3 above.")
    assert (note.form, note.refers_to, note.works) == ("see_note", None, (0, 2))


@pytest.mark.parametrize(
    "ibid",
    [
        "Sama rit, bls. 4.",
        "Tamże, s. 3.",
        "A.g.e., s. 5.",
        "там само, 7",
        "同上, pp. 4-10.",
        "Ibid.p. 65",
        "Ivip. 9",
    ],
)
def test_ibid_of_other_languages_and_with_a_place_glued_to_it(ibid: str) -> None:
    note = last(SMITH, LEE, ibid)
    assert (note.form, note.refers_to) == ("ibid", 2)


def test_a_place_glued_to_a_title_is_told_by_the_words_of_other_notes() -> None:
    assert last(SMITH, LEE, "Smith, “On Bread”p. 26").refers_to == 1
    assert last(SMITH, LEE, "Smith, On Breadpp. 26–28").refers_to == 1


def test_citations_that_no_semicolon_parts_are_parted_where_a_note_begins_so() -> None:
    links = read(
        SMITH,
        "Tom Lee, “Salt” (Paris: Seuil, 1990), 8.",
        "Anna Smith, “On Bread”, p. 5. Tom Lee, “Salt”, p. 9.",
    )
    assert links.notes[2].works == (0, 1)
    assert last(SMITH, "Ibid. Tom Lee, “Salt” (Paris: Seuil, 1990), 8.", LEE, "Lee, “Salt,” 8.").works == (1,)


def test_names_that_semicolons_part_are_of_one_work_where_the_document_does_so() -> None:
    one, two = "Marsh, Anna; Fox, Tom (2003), p. 4.", "Beck, Rosa; Duby, Ian (1999), p. 7."
    links = read(one, two, one, two, "Marsh, Anna; Fox, Tom (2003), p. 9.")
    assert len(links.works) == 2
    assert links.notes[4].behind == (0,)


def test_full_stops_part_the_fields_of_a_citation_where_the_document_does_so() -> None:
    notes = [
        f"{name}, Anna. A History of {word}. {place}: Verso. {year}. PhD thesis."
        for name, word, place, year in [
            ("MARSH", "Salt", "London", 1999),
            ("BECK", "Bread", "Paris", 2001),
            ("FOX", "Sugar", "Berlin", 2003),
        ]
    ]
    links = read(*notes, "BECK, Anna. A History of Bread, p. 9")
    assert len(links.works) == 3
    assert links.notes[3].refers_to == 2


def test_what_may_be_a_work_that_is_not_resolved_is_no_new_work() -> None:
    links = read(SMITH, "Lee, Harvests of Salt, 8.", "Lee, Harvests, 9.")
    assert [work.makers.families for work in links.works] == [("smith",)]
    assert all(note.unresolved for note in links.notes[1:])


def test_a_short_form_that_may_be_a_citation_not_told_apart_is_not_resolved() -> None:
    one = "Anna Smith, The Making of Salt and Bread (London: Verso, 1999), 23."
    note = last(
        one,
        "Anna Smith, The Making of Salt and Bread in Towns (London: Verso, 1999), 4.",
        "Smith, Making of Salt, 4.",
    )
    assert note.refers_to is None


def test_one_doi_is_one_work_however_it_is_printed() -> None:
    first = "SMITH, A. On Bread. In: Annales. 1999. DOI: 10.1211/17591.x"
    links = read(first, LEE, "SMITH, On Bread [online]. DOI: 10.1211/17591.x, p. 200")
    assert links.notes[2].behind == links.notes[0].behind


def test_the_word_before_the_number_of_a_note_is_learned_from_the_document() -> None:
    note = last(
        SMITH, LEE, "Smith (kuv. 1), 4.", "Lee (kuv. 2), 9.", "Smith (kuv. 1), 8.", "Lee (kuv. 2), 11."
    )
    assert (note.form, note.refers_to) == ("see_note", 2)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tom Lee, “The Price of Bread,” Past & Present 12 (1990): 8.", "journal article"),
        (f"Tom Lee, “The Price of Bread,” {italic('Annales')} 12, no. 3 (1990): 8.", "journal article"),
        (
            f"Tom Lee, “Bread,” in {italic('The Old Town')}, ed. Jo Ash (Paris: Seuil, 2001), 3.",
            "book chapter",
        ),
        (f"Rosa Marsh, {italic('Wet Summers')} (London: Verso, 1999), 23.", "book"),
        ("Ann Fox, “Bread Riots Spread,” New York Times, May 3, 1998.", "newspaper article"),
        ("Ann Fox, “Bread Riots Spread,” BBC News, May 3, 1998.", "news"),
        ("Ann Fox, “Bread” (PhD diss., Harvard University, 1998), 4.", "thesis"),
        ("Bakers' Union. http://bakers.example.org/history, accessed May 19, 2013.", "web page"),
        # what the printed form does not tell
        (f"Tom Lee, “Bread,” in {italic('The Old Town')} (Paris: Seuil, 2001), 3.", None),
        ("Ann Fox, “On Bread,” Georgetown University, May 3, 1998.", None),
        ("Bakers' Union, “Bread for All,” press release, May 3, 1998.", None),
        (f"Rosa Marsh, {italic('Wet Summers')} (1999), 23.", None),
        ("Bakers' Union, Yearbook. http://bakers.example.org/book.pdf, accessed May 19, 2013.", None),
    ],
)
def test_a_type_is_guessed_where_the_printed_form_tells_it(text: str, kind: str | None) -> None:
    (work,) = read(text).works
    assert work.type == kind
    assert ("type" in work.guessed) == (kind is not None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lee T, Ash J. The price of bread. Ann Hist. 1990;12(3):8–19.", "journal article"),
        ("Lee T (1990) The price of bread. Ann Hist 12: 8–19.", "journal article"),
        ("Lee T (1990) The price of bread. In: Ash J, editor. Old towns. Seuil. pp. 8–19.", "book chapter"),
        ("Lee S, Ash C. Confounded bread: What can we learn from it? Lancet. 2004. 363. 17–24", None),
    ],
)
def test_a_type_is_guessed_of_an_entry_of_a_list_of_references(text: str, kind: str | None) -> None:
    (work,) = link([NoteText(1, "1", text, reference=True)]).works
    assert work.type == kind
