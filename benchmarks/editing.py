"""What an edit costs, beside a check: whole processes, paired, on a copy of the bundled paper.

``python benchmarks/editing.py``. Measured are medians of ratios of processes that ran one after the other.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from claimgraph.loading import BUNDLED

ROUNDS = 11
ONE = "claims:\n  brand-new: {text: New, supported_by: [[japan-dilemma]], cites: [7]}\n"
MANY = "claims:\n" + "".join(
    f"  brand-new-{number}:\n    text: New number {number}\n    cites: [7]\n" for number in range(100)
)


def seconds(*arguments: str, given: str = "") -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "claimgraph", *arguments],
        input=given,
        text=True,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - start


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


if __name__ == "__main__":
    main()
