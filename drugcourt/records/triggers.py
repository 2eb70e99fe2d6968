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


def unchanging(dialect: str, *tables: str) -> tuple[str, ...]:
    """Statements that refuse every change and removal in these tables, such as a draw's."""
    if dialect == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION is_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'this record is never changed'; END $$"
        )
        return (
            function,
            *(
                f"CREATE TRIGGER {table}_unchanging BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION is_never_changed()"
                for table in tables
            ),
        )
    return tuple(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'this record is never changed'); END"
        for table in tables
        for act in ("UPDATE", "DELETE")
    )
