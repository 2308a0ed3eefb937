"""Triggers that keep what rows held before they changed, so that what the dataset said on a day can be given again.

`migrations/upgrade.py` makes them anew whenever it migrates. Each writes into `history` under the time in `writing`,
which a run sets when it begins; where that is empty (a copy, a migration), nothing is kept. The table is an undo log: a
key, a time, and the values before it as JSON, NULL where there was no row. A nightly sighting is not kept: `sights`
says when each run saw a source's postings, and `queries/known_at.py` reads it.
"""
# ruff: noqa: S608 -- every name is in this package

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

KEYS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "postings": ("posting_id",),
        "spells": ("posting_id", "spell"),
        "links": ("posting_id", "other_id"),
        "runs": ("run_id",),
    }
)
"""The tables of which history is kept, and the columns that name a row."""
SEEN = "last_seen"
WRITING = "(SELECT at FROM writing)"


def make_triggers(*, postgres: bool, columns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The statements that make every trigger; `columns`: those of each table of which changes are kept."""
    if postgres:
        yield FUNCTION
    for table, keys in KEYS.items():
        kept = [name for name in columns[table] if name not in (*keys, SEEN)]
        statements = _postgres(table, keys, kept) if postgres else _sqlite(table, keys, kept, columns[table])
        yield from statements


def drop_triggers(*, postgres: bool) -> Iterator[str]:
    """The statements that take them away, where they are."""
    for table in KEYS:
        for name in ("new", "changed", "gone", "seen"):
            yield f"DROP TRIGGER IF EXISTS history_{name}_{table}" + (f" ON {table}" if postgres else "")


def _sqlite(table: str, keys: Sequence[str], kept: Sequence[str], every: Sequence[str]) -> Iterator[str]:
    into, logging = "INSERT INTO history (relation, key, at, old)", f"WHEN {WRITING} IS NOT NULL"
    of_new, of_old = (f"json_array({', '.join(f'{row}.{key}' for key in keys)})" for row in ("NEW", "OLD"))
    yield (
        f"CREATE TRIGGER history_new_{table} AFTER INSERT ON {table} {logging} BEGIN\n"
        f"{into} VALUES ('{table}', {of_new}, {WRITING}, NULL);\nEND"
    )
    pairs = ", ".join(f"'{name}', OLD.{name}" for name in every)
    yield (
        f"CREATE TRIGGER history_gone_{table} AFTER DELETE ON {table} {logging} BEGIN\n"
        f"{into} VALUES ('{table}', {of_old}, {WRITING}, json_object({pairs}));\nEND"
    )
    changed = " UNION ALL ".join(
        f"SELECT '{name}' AS name, OLD.{name} AS value WHERE OLD.{name} IS NOT NEW.{name}" for name in kept
    )
    yield (
        f"CREATE TRIGGER history_changed_{table} AFTER UPDATE OF {', '.join(kept)} ON {table} {logging} BEGIN\n"
        f"{into} SELECT '{table}', {of_old}, {WRITING}, j FROM\n"
        f"(SELECT json_group_object(name, value) AS j, count(*) AS n FROM ({changed})) WHERE n > 0;\nEND"
    )
    if SEEN in every:
        last, before = (
            f"(SELECT at FROM sights WHERE source = NEW.source ORDER BY at DESC LIMIT 1 OFFSET {n})" for n in (0, 1)
        )
        yield (
            f"CREATE TRIGGER history_seen_{table} AFTER UPDATE OF {SEEN} ON {table}\n"
            f"WHEN OLD.{SEEN} IS NOT NEW.{SEEN} AND {WRITING} IS NOT NULL"
            f" AND NOT (NEW.{SEEN} IS {last} AND OLD.{SEEN} IS {before}) BEGIN\n"
            f"{into} VALUES ('{table}', {of_old}, {WRITING}, json_object('{SEEN}', OLD.{SEEN}));\nEND"
        )


FUNCTION = """CREATE OR REPLACE FUNCTION note_history() RETURNS trigger LANGUAGE plpgsql AS $note$
DECLARE
  moment timestamptz;
  was jsonb;
  old_row jsonb;
  new_row jsonb;
  one jsonb;
  key jsonb;
BEGIN
  SELECT writing.at INTO moment FROM writing;
  IF moment IS NULL THEN RETURN NULL; END IF;
  IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW); END IF;
  one := coalesce(old_row, new_row);
  SELECT jsonb_agg(one -> name ORDER BY place) INTO key
    FROM unnest(string_to_array(TG_ARGV[0], ',')) WITH ORDINALITY AS named(name, place);
  IF TG_OP = 'DELETE' THEN
    was := old_row;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(name, old_row -> name) INTO was FROM unnest(string_to_array(TG_ARGV[1], ',')) AS name
      WHERE (old_row -> name) IS DISTINCT FROM (new_row -> name);
    IF was IS NULL THEN RETURN NULL; END IF;
  END IF;
  INSERT INTO history (relation, key, at, old) VALUES (TG_TABLE_NAME, key::text, moment, was::text);
  RETURN NULL;
END $note$"""


def _postgres(table: str, keys: Sequence[str], kept: Sequence[str]) -> Iterator[str]:
    named = ",".join(keys)
    for name, event, watched in (
        ("new", "INSERT", ""),
        ("gone", "DELETE", ""),
        ("changed", f"UPDATE OF {', '.join(kept)}", ",".join(kept)),
    ):
        yield (
            f"CREATE TRIGGER history_{name}_{table} AFTER {event} ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION note_history('{named}', '{watched}')"
        )
    if table == "postings":
        yield SEEN_FUNCTION
        yield (
            f"CREATE TRIGGER history_seen_{table} AFTER UPDATE OF {SEEN} ON {table} FOR EACH ROW"
            f" WHEN (OLD.{SEEN} IS DISTINCT FROM NEW.{SEEN}) EXECUTE FUNCTION note_sighting()"
        )


SEEN_FUNCTION = """CREATE OR REPLACE FUNCTION note_sighting() RETURNS trigger LANGUAGE plpgsql AS $note$
DECLARE
  moment timestamptz;
  times timestamptz[];
BEGIN
  SELECT writing.at INTO moment FROM writing;
  IF moment IS NULL THEN RETURN NULL; END IF;
  times := array(SELECT sights.at FROM sights WHERE sights.source = NEW.source ORDER BY sights.at DESC LIMIT 2);
  IF NEW.last_seen = times[1] AND OLD.last_seen = times[2] THEN RETURN NULL; END IF;
  INSERT INTO history (relation, key, at, old) VALUES
    ('postings', jsonb_build_array(OLD.posting_id)::text, moment, jsonb_build_object('last_seen', OLD.last_seen)::text);
  RETURN NULL;
END $note$"""
