"""The calendar file as Outlook wants it: each of its traps is a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from holidays.countries.united_states import UnitedStates

from drugcourt.exchange.calendar_policy import state_codes, zone_named, zone_of_state, zones
from drugcourt.exchange.icalendar_text import Event, calendar_file, escaped, folded

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
EASTERN = zone_named("America/New_York")


def event(**wanted: object) -> Event:
    about = {
        "uid": "4711@here",
        "sequence": 2,
        "starts": datetime(2026, 12, 1, 13, 30),  # noqa: DTZ001  # wall time of the court
        "minutes": 120,
        "summary": "Treatment court",
        "place": "Courtroom 4",
        "changed_at": NOW,
    }
    return Event(**{**about, **wanted})


def lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def parsed(data: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(data)


def test_another_library_reads_the_same_event_back() -> None:
    calendar = parsed(calendar_file([event()], EASTERN))
    (found,) = calendar.walk("VEVENT")
    assert found["UID"] == "4711@here"
    assert found["SEQUENCE"] == 2
    assert found["SUMMARY"] == "Treatment court"
    assert found["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=2)
    assert found["DTSTAMP"].dt == NOW


def test_summer_and_winter_keep_the_hour_on_the_wall() -> None:
    for month, hour in ((7, 17), (12, 18)):
        starts = datetime(2026, month, 1, 13, 30)  # noqa: DTZ001  # wall time of the court
        calendar = parsed(calendar_file([event(starts=starts)], EASTERN))
        (found,) = calendar.walk("VEVENT")
        assert found["DTSTART"].dt.astimezone(UTC).hour == hour


def test_it_is_published_and_never_an_invitation() -> None:
    said = lines(calendar_file([event()], EASTERN))
    assert "METHOD:PUBLISH" in said
    assert not [line for line in said if line.startswith(("ATTENDEE", "ORGANIZER"))]


def test_what_is_withdrawn_is_a_file_of_cancellations() -> None:
    said = lines(calendar_file([event(cancelled=True)], EASTERN, cancels=True))
    assert "METHOD:CANCEL" in said
    assert "STATUS:CANCELLED" in said


def test_the_zone_stands_in_the_file_with_one_winter_and_one_summer_by_weekday() -> None:
    said = lines(calendar_file([event()], EASTERN))
    zone = said[said.index("BEGIN:VTIMEZONE") : said.index("END:VTIMEZONE") + 1]
    assert zone.count("BEGIN:STANDARD") == zone.count("BEGIN:DAYLIGHT") == 1
    rules = [line for line in zone if line.startswith("RRULE")]
    assert rules == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    ]
    assert not [line for line in zone if line.startswith(("RDATE", "TZURL"))]
    used = {line.partition(":")[0] for line in said if line.startswith(("DTSTART;", "DTEND;"))}
    assert used == {"DTSTART;TZID=America/New_York", "DTEND;TZID=America/New_York"}


@pytest.mark.parametrize("zone", zones(), ids=lambda zone: zone.name)
def test_every_zone_says_both_offsets_and_is_read_back(zone) -> None:
    said = lines(calendar_file([event()], zone))
    blocks = said.count("BEGIN:STANDARD") + said.count("BEGIN:DAYLIGHT")
    assert blocks == (1 if zone.daylight is None else 2)
    assert sum(line.startswith("TZOFFSETFROM:") for line in said) == blocks
    assert sum(line.startswith("TZOFFSETTO:") for line in said) == blocks
    (found,) = parsed(calendar_file([event()], zone)).walk("VEVENT")
    offset = found["DTSTART"].dt.utcoffset()
    assert f"{'-' if offset < timedelta() else '+'}" == zone.standard[0][0]


def test_lines_end_as_the_standard_says_and_are_folded_within_letters_never() -> None:
    long = "Ω" * 60 + "é" * 50
    data = calendar_file([event(summary=long)], EASTERN)
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    assert parsed(data).walk("VEVENT")[0]["SUMMARY"] == long


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150])
def test_a_line_is_folded_at_75_octets_and_not_before(length: int) -> None:
    data = folded("X" * length)
    assert all(len(piece) <= 75 for piece in data.split(b"\r\n"))
    assert data.count(b"\r\n ") == (0 if length <= 75 else 1 if length <= 149 else 2)
    assert data.replace(b"\r\n ", b"") == b"X" * length + b"\r\n"


def test_signs_of_the_format_are_text_within_a_text() -> None:
    assert escaped("a;b,c\\d\ne\r") == "a\\;b\\,c\\\\d\\ne"
    data = calendar_file([event(place="Room 4; north, floor 2\nBEGIN:VEVENT")], EASTERN)
    assert len(parsed(data).walk("VEVENT")) == 1


def test_an_event_is_private() -> None:
    assert "CLASS:PRIVATE" in lines(calendar_file([event()], EASTERN))


def test_a_state_with_one_clock_has_it_and_one_with_two_is_asked() -> None:
    assert zone_of_state("oh").name == "America/New_York"
    assert zone_of_state("AZ").daylight is None
    for split in ("IN", "TN", "TX", "FL", "OR", "XX", ""):
        assert zone_of_state(split) is None


def test_every_state_has_its_code_and_its_zone_is_one_of_them() -> None:
    assert set(state_codes().values()) == set(UnitedStates.subdivisions)
    for name, code in UnitedStates.subdivisions_aliases.items():
        assert state_codes()[name.casefold()] == code
    assert {code for zone in zones() for code in zone.states} <= set(state_codes().values())
