"""Which words the court uses: every closed list of values, each with the words shown for it.

The glossary (docs/glossary.md) governs. Values are stored as their key; `label` is what people
read.
"""

from __future__ import annotations

from drugcourt.domain.tone import Term

# People ---------------------------------------------------------------------------------------


class Sex(Term):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Another"
    UNKNOWN = "unknown", "Unknown"


class Gender(Term):
    WOMAN = "woman", "Woman"
    MAN = "man", "Man"
    TRANS_WOMAN = "trans_woman", "Transgender woman"
    TRANS_MAN = "trans_man", "Transgender man"
    NONBINARY = "nonbinary", "Non-binary"
    OTHER = "other", "Another"
    UNKNOWN = "unknown", "Unknown"


class Race(Term):
    """The federal categories, plus what sources say when they do not know."""

    AMERICAN_INDIAN = "american_indian", "American Indian or Alaska Native"
    ASIAN = "asian", "Asian"
    BLACK = "black", "Black or African American"
    MIDDLE_EASTERN = "middle_eastern", "Middle Eastern or North African"
    PACIFIC_ISLANDER = "pacific_islander", "Native Hawaiian or Pacific Islander"
    WHITE = "white", "White"
    MULTIPLE = "multiple", "More than one race"
    OTHER = "other", "Another race"
    REFUSED = "refused", "Declined to say"
    UNKNOWN = "unknown", "Unknown"


class Ethnicity(Term):
    HISPANIC = "hispanic", "Hispanic or Latino"
    NOT_HISPANIC = "not_hispanic", "Not Hispanic or Latino"
    UNKNOWN = "unknown", "Unknown"


class YesNo(Term):
    """An answer that may be missing: unknown is not no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Unknown"


# Episodes -------------------------------------------------------------------------------------


class EpisodeStatus(Term):
    """Where an episode stands (features row 18); kept as dated spans."""

    REFERRED = "referred", "Referred"
    SCREENING = "screening", "Screening"
    ACTIVE = "active", "Active"
    IN_CUSTODY = "in_custody", "In custody"
    ABSCONDED = "absconded", "Absconded"
    MEDICAL_LEAVE = "medical_leave", "Medical leave"
    PENDING_TERMINATION = "pending_termination", "Pending termination"
    DEFERRED = "deferred", "Deferred"
    DECLINED = "declined", "Declined"
    GRADUATED = "graduated", "Graduated"
    TERMINATED = "terminated", "Terminated"
    NEUTRAL_DISCHARGE = "neutral_discharge", "Neutral discharge"


CANDIDATE_STATUSES = frozenset({EpisodeStatus.REFERRED, EpisodeStatus.SCREENING})
OPEN_STATUSES = frozenset(
    {
        EpisodeStatus.ACTIVE,
        EpisodeStatus.IN_CUSTODY,
        EpisodeStatus.ABSCONDED,
        EpisodeStatus.MEDICAL_LEAVE,
        EpisodeStatus.PENDING_TERMINATION,
        EpisodeStatus.DEFERRED,
    }
)
EXIT_STATUSES = frozenset(
    {
        EpisodeStatus.GRADUATED,
        EpisodeStatus.TERMINATED,
        EpisodeStatus.NEUTRAL_DISCHARGE,
        EpisodeStatus.DECLINED,
    }
)


class ExitReason(Term):
    """Why an episode ended, in the federal buckets (features row 109)."""

    COMPLETED = "completed", "Completed the program"
    NEW_OFFENSE = "new_offense", "New arrest or conviction"
    TECHNICAL = "technical", "Technical violations"
    LACK_OF_ENGAGEMENT = "lack_of_engagement", "Lack of engagement"
    ABSCONDED = "absconded", "Absconded"
    WITHDREW = "withdrew", "Withdrew"
    RELOCATED = "relocated", "Relocated or transferred"
    ILLNESS = "illness", "Serious illness"
    DEATH = "death", "Died"
    OTHER = "other", "Other"


class RiskNeed(Term):
    """The quadrant of criminogenic risk and treatment need (features row 7)."""

    HIGH_HIGH = "high_high", "High risk, high need"
    HIGH_LOW = "high_low", "High risk, low need"
    LOW_HIGH = "low_high", "Low risk, high need"
    LOW_LOW = "low_low", "Low risk, low need"
    UNKNOWN = "unknown", "Not assessed"


class WorkKind(Term):
    JOB = "job", "Job"
    SCHOOL = "school", "School"
    TRAINING = "training", "Training"
    JOB_SEARCH = "job_search", "Job search"
    VOLUNTEER = "volunteer", "Volunteer work"
    CAREGIVER = "caregiver", "Caring for family"
    EXCUSED = "excused", "Excused (disability or retirement)"


# Cases ----------------------------------------------------------------------------------------


class LegalTrack(Term):
    """The legal route into the court (features row 21); decides what graduation does to a case."""

    DIVERSION = "diversion", "Diversion, pre-plea"
    POST_PLEA = "post_plea", "Diversion, post-plea"
    SENTENCED = "sentenced", "Sentenced to the program"
    PROBATION = "probation", "Probation"
    REVOCATION_ALTERNATIVE = "revocation_alternative", "Alternative to revocation"
    REENTRY = "reentry", "Reentry"


class ChargeLevel(Term):
    FELONY = "felony", "Felony"
    MISDEMEANOR = "misdemeanor", "Misdemeanor"
    INFRACTION = "infraction", "Infraction"
    UNKNOWN = "unknown", "Unknown"


class CaseOutcome(Term):
    """What became of a case when the episode ended; belongs to the case, not to the person."""

    PENDING = "pending", "Pending"
    DISMISSED = "dismissed", "Dismissed"
    DISMISSED_WITH_PREJUDICE = "dismissed_with_prejudice", "Dismissed with prejudice"
    EXPUNGED = "expunged", "Dismissed and expunged"
    REDUCED = "reduced", "Charge reduced"
    PLEA_VACATED = "plea_vacated", "Plea vacated and dismissed"
    PROBATION_ENDED = "probation_ended", "Probation ended"
    CONDITIONAL_DISCHARGE = "conditional_discharge", "Conditional discharge"
    SENTENCE_SUSPENDED = "sentence_suspended", "Sentence reduced or suspended"
    CONVICTION_STANDS = "conviction_stands", "Conviction stands"
    SENTENCE_IMPOSED = "sentence_imposed", "Sentence imposed"


DISMISSALS = frozenset(
    {
        CaseOutcome.DISMISSED,
        CaseOutcome.DISMISSED_WITH_PREJUDICE,
        CaseOutcome.EXPUNGED,
        CaseOutcome.PLEA_VACATED,
    }
)


# The way out ----------------------------------------------------------------------------------


class TerminationFinding(Term):
    """What a termination hearing found of the grounds, or what a signed waiver admits."""

    FOUND = "found", "Grounds found"
    ADMITTED = "admitted", "Grounds admitted"
    NOT_FOUND = "not_found", "Grounds not found"


class TerminationDecision(Term):
    """How a termination proceeding ended."""

    TERMINATED = "terminated", "Terminated"
    CONTINUES = "continues", "Stays in the program"
    WITHDRAWN = "withdrawn", "Proceeding withdrawn"


class RecordCheckResult(Term):
    """What a search of the criminal records showed (features row 42)."""

    CLEAR = "clear", "No new charges"
    NEW_CHARGE = "new_charge", "New charge found"
    OPEN_CASE = "open_case", "Another case is open"


class Prejudice(Term):
    """Whether a dismissed charge may be filed again."""

    WITH = "with", "With prejudice"
    WITHOUT = "without", "Without prejudice"
    UNKNOWN = "unknown", "Not stated"


class FollowUpOutcome(Term):
    """What a follow-up after the program came to (features row 45)."""

    DOING_WELL = "doing_well", "Doing well"
    NEEDS_HELP = "needs_help", "Needs help, referred"
    BACK_IN_COURT = "back_in_court", "New case or in custody"
    NOT_REACHED = "not_reached", "Not reached"
    DECLINED = "declined", "Declined to answer"


class SurveyKind(Term):
    """How somebody who leaves was asked about the program (features row 46)."""

    SURVEY = "survey", "Written survey"
    INTERVIEW = "interview", "Interview"


class Agreement(Term):
    """How far somebody agrees with a sentence of the exit survey; kept by its key."""

    STRONGLY = "5", "Strongly agree"
    AGREE = "4", "Agree"
    NEITHER = "3", "Neither"
    DISAGREE = "2", "Disagree"
    STRONGLY_NOT = "1", "Strongly disagree"


# Testing --------------------------------------------------------------------------------------


class Matrix(Term):
    URINE = "urine", "Urine"
    ORAL_FLUID = "oral_fluid", "Oral fluid"
    BREATH = "breath", "Breath"
    SWEAT_PATCH = "sweat_patch", "Sweat patch"
    HAIR = "hair", "Hair"
    BLOOD = "blood", "Blood"
    TRANSDERMAL = "transdermal", "Transdermal"


class CollectionStatus(Term):
    """What happened at collection; apart from validity and from the result (ecosystem 1.2)."""

    SCHEDULED = "scheduled", "Scheduled"
    COLLECTED = "collected", "Collected"
    MISSED = "missed", "Missed"
    REFUSED = "refused", "Refused"
    UNABLE = "unable", "Unable to provide"
    ADMITTED = "admitted", "Use admitted, no specimen"
    CANCELLED = "cancelled", "Cancelled"


class Validity(Term):
    NOT_CHECKED = "not_checked", "Not checked"
    VALID = "valid", "Valid"
    DILUTE = "dilute", "Dilute"
    ADULTERATED = "adulterated", "Adulterated"
    SUBSTITUTED = "substituted", "Substituted"
    INVALID = "invalid", "Invalid"
    REJECTED = "rejected", "Rejected by the laboratory"


class AnalyteResult(Term):
    """What the screen said for one substance. An empty cell is never negative."""

    NEGATIVE = "negative", "Negative"
    POSITIVE = "positive", "Positive"
    INCONCLUSIVE = "inconclusive", "Inconclusive"
    NOT_REPORTED = "not_reported", "Not reported"


class Confirmation(Term):
    """The laboratory's second, more exact look at one substance."""

    NONE = "none", "Not sent"
    PENDING = "pending", "Confirmation pending"
    CONFIRMED = "confirmed", "Confirmed"
    NOT_CONFIRMED = "not_confirmed", "Not confirmed"


class Explanation(Term):
    """Why a positive may stand without breaking sobriety; a person's decision where given."""

    NONE = "none", "None"
    PRESCRIPTION = "prescription", "Explained by a prescription"
    RESIDUAL = "residual", "Residual from before entry"
    ACCEPTED = "accepted", "Use admitted by the participant"


class TestReason(Term):
    """Why a test was taken (features row 51); only random ones enter the fairness report."""

    __test__ = False

    RANDOM = "random", "Random"
    COURT_ORDERED = "court_ordered", "Court ordered"
    SUSPICION = "suspicion", "Reasonable suspicion"
    COMPLIANCE = "compliance", "Program compliance"
    BASELINE = "baseline", "Baseline"
    FOLLOW_UP = "follow_up", "Follow-up"
    SUSPECTED_USE = "suspected_use", "Suspected use"
    OFFICER = "officer", "Officer request"
    FOR_CAUSE = "for_cause", "For cause"


class Substance(Term):
    ALCOHOL = "alcohol", "Alcohol"
    AMPHETAMINE = "amphetamine", "Amphetamine"
    BARBITURATES = "barbiturates", "Barbiturates"
    BENZODIAZEPINES = "benzodiazepines", "Benzodiazepines"
    BUPRENORPHINE = "buprenorphine", "Buprenorphine"
    COCAINE = "cocaine", "Cocaine"
    ETG = "etg", "EtG (alcohol)"
    FENTANYL = "fentanyl", "Fentanyl"
    MDMA = "mdma", "MDMA"
    METHADONE = "methadone", "Methadone"
    METHAMPHETAMINE = "methamphetamine", "Methamphetamine"
    OPIATES = "opiates", "Opiates"
    OXYCODONE = "oxycodone", "Oxycodone"
    PCP = "pcp", "Phencyclidine"
    SEDATIVES = "sedatives", "Sedatives"
    SIX_MAM = "six_mam", "6-MAM (heroin)"
    THC = "thc", "THC"
    TRAMADOL = "tramadol", "Tramadol"
    TRICYCLICS = "tricyclics", "Tricyclic antidepressants"
    XYLAZINE = "xylazine", "Xylazine"
    OTHER = "other", "Another substance"


class ReportState(Term):
    """What became of a laboratory's report of one specimen."""

    WAITING = "waiting", "Waits for a person"
    ENTERED = "entered", "Entered"
    LEFT_OUT = "left_out", "Left out"


class Reading(Term):
    """A specimen read against the medicines in force on its day (features row 47)."""

    NEGATIVE = "negative", "Negative"
    EXPECTED_POSITIVE = "expected_positive", "Positive, explained by a prescription"
    UNEXPECTED_POSITIVE = "unexpected_positive", "Positive"
    UNEXPECTED_NEGATIVE = "unexpected_negative", "Negative, prescribed medicine absent"
    PENDING = "pending", "Confirmation pending"
    RESIDUAL = "residual", "Positive, residual from before entry"
    DILUTE = "dilute", "Dilute"
    TAMPERED = "tampered", "Adulterated or substituted"
    INVALID = "invalid", "Invalid"
    MISSED = "missed", "Missed"
    EXCUSED = "excused", "Missed, excused"
    REFUSED = "refused", "Refused"
    UNABLE = "unable", "Unable to provide"
    ADMITTED = "admitted", "Use admitted"
    INCONCLUSIVE = "inconclusive", "Inconclusive"
    NO_RESULT = "no_result", "No result yet"


class Interpretation(Term):
    """What the substances of a collected specimen say beside the medicines of its day (row 47)."""

    NEGATIVE = "negative", "Negative"
    EXPECTED_POSITIVE = "expected_positive", "Expected positive"
    UNEXPECTED_POSITIVE = "unexpected_positive", "Unexpected positive"
    UNEXPECTED_NEGATIVE = "unexpected_negative", "Unexpected negative"
    MIXED = "mixed", "Mixed: one positive unexpected, one medicine absent"
    INCONCLUSIVE = "inconclusive", "Inconclusive"
    NONE = "none", "Nothing to interpret"


class SpecimenNoteKind(Term):
    """What a line of a test's own history of notes is about."""

    NOTE = "note", "Note"
    EXCUSED = "excused", "Excused"
    REOPENED = "reopened", "Excuse taken back"
    DISPUTED = "disputed", "Disputed"
    SETTLED = "settled", "Dispute settled"
    CORRECTED = "corrected", "Laboratory corrected its report"
    MEDICINES = "medicines", "Medicines of the day taken again"


class DeviceKind(Term):
    """What measures without a cup, for as long as it is worn or installed (features row 66)."""

    ANKLE = "ankle", "Ankle monitor"
    REMOTE_BREATH = "remote_breath", "Remote breath test"
    INTERLOCK = "interlock", "Ignition interlock"
    PATCH = "patch", "Sweat patch"
    WRIST = "wrist", "Wrist monitor"
    OTHER = "other", "Another device"


class AlertKind(Term):
    """What a device reports; `SPEAKS_OF_USE` are those that a sober-time rule may hear."""

    ALCOHOL = "alcohol", "Alcohol detected"
    TAMPER = "tamper", "Tampering or obstruction"
    MISSED = "missed", "Reading missed"
    LOCKOUT = "lockout", "Start refused"
    EQUIPMENT = "equipment", "Trouble with the equipment"
    OTHER = "other", "Another alert"


SPEAKS_OF_USE = frozenset({AlertKind.ALCOHOL, AlertKind.TAMPER, AlertKind.LOCKOUT})


class AlertState(Term):
    """Whether a person or the vendor stands by an alert."""

    OPEN = "open", "To look at"
    CONFIRMED = "confirmed", "Confirmed"
    DISMISSED = "dismissed", "Not confirmed"


# Treatment ------------------------------------------------------------------------------------


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


# Court ----------------------------------------------------------------------------------------


class HearingKind(Term):
    ENTRY = "entry", "Entry"
    REVIEW = "review", "Review"
    PHASE = "phase", "Phase appearance"
    GRADUATION = "graduation", "Graduation"
    TERMINATION = "termination", "Termination"
    SPECIAL = "special", "Special"
    WARRANT_RETURN = "warrant_return", "Warrant return"


class HearingAttendance(Term):
    PRESENT = "present", "Present"
    LATE = "late", "Late"
    EXCUSED = "excused", "Excused"
    FAILED_TO_APPEAR = "failed_to_appear", "Failed to appear"
    REMOTE = "remote", "Remote"
    IN_CUSTODY = "in_custody", "In custody"


class PhaseMove(Term):
    STAY = "stay", "Stays"
    ADVANCE = "advance", "Advances"
    DEMOTE = "demote", "Returns to an earlier phase"
    GRADUATE = "graduate", "Graduates"


class StayOutcome(Term):
    """How a stay in a phase ended (features row 34)."""

    ADVANCED = "advanced", "Advanced"
    DEMOTED = "demoted", "Returned to an earlier phase"
    EXITED = "exited", "Left the program"
    MOVED = "moved", "Moved to another program version"


class ResponseFamily(Term):
    """Three families that are never mixed (features row 97)."""

    INCENTIVE = "incentive", "Incentive"
    SANCTION = "sanction", "Sanction"
    SERVICE_ADJUSTMENT = "service_adjustment", "Service adjustment"


class Magnitude(Term):
    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"


class OnClosed(Term):
    """What becomes of a session that a recurrence puts on a day on which court is closed."""

    SKIP = "skip", "Left out"
    AFTER = "after", "The next open day"
    BEFORE = "before", "The open day before"


class ClosureSource(Term):
    """Where a closure comes from; a holiday that is both counts as federal."""

    FEDERAL = "federal", "Federal holiday"
    STATE = "state", "State holiday"
    COURT = "court", "The court's own"


class WarrantStep(Term):
    NONE = "none", "No warrant"
    REQUESTED = "requested", "Warrant requested"
    ISSUED = "issued", "Warrant issued"
    SERVED = "served", "Warrant served"
    RECALLED = "recalled", "Warrant recalled"


# Money, contacts, notes -----------------------------------------------------------------------


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


class ContactMode(Term):
    OFFICE = "office", "Office"
    HOME = "home", "Home"
    FIELD = "field", "Field"
    PHONE = "phone", "Phone"
    VIDEO = "video", "Video"
    COLLATERAL = "collateral", "Collateral"


class ContactWith(Term):
    """Who had the contact with the participant."""

    CASE_MANAGER = "case_manager", "Case manager"
    PROBATION_OFFICER = "probation_officer", "Probation officer"
    STAFF = "staff", "Court staff"
    SPONSOR = "sponsor", "Sponsor"
    MENTOR = "mentor", "Mentor"
    FAMILY = "family", "Family"
    PROVIDER = "provider", "Treatment provider"
    OTHER = "other", "Another person"


class LegalEventKind(Term):
    """What happened before the law, apart from the court's own case."""

    OFFENCE = "offence", "Offence"
    ARREST = "arrest", "Arrest"
    CHARGE = "charge", "Charge"
    CONVICTION = "conviction", "Conviction"
    WARRANT = "warrant", "Warrant"


class InfractionKind(Term):
    """A breach of a rule that is no session, test, hearing or offence."""

    CURFEW = "curfew", "Curfew not kept"
    DEVICE_ALERT = "device_alert", "Alert of a monitoring device"
    INTERLOCK = "interlock", "Ignition interlock failure"
    RULE = "rule", "Program rule not kept"
    OTHER = "other", "Another infraction"


class NoteKind(Term):
    GENERAL = "general", "General"
    COURT = "court", "Court"
    STAFFING = "staffing", "Staffing"
    TREATMENT = "treatment", "Treatment"
    CONTACT = "contact", "Contact"


class DecisionBy(Term):
    """Whose decision a requirement waits for."""

    TEAM = "team", "Team"
    JUDGE = "judge", "Judge"
    PROSECUTOR = "prosecutor", "Prosecutor"
    PROVIDER = "provider", "Treatment provider"
    PARTICIPANT = "participant", "Participant"
    COORDINATOR = "coordinator", "Coordinator"
    DEFENSE = "defense", "Defense counsel"
    PROBATION = "probation", "Probation officer"
    FAMILY = "family", "Family"
    SPONSOR = "sponsor", "Sponsor"
    MENTOR = "mentor", "Mentor"
    ELDERS = "elders", "Panel of elders"
    PEERS = "peers", "Fellow participants"
    CHILD_WELFARE = "child_welfare", "Child welfare agency"
    VICTIM = "victim", "Victim"
