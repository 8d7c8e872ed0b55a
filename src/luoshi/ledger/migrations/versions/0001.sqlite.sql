CREATE TABLE journal (
    number INTEGER NOT NULL,
    recorded TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    version INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    payload TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (number),
    CONSTRAINT ck_journal_number_positive CHECK (number > 0),
    CONSTRAINT ck_journal_recorded_form CHECK (length(recorded) = 27),
    CONSTRAINT ck_journal_hash_form CHECK (length(hash) = 64 AND length(previous) = 64 AND length(payload) = 64),
    CONSTRAINT ck_journal_said CHECK (length(actor) > 0 AND length(reason) > 0),
    CONSTRAINT uq_journal_previous UNIQUE (previous),
    CONSTRAINT uq_journal_hash UNIQUE (hash)
)
 STRICT;

CREATE TABLE journal_head (
    id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    recorded TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_journal_head PRIMARY KEY (id),
    CONSTRAINT ck_journal_head_single CHECK (id = 1)
)
 STRICT;

CREATE TABLE journal_part (
    entry INTEGER NOT NULL,
    part INTEGER NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_journal_part PRIMARY KEY (entry, part),
    CONSTRAINT fk_journal_part_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE retraction (
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    row_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_retraction PRIMARY KEY (id),
    CONSTRAINT uq_retraction_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_retraction_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_retraction_row_id ON retraction (row_id);

CREATE TABLE concept (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_concept PRIMARY KEY (id),
    CONSTRAINT uq_concept_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_concept_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE citation (
    id TEXT NOT NULL,
    publisher TEXT,
    title TEXT,
    published_text TEXT,
    published_first TEXT,
    published_last TEXT,
    source TEXT,
    trust TEXT NOT NULL,
    nature TEXT,
    evidence TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_citation PRIMARY KEY (id),
    CONSTRAINT ck_citation_published_interval CHECK (published_first <= published_last),
    CONSTRAINT ck_citation_published_whole CHECK ((published_first IS NULL) = (published_last IS NULL)),
    CONSTRAINT ck_citation_trust_known CHECK (trust IN ('A', 'B', 'C', 'D', 'X')),
    CONSTRAINT ck_citation_evidence_known CHECK (evidence IN ('original', 'cited', 'retold')),
    CONSTRAINT uq_citation_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_citation_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE place (
    id TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    parent_id TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT uq_place_slug UNIQUE (slug),
    CONSTRAINT uq_place_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_place_parent_id FOREIGN KEY(parent_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_place_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE document (
    id TEXT NOT NULL,
    "key" TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (id),
    CONSTRAINT uq_document_key UNIQUE ("key"),
    CONSTRAINT uq_document_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_document_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE blob (
    id TEXT NOT NULL,
    size INTEGER NOT NULL,
    body BLOB NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (id),
    CONSTRAINT ck_blob_id_form CHECK (length(id) = 64),
    CONSTRAINT ck_blob_size_true CHECK (size = length(body)),
    CONSTRAINT uq_blob_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_blob_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE restoration (
    id TEXT NOT NULL,
    retraction_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_restoration PRIMARY KEY (id),
    CONSTRAINT uq_restoration_retraction_id UNIQUE (retraction_id),
    CONSTRAINT uq_restoration_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_restoration_retraction_id FOREIGN KEY(retraction_id) REFERENCES retraction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_restoration_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE definition (
    id TEXT NOT NULL,
    concept_id TEXT,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    scope TEXT,
    price_basis TEXT,
    measure TEXT NOT NULL,
    basis TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_definition PRIMARY KEY (id),
    CONSTRAINT ck_definition_measure_known CHECK (measure IN ('level', 'change', 'growth', 'rank')),
    CONSTRAINT ck_definition_basis_known CHECK (basis IN ('yoy', 'annual_average', 'since')),
    CONSTRAINT uq_definition_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_definition_concept_id FOREIGN KEY(concept_id) REFERENCES concept (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_definition_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE edition (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_edition PRIMARY KEY (id),
    CONSTRAINT uq_edition_document_id_sha256 UNIQUE (document_id, sha256),
    CONSTRAINT uq_edition_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_edition_document_id FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_edition_sha256 FOREIGN KEY(sha256) REFERENCES blob (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_edition_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_edition_sha256 ON edition (sha256);

CREATE TABLE "plan" (
    id TEXT NOT NULL,
    place_id TEXT NOT NULL,
    slug TEXT NOT NULL,
    document_id TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_plan PRIMARY KEY (id),
    CONSTRAINT uq_plan_slug UNIQUE (slug),
    CONSTRAINT uq_plan_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_plan_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_document_id FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE series (
    id TEXT NOT NULL,
    definition_id TEXT NOT NULL,
    place_id TEXT,
    dimensions TEXT NOT NULL,
    unit TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_series PRIMARY KEY (id),
    CONSTRAINT uq_series_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_series_definition_id FOREIGN KEY(definition_id) REFERENCES definition (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_series_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_series_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_series_definition_id ON series (definition_id);

CREATE INDEX ix_series_place_id ON series (place_id);

CREATE TABLE description (
    id TEXT NOT NULL,
    edition_id TEXT NOT NULL,
    file TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT,
    kind TEXT,
    place_id TEXT,
    published_text TEXT,
    published_first TEXT,
    published_last TEXT,
    trust TEXT NOT NULL,
    nature TEXT,
    evidence TEXT NOT NULL,
    url TEXT,
    cites TEXT,
    meta TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_description PRIMARY KEY (id),
    CONSTRAINT ck_description_published_interval CHECK (published_first <= published_last),
    CONSTRAINT ck_description_published_whole CHECK ((published_first IS NULL) = (published_last IS NULL)),
    CONSTRAINT ck_description_trust_known CHECK (trust IN ('A', 'B', 'C', 'D', 'X')),
    CONSTRAINT ck_description_evidence_known CHECK (evidence IN ('original', 'cited', 'retold')),
    CONSTRAINT uq_description_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_description_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_description_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_description_supersedes FOREIGN KEY(supersedes) REFERENCES description (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_description_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE UNIQUE INDEX uq_description_supersedes ON description (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_description_edition_id ON description (edition_id);

CREATE TABLE anchor (
    id TEXT NOT NULL,
    edition_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    quote TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    locator TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_anchor PRIMARY KEY (id),
    CONSTRAINT uq_anchor_edition_id_start_end_ordinal UNIQUE (edition_id, start, "end", ordinal),
    CONSTRAINT ck_anchor_span CHECK (0 <= start AND start <= "end" AND ordinal >= 0),
    CONSTRAINT uq_anchor_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_anchor_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_anchor_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE plan_detail (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT,
    published_text TEXT,
    published_first TEXT,
    published_last TEXT,
    succeeded_by TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_plan_detail PRIMARY KEY (id),
    CONSTRAINT ck_plan_detail_published_interval CHECK (published_first <= published_last),
    CONSTRAINT ck_plan_detail_published_whole CHECK ((published_first IS NULL) = (published_last IS NULL)),
    CONSTRAINT uq_plan_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_plan_detail_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_detail_supersedes FOREIGN KEY(supersedes) REFERENCES plan_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE UNIQUE INDEX uq_plan_detail_supersedes ON plan_detail (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_plan_detail_plan_id ON plan_detail (plan_id);

CREATE TABLE indicator (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    slug TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_indicator PRIMARY KEY (id),
    CONSTRAINT uq_indicator_plan_id_slug UNIQUE (plan_id, slug),
    CONSTRAINT uq_indicator_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_indicator_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE action (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    slug TEXT NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action PRIMARY KEY (id),
    CONSTRAINT uq_action_plan_id_slug UNIQUE (plan_id, slug),
    CONSTRAINT uq_action_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE TABLE reading (
    id TEXT NOT NULL,
    anchor_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    by_person INTEGER NOT NULL,
    version INTEGER NOT NULL,
    fact TEXT,
    value TEXT,
    upper TEXT,
    unit TEXT,
    comparator TEXT,
    measure TEXT,
    direction TEXT,
    basis TEXT,
    indicator TEXT,
    subject TEXT,
    event TEXT,
    text TEXT,
    region TEXT,
    period TEXT,
    section TEXT,
    rule TEXT,
    table_row INTEGER,
    doubts TEXT,
    confidence TEXT NOT NULL,
    more TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (id),
    CONSTRAINT ck_reading_comparator_known CHECK (comparator IN ('eq', 'ge', 'gt', 'le', 'lt', 'approx')),
    CONSTRAINT uq_reading_anchor_id_author_version UNIQUE (anchor_id, author, version),
    CONSTRAINT ck_reading_by_person_truth CHECK (by_person IN (0, 1)),
    CONSTRAINT ck_reading_kind_known CHECK (kind IN ('statement', 'achievement', 'promise', 'published')),
    CONSTRAINT ck_reading_fact_known CHECK (fact IN ('actual', 'target', 'forecast')),
    CONSTRAINT ck_reading_measure_known CHECK (measure IN ('level', 'change', 'growth', 'rank')),
    CONSTRAINT ck_reading_direction_known CHECK (direction IN ('up', 'down')),
    CONSTRAINT ck_reading_basis_known CHECK (basis IN ('yoy', 'annual_average', 'since')),
    CONSTRAINT ck_reading_statement_whole CHECK (kind <> 'statement' OR (value IS NOT NULL AND fact IS NOT NULL AND comparator IS NOT NULL AND measure IS NOT NULL)),
    CONSTRAINT uq_reading_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_reading_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_reading_supersedes FOREIGN KEY(supersedes) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_reading_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE UNIQUE INDEX uq_reading_supersedes ON reading (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE indicator_detail (
    id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    number INTEGER,
    rank INTEGER NOT NULL,
    name TEXT NOT NULL,
    domain TEXT,
    unit TEXT,
    measure TEXT NOT NULL,
    direction TEXT,
    basis TEXT,
    attribute TEXT NOT NULL,
    concept_id TEXT,
    higher_is_better INTEGER,
    origin TEXT NOT NULL,
    owner TEXT,
    doubts TEXT,
    anchor_id TEXT,
    more TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_indicator_detail PRIMARY KEY (id),
    CONSTRAINT ck_indicator_detail_measure_known CHECK (measure IN ('level', 'change', 'growth', 'rank')),
    CONSTRAINT ck_indicator_detail_direction_known CHECK (direction IN ('up', 'down')),
    CONSTRAINT ck_indicator_detail_basis_known CHECK (basis IN ('yoy', 'annual_average', 'since')),
    CONSTRAINT ck_indicator_detail_attribute_known CHECK (attribute IN ('binding', 'expected', 'unmarked')),
    CONSTRAINT ck_indicator_detail_origin_known CHECK (origin IN ('table', 'prose')),
    CONSTRAINT ck_indicator_detail_higher_is_better_truth CHECK (higher_is_better IN (0, 1)),
    CONSTRAINT uq_indicator_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_indicator_detail_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_detail_concept_id FOREIGN KEY(concept_id) REFERENCES concept (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_detail_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_detail_supersedes FOREIGN KEY(supersedes) REFERENCES indicator_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_indicator_detail_indicator_id ON indicator_detail (indicator_id);

CREATE UNIQUE INDEX uq_indicator_detail_supersedes ON indicator_detail (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE action_detail (
    id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    box TEXT NOT NULL,
    box_title TEXT NOT NULL,
    chapter TEXT,
    number INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    strength TEXT,
    anchor_id TEXT NOT NULL,
    doubts TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action_detail PRIMARY KEY (id),
    CONSTRAINT uq_action_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_detail_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_detail_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_detail_supersedes FOREIGN KEY(supersedes) REFERENCES action_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_action_detail_action_id ON action_detail (action_id);

CREATE UNIQUE INDEX uq_action_detail_supersedes ON action_detail (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE indicator_series (
    id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    series_id TEXT NOT NULL,
    score TEXT NOT NULL,
    reason TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_indicator_series PRIMARY KEY (id),
    CONSTRAINT ck_indicator_series_accepted_truth CHECK (accepted IN (0, 1)),
    CONSTRAINT uq_indicator_series_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_indicator_series_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_series_series_id FOREIGN KEY(series_id) REFERENCES series (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_series_supersedes FOREIGN KEY(supersedes) REFERENCES indicator_series (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_series_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_indicator_series_series_id ON indicator_series (series_id);

CREATE UNIQUE INDEX uq_indicator_series_supersedes ON indicator_series (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_indicator_series_indicator_id ON indicator_series (indicator_id);

CREATE TABLE observation (
    id TEXT NOT NULL,
    series_id TEXT NOT NULL,
    period TEXT,
    period_start TEXT,
    period_end TEXT,
    frequency TEXT,
    nature TEXT,
    value TEXT NOT NULL,
    number REAL GENERATED ALWAYS AS (CAST(value AS DOUBLE PRECISION)) STORED,
    written TEXT,
    comparator TEXT NOT NULL,
    status TEXT NOT NULL,
    stage TEXT,
    "match" TEXT NOT NULL,
    citation_id TEXT,
    anchor_id TEXT,
    reading_id TEXT,
    origin TEXT,
    locator TEXT,
    quote TEXT,
    note TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_observation PRIMARY KEY (id),
    CONSTRAINT ck_observation_frequency_known CHECK (frequency IN ('A', 'S', 'Q', 'M', 'D', 'X')),
    CONSTRAINT ck_observation_nature_known CHECK (nature IN ('point', 'span', 'ytd')),
    CONSTRAINT ck_observation_period_order CHECK (period_start < period_end),
    CONSTRAINT ck_observation_period_whole CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)),
    CONSTRAINT ck_observation_comparator_known CHECK (comparator IN ('eq', 'ge', 'gt', 'le', 'lt', 'approx')),
    CONSTRAINT ck_observation_match_known CHECK (match IN ('same', 'derived', 'input', 'proxy', 'decoy', 'context')),
    CONSTRAINT ck_observation_status_form CHECK (length(status) = 1),
    CONSTRAINT ck_observation_has_source CHECK (citation_id IS NOT NULL OR anchor_id IS NOT NULL),
    CONSTRAINT uq_observation_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_observation_series_id FOREIGN KEY(series_id) REFERENCES series (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_citation_id FOREIGN KEY(citation_id) REFERENCES citation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_supersedes FOREIGN KEY(supersedes) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_observation_reading_id ON observation (reading_id) WHERE reading_id IS NOT NULL;

CREATE INDEX ix_observation_citation_id ON observation (citation_id);

CREATE UNIQUE INDEX uq_observation_supersedes ON observation (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_observation_anchor_id ON observation (anchor_id) WHERE anchor_id IS NOT NULL;

CREATE INDEX ix_observation_series_id_period_start ON observation (series_id, period_start);

CREATE TABLE target (
    id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    role TEXT NOT NULL,
    period TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    frequency TEXT NOT NULL,
    nature TEXT NOT NULL,
    value TEXT,
    upper TEXT,
    comparator TEXT NOT NULL,
    kind TEXT NOT NULL,
    strength TEXT,
    written TEXT,
    doubts TEXT,
    anchor_id TEXT,
    reading_id TEXT,
    citation_id TEXT,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_target PRIMARY KEY (id),
    CONSTRAINT ck_target_frequency_known CHECK (frequency IN ('A', 'S', 'Q', 'M', 'D', 'X')),
    CONSTRAINT ck_target_nature_known CHECK (nature IN ('point', 'span', 'ytd')),
    CONSTRAINT ck_target_period_order CHECK (period_start < period_end),
    CONSTRAINT ck_target_period_whole CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)),
    CONSTRAINT ck_target_comparator_known CHECK (comparator IN ('eq', 'ge', 'gt', 'le', 'lt', 'approx')),
    CONSTRAINT ck_target_role_known CHECK (role IN ('baseline', 'target')),
    CONSTRAINT ck_target_has_source CHECK (citation_id IS NOT NULL OR anchor_id IS NOT NULL),
    CONSTRAINT uq_target_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_target_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_citation_id FOREIGN KEY(citation_id) REFERENCES citation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_supersedes FOREIGN KEY(supersedes) REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE UNIQUE INDEX uq_target_supersedes ON target (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_target_indicator_id ON target (indicator_id);

CREATE TABLE indicator_link (
    id TEXT NOT NULL,
    reading_id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    score TEXT NOT NULL,
    reason TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_indicator_link PRIMARY KEY (id),
    CONSTRAINT ck_indicator_link_accepted_truth CHECK (accepted IN (0, 1)),
    CONSTRAINT uq_indicator_link_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_indicator_link_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_link_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_link_supersedes FOREIGN KEY(supersedes) REFERENCES indicator_link (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_link_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_indicator_link_indicator_id ON indicator_link (indicator_id);

CREATE INDEX ix_indicator_link_reading_id ON indicator_link (reading_id);

CREATE UNIQUE INDEX uq_indicator_link_supersedes ON indicator_link (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE action_link (
    id TEXT NOT NULL,
    reading_id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    score TEXT NOT NULL,
    reason TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action_link PRIMARY KEY (id),
    CONSTRAINT ck_action_link_accepted_truth CHECK (accepted IN (0, 1)),
    CONSTRAINT uq_action_link_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_link_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_link_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_link_supersedes FOREIGN KEY(supersedes) REFERENCES action_link (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_link_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE UNIQUE INDEX uq_action_link_supersedes ON action_link (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_action_link_action_id ON action_link (action_id);

CREATE INDEX ix_action_link_reading_id ON action_link (reading_id);

CREATE TABLE attachment (
    id TEXT NOT NULL,
    observation_id TEXT NOT NULL,
    anchor_id TEXT NOT NULL,
    score TEXT NOT NULL,
    reason TEXT NOT NULL,
    supersedes TEXT,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id),
    CONSTRAINT uq_attachment_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_attachment_observation_id FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_supersedes FOREIGN KEY(supersedes) REFERENCES attachment (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_entry FOREIGN KEY(entry) REFERENCES journal (number)
)
 STRICT;

CREATE INDEX ix_attachment_observation_id ON attachment (observation_id);

CREATE UNIQUE INDEX uq_attachment_supersedes ON attachment (supersedes) WHERE supersedes IS NOT NULL;

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER journal_keeps_cells BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER journal_part_keeps_rows BEFORE DELETE ON journal_part BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER journal_part_keeps_cells BEFORE UPDATE ON journal_part BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER blob_keeps_rows BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER blob_keeps_cells BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER citation_keeps_rows BEFORE DELETE ON citation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER citation_keeps_cells BEFORE UPDATE ON citation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER concept_keeps_rows BEFORE DELETE ON concept BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER concept_keeps_cells BEFORE UPDATE ON concept BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER document_keeps_rows BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER document_keeps_cells BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER place_keeps_rows BEFORE DELETE ON place BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER place_keeps_cells BEFORE UPDATE ON place BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER retraction_keeps_rows BEFORE DELETE ON retraction BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER retraction_keeps_cells BEFORE UPDATE ON retraction BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER definition_keeps_rows BEFORE DELETE ON definition BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER definition_keeps_cells BEFORE UPDATE ON definition BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER edition_keeps_rows BEFORE DELETE ON edition BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER edition_keeps_cells BEFORE UPDATE ON edition BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER plan_keeps_rows BEFORE DELETE ON plan BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER plan_keeps_cells BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER restoration_keeps_rows BEFORE DELETE ON restoration BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER restoration_keeps_cells BEFORE UPDATE ON restoration BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_keeps_rows BEFORE DELETE ON action BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_keeps_cells BEFORE UPDATE ON action BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER anchor_keeps_rows BEFORE DELETE ON anchor BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER anchor_keeps_cells BEFORE UPDATE ON anchor BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER description_keeps_rows BEFORE DELETE ON description BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER description_keeps_cells BEFORE UPDATE ON description BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_keeps_rows BEFORE DELETE ON indicator BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_keeps_cells BEFORE UPDATE ON indicator BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER plan_detail_keeps_rows BEFORE DELETE ON plan_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER plan_detail_keeps_cells BEFORE UPDATE ON plan_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER series_keeps_rows BEFORE DELETE ON series BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER series_keeps_cells BEFORE UPDATE ON series BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_detail_keeps_rows BEFORE DELETE ON action_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_detail_keeps_cells BEFORE UPDATE ON action_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_detail_keeps_rows BEFORE DELETE ON indicator_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_detail_keeps_cells BEFORE UPDATE ON indicator_detail BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_series_keeps_rows BEFORE DELETE ON indicator_series BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_series_keeps_cells BEFORE UPDATE ON indicator_series BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER reading_keeps_rows BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER reading_keeps_cells BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_link_keeps_rows BEFORE DELETE ON action_link BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER action_link_keeps_cells BEFORE UPDATE ON action_link BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_link_keeps_rows BEFORE DELETE ON indicator_link BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER indicator_link_keeps_cells BEFORE UPDATE ON indicator_link BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER observation_keeps_rows BEFORE DELETE ON observation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER observation_keeps_cells BEFORE UPDATE ON observation BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER target_keeps_rows BEFORE DELETE ON target BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER target_keeps_cells BEFORE UPDATE ON target BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER attachment_keeps_rows BEFORE DELETE ON attachment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER attachment_keeps_cells BEFORE UPDATE ON attachment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER journal_head_keeps_rows BEFORE DELETE ON journal_head BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

INSERT INTO journal_head (id, number, recorded, hash) VALUES (1, 0, '0001-01-01T00:00:00.000000Z', '0000000000000000000000000000000000000000000000000000000000000000');

PRAGMA application_id = 1280659283;
