"""How a provider of the directory is described."""

from __future__ import annotations

from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.fields.courts import Weekday
from drugcourt.fields.field import Field, Kind

NAME = Field("name", "Provider", required=True, max_length=200, width=24)
LEVELS = Field("levels", "Levels of care", Kind.SEVERAL, choices=LevelOfCare, width=26)
OFFERS = Field("offers", "Levels of care", width=26)
MEDICATIONS = Field(
    "medications",
    "Medications offered",
    max_length=300,
    width=20,
    placeholder="Buprenorphine, methadone, naltrexone",
)
MEDICAID = Field("medicaid", "Takes Medicaid", Kind.CHOICE, choices=YesNo, width=9)
WAITING = Field("waiting_days", "Days to a place", Kind.WHOLE, width=9)
REPORT_DAY = Field("report_day", "Reports due on", Kind.CHOICE, choices=Weekday, width=10)
CONTACT = Field("contact", "Contact", max_length=100, width=16)
PHONE = Field("phone", "Phone", Kind.PHONE, max_length=40)
EMAIL = Field("email", "Email", max_length=200)
ADDRESS = Field("address", "Address", max_length=300)
NOTE = Field("text", "Note", Kind.LONG_TEXT, max_length=2000)
PROVIDER = (
    NAME,
    CONTACT,
    LEVELS,
    MEDICATIONS,
    MEDICAID,
    WAITING,
    REPORT_DAY,
    PHONE,
    EMAIL,
    ADDRESS,
    NOTE,
)
HERE = Field("here", "There now", Kind.WHOLE, width=8)
REPORTS = Field("reports", "Reports in time", width=14)
CLOSE = (Field("closed_on", "Nobody is sent there from", Kind.DATE, required=True),)
PERIOD = (
    Field("first", "First day", Kind.DATE, required=True),
    Field("last", "Last day", Kind.DATE, required=True),
)
