"""Old Office files (.doc, .wps, .xls, .et, .rtf) become new ones through LibreOffice, or text through catdoc.

LibreOffice runs in a profile of its own that is thrown away, with macros, links and active content off and a
limit of time; what it makes is stripped of times, so that the same file gives the same bytes again.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

if sys.platform == "linux":
    import resource

from luoshi.documents.kinds import DOC, DOCX, RTF, XLS, XLSX
from luoshi.documents.model import Layer
from luoshi.errors import LuoshiError, Place

SECONDS_VARIABLE = "LUOSHI_CONVERT_SECONDS"
_SECONDS = 120.0
_SECONDS_OF_CATDOC = 5.0
"""It takes milliseconds, or has come upon a file that it never ends with."""
_MEMORY_OF_CATDOC = 256 * 1048576
_MOST_BYTES = 512 * 1048576
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TARGETS = {
    DOC: (".doc", "docx:MS Word 2007 XML", ".docx", DOCX),
    RTF: (".rtf", "docx:MS Word 2007 XML", ".docx", DOCX),
    XLS: (".xls", "xlsx:Calc MS Excel 2007 XML", ".xlsx", XLSX),
}
_OPTIONS = (
    "--headless",
    "--invisible",
    "--norestore",
    "--nologo",
    "--nolockcheck",
    "--nodefault",
    "--nofirststartwizard",
)
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_EDITING = re.compile(rb"<TotalTime>\d+</TotalTime>")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def converted(data: bytes, name: str, media_type: str) -> Layer:
    """Return a file that the readers can read, made from an old Office file.

    Raises:
        LuoshiError: ``converter-missing``, ``file-encrypted`` or ``conversion-failed``.
    """
    place = Place(file=name)
    if soffice := _program("soffice", "libreoffice"):
        return _by_libreoffice(soffice, data, media_type, place)
    if media_type == DOC and (catdoc := _program("catdoc")):
        return _by_catdoc(catdoc, data, place)
    raise LuoshiError("converter-missing", place, kind=Path(name).suffix.lower() or media_type)


def _program(*names: str) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _by_libreoffice(soffice: str, data: bytes, media_type: str, place: Place) -> Layer:
    suffix, form, made, made_type = _TARGETS[media_type]
    with tempfile.TemporaryDirectory(prefix="luoshi-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"in{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        out = folder / "out"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run(
            [soffice, profile, *_OPTIONS, "--convert-to", form, "--outdir", str(out), str(source)],
            folder,
            place,
        )
        result = out / f"in{made}"
        if not result.is_file() or result.stat().st_size > _MOST_BYTES:
            raise LuoshiError("conversion-failed", place, program="LibreOffice", reason=suffix)
        body = _settled(result.read_bytes())
    return Layer(media_type=made_type, body=body, made_by={"program": _version(soffice)})


def _by_catdoc(catdoc: str, data: bytes, place: Place) -> Layer:
    with tempfile.TemporaryDirectory(prefix="luoshi-office-") as name:
        source = Path(name) / "in.doc"
        source.write_bytes(data)
        command = [catdoc, "-w", "-d", "utf-8", str(source)]
        text = _run(command, Path(name), place, seconds=_SECONDS_OF_CATDOC, memory=_MEMORY_OF_CATDOC)
    if not text.strip():
        raise LuoshiError("conversion-failed", place, program="catdoc", reason=".doc")
    return Layer(media_type="text/plain", body=text, made_by={"program": "catdoc"})


def _run(
    command: Sequence[str],
    folder: Path,
    place: Place,
    *,
    seconds: float = float("inf"),
    memory: int | None = None,
) -> bytes:
    """Run a program with all its children in one group, and end them all when time is up.

    What it prints goes to a file, so that neither this nor anything else it writes grows without end; where
    the system can bound another process (Linux), its memory has a bound, too, that outlives this process.
    """
    program, limit = Path(command[0]).name, min(_limit(), seconds)
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    with (folder / "printed").open("w+b") as printed:
        process = subprocess.Popen(  # noqa: S603
            list(command),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _bound(process.pid, memory)
            process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            _end(process)
            reason = f"> {limit:g} s"
            raise LuoshiError("conversion-failed", place, program=program, reason=reason) from None
        except BaseException:
            _end(process)
            raise
        if process.returncode:
            reason = f"exit {process.returncode}"
            raise LuoshiError("conversion-failed", place, program=program, reason=reason)
        printed.seek(0)
        return printed.read()


def _bound(process: int, memory: int | None) -> None:
    """Bound the files that a process may write, and its memory, both in bytes."""
    if sys.platform != "linux":
        return
    bounds = {resource.RLIMIT_FSIZE: _MOST_BYTES, **({resource.RLIMIT_AS: memory} if memory else {})}
    for what, most in bounds.items():
        with suppress(ProcessLookupError):
            resource.prlimit(process, what, (most, most))


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, AttributeError):
        process.kill()
    process.wait()


def _limit() -> float:
    try:
        return float(os.environ.get(SECONDS_VARIABLE, _SECONDS))
    except ValueError:
        return _SECONDS


@lru_cache(maxsize=4)
def _version(soffice: str) -> str:
    """Return the program's name and version; it says so without a profile of its own."""
    try:
        done = subprocess.run([soffice, "--version"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "LibreOffice"
    words = done.stdout.split()
    return " ".join(words[:2]) or "LibreOffice"


def _settled(content: bytes) -> bytes:
    """Return an Office file without the times at which it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for part in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            body = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", source.read(part))
            info = zipfile.ZipInfo(part, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, _EDITING.sub(b"<TotalTime>0</TotalTime>", body))
    return packed.getvalue()
