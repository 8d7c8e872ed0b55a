"""The places of a ledger compared on one figure: what the page, the command and the API all ask for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from luoshi.errors import LuoshiError
from luoshi.evaluation.comparing import Comparison, compared, refuse_if_off
from luoshi.evaluation.run import today
from luoshi.ledger import views
from luoshi.ledger.records import ConceptFigure, Cut, PlaceView
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.concepts import Concept, find, known


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is compared.

    Attributes:
        places: Those compared, by name.
        figures: Every published figure of the concept by place; places without one are there, too.
    """

    concept: Concept
    places: dict[str, PlaceView]
    figures: dict[str, tuple[ConceptFigure, ...]]
    cut: Cut

    def on(self, period: str) -> Comparison:
        """Compare on a period; raises ``period-unknown``."""
        return compared(self.figures, self.concept.id, period, at=self.cut.at)


def concept_of(text: str) -> Concept:
    """Return the concept that an id or a name means; raises ``not-found``."""
    found = known(text.strip()) or find(text.strip())
    if found is None:
        raise LuoshiError("not-found", what=text)
    return found


def asked(ledger: Ledger, concept: str, cut: Cut, names: Collection[str] = ()) -> Asked:
    """Return what a comparison of places rests on.

    Args:
        ledger: Where figures are.
        concept: Its id or one of its names.
        cut: The three times; a period that is not over by ``at`` (today unless given) is not compared.
        names: Names or slugs of the places to compare; every place of the ledger unless given.

    Raises:
        LuoshiError: ``comparison-off``; ``not-found`` for a concept or a place that nobody knows.
    """
    refuse_if_off()
    meant = concept_of(concept)
    places = {one.name: one for one in views.places(ledger, cut=cut)}
    if names:
        by_slug = {one.slug: one.name for one in places.values()}
        missing = [name for name in names if name not in places and name not in by_slug]
        if missing:
            raise LuoshiError("not-found", what=missing[0])
        wanted = {by_slug.get(name, name) for name in names}
        places = {name: one for name, one in places.items() if name in wanted}
    figures = views.observed_by_place(ledger, meant.id, cut=cut)
    return Asked(
        concept=meant,
        places=places,
        figures={name: figures.get(name, ()) for name in places},
        cut=replace(cut, at=cut.at or today(ledger)),
    )
