"""A folder of documents becomes a ledger: one transaction per document, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from luoshi.errors import LuoshiError, Place, Problem

if TYPE_CHECKING:
    from luoshi.documents.model import Source
    from luoshi.ledger.contents import Contents
    from luoshi.ledger.observations import ImportReport
    from luoshi.ledger.store import Ledger

ACTOR = "luoshi build"
"""Who writes when nobody else is named."""

Status = Literal["added", "changed", "unchanged", "retracted", "failed", "missing"]
Progress = Callable[[str, str], None]
"""Called with the file and what has been done with it: ``read``, then the status of its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What a build did with one document.

    Attributes:
        status: ``retracted`` when a person took the source back; it is left out until it is restored.
        entry: Number of the journal entry, ``None`` when nothing was written.
        links, candidates: Statements taken as being about an indicator, and those proposed for review.
        vanished: Facts retracted because they are no longer in the document.
        orphans: Words of persons' readings that are not found in the present edition.
    """

    key: str
    file: str
    status: Status
    entry: int | None = None
    statements: int = 0
    indicators: int = 0
    actions: int = 0
    links: int = 0
    candidates: int = 0
    vanished: int = 0
    orphans: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did.

    Attributes:
        documents: One report for every file listed or found, in the order of ``sources.yaml``.
        observations: One report for every file of observations.
        elsewhere: Keys of documents that the ledger holds and the folder does not name.
    """

    documents: tuple[DocumentReport, ...]
    observations: tuple[ImportReport, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that went wrong."""
        read = [report.problem for report in self.documents if report.problem]
        return (*read, *(problem for report in self.observations for problem in report.problems))

    @property
    def complete(self) -> bool:
        """Whether every document and every file of observations was read."""
        return not self.problems


def build(
    ledger: Ledger,
    folder: str | Path,
    *,
    observations: Iterable[str | Path] = (),
    progress: Progress | None = None,
    actor: str = ACTOR,
    deep: bool = False,
) -> BuildReport:
    """Bring a ledger up to date with a folder of documents and files of observations.

    What is read again unchanged adds nothing, not even a journal entry. A changed file is a new edition;
    what vanished from it is retracted with the reason. A document that cannot be read is reported, and
    what the ledger holds of it stays.

    Args:
        ledger: Open for writing.
        folder: Holds the documents and, if there is one, ``sources.yaml``.
        observations: CSV files of published figures.
        progress: Told what has been done, file by file.
        actor: Who builds.
        deep: Whether files in the folder's folders are read too, listed or not.

    Raises:
        LuoshiError: ``folder-missing``, ``folder-without-documents``, ``sources-invalid``,
            ``ledger-read-only``, ``ledger-conflict``, ``ledger-busy``, ``disk-full``.
    """
    from luoshi.documents.sources import read_catalogue

    tell = progress or _silent
    if ledger.read_only:
        raise LuoshiError("ledger-read-only", path=ledger.name)
    catalogue = read_catalogue(folder, deep=deep)
    if not catalogue.sources and not catalogue.missing:
        raise LuoshiError("folder-without-documents", folder=str(folder))
    reports = {source.key: _missing(source) for source in catalogue.missing}
    contents = _read_all(ledger, Path(folder), catalogue.sources, reports, tell)
    _write_all(ledger, contents, reports, actor, tell)
    keys = [source.key for source in (*catalogue.sources, *catalogue.missing)]
    return BuildReport(
        documents=tuple(reports[key] for key in dict.fromkeys(keys)),
        observations=_import_all(ledger, observations, actor, tell),
        elsewhere=_elsewhere(ledger, set(keys)),
    )


def _silent(file: str, done: str) -> None:
    """Say nothing."""


def _missing(source: Source) -> DocumentReport:
    problem = Problem(code="file-missing", place=Place(file=source.file))
    return DocumentReport(key=source.key, file=source.file, status="missing", problem=problem)


def _read_all(
    ledger: Ledger,
    folder: Path,
    sources: Sequence[Source],
    reports: dict[str, DocumentReport],
    tell: Progress,
) -> list[Contents]:
    from luoshi.ledger.contents import read_contents
    from luoshi.ledger.layers import layer_of

    found = []
    for source in sources:
        try:
            found.append(read_contents(folder, source, partial(layer_of, ledger)))
            tell(source.file, "read")
        except LuoshiError as error:
            reports[source.key] = _failed(source, error.problem)
            tell(source.file, "failed")
    return found


def _failed(source: Source, problem: Problem) -> DocumentReport:
    placed = (
        problem if problem.place.file else replace(problem, place=replace(problem.place, file=source.file))
    )
    return DocumentReport(key=source.key, file=source.file, status="failed", problem=placed)


def _write_all(
    ledger: Ledger,
    contents: Sequence[Contents],
    reports: dict[str, DocumentReport],
    actor: str,
    tell: Progress,
) -> None:
    from luoshi.ledger.preparing import prepare

    with ledger.reading() as connection:
        prepared = prepare(connection, contents)
    for source in prepared.taken_back:
        reports[source.key] = DocumentReport(key=source.key, file=source.file, status="retracted")
    for one in prepared.documents:
        source = one.draft.contents.source
        try:
            reports[source.key] = one.write(ledger, actor)
        except LuoshiError as error:
            if error.problem.code != "ledger-refused":
                raise
            reports[source.key] = _failed(source, error.problem)
        tell(source.file, reports[source.key].status)
    for one in prepared.documents:
        if one.postponed and reports[one.draft.contents.source.key].status != "failed":
            one.write(ledger, actor)


def _import_all(
    ledger: Ledger, files: Iterable[str | Path], actor: str, tell: Progress
) -> tuple[ImportReport, ...]:
    from luoshi.ledger.observations import import_observations

    reports = []
    for file in files:
        reports.append(import_observations(ledger, file, actor=actor))
        tell(Path(file).name, reports[-1].status)
    return tuple(reports)


def _elsewhere(ledger: Ledger, keys: set[str]) -> tuple[str, ...]:
    from luoshi.ledger.views import documents

    return tuple(document.key for document in documents(ledger) if document.key not in keys)
