"""What the ledger hands out: frozen views of its rows as of a cut in time.

Ids are UUID texts. Facts read by a machine have UUIDv5 of (edition, raw start, raw end, ordinal), what
people enter has UUIDv7. Values are ``Decimal``; dates that are known coarsely carry both ends.
"""

from luoshi.ledger.records.disagreements import (
    Decided,
    Decision,
    Disagreement,
    DisagreementKind,
    DisagreementState,
    Side,
)
from luoshi.ledger.records.facts import (
    AchievementView,
    ConceptFigure,
    Hit,
    LinkView,
    ObservationView,
    PromiseView,
    StatementView,
)
from luoshi.ledger.records.journal import Correction, EditionView, Entry, Revision
from luoshi.ledger.records.plans import (
    ActionView,
    IndicatorView,
    PlaceView,
    PlanRelationView,
    PlanView,
    PositionView,
    ProjectMentionView,
    ProjectView,
    TargetPartView,
    TargetView,
    TermsView,
)
from luoshi.ledger.records.sources import Anchor, Citation, DocumentView, Published, ReleaseView
from luoshi.ledger.records.times import Cut

__all__ = [
    "AchievementView",
    "ActionView",
    "Anchor",
    "Citation",
    "ConceptFigure",
    "Correction",
    "Cut",
    "Decided",
    "Decision",
    "Disagreement",
    "DisagreementKind",
    "DisagreementState",
    "DocumentView",
    "EditionView",
    "Entry",
    "Hit",
    "IndicatorView",
    "LinkView",
    "ObservationView",
    "PlaceView",
    "PlanRelationView",
    "PlanView",
    "PositionView",
    "ProjectMentionView",
    "ProjectView",
    "PromiseView",
    "Published",
    "ReleaseView",
    "Revision",
    "Side",
    "StatementView",
    "TargetPartView",
    "TargetView",
    "TermsView",
]
