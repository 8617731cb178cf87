"""The edge to the terminal: what is printed where, and which exit code says what (design section 6)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from typer.exceptions import TyperException

    from .errors import ClaimgraphError

INTERRUPTED = 130


class Done(Exception):
    """A command has answered: print ``text`` on standard output and exit with ``code``."""

    def __init__(self, text: str = "", code: int = 0, talk: str = "") -> None:
        super().__init__(code)
        self.text = text
        self.code = code
        self.talk = talk


def width() -> int:
    """Columns to write in: the terminal's, $COLUMNS, or 80; at least 20."""
    import shutil

    return max(shutil.get_terminal_size((80, 24)).columns, 20)


def piped() -> bool:
    """Whether something other than a terminal reads standard output."""
    return not sys.stdout.isatty()


def colour() -> bool:
    """Whether standard output takes colour: a terminal, and $NO_COLOR not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def to_json(value: object) -> str:
    """Text of ``value`` as JSON; in plain ASCII on a terminal, so that nothing in it acts there."""
    import json

    return json.dumps(value, ensure_ascii=sys.stdout.isatty(), indent=2) + "\n"


def run(command: Callable[[], Any], arguments: Sequence[str]) -> NoReturn:
    """Run ``command``, print its answer or error, and end the process with the documented code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    json = "--json" in arguments or "--format=json" in arguments or _follows(arguments, "--format", "json")
    try:
        code = _answer(command, json)
    except KeyboardInterrupt:
        code = INTERRUPTED
    _leave(code)


def _follows(arguments: Sequence[str], option: str, value: str) -> bool:
    return option in arguments and [value] == list(arguments[arguments.index(option) + 1 :][:1])


def _answer(command: Callable[[], Any], json: bool) -> int:
    from typer.exceptions import TyperException

    from .errors import ClaimgraphError, FileError, LimitError

    try:
        try:
            code = command()
        except Done as done:
            write(done.text)
            if done.talk:
                print(done.talk.rstrip("\n"), file=sys.stderr)
            return done.code
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        return 0
    except ClaimgraphError as error:
        return _say(error, json)
    except TyperException as error:
        return _say(_usage(error), json)
    except OSError as error:
        return _say(FileError(f"{error.filename or 'standard output'}: {error.strerror or error}"), json)
    except RecursionError:
        return _say(LimitError("the input is nested too deeply"), json)
    except MemoryError:
        return _say(LimitError("there is not enough memory for this"), json)


def _usage(error: TyperException) -> ClaimgraphError:
    from .errors import UsageError

    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "claimgraph"
    return UsageError(error.format_message(), f"`{path} --help` says how to ask")


def write(text: str) -> None:
    """Write ``text`` to standard output at once; a pipe closed by its reader is not an error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()


def _silence() -> None:
    """Let nothing more be written to a pipe that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say(error: ClaimgraphError, json: bool) -> int:
    """Report ``error``: as JSON on standard output where that was asked for, else in words."""
    candidates = list(getattr(error, "candidates", ()))
    findings = list(getattr(error, "findings", ()))
    if json:
        body: dict[str, Any] = {"code": error.code, "message": error.message}
        if error.hint:
            body["hint"] = error.hint
        if candidates or error.code.endswith("-name"):
            body["candidates"] = candidates
        if findings:
            body["findings"] = [finding._asdict() for finding in findings]
        write(to_json({"error": body}))
        return error.exit_code
    from .views.text.terminal import clean

    lines = [f"claimgraph: {error.message}", *(str(finding) for finding in findings)]
    if error.hint:
        lines.append(f"    {error.hint}")
    lines += [f"    {candidate}" for candidate in candidates if candidate not in (error.hint or "")]
    print(clean("\n".join(lines)), file=sys.stderr)
    return error.exit_code


def _leave(code: int) -> NoReturn:
    """End the process: what is left to write goes out, and a closed pipe stays quiet.

    Nothing is taken down first: freeing what the imports made would take a fifth of the time.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        print(f"claimgraph: standard output: {error.strerror}", file=sys.stderr)
        code = 5
    sys.stderr.flush()
    os._exit(code)
