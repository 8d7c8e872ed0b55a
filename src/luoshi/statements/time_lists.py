"""What words of time say of one another: a month before the one just named, the times of a list."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.statements.time_model import Mention, iso

_ONE_MONTH = re.compile(r"\d{4}-\d{2}")
_STOP = re.compile(r"[，。；：]")
_LIST_JOINTS = ("、", "和", "及", "与")


def after_months(mentions: list[Mention]) -> list[Mention]:
    """6月份，…由上月的…: last month is the one before the month last named."""
    found: list[Mention] = []
    month = ""
    for mention in mentions:
        if mention.role == "from" and mention.period is None and month:
            year, number = int(month[:4]), int(month[5:7])
            before = iso(year - (number == 1), (number - 2) % 12 + 1)
            mention = replace(mention, period=before, year=int(before[:4]))
        elif mention.role in ("frame", "whole-year") and mention.period:
            month = mention.period if _ONE_MONTH.fullmatch(mention.period) else ""
        found.append(mention)
    return found


def enumerated(text: str, mentions: list[Mention]) -> list[Mention]:
    """2022年、2023年、2024年分别建成…: none of the times of a list reaches over later sentences."""
    found = list(mentions)
    for place in range(1, len(found)):
        before, after = found[place - 1], found[place]
        gap = text[before.end : after.start].strip()
        listed = gap in _LIST_JOINTS or (gap.endswith("、") and not _STOP.search(gap))
        if before.role == after.role == "frame" and listed:
            found[place - 1] = replace(before, leads=False, opens=False)
            found[place] = replace(after, leads=False, opens=False)
    return found
