"""Where an episode stands, how risky and needy it is, and how its stays and itself end."""

from __future__ import annotations

from drugcourt.domain.tone import Term


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
AWAY_STATUSES = frozenset(
    {EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED, EpisodeStatus.MEDICAL_LEAVE}
)
"""While one of these lasts nobody can be seen, visited at home or tested."""
EXIT_STATUSES = frozenset(
    {
        EpisodeStatus.GRADUATED,
        EpisodeStatus.TERMINATED,
        EpisodeStatus.NEUTRAL_DISCHARGE,
        EpisodeStatus.DECLINED,
    }
)


class RiskNeed(Term):
    """The quadrant of criminogenic risk and treatment need (features row 7)."""

    HIGH_HIGH = "high_high", "High risk, high need"
    HIGH_LOW = "high_low", "High risk, low need"
    LOW_HIGH = "low_high", "Low risk, high need"
    LOW_LOW = "low_low", "Low risk, low need"
    UNKNOWN = "unknown", "Not assessed"


class StayOutcome(Term):
    """How a stay in a phase ended (features row 34)."""

    ADVANCED = "advanced", "Advanced"
    DEMOTED = "demoted", "Returned to an earlier phase"
    EXITED = "exited", "Left the program"
    MOVED = "moved", "Moved to another program version"


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
