"""The smallest cut and witness of a program as integer programs, solved by HiGHS.

HiGHS (Huangfu & Hall 2018) is imported only here. What it answers is checked by the caller
against the program itself, so that rounding can at worst loosen a bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from time import monotonic
from typing import Any

from .horn import Program
from .minimal import Leaves

_Row = tuple[float, Sequence[tuple[int, float]]]
"""A constraint: the sum of coefficient times column is at least the first number."""


def fewest_meeting(
    leaves: int, sets: Sequence[Leaves], least: int, known: Leaves, deadline: float
) -> tuple[int, Leaves]:
    """A proven lower bound, and the smallest set found that meets each of ``sets``."""
    rows = [_at_least_one_of(each) for each in sets]
    return _solve(leaves, [1.0] * leaves, rows, frozenset(range(leaves)), least, known, deadline)


def fewest_cut(
    program: Program, met: Sequence[Leaves], least: int, known: Leaves, deadline: float
) -> tuple[int, Leaves]:
    """A proven lower bound, and the smallest cut found.

    Columns are the leaves (1: withdrawn) and the nodes (1: still derivable). Any assignment that
    obeys the rules marks at least what is derivable, so the goal can be 0 exactly if it is cut off;
    circles need no care, and nodes need not be integers. That a cut meets the witnesses ``met``
    follows, but tightens the relaxation.
    """
    first = program.leaves
    rows: list[_Row] = [(float(least), [(leaf, 1.0) for leaf in range(first)])]
    rows.extend(_at_least_one_of(each) for each in met)
    for node, offered in enumerate(program.offers):
        rows.extend((1.0, [(first + node, 1.0), (leaf, 1.0)]) for leaf in offered)
    for conclusion, premises in program.rules:
        terms = [(first + conclusion, 1.0), *((first + premise, -1.0) for premise in premises)]
        rows.append((1.0 - len(premises), terms))
    upper = [1.0] * (first + len(program.offers))
    upper[first + program.goal] = 0.0
    return _solve(first, upper, rows, frozenset(range(first)), least, known, deadline)


def fewest_witness(
    program: Program, order: list[list[int]], least: int, known: Leaves, deadline: float
) -> tuple[int, Leaves]:
    """A proven lower bound, and the smallest witness found.

    Columns are the leaves (1: taken), the nodes (1: derived from them), the rules (1: used), and
    for nodes in circles the time of their derivation: a rule within a circle is used only when its
    premises came first. Outside circles nodes and rules need not be integers.
    """
    first, nodes = program.leaves, len(program.offers)
    rule, time = first + nodes, first + nodes + len(program.rules)
    rows: list[_Row] = [(1.0, [(first + program.goal, 1.0)])]
    for node, offered in enumerate(program.offers):
        ways = [(leaf, 1.0) for leaf in offered]
        ways.extend((rule + number, 1.0) for number in program.concluding[node])
        rows.append((0.0, [*ways, (first + node, -1.0)]))
    for number, (_, premises) in enumerate(program.rules):
        rows.extend((0.0, [(first + premise, 1.0), (rule + number, -1.0)]) for premise in premises)
    upper = [1.0] * (time + nodes)
    whole = set(range(first))
    for circle in order:
        within = set(circle) if len(circle) > 1 else set()
        for node in within:
            upper[time + node] = float(len(circle))
            for number in program.concluding[node]:
                for premise in within.intersection(program.rules[number].premises):
                    whole.add(rule + number)
                    big = len(circle) + 1.0
                    order_ = [(time + node, 1.0), (time + premise, -1.0), (rule + number, -big)]
                    rows.append((1.0 - big, order_))
    return _solve(first, upper, rows, whole, least, known, deadline)


def _at_least_one_of(leaves: Leaves) -> _Row:
    return 1.0, [(leaf, 1.0) for leaf in sorted(leaves)]


def _solve(
    leaves: int,
    upper: list[float],
    rows: list[_Row],
    whole: frozenset[int] | set[int],
    least: int,
    known: Leaves,
    deadline: float,
) -> tuple[int, Leaves]:
    """Minimise the number of leaves that are 1; columns in ``whole`` are integers."""
    solver, highspy = _solver()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(upper), len(rows)
    model.col_cost_ = [1.0] * leaves + [0.0] * (len(upper) - leaves)
    model.col_lower_, model.col_upper_ = [0.0] * len(upper), upper
    model.row_lower_ = [low for low, _ in rows]
    model.row_upper_ = [highspy.kHighsInf] * len(rows)
    starts = [0]
    index: list[int] = []
    value: list[float] = []
    for _, terms in rows:
        index.extend(column for column, _ in terms)
        value.extend(factor for _, factor in terms)
        starts.append(len(index))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, index, value
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[column in whole] for column in range(len(upper))]
    solver.passModel(model)
    solver.setOptionValue("time_limit", max(0.0, deadline - monotonic()))
    solver.run()
    info = solver.getInfo()
    bound = info.mip_dual_bound
    proven = max(least, ceil(bound - 1e-6)) if 0 <= bound < len(known) + 1 else least
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible or not _found(info, highspy):
        return proven, known
    values = solver.getSolution().col_value
    return proven, frozenset(leaf for leaf in range(leaves) if values[leaf] > 0.5)


def _found(info: Any, highspy: Any) -> bool:
    return bool(info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)


def _solver() -> tuple[Any, Any]:
    """A solver that is silent from the start, exact, and the same each time."""
    import highspy

    class Silent(highspy.Highs):
        """Its usual constructor prints a banner before output can be turned off."""

        def __init__(self) -> None:
            super(highspy.Highs, self).__init__()
            self.setOptionValue("output_flag", False)

    solver = Silent()
    for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.99), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(option, value)
    return solver, highspy
