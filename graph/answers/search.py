"""What some words find in the data, and in the reader's own copy of the paper."""

from __future__ import annotations

from ..model.entities import Dataset
from ..naming.searching import Hit, search


def found(dataset: Dataset, query: str, text: str | None = None) -> list[Hit]:
    """What has every word of ``query``, best first, else what comes closest (``naming.searching``).

    With ``text``, a copy of the paper, the sentences in which a claim is anchored there count as
    words of it. Raises UsageError for an empty query, FileError where ``text`` is another paper's.
    Time: that of the search, and of ``verify``. Source: docs/semantics.md#search.
    """
    if text is None:
        return search(dataset, query)
    from ..anchoring.verifying import anchored_text

    return search(dataset, query, also=anchored_text(dataset, text))
