"""Moments, deadlines and hands of a specimen are kept in their order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from drugcourt.casework.moments import moment_at, time_text
from drugcourt.casework.specimens import custody, decisions, specimens
from drugcourt.casework.specimens.card import suggested_validity
from drugcourt.casework.specimens.testing import one_test
from drugcourt.domain.specimens import AnalyteResult, Confirmation, Matrix, Substance, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept

ON = days_ago(2)


def at(hour: int, minute: int = 0, day: date = ON) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def given(court: Workspace, **values) -> int:
    return court.perform(
        specimens.record_test,
        episode_id=admitted(court),
        values={"collected_on": ON, **values},
        results={Substance.THC: AnalyteResult.NEGATIVE},
    )


@pytest.mark.parametrize(
    ("matrix", "hours", "late"),
    [
        (Matrix.URINE, 8, False),
        (Matrix.URINE, 8.1, True),
        (Matrix.ORAL_FLUID, 4, False),
        (Matrix.ORAL_FLUID, 4.1, True),
        (Matrix.HAIR, 20, False),
    ],
)
def test_a_specimen_is_late_after_the_deadline_of_its_matrix(
    workspace: Workspace, matrix: Matrix, hours: float, late: bool
) -> None:
    notice = at(2)
    number = given(
        workspace,
        matrix=matrix,
        notified_at=notice,
        collected_at=notice + timedelta(hours=hours),
    )
    made = kept(workspace, Specimen, number)
    assert made.late is late
    assert (made.due_at is None) is (matrix is Matrix.HAIR)


def test_a_corrected_notice_moves_the_deadline_and_what_followed_from_it(
    workspace: Workspace,
) -> None:
    number = given(workspace, notified_at=at(1), collected_at=at(12))
    wrong = kept(workspace, Specimen, number)
    assert (wrong.due_at, wrong.late) == (at(9), True)
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"notified_at": at(11)},
        reason="The notice was at eleven",
    )
    right = kept(workspace, Specimen, number)
    assert (right.due_at, right.late) == (at(19), False)


def test_a_person_who_says_it_was_not_late_is_believed(workspace: Workspace) -> None:
    number = given(workspace, notified_at=at(1), collected_at=at(12))
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"late": False},
        reason="The site was closed until noon",
    )
    workspace.perform(
        specimens.amend_test, specimen_id=number, changes={"remarks": "Two vials"}, reason="Count"
    )
    assert kept(workspace, Specimen, number).late is False


@pytest.mark.parametrize(
    ("wrong", "values"),
    [
        ("collected_at", {"notified_at": at(9), "collected_at": at(8)}),
        ("received_at", {"collected_at": at(9), "received_at": at(8)}),
        ("reported_at", {"received_at": at(9), "reported_at": at(8)}),
    ],
)
def test_moments_in_the_wrong_order_are_refused(workspace: Workspace, wrong, values) -> None:
    with pytest.raises(FieldRefusal) as refused:
        given(workspace, **values)
    assert refused.value.field == wrong


def test_a_specimen_goes_from_hand_to_hand(workspace: Workspace) -> None:
    number = given(workspace, collector="K. Doyle")

    def hand(hour: int, to_whom: str, **wanted) -> int:
        return workspace.perform(
            custody.hand_over, specimen_id=number, handed_at=at(hour), to_whom=to_whom, **wanted
        )

    hand(10, "Courier", purpose="To the laboratory", seal_intact=YesNo.YES)
    hand(15, "Basin Laboratory", seal_intact=YesNo.NO)
    with pytest.raises(FieldRefusal) as refused:
        hand(12, "Somebody")
    assert refused.value.field == "handed_at"
    with pytest.raises(FieldRefusal):
        hand(16, " ")
    rows = workspace.read(custody.custody_rows, specimen_id=number)
    assert [(row.from_whom, row.to_whom) for row in rows] == [
        ("K. Doyle", "Courier"),
        ("Courier", "Basin Laboratory"),
    ]
    assert kept(workspace, Specimen, number).seal_intact is YesNo.NO


def test_a_confirmation_keeps_laboratory_days_and_turnaround(workspace: Workspace) -> None:
    number = cup(workspace, admitted(workspace), days_ago(6), Substance.THC)
    asked = {"specimen_id": number, "substance": Substance.THC}
    with pytest.raises(FieldRefusal) as early:
        workspace.perform(decisions.send_for_confirmation, **asked, sent_on=days_ago(7))
    assert early.value.field == "sent_on"
    workspace.perform(
        decisions.send_for_confirmation, **asked, sent_on=days_ago(5), laboratory="Basin"
    )
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(decisions.confirm, **asked, confirmed=True, on=days_ago(6))
    assert refused.value.field == "on"
    workspace.perform(
        decisions.confirm, **asked, confirmed=True, on=days_ago(2), level=31.0, cutoff=15.0
    )
    results = workspace.read(one_test, specimen_id=number).results
    row = next(r for r in results if r.substance is Substance.THC)
    assert (row.confirmation, row.turnaround, row.confirmation_laboratory) == (
        Confirmation.CONFIRMED,
        3,
        "Basin",
    )
    assert row.confirmation_level == 31.0


def test_a_persons_entry_of_validity_stands_beside_the_suggestion(workspace: Workspace) -> None:
    found, warm = suggested_validity(
        matrix=Matrix.URINE, values={"creatinine": 12.0, "temperature": 84.0}
    )
    assert found is not None
    assert (found.validity, warm) == (Validity.DILUTE, YesNo.NO)
    number = given(workspace, creatinine=12.0, validity=Validity.VALID)
    assert kept(workspace, Specimen, number).validity is Validity.VALID


def test_times_are_typed_as_they_are_shown() -> None:
    moment = moment_at("collected_time", TODAY, "8:15 AM")
    assert time_text(moment) == "8:15 AM"
    assert moment_at("collected_time", TODAY, " ") is None
    assert time_text(None) == ""
    with pytest.raises(FieldRefusal) as refused:
        moment_at("collected_time", TODAY, "soon")
    assert refused.value.field == "collected_time"
