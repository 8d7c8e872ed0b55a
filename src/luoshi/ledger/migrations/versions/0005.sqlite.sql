CREATE TABLE method_choice (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    indicator_id TEXT,
    method TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_method_choice PRIMARY KEY (id),
    CONSTRAINT uq_method_choice_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_method_choice_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_method_choice_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_method_choice_supersedes FOREIGN KEY(supersedes) REFERENCES method_choice (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_method_choice_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_method_choice_plan_id ON method_choice (plan_id);

CREATE UNIQUE INDEX uq_method_choice_supersedes ON method_choice (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER method_choice_keeps_rows BEFORE DELETE ON method_choice BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER method_choice_keeps_cells BEFORE UPDATE ON method_choice BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
