"""A zip of documents becomes a folder of files that is thrown away when it has been read.

Nothing is written outside that folder, names in GB18030 come out right, archives inside are unpacked in their
place, and how much may come out is bounded. What looks like an attack refuses the whole archive.
"""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from luoshi.documents.kinds import ARCHIVES
from luoshi.documents.packages import MOST_EXPANSION
from luoshi.documents.reading import limit
from luoshi.errors import LuoshiError, Place

MOST_FILES = 50_000
MOST_DEPTH = 3
"""How deep archives inside archives are unpacked."""

_MB = 1048576
_UTF8 = 0x800
_LONGEST = 200
_PIECE = 1 << 20
_REFUSED = frozenset('<>:"|?*')


@contextmanager
def opened(
    path: str | Path, *, most_bytes: float | None = None, most_files: int | None = None
) -> Iterator[Path]:
    """Yield a folder: the path itself, or what an archive holds.

    Args:
        path: A folder or an archive.
        most_bytes: That may come out of it; by default as many as of documents.
        most_files: That it may hold; by default ``MOST_FILES``.

    Raises:
        LuoshiError: ``file-missing``, ``file-unreadable``, ``file-truncated``, ``file-encrypted``,
            ``archive-unsafe``, ``archive-too-many``, ``archive-expands``, ``file-unwritable``.
    """
    path = Path(path)
    if path.suffix.lower() not in ARCHIVES or path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="luoshi-zip-", ignore_cleanup_errors=True) as name:
        target = Path(name)
        bytes_left = limit() * _MB * MOST_EXPANSION if most_bytes is None else most_bytes
        files_left = MOST_FILES if most_files is None else most_files
        _Unpacking(path.name, bytes_left, files_left, bytes_left, files_left).unpack(path, target, 1)
        yield _only_folder(target)


def is_archive(path: str | Path) -> bool:
    """Return whether a path names an archive that ``opened`` unpacks."""
    path = Path(path)
    return path.suffix.lower() in ARCHIVES and not path.is_dir()


def _only_folder(folder: Path) -> Path:
    """Return the folder that an archive consists of, if it is one folder."""
    inside = [one for one in folder.iterdir() if one.name != "__MACOSX"]
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


@dataclass(slots=True)
class _Unpacking:
    """What may still come out of an archive and of those inside it."""

    name: str
    bytes_left: float
    files_left: int
    most_bytes: float
    most_files: int

    def unpack(self, path: Path, target: Path, depth: int) -> None:
        place = Place(file=self.name)
        try:
            with zipfile.ZipFile(path) as archive:
                self._unpack_all(archive, target, depth)
        except FileNotFoundError:
            raise LuoshiError("file-missing", Place(file=str(path))) from None
        except (zipfile.BadZipFile, EOFError):
            raise LuoshiError("file-truncated", place) from None
        except LuoshiError:
            raise
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise LuoshiError("file-unreadable", place, reason=reason) from None
        except Exception as error:  # decompressors raise whatever damage leads them to
            raise LuoshiError("file-unreadable", place, reason=f"zip: {type(error).__name__}") from None

    def _unpack_all(self, archive: zipfile.ZipFile, target: Path, depth: int) -> None:
        infos = archive.infolist()
        self._check(infos)
        for info in infos:
            name = _safe_name(info, self.name)
            if info.is_dir() or name.parts[:1] == ("__MACOSX",):
                continue
            file = target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            self._write(archive, info, file)
            if file.suffix.lower() in ARCHIVES:
                self._unpack_inside(file, depth)

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        place = Place(file=self.name)
        if any(info.flag_bits & 1 for info in infos):
            raise LuoshiError("file-encrypted", place)
        self.files_left -= len(infos)
        if self.files_left < 0:
            count = self.most_files - self.files_left
            raise LuoshiError("archive-too-many", place, count=count, limit=self.most_files)
        if sum(info.file_size for info in infos) > self.bytes_left:
            raise self._expands()

    def _expands(self) -> LuoshiError:
        largest = self.most_bytes / _MB
        return LuoshiError("archive-expands", Place(file=self.name), limit=f"{largest:.4g}")

    def _write(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: Path) -> None:
        with archive.open(info) as source, file.open("wb") as out:
            while piece := source.read(_PIECE):
                self.bytes_left -= len(piece)
                if self.bytes_left < 0:
                    raise self._expands()
                out.write(piece)

    def _unpack_inside(self, file: Path, depth: int) -> None:
        """Put a folder in the place of an archive; one that lies too deep stays as it is."""
        if depth >= MOST_DEPTH:
            return
        folder = file.with_name(f"{file.stem}.unpacked")
        folder.mkdir(exist_ok=True)
        try:
            self.unpack(file, folder, depth + 1)
        except LuoshiError as error:
            if error.problem.code not in ("file-truncated", "file-encrypted", "file-unreadable"):
                raise
            shutil.rmtree(folder, ignore_errors=True)
            return
        file.unlink()
        inside = _only_folder(folder)
        free = file.with_name(file.stem)
        if not free.exists():
            inside.rename(free)
            if inside != folder:
                shutil.rmtree(folder, ignore_errors=True)


def _safe_name(info: zipfile.ZipInfo, archive: str) -> PurePosixPath:
    """Return the name of an entry inside the target folder.

    Raises:
        LuoshiError: ``archive-unsafe`` for a link, an absolute name, or one that leads upwards (CWE-22).
    """
    name = _decoded(info).replace("\\", "/")
    path = PurePosixPath(name)
    link = stat.S_ISLNK(info.external_attr >> 16)
    drive = len(name) > 1 and name[1] == ":"
    if link or drive or path.is_absolute() or ".." in path.parts or "\x00" in name:
        raise LuoshiError("archive-unsafe", Place(file=archive), name=name[:80])
    return PurePosixPath(*(_writable(part) for part in path.parts))


def _writable(part: str) -> str:
    """Return a name that every file system takes: without signs it refuses, and not too long."""
    kept = "".join("_" if char in _REFUSED or char < " " else char for char in part)
    stem, dot, suffix = kept.rpartition(".")
    while len(kept.encode("utf-8", "replace")) > _LONGEST:
        stem = stem[:-1] if dot and stem else ""
        kept = f"{stem}{dot}{suffix}" if stem else kept[:60]
        if not stem:
            break
    return kept.encode("utf-8", "replace").decode()


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry; archives made on a Chinese Windows have it in GB18030."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        data = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return info.filename
