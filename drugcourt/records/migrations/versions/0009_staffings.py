"""What the team's meetings keep: who was there, what was weighed and decided, the minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _amended() -> tuple[sa.Column, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
    )


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def upgrade() -> None:
    op.create_table(
        "staffing",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("addition", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=100), nullable=False),
        *_amended(),
        _of("staffing", "session_id", "court_session"),
        _key("staffing"),
        sa.UniqueConstraint("session_id", name=op.f("uq_staffing_session_id")),
    )
    op.create_table(
        "team_seat",
        sa.Column("staffing_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("presence", sa.String(length=40), nullable=True),
        *_amended(),
        _of("team_seat", "staffing_id", "staffing"),
        _key("team_seat"),
        sa.UniqueConstraint(
            "staffing_id", "role", "name", name=op.f("uq_team_seat_staffing_id_role_name")
        ),
    )
    op.create_table(
        "report_request",
        sa.Column("staffing_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        *_amended(),
        _of("report_request", "staffing_id", "staffing"),
        _key("report_request"),
        sa.UniqueConstraint(
            "staffing_id", "provider", name=op.f("uq_report_request_staffing_id_provider")
        ),
    )
    _decisions()


def _decisions() -> None:
    """One item a participant, with what was weighed and who saw it otherwise."""
    op.create_table(
        "staffing_item",
        sa.Column("staffing_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("behavior", sa.String(length=300), nullable=False),
        sa.Column("behavior_key", sa.String(length=60), nullable=False),
        sa.Column("rule", sa.String(length=300), nullable=False),
        sa.Column("goal", sa.String(length=40), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("recommended", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        *_amended(),
        _of("staffing_item", "staffing_id", "staffing"),
        _of("staffing_item", "episode_id", "episode"),
        _key("staffing_item"),
        sa.UniqueConstraint(
            "staffing_id", "episode_id", name=op.f("uq_staffing_item_staffing_id_episode_id")
        ),
    )
    op.create_index(op.f("ix_staffing_item_episode_id"), "staffing_item", ["episode_id"])
    op.create_table(
        "staffing_option",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("magnitude", sa.String(length=40), nullable=False),
        sa.Column("jail_days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        *_amended(),
        _of("staffing_option", "item_id", "staffing_item"),
        _of("staffing_option", "episode_id", "episode"),
        _key("staffing_option"),
    )
    op.create_table(
        "dissent",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_amended(),
        _of("dissent", "item_id", "staffing_item"),
        _of("dissent", "episode_id", "episode"),
        _key("dissent"),
    )
    for table in ("staffing_option", "dissent"):
        for column in ("item_id", "episode_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
