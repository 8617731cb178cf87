"""The arguments and options of the commands: how each is written, and what ``--help`` says of it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from .calling import completing

_claims = completing("claim")
_actors = completing("actor")
_topics = completing("topic")
_anything = completing()


def _option(*names: str, value: str, says: str, **more: Any) -> Any:
    return typer.Option(*names, metavar=value, help=says, **more)


def _argument(value: str, says: str, **more: Any) -> Any:
    return typer.Argument(metavar=value, help=says, **more)


Claim = Annotated[
    str,
    _argument("CLAIM", "An id, the beginning of one, or words that pick one claim.", autocompletion=_claims),
]
OneClaim = Annotated[str | None, _argument("CLAIM", "A claim; none: all of them.", autocompletion=_claims)]
Thing = Annotated[
    str,
    _argument("ID", "A claim, note (27), work, actor, argument or topic.", autocompletion=_anything),
]
Things = Annotated[
    list[str] | None,
    _argument(
        "ID", "Works, notes, claims, arguments; an actor for the works they made.", autocompletion=_anything
    ),
]
From = Annotated[str, _argument("FROM", "The evidence.", autocompletion=_anything)]
To = Annotated[str, _argument("TO", "What it may bear on.", autocompletion=_anything)]
Words = Annotated[list[str], _argument("WORDS", "Each within one typo.")]
What = Annotated[str, _argument("WHAT", "claims, works, notes, actors, arguments, stances or topics.")]
ExportFormat = Annotated[
    str, _argument("FORMAT", "turtle, trig, nquads, jsonld, graphml, gexf, dot, csv or svg.")
]
Query = Annotated[str | None, _argument("QUERY|FILE|NAME", "SPARQL 1.1; - reads standard input.")]

Output = Annotated[
    Path | None, _option("-o", "--output", value="FILE", says="Write to FILE, not to standard output.")
]
Depth = Annotated[int | None, _option("--depth", value="N", says="Show N steps of argument.", min=0)]
Direct = Annotated[bool, typer.Option("--direct", help="Show only its own arguments and notes.")]
Minimal = Annotated[
    bool, typer.Option("--minimal", help="Also the minimal sets of works and assertions that suffice.")
]
Most = Annotated[int, _option("--max", value="N", says="With --minimal: no more than N sets.", min=1)]
SearchLimit = Annotated[
    float, _option("--time-limit", value="S", says="With --minimal: seconds to look for sets.", min=0)
]
Without = Annotated[
    list[str] | None,
    _option(
        "--without", value="ID", says="As if ID were not there; may be repeated.", autocompletion=_anything
    ),
]
Against = Annotated[bool, typer.Option("--against", help="Over attacks, not over support.")]
HolderIs = Annotated[
    str | None,
    _option(
        "--holder",
        value="ACTOR",
        says="Held by ACTOR; stances: taken by ACTOR alone.",
        autocompletion=_actors,
    ),
]
AboutIs = Annotated[
    str | None,
    _option(
        "--about",
        value="ACTOR|TOPIC",
        says="About an actor or topic.",
        autocompletion=completing("actor", "topic"),
    ),
]
KindIs = Annotated[str | None, _option("--kind", value="KIND", says="Of that kind (works, actors: type).")]
StatusIs = Annotated[str | None, _option("--status", value="STATUS", says="Claims of that status.")]
NoteIs = Annotated[str | None, _option("--note", value="N", says="That cite, or stand behind, note N.")]
SectionIs = Annotated[str | None, _option("--section", value="ID", says="In that section of the paper.")]
Of = Annotated[str | None, _option("--of", value="ACTOR", says="Those of ACTOR.", autocompletion=_actors)]
On = Annotated[str | None, _option("--on", value="TOPIC", says="Those on TOPIC.", autocompletion=_topics)]
AsOf = Annotated[str | None, _option("--as-of", value="DATE", says="Taken by DATE, such as 2014-05.")]

RdfFile = Annotated[Path | None, _option("--rdf", value="FILE", says="Ask the RDF in FILE instead.")]
ListQueries = Annotated[bool, typer.Option("--list", help="List the queries that have a name.")]
Settings = Annotated[
    list[str] | None,
    _option("--set", value="PARAM=VALUE", says="Give a named query a value; may be repeated."),
]
ExitStatus = Annotated[
    bool, typer.Option("-e", "--exit-status", help="Exit with 1 if the answer is no, or no rows.")
]
Timeout = Annotated[float, _option("--timeout", value="S", says="Seconds it may take.")]

Retracted = Annotated[
    Path | None,
    _option(
        "--from", value="FILE", says="Also what FILE lists: DOIs, URLs, titles, ids, or a retraction CSV."
    ),
]
Rank = Annotated[bool, typer.Option("--rank", help="Every work by what its withdrawal alone would do.")]
Pairs = Annotated[bool, typer.Option("--pairs", help="The pairs that hurt more together than apart.")]
TimeLimit = Annotated[
    float, _option("--time-limit", value="S", says="Seconds before the answer is given as bounds.", min=0)
]
Framework = Annotated[
    Path | None, _option("--af", value="FILE", says="Label the framework in FILE (p af, .apx, .tgf).")
]

Text = Annotated[Path, _option("--text", value="FILE", says="Your own copy of the paper's text.")]
Label = Annotated[str | None, _argument("PARAGRAPH", "Such as 2.3/3; none: stamp the whole data set.")]
Sentences = Annotated[str | None, _argument("SENTENCES", "Such as 1 or 3-4; none: the whole paragraph.")]
Everything = Annotated[bool, typer.Option("--all", help="Also write digests that are there already anew.")]
FailOn = Annotated[
    list[str] | None,
    _option("--fail-on", value="KIND|SEVERITY", says="Exit with 1 if there is such a gap; may be repeated."),
]
OtherClaim = Annotated[str, _argument("OTHER", "Another claim.", autocompletion=_claims)]
First = Annotated[Path, _argument("A", "Folder of one encoding, the reference.")]
Second = Annotated[Path, _argument("B", "Folder of the other.")]
Sections = Annotated[
    list[str] | None, _option("--section", value="ID", says="Only that section; may be repeated.")
]
Shacl = Annotated[bool, typer.Option("--shacl", help="Also by the SHACL shapes of the vocabulary.")]
OwnText = Annotated[
    Path | None,
    _option("--text", value="FILE", says="For private use: your copy of the paper beside the map."),
]
Around = Annotated[
    str | None, _option("--around", value="CLAIM", says="Only what is near CLAIM.", autocompletion=_claims)
]
Steps = Annotated[int | None, _option("--depth", value="N", says="With --around: N steps.", min=0)]
Thesis = Annotated[
    str | None, _option("--thesis", value="CLAIM", says="Only what bears on CLAIM.", autocompletion=_claims)
]
HeldBy = Annotated[
    str | None,
    _option("--holder", value="ACTOR", says="Only what ACTOR holds, and around it.", autocompletion=_actors),
]
Oddities = Annotated[
    bool, typer.Option("--oddities", help="Also the oddities that the data record of the paper.")
]


def span(sentences: str | None) -> tuple[int, int] | None:
    """First and last of ``3-4``, or of ``3``. Raises typer.BadParameter."""
    if sentences is None:
        return None
    first, _, last = sentences.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal()):
        raise typer.BadParameter(f'sentences "{sentences}": write 3 or 3-4')
    return int(first), int(last or first)
