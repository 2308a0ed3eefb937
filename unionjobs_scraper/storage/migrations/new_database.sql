-- Made from the migrations by `make generated`: do not edit.

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE leases (
	source TEXT NOT NULL,
	run_id INTEGER NOT NULL,
	host TEXT NOT NULL,
	pid INTEGER NOT NULL,
	process TEXT DEFAULT '' NOT NULL,
	since VARCHAR(20) NOT NULL,
	renewed VARCHAR(20) NOT NULL,
	CONSTRAINT pk_leases PRIMARY KEY (source)
);

CREATE TABLE postings (
	posting_id TEXT NOT NULL,
	job_id TEXT DEFAULT '' NOT NULL,
	source TEXT NOT NULL,
	source_id TEXT NOT NULL,
	url TEXT DEFAULT '' NOT NULL,
	employer TEXT DEFAULT '' NOT NULL,
	"union_abbr" TEXT DEFAULT '' NOT NULL,
	local TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	department TEXT DEFAULT '' NOT NULL,
	job_family TEXT DEFAULT '' NOT NULL,
	locality TEXT DEFAULT '' NOT NULL,
	region TEXT DEFAULT '' NOT NULL,
	country TEXT DEFAULT '' NOT NULL,
	locations TEXT DEFAULT '' NOT NULL,
	workplace TEXT DEFAULT '' NOT NULL,
	employment_type TEXT DEFAULT '' NOT NULL,
	salary_min FLOAT,
	salary_max FLOAT,
	salary_currency TEXT DEFAULT '' NOT NULL,
	salary_period TEXT DEFAULT '' NOT NULL,
	salary_text TEXT DEFAULT '' NOT NULL,
	date_posted DATE,
	valid_through DATE,
	status TEXT DEFAULT '' NOT NULL,
	closed_reason TEXT DEFAULT '' NOT NULL,
	open_after VARCHAR(20),
	open_by VARCHAR(20) NOT NULL,
	closed_after VARCHAR(20),
	closed_by VARCHAR(20),
	spells INTEGER NOT NULL,
	first_seen VARCHAR(20) NOT NULL,
	last_seen VARCHAR(20) NOT NULL,
	apply_url TEXT DEFAULT '' NOT NULL,
	description TEXT DEFAULT '' NOT NULL,
	content_hash TEXT DEFAULT '' NOT NULL,
	location_text TEXT DEFAULT '' NOT NULL,
	region_text TEXT DEFAULT '' NOT NULL,
	date_posted_text TEXT DEFAULT '' NOT NULL,
	valid_through_text TEXT DEFAULT '' NOT NULL,
	employment_text TEXT DEFAULT '' NOT NULL,
	site_id TEXT DEFAULT '' NOT NULL,
	row_hash TEXT DEFAULT '' NOT NULL,
	read_at VARCHAR(20),
	missing_since VARCHAR(20),
	missed_at VARCHAR(20),
	misses INTEGER DEFAULT '0' NOT NULL,
	reopen_after VARCHAR(20),
	CONSTRAINT pk_postings PRIMARY KEY (posting_id),
	CONSTRAINT uq_postings_source_source_id UNIQUE (source, source_id)
);

CREATE INDEX ix_postings_job_id ON postings (job_id);

CREATE INDEX ix_postings_source_site_id ON postings (source, site_id);

CREATE INDEX ix_postings_source_status ON postings (source, status);

CREATE TABLE runs (
	run_id INTEGER NOT NULL,
	source TEXT NOT NULL,
	started_at VARCHAR(20) NOT NULL,
	census_at VARCHAR(20),
	finished_at VARCHAR(20),
	verdict TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	listed INTEGER DEFAULT '0' NOT NULL,
	pages_read INTEGER DEFAULT '0' NOT NULL,
	new INTEGER DEFAULT '0' NOT NULL,
	changed INTEGER DEFAULT '0' NOT NULL,
	unchanged INTEGER DEFAULT '0' NOT NULL,
	reopened INTEGER DEFAULT '0' NOT NULL,
	closed_marked INTEGER DEFAULT '0' NOT NULL,
	closed_gone INTEGER DEFAULT '0' NOT NULL,
	closed_delisted INTEGER DEFAULT '0' NOT NULL,
	missing INTEGER DEFAULT '0' NOT NULL,
	refused INTEGER DEFAULT '0' NOT NULL,
	requests INTEGER DEFAULT '0' NOT NULL,
	bytes BIGINT DEFAULT '0' NOT NULL, archive TEXT DEFAULT '' NOT NULL, folded INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_runs PRIMARY KEY (run_id)
);

CREATE INDEX ix_runs_source_started_at ON runs (source, started_at);

CREATE TABLE changes (
	change_id INTEGER NOT NULL,
	posting_id TEXT NOT NULL,
	run_id INTEGER NOT NULL,
	at VARCHAR(20) NOT NULL,
	field TEXT NOT NULL,
	old TEXT DEFAULT '' NOT NULL,
	new TEXT DEFAULT '' NOT NULL, doing TEXT DEFAULT '' NOT NULL, archive TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_changes PRIMARY KEY (change_id),
	CONSTRAINT fk_changes_posting_id FOREIGN KEY(posting_id) REFERENCES postings (posting_id)
);

CREATE INDEX ix_changes_posting_id ON changes (posting_id);

CREATE TABLE spells (
	posting_id TEXT NOT NULL,
	spell INTEGER NOT NULL,
	open_after VARCHAR(20),
	open_by VARCHAR(20) NOT NULL,
	opened_run INTEGER NOT NULL,
	closed_after VARCHAR(20),
	closed_by VARCHAR(20),
	closed_reason TEXT DEFAULT '' NOT NULL,
	closed_run INTEGER,
	evidence_url TEXT DEFAULT '' NOT NULL,
	evidence_status INTEGER,
	evidence TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_spells PRIMARY KEY (posting_id, spell),
	CONSTRAINT fk_spells_posting_id FOREIGN KEY(posting_id) REFERENCES postings (posting_id)
);

CREATE TABLE fill (
	run_id INTEGER NOT NULL,
	field TEXT NOT NULL,
	filled INTEGER NOT NULL,
	read INTEGER NOT NULL,
	CONSTRAINT pk_fill PRIMARY KEY (run_id, field)
);

CREATE TABLE shapes (
	source TEXT NOT NULL,
	shape TEXT NOT NULL,
	run_id INTEGER NOT NULL,
	CONSTRAINT pk_shapes PRIMARY KEY (source)
);

CREATE TABLE fingerprints (
	posting_id TEXT NOT NULL,
	employer BIGINT NOT NULL,
	title TEXT NOT NULL,
	requisition TEXT DEFAULT '' NOT NULL,
	sample BIGINT NOT NULL,
	passages BLOB NOT NULL,
	keys BLOB NOT NULL,
	CONSTRAINT pk_fingerprints PRIMARY KEY (posting_id),
	CONSTRAINT fk_fingerprints_posting_id FOREIGN KEY(posting_id) REFERENCES postings (posting_id)
);

CREATE INDEX ix_fingerprints_employer_sample ON fingerprints (employer, sample);

CREATE TABLE job_keys (
	"key" BIGINT NOT NULL,
	posting_id TEXT NOT NULL,
	CONSTRAINT pk_job_keys PRIMARY KEY ("key", posting_id)
)
 WITHOUT ROWID;

CREATE TABLE links (
	posting_id TEXT NOT NULL,
	other_id TEXT NOT NULL,
	relation TEXT DEFAULT '' NOT NULL,
	decided_by TEXT DEFAULT '' NOT NULL,
	why TEXT DEFAULT '' NOT NULL,
	title_agreement TEXT DEFAULT '' NOT NULL,
	place_agreement TEXT DEFAULT '' NOT NULL,
	employer_agreement TEXT DEFAULT '' NOT NULL,
	text_similarity FLOAT,
	apply_shared BOOLEAN NOT NULL,
	margin FLOAT NOT NULL,
	learned_from BIGINT,
	CONSTRAINT pk_links PRIMARY KEY (posting_id, other_id),
	CONSTRAINT fk_links_posting_id FOREIGN KEY(posting_id) REFERENCES postings (posting_id),
	CONSTRAINT fk_links_other_id FOREIGN KEY(other_id) REFERENCES postings (posting_id)
);

CREATE INDEX ix_links_other_id ON links (other_id);

CREATE INDEX ix_links_learned_from ON links (learned_from);

CREATE TABLE reviews (
	posting_id TEXT NOT NULL,
	other_id TEXT NOT NULL,
	same BOOLEAN NOT NULL,
	at VARCHAR(20) NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_reviews PRIMARY KEY (posting_id, other_id)
);

CREATE INDEX ix_reviews_other_id ON reviews (other_id);

CREATE TABLE readings (
	reading_id VARCHAR(32) NOT NULL,
	content BLOB NOT NULL,
	CONSTRAINT pk_readings PRIMARY KEY (reading_id)
);

CREATE TABLE observations (
	source TEXT NOT NULL,
	at VARCHAR(20) NOT NULL,
	"key" TEXT NOT NULL,
	kind TEXT NOT NULL,
	digest TEXT NOT NULL,
	run INTEGER NOT NULL,
	role TEXT NOT NULL,
	url TEXT NOT NULL,
	status INTEGER NOT NULL,
	archive TEXT NOT NULL,
	"offset" BIGINT NOT NULL,
	of_list BOOLEAN NOT NULL,
	payload_digest TEXT DEFAULT '' NOT NULL,
	words TEXT DEFAULT '' NOT NULL,
	reading_id VARCHAR(32) NOT NULL,
	CONSTRAINT pk_observations PRIMARY KEY (source, at, "key", kind, digest, run, role)
);

CREATE INDEX ix_observations_source_key_at ON observations (source, "key", at);

CREATE INDEX ix_observations_reading_id ON observations (reading_id);

CREATE TABLE unread_rows (
	source TEXT NOT NULL,
	row_key TEXT NOT NULL,
	since VARCHAR(20) NOT NULL,
	runs INTEGER NOT NULL, known BOOLEAN DEFAULT 0 NOT NULL,
	CONSTRAINT pk_unread_rows PRIMARY KEY (source, row_key)
);

CREATE TABLE history (
	history_id INTEGER NOT NULL,
	relation TEXT NOT NULL,
	"key" TEXT NOT NULL,
	at VARCHAR(20) NOT NULL,
	old TEXT,
	CONSTRAINT pk_history PRIMARY KEY (history_id)
);

CREATE INDEX ix_history_at ON history (at);

CREATE TABLE sights (
	source TEXT NOT NULL,
	at VARCHAR(20) NOT NULL,
	known VARCHAR(20) NOT NULL,
	CONSTRAINT pk_sights PRIMARY KEY (source, at)
);

CREATE TABLE writing (
	writing_id INTEGER NOT NULL,
	at VARCHAR(20),
	since VARCHAR(20),
	CONSTRAINT pk_writing PRIMARY KEY (writing_id)
);

CREATE INDEX ix_runs_source_verdict_started_at ON runs (source, verdict, started_at);

CREATE VIEW jobs AS
SELECT summary.job_id,
  employer."employer", employer."union_abbr", employer."local", employer.posting_id AS employer_from,
  title."title", title."department", title."job_family", title.posting_id AS title_from,
  locations."locality", locations."region", locations."country", locations."locations", locations.posting_id AS locations_from,
  workplace."workplace", workplace.posting_id AS workplace_from,
  employment_type."employment_type", employment_type.posting_id AS employment_type_from,
  salary."salary_min", salary."salary_max", salary."salary_currency", salary."salary_period", salary."salary_text", salary.posting_id AS salary_from,
  date_posted."date_posted", date_posted.posting_id AS date_posted_from,
  valid_through."valid_through", valid_through.posting_id AS valid_through_from,
  apply_url."apply_url", apply_url.posting_id AS apply_url_from,
  description."description", description.posting_id AS description_from,
  summary.status,
  (SELECT s.open_after FROM spells s JOIN postings p ON p.posting_id = s.posting_id
    WHERE p.job_id = summary.job_id AND s.spell = 1
    ORDER BY s.open_by, s.posting_id LIMIT 1) AS first_opened_after,
  summary.first_opened,
  CASE WHEN summary.status = 'closed' THEN (SELECT p.closed_after FROM postings p
    WHERE p.job_id = summary.job_id ORDER BY p.closed_by DESC, p.posting_id LIMIT 1) END AS last_closed_after,
  CASE WHEN summary.status = 'closed' THEN summary.closed_by END AS last_closed,
  summary.postings,
  summary.boards,
  (SELECT group_concat(one.source, '; ') FROM (SELECT p.source FROM postings p
    WHERE p.job_id = summary.job_id GROUP BY p.source ORDER BY p.source) AS one) AS sources
FROM (SELECT job_id, min(first_seen) AS first_opened, max(closed_by) AS closed_by, count(*) AS postings,
        count(DISTINCT source) AS boards,
        CASE WHEN max(CASE WHEN status = 'open' THEN 1 ELSE 0 END) = 1 THEN 'open' ELSE 'closed' END AS status
      FROM postings GROUP BY job_id) AS summary
LEFT JOIN postings employer ON employer.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.employer <> '' ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings title ON title.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.title <> '' ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings locations ON locations.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.locations <> '' ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings workplace ON workplace.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.workplace <> '' ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings employment_type ON employment_type.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.employment_type <> '' ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings salary ON salary.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.salary_min IS NOT NULL ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings date_posted ON date_posted.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.date_posted IS NOT NULL ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings valid_through ON valid_through.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.valid_through IS NOT NULL ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings apply_url ON apply_url.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.apply_url <> '' ORDER BY p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1)
LEFT JOIN postings description ON description.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.description <> '' ORDER BY length(p.description) DESC, p.read_at IS NULL, p.last_seen DESC, p.posting_id LIMIT 1);

CREATE TRIGGER history_new_postings AFTER INSERT ON postings WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('postings', json_array(NEW.posting_id), (SELECT at FROM writing), NULL);
END;

CREATE TRIGGER history_gone_postings AFTER DELETE ON postings WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('postings', json_array(OLD.posting_id), (SELECT at FROM writing), json_object('posting_id', OLD.posting_id, 'job_id', OLD.job_id, 'source', OLD.source, 'source_id', OLD.source_id, 'url', OLD.url, 'employer', OLD.employer, 'union_abbr', OLD.union_abbr, 'local', OLD.local, 'title', OLD.title, 'department', OLD.department, 'job_family', OLD.job_family, 'locality', OLD.locality, 'region', OLD.region, 'country', OLD.country, 'locations', OLD.locations, 'workplace', OLD.workplace, 'employment_type', OLD.employment_type, 'salary_min', OLD.salary_min, 'salary_max', OLD.salary_max, 'salary_currency', OLD.salary_currency, 'salary_period', OLD.salary_period, 'salary_text', OLD.salary_text, 'date_posted', OLD.date_posted, 'valid_through', OLD.valid_through, 'status', OLD.status, 'closed_reason', OLD.closed_reason, 'open_after', OLD.open_after, 'open_by', OLD.open_by, 'closed_after', OLD.closed_after, 'closed_by', OLD.closed_by, 'spells', OLD.spells, 'first_seen', OLD.first_seen, 'last_seen', OLD.last_seen, 'apply_url', OLD.apply_url, 'description', OLD.description, 'content_hash', OLD.content_hash, 'read_at', OLD.read_at));
END;

CREATE TRIGGER history_changed_postings AFTER UPDATE OF job_id, source, source_id, url, employer, union_abbr, local, title, department, job_family, locality, region, country, locations, workplace, employment_type, salary_min, salary_max, salary_currency, salary_period, salary_text, date_posted, valid_through, status, closed_reason, open_after, open_by, closed_after, closed_by, spells, first_seen, apply_url, description, content_hash, read_at ON postings WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) SELECT 'postings', json_array(OLD.posting_id), (SELECT at FROM writing), j FROM
(SELECT json_group_object(name, value) AS j, count(*) AS n FROM (SELECT 'job_id' AS name, OLD.job_id AS value WHERE OLD.job_id IS NOT NEW.job_id UNION ALL SELECT 'source' AS name, OLD.source AS value WHERE OLD.source IS NOT NEW.source UNION ALL SELECT 'source_id' AS name, OLD.source_id AS value WHERE OLD.source_id IS NOT NEW.source_id UNION ALL SELECT 'url' AS name, OLD.url AS value WHERE OLD.url IS NOT NEW.url UNION ALL SELECT 'employer' AS name, OLD.employer AS value WHERE OLD.employer IS NOT NEW.employer UNION ALL SELECT 'union_abbr' AS name, OLD.union_abbr AS value WHERE OLD.union_abbr IS NOT NEW.union_abbr UNION ALL SELECT 'local' AS name, OLD.local AS value WHERE OLD.local IS NOT NEW.local UNION ALL SELECT 'title' AS name, OLD.title AS value WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'department' AS name, OLD.department AS value WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'job_family' AS name, OLD.job_family AS value WHERE OLD.job_family IS NOT NEW.job_family UNION ALL SELECT 'locality' AS name, OLD.locality AS value WHERE OLD.locality IS NOT NEW.locality UNION ALL SELECT 'region' AS name, OLD.region AS value WHERE OLD.region IS NOT NEW.region UNION ALL SELECT 'country' AS name, OLD.country AS value WHERE OLD.country IS NOT NEW.country UNION ALL SELECT 'locations' AS name, OLD.locations AS value WHERE OLD.locations IS NOT NEW.locations UNION ALL SELECT 'workplace' AS name, OLD.workplace AS value WHERE OLD.workplace IS NOT NEW.workplace UNION ALL SELECT 'employment_type' AS name, OLD.employment_type AS value WHERE OLD.employment_type IS NOT NEW.employment_type UNION ALL SELECT 'salary_min' AS name, OLD.salary_min AS value WHERE OLD.salary_min IS NOT NEW.salary_min UNION ALL SELECT 'salary_max' AS name, OLD.salary_max AS value WHERE OLD.salary_max IS NOT NEW.salary_max UNION ALL SELECT 'salary_currency' AS name, OLD.salary_currency AS value WHERE OLD.salary_currency IS NOT NEW.salary_currency UNION ALL SELECT 'salary_period' AS name, OLD.salary_period AS value WHERE OLD.salary_period IS NOT NEW.salary_period UNION ALL SELECT 'salary_text' AS name, OLD.salary_text AS value WHERE OLD.salary_text IS NOT NEW.salary_text UNION ALL SELECT 'date_posted' AS name, OLD.date_posted AS value WHERE OLD.date_posted IS NOT NEW.date_posted UNION ALL SELECT 'valid_through' AS name, OLD.valid_through AS value WHERE OLD.valid_through IS NOT NEW.valid_through UNION ALL SELECT 'status' AS name, OLD.status AS value WHERE OLD.status IS NOT NEW.status UNION ALL SELECT 'closed_reason' AS name, OLD.closed_reason AS value WHERE OLD.closed_reason IS NOT NEW.closed_reason UNION ALL SELECT 'open_after' AS name, OLD.open_after AS value WHERE OLD.open_after IS NOT NEW.open_after UNION ALL SELECT 'open_by' AS name, OLD.open_by AS value WHERE OLD.open_by IS NOT NEW.open_by UNION ALL SELECT 'closed_after' AS name, OLD.closed_after AS value WHERE OLD.closed_after IS NOT NEW.closed_after UNION ALL SELECT 'closed_by' AS name, OLD.closed_by AS value WHERE OLD.closed_by IS NOT NEW.closed_by UNION ALL SELECT 'spells' AS name, OLD.spells AS value WHERE OLD.spells IS NOT NEW.spells UNION ALL SELECT 'first_seen' AS name, OLD.first_seen AS value WHERE OLD.first_seen IS NOT NEW.first_seen UNION ALL SELECT 'apply_url' AS name, OLD.apply_url AS value WHERE OLD.apply_url IS NOT NEW.apply_url UNION ALL SELECT 'description' AS name, OLD.description AS value WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'content_hash' AS name, OLD.content_hash AS value WHERE OLD.content_hash IS NOT NEW.content_hash UNION ALL SELECT 'read_at' AS name, OLD.read_at AS value WHERE OLD.read_at IS NOT NEW.read_at)) WHERE n > 0;
END;

CREATE TRIGGER history_seen_postings AFTER UPDATE OF last_seen ON postings
WHEN OLD.last_seen IS NOT NEW.last_seen AND (SELECT at FROM writing) IS NOT NULL AND NOT (NEW.last_seen IS (SELECT at FROM sights WHERE source = NEW.source ORDER BY at DESC LIMIT 1 OFFSET 0) AND OLD.last_seen IS (SELECT at FROM sights WHERE source = NEW.source ORDER BY at DESC LIMIT 1 OFFSET 1)) BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('postings', json_array(OLD.posting_id), (SELECT at FROM writing), json_object('last_seen', OLD.last_seen));
END;

CREATE TRIGGER history_new_spells AFTER INSERT ON spells WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('spells', json_array(NEW.posting_id, NEW.spell), (SELECT at FROM writing), NULL);
END;

CREATE TRIGGER history_gone_spells AFTER DELETE ON spells WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('spells', json_array(OLD.posting_id, OLD.spell), (SELECT at FROM writing), json_object('posting_id', OLD.posting_id, 'spell', OLD.spell, 'open_after', OLD.open_after, 'open_by', OLD.open_by, 'opened_run', OLD.opened_run, 'closed_after', OLD.closed_after, 'closed_by', OLD.closed_by, 'closed_reason', OLD.closed_reason, 'closed_run', OLD.closed_run, 'evidence_url', OLD.evidence_url, 'evidence_status', OLD.evidence_status, 'evidence', OLD.evidence));
END;

CREATE TRIGGER history_changed_spells AFTER UPDATE OF open_after, open_by, opened_run, closed_after, closed_by, closed_reason, closed_run, evidence_url, evidence_status, evidence ON spells WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) SELECT 'spells', json_array(OLD.posting_id, OLD.spell), (SELECT at FROM writing), j FROM
(SELECT json_group_object(name, value) AS j, count(*) AS n FROM (SELECT 'open_after' AS name, OLD.open_after AS value WHERE OLD.open_after IS NOT NEW.open_after UNION ALL SELECT 'open_by' AS name, OLD.open_by AS value WHERE OLD.open_by IS NOT NEW.open_by UNION ALL SELECT 'opened_run' AS name, OLD.opened_run AS value WHERE OLD.opened_run IS NOT NEW.opened_run UNION ALL SELECT 'closed_after' AS name, OLD.closed_after AS value WHERE OLD.closed_after IS NOT NEW.closed_after UNION ALL SELECT 'closed_by' AS name, OLD.closed_by AS value WHERE OLD.closed_by IS NOT NEW.closed_by UNION ALL SELECT 'closed_reason' AS name, OLD.closed_reason AS value WHERE OLD.closed_reason IS NOT NEW.closed_reason UNION ALL SELECT 'closed_run' AS name, OLD.closed_run AS value WHERE OLD.closed_run IS NOT NEW.closed_run UNION ALL SELECT 'evidence_url' AS name, OLD.evidence_url AS value WHERE OLD.evidence_url IS NOT NEW.evidence_url UNION ALL SELECT 'evidence_status' AS name, OLD.evidence_status AS value WHERE OLD.evidence_status IS NOT NEW.evidence_status UNION ALL SELECT 'evidence' AS name, OLD.evidence AS value WHERE OLD.evidence IS NOT NEW.evidence)) WHERE n > 0;
END;

CREATE TRIGGER history_new_links AFTER INSERT ON links WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('links', json_array(NEW.posting_id, NEW.other_id), (SELECT at FROM writing), NULL);
END;

CREATE TRIGGER history_gone_links AFTER DELETE ON links WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('links', json_array(OLD.posting_id, OLD.other_id), (SELECT at FROM writing), json_object('posting_id', OLD.posting_id, 'other_id', OLD.other_id, 'relation', OLD.relation, 'decided_by', OLD.decided_by, 'why', OLD.why, 'title_agreement', OLD.title_agreement, 'place_agreement', OLD.place_agreement, 'employer_agreement', OLD.employer_agreement, 'text_similarity', OLD.text_similarity, 'apply_shared', OLD.apply_shared, 'margin', OLD.margin, 'learned_from', OLD.learned_from));
END;

CREATE TRIGGER history_changed_links AFTER UPDATE OF relation, decided_by, why, title_agreement, place_agreement, employer_agreement, text_similarity, apply_shared, margin, learned_from ON links WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) SELECT 'links', json_array(OLD.posting_id, OLD.other_id), (SELECT at FROM writing), j FROM
(SELECT json_group_object(name, value) AS j, count(*) AS n FROM (SELECT 'relation' AS name, OLD.relation AS value WHERE OLD.relation IS NOT NEW.relation UNION ALL SELECT 'decided_by' AS name, OLD.decided_by AS value WHERE OLD.decided_by IS NOT NEW.decided_by UNION ALL SELECT 'why' AS name, OLD.why AS value WHERE OLD.why IS NOT NEW.why UNION ALL SELECT 'title_agreement' AS name, OLD.title_agreement AS value WHERE OLD.title_agreement IS NOT NEW.title_agreement UNION ALL SELECT 'place_agreement' AS name, OLD.place_agreement AS value WHERE OLD.place_agreement IS NOT NEW.place_agreement UNION ALL SELECT 'employer_agreement' AS name, OLD.employer_agreement AS value WHERE OLD.employer_agreement IS NOT NEW.employer_agreement UNION ALL SELECT 'text_similarity' AS name, OLD.text_similarity AS value WHERE OLD.text_similarity IS NOT NEW.text_similarity UNION ALL SELECT 'apply_shared' AS name, OLD.apply_shared AS value WHERE OLD.apply_shared IS NOT NEW.apply_shared UNION ALL SELECT 'margin' AS name, OLD.margin AS value WHERE OLD.margin IS NOT NEW.margin UNION ALL SELECT 'learned_from' AS name, OLD.learned_from AS value WHERE OLD.learned_from IS NOT NEW.learned_from)) WHERE n > 0;
END;

CREATE TRIGGER history_new_runs AFTER INSERT ON runs WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('runs', json_array(NEW.run_id), (SELECT at FROM writing), NULL);
END;

CREATE TRIGGER history_gone_runs AFTER DELETE ON runs WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) VALUES ('runs', json_array(OLD.run_id), (SELECT at FROM writing), json_object('run_id', OLD.run_id, 'source', OLD.source, 'started_at', OLD.started_at, 'census_at', OLD.census_at, 'finished_at', OLD.finished_at, 'verdict', OLD.verdict, 'reason', OLD.reason, 'listed', OLD.listed, 'pages_read', OLD.pages_read, 'new', OLD.new, 'changed', OLD.changed, 'unchanged', OLD.unchanged, 'reopened', OLD.reopened, 'closed_marked', OLD.closed_marked, 'closed_gone', OLD.closed_gone, 'closed_delisted', OLD.closed_delisted, 'missing', OLD.missing, 'refused', OLD.refused, 'requests', OLD.requests, 'bytes', OLD.bytes, 'archive', OLD.archive, 'folded', OLD.folded));
END;

CREATE TRIGGER history_changed_runs AFTER UPDATE OF source, started_at, census_at, finished_at, verdict, reason, listed, pages_read, new, changed, unchanged, reopened, closed_marked, closed_gone, closed_delisted, missing, refused, requests, bytes, archive, folded ON runs WHEN (SELECT at FROM writing) IS NOT NULL BEGIN
INSERT INTO history (relation, key, at, old) SELECT 'runs', json_array(OLD.run_id), (SELECT at FROM writing), j FROM
(SELECT json_group_object(name, value) AS j, count(*) AS n FROM (SELECT 'source' AS name, OLD.source AS value WHERE OLD.source IS NOT NEW.source UNION ALL SELECT 'started_at' AS name, OLD.started_at AS value WHERE OLD.started_at IS NOT NEW.started_at UNION ALL SELECT 'census_at' AS name, OLD.census_at AS value WHERE OLD.census_at IS NOT NEW.census_at UNION ALL SELECT 'finished_at' AS name, OLD.finished_at AS value WHERE OLD.finished_at IS NOT NEW.finished_at UNION ALL SELECT 'verdict' AS name, OLD.verdict AS value WHERE OLD.verdict IS NOT NEW.verdict UNION ALL SELECT 'reason' AS name, OLD.reason AS value WHERE OLD.reason IS NOT NEW.reason UNION ALL SELECT 'listed' AS name, OLD.listed AS value WHERE OLD.listed IS NOT NEW.listed UNION ALL SELECT 'pages_read' AS name, OLD.pages_read AS value WHERE OLD.pages_read IS NOT NEW.pages_read UNION ALL SELECT 'new' AS name, OLD.new AS value WHERE OLD.new IS NOT NEW.new UNION ALL SELECT 'changed' AS name, OLD.changed AS value WHERE OLD.changed IS NOT NEW.changed UNION ALL SELECT 'unchanged' AS name, OLD.unchanged AS value WHERE OLD.unchanged IS NOT NEW.unchanged UNION ALL SELECT 'reopened' AS name, OLD.reopened AS value WHERE OLD.reopened IS NOT NEW.reopened UNION ALL SELECT 'closed_marked' AS name, OLD.closed_marked AS value WHERE OLD.closed_marked IS NOT NEW.closed_marked UNION ALL SELECT 'closed_gone' AS name, OLD.closed_gone AS value WHERE OLD.closed_gone IS NOT NEW.closed_gone UNION ALL SELECT 'closed_delisted' AS name, OLD.closed_delisted AS value WHERE OLD.closed_delisted IS NOT NEW.closed_delisted UNION ALL SELECT 'missing' AS name, OLD.missing AS value WHERE OLD.missing IS NOT NEW.missing UNION ALL SELECT 'refused' AS name, OLD.refused AS value WHERE OLD.refused IS NOT NEW.refused UNION ALL SELECT 'requests' AS name, OLD.requests AS value WHERE OLD.requests IS NOT NEW.requests UNION ALL SELECT 'bytes' AS name, OLD.bytes AS value WHERE OLD.bytes IS NOT NEW.bytes UNION ALL SELECT 'archive' AS name, OLD.archive AS value WHERE OLD.archive IS NOT NEW.archive UNION ALL SELECT 'folded' AS name, OLD.folded AS value WHERE OLD.folded IS NOT NEW.folded)) WHERE n > 0;
END;
