"""Court sessions from a recurrence, closures, calendars."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
