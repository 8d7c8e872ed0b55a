"""Published methods for the pages: one target by each of them, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.chosen import chosen_words, method_of, title_of
from luoshi.evaluation.model import Result, TargetInput
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.run import Dossier
from luoshi.evaluation.side_by_side import TIME_PATH, Side, differences, sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a method says of a target.

    Attributes:
        said: Its sentence with the figures.
        tone: ``good``, ``fair``, ``bad`` or ``none``.
    """

    method: str
    title: str
    version: str
    grade: str
    said: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A target by every method, and why some differ from the time path.

    Attributes:
        leading: Name of the method whose answer counts, with its ``title``.
    """

    lines: tuple[Line, ...] = ()
    differences: tuple[str, ...] = ()
    leading: str = TIME_PATH
    title: str = ""

    @property
    def differing(self) -> int:
        """How many methods fall on another side; the last sentence is the time path's own."""
        return max(len(self.differences) - 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method as the page about methods lists it."""

    name: str
    version: str
    title: str
    about: str
    source: str


def compared(
    dossier: Dossier, target: TargetInput | None, result: Result | None, language: Language
) -> Compared:
    """Return what every method says of a target; nothing where there is none."""
    if target is None or result is None:
        return Compared()
    found = sides(target, result, dossier.inputs.values(), dossier.beside(target))
    leading = method_of(dossier.choice)
    return Compared(
        lines=tuple(_lines(found, language)),
        differences=differences(found, language),
        leading=leading,
        title=title_of(leading, language),
    )


def chosen(dossier: Dossier, public: bool, language: Language) -> str | None:
    """Return who chose the method of an indicator, when and why; a published copy names the method alone."""
    if dossier.choice is None:
        return None
    if public:
        return words.text("method", "chosen", language, title=title_of(method_of(dossier.choice), language))
    return chosen_words(dossier.choice, language)


def methods(language: Language) -> tuple[Method, ...]:
    """Return the published methods in the order in which they are shown."""
    packs = (registry.load(name) for name in registry.names())
    return tuple(
        Method(
            name=pack.name,
            version=pack.version,
            title=pack.text("title", language),
            about=pack.text("about", language),
            source=pack.text("source", language),
        )
        for pack in packs
    )


def _lines(found: Iterable[Side], language: Language) -> Iterable[Line]:
    for side in found:
        yield Line(
            method=side.method,
            title=side.title[language],
            version=side.version,
            grade=side.word[language],
            said=str(side.record[language]) if side.reason is None else "",
            tone=side.tone,
        )
