"""What keeps the history append-only in the database itself, for SQLite and for PostgreSQL."""

from __future__ import annotations

SQLITE = (
    """CREATE TRIGGER history_entry_no_update BEFORE UPDATE ON history_entry
       BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER history_entry_no_delete BEFORE DELETE ON history_entry
       BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
)

POSTGRESQL = (
    """CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$""",
    """CREATE TRIGGER history_entry_append_only BEFORE UPDATE OR DELETE ON history_entry
       FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()""",
)


def statements(dialect: str) -> tuple[str, ...]:
    """The statements that guard the history, by the name of the database's dialect."""
    return POSTGRESQL if dialect == "postgresql" else SQLITE
