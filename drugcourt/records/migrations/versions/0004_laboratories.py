"""What laboratories send: originals, code maps, what waits for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _originals()
    _reports()
    _decisions()
    _documents()


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")


def _text(name: str, length: int | None = None) -> sa.Column:
    return sa.Column(name, sa.Text() if length is None else sa.String(length), nullable=False)


def _needed(name: str, kind: sa.types.TypeEngine) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def _maybe(name: str, kind: sa.types.TypeEngine) -> sa.Column:
    return sa.Column(name, kind, nullable=True)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _numbered(table: str) -> tuple:
    return (
        _needed("id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _originals() -> None:
    table = "laboratory_original"
    op.create_table(
        table,
        _text("sha256", 64),
        _text("name", 255),
        _text("form", 20),
        _needed("size", sa.Integer()),
        _needed("packed", sa.LargeBinary()),
        _needed("kept_at", sa.DateTime(timezone=True)),
        _needed("problems", sa.JSON()),
        _maybe("import_id", sa.Integer()),
        *_numbered(table),
        _refers(table, "import_id", "import_batch"),
        _unique(table, "sha256"),
    )
    _indexed(table, "import_id")


def _reports() -> None:
    table = "laboratory_report"
    op.create_table(
        table,
        _needed("original_id", sa.Integer()),
        _needed("line", sa.Integer()),
        _text("laboratory", 120),
        _text("accession", 60),
        _text("message_id", 200),
        _text("fingerprint", 64),
        _needed("content", sa.JSON()),
        _text("state", 40),
        _text("waits_for", 20),
        _text("reason"),
        _maybe("person_id", sa.Integer()),
        _maybe("collected_on", sa.Date()),
        _needed("settled", sa.JSON()),
        _maybe("specimen_id", sa.Integer()),
        _maybe("import_id", sa.Integer()),
        _needed("revision", sa.Integer()),
        *_numbered(table),
        _refers(table, "original_id", "laboratory_original"),
        _refers(table, "person_id", "person"),
        _refers(table, "specimen_id", "specimen"),
        _refers(table, "import_id", "import_batch"),
    )
    _indexed(table, "original_id", "fingerprint", "person_id", "specimen_id", "import_id")
    op.create_index("ix_laboratory_report_accession", table, ["laboratory", "accession"])
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_laboratory_report_waiting",
        table,
        ["waits_for"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _decisions() -> None:
    op.create_table(
        "laboratory_person",
        _text("laboratory", 120),
        _text("lab_number", 60),
        _needed("person_id", sa.Integer()),
        _needed("revision", sa.Integer()),
        *_numbered("laboratory_person"),
        _refers("laboratory_person", "person_id", "person"),
        _unique("laboratory_person", "laboratory", "lab_number"),
    )
    _indexed("laboratory_person", "person_id")
    op.create_table(
        "laboratory_meaning",
        _text("laboratory", 120),
        _text("kind", 10),
        _text("key", 400),
        _text("shown", 200),
        _text("meaning", 60),
        _needed("revision", sa.Integer()),
        *_numbered("laboratory_meaning"),
        _unique("laboratory_meaning", "laboratory", "kind", "key"),
    )


def _documents() -> None:
    table = "laboratory_document"
    op.create_table(
        table,
        _needed("report_id", sa.Integer()),
        _text("name", 120),
        _text("sha256", 64),
        _needed("size", sa.Integer()),
        _needed("content", sa.LargeBinary()),
        _maybe("import_id", sa.Integer()),
        *_numbered(table),
        _refers(table, "report_id", "laboratory_report"),
        _refers(table, "import_id", "import_batch"),
    )
    _indexed(table, "report_id", "import_id")
