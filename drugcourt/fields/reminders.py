"""Which columns the list for a texting service has."""

from __future__ import annotations

from drugcourt.fields.field import Field, Kind

REMINDERS = (
    Field("send_on", "Send on", Kind.DATE),
    Field("name", "Name", width=24),
    Field("phone", "Phone", Kind.PHONE, width=16),
    Field("language", "Language", width=12),
    Field("ok_to_text", "Agreed to text messages", Kind.YES_NO, width=12),
    Field("court_day", "Date", Kind.DATE),
    Field("spoken", "Time", width=10),
    Field("place", "Place", width=30),
    Field("text", "Text", Kind.LONG_TEXT, width=80),
)
