CREATE TABLE method_choice (
    id TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C",
    method TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_method_choice PRIMARY KEY (id),
    CONSTRAINT uq_method_choice_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_method_choice_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_method_choice_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_method_choice_supersedes FOREIGN KEY(supersedes) REFERENCES method_choice (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_method_choice_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_method_choice_plan_id ON method_choice (plan_id);

CREATE UNIQUE INDEX uq_method_choice_supersedes ON method_choice (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE method_choice IS 'By which published method a plan or one indicator is judged.';

COMMENT ON COLUMN method_choice.id IS 'Identity.';

COMMENT ON COLUMN method_choice.plan_id IS 'The plan.';

COMMENT ON COLUMN method_choice.indicator_id IS 'Empty: for the whole plan.';

COMMENT ON COLUMN method_choice.method IS 'Name of the method; empty: as before anybody chose.';

COMMENT ON COLUMN method_choice.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN method_choice.entry IS 'Journal entry.';

COMMENT ON COLUMN method_choice.position IS 'Place within the entry, from 1.';

CREATE TRIGGER method_choice_keeps_rows BEFORE DELETE OR TRUNCATE ON method_choice FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER method_choice_keeps_cells BEFORE UPDATE ON method_choice FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
