"""Every expression that is compiled or asked while documents are read, with how it is asked.

``python -m tests.statements.asked`` prints them as JSON, one list of text, flags and way each. It runs in a
process of its own, so that an expression that is made once and kept is seen when it is made.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
WAYS = ("compile", "match", "fullmatch", "search", "finditer", "findall", "sub", "split")

Asked = tuple[str, int, str]
"""An expression's text, its flags, and the function of ``re`` that was given it."""


def asked() -> list[Asked]:
    """Return what a process asks that reads the example and the labelled documents."""
    command = [sys.executable, "-m", "tests.statements.asked"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return [(text, flags, way) for text, flags, way in json.loads(done.stdout)]


def main() -> None:
    """Read the documents of the project and print the expressions of its own modules."""
    seen: dict[Asked, None] = {}
    for way in WAYS:
        setattr(re, way, _noting(way, getattr(re, way), re.compile, seen))
    from luoshi.documents.model import Source
    from luoshi.formats.corpus.rows import document_rows

    for number, text in enumerate(_texts()):
        document_rows(text, f"{number}.md", Source(key=str(number), file=f"{number}.md"))
    json.dump(list(seen), sys.stdout, ensure_ascii=False)


def _texts() -> Iterator[bytes]:
    import yaml

    for path in sorted((ROOT / "examples").rglob("*.md")):
        yield path.read_bytes()
    for path in sorted((ROOT / "benchmarks" / "statements").rglob("*.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8")).get("text", "").encode()


def _noting(
    way: str, function: Callable[..., Any], compiled: Callable[..., re.Pattern[Any]], seen: dict[Asked, None]
) -> Callable[..., Any]:
    @functools.wraps(function)
    def noting(pattern: Any, *args: Any, **named: Any) -> Any:
        if sys._getframe(1).f_globals.get("__name__", "").startswith("luoshi."):
            flags = args[0] if way == "compile" and args else named.get("flags", 0)
            one = pattern if isinstance(pattern, re.Pattern) else compiled(pattern, flags)
            if isinstance(one.pattern, str):
                seen[one.pattern, one.flags, way] = None
        return function(pattern, *args, **named)

    return noting


if __name__ == "__main__":
    main()
