"""What a participant consented to, and what left the court for whom."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _word(name: str, *, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=40), nullable=empty)


def _line(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _day(name: str, *, empty: bool = True) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=empty)


def _number(name: str, *, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=empty)


def _yes(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _listed(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False)


def _keys(table: str, **foreign: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
            )
            for column, target in foreign.items()
        ),
    )


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    _consents()
    _processes()
    _disclosures()
    op.create_table(
        "disclosure_setting",
        _day("strict_from", empty=False),
        _word("revocation"),
        _yes("part2_program"),
        _number("revision"),
        _number("id"),
        *_keys("disclosure_setting"),
    )


def _consents() -> None:
    op.create_table(
        "consent",
        _number("episode_id"),
        _word("kind"),
        _word("state"),
        _line("patient_name", 200),
        _line("discloser", 200),
        _listed("information"),
        _text("description"),
        _listed("recipients"),
        _text("recipient_names"),
        _line("purpose", 300),
        _text("how_to_revoke"),
        _day("expires_on"),
        _word("ends", empty=True),
        _line("ends_with", 200),
        _day("ended_on"),
        _day("signed_on"),
        _word("signed_how", empty=True),
        _line("signed_by", 200),
        _yes("redisclosure_told"),
        _yes("refusal_told"),
        _day("revocable_on"),
        _word("revocable_with", empty=True),
        _day("asked_to_revoke_on"),
        _day("revoked_on"),
        _line("revoked_how", 300),
        _number("revision"),
        _number("id"),
        *_keys("consent", episode_id="episode"),
    )
    _indexes("consent", "episode_id", "expires_on")


def _processes() -> None:
    op.create_table(
        "legal_process",
        _number("episode_id"),
        _word("kind"),
        _line("number", 100),
        _day("received_on", empty=False),
        _day("answer_by"),
        _line("from_name", 200),
        _line("address", 300),
        _text("text"),
        _line("order_number", 100),
        _line("order_judge", 100),
        _day("ordered_on"),
        _word("order_section", empty=True),
        _listed("order_scope"),
        _day("order_since"),
        _day("order_until"),
        _day("answered_on"),
        _text("answer"),
        _number("revision"),
        _number("id"),
        *_keys("legal_process", episode_id="episode"),
    )
    _indexes("legal_process", "episode_id")


def _disclosures() -> None:
    op.create_table(
        "disclosure",
        _number("copy_number"),
        _line("document", 40),
        _line("title", 100),
        _word("form"),
        _word("outcome"),
        _yes("protected"),
        _day("made_on", empty=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _line("made_by", 100),
        _word("reader"),
        _line("recipient", 200),
        _line("address", 300),
        _line("purpose", 200),
        _text("told"),
        _word("basis"),
        _word("without_consent", empty=True),
        _text("reason"),
        _number("process_id", empty=True),
        _number("people"),
        _number("pages"),
        _number("revision"),
        _number("id"),
        *_keys("disclosure", process_id="legal_process"),
        sa.UniqueConstraint("copy_number", name=op.f("uq_disclosure_copy_number")),
    )
    _indexes("disclosure", "document", "made_on")
    op.create_table(
        "disclosed_person",
        _number("disclosure_id"),
        _number("episode_id"),
        _word("basis"),
        _number("consent_id", empty=True),
        _number("id"),
        *_keys(
            "disclosed_person",
            disclosure_id="disclosure",
            episode_id="episode",
            consent_id="consent",
        ),
    )
    _indexes("disclosed_person", "disclosure_id", "episode_id", "consent_id")
