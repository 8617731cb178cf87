"""The command line: parses, calls the library, prints. What is said is decided there.

Nothing but typer is imported before a command runs, so that ``--help`` is quick.
"""

import gc
import sys
from pathlib import Path
from typing import Annotated

gc.disable()  # one answer, then the end: nothing to collect, and imports are an eighth quicker

try:
    import typer

    from claimgraph.command import options
    from claimgraph.command.calling import DATA, FORMAT, JSON, Call, command, enlist
except KeyboardInterrupt:  # Ctrl-C while it starts: the same end as later, see console.run
    raise SystemExit(130) from None

QUESTIONS = "What supports a claim? Who says so? Which note, which work? What falls if that source falls?"

app = typer.Typer(
    name="claimgraph",
    help=QUESTIONS,
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
        from claimgraph.answers.list import overview

        call = Call(data_, format_, json_)
        call.answer(overview(call.evidence), "overview")


@command("supports")
def supports(
    call: Call,
    claim: options.Claim,
    depth: options.Depth = None,
    direct: options.Direct = False,
    minimal: options.Minimal = False,
    limit: options.Most = 1000,
    without: options.Without = None,
    seconds: options.SearchLimit = 10,
) -> None:
    """What supports CLAIM, down to notes, works and assertions."""
    from claimgraph.answers.supports import supports

    gone = call.withdrawn(without)
    answer = supports(
        call.evidence,
        call.claim(claim),
        minimal=minimal,
        limit=limit,
        without=gone,
        time_limit=seconds,
    )
    call.answer(answer, "supports", dataset=call.dataset, depth=1 if direct else depth)


@command("attacks")
def attacks(call: Call, claim: options.Claim) -> None:
    """What stands against CLAIM, and what it stands against."""
    from claimgraph.answers.attacks import attacks

    call.answer(attacks(call.evidence, call.claim(claim)), "attacks", dataset=call.dataset)


@command("acceptability")
def acceptability(call: Call, claim: options.OneClaim = None, file: options.Framework = None) -> None:
    """In, out or undecided, attacks counted; with CLAIM also why."""
    from claimgraph.answers.acceptability import acceptability
    from claimgraph.answers.frameworks import grounded
    from claimgraph.errors import UsageError

    if file and claim:
        raise UsageError("a claim is no argument of the framework in --af", "name one or the other")
    if file:
        call.answer(grounded(file), "acceptability", dataset=None)
    answer = acceptability(call.evidence, call.claim(claim) if claim else None)
    call.answer(answer, "acceptability", dataset=call.dataset)


@command("path")
def path(call: Call, source: options.From, target: options.To, against: options.Against = False) -> None:
    """How FROM, the evidence, bears on TO: all shortest chains."""
    from claimgraph.answers.path import path

    answer = path(call.evidence, call.thing(source), call.thing(target), against=against)
    call.answer(answer, "path", dataset=call.dataset, code=0 if answer["chains"] else 1)


@command("common")
def common(call: Call, claim: options.Claim, other: options.OtherClaim) -> None:
    """What CLAIM and OTHER rest on together."""
    from claimgraph.answers.common import common

    answer = common(call.evidence, call.claim(claim), call.claim(other))
    call.answer(answer, "common", dataset=call.dataset, code=1 if answer["independent"] else 0)


@command("show")
def show(call: Call, name: options.Thing) -> None:
    """All about a claim, note, work, actor, argument or topic."""
    from claimgraph.answers.list import show

    kind, id_ = call.thing(name)
    call.answer(show(call.dataset, kind, id_), "show", dataset=call.dataset)


@command("list")
def list_(
    call: Call,
    what: options.What,
    holder: options.HolderIs = None,
    about: options.AboutIs = None,
    kind: options.KindIs = None,
    status: options.StatusIs = None,
    note: options.NoteIs = None,
    section: options.SectionIs = None,
) -> None:
    """List claims, works, notes, actors, arguments, topics."""
    from claimgraph.answers.list import listing

    asked = {
        "holder": holder,
        "about": about,
        "kind": kind,
        "status": status,
        "note": note,
        "section": section,
    }
    filters = {name: value for name, value in asked.items() if value is not None}
    answer = listing(call.dataset, what, **filters)
    call.answer(answer, "list", what=what, dataset=call.dataset, rows=answer)


@command("search")
def search(call: Call, words: options.Words) -> None:
    """Find claims, works, actors and topics by words."""
    from claimgraph.naming.searching import search

    answer = search(call.dataset, " ".join(words))
    call.answer(answer, "search", dataset=call.dataset, code=0 if answer else 1, rows=answer)


@command("stances")
def stances(call: Call, of: options.Of = None, on: options.On = None, as_of: options.AsOf = None) -> None:
    """Who is for and against what, and what shows it."""
    from claimgraph.answers.stances import stances

    answer = stances(call.dataset, of=of, on=on, as_of=as_of)
    call.answer(answer, "stances", dataset=call.dataset, as_of=as_of, rows=answer)


@command("withdraw")
def withdraw(
    call: Call,
    names: options.Things = None,
    file: options.Retracted = None,
    rank: options.Rank = False,
    pairs: options.Pairs = False,
) -> None:
    """What falls, and what weakens, without ID."""
    from claimgraph.answers import ranking, retractions
    from claimgraph.answers import withdraw as withdrawal
    from claimgraph.errors import UsageError

    if (rank or pairs) and (names or file or (rank and pairs)):
        raise UsageError("--rank and --pairs go over all works by themselves", "ask one thing at a time")
    if not (names or file or rank or pairs):
        raise UsageError("nothing to withdraw is named", "name works, notes or claims, or --from, --rank")
    if rank or pairs:
        rows = ranking.pairs(call.evidence) if pairs else ranking.ranking(call.evidence)
        call.answer(rows, "ranking", dataset=call.dataset, rows=rows)
    listed = retractions.retractions(call.dataset, file) if file else None
    things: list[tuple[str, str | int]] = [call.thing(name) for name in names or ()]
    things += [("work", work) for work in listed["works"]] if listed else []
    answer = withdrawal.withdraw(call.evidence, things)
    code = 0 if answer["lost"] or answer["weakened"] else 1
    whole = {**answer, "from": listed} if listed else answer
    call.answer(whole, "withdraw", dataset=call.dataset, code=code, talk=("retractions", listed))


@command("fragility")
def fragility(call: Call, claim: options.Claim, limit: options.TimeLimit = 10) -> None:
    """What CLAIM hangs on, and how little it takes."""
    from claimgraph.answers.fragility import fragility

    answer = fragility(call.evidence, call.claim(claim), time_limit=limit)
    call.answer(answer, "fragility", dataset=call.dataset)


@command("gaps")
def gaps(call: Call, claim: options.OneClaim = None, fail_on: options.FailOn = None) -> None:
    """What an editor would ask the author to mend."""
    from claimgraph.answers.gaps.audit import gaps
    from claimgraph.answers.gaps.finding import matching

    answer = gaps(call.evidence, call.claim(claim) if claim else None)
    code = 1 if matching(answer, fail_on or ()) else 0
    call.answer(answer, "gaps", dataset=call.dataset, code=code, rows=answer)


@command("report")
def report(
    call: Call, claim: options.OneClaim = None, output: options.Output = None, limit: options.TimeLimit = 10
) -> None:
    """The gaps as a document for the author (md, html)."""
    from claimgraph.answers.report import report
    from claimgraph.views.report import html, markdown

    answer = report(call.evidence, call.claim(claim) if claim else None, time_limit=limit)
    call.document(answer, {"text": markdown, "md": markdown, "html": html}, output)


@command("verify")
def verify(call: Call, text: options.Text) -> None:
    """Find every passage in your own copy of the text."""
    from claimgraph.anchoring.verifying import verify
    from claimgraph.documents.reading import read_text

    answer = verify(call.dataset, read_text(text))
    whole = all(found["status"] == "ok" for found in [*answer["claims"], *answer["notes"]])
    call.answer(answer, "verify", place=str(text), code=0 if whole else 1)


@command("coverage")
def coverage(call: Call, text: options.Text) -> None:
    """Sentences of your copy that no claim accounts for."""
    from claimgraph.anchoring.covering import coverage
    from claimgraph.documents.reading import read_text

    answer = coverage(call.dataset, read_text(text))
    call.answer(answer, "coverage", place=str(text), code=1 if answer["missing"] else 0)


@command("anchor")
def anchor(
    call: Call,
    text: options.Text,
    label: options.Label = None,
    sentences: options.Sentences = None,
    everything: options.Everything = False,
) -> None:
    """Write the digests of all passages, or print that of one."""
    from claimgraph.anchoring.stamping import anchor, passage_digest
    from claimgraph.documents.reading import read_text
    from claimgraph.loading import find

    if label:
        digest = passage_digest(call.dataset, read_text(text), label, options.span(sentences))
        answer = {"paragraph": label, "sentences": sentences, "digest": digest}
        call.answer(answer, "digest")
    stamped = anchor(find(call.data), read_text(text), everything=everything)
    call.answer(stamped, "anchor", code=1 if stamped["problems"] else 0)


@command("compare")
def compare(
    call: Call, first: options.First, second: options.Second, sections: options.Sections = None
) -> None:
    """How far two encodings of one paper agree, and where not."""
    from claimgraph.agreement.comparing import compare

    call.answer(compare(first, second, sections=sections or ()), "compare")


@command("sparql")
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
    asked = find_query(query or "", lambda: chosen(query or "", settings or ()))
    if settings and query not in named_queries():
        raise UsageError("--set gives a value to a named query", "--list says which there are")
    data = rdf or (lambda: call.dataset)
    result = sparql(data, asked.text, base=asked.base, timeout=timeout, form=call.form)
    call.solutions(result, None if rdf else call.dataset, 1 if exit_status and result.is_empty else 0)


@command("check")
def check(call: Call, shacl: options.Shacl = False, oddities: options.Oddities = False) -> None:
    """Check the data: every finding at its file:line:column."""
    from claimgraph.answers import check as conformance
    from claimgraph.loading import find, read

    reading = read(find(call.data))
    odd = conformance.oddities(reading)
    findings = [*reading.findings, *(odd if oddities else ())]
    if shacl:
        findings += conformance.shape_findings(reading)
    answer = [finding._asdict() for finding in findings]
    code = 1 if any(finding.severity == "error" for finding in findings) else 0
    call.answer(answer, "check", place=str(find(call.data)), oddities=len(odd), code=code, rows=answer)


@command("export")
def export(call: Call, form: options.ExportFormat, output: options.Output = None) -> None:
    """Write the data set in another format."""
    from claimgraph.exchange import write

    file = output is not None and str(output) != "-" and (output.is_file() or not output.exists())
    call.deliver(write(call.dataset, form, file=file), output)


@command("html")
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
    from claimgraph.documents.reading import read_text
    from claimgraph.errors import UsageError
    from claimgraph.views.page import page

    if depth is not None and not around:
        raise UsageError("--depth counts steps around a claim", "add --around CLAIM")
    if output is None and not piped():
        raise UsageError("a page is nothing for a terminal", "write it to a file: -o FILE.html")
    written = page(
        call.dataset,
        text=read_text(text) if text else None,
        around=call.claim(around) if around else None,
        depth=2 if depth is None else depth,
        thesis=call.claim(thesis) if thesis else None,
        holder=call.actor(holder) if holder else None,
    )
    call.deliver(written, output)


@command("open")
def open_(call: Call, name: options.Thing) -> None:
    """Open the explorer at ID in the browser."""
    from claimgraph.views.browser import opened

    answer = opened(call.dataset, call.thing(name).id)
    call.answer(answer, "opened", talk=("unopened", not answer["opened"]))


def main() -> None:
    """Run the command line and exit with the documented code."""
    from claimgraph.command.console import run

    def call() -> object:
        enlist(app, sys.argv[1:])
        return app(standalone_mode=False)

    run(call, sys.argv[1:])


if __name__ == "__main__":
    main()
