"""What the machines find: sets of works and bare claims."""

from __future__ import annotations

from typing_extensions import TypedDict


class Witness(TypedDict):
    """A minimal set of leaves that supports a claim."""

    works: list[str]
    assertions: list[str]
