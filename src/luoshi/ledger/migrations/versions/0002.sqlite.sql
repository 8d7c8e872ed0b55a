CREATE TABLE organisation (
    id TEXT NOT NULL,
    "key" TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT uq_organisation_key UNIQUE ("key"),
    CONSTRAINT uq_organisation_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_organisation_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE organisation_detail (
    id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    name TEXT NOT NULL,
    level INTEGER,
    parent_id TEXT,
    place_id TEXT,
    trust TEXT NOT NULL,
    nature TEXT,
    supersedes TEXT,
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
)
 STRICT;

CREATE INDEX ix_organisation_detail_organisation_id ON organisation_detail (organisation_id);

CREATE UNIQUE INDEX uq_organisation_detail_supersedes ON organisation_detail (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE post (
    id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    "key" TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_post PRIMARY KEY (id),
    CONSTRAINT uq_post_organisation_id_key UNIQUE (organisation_id, "key"),
    CONSTRAINT uq_post_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_post_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_post_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE post_detail (
    id TEXT NOT NULL,
    post_id TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT,
    kind TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_post_detail PRIMARY KEY (id),
    CONSTRAINT ck_post_detail_valid_order CHECK (valid_to IS NULL OR valid_from <= valid_to),
    CONSTRAINT uq_post_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_post_detail_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_post_detail_supersedes FOREIGN KEY(supersedes) REFERENCES post_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_post_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_post_detail_post_id ON post_detail (post_id);

CREATE UNIQUE INDEX uq_post_detail_supersedes ON post_detail (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE submission (
    id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    post_id TEXT,
    way TEXT NOT NULL,
    file TEXT,
    sha256 TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submission PRIMARY KEY (id),
    CONSTRAINT uq_submission_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submission_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE duty (
    id TEXT NOT NULL,
    post_id TEXT NOT NULL,
    indicator_id TEXT,
    role TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    basis TEXT,
    supersedes TEXT,
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
)
 STRICT;

CREATE INDEX ix_duty_indicator_id ON duty (indicator_id) WHERE indicator_id IS NOT NULL;

CREATE UNIQUE INDEX uq_duty_supersedes ON duty (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE period_lock (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    indicator_id TEXT,
    period TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    frequency TEXT NOT NULL,
    nature TEXT NOT NULL,
    closed INTEGER NOT NULL,
    account TEXT NOT NULL,
    reason TEXT NOT NULL,
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
    CONSTRAINT fk_period_lock_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_period_lock_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_period_lock_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE schedule (
    id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    frequency TEXT NOT NULL,
    due_days INTEGER NOT NULL,
    grace_days INTEGER NOT NULL,
    basis TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    supersedes TEXT,
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
)
 STRICT;

CREATE INDEX ix_schedule_indicator_id ON schedule (indicator_id);

CREATE UNIQUE INDEX uq_schedule_supersedes ON schedule (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE submission_event (
    id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    event TEXT NOT NULL,
    organisation_id TEXT,
    post_id TEXT,
    account TEXT NOT NULL,
    reason TEXT,
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
)
 STRICT;

CREATE INDEX ix_submission_event_submission_id ON submission_event (submission_id);

CREATE TABLE submitted_figure (
    id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    indicator_id TEXT NOT NULL,
    place_id TEXT NOT NULL,
    period TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    frequency TEXT NOT NULL,
    nature TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT,
    written TEXT NOT NULL,
    dimensions TEXT NOT NULL,
    definition TEXT NOT NULL,
    stage TEXT,
    note TEXT,
    progress TEXT,
    obstacles TEXT,
    next_steps TEXT,
    unchanged INTEGER NOT NULL,
    origin TEXT,
    revises TEXT,
    supersedes TEXT,
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
)
 STRICT;

CREATE INDEX ix_submitted_figure_indicator_id_period_start ON submitted_figure (indicator_id, period_start);

CREATE INDEX ix_submitted_figure_submission_id ON submitted_figure (submission_id);

CREATE UNIQUE INDEX uq_submitted_figure_supersedes ON submitted_figure (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE submission_attachment (
    id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    figure_id TEXT,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    account TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submission_attachment PRIMARY KEY (id),
    CONSTRAINT uq_submission_attachment_submission_id_sha256 UNIQUE (submission_id, sha256),
    CONSTRAINT uq_submission_attachment_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submission_attachment_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_attachment_figure_id FOREIGN KEY(figure_id) REFERENCES submitted_figure (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_attachment_sha256 FOREIGN KEY(sha256) REFERENCES blob (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_attachment_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_submission_attachment_submission_id ON submission_attachment (submission_id);

CREATE TABLE submission_comment (
    id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    figure_id TEXT,
    post_id TEXT,
    account TEXT NOT NULL,
    text TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_submission_comment PRIMARY KEY (id),
    CONSTRAINT uq_submission_comment_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_submission_comment_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_comment_figure_id FOREIGN KEY(figure_id) REFERENCES submitted_figure (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_comment_post_id FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_submission_comment_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_submission_comment_submission_id ON submission_comment (submission_id);

CREATE TRIGGER organisation_keeps_rows BEFORE DELETE ON organisation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER organisation_keeps_cells BEFORE UPDATE ON organisation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER organisation_detail_keeps_rows BEFORE DELETE ON organisation_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER organisation_detail_keeps_cells BEFORE UPDATE ON organisation_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER post_keeps_rows BEFORE DELETE ON post BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER post_keeps_cells BEFORE UPDATE ON post BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER post_detail_keeps_rows BEFORE DELETE ON post_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER post_detail_keeps_cells BEFORE UPDATE ON post_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_keeps_rows BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_keeps_cells BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER duty_keeps_rows BEFORE DELETE ON duty BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER duty_keeps_cells BEFORE UPDATE ON duty BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER period_lock_keeps_rows BEFORE DELETE ON period_lock BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER period_lock_keeps_cells BEFORE UPDATE ON period_lock BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER schedule_keeps_rows BEFORE DELETE ON schedule BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER schedule_keeps_cells BEFORE UPDATE ON schedule BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_event_keeps_rows BEFORE DELETE ON submission_event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_event_keeps_cells BEFORE UPDATE ON submission_event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submitted_figure_keeps_rows BEFORE DELETE ON submitted_figure BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submitted_figure_keeps_cells BEFORE UPDATE ON submitted_figure BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_attachment_keeps_rows BEFORE DELETE ON submission_attachment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_attachment_keeps_cells BEFORE UPDATE ON submission_attachment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_comment_keeps_rows BEFORE DELETE ON submission_comment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER submission_comment_keeps_cells BEFORE UPDATE ON submission_comment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
