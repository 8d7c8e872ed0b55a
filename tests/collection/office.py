"""The offices of 江川: a bureau that reports and checks, the 发改委 above it that approves."""

from __future__ import annotations

from datetime import date

from luoshi.collection.appointing import New, NewDuty, NewOrganisation, NewPost, NewSchedule
from luoshi.collection.deciding import approve, publish
from luoshi.collection.model import SubmittedFigure
from luoshi.collection.states import Actor
from luoshi.collection.submitting import Handed, submit
from luoshi.ledger.identity import named
from luoshi.ledger.store import Ledger

SINCE = date(2024, 1, 1)
TODAY = date(2026, 2, 10)


def post_id(key: str) -> str:
    unit, _, name = key.rpartition("/")
    return named("post", named("organisation", unit), name)


ZHANG = Actor(account="zhang", post_id=post_id("tjj/reporter"))
LI = Actor(account="li", post_id=post_id("tjj/checker"))
WANG = Actor(account="wang", post_id=post_id("fgw/approver"))


def appointments() -> list[New]:
    return [
        NewOrganisation(key="fgw", name="江川市发展改革委", level=2),
        NewOrganisation(
            key="tjj", name="江川市统计局", level=2, parent="fgw", trust="A", nature="statistics"
        ),
        NewPost(key="tjj/reporter", name="综合统计岗", department="综合科", valid_from=SINCE),
        NewPost(key="tjj/checker", name="科长", department="综合科", valid_from=SINCE),
        NewPost(key="fgw/approver", name="规划科长", department="规划科", valid_from=SINCE),
        *(
            NewDuty(post="tjj/reporter", role="reports", indicator=one, valid_from=SINCE, basis="统计制度")
            for one in ("1", "2", "3")
        ),
        NewDuty(post="tjj/checker", role="checks", indicator=None, valid_from=SINCE),
        NewDuty(post="fgw/approver", role="approves", indicator=None, valid_from=SINCE),
        *(
            NewSchedule(
                indicator=one,
                frequency="A",
                due_days=20,
                grace_days=5,
                basis="《江川市规划监测办法》",
                valid_from=SINCE,
            )
            for one in ("1", "2", "3", "4")
        ),
    ]


def figure(
    indicator: str = "1", value: str = "452.8", period: str = "2025", **more: object
) -> SubmittedFigure:
    return SubmittedFigure(indicator=indicator, period=period, value=value, **more)  # type: ignore[arg-type]


def hand_in(ledger: Ledger, *figures: SubmittedFigure, actor: Actor = ZHANG, **more: object) -> Handed:
    return submit(ledger, figures or [figure()], actor=actor, today=TODAY, **more)  # type: ignore[arg-type]


def handed_in(ledger: Ledger, *figures: SubmittedFigure, **more: object) -> str:
    handed = hand_in(ledger, *figures, **more)
    assert handed.submission_id, [one.words() for one in handed.checked.found]
    return handed.submission_id


def approved(ledger: Ledger, *figures: SubmittedFigure) -> str:
    identity = handed_in(ledger, *figures)
    approve(ledger, identity, actor=LI, today=TODAY)
    approve(ledger, identity, actor=WANG, today=TODAY)
    return identity


def published(ledger: Ledger, *figures: SubmittedFigure) -> str:
    identity = approved(ledger, *figures)
    publish(ledger, identity, actor=WANG, today=TODAY)
    return identity
