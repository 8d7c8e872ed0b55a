"""What a submission would change, field by field; numbers and frequencies in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from luoshi.collection.knowing import Known, Subject
from luoshi.collection.model import Change, Field, Understood
from luoshi.ledger.columns import decimal_text

FREQUENCIES = {"A": "年", "S": "半年", "Q": "季", "M": "月", "D": "日", "X": "期"}


def number(value: Decimal, unit: str | None) -> str:
    """Return a number with its unit."""
    return f"{decimal_text(value)}{unit or ''}"


def frequency_words(frequencies: Iterable[str]) -> str:
    """Return frequencies in words: 年、季."""
    return "、".join(FREQUENCIES[one] for one in sorted(frequencies))


def changes(figures: Iterable[Understood], subjects: Mapping[str, Subject], known: Known) -> Iterator[Change]:
    """Yield what would change in the ledger, field by field; what stays the same is left out."""
    for figure in figures:
        before = said_before(figure, known)
        for name, after in _said(figure).items():
            if (before.get(name) or None) != (after or None):
                yield Change(
                    figure=figure.position,
                    key=subjects[figure.indicator_id].key,
                    indicator=subjects[figure.indicator_id].view.name,
                    place=figure.place,
                    period=figure.period.iso(),
                    field=name,
                    before=before.get(name) or None,
                    after=after or None,
                )


def _said(figure: Understood) -> dict[Field, str | None]:
    given = figure.figure
    return {
        "value": decimal_text(figure.value),
        "stage": given.stage,
        "definition": given.definition,
        "note": given.note,
        "progress": given.progress,
        "obstacles": given.obstacles,
        "next_steps": given.next_steps,
    }


def said_before(figure: Understood, known: Known) -> dict[Field, str | None]:
    """Return what the ledger says of a figure as it was last reported."""
    held, said = known.reported(figure), known.said.get(figure.key)
    words: Mapping[Field, str | None] = said.words if said else {}
    own: dict[Field, str | None] = {}
    if held is not None:
        own = {"value": decimal_text(held.value), "stage": held.stage, "definition": held.definition}
    return {**words, **own}
