"""What the court answers with: its policy, the answers' reasons, the prizes and their draws."""

import sqlalchemy as sa
from alembic import op

from drugcourt.records import triggers

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _amended() -> tuple[sa.Column, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    _response_columns()
    _policy()
    _prizes()
    _draws()


def _response_columns() -> None:
    for column in (
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("behavior_key", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("goal", sa.String(length=40), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("suggested", sa.JSON(), nullable=True),
        sa.Column("rule", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("departure", sa.Text(), nullable=False, server_default=""),
        sa.Column("heard", sa.String(length=40), nullable=False, server_default="unsaid"),
        sa.Column("explanation", sa.Text(), nullable=False, server_default=""),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("counsel", sa.Boolean(), nullable=True),
        sa.Column("jail_from", sa.Date(), nullable=True),
        sa.Column("jail_until", sa.Date(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=True),
    ):
        op.add_column("response", column)
    op.create_index("ix_response_given", "response", ["given_on", "family"])
    op.create_index("ix_response_behavior", "response", ["behavior_key", "given_on"])


def _policy() -> None:
    op.create_table(
        "response_policy",
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("kept_by", sa.String(length=100), nullable=False),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_policy")),
    )
    op.create_index(op.f("ix_response_policy_started_on"), "response_policy", ["started_on"])


def _prizes() -> None:
    op.create_table(
        "prize",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("worth_cents", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("barred", sa.String(length=300), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize")),
    )
    op.create_table(
        "stock_entry",
        sa.Column("prize_id", sa.Integer(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["prize_id"], ["prize.id"], name=op.f("fk_stock_entry_prize_id_prize")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_entry")),
    )
    op.create_index(op.f("ix_stock_entry_prize_id"), "stock_entry", ["prize_id"])
    op.create_table(
        "points_spent",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("prize_id", sa.Integer(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_points_spent_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["prize_id"], ["prize.id"], name=op.f("fk_points_spent_prize_id_prize")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_spent")),
    )
    op.create_index(op.f("ix_points_spent_episode_id"), "points_spent", ["episode_id"])
    op.create_index(op.f("ix_points_spent_prize_id"), "points_spent", ["prize_id"])


def _draws() -> None:
    op.create_table(
        "fishbowl_draw",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("prize_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=40), nullable=False),
        sa.Column("bowl", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.String(length=16), nullable=False),
        sa.Column("slip", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_fishbowl_draw_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_fishbowl_draw_response_id_response")
        ),
        sa.ForeignKeyConstraint(
            ["prize_id"], ["prize.id"], name=op.f("fk_fishbowl_draw_prize_id_prize")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fishbowl_draw")),
        sa.UniqueConstraint(
            "episode_id", "day", "number", name=op.f("uq_fishbowl_draw_episode_id_day_number")
        ),
    )
    for column in ("episode_id", "response_id", "prize_id"):
        op.create_index(op.f(f"ix_fishbowl_draw_{column}"), "fishbowl_draw", [column])
    for statement in triggers.unchanging(op.get_bind().dialect.name, "fishbowl_draw"):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
