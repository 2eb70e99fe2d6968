"""How kits, overdoses, hand-offs, peers, watches and the continuity checklist are described."""

from __future__ import annotations

from drugcourt.domain.safety import (
    HandOffMode,
    HarmService,
    KitHolder,
    PeerMode,
    PeerTopic,
    Rescuer,
)
from drugcourt.domain.tone import YesNo
from drugcourt.fields.field import Field, Kind

ISSUED = Field("issued_on", "Handed out on", Kind.DATE, required=True, width=11)
HOLDER = Field("holder", "Who holds it", Kind.CHOICE, choices=KitHolder, required=True, width=18)
HOLDER_NAME = Field("holder_name", "Name", max_length=100)
LOT = Field("lot", "Lot", max_length=60, width=10)
EXPIRES = Field("expires_on", "Expires on", Kind.DATE, width=10)
TRAINED = Field("trained", "Trained in its use", Kind.CHOICE, choices=YesNo, width=10)
KIT_STATE = Field("state", "State", width=12)
NOTE = Field("text", "Note", max_length=300)
KIT = (HOLDER, HOLDER_NAME, ISSUED, LOT, EXPIRES, TRAINED, NOTE)
KIT_USED = (Field("used_on", "Used on", Kind.DATE, required=True),)
KIT_GONE = (Field("gone_on", "Gone since", Kind.DATE, required=True), NOTE)
HAPPENED = Field("happened_on", "Happened on", Kind.DATE, required=True, width=10)
RESCUER = Field("rescuer", "Reversed by", Kind.CHOICE, choices=Rescuer, width=16)
NALOXONE = Field("naloxone", "Naloxone given", Kind.CHOICE, choices=YesNo, width=12)
SUBSTANCES = Field("substances", "Substances", max_length=200, width=16)
FOLLOWED = Field("followed_on", "Followed up", Kind.DATE, width=10)
TEXT = Field("text", "What is known", Kind.LONG_TEXT, max_length=4000)
OVERDOSE = (
    HAPPENED,
    NALOXONE,
    RESCUER,
    SUBSTANCES,
    Field("fatal", "The person died", Kind.YES_NO),
    TEXT,
)
FOLLOW_UP = (
    Field("followed_on", "Spoke with the person on", Kind.DATE, required=True),
    Field("followed_by", "Who did", max_length=100),
    Field("reviewed_on", "Looked at by treatment on", Kind.DATE),
)
GIVEN_TO = Field("given_to", "Handed on to", required=True, max_length=200, width=18)
HANDED = Field("handed_on", "On", Kind.DATE, required=True, width=9)
MODE = Field("mode", "How", Kind.CHOICE, choices=HandOffMode, required=True, width=16)
ACCEPTED = Field("accepted", "Accepted", Kind.CHOICE, choices=YesNo, width=9)
SERVED = Field("served_on", "First service on", Kind.DATE, width=10)
HAND_OFF = (
    GIVEN_TO,
    MODE,
    HANDED,
    Field("given_by", "From", max_length=100),
    Field("present", "Person there", Kind.CHOICE, choices=YesNo),
    ACCEPTED,
    SERVED,
    NOTE,
)
FIRST_SERVICE = (
    Field("accepted", "Accepted", Kind.CHOICE, choices=YesNo, required=True),
    SERVED,
)
PEER = Field("peer", "Peer", max_length=100, required=True, width=14)
STARTED = Field("started_on", "Since", Kind.DATE, required=True, width=9)
PEER_FIELDS = (PEER, STARTED)
PEER_ENDS = (Field("ended_on", "First day without the peer", Kind.DATE, required=True),)
PEER_CONTACT = (
    Field("contacted_on", "On", Kind.DATE, required=True),
    Field("mode", "How", Kind.CHOICE, choices=PeerMode, required=True),
    Field(
        "topic",
        "About",
        Kind.CHOICE,
        choices=PeerTopic,
        required=True,
        help="A code and no more: what was said stays between the two.",
    ),
    Field("minutes", "Minutes", Kind.WHOLE),
    Field("peer", "Peer", max_length=100),
)
HARM = (
    Field("service", "Service", Kind.CHOICE, choices=HarmService, required=True),
    Field("given_on", "On", Kind.DATE, required=True),
    Field("given_by", "By", max_length=100),
)
CRISIS = (
    HAPPENED,
    Field("agency", "Police or team", max_length=200),
    Field("led_to", "It led to", max_length=200, placeholder="Clinic, home, nothing"),
    TEXT,
)
CONTACTS = Field("contacts", "Contacts", width=16)
ON = Field("on", "On", Kind.DATE, width=9)
WHAT = Field("what", "What", width=18)
BY = Field("by", "By", width=14)
TASK = Field("text", "Task", width=34)
DUE = Field("due_on", "Due", Kind.DATE, width=9)
DONE = Field("done_on", "Done", Kind.DATE, width=12)
DOING = (
    Field("done_on", "Done on", Kind.DATE, required=True),
    Field("text", "Note", max_length=300),
)
END_WATCH = (
    Field(
        "reason",
        "How it ends",
        Kind.LONG_TEXT,
        required=True,
        max_length=300,
        placeholder="Two weeks over, in treatment, kit in hand",
    ),
)
