"""What is known about each document of a folder: ``sources.yaml`` beside the files.

``place`` holds the name and code of the place the documents are about, and a ``slug`` for addresses if
another one than the code is wanted; ``documents`` is a list of entries,
each with ``file`` and any of the fields of ``Source``. A file without an entry gets a default source.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from luoshi.documents.kinds import SUFFIXES
from luoshi.documents.model import Source
from luoshi.documents.reading import read
from luoshi.errors import LuoshiError, Place, Problem

FILE_NAME = "sources.yaml"

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "trust": ("A", "B", "C", "D", "X"),
    "nature": ("statistics", "department", "government", "publicity", "third-party", "media"),
    "evidence": ("original", "cited", "retold"),
}
_FIELDS = frozenset(field.name for field in fields(Source)) - {"extra"}
_LINE = "__line__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The sources of a folder, in the order of ``sources.yaml`` and then by file name.

    Attributes:
        sources: One for every file that is there.
        problems: ``file-missing`` for every entry whose file is not.
        missing: The sources of those entries.
    """

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    missing: tuple[Source, ...] = ()


def read_sources(folder: str | Path) -> tuple[Source, ...]:
    """Return the sources of the files in a folder; see ``read_catalogue`` for what is missing.

    Raises:
        LuoshiError: ``folder-missing`` or ``sources-invalid``.
    """
    return read_catalogue(folder).sources


def read_catalogue(folder: str | Path, *, deep: bool = False) -> Catalogue:
    """Return the sources of the files in a folder and what is wrong with the list.

    Args:
        folder: Where ``sources.yaml`` lies, if there is one.
        deep: Whether files in its folders count that the list does not name.

    Raises:
        LuoshiError: ``folder-missing`` or ``sources-invalid`` (with the line).
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise LuoshiError("folder-missing", folder=str(folder))
    listed, place = _entries(folder / FILE_NAME)
    found, missing = [], []
    problems = []
    for line, source in listed:
        if (folder / source.file).is_file():
            found.append(source)
        else:
            missing.append(source)
            problems.append(Problem(code="file-missing", place=Place(file=source.file, row=line)))
    named = {source.file for _, source in listed}
    for name in document_files(folder, deep=deep):
        if name not in named:
            found.append(_source({"file": name}, place, None))
    return Catalogue(sources=_distinct(found), problems=tuple(problems), missing=tuple(missing))


def document_files(folder: Path, *, deep: bool = False) -> list[str]:
    """Return the names of the files of a folder that are documents, in order.

    Args:
        folder: Where they lie.
        deep: Whether those in its folders count too; hidden folders never do.
    """
    return sorted(
        path.relative_to(folder).as_posix()
        for path in (_below(folder) if deep else folder.iterdir())
        if path.is_file()
        and path.suffix.lower() in SUFFIXES
        and not path.name.startswith((".", "~$"))
        and path.stem.lower() != "readme"
    )


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of the folders in it; links to folders are not followed."""
    for name, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith((".", "__MACOSX")))
        yield from (Path(name) / file for file in files)


def source_for(path: str | Path) -> Source:
    """Return what the ``sources.yaml`` beside a file says of it, or a default source.

    Raises:
        LuoshiError: ``sources-invalid``.
    """
    path = Path(path)
    listed, place = _entries(path.parent / FILE_NAME)
    for _, source in listed:
        if source.file == path.name:
            return source
    return _source({"file": path.name}, place, None)


def _entries(path: Path) -> tuple[list[tuple[int, Source]], Mapping[str, Any]]:
    """Return the listed sources with their lines, and the place."""
    if not path.is_file():
        return [], {}
    content = _load(path)
    if not isinstance(content, dict):
        raise _invalid("documents: []", 1)
    place = content.get("place") or {}
    if isinstance(place, str):
        place = {"name": place}
    documents = content.get("documents") or []
    if not isinstance(place, dict) or not isinstance(documents, list):
        raise _invalid("place: {name, code}; documents: [...]", content[_LINE])
    listed = []
    for entry in documents:
        if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
            raise _invalid("file: ?", entry[_LINE] if isinstance(entry, dict) else content[_LINE])
        listed.append((entry[_LINE], _source(entry, place, entry[_LINE])))
    return listed, place


def _load(path: Path) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """Remembers the line of every mapping."""

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            mapping = super().construct_mapping(node, deep=deep)
            return {**mapping, _LINE: node.start_mark.line + 1}

    try:
        return yaml.load(path.read_bytes().decode("utf-8-sig"), Loader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or type(error).__name__
        raise _invalid(str(reason), mark.line + 1 if mark else None) from None
    except OSError as error:
        raise _invalid(error.strerror or type(error).__name__, None) from None


def _invalid(reason: str, line: int | None) -> LuoshiError:
    return LuoshiError("sources-invalid", Place(file=FILE_NAME, row=line), reason=reason)


def _source(entry: Mapping[str, Any], place: Mapping[str, Any], line: int | None) -> Source:
    filled = {name: value for name, value in entry.items() if value is not None}
    known = {name: _value(name, value, line) for name, value in filled.items() if name in _FIELDS}
    extra = {name: _clean(value) for name, value in filled.items() if name not in _FIELDS and name != _LINE}
    if place.get("slug"):
        extra = {"place_slug": str(place["slug"]), **extra}
    file = known["file"] = _inside_folder(str(known["file"]), line)
    default = {
        "key": Path(file).with_suffix("").as_posix(),
        "place": _text(place.get("name")),
        "place_code": _text(place.get("code")),
    }
    return Source(**{**default, **known, "extra": extra})


def _inside_folder(file: str, line: int | None) -> str:
    if Path(file).is_absolute() or ".." in Path(file).parts:
        raise _invalid(f"file: {file}", line)
    return file


def _value(name: str, value: Any, line: int | None) -> Any:
    if name in ("cites", "succeeded_by"):
        return _nested(name, value, line)
    if isinstance(value, dict | list):
        raise _invalid(f"{name}: {type(value).__name__}", line)
    text = str(value).strip()
    if name == "published" and not _DATE.fullmatch(text):
        raise _invalid(f"published: {text}", line)
    if name in _CHOICES and text not in _CHOICES[name]:
        raise _invalid(f"{name}: {text} ({', '.join(_CHOICES[name])})", line)
    return text


def _nested(name: str, value: Any, line: int | None) -> Any:
    if name == "succeeded_by":
        if isinstance(value, str):
            return {"title": value}
        if isinstance(value, dict):
            return _clean(value)
    elif isinstance(value, dict | str):
        return ({"title": value} if isinstance(value, str) else _clean(value),)
    elif isinstance(value, list) and all(isinstance(item, dict | str) for item in value):
        return tuple({"title": item} if isinstance(item, str) else _clean(item) for item in value)
    raise _invalid(f"{name}: {type(value).__name__}", line)


def _clean(value: Any) -> Any:
    """Return a value as JSON knows it, without remembered lines."""
    if isinstance(value, dict):
        return {str(name): _clean(item) for name, item in value.items() if name != _LINE}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Give a source whose key is taken its full file name as key."""
    from dataclasses import replace

    seen: set[str] = set()
    done = []
    for source in sources:
        one = replace(source, key=source.file) if source.key in seen else source
        seen.add(one.key)
        done.append(one)
    return tuple(done)


_SAMPLE_HEAD = """\
# 每份文件的来源。日期写到已知的精度即可：2021、2022-09、2022-05-12。
# Where each document comes from. Dates as precise as is known.
#
# trust     A 官方原文  B 官方数据的准确转载  C 媒体转载  D 无署名  X 明显有误
# nature    statistics 统计机构 | department 主管部门 | government 党委政府
#           publicity 宣传稿 | third-party 第三方 | media 媒体
# evidence  original 原文 | retold 转写（须在 cites 中写明所转写的文件）
# kind      plan | plan-summary | action-plan-digest | report | bulletin | ...
place: {name: "", code: ""}
documents:
"""


def sample_yaml(folder: str | Path) -> str:
    """Return a ``sources.yaml`` to fill in, with an entry for every document of the folder.

    Raises:
        LuoshiError: ``folder-missing``.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise LuoshiError("folder-missing", folder=str(folder))
    entries = [_sample_entry(folder, name) for name in document_files(folder)]
    return _SAMPLE_HEAD + ("".join(entries) or "  []\n")


def _sample_entry(folder: Path, name: str) -> str:
    values = {
        "file": name,
        "title": _title(folder / name),
        "issuer": "",
        "published": None,
        "kind": None,
        "trust": "C",
    }
    rows = [
        f"{field}: {'' if value is None else json.dumps(value, ensure_ascii=False)}"
        for field, value in values.items()
    ]
    return "  - " + "\n    ".join(row.rstrip() for row in rows) + "\n"


def _title(path: Path) -> str:
    """Return the document's own title, or nothing where it has none or cannot be read."""
    try:
        outline = read(path).outline
    except LuoshiError:
        return ""
    return next((heading.title for heading in outline if heading.kind == "title"), "")
