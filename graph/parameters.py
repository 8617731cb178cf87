"""What can be given to questions: how a parameter is written down, and those that several questions share.

Like ``questions``, it imports nothing but ``asking``.
"""

from __future__ import annotations

from typing import Any

from .asking import Parameter, Takes


def argument(name: str, takes: Takes, metavar: str, says: str, **more: Any) -> Parameter:
    """What is given by its place; required unless said otherwise."""
    return Parameter(name, takes, says, metavar=metavar, **{"required": True, **more})


def option(name: str, takes: Takes, metavar: str, says: str, **more: Any) -> Parameter:
    """What is given by its name, ``--name`` on the command line."""
    return Parameter(
        name, takes, says, metavar=metavar, **{"option": (f"--{name.replace('_', '-')}",), **more}
    )


def flag(name: str, says: str, **more: Any) -> Parameter:
    """What is or is not asked for."""
    return option(name, "flag", "", says, default=False, **more)


CLAIM = argument("claim", "claim", "CLAIM", "An id, the beginning of one, or words that pick one claim.")
ONE_CLAIM = argument("claim", "claim", "CLAIM", "A claim; none: all of them.", required=False)
THING = argument("id", "thing", "ID", "A claim, note (27), work, actor, argument or topic.")
TEXT = option(
    "text",
    "copy",
    "FILE",
    "Your own copy of the paper, in any format; none: paper.txt of the data set.",
    reader="documents.own_copy:own_copy",
    shown_as="place",
)
COPY_IF_ANY = TEXT._replace(reader="documents.own_copy:own_copy_if_any")
MOST_NEXT = option("n", "number", "N", "No more than the next N.", option=("-n",), default=20, least=1)
TIME_LIMIT = option(
    "time_limit", "seconds", "S", "Seconds before the answer is given as bounds.", default=10, least=0
)
MOST = option(
    "max", "number", "N", "With --minimal: no more than N sets.", default=1000, least=1, called=("limit",)
)
WITHOUT = option(
    "without",
    "things",
    "ID",
    "As if ID were not there; may be repeated.",
    through="answers.withdraw:withdrawn_nodes",
)
LISTS = ("claims", "works", "notes", "actors", "arguments", "attacks", "limits", "stances", "topics")
WHAT = argument(
    "what",
    "one of",
    "WHAT",
    "claims, works, notes, actors, arguments, attacks, limits, stances or topics.",
    one_of=LISTS,
    shown_as="what",
)
_WITHDRAWABLE = "Works, notes, claims, arguments; an actor for the works they made."
GONE = argument("id", "things", "ID", _WITHDRAWABLE, required=False, called=("things",))
RETRACTED = option(
    "from",
    "file",
    "FILE",
    "Also what FILE withdraws: DOIs, URLs, titles, ids, or a table.",
    called=("listed",),
    reader="exchange.retraction_lists:RetractionList",
)
LIBRARY = argument(
    "file",
    "file",
    "FILE",
    "Your library: BibTeX, BibLaTeX, RIS or CSL-JSON.",
    called=("library",),
    reader="exchange.bibliographies.reading:read_library",
)
FAIL_ON = option(
    "fail_on",
    "kinds",
    "KIND|SEVERITY",
    "Exit with 1 if there is such a gap; may be repeated.",
    bears_on="exit",
)
AS_WRITTEN = flag("as_written", "As the author wrote it: without our reconstructions.", bears_on="sources")
WITHOUT_CLASS = option(
    "without_class",
    "classes",
    "CLASS",
    "As though evidence of CLASS had never been written down; may be repeated.",
    one_of="model.terms:CLASSES",
    bears_on="sources",
)
_FRAMEWORK = "Label the framework in FILE (p af, .apx, .tgf)."
FRAMEWORK = option("af", "file", "FILE", _FRAMEWORK, required=True, called=("path",))
