"""The well-founded labelling of claims and arguments that support and attack one another.

The rules "a claim holds if it is given or an argument for it holds, and nothing that attacks it
holds; an argument holds if all its premises do and nothing that attacks it holds" are a normal
logic program. Its well-founded model (Van Gelder, Ross & Schlipf 1991) makes each atom true (in),
false (out) or neither (undecided); where everything is given it is Dung's grounded labelling (1995).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from .horn import Rule, components, program, worlds

UNDECIDED, IN, OUT = 0, 1, 2


class Framework(NamedTuple):
    """Claims 0 … n - 1 and arguments n … n + m - 1; argument n + a is described at place a."""

    given: Sequence[int]
    """Of every claim, whether it needs no argument."""
    conclusions: Sequence[int]
    premises: Sequence[Sequence[int]]
    targets: Sequence[Sequence[int]]
    """Of every claim, the claims and arguments it attacks."""


class _State(NamedTuple):
    framework: Framework
    label: bytearray
    threats: list[int]
    """Of everything, how many of its attackers are not out."""
    need: list[int]
    """Of an argument, how many premises are not in; of a claim, 1 until it is given or an argument is in."""
    live: list[int]
    """Of every claim, how many of its arguments are not out."""
    arguments: list[list[int]]
    """Of every claim, the arguments for it."""
    uses: list[list[int]]
    """Of every claim, the arguments it is a premise of."""
    source: list[int]
    """Of every claim that is not given, an argument on which its hope of being founded rests."""
    decided: list[int]
    unfounded: dict[int, None]
    """Claims whose source went out."""


def labelling(framework: Framework, fallen: Collection[int] = ()) -> bytearray:
    """The label of every claim and argument, with claims and arguments in ``fallen`` out from the start.

    Time: linear in attacks and arguments, but for claims whose source goes out: those are looked at
    again with all that rests on it. With attacks only, linear.
    """
    state = _start(framework, fallen)
    while state.decided or state.unfounded:
        while state.decided:
            _spread(state, state.decided.pop())
        _refound(state)
    return state.label


def _start(framework: Framework, fallen: Collection[int]) -> _State:
    claims, everything = len(framework.given), len(framework.given) + len(framework.conclusions)
    threats = [0] * everything
    for attacked in framework.targets:
        for target in attacked:
            threats[target] += 1
    need = [0 if given else 1 for given in framework.given]
    need.extend(len(premises) for premises in framework.premises)
    arguments: list[list[int]] = [[] for _ in range(claims)] if framework.conclusions else [[]] * claims
    uses: list[list[int]] = [[] for _ in range(claims)] if framework.conclusions else [[]] * claims
    for place, (conclusion, premises) in enumerate(
        zip(framework.conclusions, framework.premises, strict=True), claims
    ):
        arguments[conclusion].append(place)
        for premise in premises:
            uses[premise].append(place)
    live = [len(own) for own in arguments]
    label = bytearray(everything)
    source = [-1] * claims
    hopeful = {claim: None for claim in range(claims) if not framework.given[claim]}
    state = _State(framework, label, threats, need, live, arguments, uses, source, [], hopeful)
    for each in fallen:
        _decide(state, each, OUT)
    for each in range(everything):
        if not threats[each] and not need[each]:
            _decide(state, each, IN)
    return state


def _decide(state: _State, each: int, label: int) -> None:
    if state.label[each] == UNDECIDED:
        state.label[each] = label
        state.decided.append(each)


def _hold(state: _State, each: int) -> None:
    """Let ``each`` be in if nothing is missing any more."""
    if not state.threats[each] and not state.need[each]:
        _decide(state, each, IN)


def _spread(state: _State, each: int) -> None:
    """What follows at once from ``each`` being decided."""
    claims = len(state.framework.given)
    holds = state.label[each] == IN
    if each >= claims:
        conclusion = state.framework.conclusions[each - claims]
        if holds:
            state.need[conclusion] = 0
            _hold(state, conclusion)
            return
        state.live[conclusion] -= 1
        if not state.live[conclusion] and not state.framework.given[conclusion]:
            _decide(state, conclusion, OUT)
        elif state.source[conclusion] == each:
            state.unfounded[conclusion] = None
        return
    for target in state.framework.targets[each]:
        if holds:
            _decide(state, target, OUT)
        else:
            state.threats[target] -= 1
            _hold(state, target)
    for argument in state.uses[each]:
        if holds:
            state.need[argument] -= 1
            _hold(state, argument)
        else:
            _decide(state, argument, OUT)


def _refound(state: _State) -> None:
    """Find new sources for claims that lost theirs, and for what rested on these; the others are out."""
    lost: dict[int, None] = {}
    stack = [claim for claim in state.unfounded if state.label[claim] == UNDECIDED]
    state.unfounded.clear()
    while stack:
        claim = stack.pop()
        if claim in lost:
            continue
        lost[claim] = None
        for argument in state.uses[claim]:
            conclusion = state.framework.conclusions[argument - len(state.framework.given)]
            if state.source[conclusion] == argument and state.label[conclusion] == UNDECIDED:
                stack.append(conclusion)
    waiting: dict[int, int] = {}
    founded = []
    for claim in lost:
        for argument in state.arguments[claim]:
            if state.label[argument] != OUT:
                premises = state.framework.premises[argument - len(state.framework.given)]
                waiting[argument] = sum(premise in lost for premise in premises)
                if not waiting[argument]:
                    founded.append(argument)
    while founded:
        argument = founded.pop()
        claim = state.framework.conclusions[argument - len(state.framework.given)]
        if claim not in lost:
            continue
        del lost[claim]
        state.source[claim] = argument
        for use in state.uses[claim]:
            if use in waiting:
                waiting[use] -= 1
                if not waiting[use]:
                    founded.append(use)
    for claim in lost:
        _decide(state, claim, OUT)


def labels_in_worlds(framework: Framework, fallen: Sequence[int], every: int) -> list[tuple[int, int]]:
    """Of every claim and argument, the worlds in which it is in, and those in which it is not out.

    ``every`` has a bit for each world, ``fallen[each]`` bits of worlds in which something is out
    from the start. The alternating fixpoint (Van Gelder 1993) of all worlds together: few passes
    over the framework, as many as attacks answer one another.
    """
    claims = len(framework.given)
    rules = [Rule(argument, tuple(premises)) for argument, premises in enumerate(framework.premises, claims)]
    rules.extend(Rule(conclusion, (place,)) for place, conclusion in enumerate(framework.conclusions, claims))
    offers = [[0] if given else [] for given in framework.given] + [[] for _ in framework.conclusions]
    support = program(0, 1, offers, rules)
    order = components(support)

    def least(opposed: Sequence[int]) -> list[int]:
        """What holds if exactly ``opposed`` count as holding wherever something attacks."""
        barred = list(fallen)
        for attacker, targets in enumerate(framework.targets):
            for target in targets:
                barred[target] |= opposed[attacker]
        return worlds(support, order, [every], every, (), barred)

    true = [0] * len(offers)
    while True:
        possible = least(true)
        more = least(possible)
        if more == true:
            return list(zip(true, possible, strict=True))
        true = more
