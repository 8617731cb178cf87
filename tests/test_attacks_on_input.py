"""Whatever the two files hold: a data set, or findings at places inside them; never an exception.

Trees and texts nobody would write, made by changing a valid data set at random; then single
attacks, each with the answer it must get.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.errors import DataError
from claimgraph.loading import check, load, read
from claimgraph.model import Dataset

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
            {"actor": "bo", "topic": "t", "polarity": "mixed", "claims": "c", "notes": 1, "date": "2001-21"}
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
            "2": {"form": "ibid", "refers_to": 1, "works": "v", "digest": "9-0a1b2c3d"},
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
        with pytest.raises(DataError):
            load(folder)
    else:
        dataset = load(folder)
        assert set(references(dataset)) <= declared(dataset)


HURRIED = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


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
