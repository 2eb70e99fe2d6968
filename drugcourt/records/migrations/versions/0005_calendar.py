"""Court sessions from a recurrence, closures, calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _amended() -> tuple[sa.Column, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "docket",
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("judge", sa.String(length=100), nullable=False),
        sa.Column("courtroom", sa.String(length=60), nullable=False),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("minutes_each", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docket")),
        sa.UniqueConstraint("title", name=op.f("uq_docket_title")),
    )
    op.create_table(
        "closure",
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("sits", sa.Boolean(), nullable=False),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
        sa.UniqueConstraint("closed_on", name=op.f("uq_closure_closed_on")),
    )
    op.create_table(
        "withdrawn_event",
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("of_session", sa.Boolean(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("courtroom", sa.String(length=60), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawn_event")),
    )
    op.create_index(op.f("ix_withdrawn_event_uid"), "withdrawn_event", ["uid"])
    op.create_index(op.f("ix_withdrawn_event_held_on"), "withdrawn_event", ["held_on"])
    op.create_table(
        "recurrence",
        sa.Column("docket_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("on_closed", sa.String(length=40), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["docket_id"], ["docket.id"], name=op.f("fk_recurrence_docket_id_docket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurrence")),
    )
    op.create_index(op.f("ix_recurrence_docket_id"), "recurrence", ["docket_id"])
    _columns()


def _columns() -> None:
    """What the tables that stand already learn besides."""
    op.add_column(
        "court", sa.Column("time_zone", sa.String(length=60), nullable=False, server_default="")
    )
    for column in (
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_why", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("uid", sa.String(length=36), nullable=False, server_default=""),
        sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("court_session", column)
    for column in (
        sa.Column("added_on", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False, server_default=""),
        sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("docket_entry", column)


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
