"""What a participant may ask leave for, and how it was answered."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class PermissionKind(Term):
    """What is asked for (features row 113)."""

    TRAVEL = "travel", "Travel"
    CURFEW = "curfew", "Later curfew"
    MOVE = "move", "Move house"
    CONTACT = "contact", "Contact with a person"
    WORK = "work", "Work hours or place"
    EXCUSE = "excuse", "Be excused from something"
    OTHER = "other", "Something else"


class PermissionAnswer(Term):
    """How it was answered; one that nobody has answered waits."""

    GRANTED = "granted", "Granted"
    TERMS = "terms", "Granted with terms"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


LEAVE = frozenset({PermissionAnswer.GRANTED, PermissionAnswer.TERMS})


class AnsweredHow(Term):
    """How the participant heard the answer."""

    IN_PERSON = "in_person", "In person"
    COURT = "court", "In court"
    PHONE = "phone", "By phone"
    WRITING = "writing", "In writing"
    MESSAGE = "message", "By message"
