"""The calendar command, read back by another library, before and after things change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from drugcourt import cli
from drugcourt.casework import courts
from drugcourt.casework.calendar import session_moves
from drugcourt.casework.calendar.events import Each
from drugcourt.casework.hearings import hearings
from drugcourt.errors import Refusal
from drugcourt.reports.calendar_out import write_calendar
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD
from tests.court_day import TODAY, admitted, heard, on_docket, session

WEEK = TODAY + timedelta(days=7)
LAST = TODAY + timedelta(days=60)
PROTECTED = ("drug", "recovery", "sober", "phase", "adult", "ames", "james", "cr-", "cedar")


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    workspace.perform(courts.amend_court, state="Ohio")
    return workspace


def events(path: Path) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def write(court: Workspace, target: Path, **wanted: object):
    return write_calendar(court, target, first=TODAY, last=LAST, **wanted)


def body(path: Path) -> str:
    """What the file says of events, without the name of the product that made it."""
    said = path.read_text("utf-8").casefold()
    return said[said.index("begin:vtimezone") :].replace("drug-court-docket", "")


def test_the_whole_docket_is_one_event_a_session_and_names_nobody(
    court: Workspace, tmp_path: Path
) -> None:
    on_docket(court, admitted(court, "Ames", case="CR-1"), WEEK)
    target = tmp_path / "court.ics"
    written = write(court, target)
    (event,) = events(target)
    assert (written.events, written.withdrawn) == (1, 0)
    assert (event["SUMMARY"], event["LOCATION"], event["CLASS"]) == (
        "Treatment court", "Courtroom 4", "PRIVATE"
    )  # fmt: skip
    assert not [word for word in PROTECTED if word in body(target)]


def test_a_file_for_each_hearing_names_nobody_unless_asked(
    court: Workspace, tmp_path: Path
) -> None:
    for name in ("Ames", "Boyd"):
        on_docket(court, admitted(court, name), WEEK)
    folder = tmp_path / "dates"
    written = write(court, folder, each=Each.HEARING, per_file=True)
    assert len(written.files) == 2
    for path in written.files:
        (event,) = events(path)
        assert event["SUMMARY"] == "Treatment court"
        assert "ames" not in path.name.casefold()
        assert not [word for word in PROTECTED if word in body(path)]
    named = write(court, folder, each=Each.HEARING, per_file=True, names=True)
    assert {events(path)[0]["SUMMARY"] for path in named.files} == {
        "Treatment court: Ames, James", "Treatment court: Boyd, James"
    }  # fmt: skip
    assert {path.name for path in named.files} == {path.name for path in written.files}


def test_an_event_keeps_its_number_and_a_change_raises_the_sequence(
    court: Workspace, tmp_path: Path
) -> None:
    on_docket(court, admitted(court, "Ames"), WEEK)
    target = tmp_path / "court.ics"
    for each in Each:
        before = events(write(court, target, each=each).files[0])[0]
        again = events(write(court, target, each=each).files[0])[0]
        assert (again["UID"], again["SEQUENCE"]) == (before["UID"], 0)
    court.perform(
        session_moves.move_session, session_id=session(court, WEEK),
        held_on=WEEK + timedelta(days=1), reason="Jury trial",
    )  # fmt: skip
    for each in Each:
        (moved,) = events(write(court, target, each=each).files[0])
        assert moved["SEQUENCE"] == 1
        assert moved["DTSTART"].dt.date() == WEEK + timedelta(days=1)
    assert moved["UID"] == before["UID"]


def test_a_hearing_that_was_taken_off_is_withdrawn_in_a_second_file(
    court: Workspace, tmp_path: Path
) -> None:
    kept, off = (on_docket(court, admitted(court, name), WEEK) for name in ("Ames", "Boyd"))
    target = tmp_path / "court.ics"
    published = {e["UID"] for e in events(write(court, target, each=Each.HEARING).files[0])}
    court.perform(hearings.take_off_docket, entry_id=off, reason="Moved away")
    written = write(court, target, each=Each.HEARING)
    assert [path.name for path in written.files] == ["court.ics", "court.cancelled.ics"]
    (stays,) = events(written.files[0])
    (gone,) = events(written.files[1])
    assert {stays["UID"], gone["UID"]} == published
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
    assert b"METHOD:CANCEL" in written.files[1].read_bytes()
    assert kept


def test_what_was_never_published_is_not_withdrawn(court: Workspace, tmp_path: Path) -> None:
    entry = on_docket(court, admitted(court), WEEK)
    court.perform(hearings.take_off_docket, entry_id=entry, reason="By mistake")
    court.perform(session_moves.cancel_session, session_id=session(court, WEEK), reason="Storm")
    assert write(court, tmp_path / "court.ics").withdrawn == 0


def test_a_cancelled_session_is_withdrawn_until_it_is_held_after_all(
    court: Workspace, tmp_path: Path
) -> None:
    number = session(court, WEEK)
    target = tmp_path / "court.ics"
    write(court, target)
    court.perform(session_moves.cancel_session, session_id=number, reason="Storm")
    gone = write(court, target)
    assert (gone.events, gone.withdrawn) == (0, 1)
    court.perform(session_moves.reinstate_session, session_id=number)
    back = write(court, target)
    assert (back.events, back.withdrawn) == (1, 0)
    assert events(target)[0]["SEQUENCE"] == 2


def test_heard_hearings_are_not_sent_and_a_new_next_date_withdraws_the_old_one(
    court: Workspace, tmp_path: Path
) -> None:
    entry = on_docket(court, admitted(court))
    heard(court, entry, next_on=WEEK)
    target = tmp_path / "court.ics"
    assert write(court, target, each=Each.HEARING).events == 1
    heard(court, entry, next_on=WEEK + timedelta(days=7))
    written = write(court, target, each=Each.HEARING)
    assert (written.events, written.withdrawn) == (1, 1)


def test_the_time_zone_is_asked_for_where_nobody_knows_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    session(workspace, WEEK)
    with pytest.raises(Refusal, match="which time zone"):
        write(workspace, tmp_path / "court.ics")
    assert not list(tmp_path.glob("*.ics"))
    path = workspace.path
    workspace.close()
    asked = ["calendar", "--court", str(path), "-o", str(tmp_path / "court.ics"), "--as-of",
             "2026-11-24"]  # fmt: skip
    assert cli.main(asked) == 1
    assert cli.main([*asked, "--zone", "Mars/Olympus"]) == 1
    assert "Choose one of these time zones" in capsys.readouterr().err
    assert cli.main([*asked, "--zone", "America/Denver"]) == 0
    assert cli.main(asked) == 0  # the court file keeps it
    assert "court.ics: 1 event." in capsys.readouterr().out
    assert "TZID=America/Denver" in (tmp_path / "court.ics").read_text("utf-8")


def test_the_command_writes_a_folder_and_says_what_is_withdrawn(
    court: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    on_docket(court, admitted(court, "Ames"), WEEK)
    path = court.path
    court.close()
    asked = ["calendar", "--court", str(path), "--as-of", "2026-11-24", "-o"]
    folder = tmp_path / "dates"
    assert cli.main([*asked, str(folder), "--per-hearing", "--names"]) == 0
    (file,) = folder.iterdir()
    assert events(file)[0]["SUMMARY"] == "Treatment court: Ames, James"
    assert cli.main([*asked, str(tmp_path / "court.txt")]) == 1
    assert "ends in .ics" in capsys.readouterr().err
