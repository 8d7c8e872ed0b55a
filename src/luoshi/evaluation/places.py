"""The places of a ledger compared on one figure: what the page, the command and the API all ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.errors import LuoshiError
from luoshi.evaluation.comparing import Comparison, compared, refuse_if_off
from luoshi.evaluation.run import today
from luoshi.evaluation.trends import Trends, trends
from luoshi.ledger import views
from luoshi.ledger.records import ConceptFigure, Cut, PlaceView
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.concepts import Concept, find, known
from luoshi.vocabulary.places import official_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is compared.

    Attributes:
        places: Those compared, by official name; a place that figures call 北京 and 北京市 is one.
        figures: Every published figure of the concept by place; places without one are there, too.
    """

    concept: Concept
    places: dict[str, PlaceView]
    figures: dict[str, tuple[ConceptFigure, ...]]
    cut: Cut

    def through(self, period: str, names: Sequence[str]) -> Trends:
        """Return places through the years, the same stretch of each; see ``trends``."""
        return trends(self.figures, self.concept.id, period, names, at=self.cut.at)

    def on(self, period: str) -> Comparison:
        """Compare on a period; raises ``period-unknown``."""
        return compared(self.figures, self.concept.id, period, at=self.cut.at)


def _by_official_name(every: Iterable[PlaceView]) -> dict[str, PlaceView]:
    """Return places by their official names; of two that are one (北京, 北京市) the one so named."""
    found: dict[str, PlaceView] = {}
    for one in every:
        name = official_name(one.name)
        if name not in found or one.name == name:
            found[name] = one
    return found


def _joined(figures: Mapping[str, Sequence[ConceptFigure]]) -> dict[str, tuple[ConceptFigure, ...]]:
    """Return figures by official name, those of two names of one place together, oldest first."""
    found: dict[str, list[ConceptFigure]] = {}
    for name, some in figures.items():
        found.setdefault(official_name(name), []).extend(some)
    return {name: tuple(sorted(some, key=_order)) for name, some in found.items()}


def _order(one: ConceptFigure) -> tuple[str, int, str]:
    return one.period, one.recorded, one.id


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
    every = views.places(ledger, cut=cut)
    places = _by_official_name(every)
    if names:
        by_slug = {one.slug: official_name(one.name) for one in every}
        wanted = {by_slug.get(name, official_name(name)): name for name in names}
        missing = [name for official, name in wanted.items() if official not in places]
        if missing:
            raise LuoshiError("not-found", what=missing[0])
        places = {name: one for name, one in places.items() if name in wanted}
    figures = _joined(views.observed_by_place(ledger, meant.id, cut=cut))
    return Asked(
        concept=meant,
        places=places,
        figures={name: figures.get(name, ()) for name in places},
        cut=replace(cut, at=cut.at or today(ledger)),
    )
