"""What keeps people alive around the court: kits, overdoses, hand-offs, peers, days of watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import ContactWith
from drugcourt.domain.tone import Term


class KitHolder(Term):
    """Who holds a naloxone kit."""

    PARTICIPANT = "participant", "The participant"
    FAMILY = "family", "Family or housemate"
    OTHER = "other", "Somebody else"


class Rescuer(Term):
    """Who reversed an overdose."""

    AMBULANCE = "ambulance", "Ambulance"
    POLICE = "police", "Police"
    FAMILY = "family", "Family or friend"
    PEER = "peer", "Peer"
    STAFF = "staff", "Staff"
    STRANGER = "stranger", "Somebody passing"
    NOBODY = "nobody", "Nobody"
    UNKNOWN = "unknown", "Unknown"


class HandOffMode(Term):
    """How somebody was handed on; warm is with the person there."""

    TOGETHER = "together", "In person, together"
    CALL = "call", "On the phone, together"
    APPOINTMENT = "appointment", "With an appointment"
    NAME_ONLY = "name_only", "A name and a number only"


class PeerMode(Term):
    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    MESSAGE = "message", "By message"
    GROUP = "group", "In a group"


class PeerTopic(Term):
    """What a peer contact was about, as a code and never as content (features row 79)."""

    RECOVERY = "recovery", "Recovery"
    HOUSING = "housing", "Housing"
    WORK = "work", "Work or school"
    HEALTH = "health", "Health"
    FAMILY = "family", "Family"
    COURT = "court", "Getting to court or treatment"
    CRISIS = "crisis", "A hard time"
    OTHER = "other", "Something else"


class HarmService(Term):
    """Services that lower the harm of use."""

    TRAINING = "training", "Naloxone training"
    TEST_STRIPS = "test_strips", "Fentanyl test strips"
    SYRINGES = "syringes", "Syringe services"
    SCREENING = "screening", "HIV or hepatitis screening"
    WOUND_CARE = "wound_care", "Wound care"
    SAFER_USE = "safer_use", "Safer-use plan"
    OTHER = "other", "Another service"


class WatchCause(Term):
    """What begins days of watch: the days in which people die (features section 5)."""

    RELEASE = "release", "Release from custody"
    RESIDENTIAL = "residential", "Discharge from residential care"
    MEDICATION = "medication", "Medication stopped"
    OVERDOSE = "overdose", "Overdose"


@dataclass(frozen=True, slots=True)
class WatchTask:
    """One task of a watch: due `day` days after its beginning. `causes` empty: of every watch.

    `moud`: only for somebody on medication for opioid use disorder.
    """

    key: str
    day: int
    text: str
    causes: frozenset[WatchCause] = frozenset()
    moud: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseCounting:
    """What counts in the measures of release; days after it, tasks by their keys.

    `contacts` are days with a contact until the watch ends; `contact_people` whose contacts count
    besides those of peers.
    """

    dose_days: int
    dose_tasks: frozenset[str]
    naloxone_tasks: frozenset[str]
    contact_days: int
    contacts: int
    contact_tasks: frozenset[str]
    contact_people: frozenset[ContactWith]


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What the safety plan says to everybody: words to read, and headings to write under."""

    after_release: str
    emergency: tuple[str, ...]
    law: str
    crisis: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafetyPolicy:
    """The court's numbers and lists for safety; see resources/policy/safety.toml."""

    watch_days: int
    tasks: tuple[WatchTask, ...]
    continuity: tuple[tuple[str, str], ...]
    opioids: frozenset[Substance]
    kit_soon_days: int
    overdose_days: int
    hand_off_days: tuple[int, ...]
    counting: ReleaseCounting
    plan: PlanWords

    def tasks_of(self, cause: WatchCause, *, moud: bool) -> tuple[WatchTask, ...]:
        """The tasks of a watch, in the order of their days."""
        mine = (
            task
            for task in self.tasks
            if (not task.causes or cause in task.causes) and (moud or not task.moud)
        )
        return tuple(sorted(mine, key=lambda task: task.day))

    def last_day(self, since: date) -> date:
        """The last day of a watch that began on a day, that day being day 0."""
        return since + timedelta(days=self.watch_days)
