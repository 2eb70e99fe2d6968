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
