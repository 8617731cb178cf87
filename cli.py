"""The command line: parses, calls the library, prints. What is said is decided there.

Nothing but typer is imported before a command runs, so that ``--help`` is quick.
"""

import gc
import sys
from pathlib import Path
from typing import Annotated, NoReturn

gc.disable()  # one answer, then the end: nothing to collect, and imports are an eighth quicker

import typer

from claimgraph.calling import DATA, FORMAT, JSON, Call, command, completing

QUESTIONS = "What supports a claim? Who says so? Which note, which work? What falls if that source falls?"

app = typer.Typer(
    name="claimgraph",
    help=QUESTIONS,
    epilog="Start with `claimgraph` alone, or `claimgraph list claims --kind thesis`.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

ClaimName = Annotated[
    str,
    typer.Argument(
        metavar="CLAIM",
        help="An id, the beginning of one, or words that pick one claim.",
        autocompletion=completing("claim"),
    ),
]
AnyName = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="A claim, note (27), work, actor, argument or topic.",
        autocompletion=completing(),
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
]
Holder = typer.Option("--holder", metavar="ACTOR", help="Held by ACTOR.", autocompletion=completing("actor"))
About = typer.Option(
    "--about",
    metavar="ACTOR|TOPIC",
    help="About an actor or topic.",
    autocompletion=completing("actor", "topic"),
)


def _version(wanted: bool) -> None:
    if wanted:
        from claimgraph import __version__
        from claimgraph.console import Done

        raise Done(f"claimgraph {__version__}\n")


@app.callback(invoke_without_command=True, help=QUESTIONS)
def overview(
    ctx: typer.Context,
    data_: Annotated[Path | None, DATA] = None,
    format_: Annotated[str | None, FORMAT] = None,
    json_: Annotated[bool, JSON] = False,
    _: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Keep the global options for the command; without one, say what is in the data set."""
    ctx.obj = data_, format_, json_
    if ctx.invoked_subcommand is None:
        from claimgraph.entries import overview

        call = Call(data_, format_, json_)
        call.answer(overview(call.evidence), "overview")


@command(app, "supports")
def supports(
    call: Call,
    claim: ClaimName,
    depth: Annotated[
        int | None, typer.Option("--depth", min=0, metavar="N", help="Show N steps of argument.")
    ] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Show only its own arguments and notes.")] = False,
) -> None:
    """What supports CLAIM, down to endnotes, works and bare assertions."""
    from claimgraph.tracing import supports

    answer = supports(call.evidence, call.claim(claim))
    call.answer(answer, "supports", depth=1 if direct else depth)


@command(app, "attacks")
def attacks(call: Call, claim: ClaimName) -> None:
    """What stands against CLAIM, and what it stands against."""
    from claimgraph.opposition import attacks

    call.answer(attacks(call.evidence, call.claim(claim)), "attacks", dataset=call.dataset)


@command(app, "path")
def path(
    call: Call,
    source: Annotated[str, typer.Argument(metavar="FROM", help="The evidence.", autocompletion=completing())],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="What it may bear on.", autocompletion=completing())
    ],
) -> None:
    """How FROM, the evidence, bears on TO: all shortest chains."""
    from claimgraph.paths import path

    answer = path(call.evidence, call.node(source), call.node(target))
    call.answer(answer, "path", dataset=call.dataset, code=0 if answer["chains"] else 1)


@command(app, "show")
def show(call: Call, name: AnyName) -> None:
    """Everything about a claim, note, work, actor, argument or topic."""
    from claimgraph.entries import show

    kind, id_ = call.node(name)
    call.answer(show(call.evidence, kind, id_), "show", dataset=call.dataset)


@command(app, "list")
def list_(
    call: Call,
    what: Annotated[
        str,
        typer.Argument(metavar="WHAT", help="claims, works, notes, actors, arguments, stances or topics."),
    ],
    holder: Annotated[str | None, Holder] = None,
    about: Annotated[str | None, About] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Of that kind (works, actors: type).")
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Claims of that status.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="N", help="That cite, or stand behind, note N.")
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", help="In that section of the paper.")
    ] = None,
) -> None:
    """List claims, works, notes, actors, arguments, stances, topics."""
    from claimgraph.entries import listing

    filters = {
        "holder": holder,
        "about": about,
        "kind": kind,
        "status": status,
        "note": note,
        "section": section,
    }
    answer = listing(
        call.dataset, what, **{key: value for key, value in filters.items() if value is not None}
    )
    call.answer(answer, "list", what=what, rows=answer)


@command(app, "search")
def search(
    call: Call,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Each within one typo.")],
) -> None:
    """Find claims, works, actors and topics by words."""
    from claimgraph.searching import search

    answer = search(call.dataset, " ".join(words))
    call.answer(answer, "search", code=0 if answer else 1, rows=answer)


@command(app, "stances")
def stances(
    call: Call,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="ACTOR", help="ACTOR's.", autocompletion=completing("actor")),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="TOPIC", help="On TOPIC.", autocompletion=completing("topic")),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Taken by DATE, such as 2014-05.")
    ] = None,
) -> None:
    """Who is for and against what, and what shows it."""
    from claimgraph.sides import stances

    answer = stances(call.dataset, of=of, on=on, as_of=as_of)
    call.answer(answer, "stances", dataset=call.dataset, rows=answer)


@command(app, "check")
def check(call: Call) -> None:
    """Check the data: every finding at its file:line:column."""
    from claimgraph.loading import check, find

    findings = check(call.data)
    answer = [finding._asdict() for finding in findings]
    code = 1 if any(finding.severity == "error" for finding in findings) else 0
    call.answer(answer, "check", place=str(find(call.data)), code=code, rows=answer)


@command(app, "export")
def export(
    call: Call,
    form: Annotated[
        str, typer.Argument(metavar="FORMAT", help="turtle, trig, nquads, jsonld, graphml, csv or dot.")
    ],
    output: Output = None,
) -> None:
    """Write the data set in another format."""
    from claimgraph.formats import write

    _deliver(write(call.dataset, form), output)


@command(app, "html")
def html(call: Call, output: Output = None) -> None:
    """Write the explorer: one HTML file that opens offline."""
    from claimgraph.views.page import page

    _deliver(page(call.dataset), output)


def _deliver(content: str | bytes, output: Path | None) -> NoReturn:
    from claimgraph.console import Done
    from claimgraph.files import write_whole

    if output is None or str(output) == "-":
        raise Done(content if isinstance(content, str) else content.decode("utf-8"))
    write_whole(output, content)
    raise Done(talk=f"wrote {output}")


def main() -> None:
    """Run the command line and exit with the documented code."""
    from claimgraph.console import run

    run(lambda: app(standalone_mode=False), sys.argv[1:])


if __name__ == "__main__":
    main()
