CREATE TABLE release (
    id TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    row_id TEXT COLLATE "C" NOT NULL,
    publicity TEXT COLLATE "C" NOT NULL,
    released TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_release PRIMARY KEY (id),
    CONSTRAINT ck_release_what_known CHECK (what IN ('document', 'citation')),
    CONSTRAINT ck_release_publicity_known CHECK (publicity IN ('主动公开', '依申请公开', '不予公开')),
    CONSTRAINT uq_release_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_release_supersedes FOREIGN KEY(supersedes) REFERENCES release (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_release_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_release_row_id ON release (row_id);

CREATE UNIQUE INDEX uq_release_supersedes ON release (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE release IS 'Who may see what a source says, and from when.';

COMMENT ON COLUMN release.id IS 'Identity.';

COMMENT ON COLUMN release.what IS 'document or citation.';

COMMENT ON COLUMN release.row_id IS 'The document or the cited source.';

COMMENT ON COLUMN release.publicity IS '主动公开, 依申请公开 or 不予公开.';

COMMENT ON COLUMN release.released IS 'From this day on; empty: since it was published.';

COMMENT ON COLUMN release.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN release.entry IS 'Journal entry.';

COMMENT ON COLUMN release.position IS 'Place within the entry, from 1.';

CREATE TABLE plan_relation (
    id TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    other_id TEXT COLLATE "C",
    title TEXT COLLATE "C",
    issuer TEXT COLLATE "C",
    published_text TEXT COLLATE "C",
    published_first TEXT COLLATE "C",
    published_last TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_plan_relation PRIMARY KEY (id),
    CONSTRAINT ck_plan_relation_published_interval CHECK (published_first <= published_last),
    CONSTRAINT ck_plan_relation_published_whole CHECK ((published_first IS NULL) = (published_last IS NULL)),
    CONSTRAINT ck_plan_relation_kind_known CHECK (kind IN ('higher', 'lower')),
    CONSTRAINT ck_plan_relation_names_another CHECK (title IS NOT NULL OR other_id IS NOT NULL),
    CONSTRAINT uq_plan_relation_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_plan_relation_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_relation_other_id FOREIGN KEY(other_id) REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_relation_supersedes FOREIGN KEY(supersedes) REFERENCES plan_relation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_relation_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_plan_relation_plan_id ON plan_relation (plan_id);

CREATE UNIQUE INDEX uq_plan_relation_supersedes ON plan_relation (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE plan_relation IS 'A plan above or below another one.';

COMMENT ON COLUMN plan_relation.id IS 'Identity.';

COMMENT ON COLUMN plan_relation.plan_id IS 'The plan.';

COMMENT ON COLUMN plan_relation.kind IS 'higher or lower: what the other one is to it.';

COMMENT ON COLUMN plan_relation.other_id IS 'The other plan, where it is in the ledger.';

COMMENT ON COLUMN plan_relation.title IS 'Title of the other plan.';

COMMENT ON COLUMN plan_relation.issuer IS 'Who issued it.';

COMMENT ON COLUMN plan_relation.published_text IS 'As given (`2021`, `2022-09`).';

COMMENT ON COLUMN plan_relation.published_first IS 'First day it may have come out.';

COMMENT ON COLUMN plan_relation.published_last IS 'Last day it may have come out: from then on it is known.';

COMMENT ON COLUMN plan_relation.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN plan_relation.entry IS 'Journal entry.';

COMMENT ON COLUMN plan_relation.position IS 'Place within the entry, from 1.';

CREATE TABLE target_part (
    id TEXT COLLATE "C" NOT NULL,
    target_id TEXT COLLATE "C" NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    place_id TEXT COLLATE "C",
    period TEXT COLLATE "C" NOT NULL,
    period_start TEXT COLLATE "C" NOT NULL,
    period_end TEXT COLLATE "C" NOT NULL,
    frequency TEXT COLLATE "C" NOT NULL,
    nature TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    comparator TEXT COLLATE "C" NOT NULL,
    citation_id TEXT COLLATE "C" NOT NULL,
    supersedes TEXT COLLATE "C",
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
);

CREATE INDEX ix_target_part_target_id ON target_part (target_id);

CREATE UNIQUE INDEX uq_target_part_supersedes ON target_part (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE target_part IS 'A part of a target: what is expected of a year, a place or a unit.';

COMMENT ON COLUMN target_part.id IS 'Identity.';

COMMENT ON COLUMN target_part.target_id IS 'The target.';

COMMENT ON COLUMN target_part.division IS 'year, place or unit.';

COMMENT ON COLUMN target_part.name IS 'The year, the district, the department.';

COMMENT ON COLUMN target_part.place_id IS 'The place, where the ledger knows it.';

COMMENT ON COLUMN target_part.period IS 'Text form, ISO 8601 with inclusive ends.';

COMMENT ON COLUMN target_part.period_start IS 'First day.';

COMMENT ON COLUMN target_part.period_end IS 'The day after the last day.';

COMMENT ON COLUMN target_part.frequency IS 'A, S, Q, M, D or X.';

COMMENT ON COLUMN target_part.nature IS 'point, span or ytd.';

COMMENT ON COLUMN target_part.value IS 'In the unit of the indicator.';

COMMENT ON COLUMN target_part.comparator IS 'eq, ge, gt, le, lt or approx.';

COMMENT ON COLUMN target_part.citation_id IS 'Where it is set.';

COMMENT ON COLUMN target_part.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN target_part.entry IS 'Journal entry.';

COMMENT ON COLUMN target_part.position IS 'Place within the entry, from 1.';

CREATE TRIGGER release_keeps_rows BEFORE DELETE OR TRUNCATE ON release FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER release_keeps_cells BEFORE UPDATE ON release FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER plan_relation_keeps_rows BEFORE DELETE OR TRUNCATE ON plan_relation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER plan_relation_keeps_cells BEFORE UPDATE ON plan_relation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER target_part_keeps_rows BEFORE DELETE OR TRUNCATE ON target_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER target_part_keeps_cells BEFORE UPDATE ON target_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
