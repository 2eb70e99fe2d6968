"""How an iCalendar file is written so that Outlook and others read it: lines, folding, the zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from drugcourt.exchange.calendar_policy import Zone

WIDEST = 75  # octets a line without its end (RFC 5545, 3.1)
PRODUCT = "-//Drug Court Docket//Court calendar//EN"
_END = b"\r\n"
# Since 2007: the second Sunday of March, the first Sunday of November, at two in the morning.
_DAYLIGHT = ("DAYLIGHT", "20070311T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU")
_STANDARD = ("STANDARD", "20071104T020000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU")


@dataclass(frozen=True, slots=True)
class Event:
    """One hearing or session for another calendar. `starts` is the court's own wall time.

    `cancelled` withdraws what was published before under the same `uid`; `sequence` is higher
    than it was then. `changed_at` is aware.
    """

    uid: str
    sequence: int
    starts: datetime
    minutes: int
    summary: str
    place: str
    changed_at: datetime
    cancelled: bool = False


def calendar_file(events: Iterable[Event], zone: Zone, *, cancels: bool = False) -> bytes:
    """One file of METHOD:PUBLISH, or with `cancels` of METHOD:CANCEL: one file has one method."""
    lines = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODUCT}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if cancels else 'PUBLISH'}",
        *_zone_lines(zone),
    ]
    for event in events:
        lines += _event_lines(event, zone)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """One line in UTF-8 with CRLF, folded after 75 octets and never inside a letter."""
    pieces: list[bytes] = []
    piece, room = b"", WIDEST
    for letter in line:
        octets = letter.encode("utf-8")
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", WIDEST - 1  # the space that begins a folded line counts
        piece += octets
    pieces.append(piece)
    return (_END + b" ").join(pieces) + _END


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends are written so that they are text."""
    plain = "".join(sign for sign in text if sign == "\n" or sign >= " ")
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _zone_lines(zone: Zone) -> Sequence[str]:
    """The zone by hand: one STANDARD and, where clocks change, one DAYLIGHT with BYDAY rules."""
    winter, winter_name = zone.standard
    if zone.daylight is None:
        parts = _observance("STANDARD", "19700101T000000", winter, winter, winter_name)
    else:
        summer, summer_name = zone.daylight
        name, start, rule = _DAYLIGHT
        parts = _observance(name, start, winter, summer, summer_name, rule)
        name, start, rule = _STANDARD
        parts += _observance(name, start, summer, winter, winter_name, rule)
    return ["BEGIN:VTIMEZONE", f"TZID:{zone.name}", *parts, "END:VTIMEZONE"]


def _observance(
    name: str, start: str, before: str, after: str, label: str, rule: str = ""
) -> list[str]:
    return [
        f"BEGIN:{name}",
        f"DTSTART:{start}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{before}",
        f"TZOFFSETTO:{after}",
        f"TZNAME:{label}",
        f"END:{name}",
    ]


def _event_lines(event: Event, zone: Zone) -> list[str]:
    ends = event.starts + timedelta(minutes=event.minutes)
    stamp = f"{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART;TZID={zone.name}:{event.starts:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={zone.name}:{ends:%Y%m%dT%H%M%S}",
        f"SUMMARY:{escaped(event.summary)}",
        *([f"LOCATION:{escaped(event.place)}"] if event.place else []),
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]
