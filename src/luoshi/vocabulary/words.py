"""The closed word lists that several rooms share."""

from __future__ import annotations

from typing import Literal

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Measure = Literal["level", "change", "growth", "rank"]
Direction = Literal["up", "down"]
Basis = Literal["yoy", "annual_average", "since"]
Kind = Literal["actual", "target", "forecast"]

Trust = Literal["A", "B", "C", "D", "X"]
"""A official page, B exact copy of an official figure, C media copy, D unsigned, X wrong on its face."""

Evidence = Literal["original", "cited", "retold"]
"""How good the evidence beside a figure is: 原文在库, 仅有出处, 转写."""

Attribute = Literal["binding", "expected", "unmarked"]
"""约束性, 预期性, 未标注."""
