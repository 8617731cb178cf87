"""The command line: parses, calls the library, prints. What is said is decided there.

Most commands ask a question, and are made from ``claimgraph.questions``; here are those that do more.
Nothing but typer is imported before a command runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

gc.disable()  # one answer, then the end: nothing to collect, and imports are an eighth quicker

try:
    import typer

    from claimgraph.command.calling import Call
    from claimgraph.command.enlisting import command, enlist
    from claimgraph.command.parameters import DATA, FORMAT, JSON
    from claimgraph.questions import named
except KeyboardInterrupt:  # Ctrl-C while it starts: the same end as later, see console.run
    raise SystemExit(130) from None

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimgraph.answers.briefs import Brief
    from claimgraph.command import options
    from claimgraph.evidence_graph.graph import EvidenceGraph

SAYS = "What supports a claim? Who says so? Which note, which work? What falls if that source falls?"

app = typer.Typer(
    name="claimgraph",
    help=SAYS,
    epilog="Start with `claimgraph` alone, or `claimgraph list claims --kind thesis`.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from claimgraph import __version__
        from claimgraph.command.console import Done

        raise Done(f"claimgraph {__version__}\n")


@app.callback(invoke_without_command=True, help=SAYS)
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
        Call(data_, format_, json_).ask(named("overview"), {})


@command("report", after="gaps", leaving_out=True, of_store=True)
def report(
    call: Call,
    claim: options.OneClaim = None,
    output: options.Output = None,
    limit: options.TimeLimit = 10,
    without: options.Struck = None,
) -> None:
    """The gaps, or the case for CLAIM, as a document (md, html)."""
    from claimgraph.answers.report import report
    from claimgraph.errors import UsageError
    from claimgraph.views.report import html, markdown

    name = call.claim(claim) if claim else None
    writers: dict[str, Callable[[Any], str]] = {"text": markdown, "md": markdown, "html": html}
    if name is not None:
        from claimgraph.views import brief as pages

        def told() -> Brief:
            from claimgraph.answers.briefs import brief
            from claimgraph.answers.withdraw import withdrawn_nodes

            things = [call.thing(each) for each in without or ()]
            gone = withdrawn_nodes(call.evidence, [(thing.kind, thing.id) for thing in things])
            return brief(call.evidence, name, without=gone, time_limit=limit)

        def case_as_markdown(_: object) -> str:
            return pages.markdown(told(), call.dataset)

        def case_as_html(_: object) -> str:
            return pages.html(told(), call.dataset)

        writers = {"text": case_as_markdown, "md": case_as_markdown, "html": case_as_html}
    as_json = call.form == "json" or (call.form == "text" and output is not None and output.suffix == ".json")
    if without and (name is None or as_json):
        raise UsageError("--without is for the case of a claim", "name a CLAIM, and --format md or html")
    answer = report(call.evidence, name, time_limit=limit) if name is None or as_json else None
    call.document(answer, writers, output)


@command("anchor", after="coverage")
def anchor(
    call: Call,
    text: options.Text = None,
    label: options.Label = None,
    sentences: options.Sentences = None,
    everything: options.Everything = False,
) -> None:
    """Write the digests of all passages, or print that of one."""
    from claimgraph.anchoring.stamping import anchor, passage_digest
    from claimgraph.command.options import span
    from claimgraph.documents.own_copy import own_copy

    copy = own_copy(text, call.folder)
    if label:
        digest = passage_digest(call.dataset, copy, label, span(sentences))
        answer = {"paragraph": label, "sentences": sentences, "digest": digest}
        call.answer(answer, "digest")
    stamped = anchor(call.folder, copy, everything=everything)
    call.answer(stamped, "anchor", code=1 if stamped["problems"] else 0)


@command("import", after="anchor")
def import_(
    call: Call,
    files: options.Files,
    output: options.NewFolder,
    form: options.FromFormat = None,
    encoding: options.Encoding = None,
    title: options.Title = None,
    authors: options.Authors = None,
    bibliography: options.Bibliography = None,
    dry_run: options.DryRun = False,
) -> None:
    """Make a data set of your own paper, or bring one up to date."""
    from claimgraph.answers.importing import import_, made_by_import
    from claimgraph.command.console import progress
    from claimgraph.errors import UsageError

    if made_by_import(output):
        if bibliography:
            raise UsageError("--bibliography is for a new folder", "`claimgraph enrich` takes what it knows")
        from claimgraph.answers.reimporting import reimport

        followed = reimport(
            files,
            output,
            form=form,
            encoding=encoding,
            title=title,
            authors=authors or (),
            dry_run=dry_run,
            progress=progress,
        )
        call.answer(followed, "reimport")
    if dry_run:
        raise UsageError("--dry-run is for a folder that an import made", "name a new folder without it")
    library = None
    if bibliography:
        from claimgraph.exchange.bibliographies.reading import read_library

        library = read_library(bibliography)
    answer = import_(
        files,
        output,
        form=form,
        encoding=encoding,
        title=title,
        authors=authors or (),
        library=library,
        progress=progress,
    )
    call.answer(answer, "import", code=0 if answer["notes"] else 1)


@command("init", after="import")
def init(
    call: Call, folder: options.Begun, title: options.Title = None, authors: options.Authors = None
) -> None:
    """Begin a data set by hand."""
    from claimgraph.answers.init import init

    call.answer(init(folder, title=title, authors=authors or ()), "init")


@command("schema", after="guide")
def schema(call: Call, file: options.DataFile, output: options.Output = None) -> None:
    """Print the JSON Schema of claims.yaml or sources.yaml."""
    from claimgraph.answers.companions import schema_of
    from claimgraph.naming.closed import one_of

    name = one_of(file.removesuffix(".yaml"), ("claims", "sources"), "file of a data set")
    call.deliver(schema_of(name), output)


@command("sparql", after="compare", leaving_out=True, of_store=True)
def sparql(
    call: Call,
    query: options.Query = None,
    rdf: options.RdfFile = None,
    listing: options.ListQueries = False,
    settings: options.Settings = None,
    exit_status: options.ExitStatus = False,
    timeout: options.Timeout = 30,
) -> None:
    """Ask the triples in SPARQL (--format also tsv, xml, turtle)."""
    from claimgraph.errors import UsageError
    from claimgraph.querying.asking import find_query, sparql
    from claimgraph.querying.named import catalogue, chosen, named_queries

    if listing:
        rows = catalogue()
        call.answer(rows, "queries", rows=rows)
    plain = call.plain_settings(settings or ())
    asked = find_query(query or "", lambda: chosen(query or "", plain))
    if settings and query not in named_queries():
        raise UsageError("--set gives a value to a named query", "--list says which there are")
    if rdf:
        result = sparql(rdf, asked.text, base=asked.base, timeout=timeout, form=call.form)
    else:
        result = call.sparql(asked, query in named_queries(), settings or (), timeout)
    call.solutions(result, None if rdf else call.vocabulary, 1 if exit_status and result.is_empty else 0)


@command("enrich", after="check")
def enrich(call: Call, file: options.Library, dry_run: options.DryRun = False) -> None:
    """Let works take what your library of references knows."""
    from claimgraph.answers.enriching import enrich
    from claimgraph.exchange.bibliographies.reading import read_library

    answer = enrich(call.folder, read_library(file), dry_run=dry_run)
    call.answer(answer, "enrich", code=0 if answer["matched"] else 1)


@command("watch", after="check")
def watch(call: Call, output: options.Page = None) -> None:
    """Check again after every save: what is new, mended, changed."""
    from functools import partial

    from claimgraph.answers.watch import watch
    from claimgraph.command.console import collecting
    from claimgraph.files import write_whole
    from claimgraph.views.page import page

    def draw(file: Path, evidence: EvidenceGraph) -> str:
        write_whole(file, page(evidence.dataset, evidence))
        return str(file)

    with collecting():
        for seen in watch(call.folder, partial(draw, output) if output else None):
            call.tell(seen, "watch", page=str(output) if output else None)


@command("export", after="questions", leaving_out=True, of_store=True)
def export(
    call: Call,
    form: options.ExportFormat = None,
    output: options.Output = None,
    listing: options.ListFormats = False,
    ascii_: options.Ascii = False,
    style: options.BibliographyStyle = None,
    case: options.CaseOf = None,
) -> None:
    """Write the data set, or the case of a claim, as a file."""
    from claimgraph.errors import UsageError
    from claimgraph.exchange import formats, write

    if listing:
        rows = formats()
        call.answer(rows, "formats", rows=rows)
    if form is None:
        raise UsageError("no format is named", "claimgraph export --list says which there are")
    of = call.own_claim(case) if case else None
    file = output is not None and str(output) != "-" and (output.is_file() or not output.exists())
    call.deliver(write(call.own_dataset, form, file=file, ascii_=ascii_, style=style, case=of), output)


@command("html", after="export", leaving_out=True, of_store=True)
def html(
    call: Call,
    output: options.Output = None,
    text: options.OwnText = None,
    around: options.Around = None,
    depth: options.Steps = None,
    thesis: options.Thesis = None,
    holder: options.HeldBy = None,
) -> None:
    """Write the explorer: one HTML file that opens offline."""
    from claimgraph.command.console import piped
    from claimgraph.documents.own_copy import copy_text
    from claimgraph.errors import UsageError
    from claimgraph.views.page import page

    if depth is not None and not around:
        raise UsageError("--depth counts steps around a claim", "add --around CLAIM")
    if output is None and not piped():
        raise UsageError("a page is nothing for a terminal", "write it to a file: -o FILE.html")
    written = page(
        call.dataset,
        call.evidence,
        text=copy_text(text) if text else None,
        around=call.claim(around) if around else None,
        depth=2 if depth is None else depth,
        thesis=call.claim(thesis) if thesis else None,
        holder=call.actor(holder) if holder else None,
    )
    call.deliver(written, output)


@command("open", after="html", of_store=True)
def open_(call: Call, name: options.Thing) -> None:
    """Open the explorer at ID in the browser."""
    from claimgraph.views.browser import opened

    answer = opened(call.dataset, call.thing(name).id)
    call.answer(answer, "opened", talk=("unopened", not answer["opened"]))


@command("serve", after="open")
def serve(
    call: Call,
    host: options.Host = "127.0.0.1",
    port: options.Port = 8321,
    token_file: options.TokenFile = None,
    allow_host: options.AllowHost = None,
    cors: options.Cors = None,
    watch: options.Watch = False,
    timeout: options.QueryTimeout = 10,
    workers: options.Workers = 4,
    rdf: options.RdfServed = None,
    mcp: options.Tools = False,
) -> int:
    """Serve the explorer, the answers and SPARQL at one address."""
    from claimgraph.command.serving import serving
    from claimgraph.serve.settings import Settings

    settings = Settings(
        call.data, host, port, watch=watch, timeout=timeout, workers=workers, rdf=rdf, mcp=mcp
    )
    return serving(
        settings, json=call.form == "json", token_file=token_file, allow_host=allow_host, cors=cors
    )


@command("mcp", after="open")
def mcp(call: Call, write: options.Write = False) -> None:
    """Serve the paper to AI agents as tools (MCP)."""
    from claimgraph.serve.agents import talk

    talk(call.data, write=write)


def main() -> None:
    """Run the command line and exit with the documented code."""
    from claimgraph.command.coercing import notes_as_one, take_as_they_are
    from claimgraph.command.console import run

    def call() -> object:
        take_as_they_are()
        enlist(app, arguments)
        return app(arguments, standalone_mode=False)

    arguments = notes_as_one(sys.argv[1:])

    run(call, sys.argv[1:])


if __name__ == "__main__":
    main()
