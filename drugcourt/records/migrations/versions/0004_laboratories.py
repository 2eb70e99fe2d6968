"""What laboratories send: originals, code maps, what waits for a person."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
