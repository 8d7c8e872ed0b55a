"""From the ledger's records about documents to the shapes of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from luoshi.ledger import records
from luoshi.statements.coverage import Numeral
from luoshi.web.addresses import words_at
from luoshi.web.api import sources
from luoshi.web.finding import Finder
from luoshi.web.times import Times


def publication(published: records.Published | None) -> sources.Publication | None:
    """Return when a source came out."""
    if published is None:
        return None
    return sources.Publication(text=published.text, first=published.first, last=published.last)


def words(anchor: records.Anchor, times: Times) -> sources.Words:
    """Return the words of an anchor and where the reader shows them."""
    return sources.Words(
        document=anchor.document_key,
        edition=anchor.edition_id,
        start=anchor.start,
        end=anchor.end,
        quote=anchor.quote,
        locator=sources.Locator(**anchor.locator),
        page=words_at(anchor, times),
    )


def source(citation: records.Citation, times: Times) -> sources.Source:
    """Return what stands beside a figure."""
    return sources.Source(
        publisher=citation.publisher,
        title=citation.title,
        published=publication(citation.published),
        address=citation.source,
        locator=citation.locator,
        quote=citation.quote,
        trust=citation.trust,
        nature=citation.nature,
        publicity=citation.publicity,
        released=citation.released,
        evidence=citation.evidence,
        words=words(citation.anchor, times) if citation.anchor else None,
    )


def document(view: records.DocumentView, times: Times) -> sources.Document:
    """Return a document."""
    return sources.Document(
        key=view.key,
        title=view.title,
        file=view.file,
        issuer=view.issuer,
        kind=view.kind,
        place=view.place,
        published=publication(view.published),
        trust=view.trust,
        nature=view.nature,
        evidence=view.evidence,
        address=view.url,
        edition=view.edition_id,
        sha256=view.sha256,
        media_type=view.media_type,
        editions=view.editions,
        statements=view.statements,
        cites=[_cited(one) for one in view.cites],
        page=f"/documents/{quote(view.key)}{times.query()}",
    )


def _cited(said: Mapping[str, Any]) -> sources.Cited:
    return sources.Cited(
        publisher=_text(said.get("publisher")),
        title=_text(said.get("title")),
        date=_text(said.get("date") or said.get("published")),
        address=_text(said.get("url") or said.get("source")),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def numeral(one: Numeral, key: str, times: Times) -> sources.Numeral:
    """Return a number and what became of it."""
    address = f"/documents/{quote(key)}{times.query(words=f'{one.start}-{one.end}')}#words"
    return sources.Numeral(
        start=one.start,
        end=one.end,
        text=one.text,
        outcome=one.outcome,
        rule=one.rule,
        page=address,
    )


def statement(view: records.StatementView, times: Times) -> sources.Statement:
    """Return a statement."""
    return sources.Statement(
        id=view.id,
        words=words(view.anchor, times),
        value=view.value,
        upper=view.upper,
        unit=view.unit,
        comparator=view.comparator,
        measure=view.measure,
        direction=view.direction,
        basis=view.basis,
        indicator=view.indicator,
        region=view.region,
        period=view.period,
        kind=view.kind,
        section=view.section,
        doubts=list(view.doubts),
        confidence=view.confidence,
        rule=view.rule,
        row=view.row,
        author=view.author,
    )


def achievement(view: records.AchievementView, slugs: Mapping[str, str], times: Times) -> sources.Achievement:
    """Return an achievement; ``slugs`` name special actions by id."""
    return sources.Achievement(
        id=view.id,
        subject=view.subject,
        event=view.event,
        text=view.text,
        period=view.period,
        region=view.region,
        section=view.section,
        confidence=view.confidence,
        words=words(view.anchor, times),
        actions=[
            sources.Answered(action=slugs[action], score=score, reason=reason)
            for action, score, reason in view.actions
            if action in slugs
        ],
    )


def mention(pair: tuple[records.ProjectView, records.ProjectMentionView], times: Times) -> sources.Mention:
    """Return what a document says of a project."""
    project, view = pair
    return sources.Mention(
        project=project.key,
        name=project.name,
        mentioned=view.name,
        decided=project.decided,
        documents=project.documents,
        stage=view.stage,  # type: ignore[arg-type]
        reached=view.reached,
        stage_words=view.words,
        text=view.text,
        period=view.period,
        amount=view.amount,
        areas=list(view.places),
        published=view.citation.published.text if view.citation.published else None,
        words=words(view.anchor, times),
    )


def promise(view: records.PromiseView, times: Times) -> sources.Promise:
    """Return a promise without a number, or what was published about it."""
    return sources.Promise(
        id=view.id,
        topic=view.topic,
        kind=view.kind,
        text=view.text,
        section=view.section,
        confidence=view.confidence,
        words=words(view.anchor, times),
    )


def entry(view: records.Entry) -> sources.Entry:
    """Return a journal entry."""
    return sources.Entry(
        number=view.number,
        recorded=view.recorded,
        actor=view.actor,
        reason=view.reason,
        hash=view.hash,
        rows=view.rows,
    )


def hit(found: records.Hit, finder: Finder) -> sources.Hit:
    """Return something a search found."""
    return sources.Hit(
        kind=found.kind,
        title=found.title,
        snippet=found.snippet,
        marks=[sources.Mark(start=start, end=end) for start, end in found.marks],
        document=found.document_key,
        start=found.start,
        end=found.end,
        statement=found.statement_id,
        indicator=finder.indicator(found),
        page=finder.address(found),
    )
