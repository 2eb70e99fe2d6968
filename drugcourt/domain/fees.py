"""What may be owed, and how a line of the ledger moves the balance."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class DebtKind(Term):
    PROGRAM_FEES = "program_fees", "Program fees"
    COURT_COSTS = "court_costs", "Court costs and fines"
    RESTITUTION = "restitution", "Restitution"
    LOANS = "loans", "Drug court loans"
    TREATMENT = "treatment", "Treatment fees"
    SUPERVISION = "supervision", "Supervision fees"


class FeeKind(Term):
    """How a ledger line moves a balance: charges add, all others take away."""

    CHARGE = "charge", "Charge"
    PAYMENT = "payment", "Payment"
    WAIVER = "waiver", "Waiver"
    CREDIT = "credit", "Credit"
