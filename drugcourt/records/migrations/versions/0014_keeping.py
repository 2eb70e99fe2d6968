"""What is sealed, expunged, held or due to be destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keeping_order",
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("court", sa.String(200), nullable=False),
        sa.Column("judge", sa.String(100), nullable=False),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(60), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wiped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keeping_order")),
        sa.UniqueConstraint("mark", name=op.f("uq_keeping_order_mark")),
    )
    op.create_index(op.f("ix_keeping_order_state"), "keeping_order", ["state"])
    _seals_and_holds()
    op.create_table(
        "retention_rule",
        sa.Column("record_class", sa.String(40), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
        sa.UniqueConstraint("record_class", name=op.f("uq_retention_rule_record_class")),
    )
    op.create_table(
        "nameless_line",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nameless_line")),
    )
    op.create_index(op.f("ix_nameless_line_draw_id"), "nameless_line", ["draw_id"])
    op.create_table(
        "history_redaction",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("order_mark", sa.String(32), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["history_entry.id"],
            name=op.f("fk_history_redaction_entry_id_history_entry"),
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_history_redaction")),
    )


def _seals_and_holds() -> None:
    op.create_table(
        "seal",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["keeping_order.id"], name=op.f("fk_seal_order_id_keeping_order")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_seal_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["court_case.id"], name=op.f("fk_seal_case_id_court_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
    )
    for name in ("order_id", "person_id", "case_id"):
        op.create_index(op.f(f"ix_seal_{name}"), "seal", [name])
    op.create_table(
        "legal_hold",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("placed_by", sa.String(100), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.String(100), nullable=False),
        sa.Column("released_why", sa.String(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_legal_hold_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_person_id"), "legal_hold", ["person_id"])
