"""The directory of providers, and the sheet that one fills in and sends back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from drugcourt.casework.imports.batches import import_file, read_file
from drugcourt.casework.imports.undo import undo_import
from drugcourt.casework.staffings.staffings import ask_for_report
from drugcourt.casework.treatment import providers, sheets
from drugcourt.casework.treatment.care import attendance_rows, begin_treatment, treatment_rows
from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import Attendance, LevelOfCare
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields.imports import ImportKind
from drugcourt.reports.provider_sheet import write_provider_sheet
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.files import TODAY, ago, leaves_nothing

HARBOR = {
    "name": "Harbor Clinic",
    "levels": (LevelOfCare.OUTPATIENT, LevelOfCare.DETOX),
    "medications": "Buprenorphine",
    "medicaid": YesNo.YES,
    "waiting_days": 6,
    "report_day": "2",
}


def add(workspace: Workspace, **changed: object) -> int:
    return workspace.perform(providers.add_provider, values={**HARBOR, **changed})


def at_harbor(workspace: Workspace, *names: str) -> list[int]:
    people = [courts.participant(workspace, name, admitted_on=ago(90)) for name in names]
    for episode in people:
        workspace.perform(
            begin_treatment,
            episode_id=episode,
            provider="Harbor Clinic",
            level=LevelOfCare.OUTPATIENT,
            started_on=ago(30),
        )
    return people


def test_a_provider_stands_with_what_it_offers_and_who_is_there(workspace: Workspace) -> None:
    add(workspace)
    at_harbor(workspace, "Boyd", "Diaz")
    (row,) = workspace.read(providers.providers)
    assert row.offers == "Withdrawal management, Outpatient"
    assert (row.here, row.waiting_days, row.waiting_on, row.report_day) == (2, 6, TODAY, 2)
    assert (row.asked, row.answered, row.on_time) == (0, 0, 0)


def test_a_name_stands_once_and_a_new_one_goes_to_the_stays_there(workspace: Workspace) -> None:
    number = add(workspace)
    with leaves_nothing(workspace, "name"):
        add(workspace, name="HARBOR clinic")
    with leaves_nothing(workspace, "name"):
        add(workspace, name=" ")
    with leaves_nothing(workspace, "waiting_days"):
        add(workspace, name="Other", waiting_days=99_999)
    (episode,) = at_harbor(workspace, "Boyd")
    changed = {**HARBOR, "name": "Harbor Recovery"}
    workspace.perform(providers.amend_provider, provider_id=number, values=changed)
    (stay,) = workspace.read(treatment_rows, episode_id=episode)
    assert stay.provider == "Harbor Recovery"
    assert workspace.read(providers.providers)[0].here == 1


def test_reports_that_were_asked_for_follow_a_new_name(workspace: Workspace) -> None:
    number = add(workspace)
    session, _ = courts.on_docket(workspace, ago(7))
    workspace.perform(ask_for_report, session_id=session, provider="Harbor Clinic")
    changed = {**HARBOR, "name": "Harbor Recovery"}
    workspace.perform(providers.amend_provider, provider_id=number, values=changed)
    assert workspace.read(providers.providers)[0].asked == 1


def test_how_long_people_wait_keeps_its_day_until_it_is_asked_anew(workspace, monkeypatch) -> None:
    number = add(workspace)
    monkeypatch.setattr(workspace, "_as_of", ago(-9))
    changed = {**HARBOR, "phone": "555 010 0001"}
    workspace.perform(providers.amend_provider, provider_id=number, values=changed)
    assert workspace.read(providers.providers)[0].waiting_on == TODAY
    workspace.perform(
        providers.amend_provider, provider_id=number, values={**changed, "waiting_days": 3}
    )
    assert workspace.read(providers.providers)[0].waiting_on == ago(-9)


def test_a_closed_provider_is_out_of_the_list_until_it_opens_again(workspace: Workspace) -> None:
    number = add(workspace)
    workspace.perform(providers.close_provider, provider_id=number, closed_on=TODAY)
    assert workspace.read(providers.providers) == []
    assert len(workspace.read(providers.providers, also_closed=True)) == 1
    with pytest.raises(Refusal, match="closed already"):
        workspace.perform(providers.close_provider, provider_id=number, closed_on=TODAY)
    workspace.perform(providers.open_provider, provider_id=number)
    assert len(workspace.read(providers.providers)) == 1


def test_reports_that_came_by_the_day_of_court_are_in_time(workspace: Workspace) -> None:
    add(workspace)
    for days, answered in ((21, 22), (14, 13), (7, None)):
        session, _ = courts.on_docket(workspace, ago(days))
        workspace.perform(
            ask_for_report,
            session_id=session,
            provider="Harbor Clinic",
            asked_on=ago(days + 3),
            answered_on=None if answered is None else ago(answered),
        )
    (row,) = workspace.read(providers.providers)
    assert (row.asked, row.answered, row.on_time) == (3, 2, 1)


def test_a_sheet_goes_out_with_the_people_and_comes_back_as_sessions(
    workspace: Workspace, tmp_path: Path
) -> None:
    number = add(workspace)
    boyd, diaz = at_harbor(workspace, "Boyd", "Diaz")
    first, last = ago(7), ago(1)
    target = tmp_path / "attendance.xlsx"
    made = write_provider_sheet(workspace, target, provider_id=number, first=first, last=last)
    assert [one.episode_id for one in made.people] == [boyd, diaz]
    book = openpyxl.load_workbook(target)
    sheet = book["Attendance"]
    head = [cell.value for cell in sheet[1]]
    assert head == [
        "Participant number",
        "Name",
        *((first + timedelta(days=n)).isoformat() for n in range(7)),
    ]
    about = " ".join(str(cell.value) for row in book["About"] for cell in row)
    assert "42 CFR" in about
    for row, mark in ((2, "A"), (3, "U")):
        sheet.cell(row, 3, mark)
    sheet.cell(2, 5, "E")
    book.save(target)
    workspace.perform(import_file, file=read_file(target, ImportKind.ATTENDANCE))
    mine = workspace.read(attendance_rows, episode_id=boyd)
    assert [(one.held_on, one.attendance) for one in mine] == [
        (first + timedelta(days=2), Attendance.EXCUSED),
        (first, Attendance.ATTENDED),
    ]
    (other,) = workspace.read(attendance_rows, episode_id=diaz)
    assert (other.held_on, other.attendance) == (first, Attendance.ABSENT)


def test_a_sheet_needs_a_period_and_somebody_who_is_there(workspace: Workspace) -> None:
    number = add(workspace)
    wanted = {"provider_id": number, "first": ago(3), "last": ago(1)}
    with pytest.raises(Refusal, match="Nobody"):
        workspace.read(sheets.provider_sheet, **wanted)
    with pytest.raises(FieldRefusal):
        workspace.read(sheets.provider_sheet, **{**wanted, "last": ago(9)})
    with pytest.raises(FieldRefusal, match="62 days"):
        workspace.read(sheets.provider_sheet, **{**wanted, "first": ago(90)})


TABLE = """Agency,Levels of care,MOUD,Accepts Medicaid,Wait,Report due,Contact,Phone
Harbor Clinic,"IOP, OP",Buprenorphine,yes,12,Tues,N. Price,555-0100
Northside,2.1 / 1.0,,no,,,,
Lakeview,Hypnosis,,,,,,
"""


def test_a_directory_comes_in_as_a_table_and_can_be_taken_back(workspace, tmp_path) -> None:
    add(workspace, waiting_days=None)
    file = tmp_path / "providers.csv"
    file.write_text(TABLE, "utf-8")
    came = workspace.perform(import_file, file=read_file(file, ImportKind.PROVIDERS))
    assert (came.new, came.changed, came.rejected) == (1, 1, 1)
    assert "Hypnosis" in came.problems[0].reason
    harbor, north = workspace.read(providers.providers)
    assert harbor.levels == (LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.OUTPATIENT)
    assert (harbor.waiting_days, harbor.waiting_on, harbor.report_day) == (12, TODAY, 1)
    assert (north.offers, north.medicaid) == ("Intensive outpatient, Outpatient", YesNo.NO)
    again = workspace.perform(import_file, file=read_file(file, ImportKind.PROVIDERS))
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    workspace.perform(undo_import, batch_id=came.batch_id)
    (harbor,) = workspace.read(providers.providers)
    assert harbor.offers == "Withdrawal management, Outpatient"
    assert (harbor.waiting_days, harbor.waiting_on, harbor.report_day) == (None, None, 2)
