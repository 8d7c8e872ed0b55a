"""Where the pages get their facts: the ledger as of the three times of a question, evaluated."""

from __future__ import annotations

from typing import Protocol

from luoshi.ledger.records import DocumentView, PlanView
from luoshi.web.facts import Dossier, PlanFacts
from luoshi.web.library import Text
from luoshi.web.times import Times


class Desk(Protocol):
    """What the pages ask for. Unknown names raise ``not-found``."""

    @property
    def read_only(self) -> bool:
        """Whether the ledger is opened without the right to write."""

    def plans(self, times: Times) -> tuple[PlanView, ...]:
        """Return every plan of the ledger."""

    def plan(self, place: str, plan: str, times: Times) -> PlanFacts:
        """Return a plan by the slugs of its place and its own."""

    def dossier(self, place: str, plan: str, indicator: str, times: Times) -> Dossier:
        """Return an indicator of a plan by its number or slug."""

    def documents(self, times: Times) -> tuple[DocumentView, ...]:
        """Return every document of the ledger."""

    def text(self, key: str, times: Times) -> Text:
        """Return a document with its words and the statements read in them."""

    def original(self, key: str, times: Times) -> tuple[str, bytes]:
        """Return a document's file name and its bytes as they came in."""
