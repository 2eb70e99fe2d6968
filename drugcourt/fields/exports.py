"""Which columns an export has: participants, tests, and the tables of the caseload summary."""

from __future__ import annotations

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.episodes import EpisodeStatus, ExitReason, RiskNeed
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.specimens import (
    CollectionStatus,
    Matrix,
    Reading,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import Term, YesNo
from drugcourt.fields.field import Field, Kind


class Export(Term):
    """What can be exported."""

    CASELOAD = "caseload", "Caseload summary"
    PARTICIPANTS = "participants", "Participants"
    TESTS = "tests", "Tests"
    EVERYTHING = "everything", "Every record"


class Format(Term):
    """How it is written."""

    XLSX = "xlsx", "Excel workbook"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


REFERENCE = Field("reference", "Participant number", width=14)
NAMES = (
    Field("family_name", "Family name", width=18),
    Field("given_name", "Given name", width=16),
)

PARTICIPANTS = (
    REFERENCE,
    *NAMES,
    Field("middle_name", "Middle name", width=14),
    Field("preferred_name", "Preferred name", width=14),
    Field("birth_date", "Birth date", Kind.DATE),
    Field("episode", "Episode", Kind.WHOLE, width=8),
    Field("status", "Status", Kind.CHOICE, choices=EpisodeStatus, width=14),
    Field("program", "Program", width=22),
    Field("phase_number", "Phase", Kind.WHOLE, width=7),
    Field("phase", "Phase name", width=22),
    Field("phase_entered_on", "In phase since", Kind.DATE),
    Field("phase_days", "Days in phase", Kind.WHOLE, width=8),
    Field("referred_on", "Referred on", Kind.DATE),
    Field("admitted_on", "Admitted on", Kind.DATE),
    Field("program_days", "Days in program", Kind.WHOLE, width=9),
    Field("exited_on", "Left on", Kind.DATE),
    Field("exit_reason", "Exit reason", Kind.CHOICE, choices=ExitReason, width=18),
    Field("sober_date", "Sober since", Kind.DATE),
    Field("sober_days", "Sober days", Kind.WHOLE, width=8),
    Field("provisional", "Sober date provisional", Kind.YES_NO, width=10),
    Field("last_test_on", "Last test", Kind.DATE),
    Field("last_test", "Last reading", Kind.CHOICE, choices=Reading, width=18),
    Field("next_hearing", "Next hearing", Kind.DATE),
    Field("phase_met", "Requirements met", Kind.WHOLE, width=9),
    Field("phase_asked", "Requirements asked", Kind.WHOLE, width=9),
    Field("phase_earliest", "Next phase, earliest", Kind.DATE),
    Field("dismissal_earliest", "Dismissal, earliest", Kind.DATE),
    Field("cases", "Case numbers", width=20),
    Field("track", "Legal track", Kind.CHOICE, choices=LegalTrack, width=18),
    Field("charge_level", "Gravest charge", Kind.CHOICE, choices=ChargeLevel, width=12),
    Field("risk_need", "Risk and need", Kind.CHOICE, choices=RiskNeed, width=18),
    Field("primary_substance", "Primary substance", Kind.CHOICE, choices=Substance, width=16),
    Field("case_manager", "Case manager", width=16),
    Field("sex", "Sex", Kind.CHOICE, choices=Sex, width=10),
    Field("gender", "Gender", Kind.CHOICE, choices=Gender, width=14),
    Field("race", "Race", Kind.CHOICE, choices=Race, width=22),
    Field("ethnicity", "Ethnicity", Kind.CHOICE, choices=Ethnicity, width=20),
    Field("veteran", "Veteran", Kind.CHOICE, choices=YesNo, width=10),
    Field("language", "Language", width=12),
    Field("interpreter", "Needs an interpreter", Kind.YES_NO, width=10),
    Field("phone", "Phone", Kind.PHONE, width=16),
    Field("email", "Email", width=24),
    Field("address", "Address", Kind.LONG_TEXT, width=30),
)


def substance_key(substance: Substance) -> str:
    """The column of a substance, as an import may name it too."""
    return f"substance:{substance}"


TESTS = (
    REFERENCE,
    *NAMES,
    Field("number", "Specimen number", width=16),
    Field("collected_on", "Collected on", Kind.DATE),
    Field("status", "Collection", Kind.CHOICE, choices=CollectionStatus, width=16),
    Field("excused", "Excused", Kind.YES_NO, width=8),
    Field("matrix", "Specimen", Kind.CHOICE, choices=Matrix, width=12),
    Field("reason", "Why tested", Kind.CHOICE, choices=TestReason, width=16),
    Field("observed", "Observed", Kind.CHOICE, choices=YesNo, width=10),
    Field("validity", "Validity", Kind.CHOICE, choices=Validity, width=14),
    Field("creatinine", "Creatinine, mg/dL", Kind.NUMBER, width=10),
    Field("specific_gravity", "Specific gravity", Kind.NUMBER, width=10),
    Field("ph", "pH", Kind.NUMBER, width=6),
    Field("reading", "Reading", Kind.CHOICE, choices=Reading, width=26),
    Field("reading_text", "Reading in words", width=36),
    *(Field(substance_key(s), s.label, width=12) for s in Substance),
    Field("laboratory", "Laboratory", width=16),
    Field("collector", "Collected by", width=16),
    Field("reported_on", "Reported on", Kind.DATE),
    Field("remarks", "Remarks", Kind.LONG_TEXT, width=30),
)

MEASURES = (
    Field("key", "Key", width=22),
    Field("label", "Measure", width=28),
    Field("value", "Value", Kind.NUMBER),
    Field("text", "In words", width=30),
    Field("formula", "Formula", Kind.LONG_TEXT, width=70),
)
COUNTS = (
    Field("group", "Group", width=24),
    Field("value", "Value", width=34),
    Field("count", "Participants", Kind.WHOLE),
)
MONTHS = (
    Field("first", "Month", Kind.DATE),
    Field("admitted", "Admitted", Kind.WHOLE),
    Field("graduated", "Graduated", Kind.WHOLE),
    Field("terminated", "Terminated", Kind.WHOLE),
    Field("neutral", "Neutral exits", Kind.WHOLE),
    Field("census", "Census at its end", Kind.WHOLE),
)
WEEKS = (
    Field("monday", "Week of", Kind.DATE),
    Field("tests", "Tests", Kind.WHOLE),
    Field("unexpected", "Unexpected positive", Kind.WHOLE),
)
RETENTION = (
    Field("year", "Admitted in", Kind.WHOLE),
    Field("admitted", "Admitted", Kind.WHOLE),
    Field("months", "Months", Kind.WHOLE),
    Field("kept", "Kept", Kind.WHOLE),
    Field("reached", "Admitted so long ago", Kind.WHOLE),
)
