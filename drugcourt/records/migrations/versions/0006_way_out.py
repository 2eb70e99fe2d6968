"""What the way out of a program still lacked, and who went over to which version of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _moves()
    _expungement_rules()
    _exit_surveys()


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")


def _moves() -> None:
    op.create_table(
        "version_move",
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_version_move_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["program_version.id"], name=op.f("fk_version_move_from_id_program_version")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["program_version.id"], name=op.f("fk_version_move_to_id_program_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_move")),
    )
    op.create_index(op.f("ix_version_move_episode_id"), "version_move", ["episode_id"])
    op.create_index(op.f("ix_version_move_moved_on"), "version_move", ["moved_on"])


def _expungement_rules() -> None:
    op.create_table(
        "expungement_rule",
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=300), nullable=False),
        *_amended(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expungement_rule")),
        sa.UniqueConstraint("outcome", "level", name=op.f("uq_expungement_rule_outcome_level")),
    )


def _exit_surveys() -> None:
    op.create_table(
        "exit_survey",
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("leaving", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("helped", sa.Text(), nullable=False),
        sa.Column("hindered", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        *_amended(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_exit_survey_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_survey")),
    )
    op.create_index(op.f("ix_exit_survey_episode_id"), "exit_survey", ["episode_id"])
    op.create_index(op.f("ix_exit_survey_taken_on"), "exit_survey", ["taken_on"])


def _amended() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
    )
