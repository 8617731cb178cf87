"""The ids in a text that people read."""

from __future__ import annotations

import re

from ..model.entities import Dataset

_TOKEN = re.compile(r"\[[0-9]+\]|[^\s,;:()<>|“”\"\[\]]+")


def known_ids(dataset: Dataset) -> frozenset[str]:
    """Everything in the data that a text calls by its id; notes as they are cited, ``[27]``."""
    return frozenset(
        [
            *dataset.claims,
            *(argument.id for claim in dataset.claims.values() for argument in claim.supported_by),
            *dataset.works,
            *dataset.actors,
            *dataset.topics,
            *(f"[{number}]" for number in dataset.endnotes),
        ]
    )


def ids_in(text: str, known: frozenset[str]) -> list[str]:
    """The ids of ``known`` that stand in ``text``, each once, in the order in which they come."""
    found: dict[str, None] = {}
    for token in _TOKEN.findall(text):
        name = token if token in known else token.rstrip(".!?…").rpartition("/")[2]
        if name in known:
            found[name] = None
    return list(found)
