"""Writing SVG elements with every text escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

Attribute = str | int | float | None


def tag(name: str, *children: Markup | str, **attributes: Attribute) -> Markup:
    """Return an element; ``class_`` is ``class``, ``_`` becomes ``-``, ``None`` leaves an attribute out."""
    pairs = "".join(
        f' {_attribute(key)}="{escape(_text(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{pairs}>{''.join(map(escape, children))}</{name}>")  # noqa: S704


def _attribute(key: str) -> str:
    key = key.rstrip("_")
    return key if key == "viewBox" else key.replace("_", "-")


def _text(value: Attribute) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def polyline(points: list[tuple[float, float]], class_: str) -> Markup:
    """Return an open line through positions."""
    return tag("polyline", points=" ".join(f"{x:g},{y:g}" for x, y in points), class_=class_)


def rule(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """Return a straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def text(x: float, y: float, words: str, class_: str, anchor: str | None = None) -> Markup:
    """Return a line of text; ``anchor`` is ``middle``, ``end`` or, for its start, none."""
    return tag("text", words, x=x, y=y, class_=class_, text_anchor=anchor)
