"""The commands made by hand that answer in JSON, and the shapes of what they answer.

They read or write more than a question is given, so only the command line has them.
"""

from __future__ import annotations

from .asking import Deed

DEEDS = (
    Deed(
        "report",
        "report [CLAIM]",
        "The gaps, or the case for CLAIM, as a document (md, html).",
        ("answers.report:Report",),
        leaves_out=True,
    ),
    Deed(
        "anchor",
        "anchor [PARAGRAPH] [SENTENCES]",
        "Write the digests of all passages, or print that of one.",
        ("anchoring.stamping:Anchored", "anchoring.stamping:Digested"),
    ),
    Deed(
        "import",
        "import FILE ... -o DIR",
        "Make a data set of your own paper, or bring one up to date.",
        ("answers.import_answer:Imported", "answers.reimporting:Reimported"),
    ),
    Deed("open", "open ID", "Open the explorer at ID in the browser.", ("views.browser:Opened",)),
    *(
        Deed(f"corpus-{name}", usage, says, (f"store.{answer}",), leaves_out=name == "withdraw")
        for name, usage, says, answer in (
            ("list", "list WHAT --store DIR", "What all papers have.", "answered:ListedInAll"),
            ("search", "search WORDS ... --store DIR", "Claims of all papers.", "answered:FoundInAll"),
            ("gaps", "gaps --store DIR", "The audit of all papers.", "answered:GapsInAll"),
            ("stances", "stances --store DIR", "Who is for what in all papers.", "answered:StancesInAll"),
            (
                "withdraw",
                "withdraw [WORK ...] --store DIR",
                "What falls in all papers if works fall.",
                "withdrawing:Withdrawn",
            ),
            (
                "ranking",
                "withdraw --rank --store DIR",
                "Every work by what its withdrawal does in all papers.",
                "answered:RankingInAll",
            ),
            (
                "add",
                "corpus add PATH ...",
                "Add data sets to a store: what has not changed is passed over.",
                "adding:Added",
            ),
            ("remove", "corpus remove PAPER ...", "Take papers out of a store.", "adding:Added"),
            ("stats", "corpus stats", "How much a store holds, and what was left out.", "checking:Stats"),
            (
                "check",
                "corpus check",
                "Whether the rows of a sample of papers are as worked out anew.",
                "checking:Checked",
            ),
            (
                "works",
                "corpus works",
                "The works of all papers, and which are one.",
                "answered:WorksOrDecisions",
            ),
            (
                "bridges",
                "corpus bridges",
                "Works that two papers or more cite, and the theses that each lowers alone.",
                "answered:Bridges",
            ),
        )
    ),
    Deed(
        "corpus-rdf",
        "corpus rdf",
        "Write all papers as RDF, or bring it up to date, for sparql.",
        ("store.rdf:WroteRdf",),
    ),
    Deed(
        "corpus-export",
        "corpus export [PAPER]",
        "Write a paper's two files again, or all papers as Parquet.",
        ("store.answered:Wrote", "store.parquet:Exported"),
    ),
    Deed(
        "corpus-spark",
        "corpus spark JOB",
        "The same analyses in Spark, over what export --parquet wrote.",
        ("store.spark:Ran",),
    ),
)
"""In the order in which ``--help`` lists them; last what is asked of a store of many papers."""
