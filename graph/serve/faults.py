"""What goes wrong between a client and the server: the command line's errors, and those of HTTP."""

from __future__ import annotations

import html
from typing import Any

from ..errors import ClaimgraphError, Finding, LimitError, told


class MethodError(ClaimgraphError):
    """The address does not take that method."""

    exit_code = 2
    code = "method"


class NotAcceptable(ClaimgraphError):
    """The answer has no form that the client takes."""

    exit_code = 2
    code = "not-acceptable"


class TooLarge(ClaimgraphError):
    """The body, or the address asked for, is longer than the server reads."""

    exit_code = 2
    code = "too-large"

    def __init__(self, message: str, *, target: bool = False) -> None:
        super().__init__(message)
        self.target = target


class MediaTypeError(ClaimgraphError):
    """The body is of a kind that the address does not take."""

    exit_code = 2
    code = "media-type"


class WrongHost(ClaimgraphError):
    """The server does not go by that name."""

    exit_code = 2
    code = "host"


class Forbidden(ClaimgraphError):
    """Nobody may ask that, or not from there."""

    exit_code = 2
    code = "forbidden"


class NoToken(ClaimgraphError):
    """The token is missing, or another."""

    exit_code = 2
    code = "token"


_STATUS = {
    "usage": 400,
    "query": 400,
    "unknown-name": 404,
    "ambiguous-name": 409,
    "limit": 503,
    "data": 500,
    "file": 500,
    "method": 405,
    "not-acceptable": 406,
    "too-large": 413,
    "media-type": 415,
    "host": 421,
    "forbidden": 403,
    "token": 401,
}


def status_of(error: ClaimgraphError) -> int:
    """The status that says what ``error`` does."""
    return 414 if getattr(error, "target", False) else _STATUS.get(error.code, 500)


def public(finding: Finding) -> Finding:
    """``finding`` without the path of this machine: its file's name alone."""
    return finding._replace(file=finding.file.replace("\\", "/").rpartition("/")[2])


def body_of(error: ClaimgraphError) -> dict[str, Any]:
    """The JSON of ``error``, as the command line has it."""
    findings = getattr(error, "findings", None)
    if findings:
        error.findings = [public(finding) for finding in findings]  # type: ignore[attr-defined]
    return told(error)


def page_of(error: ClaimgraphError) -> str:
    """The same as a page."""
    candidates = list(getattr(error, "candidates", ()))
    lines = [
        f"<p>{html.escape(error.message)}</p>" if "\n" not in error.message else _block(error.message),
        f"<p>{html.escape(error.hint)}</p>" if error.hint else "",
        "".join(f"<li>{html.escape(each)}</li>" for each in candidates),
    ]
    lines[2] = f"<ul>{lines[2]}</ul>" if lines[2] else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{status_of(error)}: {html.escape(error.code)}</title>\n</head>\n<body>\n<main>\n"
        f"<h1>{status_of(error)}</h1>\n" + "\n".join(filter(None, lines)) + "\n</main>\n</body>\n</html>\n"
    )


def _block(message: str) -> str:
    return f"<pre>{html.escape(message)}</pre>"


def out_of_bounds(error: BaseException) -> ClaimgraphError | None:
    """``error`` as a limit that was hit, where it is one."""
    if isinstance(error, RecursionError):
        return LimitError("the request is nested too deeply")
    if isinstance(error, MemoryError):
        return LimitError("there is not enough memory for this")
    return None
