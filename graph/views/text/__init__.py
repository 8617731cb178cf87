"""Answers as text for people: ``render_NAME(answer, style, **options) -> str``, one a command.

The answer comes first, then what it rests on, then at most one line of what to try next. Ids are
always whole. A renderer is imported when it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agreement import render_compare as render_compare
    from .anchors import render_anchor as render_anchor
    from .anchors import render_coverage as render_coverage
    from .anchors import render_digest as render_digest
    from .anchors import render_verify as render_verify
    from .audit import render_fragility as render_fragility
    from .audit import render_ranking as render_ranking
    from .audit import render_withdraw as render_withdraw
    from .begun import render_init as render_init
    from .cases import render_case as render_case
    from .chains import render_path as render_path
    from .corpus import render_bridges as render_bridges
    from .corpus import render_corpus_add as render_corpus_add
    from .corpus import render_corpus_check as render_corpus_check
    from .corpus import render_corpus_parquet as render_corpus_parquet
    from .corpus import render_corpus_ranking as render_corpus_ranking
    from .corpus import render_corpus_rdf as render_corpus_rdf
    from .corpus import render_corpus_rows as render_corpus_rows
    from .corpus import render_corpus_search as render_corpus_search
    from .corpus import render_corpus_spark as render_corpus_spark
    from .corpus import render_corpus_stats as render_corpus_stats
    from .corpus import render_corpus_withdraw as render_corpus_withdraw
    from .corpus import render_corpus_works as render_corpus_works
    from .corpus import render_corpus_wrote as render_corpus_wrote
    from .edits import render_add as render_add
    from .edits import render_fmt as render_fmt
    from .edits import render_reimport as render_reimport
    from .edits import render_remove as render_remove
    from .edits import render_rename as render_rename
    from .enriched import render_enrich as render_enrich
    from .findings import render_check as render_check
    from .glance import render_overview as render_overview
    from .guided import render_guide as render_guide
    from .imported import render_import as render_import
    from .judged import render_acceptability as render_acceptability
    from .judged import render_common as render_common
    from .judged import render_gaps as render_gaps
    from .judged import render_retractions as render_retractions
    from .nearest import render_said as render_said
    from .opposing import render_attacks as render_attacks
    from .questions import render_formats as render_formats
    from .questions import render_queries as render_queries
    from .questions import render_questions as render_questions
    from .single import render_show as render_show
    from .solutions import render_sparql as render_sparql
    from .solutions import sparql_pieces as sparql_pieces
    from .standing import render_left_out as render_left_out
    from .tables import render_list as render_list
    from .tables import render_search as render_search
    from .taken import render_stances as render_stances
    from .terminal import Style as Style
    from .terminal import clean as clean
    from .todo import render_review as render_review
    from .todo import render_todo as render_todo
    from .trace import render_supports as render_supports
    from .watched import render_watch as render_watch

_HOMES = {
    "Style": "terminal",
    "clean": "terminal",
    "render_acceptability": "judged",
    "render_add": "edits",
    "render_anchor": "anchors",
    "render_attacks": "opposing",
    "render_case": "cases",
    "render_check": "findings",
    "render_common": "judged",
    "render_compare": "agreement",
    "render_bridges": "corpus",
    "render_corpus_add": "corpus",
    "render_corpus_check": "corpus",
    "render_corpus_ranking": "corpus",
    "render_corpus_rdf": "corpus",
    "render_corpus_rows": "corpus",
    "render_corpus_search": "corpus",
    "render_corpus_stats": "corpus",
    "render_corpus_withdraw": "corpus",
    "render_corpus_parquet": "corpus",
    "render_corpus_spark": "corpus",
    "render_corpus_works": "corpus",
    "render_corpus_wrote": "corpus",
    "render_coverage": "anchors",
    "render_digest": "anchors",
    "render_enrich": "enriched",
    "render_formats": "questions",
    "render_fmt": "edits",
    "render_fragility": "audit",
    "render_gaps": "judged",
    "render_guide": "guided",
    "render_import": "imported",
    "render_reimport": "edits",
    "render_remove": "edits",
    "render_rename": "edits",
    "render_init": "begun",
    "render_left_out": "standing",
    "render_list": "tables",
    "render_opened": "glance",
    "render_overview": "glance",
    "render_path": "chains",
    "render_queries": "questions",
    "render_questions": "questions",
    "render_ranking": "audit",
    "render_retractions": "judged",
    "render_review": "todo",
    "render_said": "nearest",
    "render_search": "tables",
    "render_show": "single",
    "render_sparql": "solutions",
    "render_stances": "taken",
    "render_supports": "trace",
    "render_todo": "todo",
    "render_unopened": "glance",
    "render_verify": "anchors",
    "render_watch": "watched",
    "render_withdraw": "audit",
    "sparql_pieces": "solutions",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
