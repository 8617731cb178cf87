"""What a question is, and how it is asked: resolve what was given, call who answers.

Functions are named ``module:function``, from this package, and imported when they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from typing import Protocol

    from .errors import UsageError
    from .evidence_graph.graph import EvidenceGraph
    from .loading import Reading
    from .model.entities import Dataset
    from .model.terms import EvidenceClass

    class Sources(Protocol):
        """What questions are asked of, each made when it is first wanted: one place where it is made."""

        @property
        def folder(self) -> Path:
            """The data set's folder."""

        @property
        def reading(self) -> Reading:
            """What was read there, with all findings."""

        @property
        def dataset(self) -> Dataset:
            """The data set. Raises DataError."""

        @property
        def evidence(self) -> EvidenceGraph:
            """Its evidence graph."""


Takes: TypeAlias = Literal[
    "claim",
    "thing",
    "things",
    "name",
    "actor",
    "topic",
    "subject",
    "note",
    "section",
    "sections",
    "words",
    "kind",
    "kinds",
    "classes",
    "number",
    "seconds",
    "date",
    "flag",
    "file",
    "text",
    "copy",
    "folder",
    "one of",
]
"""What a parameter is given. ``claim``, ``thing`` and ``things`` are resolved before the question is
asked, a ``name`` is taken as it is; the answering function resolves an ``actor``, ``topic``, ``subject``
(either), ``note`` and ``section`` itself. ``text`` is the content of the reader's copy, given as its
file; ``copy`` the same, and where no file is given that of the data set."""
Asked: TypeAlias = Literal["evidence", "dataset", "reading", "folder", "nothing"]
"""What a question is asked of: the evidence graph, the data set, the folder as it was read, the folder
itself, nothing."""


class Parameter(NamedTuple):
    """What may be given to a question; ``name`` is its name at every door."""

    name: str
    takes: Takes
    says: str
    required: bool = False
    default: Any = None
    least: int | None = None
    one_of: tuple[str, ...] | str = ()
    """With ``one of``: the closed list, or its name."""
    option: tuple[str, ...] = ()
    """How the command line spells it, ``("--depth",)``; an argument by its place has none."""
    metavar: str = ""
    """What stands for its value in ``--help``."""
    called: tuple[str, ...] = ()
    """The arguments of the answering function that it gives, where they are not called ``name``."""
    reader: str = ""
    """The function that reads the file it is given."""
    through: str = ""
    """The function that makes of what was asked and the value what the answering function takes."""
    bears_on: Literal["answer", "sources", "text", "exit", "choice"] = "answer"
    """The answer; what is asked, made with it; or on the command line alone the text, the exit code,
    which question is meant."""
    shown_as: str = ""
    """The option of the renderer that is given the value as it was typed; ``text`` has its own name."""

    @property
    def many(self) -> bool:
        """Whether it takes several values."""
        return self.takes in ("things", "sections", "words", "kinds", "classes")

    @property
    def choices(self) -> tuple[str, ...]:
        """The closed list, where there is one."""
        return imported(self.one_of) if isinstance(self.one_of, str) else self.one_of


class Question(NamedTuple):
    """One question: who answers it, what it is asked of and with, how its answer is shown."""

    name: str
    says: str
    answer: str
    """The answering function: of what is asked and the parameters to a plain value with a type."""
    of: Asked
    parameters: tuple[Parameter, ...] = ()
    command: str | None = None
    """The command that asks it, where it has not the question's name; ``""`` is ``claimgraph`` alone."""
    door: str = ""
    """The parameter that chooses this question among those of one command."""
    alone: tuple[str, str] = ("", "")
    """What is said, and the hint, where others of the command's parameters are given beside it."""
    senseless: Callable[[Mapping[str, Any]], UsageError | None] = lambda given: None
    """What is wrong with parameters that make no sense together, before anything is read."""
    renderer: str = ""
    """The renderer in ``views.text``, where it has not the question's name."""
    beside: str = "dataset"
    """What the renderer needs beside the answer: the ``dataset``, or options that a function of the
    ``Sources`` makes."""
    rows: bool = False
    """Whether the answer is a list of rows, which csv and md show."""
    no: Callable[[Any], bool] | str = ""
    """What is true of an answer that is a plain no (exit code 1). A function named takes after the
    answer the values that bear on the exit code."""
    writes: bool = False
    """Whether it changes the data set: such are for the command line alone."""
    talk: tuple[str, str] = ("", "")
    """A renderer, and the part of the answer that it says beside a text, on standard error."""

    @property
    def asked_by(self) -> str:
        """The command that asks it; ``""`` is ``claimgraph`` alone."""
        return self.name if self.command is None else self.command


def asks(of: Asked, name: str, says: str, answer: str, *parameters: Parameter, **more: Any) -> Question:
    """A question as the lists of them write it down: what it is asked of first, then as ``Question``."""
    return Question(name, says, answer, of, parameters, **more)


class Deed(NamedTuple):
    """A command made by hand that does something, or writes a document, and answers in JSON as well."""

    name: str
    usage: str
    """How it is called, without the options that may be left out."""
    says: str
    answers: tuple[str, ...]
    """The types of its answers: one, or one for each way of calling it."""
    leaves_out: bool = False
    """Whether classes of evidence can be left out."""


def ask(question: Question, sources: Sources, given: Mapping[str, Any]) -> Any:
    """The answer to ``question`` with the parameters ``given``, by name; what is not given is its default.

    A name of a claim or thing is what a person would type. Raises UsageError for parameters that
    make no sense together, and what the answering function raises.
    """
    wrong = question.senseless(given)
    if wrong:
        raise wrong
    asked_of = () if question.of == "nothing" else (getattr(sources, question.of),)
    arguments: dict[str, Any] = {}
    for parameter in question.parameters:
        if parameter.bears_on == "answer":
            value = given.get(parameter.name, parameter.default)
            arguments.update(_arguments(parameter, sources, asked_of, value))
    return imported(question.answer)(*asked_of, **arguments)


def _arguments(
    parameter: Parameter, sources: Sources, asked_of: tuple[Any, ...], value: Any
) -> Iterator[tuple[str, Any]]:
    names = parameter.called or (parameter.name,)
    value = _resolved(parameter, sources, value)
    if parameter.through and value:
        value = imported(parameter.through)(*asked_of, value)
    yield from zip(names, value if len(names) > 1 else (value,), strict=True)


def _resolved(parameter: Parameter, sources: Sources, value: Any) -> Any:
    """``value`` as the answering function takes it. Raises UnknownName, AmbiguousName, FileError."""
    if parameter.takes == "copy":
        return imported(parameter.reader)(None if value is None else Path(value), sources.folder)
    if value is None:
        return [] if parameter.many else None
    if parameter.takes == "words":
        return " ".join(value)
    if parameter.reader:
        return imported(parameter.reader)(Path(value))
    if parameter.takes in ("claim", "thing", "things"):
        from .naming.resolving import resolve, resolve_claim

        if parameter.takes == "claim":
            return resolve_claim(sources.dataset, value)
        if parameter.takes == "thing":
            return resolve(sources.dataset, value)
        return [resolve(sources.dataset, name) for name in value]
    return value


def left_out(as_written: bool | None, classes: Sequence[str] | None) -> tuple[EvidenceClass, ...]:
    """The classes of evidence that are to count as never written down, ours if ``as_written``.

    Raises UnknownName for a class that does not exist.
    """
    if not (as_written or classes):
        return ()
    from .model.terms import CLASSES
    from .naming.closed import one_of

    named = {one_of(each, CLASSES, "class of evidence") for each in classes or ()}
    named |= {"reconstructions"} if as_written else set()
    return tuple(each for each in CLASSES if each in named)


def told(answer: Any, without: Sequence[EvidenceClass]) -> Any:
    """``answer`` with a word on what was left out, if something was and there is a place for it."""
    if not without or not isinstance(answer, dict):
        return answer
    written = {"as_written": True} if "reconstructions" in without else {}
    return {**written, "without_classes": list(without), **answer, **written}


def imported(name: str) -> Any:
    """What is called ``module:name`` in this package."""
    from importlib import import_module

    module, _, inner = name.partition(":")
    return getattr(import_module(f".{module}", __package__), inner)
