"""Who may open a court, with which role, and what each sign-in left."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("state", sa.String(40), nullable=False, server_default="open"))
    for name in ("second_factor", "must_choose"):
        op.add_column(
            "staff", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.add_column("staff", sa.Column("password_set_on", sa.Date(), nullable=True))
    op.create_table(
        "staff_secret",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_secret_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_secret")),
    )
    op.create_table(
        "role_right",
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("area", sa.String(40), nullable=False),
        sa.Column("rights", sa.String(120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_right")),
        sa.UniqueConstraint("role", "area", name=op.f("uq_role_right_role_area")),
    )
    op.create_table(
        "account_event",
        sa.Column("login", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("machine", sa.String(20), nullable=False),
        sa.Column("wrong_before", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_event")),
    )
    op.create_index(op.f("ix_account_event_login"), "account_event", ["login"])
    op.create_table(
        "door_try",
        sa.Column("login", sa.String(60), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("machine", sa.String(20), nullable=False),
        sa.Column("uptime", sa.Float(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_try")),
    )


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
