"""``claimgraph serve``: from what was typed to a server, and what is said when it listens."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from dataclasses import replace
from json import dumps
from pathlib import Path

from ..serve.running import Started, needs_token, serve
from ..serve.settings import Settings, checked, read_token
from .console import write


def serving(
    settings: Settings,
    *,
    json: bool,
    token_file: Path | None,
    allow_host: Sequence[str] | None,
    cors: Sequence[str] | None,
) -> int:
    """Serve until told to end; the exit code. One line on standard output says when it listens.

    Raises UsageError, DataError, FileError, ExtraMissing.
    """
    settings = replace(settings, allowed=tuple(allow_host or ()), cors=tuple(cors or ()))
    settings = checked(settings)
    made = False
    if token_file is not None:
        settings = replace(settings, token=read_token(token_file))
    elif needs_token(settings):
        settings, made = replace(settings, token=secrets.token_urlsafe(32)), True

    def listening(started: Started) -> None:
        if needs_token(settings):
            _say(f"the line to {settings.host} is not encrypted: a proxy in front of the server does that")
        if made:
            _say(f"open once: {started.url}?token={settings.token}")
        write((dumps(started._asdict()) if json else started.url) + "\n")

    return serve(settings, listening)


def _say(text: str) -> None:
    print(f"claimgraph: {text}", file=sys.stderr, flush=True)
