"""Anchors of the history, who looked at whom, and what a review said."""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
