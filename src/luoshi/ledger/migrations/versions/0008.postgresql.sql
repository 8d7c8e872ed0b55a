CREATE TABLE subtask (
    id TEXT COLLATE "C" NOT NULL,
    action_id TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    name TEXT COLLATE "C",
    text TEXT COLLATE "C" NOT NULL,
    strength TEXT COLLATE "C",
    deadline TEXT COLLATE "C",
    places TEXT COLLATE "C",
    lead TEXT COLLATE "C",
    responsible TEXT COLLATE "C",
    helping TEXT COLLATE "C",
    basis TEXT COLLATE "C",
    anchor_id TEXT COLLATE "C" NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_subtask PRIMARY KEY (id),
    CONSTRAINT ck_subtask_basis_known CHECK (basis IN ('named', 'first-listed', 'only', 'presumed', 'shared', 'none')),
    CONSTRAINT uq_subtask_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_subtask_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_subtask_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_subtask_supersedes FOREIGN KEY(supersedes) REFERENCES subtask (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_subtask_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE subtask IS 'A part of a task that its document lists under it.';

COMMENT ON COLUMN subtask.id IS 'Identity.';

COMMENT ON COLUMN subtask.action_id IS 'The task.';

COMMENT ON COLUMN subtask.number IS 'Its place in the list, from 1.';

COMMENT ON COLUMN subtask.name IS 'Its title, where it has one.';

COMMENT ON COLUMN subtask.text IS 'Its words, cleaned.';

COMMENT ON COLUMN subtask.strength IS '确保, 达到, 力争, 争取 or 探索.';

COMMENT ON COLUMN subtask.deadline IS 'ISO text.';

COMMENT ON COLUMN subtask.places IS 'Districts and counties its words name.';

COMMENT ON COLUMN subtask.lead IS 'Units that lead, or are presumed to.';

COMMENT ON COLUMN subtask.responsible IS 'Other responsible units.';

COMMENT ON COLUMN subtask.helping IS 'Units that only help.';

COMMENT ON COLUMN subtask.basis IS 'named, first-listed, only, presumed, shared or none.';

COMMENT ON COLUMN subtask.anchor_id IS 'Its words.';

COMMENT ON COLUMN subtask.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN subtask.entry IS 'Journal entry.';

COMMENT ON COLUMN subtask.position IS 'Place within the entry, from 1.';

CREATE TABLE project_decision (
    id TEXT COLLATE "C" NOT NULL,
    place_id TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    document_id TEXT COLLATE "C",
    project TEXT COLLATE "C",
    reason TEXT COLLATE "C" NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_project_decision PRIMARY KEY (id),
    CONSTRAINT uq_project_decision_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_project_decision_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_decision_supersedes FOREIGN KEY(supersedes) REFERENCES project_decision (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_decision_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE project_decision IS 'Which project a name belongs to, as a person decided.';

COMMENT ON COLUMN project_decision.id IS 'Identity.';

COMMENT ON COLUMN project_decision.place_id IS 'The place the documents are about.';

COMMENT ON COLUMN project_decision.name IS 'A name as documents write it.';

COMMENT ON COLUMN project_decision.document_id IS 'The only document it is decided for; empty: all.';

COMMENT ON COLUMN project_decision.project IS 'The project''s name; empty: the name is no project''s.';

COMMENT ON COLUMN project_decision.reason IS 'Why, in the person''s words.';

COMMENT ON COLUMN project_decision.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN project_decision.entry IS 'Journal entry.';

COMMENT ON COLUMN project_decision.position IS 'Place within the entry, from 1.';

CREATE INDEX ix_subtask_action_id ON subtask (action_id);

CREATE UNIQUE INDEX uq_subtask_supersedes ON subtask (supersedes) WHERE supersedes IS NOT NULL;

CREATE UNIQUE INDEX uq_project_decision_supersedes ON project_decision (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER project_decision_keeps_rows BEFORE DELETE OR TRUNCATE ON project_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER project_decision_keeps_cells BEFORE UPDATE ON project_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER subtask_keeps_rows BEFORE DELETE OR TRUNCATE ON subtask FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER subtask_keeps_cells BEFORE UPDATE ON subtask FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
