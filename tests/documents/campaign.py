"""Atheris gives one reader input after input: ``python -m tests.documents.campaign KIND RUNS``.

Every input must be read soundly or refused with a code of the catalogue within five seconds; anything else
ends the process with the input that did it. Of files that are a zip the parts are mutated and packed again:
packed, a mutation breaks the zip and nothing else. For half of the inputs elements of parts are taken out,
repeated, nested or given odd values, so that the reader gets past the parser.
"""

from __future__ import annotations

import contextlib
import copy
import importlib
import io
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

SECONDS = 5
"""Of processor time, that one input may take."""
_WALL = 60
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LONGEST = 4096
_LONGEST_OLD = 65536
"""Bytes of an input; of an old Office file, whose smallest is larger."""
READERS = ("plain", "html", "word", "excel", "ofd", "pdf", "recognised")
KINDS = ("text", "html", "docx", "xlsx", "ofd", "pdf", "picture", "zip", "doc")


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
        longest = _LONGEST_OLD if kind == "doc" else LONGEST
        options = [f"-runs={runs}", f"-timeout={_WALL}", f"-max_len={longest}", "-rss_limit_mb=4096"]
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


WEIRD = (
    "",
    "0",
    "-1",
    "1",
    "2",
    "99999999999",
    "1e999",
    "NaN",
    "A1",
    "ZZZ999",
    "A1:XFD9",
    "人口907万人",
    "\n",
)
_MOST_ELEMENTS = 500
"""A part with more is left as it is: what is long may take long."""
EDITED = 0xFE
"""First byte of an input that says what to change in the parts, three bytes for each change."""


def edited(parts: dict[str, bytes], names: list[str], changes: bytes) -> None:
    """Change elements of parts that stay well-formed: where, which and how, by the bytes given."""
    for at in range(0, min(len(changes), 60) - 2, 3):
        part = names[changes[at] % len(names)]
        if not part.endswith((".xml", ".rels")):
            continue
        root = ElementTree.fromstring(parts[part])
        inside = [(above, one) for above in root.iter() for one in above]
        if 0 < len(inside) <= _MOST_ELEMENTS:
            above, one = inside[(changes[at + 1] * 7 + changes[at + 2]) % len(inside)]
            _change(above, one, changes[at + 2])
        parts[part] = ElementTree.tostring(root)


def _change(above: ElementTree.Element, one: ElementTree.Element, how: int) -> None:
    odd = WEIRD[how % len(WEIRD)]
    if how < 40:
        above.remove(one)
    elif how < 80:
        above.extend([copy.deepcopy(one) for _ in range(how - 39)])
    elif how < 120:
        one.text = odd
    elif how < 200 and one.attrib:
        one.set(list(one.attrib)[how % len(one.attrib)], odd)
    else:
        one.append(copy.deepcopy(above))


def _packed(name: str, whole: bytes) -> Target:
    """Mutate one part of a package, its elements, or its bytes as they are (the first byte says which)."""
    from tests.documents.makers import zip_bytes
    from tests.documents.test_any_input import outcome

    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    names = sorted(parts)

    def run(data: bytes) -> None:
        if not data:
            return
        made = dict(parts)
        if data[0] < len(names):
            made[names[data[0]]] = data[1:]
        elif data[0] >= 128:
            edited(made, names, data[1:])
        else:
            outcome(data[1:], name)
            return
        outcome(zip_bytes(made), name)

    seeds = [bytes([n]) + parts[one] for n, one in enumerate(names) if len(parts[one]) < LONGEST]
    changes = [bytes([EDITED, *one]) for one in ([1, 2, 3], [3, 40, 90, 3, 9, 130], [3, 60, 210, 4, 20, 50])]
    return run, [*seeds, *changes, b"\x7f" + whole]


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
    """Pages without words are drawn and looked at for lines; an engine that finds one line stands in."""
    from reportlab.pdfgen.canvas import Canvas

    from luoshi.documents import recognising
    from tests.documents.test_any_input import PDF, outcome

    found = SimpleNamespace(
        boxes=[[(9, 9), (90, 9), (90, 30), (9, 30)]], txts=("人口907万人",), scores=(1.0,)
    )
    stand_ins = {"available": lambda: True, "_made_by": dict, "_engine": lambda: lambda pixels: found}
    for name, stand_in in stand_ins.items():
        setattr(recognising, name, stand_in)
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


def _doc() -> Target:
    """Old Word files through catdoc: LibreOffice takes a second for each, which is its own program's time."""
    from luoshi.documents import office
    from tests.documents.test_any_input import DOCX, outcome

    with tempfile.TemporaryDirectory(prefix="luoshi-fuzz-") as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(DOCX)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", name]
        subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
        seed = (folder / "a.doc").read_bytes()
    catdoc = shutil.which("catdoc")
    assert catdoc, "catdoc is not on this machine"
    office._program = lambda *names: catdoc if "catdoc" in names else None

    def run(data: bytes) -> None:
        if data:
            outcome(_OLE + data[9:], "a.wps" if data[0] % 2 else "a.doc")

    return run, [b"\x00" + seed, b"\x01" + seed]


TARGETS: dict[str, Callable[[], Target]] = {
    "text": _text,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "ofd": _ofd,
    "pdf": _pdf,
    "picture": _picture,
    "zip": _zip,
    "doc": _doc,
}

if __name__ == "__main__":
    main()
