"""The page of a document as it is printed, with the statements of the page marked where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from luoshi.documents.picturing import Printed, has_pages, page_picture
from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.web.library import Text

if TYPE_CHECKING:
    from luoshi.ledger.records import Cut, StatementView
    from luoshi.ledger.store import Ledger

KEPT_PAGES = 48
"""How many drawn pages are kept in memory; one takes tens of milliseconds to draw."""

_PAD = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A statement on a page: a rectangle for every printed line, in points.

    Attributes:
        boxes: Left, top, width and height.
        words: Raw span, as in addresses.
        wanted: Whether a link asked for these words.
    """

    boxes: tuple[tuple[float, float, float, float], ...]
    words: str
    quote: str
    wanted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page with what is marked on it; ``angle`` is by how much the scan is turned, in degrees."""

    number: int
    count: int
    width: float
    height: float
    angle: float
    marks: tuple[Mark, ...]
    picture: Printed


def pages_of(text: Text) -> int:
    """Return how many pages of a document can be shown, 0 where it has none."""
    return len(text.document.locations) if has_pages(text.document.media_type) else 0


def sheet(ledger: Ledger, text: Text, number: int, cut: Cut, wanted: tuple[int, int] | None) -> Sheet:
    """Return a page of a document; raises ``not-found``."""
    count = pages_of(text)
    if not 1 <= number <= count:
        raise LuoshiError("not-found", what=f"{text.view.key} {number}")
    location = text.document.locations[number - 1]
    drawn = _drawn(_Asked(ledger, text.view.edition_id, text.view.file, cut), int(location["page"]))
    return Sheet(
        number=number,
        count=count,
        width=drawn.width,
        height=drawn.height,
        angle=float(location.get("angle", 0.0)),
        marks=tuple(_marks(text.statements, int(location["page"]), wanted)),
        picture=drawn,
    )


def page_at(text: Text, span: tuple[int, int]) -> int | None:
    """Return the number of the page on which a raw span begins."""
    for number, location in enumerate(text.document.locations, 1):
        if location["start"] <= span[0] < location["end"]:
            return number
    return None


def _marks(statements: Iterable[StatementView], page: int, wanted: tuple[int, int] | None) -> Iterable[Mark]:
    seen: set[tuple[int, int]] = set()
    for one in statements:
        span = (one.anchor.start, one.anchor.end)
        boxes = tuple(_boxes(one.anchor.locator, page))
        if boxes and span not in seen:
            seen.add(span)
            yield Mark(
                boxes=boxes, words=f"{span[0]}-{span[1]}", quote=one.anchor.quote, wanted=span == wanted
            )


def _boxes(locator: Mapping[str, Any], page: int) -> Iterable[tuple[float, float, float, float]]:
    for place in (locator, *locator.get("also", ())):
        if place.get("page") == page:
            for left, top, right, bottom in place.get("boxes", ()):
                yield (
                    round(left - _PAD, 1),
                    round(top - _PAD, 1),
                    round(right - left + 2 * _PAD, 1),
                    round(bottom - top + 2 * _PAD, 1),
                )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Names an edition; equal for equal editions, whatever the cut they were asked for under."""

    ledger: Ledger
    edition: str
    file: str
    cut: Cut

    def __hash__(self) -> int:
        return hash((id(self.ledger), self.edition))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.ledger is other.ledger and self.edition == other.edition


@lru_cache(maxsize=KEPT_PAGES)
def _drawn(asked: _Asked, page: int) -> Printed:
    data = views.original_bytes(asked.ledger, asked.edition, cut=asked.cut)
    return page_picture(data, asked.file, page)
