CREATE TABLE action_terms (
    id TEXT COLLATE "C" NOT NULL,
    action_id TEXT COLLATE "C" NOT NULL,
    form TEXT COLLATE "C" NOT NULL,
    task_class TEXT COLLATE "C" NOT NULL,
    class_words TEXT COLLATE "C",
    deadline TEXT COLLATE "C",
    places TEXT COLLATE "C",
    lead TEXT COLLATE "C",
    responsible TEXT COLLATE "C",
    helping TEXT COLLATE "C",
    basis TEXT COLLATE "C",
    duty_anchor_id TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
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
);

COMMENT ON TABLE action_terms IS 'Who is to do an action, by when and where, and what kind of task it is.';

COMMENT ON COLUMN action_terms.id IS 'Identity.';

COMMENT ON COLUMN action_terms.action_id IS 'The action.';

COMMENT ON COLUMN action_terms.form IS 'special (of a box), item (of a section) or row (of a task table).';

COMMENT ON COLUMN action_terms.task_class IS 'measured, checkable or continuing, as proposed.';

COMMENT ON COLUMN action_terms.class_words IS 'The words the class rests on.';

COMMENT ON COLUMN action_terms.deadline IS 'ISO text.';

COMMENT ON COLUMN action_terms.places IS 'Districts and counties its words name.';

COMMENT ON COLUMN action_terms.lead IS 'Units that lead, or are presumed to.';

COMMENT ON COLUMN action_terms.responsible IS 'Other responsible units.';

COMMENT ON COLUMN action_terms.helping IS 'Units that only help.';

COMMENT ON COLUMN action_terms.basis IS 'named, first-listed, only, presumed, shared or none.';

COMMENT ON COLUMN action_terms.duty_anchor_id IS 'The words that name the units.';

COMMENT ON COLUMN action_terms.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN action_terms.entry IS 'Journal entry.';

COMMENT ON COLUMN action_terms.position IS 'Place within the entry, from 1.';

CREATE TABLE action_settled (
    id TEXT COLLATE "C" NOT NULL,
    action_id TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C",
    reason TEXT COLLATE "C" NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action_settled PRIMARY KEY (id),
    CONSTRAINT ck_action_settled_what_known CHECK (what IN ('task_class', 'lead', 'deadline', 'strength')),
    CONSTRAINT uq_action_settled_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_settled_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_settled_supersedes FOREIGN KEY(supersedes) REFERENCES action_settled (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_settled_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE action_settled IS 'What a person settled about an action: its class, its lead, its deadline or its strength.';

COMMENT ON COLUMN action_settled.id IS 'Identity.';

COMMENT ON COLUMN action_settled.action_id IS 'The action.';

COMMENT ON COLUMN action_settled.what IS 'task_class, lead, deadline or strength.';

COMMENT ON COLUMN action_settled.value IS 'What it is; empty: none.';

COMMENT ON COLUMN action_settled.reason IS 'Why, in the person''s words.';

COMMENT ON COLUMN action_settled.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN action_settled.entry IS 'Journal entry.';

COMMENT ON COLUMN action_settled.position IS 'Place within the entry, from 1.';

CREATE TABLE project_mention (
    id TEXT COLLATE "C" NOT NULL,
    anchor_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    reached INTEGER NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C",
    amount TEXT COLLATE "C",
    places TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_project_mention PRIMARY KEY (id),
    CONSTRAINT ck_project_mention_stage_known CHECK (stage IN ('planned', 'starting', 'building', 'topped-out', 'opened')),
    CONSTRAINT ck_project_mention_reached_truth CHECK (reached IN (0, 1)),
    CONSTRAINT uq_project_mention_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_project_mention_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_mention_supersedes FOREIGN KEY(supersedes) REFERENCES project_mention (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_project_mention_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE project_mention IS 'What a clause says of a named project.';

COMMENT ON COLUMN project_mention.id IS 'Identity.';

COMMENT ON COLUMN project_mention.anchor_id IS 'The clause.';

COMMENT ON COLUMN project_mention.name IS 'As written, without the verbs before it.';

COMMENT ON COLUMN project_mention.stage IS 'planned, starting, building, topped-out or opened.';

COMMENT ON COLUMN project_mention.reached IS 'Said to be reached; else aimed at.';

COMMENT ON COLUMN project_mention.words IS 'The words that give the stage.';

COMMENT ON COLUMN project_mention.text IS 'The clause, cleaned.';

COMMENT ON COLUMN project_mention.period IS 'ISO text.';

COMMENT ON COLUMN project_mention.amount IS 'Total investment as written.';

COMMENT ON COLUMN project_mention.places IS 'Districts and counties the clause names.';

COMMENT ON COLUMN project_mention.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN project_mention.entry IS 'Journal entry.';

COMMENT ON COLUMN project_mention.position IS 'Place within the entry, from 1.';

CREATE INDEX ix_action_terms_action_id ON action_terms (action_id);

CREATE UNIQUE INDEX uq_action_terms_supersedes ON action_terms (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_action_settled_action_id ON action_settled (action_id);

CREATE UNIQUE INDEX uq_action_settled_supersedes ON action_settled (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_project_mention_anchor_id ON project_mention (anchor_id);

CREATE UNIQUE INDEX uq_project_mention_supersedes ON project_mention (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER action_settled_keeps_rows BEFORE DELETE OR TRUNCATE ON action_settled FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_settled_keeps_cells BEFORE UPDATE ON action_settled FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_terms_keeps_rows BEFORE DELETE OR TRUNCATE ON action_terms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_terms_keeps_cells BEFORE UPDATE ON action_terms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER project_mention_keeps_rows BEFORE DELETE OR TRUNCATE ON project_mention FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER project_mention_keeps_cells BEFORE UPDATE ON project_mention FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
