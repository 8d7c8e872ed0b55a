"""Atheris gives one reader input after input: ``python -m tests.documents.campaign KIND RUNS``.

Every input must be read soundly or refused with a code of the catalogue within five seconds; anything else
ends the process with the input that did it. Of files that are a zip the parts are mutated and packed again:
packed, a mutation breaks the zip and nothing else.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

SECONDS = 5
"""Of processor time, that one input may take."""
_WALL = 60
LONGEST = 4096
READERS = ("plain", "html", "word", "excel", "ofd", "pdf", "recognised")
KINDS = ("text", "html", "docx", "xlsx", "ofd", "pdf", "picture", "zip")


def main() -> None:
    """Run the campaign named on the command line."""
    import atheris

    kind, runs = sys.argv[1], sys.argv[2]
    with atheris.instrument_imports(include=["luoshi"]):
        for name in ("reading", "archives", *(f"readers.{reader}" for reader in READERS)):
            importlib.import_module(f"luoshi.documents.{name}")
    target, seeds = TARGETS[kind]()
    with tempfile.TemporaryDirectory(prefix="luoshi-fuzz-") as made:
        folder = Path(made)
        (folder / "seeds").mkdir()
        for n, seed in enumerate(seeds):
            (folder / "seeds" / str(n)).write_bytes(seed)
        options = [f"-runs={runs}", f"-timeout={_WALL}", f"-max_len={LONGEST}", "-rss_limit_mb=4096"]
        options += ["-print_final_stats=1", "-seed=7", f"-artifact_prefix={Path.cwd()}/"]
        atheris.Setup([sys.argv[0], str(folder / "seeds"), *options], timed(target))
        atheris.Fuzz()


def timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Return a target that fails on an input that takes too long, however busy the machine is."""

    def run(data: bytes) -> None:
        started = time.process_time()
        target(data)
        assert time.process_time() - started < SECONDS

    return run


Target = tuple[Callable[[bytes], None], list[bytes]]


def _text() -> Target:
    from tests.documents.test_any_input import MANY, SENTENCE, TEDIOUS, outcome

    def run(data: bytes) -> None:
        name = ("a.txt", "a.md", "")[data[0] % 3] if data else "a.txt"
        outcome(data[1:], name)

    small = (text.encode()[: LONGEST // 4] for text in TEDIOUS.values() if len(text) <= 10 * MANY)
    seeds = [
        b"\x00" + SENTENCE.encode(),
        b"\x01" + SENTENCE.encode("gb18030"),
        *(b"\x01" + one for one in small),
    ]
    seeds.append("\x01# 一、总体要求\n| 指标 | 2025年 |\n| --- | --- |\n| 人口 | 1000万人 |\n".encode())
    return run, seeds


def _html() -> Target:
    from tests.documents.test_any_input import SENTENCE, outcome

    table = "<table><tr><th rowspan=2>指标<td colspan=3>1</tr><tr><td>5.5%</table><ul><li>一</ul>"
    page = f"<html><head><title>a</title></head><body><h1>一、总体</h1><p>{SENTENCE}</p>{table}</body></html>"
    return (lambda data: void(outcome(data, "a.html"))), [page.encode(), page.encode("gb18030")]


def void(_: object) -> None:
    """Return nothing."""


def _packed(name: str, whole: bytes) -> Target:
    """Mutate one part of a package, or its bytes as they are (the first byte says which)."""
    from tests.documents.test_any_input import outcome

    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    names = sorted(parts)

    def run(data: bytes) -> None:
        if not data:
            return
        if data[0] >= len(names):
            outcome(data[1:], name)
            return
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for one in names:
                package.writestr(one, data[1:] if one == names[data[0]] else parts[one])
        outcome(stream.getvalue(), name)

    seeds = [bytes([n]) + parts[one] for n, one in enumerate(names) if len(parts[one]) < LONGEST]
    return run, [*seeds, b"\xff" + whole]


def _docx() -> Target:
    from tests.documents.test_any_input import DOCX

    return _packed("a.docx", DOCX)


def _xlsx() -> Target:
    from tests.documents.test_any_input import XLSX

    return _packed("a.xlsx", XLSX)


def _ofd() -> Target:
    from tests.documents.test_any_input import OFD

    return _packed("a.ofd", OFD)


def _pdf() -> Target:
    from reportlab.pdfgen.canvas import Canvas

    from tests.documents.test_any_input import PDF, outcome

    stream = io.BytesIO()
    canvas = Canvas(stream, pageCompression=0, invariant=1)
    canvas.drawString(100, 700, "GDP 5.5% 2025")
    for y in (500, 550, 600):
        canvas.line(100, y, 400, y)
    for x in (100, 250, 400):
        canvas.line(x, 500, x, 600)
    canvas.drawString(120, 520, "907")
    canvas.save()
    return (lambda data: void(outcome(data, "a.pdf"))), [stream.getvalue(), PDF[:LONGEST]]


def _picture() -> Target:
    from PIL import Image

    from luoshi.documents.readers.recognised import _pictures
    from luoshi.errors import LuoshiError, Place

    def run(data: bytes) -> None:
        with contextlib.suppress(LuoshiError):
            for picture in _pictures(data, Place(file="a.png")):
                assert picture.pixels.shape[2] == 3

    seeds = []
    for form in ("PNG", "JPEG", "TIFF"):
        stream = io.BytesIO()
        Image.new("L", (40, 30), 200).save(stream, form)
        seeds.append(stream.getvalue())
    return run, seeds


def _zip() -> Target:
    from luoshi.documents.archives import opened
    from luoshi.errors import LuoshiError
    from tests.documents.makers import zip_bytes

    path = Path(tempfile.mkdtemp(prefix="luoshi-fuzz-")) / "a.zip"

    def run(data: bytes) -> None:
        path.write_bytes(data)
        with contextlib.suppress(LuoshiError), opened(path) as folder:
            assert all(one.resolve().is_relative_to(folder.resolve()) for one in folder.rglob("*"))

    inner = zip_bytes({"b.txt": b"b"})
    return run, [zip_bytes({"a.txt": b"a", "区/in.zip": inner}), zip_bytes({"../a.txt": b"a"}), inner]


TARGETS: dict[str, Callable[[], Target]] = {
    "text": _text,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "ofd": _ofd,
    "pdf": _pdf,
    "picture": _picture,
    "zip": _zip,
}

if __name__ == "__main__":
    main()
