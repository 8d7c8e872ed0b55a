CREATE TABLE subtask (
    id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT,
    text TEXT NOT NULL,
    strength TEXT,
    deadline TEXT,
    places TEXT,
    lead TEXT,
    responsible TEXT,
    helping TEXT,
    basis TEXT,
    anchor_id TEXT NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_subtask PRIMARY KEY (id),
    CONSTRAINT ck_subtask_basis_known CHECK (basis IN ('named', 'first-listed', 'only', 'presumed', 'shared', 'none')),
    CONSTRAINT uq_subtask_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_subtask_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_subtask_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_subtask_supersedes FOREIGN KEY(supersedes) REFERENCES subtask (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_subtask_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE project_decision (
    id TEXT NOT NULL,
    place_id TEXT,
    name TEXT NOT NULL,
    document_id TEXT,
    project TEXT,
    reason TEXT NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_project_decision PRIMARY KEY (id),
    CONSTRAINT uq_project_decision_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_project_decision_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_decision_supersedes FOREIGN KEY(supersedes) REFERENCES project_decision (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_decision_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_subtask_action_id ON subtask (action_id);

CREATE UNIQUE INDEX uq_subtask_supersedes ON subtask (supersedes) WHERE supersedes IS NOT NULL;

CREATE UNIQUE INDEX uq_project_decision_supersedes ON project_decision (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER project_decision_keeps_rows BEFORE DELETE ON project_decision BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER project_decision_keeps_cells BEFORE UPDATE ON project_decision BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER subtask_keeps_rows BEFORE DELETE ON subtask BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER subtask_keeps_cells BEFORE UPDATE ON subtask BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
