"""How somebody reached the court: referral, gates, screens, waiting list, observation, packet."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column, once: tuple[str, ...] = (), imported: bool = False) -> None:
    """A table of an episode; `once` names what stands there only once."""
    constraints = [
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f(f"fk_{name}_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    ]
    if once:
        constraints.append(sa.UniqueConstraint(*once, name=op.f(f"uq_{name}_{'_'.join(once)}")))
    if imported:
        columns = (*columns, sa.Column("import_id", sa.Integer(), nullable=True))
        constraints.append(
            sa.ForeignKeyConstraint(
                ["import_id"], ["import_batch.id"], name=op.f(f"fk_{name}_import_id_import_batch")
            )
        )
    op.create_table(
        name,
        sa.Column("episode_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *constraints,
    )
    if not once:
        op.create_index(op.f(f"ix_{name}_episode_id"), name, ["episode_id"])
    if imported:
        op.create_index(op.f(f"ix_{name}_import_id"), name, ["import_id"])


def _word(name: str, *, may_lack: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(40), nullable=may_lack)


def _text(name: str, length: int | None = None) -> sa.Column:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _day(name: str, *, may_lack: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=may_lack)


def upgrade() -> None:
    _table(
        "referral",
        _word("channel"),
        _word("intercept"),
        _text("agency", 200),
        _text("referred_by", 100),
        _text("reach", 200),
        _day("encounter_on", may_lack=True),
        _text("encounter_place", 200),
        _text("encounter"),
        sa.Column("prior_contacts", sa.Integer(), nullable=True),
        _text("held_charges"),
        _day("abeyance_until", may_lack=True),
        _word("held"),
        _text("defense_counsel", 100),
        _day("offered_on", may_lack=True),
        _day("ordered_on", may_lack=True),
        _word("ground", may_lack=True),
        _text("ground_text"),
        _text("decided_by", 100),
        _day("decided_on", may_lack=True),
        once=("episode_id",),
        imported=True,
    )
    for column in ("channel", "intercept"):
        op.create_index(op.f(f"ix_referral_{column}"), "referral", [column])
    _table(
        "referral_gate",
        _word("keeper"),
        _word("verdict"),
        _day("sent_on", may_lack=True),
        _day("decided_on", may_lack=True),
        _text("decided_by", 100),
        _word("ground", may_lack=True),
        _text("text"),
        once=("episode_id", "keeper"),
        imported=True,
    )
    _table(
        "criterion_answer",
        _text("key", 60),
        _word("answer"),
        _text("evidence", 300),
        _day("answered_on"),
        _text("answered_by", 100),
        _text("override_reason", 300),
        _text("override_by", 200),
        once=("episode_id", "key"),
    )
    _table(
        "clinical_screen",
        _text("instrument", 100),
        _text("score", 40),
        _word("severity"),
        _word("level", may_lack=True),
        _day("screened_on"),
        _text("assessor", 100),
    )
    _table(
        "risk_screen",
        _text("tool", 100),
        _text("score", 40),
        _word("risk"),
        _word("need"),
        _day("screened_on"),
        _text("assessor", 100),
    )
    _table(
        "waiting_place",
        _day("placed_on"),
        _word("reason"),
        _day("until"),
        _day("ended_on", may_lack=True),
        _text("text", 300),
    )
    _table("court_observation", _day("watched_on"), _text("text", 200))
    _table(
        "packet_item",
        _text("key", 60),
        _day("done_on"),
        _text("kept_where", 200),
        once=("episode_id", "key"),
    )
