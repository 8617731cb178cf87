"""Reading a data set: short forms, scalars, references, and every refusal at its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tiny import CLAIMS, SOURCES

from claimgraph.errors import DataError, Finding
from claimgraph.loading import check, find, load, read
from claimgraph.model.entities import Holder


def said(folder, claims=CLAIMS, sources=SOURCES) -> list[Finding]:
    """What is found in a data set, without the folder in the names of its files."""
    place = folder(claims, sources)
    return [finding._replace(file=finding.file.removeprefix(f"{place}/")) for finding in read(place).findings]


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def place(finding: Finding) -> str:
    return f"{finding.file}:{finding.line}:{finding.column}"


def with_claim(text: str) -> str:
    return f"{CLAIMS.partition('attacks:')[0]}{text}"


# --- what is read


def test_a_small_data_set_is_read(folder):
    dataset = load(folder())
    assert list(dataset.claims) == ["it-rains", "streets-wet", "sky-grey", "bureau-says-dry"]
    assert dataset.claims["it-rains"].supported_by[0].id == "it-rains/1"
    assert dataset.claims["it-rains"].about == ("rain",)
    assert dataset.claims["bureau-says-dry"].holder == Holder(who="bureau")
    assert dataset.endnotes[2].refers_to == 1
    assert dataset.attributed(dataset.claims["bureau-says-dry"])
    assert not dataset.attributed(dataset.claims["it-rains"])


def test_short_and_long_forms_say_the_same(folder):
    short = """
actors: {ann: {name: Ann}, bo: {name: Bo, member_of: club}, club: {name: Club, aliases: C}}
topics: {t: {label: T}}
claims:
  a: {text: A, holder: bo, cites: 1, supported_by: b, passage: {paragraph: "1/1", sentences: 3},
      date: 2013-12}
  b: {text: B, holder: bo}
  c: {text: C, supported_by: [[a, b], {premises: a, id: by-a}]}
stances: [{actor: bo, topic: t, polarity: mixed, claims: a, notes: 1}]
"""
    long = """
actors:
  ann: {name: Ann}
  bo: {name: Bo, member_of: [{who: club}]}
  club: {name: Club, aliases: [C]}
topics: {t: {label: T}}
claims:
  a:
    text: "A"
    kind: claim
    holder: {who: bo}
    cites: [{note: 1, intent: cites as evidence, scope: sentence}]
    supported_by: [{premises: [b]}]
    passage: [{paragraph: "1/1", sentences: 3-3}]
    date: {is: 2013-12}
  b: {text: B, holder: {who: bo}}
  c: {text: C, supported_by: [{premises: [a, b]}, {id: by-a, premises: [a]}]}
stances: [{actor: bo, topic: t, polarity: mixed, claims: [a], notes: [1]}]
"""
    assert load(folder(short)) == load(folder(long))


def test_numbered_arguments_count_named_ones(folder):
    dataset = load(
        folder(with_claim("  c: {text: C, supported_by: [{id: x, premises: it-rains}, [sky-grey]]}\n"))
    )
    assert [argument.id for argument in dataset.claims["c"].supported_by] == ["x", "c/2"]


@pytest.mark.parametrize(
    "written", ["no", "1:30", "010", "0140449132", "~", "null", "2013-12-17", "on", "1e3"]
)
def test_scalars_are_text_quoted_or_not(folder, written):
    for form in (written, f'"{written}"', f"'{written}'"):
        assert load(folder(with_claim(f"  c: {{text: {form}}}\n"))).claims["c"].text == written


def test_text_is_brought_to_nfc(folder):
    claims = with_claim('  c: {text: "Cafe\u0301"}\n  d: {text: "Cafe\\u0301"}\n')
    dataset = load(folder(claims))
    assert dataset.claims["c"].text == dataset.claims["d"].text == "Caf\u00e9"


@pytest.mark.parametrize(
    "date", ["2009/2010", "2013-12", "1984?", "2001-21", "2014-05-06", "201X", "../2010"]
)
def test_dates_are_edtf(folder, date):
    assert load(folder(with_claim(f"  c: {{text: C, date: {date}}}\n"))).claims["c"].date.is_ == date


def test_a_date_keeps_what_is_printed(folder):
    claims = with_claim("  c: {text: C, date: {printed: 14 Oct 2104, is: 2014-10-14}}\n")
    date = load(folder(claims)).claims["c"].date
    assert (date.printed, date.is_) == ("14 Oct 2104", "2014-10-14")


def test_an_empty_data_set_is_valid(folder):
    dataset = load(folder("claims: {}\n", "works: {}\n"))
    assert dataset.claims == {}
    assert dataset.works == {}


def test_sections_and_version_may_be_absent_or_present(folder):
    assert load(folder(f"claimgraph: 1\n{CLAIMS}", f'claimgraph: "1"\n{SOURCES}')) == load(folder())


def test_the_bundled_paper_is_read_where_nothing_else_is(monkeypatch, tmp_path, folder):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMGRAPH_DATA", raising=False)
    assert len(load().endnotes) == 33
    here = folder()
    monkeypatch.setenv("CLAIMGRAPH_DATA", str(here))
    assert find() == here
    monkeypatch.delenv("CLAIMGRAPH_DATA")
    (tmp_path / "data").mkdir()
    assert find().name == "_data"
    (tmp_path / "data" / "claims.yaml").write_text(CLAIMS)
    with pytest.raises(DataError) as error:
        load()
    assert "sources.yaml" in error.value.findings[0].file


def test_within_its_own_folder_a_data_set_is_found_after_data_and_before_the_bundled_paper(
    monkeypatch, tmp_path, folder
):
    here = folder()
    monkeypatch.delenv("CLAIMGRAPH_DATA", raising=False)
    monkeypatch.chdir(here)
    assert load() == load(here)
    (here / "claims.yaml").unlink()
    with pytest.raises(DataError) as error:
        load()
    assert error.value.findings[0].file == "claims.yaml"
    within = here / "data"
    within.mkdir()
    (within / "claims.yaml").write_text(CLAIMS)
    assert find() == Path("data")


def test_windows_line_ends_and_a_byte_order_mark_are_read(folder):
    claims = b"\xef\xbb\xbf" + CLAIMS.replace("\n", "\r\n").encode()
    assert load(folder(claims)) == load(folder())


# --- what is refused, and where


@pytest.mark.parametrize(
    ("claims", "where", "code"),
    [
        ("", "1:1", "empty-file"),
        ("# nothing\n\n", "1:1", "empty-file"),
        ("---\n", "1:1", "empty-file"),
        ("- a\n- b\n", "1:1", "shape"),
        ("text\n", "1:1", "shape"),
        ("claims: {}\n---\nclaims: {}\n", "2:1", "documents"),
        ("claims:\n  a: &x {text: A}\n", "2:6", "anchor"),
        ("claims:\n  a: *x\n", "2:6", "alias"),
        ("claims:\n  a: {<<: {text: A}}\n", "2:7", "merge-key"),
        ("claims:\n  a: {text: !!str A}\n", "2:13", "tag"),
        ("%TAG ! tag:x,2000:\n---\nclaims: {}\n", "1:1", "tag"),
        ("claims:\n  a: {text: A}\n  a: {text: B}\n", "3:3", "duplicate"),
        ("claims:\n  a: {text: A, text: B}\n", "2:16", "duplicate"),
        ("claims:\n\ta: {text: A}\n", "2:1", "syntax"),
        ("claims:\n  a: {text: A\n", "3:1", "syntax"),
        ("claims:\n  a: {text: 'A}\n", "3:1", "syntax"),
        ("claims:\n  ? [a]\n  : {text: A}\n", "2:5", "shape"),
        ('claims:\n  a: {text: "A\\0"}\n', "2:13", "control-character"),
        ("claims:\n  a: {text: A\x07}\n", "2:14", "control-character"),
        ("claims:\n  a: {text: A\x00}\n", "2:14", "control-character"),
        ("claims:\n  a: {text: A\x9b}\n", "2:14", "control-character"),
        ("claims:\n  a: {text: \ud800}\n", "2:13", "encoding"),
        (b"claims:\n  a: {text: caf\xe9}\n", "2:16", "encoding"),
        ("claims: {}\n".encode("utf-16"), "1:1", "encoding"),
        (bytes(range(256)), "3:115", "encoding"),
        ("claims: " + "[" * 10_000, "1:1008", "nesting"),
        ("claims:\n  a: " + "{b: " * 10_000, "2:254", "nesting"),
        ("claims:\n  a: " + "[" * 80 + "]" * 80, "2:68", "nesting"),
        ("claimgraph: 2\nclaims: {}\n", "1:13", "version"),
        ("claims: {}\nendnotes: {}\n", "2:1", "unknown-key"),
        ("clams: {}\n", "1:1", "unknown-key"),
        ("claims: [a]\n", "1:9", "shape"),
        ("attacks: {from: a, to: b}\n", "1:10", "shape"),
        ("claims:\n", "1:1", "no-value"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_at_its_place(folder, claims, where, code):
    found = said(folder, claims, "works: {}\n")
    finding = next(finding for finding in found if finding.code == code)
    assert place(finding) == f"claims.yaml:{where}"
    assert finding.severity == "error"
    assert finding.hint


@pytest.mark.parametrize(
    ("claim", "code", "words"),
    [
        ("{text: A, kind: ^thesi}", "value", 'did you mean "thesis"'),
        ("{text: A, ^knid: thesis}", "unknown-key", 'did you mean "kind"'),
        ("{text: A, passage: ^{sentences: 1}}", "missing", '"passage.paragraph" is missing'),
        ('{text: A, passage: {paragraph: "1/1", ^sentence: 1}}', "unknown-key", 'did you mean "sentences"'),
        ('{text: A, passage: {paragraph: "1/1", sentences: ^4-3}}', "span", "backwards"),
        ('{text: A, passage: {paragraph: "1/1", sentences: ^x}}', "span", "neither a number"),
        ('{text: A, passage: {paragraph: "1/1", digest: ^12-xyz}}', "digest", "not a digest"),
        ("{text: A, date: ^2013-02-30}", "edtf", "not a date"),
        ("{text: A, date: ^yesterday}", "edtf", "not a date"),
        ("{text: A, holder: ^bureu}", "unknown-reference", 'did you mean "bureau" (line 4)?'),
        ("{text: A, holder: ^rain}", "unknown-reference", "is a topic, not an actor"),
        ("{text: A, holder: ^{to: ann}}", "missing", '"holder.who" is missing'),
        ("{text: A, ^holder: }", "no-value", '"holder" has no value'),
        ("{text: A, about: [^snow]}", "unknown-reference", "is not an actor or a topic"),
        ("{text: A, cites: [^9]}", "unknown-reference", "no note 9"),
        ("{text: A, cites: [^010]}", "number", "not the number of a note"),
        ("{text: A, cites: [{note: 1, intent: ^zzz}]}", "value", "known are"),
        ("{text: A, cites: [^{locator: p. 1}]}", "missing", '"cites.note" is missing'),
        ("{text: A, cites: [{note: 1, fit: ^bad}]}", "value", "known are weak, none"),
        ("{text: A, supported_by: [^it-rains, sky-grey]}", "bare-premises", "[[it-rains, sky-grey]]"),
        ("{text: A, supported_by: [^it-rains, sky-grey]}", "bare-premises", "[it-rains], [sky-grey]"),
        ("{text: A, supported_by: [[^sky-gray]]}", "unknown-reference", 'premise "sky-gray" is not a claim'),
        ("{text: A, supported_by: [^[]]}", "too-short", "empty list"),
        ("{text: A, restates: ^bureau-says-dry}", "other-holder", "the holders differ"),
        ("{text: A, restates: ^a}", "restates-itself", "restates itself"),
        ("{text: A, quotation: ^maybe}", "truth", "neither true nor false"),
        ("{text: ^[A]}", "string-type", "should be text, not a list"),
        ("^[A]", "shape", "should be a mapping"),
        ("{text: Red, ^white and blue, kind: thesis}", "cut-text", "quote the text"),
        ("{text: Red, ^white: blue}", "unknown-key", "quote the text"),
        ("{text: A, formerly: ^sky-grey}", "duplicate", "sky-grey"),
    ],
)  # fmt: skip
def test_a_claim_that_makes_no_sense_is_refused_at_its_place(folder, claim, code, words):
    column = 6 + claim.index("^")  # the caret marks the place
    claims = with_claim(f"  a: {claim.replace('^', '')}\n")
    line = claims.count("\n")
    found = [finding for finding in said(folder, claims) if finding.severity == "error"]
    finding = only(found)
    assert (place(finding), finding.code) == (f"claims.yaml:{line}:{column}", code)
    assert words in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (SOURCES.replace("refers_to: 1", "refers_to: 2"), "note 2 leans on itself"),
        (SOURCES.replace("refers_to: 1", "refers_to: 3"), "note 2 leans on the later note 3"),
        (SOURCES.replace("refers_to: 1", "refers_to: 7"), "there is no note 7"),
        (SOURCES.replace("works: [report]", "works: [nope]"), 'there is no work "nope"'),
        (SOURCES.replace("works: [report]", "works: [raport]"), 'did you mean "report" (line 4)?'),
        (SOURCES.replace("title: A Book, ", ""), '"title" is missing'),
        (SOURCES.replace("date: 2010", "date: 20100"), "is not a date"),
        (SOURCES.replace("form: ibid", "form: idem"), "known are full, ibid"),
        (SOURCES.replace("  3:", "  note-3:"), "not the number of a note"),
        (SOURCES.replace("id: p,", ""), '"id" is missing'),
        (SOURCES.replace("authors: [ann],", ""), '"authors" is missing'),
        (SOURCES.replace("[ann]", "[]"), "has no author"),
        (SOURCES.replace("[ann]", "[an]"), 'author "an" is not an actor'),
        (SOURCES.replace("title: A Paper", "base: not an iri"), "not an absolute IRI"),
        (SOURCES.replace("book:", "ann:"), '"ann" is declared twice'),
        (SOURCES.replace("book:", "Book:"), "not an id"),
        (SOURCES.replace("date: 2010", "derived_from: report"), "derive from each other in a ring"),
    ],
)
def test_sources_that_make_no_sense_are_refused(folder, sources, words):
    found = said(folder, CLAIMS, sources)
    assert any(words in f"{finding.message} {finding.hint}" for finding in found), found
    assert all(re.fullmatch(r"(claims|sources)\.yaml:\d+:\d+", place(finding)) for finding in found)


def test_notes_that_lean_on_each_other_in_a_ring_are_refused(folder):
    sources = SOURCES.replace(
        "3: {works: [book]}", "3: {form: ibid, refers_to: 4}\n  4: {form: ibid, refers_to: 3}"
    )
    messages = [finding.message for finding in said(folder, CLAIMS, sources)]
    assert "notes lean on each other in a ring: 3 -> 4 -> 3" in messages


def test_membership_cycles_are_refused_however_they_are_written(folder):
    claims = CLAIMS.replace(
        "type: government body}",
        "part_of: st}\n  st: {name: St, member_of: [{who: pact}]}\n  pact: {name: Pact, part_of: bureau}",
    )
    assert "members of each other in a ring" in only(said(folder, claims)).message
    claims = CLAIMS.replace("type: government body}", "members: [ann]}").replace(
        "type: person}", "members: bureau}"
    )
    assert "members of each other in a ring" in only(said(folder, claims)).message


def test_rings_of_topics_are_refused(folder):
    claims = CLAIMS.replace(
        "{label: Rain}", "{label: Rain, broader: wet}\n  wet: {label: Wet, broader: rain}"
    )
    assert (
        only(said(folder, claims)).message
        == "topics are broader than each other in a ring: rain -> wet -> rain"
    )


@pytest.mark.parametrize(
    ("attack", "message"),
    [
        ("{from: it-rains, to: it-rains}", "attacks itself"),
        ("{from: it-pours, to: it-rains}", "which restates it"),
        ("{from: sky-grey, to: it-rains/1}", "of which it is a premise"),
        ("{from: sky-dull, to: it-rains/1}", "of which it is a premise"),
        ("{from: ann, to: it-rains}", "is an actor, not a claim"),
        ("{from: sky-grey, to: it-rains/2}", "is not a claim or an argument"),
    ],
)
def test_attacks_that_make_no_sense_are_refused(folder, attack, message):
    extra = "  it-pours: {text: It pours, restates: it-rains}\n  sky-dull: {text: Dull, restates: sky-grey}\n"
    claims = CLAIMS.replace("attacks:\n", f"{extra}attacks:\n  - {attack}\n")
    errors = [finding for finding in said(folder, claims) if finding.severity == "error"]
    assert message in only(errors).message


def test_all_authors_count_as_the_author(folder):
    claims = CLAIMS.replace(
        "attacks:", "  it-pours: {text: It pours, holder: bo, restates: it-rains}\nattacks:"
    )
    claims = claims.replace("topics:", "  bo: {name: Bo}\ntopics:")
    dataset = load(folder(claims, SOURCES.replace("[ann]", "[ann, bo]")))
    assert not dataset.attributed(dataset.claims["it-pours"])


def test_ids_that_differ_by_folding_only_are_refused(folder):
    claims = with_claim("  straße: {text: A}\n  strasse: {text: B}\n")
    finding = only(said(folder, claims))
    assert finding.code == "duplicate"
    assert "straße" in finding.message


def test_a_former_id_names_the_new_one(folder):
    claims = with_claim("  a: {text: A, supported_by: grey-sky}\n").replace(
        "sky-grey: {text: The sky is grey}", "sky-grey: {text: The sky is grey, formerly: grey-sky}"
    )
    finding = only(said(folder, claims))
    assert finding.message == 'premise "grey-sky" is now called "sky-grey"'


def test_all_errors_of_both_files_are_found_in_one_run(folder):
    claims = with_claim(
        "  a: {text: A, kind: thesi, holder: nobody, cites: [9], date: soon}\n  b: {txt: B}\n"
    )
    sources = SOURCES.replace("works: [book]", "works: [bock]").replace("date: 2010", "dat: 2010")
    found = said(folder, claims, sources)
    assert {finding.code for finding in found} >= {"value", "unknown-reference", "edtf", "unknown-key"}
    assert len([finding for finding in found if finding.severity == "error"]) == 7
    assert [place(finding) for finding in found] == sorted(
        (place(finding) for finding in found),
        key=lambda text: (text.split(":")[0], *map(int, text.split(":")[1:])),
    )


def test_references_into_a_file_that_cannot_be_read_are_not_reported_one_by_one(folder):
    found = said(folder, CLAIMS, "works: [\n")
    assert [finding.file for finding in found] == ["sources.yaml"]
    found = said(folder, "claims: [\n", SOURCES)
    assert [finding.file for finding in found] == ["claims.yaml"]


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("{kind: claim}", "has no text"),
        ("{text: }", "has no text"),
        (
            "{text: A, supported_by: [[sky-grey, it-rains], [it-rains, sky-grey]]}",
            "repeats the premises of a/1",
        ),
        ('{text: A, passage: {paragraph: "7/1"}}', 'no section "7"'),
    ],
)
def test_what_is_odd_but_not_wrong_is_a_warning(folder, claim, words):
    finding = only(said(folder, with_claim(f"  a: {claim}\n")))
    assert finding.severity == "warning"
    assert words in finding.message


def test_text_before_a_comment_sign_is_a_warning(folder):
    finding = only(said(folder, with_claim("  a:\n    text: Rule #1 holds\n")))
    assert (finding.code, finding.severity) == ("cut-text", "warning")
    assert not said(folder, with_claim('  a:\n    text: "Rule #1 holds"  # a comment\n'))


def test_a_text_cut_by_a_colon_is_explained(folder):
    finding = only(said(folder, with_claim("  a:\n    text: Rule one: it rains\n")))
    assert finding.code == "cut-text"
    assert "quote the text" in finding.hint


def test_a_reference_to_a_numbered_argument_is_a_warning(folder):
    claims = CLAIMS.replace("to: it-rains}", "to: it-rains/1}")
    finding = only(said(folder, claims))
    assert (finding.code, finding.severity) == ("numbered-argument", "warning")
    assert load(folder(claims))


@pytest.mark.parametrize(
    ("where", "old"),
    [
        ("claims.yaml", "  sky-grey: {text: The sky is grey"),
        ("sources.yaml", "  book: {type: book, title: A Book"),
        ("sources.yaml", "  3: {works: [book]"),
        ("sources.yaml", "paper: {id: p, title: A Paper"),
    ],
)
def test_an_anomaly_whose_meaning_is_what_is_printed_is_refused(folder, where, old):
    def with_anomaly(meant: str) -> list[Finding]:
        new = f'{old}, anomalies: [{{kind: date, printed: "May 2014", meant: "{meant}", sure: high}}]'
        return said(folder, CLAIMS.replace(old, new), SOURCES.replace(old, new))

    finding = only(with_anomaly(" May 2014"))
    assert (finding.file, finding.code, finding.severity) == (where, "meant-as-printed", "error")
    assert not with_anomaly("may 2014")  # a capital may be all that is odd


def test_an_anomaly_may_say_that_nothing_is_sure_to_be_meant(folder):
    odd = CLAIMS.replace("is grey}", "is grey, anomalies: [{kind: figure, printed: 40%, sure: low}]}")
    assert not said(folder, odd)


def test_a_stance_lists_notes_that_its_claims_cite(folder):
    finding = only(said(folder, CLAIMS.replace("notes: [3]", "notes: [3, 1]")))
    assert (finding.code, finding.severity) == ("note-of-others", "warning")
    assert place(finding) == "claims.yaml:22:91"
    alone = CLAIMS.replace("claims: [bureau-says-dry], notes", "notes")
    assert not said(folder, alone)  # a stance may be shown by a note only


def test_a_stance_may_list_the_notes_of_a_restatement(folder):
    again = "  dry-again: {text: No rain, holder: bureau, restates: bureau-says-dry, cites: [1]}\nattacks:"
    claims = CLAIMS.replace("attacks:", again).replace("notes: [3]", "notes: [3, 1]")
    assert not said(folder, claims)


def test_a_file_larger_than_64_mib_is_refused(folder):
    finding = only(said(folder, b"# " + b"x" * (64 * 1024 * 1024), "works: {}\n"))
    assert (place(finding), finding.code) == ("claims.yaml:1:1", "too-large")


def test_a_missing_folder_and_a_file_in_its_place_are_said(tmp_path):
    assert only(read(tmp_path / "none").findings).code == "missing-folder"
    (tmp_path / "file").write_text("x")
    assert only(read(tmp_path / "file").findings).code == "not-a-folder"


def test_an_alias_bomb_is_never_expanded(folder):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
    )
    found = said(folder, bomb, "works: {}\n")
    assert {"anchor", "alias"} <= {finding.code for finding in found}


def _warnings(folder: Any, claims: str, sources: str) -> list[tuple[str, int]]:
    found = check(folder(claims, sources))
    assert [finding for finding in found if finding.severity == "error"] == []
    return [(finding.code, finding.line) for finding in found]


PAPER = "paper: {id: p, authors: [me]}\n"
ME = "actors: {me: {name: Me}, china-daily: {name: China Daily}}\n"


def test_a_note_that_leads_nowhere_is_a_warning_at_its_line(folder: Any) -> None:
    sources = PAPER + "works: {w: {title: W}, v: {title: V}}\nendnotes:\n  1: {works: [w, v]}\n"
    cited = ME + "claims: {a: {text: A, cites: [2]}}\n"
    assert _warnings(folder, cited, sources + "  2: {form: ibid}\n") == [("leads-nowhere", 5)]
    assert _warnings(folder, cited, sources + "  2: {form: op_cit}\n") == [("leads-nowhere", 5)]
    assert _warnings(folder, cited, sources + "  2: {form: short, works: [w]}\n") == []
    assert _warnings(folder, cited, sources + "  2: {form: ibid, refers_to: 1}\n") == [("ibid-of-several", 5)]
    past = "  2: {works: [w]}\n  3: {works: [v]}\n  4: {form: ibid, refers_to: 2}\n"
    assert _warnings(folder, cited, sources + past) == [("ibid-past-a-note", 7)]


def test_a_cited_note_without_works_is_a_warning_unless_it_is_a_mention(folder: Any) -> None:
    sources = PAPER + "works: {}\nendnotes: {1: {form: comment}}\n"
    assert _warnings(folder, ME + "claims: {a: {text: A, cites: [1]}}\n", sources) == [("no-work", 2)]
    mention = "claims: {a: {text: A, cites: [{note: 1, intent: discusses}]}}\n"
    assert _warnings(folder, ME + mention, sources) == []


def test_a_short_note_of_another_work_and_a_work_of_no_note_are_warnings(folder: Any) -> None:
    sources = PAPER + "works: {w: {title: W}, v: {title: V}}\nendnotes:\n  1: {works: [w]}\n"
    assert _warnings(folder, ME, sources + "  2: {form: short, refers_to: 1, works: [v]}\n") == [
        ("another-work", 5)
    ]
    assert _warnings(folder, ME, sources) == [("unused-work", 2)]


def test_a_maker_that_is_nearly_an_actor_is_a_warning(folder: Any) -> None:
    sources = PAPER + "works: {w: {title: W, creators: [%s]}}\nendnotes: {1: {works: [w]}}\n"
    assert _warnings(folder, ME, sources % "china-dialy") == [("nearly-an-actor", 2)]
    for plain in ("china-daily", "China Dialy", "pew", "somebody-else"):
        assert _warnings(folder, ME, sources % plain) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("supports: [it-rains]", "on the other claim, as `supported_by:"),
        ("attacks: [it-rains]", "section `attacks:`"),
        ("limited_by: [it-rains]", "section `limits:`"),
        ("notes: [1]", "`cites: [27]`"),
    ],
)
def test_a_key_that_means_something_else_is_not_taken_for_one_that_is_spelled_like_it(folder, wrong, said):
    place = folder(CLAIMS.replace("{text: The sky is grey}", f"{{text: The sky is grey, {wrong}}}"))
    (finding,) = [each for each in check(place) if each.code == "unknown-key"]
    assert said in finding.hint
    assert "did you mean" not in finding.hint


def test_a_value_of_a_closed_list_that_is_missing_is_asked_for_with_the_list(folder):
    place = folder(f"{CLAIMS}limits: [{{from: sky-grey, to: it-rains}}]\n")
    (finding,) = [each for each in check(place) if each.code == "missing"]
    assert finding.hint == "write `kind: …`; known are concession, qualification, contrast"


def test_a_claim_that_supports_itself_or_by_its_restatement_is_told(folder):
    claims = CLAIMS.replace("[[streets-wet, sky-grey]]", "[[streets-wet, it-rains], [pours]]")
    place = folder(
        claims.replace("  sky-grey:", "  pours: {text: It pours, restates: it-rains}\n  sky-grey:")
    )
    said = [each.message for each in check(place) if each.code == "supports-itself"]
    assert said == [
        "it-rains is supported by itself",
        "it-rains is supported by pours, which restates it",
    ]


@pytest.mark.parametrize(
    ("unclaimed", "told"),
    [
        ("sentences: 1", 1),
        ("sentences: 1-3", 1),
        ("reason: list", 1),
        ("sentences: 2", 0),
        ("sentences: 1, words: 3-4", 0),
        (f"sentences: {'9' * 5000}", 0),
    ],
)
def test_a_sentence_both_claimed_and_unclaimed_is_told(folder, unclaimed, told):
    reason = "" if "reason" in unclaimed else ", reason: list"
    place = folder(f'{CLAIMS}unclaimed: [{{paragraph: "1/1", {unclaimed}{reason}}}]\n')
    assert [each.code for each in check(place)].count("claimed-too") == told
