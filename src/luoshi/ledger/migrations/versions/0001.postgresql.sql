CREATE TABLE journal (
    number INTEGER NOT NULL,
    recorded TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    payload TEXT COLLATE "C" NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (number),
    CONSTRAINT ck_journal_number_positive CHECK (number > 0),
    CONSTRAINT ck_journal_recorded_form CHECK (length(recorded) = 27),
    CONSTRAINT ck_journal_hash_form CHECK (length(hash) = 64 AND length(previous) = 64 AND length(payload) = 64),
    CONSTRAINT ck_journal_said CHECK (length(actor) > 0 AND length(reason) > 0),
    CONSTRAINT uq_journal_previous UNIQUE (previous),
    CONSTRAINT uq_journal_hash UNIQUE (hash)
);

COMMENT ON TABLE journal IS 'One entry per transaction, each holding the hash of the one before.';

COMMENT ON COLUMN journal.number IS 'From 1, without gaps.';

COMMENT ON COLUMN journal.recorded IS 'UTC with microseconds; never before the last.';

COMMENT ON COLUMN journal.actor IS 'Who wrote.';

COMMENT ON COLUMN journal.reason IS 'Why.';

COMMENT ON COLUMN journal.version IS 'Of the payload''s form.';

COMMENT ON COLUMN journal.rows IS 'Number of rows in the payload.';

COMMENT ON COLUMN journal.payload IS 'sha256 of the payload''s parts.';

COMMENT ON COLUMN journal.previous IS 'Hash of the entry before.';

COMMENT ON COLUMN journal.hash IS 'sha256 of the entry''s canonical form.';

CREATE TABLE journal_head (
    id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    recorded TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_journal_head PRIMARY KEY (id),
    CONSTRAINT ck_journal_head_single CHECK (id = 1)
);

COMMENT ON TABLE journal_head IS 'The end of the journal: the one row that writers lock.';

COMMENT ON COLUMN journal_head.id IS 'Always 1.';

COMMENT ON COLUMN journal_head.number IS 'Of the last entry; 0 while there is none.';

COMMENT ON COLUMN journal_head.recorded IS 'When the last entry was recorded.';

COMMENT ON COLUMN journal_head.hash IS 'Of the last entry.';

CREATE TABLE journal_part (
    entry INTEGER NOT NULL,
    part INTEGER NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_journal_part PRIMARY KEY (entry, part),
    CONSTRAINT fk_journal_part_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE journal_part IS 'The payload of an entry, in stretches of rows of one table.';

COMMENT ON COLUMN journal_part.entry IS 'The entry.';

COMMENT ON COLUMN journal_part.part IS 'From 1.';

COMMENT ON COLUMN journal_part.body IS 'Rows of one table, canonical JSON (RFC 8785).';

CREATE TABLE retraction (
    id TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    row_id TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_retraction PRIMARY KEY (id),
    CONSTRAINT uq_retraction_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_retraction_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_retraction_row_id ON retraction (row_id);

COMMENT ON TABLE retraction IS 'A row that no longer stands, and why.';

COMMENT ON COLUMN retraction.id IS 'Identity.';

COMMENT ON COLUMN retraction.what IS 'Name of the row''s table.';

COMMENT ON COLUMN retraction.row_id IS 'The row.';

COMMENT ON COLUMN retraction.reason IS 'Why.';

COMMENT ON COLUMN retraction.entry IS 'Journal entry.';

COMMENT ON COLUMN retraction.position IS 'Place within the entry, from 1.';

CREATE TABLE concept (
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_concept PRIMARY KEY (id),
    CONSTRAINT uq_concept_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_concept_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE concept IS 'What can be measured; `id` is its key in the vocabulary.';

COMMENT ON COLUMN concept.id IS 'Identity.';

COMMENT ON COLUMN concept.name IS 'Chinese name when first used here.';

COMMENT ON COLUMN concept.entry IS 'Journal entry.';

COMMENT ON COLUMN concept.position IS 'Place within the entry, from 1.';

CREATE TABLE citation (
    id TEXT COLLATE "C" NOT NULL,
    publisher TEXT COLLATE "C",
    title TEXT COLLATE "C",
    published_text TEXT COLLATE "C",
    published_first TEXT COLLATE "C",
    published_last TEXT COLLATE "C",
    source TEXT COLLATE "C",
    trust TEXT COLLATE "C" NOT NULL,
    nature TEXT COLLATE "C",
    evidence TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_citation PRIMARY KEY (id),
    CONSTRAINT ck_citation_published_interval CHECK (published_first <= published_last),
    CONSTRAINT ck_citation_published_whole CHECK ((published_first IS NULL) = (published_last IS NULL)),
    CONSTRAINT ck_citation_trust_known CHECK (trust IN ('A', 'B', 'C', 'D', 'X')),
    CONSTRAINT ck_citation_evidence_known CHECK (evidence IN ('original', 'cited', 'retold')),
    CONSTRAINT uq_citation_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_citation_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE citation IS 'A source that is cited without its original being here.';

COMMENT ON COLUMN citation.id IS 'Identity.';

COMMENT ON COLUMN citation.publisher IS 'Who published it.';

COMMENT ON COLUMN citation.title IS 'Of the publication.';

COMMENT ON COLUMN citation.published_text IS 'As given (`2021`, `2022-09`).';

COMMENT ON COLUMN citation.published_first IS 'First day it may have come out.';

COMMENT ON COLUMN citation.published_last IS 'Last day it may have come out: from then on it is known.';

COMMENT ON COLUMN citation.source IS 'Address or file.';

COMMENT ON COLUMN citation.trust IS 'A official … D unsigned, X wrong.';

COMMENT ON COLUMN citation.nature IS 'statistics, department, government, publicity, …';

COMMENT ON COLUMN citation.evidence IS 'original, cited or retold.';

COMMENT ON COLUMN citation.entry IS 'Journal entry.';

COMMENT ON COLUMN citation.position IS 'Place within the entry, from 1.';

CREATE TABLE place (
    id TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C",
    parent_id TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT uq_place_slug UNIQUE (slug),
    CONSTRAINT uq_place_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_place_parent_id FOREIGN KEY(parent_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_place_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE place IS 'A place that publishes plans or is measured.';

COMMENT ON COLUMN place.id IS 'Identity.';

COMMENT ON COLUMN place.slug IS 'In addresses of pages.';

COMMENT ON COLUMN place.name IS 'Official name.';

COMMENT ON COLUMN place.code IS 'Administrative code (GB/T 2260).';

COMMENT ON COLUMN place.parent_id IS 'The place it belongs to.';

COMMENT ON COLUMN place.entry IS 'Journal entry.';

COMMENT ON COLUMN place.position IS 'Place within the entry, from 1.';

CREATE TABLE document (
    id TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (id),
    CONSTRAINT uq_document_key UNIQUE (key),
    CONSTRAINT uq_document_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_document_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE document IS 'A document under its stable key.';

COMMENT ON COLUMN document.id IS 'Identity.';

COMMENT ON COLUMN document.key IS 'Stable key, by default the file''s name without extension.';

COMMENT ON COLUMN document.entry IS 'Journal entry.';

COMMENT ON COLUMN document.position IS 'Place within the entry, from 1.';

CREATE TABLE blob (
    id TEXT COLLATE "C" NOT NULL,
    size INTEGER NOT NULL,
    body BYTEA NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (id),
    CONSTRAINT ck_blob_id_form CHECK (length(id) = 64),
    CONSTRAINT ck_blob_size_true CHECK (size = length(body)),
    CONSTRAINT uq_blob_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_blob_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE blob IS 'The bytes of an original; `id` is their sha256. The bytes stay outside the journal''s payload.';

COMMENT ON COLUMN blob.id IS 'Identity.';

COMMENT ON COLUMN blob.size IS 'Number of bytes.';

COMMENT ON COLUMN blob.body IS 'The bytes.';

COMMENT ON COLUMN blob.entry IS 'Journal entry.';

COMMENT ON COLUMN blob.position IS 'Place within the entry, from 1.';

CREATE TABLE restoration (
    id TEXT COLLATE "C" NOT NULL,
    retraction_id TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_restoration PRIMARY KEY (id),
    CONSTRAINT uq_restoration_retraction_id UNIQUE (retraction_id),
    CONSTRAINT uq_restoration_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_restoration_retraction_id FOREIGN KEY(retraction_id) REFERENCES retraction (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_restoration_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE restoration IS 'A retraction that was taken back, and why.';

COMMENT ON COLUMN restoration.id IS 'Identity.';

COMMENT ON COLUMN restoration.retraction_id IS 'The retraction.';

COMMENT ON COLUMN restoration.reason IS 'Why.';

COMMENT ON COLUMN restoration.entry IS 'Journal entry.';

COMMENT ON COLUMN restoration.position IS 'Place within the entry, from 1.';

CREATE TABLE definition (
    id TEXT COLLATE "C" NOT NULL,
    concept_id TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    scope TEXT COLLATE "C",
    price_basis TEXT COLLATE "C",
    measure TEXT COLLATE "C" NOT NULL,
    basis TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_definition PRIMARY KEY (id),
    CONSTRAINT ck_definition_measure_known CHECK (measure IN ('level', 'change', 'growth', 'rank')),
    CONSTRAINT ck_definition_basis_known CHECK (basis IN ('yoy', 'annual_average', 'since')),
    CONSTRAINT uq_definition_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_definition_concept_id FOREIGN KEY(concept_id) REFERENCES concept (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_definition_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE definition IS 'One way a concept is measured (口径). A change of definition within a series of figures is a break.';

COMMENT ON COLUMN definition.id IS 'Identity.';

COMMENT ON COLUMN definition.concept_id IS 'The concept, unless it is unknown.';

COMMENT ON COLUMN definition.name IS 'As its source calls it.';

COMMENT ON COLUMN definition.text IS 'What sets it apart; empty for the usual one.';

COMMENT ON COLUMN definition.scope IS 'For instance 全市, 市区.';

COMMENT ON COLUMN definition.price_basis IS '现价, 不变价, 可比口径, …';

COMMENT ON COLUMN definition.measure IS 'level, change, growth or rank.';

COMMENT ON COLUMN definition.basis IS 'yoy, annual_average or since.';

COMMENT ON COLUMN definition.entry IS 'Journal entry.';

COMMENT ON COLUMN definition.position IS 'Place within the entry, from 1.';

CREATE TABLE edition (
    id TEXT COLLATE "C" NOT NULL,
    document_id TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_edition PRIMARY KEY (id),
    CONSTRAINT uq_edition_document_id_sha256 UNIQUE (document_id, sha256),
    CONSTRAINT uq_edition_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_edition_document_id FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_edition_sha256 FOREIGN KEY(sha256) REFERENCES blob (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_edition_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_edition_sha256 ON edition (sha256);

COMMENT ON TABLE edition IS 'One state of a document: a file with its sha256.';

COMMENT ON COLUMN edition.id IS 'Identity.';

COMMENT ON COLUMN edition.document_id IS 'The document.';

COMMENT ON COLUMN edition.sha256 IS 'Of the file''s bytes.';

COMMENT ON COLUMN edition.media_type IS 'For instance text/plain.';

COMMENT ON COLUMN edition.entry IS 'Journal entry.';

COMMENT ON COLUMN edition.position IS 'Place within the entry, from 1.';

CREATE TABLE plan (
    id TEXT COLLATE "C" NOT NULL,
    place_id TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    document_id TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_plan PRIMARY KEY (id),
    CONSTRAINT uq_plan_slug UNIQUE (slug),
    CONSTRAINT uq_plan_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_plan_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_document_id FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE plan IS 'A plan of a place.';

COMMENT ON COLUMN plan.id IS 'Identity.';

COMMENT ON COLUMN plan.place_id IS 'The place.';

COMMENT ON COLUMN plan.slug IS 'In addresses of pages.';

COMMENT ON COLUMN plan.document_id IS 'The document it stands in.';

COMMENT ON COLUMN plan.entry IS 'Journal entry.';

COMMENT ON COLUMN plan.position IS 'Place within the entry, from 1.';

CREATE TABLE series (
    id TEXT COLLATE "C" NOT NULL,
    definition_id TEXT COLLATE "C" NOT NULL,
    place_id TEXT COLLATE "C",
    dimensions TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_series PRIMARY KEY (id),
    CONSTRAINT uq_series_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_series_definition_id FOREIGN KEY(definition_id) REFERENCES definition (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_series_place_id FOREIGN KEY(place_id) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_series_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_series_definition_id ON series (definition_id);

CREATE INDEX ix_series_place_id ON series (place_id);

COMMENT ON TABLE series IS 'A definition measured for a place, dimensions and unit.';

COMMENT ON COLUMN series.id IS 'Identity.';

COMMENT ON COLUMN series.definition_id IS 'The definition.';

COMMENT ON COLUMN series.place_id IS 'The place.';

COMMENT ON COLUMN series.dimensions IS 'Further dimensions; {} without any.';

COMMENT ON COLUMN series.unit IS 'Unit of its figures.';

COMMENT ON COLUMN series.entry IS 'Journal entry.';

COMMENT ON COLUMN series.position IS 'Place within the entry, from 1.';

CREATE TABLE description (
    id TEXT COLLATE "C" NOT NULL,
    edition_id TEXT COLLATE "C" NOT NULL,
    file TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    issuer TEXT COLLATE "C",
    kind TEXT COLLATE "C",
    place_id TEXT COLLATE "C",
    published_text TEXT COLLATE "C",
    published_first TEXT COLLATE "C",
    published_last TEXT COLLATE "C",
    trust TEXT COLLATE "C" NOT NULL,
    nature TEXT COLLATE "C",
    evidence TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C",
    cites TEXT COLLATE "C",
    meta TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
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
);

CREATE UNIQUE INDEX uq_description_supersedes ON description (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_description_edition_id ON description (edition_id);

COMMENT ON TABLE description IS 'What was known about an edition beside its text. The edition described last is the current one.';

COMMENT ON COLUMN description.id IS 'Identity.';

COMMENT ON COLUMN description.edition_id IS 'The edition.';

COMMENT ON COLUMN description.file IS 'File name as it came in.';

COMMENT ON COLUMN description.title IS 'Title.';

COMMENT ON COLUMN description.issuer IS 'Who issued it.';

COMMENT ON COLUMN description.kind IS 'plan, report, bulletin, …';

COMMENT ON COLUMN description.place_id IS 'The place it is about.';

COMMENT ON COLUMN description.published_text IS 'As given (`2021`, `2022-09`).';

COMMENT ON COLUMN description.published_first IS 'First day it may have come out.';

COMMENT ON COLUMN description.published_last IS 'Last day it may have come out: from then on it is known.';

COMMENT ON COLUMN description.trust IS 'A official … D unsigned, X wrong.';

COMMENT ON COLUMN description.nature IS 'statistics, department, government, publicity, …';

COMMENT ON COLUMN description.evidence IS 'original, cited or retold.';

COMMENT ON COLUMN description.url IS 'Where it was published.';

COMMENT ON COLUMN description.cites IS 'For a retold document: what it retells.';

COMMENT ON COLUMN description.meta IS 'Any further key of its entry in sources.yaml.';

COMMENT ON COLUMN description.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN description.entry IS 'Journal entry.';

COMMENT ON COLUMN description.position IS 'Place within the entry, from 1.';

CREATE TABLE anchor (
    id TEXT COLLATE "C" NOT NULL,
    edition_id TEXT COLLATE "C" NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    quote TEXT COLLATE "C" NOT NULL,
    before TEXT COLLATE "C",
    after TEXT COLLATE "C",
    locator TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_anchor PRIMARY KEY (id),
    CONSTRAINT uq_anchor_edition_id_start_end_ordinal UNIQUE (edition_id, start, "end", ordinal),
    CONSTRAINT ck_anchor_span CHECK (0 <= start AND start <= "end" AND ordinal >= 0),
    CONSTRAINT uq_anchor_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_anchor_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_anchor_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE anchor IS 'A stretch of words of an edition; the ordinal tells facts apart that rest on the same words.';

COMMENT ON COLUMN anchor.id IS 'Identity.';

COMMENT ON COLUMN anchor.edition_id IS 'The edition.';

COMMENT ON COLUMN anchor.start IS 'Raw offset of the first character.';

COMMENT ON COLUMN anchor."end" IS 'Raw offset after the last character.';

COMMENT ON COLUMN anchor.ordinal IS 'From 0.';

COMMENT ON COLUMN anchor.quote IS 'The words.';

COMMENT ON COLUMN anchor.before IS 'Words before, to find the place again in another edition.';

COMMENT ON COLUMN anchor.after IS 'Words after.';

COMMENT ON COLUMN anchor.locator IS 'Where a person finds it.';

COMMENT ON COLUMN anchor.entry IS 'Journal entry.';

COMMENT ON COLUMN anchor.position IS 'Place within the entry, from 1.';

CREATE TABLE plan_detail (
    id TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    issuer TEXT COLLATE "C",
    published_text TEXT COLLATE "C",
    published_first TEXT COLLATE "C",
    published_last TEXT COLLATE "C",
    succeeded_by TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_plan_detail PRIMARY KEY (id),
    CONSTRAINT ck_plan_detail_published_interval CHECK (published_first <= published_last),
    CONSTRAINT ck_plan_detail_published_whole CHECK ((published_first IS NULL) = (published_last IS NULL)),
    CONSTRAINT uq_plan_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_plan_detail_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_detail_supersedes FOREIGN KEY(supersedes) REFERENCES plan_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE UNIQUE INDEX uq_plan_detail_supersedes ON plan_detail (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_plan_detail_plan_id ON plan_detail (plan_id);

COMMENT ON TABLE plan_detail IS 'What was known about a plan.';

COMMENT ON COLUMN plan_detail.id IS 'Identity.';

COMMENT ON COLUMN plan_detail.plan_id IS 'The plan.';

COMMENT ON COLUMN plan_detail.title IS 'Title.';

COMMENT ON COLUMN plan_detail.issuer IS 'Who issued it.';

COMMENT ON COLUMN plan_detail.published_text IS 'As given (`2021`, `2022-09`).';

COMMENT ON COLUMN plan_detail.published_first IS 'First day it may have come out.';

COMMENT ON COLUMN plan_detail.published_last IS 'Last day it may have come out: from then on it is known.';

COMMENT ON COLUMN plan_detail.succeeded_by IS 'Title and date of the plan that took its place.';

COMMENT ON COLUMN plan_detail.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN plan_detail.entry IS 'Journal entry.';

COMMENT ON COLUMN plan_detail.position IS 'Place within the entry, from 1.';

CREATE TABLE indicator (
    id TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_indicator PRIMARY KEY (id),
    CONSTRAINT uq_indicator_plan_id_slug UNIQUE (plan_id, slug),
    CONSTRAINT uq_indicator_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_indicator_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE indicator IS 'An indicator of a plan.';

COMMENT ON COLUMN indicator.id IS 'Identity.';

COMMENT ON COLUMN indicator.plan_id IS 'The plan.';

COMMENT ON COLUMN indicator.slug IS 'In addresses of pages, within the plan.';

COMMENT ON COLUMN indicator.entry IS 'Journal entry.';

COMMENT ON COLUMN indicator.position IS 'Place within the entry, from 1.';

CREATE TABLE action (
    id TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action PRIMARY KEY (id),
    CONSTRAINT uq_action_plan_id_slug UNIQUE (plan_id, slug),
    CONSTRAINT uq_action_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

COMMENT ON TABLE action IS 'A special action of a plan.';

COMMENT ON COLUMN action.id IS 'Identity.';

COMMENT ON COLUMN action.plan_id IS 'The plan.';

COMMENT ON COLUMN action.slug IS 'In addresses of pages, within the plan.';

COMMENT ON COLUMN action.entry IS 'Journal entry.';

COMMENT ON COLUMN action.position IS 'Place within the entry, from 1.';

CREATE TABLE reading (
    id TEXT COLLATE "C" NOT NULL,
    anchor_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    by_person INTEGER NOT NULL,
    version INTEGER NOT NULL,
    fact TEXT COLLATE "C",
    value TEXT COLLATE "C",
    upper TEXT COLLATE "C",
    unit TEXT COLLATE "C",
    comparator TEXT COLLATE "C",
    measure TEXT COLLATE "C",
    direction TEXT COLLATE "C",
    basis TEXT COLLATE "C",
    indicator TEXT COLLATE "C",
    subject TEXT COLLATE "C",
    event TEXT COLLATE "C",
    text TEXT COLLATE "C",
    region TEXT COLLATE "C",
    period TEXT COLLATE "C",
    section TEXT COLLATE "C",
    rule TEXT COLLATE "C",
    table_row INTEGER,
    doubts TEXT COLLATE "C",
    confidence TEXT COLLATE "C" NOT NULL,
    more TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
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
);

CREATE UNIQUE INDEX uq_reading_supersedes ON reading (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE reading IS 'What somebody read in an anchor: a version by an author. A person''s reading outranks a machine''s.';

COMMENT ON COLUMN reading.id IS 'Identity.';

COMMENT ON COLUMN reading.anchor_id IS 'The words.';

COMMENT ON COLUMN reading.kind IS 'statement, achievement, promise or published.';

COMMENT ON COLUMN reading.author IS 'extractor@version, or a person.';

COMMENT ON COLUMN reading.by_person IS 'Whether the author is a person.';

COMMENT ON COLUMN reading.version IS 'From 1, per anchor and author.';

COMMENT ON COLUMN reading.fact IS 'Of a statement: actual, target or forecast.';

COMMENT ON COLUMN reading.value IS 'The number as written.';

COMMENT ON COLUMN reading.upper IS 'Upper end of a range.';

COMMENT ON COLUMN reading.unit IS 'As written.';

COMMENT ON COLUMN reading.comparator IS 'eq, ge, gt, le, lt or approx.';

COMMENT ON COLUMN reading.measure IS 'level, change, growth or rank.';

COMMENT ON COLUMN reading.direction IS 'up or down.';

COMMENT ON COLUMN reading.basis IS 'yoy, annual_average or since.';

COMMENT ON COLUMN reading.indicator IS 'The phrase that names what is measured.';

COMMENT ON COLUMN reading.subject IS 'Of an achievement or a promise: whose, or the topic.';

COMMENT ON COLUMN reading.event IS 'Of an achievement: what happened.';

COMMENT ON COLUMN reading.text IS 'Of an achievement or a promise: its words, cleaned.';

COMMENT ON COLUMN reading.region IS 'The place as written.';

COMMENT ON COLUMN reading.period IS 'ISO text.';

COMMENT ON COLUMN reading.section IS 'The nearest heading above.';

COMMENT ON COLUMN reading.rule IS 'The rule that found it.';

COMMENT ON COLUMN reading.table_row IS 'Row of the indicator table it stands in.';

COMMENT ON COLUMN reading.doubts IS 'Codes of what makes it uncertain.';

COMMENT ON COLUMN reading.confidence IS 'Between 0 and 1.';

COMMENT ON COLUMN reading.more IS 'Any further attribute.';

COMMENT ON COLUMN reading.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN reading.entry IS 'Journal entry.';

COMMENT ON COLUMN reading.position IS 'Place within the entry, from 1.';

CREATE TABLE indicator_detail (
    id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    number INTEGER,
    rank INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    domain TEXT COLLATE "C",
    unit TEXT COLLATE "C",
    measure TEXT COLLATE "C" NOT NULL,
    direction TEXT COLLATE "C",
    basis TEXT COLLATE "C",
    attribute TEXT COLLATE "C" NOT NULL,
    concept_id TEXT COLLATE "C",
    higher_is_better INTEGER,
    origin TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C",
    doubts TEXT COLLATE "C",
    anchor_id TEXT COLLATE "C",
    more TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
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
);

CREATE INDEX ix_indicator_detail_indicator_id ON indicator_detail (indicator_id);

CREATE UNIQUE INDEX uq_indicator_detail_supersedes ON indicator_detail (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE indicator_detail IS 'How an indicator reads in its plan.';

COMMENT ON COLUMN indicator_detail.id IS 'Identity.';

COMMENT ON COLUMN indicator_detail.indicator_id IS 'The indicator.';

COMMENT ON COLUMN indicator_detail.number IS 'Row of the plan''s table.';

COMMENT ON COLUMN indicator_detail.rank IS 'Place in the plan''s order.';

COMMENT ON COLUMN indicator_detail.name IS 'Without the unit''s brackets.';

COMMENT ON COLUMN indicator_detail.domain IS 'Group it stands in.';

COMMENT ON COLUMN indicator_detail.unit IS 'As written.';

COMMENT ON COLUMN indicator_detail.measure IS 'level, change, growth or rank.';

COMMENT ON COLUMN indicator_detail.direction IS 'up or down.';

COMMENT ON COLUMN indicator_detail.basis IS 'yoy, annual_average or since.';

COMMENT ON COLUMN indicator_detail.attribute IS 'binding, expected or unmarked.';

COMMENT ON COLUMN indicator_detail.concept_id IS 'What it measures.';

COMMENT ON COLUMN indicator_detail.higher_is_better IS 'Unknown unless the concept says so.';

COMMENT ON COLUMN indicator_detail.origin IS 'table or prose.';

COMMENT ON COLUMN indicator_detail.owner IS 'Lead unit as written.';

COMMENT ON COLUMN indicator_detail.doubts IS 'Codes of what makes it uncertain.';

COMMENT ON COLUMN indicator_detail.anchor_id IS 'The words.';

COMMENT ON COLUMN indicator_detail.more IS 'Any further attribute.';

COMMENT ON COLUMN indicator_detail.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN indicator_detail.entry IS 'Journal entry.';

COMMENT ON COLUMN indicator_detail.position IS 'Place within the entry, from 1.';

CREATE TABLE action_detail (
    id TEXT COLLATE "C" NOT NULL,
    action_id TEXT COLLATE "C" NOT NULL,
    box TEXT COLLATE "C" NOT NULL,
    box_title TEXT COLLATE "C" NOT NULL,
    chapter TEXT COLLATE "C",
    number INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    strength TEXT COLLATE "C",
    anchor_id TEXT COLLATE "C" NOT NULL,
    doubts TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action_detail PRIMARY KEY (id),
    CONSTRAINT uq_action_detail_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_detail_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_detail_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_detail_supersedes FOREIGN KEY(supersedes) REFERENCES action_detail (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_detail_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_action_detail_action_id ON action_detail (action_id);

CREATE UNIQUE INDEX uq_action_detail_supersedes ON action_detail (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE action_detail IS 'How a special action reads in its plan.';

COMMENT ON COLUMN action_detail.id IS 'Identity.';

COMMENT ON COLUMN action_detail.action_id IS 'The action.';

COMMENT ON COLUMN action_detail.box IS 'Box as printed.';

COMMENT ON COLUMN action_detail.box_title IS 'Title of the box.';

COMMENT ON COLUMN action_detail.chapter IS 'Number and title of its chapter.';

COMMENT ON COLUMN action_detail.number IS 'Within the box.';

COMMENT ON COLUMN action_detail.rank IS 'Place in the plan''s order.';

COMMENT ON COLUMN action_detail.name IS 'Its name.';

COMMENT ON COLUMN action_detail.text IS 'What follows the name.';

COMMENT ON COLUMN action_detail.strength IS '确保, 达到, 力争, 争取 or 探索.';

COMMENT ON COLUMN action_detail.anchor_id IS 'The words.';

COMMENT ON COLUMN action_detail.doubts IS 'Codes of what makes it uncertain.';

COMMENT ON COLUMN action_detail.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN action_detail.entry IS 'Journal entry.';

COMMENT ON COLUMN action_detail.position IS 'Place within the entry, from 1.';

CREATE TABLE indicator_series (
    id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    series_id TEXT COLLATE "C" NOT NULL,
    score TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    accepted INTEGER NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_indicator_series PRIMARY KEY (id),
    CONSTRAINT ck_indicator_series_accepted_truth CHECK (accepted IN (0, 1)),
    CONSTRAINT uq_indicator_series_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_indicator_series_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_series_series_id FOREIGN KEY(series_id) REFERENCES series (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_series_supersedes FOREIGN KEY(supersedes) REFERENCES indicator_series (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_series_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_indicator_series_series_id ON indicator_series (series_id);

CREATE UNIQUE INDEX uq_indicator_series_supersedes ON indicator_series (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_indicator_series_indicator_id ON indicator_series (indicator_id);

COMMENT ON TABLE indicator_series IS 'A series taken, or only proposed, as the figures of an indicator.';

COMMENT ON COLUMN indicator_series.id IS 'Identity.';

COMMENT ON COLUMN indicator_series.indicator_id IS 'The indicator.';

COMMENT ON COLUMN indicator_series.series_id IS 'The series.';

COMMENT ON COLUMN indicator_series.score IS 'Between 0 and 1.';

COMMENT ON COLUMN indicator_series.reason IS 'Why.';

COMMENT ON COLUMN indicator_series.accepted IS 'Taken, or only proposed for review.';

COMMENT ON COLUMN indicator_series.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN indicator_series.entry IS 'Journal entry.';

COMMENT ON COLUMN indicator_series.position IS 'Place within the entry, from 1.';

CREATE TABLE observation (
    id TEXT COLLATE "C" NOT NULL,
    series_id TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C",
    period_start TEXT COLLATE "C",
    period_end TEXT COLLATE "C",
    frequency TEXT COLLATE "C",
    nature TEXT COLLATE "C",
    value TEXT COLLATE "C" NOT NULL,
    number DOUBLE PRECISION GENERATED ALWAYS AS (CAST(value AS DOUBLE PRECISION)) STORED,
    written TEXT COLLATE "C",
    comparator TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C",
    match TEXT COLLATE "C" NOT NULL,
    citation_id TEXT COLLATE "C",
    anchor_id TEXT COLLATE "C",
    reading_id TEXT COLLATE "C",
    origin TEXT COLLATE "C",
    locator TEXT COLLATE "C",
    quote TEXT COLLATE "C",
    note TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
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
);

CREATE INDEX ix_observation_reading_id ON observation (reading_id) WHERE reading_id IS NOT NULL;

CREATE INDEX ix_observation_citation_id ON observation (citation_id);

CREATE UNIQUE INDEX uq_observation_supersedes ON observation (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_observation_anchor_id ON observation (anchor_id) WHERE anchor_id IS NOT NULL;

CREATE INDEX ix_observation_series_id_period_start ON observation (series_id, period_start);

COMMENT ON TABLE observation IS 'A figure of a series for a period.';

COMMENT ON COLUMN observation.id IS 'Identity.';

COMMENT ON COLUMN observation.series_id IS 'The series.';

COMMENT ON COLUMN observation.period IS 'Text form, ISO 8601 with inclusive ends.';

COMMENT ON COLUMN observation.period_start IS 'First day.';

COMMENT ON COLUMN observation.period_end IS 'The day after the last day.';

COMMENT ON COLUMN observation.frequency IS 'A, S, Q, M, D or X.';

COMMENT ON COLUMN observation.nature IS 'point, span or ytd.';

COMMENT ON COLUMN observation.value IS 'Canonical decimal with the digits as published.';

COMMENT ON COLUMN observation.number IS 'The value, for scans.';

COMMENT ON COLUMN observation.written IS 'Words as written.';

COMMENT ON COLUMN observation.comparator IS 'eq, ge, gt, le, lt or approx.';

COMMENT ON COLUMN observation.status IS 'SDMX observation status: A, E, F, P, …';

COMMENT ON COLUMN observation.stage IS '预计, 快报, 初步核算, 最终核实 or 普查修订.';

COMMENT ON COLUMN observation.match IS 'same, derived, input, proxy, decoy or context.';

COMMENT ON COLUMN observation.citation_id IS 'The cited source.';

COMMENT ON COLUMN observation.anchor_id IS 'The words it rests on.';

COMMENT ON COLUMN observation.reading_id IS 'The reading it was taken from.';

COMMENT ON COLUMN observation.origin IS 'File and row it was imported from.';

COMMENT ON COLUMN observation.locator IS 'Where in the cited source.';

COMMENT ON COLUMN observation.quote IS 'Words of the cited source.';

COMMENT ON COLUMN observation.note IS 'Remark of who collected it.';

COMMENT ON COLUMN observation.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN observation.entry IS 'Journal entry.';

COMMENT ON COLUMN observation.position IS 'Place within the entry, from 1.';

CREATE TABLE target (
    id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C" NOT NULL,
    period_start TEXT COLLATE "C" NOT NULL,
    period_end TEXT COLLATE "C" NOT NULL,
    frequency TEXT COLLATE "C" NOT NULL,
    nature TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C",
    upper TEXT COLLATE "C",
    comparator TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    strength TEXT COLLATE "C",
    written TEXT COLLATE "C",
    doubts TEXT COLLATE "C",
    anchor_id TEXT COLLATE "C",
    reading_id TEXT COLLATE "C",
    citation_id TEXT COLLATE "C",
    supersedes TEXT COLLATE "C",
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
);

CREATE UNIQUE INDEX uq_target_supersedes ON target (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_target_indicator_id ON target (indicator_id);

COMMENT ON TABLE target IS 'A target of an indicator, or its baseline in the plan.';

COMMENT ON COLUMN target.id IS 'Identity.';

COMMENT ON COLUMN target.indicator_id IS 'The indicator.';

COMMENT ON COLUMN target.role IS 'baseline or target.';

COMMENT ON COLUMN target.period IS 'Text form, ISO 8601 with inclusive ends.';

COMMENT ON COLUMN target.period_start IS 'First day.';

COMMENT ON COLUMN target.period_end IS 'The day after the last day.';

COMMENT ON COLUMN target.frequency IS 'A, S, Q, M, D or X.';

COMMENT ON COLUMN target.nature IS 'point, span or ytd.';

COMMENT ON COLUMN target.value IS 'Empty when not quantified.';

COMMENT ON COLUMN target.upper IS 'Upper end of a range.';

COMMENT ON COLUMN target.comparator IS 'eq, ge, gt, le, lt or approx.';

COMMENT ON COLUMN target.kind IS 'level, average_growth, cumulative_total, …';

COMMENT ON COLUMN target.strength IS '确保, 达到, 力争, 争取 or 探索.';

COMMENT ON COLUMN target.written IS 'Words as written.';

COMMENT ON COLUMN target.doubts IS 'Codes of what makes it uncertain.';

COMMENT ON COLUMN target.anchor_id IS 'The words.';

COMMENT ON COLUMN target.reading_id IS 'The reading it was taken from.';

COMMENT ON COLUMN target.citation_id IS 'The cited source.';

COMMENT ON COLUMN target.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN target.entry IS 'Journal entry.';

COMMENT ON COLUMN target.position IS 'Place within the entry, from 1.';

CREATE TABLE indicator_link (
    id TEXT COLLATE "C" NOT NULL,
    reading_id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    score TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    accepted INTEGER NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_indicator_link PRIMARY KEY (id),
    CONSTRAINT ck_indicator_link_accepted_truth CHECK (accepted IN (0, 1)),
    CONSTRAINT uq_indicator_link_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_indicator_link_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_link_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_link_supersedes FOREIGN KEY(supersedes) REFERENCES indicator_link (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_link_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_indicator_link_indicator_id ON indicator_link (indicator_id);

CREATE INDEX ix_indicator_link_reading_id ON indicator_link (reading_id);

CREATE UNIQUE INDEX uq_indicator_link_supersedes ON indicator_link (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE indicator_link IS 'A statement taken, or only proposed, as being about an indicator.';

COMMENT ON COLUMN indicator_link.id IS 'Identity.';

COMMENT ON COLUMN indicator_link.reading_id IS 'The statement.';

COMMENT ON COLUMN indicator_link.indicator_id IS 'The indicator.';

COMMENT ON COLUMN indicator_link.score IS 'Between 0 and 1.';

COMMENT ON COLUMN indicator_link.reason IS 'Why.';

COMMENT ON COLUMN indicator_link.accepted IS 'Taken, or only proposed for review.';

COMMENT ON COLUMN indicator_link.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN indicator_link.entry IS 'Journal entry.';

COMMENT ON COLUMN indicator_link.position IS 'Place within the entry, from 1.';

CREATE TABLE action_link (
    id TEXT COLLATE "C" NOT NULL,
    reading_id TEXT COLLATE "C" NOT NULL,
    action_id TEXT COLLATE "C" NOT NULL,
    score TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    accepted INTEGER NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_action_link PRIMARY KEY (id),
    CONSTRAINT ck_action_link_accepted_truth CHECK (accepted IN (0, 1)),
    CONSTRAINT uq_action_link_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_action_link_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_link_action_id FOREIGN KEY(action_id) REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_link_supersedes FOREIGN KEY(supersedes) REFERENCES action_link (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_link_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE UNIQUE INDEX uq_action_link_supersedes ON action_link (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX ix_action_link_action_id ON action_link (action_id);

CREATE INDEX ix_action_link_reading_id ON action_link (reading_id);

COMMENT ON TABLE action_link IS 'An achievement, a promise or a statement that may answer a special action.';

COMMENT ON COLUMN action_link.id IS 'Identity.';

COMMENT ON COLUMN action_link.reading_id IS 'What was read.';

COMMENT ON COLUMN action_link.action_id IS 'The action.';

COMMENT ON COLUMN action_link.score IS 'Between 0 and 1.';

COMMENT ON COLUMN action_link.reason IS 'Why.';

COMMENT ON COLUMN action_link.accepted IS 'Taken, or only proposed for review.';

COMMENT ON COLUMN action_link.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN action_link.entry IS 'Journal entry.';

COMMENT ON COLUMN action_link.position IS 'Place within the entry, from 1.';

CREATE TABLE attachment (
    id TEXT COLLATE "C" NOT NULL,
    observation_id TEXT COLLATE "C" NOT NULL,
    anchor_id TEXT COLLATE "C" NOT NULL,
    score TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    supersedes TEXT COLLATE "C",
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id),
    CONSTRAINT uq_attachment_entry_position UNIQUE (entry, position),
    CONSTRAINT fk_attachment_observation_id FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_anchor_id FOREIGN KEY(anchor_id) REFERENCES anchor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_supersedes FOREIGN KEY(supersedes) REFERENCES attachment (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_attachment_entry FOREIGN KEY(entry) REFERENCES journal (number)
);

CREATE INDEX ix_attachment_observation_id ON attachment (observation_id);

CREATE UNIQUE INDEX uq_attachment_supersedes ON attachment (supersedes) WHERE supersedes IS NOT NULL;

COMMENT ON TABLE attachment IS 'An original that has joined a figure which so far was only cited.';

COMMENT ON COLUMN attachment.id IS 'Identity.';

COMMENT ON COLUMN attachment.observation_id IS 'The figure.';

COMMENT ON COLUMN attachment.anchor_id IS 'Its words in the original.';

COMMENT ON COLUMN attachment.score IS 'Between 0 and 1.';

COMMENT ON COLUMN attachment.reason IS 'How the words were found.';

COMMENT ON COLUMN attachment.supersedes IS 'The row it takes the place of.';

COMMENT ON COLUMN attachment.entry IS 'Journal entry.';

COMMENT ON COLUMN attachment.position IS 'Place within the entry, from 1.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation'; END $$;

CREATE TRIGGER journal_keeps_rows BEFORE DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_keeps_cells BEFORE UPDATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_part_keeps_rows BEFORE DELETE OR TRUNCATE ON journal_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_part_keeps_cells BEFORE UPDATE ON journal_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER blob_keeps_rows BEFORE DELETE OR TRUNCATE ON blob FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER blob_keeps_cells BEFORE UPDATE ON blob FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER citation_keeps_rows BEFORE DELETE OR TRUNCATE ON citation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER citation_keeps_cells BEFORE UPDATE ON citation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER concept_keeps_rows BEFORE DELETE OR TRUNCATE ON concept FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER concept_keeps_cells BEFORE UPDATE ON concept FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER document_keeps_rows BEFORE DELETE OR TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER document_keeps_cells BEFORE UPDATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER place_keeps_rows BEFORE DELETE OR TRUNCATE ON place FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER place_keeps_cells BEFORE UPDATE ON place FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER retraction_keeps_rows BEFORE DELETE OR TRUNCATE ON retraction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER retraction_keeps_cells BEFORE UPDATE ON retraction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER definition_keeps_rows BEFORE DELETE OR TRUNCATE ON definition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER definition_keeps_cells BEFORE UPDATE ON definition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER edition_keeps_rows BEFORE DELETE OR TRUNCATE ON edition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER edition_keeps_cells BEFORE UPDATE ON edition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER plan_keeps_rows BEFORE DELETE OR TRUNCATE ON plan FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER plan_keeps_cells BEFORE UPDATE ON plan FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER restoration_keeps_rows BEFORE DELETE OR TRUNCATE ON restoration FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER restoration_keeps_cells BEFORE UPDATE ON restoration FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_keeps_rows BEFORE DELETE OR TRUNCATE ON action FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_keeps_cells BEFORE UPDATE ON action FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER anchor_keeps_rows BEFORE DELETE OR TRUNCATE ON anchor FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER anchor_keeps_cells BEFORE UPDATE ON anchor FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER description_keeps_rows BEFORE DELETE OR TRUNCATE ON description FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER description_keeps_cells BEFORE UPDATE ON description FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_keeps_rows BEFORE DELETE OR TRUNCATE ON indicator FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_keeps_cells BEFORE UPDATE ON indicator FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER plan_detail_keeps_rows BEFORE DELETE OR TRUNCATE ON plan_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER plan_detail_keeps_cells BEFORE UPDATE ON plan_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER series_keeps_rows BEFORE DELETE OR TRUNCATE ON series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER series_keeps_cells BEFORE UPDATE ON series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_detail_keeps_rows BEFORE DELETE OR TRUNCATE ON action_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_detail_keeps_cells BEFORE UPDATE ON action_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_detail_keeps_rows BEFORE DELETE OR TRUNCATE ON indicator_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_detail_keeps_cells BEFORE UPDATE ON indicator_detail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_series_keeps_rows BEFORE DELETE OR TRUNCATE ON indicator_series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_series_keeps_cells BEFORE UPDATE ON indicator_series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER reading_keeps_rows BEFORE DELETE OR TRUNCATE ON reading FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER reading_keeps_cells BEFORE UPDATE ON reading FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_link_keeps_rows BEFORE DELETE OR TRUNCATE ON action_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER action_link_keeps_cells BEFORE UPDATE ON action_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_link_keeps_rows BEFORE DELETE OR TRUNCATE ON indicator_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER indicator_link_keeps_cells BEFORE UPDATE ON indicator_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER observation_keeps_rows BEFORE DELETE OR TRUNCATE ON observation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER observation_keeps_cells BEFORE UPDATE ON observation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER target_keeps_rows BEFORE DELETE OR TRUNCATE ON target FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER target_keeps_cells BEFORE UPDATE ON target FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER attachment_keeps_rows BEFORE DELETE OR TRUNCATE ON attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER attachment_keeps_cells BEFORE UPDATE ON attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_head_keeps_rows BEFORE DELETE OR TRUNCATE ON journal_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO journal_head (id, number, recorded, hash) VALUES (1, 0, '0001-01-01T00:00:00.000000Z', '0000000000000000000000000000000000000000000000000000000000000000');
