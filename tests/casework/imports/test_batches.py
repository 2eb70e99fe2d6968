from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework import courts
from drugcourt.casework.calendar.events import Each, publish_calendar
from drugcourt.casework.caseload.caseload import caseload
from drugcourt.casework.hearings import hearings
from drugcourt.casework.imports import batches, lab
from drugcourt.casework.imports.lines import ImportReport, Verdict
from drugcourt.casework.imports.undo import undo_import
from drugcourt.casework.imports.whom import ANOTHERS
from drugcourt.casework.laboratories.settling import settle_value
from drugcourt.casework.laboratories.waiting import waiting_card, waiting_reports
from drugcourt.casework.moments import moment_of
from drugcourt.domain.people import Race, Sex
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, TestReason
from drugcourt.errors import Refusal
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.fields.imports import ImportKind
from drugcourt.records.episodes import Episode, Standing
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import check_chain
from drugcourt.records.medications import Medication
from drugcourt.records.people import Person
from drugcourt.records.phases import PhaseStay
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.treatment import AttendanceLine
from drugcourt.workspace import Context, Workspace
from tests.exchange.books import workbook
from tests.trial_data import TRIAL, present

PEOPLE = """Participant,Name,DOB,Sex,Race,Admitted,Case No
P-1,"Tran, Kevin",3/17/1990,M,White,2026-02-10,CR-26-1
P-2,"Ellison, Dana",1988-11-30,F,Black,2026-03-02,CR-26-2
"""
TESTS = """Donor ID,Collected,Specimen ID,AMP,COC,THC
P-1,2026-11-02,A-1,Negative,Negative,Positive
P-2,2026-11-03,A-2,Negative,Negative,Negative
"""


def bring(workspace: Workspace, folder: Path, kind: ImportKind, text: str) -> ImportReport:
    file = folder / f"{kind.value}.csv"
    file.write_text(text, "utf-8")
    return workspace.perform(batches.import_file, file=batches.read_file(file, kind))


def count(workspace: Workspace, record: Any) -> int:
    return workspace.read(lambda db: db.scalar(select(func.count()).select_from(record)))


def outcome(report: ImportReport) -> tuple[int, int, int, int]:
    return (report.new, report.changed, report.unchanged, report.rejected)


@pytest.fixture
def people(workspace: Workspace, tmp_path: Path) -> Workspace:
    bring(workspace, tmp_path, ImportKind.PEOPLE, PEOPLE)
    return workspace


def test_a_test_without_a_reason_is_not_said_to_be_random(people, tmp_path) -> None:
    reasons = "Donor ID,Collected,Specimen ID,Reason,AMP\nP-1,2026-11-05,A-9,Random,Negative\n"
    bring(people, tmp_path, ImportKind.TESTS, TESTS)
    bring(people, tmp_path, ImportKind.TESTS, reasons)
    kept = people.read(lambda db: dict(db.execute(select(Specimen.number, Specimen.reason)).all()))
    assert kept == {
        "A-1": TestReason.NOT_SAID,
        "A-2": TestReason.NOT_SAID,
        "A-9": TestReason.RANDOM,
    }


def test_people_become_participants_in_the_first_phase_since_admission(people: Workspace) -> None:
    def look(db: Any) -> Any:
        person = db.scalar(select(Person).where(Person.reference == "P-1"))
        episode = db.scalar(select(Episode).where(Episode.person_id == person.id))
        stay = db.scalar(select(PhaseStay).where(PhaseStay.episode_id == episode.id))
        return (
            person.name,
            person.sex,
            person.race,
            person.birth_date,
            episode.admitted_on,
            stay.entered_on,
        )

    name, sex, race, born, admitted, entered = people.read(look)
    assert (name, sex, race, born) == ("Tran, Kevin", Sex.MALE, Race.WHITE, date(1990, 3, 17))
    assert admitted == entered == date(2026, 2, 10)


def test_bringing_the_same_file_again_changes_nothing(people: Workspace, tmp_path: Path) -> None:
    bring(people, tmp_path, ImportKind.TESTS, TESTS)
    assert outcome(bring(people, tmp_path, ImportKind.PEOPLE, PEOPLE)) == (0, 0, 2, 0)
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, TESTS)) == (0, 0, 2, 0)
    assert count(people, Specimen) == 2


def test_a_changed_value_is_amended_and_an_empty_one_erases_nothing(
    people: Workspace, tmp_path: Path
) -> None:
    text = "Participant,Phone,Race\nP-1,555-0101,\n"
    assert outcome(bring(people, tmp_path, ImportKind.PEOPLE, text)) == (0, 1, 0, 0)
    kept = people.read(
        lambda db: db.execute(
            select(Person.phone, Person.race).where(Person.reference == "P-1")
        ).one()
    )
    assert "555" in kept.phone
    assert kept.race is Race.WHITE


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("P-1,2026-02-30,B-1,Negative,Negative,Negative", "Collected", ""),
        ("P-1,2026-11-25,B-1,Negative,Negative,Negative", "Collected", "has not come yet"),
        ("P-1,2026-11-02,B-1,Negative,=A1&B1,Negative", "COC", "formula"),
        ("P-1,2026-11-02,A-1,Negative,Negative,Positive", "Collected", "stands in row 2"),
    ],
)
def test_a_wrong_row_is_rejected_with_its_column_and_reason_and_the_good_ones_come_in(
    people: Workspace, tmp_path: Path, row: str, column: str, reason: str
) -> None:
    done = bring(people, tmp_path, ImportKind.TESTS, TESTS + row + "\n")
    assert (done.new, done.rejected) == (2, 1)
    problem = done.problems[0]
    assert problem.row_number == 4
    assert problem.column == column
    assert reason in problem.reason
    assert problem.reason.endswith(".")


def test_a_row_about_nobody_known_waits_for_a_person_and_is_not_rejected(
    people: Workspace, tmp_path: Path
) -> None:
    row = "P-9,2026-11-02,B-1,Negative,Negative,Negative\n"
    done = bring(people, tmp_path, ImportKind.TESTS, TESTS + row)
    assert (done.new, done.review, done.rejected) == (2, 1, 0)
    assert done.reviews[0].row_number == 4
    assert "No participant has this number" in done.reviews[0].reason
    again = bring(people, tmp_path, ImportKind.TESTS, TESTS + row)
    assert (outcome(again), again.review) == ((0, 0, 3, 0), 0)
    (told,) = again.not_taken
    assert (told.row_number, told.column) == (4, "Donor ID")
    assert told.reason == "It waits in Review already."


@pytest.mark.parametrize(
    ("who", "day", "column", "reason"),
    [("P-9", "2026-11-02", "Donor ID", "No participant has this number."),
     ("P-1", "2030-01-01", "Collected", "The date of this test has not come yet.")],
)  # fmt: skip
def test_every_row_of_a_test_that_is_not_taken_is_named_with_its_reason(
    people: Workspace, tmp_path: Path, who: str, day: str, column: str, reason: str
) -> None:
    text = "Donor ID,Collected,Specimen ID,Drug,Result\nP-1,2026-11-02,A-1,THC,Negative\n"
    text += "".join(f"{who},{day},B-1,{drug},Positive\n" for drug in ("THC", "Cocaine"))
    done = bring(people, tmp_path, ImportKind.TESTS, text)
    assert (done.new, done.review + done.rejected > 0) == (1, True)
    assert [(told.row_number, told.column, told.reason) for told in done.not_taken] == [
        (3, column, reason),
        (4, column, reason),
    ]


def test_a_word_nobody_knows_waits_in_review_and_comes_in_once_it_is_told(
    people: Workspace, tmp_path: Path
) -> None:
    text = TESTS + "P-1,2026-11-02,B-1,Negative,Purple,Negative\n"
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, text)) == (2, 0, 0, 0)
    (waits,) = people.read(waiting_reports)
    assert (waits.waits_for, "Purple" in waits.reason) == ("value", False)
    card = people.read(waiting_card, report_id=waits.id)
    assert card.first is not None
    assert card.first.value == "Purple"
    people.perform(settle_value, report_id=waits.id, place=card.first.place, meaning="positive")
    assert count(people, Specimen) == 3
    again = bring(people, tmp_path, ImportKind.TESTS, text)
    assert (outcome(again), again.review) == ((0, 0, 3, 0), 0)
    other = TESTS + "P-1,2026-11-09,B-2,Negative,Purple,Negative\n"
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, other)) == (1, 0, 2, 0)


def test_several_substances_without_a_name_of_their_own_are_one_result_that_names_them_all(
    people: Workspace, tmp_path: Path
) -> None:
    text = "Donor ID,Collected,Specimen ID,Nitazenes,Tianeptine\nP-1,2026-11-02,B-1,NEG,POS\n"
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, text)) == (1, 0, 0, 0)
    asked = select(SpecimenResult.result, SpecimenResult.reported_as)
    assert people.read(lambda db: [tuple(row) for row in db.execute(asked)]) == [
        (AnalyteResult.POSITIVE, "Nitazenes: negative; Tianeptine: positive")
    ]
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, text)) == (0, 0, 1, 0)


@pytest.mark.parametrize("row", ["P-1,2026-11-02 09:15,A-1", "P-1,2026-11-02,"])
def test_a_row_completes_the_test_that_was_scheduled_for_its_day(
    people: Workspace, tmp_path: Path, row: str
) -> None:
    def schedule(db: Session, _context: Context) -> None:
        episode = db.scalars(select(Episode.id).order_by(Episode.id)).first()
        notified = moment_of(date(2026, 11, 2), time(6, 0))
        due = moment_of(date(2026, 11, 2), time(8, 0))
        status, reason = CollectionStatus.SCHEDULED, TestReason.COURT_ORDERED
        db.add(
            Specimen(
                episode_id=episode,
                collected_on=date(2026, 11, 2),
                number="C-7",
                status=status,
                reason=reason,
                notified_at=notified,
                due_at=due,
            )
        )

    people.perform(schedule)
    text = "Donor ID,Collected,Specimen ID,COC\n" + row + ",Negative\n"
    done = bring(people, tmp_path, ImportKind.TESTS, text)
    assert outcome(done) == (0, 1, 0, 0)
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, text)) == (0, 0, 1, 0)

    def look(db: Session) -> tuple[object, ...]:
        kept = db.scalars(select(Specimen)).one()
        return kept.status, kept.reason, kept.number, kept.order_number, kept.late

    numbered = row.endswith("A-1")
    told = ("C-7", "A-1" if numbered else "", numbered)
    assert people.read(look) == (CollectionStatus.COLLECTED, TestReason.COURT_ORDERED, *told)
    assert done.batch_id is not None
    people.perform(undo_import, batch_id=done.batch_id)
    assert people.read(look) == (
        CollectionStatus.SCHEDULED,
        TestReason.COURT_ORDERED,
        "C-7",
        "",
        False,
    )


def test_every_visible_sheet_with_tests_comes_in_and_a_reason_names_its_sheet(
    people: Workspace, tmp_path: Path
) -> None:
    head, *rows = [line.split(",") for line in TESTS.strip().splitlines()]
    book = {
        "January": [head, rows[0]],
        "February": [head, rows[1], ["P-1", "2026-02-30", "B-9", "Negative", "", ""]],
        "Notes": [["What was agreed"], ["Nothing"]],
        "Old": [head, ["P-1", "2026-10-01", "Z-1", "Positive", "", ""]],
    }
    path = workbook(tmp_path / "book.xlsx", book, hidden="Old")
    file = lab.read_tests(path)
    assert file.remarks == (
        "The hidden sheet “Old” was not imported.",
        "The sheet “Notes” holds no table of tests and was not imported.",
    )
    told, lines = people.read(lab.try_tests, file=file, today=people.today)
    assert (told.new, told.rejected, len(lines)) == (2, 1, 3)
    done = people.perform(lab.bring_tests, file=file)
    assert (done.new, done.rejected) == (2, 1)
    assert done.problems[0].row_number == 3
    assert done.problems[0].reason.startswith("Sheet “February”: ")
    assert outcome(people.perform(lab.bring_tests, file=file)) == (0, 0, 2, 1)
    assert done.batch_id is not None
    assert people.perform(undo_import, batch_id=done.batch_id) == 2
    assert count(people, Specimen) == 0


def test_a_date_column_that_reads_two_ways_is_asked_about_and_never_guessed(
    people: Workspace, tmp_path: Path
) -> None:
    text = "Donor ID,Collected,COC\nP-1,02/03/2026,Negative\nP-1,05/06/2026,Negative\n"
    with pytest.raises(Refusal, match=r"Collected.*two ways"):
        bring(people, tmp_path, ImportKind.TESTS, text)
    file = batches.read_file(tmp_path / "tests.csv", ImportKind.TESTS)
    answered = replace(file.proposal.mapping, date_order=DateOrder.DAY_FIRST)
    people.perform(batches.import_file, file=file, mapping=answered)
    days = people.read(lambda db: list(db.scalars(select(Specimen.collected_on))))
    assert days == [date(2026, 3, 2), date(2026, 6, 5)]


@pytest.mark.parametrize(
    ("name", "born", "taken"),
    [
        ("Tran Kevin", "1990-03-17", True),
        ('"Tran, Kev"', "", True),
        ("", "", True),
        ("Ellison Dana", "", False),
        ("Tran Kevin", "1991-03-17", False),
    ],
)
def test_a_test_under_a_number_with_anothers_name_or_birth_date_waits_for_a_person(
    workspace: Workspace, tmp_path: Path, name: str, born: str, taken: bool
) -> None:
    head = "Participant,Name,DOB,Admitted\n"
    bring(workspace, tmp_path, ImportKind.PEOPLE, f"{head}P-1,Tran Kevin,1990-03-17,2026-02-10\n")
    text = f"Participant,Name,DOB,Collected,THC\nP-1,{name},{born},2026-11-02,POS\n"
    for _ in range(2):
        report = bring(workspace, tmp_path, ImportKind.TESTS, text)
        assert (count(workspace, Specimen), report.rejected) == (int(taken), 0)
    reasons = [each.reason for each in workspace.read(waiting_reports)]
    assert reasons == ([] if taken else [ANOTHERS])


def test_a_file_without_a_needed_column_is_refused_with_its_name(
    people: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(Refusal):
        bring(people, tmp_path, ImportKind.TESTS, "Donor ID,COC\nP-1,Negative\n")


def test_a_spreadsheet_that_ate_the_leading_zeros_still_finds_the_person(
    workspace: Workspace, tmp_path: Path
) -> None:
    people = "Participant,Name,DOB,Admitted\n0012,Tran Kevin,1990-03-17,2026-02-10\n"
    bring(workspace, tmp_path, ImportKind.PEOPLE, people)
    visits = "Client ID,Date,Status\n12,2026-03-02,Present\n120,2026-03-02,Present\n"
    report = bring(workspace, tmp_path, ImportKind.ATTENDANCE, visits)
    assert outcome(report) == (1, 0, 0, 1)
    assert [p.reason for p in report.problems] == ["No participant has this number."]


def test_a_number_without_its_zeros_and_another_name_is_another_person(
    workspace: Workspace, tmp_path: Path
) -> None:
    head = "Participant,Name,DOB,Admitted\n"
    bring(workspace, tmp_path, ImportKind.PEOPLE, f"{head}0012,Tran Kevin,1990-03-17,2026-02-10\n")
    other = f"{head}12,Ellison Dana,1988-11-30,2026-03-02\n"
    assert outcome(bring(workspace, tmp_path, ImportKind.PEOPLE, other)) == (1, 0, 0, 0)
    again = bring(workspace, tmp_path, ImportKind.PEOPLE, other)
    assert outcome(again) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("phase_start", "entered", "reasons"),
    [
        ("6/15/2026", date(2026, 6, 15), []),
        ("", date(2026, 11, 24), []),
        ("1/15/2026", None, ["The phase began before the admission date."]),
        ("12/25/2026", None, ["The date of this phase has not come yet."]),
    ],
)
def test_a_later_phase_counts_from_the_date_the_file_gives_else_from_today(
    workspace: Workspace, tmp_path: Path, phase_start: str, entered: date, reasons: list[str]
) -> None:
    row = f"P-9,Tran Kevin,3/17/1990,2/20/2026,2,{phase_start}"
    text = f"ID,Name,DOB,Admitted,Phase,Phase Start\n{row}\n"
    report = bring(workspace, tmp_path, ImportKind.PEOPLE, text)
    assert [p.reason for p in report.problems] == reasons
    stays = workspace.read(lambda db: list(db.scalars(select(PhaseStay.entered_on))))
    assert stays == ([] if entered is None else [entered])


def test_names_below_participant_are_names_and_each_reason_is_said_once(
    people: Workspace, tmp_path: Path
) -> None:
    matrix = 'Participant,1/12/2026,1/26/2026\n"Tran, Kevin",P,P\n'
    report = bring(people, tmp_path, ImportKind.ATTENDANCE, matrix)
    assert outcome(report) == (0, 0, 0, 1)
    assert [(p.column, p.reason) for p in report.problems] == [
        ("Birth date", "A name alone is not enough; add the birth date or the number.")
    ]
    known = 'Participant,DOB,3/12/2026,3/26/2026\n"Tran, Kevin",1990-03-17,P,A\n'
    assert outcome(bring(people, tmp_path, ImportKind.ATTENDANCE, known)) == (2, 0, 0, 0)


def test_an_empty_cell_never_becomes_a_negative(people: Workspace, tmp_path: Path) -> None:
    bring(
        people, tmp_path, ImportKind.TESTS, "Donor ID,Collected,AMP,COC\nP-1,2026-11-02,,Negative\n"
    )
    kept = people.read(lambda db: db.scalars(select(SpecimenResult.substance)).all())
    assert [str(substance) for substance in kept] == ["cocaine"]


def test_a_corrected_laboratory_report_supersedes_and_history_keeps_both(
    people: Workspace, tmp_path: Path
) -> None:
    bring(people, tmp_path, ImportKind.TESTS, TESTS)
    corrected = TESTS.replace("A-1,Negative,Negative,Positive", "A-1,Negative,Negative,Negative")
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, corrected)) == (0, 1, 1, 0)

    def look(db: Any) -> Any:
        result = db.scalar(
            select(SpecimenResult.result).where(SpecimenResult.substance == "thc").limit(1)
        )
        return result, check_chain(db, people.database.history_key)

    result, broken = people.read(look)
    assert result is AnalyteResult.NEGATIVE
    assert broken is None


def test_the_preview_says_what_would_happen_and_writes_nothing(
    people: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "tests.csv"
    file.write_text(TESTS)
    report, lines = people.read(
        batches.preview, file=batches.read_file(file, ImportKind.TESTS), today=people.today
    )
    assert outcome(report) == (2, 0, 0, 0)
    assert [line.verdict for line in lines] == [Verdict.NEW, Verdict.NEW]
    assert count(people, Specimen) == 0


def test_undo_takes_back_what_came_and_returns_what_changed(
    people: Workspace, tmp_path: Path
) -> None:
    first = bring(people, tmp_path, ImportKind.TESTS, TESTS)
    corrected = TESTS.replace("A-1,Negative,Negative,Positive", "A-1,Negative,Negative,Negative")
    second = bring(
        people,
        tmp_path,
        ImportKind.TESTS,
        corrected + "P-2,2026-11-05,A-3,Negative,Negative,Negative\n",
    )
    with pytest.raises(Refusal, match="later import"):
        people.perform(undo_import, batch_id=first.batch_id)
    people.perform(undo_import, batch_id=second.batch_id)
    thc = (
        select(SpecimenResult.result)
        .join(Specimen)
        .where(Specimen.number == "A-1", SpecimenResult.substance == "thc")
    )
    assert people.read(lambda db: db.scalar(thc)) is AnalyteResult.POSITIVE
    assert count(people, Specimen) == 2
    people.perform(undo_import, batch_id=first.batch_id)
    assert (count(people, Specimen), count(people, SpecimenResult)) == (0, 0)
    assert people.read(lambda db: check_chain(db, people.database.history_key)) is None


def test_undo_of_people_is_refused_whole_while_later_entries_stand_on_them(
    people: Workspace, tmp_path: Path
) -> None:
    batch = people.read(batches.batches)[-1]
    bring(people, tmp_path, ImportKind.TESTS, TESTS)
    with pytest.raises(Refusal, match="Later entries"):
        people.perform(undo_import, batch_id=batch.id)
    assert count(people, Person) == 2
    assert count(people, PhaseStay) == 2


def test_a_hearing_told_to_other_calendars_is_withdrawn_there_when_its_import_is_undone(
    people: Workspace, tmp_path: Path
) -> None:
    row = '"Yang, Ping",1991-05-06,2026-04-01,CR-26-9,2026-12-08\n'
    head = "Name,DOB,Admitted,Case No,Next review\n"
    batch = bring(people, tmp_path, ImportKind.PEOPLE, head + row)
    wanted = {"each": Each.HEARING, "first": date(2026, 12, 1), "last": date(2026, 12, 31)}
    people.perform(courts.amend_court, state="Ohio")
    (told,) = people.perform(publish_calendar, **wanted).events
    people.perform(undo_import, batch_id=batch.batch_id)
    out = people.perform(publish_calendar, **wanted)
    assert (out.events, [gone.uid for gone in out.withdrawn]) == ((), [told.uid])
    assert out.withdrawn[0].sequence > told.sequence


def test_hearings_set_by_hand_stand_again_when_an_import_that_moved_them_is_undone(
    people: Workspace, tmp_path: Path
) -> None:
    number = select(Episode.id).join(Person).where(Person.family_name == "Tran")
    episode = people.read(lambda db: db.scalar(number))
    for day in (date(2026, 12, 1), date(2026, 12, 8)):
        session_id = people.perform(hearings.schedule_session, held_on=day)
        people.perform(hearings.put_on_docket, session_id=session_id, episode_id=episode)
    text = PEOPLE.replace("Case No\n", "Case No,Next review\n")
    text = text.replace("CR-26-1\n", "CR-26-1,2026-12-08\n").replace("CR-26-2\n", "CR-26-2,\n")
    batch = bring(people, tmp_path, ImportKind.PEOPLE, text)
    days = select(CourtSession.held_on).join(DocketEntry).order_by(CourtSession.held_on)
    assert people.read(lambda db: db.scalars(days).all()) == [date(2026, 12, 8)]
    people.perform(undo_import, batch_id=batch.batch_id)
    both = [date(2026, 12, 1), date(2026, 12, 8)]
    assert people.read(lambda db: db.scalars(days).all()) == both


def test_undo_of_people_leaves_no_trace_of_them_in_lists_or_search(people: Workspace) -> None:
    batch = people.read(batches.batches)[-1]
    people.perform(undo_import, batch_id=batch.id)
    assert (count(people, Person), count(people, Episode), count(people, Standing)) == (0, 0, 0)


def test_the_standing_of_everybody_touched_is_derived_in_the_same_transaction(
    people: Workspace, tmp_path: Path
) -> None:
    bring(people, tmp_path, ImportKind.TESTS, TESTS)
    sober = people.read(
        lambda db: dict(db.execute(select(Standing.episode_id, Standing.sober_date)).all())
    )
    assert sober == {1: date(2026, 11, 3), 2: date(2026, 3, 2)}


@pytest.mark.parametrize("people_file", present("trial/people.csv"), ids=lambda path: path.name)
def test_six_hundred_real_people_come_in_with_every_kind_of_record(
    workspace: Workspace, people_file: Path
) -> None:
    came = {}
    for kind, name in (
        (ImportKind.PEOPLE, "people.csv"),
        (ImportKind.TESTS, "specimens.csv"),
        (ImportKind.TESTS, "lab_portal_export.xlsx"),
        (ImportKind.ATTENDANCE, "visits.csv"),
        (ImportKind.MEDICATIONS, "medications.csv"),
    ):
        file = batches.read_file(TRIAL / name, kind)
        came[name] = outcome(workspace.perform(batches.import_file, file=file))
    assert came["people.csv"] == (600, 0, 0, 0)
    assert came["specimens.csv"] == (6_575, 0, 0, 1)  # one lies in the future of 24 November 2026
    assert came["lab_portal_export.xlsx"] == (0, 0, 2_500, 0)
    assert came["visits.csv"] == (7_337, 0, 0, 3)
    assert came["medications.csv"][0] == 498
    assert (count(workspace, Medication), count(workspace, AttendanceLine)) == (498, 7_337)
    assert count(workspace, Standing) == 600


def test_a_person_named_twice_comes_in_once_and_not_again_by_a_repeat(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = (
        "ID,Name,DOB,Admitted\n"
        'D1,"Dup, Don",1990-01-31,2026-02-20\n'
        ',"Dup, Don",1990-01-31,2026-02-20\n'
        'D9,"Dup, Don",1990-01-31,2026-02-20\n'
        ',"Hale Jr., Brett",1991-01-31,2026-02-20\n'
    )
    assert outcome(bring(workspace, tmp_path, ImportKind.PEOPLE, text)) == (2, 0, 0, 2)
    assert outcome(bring(workspace, tmp_path, ImportKind.PEOPLE, text)) == (0, 0, 2, 2)
    assert count(workspace, Person) == 2


def test_a_number_nobody_has_does_not_double_somebody_on_file(
    people: Workspace, tmp_path: Path
) -> None:
    text = 'ID,Name,DOB\nX-77,"Tran, Kevin",1990-03-17\nX-78,"Tran, Kevin",1991-03-17\n'
    report = bring(people, tmp_path, ImportKind.PEOPLE, text)
    assert outcome(report) == (1, 0, 0, 1)
    assert report.problems[0].row_number == 2
    assert "under another number" in report.problems[0].reason


def test_a_name_that_two_people_bear_is_not_entered_a_third_time(
    workspace: Workspace, tmp_path: Path
) -> None:
    two = 'ID,Name\nA,"Boyd, Terrell"\nB,"Boyd, Terrell"\n'
    assert outcome(bring(workspace, tmp_path, ImportKind.PEOPLE, two)) == (2, 0, 0, 0)
    third = 'Name,DOB\n"Boyd, Terrell",1990-01-31\n'
    report = bring(workspace, tmp_path, ImportKind.PEOPLE, third)
    assert outcome(report) == (0, 0, 0, 1)
    assert "without a birth date" in report.problems[0].reason


@pytest.mark.parametrize("said", ["2", "Phase 2", "II", "phase two", "P2", "2 of 5", "Level 2"])
def test_a_phase_is_known_however_offices_number_it(
    workspace: Workspace, tmp_path: Path, said: str
) -> None:
    text = f"ID,Admitted,Phase\nP-9,2026-02-20,{said}\n"
    assert outcome(bring(workspace, tmp_path, ImportKind.PEOPLE, text)) == (1, 0, 0, 0)
    stays = workspace.read(lambda db: db.scalars(select(PhaseStay.phase)).all())
    assert stays == ["phase-2"]


def test_a_table_without_substances_brings_its_results(people: Workspace, tmp_path: Path) -> None:
    text = "ID,Date,Result\nP-1,2026-11-04,Negative\nP-1,2026-11-05,Positive\n"
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, text)) == (2, 0, 0, 0)
    assert outcome(bring(people, tmp_path, ImportKind.TESTS, text)) == (0, 0, 2, 0)
    kept = people.read(
        lambda db: db.scalars(select(SpecimenResult.result).order_by(SpecimenResult.id)).all()
    )
    assert kept == [AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE]


def test_an_age_without_a_birth_date_counts_in_the_caseload(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "ID,Admitted,Age\nP-8,2024-11-24,24\nP-9,2024-11-25,23\n"
    bring(workspace, tmp_path, ImportKind.PEOPLE, text)
    found = workspace.read(caseload, today=workspace.today)
    ages = next(tally for tally in found.tallies if tally.title == "Age")
    told = [line for line in ages.rows if line[1]]
    assert (told, ages.unknown) == ([("0 to 24 years", 1), ("25 to 34 years", 1)], 0)
