"""What the ledger holds as of a cut: functions that return the frozen records of ``luoshi.ledger.records``.

Every function takes an open ledger and, by keyword, ``cut``; without one it answers for everything the
ledger holds now. Rows that are superseded or retracted as of the cut are not shown.
"""

from luoshi.ledger.cuts import NOW
from luoshi.ledger.views.actions import (
    FORMS,
    achievements,
    actions,
    promised_in,
    promises,
    words_of_targets,
)
from luoshi.ledger.views.choices import MethodChoice, method_choices
from luoshi.ledger.views.concepts import concept_figures, observed_by_place
from luoshi.ledger.views.corrections import corrections
from luoshi.ledger.views.documents import (
    document,
    documents,
    original_bytes,
    statement,
    statements,
    statements_with,
)
from luoshi.ledger.views.figures import links, observations
from luoshi.ledger.views.history import counts, history, plan_history
from luoshi.ledger.views.planning import editions, positions, relations, releases, target_parts
from luoshi.ledger.views.plans import indicator, indicators, places, plan, plans
from luoshi.ledger.views.projects import projects

__all__ = [
    "FORMS",
    "NOW",
    "MethodChoice",
    "achievements",
    "actions",
    "concept_figures",
    "corrections",
    "counts",
    "document",
    "documents",
    "editions",
    "history",
    "indicator",
    "indicators",
    "links",
    "method_choices",
    "observations",
    "observed_by_place",
    "original_bytes",
    "places",
    "plan",
    "plan_history",
    "plans",
    "positions",
    "projects",
    "promised_in",
    "promises",
    "relations",
    "releases",
    "statement",
    "statements",
    "statements_with",
    "target_parts",
    "words_of_targets",
]
