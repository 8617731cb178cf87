"""Edits of the two files: only what is meant changes, in any layout, and undoing it gives the old bytes."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from datasets import datasets, in_folder
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tiny import CLAIMS, SOURCES

from claimgraph.answers.add import Fragment, add
from claimgraph.answers.fmt import fmt
from claimgraph.answers.remove import remove
from claimgraph.answers.rename import rename
from claimgraph.editing.write import keys_of, short
from claimgraph.errors import DataError, NameTaken, UnknownName, UsageError
from claimgraph.loading import BUNDLED, check, load
from claimgraph.model.entities import Actor, Claim, Dataset, Endnote, Paper, Topic, Work

FILES = ("claims.yaml", "sources.yaml")
few = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def held(place: Path) -> dict[str, bytes]:
    return {name: (place / name).read_bytes() for name in FILES}


def texts(place: Path) -> str:
    return "".join(data.decode("utf-8") for data in held(place).values())


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    place = tmp_path / "paper"
    place.mkdir()
    for name in FILES:
        (place / name).write_bytes((BUNDLED / name).read_bytes())
    return place


# --- layouts that a person or a program may leave

BLOCK = """# head
claimgraph: 1\t# with a tab

actors:\t# who
    # she
    ann: {name: Ann}\t
    bureau:    # they

        name: "The Bureau"
        # above a key
        type: government body
        # at the end of it
    # after the last one

claims:
  it-rains:
    text: |
      It rains
      # no comment

    supported_by:
    - [wet]
    # below an item
    - - grey
  wet: {text: 'wet', cites: [1,
    2]  # cut
    }
  "grey":
    ? text
    : "grey
      sky"
  # far below
attacks:
- from: grey   # first
  to: wet
"""
SOURCES_BLOCK = """works:
- no: list
""".replace("- no: list", "  report: {title: A Report}\n  'book': {title: B, creators: [Ann, ann]}")
SOURCES_BLOCK = f"paper: {{id: p, authors: [ann]}}\n{SOURCES_BLOCK}endnotes: {{1: {{works: [report]}}, 2: {{works: book}}}}\n"
FLOW = """{"actors": {"ann": {"name": "Ann"}, "bureau": {"name": "The Bureau"}},
 "claims": {
   "it-rains": {"text": "It rains", "supported_by": [["wet"], ["grey"]]}, # first
   "wet": {"text": "wet", "cites": [1, 2],},
   "grey": {"text": "grey"},
 },
 "attacks": [ ] }
"""
SOURCES_FLOW = """{paper: {id: p, authors: ann}, works: {report: {title: A Report}, book: {title: B}},
endnotes: {1: {works: [report]},
  2: {works: book}}}"""
LAYOUTS = {
    "tiny": (CLAIMS.replace("it-rains", "wet").replace("wet:\n    text: It", "wet:\n    text: It"), SOURCES),
    "block": (BLOCK, SOURCES_BLOCK),
    "crlf": (BLOCK.replace("\n", "\r\n"), SOURCES_BLOCK.replace("\n", "\r\n")),
    "cr": (BLOCK.replace("\n", "\r"), SOURCES_BLOCK.replace("\n", "\r")),
    "byte order mark": ("\ufeff" + BLOCK, "\ufeff" + SOURCES_BLOCK),
    "no final newline": (BLOCK.rstrip("\n"), SOURCES_BLOCK.rstrip("\n")),
    "ends in a comment": (BLOCK + "  # end", SOURCES_BLOCK + "# end"),
    "ends in spaces": (BLOCK + "   ", SOURCES_BLOCK + "\n\n  "),
    "document marks": ("---\n" + BLOCK + "...\n", "%YAML 1.1\n---\n" + SOURCES_BLOCK + "...\n"),
    "flow": (FLOW, SOURCES_FLOW),
    "flow, crlf": (FLOW.replace("\n", "\r\n"), SOURCES_FLOW.replace("\n", "\r\n")),
    "empty sections": (
        "actors: {ann: {name: Ann}}\nclaims: {}\nattacks: []   # none\ntopics: { }\n",
        "paper: {id: p, authors: ann}\nworks: {\n}\nendnotes: {  # none\n  }\n",
    ),
    "sections absent": ("actors:\n ann:\n  name: Ann\n", "paper:\n      id: p\n      authors: ann"),
}
LAYOUTS["tiny"] = (CLAIMS, SOURCES)
layouts = pytest.mark.parametrize("layout", LAYOUTS)

FRAGMENT = (
    """
# for each
topics:
  # a topic
  frost: {label: "Frost, and hail"}   # cold
claims:
  it-hails:   # new
      # what
      text: >
        It
        hails
      holder: sleet-watch
      cites: [77]
      about:
      - frost
  it-freezes: {text: 'It''s #1: cold', supported_by: [[it-hails]]}
works:
  almanac:
    title: The Almanac
    creators:
      - {a: b}
""".replace("      - {a: b}\n", "      - Bo, and Co\n")
    + """endnotes:
  77: {works: almanac}
actors: {sleet-watch: {name: "Sleet, watch"}}
"""
)
IDS = ("it-freezes", "it-hails", "frost", "sleet-watch", "77", "almanac")


@layouts
def test_what_is_added_and_removed_again_leaves_the_old_bytes(
    layout: str, folder: Callable[..., Path]
) -> None:
    place = folder(*LAYOUTS[layout])
    assert not [finding for finding in check(place) if finding.severity == "error"]
    before, dataset = held(place), load(place)
    assert add(place, FRAGMENT)["written"]
    now = load(place)
    assert now.claims["it-hails"].text == "It hails"
    assert now.claims["it-freezes"].text == "It's #1: cold"
    assert now.works["almanac"].creators == ("Bo, and Co",)
    assert list(now.claims) == [*dataset.claims, "it-hails", "it-freezes"]
    for id_ in IDS:
        assert remove(place, id_)["written"]
    assert held(place) == before


@layouts
def test_only_lines_with_what_is_added_are_new(layout: str, folder: Callable[..., Path]) -> None:
    place = folder(*LAYOUTS[layout])
    before = texts(place)
    add(place, FRAGMENT)
    opcodes = difflib.SequenceMatcher(None, before, texts(place), autojunk=False).get_opcodes()
    assert {kind for kind, *_ in opcodes} <= {"equal", "insert"}


@layouts
def test_a_renamed_thing_is_that_in_both_files_and_back_again(
    layout: str, folder: Callable[..., Path]
) -> None:
    place = folder(*LAYOUTS[layout])
    add(place, FRAGMENT)
    before, dataset = held(place), load(place)
    for id_ in (*dataset.claims, *dataset.actors, *dataset.works, *dataset.topics, "p"):
        answer = rename(place, id_, "brand-new")
        assert answer["formerly"] == [id_]
        assert renamed(dataset, id_, "brand-new") == load(place)
        assert rename(place, "brand-new", id_)["formerly"] == []
        assert held(place) == before, id_
    number = max(dataset.endnotes)
    rename(place, f"[{number}]", "note:123")
    assert max(load(place).endnotes) == 123
    rename(place, "123", str(number))
    assert held(place) == before


def renamed(dataset: Dataset, old: str, new: str) -> Dataset:
    """The oracle: every value that is ``old`` is ``new``, and what was called so remembers it."""

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            found = {(new if k == old else k): walk(v, k) for k, v in value.items()}
            if found.get("id") == new and "formerly" in found:
                known = found["formerly"]  # one alone is written bare, and stands behind the new one
                found["formerly"] = (old, *known) if len(known) == 1 else (*known, old)
            return found
        if isinstance(value, list | tuple):
            return tuple(walk(each, key) for each in value)
        if key in ("text", "title", "name", "aliases", "label", "formerly", "type") or not isinstance(
            value, str
        ):
            return value
        if value.startswith(f"{old}/") and value.rpartition("/")[2].isdigit():
            return f"{new}/{value.rpartition('/')[2]}"
        return new if value == old else value

    return type(dataset).model_validate(walk(dataset.model_dump()))


@layouts
def test_in_order_it_says_the_same_and_stays_in_order(layout: str, folder: Callable[..., Path]) -> None:
    place = folder(*LAYOUTS[layout])
    dataset, before = load(place), texts(place)
    fmt(place)
    assert load(place) == dataset
    assert "".join(sorted(texts(place))).strip() == "".join(sorted(before)).strip()
    assert fmt(place)["changed"] == []
    assert fmt(place, check=True)["written"] is False


@layouts
@pytest.mark.parametrize(
    "new",
    [
        "claims: {wet: {text: other, kind: fact}}",
        "claims:\n  wet:\n    about: [ann]\n    text: |\n      more\n      lines\n    cites: 1\n",
        "actors: {bureau: {name: Office, aliases: [a, b]}, ann: {name: Ann}}",
        "works: {report: {title: 'New, title', date: 2014}}\nendnotes: {1: {works: [report, book], form: full}}",
        "paper: {id: p, authors: [ann, bureau], title: A}",
        "claims: {it-rains: {text: It pours, supported_by: [[wet], [grey], [wet, grey]]}}",
        "claims: {it-rains: {supported_by: [[grey]]}}",
        "claims: {wet: {cites: [], text: wet}}\nactors: {bureau: {type: []}}",
    ],
)
def test_what_is_replaced_says_the_new_in_its_old_place(
    layout: str, new: str, folder: Callable[..., Path]
) -> None:
    if layout in ("tiny", "empty sections", "sections absent"):
        return
    place = folder(*LAYOUTS[layout])
    before = load(place)
    comments = texts(place).count("#")
    answer = add(place, new, merge=True)
    assert answer["added"] == []
    wanted = load(place)
    for id_ in answer["replaced"]:
        assert id_.removeprefix("note:") in new
    assert list(wanted.claims) == list(before.claims)
    assert wanted.claims["grey"] == before.claims["grey"]
    assert add(place, new, merge=True)["written"]
    assert load(place) == wanted
    assert texts(place).count("#") >= comments - 2  # those of what is gone


@layouts
def test_what_is_sent_again_whole_takes_the_old_place(layout: str, folder: Callable[..., Path]) -> None:
    place = folder(*LAYOUTS[layout])
    before = load(place)
    for id_, claim in before.claims.items():
        if claim.text is None:
            continue
        whole = short(before, "claims")[id_]
        whole["text"], whole["kind"] = "Said anew", "fact"
        answer = add(place, json.dumps({"claims": {id_: plain(whole)}}), replace=True)
        assert (answer["written"], answer["replaced"]) == (True, [id_]), answer["findings"]
        changed = {"text": "Said anew", "kind": "fact"}
        assert load(place).claims[id_] == claim.model_copy(update=changed)


def plain(node: Any) -> Any:
    """What a written node says, without the quotes of its scalars."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return (
        [plain(each) for each in node]
        if isinstance(node, list)
        else yaml.safe_load(node) and str(node).strip("'\"")
    )


WHOLE = 'claims: {it-rains: {text: It pours, kind: thesis, about: rain, supported_by: [[sky-grey]], passage: {paragraph: "1/1"}}}'


def test_what_would_lose_a_key_is_not_replaced_and_merging_lets_it_stay(folder: Callable[..., Path]) -> None:
    place = folder()
    before, claim = held(place), load(place).claims["it-rains"]
    answer = add(place, "claims: {it-rains: {cites: 1}}", replace=True)
    (finding,) = [each for each in answer["findings"] if each["severity"] == "error"]
    assert (finding["code"], finding["line"], finding["column"]) == ("lost", 1, 10)
    assert "text, kind, about, passage, supported_by" in finding["message"]
    assert "--merge" in (finding["hint"] or "")
    assert held(place) == before
    answer = add(place, "claims: {it-rains: {cites: 1, about: []}}", merge=True)
    assert answer["replaced"] == ["it-rains"]
    now = load(place).claims["it-rains"]
    assert (now.text, now.passage, now.about) == (claim.text, claim.passage, ())
    assert [cited.note for cited in now.cites] == [1]
    assert add(place, WHOLE.replace("about: rain, ", "cites: 1, "), replace=True)["written"]
    with pytest.raises(UsageError, match="two ways"):
        add(place, WHOLE, replace=True, merge=True)


MORE = """limits:
  - {from: sky-grey, to: it-rains, kind: contrast}  # said
unclaimed:
  - {paragraph: "1/2", sentences: 1, reason: list}
  - {paragraph: "1/2", sentences: 2, reason: list}
"""


def test_a_record_that_is_there_is_refused_and_one_with_its_ends_replaces_it(
    folder: Callable[..., Path],
) -> None:
    place = folder(CLAIMS + MORE)
    before = held(place)
    for record in (
        "limits: [{from: sky-grey, to: it-rains, kind: contrast}]",
        "attacks: [{to: it-rains, from: bureau-says-dry}]",
        'unclaimed: [{paragraph: "1/2", sentences: 1, reason: list, digest: 7-12345678}]',
        "limits: [{from: streets-wet, to: it-rains, kind: contrast}, {from: streets-wet, to: it-rains, kind: contrast}]",
    ):
        answer = add(place, record)
        assert "duplicate" in [each["code"] for each in answer["findings"]], record
        assert held(place) == before
    other = "limits: [{from: sky-grey, to: it-rains, kind: concession}]"
    assert "repeated" in [each["code"] for each in add(place, other, dry_run=True)["findings"]]
    assert add(place, other, replace=True)["replaced"] == ["limit:sky-grey/it-rains"]
    assert [limit.kind for limit in load(place).limits] == ["concession"]
    assert "# said" in texts(place)
    new = 'unclaimed: [{paragraph: "1/3", sentences: 1, reason: list}, {paragraph: "1/2", sentences: 1, reason: question}]'
    answer = add(place, new, replace=True)
    assert (answer["added"], answer["replaced"]) == (["unclaimed:1/3:1"], ["unclaimed:1/2:1"])
    assert [each.reason for each in load(place).unclaimed] == ["question", "list", "list"]
    stance = "stances: [{actor: bureau, topic: rain, polarity: supports, claims: [bureau-says-dry]}]"
    (lost,) = [each for each in add(place, stance, replace=True)["findings"] if each["code"] == "lost"]
    assert "notes" in lost["message"]
    assert add(place, stance, merge=True)["replaced"] == ["stance:bureau/rain"]
    assert (load(place).stances[0].polarity, load(place).stances[0].notes) == ("supports", (3,))


def test_a_record_is_removed_by_what_it_says_and_an_error_lists_those_there_are(
    folder: Callable[..., Path],
) -> None:
    place = folder(CLAIMS + MORE)
    for name in ("limit:sky-grey/it-rains", "attack:bureau-says-dry->it-rains", "stance:bureau/rain"):
        answer = remove(place, name)
        assert (answer["written"], answer["leaning"]) == (True, [])
    with pytest.raises(UnknownName) as refused:
        remove(place, "unclaimed:1/2")
    assert sorted(refused.value.candidates) == ["unclaimed:1/2:1", "unclaimed:1/2:2"]
    assert remove(place, "unclaimed:1/2:1")["removed"] == ["unclaimed:1/2:1"]
    now = load(place)
    assert (now.limits, now.attacks, now.stances, len(now.unclaimed)) == ((), (), (), 1)
    with pytest.raises(UnknownName, match="no attack"):
        remove(place, "attack:a/b")


def test_records_that_are_there_twice_are_told_and_the_second_is_removed(folder: Callable[..., Path]) -> None:
    place = folder(CLAIMS + MORE.replace("sentences: 2", "sentences: 1"))
    (finding,) = [each for each in check(place) if each.code == "repeated"]
    assert (finding.severity, finding.line) == ("warning", 27)
    assert "claimgraph remove unclaimed:1/2:1#2" in (finding.hint or "")
    assert remove(place, "unclaimed:1/2:1#2")["written"]
    assert not [each for each in check(place) if each.code == "repeated"]


def test_the_order_of_keys_is_that_of_the_docs() -> None:
    text = (Path(__file__).resolve().parent.parent / "docs" / "data.md").read_text("utf-8")
    for kind, start, end in (
        (Actor, "**actors** —", "\n\n"),
        (Topic, "**topics** —", "\n\n"),
        (Claim, "| key | |", "**Arguments.**"),
        (Paper, "**paper** —", "\n\n"),
        (Work, "**works** —", "A `doi` is"),
        (Endnote, "**endnotes** —", "\n\n"),
    ):
        told = text[text.index(start) :]
        words = re.findall(r"`([a-z_]+)(?::[^`]*)?`", told[: told.index(end)])
        if kind is Claim:
            words = re.findall(r"^\| `([a-z_]+)` \|", told[: told.index(end)], re.MULTILINE)
        keys = list(keys_of(kind))
        known = [key for key in dict.fromkeys(words) if key in keys]
        assert known == [key for key in keys if key in known], kind
        assert set(keys) - set(known) <= {"id", "number"}


# --- the bundled paper


def test_random_edits_of_the_bundled_paper_change_only_what_is_meant(bundled: Path) -> None:
    random = Random(1)
    before, dataset = held(bundled), load(bundled)
    for number in range(1):
        behind = random.choice([*dataset.claims, *dataset.actors, *dataset.works, "7"])
        add(
            bundled,
            f"claims:\n  new-{number}: {{text: N, supported_by: [[{random.choice(list(dataset.claims))}]]}}\n"
            f"works:\n  w-{number}:\n    title: W   # {number}\nactors: {{a-{number}: {{name: A}}}}\n",
            after=behind,
        )
        assert all(
            line.startswith(("  new-", "  w-", "    title: W", "  a-"))
            for line in _added(before, held(bundled))
        )
        for id_ in random.sample([f"new-{number}", f"w-{number}", f"a-{number}"], 3):
            assert remove(bundled, id_)["written"]
        assert held(bundled) == before
    for id_ in random.sample([*dataset.claims, *dataset.actors, *dataset.works, *dataset.topics], 2):
        rename(bundled, id_, "brand-new")
        for line in _added(before, held(bundled)):
            assert "brand-new" in line or "formerly" in line
        rename(bundled, "brand-new", id_)
        assert held(bundled) == before


def _added(before: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    found: list[str] = []
    for name in before:
        old = set(before[name].decode().splitlines())
        found += [line for line in now[name].decode().splitlines() if line not in old]
    return found


def test_the_bundled_paper_in_order_is_the_same_paper(bundled: Path) -> None:
    before = (bundled / "claims.yaml").read_text("utf-8")
    assert fmt(bundled)["written"]
    assert load(bundled) == load(BUNDLED)
    assert sorted((bundled / "claims.yaml").read_text("utf-8")) == sorted(before)
    assert fmt(bundled)["changed"] == []


def test_any_claim_of_the_bundled_paper_is_removed_with_what_leans_on_it(bundled: Path) -> None:
    dataset = load(bundled)
    random = Random(2)
    things = [*dataset.claims, *dataset.works, *dataset.topics, *map(str, dataset.endnotes)]
    for id_ in random.sample(things, 3):
        answer = remove(bundled, id_, force=True)
        assert answer["written"], id_
        assert f" {id_}:" not in texts(bundled)


# --- what is refused, and how it is said


def test_errors_of_a_fragment_are_at_its_own_lines_and_columns(folder: Callable[..., Path]) -> None:
    place = folder()
    before = held(place)
    text = "claims:\n  x: {text: X, supported_by: [[nope]], cites: 9}\n  wet: {txt: Y}\nworks: {book: {title: B}}\nclaim: {}\n"
    answer = add(place, Fragment("more.yaml", text.encode()))
    said = [(f["line"], f["column"], f["code"]) for f in answer["findings"] if f["severity"] == "error"]
    assert {finding["file"] for finding in answer["findings"]} == {"more.yaml"}
    assert said == [
        (2, 32, "unknown-reference"),
        (2, 47, "unknown-reference"),
        (3, 9, "unknown-key"),
        (4, 9, "duplicate"),
        (5, 1, "unknown-key"),
    ]
    assert (answer["written"], answer["added"], held(place)) == (False, [], before)


@pytest.mark.parametrize(
    "text", ["", "- a", "claims: [", "claims: {x: &a {text: X}}", "claims: 3", "\x07", "claims:"]
)
def test_a_fragment_that_is_none_is_refused_with_a_finding(text: str, folder: Callable[..., Path]) -> None:
    answer = add(folder(), text)
    assert [finding for finding in answer["findings"] if finding["severity"] == "error"]
    assert not answer["written"]


def test_what_would_break_what_is_there_already_is_refused_at_its_place(folder: Callable[..., Path]) -> None:
    place = folder()
    answer = add(place, "claims: {sky-grey: {text: Grey, holder: bureau, restates: it-rains}}", replace=True)
    assert [finding["code"] for finding in answer["findings"] if finding["severity"] == "error"]
    answer = add(place, "works: {it-rains: {title: T}}")
    assert "duplicate" in [finding["code"] for finding in answer["findings"]]
    assert all("1000000" not in f"{finding['hint']}{finding['message']}" for finding in answer["findings"])


def test_names_that_are_taken_or_none_are_refused(folder: Callable[..., Path]) -> None:
    place = folder()
    rename(place, "streets-wet", "wet")
    for old, new, error in (
        ("nope", "b", UnknownName),
        ("it-rains", "wet", NameTaken),
        ("it-rains", "streets-wet", NameTaken),
        ("it-rains", "report", NameTaken),
        ("it-rains", "Rain it", UsageError),
        ("it-rains", "7", UsageError),
        ("1", "2", NameTaken),
        ("7", "8", UnknownName),
        ("1", "rain", UsageError),
        ("it-rains/1", "by-wet", UsageError),
        ("1", "5", DataError),  # note 2 leans on it
    ):
        with pytest.raises(error):
            rename(place, old, new)
    with pytest.raises(UnknownName, match="now called"):
        remove(place, "streets-wet")
    with pytest.raises(UnknownName):
        add(place, "claims: {x: {text: X}}", after="nope")
    with pytest.raises(UsageError, match="part of the program"):
        remove(BUNDLED, "nato", force=True)
    with pytest.raises(DataError):
        fmt(place / "none")


def test_what_is_removed_by_force_takes_along_what_says_nothing_without_it(
    folder: Callable[..., Path],
) -> None:
    place = folder(
        CLAIMS.replace(
            "[[streets-wet, sky-grey]]", "[[streets-wet], [sky-grey], [sky-grey, streets-wet]]"
        ).replace("to: it-rains}", "to: it-rains/2}")
    )
    assert [row["key"] for row in remove(place, "streets-wet")["leaning"]] == ["supported_by.premises"] * 2
    assert remove(place, "streets-wet", force=True)["written"]
    now = load(place)
    assert [argument.premises for argument in now.claims["it-rains"].supported_by] == [("sky-grey",)]
    assert now.attacks[0].to == "it-rains/1"
    assert [row["goes"] for row in remove(place, "bureau", force=True)["leaning"]] == [
        "key",
        "record",
        "name",
    ]
    assert load(place).works["report"].issuer == "The Bureau"
    assert not remove(place, "ann", force=True)["written"]  # the paper needs an author


def test_a_dry_run_writes_nothing_and_shows_the_difference(folder: Callable[..., Path]) -> None:
    place = folder()
    before = held(place)
    for answer in (
        add(place, "claims: {x: {text: X}}", dry_run=True),
        rename(place, "report", "paper-1", dry_run=True),
        remove(place, "book", force=True, dry_run=True),
        fmt(place, dry_run=True),
    ):
        assert answer["diff"] is not None
        assert answer["written"] is False
    assert "+  x: {text: X}" in (add(place, "claims: {x: {text: X}}", dry_run=True)["diff"] or "")
    assert held(place) == before


def test_what_is_replaced_keeps_the_digest_of_the_place_where_it_stays(folder: Callable[..., Path]) -> None:
    place = folder(CLAIMS.replace("sentences: 1}", "sentences: 1, digest: 7-12345678}"))
    new = 'claims: {{it-rains: {{text: It pours, passage: {{paragraph: "1/1", sentences: {}}}}}}}'
    add(place, new.format(1), merge=True)
    assert load(place).claims["it-rains"].passage[0].digest == "7-12345678"
    whole = "kind: thesis, about: rain, supported_by: [[sky-grey]]"
    add(place, new.format(1).replace("pours,", f"rains, {whole},"), replace=True)
    assert load(place).claims["it-rains"].passage[0].digest == "7-12345678"
    add(place, new.format(2), merge=True)
    assert load(place).claims["it-rains"].passage[0].digest is None
    with pytest.raises(UsageError, match="nothing new in the fragment"):
        add(place, "works: {w: {title: W}}", after="it-rains")


def test_comments_of_a_fragment_come_along(folder: Callable[..., Path]) -> None:
    place = folder()
    add(
        place,
        "claims:\n  # about x\n  x:\n    text: X   # so\n  # about y\n  y: {text: Y}\nattacks:\n  # why\n  - {from: x, to: y}\n",
        after="it-rains",
    )
    claims = (place / "claims.yaml").read_text("utf-8")
    assert "  x:\n    # about x\n    text: X   # so\n  y: {text: Y}   # about y\n  streets-wet:\n" in claims
    assert "  # why\n  - {from: x, to: y}\n" in claims


def test_a_passage_without_a_digest_gets_it_from_the_copy(folder: Callable[..., Path]) -> None:
    place = folder()
    remove(place, "it-rains", force=True)
    (place / "paper.txt").write_text(
        "A Paper\n\nOne\n\nFirst is this. Second is that.\n\n[1] A.\n\n[2] B.\n\n[3] C.\n"
    )
    answer = add(
        place,
        'claims:\n  x: {text: X, passage: {paragraph: "1/1", sentences: 2}}\nunclaimed:\n- {paragraph: "1/1", sentences: 1, reason: list}\n',
    )
    assert answer["left"] == 1  # the title
    assert load(place).claims["x"].passage[0].digest == "12-d1cc6b2e"
    assert load(place).unclaimed[0].digest
    text = "Third comes a sentence of more than six words."
    (place / "paper.txt").write_text(
        (place / "paper.txt").read_text().replace("is that.", f"is that. {text}")
    )
    for said, codes in (
        (f"So: {text}", ["verbatim"]),
        (f"{text}'\n    quotation: 'true", []),
        ("Third comes one of more than six words", []),
    ):
        copied = (
            f"claims:\n  y:\n    passage: {{paragraph: '1/1', sentences: 3}}\n    text: '{said}'\n".replace(
                "'true'", "true"
            )
        )
        found = [each for each in add(place, copied, dry_run=True)["findings"] if each["code"] == "verbatim"]
        assert [each["code"] for each in found] == codes
        assert all((each["line"], each["severity"]) == (4, "warning") for each in found)
    both = add(
        place,
        'claims:\n  y: {text: X, cites: 77, passage: [{paragraph: "1/7"}, {paragraph: 1/1, sentences: x}]}\n',
    )
    assert [each["code"] for each in both["findings"] if each["severity"] == "error"] == [
        *("unknown-reference", "span", "passage")
    ]
    answer = add(place, 'claims:\n  y: {text: X, passage: {paragraph: "1/7"}}\n')
    assert [(f["line"], f["column"], f["code"]) for f in answer["findings"]] == [(2, 25, "passage")]


# --- generated data sets


@few
@given(dataset=datasets(), random=st.randoms(use_true_random=False))
def test_generated_data_sets_are_edited_and_come_back(
    dataset: Dataset, random: Random, tmp_path_factory
) -> None:
    place = in_folder(dataset, tmp_path_factory.mktemp("set"))
    before = held(place)
    things = [*dataset.claims, *dataset.works, *dataset.topics, *dataset.actors]
    if things:
        id_ = random.choice(things)
        rename(place, id_, "brand-new")
        assert renamed(dataset, id_, "brand-new") == load(place)
        rename(place, "brand-new", id_)
        assert held(place) == before
    add(place, "claims: {brand-new: {text: New}}\nworks:\n    new-work: {title: W}\n")
    remove(place, "brand-new")
    remove(place, "new-work")
    assert held(place) == before
    fmt(place)
    assert load(place) == dataset
    if things:
        answer = remove(place, random.choice(things), force=True)
        assert answer["removed"] or answer["findings"]
        assert not [finding for finding in check(place) if finding.severity == "error"]
