"""Columns: rings are broken, every box gets a column, and every line a slot in those it passes."""

from __future__ import annotations

from .plan import MOST_PASSED, Plan, ends, port_of


def break_rings(plan: Plan) -> None:
    """Walk from conclusions to premises; an arc that leads back to the walk's path runs backward."""
    count = len(plan.boxes)
    below: list[list[int]] = [[] for _ in range(count)]
    is_root = [True] * count
    for number, arc in enumerate(plan.arcs):
        below[arc.head].append(number)
        is_root[arc.tail] = False
    state = [0] * count  # 1: on the path, 2: left behind
    starts = [v for v in range(count) if is_root[v]] + [v for v in range(count) if not is_root[v]]
    finished: list[int] = []
    for start in starts:
        if state[start]:
            continue
        state[start] = 1
        plan.preorder.append(start)
        path = [(start, iter(below[start]))]
        while path:
            node, rest = path[-1]
            for number in rest:
                tail = plan.arcs[number].tail
                if state[tail] == 1:
                    plan.backward.add(number)
                elif state[tail] == 0:
                    state[tail] = 1
                    plan.preorder.append(tail)
                    path.append((tail, iter(below[tail])))
                    break
            else:
                state[node] = 2
                finished.append(node)
                path.pop()
    finished.reverse()
    plan.column = finished  # a topological order until columns are assigned


def assign_columns(plan: Plan) -> None:
    """As far left as the arcs allow; what nothing is left of moves right to what it rests on."""
    count = len(plan.boxes)
    right_of: list[list[int]] = [[] for _ in range(count)]
    is_root = [True] * count
    for number in range(len(plan.arcs)):
        right, left = ends(plan, number)
        right_of[left].append(right)
        is_root[right] = False
    column = [0] * count
    for left in plan.column:
        for right in right_of[left]:
            column[right] = max(column[right], column[left] + 1)
    for node in range(count):
        if is_root[node] and not plan.boxes[node].pinned and right_of[node]:
            column[node] = min(column[right] for right in right_of[node]) - 1
    plan.column = column


def pass_columns(plan: Plan) -> None:
    """Give every line a slot in each column it passes, and join neighbours in adjacent columns."""
    count = len(plan.boxes)
    plan.left = [[] for _ in range(count)]
    plan.right = [[] for _ in range(count)]
    plan.ports = [[] for _ in range(count)]
    reach: dict[tuple[int, int], int] = {}
    for number, arc in enumerate(plan.arcs):
        right, left = ends(plan, number)
        key = (right, arc.kind)
        reach[key] = min(reach.get(key, plan.column[left]), plan.column[left])
    plan.plain = sum(plan.column[key[0]] - 1 - leftmost for key, leftmost in reach.items()) > MOST_PASSED
    for (right, kind), leftmost in reach.items():
        chain = plan.slots[right, kind] = []
        previous = right
        for column in range(plan.column[right] - 1, leftmost, -1) if not plan.plain else ():
            slot = len(plan.column)
            plan.column.append(column)
            plan.left.append([])
            plan.right.append([previous])
            plan.ports.append([])
            plan.left[previous].append((slot, -1))
            chain.append(slot)
            previous = slot
    for number, arc in enumerate(plan.arcs):
        right, left = ends(plan, number)
        last = _last(plan, right, left, arc.kind)
        port = port_of(plan, number)
        if arc.rail and number not in plan.backward:
            plan.rail[port] = arc.rail
        if port not in plan.tails:
            plan.tails[port] = []
            plan.ports[left].append(port)
        plan.tails[port].append(last)
        plan.left[last].append((left, port))
        plan.right[left].append(last)


def _last(plan: Plan, right: int, left: int, kind: int) -> int:
    """The node in the column after ``left`` by which the line from ``right`` comes."""
    passed = plan.column[right] - plan.column[left] - 1
    return plan.slots[right, kind][passed - 1] if passed and not plan.plain else right
