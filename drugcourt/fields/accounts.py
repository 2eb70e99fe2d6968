"""The fields of accounts: who somebody is, their role, passwords and codes."""

from __future__ import annotations

from drugcourt.domain.accounts import AccountState, Role
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind

LONGEST = 4_096

LOGIN = Field(
    "login",
    "User name",
    required=True,
    max_length=40,
    width=14,
    help="Typed at the sign-in. It is never given to somebody else later.",
    placeholder="dpike",
)
NAME = Field(
    "name",
    "Name",
    required=True,
    max_length=100,
    width=20,
    help="It stands beside what the person enters.",
    placeholder="D. Pike",
)
ROLE = Field("role", "Role", Kind.CHOICE, required=True, choices=Role, width=18)
STATE = Field(
    "state",
    "State",
    Kind.CHOICE,
    choices=AccountState,
    width=28,
    tones={
        AccountState.OPEN: Tone.GOOD,
        AccountState.DISABLED: Tone.WATCH,
        AccountState.DEPARTED: Tone.PLAIN,
    },
)
FIRST_PASSWORD = Field(
    "password",
    "First password",
    Kind.SECRET,
    required=True,
    max_length=LONGEST,
    help="Tell it to the person yourself. They choose one of their own when they sign in.",
)
BEFORE = Field("before", "Password until now", Kind.SECRET, required=True, max_length=LONGEST)
PASSWORD = Field(
    "password",
    "New password",
    Kind.SECRET,
    required=True,
    max_length=LONGEST,
    help="At least 12 characters. A short sentence is easiest to remember.",
)
AGAIN = Field("again", "The same once more", Kind.SECRET, required=True, max_length=LONGEST)
OWN_PASSWORD = Field("password", "Your password", Kind.SECRET, required=True, max_length=LONGEST)
CODE = Field(
    "code", "Code", required=True, max_length=12, width=10, help="The six digits it shows now."
)
ANOTHER_KEY = Field(
    "another_key",
    "Encrypt the court anew",
    Kind.YES_NO,
    help="Yes where a copy of the court may have been kept; nobody else has it open meanwhile.",
)
SIGNED_IN = Field("last_signed_in", "Signed in last", Kind.MOMENT, width=20)
FACTOR = Field("second_factor", "Second factor", width=13)

NEW_ACCOUNT = (NAME, LOGIN, ROLE, FIRST_PASSWORD)
ACCOUNT = (NAME, ROLE)
NEW_PASSWORD = (BEFORE, PASSWORD, AGAIN)
