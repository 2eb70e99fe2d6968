"""Safety: kits, overdoses, hand-offs, peers, services, days of watch, medication in custody."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _table(
    name: str,
    *columns: sa.Column,
    once: tuple[str, ...] = (),
    indexed: bool = True,
    **others: str,
) -> None:
    """A table of an episode; `others` are columns that point at another table."""
    constraints: list[sa.Constraint] = [
        sa.ForeignKeyConstraint(
            [column], [f"{target}.id"], name=op.f(f"fk_{name}_{column}_{target}")
        )
        for column, target in {"episode_id": "episode", **others}.items()
    ]
    if once:
        constraints.append(sa.UniqueConstraint(*once, name=op.f(f"uq_{name}_{'_'.join(once)}")))
    op.create_table(
        name,
        sa.Column("episode_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *constraints,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    if indexed:
        op.create_index(op.f(f"ix_{name}_episode_id"), name, ["episode_id"])


def _word(name: str) -> sa.Column:
    return sa.Column(name, sa.String(40), nullable=False)


def _text(name: str, length: int | None = None) -> sa.Column:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _day(name: str, *, may_lack: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=may_lack)


def upgrade() -> None:
    _table(
        "naloxone_kit",
        _day("issued_on"),
        _word("holder"),
        _text("holder_name", 100),
        _text("lot", 60),
        _day("expires_on", may_lack=True),
        _word("trained"),
        _day("used_on", may_lack=True),
        _day("gone_on", may_lack=True),
        _text("text", 300),
    )
    _table(
        "overdose",
        _day("happened_on"),
        sa.Column("fatal", sa.Boolean(), nullable=False),
        _word("naloxone"),
        _word("rescuer"),
        sa.Column("kit_id", sa.Integer(), nullable=True),
        _text("substances", 200),
        _text("text"),
        _day("followed_on", may_lack=True),
        _text("followed_by", 100),
        _day("reviewed_on", may_lack=True),
        kit_id="naloxone_kit",
    )
    op.create_index(op.f("ix_overdose_kit_id"), "overdose", ["kit_id"])
    _table(
        "hand_off",
        _day("handed_on"),
        _text("given_by", 100),
        _text("given_to", 200),
        _word("mode"),
        _word("present"),
        _word("accepted"),
        _day("served_on", may_lack=True),
        _text("text", 300),
    )
    _table(
        "peer_assignment", _text("peer", 100), _day("started_on"), _day("ended_on", may_lack=True)
    )
    _table(
        "peer_contact",
        _day("contacted_on"),
        _text("peer", 100),
        _word("mode"),
        sa.Column("minutes", sa.Integer(), nullable=True),
        _word("topic"),
    )
    _table("harm_reduction", _day("given_on"), _word("service"), _text("given_by", 100))
    _table(
        "crisis_contact",
        _day("happened_on"),
        _text("agency", 200),
        _text("led_to", 200),
        _text("text"),
    )
    _table(
        "watch_step",
        _word("cause"),
        _day("since"),
        _text("key", 60),
        _day("done_on"),
        _text("done_by", 100),
        _text("text", 300),
        once=("episode_id", "cause", "since", "key"),
        indexed=False,
    )
    _table(
        "watch_end",
        _word("cause"),
        _day("since"),
        _day("ended_on"),
        _text("reason", 300),
        once=("episode_id", "cause", "since"),
        indexed=False,
    )
    _table(
        "continuity_step",
        sa.Column("span_id", sa.Integer(), nullable=False),
        _text("key", 60),
        _day("done_on"),
        _text("done_by", 100),
        _text("text", 300),
        once=("span_id", "key"),
        span_id="status_span",
    )
