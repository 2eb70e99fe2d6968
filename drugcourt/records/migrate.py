"""How the tables of a court file come to be and are brought up to date, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from drugcourt.errors import DiskTrouble, NotACourt
from drugcourt.records.everything import METADATA

HEAD = "0019"
FOLDER = Path(__file__).parent / "migrations"


def version_of(engine: Engine) -> str | None:
    """The revision the file's tables stand at; None for a file without tables."""
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DatabaseError as problem:
            if "no such table" in str(problem) or "does not exist" in str(problem):
                return None
            raise


def bring_up_to_date(engine: Engine, file: Path | None, *, create: bool = False) -> None:
    """Upgrade to HEAD in one transaction; the file is copied first, a newer one is refused.

    With `create` an empty file gets its tables. Raises NotACourt for a newer or foreign file.
    """
    stands_at = version_of(engine)
    if stands_at == HEAD:
        return
    if stands_at is None and not create:
        raise NotACourt("That file holds no court and was left as it is; choose another file.")
    if stands_at is not None and stands_at not in known_revisions():
        raise NotACourt(
            "This court was last used with a newer version of the program and was left as it is; "
            "install the new version on this computer, then open it again."
        )
    if stands_at is not None and file is not None:
        _copy_aside(engine, file, stands_at)
    _upgrade(engine)


def known_revisions() -> set[str]:
    """Every revision this program has a step for; file names begin with their revision."""
    return {step.stem.split("_")[0] for step in (FOLDER / "versions").glob("[0-9]*.py")}


def _copy_aside(engine: Engine, file: Path, stands_at: str) -> None:
    """Keep the file as it was, beside itself, before a step touches it."""
    aside = file.with_name(f"{file.name}.before-{stands_at}")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        shutil.copy2(file, aside)
    except OSError as trouble:
        raise DiskTrouble(
            "The court file could not be copied before its upgrade, so it was left as it is; free "
            "some disk space and open it again."
        ) from trouble


def _upgrade(engine: Engine) -> None:
    # Alembic costs most of a second to import; it is needed only on the day of a step.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs("head", revision)

    with (
        EnvironmentContext(config, scripts, fn=steps) as environment,
        engine.execution_options(writes=True).begin() as connection,
    ):
        environment.configure(
            connection=connection,
            target_metadata=METADATA,
            transactional_ddl=True,
            transaction_per_migration=False,
            render_as_batch=True,
        )
        environment.run_migrations()
