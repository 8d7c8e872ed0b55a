"""Asking how targets stand: ``luoshi evaluate``, ``why`` and ``history``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass
