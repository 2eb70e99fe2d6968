"""Words of accounts: who works in a court, what each role may do, and what a sign-in left."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.domain.tone import Term


class Role(Term):
    """What somebody is to the court; what a role may do is the court's own table."""

    COORDINATOR = "coordinator", "Coordinator"
    CASE_MANAGER = "case_manager", "Case manager"
    PROBATION = "probation", "Probation officer"
    TREATMENT = "treatment", "Treatment provider"
    JUDGE = "judge", "Judge"
    PROSECUTOR = "prosecutor", "Prosecutor"
    DEFENSE = "defense", "Defense attorney"
    EVALUATOR = "evaluator", "Evaluator"
    ADMINISTRATOR = "administrator", "Administrator"


class Area(Term):
    """A part of the court's work to which a role has its rights."""

    PEOPLE = "people", "Participants, files and progress"
    NOTES = "notes", "Notes"
    TREATMENT = "treatment", "Treatment and medicines"
    TESTING = "testing", "Testing"
    COURT = "court", "Court days, dockets, orders"
    STAFFING = "staffing", "Staffing"
    RESPONSES = "responses", "Responses and points"
    SUPERVISION = "supervision", "Supervision, conditions, conduct"
    MONEY = "money", "Fees and payments"
    EXITS = "exits", "The way out"
    PROGRAM = "program", "Program setup"
    CASELOAD = "caseload", "Figures of the caseload"
    RECORDS = "records", "Imports, whole exports, backups"
    OFFICE = "office", "Accounts, roles, the court itself"


class Right(Term):
    """What may be done in an area."""

    READ = "read", "Read"
    ENTER = "enter", "Enter"
    DECIDE = "decide", "Decide"
    PRINT = "print", "Print"
    ADMINISTER = "administer", "Administer"


class AccountState(Term):
    """Whether somebody may sign in."""

    OPEN = "open", "May sign in"
    DISABLED = "disabled", "Disabled"
    DEPARTED = "departed", "Has left the court"


class Happened(Term):
    """What an account left behind at the door of the court, for the weekly look at it."""

    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_IN_BOTH = "signed_in_both", "Signed in with a second factor"
    UNLOCKED = "unlocked", "Went on after the idle lock"
    PASSWORD_CHOSEN = "password_chosen", "Chose a new password"  # a word
    PASSWORD_GIVEN = "password_given", "Was given a first password"  # a word
    FACTOR_ON = "factor_on", "Second factor set up"
    FACTOR_OFF = "factor_off", "Second factor taken away"
    RELEASED = "released", "Released after wrong passwords"
    KIT_MADE = "kit_made", "Recovery kit made"
    KIT_USED = "kit_used", "Recovery kit used"
    KEY_CHANGED = "key_changed", "Left, and the court has another key since"


FIRST_LOGIN = "coordinator"  # whose account a court begins with, where nobody says otherwise
SIGN_INS = (Happened.SIGNED_IN, Happened.SIGNED_IN_BOTH, Happened.UNLOCKED)


class Step(Term):
    """One line of the record of tries at the door, which stands outside the closed court."""

    TRIED = "tried", "Tried"
    WRONG = "wrong", "Looked at, and wrong"
    KNOWN = "known", "Password right, and not let in yet"
    OPENED = "opened", "Opened"
    RELEASED = "released", "Released by an administrator"


@dataclass(frozen=True, slots=True)
class Try:
    """What happened at the door: before a password is looked at, and when the court opened.

    `uptime` is how many seconds the computer `machine` had been running.
    """

    login: str
    step: str
    at: str = ""
    machine: str = ""
    uptime: float = 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """Whose desk this is."""

    login: str
    name: str
    role: Role
