"""Reporting: who reports what and when, what was submitted, what became of it, and closed periods."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import UniqueConstraint

from luoshi.ledger.columns import column, one_of, rule, truth
from luoshi.ledger.schema.base import facts, index, period
from luoshi.vocabulary.words import Trust

ROLES = ("reports", "checks", "approves")
EVENTS = ("drafted", "submitted", "checked", "approved", "returned", "withdrawn", "published")

organisation = facts(
    "organisation",
    "A unit that reports figures or answers for them.",
    column("key", "text", "Stable key."),
    UniqueConstraint("key"),
)

organisation_detail = facts(
    "organisation_detail",
    "What was known about a unit.",
    column("organisation_id", "text", "The unit.", to="organisation.id"),
    column("name", "text", "Official name."),
    column("level", "integer", "1 province, 2 city, 3 district or county, 4 below.", optional=True),
    column(
        "parent_id", "text", "The unit above, which approves after it.", optional=True, to="organisation.id"
    ),
    column(
        "place_id",
        "text",
        "The place its figures are about, unless a figure says another.",
        optional=True,
        to="place.id",
    ),
    column("trust", "text", "Of figures it reports: A official … D unsigned, X wrong."),
    column("nature", "text", "statistics, department, government, publicity, …", optional=True),
    one_of("trust", get_args(Trust)),
    rule("not_above_itself", "parent_id IS NULL OR parent_id <> organisation_id"),
    versioned=True,
)

post = facts(
    "post",
    "A post (岗位) of a unit. Who holds it is not kept here.",
    column("organisation_id", "text", "The unit.", to="organisation.id"),
    column("key", "text", "Stable key within the unit."),
    UniqueConstraint("organisation_id", "key"),
)

post_detail = facts(
    "post_detail",
    "What was known about a post.",
    column("post_id", "text", "The post.", to="post.id"),
    column("name", "text", "Its name."),
    column("department", "text", "Office within the unit.", optional=True),
    column("kind", "text", "What sort of post it is.", optional=True),
    column("valid_from", "date", "First day it exists."),
    column("valid_to", "date", "Last day it exists.", optional=True),
    rule("valid_order", "valid_to IS NULL OR valid_from <= valid_to"),
    versioned=True,
)

duty = facts(
    "duty",
    "What a post has to do for an indicator.",
    column("post_id", "text", "The post.", to="post.id"),
    column("indicator_id", "text", "The indicator; empty for every one.", optional=True, to="indicator.id"),
    column("role", "text", "reports, checks or approves."),
    column("valid_from", "date", "First day."),
    column("valid_to", "date", "Last day.", optional=True),
    column("basis", "text", "What it rests on (依据).", optional=True),
    one_of("role", ROLES),
    rule("reports_one", "role <> 'reports' OR indicator_id IS NOT NULL"),
    rule("valid_order", "valid_to IS NULL OR valid_from <= valid_to"),
    versioned=True,
)

schedule = facts(
    "schedule",
    "How often an indicator is reported, and when it is due.",
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("frequency", "text", "A, S, Q or M."),
    column("due_days", "integer", "Due on this working day after the period."),
    column("grace_days", "integer", "Working days of grace after that."),
    column("basis", "text", "What asking rests on (依据)."),
    column("valid_from", "date", "Periods that end before it are not asked."),
    column("valid_to", "date", "Periods that begin after it are not asked.", optional=True),
    one_of("frequency", "ASQM"),
    rule("days", "due_days > 0 AND grace_days >= 0"),
    rule("based", "length(basis) > 0"),
    rule("valid_order", "valid_to IS NULL OR valid_from <= valid_to"),
    versioned=True,
)

submission = facts(
    "submission",
    "Figures that a unit hands in together: all of them are taken, or none.",
    column("organisation_id", "text", "The unit.", to="organisation.id"),
    column("post_id", "text", "The post that reports.", optional=True, to="post.id"),
    column("way", "text", "form, workbook, csv, sdmx, folder, api or command."),
    column("file", "text", "File it came in.", optional=True),
    column("sha256", "text", "Of that file's bytes.", optional=True),
)

submission_event = facts(
    "submission_event",
    "What happened to a submission. Its state is computed from these.",
    column("submission_id", "text", "The submission.", to="submission.id"),
    column("number", "integer", "From 1, per submission: of two writers the second gets a conflict."),
    column("event", "text", "drafted, submitted, checked, approved, returned, withdrawn or published."),
    column(
        "organisation_id",
        "text",
        "Of the level that checked, approved or returned.",
        optional=True,
        to="organisation.id",
    ),
    column("post_id", "text", "The post that acted.", optional=True, to="post.id"),
    column("account", "text", "The account that acted."),
    column("reason", "text", "Why; a return has one.", optional=True),
    UniqueConstraint("submission_id", "number"),
    one_of("event", EVENTS),
    rule("counted", "number > 0"),
    rule("returned_why", "event <> 'returned' OR length(reason) > 0"),
)

submitted_figure = facts(
    "submitted_figure",
    "A figure of a submission, as reported and as understood.",
    column("submission_id", "text", "The submission.", to="submission.id"),
    column("number", "integer", "Place in the submission, from 1."),
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("place_id", "text", "The place.", to="place.id"),
    *period(required=True),
    column("value", "decimal", "In the unit."),
    column("unit", "text", "The indicator's own.", optional=True),
    column("written", "text", "Number and unit as reported."),
    column("dimensions", "json", "Further dimensions; {} for the total."),
    column("definition", "text", "What sets the statistic apart; empty for the usual one."),
    column("stage", "text", "预计, 快报, 初步核算, 最终核实 or 普查修订.", optional=True),
    column("note", "text", "Remark of the reporter.", optional=True),
    column("progress", "text", "进展情况.", optional=True),
    column("obstacles", "text", "存在问题.", optional=True),
    column("next_steps", "text", "下一步措施.", optional=True),
    column("unchanged", "boolean", "无变化: the value and the words of the period before still hold."),
    column("origin", "json", "File, sheet, row and column it came from.", optional=True),
    column(
        "revises",
        "text",
        "The figure it will take the place of when published.",
        optional=True,
        to="observation.id",
    ),
    truth("unchanged"),
    versioned=True,
)

submission_comment = facts(
    "submission_comment",
    "A remark on a submission or on one of its figures.",
    column("submission_id", "text", "The submission.", to="submission.id"),
    column("figure_id", "text", "The figure.", optional=True, to="submitted_figure.id"),
    column("post_id", "text", "The post that wrote it.", optional=True, to="post.id"),
    column("account", "text", "The account that wrote it."),
    column("text", "text", "The remark."),
)

submission_attachment = facts(
    "submission_attachment",
    "Evidence handed in with a submission (佐证材料).",
    column("submission_id", "text", "The submission.", to="submission.id"),
    column("figure_id", "text", "The figure it is for.", optional=True, to="submitted_figure.id"),
    column("sha256", "text", "Of its bytes.", to="blob.id"),
    column("name", "text", "File name."),
    column("media_type", "text", "For instance application/pdf."),
    column("size", "integer", "Number of bytes."),
    column("account", "text", "The account that added it."),
    UniqueConstraint("submission_id", "sha256"),
)

period_lock = facts(
    "period_lock",
    "A decision to close a period (封存) or to reopen it. The last one that covers a figure counts.",
    column("plan_id", "text", "Of the indicators it is about.", to="plan.id"),
    column(
        "indicator_id",
        "text",
        "The indicator; empty for every one of the plan.",
        optional=True,
        to="indicator.id",
    ),
    *period(required=True),
    column("closed", "boolean", "Whether it closes or reopens."),
    column("account", "text", "The account that decided."),
    column("reason", "text", "Why."),
    truth("closed"),
    rule("said_why", "length(reason) > 0"),
)

index(organisation_detail.c.organisation_id)
index(post_detail.c.post_id)
index(duty.c.indicator_id, given=True)
index(schedule.c.indicator_id)
index(submission_event.c.submission_id)
index(submitted_figure.c.submission_id)
index(submitted_figure.c.indicator_id, submitted_figure.c.period_start)
index(submission_comment.c.submission_id)
index(submission_attachment.c.submission_id)
