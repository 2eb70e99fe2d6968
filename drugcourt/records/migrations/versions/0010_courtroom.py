"""What a court day keeps: warrants step by step, the frozen minutes, tasks that follow."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _amended() -> tuple[sa.Column, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    _warrants()
    _tasks()
    _minutes()
    op.add_column(
        "docket",
        sa.Column("public_title", sa.String(length=100), nullable=False, server_default=""),
    )


def _warrants() -> None:
    op.create_table(
        "warrant",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("docket_entry_id", sa.Integer(), nullable=True),
        sa.Column("return_entry_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_by", sa.String(length=100), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("served_by", sa.String(length=100), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=True),
        sa.Column("recalled_on", sa.Date(), nullable=True),
        sa.Column("recalled_why", sa.Text(), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_warrant_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["docket_entry_id"],
            ["docket_entry.id"],
            name=op.f("fk_warrant_docket_entry_id_docket_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["return_entry_id"],
            ["docket_entry.id"],
            name=op.f("fk_warrant_return_entry_id_docket_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warrant")),
    )
    for column in ("episode_id", "docket_entry_id", "return_entry_id"):
        op.create_index(op.f(f"ix_warrant_{column}"), "warrant", [column])
    out = sa.text("served_on IS NULL AND recalled_on IS NULL")
    op.create_index(
        "ix_warrant_out", "warrant", ["issued_on"], sqlite_where=out, postgresql_where=out
    )


def _tasks() -> None:
    op.create_table(
        "court_task",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("docket_entry_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(length=100), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_court_task_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["docket_entry_id"],
            ["docket_entry.id"],
            name=op.f("fk_court_task_docket_entry_id_docket_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_task")),
    )
    op.create_index(op.f("ix_court_task_episode_id"), "court_task", ["episode_id"])
    op.create_index(op.f("ix_court_task_docket_entry_id"), "court_task", ["docket_entry_id"])
    still_open = sa.text("done_on IS NULL")
    op.create_index(
        "ix_court_task_open",
        "court_task",
        ["due_on"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _minutes() -> None:
    op.create_table(
        "minute_line",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("docket_entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=100), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["court_session.id"],
            name=op.f("fk_minute_line_session_id_court_session"),
        ),
        sa.ForeignKeyConstraint(
            ["docket_entry_id"],
            ["docket_entry.id"],
            name=op.f("fk_minute_line_docket_entry_id_docket_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minute_line")),
        sa.UniqueConstraint("docket_entry_id", name=op.f("uq_minute_line_docket_entry_id")),
    )
    op.create_index(op.f("ix_minute_line_session_id"), "minute_line", ["session_id"])
    op.create_table(
        "court_act",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("docket_entry_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["court_session.id"],
            name=op.f("fk_court_act_session_id_court_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_act")),
    )
    op.create_index(op.f("ix_court_act_session_id"), "court_act", ["session_id"])


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
