"""``schema``: what an editor can see of the two files, it says as the loader does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import test_loading
import yaml
from everything import EVERYTHING
from jsonschema import Draft202012Validator
from tiny import CLAIMS, SOURCES

from claimgraph.answers.companions import FOLDER, schema_of
from claimgraph.editing.write import write
from claimgraph.loading.json_schema import json_schema
from claimgraph.loading.schema import FILES
from claimgraph.model import entities
from claimgraph.model.keys import KEYS, SECTIONS

ROOT = Path(__file__).resolve().parent.parent


class Typed(yaml.SafeLoader):
    """YAML as editors read it: the core schema of version 1.2."""


Typed.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"(?:~|null|Null|NULL|)", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Typed.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^{pattern}$"), first)
Typed.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Typed.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def typed(text: str) -> Any:
    """The values of a file as JSON has them: keys are text."""
    return json.loads(json.dumps(yaml.load(text, Typed)))


@cache
def validator(file: str) -> Draft202012Validator:
    schema = json_schema(file)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def is_valid(file: str, text: str) -> bool:
    return validator(file).is_valid(typed(text))


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(inner)


def printed(file: str) -> str:
    return json.dumps(json_schema(file), indent=1, ensure_ascii=True) + "\n"


# --- what is made


@pytest.mark.parametrize("file", FILES)
def test_every_key_has_a_description(file: str) -> None:
    properties = [part["properties"] for part in parts(json_schema(file)) if "properties" in part]
    assert len(properties) > 5
    assert all(re.fullmatch(r".+[.?]", key["description"]) for each in properties for key in each.values())


def test_each_key_is_described_once_and_none_that_is_not_there() -> None:
    assert set(SECTIONS) == {section for sections in FILES.values() for section in sections}
    for name, keys in KEYS.items():
        fields = getattr(entities, name).model_fields.items()
        assert keys.keys() <= {field.alias or key for key, field in fields}


@pytest.mark.parametrize("file", FILES)
def test_the_schema_that_comes_with_the_program_is_what_the_models_give(file: str) -> None:
    assert schema_of(file.removesuffix(".yaml")) == printed(file)  # python tests/test_json_schema.py


# --- what validates


@pytest.mark.parametrize("folder", ["data", "data/second"])
@pytest.mark.parametrize("file", FILES)
def test_the_bundled_paper_validates(file: str, folder: str) -> None:
    errors = list(validator(file).iter_errors(typed((ROOT / folder / file).read_text("utf-8"))))
    assert not errors, errors[0]


@pytest.mark.parametrize("file", FILES)
def test_every_field_there_is_validates(file: str) -> None:
    errors = list(validator(file).iter_errors(typed(write(EVERYTHING)[file])))
    assert not errors, errors[0]


EXAMPLES = re.findall(
    r"^```yaml\n# ((?:claims|sources)\.yaml)\n(.*?)^```$",
    (ROOT / "docs" / "data.md").read_text("utf-8"),
    re.M | re.S,
)


def test_the_docs_have_examples() -> None:
    assert {file for file, _ in EXAMPLES} == set(FILES)
    assert (ROOT / "docs" / "data.md").read_text("utf-8").count("```yaml") == len(EXAMPLES)


@pytest.mark.parametrize(("file", "text"), EXAMPLES)
def test_each_example_of_the_docs_validates(file: str, text: str) -> None:
    assert is_valid(file, text)


@pytest.mark.parametrize(
    "claim",
    [
        "{text: 1984}",
        "{text: no}",
        "{text: true, quotation: no}",
        "{text: }",
        "{text: A, cites: 1}",
        "{text: A, cites: [1, '2', {note: 3}]}",
        "{text: A, cites: {note: 3, fit: weak}}",
        "{text: A, supported_by: b}",
        "{text: A, supported_by: {premises: b}}",
        "{text: A, supported_by: [[b, c], [d], {premises: [b], id: x}]}",
        "{text: A, holder: bo, about: nato, restates: b, formerly: c}",
        "{text: A, holder: {who: bo, or: ann, via: [ann]}}",
        "{text: A, date: 2010}",
        "{text: A, date: {printed: 14 October 2104, is: 2014-10-14}}",
        "{text: A, passage: {paragraph: 1/1, sentences: 3}}",
        "{text: A, passage: [{paragraph: '0', sentences: 3-4, words: 9-13, digest: 142-3f9c0d1e}]}",
        "{text: A, modality: {hedge: may, negated: true}, anomalies: {kind: odd}}",
    ],
)
def test_short_and_long_forms_validate(claim: str) -> None:
    assert is_valid("claims.yaml", f"claims:\n  a: {claim}\n  straße-2: {{text: B}}\n")


@pytest.mark.parametrize(
    "date", ["2009/2010", "1984?", "2001-21", "201X", "../2010", "[1667,1668]", "Y170000002"]
)
def test_dates_of_edtf_validate(date: str) -> None:
    assert is_valid("claims.yaml", f"claims: {{a: {{text: A, date: '{date}'}}}}")


# --- what does not

BLIND = {
    "unknown-reference": "what is declared",
    "other-holder": "whose claim another is",
    "restates-itself": "what another claim is",
    "duplicate": "what else is called so",
    "cut-text": "how a text is written",
}
"""Codes of the loader that no schema can see, and what it would have to know."""
UNSEEN = {"4-3", "2013-02-30", "010"}
"""What looks right: a range, a date, and a number once it is read as one."""


def cases(test: Any) -> list[tuple[Any, ...]]:
    (mark,) = (mark for mark in test.pytestmark if mark.name == "parametrize")
    return list(mark.args[1])


@pytest.mark.parametrize(
    "claim",
    [
        claim
        for claim, code, _ in cases(test_loading.test_a_claim_that_makes_no_sense_is_refused_at_its_place)
        if code not in BLIND and not UNSEEN.intersection(re.findall(r"[\w-]+", claim))
    ],
)
def test_a_claim_that_the_loader_refuses_does_not_validate(claim: str) -> None:
    written = claim.replace("^", "")
    assert not is_valid("claims.yaml", test_loading.with_claim(f"  a: {written}\n"))


@pytest.mark.parametrize(
    "sources",
    [
        sources
        for sources, words in cases(test_loading.test_sources_that_make_no_sense_are_refused)
        if not re.search("leans on|there is no|did you mean|is not an actor|declared twice|in a ring", words)
    ],
)
def test_sources_that_the_loader_refuses_do_not_validate(sources: str) -> None:
    assert is_valid("sources.yaml", SOURCES)
    assert not is_valid("sources.yaml", sources)


@pytest.mark.parametrize(
    "text",
    [
        case[0]
        for case in cases(test_loading.test_a_file_that_makes_no_sense_is_refused_at_its_place)
        if case[2] in ("empty-file", "version", "unknown-key", "no-value")
        or (case[2] == "shape" and "?" not in case[0])
    ],
)
def test_a_file_that_makes_no_sense_does_not_validate(text: str) -> None:
    assert not is_valid("claims.yaml", text)


def test_what_belongs_in_the_other_file_does_not_validate() -> None:
    assert is_valid("claims.yaml", CLAIMS)
    assert not is_valid("sources.yaml", CLAIMS)
    assert not is_valid("claims.yaml", SOURCES)


if __name__ == "__main__":
    for name in FILES:
        FOLDER.joinpath(f"{name.removesuffix('.yaml')}.schema.json").write_text(printed(name), "utf-8")
