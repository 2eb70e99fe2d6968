"""The draws of who is tested on a day."""

import sqlalchemy as sa
from alembic import op

from drugcourt.records import triggers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _times() -> tuple[sa.Column, ...]:
    return (
        sa.Column("target", sa.String(length=10), nullable=False),
        sa.Column("least", sa.String(length=10), nullable=False),
        sa.Column("most", sa.String(length=10), nullable=False),
    )


def _amended() -> tuple[sa.Column, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "draw",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=40), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("tested", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_draw_day_number")),
    )
    op.create_table(
        "draw_entry",
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("basis", sa.String(length=120), nullable=False),
        *_times(),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("closed", sa.JSON(), nullable=False),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("excused", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("own_number", sa.String(length=16), nullable=False),
        sa.Column("chance", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("specimen_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_entry_draw_id_draw")),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_draw_entry_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["specimen_id"], ["specimen.id"], name=op.f("fk_draw_entry_specimen_id_specimen")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_entry")),
        sa.UniqueConstraint("draw_id", "episode_id", name=op.f("uq_draw_entry_draw_id_episode_id")),
    )
    op.create_index("ix_draw_entry_episode", "draw_entry", ["episode_id", "draw_id"])
    op.create_index("ix_draw_entry_unit", "draw_entry", ["unit", "draw_id"])
    op.create_index(op.f("ix_draw_entry_specimen_id"), "draw_entry", ["specimen_id"])
    op.create_table(
        "draw_policy",
        *_times(),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("reduced_places", sa.Integer(), nullable=True),
        sa.Column("allowance", sa.Integer(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("call_line", sa.String(length=300), nullable=False),
        sa.Column("origin", sa.String(length=300), nullable=False),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_policy")),
    )
    op.create_table(
        "testing_day",
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testing_day")),
    )
    op.create_index(op.f("ix_testing_day_first_on"), "testing_day", ["first_on"])
    op.create_table(
        "testing_group",
        sa.Column("name", sa.String(length=40), nullable=False),
        *_times(),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testing_group")),
        sa.UniqueConstraint("name", name=op.f("uq_testing_group_name")),
    )
    op.create_table(
        "testing_scheme",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        *_times(),
        sa.Column("reason", sa.String(length=300), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_testing_scheme_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["testing_group.id"], name=op.f("fk_testing_scheme_group_id_testing_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testing_scheme")),
    )
    op.create_index(op.f("ix_testing_scheme_episode_id"), "testing_scheme", ["episode_id"])
    op.create_index(op.f("ix_testing_scheme_group_id"), "testing_scheme", ["group_id"])
    op.create_table(
        "draw_override",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("test_reason", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_draw_override_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_override")),
    )
    op.create_index(op.f("ix_draw_override_episode_id"), "draw_override", ["episode_id"])
    op.create_index(op.f("ix_draw_override_first_on"), "draw_override", ["first_on"])
    for statement in triggers.unchanging(op.get_bind().dialect.name, "draw", "draw_entry"):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
