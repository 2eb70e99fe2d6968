"""How tests are collected, read and disputed, beyond the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _snapshots()
    _more_of_a_specimen()
    _more_of_a_result()
    _beside_a_specimen()
    _devices()


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")


def _text(name: str, length: int | None = None) -> sa.Column:
    kind = sa.Text() if length is None else sa.String(length)
    return sa.Column(name, kind, nullable=False, server_default="")


def _word(name: str) -> sa.Column:
    return sa.Column(name, sa.String(40), nullable=False, server_default="unknown")


def _maybe(name: str, kind: sa.types.TypeEngine) -> sa.Column:
    return sa.Column(name, kind, nullable=True)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _needed(name: str, kind: sa.types.TypeEngine) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def _ends(table: str) -> tuple:
    """What every amended record ends with."""
    return (
        _needed("revision", sa.Integer()),
        _needed("id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _of_an_import(table: str) -> tuple:
    return _maybe("import_id", sa.Integer()), _refers(table, "import_id", "import_batch")


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _partial(name: str, table: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=condition, postgresql_where=condition)


def _snapshots() -> None:
    op.create_table(
        "medication_snapshot",
        _needed("episode_id", sa.Integer()),
        _needed("fingerprint", sa.String(64)),
        _needed("medicines", sa.JSON()),
        *_ends("medication_snapshot"),
        _refers("medication_snapshot", "episode_id", "episode"),
        sa.UniqueConstraint(
            "episode_id",
            "fingerprint",
            name=op.f("uq_medication_snapshot_episode_id_fingerprint"),
        ),
    )


def _more_of_a_specimen() -> None:
    for column in (
        _text("order_number", 60),
        _text("laboratory_number", 60),
        _text("custody_number", 60),
        _word("seal_intact"),
        _text("observed_by", 100),
        _word("observer_sex"),
        _maybe("temperature", sa.Double()),
        _word("oxidant"),
        _maybe("notified_at", _moment()),
        _maybe("due_at", _moment()),
        _maybe("received_at", _moment()),
        _maybe("reported_at", _moment()),
        _text("admission", 300),
        _maybe("admitted_substances", sa.JSON()),
        sa.Column("disputed", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        _maybe("disputed_on", sa.Date()),
        _text("disputed_reason", 300),
    ):
        op.add_column("specimen", column)
    op.add_column(
        "specimen",
        sa.Column(
            "snapshot_id",
            sa.Integer(),
            sa.ForeignKey(
                "medication_snapshot.id", name=op.f("fk_specimen_snapshot_id_medication_snapshot")
            ),
            nullable=True,
        ),
        inline_references=True,
    )
    _partial("ix_specimen_order_number", "specimen", "order_number", "order_number <> ''")
    _partial("ix_specimen_disputed", "specimen", "collected_on", "disputed")


def _more_of_a_result() -> None:
    for column in (
        _text("code", 20),
        _text("comment"),
        _maybe("sent_on", sa.Date()),
        _text("confirmation_laboratory", 120),
        _text("confirmation_method", 60),
        _maybe("confirmation_level", sa.Double()),
        _maybe("confirmation_cutoff", sa.Double()),
    ):
        op.add_column("specimen_result", column)


def _beside_a_specimen() -> None:
    op.create_table(
        "superseded_result",
        _needed("specimen_id", sa.Integer()),
        _needed("substance", sa.String(40)),
        _maybe("result", sa.String(40)),
        _needed("confirmation", sa.String(40)),
        _maybe("confirmed_on", sa.Date()),
        _needed("explanation", sa.String(40)),
        _maybe("level", sa.Double()),
        _needed("unit", sa.String(20)),
        _maybe("cutoff", sa.Double()),
        _needed("reported_as", sa.String(120)),
        _needed("code", sa.String(20)),
        _maybe("confirmation_level", sa.Double()),
        _maybe("reported_on", sa.Date()),
        _needed("superseded_on", sa.Date()),
        _needed("report", sa.String(120)),
        _needed("reason", sa.String(300)),
        *_of_an_import("superseded_result"),
        *_ends("superseded_result"),
        _refers("superseded_result", "specimen_id", "specimen"),
    )
    op.create_table(
        "custody_step",
        _needed("specimen_id", sa.Integer()),
        _needed("handed_at", _moment()),
        _needed("from_whom", sa.String(100)),
        _needed("to_whom", sa.String(100)),
        _needed("purpose", sa.String(120)),
        _needed("seal_intact", sa.String(40)),
        _needed("remarks", sa.String(300)),
        *_of_an_import("custody_step"),
        *_ends("custody_step"),
        _refers("custody_step", "specimen_id", "specimen"),
    )
    op.create_table(
        "specimen_note",
        _needed("specimen_id", sa.Integer()),
        _needed("kind", sa.String(40)),
        _needed("written_at", _moment()),
        _needed("by", sa.String(100)),
        _needed("text", sa.Text()),
        *_of_an_import("specimen_note"),
        *_ends("specimen_note"),
        _refers("specimen_note", "specimen_id", "specimen"),
    )
    for table in ("superseded_result", "custody_step", "specimen_note"):
        _indexed(table, "specimen_id", "import_id")
    op.create_table(
        "must_include",
        _needed("episode_id", sa.Integer()),
        _needed("substance", sa.String(40)),
        _needed("started_on", sa.Date()),
        _maybe("ended_on", sa.Date()),
        _needed("reason", sa.String(300)),
        *_ends("must_include"),
        _refers("must_include", "episode_id", "episode"),
    )
    _indexed("must_include", "episode_id")


def _devices() -> None:
    op.create_table(
        "device_spell",
        _needed("episode_id", sa.Integer()),
        _needed("kind", sa.String(40)),
        _needed("vendor", sa.String(120)),
        _needed("serial", sa.String(60)),
        _needed("started_on", sa.Date()),
        _maybe("ended_on", sa.Date()),
        _maybe("asked_days", sa.Integer()),
        _needed("ordered_by", sa.String(100)),
        _needed("reason", sa.String(300)),
        _needed("end_reason", sa.String(300)),
        *_of_an_import("device_spell"),
        *_ends("device_spell"),
        _refers("device_spell", "episode_id", "episode"),
    )
    _indexed("device_spell", "episode_id", "import_id")
    op.create_table(
        "device_alert",
        _needed("episode_id", sa.Integer()),
        _maybe("spell_id", sa.Integer()),
        _needed("kind", sa.String(40)),
        _needed("happened_on", sa.Date()),
        _maybe("happened_at", _moment()),
        _needed("state", sa.String(40)),
        _maybe("answered_on", sa.Date()),
        _needed("answered_by", sa.String(100)),
        _maybe("level", sa.Double()),
        _needed("text", sa.Text()),
        *_of_an_import("device_alert"),
        *_ends("device_alert"),
        _refers("device_alert", "episode_id", "episode"),
        _refers("device_alert", "spell_id", "device_spell"),
    )
    _indexed("device_alert", "episode_id", "spell_id", "import_id")
    _partial("ix_device_alert_open", "device_alert", "happened_on", "state = 'open'")
