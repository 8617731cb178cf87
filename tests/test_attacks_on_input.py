"""Whatever the two files hold: a data set, or findings at places inside them; never an exception.

Trees and texts nobody would write, made by changing a valid data set at random; then single
attacks, each with the answer it must get.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny import CLAIMS, SOURCES

from claimgraph.command.calling import completing
from claimgraph.errors import DataError
from claimgraph.loading import check, find, load, read
from claimgraph.model.entities import Dataset

VALID: dict[str, dict[str, Any]] = {
    "claims.yaml": {
        "claimgraph": "1",
        "actors": {
            "ann": {
                "name": "Ann",
                "type": "person",
                "aliases": ["A."],
                "member_of": [{"who": "club", "from": "2001"}],
            },
            "bo": {"name": "Bo", "holds_office": [{"office": "chair", "of": "club", "to": {"is": "2010"}}]},
            "club": {"name": "Club", "unnamed": "true", "part_of": "world", "formerly": "old-club"},
            "world": {"name": "World", "members": []},
        },
        "topics": {"t": {"label": "T", "broader": ["u"]}, "u": {"label": "U", "definition": "D"}},
        "claims": {
            "a": {
                "text": "A",
                "kind": "thesis",
                "modality": {"hedge": "likely", "negated": "no"},
                "passage": [{"paragraph": "1/1", "sentences": "1-2", "words": "3", "digest": "142-3f9c0d1e"}],
                "supported_by": [
                    ["b", "c"],
                    {"id": "by-c", "premises": "c", "by": "us", "confidence": "low"},
                ],
                "about": ["t", "bo"],
            },
            "b": {"text": "B", "cites": [1, {"note": 2, "fit": "weak", "scope": "backward", "why": "W"}]},
            "c": {
                "text": "C",
                "holder": {"who": "bo", "to": "ann", "via": ["club"], "or": "world"},
                "cites": 2,
            },
            "d": {"text": "D", "restates": ["b"], "date": "2013-12", "quotation": "yes"},
            "e": {
                "text": "E",
                "anomalies": [{"kind": "odd", "printed": "x", "sure": "high"}],
                "formerly": ["f"],
            },
        },
        "attacks": [{"from": "d", "to": "a"}, {"from": "e", "to": "by-c", "by": "author"}],
        "limits": [{"from": "e", "to": "b", "kind": "contrast"}],
        "stances": [
            {"actor": "bo", "topic": "t", "polarity": "mixed", "claims": "c", "notes": 2, "date": "2001-21"}
        ],
        "unclaimed": [{"paragraph": "1/1", "sentences": "4", "reason": "list"}],
    },
    "sources.yaml": {
        "paper": {
            "id": "p",
            "title": "P",
            "authors": ["ann"],
            "date": {"printed": "May", "is": "2015-05"},
            "base": "https://example.org/p/",
            "sections": [{"id": "1", "heading": "One"}],
        },
        "works": {
            "w": {"type": "report", "title": "W", "creators": ["Bo"], "date": "2010", "secondary": "false"},
            "v": {"title": "V", "derived_from": "w", "anomalies": {"kind": "odd"}},
        },
        "endnotes": {
            "1": {"works": ["w"], "accessed": "2014-10-05"},
            "2": {"form": "ibid", "refers_to": 1, "works": "w", "digest": "9-0a1b2c3d"},
            "3": {"works": "v"},
        },
    },
}
FILES = tuple(VALID)
KEYS = sorted(
    {
        key
        for file in VALID.values()
        for section in file.values()
        if isinstance(section, dict)
        for key in section
    }
    | {
        "from",
        "from_",
        "is_",
        "or_",
        "id",
        "number",
        "text",
        "kind",
        "premises",
        "note",
        "who",
        "to",
        "",
        "<<",
        "1",
    }
)
SCALARS = [
    *(
        "",
        " ",
        "~",
        "a",
        "b",
        "A",
        "bo",
        "t",
        "p",
        "by-c",
        "a/1",
        "a/2",
        "old-club",
        "f",
        "1",
        "2",
        "3",
        "01",
        "4-3",
    ),
    *(
        "2013-12",
        "../201",
        "?1950S2",
        "9" * 5000,
        "9" * 9,
        "a" * 300,
        "x y",
        "a\nb",
        "yes",
        "no",
        "true",
        "thesis",
    ),
    *(
        "ß",
        "ss",
        "İ",
        "²",
        "١",
        "日本",
        "\U0001f600",
        "\u202e",
        "\u2028",
        "\u0085",
        "\ufeff",
        "\ud800",
        "\x1b[31m",
        "\x00",
    ),
]
trees = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every container in ``tree`` with each of its keys or positions."""
    found = []
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        found += [(tree, key), *places(value)]
    return found


@st.composite
def changed_trees(draw: st.DrawFn) -> dict[str, str]:
    """A valid data set with one to three of its parts replaced, renamed, doubled or taken out."""
    files = json.loads(json.dumps(VALID))
    for _ in range(draw(st.integers(1, 3))):
        owner, key = draw(st.sampled_from(places(files)[2:]))
        change = draw(st.sampled_from(["replace", "rename", "copy", "remove"]))
        if isinstance(owner, dict) and key in owner and owner is not files:
            value = owner.pop(key)
            if change == "replace":
                owner[key] = draw(trees)
            elif change == "rename":
                owner[draw(st.sampled_from(KEYS + SCALARS))] = value
            elif change == "copy":
                owner[key] = value
                owner[draw(st.sampled_from(SCALARS))] = value
        elif isinstance(owner, list) and key < len(owner):
            owner[key] = draw(trees)
    dumped = draw(st.sampled_from([None, 1]))
    return {name: json.dumps(files[name], indent=dumped, ensure_ascii=draw(st.booleans())) for name in FILES}


SNIPPETS = [
    *(
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "? ",
        "- ",
        "---\n",
        "...\n",
        "%TAG ! x\n",
        "#",
        " # c",
        ": ",
        ", ",
        "{",
        "}",
        "[",
    ),
    *(
        "]",
        '"',
        "'",
        "|\n",
        ">\n",
        "\t",
        "\r",
        "\r\n",
        "\n",
        "\n  ",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "é",
        "日本",
        "\U0001f600",
    ),
    *('"\\ud800"', '"\\U00110000"', '"\\0"', "\\", "text: ", "~", "99999999999", "\udcff"),
]


@st.composite
def changed_texts(draw: st.DrawFn) -> dict[str, str]:
    """A valid data set with one to four snippets put in or cut out anywhere."""
    texts = {name: draw(st.sampled_from([flow, block]))(VALID[name]) for name in FILES}
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(FILES))
        text = texts[name]
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 0, 1, 5]))
        texts[name] = text[:start] + draw(st.sampled_from(SNIPPETS)) + text[end:]
    return texts


def flow(tree: Any) -> str:
    """``tree`` as people write YAML in braces: without quotes."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    return "[" + ", ".join(map(flow, tree)) + "]" if isinstance(tree, list) else str(tree)


def block(tree: Any) -> str:
    """``tree`` as people write a data set: sections and entries indented, the rest in braces."""
    lines = []
    for section, value in tree.items():
        entries = value.items() if isinstance(value, dict) else ()
        lines.append(f"{section}:" + ("" if entries else f" {flow(value)}"))
        lines += [f"  {key}: {flow(entry)}" for key, entry in entries]
    return "\n".join([*lines, ""])


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (folder / name).write_bytes(data)
    return folder


def lines_of(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    return re.split("\r\n|\r|\n", text)


def references(dataset: Dataset) -> list[tuple[str, str | int]]:
    """Kind and name of everything that ``dataset`` refers to, field by field."""
    actors = [*dataset.paper.authors]
    works, notes, topics, claims, targets = [], [], [], [], []
    for actor in dataset.actors.values():
        actors += [other.who for other in (*actor.part_of, *actor.member_of, *actor.members)]
        actors += [office.of for office in actor.holds_office if office.of]
    for work in dataset.works.values():
        works += [work.derived_from] if work.derived_from else []
    for note in dataset.endnotes.values():
        works += note.works
        notes += [note.refers_to] if note.refers_to else []
    for claim in dataset.claims.values():
        if claim.holder:
            actors += [claim.holder.who, *claim.holder.to, *claim.holder.via, *claim.holder.or_]
        notes += [citation.note for citation in claim.cites]
        claims += [premise for argument in claim.supported_by for premise in argument.premises]
        claims += claim.restates
    for attack in (*dataset.attacks, *dataset.limits):
        claims.append(attack.from_)
        targets.append(attack.to)
    for topic in dataset.topics.values():
        topics += topic.broader
    for stance in dataset.stances:
        actors.append(stance.actor)
        topics.append(stance.topic)
        claims += stance.claims
        notes += stance.notes
    kinds = {
        "actor": actors,
        "work": works,
        "note": notes,
        "topic": topics,
        "claim": claims,
        "target": targets,
    }
    return [(kind, name) for kind, names in kinds.items() for name in names]


def declared(dataset: Dataset) -> set[tuple[str, str | int]]:
    arguments = [argument.id for claim in dataset.claims.values() for argument in claim.supported_by]
    kinds = {
        "actor": dataset.actors,
        "work": dataset.works,
        "note": dataset.endnotes,
        "topic": dataset.topics,
        "claim": dataset.claims,
        "target": [*dataset.claims, *arguments],
    }
    return {(kind, name) for kind, names in kinds.items() for name in names}


def answers_for_itself(folder: Path) -> None:
    """What must hold of any two files whatever."""
    reading = read(folder)
    broken = any(finding.severity == "error" for finding in reading.findings)
    assert (reading.dataset is None) == broken
    assert check(folder) == reading.findings
    for finding in reading.findings:
        lines = lines_of(Path(finding.file))
        assert 1 <= finding.line <= len(lines), finding
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1, finding
        assert finding.hint, finding
        assert "Input should" not in finding.message, finding
        assert "\n" not in f"{finding.message}{finding.hint}", finding
        assert len(f"{finding.message}{finding.hint}") < 1000, finding
    if broken:
        with pytest.raises(DataError, match="cannot be loaded: ") as error:
            load(folder)
        assert error.value.findings == [one for one in reading.findings if one.severity == "error"]
    else:
        dataset = load(folder)
        assert set(references(dataset)) <= declared(dataset)


HURRIED = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_data_set_that_is_attacked_is_valid(tmp_path):
    for form in (json.dumps, block):
        write(tmp_path, {name: form(VALID[name]) for name in FILES})
        assert not check(tmp_path)
        answers_for_itself(tmp_path)


@given(changed_trees())
@HURRIED
def test_wrong_shapes_anywhere_are_findings(tmp_path_factory, files):
    answers_for_itself(write(tmp_path_factory.mktemp("set"), files))


@given(changed_texts())
@HURRIED
def test_torn_texts_are_findings(tmp_path_factory, files):
    answers_for_itself(write(tmp_path_factory.mktemp("set"), files))


@given(st.binary(max_size=200), st.text(max_size=100), st.booleans())
@HURRIED
def test_any_bytes_are_a_data_set_or_findings(tmp_path_factory, data, text, second):
    files = {FILES[second]: data, FILES[not second]: text}
    answers_for_itself(write(tmp_path_factory.mktemp("set"), files))


# --- single attacks on the loader

HEAD, _, TAIL = CLAIMS.partition("attacks:")


def found(folder: Any, claims: str | bytes, sources: str | bytes = SOURCES) -> list[tuple[str, str, str]]:
    """Place, code and words of each finding, the folder left out."""
    place = folder(claims, sources)
    return [
        (
            f"{Path(f.file).name}:{f.line}:{f.column}",
            f.code,
            f"{f.message} / {f.hint}".replace(f"{place}/", ""),
        )
        for f in read(place).findings
    ]


def claim(text: str) -> str:
    return f"{HEAD}  a: {text}\n"


@pytest.mark.parametrize("sentences", ["[]", "[3]", "[3, 4]", "{}", "{a: b}", "[1, [2]]", "[[1], [2]]"])
def test_sentences_of_another_shape_are_a_finding(folder, sentences):
    text = claim(f'{{text: A, passage: {{paragraph: "1/1", sentences: {sentences}}}}}')
    assert [code for _, code, _ in found(folder, text)] == ["span"]


@pytest.mark.parametrize(
    ("key", "value"), [("from_", "nobody"), ("is_", "x"), ("or_", "nobody"), ("from_", "ann")]
)
def test_the_names_that_fields_have_in_python_are_unknown_keys(folder, key, value):
    text = {
        "from_": f"{HEAD}attacks: [{{from_: {value}, to: it-rains}}]\n",
        "is_": claim("{text: A, date: {is_: 2010}}"),
        "or_": claim("{text: A, holder: {who: ann, or_: nobody}}"),
    }[key]
    assert any(
        code == "unknown-key" and f'"{key.rstrip("_")}"' in words for _, code, words in found(folder, text)
    )


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 10, "١", "²", "0", "-1", "1.0"])
def test_what_is_no_number_of_a_note_is_said_once(folder, number):
    sources = SOURCES.replace("refers_to: 1", f"refers_to: {number}")
    assert [code for _, code, _ in found(folder, CLAIMS, sources)] == ["number"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Foo Bar", ["slug"]),
        ("a/2", ["slug"]),
        ("[]", ["string-type"]),
        ("{b: c}", ["string-type"]),
        ("7", ["slug"]),
        ("a/1", []),
        ("by-sky", []),
    ],
)
def test_the_id_of_an_argument_is_an_id_or_its_number(folder, name, codes):
    text = claim(f"{{text: A, supported_by: [{{id: {name}, premises: sky-grey}}]}}")
    text += "attacks: [{from: bureau-says-dry, to: it-rains}]\n"
    assert [code for _, code, _ in found(folder, text)] == codes


@pytest.mark.parametrize("date", ["../201", "0000-0XXXX-12-XX", "2004-22/2001-21", "2004-06-~20/2004-06-~01"])
def test_a_date_over_which_the_parser_stumbles_is_a_finding_and_prints_nothing(folder, capsys, date):
    assert [code for _, code, _ in found(folder, claim(f'{{text: A, date: "{date}"}}'))] == ["edtf"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("order", [1, -1])
def test_a_former_id_is_nothing_elses_id_wherever_that_stands(folder, order):
    lines = ["  y: {text: Y, formerly: z}\n", "  z: {text: Z}\n"][::order]
    ((_, code, words),) = found(folder, HEAD + "".join(lines))
    assert code == "duplicate"
    assert 'the former id "z" of y is a claim too' in words


def test_two_things_cannot_have_had_the_same_id(folder):
    text = f"{HEAD}  y: {{text: Y, formerly: q}}\n  z: {{text: Z, formerly: q}}\n"
    ((_, code, words),) = found(folder, text)
    assert (code, "was a claim too" in words) == ("duplicate", True)


def test_a_section_in_the_wrong_file_is_found_at_its_place_and_read(folder):
    text = f"{HEAD}works:\n  x: {{title: X, derived_from: nope}}\n"
    sources = SOURCES.partition("works:")[0]
    where = [
        place for place, _, words in found(folder, text, sources) if "nope" in words or "move it" in words
    ]
    assert where == ["claims.yaml:19:1", "claims.yaml:20:31"]


@pytest.mark.parametrize("claims", ["z: *x", "z:", "z: text", "z: [a]", "z: {<<: {text: Z}}"])
def test_what_is_refused_itself_is_not_called_missing_where_it_is_named(folder, claims):
    text = f"{HEAD}  {claims}\n  y: {{text: Y, supported_by: z}}\n"
    assert all(place.startswith("claims.yaml:19:") for place, _, _ in found(folder, text))


@pytest.mark.parametrize("value", ["", " []", " x"])
def test_references_into_a_section_that_cannot_be_read_are_not_reported_one_by_one(folder, value):
    text = "actors:" + value + "\n" + CLAIMS.partition("topics:")[1] + CLAIMS.partition("topics:")[2]
    assert [place for place, _, _ in found(folder, text)] == [f"claims.yaml:1:{1 if not value else 9}"]


def test_one_mistake_is_one_finding(folder):
    ((_, code, words),) = found(folder, claim("{text: A, holder: Bureau}"))
    assert code == "unknown-reference"
    assert 'did you mean "bureau"' in words
    text = f"{HEAD}  Abc: {{text: A, supported_by: [[sky-grey]]}}\n"
    assert [code for _, code, _ in found(folder, text)] == ["slug"]
    text = claim("{text: A, supported_by: [[Sky Grey]]}")
    assert [code for _, code, _ in found(folder, text)] == ["unknown-reference"]


def test_a_key_without_a_value_counts_when_it_is_written_twice(folder):
    text = f"{HEAD}  a:\n    text:\n    text: B\n"
    assert ("claims.yaml:21:5", "duplicate") in [(place, code) for place, code, _ in found(folder, text)]


def test_blanks_are_no_value(folder):
    assert [code for _, code, _ in found(folder, claim('{text: A, holder: " "}'))] == ["no-value"]
    assert [code for _, code, _ in found(folder, claim('{text: "  "}'))] == ["no-text"]


def test_the_line_end_of_a_block_is_not_part_of_the_text(folder):
    text = f"{HEAD}  a:\n    text: >\n      One\n      two\n    holder: |\n      bureau\n  b:\n    text: |\n      One\n      two\n\n"
    claims = load(folder(text, SOURCES)).claims
    assert (claims["a"].text, claims["a"].holder.who, claims["b"].text) == ("One two", "bureau", "One\ntwo")


def test_a_section_of_the_paper_stands_once(folder):
    sources = SOURCES.replace(
        "heading: One}", 'heading: One}, {id: 1, heading: Two}, {id: "0", heading: Lead}'
    )
    ((place, code, words),) = found(folder, CLAIMS, sources)
    assert (place, code) == ("sources.yaml:2:89", "duplicate")
    assert "sources.yaml:2:64" in words


@pytest.mark.parametrize(
    ("label", "fine"), [("0", 1), ("1/12", 1), ("1", 0), ("1/x", 0), ("1/", 0), ("/1", 0)]
)
def test_a_paragraph_label_is_a_section_and_a_number(folder, label, fine):
    codes = [code for _, code, _ in found(folder, claim(f'{{text: A, passage: {{paragraph: "{label}"}}}}'))]
    assert codes == ([] if fine else ["odd-label"])


@pytest.mark.parametrize(
    ("text", "where", "code", "words"),
    [
        ("  a:\n    text: One\n      goes on: here\n", "21:14", "cut-text", "quote the text"),
        ("  a: {text: Rule: one}\n", "19:17", "cut-text", "quote the text"),
        ("  a: {text: Rule #1, kind: claim}\n  b: {text: B}\n", "19:17", "cut-text", "what follows is a comment / quote"),
        ("  a: {kind: claim, text: Rule #1}\n", "19:30", "cut-text", "what follows is a comment / quote"),
        ("  a: {text: Rule, kind: claim # why: not\n  }\n  b: {text: B: C}\n", "21:14", "cut-text", "by a colon"),
        ("  a: {text:  'Rule': one}\n", "19:20", "syntax", "a comma or a closing brace is missing"),
        ("  a: {text: 'Japan's role'}\n", "19:20", "syntax", "quote in it"),
        ('  a: {text: "Rule}\n  b: {text: B}\n', "21:1", "syntax", "within a quoted text / close the quote; what is not ended begins at line 19"),
        ("  a: {text: A\n", "20:1", "syntax", "the file ends within a bracket or a brace / close it"),
        ("  a: {text: A", "19:14", "syntax", "the file ends within a bracket or a brace / close it"),
        ("  a:\n\ttext: A\n", "20:1", "syntax", "a tab stands where YAML wants spaces"),
        ('  a: {text: "x\ty" z: }\n', "19:19", "syntax", "a comma or a closing brace is missing"),
        ("  a:\n    text: A\n   kind: claim\n", "21:4", "syntax", "indented unlike its neighbours"),
        ("  a: {text: @x}\n", "19:13", "syntax", "a value cannot begin with this"),
        ("  a:\n    text: *x* y\n", "20:13", "syntax", "a value cannot begin with * or &"),
        ("  a:\n    text: - x\n", "20:11", "syntax", "begins with a dash"),
        ('  a: {text: "\\q"}\n', "19:14", "syntax", "no such escape"),
        ('  a: {text: "\\ud800"}\n', "19:16", "syntax", "no character has this number"),
        ('  a: {text: "\\U00110000"}\n', "19:16", "syntax", "no character has this number"),
        ('  a: {text: "\\x85"}\n', "19:13", "control-character", "U+0085"),
        ("  a: {text: A\x85b}\n", "19:14", "control-character", "U+0085"),
        ("  a: {text: A\u2028b}\n", "19:14", "control-character", "line separator U+2028"),
        ("  \ufeffa: {text: A}\n", "19:3", "control-character", "byte order mark"),
        ("  a: {text: Peace, kind: claim, why}\n", "19:33", "cut-text", "quote the text"),
        ("  a: {text: 日本, knd: x}\n", "19:17", "unknown-key", 'did you mean "kind"? Or'),
        ('  a: {text: "\U0001f600", knd: x}\n', "19:18", "unknown-key", 'did you mean "kind"'),
        ("  a: {text: A, kind: null}\n", "19:22", "value", 'kind "null" is not known'),
        ("  a: {text: A, kind: [x]}\n", "19:22", "literal-error", "should be text, not a list"),
        ("  a: {text: A, holder: [ann]}\n", "19:24", "model-type", "should be a mapping of its fields, not a list"),
        ("  a: {text: A, cites: [[2]]}\n", "19:24", "model-type", "should be a mapping of its fields, not a list"),
    ],
)  # fmt: skip
def test_a_mistake_is_explained_at_its_place(folder, text, where, code, words):
    for ends in ("\n", "\r\n", "\r"):
        first = found(folder, (HEAD + text).replace("\n", ends))[0]
        assert first[:2] == (f"claims.yaml:{where}", code), (first, ends)
        assert words in first[2]


def test_a_comma_that_cuts_anything_is_explained(folder):
    sources = SOURCES.replace("title: A Report", "title: Peace, war and Japan")
    ((_, code, words),) = found(folder, CLAIMS, sources)
    assert code == "no-value"
    assert "before the comma, quote that" in words


def test_messages_are_short_and_on_one_line_whatever_they_quote(folder):
    odd = '"' + "x" * 3000 + "\\n\\e" + '"'
    text = f"{HEAD}  ? {'a' * 3000}\n  : {{text: A, ? {odd} : y, kind: {odd}, holder: {odd}, date: {odd}}}\n"
    for _, _, words in found(folder, text.replace("\\e", "\\u202e")):
        assert len(words) < 500
        assert words.isprintable()


def test_the_empty_file_is_named_whatever_its_folder_is_called(tmp_path):
    place = tmp_path / "claims"
    place.mkdir()
    write(place, {"claims.yaml": "claims: {}", "sources.yaml": ""})
    assert "`works: {}`" in read(place).findings[0].hint


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "dangling"])
def test_what_is_no_file_is_refused_and_never_waited_for(folder, kind):
    place = folder(None, SOURCES)
    path = place / "claims.yaml"
    {
        "pipe": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
        "folder": path.mkdir,
        "loop": lambda: path.symlink_to(path),
        "dangling": lambda: path.symlink_to("nowhere"),
    }[kind]()
    (finding,) = read(place).findings
    assert finding.code == ("missing-file" if kind == "dangling" else "unreadable")


@pytest.mark.parametrize("name", ["a" * 300, "loop", "nul\0", "file/below"])
def test_a_folder_that_cannot_be_opened_is_a_finding(tmp_path, name):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x")
    (finding,) = check(tmp_path / name)
    assert finding.severity == "error"
    with pytest.raises(DataError, match="cannot be loaded: 1 error") as error:
        load(tmp_path / name)
    assert error.value.findings == [finding]


def test_a_data_folder_with_a_broken_link_in_it_is_not_passed_over(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMGRAPH_DATA", "")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claims.yaml").symlink_to("nowhere")
    assert find() == Path("data")


@pytest.mark.slow
def test_a_file_of_64_mib_is_read(folder):
    text = b"claims: {}\n"
    assert found(folder, text + b"#" * (64 * 1024 * 1024 - len(text)), "works: {}\n") == []


# --- what must not cost the square of its size


def labour(folder: Path) -> int:
    """How much is done to read ``folder``: calls of functions, and letters of messages."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        findings = read(folder).findings
    finally:
        sys.setprofile(None)
    return calls + sum(len(f"{finding.message}{finding.hint}") for finding in findings)


def entries(lines: Iterator[str]) -> str:
    return "".join(f"  {line}\n" for line in lines)


SWARMS: dict[str, Callable[[int], tuple[str, str]]] = {
    "dangling": lambda n: (
        HEAD
        + entries(f'c{i}: {{text: "C"}}' for i in range(n))
        + entries(f'd{i}: {{text: "D", supported_by: e{i}}}' for i in range(n)),
        SOURCES,
    ),
    "rings": lambda n: (
        CLAIMS.partition("topics:")[0]
        + "topics:\n  rain: {label: Rain}\n"
        + entries(f"t{i}: {{label: T, broader: [t{max(i - 1, 0)}, t{n - 1}]}}" for i in range(n)),
        SOURCES,
    ),
    "restatements": lambda n: (
        HEAD + entries(f'c{i}: {{text: "C", restates: c{i + 1 if i + 1 < n else 0}}}' for i in range(n)),
        SOURCES,
    ),
    "sections": lambda n: (
        HEAD + entries(f'c{i}: {{text: "C", passage: {{paragraph: x{i}/1}}}}' for i in range(n)),
        SOURCES.replace("[{id:", "[" + "".join(f"{{id: s{i}, heading: S}}, " for i in range(n)) + "{id:"),
    ),
    "long id": lambda n: (
        f"{HEAD}  ? {'a' * n * 50}\n  : {{{', '.join(f'k{i}: v' for i in range(n))}}}\n",
        SOURCES,
    ),
    "bare premises": lambda n: (
        HEAD
        + entries(f"d{i}: {{text: D, supported_by: [{', '.join(['sky-grey'] * 20)}]}}" for i in range(n // 20)),
        SOURCES,
    ),
    "tags": lambda n: ("".join(f"%TAG !a{i}! x\n" for i in range(n * 20)) + f"---\n{CLAIMS}", SOURCES),
    "attacks": lambda n: (
        HEAD
        + entries(f'c{i}: {{text: "C", supported_by: it-rains}}' for i in range(n))
        + "attacks:\n"
        + entries(f"- {{from: it-rains, to: c{i}/1}}" for i in range(n)),
        SOURCES,
    ),
}  # fmt: skip


@pytest.mark.parametrize("swarm", SWARMS)
def test_four_times_the_errors_cost_about_four_times_as_much(folder, swarm):
    few, many = (labour(folder(*SWARMS[swarm](n))) for n in (300, 1200))
    assert many < 6 * few + 2000


# --- the streams of the process

SHELL = f'"{sys.executable}" -m claimgraph'


def shell(line: str, place: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``line`` where ``$cg`` is the command and ``$data`` a data set."""
    variables = {**os.environ, "data": str(place), "COLUMNS": "80", "NO_COLOR": "1", **environment}
    line = line.replace("$cg", SHELL).replace("$data", '"$data"')
    return subprocess.run(["bash", "-c", line], capture_output=True, env=variables, timeout=60)


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("$cg list topics --data $data >&-", 5, b"standard output: Bad file descriptor"),
        ("$cg list topics --json --data $data >&-", 5, b"standard output: Bad file descriptor"),
        ("$cg --help >&-", 5, b"standard output: Bad file descriptor"),
        ("$cg supports zzz --data $data >&-", 3, b"no claim is called"),
        ("$cg export csv -o /dev/null --data $data >&-", 0, b"wrote"),
        ("$cg list topics --json --data $data >/dev/full", 5, b"standard output: No space left"),
        ("$cg supports zzz --json --data $data >/dev/full", 5, b"standard output: No space left"),
        ("$cg supports zzz --data $data 2>/dev/full", 3, b""),
        ("$cg supports zzz --data $data 2>&-", 3, b""),
        ("$cg supports zzz --data $data >&- 2>&- <&-", 3, b""),
        ("$cg check --data $data <&-", 0, b""),
        ("$cg --help | true; exit ${PIPESTATUS[0]}", 0, b""),
        ("$cg supports zzz --json --data $data | true; exit ${PIPESTATUS[0]}", 3, b""),
        ("$cg export csv --data $data -o /dev/stdout | true; exit ${PIPESTATUS[0]}", 0, b"wrote"),
    ],
)
def test_closed_and_full_streams_end_with_the_documented_code(folder, line, code, words):
    done = shell(line, folder())
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert done.stderr.count(b"standard output") == (code == 5)
    assert b"Traceback" not in done.stderr


def test_nothing_in_a_text_is_run_by_the_shell_that_completes(folder):
    hostile = 'sky \\\\$(touch x) \\`touch x` "; touch x; " \' \\u202e'
    place = folder(CLAIMS.replace("The sky is grey", json.dumps(hostile)), SOURCES)
    context = types.SimpleNamespace(params={"data_": place}, parent=None)
    ((id_, text),) = completing("claim")(context, [], "sky")
    assert id_ == "sky-grey"
    assert not set(text) & set("\\$`\"'")
    assert text.isprintable()


def test_talk_never_lands_among_data(folder):
    assert shell("$cg supports zzz --data $data 2>&-", folder()).stdout == b""


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_data_in_a_pipe_are_utf_8_whatever_the_terminal_writes(folder, encoding):
    place = folder(CLAIMS.replace("It rains", "Räins 日本 \U0001f600"), SOURCES)
    done = shell("$cg supports it-rains --json --data $data", place, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode("utf-8"))["claims"]["it-rains"]["text"] == "Räins 日本 \U0001f600"
    done = shell("$cg export nquads --data $data", place, PYTHONIOENCODING=encoding)
    assert b"\\x" not in done.stdout


def test_a_folder_whose_name_is_no_text_is_read(tmp_path):
    place = tmp_path / os.fsdecode(b"b\xffd set")
    place.mkdir()
    write(place, {"claims.yaml": CLAIMS.replace("[3]", "[9]"), "sources.yaml": SOURCES})
    done = shell("$cg check --json --data $data", place)
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["file"].endswith("claims.yaml")


@pytest.mark.parametrize("columns", ["1", "abc", "9" * 30])
def test_any_width_is_a_width(folder, columns):
    done = shell("$cg supports it-rains --data $data && $cg --help", folder(), COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, b"")
