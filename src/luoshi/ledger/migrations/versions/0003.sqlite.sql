CREATE TABLE disagreement_answer (
    id TEXT NOT NULL,
    disagreement TEXT NOT NULL,
    about TEXT NOT NULL,
    kind TEXT NOT NULL,
    indicator_id TEXT,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    inputs TEXT NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_disagreement_answer PRIMARY KEY (id),
    CONSTRAINT ck_disagreement_answer_decision_known CHECK (decision IN ('explained', 'accepted', 'correction')),
    CONSTRAINT uq_disagreement_answer_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_disagreement_answer_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_disagreement_answer_supersedes FOREIGN KEY(supersedes) REFERENCES disagreement_answer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_disagreement_answer_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_disagreement_answer_disagreement ON disagreement_answer (disagreement);

CREATE UNIQUE INDEX uq_disagreement_answer_supersedes ON disagreement_answer (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER disagreement_answer_keeps_rows BEFORE DELETE ON disagreement_answer BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER disagreement_answer_keeps_cells BEFORE UPDATE ON disagreement_answer BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
