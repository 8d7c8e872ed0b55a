"""What can be measured, and the figures."""

from __future__ import annotations

from typing import get_args

from luoshi.ledger.columns import column, one_of, rule
from luoshi.ledger.schema.base import comparator, facts, grading, index, number, period, published
from luoshi.vocabulary.words import Basis, Measure

concept = facts(
    "concept",
    "What can be measured; `id` is its key in the vocabulary.",
    column("name", "text", "Chinese name when first used here."),
)

definition = facts(
    "definition",
    "One way a concept is measured (口径). A change of definition within a series of figures is a break.",
    column("concept_id", "text", "The concept, unless it is unknown.", optional=True, to="concept.id"),
    column("name", "text", "As its source calls it."),
    column("text", "text", "What sets it apart; empty for the usual one."),
    column("scope", "text", "For instance 全市, 市区.", optional=True),
    column("price_basis", "text", "现价, 不变价, 可比口径, …", optional=True),
    column("measure", "text", "level, change, growth or rank."),
    column("basis", "text", "yoy, annual_average or since.", optional=True),
    one_of("measure", get_args(Measure)),
    one_of("basis", get_args(Basis)),
)

series = facts(
    "series",
    "A definition measured for a place, dimensions and unit.",
    column("definition_id", "text", "The definition.", to="definition.id"),
    column("place_id", "text", "The place.", optional=True, to="place.id"),
    column("dimensions", "json", "Further dimensions; {} without any."),
    column("unit", "text", "Unit of its figures.", optional=True),
)

citation = facts(
    "citation",
    "A source that is cited without its original being here.",
    column("publisher", "text", "Who published it.", optional=True),
    column("title", "text", "Of the publication.", optional=True),
    *published(),
    column("source", "text", "Address or file.", optional=True),
    *grading(),
)

observation = facts(
    "observation",
    "A figure of a series for a period.",
    column("series_id", "text", "The series.", to="series.id"),
    *period(required=False),
    column("value", "decimal", "Canonical decimal with the digits as published."),
    number(),
    column("written", "text", "Words as written.", optional=True),
    *comparator(),
    column("status", "text", "SDMX observation status: A, E, F, P, …"),
    column("stage", "text", "预计, 快报, 初步核算, 最终核实 or 普查修订.", optional=True),
    column("match", "text", "same, derived, input, proxy, decoy or context."),
    column("citation_id", "text", "The cited source.", optional=True, to="citation.id"),
    column("anchor_id", "text", "The words it rests on.", optional=True, to="anchor.id"),
    column("reading_id", "text", "The reading it was taken from.", optional=True, to="reading.id"),
    column("origin", "text", "File and row it was imported from.", optional=True),
    column("locator", "text", "Where in the cited source.", optional=True),
    column("quote", "text", "Words of the cited source.", optional=True),
    column("note", "text", "Remark of who collected it.", optional=True),
    one_of("match", ("same", "derived", "input", "proxy", "decoy", "context")),
    rule("status_form", "length(status) = 1"),
    rule("has_source", "citation_id IS NOT NULL OR anchor_id IS NOT NULL"),
    versioned=True,
)

attachment = facts(
    "attachment",
    "An original that has joined a figure which so far was only cited.",
    column("observation_id", "text", "The figure.", to="observation.id"),
    column("anchor_id", "text", "Its words in the original.", to="anchor.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "How the words were found."),
    versioned=True,
)

index(series.c.definition_id)
index(series.c.place_id)
index(observation.c.series_id, observation.c.period_start)
index(observation.c.citation_id)
index(observation.c.anchor_id, given=True)
index(observation.c.reading_id, given=True)
index(observation.c.origin, given=True)
index(attachment.c.observation_id)
