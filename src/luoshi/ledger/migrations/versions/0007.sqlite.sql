CREATE TABLE action_terms (
    id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    form TEXT NOT NULL,
    task_class TEXT NOT NULL,
    class_words TEXT,
    deadline TEXT,
    places TEXT,
    lead TEXT,
    responsible TEXT,
    helping TEXT,
    basis TEXT,
    duty_anchor_id TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action_terms PRIMARY KEY (id),
    CONSTRAINT ck_action_terms_form_known CHECK (form IN ('special', 'item', 'row')),
    CONSTRAINT ck_action_terms_task_class_known CHECK (task_class IN ('measured', 'checkable', 'continuing')),
    CONSTRAINT ck_action_terms_basis_known CHECK (basis IN ('named', 'first-listed', 'only', 'presumed', 'shared', 'none')),
    CONSTRAINT uq_action_terms_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_terms_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_terms_duty_anchor_id FOREIGN KEY(duty_anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_terms_supersedes FOREIGN KEY(supersedes) REFERENCES action_terms (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_terms_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE action_settled (
    id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT,
    reason TEXT NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action_settled PRIMARY KEY (id),
    CONSTRAINT ck_action_settled_what_known CHECK (what IN ('task_class', 'lead', 'deadline', 'strength')),
    CONSTRAINT uq_action_settled_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_settled_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_settled_supersedes FOREIGN KEY(supersedes) REFERENCES action_settled (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_settled_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE project_mention (
    id TEXT NOT NULL,
    anchor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    stage TEXT NOT NULL,
    reached INTEGER NOT NULL,
    words TEXT NOT NULL,
    text TEXT NOT NULL,
    period TEXT,
    amount TEXT,
    places TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_project_mention PRIMARY KEY (id),
    CONSTRAINT ck_project_mention_stage_known CHECK (stage IN ('planned', 'starting', 'building', 'topped-out', 'opened')),
    CONSTRAINT ck_project_mention_reached_truth CHECK (reached IN (0, 1)),
    CONSTRAINT uq_project_mention_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_project_mention_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_mention_supersedes FOREIGN KEY(supersedes) REFERENCES project_mention (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_mention_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_action_terms_action_id ON action_terms (action_id);

CREATE UNIQUE INDEX uq_action_terms_supersedes ON action_terms (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_action_settled_action_id ON action_settled (action_id);

CREATE UNIQUE INDEX uq_action_settled_supersedes ON action_settled (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_project_mention_anchor_id ON project_mention (anchor_id);

CREATE UNIQUE INDEX uq_project_mention_supersedes ON project_mention (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER action_settled_keeps_rows BEFORE DELETE ON action_settled BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_settled_keeps_cells BEFORE UPDATE ON action_settled BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_terms_keeps_rows BEFORE DELETE ON action_terms BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_terms_keeps_cells BEFORE UPDATE ON action_terms BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER project_mention_keeps_rows BEFORE DELETE ON project_mention BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER project_mention_keeps_cells BEFORE UPDATE ON project_mention BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
