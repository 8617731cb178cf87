"""How the server is to run."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..files import read_bounded

_LONGEST_TOKEN = 4096


@dataclass(frozen=True)
class Settings:
    """What ``claimgraph serve`` was told."""

    data: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8321
    token: str | None = None
    """Without it everybody may ask whom ``admission`` lets in."""
    allowed: tuple[str, ...] = ()
    """Names by which the server may be called, beside those of the loopback interface."""
    cors: tuple[str, ...] = ()
    """Origins whose pages may read the answers."""
    watch: bool = False
    timeout: float = 10.0
    workers: int = 4
    rdf: Path | None = None
    mcp: bool = False
    """Whether agents find the tools at ``/mcp``."""


def checked(settings: Settings) -> Settings:
    """``settings``, once they make sense together. Raises UsageError."""
    if not 0 <= settings.port <= 65535:
        raise UsageError(f"there is no port {settings.port}", "a port is a number up to 65535; 0: a free one")
    if not 1 <= settings.workers <= 64:
        raise UsageError(f"{settings.workers} workers make no sense", "1 to 64 do")
    if not 0 < settings.timeout <= 3600:
        raise UsageError("a time limit is a number of seconds above 0, at most 3600")
    if settings.rdf is not None and settings.watch:
        raise UsageError("--rdf serves a file as it is now", "leave --watch out")
    if settings.rdf is not None and settings.mcp:
        raise UsageError("tools for agents are asked of a data set, not of --rdf", "leave --mcp out")
    for origin in settings.cors:
        scheme, _, rest = origin.partition("://")
        if scheme not in ("http", "https") or not rest or "/" in rest or rest == "*":
            raise UsageError(f'"{origin}" is no origin', "an origin is like https://example.org")
    for name in settings.allowed:
        if not name or any(letter in "/*@?# " for letter in name):
            raise UsageError(f'"{name}" is no name of a host', "a name is like claims.example.org")
    return settings


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read_token(path: Path) -> str:
    """The token in a file: its first line. Raises FileError, UsageError."""
    text = read_bounded(path, _LONGEST_TOKEN, "token").decode("utf-8", "replace").strip()
    token = text.split("\n", 1)[0].strip()
    if len(token) < 16 or not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(
            f"{path} holds no token", "a token is at least 16 letters, digits or signs without a space"
        )
    return token
