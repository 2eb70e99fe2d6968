"""How somebody reaches the court: channel, gates, screens, steps, and why some do not enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.tone import Term


class Intercept(Term):
    """Where in the justice system the contact happened (Sequential Intercept Model, 0 to 5)."""

    COMMUNITY = "0", "0 Community and crisis services"
    POLICE = "1", "1 Law enforcement"
    DETENTION = "2", "2 First detention and first appearance"
    JAIL_COURT = "3", "3 Jail and courts"
    REENTRY = "4", "4 Reentry"
    SUPERVISION = "5", "5 Community supervision"


class Channel(Term):
    """By which way the referral came (features rows 2 and 14)."""

    CRISIS_LINE = "crisis_line", "Crisis line"
    EMERGENCY_CALL = "emergency_call", "911 call"
    RESPONSE_TEAM = "response_team", "Quick response team after an overdose"
    WALK_IN = "walk_in", "Walk-in at a police station"
    OFFICER = "officer", "Officer diversion (LEAD and others)"
    CITATION = "citation", "Civil citation"
    CRISIS_TEAM = "crisis_team", "Crisis intervention (CIT) encounter"
    BOOKING = "booking", "Booking screen"
    FIRST_APPEARANCE = "first_appearance", "First appearance"
    PRETRIAL = "pretrial", "Pretrial services"
    JUDGE = "judge", "Judge or another court"
    PROSECUTOR = "prosecutor", "Prosecutor"
    DEFENSE = "defense", "Defense counsel"
    JAIL_MEDICATION = "jail_medication", "Jail medication program"
    REENTRY = "reentry", "Reentry program"
    VIOLATION = "violation", "Probation violation"
    PROVIDER = "provider", "Treatment provider"
    FAMILY = "family", "Family or friend"
    SELF = "self", "The person"
    OTHER = "other", "Another way"


class Held(Term):
    """Where the person was when the referral came."""

    COMMUNITY = "community", "In the community"
    JAIL = "jail", "In jail"
    HOSPITAL = "hospital", "In hospital"
    TREATMENT = "treatment", "In residential treatment"
    PRISON = "prison", "In prison"
    UNKNOWN = "unknown", "Unknown"


class Gatekeeper(Term):
    """Whose word an admission needs (features row 3)."""

    PROSECUTOR = "prosecutor", "Prosecutor"
    TEAM = "team", "Drug court team"
    PRETRIAL = "pretrial", "Pretrial services"
    DEFENSE = "defense", "Defense counsel"


class Verdict(Term):
    """What a gatekeeper said."""

    PENDING = "pending", "Waiting"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    NOT_NEEDED = "not_needed", "Not needed"


PASSED = frozenset({Verdict.APPROVED, Verdict.NOT_NEEDED})


class RefusalGround(Term):
    """Why somebody was not admitted; facts, never an impression of motivation (features row 8)."""

    VIOLENT = "violent", "Violent charge or history"
    SEX_OFFENSE = "sex_offense", "Sex offense"
    WEAPON = "weapon", "Weapon involved"
    PENDING_CASE = "pending_case", "Other pending case"
    OUT_OF_COUNTY = "out_of_county", "Lives outside the area"
    NO_DISORDER = "no_disorder", "No substance use disorder"
    LOW_RISK = "low_risk", "Low risk: another track fits"
    LOW_NEED = "low_need", "Low need: another track fits"
    CHARGE = "charge", "Charge not eligible"
    PROSECUTOR = "prosecutor", "Prosecutor refused"
    DECLINED = "declined", "The person declined"
    ABSCONDED = "absconded", "Could not be found before entry"
    CARE_BEYOND = "care_beyond", "Needs care the program can't give"
    NO_PLACE = "no_place", "No place free"
    CASE_RESOLVED = "case_resolved", "Case resolved another way"
    OTHER = "other", "Another reason of fact"


class Severity(Term):
    """What a clinical screen found, as the category that the team may read (features row 6)."""

    NONE = "none", "No disorder"
    MILD = "mild", "Mild"
    MODERATE = "moderate", "Moderate"
    SEVERE = "severe", "Severe"


class Grade(Term):
    """One half of the quadrant of risk and need."""

    HIGH = "high", "High"
    LOW = "low", "Low"


class WaitReason(Term):
    """What somebody on the waiting list waits for (features row 10)."""

    CAPACITY = "capacity", "A place in the program"
    BED = "bed", "A bed"
    FUNDING = "funding", "Funding"
    RELEASE = "release", "Release from jail"
    OTHER = "other", "Something else"


class Step(Term):
    """The stations of a referral, in their order (features row 9)."""

    ARREST = "arrest", "Arrest"
    REFERRAL = "referral", "Referral"
    LEGAL = "legal", "Legal screen"
    CLINICAL = "clinical", "Clinical screen"
    GATES = "gates", "Decisions"
    OFFER = "offer", "Offer"
    ORDER = "order", "Plea or order"
    ADMISSION = "admission", "Admission"
    TREATMENT = "treatment", "First treatment"


QUADRANTS = {
    (Grade.HIGH, Grade.HIGH): RiskNeed.HIGH_HIGH,
    (Grade.HIGH, Grade.LOW): RiskNeed.HIGH_LOW,
    (Grade.LOW, Grade.HIGH): RiskNeed.LOW_HIGH,
    (Grade.LOW, Grade.LOW): RiskNeed.LOW_LOW,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the legal checklist. `bars` is the answer that speaks against admission.

    `override` says whether prosecutor and judge may allow the person all the same.
    """

    key: str
    text: str
    bars: str
    override: bool = True


@dataclass(frozen=True, slots=True)
class ReferralPolicy:
    """The court's numbers and lists for referrals; see resources/policy/referrals.toml.

    `targets` holds the days a step may take after the one before it that has a day; `criteria`
    the checklist of each legal track ("" for every track). Names of `shortest` letters or more are
    taken as alike from `alike` of 100 on. A clinical screen by one of `mental_screens` that found
    one of `mental_findings` flags serious mental illness.
    """

    intercepts: dict[Channel, Intercept]
    gatekeepers: tuple[Gatekeeper, ...]
    targets: dict[Step, int]
    near_days: int
    arrest_to_admission: int
    observations: int
    waiting_expires: int
    abeyance_soon: int
    criteria: dict[str, tuple[Criterion, ...]]
    packet: tuple[tuple[str, str], ...]
    instruments: tuple[str, ...]
    tools: tuple[str, ...]
    alike: int
    shortest: int
    mental_screens: tuple[str, ...]
    mental_findings: frozenset[Severity]


@dataclass(frozen=True, slots=True)
class StepClock:
    """One station: the day it was reached, the day it is due, and how many days it is late."""

    step: Step
    reached_on: date | None
    due_on: date | None
    late: int


def clocks(
    reached: dict[Step, date | None], policy: ReferralPolicy, today: date
) -> tuple[StepClock, ...]:
    """The stations with what each was due on: its target counted from the latest one before it.

    A station without a target, without a station before it, or behind another that is not reached
    has no due day. `late` counts the days after the due day until it was reached, or until today.
    """
    found: list[StepClock] = []
    before: date | None = None
    missing = False
    for step in Step:
        on = reached.get(step)
        days = None if missing and on is None else policy.targets.get(step)
        missing = missing or (on is None and before is not None)
        due = date.fromordinal(before.toordinal() + days) if before and days is not None else None
        late = max(0, ((on or today) - due).days) if due else 0
        found.append(StepClock(step, on, due, late))
        before = max(before, on) if before and on else on or before
    return tuple(found)
