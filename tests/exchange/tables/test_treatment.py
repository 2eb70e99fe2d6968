"""Sessions come from rows or from a matrix of people and dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.headings import propose
from drugcourt.fields.imports import ImportKind
from tests.exchange.books import read_all, table

ATTENDANCE = ImportKind.ATTENDANCE


def test_a_row_is_a_session() -> None:
    sheet = table(
        ["Client", "Date of Service", "Status", "Service", "Duration", "Agency", "Comments"],
        ["Kevin Tran", "2026-02-03", "Present", "IOP group", 90, "Northside", "shared"],
    )
    good, bad = read_all(ATTENDANCE, sheet)
    assert not bad
    row = good[0]
    assert (row.on, row.attendance) == (dt.date(2026, 2, 3), Attendance.ATTENDED)
    assert (row.kind, row.minutes, row.provider) == (SessionKind.GROUP, 90, "Northside")
    assert (row.who.name.last, row.note) == ("Tran", "shared")


def test_a_reason_excuses_an_absence_only_when_the_courts_table_says_so() -> None:
    head = ["participant_id", "date", "attended", "reason"]
    sheet = table(
        head,
        ["7", "2026-02-03", "no", "in_jail"],
        ["7", "2026-02-04", "no", "no_show"],
        ["7", "2026-02-05", "no", "did not feel like it"],
        ["7", "2026-02-06", "no", ""],
        ["7", "2026-02-07", "yes", "sick"],
    )
    good, _ = read_all(ATTENDANCE, sheet)
    assert [row.attendance for row in good] == [
        Attendance.EXCUSED,
        Attendance.ABSENT,
        Attendance.ABSENT,
        Attendance.ABSENT,
        Attendance.ATTENDED,
    ]


def test_a_session_nobody_marked_is_rejected_not_assumed() -> None:
    good, bad = read_all(
        ATTENDANCE, table(["ID", "Date", "Attended"], ["7", "2026-02-03", ""], ["7", "", "yes"])
    )
    assert not good
    assert [(p.row_number, p.column) for p in bad] == [(2, "Attended"), (3, "Date")]


def test_hours_become_minutes_and_free_session_names_are_kept_as_other() -> None:
    sheet = table(
        ["ID", "Date", "Attended", "Hours", "Type"], ["7", "2026-02-03", "yes", 1.5, "Yoga"]
    )
    good, _ = read_all(ATTENDANCE, sheet)
    assert (good[0].minutes, good[0].kind) == (90, SessionKind.OTHER)


def test_a_matrix_gives_a_session_for_each_filled_cell() -> None:
    sheet = table(
        ["Northside IOP, March"],
        ["Name", dt.date(2026, 3, 2), "3/4/2026", "March 16, 2026", "3/16/2026"],
        ["Tran, Kevin", "P", "", "A/B", "E"],
        ["Smith, Ann", "", "L", "", ""],
    )
    good, bad = read_all(ATTENDANCE, sheet)
    assert not bad
    assert [(row.row, row.on.day, row.attendance) for row in good] == [
        (3, 2, Attendance.ATTENDED),
        (3, 16, Attendance.ABSENT),
        (3, 16, Attendance.EXCUSED),
        (4, 4, Attendance.LATE),
    ]


def test_a_matrix_with_dates_that_read_two_ways_is_a_question() -> None:
    sheet = table(["Name", "3/2/2026", "3/4/2026"], ["Tran, Kevin", "P", "P"])
    asked = propose([sheet], ATTENDANCE)
    assert [question.example for question in asked.questions] == ["3/2/2026"]
    good, _ = read_all(ATTENDANCE, sheet, replace(asked.mapping, date_order=DateOrder.MONTH_FIRST))
    assert [row.on for row in good] == [dt.date(2026, 3, 2), dt.date(2026, 3, 4)]


def test_two_sessions_on_one_day_of_a_matrix_are_both_kept() -> None:
    sheet = table(["Name", "2026-03-02", "2026-03-02"], ["Tran, Kevin", "P", "E"])
    good, _ = read_all(ATTENDANCE, sheet)
    assert [row.attendance for row in good] == [Attendance.ATTENDED, Attendance.EXCUSED]


def test_an_unmarked_row_and_an_unknown_mark_are_problems() -> None:
    sheet = table(["Name", "2026-03-02", "2026-03-04"], ["Tran, K", "", ""], ["Li, B", "P", "zz"])
    good, bad = read_all(ATTENDANCE, sheet)
    assert not good
    assert [(p.row_number, p.column) for p in bad] == [(2, ""), (3, "2026-03-04")]


@pytest.mark.parametrize(
    ("beside", "meant"), [("P", Attendance.ABSENT), ("N", Attendance.ATTENDED), ("", None)]
)
def test_a_lone_a_is_read_by_the_marks_beside_it_or_asked_about(
    beside: str, meant: Attendance | None
) -> None:
    sheet = table(["Client", "2026-06-01", "2026-06-03"], ["Kevin Tran", "A", beside])
    good, bad = read_all(ATTENDANCE, sheet)
    if meant is None:
        assert good == []
        assert "may mean attended or absent" in bad[0].reason
    else:
        assert good[0].attendance is meant


def test_a_lone_a_beside_marks_of_both_kinds_is_asked_about() -> None:
    head = ["Client", "Date", "Attended"]
    rows = [["Kevin Tran", f"2026-06-0{n}", mark] for n, mark in enumerate("PNA", 1)]
    good, bad = read_all(ATTENDANCE, table(head, *rows))
    assert [row.attendance for row in good] == [Attendance.ATTENDED, Attendance.ABSENT]
    assert [problem.row_number for problem in bad] == [4]
