"""Who decided that a prescribed medicine ends."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class StoppedBy(Term):
    """Who decided, or what ended it. No court bars a medicine, so its word alone is flagged."""

    PARTICIPANT = "participant", "Participant"
    PRESCRIBER = "prescriber", "Prescriber"
    COURT = "court", "Court or team"
    COURT_AGREED = "court_agreed", "Court or team, the prescriber agrees"
    JAIL = "jail", "Jail"
    LOST_SUPPLY = "lost_supply", "Nobody: the supply was lost"


def stopped_words(kept: str) -> str:
    """What is kept of it, in words; what was typed before there was a list stays as it was."""
    return next((who.label for who in StoppedBy if who == kept), kept)


def told_of_end(kept: str) -> str:
    """The same inside a sentence."""
    known = next((who for who in StoppedBy if who == kept), None)
    if known is not None:
        return _SENTENCES[known]
    return f"decided by {kept}" if kept else ""


_SENTENCES = {
    StoppedBy.PARTICIPANT: "decided by the participant",
    StoppedBy.PRESCRIBER: "decided by the prescriber",
    StoppedBy.COURT: "decided by the court or team",
    StoppedBy.COURT_AGREED: "decided by the court or team, the prescriber agrees",
    StoppedBy.JAIL: "stopped by the jail",
    StoppedBy.LOST_SUPPLY: "the supply was lost",
}


def needs_prescriber(*, moud: bool, kept: str) -> bool:
    """Whether a court or team alone ended a medication for opioid use disorder."""
    return moud and kept == StoppedBy.COURT
