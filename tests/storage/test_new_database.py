"""A new SQLite file is what the migrations would have made of it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from lab.program.program import ROOT
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.migrations import new_database
from unionjobs_scraper.storage.migrations.new_database import SCRIPT
from unionjobs_scraper.storage.migrations.upgrade import migrate
from unionjobs_scraper.storage.schema import REVISION

pytestmark = pytest.mark.slow


def made(path: Path) -> dict[tuple[str, str], str]:
    """Every table, index and view of a file, and the statement behind each, whatever its spaces."""
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in rows}


def migrated(path: Path) -> Path:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    return path


def test_a_new_file_is_what_the_migrations_make(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'new.db'}").close()
    new = made(tmp_path / "new.db")
    assert {name for kind, name in new if kind == "table"} >= {"postings", "spells", "changes", "runs"}
    assert new == made(migrated(tmp_path / "migrated.db"))
    with closing(sqlite3.connect(tmp_path / "new.db")) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchall() == [(REVISION,)]


def test_a_file_that_holds_something_else_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE notes (words TEXT)")
        file.execute("INSERT INTO notes VALUES ('kept')")
    Database(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT words FROM notes").fetchall() == [("kept",)]
    own = made(path)
    del own["table", "notes"]
    assert own == made(migrated(tmp_path / "migrated.db"))


def test_nothing_is_left_of_a_new_file_that_could_not_be_finished(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    part = tmp_path / "part.sql"
    part.write_text(SCRIPT.read_text(encoding="utf-8") + "\n\nno statement;\n", encoding="utf-8")
    path = tmp_path / "unionjobs.db"
    with monkeypatch.context() as patch:
        patch.setattr(new_database, "SCRIPT", part)
        with pytest.raises(Exception, match="syntax error"):
            Database(f"sqlite:///{path}")
    assert made(path) == {}
    Database(f"sqlite:///{path}").close()
    assert made(path) == made(migrated(tmp_path / "migrated.db"))


def test_neither_a_new_nor_a_known_database_loads_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['alembic'] = None\n"
        "from unionjobs_scraper.storage.database import Database\n"
        "for _ in range(2): Database(sys.argv[1]).close()"
    )
    subprocess.run([sys.executable, "-c", code, f"sqlite:///{tmp_path / 'new.db'}"], cwd=ROOT, check=True)
