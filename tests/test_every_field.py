"""No field can be forgotten: loading, references, writing, RDF, shapes, vocabulary, docs, generators.

Each is held to the fields of the model by one test, so that a field that the model gains fails in
every place that has not heard of it.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from datasets import datasets, in_folder
from every_field import FIELDS, Field, everything
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample
from rdflib.namespace import SH
from test_rdf_vocabulary import listed, own_terms

from claimgraph.loading import read
from claimgraph.loading.references import REFERENCES
from claimgraph.loading.schema import FILES
from claimgraph.model.entities import Dataset, Value
from claimgraph.rdf import nquads, read_rdf
from claimgraph.rdf.shapes import SHAPES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

DATA_DOCS = Path(__file__).parents[1] / "docs" / "data.md"
IDENTITY = ("id", "number")


def name_of(field: Field) -> str:
    return ".".join(field.way)


def plain(value: Any, brief: bool) -> Any:
    """``value`` as YAML says it in full; ``brief``: in the shortest forms. Slower and plainer than the writer."""
    if isinstance(value, Value):
        said = {
            info.alias or name: plain(getattr(value, name), brief)
            for name, info in type(value).model_fields.items()
            if getattr(value, name) not in (None, ()) and not (brief and getattr(value, name) == info.default)
        }
        (only, *more) = said.values() if said else [None, None]
        return only if brief and not more and next(iter(said)) in ("is", "who", "note") else said
    if isinstance(value, dict):
        return {str(key): plain(entity, brief) for key, entity in value.items()}
    if isinstance(value, tuple) and value and type(value[0]) is int and len(value) == 2:
        return f"{value[0]}-{value[1]}"
    if isinstance(value, tuple):
        said = [plain(item, brief) for item in value]
        return said[0] if brief and len(said) == 1 else said
    return value


@pytest.mark.parametrize("brief", [False, True])
def test_loading_knows_every_field_in_its_long_form_and_in_its_short_one(brief: bool, tmp_path: Path) -> None:
    dataset = everything(brief)
    for file, sections in FILES.items():
        tree: dict[str, Any] = {}
        for section in sections:
            if section != "claimgraph":
                value = getattr(dataset, section)
                tree[section] = (
                    plain(value, brief) if not isinstance(value, tuple) else [plain(value[0], brief)]
                )
            if isinstance(tree.get(section), dict) and section != "paper":
                for entity in tree[section].values():
                    del entity["number" if section == "endnotes" else "id"]
        (tmp_path / file).write_text(json.dumps(tree), encoding="utf-8")
    reading = read(tmp_path)
    assert [finding for finding in reading.findings if finding.severity == "error"] == []
    assert reading.dataset == dataset


def test_every_section_of_a_data_set_has_its_file() -> None:
    sections = [section for names in FILES.values() for section in names if section != "claimgraph"]
    assert sorted(sections) == sorted(Dataset.model_fields)


def test_every_field_that_names_something_is_followed() -> None:
    followed = {(section, *way) for section, way, _, _ in REFERENCES}
    by_type = {field.way for field in FIELDS if field.refers}
    assert followed == by_type | {("attacks", "to"), ("limits", "to")}  # a claim or an argument


@pytest.mark.parametrize("brief", [False, True])
def test_writing_loses_no_field(brief: bool, tmp_path: Path) -> None:
    dataset = everything(brief)
    reading = read(in_folder(dataset, tmp_path))
    assert [finding for finding in reading.findings if finding.severity == "error"] == []
    assert reading.dataset == dataset


def test_rdf_loses_no_field() -> None:
    dataset = everything()
    assert read_rdf(nquads(dataset), "nquads") == dataset


def changed(value: Any, field: Field, way: tuple[str, ...]) -> Any:
    """``value`` with the field at ``way`` below it saying nothing, or where it must something else."""
    if isinstance(value, dict):
        return {key: changed(entity, field, way) for key, entity in value.items()}
    if isinstance(value, tuple):
        return tuple(changed(item, field, way) for item in value)
    (name, info), *_ = [
        (name, info) for name, info in type(value).model_fields.items() if (info.alias or name) == way[0]
    ]
    said = getattr(value, name)
    if said is None or said == ():
        return value
    if len(way) > 1:
        return value.model_copy(update={name: changed(said, field, way[1:])})
    return value.model_copy(update={name: _other(said) if info.is_required() else info.default})


def _other(said: Any) -> Any:
    """Something else of the same kind that is in the data set, too."""
    if isinstance(said, tuple):
        return tuple(map(_other, said))
    if isinstance(said, int):
        return said + 1
    return {"ann": "bo", "c1": "c3", "c2": "c3", "rain": "full-topics"}.get(said, f"{said}-2")


@cache
def said_by() -> dict[tuple[str, ...], frozenset[str]]:
    """The terms with which RDF says each field: those of what changes when the field does."""
    dataset = everything()
    whole = set(nquads(dataset).split("\n"))
    found = {}
    for field in FIELDS:
        if len(field.way) == 2 and field.way[1] in IDENTITY:
            continue  # whose change is a change of every name
        part = getattr(dataset, field.way[0])
        other = dataset.model_copy(update={field.way[0]: changed(part, field, field.way[1:])})
        gone = whole - set(nquads(other).split("\n"))
        found[field.way] = frozenset(line.split(" ")[1][1:-1] for line in gone)
    return found


def test_the_vocabulary_has_a_word_for_every_field() -> None:
    known = listed() | {str(term) for term in own_terms()}
    for way, terms in said_by().items():
        said = {term for term in terms if not re.search(r"#(_\d+|type)$", term)}
        assert said, f"nothing in RDF says {'.'.join(way)}"
        assert said <= known, way


def test_the_shapes_look_at_every_field() -> None:
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    looked_at = {str(path) for path in shapes.objects(None, SH.path)}
    unseen = {".".join(way) for way, terms in said_by().items() if not terms & looked_at}
    assert unseen == set()


def test_the_docs_name_every_field() -> None:
    text = re.sub(r"^```.*?^```", "", DATA_DOCS.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    named = {word for code in re.findall(r"`([^`]+)`", text) for word in re.findall(r"\w+", code)}
    assert {field.way[-1] for field in FIELDS} - named == {"number"}  # which is the key itself


def sets(value: Any) -> Iterator[tuple[type[Value], str]]:
    """The fields that say something in ``value`` and below it."""
    if isinstance(value, Value):
        for name, info in type(value).model_fields.items():
            said = getattr(value, name)
            if info.is_required() or said != info.default:
                yield type(value), name
                yield from sets(said)
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from sets(item)


def test_the_generator_gives_every_field_a_value_at_times() -> None:
    wanted = {(field.owner, field.name) for field in FIELDS}
    patient = settings(
        max_examples=500,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    def nothing_is_wanting(dataset: Dataset) -> bool:
        wanted.difference_update(sets(dataset))
        return not wanted

    with contextlib.suppress(NoSuchExample):
        find(datasets(), nothing_is_wanting, settings=patient)
    assert wanted == set()
