"""Who looked at whom, what touched the court as a whole, and which weeks were reviewed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_view",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(60), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(40), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_file_view_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_view")),
    )
    for column in ("episode_id", "login", "at"):
        op.create_index(op.f(f"ix_file_view_{column}"), "file_view", [column])
    op.create_table(
        "court_notice",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_notice")),
    )
    op.create_table(
        "week_review",
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.String(100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_review")),
        sa.UniqueConstraint("week_on", name=op.f("uq_week_review_week_on")),
    )
    op.create_index(op.f("ix_history_entry_at"), "history_entry", ["at"])
    if op.get_bind().dialect.name == "postgresql":  # emptying a table fires no other trigger there
        op.execute(
            "CREATE TRIGGER history_entry_not_emptied BEFORE TRUNCATE ON history_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()"
        )


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
