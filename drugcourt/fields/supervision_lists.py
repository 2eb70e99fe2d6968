"""How the lists of supervision are headed: who, what is asked, since when, until when."""

from __future__ import annotations

from drugcourt.fields.field import Field, Kind

NAME = Field("name", "Participant", width=22, sortable="name")
PHASE = Field("phase", "Phase", width=8)
MANAGER = Field("case_manager", "Case manager", width=14, sortable="case_manager")
# Contacts
ASKED = Field("asked", "What the phase asks", width=30)
LAST = Field("last_on", "Last contact", Kind.DATE, width=14, sortable="last_on")
DUE = Field("due_on", "Next one by", Kind.DATE, width=12, sortable="due_on")
STATE = Field("state", "State", width=16)
TRIED = Field(
    "tried", "Tried", Kind.WHOLE, "In vain since the last contact.", width=7, sortable="tried"
)
# Conditions
CONDITION = Field("kind", "Condition", width=18, sortable="kind")
HOURS = Field("hours", "Hours", width=18)
SINCE = Field("started_on", "Since", Kind.DATE, width=10, sortable="started_on")
UNTIL = Field("ended_on", "Until", Kind.DATE, width=10, sortable="ended_on")
SOURCE = Field("source", "Source", width=22)
CHECKED_WHAT = Field("what", "Condition", width=14)
CHECKED = Field("checked_on", "Last check", Kind.DATE, width=12, sortable="checked_on")
FOUND = Field("broken", "Found lately", width=18, sortable="broken")
# Permissions
WHAT = Field("what", "Asked for", width=24)
ASKED_ON = Field("asked_on", "Asked on", Kind.DATE, width=10, sortable="asked_on")
FROM = Field("starts_on", "From", Kind.DATE, width=10, sortable="starts_on")
TO = Field("ends_on", "To", Kind.DATE, width=10, sortable="ends_on")
ANSWER = Field("answer", "Answer", width=14, sortable="answer")
# Custody
BOOKED = Field("started_on", "Booked", Kind.DATE, width=10, sortable="started_on")
DAYS = Field("days", "Days", Kind.WHOLE, width=6)
FACILITY = Field("facility", "Where", width=18, sortable="facility")
REASON = Field("reason", "Why", width=18, sortable="reason")
OUT = Field("ended_on", "Released", Kind.DATE, width=14, sortable="ended_on")
MEDICINES = Field("medicines", "Medicines", width=16)
# Arrests
EVENT = Field("kind", "What", width=14, sortable="kind")
HAPPENED = Field("happened_on", "Day", Kind.DATE, width=10, sortable="happened_on")
LEVEL = Field("level", "Level", width=12, sortable="level")
KNOWN = Field("text", "What is known of it", width=28)
TOLD = Field("told_on", "The team", width=20, sortable="told_on")
# Community service
ORDERED = Field("ordered_on", "Ordered", Kind.DATE, width=10, sortable="ordered_on")
BY = Field("due_on", "Due", Kind.DATE, width=10, sortable="due_on")
HOURS_ORDERED = Field("hours", "Hours", Kind.NUMBER, width=7, sortable="hours")
DONE = Field("done", "Done", Kind.NUMBER, width=7, sortable="done")
LEFT = Field("left", "Left", Kind.NUMBER, width=7, sortable="left")
SERVED = Field("last_on", "Last served", Kind.DATE, width=11, sortable="last_on")
SITE = Field("site", "Where", width=20, sortable="site")
