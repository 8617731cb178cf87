"""Does a test fail when the code is wrong? Small faults are made in the core, one at a time.

    python tests/mutants.py [--sample 60] [--seed 1] [--jobs 2] [MODULE …]

A fault is a negated condition, a comparison or a boolean operator turned round, a number one off, a
`continue` for a `break`, a sum for a difference, a statement left out. Each is made in a copy of the
repository, and the tests of its module run there until one fails: then the mutant is killed. The
survivors are printed as differences, to be judged by a person: a few change nothing that can be seen.
"""

from __future__ import annotations

import argparse
import ast
import copy
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = {
    "evidence_graph/fixpoint.py": ["test_tracing.py", "test_weighing_properties.py"],
    "evidence_graph/notes.py": ["test_tracing.py", "test_rdf.py"],
    "evidence_graph/restatements.py": ["test_tracing.py", "test_weighing_properties.py"],
    "answers/supports.py": ["test_tracing.py", "test_leaning.py"],
    "answers/withdraw.py": ["test_weighing_withdrawal.py"],
    "weighing/labelling.py": ["test_labelling.py", "test_weighing_acceptability.py"],
    "weighing/horn.py": [
        "test_weighing_witnesses.py",
        "test_weighing_fragility.py",
        "test_weighing_withdrawal.py",
        "test_weighing_audit.py",
    ],
    "weighing/theses.py": ["test_weighing_withdrawal.py", "test_weighing_audit.py"],
}
"""The modules that decide what supports what, each with the tests that should notice."""
_SECONDS = 240  # a mutant that runs longer has been noticed: it does not end
_TURNED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def faults(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """The ways in which ``node`` can be made wrong, each a function that does it to a copy."""
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield lambda copied: setattr(copied, "test", ast.UnaryOp(ast.Not(), copied.test))  # type: ignore[attr-defined]
    if isinstance(node, ast.comprehension) and node.ifs:
        yield lambda copied: setattr(copied, "ifs", [])
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        yield lambda copied: setattr(copied, "ops", [_TURNED[type(copied.ops[0])](), *copied.ops[1:]])  # type: ignore[attr-defined]
    if isinstance(node, (ast.BoolOp, ast.BinOp, ast.AugAssign)) and type(node.op) in _TURNED:
        yield lambda copied: setattr(copied, "op", _TURNED[type(copied.op)]())  # type: ignore[attr-defined]
    if isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        wrong = not node.value if isinstance(node.value, bool) else node.value + 1
        yield lambda copied: setattr(copied, "value", wrong)
    if isinstance(node, (ast.FunctionDef, ast.If, ast.For, ast.While)):
        for place, statement in enumerate(node.body):
            documents = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if (
                isinstance(statement, (ast.Expr, ast.AugAssign, ast.Continue, ast.Break, ast.Delete))
                and not documents
            ):
                yield lambda copied, place=place: copied.body.__setitem__(place, ast.Pass())  # type: ignore[misc]


def _unread(node: ast.AST) -> Iterator[ast.AST]:
    """What no run reads: annotations, and what only a type checker imports."""
    for name in ("annotation", "returns"):
        if isinstance(part := getattr(node, name, None), ast.AST):
            yield part
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        yield node


def mutants(module: str) -> list[tuple[str, int, str]]:
    """Every mutant of ``module``: its name, the line of the fault, and the whole text."""
    tree = ast.parse((ROOT / "graph" / module).read_text(encoding="utf-8"))
    idle = {id(below) for node in ast.walk(tree) for part in _unread(node) for below in ast.walk(part)}
    found = []
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in idle:
            continue
        for number, _ in enumerate(faults(node)):
            changed = copy.deepcopy(tree)
            target = next(each for place, each in enumerate(ast.walk(changed)) if place == index)
            list(faults(target))[number](target)
            found.append(
                (module, getattr(node, "lineno", 0), ast.unparse(ast.fix_missing_locations(changed)) + "\n")
            )
    return found


def survives(mutant: tuple[str, int, str], home: Path) -> bool:
    """Whether the tests of the module pass all the same, run in ``home``, a copy of the repository."""
    module, _, text = mutant
    path = home / "graph" / module
    whole = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        *(f"tests/{t}" for t in CORE[module]),
    ]
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=_SECONDS)
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(whole, encoding="utf-8")


def main() -> None:
    """Make a sample of the mutants and say how many were killed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("modules", nargs="*", metavar="MODULE")
    asked.add_argument("--sample", type=int, default=60)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = asked.parse_args()
    every = [mutant for module in options.modules or CORE for mutant in mutants(module)]
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder, str(number)) for number in range(options.jobs)]
        for home in homes:
            shutil.copytree(
                ROOT, home, symlinks=True, ignore=shutil.ignore_patterns(".*", "*.pyc", "dist", "benchmarks")
            )
        free = list(homes)

        def tried(mutant: tuple[str, int, str]) -> bool:
            home = free.pop()
            try:
                return survives(mutant, home)
            finally:
                free.append(home)

        with ThreadPoolExecutor(options.jobs) as pool:
            alive = [mutant for mutant, lives in zip(chosen, pool.map(tried, chosen), strict=True) if lives]
    for module, line, text in alive:
        plain = ast.unparse(ast.parse((ROOT / "graph" / module).read_text(encoding="utf-8")))
        print(f"survives: graph/{module}:{line}")
        changes = difflib.unified_diff(plain.splitlines(), text.splitlines(), lineterm="", n=0)
        print("\n".join(f"    {change}" for change in list(changes)[3:]))
    print(f"{len(chosen) - len(alive)} of {len(chosen)} mutants killed, of {len(every)} that can be made")


if __name__ == "__main__":
    main()
