"""The edge to the terminal: what is printed where, and which exit code says what (design section 6)."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from typer.exceptions import TyperException

    from ..errors import ClaimgraphError

INTERRUPTED = 130


class Done(Exception):
    """A command has answered: print ``text``, or its pieces, on standard output and exit with ``code``."""

    def __init__(self, text: str | Iterable[str] = "", code: int = 0, talk: str = "") -> None:
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


def progress(text: str) -> None:
    """Say on standard error how far a long command is, where that is a terminal; the next takes its place."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text}" if text else "\r\x1b[K")
            sys.stderr.flush()


def to_json(value: object) -> str:
    """Text of ``value`` as JSON; in plain ASCII on a terminal, so that nothing in it acts there."""
    from ..views.as_json import as_ascii, as_json

    return as_json(value).decode() if piped() else as_ascii(value)


def to_json_line(value: object) -> str:
    """Text of ``value`` as JSON on one line, for what is told bit by bit."""
    import json

    return json.dumps(value, ensure_ascii=sys.stdout.isatty()) + "\n"


def say_now(text: str) -> None:
    """Write ``text`` to standard output at once. Raises BrokenPipeError where nobody reads any more."""
    sys.stdout.write(text)
    sys.stdout.flush()


@contextlib.contextmanager
def collecting() -> Iterator[None]:
    """Collect garbage meanwhile: a command that goes on and on is not over before it matters."""
    import gc

    gc.enable()
    try:
        yield
    finally:
        gc.disable()


def run(command: Callable[[], Any], arguments: Sequence[str]) -> NoReturn:
    """Run ``command``, print its answer or error, and end the process with the documented code.

    Nothing is taken down first: freeing what the imports made would take a fifth of the time.
    """
    _open_streams()
    json = "--json" in arguments or "--format=json" in arguments or _follows(arguments, "--format", "json")
    code = 0
    try:
        code = _answer(command, json)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        pass  # nobody reads to the end
    except OSError as error:
        code = _say(_file_error(error), json=False)
    os._exit(code)


def _open_streams() -> None:
    """Let every stream be one: what is read from a closed one is nothing, what is written fails."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:  # its number is free, and would go to the next file opened
            os.dup2(os.open(os.devnull, os.O_RDONLY), number)
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if piped() and hasattr(sys.stdout, "reconfigure"):
        # JSON, RDF and CSV are in UTF-8, whatever a terminal would write.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _follows(arguments: Sequence[str], option: str, value: str) -> bool:
    return option in arguments and [value] == list(arguments[arguments.index(option) + 1 :][:1])


def _answer(command: Callable[[], Any], json: bool) -> int:
    from typer.exceptions import TyperException

    from ..errors import ClaimgraphError, LimitError

    try:
        try:
            code = command()
        except Done as done:
            write(done.text)
            if done.talk:
                _talk(done.talk.rstrip("\n"))
            return done.code
        return code if isinstance(code, int) else 0
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            return 0  # nobody reads the help to its end
        raise
    except ClaimgraphError as error:
        return _say(error, json)
    except TyperException as error:
        return _say(_usage(error), json)
    except OSError as error:
        if error.filename is None:
            raise  # standard output: there is nowhere to answer
        return _say(_file_error(error), json)
    except RecursionError:
        return _say(LimitError("the input is nested too deeply"), json)
    except MemoryError:
        return _say(LimitError("there is not enough memory for this"), json)


def _usage(error: TyperException) -> ClaimgraphError:
    from ..errors import UsageError

    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "claimgraph"
    return UsageError(error.format_message(), f"`{path} --help` says how to ask")


def write(text: str | Iterable[str]) -> None:
    """Write ``text``, or its pieces, to standard output; a pipe closed by its reader is not an error."""
    with contextlib.suppress(BrokenPipeError):
        for piece in (text,) if isinstance(text, str) else text:
            sys.stdout.write(piece)
        sys.stdout.flush()


def _talk(text: str) -> None:
    """Say ``text`` on standard error; where that cannot be written, nobody listens."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _say(error: ClaimgraphError, json: bool) -> int:
    """Report ``error``: as JSON on standard output where that was asked for, else in words."""
    if json:
        from ..errors import told

        write(to_json(told(error)))
        return error.exit_code
    from ..views.text.terminal import clean

    candidates = list(getattr(error, "candidates", ()))
    findings = list(getattr(error, "findings", ()))
    lines = [f"claimgraph: {error.message}", *(str(finding) for finding in findings)]
    if error.hint:
        lines.append(f"    {error.hint}")
    if not any(candidate in (error.hint or "") for candidate in candidates):
        lines += [f"    {candidate}" for candidate in candidates]
    _talk(clean("\n".join(lines)))
    return error.exit_code


def _file_error(error: OSError) -> ClaimgraphError:
    from ..errors import FileError

    return FileError(f"{error.filename or 'standard output'}: {error.strerror or error}")
