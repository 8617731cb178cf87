"""What goes wrong, as values and exceptions that carry a sentence for a person.

Findings are values, collected to the end. Exceptions are for the edge of the library: each has
the exit code of the command line and the stable word of the JSON error (design section 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "note"]
"""A note is no fault of the data: it says what they record of the paper."""


def shown(text: object, most: int = 60) -> str:
    """``text`` as a message quotes it: on one line, nothing in it hidden, cut where it is long."""
    start = str(text)[: most + 1]
    if len(start) <= most and start.isprintable():
        return start
    line = "".join(letter if letter.isprintable() else _escaped(letter) for letter in start[:most])
    return line if len(start) <= most else f"{line}…"


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


class Finding(NamedTuple):
    """One thing to say about a data set, at a place in one of its files (line and column from 1)."""

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        head = f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message}"
        return f"{head}\n    {self.hint}" if self.hint else head


class ClaimgraphError(Exception):
    """Base of all errors that are the user's to mend."""

    exit_code: ClassVar[int]
    code: ClassVar[str]

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ClaimgraphError):
    """The call does not make sense."""

    exit_code = 2
    code = "usage"


class QueryError(ClaimgraphError):
    """A SPARQL query that cannot be read, or that asks for something refused."""

    exit_code = 2
    code = "query"


class UnknownName(ClaimgraphError):
    """Nothing has that name; ``candidates`` are the ids that come nearest."""

    exit_code = 3
    code = "unknown-name"

    def __init__(self, message: str, candidates: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.candidates = list(candidates)


class AmbiguousName(UnknownName):
    """Several things have that name."""

    code = "ambiguous-name"


class NameTaken(UnknownName):
    """The name that is to be given is something else's."""

    code = "taken-name"


class DataError(ClaimgraphError):
    """The data set cannot be loaded; ``findings`` say why."""

    exit_code = 4
    code = "data"

    def __init__(self, message: str, findings: Sequence[Finding] = (), hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.findings = list(findings)


class FileError(ClaimgraphError):
    """A file other than the data set cannot be read or written, or makes no sense."""

    exit_code = 5
    code = "file"


class LimitError(ClaimgraphError):
    """A limit of time, memory or size was reached."""

    exit_code = 5
    code = "limit"


class ExtraMissing(ClaimgraphError):
    """An optional part is not installed; the message says which."""

    exit_code = 5
    code = "extra"


def told(error: ClaimgraphError) -> dict[str, Any]:
    """``error`` as every door says it in JSON (design section 6): ``{"error": {"code", "message", …}}``."""
    candidates = list(getattr(error, "candidates", ()))
    findings = list(getattr(error, "findings", ()))
    body: dict[str, Any] = {"code": error.code, "message": error.message}
    if error.hint:
        body["hint"] = error.hint
    if candidates or error.code.endswith("-name"):
        body["candidates"] = candidates
    if findings:
        body["findings"] = [finding._asdict() for finding in findings]
    return {"error": body}
