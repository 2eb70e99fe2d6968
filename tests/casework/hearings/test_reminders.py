from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from drugcourt import cli
from drugcourt.casework import courts
from drugcourt.casework.calendar import session_moves
from drugcourt.casework.hearings import reminders
from drugcourt.casework.hearings import slips as next_slips
from drugcourt.casework.hearings.reminders import LeftOut, e164
from drugcourt.casework.participants import participants
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.errors import FieldRefusal
from drugcourt.reports.reminder_list import write_reminders
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD
from tests.court_day import TODAY, heard, on_docket, session
from tests.courts import participant

WEEK = TODAY + timedelta(days=7)
PROTECTED = ("drug", "treatment", "recovery", "sober", "test", "phase", "program", "participant")


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    workspace.perform(courts.amend_court, county="Cedar", state="Ohio")
    return workspace


def texted(court: Workspace, family: str = "Ames", **person: object) -> int:
    about = {"phone": "(614) 555-0142", "ok_to_text": True, **person}
    return participant(court, family, **about)


def listed(court: Workspace, first: date = TODAY, last: date = WEEK) -> reminders.ReminderList:
    return court.read(reminders.reminder_list, first=first, last=last, today=TODAY)


def test_a_reminder_goes_out_seven_three_and_one_days_before(court: Workspace) -> None:
    on_docket(court, texted(court), WEEK)
    found = listed(court)
    assert [one.send_on for one in found.reminders] == [
        TODAY, WEEK - timedelta(days=3), WEEK - timedelta(days=1)
    ]  # fmt: skip
    one = found.reminders[0]
    assert (one.phone, one.name, one.language) == ("+16145550142", "Sam Ames", "English")
    assert one.text == (
        "Reminder: you have a court date on Tuesday, December 1 at 1:30 PM, Courtroom 4, Cedar "
        "County courthouse. How will you get there? Plan it today. If you miss it, the judge may "
        "issue a warrant. Reply STOP to end these messages."
    )


def test_only_the_days_asked_for_are_listed_and_none_that_has_passed(court: Workspace) -> None:
    on_docket(court, texted(court), TODAY + timedelta(days=2))
    assert [one.send_on for one in listed(court).reminders] == [TODAY + timedelta(days=1)]
    early = listed(court, TODAY - timedelta(days=9), TODAY)
    assert early.reminders == ()


def test_who_is_left_out_is_counted_by_the_reason(court: Workspace) -> None:
    away = texted(court, "Cole")
    people = [
        texted(court, "Ames", ok_to_text=False),
        texted(court, "Boyd", phone="555-0142"),
        texted(court, "Dunn", phone=""),
        away,
    ]
    for one in people:
        on_docket(court, one, WEEK)
    court.perform(
        participants.set_status, episode_id=away, status=EpisodeStatus.IN_CUSTODY, on=TODAY,
        reason="Arrested",
    )  # fmt: skip
    found = listed(court)
    assert found.reminders == ()
    assert found.left_out == (
        (LeftOut.NO_CONSENT, 1), (LeftOut.NO_NUMBER, 2), (LeftOut.AWAY, 1)
    )  # fmt: skip
    assert found.sentence.startswith("0 reminders. Hearings left out: 1 whose people did not agree")


def test_a_message_is_in_the_persons_language_and_says_nothing_protected(court: Workspace) -> None:
    on_docket(court, texted(court, language="Español"), WEEK)
    on_docket(court, texted(court, "Boyd", language="Klingon"), WEEK)
    spanish, other = listed(court, TODAY, TODAY).reminders
    if spanish.language != "Spanish":
        spanish, other = other, spanish
    assert "martes 1 de diciembre a las 1:30 PM" in spanish.text
    assert other.language == "English"
    for one in (spanish, other):
        assert not [word for word in PROTECTED if word in one.text.casefold()]
        assert "Ames" not in one.text


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("(614) 555-0142", "+16145550142"),
        ("614.555.0142", "+16145550142"),
        ("+44 20 7946 0958", "+442079460958"),
        ("555-0142", ""),
        ("call his mother", ""),
        ("", ""),
    ],
)
def test_numbers_are_written_for_machines_or_not_at_all(written: str, number: str) -> None:
    assert e164(written, "US") == number


def test_a_span_that_makes_no_sense_is_refused(court: Workspace) -> None:
    with pytest.raises(FieldRefusal):
        listed(court, WEEK, TODAY)


def test_the_file_for_the_texting_service(court: Workspace, tmp_path: Path) -> None:
    on_docket(court, texted(court, "=Ames"), WEEK)
    on_docket(court, texted(court, "Boyd", ok_to_text=False), WEEK)
    target = tmp_path / "reminders.csv"
    write_reminders(court, target, first=TODAY, last=TODAY)
    with target.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Phone"] == "+16145550142"  # no apostrophe: a machine reads it
    assert (row["Send on"], row["Date"], row["Time"]) == ("2026-11-24", "2026-12-01", "1:30 PM")
    assert row["Agreed to text messages"] == "Yes"
    about = target.with_name("reminders.about.txt").read_text("utf-8")
    assert "1 whose people did not agree" in about


@pytest.mark.file
def test_reminders_are_exported_by_command(
    court: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    on_docket(court, texted(court), WEEK)
    path = court.path
    court.close()
    target = tmp_path / "list.csv"
    asked = ["export", "reminders", "--court", str(path), "--as-of", "2026-11-24"]
    days = ["--from", "2026-11-24", "--to", "2026-11-30"]
    assert cli.main([*asked, *days, "-o", str(target)]) == 0
    assert "3 reminders." in capsys.readouterr().out
    assert cli.main([*asked, *days, "-o", str(tmp_path / "list.xlsx")]) == 1
    assert "ends in .csv" in capsys.readouterr().err
    assert cli.main(["export", "tests", "--court", str(path), "-o", str(target)]) == 2


def test_slips_tell_the_next_date_or_that_this_one_was_moved(court: Workspace) -> None:
    first, second, third = (texted(court, name) for name in ("Ames", "Boyd", "Cole"))
    entries = [on_docket(court, one) for one in (first, second, third)]
    heard(court, entries[0], next_on=WEEK)
    heard(court, entries[1])
    found = court.read(next_slips.next_slips, session_id=session(court))
    assert [(slip.name, slip.court_day) for slip in found.slips] == [
        ("Sam Ames", WEEK), ("Sam Cole", TODAY)
    ]  # fmt: skip
    assert found.without == ("Sam Boyd",)
    court.perform(
        session_moves.move_session, session_id=session(court, WEEK),
        held_on=WEEK + timedelta(days=1), reason="Jury trial",
    )  # fmt: skip
    (moved,) = court.read(
        next_slips.next_slips, session_id=session(court, WEEK + timedelta(days=1))
    ).slips
    assert (moved.day, moved.before) == ("Wednesday, December 2", "Tuesday, December 1")
