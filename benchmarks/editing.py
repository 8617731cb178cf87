"""What an edit costs, beside a check, and ``todo`` beside ``coverage``: whole processes, in pairs.

``python benchmarks/editing.py``. Measured are medians of ratios of the processor time of processes that ran
one after the other; edits on a copy of the bundled paper, the rest on a made-up essay of 600 sentences.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from claimgraph.loading import BUNDLED

ROUNDS = 11
ONE = "claims:\n  brand-new: {text: New, supported_by: [[japan-dilemma]], cites: [7]}\n"
MANY = "claims:\n" + "".join(
    f"  brand-new-{number}:\n    text: New number {number}\n    cites: [7]\n" for number in range(100)
)


ESSAY = "# Bread and Power\n\n" + "".join(
    f"The price of loaf {n} rose in the spring.[^{n}] Mayor {n} knew it. So {n} bakers shut their doors. "
    f"Nobody told the {n} millers.\n\n[^{n}]: Rosa Marsh, *Wet Summers {n}* (London: Verso, 1999), {n}.\n\n"
    for n in range(1, 151)
)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(*arguments: str, given: str = "") -> float:
    """Processor time of the command; a plain no (exit code 1) is an answer."""
    start = _used()
    done = subprocess.run(
        [sys.executable, "-m", "claimgraph", *arguments], input=given, text=True, capture_output=True
    )
    assert done.returncode in (0, 1), done.stderr
    return _used() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)

        def fresh() -> None:
            for file in ("claims.yaml", "sources.yaml"):
                shutil.copy(BUNDLED / file, place / file)

        one: list[float] = []
        many: list[float] = []
        for _ in range(ROUNDS):
            fresh()
            check = seconds("--data", name, "check")
            single = seconds("--data", name, "add", "-", given=ONE)
            fresh()
            hundred = seconds("--data", name, "add", "-", given=MANY)
            one.append(single / check)
            many.append(hundred / single)
        print(f"add of one claim / check: {statistics.median(one):.2f} (at most 1.5)")
        print(f"add of 100 claims / of one: {statistics.median(many):.2f} (at most 2)")
    with tempfile.TemporaryDirectory() as name:
        essay, folder = Path(name, "essay.md"), str(Path(name, "essay"))
        essay.write_text(ESSAY, encoding="utf-8")
        seconds("import", str(essay), "-o", folder)
        left: list[float] = []
        for _ in range(ROUNDS):
            every = seconds("--data", folder, "coverage")
            left.append(seconds("--data", folder, "todo") / every)
        print(f"todo / coverage: {statistics.median(left):.2f} (at most 1.5)")


if __name__ == "__main__":
    main()
