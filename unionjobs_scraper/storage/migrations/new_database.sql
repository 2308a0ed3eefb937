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
	runs INTEGER NOT NULL,
	CONSTRAINT pk_unread_rows PRIMARY KEY (source, row_key)
);

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
