"""What a reporting form asks for: its heading and one row for each figure that is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.collection.model import STAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A figure that is asked for once.

    Attributes:
        indicator: Its key, ``plan/number``.
        name: Its name as the plan gives it.
        place: Official name of the place.
        period: ISO text.
        unit: In which it is asked, empty for none.
        definition: What sets the statistic apart, empty for the usual one.
        dimensions: Of a part, as ``性别=女``; empty for the figure itself.
        basis: 依据: why it is asked.
        due: Last day to report it.
        last_value: The figure before, in digits as published, empty where there is none.
        last_period: Its period, ISO text.
        progress, obstacles, next_steps: What was reported last, carried forward.
        value, stage, note: What a draft holds already.
    """

    indicator: str
    name: str
    place: str
    period: str
    unit: str = ""
    definition: str = ""
    dimensions: str = ""
    basis: str = ""
    due: date | None = None
    last_value: str = ""
    last_period: str = ""
    progress: str = ""
    obstacles: str = ""
    next_steps: str = ""
    value: str = ""
    stage: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that a post fills in.

    Attributes:
        key: Tells the form apart; the workbook carries it back.
        title: Of the form.
        organisation: Who reports.
        made: The day it was made.
        asks: In their order.
        stages: Words to choose from.
    """

    key: str
    title: str
    organisation: str
    made: date
    asks: tuple[Ask, ...]
    stages: Sequence[str] = STAGES
