"""The labelling is the well-founded model, on frameworks of every shape, and on nothing but frameworks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random

import pytest

from claimgraph.weighing.labelling import IN, OUT, UNDECIDED, Framework, labelling, labels_in_worlds

Holds = frozenset[int]


def model_by_brute_force(framework: Framework, fallen: frozenset[int] = frozenset()) -> list[int]:
    """The well-founded model as Van Gelder defines it: what holds for certain, and what may hold.

    A claim holds if it is given or an argument for it holds; an argument if all its premises do;
    neither if it has fallen, or something that attacks it is taken to hold.
    """
    claims = len(framework.given)
    everything = range(claims + len(framework.conclusions))

    def holds(each: int, holding: Holds) -> bool:
        if each >= claims:
            return all(premise in holding for premise in framework.premises[each - claims])
        arguments = (claims + at for at, conclusion in enumerate(framework.conclusions) if conclusion == each)
        return bool(framework.given[each]) or any(argument in holding for argument in arguments)

    def barred(each: int, opposed: Holds) -> bool:
        return each in fallen or any(each in framework.targets[other] for other in opposed if other < claims)

    def least(opposed: Holds) -> Holds:
        holding: Holds = frozenset()
        while True:
            more = frozenset(x for x in everything if holds(x, holding) and not barred(x, opposed))
            if more == holding:
                return holding
            holding = more

    true: Holds = frozenset()
    while True:
        possible = least(true)
        more = least(possible)
        if more == true:
            return [IN if x in true else UNDECIDED if x in possible else OUT for x in everything]
        true = more


def drawn(random: Random) -> Framework:
    """A framework in which circles of support and of attack run into one another."""
    claims, arguments = random.randint(1, 7), random.randint(0, 10)
    return Framework(
        [random.random() < 0.3 for _ in range(claims)],
        [random.randrange(claims) for _ in range(arguments)],
        [random.sample(range(claims), random.randint(0, min(claims, 3))) for _ in range(arguments)],
        [
            random.sample(
                range(claims + arguments), random.choice((0, 0, 0, 1, 1, 2)) % (claims + arguments + 1)
            )
            if claims + arguments > 1
            else []
            for _ in range(claims)
        ],
    )


def test_the_labelling_is_the_well_founded_model() -> None:
    random = Random(20)
    for _ in range(3000):
        framework = drawn(random)
        everything = range(len(framework.given) + len(framework.conclusions))
        fallen = frozenset(random.sample(everything, random.choice((0, 0, 1)) if len(everything) else 0))
        assert list(labelling(framework, fallen)) == model_by_brute_force(framework, fallen), framework


def test_the_labels_of_all_worlds_together_are_those_of_each() -> None:
    random = Random(21)
    for _ in range(300):
        framework = drawn(random)
        everything = len(framework.given) + len(framework.conclusions)
        worlds = [frozenset(x for x in range(everything) if random.random() < 0.2) for _ in range(4)]
        fallen = [
            sum(1 << world for world, gone in enumerate(worlds) if x in gone) for x in range(everything)
        ]
        found = labels_in_worlds(framework, fallen, (1 << len(worlds)) - 1)
        for world, gone in enumerate(worlds):
            marks = [
                IN if true >> world & 1 else UNDECIDED if maybe >> world & 1 else OUT for true, maybe in found
            ]
            assert marks == model_by_brute_force(framework, gone)


def test_every_framework_of_two_claims_and_two_arguments() -> None:
    # Small enough to try all: each claim given or not, each argument for and from any claim, each attack.
    for first, second in product(product((0, 1), ((0,), (1,), (0, 1), ())), repeat=2):
        for given in product((False, True), repeat=2):
            for attack in (None, *product((0, 1), range(4))):
                targets: list[list[int]] = [[], []]
                if attack:
                    targets[attack[0]].append(attack[1])
                framework = Framework(given, (first[0], second[0]), (first[1], second[1]), targets)
                assert list(labelling(framework)) == model_by_brute_force(framework)


@pytest.mark.parametrize("shape", ["a circle", "a circle fed from outside", "two circles that share a claim"])
def test_a_circle_that_loses_what_fed_it_is_out(shape: str) -> None:
    # 0 attacks the argument that founds the circle; the sources must be found anew, or given up.
    build: dict[str, Callable[[], Framework]] = {
        "a circle": lambda: Framework([1, 0, 0], [1, 2], [[2], [1]], [[], [], []]),
        "a circle fed from outside": lambda: Framework([1, 0, 0], [1, 2, 1], [[2], [1], []], [[5], [], []]),
        "two circles that share a claim": lambda: Framework(
            [1, 0, 0, 0], [1, 2, 2, 3, 1], [[2], [1], [3], [2], []], [[8], [], [], []]
        ),
    }
    framework = build[shape]()
    assert list(labelling(framework)) == model_by_brute_force(framework)
    assert all(labelling(framework)[claim] == OUT for claim in range(1, len(framework.given)))
