"""Small corpora on the spot: generated papers that share works, in folders and in a store."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random

from datasets import in_folder
from generated_graphs import dataset

from claimgraph import evidence
from claimgraph.model.entities import Attack, Dataset, Date

SPELLINGS = ("10.1000/{}", "https://doi.org/10.1000/{}", "doi:10.1000/{}")


def paper(seed: int, name: str | None = None, claims: int | None = None) -> Dataset:
    """A generated data set, its works drawn from a small pool that all papers share."""
    random = Random(seed)
    found = dataset(random, claims=random.randint(2, 9) if claims is None else claims)
    works = {}
    for work in found.works.values():
        number = random.randint(0, 9)
        told = {"title": f"Study {number}", "creators": ("A. Smith",), "date": Date(is_="2010")}
        if number % 3 == 0:
            told["doi"] = random.choice(SPELLINGS).format(number)
        elif number % 3 == 1:
            told = {"title": f"Other words {seed}", "url": f"https://example.org/page/{number}"}
        works[work.id] = work.model_copy(update=told)
    attacks = tuple([each for each in found.attacks if _may_attack(found, each)])
    return found.model_copy(
        update={
            "attacks": attacks,
            "paper": found.paper.model_copy(update={"id": name or f"p{seed}"}),
            "works": works,
        }
    )


def reads_or_dies(wanted: tuple[str, str]) -> object:
    """Read a paper as a build does, but end the process where its folder's name asks for that."""
    from claimgraph.store import adding

    if Path(wanted[0]).name.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    return adding._read_one(wanted)


def _may_attack(dataset: Dataset, attack: Attack) -> bool:
    """Whether the loader takes it: nothing attacks itself, or an argument of which it is a premise."""
    found = evidence(dataset)
    root = found.stands_for[attack.from_]
    if attack.to in dataset.claims:
        return found.stands_for[attack.to] != root
    return root not in found.premises_of[attack.to]


def folders(place: Path, papers: list[Dataset]) -> list[Path]:
    """Each of ``papers`` in a folder of its id below ``place``."""
    return [in_folder(each, place / each.paper.id) for each in papers]
