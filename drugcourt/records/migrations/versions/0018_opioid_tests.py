"""The standing knows the first test that was positive for an opioid, for the list of naloxone."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("standing", sa.Column("opioid_on", sa.Date(), nullable=True))
    # what was derived before does not know it: it is derived again when the court is opened next
    op.execute("UPDATE standing SET contacts_on = NULL")
