"""What supervision keeps: conditions asked of a participant, permissions, custody, service."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _amended() -> tuple[sa.Column, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
    )


def _keys(table: str, **others: str) -> tuple[sa.Constraint, ...]:
    """Its own number, its episode, and what else it points at."""
    foreign = {"episode_id": "episode", **others}
    return (
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
            )
            for column, target in foreign.items()
        ),
    )


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    _conditions()
    _permissions()
    _custody()
    _service()
    _arrests()
    _contacts()


def _conditions() -> None:
    op.create_table(
        "imposed_condition",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("from_time", sa.String(length=5), nullable=False),
        sa.Column("until_time", sa.String(length=5), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=True),
        sa.Column("ordered_by", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("end_reason", sa.String(length=300), nullable=False),
        *_amended(),
        *_keys("imposed_condition"),
    )
    _indexes("imposed_condition", "episode_id", "kind", "ended_on")
    op.create_table(
        "condition_check",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("imposed_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_at", sa.String(length=5), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("infraction_id", sa.Integer(), nullable=True),
        *_amended(),
        *_keys("condition_check", imposed_id="imposed_condition", infraction_id="infraction"),
    )
    _indexes("condition_check", "episode_id", "imposed_id", "checked_on", "infraction_id")


def _permissions() -> None:
    op.create_table(
        "permission_request",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=100), nullable=False),
        sa.Column("answered_how", sa.String(length=40), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=False),
        *_amended(),
        *_keys("permission_request"),
    )
    _indexes("permission_request", "episode_id", "answer")


def _custody() -> None:
    op.create_table(
        "custody_stay",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("span_id", sa.Integer(), nullable=False),
        sa.Column("facility", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("legal_event_id", sa.Integer(), nullable=True),
        sa.Column("ends_expected", sa.Date(), nullable=True),
        sa.Column("hold", sa.String(length=300), nullable=False),
        sa.Column("medication_told", sa.String(length=40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("released_to", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_amended(),
        *_keys(
            "custody_stay",
            span_id="status_span",
            response_id="response",
            legal_event_id="legal_event",
        ),
        sa.UniqueConstraint("span_id", name=op.f("uq_custody_stay_span_id")),
    )
    _indexes("custody_stay", "episode_id", "response_id", "legal_event_id")


def _service() -> None:
    op.create_table(
        "service_order",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("pays", sa.String(length=40), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.String(length=300), nullable=False),
        *_amended(),
        *_keys("service_order"),
    )
    _indexes("service_order", "episode_id", "due_on")
    for name, target in (("order_id", "service_order"), ("response_id", "response")):
        key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_service_entry_{name}_{target}"))
        column = sa.Column(name, sa.Integer(), key, nullable=True)
        op.add_column("service_entry", column, inline_references=True)
        _indexes("service_entry", name)


def _arrests() -> None:
    """What becomes known of a new arrest besides its day, and when the team heard of it."""
    for column in (
        sa.Column("agency", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("drug_related", sa.String(length=40), nullable=False, server_default="unknown"),
        sa.Column("outcome", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_by", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("told_what", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("legal_event", column)


def _contacts() -> None:
    """Derived with the standing, which counts as stale until its contacts are derived too."""
    op.create_table(
        "contact_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.String(length=120), nullable=False),
        sa.Column("asked", sa.String(length=300), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("lacking", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("last_mode", sa.String(length=40), nullable=True),
        sa.Column("tried", sa.Integer(), nullable=False),
        *_keys("contact_due"),
    )
    _indexes("contact_due", "episode_id", "due_on")
    op.add_column("standing", sa.Column("contacts_on", sa.Date(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
