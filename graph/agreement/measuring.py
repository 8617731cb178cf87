"""Agreement in numbers: precision, recall, F1, Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import Literal

from typing_extensions import TypedDict

from ..errors import ExtraMissing


class Measure(TypedDict):
    """How far two encodings agree on one kind of thing.

    ``precision``: the share of the second's that the first has; ``recall``: of the first's that the
    second has; both and ``f1`` null where there is nothing to share. ``alpha`` over ``units``; null
    where it is not defined, as nothing varies.
    """

    first: int
    second: int
    both: int
    precision: float | None
    recall: float | None
    f1: float | None
    alpha: float | None
    units: int


def measure(
    first: Collection[Hashable],
    second: Collection[Hashable],
    ratings: Sequence[tuple[Hashable, Hashable]],
    level: Literal["nominal", "interval"] = "nominal",
) -> Measure:
    """Compare what two encodings have, and how they rate the same units."""
    both = len(set(first) & set(second))
    return counted(len(first), len(second), both, ratings, level)


def counted(
    first: int,
    second: int,
    both: int,
    ratings: Sequence[tuple[Hashable, Hashable]],
    level: Literal["nominal", "interval"] = "nominal",
) -> Measure:
    """The measure of two encodings that have ``first`` and ``second`` things, ``both`` the same."""
    total = first + second
    return {
        "first": first,
        "second": second,
        "both": both,
        "precision": round(both / second, 4) if second else None,
        "recall": round(both / first, 4) if first else None,
        "f1": round(2 * both / total, 4) if total else None,
        "alpha": alpha(ratings, level),
        "units": len(ratings),
    }


def present(
    first: Collection[Hashable], second: Collection[Hashable], units: Collection[Hashable]
) -> list[tuple[bool, bool]]:
    """For each of ``units``, whether the first and the second encoding have it."""
    one, other = set(first), set(second)
    return [(unit in one, unit in other) for unit in units]


def alpha(
    ratings: Sequence[tuple[Hashable, Hashable]], level: Literal["nominal", "interval"] = "nominal"
) -> float | None:
    """Krippendorff's alpha of two raters; None where all ratings are one value, or there are none.

    Raises ExtraMissing. Source: Krippendorff, *Content Analysis* (2018), chapter 12.
    """
    try:
        import krippendorff
    except ImportError as error:
        raise ExtraMissing(
            "comparing two encodings needs the library krippendorff, which is not installed",
            "install the extra: pip install 'claimgraph[agreement]'",
        ) from error
    values = list(dict.fromkeys(value for pair in ratings for value in pair))
    if len(values) < 2:
        return None
    codes = {value: place for place, value in enumerate(values)}
    measured = (lambda value: value) if level == "interval" else codes.__getitem__
    rows = [[measured(pair[rater]) for pair in ratings] for rater in (0, 1)]
    return round(float(krippendorff.alpha(reliability_data=rows, level_of_measurement=level)), 4)
