"""How money is described: a ledger line, a balance, a payment plan."""

from __future__ import annotations

from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields.field import Field, Kind

FEE_TONES = {
    FeeKind.CHARGE: Tone.PLAIN,
    FeeKind.PAYMENT: Tone.GOOD,
    FeeKind.WAIVER: Tone.INFO,
    FeeKind.CREDIT: Tone.INFO,
}


class Rhythm(Term):
    """How often a plan asks for a payment."""

    WEEK = "1 week", "Every week"
    TWO_WEEKS = "2 weeks", "Every two weeks"
    MONTH = "1 month", "Every month"


DEBT = Field("debt", "Debt", Kind.CHOICE, choices=DebtKind, required=True, width=20)
KIND = Field("kind", "Line", Kind.CHOICE, choices=FeeKind, required=True, tones=FEE_TONES, width=12)
CENTS = Field("cents", "Amount", Kind.MONEY, required=True)
FEE = (
    DEBT,
    KIND,
    CENTS,
    Field("on", "On", Kind.DATE, required=True),
    Field("method", "Method", max_length=60, placeholder="Cash, money order, hours served"),
    Field("reason", "Reason", max_length=300, help="A waiver needs one."),
)
PLAN = (
    DEBT,
    Field("cents_each", "Each payment", Kind.MONEY, required=True),
    Field("every", "Paid", Kind.CHOICE, choices=Rhythm, required=True),
    Field("started_on", "Signed on", Kind.DATE, required=True),
)
ENTERED = Field("entered_on", "Day", Kind.DATE)
METHOD = Field("method", "Method", width=16)
REASON = Field("reason", "Reason", width=26)
CHARGED = Field("charged", "Charged", Kind.MONEY)
PAID = Field("paid", "Paid", Kind.MONEY)
WAIVED = Field("waived", "Waived or credited", Kind.MONEY)
OWED = Field("owed", "Owed", Kind.MONEY)
PLAN_TEXT = Field("plan", "Plan", width=28)
