"""Check the types of the page's script against the shape of its data: `make lint` runs it.

The shape is written out of ``claimgraph.views.page.shape`` as TypeScript, so that a key renamed in
Python alone, or in the script alone, is an error. Without Node it is skipped with the reason, but
fails where CI is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import typing
from pathlib import Path
from types import NoneType, UnionType
from typing import Any

from claimgraph.views.page import shape

HERE = Path(__file__).resolve().parent
ALIASES = ("Passage", "Opposed", "Status", "Findable")
"""Types that the script names beside the records."""
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null", Any: "any"}


def typescript(type_: Any) -> str:
    """A Python type of the page's data as TypeScript."""
    if type_ in PLAIN:
        return PLAIN[type_]
    if typing.is_typeddict(type_):
        return str(type_.__name__)
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is typing.Literal:
        return " | ".join(f'"{word}"' for word in arguments)
    inner = [typescript(argument) for argument in arguments]
    if origin in (UnionType, typing.Union):
        return " | ".join(inner)
    if origin is list:
        return f"({inner[0]})[]"
    if origin is tuple:
        return f"[{', '.join(inner)}]"
    if origin is dict:
        closed = typing.get_origin(arguments[0]) is typing.Literal
        return f"Record<{inner[0]}, {inner[1]}>" if closed else f"{{ [key: {inner[0]}]: {inner[1]} }}"
    raise TypeError(f"no TypeScript for {type_}")


def declarations() -> str:
    """All types of the page's data as TypeScript declarations."""
    lines = ["// Written by check.py from claimgraph/views/page/shape.py."]
    for name, value in vars(shape).items():
        if typing.is_typeddict(value) and value.__module__ == shape.__name__:
            hints = typing.get_type_hints(value)
            lines.append(f"interface {name} {{")
            for key, type_ in hints.items():
                optional = "?" if key in value.__optional_keys__ else ""
                lines.append(f"  {key}{optional}: {typescript(type_)};")
            lines.append("}")
    lines += [f"type {name} = {typescript(getattr(shape, name))};" for name in ALIASES]
    return "\n".join(lines) + "\n"


def missing(reason: str) -> int:
    """Say that the check cannot be made; a failure only in CI."""
    print(f"page_types: skipped, {reason}", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


def main() -> int:
    """Install the compiler where it is not, write the declarations, check."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return missing("there is no Node.js with npm")
    compiler = HERE / "node_modules" / "typescript" / "lib" / "tsc.js"
    installed = HERE / "node_modules" / ".package-lock.json"
    lock = HERE / "package-lock.json"
    if not compiler.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        asked = [npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        if subprocess.run(asked, cwd=HERE, check=False).returncode:
            return missing("npm could not install the compiler")
    (HERE / "data.d.ts").write_text(declarations(), "utf-8")
    return subprocess.run([node, str(compiler), "-p", str(HERE)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
