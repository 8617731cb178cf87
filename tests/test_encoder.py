"""A paper encoded from its file to its answers by one who never looks into the data set's files.

The encoder is a few plain rules for a text written for it (``harbour.md``, 151 sentences): it knows what
the answers say, writes fragments, and mends what is refused. It works through two doors: the library's
public names, and the command with its pipes.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

import claimgraph

TEXT = Path(__file__).with_name("harbour.md")
SENTENCES = 151
AUTHOR = "Nell Ward"
THESIS = "lamps-saved-the-town"
CARRIES_THE_THESIS = (
    "So the lamps made the bay safe",
    "Therefore trade returned",
    "Therefore the lamps paid",
)
CONCLUDES = re.compile(r"(So|Therefore|Thus) ")
SAYS = re.compile(r"According to (.+?), ")


class Door(Protocol):
    """The loop's steps, each an answer in the shape of the JSON contract."""

    def start(self, paper: Path) -> Any: ...
    def todo(self, most: int) -> Any: ...
    def review(self) -> Any: ...
    def add(self, fragment: str, *, replace: bool = False) -> Any: ...
    def show(self, name: str) -> Any: ...
    def check(self) -> list[Any]: ...
    def gaps(self) -> list[Any]: ...
    def verify(self) -> Any: ...
    def supports(self, claim: str) -> Any: ...


class Library:
    """The public names of ``claimgraph``."""

    batch = 12

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def _data(self) -> claimgraph.Dataset:
        return claimgraph.load(self.folder)

    @property
    def _copy(self) -> str:
        return (self.folder / "paper.txt").read_text("utf-8")

    def start(self, paper: Path) -> Any:
        return claimgraph.import_([paper], self.folder, authors=[AUTHOR])

    def todo(self, most: int) -> Any:
        return claimgraph.todo(self._data, self._copy, n=most)

    def review(self) -> Any:
        return claimgraph.review(self._data, self._copy, n=1000)

    def add(self, fragment: str, *, replace: bool = False) -> Any:
        return claimgraph.add(self.folder, fragment, replace=replace)

    def show(self, name: str) -> Any:
        return claimgraph.show(self._data, "work", name)

    def check(self) -> list[Any]:
        return [finding._asdict() for finding in claimgraph.check(self.folder)]

    def gaps(self) -> list[Any]:
        return claimgraph.gaps(claimgraph.evidence(self._data))

    def verify(self) -> Any:
        return claimgraph.verify(self._data, self._copy)

    def supports(self, claim: str) -> Any:
        return claimgraph.supports(claimgraph.evidence(self._data), claim)


class Pipe:
    """The command, fragments on standard input; no step may exit with anything but 0 or 1."""

    batch = 80

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _ask(self, *arguments: str, given: str = "", data: bool = True) -> Any:
        where = ["--data", str(self.folder)] if data else []
        done = subprocess.run(
            [sys.executable, "-m", "claimgraph", *arguments, *where, "--json"],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder.parent,
            env={**os.environ, "COLUMNS": "100"},
        )
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return json.loads(done.stdout)

    def start(self, paper: Path) -> Any:
        return self._ask("import", str(paper), "-o", str(self.folder), "--author", AUTHOR, data=False)

    def todo(self, most: int) -> Any:
        return self._ask("todo", "-n", str(most))

    def review(self) -> Any:
        return self._ask("todo", "--review", "-n", "1000")

    def add(self, fragment: str, *, replace: bool = False) -> Any:
        return self._ask("add", "-", *(["--replace"] if replace else []), given=fragment)

    def show(self, name: str) -> Any:
        return self._ask("show", name)

    def check(self) -> list[Any]:
        return list(self._ask("check"))

    def gaps(self) -> list[Any]:
        return list(self._ask("gaps"))

    def verify(self) -> Any:
        return self._ask("verify")

    def supports(self, claim: str) -> Any:
        return self._ask("supports", claim)


class Encoder:
    """Plain rules from sentences to entries; what it remembers is what it wrote itself."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.actors: set[str] = set()
        self.paragraph = ""
        self.reasons: list[str] = []
        """Claims of the author in this paragraph since the last conclusion."""
        self.last = ""
        self.carrying: list[str] = []

    def fragment(self, sentences: Iterable[Mapping[str, Any]]) -> str:
        """What ``sentences`` say, as YAML in the form of the two files."""
        found: dict[str, Any] = {"actors": {}, "claims": {}, "attacks": [], "limits": [], "unclaimed": []}
        for each in sentences:
            self._sentence(each, found)
        return yaml.safe_dump({key: value for key, value in found.items() if value}, allow_unicode=True)

    def _sentence(self, each: Mapping[str, Any], found: dict[str, Any]) -> None:
        if each["paragraph"] != self.paragraph:
            self.paragraph, self.reasons = each["paragraph"], []
        place = {"paragraph": each["paragraph"], "sentences": each["sentence"]}
        words = re.sub(r"\[\d+\]", "", each["text"]).strip().rstrip(".")
        reason = self._reason(words)
        if reason:
            found["unclaimed"].append({**place, "reason": reason})
            return
        claim: dict[str, Any] = {"text": words, "passage": place}
        if each["notes"]:
            claim["cites"] = each["notes"]
        name = THESIS if place["paragraph"] == "0" else self._free(words)
        found["claims"][name] = claim
        says = SAYS.match(words)
        if says:
            claim["text"] = words[says.end() :].capitalize()
            claim["holder"] = self._actor(says[1], found)
            claim["kind"] = "reported statement"
        elif place["paragraph"] == "0":
            claim["kind"] = "thesis"
        elif words == "So the lamps saved Port Ansel":
            claim |= {"restates": THESIS, "supported_by": [self.carrying]}
        elif CONCLUDES.match(words):
            claim["supported_by"] = [{"premises": [one], "signal": words.split()[0]} for one in self.reasons]
            self.reasons = []
            self.carrying += [name] if words.startswith(CARRIES_THE_THESIS) else []
        elif words.startswith("That is false: "):
            claim["text"] = words.removeprefix("That is false: ").capitalize()
            found["attacks"].append({"from": name, "to": self.last})
        elif words.startswith("Yet "):
            found["limits"].append({"from": name, "to": self.last, "kind": "contrast", "signal": "yet"})
        else:
            claim["kind"] = "fact"
        if not says:
            self.reasons.append(name)
        self.last = name

    def _reason(self, words: str) -> str | None:
        if words.endswith("?"):
            return "question"
        if words.startswith(("Let us ", "We turn ")):
            return "transition"
        return "narrative" if words.startswith("Written for this test") else None

    def _free(self, words: str) -> str:
        base = "-".join(re.findall(r"[a-z0-9]+", words.lower())[:6])
        base = base if not base.isdigit() else f"in-{base}"
        name, place = base, 1
        while name in self.ids:
            place += 1
            name = f"{base}-{place}"
        self.ids.add(name)
        return name

    def _actor(self, called: str, found: dict[str, Any]) -> str:
        name = "-".join(called.lower().removeprefix("the ").split())
        if name not in self.actors:
            self.actors.add(name)
            found["actors"][name] = {"name": called.removeprefix("the ").capitalize()}
        return name


@pytest.mark.parametrize("kind", [Library, Pipe])
def test_from_import_to_supports_no_step_needs_a_look_into_the_files(kind: type, tmp_path: Path) -> None:
    door: Door = kind(tmp_path / "data")
    started = door.start(TEXT)
    assert (started["notes"], started["markers"], started["unresolved"]) == (33, 33, [])
    assert started["sentences"] == SENTENCES

    mend_what_was_guessed(door)

    encoder, left = Encoder(), SENTENCES
    answer = door.todo(kind.batch)
    while answer["next"]:
        if left == SENTENCES:
            refuse_one(door, answer)
        added = door.add(encoder.fragment(answer["next"]))
        assert [finding for finding in added["findings"] if finding["severity"] == "error"] == []
        left -= len(answer["next"])
        assert added["left"] == left
        answer = door.todo(kind.batch)
    assert (answer["accounted"], answer["sentences"]) == (SENTENCES, SENTENCES)

    assert [finding["code"] for finding in door.check()] == ["review"]
    verified = door.verify()
    assert {each["status"] for each in [*verified["claims"], *verified["notes"]]} == {"ok"}
    assert "no text" not in {gap["kind"] for gap in door.gaps()}

    thesis = door.supports(THESIS)
    assert thesis["status"] == "documented"
    assert {26, 27, 29, 30, 31, 32} <= set(thesis["endnotes_below"])
    assert {"pike-1870", "quill-1964", "hale-1911"} <= thesis["works"].keys()
    attacked = door.supports("according-to-the-harbour-master-small")
    assert attacked["claims"][attacked["root"]]["attacked_by"]


def refuse_one(door: Door, before: Mapping[str, Any]) -> None:
    """What makes no sense is refused at its place in the fragment, and changes nothing."""
    wrong = (
        "claims:\n  odd-one:\n    text: Odd\n    cites: [999]\n    passage: {paragraph: '0', sentences: 99}\n"
    )
    refused = door.add(wrong)
    assert refused["added"] == []
    errors = [finding for finding in refused["findings"] if finding["severity"] == "error"]
    assert (errors[0]["line"], errors[0]["column"]) == (4, 13)
    assert [error["line"] for error in errors] == [4, 5]  # one sending tells both
    assert door.todo(len(before["next"])) == before


def mend_what_was_guessed(door: Door) -> None:
    """The first guessed work, of which the guess is wrong, is put right by the words of its note."""
    review = door.review()
    first = [guess for guess in review["next"] if guess["id"] == review["next"][0]["id"]]
    assert first[0]["value"] == "Survey of the Western Bays (London: Admiralty Press, 1839)"
    printed = re.match(
        r"(?P<title>.+) \((?P<place>.+): (?P<publisher>.+), (?P<date>\d{4})\)", first[0]["printed"]
    )
    assert printed
    work = {"type": "book", **printed.groupdict()}
    replaced = door.add(yaml.safe_dump({"works": {first[0]["id"]: work}}), replace=True)
    assert replaced["replaced"] == [first[0]["id"]]
    assert door.show(first[0]["id"])["title"] == "Survey of the Western Bays"
    assert door.review()["fields"] == review["fields"] - len(first)
