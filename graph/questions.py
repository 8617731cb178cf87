"""The one list of questions: what can be asked, of what, with which parameters.

Every door is a loop over ``QUESTIONS``: the command line enlists its commands from it, ``--help``,
completion and the docs' tests read it. So a question is spelled once. Neither this module nor
those it takes from imports anything: every call of the command pays for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .asking import Question, asks
from .changes import CHANGES
from .deeds import DEEDS
from .parameters import (
    AS_WRITTEN,
    CLAIM,
    COPY_IF_ANY,
    FAIL_ON,
    FRAMEWORK,
    GONE,
    LIBRARY,
    MOST,
    MOST_NEXT,
    ONE_CLAIM,
    RETRACTED,
    TEXT,
    THING,
    TIME_LIMIT,
    WHAT,
    WITHOUT,
    WITHOUT_CLASS,
    argument,
    flag,
    option,
)

if TYPE_CHECKING:
    from .errors import UsageError


def _nothing_named(given: Mapping[str, Any]) -> UsageError | None:
    if given.get("id") or given.get("from"):
        return None
    from .errors import UsageError

    return UsageError("nothing to withdraw is named", "name works, notes or claims, or --from, --rank")


def _misses(answer: Mapping[str, Any]) -> bool:
    return any(found["status"] != "ok" for found in [*answer["claims"], *answer["notes"]])


_ALL_WORKS = ("--rank and --pairs go over all works by themselves", "ask one thing at a time")

_ANSWERED: tuple[Question, ...] = (
    asks(
        "evidence",
        "overview",
        "What is in the data set, and its theses.",
        "answers.list:overview",
        command="",
        beside="",
    ),
    asks(
        "evidence",
        "supports",
        "What supports CLAIM, down to notes, works and assertions.",
        "answers.supports:supports",
        CLAIM,
        option("depth", "number", "N", "Show N steps of argument.", least=0, bears_on="text"),
        flag("direct", "Show only its own arguments and notes.", bears_on="text"),
        flag("minimal", "Also the minimal sets of works and assertions that suffice."),
        MOST,
        option(
            "time_limit",
            "seconds",
            "S",
            "With --minimal: seconds to look for sets.",
            default=10,
            least=0,
        ),
        WITHOUT,
    ),
    asks(
        "evidence",
        "attacks",
        "What stands against CLAIM, and what it stands against.",
        "answers.attacks:attacks",
        CLAIM,
    ),
    asks(
        "evidence",
        "acceptability",
        "In, out or undecided, attacks counted; with CLAIM also why.",
        "answers.acceptability:acceptability",
        ONE_CLAIM,
    ),
    asks(
        "nothing",
        "grounded",
        "In, out or undecided in the framework of a file.",
        "answers.frameworks:grounded",
        FRAMEWORK,
        command="acceptability",
        door="af",
        alone=("a claim is no argument of the framework in --af", "name one or the other"),
        renderer="acceptability",
        beside="",
    ),
    asks(
        "evidence",
        "path",
        "How FROM, the evidence, bears on TO: all shortest chains.",
        "answers.path:path",
        argument("from", "thing", "FROM", "The evidence.", called=("source",)),
        argument("to", "thing", "TO", "What it may bear on.", called=("target",)),
        flag("against", "Over attacks, not over support."),
        no=lambda answer: not answer["chains"],
    ),
    asks(
        "evidence",
        "common",
        "What CLAIM and OTHER rest on together.",
        "answers.common:common",
        CLAIM._replace(called=("a",)),
        argument("other", "claim", "OTHER", "Another claim.", called=("b",)),
        no=lambda answer: bool(answer["independent"]),
    ),
    asks(
        "dataset",
        "show",
        "All about a claim, note, work, actor, argument or topic.",
        "answers.show:show",
        THING._replace(called=("kind", "name")),
        beside="answers.show:beside",
    ),
    asks(
        "dataset",
        "list",
        "List claims, works, notes, actors, arguments, attacks and so on.",
        "answers.list:listing",
        WHAT,
        option("holder", "actor", "ACTOR", "Held by ACTOR; stances: taken by ACTOR alone."),
        option("about", "subject", "ACTOR|TOPIC", "About an actor or topic."),
        option("kind", "kind", "KIND", "Of that kind (works, actors: type)."),
        option("status", "one of", "STATUS", "Claims of that status.", one_of="model.terms:STATUSES"),
        option("note", "note", "N", "That cite, or stand behind, note N."),
        option("section", "section", "ID", "In that section of the paper."),
        rows=True,
    ),
    asks(
        "dataset",
        "search",
        "Find claims, works, actors and topics by words.",
        "answers.search:found",
        argument("words", "words", "WORDS", "All of them, else what comes closest.", called=("query",)),
        option(
            "text",
            "text",
            "FILE",
            "Your own copy, in any format: the words that stand there count too.",
            reader="documents.own_copy:copy_text",
        ),
        rows=True,
        no=lambda answer: not answer,
    ),
    asks(
        "evidence",
        "said",
        "Who says what comes near SENTENCE, and how it stands.",
        "answers.said:said",
        argument("sentence", "words", "SENTENCE", "A sentence, to be compared with every claim."),
        COPY_IF_ANY._replace(shown_as=""),
        no=lambda answer: not (answer["nearest"] or answer["stands"] or answer["unclaimed"]),
    ),
    asks(
        "dataset",
        "stances",
        "Who is for and against what, and what shows it.",
        "answers.stances:stances",
        option("of", "actor", "ACTOR", "Those of ACTOR."),
        option("on", "topic", "TOPIC", "Those on TOPIC."),
        option("as_of", "date", "DATE", "Taken by DATE, such as 2014-05.", shown_as="as_of"),
        rows=True,
    ),
    asks(
        "evidence",
        "withdraw",
        "What falls, and what weakens, without ID.",
        "answers.withdraw:withdraw",
        GONE,
        RETRACTED,
        option(
            "kind",
            "one of",
            "KIND",
            "List only claims of that kind.",
            one_of="model.terms:CLAIM_KINDS",
            shown_as="kind",
        ),
        option("holder", "actor", "ACTOR", "List only claims held by ACTOR.", shown_as="holder"),
        option(
            "section", "section", "ID", "List only claims in that section of the paper.", shown_as="section"
        ),
        senseless=_nothing_named,
        no=lambda answer: not answer["lost"] and not answer["weakened"],
        talk=("retractions", "from"),
    ),
    asks(
        "evidence",
        "ranking",
        "Every work by what its withdrawal alone would do.",
        "answers.ranking:ranking",
        flag("rank", "Every work by what its withdrawal alone would do.", bears_on="choice"),
        command="withdraw",
        door="rank",
        alone=_ALL_WORKS,
        rows=True,
    ),
    asks(
        "evidence",
        "pairs",
        "The pairs of works whose withdrawal hurts more together than apart.",
        "answers.ranking:pairs",
        flag("pairs", "The pairs that hurt more together than apart.", bears_on="choice"),
        command="withdraw",
        door="pairs",
        alone=_ALL_WORKS,
        renderer="ranking",
        rows=True,
    ),
    asks(
        "evidence",
        "fragility",
        "What CLAIM hangs on, and how little it takes.",
        "answers.fragility:fragility",
        CLAIM,
        TIME_LIMIT,
    ),
    asks(
        "evidence",
        "case",
        "How solid CLAIM is: lines of support, works, what sinks.",
        "answers.cases:case",
        CLAIM,
        WITHOUT,
        TIME_LIMIT,
    ),
    asks(
        "evidence",
        "gaps",
        "What an editor would ask the author to mend.",
        "answers.gaps.audit:gaps",
        ONE_CLAIM._replace(called=("below",)),
        option(
            "kind",
            "kinds",
            "KIND",
            "Only gaps of KIND; may be repeated.",
            called=("kinds",),
            shown_as="kinds",
        ),
        option(
            "severity",
            "kinds",
            "S",
            "Only of that severity: high, medium, low; may be repeated.",
            called=("severities",),
            shown_as="severities",
        ),
        FAIL_ON,
        rows=True,
        no="answers.gaps.finding:matching",
    ),
    asks(
        "dataset",
        "verify",
        "Find every passage in your own copy of the text.",
        "anchoring.verifying:verify",
        TEXT,
        beside="",
        no=_misses,
    ),
    asks(
        "dataset",
        "coverage",
        "Sentences of your copy that no claim accounts for.",
        "anchoring.covering:coverage",
        TEXT,
        beside="",
        no=lambda answer: bool(answer["missing"]),
    ),
    asks(
        "dataset",
        "todo",
        "The next sentences of your copy that nothing accounts for.",
        "answers.todo:todo",
        COPY_IF_ANY,
        option("section", "section", "ID", "Only those of that section of the paper."),
        MOST_NEXT,
        beside="",
        no=lambda answer: answer["accounted"] < answer["sentences"],
    ),
    asks(
        "dataset",
        "review",
        "The next fields that import guessed and nobody has looked at.",
        "answers.todo:review",
        flag("review", "The guessed fields of works and notes instead.", bears_on="choice"),
        COPY_IF_ANY,
        MOST_NEXT,
        command="todo",
        door="review",
        alone=("a guessed field stands in no section of the paper", "leave --section out"),
        beside="",
        no=lambda answer: bool(answer["fields"]),
    ),
    asks(
        "nothing",
        "compare",
        "How far two encodings of one paper agree, and where not.",
        "agreement.comparing:compare",
        argument("first", "folder", "A", "Folder of one encoding, the reference."),
        argument("second", "folder", "B", "Folder of the other."),
        option("section", "sections", "ID", "Only that section; may be repeated.", called=("sections",)),
        beside="",
    ),
    asks(
        "reading",
        "check",
        "Check the data: every finding at its file:line:column.",
        "answers.check:check",
        flag("shacl", "Also by the SHACL shapes of the vocabulary."),
        flag("oddities", "Also the oddities that the data record of the paper.", called=("recorded",)),
        beside="answers.check:beside",
        rows=True,
        no=lambda answer: any(finding["severity"] == "error" for finding in answer),
    ),
    asks(
        "dataset",
        "enrich",
        "Let works take what your library of references knows.",
        "answers.enriching:known",
        LIBRARY,
        beside="",
        no=lambda answer: not answer["matched"],
    ),
)
_AS_PUBLISHED = ("verify", "coverage", "todo", "review", "enrich")
"""Asked of the data set, and not of what supports what."""


def _leaving_out(question: Question) -> Question:
    """``question`` with the parameters that leave classes of evidence out, where they can matter."""
    if question.of not in ("evidence", "dataset") or question.name in _AS_PUBLISHED:
        return question
    return question._replace(parameters=(*question.parameters, AS_WRITTEN, WITHOUT_CLASS))


_NAMES = (
    *(question.name for question in (*_ANSWERED, *CHANGES)),
    "questions",
    "guide",
    *(deed.name for deed in DEEDS),
)
QUESTIONS: tuple[Question, ...] = (
    *map(_leaving_out, _ANSWERED),
    *CHANGES,
    asks(
        "nothing",
        "questions",
        "What can be asked, with the JSON Schema of every answer.",
        "answers.questions:questions",
        argument("name", "one of", "NAME", "A question; none: all of them.", required=False, one_of=_NAMES),
        beside="",
    ),
    asks(
        "nothing",
        "guide",
        "The pages of the docs that come with the program.",
        "answers.guide:guide",
        argument(
            "name",
            "one of",
            "PAGE",
            "Such as encoding or data; none: what there is.",
            required=False,
            one_of="answers.guide:PAGES",
        ),
        beside="",
    ),
)
"""In the order in which ``--help`` lists their commands."""


def named(name: str) -> Question:
    """The question called ``name``. Raises KeyError."""
    return {question.name: question for question in QUESTIONS}[name]


def asked_by(command: str) -> list[Question]:
    """The questions behind ``command``; the first is the one that no parameter chooses."""
    return [question for question in QUESTIONS if question.asked_by == command]
