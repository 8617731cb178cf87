"""Papers made up for the tests of anchors: their text, their labels, and what copies do to them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from hypothesis import strategies as st

from claimgraph.model.entities import Claim, Dataset, Endnote, Paper, Passage, Section

WORDS = re.findall(
    r"\w+",
    "harbour treaty copper signal lantern meadow council archive river engine copperplate orchard border"
    " whaling census granite ferry parliament telegraph wheat nurses customs lighthouse quarry tariffs",
)
HEAD = "Zzyx Quarterly Review"


def digest(*sentences: str) -> str:
    """The contract of design section 3, as plainly as it says it."""
    stream = ""
    for sentence in sentences:
        bare = re.sub(r"\[[0-9]+\]", "", sentence)
        stream += "".join(letter for letter in unicodedata.normalize("NFKC", bare) if letter.isalnum())
    return f"{len(stream)}-{hashlib.sha256(stream.encode()).hexdigest()[:8]}"


@dataclass
class MadeUp:
    """A paper: sentences by label in the order of the text, headings, notes."""

    title: str = "On the Lighthouses of a Small Coast"
    headings: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def text(self, order: list[str] | None = None) -> str:
        """The text as its publisher prints it, the sections in ``order``."""
        front = self.paragraphs["0"]
        blocks = ["A publisher's site\nMenu", front[0], *front[1:]]
        for section in order or list(self.headings):
            blocks.append(self.headings[section])
            blocks += [" ".join(s) for label, s in self.paragraphs.items() if label.startswith(section + "/")]
        if not self.headings:
            blocks += [" ".join(s) for label, s in self.paragraphs.items() if label != "0"]
        blocks += [f"[{number}] {note}" for number, note in enumerate(self.notes, 1)]
        return "\n\n".join([*blocks, "Share this page", "Featured Content"]) + "\n"

    def sentences(self) -> dict[str, str]:
        """Every sentence by the id of its claim."""
        return {
            claim_id(label, number): sentence
            for label, sentences in self.paragraphs.items()
            for number, sentence in enumerate(sentences, 1)
        }

    def dataset(self) -> Dataset:
        """A claim for each sentence, and the notes, anchored."""
        claims = {
            claim_id(label, number): Claim(
                id=claim_id(label, number),
                text="Something",
                passage=(Passage(paragraph=label, sentences=(number, number), digest=digest(sentence)),),
            )
            for label, sentences in self.paragraphs.items()
            for number, sentence in enumerate(sentences, 1)
        }
        sections = tuple(Section(id=id_, heading=heading) for id_, heading in self.headings.items())
        paper = Paper(id="made-up", authors=("someone",), title=self.title, sections=sections)
        notes = {n: Endnote(number=n, digest=digest(note)) for n, note in enumerate(self.notes, 1)}
        return Dataset(paper=paper, claims=claims, endnotes=notes)


def claim_id(label: str, number: int) -> str:
    """A slug for a sentence."""
    return f"p{label.replace('/', '-').replace('.', 'x')}-s{number}"


@st.composite
def papers(draw: st.DrawFn, sections: int = 3) -> MadeUp:
    """Small papers with quotations, note markers, abbreviations, initials and decimals."""
    serial = iter(range(10**6))
    marks = iter(range(1, 10**6))

    def sentence() -> str:
        words = [draw(st.sampled_from(WORDS)) for _ in range(draw(st.integers(3, 14)))]
        words.append(f"no{next(serial)}th")
        extra = draw(
            st.sampled_from(["", "“{}”", "‘{}’", "U.S. {}", "Dr. {}", "3.5 {}", "J. {}", "ice-{}", "—{}"])
        )
        place = draw(st.integers(1, len(words) - 1))
        words[place] = extra.format(words[place]) if extra else words[place]
        body = " ".join(words)
        body = body[0].upper() + body[1:]
        ending = draw(st.sampled_from([".", ".", "?", "!", ".”", ". [{}]", ".” [{}]"]))
        opening = "“" if "”" in ending else ""
        return opening + body + (ending.format(next(marks)) if "{" in ending else ending)

    paper = MadeUp()
    paper.paragraphs["0"] = [paper.title, "March 3, 1921", sentence(), sentence()][: draw(st.integers(1, 4))]
    count = draw(st.integers(0, sections))
    for number in range(1, count + 1):
        prefix = draw(st.sampled_from(["", f"{number}. "]))
        paper.headings[str(number)] = f"{prefix}The {draw(st.sampled_from(WORDS))} of part {number}"
    if not count:
        paper.paragraphs["0"] = [paper.title]
    for section in paper.headings or ["0"]:
        for number in range(1, draw(st.integers(1, 4)) + 1):
            paper.paragraphs[f"{section}/{number}"] = [sentence() for _ in range(draw(st.integers(1, 3)))]
    plain = re.compile(r"\s*\[[0-9]+\]")
    paper.notes = [plain.sub("", sentence()) for _ in range(draw(st.integers(1, 6)))]
    return paper


def wrapped(text: str, width: int, *, breaking: bool = False) -> str:
    """Every paragraph in lines of ``width``; ``breaking`` words with hyphens."""
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        lines, line = [], ""
        for word in paragraph.split(" "):
            room = width - len(line) - 2
            if len(line) + 1 + len(word) <= width:
                line = f"{line} {word}".strip(" ")
            elif breaking and 3 < room < len(word) - 2 and word[:room].isalpha():
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
            else:
                lines.append(line)
                line = word
        paragraphs.append("\n".join(filter(None, [*lines, line])))
    return "\n\n".join(paragraphs) + "\n"


def paged(text: str, every: int, *, parted: bool, head: str = HEAD + "    {}") -> str:
    """A running head after each ``every`` lines, ``parted`` from the text by blank ones or not."""
    printed: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        printed.append(line)
        if number % every == 0:
            running = head.format(number // every)
            printed += ["", running, ""] if parted else [running]
    return "\n".join(printed)
