"""The answers of the routes: what is asked of a generation, as bytes, once for equal requests."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..asking import Question, ask, left_out, told
from ..parameters import AS_WRITTEN, WITHOUT_CLASS
from ..questions import QUESTIONS
from ..views.as_json import as_json
from .faults import public
from .generation import Generation
from .given import canonical, has_route

JSON = "application/json"


class Form(NamedTuple):
    """An export that ``/data`` sends."""

    name: str
    media_type: str


DATA = (
    Form("nquads", "application/n-quads"),
    Form("trig", "application/trig"),
    Form("turtle", "text/turtle"),
    Form("jsonld", "application/ld+json"),
)


def routed() -> dict[str, Question]:
    """The questions that have a route, as the list of questions has them now."""
    return {question.name: question for question in QUESTIONS if has_route(question)}


def key_of(question: Question, values: dict[str, Any], copy: str = "") -> str:
    """The name of an answer among those of a generation; ``copy`` is that of the copy it was read from."""
    return f"/api/{question.name}?{canonical(values)}{copy}"


def answer(generation: Generation, question: Question, values: dict[str, Any]) -> bytes:
    """The bytes that the command line prints for it. Raises what asking raises."""
    without = left_out(values.get(AS_WRITTEN.name), values.get(WITHOUT_CLASS.name))
    found = told(ask(question, generation.leaving_out(without), values), without)
    if question.of == "reading":
        found = [{**row, "file": public_name(row["file"])} for row in found]
    return as_json(found)


def public_name(path: str) -> str:
    """The name of a file without the path of this machine."""
    return path.replace("\\", "/").rpartition("/")[2]


def findings(generation: Generation) -> list[dict[str, Any]]:
    """What is to say about the data, without paths of this machine."""
    return [public(finding)._asdict() for finding in generation.reading.findings]


def explorer(generation: Generation, script: str | None) -> bytes:
    """The page of ``claimgraph html``, with one ``script`` more if it is to be told of changes."""
    from ..views.page import page

    return page(generation.dataset, generation.evidence, live=script).encode()


def whole(generation: Generation, form: str) -> bytes:
    """The whole data set in a format of ``claimgraph export``."""
    from ..exchange import write

    text = write(generation.dataset, form)
    return text.encode() if isinstance(text, str) else text
