"""The three shares of a structure of the economy: 三次产业结构由11.2：46.3：42.5调整为10.8：46.9：42.3.

A row of three numbers that make up a hundred, after words that name the three sectors, is three shares. Their
place in the row says whose they are.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from decimal import Decimal

from luoshi.statements.quantity import Quantity

_SHARE = r"\d{1,3}(?:\.\d{1,2})?"
_ROW = re.compile(
    rf"(?<![\d.:：∶])({_SHARE})%?\s?[:：∶]\s?({_SHARE})%?\s?[:：∶]\s?({_SHARE})(?![\d:：∶]|\.\d)%?"
)
_NAMED = re.compile(
    r"(?:三次产业|三大产业|一二三产业?|一、二、三次?产业|第?一、第?二、第?三产业|(?<![一-鿿])产业)"
    r"(?P<of>[^，。；：:\d]{0,12}?)(?P<what>结构|构成|比例|比重|占比|之比|贡献率|比(?!上年|去年)|(?=[由从为调]))"
)
_LOOK_BACK = 60
_HUNDRED = (Decimal(99), Decimal(101))
_SECTORS = ("第一产业", "第二产业", "第三产业")
_OF_PRODUCT = re.compile(r"(?:增加值|产值|经济|的|内部)*")


def with_sectors(text: str, start: int, end: int, quantities: list[Quantity]) -> list[Quantity]:
    """Return the numbers of a block with the shares of the three sectors read as such.

    Args:
        text: Clean text.
        start: Where the block begins.
        end: Where it ends.
        quantities: The numbers that were found in it, in reading order.
    """
    if text.find("产业", start, end) < 0:
        return quantities
    shares: list[Quantity] = []
    spans: list[tuple[int, int]] = []
    for row in _ROW.finditer(text, start, end):
        named = _name(text, start, row.start())
        if named is not None and _HUNDRED[0] <= sum(map(Decimal, row.groups())) <= _HUNDRED[1]:
            shares += _shares(row, named)
            spans.append(row.span())
    if not shares:
        return quantities
    others = [quantity for quantity in quantities if not _inside(spans, quantity.number_start)]
    return sorted([*others, *shares], key=lambda quantity: quantity.number_start)


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    place = bisect_right(spans, (at, sys.maxsize)) - 1
    return place >= 0 and at < spans[place][1]


def _name(text: str, start: int, at: int) -> str | None:
    """Return what the shares are of (占地区生产总值比重), ``None`` where no sectors are named before."""
    first = max(start, at - _LOOK_BACK)
    first = max(first, *(text.rfind(stop, first, at) for stop in "。；\n"))
    named = list(_NAMED.finditer(text, first, at))
    if not named:
        return None
    last = named[-1]
    if last["what"] == "贡献率":
        return last["of"] + "贡献率"
    of = last["of"].strip("的")
    return "占地区生产总值比重" if _OF_PRODUCT.fullmatch(of) else of + "占比"


def _shares(row: re.Match[str], named: str) -> list[Quantity]:
    """Return the three shares of a row, each with its own span."""
    return [
        Quantity(
            start=row.start(place),
            end=row.end(place),
            number_start=row.start(place),
            number_end=row.end(place),
            value=Decimal(row[place]),
            unit="%",
            unit_kind="ratio",
            form="sector" if place == 1 else "next-sector",
            name=sector + named,
        )
        for place, sector in enumerate(_SECTORS, 1)
    ]
