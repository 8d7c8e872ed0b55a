CREATE TABLE disagreement_answer (
    id TEXT COLLATE "C" NOT NULL,
    disagreement TEXT COLLATE "C" NOT NULL,
    about TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C",
    decision TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    inputs TEXT COLLATE "C" NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_disagreement_answer PRIMARY KEY (id),
    CONSTRAINT ck_disagreement_answer_decision_known CHECK (decision IN ('explained', 'accepted', 'correction')),
    CONSTRAINT uq_disagreement_answer_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_disagreement_answer_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_disagreement_answer_supersedes FOREIGN KEY(supersedes) REFERENCES disagreement_answer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_disagreement_answer_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE disagreement_answer IS 'What a person decided about a disagreement; it stands until one of the inputs changes.';

COMMENT ON COLUMN disagreement_answer.id IS 'Identity.';

COMMENT ON COLUMN disagreement_answer.disagreement IS 'Identity of the disagreement: made from its kind and its inputs with their values.';

COMMENT ON COLUMN disagreement_answer.about IS 'What it is about beside its values: kind, indicator or name, period.';

COMMENT ON COLUMN disagreement_answer.kind IS 'two_values, two_targets, growth_levels, parts_whole, …';

COMMENT ON COLUMN disagreement_answer.indicator_id IS 'The indicator it is about.';

COMMENT ON COLUMN disagreement_answer.decision IS 'explained, accepted or correction (sent for correction).';

COMMENT ON COLUMN disagreement_answer.reason IS 'Why, in the person''s words.';

COMMENT ON COLUMN disagreement_answer.inputs IS 'The facts it rests on: row, value, unit and period of each.';

COMMENT ON COLUMN disagreement_answer.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN disagreement_answer.entry IS 'Journal entry.';

COMMENT ON COLUMN disagreement_answer.position IS 'Place within the entry, from 1.';

CREATE INDEX ix_disagreement_answer_disagreement ON disagreement_answer (disagreement);

CREATE UNIQUE INDEX uq_disagreement_answer_supersedes ON disagreement_answer (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER disagreement_answer_keeps_rows BEFORE DELETE OR TRUNCATE ON disagreement_answer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER disagreement_answer_keeps_cells BEFORE UPDATE ON disagreement_answer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
