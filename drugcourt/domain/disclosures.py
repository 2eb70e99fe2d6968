"""What a participant may consent to, to whom and why records leave, and what orders it without."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class ConsentKind(Term):
    """The kinds of written consent; none is ever merged with another (42 CFR 2.31(b), (d))."""

    TREATMENT = "treatment", "Treatment, payment and operations"
    CRIMINAL_JUSTICE = "criminal_justice", "Criminal justice (42 CFR 2.35)"
    PROCEEDINGS = "proceedings", "Use in proceedings against the participant"
    COUNSELLING = "counselling", "Counselling notes"


class ConsentState(Term):
    """Whether a consent may be used; only one with every element may."""

    DRAFT = "draft", "Draft, not signed"
    ACTIVE = "active", "Signed"


class ConsentEnds(Term):
    """With what a consent ends, or may be revoked, besides a day."""

    EXIT = "exit", "When the participant leaves the program"
    FINAL_DISPOSITION = "final_disposition", "With the final disposition of the case"
    OTHER = "other", "With another event, in words"


class SignedHow(Term):
    """How a consent was signed."""

    PAPER = "paper", "On paper"
    ELECTRONIC = "electronic", "Electronically"


class Information(Term):
    """What a consent may cover, and what a paper tells."""

    PARTICIPATION = "participation", "Being in the program, phase and dates"
    PROGRESS = "progress", "Progress and what is still asked"
    TESTS = "tests", "Drug and alcohol tests"
    TREATMENT = "treatment", "Treatment and attendance"
    MEDICATION = "medication", "Medication"
    RESPONSES = "responses", "Incentives and sanctions"
    SUPERVISION = "supervision", "Supervision, contacts and conditions"
    LEGAL = "legal", "Cases, custody and court dates"
    COUNSELLING = "counselling", "Counselling notes"


class Reader(Term):
    """To whom a copy goes; what each may have is said in resources/policy/disclosures.toml."""

    TEAM = "team", "treatment court team"
    BENCH = "bench", "the bench"
    COUNSEL_AND_COURT = "counsel_and_court", "counsel and court"
    COURT_FILE = "court_file", "the court's file"
    PROSECUTOR = "prosecutor", "prosecutor"
    DEFENSE = "defense", "defense counsel"
    PROBATION = "probation", "probation officer"
    PROVIDER = "provider", "treatment provider"
    PAYER = "payer", "health plan or payer"
    COLLECTION = "collection", "the collection site"
    LABORATORY = "laboratory", "the laboratory"
    JAIL = "jail", "the jail"
    INTERPRETERS = "interpreters", "the interpreters' office"
    MESSENGER = "messenger", "the service that sends reminders"
    PARTICIPANT = "participant", "the participant"
    PUBLIC = "public", "the public"
    OFFICE = "office", "the court's own office"
    OTHER = "other", "somebody else, by name"


class Basis(Term):
    """Why a copy was allowed to go."""

    CONSENT = "consent", "Written consent"
    NOT_NEEDED = "not_needed", "Nothing protected in it"
    PARTICIPANT = "participant", "To the participant"
    INSIDE = "inside", "Inside the court's own office"
    SERVICE = "service", "To a service bound to the court"
    STARTING = "starting", "No consent recorded yet, in the court's time of starting"
    OVERRIDE = "override", "Without consent, for a reason the law names"
    ORDER = "order", "Court order and subpoena"


class WithoutConsent(Term):
    """The closed list of reasons for a disclosure without consent."""

    EMERGENCY = "emergency", "Medical emergency (42 CFR 2.51)"
    CHILD_ABUSE = "child_abuse", "Report of child abuse or neglect (42 CFR 2.12(c)(6))"
    CRIME = "crime", "Crime on the premises or against staff (42 CFR 2.12(c)(5))"
    AUDIT = "audit", "Audit or evaluation (42 CFR 2.53)"
    ORDER = "order", "Court order and subpoena (42 CFR 2.61 to 2.67)"


class DisclosureForm(Term):
    """In which form a copy left."""

    PDF = "pdf", "PDF file"
    PRINT = "print", "Printed"
    DATA = "data", "Data file"
    CALENDAR = "calendar", "Calendar file"


class Outcome(Term):
    """Whether the copy did leave."""

    LEFT = "left", "Left the court"
    CANCELLED = "cancelled", "Printing was cancelled"


class ConsentTrouble(Term):
    """Why a consent does not carry a disclosure."""

    NONE = "none", "no consent is recorded"
    DRAFT = "draft", "the consent is a draft"
    EXPIRED = "expired", "the consent has expired"
    REVOKED = "revoked", "the consent was revoked"
    NOT_YET = "not_yet", "the consent is dated later"
    KIND = "kind", "no consent of the kind that this purpose needs"
    READER = "reader", "the consent names other recipients"
    NARROW = "narrow", "the consent does not cover what this paper tells"


class RevocationRule(Term):
    """What happens where a criminal justice consent is revoked before its event."""

    BLOCK = "block", "Refuse, and note that the participant asked"
    WARN = "warn", "Warn, and let the office revoke it"


class ProcessKind(Term):
    """What came from outside that asks for records."""

    SUBPOENA = "subpoena", "Subpoena"
    WARRANT = "warrant", "Search warrant"
    REQUEST = "request", "Request without legal process"
    ORDER = "order", "Court order"


class OrderSection(Term):
    """Under which section a Part 2 court order was made."""

    NONCRIMINAL = "2.64", "42 CFR 2.64, noncriminal purposes"
    CRIMINAL = "2.65", "42 CFR 2.65, to investigate or prosecute a patient"
    PROGRAM = "2.66", "42 CFR 2.66, to investigate a program"
    COMMUNICATIONS = "2.63", "42 CFR 2.63, confidential communications"
