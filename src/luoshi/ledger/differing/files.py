"""What a file says, in the form in which two plans are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from luoshi.documents.model import Document
from luoshi.documents.sources import source_for
from luoshi.ledger.contents import PLAN, read_contents
from luoshi.ledger.differing.model import Aim, Measured, Place, Side, Task
from luoshi.ledger.differing.quoting import Words, box_of, part_of, without_date, words_of
from luoshi.ledger.drafting import Draft, IndicatorDraft, TargetDraft, draft_table
from luoshi.ledger.prose import Known, draft_prose


def side_of_file(path: str | Path) -> Side:
    """Return what a file says; one that no ``sources.yaml`` beside it describes is read as a plan.

    Raises:
        LuoshiError: Whatever keeps the file from being read.
    """
    path = Path(path)
    source = source_for(path)
    contents = read_contents(path.parent, source if source.kind else replace(source, kind=PLAN))
    draft = draft_table(contents)
    draft_prose(draft, Known())
    words = Words(contents.document)
    return Side(
        key=path.name,
        title=contents.source.title or _title(contents.document) or path.name,
        region=contents.source.place,
        measured=tuple(_measured(draft, words)),
        tasks=tuple(_tasks(draft)),
    )


def _title(document: Document) -> str | None:
    return next((heading.title for heading in document.outline if heading.kind == "title"), None)


def _measured(draft: Draft, words: Words) -> Iterator[Measured]:
    undated = _undated(draft)
    for one in draft.plan.indicators:
        subject = one.subject
        aims = [_aim(one, target, draft, words) for target in one.targets]
        aims += [_without_date(position, draft, words) for position in undated.get(one.id, ())]
        yield Measured(
            name=subject.name,
            concept=subject.concept.id if subject.concept else None,
            unit=subject.unit,
            measure=subject.measure,
            basis=subject.basis,
            region=part_of(subject.place, draft.contents.place),
            attribute=one.attribute,
            aims=tuple(aims),
        )


def _undated(draft: Draft) -> dict[str, list[int]]:
    """Return by indicator the target sentences that give no time, so that no target came of them."""
    found: dict[str, list[int]] = {}
    for one in draft.links:
        said = draft.contents.statements[one.statement]
        if one.link.accepted and said.kind == "target" and said.period is None:
            found.setdefault(one.link.key, []).append(one.statement)
    return found


def _aim(one: IndicatorDraft, target: TargetDraft, draft: Draft, words: Words) -> Aim:
    in_row = one.origin == "table" and one.start <= target.start <= one.end
    said = draft.contents.statements[target.statement] if target.statement is not None else None
    return Aim(
        role="baseline" if target.role == "baseline" else "target",
        period=target.period.iso(),
        value=target.value,
        upper=target.upper,
        unit=said.unit if said is not None and said.unit else one.subject.unit,
        comparator=target.comparator,
        kind=target.kind,
        strength=target.strength,
        written=" ".join(target.written.split()),
        place=Place(
            document=draft.contents.source.file,
            start=target.start,
            end=target.end,
            sentence=words.row(one.start, one.end) if in_row else words.sentence(target.start, target.end),
        ),
    )


def _without_date(position: int, draft: Draft, words: Words) -> Aim:
    said = draft.contents.statements[position]
    place = Place(
        document=draft.contents.source.file,
        start=said.start,
        end=said.end,
        sentence=words.sentence(said.start, said.end),
    )
    return without_date(said, said.text, place)


def _tasks(draft: Draft) -> Iterator[Task]:
    for task in draft.contents.tasks:
        one = task.action
        yield Task(
            name=one.name,
            text=one.text,
            form=task.form,
            box=box_of(one),
            deadline=task.deadline,
            strength=one.strength,
            lead=task.duty.lead if task.duty else (),
            place=Place(
                document=draft.contents.source.file, start=one.start, end=one.end, sentence=words_of(one)
            ),
        )
