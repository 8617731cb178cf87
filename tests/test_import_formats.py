"""Numbers, markers and notes in the habits of each format, and in damaged papers."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from small_pdf import Piece, pdf

from claimgraph.answers.importing import Made, make
from claimgraph.documents.files import read
from claimgraph.editing.write import write

SMITH = "Anna Smith, “On Bread” (London: Verso, 1999), 23."
LEE = "Tom Lee, “Budapest 1956,” Past &amp; Present 12 (1990): 8."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(tmp_path: Path, text: str | bytes, name: str) -> Made:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    of = make(read([path]))
    assert of.files == write(of.dataset)
    return of


def kinds(of: Made) -> list[tuple[str, int | None]]:
    return [(look["kind"], look["note"]) for look in of.answer["problems"]]


def numbered(of: Made) -> list[tuple[int, str | None]]:
    return [(note.number, note.label) for note in of.dataset.endnotes.values()]


def body(of: Made) -> str:
    return of.copy.text.split("\n\n[1] ")[0]


# --- plain text that is damaged


def plain(tmp_path: Path, first: str, second: str, *notes: str) -> Made:
    text = "\n\n".join(["A Title of Some Length", first, second, "Notes", *notes])
    return made(tmp_path, text, "essay.txt")


LONG = "It was a long and a cold winter in all of the country, and nobody sold any wood."


@pytest.mark.parametrize(
    ("first", "markers"),
    [
        ("[1] and", 2),
        ("<sup>1</sup> and", 2),
        ("^1^ and", 2),
        ("¹ and", 2),
    ],
)
def test_markers_are_found_in_every_dress(first: str, markers: int, tmp_path: Path) -> None:
    of = plain(tmp_path, f"{LONG[:-1]}{first} so on.", f"{LONG}[2]", "[1] " + SMITH, "[2] Ibid.")
    assert of.answer["markers"] == markers
    assert "wood[1] and so on." in body(of)


def test_ranges_of_markers_are_written_out(tmp_path: Path) -> None:
    of = plain(tmp_path, f"{LONG} [1, 3–5]", f"{LONG} [2]", *(f"[{n}] {SMITH}" for n in range(1, 6)))
    assert "[1][3][4][5]" in body(of)
    assert of.answer["markers"] == 5


def test_digits_glued_to_a_year_mark_a_missing_number_in_its_one_place(tmp_path: Path) -> None:
    of = plain(
        tmp_path, f"{LONG}[1] And in 19842 he left.", f"{LONG}[3]", *(f"[{n}] {SMITH}" for n in (1, 2, 3))
    )
    assert "in 1984[2] he left" in body(of)
    assert ("glued marker", 2) in kinds(of)


def test_digits_that_may_be_glued_in_two_places_are_left_alone(tmp_path: Path) -> None:
    of = plain(
        tmp_path,
        f"{LONG}[1] In 19842 he left, in 19852 he died.",
        f"{LONG}[3]",
        *(f"[{n}] {SMITH}" for n in (1, 2, 3)),
    )
    assert "19842" in body(of)
    assert ("note without marker", 2) in kinds(of)


def test_a_raised_number_that_is_no_note_is_no_marker(tmp_path: Path) -> None:
    of = plain(
        tmp_path,
        f"{LONG}[1] In <sup>1999</sup> it had 30 m² again.",
        f"{LONG}[2]",
        "[1] " + SMITH,
        "[2] Ibid.",
    )
    assert "In 1999 it had 30 m² again" in body(of)
    assert of.answer["markers"] == 2
    assert ("raised number", None) in kinds(of)


def test_what_does_not_match_is_said_with_its_line(tmp_path: Path) -> None:
    of = plain(tmp_path, f"{LONG}[1] {LONG}[7]", LONG, "[1] " + SMITH, "[2] Ibid.", "[4] Ibid.")
    assert {
        ("marker without note", None),
        ("number missing", None),
        ("note without marker", 2),
        ("note without marker", 4),
    } <= set(kinds(of))
    lines = of.copy.text.split("\n")
    for look in of.answer["problems"]:
        if look["note"] is not None:
            assert look["line"] is not None
            assert lines[look["line"] - 1].startswith(f"[{look['note']}]")
    stray = next(look for look in of.answer["problems"] if look["kind"] == "marker without note")
    assert stray["line"] == 3


def test_a_number_that_stands_twice_is_counted_through(tmp_path: Path) -> None:
    of = plain(
        tmp_path,
        f"{LONG}[1] {LONG}[2]",
        f"{LONG}[2] {LONG}[3]",
        "[1] " + SMITH,
        "[2] Ibid.",
        "[2] Ibid.",
        "[3] Ibid.",
    )
    assert numbered(of) == [(1, None), (2, None), (3, "2"), (4, "3")]
    assert {"number twice", "renumbered"} <= {kind for kind, _ in kinds(of)}
    assert "[2]" in body(of)
    assert "[4]" in body(of)


def test_numbers_that_begin_again_with_each_chapter_are_counted_through(tmp_path: Path) -> None:
    one = ["A Title of Some Length", "One", f"{LONG}[1] {LONG}[2]", "Notes", "[1] " + SMITH, "[2] Ibid."]
    two = ["Two", f"{LONG}[1]", "Notes", "[1] " + SMITH]
    of = made(tmp_path, "\n\n".join([*one, *two]), "essay.txt")
    assert numbered(of) == [(1, None), (2, None), (3, "1")]
    assert of.answer["markers"] == 3


SHORT = "Smith, “On Bread,” 9."


@pytest.mark.parametrize(
    ("notes", "glued"),
    [
        ((f"[1] {SMITH} [2] Ibid., 4. [3] {SHORT}", "[4] Ibid."), [2, 3]),
        ((f"[1] {SMITH}", f"[2] {SHORT} [3] Ibid.", "[4] Ibid."), [3]),
        ((f"[1] {SMITH}", "[2] Ibid.", f"[3] {SHORT} [4] Ibid."), [4]),
        ((f"1. {SMITH}", f"2. {SHORT} 3. Ibid.", "4. Ibid."), [3]),
        ((f"1 {SMITH}", f"2 {SHORT}3Ibid.", "4 Ibid."), [3]),
        ((f"1 {SMITH}", "2 Ibid.", "3Ibid., 4.", f"4{SHORT}"), [3, 4]),
        ((f"1{SMITH}", "2Ibid.", "3“On Salt,” 4.", f"4{SHORT}"), [1, 2, 3, 4]),
        ((f"[1] {SMITH}", "[2] Ibid.", f"3{SHORT}", "[4] Ibid."), [3]),
        ((f"¹ {SMITH}", f"² {SHORT} ³ Ibid.", "⁴ Ibid."), [3]),
    ],
)
def test_a_note_glued_to_the_one_before_or_to_its_number_is_a_note(
    notes: tuple[str, ...], glued: list[int], tmp_path: Path
) -> None:
    of = plain(tmp_path, f"{LONG}[1] {LONG}[2]", f"{LONG}[3] {LONG}[4]", *notes)
    assert numbered(of) == [(1, None), (2, None), (3, None), (4, None)]
    assert kinds(of) == [("glued note", number) for number in glued]
    assert of.answer["markers"] == 4
    assert f"[1] {SMITH}\n\n[2] " in of.copy.text


@pytest.mark.parametrize("number", ["[{}]", "{}."])
@pytest.mark.parametrize(
    "note",
    [
        f"{SMITH} On this see N.",
        f"{SMITH} N Ibid. N Lee.",
        "Tom Lee, “On Salt,” The Times, London. 2 May 1999.",
        "Tom Lee, “On Salt”, in the second edition. 2nd printing.",
    ],
)
def test_what_may_be_no_glued_note_stays_in_its_note(note: str, number: str, tmp_path: Path) -> None:
    first = f"{number.format(1)} {note.replace('N', number.format(2))}"
    of = plain(tmp_path, f"{LONG}[1] {LONG}[2]", f"{LONG}[3]", first, f"{number.format(3)} Ibid.")
    assert [each for each, _ in numbered(of)] == [1, 3]
    assert ("number missing", None) in kinds(of)
    assert "glued note" not in {kind for kind, _ in kinds(of)}


def test_a_note_marked_with_a_star_is_reported_and_not_imported(tmp_path: Path) -> None:
    of = plain(tmp_path, f"{LONG}* {LONG}[1]", LONG, "* I thank the library for its help.", "[1] " + SMITH)
    assert numbered(of) == [(1, None)]
    assert "unnumbered note" in {kind for kind, _ in kinds(of)}


def test_several_files_are_one_document_in_their_order(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(
            "\n\n".join([f"Chapter {name} of the Book", f"{LONG}[1]", "Notes", f"[1] {SMITH}"])
        )
    of = make(read([tmp_path / "a.txt", tmp_path / "b.txt"]))
    assert numbered(of) == [(1, None), (2, "1")]
    assert of.copy.text.index("Chapter a") < of.copy.text.index("Chapter b")


def test_numbered_references_are_one_note_with_many_markers(tmp_path: Path) -> None:
    text = "\n\n".join(
        ["A Title of Some Length", f"{LONG} [1] {LONG} [2]", f"{LONG} [1, 2]", "References",
         "[1] Smith J, Doe A. Bread and its price. J Hist. 2010;12(3):45–50.", "[2] Lee T. The price of salt. Salt Rev. 1990;2:1–9."]
    )  # fmt: skip
    of = made(tmp_path, text, "essay.txt")
    assert (of.answer["notes"], of.answer["markers"], of.answer["works"]) == (2, 4, 2)
    work = of.dataset.works["smith-2010"]
    assert (work.title, work.container, work.volume, work.pages) == (
        "Bread and its price",
        "J Hist",
        "12",
        "45–50",
    )


def test_an_encoding_that_is_not_said_is_read_as_cp1252_with_a_warning(tmp_path: Path) -> None:
    text = "\n\n".join(
        ["Über Brot und Salz", f"{LONG}[1]", "Notes", "[1] Jörg Müller, „Brot“, Berlin 1990, S. 3."]
    )
    of = made(tmp_path, text.encode("cp1252"), "essay.txt")
    assert of.answer["title"] == "Über Brot und Salz"
    assert "cp1252" in of.answer["problems"][0]["detail"]
    assert (
        made(tmp_path, text.encode("utf-16"), "wide.txt").dataset == made(tmp_path, text, "utf8.txt").dataset
    )


# --- HTML in everybody's habits

HABITS = {
    "pandoc": (
        '<a href="#fn{n}" class="footnote-ref" id="fnref{n}" role="doc-noteref"><sup>{n}</sup></a>',
        '<li id="fn{n}"><p>{text}<a href="#fnref{n}" class="footnote-back" role="doc-backlink">↩︎</a></p></li>',
        "<section id=footnotes class=footnotes><hr/><ol>{notes}</ol></section>",
    ),
    "word": (
        "<a style='mso-footnote-id:ftn{n}' href=\"#_ftn{n}\" name=\"_ftnref{n}\" title=\"\"><span class=MsoFootnoteReference>[{n}]</span></a>",
        "<div style='mso-element:footnote' id=ftn{n}><p class=MsoFootnoteText><a href=\"#_ftnref{n}\" name=\"_ftn{n}\"><span>[{n}]</span></a> {text}</p></div>",
        "<div style='mso-element:footnote-list'><hr>{notes}</div>",
    ),
    "mediawiki": (
        '<sup id="cite_ref-{n}" class="reference"><a href="#cite_note-{n}">[{n}]</a></sup>',
        '<li id="cite_note-{n}"><span class="mw-cite-backlink"><b><a href="#cite_ref-{n}">^</a></b></span> <span class="reference-text">{text}</span></li>',
        '<ol class="references">{notes}</ol>',
    ),
    "libreoffice": (
        '<a class="sdfootnoteanc" name="sdfootnote{n}anc" href="#sdfootnote{n}sym"><sup>{n}</sup></a>',
        '<div id="sdfootnote{n}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{n}sym" href="#sdfootnote{n}anc">{n}</a>{text}</p></div>',
        "{notes}",
    ),
}  # fmt: skip


def page(habit: str) -> str:
    marker, note, frame = HABITS[habit]
    marks = {n: marker.format(n=n) for n in (1, 2, 3)}
    texts = {1: SMITH, 2: LEE, 3: "Smith, “On Bread,” 9."}
    notes = "".join(note.format(n=n, text=text) for n, text in texts.items())
    return (
        f"<html><head><title>A Title</title></head><body><nav><a href='#x'>1</a></nav><h1>A Title</h1><h2 id=x>One</h2><p>{LONG}{marks[1]} {LONG}</p>"
        f"<p>{LONG}{marks[2]}</p><ul><li>{LONG}{marks[3]}</li></ul><p>In <sup>1999</sup> it was.</p>{frame.format(notes=notes)}</body></html>"
    )


@pytest.mark.parametrize("habit", HABITS)
def test_notes_of_a_page_are_found_by_their_links(habit: str, tmp_path: Path) -> None:
    of = made(tmp_path, page(habit), "page.html")
    assert (of.answer["notes"], of.answer["markers"], of.answer["works"], of.answer["linked"]) == (3, 3, 2, 1)
    assert f"{LONG}[1] {LONG}" in body(of)
    assert "[2] Tom Lee, “Budapest 1956,” Past & Present 12 (1990): 8." in of.copy.text
    assert [section.heading for section in of.copy.sections] == ["One"]
    assert kinds(of) == [("raised number", None)]


def test_one_page_in_all_habits_has_one_data_set(tmp_path: Path) -> None:
    ones = [made(tmp_path, page(habit), "page.html") for habit in HABITS]
    assert all(of.dataset == ones[0].dataset for of in ones)


def test_linked_author_date_citations_are_notes_with_labels(tmp_path: Path) -> None:
    html = (
        f'<html><body><h1>A Title</h1><p>{LONG} (<a href="#ref-lee" role="doc-biblioref">Lee 1990</a>; <a href="#ref-smith" role="doc-biblioref">Smith 1999</a>)</p>'
        f'<p>{LONG} (<a href="#ref-lee" role="doc-biblioref">Lee 1990</a>, 8)</p><div id="refs" class="references csl-bib-body" role="list">'
        '<div id="ref-smith" class="csl-entry" role="listitem">Smith, Anna. 1999. <em>On Bread</em>. London: Verso.</div>'
        '<div id="ref-lee" class="csl-entry" role="listitem">Lee, Tom. 1990. <em>On Salt</em>. London: Verso.</div></div></body></html>'
    )
    of = made(tmp_path, html, "page.html")
    assert numbered(of) == [(1, "Lee 1990"), (2, "Smith 1999")]
    assert of.answer["markers"] == 3
    assert sorted(of.dataset.works) == ["lee-1990", "smith-1999"]


# --- DOCX and its parts


def docx(document: str, footnotes: str = "", endnotes: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{document}</w:body></w:document>")
        if footnotes:
            archive.writestr("word/footnotes.xml", f"<w:footnotes {W}>{footnotes}</w:footnotes>")
        if endnotes:
            archive.writestr("word/endnotes.xml", f"<w:endnotes {W}>{endnotes}</w:endnotes>")
    return out.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def ref(id_: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{id_}"/></w:r>'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def note(id_: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{id_}">{p(f"<w:r><w:{kind}Ref/></w:r>", run(" " + text))}</w:{kind}>'


def test_notes_of_word_are_counted_by_their_markers_never_by_their_ids(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        docx(p(run("A Title")) + p(run(LONG), ref(20), run(" And "), ref(35)), note(35, "Ibid.") + note(20, SMITH) + '<w:footnote w:type="separator" w:id="-1"/>'),
        "essay.docx",
    )  # fmt: skip
    assert numbered(of) == [(1, None), (2, None)]
    assert of.dataset.endnotes[2].refers_to == 1
    assert f"{LONG}[1] And[2]" in body(of).replace("And [2]", "And[2]")


def test_deleted_notes_are_not_there_and_inserted_ones_are(tmp_path: Path) -> None:
    text = p(run("A Title")) + p(
        run(LONG),
        f"<w:del>{ref(1)}<w:r><w:delText>gone</w:delText></w:r></w:del>",
        f"<w:ins>{run(' new')}{ref(2)}</w:ins>",
    )
    of = made(tmp_path, docx(text, note(1, SMITH) + note(2, LEE)), "essay.docx")
    assert (of.answer["notes"], list(of.dataset.works)) == (1, ["lee-1990"])
    assert "gone" not in of.copy.text
    assert "new[1]" in of.copy.text


def test_a_note_marked_twice_is_one_note(tmp_path: Path) -> None:
    of = made(
        tmp_path,
        docx(p(run("A Title")) + p(run(LONG), ref(1), run(LONG), ref(1)), note(1, SMITH)),
        "essay.docx",
    )
    assert (of.answer["notes"], of.answer["markers"]) == (1, 2)


def test_footnotes_beside_endnotes_keep_what_is_printed_as_their_labels(tmp_path: Path) -> None:
    text = p(run("A Title")) + p(run(LONG), ref(1), run(LONG), ref(1, "endnote"), run(LONG), ref(2))
    of = made(tmp_path, docx(text, note(1, SMITH) + note(2, "Ibid."), note(1, LEE, "endnote")), "essay.docx")
    assert numbered(of) == [(1, None), (2, "i"), (3, "2")]


def test_endnotes_alone_are_printed_in_roman_numerals(tmp_path: Path) -> None:
    text = p(run("A Title")) + p(run(LONG), ref(1, "endnote"), run(LONG), ref(2, "endnote"))
    of = made(tmp_path, docx(text, "", note(1, SMITH, "endnote") + note(2, "Ibid.", "endnote")), "essay.docx")
    assert numbered(of) == [(1, "i"), (2, "ii")]


# --- TEI


def test_quotation_elements_are_quotation_marks(tmp_path: Path) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A Title</title></titleStmt></fileDesc></teiHeader>'
        f"<text><body><div><head>One</head><p>{LONG}<note>Anna Smith, <quote>On Bread</quote> (London: Verso, 1999), 23.</note></p>"
        f'<p>{LONG}<note>Tom Lee, <hi rend="italic">Salt</hi> (Paris: Seuil, 2001).</note> {LONG}<note>Smith, <quote>On Bread</quote>, 4.</note></p></div></body></text></TEI>'
    )
    of = made(tmp_path, tei, "essay.xml")
    assert [(n.form, n.refers_to) for n in of.dataset.endnotes.values()] == [
        ("full", None),
        ("full", None),
        ("short", 1),
    ]
    assert [work.title for work in of.dataset.works.values()] == ["On Bread", "Salt"]


def test_references_of_jats_tell_the_types_of_works_and_names_apart(tmp_path: Path) -> None:
    def ref(number: int, kind: str, inner: str) -> str:
        given = f"<given-names>A{number}</given-names>"
        name = f"<name name-style='western'><surname>Stoltzfus</surname>{given}</name>"
        other = "<name><surname>Lee</surname><given-names>T</given-names></name>"
        cited = f'<mixed-citation publication-type="{kind}">{name}{other} (<year>199{number}</year>) {inner}</mixed-citation>'
        return f'<ref id="r{number}"><label>{number}</label>{cited}</ref>'

    article, source = "<article-title>On Rain</article-title>", "<source>Past</source>"
    kinds = [
        ("journal", f"{article}. {source} <volume>3</volume>.", "journal article"),
        ("journal", f"{source}.", None),
        ("book", "<source>Wet</source>.", "book"),
        ("book", f"<chapter-title>Rain</chapter-title>. {source}.", "book chapter"),
        ("confproc", f"{article}. {source}.", "conference paper"),
        ("thesis", "<source>Dry</source>.", "thesis"),
        ("web", f"{article}. <source>Available:</source>", "web page"),
        ("other", f"{article}. {source}.", None),
    ]
    refs = "".join(ref(number, kind, inner) for number, (kind, inner, _) in enumerate(kinds, 1))
    marks = "".join(f'<xref ref-type="bibr" rid="r{number}">{number}</xref>' for number in range(1, 9))
    jats = (
        "<article><front><article-meta><title-group><article-title>Bread</article-title></title-group></article-meta></front>"
        f"<body><sec><title>One</title><p>It was dear {marks}.</p></sec></body><back><ack><p>We thank the town.</p></ack>"
        f"<ref-list>{refs}</ref-list></back></article>"
    )
    of = made(tmp_path, jats, "essay.xml")
    works = {note.number: of.dataset.works[note.works[0]] for note in of.dataset.endnotes.values()}
    assert [works[number].type for number in range(1, 9)] == [kind for _, _, kind in kinds]
    assert works[1].review == ("type",)
    assert works[7].container is None
    assert "[1] Stoltzfus A1, Lee T (1991) On Rain. Past 3." in of.copy.text
    assert [section.heading for section in of.copy.sections] == ["One", "Acknowledgements"]


GROBID = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title level="a" type="main">A Title</title></titleStmt>
<sourceDesc><biblStruct><analytic><author><persName><forename type="first">Anna</forename><surname>Baker</surname></persName></author></analytic></biblStruct></sourceDesc></fileDesc></teiHeader>
<facsimile><surface n="1" ulx="0.0" uly="0.0" lrx="612.0" lry="792.0"/></facsimile><text><body>
<div><head n="1" coords="1,53,200,100,9">Bread</head><p coords="1,2,3,4,5">It was dear <ref type="bibr" target="#b0" coords="1,1,1,1,1">[1]</ref>, they say <ref type="bibr" target="#b1">[2,</ref><ref type="bibr" target="#b2">3]</ref>, and wet <ref type="foot" target="#foot_0">1</ref>. See <ref type="bibr">[9]</ref>.</p><p>It grew <ref type="bibr" target="#b0">[1]</ref>.<formula>a = b</formula> So it was.</p></div>
<note place="foot" n="1" xml:id="foot_0" coords="1,5,5,5,5">The letter is in the town hall.</note>
<figure xml:id="fig_0"><head>Figure 1 .</head><label>1</label><figDesc>The price.</figDesc></figure></body>
<back><div type="acknowledgement"><div><head>Thanks</head><p>We thank the library.</p></div></div><div type="references"><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a" type="main">The Price</title><author><persName><forename type="first">T</forename><surname>Lee</surname></persName></author></analytic><monogr><title level="j">Past</title><imprint><biblScope unit="page" from="8" to="20"/><date type="published" when="1990-05"/></imprint></monogr><note type="raw_reference">T. Lee, The Price, Past (1990) 8-20.</note></biblStruct>
<biblStruct xml:id="b1"><monogr><title level="m" type="main">Summers</title><author><persName><surname>Marsh</surname></persName></author><imprint><publisher>Verso</publisher><pubPlace>London</pubPlace><date when="1999"/></imprint></monogr></biblStruct>
<biblStruct xml:id="b2"><monogr><title level="m">Salt</title><author><persName><surname>Stone</surname></persName></author><imprint><date when="2001"/></imprint></monogr></biblStruct>
</listBibl></div></back></text></TEI>"""  # fmt: skip


def test_what_grobid_makes_of_a_pdf_is_read_with_its_references_and_footnotes(tmp_path: Path) -> None:
    of = made(tmp_path, GROBID, "essay.tei.xml")
    blocks = of.copy.text.split("\n\n")
    assert blocks[2] == "It was dear [1], they say [2][3], and wet [4]. See [9]."
    assert blocks[3] == "It grew [1]. a = b So it was."
    assert blocks[4:6] == ["Figure 1 .", "The price."]
    assert [section.id for section in of.copy.sections] == ["1", "2"]
    assert numbered(of) == [(1, None), (2, None), (3, None), (4, "1")]
    assert kinds(of) == [("marker without note", None), ("renumbered", None)]
    lee, marsh, stone = of.dataset.works.values()
    assert (lee.container, lee.pages, marsh.publisher, marsh.place) == ("Past", "8–20", "Verso", "London")
    assert stone.review == ("title", "creators", "date")
    assert (lee.type, marsh.type, stone.type) == ("journal article", "book", None)
    assert "type" in lee.review


# --- PDF as typesetters make it


def test_a_pdf_in_two_columns_whose_lines_are_written_in_parts(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    page: list[Piece] = [(60, 790, 18, "On Reed and Rush")]
    rows = ["mmmmmmmm mmmmmm mmmmm mm", "mm mmmmmmmmmm mmmmmm mmm", "mmmm mmmmmm mmmmmm mmmm."]
    for column in (60, 320):
        for paragraph in range(4):
            for row, text in enumerate(rows):
                indent = 12 if row == 0 else 0
                page.append((column + indent, 740 - 40 * paragraph - 12 * row, 10, text.replace("m", "n")))
    # A line of three parts: words, a raised number, words.
    page += [(60, 560, 10, "nnnn nnn."), (100.1, 564, 6, "1"), (105.6, 560, 10, "nn nnn nnnnnnn nnnn.")]
    page += [(60, 100, 5, "1."), (66, 97, 8, "Anna Smith, On Bread (London: Verso, 1999), 23.")]
    of = made(tmp_path, pdf([page]), "reed.pdf")
    assert numbered(of) == [(1, None)]
    assert "[1] Anna Smith, On Bread" in of.copy.text
    assert "nnnn nnn.[1] nn nnn" in of.copy.text
    assert len(of.copy.text.split("\n\n")) == 1 + 8 + 1 + 1
