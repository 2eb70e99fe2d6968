"""Which levels of care and kinds of session there are, and how one was attended."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class LevelOfCare(Term):
    DETOX = "detox", "Withdrawal management"
    RESIDENTIAL = "residential", "Residential"
    PARTIAL_HOSPITAL = "partial_hospital", "Partial hospitalization"
    INTENSIVE_OUTPATIENT = "intensive_outpatient", "Intensive outpatient"
    OUTPATIENT = "outpatient", "Outpatient"
    CONTINUING_CARE = "continuing_care", "Continuing care"


class SessionKind(Term):
    """What kind of session or duty an attendance line is about."""

    GROUP = "group", "Group"
    INDIVIDUAL = "individual", "Individual"
    FAMILY = "family", "Family"
    PSYCHIATRIC = "psychiatric", "Psychiatric"
    COGNITIVE = "cognitive", "Cognitive-behavioral"
    SUPPORT_MEETING = "support_meeting", "Support meeting"
    CASE_MANAGEMENT = "case_management", "Case management"
    MEDICAL = "medical", "Medical visit"
    CLASS = "class", "Class"
    VISIT = "visit", "Visit with children"
    CULTURAL = "cultural", "Cultural or spiritual activity"
    MENTORING = "mentoring", "Mentor or alumni meeting"
    OTHER = "other", "Other"


TREATMENT_KINDS = frozenset(
    {
        SessionKind.GROUP,
        SessionKind.INDIVIDUAL,
        SessionKind.FAMILY,
        SessionKind.PSYCHIATRIC,
        SessionKind.COGNITIVE,
        SessionKind.MEDICAL,
        SessionKind.OTHER,
    }
)


class Attendance(Term):
    ATTENDED = "attended", "Attended"
    LATE = "late", "Late"
    EXCUSED = "excused", "Excused"
    ABSENT = "absent", "Absent"
    CANCELLED = "cancelled", "Cancelled by the provider"


KEPT = frozenset({Attendance.ATTENDED, Attendance.LATE})


class MeetingKind(Term):
    """Which sort of support meeting; a court that asks for any has to offer a secular one."""

    TWELVE_STEP = "twelve_step", "Twelve-step"
    SECULAR = "secular", "Secular (SMART, LifeRing and the like)"
    FAITH = "faith", "Faith-based"
    RECOVERY_CENTER = "recovery_center", "Recovery center or café"
    OTHER = "other", "Other"


class Proof(Term):
    """How it is known that a meeting was kept, the weakest first."""

    WORD = "word", "The person’s word"
    SHEET = "sheet", "Signed sheet"
    PHOTO = "photo", "Photo or check-in"
    HOST = "host", "Confirmed by the host"


class Service(Term):
    """A complementary service that somebody needs beside treatment (features row 81)."""

    HOUSING = "housing", "Housing"
    TRANSPORT = "transport", "Transport"
    MEDICAL = "medical", "Medical care"
    DENTAL = "dental", "Dental care"
    MENTAL_HEALTH = "mental_health", "Mental health"
    TRAUMA = "trauma", "Trauma treatment"
    PARENTING = "parenting", "Parenting"
    CHILD_CARE = "child_care", "Child care"
    LEGAL_AID = "legal_aid", "Legal aid"
    IDENTITY = "identity", "Identity papers"
    HEALTH_COVER = "health_cover", "Health insurance"
    EMPLOYMENT = "employment", "Employment"
    EDUCATION = "education", "Education"
    OTHER = "other", "Other"


class ServiceOutcome(Term):
    """How a needed service ended."""

    COMPLETED = "completed", "Completed"
    STOPPED = "stopped", "Stopped early"
    DECLINED = "declined", "Declined by the person"
    NOT_TO_BE_HAD = "not_to_be_had", "Not to be had here"
    NO_NEED = "no_need", "No longer needed"


class GoalOutcome(Term):
    """How a goal of a treatment plan ended."""

    MET = "met", "Met"
    CHANGED = "changed", "Replaced by another"
    DROPPED = "dropped", "Given up"


class Moment(Term):
    """When a snapshot of somebody's life was taken."""

    ENTRY = "entry", "At entry"
    REVIEW = "review", "In between"
    EXIT = "exit", "At exit"


class Housing(Term):
    OWN = "own", "Own or rented home"
    FAMILY = "family", "With family or friends"
    SOBER_LIVING = "sober_living", "Sober living"
    SHELTER = "shelter", "Shelter"
    STREET = "street", "No home"
    INSTITUTION = "institution", "Jail, hospital or residential"
    UNKNOWN = "unknown", "Not known"


class Employment(Term):
    FULL = "full", "Full time"
    PART = "part", "Part time"
    SCHOOL = "school", "School or training"
    LOOKING = "looking", "Looking for work"
    NOT_ABLE = "not_able", "Not able to work"
    NONE = "none", "Not working"
    UNKNOWN = "unknown", "Not known"


class Education(Term):
    LESS = "less", "Less than high school"
    HIGH_SCHOOL = "high_school", "High school or equivalent"
    SOME_COLLEGE = "some_college", "Some college or trade school"
    DEGREE = "degree", "Degree"
    UNKNOWN = "unknown", "Not known"
