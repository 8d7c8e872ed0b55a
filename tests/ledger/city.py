"""A small city's ledger, built row by row as the build does."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.ledger import identity
from luoshi.ledger.rows import Row

PLACE = identity.place_id("210100", "沈阳市")
PLAN = identity.named("plan", "shenyang", "plan")
INDICATOR = identity.named("indicator", PLAN, "1")
DEFINITION = identity.named("definition", "gdp")
SERIES = identity.named("series", DEFINITION, PLACE, "亿元")
ORIGINAL = "到2025年地区生产总值达到10000亿元。2020年为6571.6亿元。".encode()


def row(table: str, **values: Any) -> Row:
    return Row(table=table, values=values)


def published(text: str, first: str, last: str) -> dict[str, Any]:
    return {
        "published_text": text,
        "published_first": date.fromisoformat(first),
        "published_last": date.fromisoformat(last),
    }


def year(number: int, nature: str = "span") -> dict[str, Any]:
    return {
        "period": str(number),
        "period_start": date(number, 1, 1),
        "period_end": date(number + 1, 1, 1),
        "frequency": "A",
        "nature": nature,
    }


def document(key: str, content: bytes, version: int = 1, **more: Any) -> list[Row]:
    """Return a document with one edition and what is known about it."""
    sha256 = hashlib.sha256(content).hexdigest()
    owner = identity.document_id(key)
    edition = identity.edition_id(owner, sha256)
    about = {
        "title": key,
        "trust": "A",
        "evidence": "original",
        **published("2022", "2022-01-01", "2022-12-31"),
    }
    return [
        row("document", id=owner, key=key),
        row("blob", id=sha256, size=len(content), body=content),
        row("edition", id=edition, document_id=owner, sha256=sha256, media_type="text/plain"),
        row(
            "description",
            id=identity.version_id("description", edition, version),
            edition_id=edition,
            file=f"{key}.txt",
            place_id=PLACE,
            **(about | more),
        ),
    ]


def edition_of(key: str, content: bytes) -> str:
    return identity.edition_id(identity.document_id(key), hashlib.sha256(content).hexdigest())


def anchor(edition: str, start: int, end: int, quote: str, ordinal: int = 0) -> Row:
    return row(
        "anchor",
        id=identity.anchor_id(edition, start, end, ordinal),
        edition_id=edition,
        start=start,
        end=end,
        ordinal=ordinal,
        quote=quote,
        locator={"paragraph": 1, "characters": [start + 1, end]},
    )


def statement(anchor_id: str, value: str, author: str = "extractor@1", version: int = 1, **more: Any) -> Row:
    values = {
        "kind": "statement",
        "by_person": False,
        "fact": "actual",
        "value": Decimal(value),
        "unit": "亿元",
        "comparator": "eq",
        "measure": "level",
        "indicator": "地区生产总值",
        "confidence": 0.9,
        "doubts": [],
    }
    identity_ = identity.reading_id(anchor_id, author, version)
    return row(
        "reading", id=identity_, anchor_id=anchor_id, author=author, version=version, **(values | more)
    )


def citation(name: str, last: str | None, **more: Any) -> Row:
    dates = {} if last is None else published(last, last, last)
    values = {"publisher": "统计局", "title": name, "trust": "A", "evidence": "cited"}
    return row("citation", id=identity.named("citation", name), **dates, **(values | more))


def observation(name: str, when: int, value: str, source: str, **more: Any) -> Row:
    values = {
        "series_id": SERIES,
        "value": Decimal(value),
        "comparator": "eq",
        "status": "A",
        "match": "same",
        "citation_id": identity.named("citation", source),
        "quote": value,
    }
    return row("observation", id=identity.named("observation", name), **year(when), **(values | more))


def city() -> list[Row]:
    """Return a place, a plan in a document with one indicator, baseline, target and linked series."""
    edition = edition_of("plan", ORIGINAL)
    target = anchor(edition, 13, 22, "达到10000亿元")
    base = anchor(edition, 28, 36, "6571.6亿元")
    marks = {"target": target.values["id"], "base": base.values["id"]}
    return [
        row("place", id=PLACE, slug="shenyang", name="沈阳市", code="210100"),
        *document("plan", ORIGINAL, title="行动纲要", issuer="市政府", kind="plan"),
        target,
        base,
        row("concept", id="gdp", name="地区生产总值"),
        row("definition", id=DEFINITION, concept_id="gdp", name="地区生产总值", text="", measure="level"),
        row("series", id=SERIES, definition_id=DEFINITION, place_id=PLACE, dimensions={}, unit="亿元"),
        row("plan", id=PLAN, place_id=PLACE, slug="plan", document_id=identity.document_id("plan")),
        row(
            "plan_detail",
            id=identity.version_id("plan_detail", PLAN),
            plan_id=PLAN,
            title="行动纲要",
            issuer="市政府",
            **published("2022", "2022-01-01", "2022-12-31"),
            succeeded_by={"title": "新规划", "date": "2025-07-10"},
        ),
        row("indicator", id=INDICATOR, plan_id=PLAN, slug="1"),
        row(
            "indicator_detail",
            id=identity.version_id("indicator_detail", INDICATOR),
            indicator_id=INDICATOR,
            number=1,
            rank=1,
            name="地区生产总值",
            domain="综合实力",
            unit="亿元",
            measure="level",
            attribute="expected",
            concept_id="gdp",
            higher_is_better=True,
            origin="table",
            anchor_id=marks["target"],
        ),
        *(
            row(
                "target",
                id=identity.named("target", INDICATOR, role, when),
                indicator_id=INDICATOR,
                role=role,
                **year(when),
                value=Decimal(value),
                comparator="eq",
                kind="level",
                anchor_id=marks[mark],
            )
            for role, when, value, mark in (
                ("baseline", 2020, "6571.6", "base"),
                ("target", 2025, "10000", "target"),
            )
        ),
        row(
            "indicator_series",
            id=identity.named("indicator_series", INDICATOR, SERIES),
            indicator_id=INDICATOR,
            series_id=SERIES,
            score=1,
            reason="同一指标、同一单位、同一地区",
            accepted=True,
        ),
    ]


def retraction(table: str, identity_: str, reason: str = "来源已撤回") -> Row:
    name = identity.entered()
    return row("retraction", id=name, what=table, row_id=identity_, reason=reason)


def reporting() -> list[Row]:
    """Return a unit with a post that reports the indicator, one submission, a closed period, an answer."""
    sha256 = hashlib.sha256(ORIGINAL).hexdigest()
    by = {"post_id": "p", "account": "zhang"}
    since = {"valid_from": date(2020, 1, 1)}
    figure = {"value": Decimal("6571.6"), "written": "6571.6亿元", "unit": "亿元", "dimensions": {}}
    return [
        row("organisation", id="o", key="bureau"),
        row("organisation_detail", id="od", organisation_id="o", name="统计局", level=2, trust="A"),
        row("post", id="p", organisation_id="o", key="reporter"),
        row("post_detail", id="pd", post_id="p", name="统计岗", **since),
        row("duty", id="du", post_id="p", indicator_id=INDICATOR, role="reports", **since),
        row(
            "schedule",
            id="s",
            indicator_id=INDICATOR,
            frequency="A",
            due_days=10,
            grace_days=3,
            basis="统计调查制度",
            **since,
        ),
        row("submission", id="su", organisation_id="o", post_id="p", way="command"),
        row("submission_event", id="se", submission_id="su", number=1, event="submitted", **by),
        row(
            "submitted_figure",
            id="sf",
            submission_id="su",
            number=1,
            indicator_id=INDICATOR,
            place_id=PLACE,
            **year(2020),
            definition="",
            unchanged=False,
            **figure,
        ),
        row("submission_comment", id="sc", submission_id="su", text="已核", **by),
        row(
            "disagreement_answer",
            id="da",
            disagreement="d",
            about="a",
            kind="two_values",
            indicator_id=INDICATOR,
            decision="accepted",
            reason="知悉",
            inputs=[{"fact": "o", "value": "6571.6"}],
        ),
        row(
            "submission_attachment",
            id="sa",
            submission_id="su",
            sha256=sha256,
            name="纲要.txt",
            media_type="text/plain",
            size=len(ORIGINAL),
            account="zhang",
        ),
        row("period_lock", id="l", plan_id=PLAN, **year(2020), closed=True, account="li", reason="年度结转"),
    ]


def planning() -> list[Row]:
    """Return what an operator enters about the plan: a plan above it, a part of its target, a release."""
    source = citation("分解方案", "2022-06-30")
    return [
        source,
        row("plan_relation", id="pr", plan_id=PLAN, kind="higher", title="省纲要"),
        row(
            "target_part",
            id="tp",
            target_id=identity.named("target", INDICATOR, "target", 2025),
            division="place",
            name="和平区",
            **year(2025),
            value=Decimal("1200"),
            comparator="eq",
            citation_id=source.values["id"],
        ),
        row("method_choice", id="mc", plan_id=PLAN, method="statcan"),
        row(
            "release",
            id="re",
            what="citation",
            row_id=source.values["id"],
            publicity="主动公开",
            released=date(2022, 7, 1),
        ),
        *tasks(),
    ]


def tasks() -> list[Row]:
    """Return an action with who is to do it and what was settled about it, and what is said of a project."""
    mark = anchor(edition_of("plan", ORIGINAL), 0, 6, ORIGINAL.decode()[:6], 9)
    words = mark.values["id"]
    duty = {"lead": ["市交通局"], "responsible": ["市财政局"], "helping": ["市教育局"], "basis": "named"}
    terms = {"task_class": "checkable", "class_words": ["建成"], "deadline": "2025", "places": ["浑南区"]}
    said = {"name": "二跑道", "stage": "building", "reached": False, "words": "加快", "text": "加快建设"}
    when = {"period": "2022", "amount": "20亿元", "places": ["浑南区"]}
    part = {
        "number": 1,
        "name": "线路",
        "text": "力争建成",
        "strength": "力争",
        "deadline": "2024",
        "places": ["浑南区"],
    }
    settled = {"what": "lead", "value": ["市交通局"], "reason": "三定方案"}
    return [
        mark,
        row("action", id="act-2", plan_id=PLAN, slug="1-2"),
        row("action_terms", id="at", action_id="act-2", form="item", duty_anchor_id=words, **terms, **duty),
        row("action_settled", id="as", action_id="act-2", **settled),
        row("subtask", id="st", action_id="act-2", anchor_id=words, **part, **duty),
        row("project_mention", id="pm", anchor_id=words, **said, **when),
        row(
            "project_decision", id="pd-1", place_id=PLACE, name="二跑道", project="二跑道", reason="同一项目"
        ),
    ]
