"""Which words the way out uses: termination, the record check, follow-up and the exit survey."""

from __future__ import annotations

from drugcourt.domain.tone import Term


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
