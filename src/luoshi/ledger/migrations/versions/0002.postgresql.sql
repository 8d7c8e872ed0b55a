CREATE TABLE organisation (
    id TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT uq_organisation_key UNIQUE (key),
    CONSTRAINT uq_organisation_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_organisation_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE organisation IS 'A unit that reports figures or answers for them.';

COMMENT ON COLUMN organisation.id IS 'Identity.';

COMMENT ON COLUMN organisation.key IS 'Stable key.';

COMMENT ON COLUMN organisation.entry IS 'Journal entry.';

COMMENT ON COLUMN organisation.position IS 'Place within the entry, from 1.';

CREATE TABLE organisation_detail (
    id TEXT COLLATE "C" NOT NULL,
    organisation_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    level INTEGER,
    parent_id TEXT COLLATE "C",
    place_id TEXT COLLATE "C",
    trust TEXT COLLATE "C" NOT NULL,
    nature TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_organisation_detail PRIMARY KEY (id),
    CONSTRAINT ck_organisation_detail_trust_known CHECK (trust IN ('A', 'B', 'C', 'D', 'X')),
    CONSTRAINT ck_organisation_detail_not_above_itself CHECK (parent_id IS NULL OR parent_id <> organisation_id),
    CONSTRAINT uq_organisation_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_organisation_detail_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_organisation_detail_parent_id FOREIGN KEY(parent_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_organisation_detail_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_organisation_detail_supersedes FOREIGN KEY(supersedes) REFERENCES organisation_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_organisation_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_organisation_detail_organisation_id ON organisation_detail (organisation_id);

CREATE UNIQUE INDEX uq_organisation_detail_supersedes ON organisation_detail (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE organisation_detail IS 'What was known about a unit.';

COMMENT ON COLUMN organisation_detail.id IS 'Identity.';

COMMENT ON COLUMN organisation_detail.organisation_id IS 'The unit.';

COMMENT ON COLUMN organisation_detail.name IS 'Official name.';

COMMENT ON COLUMN organisation_detail.level IS '1 province, 2 city, 3 district or county, 4 below.';

COMMENT ON COLUMN organisation_detail.parent_id IS 'The unit above, which approves after it.';

COMMENT ON COLUMN organisation_detail.place_id IS 'The place its figures are about, unless a figure says another.';

COMMENT ON COLUMN organisation_detail.trust IS 'Of figures it reports: A official … D unsigned, X wrong.';

COMMENT ON COLUMN organisation_detail.nature IS 'statistics, department, government, publicity, …';

COMMENT ON COLUMN organisation_detail.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN organisation_detail.entry IS 'Journal entry.';

COMMENT ON COLUMN organisation_detail.position IS 'Place within the entry, from 1.';

CREATE TABLE post (
    id TEXT COLLATE "C" NOT NULL,
    organisation_id TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_post PRIMARY KEY (id),
    CONSTRAINT uq_post_organisation_id_key UNIQUE (organisation_id, key),
    CONSTRAINT uq_post_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_post_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_post_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE post IS 'A post (岗位) of a unit. Who holds it is not kept here.';

COMMENT ON COLUMN post.id IS 'Identity.';

COMMENT ON COLUMN post.organisation_id IS 'The unit.';

COMMENT ON COLUMN post.key IS 'Stable key within the unit.';

COMMENT ON COLUMN post.entry IS 'Journal entry.';

COMMENT ON COLUMN post.position IS 'Place within the entry, from 1.';

CREATE TABLE post_detail (
    id TEXT COLLATE "C" NOT NULL,
    post_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    department TEXT COLLATE "C",
    kind TEXT COLLATE "C",
    valid_from TEXT COLLATE "C" NOT NULL,
    valid_to TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_post_detail PRIMARY KEY (id),
    CONSTRAINT ck_post_detail_valid_order CHECK (valid_to IS NULL OR valid_from <= valid_to),
    CONSTRAINT uq_post_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_post_detail_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_post_detail_supersedes FOREIGN KEY(supersedes) REFERENCES post_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_post_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_post_detail_post_id ON post_detail (post_id);

CREATE UNIQUE INDEX uq_post_detail_supersedes ON post_detail (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE post_detail IS 'What was known about a post.';

COMMENT ON COLUMN post_detail.id IS 'Identity.';

COMMENT ON COLUMN post_detail.post_id IS 'The post.';

COMMENT ON COLUMN post_detail.name IS 'Its name.';

COMMENT ON COLUMN post_detail.department IS 'Office within the unit.';

COMMENT ON COLUMN post_detail.kind IS 'What sort of post it is.';

COMMENT ON COLUMN post_detail.valid_from IS 'First day it exists.';

COMMENT ON COLUMN post_detail.valid_to IS 'Last day it exists.';

COMMENT ON COLUMN post_detail.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN post_detail.entry IS 'Journal entry.';

COMMENT ON COLUMN post_detail.position IS 'Place within the entry, from 1.';

CREATE TABLE submission (
    id TEXT COLLATE "C" NOT NULL,
    organisation_id TEXT COLLATE "C" NOT NULL,
    post_id TEXT COLLATE "C",
    way TEXT COLLATE "C" NOT NULL,
    file TEXT COLLATE "C",
    sha256 TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submission PRIMARY KEY (id),
    CONSTRAINT uq_submission_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submission_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE submission IS 'Figures that a unit hands in together: all of them are taken, or none.';

COMMENT ON COLUMN submission.id IS 'Identity.';

COMMENT ON COLUMN submission.organisation_id IS 'The unit.';

COMMENT ON COLUMN submission.post_id IS 'The post that reports.';

COMMENT ON COLUMN submission.way IS 'form, workbook, csv, sdmx, folder, api or command.';

COMMENT ON COLUMN submission.file IS 'File it came in.';

COMMENT ON COLUMN submission.sha256 IS 'Of that file''s bytes.';

COMMENT ON COLUMN submission.entry IS 'Journal entry.';

COMMENT ON COLUMN submission.position IS 'Place within the entry, from 1.';

CREATE TABLE duty (
    id TEXT COLLATE "C" NOT NULL,
    post_id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C",
    role TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    valid_to TEXT COLLATE "C",
    basis TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_duty PRIMARY KEY (id),
    CONSTRAINT ck_duty_role_known CHECK (role IN ('reports', 'checks', 'approves')),
    CONSTRAINT ck_duty_reports_one CHECK (role <> 'reports' OR indicator_id IS NOT NULL),
    CONSTRAINT ck_duty_valid_order CHECK (valid_to IS NULL OR valid_from <= valid_to),
    CONSTRAINT uq_duty_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_duty_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_duty_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_duty_supersedes FOREIGN KEY(supersedes) REFERENCES duty (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_duty_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_duty_indicator_id ON duty (indicator_id) WHERE indicator_id IS NOT NULL;

CREATE UNIQUE INDEX uq_duty_supersedes ON duty (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE duty IS 'What a post has to do for an indicator.';

COMMENT ON COLUMN duty.id IS 'Identity.';

COMMENT ON COLUMN duty.post_id IS 'The post.';

COMMENT ON COLUMN duty.indicator_id IS 'The indicator; empty for every one.';

COMMENT ON COLUMN duty.role IS 'reports, checks or approves.';

COMMENT ON COLUMN duty.valid_from IS 'First day.';

COMMENT ON COLUMN duty.valid_to IS 'Last day.';

COMMENT ON COLUMN duty.basis IS 'What it rests on (依据).';

COMMENT ON COLUMN duty.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN duty.entry IS 'Journal entry.';

COMMENT ON COLUMN duty.position IS 'Place within the entry, from 1.';

CREATE TABLE period_lock (
    id TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C",
    period TEXT COLLATE "C" NOT NULL,
    period_start TEXT COLLATE "C" NOT NULL,
    period_end TEXT COLLATE "C" NOT NULL,
    frequency TEXT COLLATE "C" NOT NULL,
    nature TEXT COLLATE "C" NOT NULL,
    closed INTEGER NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_period_lock PRIMARY KEY (id),
    CONSTRAINT ck_period_lock_frequency_known CHECK (frequency IN ('A', 'S', 'Q', 'M', 'D', 'X')),
    CONSTRAINT ck_period_lock_nature_known CHECK (nature IN ('point', 'span', 'ytd')),
    CONSTRAINT ck_period_lock_period_order CHECK (period_start < period_end),
    CONSTRAINT ck_period_lock_period_whole CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)),
    CONSTRAINT ck_period_lock_closed_truth CHECK (closed IN (0, 1)),
    CONSTRAINT ck_period_lock_said_why CHECK (length(reason) > 0),
    CONSTRAINT uq_period_lock_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_period_lock_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_period_lock_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_period_lock_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE period_lock IS 'A decision to close a period (封存) or to reopen it. The last one that covers a figure counts.';

COMMENT ON COLUMN period_lock.id IS 'Identity.';

COMMENT ON COLUMN period_lock.plan_id IS 'Of the indicators it is about.';

COMMENT ON COLUMN period_lock.indicator_id IS 'The indicator; empty for every one of the plan.';

COMMENT ON COLUMN period_lock.period IS 'Text form, ISO 8601 with inclusive ends.';

COMMENT ON COLUMN period_lock.period_start IS 'First day.';

COMMENT ON COLUMN period_lock.period_end IS 'The day after the last day.';

COMMENT ON COLUMN period_lock.frequency IS 'A, S, Q, M, D or X.';

COMMENT ON COLUMN period_lock.nature IS 'point, span or ytd.';

COMMENT ON COLUMN period_lock.closed IS 'Whether it closes or reopens.';

COMMENT ON COLUMN period_lock.account IS 'The account that decided.';

COMMENT ON COLUMN period_lock.reason IS 'Why.';

COMMENT ON COLUMN period_lock.entry IS 'Journal entry.';

COMMENT ON COLUMN period_lock.position IS 'Place within the entry, from 1.';

CREATE TABLE schedule (
    id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    frequency TEXT COLLATE "C" NOT NULL,
    due_days INTEGER NOT NULL,
    grace_days INTEGER NOT NULL,
    basis TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    valid_to TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_schedule PRIMARY KEY (id),
    CONSTRAINT ck_schedule_frequency_known CHECK (frequency IN ('A', 'S', 'Q', 'M')),
    CONSTRAINT ck_schedule_days CHECK (due_days > 0 AND grace_days >= 0),
    CONSTRAINT ck_schedule_based CHECK (length(basis) > 0),
    CONSTRAINT ck_schedule_valid_order CHECK (valid_to IS NULL OR valid_from <= valid_to),
    CONSTRAINT uq_schedule_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_schedule_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_schedule_supersedes FOREIGN KEY(supersedes) REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_schedule_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_schedule_indicator_id ON schedule (indicator_id);

CREATE UNIQUE INDEX uq_schedule_supersedes ON schedule (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE schedule IS 'How often an indicator is reported, and when it is due.';

COMMENT ON COLUMN schedule.id IS 'Identity.';

COMMENT ON COLUMN schedule.indicator_id IS 'The indicator.';

COMMENT ON COLUMN schedule.frequency IS 'A, S, Q or M.';

COMMENT ON COLUMN schedule.due_days IS 'Due on this working day after the period.';

COMMENT ON COLUMN schedule.grace_days IS 'Working days of grace after that.';

COMMENT ON COLUMN schedule.basis IS 'What asking rests on (依据).';

COMMENT ON COLUMN schedule.valid_from IS 'Periods that end before it are not asked.';

COMMENT ON COLUMN schedule.valid_to IS 'Periods that begin after it are not asked.';

COMMENT ON COLUMN schedule.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN schedule.entry IS 'Journal entry.';

COMMENT ON COLUMN schedule.position IS 'Place within the entry, from 1.';

CREATE TABLE submission_event (
    id TEXT COLLATE "C" NOT NULL,
    submission_id TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    organisation_id TEXT COLLATE "C",
    post_id TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submission_event PRIMARY KEY (id),
    CONSTRAINT uq_submission_event_submission_id_number UNIQUE (submission_id, number),
    CONSTRAINT ck_submission_event_event_known CHECK (event IN ('drafted', 'submitted', 'checked', 'approved', 'returned', 'withdrawn', 'published')),
    CONSTRAINT ck_submission_event_counted CHECK (number > 0),
    CONSTRAINT ck_submission_event_returned_why CHECK (event <> 'returned' OR length(reason) > 0),
    CONSTRAINT uq_submission_event_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submission_event_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_event_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_event_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_event_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_submission_event_submission_id ON submission_event (submission_id);

COMMENT ON TABLE submission_event IS 'What happened to a submission. Its state is computed from these.';

COMMENT ON COLUMN submission_event.id IS 'Identity.';

COMMENT ON COLUMN submission_event.submission_id IS 'The submission.';

COMMENT ON COLUMN submission_event.number IS 'From 1, per submission: of two writers the second gets a conflict.';

COMMENT ON COLUMN submission_event.event IS 'drafted, submitted, checked, approved, returned, withdrawn or published.';

COMMENT ON COLUMN submission_event.organisation_id IS 'Of the level that checked, approved or returned.';

COMMENT ON COLUMN submission_event.post_id IS 'The post that acted.';

COMMENT ON COLUMN submission_event.account IS 'The account that acted.';

COMMENT ON COLUMN submission_event.reason IS 'Why; a return has one.';

COMMENT ON COLUMN submission_event.entry IS 'Journal entry.';

COMMENT ON COLUMN submission_event.position IS 'Place within the entry, from 1.';

CREATE TABLE submitted_figure (
    id TEXT COLLATE "C" NOT NULL,
    submission_id TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    place_id TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C" NOT NULL,
    period_start TEXT COLLATE "C" NOT NULL,
    period_end TEXT COLLATE "C" NOT NULL,
    frequency TEXT COLLATE "C" NOT NULL,
    nature TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C",
    written TEXT COLLATE "C" NOT NULL,
    dimensions TEXT COLLATE "C" NOT NULL,
    definition TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C",
    note TEXT COLLATE "C",
    progress TEXT COLLATE "C",
    obstacles TEXT COLLATE "C",
    next_steps TEXT COLLATE "C",
    unchanged INTEGER NOT NULL,
    origin TEXT COLLATE "C",
    revises TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submitted_figure PRIMARY KEY (id),
    CONSTRAINT ck_submitted_figure_frequency_known CHECK (frequency IN ('A', 'S', 'Q', 'M', 'D', 'X')),
    CONSTRAINT ck_submitted_figure_nature_known CHECK (nature IN ('point', 'span', 'ytd')),
    CONSTRAINT ck_submitted_figure_period_order CHECK (period_start < period_end),
    CONSTRAINT ck_submitted_figure_period_whole CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)),
    CONSTRAINT ck_submitted_figure_unchanged_truth CHECK (unchanged IN (0, 1)),
    CONSTRAINT uq_submitted_figure_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submitted_figure_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submitted_figure_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submitted_figure_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submitted_figure_revises FOREIGN KEY(revises) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submitted_figure_supersedes FOREIGN KEY(supersedes) REFERENCES submitted_figure (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submitted_figure_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_submitted_figure_indicator_id_period_start ON submitted_figure (indicator_id, period_start);

CREATE INDEX ix_submitted_figure_submission_id ON submitted_figure (submission_id);

CREATE UNIQUE INDEX uq_submitted_figure_supersedes ON submitted_figure (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE submitted_figure IS 'A figure of a submission, as reported and as understood.';

COMMENT ON COLUMN submitted_figure.id IS 'Identity.';

COMMENT ON COLUMN submitted_figure.submission_id IS 'The submission.';

COMMENT ON COLUMN submitted_figure.number IS 'Place in the submission, from 1.';

COMMENT ON COLUMN submitted_figure.indicator_id IS 'The indicator.';

COMMENT ON COLUMN submitted_figure.place_id IS 'The place.';

COMMENT ON COLUMN submitted_figure.period IS 'Text form, ISO 8601 with inclusive ends.';

COMMENT ON COLUMN submitted_figure.period_start IS 'First day.';

COMMENT ON COLUMN submitted_figure.period_end IS 'The day after the last day.';

COMMENT ON COLUMN submitted_figure.frequency IS 'A, S, Q, M, D or X.';

COMMENT ON COLUMN submitted_figure.nature IS 'point, span or ytd.';

COMMENT ON COLUMN submitted_figure.value IS 'In the unit.';

COMMENT ON COLUMN submitted_figure.unit IS 'The indicator''s own.';

COMMENT ON COLUMN submitted_figure.written IS 'Number and unit as reported.';

COMMENT ON COLUMN submitted_figure.dimensions IS 'Further dimensions; {} for the total.';

COMMENT ON COLUMN submitted_figure.definition IS 'What sets the statistic apart; empty for the usual one.';

COMMENT ON COLUMN submitted_figure.stage IS '预计, 快报, 初步核算, 最终核实 or 普查修订.';

COMMENT ON COLUMN submitted_figure.note IS 'Remark of the reporter.';

COMMENT ON COLUMN submitted_figure.progress IS '进展情况.';

COMMENT ON COLUMN submitted_figure.obstacles IS '存在问题.';

COMMENT ON COLUMN submitted_figure.next_steps IS '下一步措施.';

COMMENT ON COLUMN submitted_figure.unchanged IS '无变化: the value and the words of the period before still hold.';

COMMENT ON COLUMN submitted_figure.origin IS 'File, sheet, row and column it came from.';

COMMENT ON COLUMN submitted_figure.revises IS 'The figure it will take the place of when published.';

COMMENT ON COLUMN submitted_figure.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN submitted_figure.entry IS 'Journal entry.';

COMMENT ON COLUMN submitted_figure.position IS 'Place within the entry, from 1.';

CREATE TABLE submission_attachment (
    id TEXT COLLATE "C" NOT NULL,
    submission_id TEXT COLLATE "C" NOT NULL,
    figure_id TEXT COLLATE "C",
    sha256 TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    size INTEGER NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submission_attachment PRIMARY KEY (id),
    CONSTRAINT uq_submission_attachment_submission_id_sha256 UNIQUE (submission_id, sha256),
    CONSTRAINT uq_submission_attachment_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submission_attachment_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_attachment_figure_id FOREIGN KEY(figure_id) REFERENCES submitted_figure (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_attachment_sha256 FOREIGN KEY(sha256) REFERENCES blob (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_attachment_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_submission_attachment_submission_id ON submission_attachment (submission_id);

COMMENT ON TABLE submission_attachment IS 'Evidence handed in with a submission (佐证材料).';

COMMENT ON COLUMN submission_attachment.id IS 'Identity.';

COMMENT ON COLUMN submission_attachment.submission_id IS 'The submission.';

COMMENT ON COLUMN submission_attachment.figure_id IS 'The figure it is for.';

COMMENT ON COLUMN submission_attachment.sha256 IS 'Of its bytes.';

COMMENT ON COLUMN submission_attachment.name IS 'File name.';

COMMENT ON COLUMN submission_attachment.media_type IS 'For instance application/pdf.';

COMMENT ON COLUMN submission_attachment.size IS 'Number of bytes.';

COMMENT ON COLUMN submission_attachment.account IS 'The account that added it.';

COMMENT ON COLUMN submission_attachment.entry IS 'Journal entry.';

COMMENT ON COLUMN submission_attachment.position IS 'Place within the entry, from 1.';

CREATE TABLE submission_comment (
    id TEXT COLLATE "C" NOT NULL,
    submission_id TEXT COLLATE "C" NOT NULL,
    figure_id TEXT COLLATE "C",
    post_id TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submission_comment PRIMARY KEY (id),
    CONSTRAINT uq_submission_comment_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submission_comment_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_comment_figure_id FOREIGN KEY(figure_id) REFERENCES submitted_figure (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_comment_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_comment_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_submission_comment_submission_id ON submission_comment (submission_id);

COMMENT ON TABLE submission_comment IS 'A remark on a submission or on one of its figures.';

COMMENT ON COLUMN submission_comment.id IS 'Identity.';

COMMENT ON COLUMN submission_comment.submission_id IS 'The submission.';

COMMENT ON COLUMN submission_comment.figure_id IS 'The figure.';

COMMENT ON COLUMN submission_comment.post_id IS 'The post that wrote it.';

COMMENT ON COLUMN submission_comment.account IS 'The account that wrote it.';

COMMENT ON COLUMN submission_comment.text IS 'The remark.';

COMMENT ON COLUMN submission_comment.entry IS 'Journal entry.';

COMMENT ON COLUMN submission_comment.position IS 'Place within the entry, from 1.';

CREATE TRIGGER organisation_keeps_rows BEFORE DELETE OR TRUNCATE ON organisation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER organisation_keeps_cells BEFORE UPDATE ON organisation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER organisation_detail_keeps_rows BEFORE DELETE OR TRUNCATE ON organisation_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER organisation_detail_keeps_cells BEFORE UPDATE ON organisation_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER post_keeps_rows BEFORE DELETE OR TRUNCATE ON post FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER post_keeps_cells BEFORE UPDATE ON post FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER post_detail_keeps_rows BEFORE DELETE OR TRUNCATE ON post_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER post_detail_keeps_cells BEFORE UPDATE ON post_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_keeps_rows BEFORE DELETE OR TRUNCATE ON submission FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_keeps_cells BEFORE UPDATE ON submission FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER duty_keeps_rows BEFORE DELETE OR TRUNCATE ON duty FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER duty_keeps_cells BEFORE UPDATE ON duty FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER period_lock_keeps_rows BEFORE DELETE OR TRUNCATE ON period_lock FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER period_lock_keeps_cells BEFORE UPDATE ON period_lock FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER schedule_keeps_rows BEFORE DELETE OR TRUNCATE ON schedule FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER schedule_keeps_cells BEFORE UPDATE ON schedule FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_event_keeps_rows BEFORE DELETE OR TRUNCATE ON submission_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_event_keeps_cells BEFORE UPDATE ON submission_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submitted_figure_keeps_rows BEFORE DELETE OR TRUNCATE ON submitted_figure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submitted_figure_keeps_cells BEFORE UPDATE ON submitted_figure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_attachment_keeps_rows BEFORE DELETE OR TRUNCATE ON submission_attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_attachment_keeps_cells BEFORE UPDATE ON submission_attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_comment_keeps_rows BEFORE DELETE OR TRUNCATE ON submission_comment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submission_comment_keeps_cells BEFORE UPDATE ON submission_comment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
