from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from drugcourt.errors import NotACourt
from drugcourt.opening import open_court
from drugcourt.records import everything, migrate
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD


def test_the_steps_make_exactly_the_tables_that_the_records_describe(workspace: Workspace) -> None:
    with workspace.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, everything.METADATA)
    assert [d for d in differences if "alembic_version" not in str(d)] == []


def test_the_newest_step_is_the_one_the_program_expects() -> None:
    assert max(migrate.known_revisions()) == migrate.HEAD


def test_a_court_of_a_newer_program_is_refused_and_not_touched(workspace: Workspace) -> None:
    with workspace.database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    workspace.close()
    before = workspace.path.read_bytes()
    with pytest.raises(NotACourt, match="newer version"):
        open_court(workspace.path, PASSWORD)
    assert workspace.path.read_bytes() == before


def test_a_step_that_fails_half_way_leaves_nothing_behind(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = migrate.HEAD
    steps = tmp_path / "steps"
    (steps / "versions").mkdir(parents=True)
    for file in (migrate.FOLDER / "versions").glob("0*.py"):
        (steps / "versions" / file.name).write_text(file.read_text())
    (steps / "script.py.mako").write_text((migrate.FOLDER / "script.py.mako").read_text())
    (steps / "versions" / "0999_fails.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '0999'\ndown_revision = '{before}'\n"
        "def upgrade():\n"
        "    op.add_column('person', sa.Column('half', sa.String(5)))\n"
        "    op.create_table('half', sa.Column('id', sa.Integer))\n"
        "    raise RuntimeError('the power went out')\n"
    )
    monkeypatch.setattr(migrate, "FOLDER", steps)
    monkeypatch.setattr(migrate, "HEAD", "0999")
    with pytest.raises(RuntimeError, match="power"):
        migrate.bring_up_to_date(workspace.database.engine, workspace.path)
    with workspace.database.engine.connect() as connection:
        tables = connection.execute(
            text("SELECT name FROM sqlite_master WHERE name = 'half'")
        ).all()
        columns = [row[1] for row in connection.execute(text("PRAGMA table_info(person)"))]
        stamp = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert tables == []
    assert "half" not in columns
    assert stamp == before
    assert list(workspace.path.parent.glob("cedar.court.before-*"))
