"""Treatment: providers, plans, services, recovery capital, missed doses, snapshots, proof."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
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


def _maybe(name: str) -> sa.Column:
    return sa.Column(name, sa.String(40), nullable=True)


def _number(name: str, *, may_lack: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=may_lack)


def upgrade() -> None:
    op.add_column("attendance_line", _maybe("meeting"))
    op.add_column("attendance_line", _maybe("proof"))
    _provider()
    _plan()
    _table(
        "service_need",
        _word("service"),
        _day("needed_on"),
        _day("referred_on", may_lack=True),
        _text("provider", 200),
        _day("accepted_on", may_lack=True),
        _day("started_on", may_lack=True),
        _day("ended_on", may_lack=True),
        _maybe("outcome"),
        _text("text", 300),
    )
    _table(
        "capital_measure",
        _day("measured_on"),
        sa.Column("answers", sa.JSON(), nullable=False),
        _number("total"),
    )
    _table(
        "missed_dose",
        _number("medication_id"),
        _day("missed_on"),
        _number("doses"),
        _text("text", 200),
        medication_id="medication",
    )
    op.create_index("ix_missed_dose_medication_id", "missed_dose", ["medication_id"])
    _table(
        "life_snapshot",
        _word("moment"),
        _day("taken_on"),
        _word("housing"),
        _word("employment"),
        _word("education"),
        _word("health_cover"),
        _word("licence"),
        _word("transport"),
        _number("children", may_lack=True),
        _text("text", 300),
    )


def _provider() -> None:
    op.create_table(
        "provider",
        _text("name", 200),
        sa.Column("levels", sa.JSON(), nullable=False),
        _text("medications", 300),
        _word("medicaid"),
        _number("waiting_days", may_lack=True),
        _day("waiting_on", may_lack=True),
        _number("report_day", may_lack=True),
        _text("contact", 100),
        _text("phone", 40),
        _text("email", 200),
        _text("address", 300),
        _text("text"),
        _day("closed_on", may_lack=True),
        _number("import_id", may_lack=True),
        _number("id"),
        _number("revision"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_provider_import_id_import_batch")
        ),
        sa.UniqueConstraint("name", name=op.f("uq_provider_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
    )
    op.create_index(op.f("ix_provider_import_id"), "provider", ["import_id"])


def _plan() -> None:
    _table(
        "plan_goal",
        _text("text", 500),
        _day("started_on"),
        _day("review_on", may_lack=True),
        _day("ended_on", may_lack=True),
        _maybe("outcome"),
    )
    _table(
        "plan_objective",
        _number("goal_id"),
        _text("text", 500),
        _day("due_on", may_lack=True),
        _day("done_on", may_lack=True),
        goal_id="plan_goal",
    )
    op.create_index("ix_plan_objective_goal_id", "plan_objective", ["goal_id"])
