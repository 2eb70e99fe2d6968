"""How tests are collected, read and disputed, beyond the first tables."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
