CREATE TABLE release (
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    row_id TEXT NOT NULL,
    publicity TEXT NOT NULL,
    released TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_release PRIMARY KEY (id),
    CONSTRAINT ck_release_what_known CHECK (what IN ('document', 'citation')),
    CONSTRAINT ck_release_publicity_known CHECK (publicity IN ('主动公开', '依申请公开', '不予公开')),
    CONSTRAINT uq_release_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_release_supersedes FOREIGN KEY(supersedes) REFERENCES release (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_release_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_release_row_id ON release (row_id);

CREATE UNIQUE INDEX uq_release_supersedes ON release (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE plan_relation (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    other_id TEXT,
    title TEXT,
    issuer TEXT,
    published_text TEXT,
    published_first TEXT,
    published_last TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_plan_relation PRIMARY KEY (id),
    CONSTRAINT ck_plan_relation_published_interval CHECK (published_first <= published_last),
    CONSTRAINT ck_plan_relation_published_whole CHECK ((published_first IS NULL) = (published_last IS NULL)),
    CONSTRAINT ck_plan_relation_kind_known CHECK (kind IN ('higher', 'lower')),
    CONSTRAINT ck_plan_relation_names_another CHECK (title IS NOT NULL OR other_id IS NOT NULL),
    CONSTRAINT uq_plan_relation_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_plan_relation_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_relation_other_id FOREIGN KEY(other_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_relation_supersedes FOREIGN KEY(supersedes) REFERENCES plan_relation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_relation_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_plan_relation_plan_id ON plan_relation (plan_id);

CREATE UNIQUE INDEX uq_plan_relation_supersedes ON plan_relation (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE target_part (
    id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    division TEXT NOT NULL,
    name TEXT NOT NULL,
    place_id TEXT,
    period TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    frequency TEXT NOT NULL,
    nature TEXT NOT NULL,
    value TEXT NOT NULL,
    comparator TEXT NOT NULL,
    citation_id TEXT NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_target_part PRIMARY KEY (id),
    CONSTRAINT ck_target_part_frequency_known CHECK (frequency IN ('A', 'S', 'Q', 'M', 'D', 'X')),
    CONSTRAINT ck_target_part_nature_known CHECK (nature IN ('point', 'span', 'ytd')),
    CONSTRAINT ck_target_part_period_order CHECK (period_start < period_end),
    CONSTRAINT ck_target_part_period_whole CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)),
    CONSTRAINT ck_target_part_comparator_known CHECK (comparator IN ('eq', 'ge', 'gt', 'le', 'lt', 'approx')),
    CONSTRAINT ck_target_part_division_known CHECK (division IN ('year', 'place', 'unit')),
    CONSTRAINT uq_target_part_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_target_part_target_id FOREIGN KEY(target_id) REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_part_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_part_citation_id FOREIGN KEY(citation_id) REFERENCES citation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_part_supersedes FOREIGN KEY(supersedes) REFERENCES target_part (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_part_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_target_part_target_id ON target_part (target_id);

CREATE UNIQUE INDEX uq_target_part_supersedes ON target_part (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER release_keeps_rows BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER release_keeps_cells BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER plan_relation_keeps_rows BEFORE DELETE ON plan_relation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER plan_relation_keeps_cells BEFORE UPDATE ON plan_relation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER target_part_keeps_rows BEFORE DELETE ON target_part BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER target_part_keeps_cells BEFORE UPDATE ON target_part BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
