"""Reports of laboratories become results, corrections, nothing new, or wait for a person."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import and_, func, or_, select

from drugcourt.casework.imports.lab import bring_tests, read_tests, try_tests
from drugcourt.casework.imports.lines import ImportReport
from drugcourt.casework.imports.undo import undo_import
from drugcourt.casework.laboratories import originals, settling, waiting
from drugcourt.casework.moments import moment_of, time_text
from drugcourt.casework.specimens.specimens import record_test
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    ReportState,
    Substance,
    Validity,
)
from drugcourt.errors import Refusal
from drugcourt.records.courts import ImportBatch
from drugcourt.records.episodes import Episode
from drugcourt.records.history import check_chain
from drugcourt.records.laboratories import (
    LaboratoryMeaning,
    LaboratoryOriginal,
    LaboratoryPerson,
    LaboratoryReport,
)
from drugcourt.records.specimens import Specimen, SpecimenNote, SpecimenResult, SupersededResult
from drugcourt.workspace import Workspace
from tests.casework.files import leaves_nothing, participant
from tests.exchange.messages import (
    PATIENT,
    PDF,
    batch,
    bundle,
    document,
    message,
    observation,
    obx,
)

FENTANYL, OPIATES = "59673-4", "19295-5"
POSITIVE, NEGATIVE = AnalyteResult.POSITIVE, AnalyteResult.NEGATIVE


@pytest.fixture
def tran(workspace: Workspace) -> int:
    """Kevin Tran, born 17 March 1990, whose number at the laboratory nobody knows yet."""
    return participant(workspace, birth_date=date(1990, 3, 17))


@pytest.fixture
def known(workspace: Workspace, tran: int, tmp_path: Path) -> int:
    """The same person, settled once; the episode's number."""
    bring(workspace, tmp_path, message(accession="A-0", collected="202610050900"))
    settle_person(workspace, tran)
    return tran


def bring(
    workspace: Workspace, folder: Path, text: str | bytes, name: str = "in.hl7", **more: Any
) -> ImportReport:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return workspace.perform(bring_tests, file=read_tests(path), **more)


def one_line(value: str, standing: str = "F", accession: str = "A-1", control: str = "") -> str:
    line = obx(1, FENTANYL, "Fentanyl", value, standing=standing)
    return message(line, accession=accession, control=control or f"{value}{standing}")


def counts(done: ImportReport) -> tuple[int, int, int, int, int]:
    return (done.new, done.changed, done.unchanged, done.review, done.rejected)


def rows(workspace: Workspace, record: Any) -> int:
    return workspace.read(lambda db: db.scalar(select(func.count()).select_from(record)))


def _numbered(accession: str) -> Any:
    own = or_(Specimen.order_number == accession, Specimen.number == accession)
    return own if accession else and_(Specimen.order_number == "", Specimen.number == "")


def results(workspace: Workspace, accession: str = "A-1") -> dict[Substance, SpecimenResult]:
    def ask(db: Any) -> dict[Substance, SpecimenResult]:
        asked = select(SpecimenResult).join(Specimen).where(_numbered(accession))
        found = {each.substance: each for each in db.scalars(asked)}
        db.expunge_all()
        return found

    return workspace.read(ask)


def specimen(workspace: Workspace, accession: str = "A-1") -> Specimen:
    def ask(db: Any) -> Specimen:
        found: Specimen = db.scalars(select(Specimen).where(_numbered(accession))).one()
        db.expunge_all()
        return found

    return workspace.read(ask)


def first_waiting(workspace: Workspace) -> waiting.WaitingCard:
    row = workspace.read(waiting.waiting_reports)[0]
    return workspace.read(waiting.waiting_card, report_id=row.id)


def settle_person(workspace: Workspace, episode_id: int) -> int:
    card = first_waiting(workspace)
    return workspace.perform(settling.settle_person, report_id=card.row.id, episode_id=episode_id)


def settle_meaning(workspace: Workspace, meaning: str) -> int:
    card = first_waiting(workspace)
    assert card.first is not None
    act = settling.settle_code if card.row.waits_for == "code" else settling.settle_value
    return workspace.perform(act, report_id=card.row.id, place=card.first.place, meaning=meaning)


def test_a_person_is_never_taken_by_name_and_birth_date_alone(
    workspace: Workspace, tran: int, tmp_path: Path
) -> None:
    assert counts(bring(workspace, tmp_path, message())) == (0, 0, 0, 1, 0)
    assert rows(workspace, Specimen) == 0
    card = first_waiting(workspace)
    assert (card.row.waits_for, card.row.positive) == ("person", True)
    (offer,) = card.suggestions
    assert (offer.episode_id, offer.score, offer.why) == (
        tran,
        100,
        "Same birth date, the same name",
    )
    assert "MSH|" in card.original


def test_settled_once_the_number_is_known_and_the_whole_panel_is_entered(
    workspace: Workspace, tran: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message())
    assert settle_person(workspace, tran) == 1
    kept = specimen(workspace)
    assert (kept.episode_id, kept.collected_on, kept.laboratory) == (
        tran,
        date(2026, 11, 2),
        "NORTHLAB",
    )
    assert (kept.creatinine, kept.specific_gravity, kept.ph) == (84, 1.012, 6.1)
    found = {substance: each.result for substance, each in results(workspace).items()}
    assert found == {
        Substance.FENTANYL: NEGATIVE,
        Substance.ETG: POSITIVE,
        Substance.COCAINE: NEGATIVE,
    }
    again = message(accession="A-2", control="M2", collected="202611090900")
    assert counts(bring(workspace, tmp_path, again)) == (1, 0, 0, 0, 0)
    assert workspace.read(check_chain, key=workspace.database.history_key) is None


def test_the_same_again_changes_nothing_under_whatever_number_it_is_sent(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message())
    before = (rows(workspace, ImportBatch), rows(workspace, LaboratoryReport))
    for text in (message(), message(control="OTHER"), batch(message(), message())):
        done = bring(workspace, tmp_path, text)
        assert done.unchanged >= 1
        assert (done.new, done.changed, done.review) == (0, 0, 0)
    assert (rows(workspace, ImportBatch), rows(workspace, LaboratoryReport)) == before


def test_a_report_that_waits_already_is_not_kept_twice(
    workspace: Workspace, tran: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message())
    assert counts(bring(workspace, tmp_path, message(control="M9"))) == (0, 0, 1, 0, 0)
    assert workspace.read(waiting.waiting_count) == 1


@pytest.mark.parametrize(
    ("number", "name", "born", "taken"),
    [
        ("P-500", "Tran^Kevin", "19900317", True),
        ("P-500", "", "", True),
        ("P-500", "Tran^Kevin", "19910317", False),
        ("P-500", "Smith^Kevin", "", False),
        ("500", "", "", False),
        ("500", "Tran^Kevin", "", True),
    ],
)
def test_a_number_of_the_court_counts_only_where_nothing_speaks_against_it(
    workspace: Workspace, tran: int, tmp_path: Path, number: str, name: str, born: str, taken: bool
) -> None:
    def renumber(db: Any, context: Any) -> None:
        db.get_one(Episode, tran).person.reference = number

    workspace.perform(renumber)
    text = message(number=number, name=name, born=born)
    assert counts(bring(workspace, tmp_path, text)) == (
        (1, 0, 0, 0, 0) if taken else (0, 0, 0, 1, 0)
    )


def test_a_correction_supersedes_and_what_was_there_stays_beside_it(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, one_line("POSITIVE"))
    done = bring(workspace, tmp_path, one_line("NEGATIVE", "C"))
    assert counts(done) == (0, 1, 0, 0, 0)
    assert results(workspace)[Substance.FENTANYL].result is NEGATIVE
    kept = workspace.read(lambda db: db.scalars(select(SupersededResult)).one().result)
    assert kept is POSITIVE
    note = workspace.read(lambda db: db.scalars(select(SpecimenNote)).one().text)
    assert note == "Fentanyl: changed by a report of NORTHLAB. Report NEGATIVEC."
    late = bring(workspace, tmp_path, one_line("POSITIVE", control="late"))
    assert counts(late) == (0, 0, 1, 0, 0)
    assert results(workspace)[Substance.FENTANYL].result is NEGATIVE


def test_another_value_that_is_not_called_a_correction_waits_and_can_be_accepted(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, one_line("NEGATIVE"))
    assert counts(bring(workspace, tmp_path, one_line("POSITIVE"))) == (0, 0, 0, 1, 0)
    assert results(workspace)[Substance.FENTANYL].result is NEGATIVE
    card = first_waiting(workspace)
    assert card.row.waits_for == "change"
    assert "does not call it a correction" in card.row.reason
    assert workspace.perform(settling.accept_change, report_id=card.row.id) == 1
    assert results(workspace)[Substance.FENTANYL].result is POSITIVE
    assert rows(workspace, SupersededResult) == 1


def test_preliminary_gives_way_to_final_and_never_the_other_way(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, one_line("POSITIVE", "P"))
    assert counts(bring(workspace, tmp_path, one_line("NEGATIVE"))) == (0, 1, 0, 0, 0)
    again = one_line("POSITIVE", "P", control="again").replace("FENTANYL", "Fent")
    assert bring(workspace, tmp_path, again).changed == 0
    assert results(workspace)[Substance.FENTANYL].result is NEGATIVE


def test_a_result_taken_back_waits_for_a_person(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, one_line("POSITIVE"))
    assert counts(bring(workspace, tmp_path, one_line("POSITIVE", "W"))) == (0, 0, 0, 1, 0)
    assert settle_meaning(workspace, "not_reported") == 1
    assert results(workspace)[Substance.FENTANYL].result is AnalyteResult.NOT_REPORTED
    assert rows(workspace, LaboratoryMeaning) == 0, "a value taken back is no vocabulary"


def test_a_second_method_confirms_or_overturns_the_screen(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, one_line("POSITIVE"))
    confirm = obx(1, "40839-3", "Fentanyl by LC-MS/MS", "NEGATIVE")
    assert counts(bring(workspace, tmp_path, message(confirm, control="C"))) == (0, 1, 0, 0, 0)
    kept = results(workspace)[Substance.FENTANYL]
    assert (kept.result, kept.confirmation) == (POSITIVE, Confirmation.NOT_CONFIRMED)
    assert kept.confirmed_on == date(2026, 11, 3)
    both = message(
        obx(1, FENTANYL, "Fentanyl", "POSITIVE"),
        obx(2, "40839-3", "Fentanyl", "POSITIVE"),
        accession="A-5", control="B", collected="202611090900",
    )  # fmt: skip
    bring(workspace, tmp_path, both)
    kept = results(workspace, "A-5")[Substance.FENTANYL]
    assert (kept.result, kept.confirmation) == (POSITIVE, Confirmation.CONFIRMED)


def test_one_unknown_code_holds_the_whole_report_and_its_choice_settles_all_others(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    texts = [
        message(
            obx(1, FENTANYL, "Fentanyl", "NEG"), obx(2, "K9", "Opi class", "POS", system="L"),
            accession=f"K-{n}", control=f"K{n}", collected=f"2026110{n}0900",
        )
        for n in (3, 4, 5)
    ]  # fmt: skip
    assert counts(bring(workspace, tmp_path, batch(*texts))) == (0, 0, 0, 3, 0)
    assert rows(workspace, Specimen) == 1, "half a specimen could look negative"
    card = first_waiting(workspace)
    assert (card.row.waits_for, card.first and card.first.suggestion) == ("code", "opiates")
    assert settle_meaning(workspace, "opiates") == 3
    assert results(workspace, "K-4")[Substance.OPIATES].result is POSITIVE
    assert counts(bring(workspace, tmp_path, batch(*texts))) == (0, 0, 3, 0, 0)


def test_a_code_with_the_name_of_another_drug_waits(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    wrong = message(obx(1, "19659-2", "Fentanyl", "NEG"))
    done = bring(workspace, tmp_path, wrong)
    assert counts(done) == (0, 0, 0, 1, 0)
    assert "means Phencyclidine, but its text names Fentanyl" in done.reviews[0].reason
    assert settle_meaning(workspace, "fentanyl") == 1
    assert results(workspace)[Substance.FENTANYL].result is NEGATIVE


def test_a_value_nobody_knew_is_settled_once_for_its_laboratory(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    assert counts(bring(workspace, tmp_path, one_line("Neg*"))) == (1, 0, 0, 0, 0)
    assert counts(bring(workspace, tmp_path, one_line("NSD", accession="A-2"))) == (0, 0, 0, 1, 0)
    assert settle_meaning(workspace, "negative") == 1
    later = one_line("nsd", accession="A-3")
    assert counts(bring(workspace, tmp_path, later)) == (1, 0, 0, 0, 0)
    elsewhere = message(obx(1, FENTANYL, "Fentanyl", "NSD"), accession="Z-1", laboratory="SOUTHLAB")
    assert bring(workspace, tmp_path, elsewhere).review == 1


def test_empty_is_never_negative_and_a_number_without_a_cutoff_waits(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, one_line("", accession="E-1"))
    assert results(workspace, "E-1")[Substance.FENTANYL].result is AnalyteResult.NOT_REPORTED
    number = message(obx(1, FENTANYL, "Fentanyl", "450", "A", unit="ng/mL"), accession="E-2")
    assert counts(bring(workspace, tmp_path, number)) == (0, 0, 0, 1, 0)
    assert settle_meaning(workspace, "positive") == 1
    kept = results(workspace, "E-2")[Substance.FENTANYL]
    assert (kept.result, kept.level, kept.unit) == (POSITIVE, 450, "ng/mL")
    assert rows(workspace, LaboratoryMeaning) == 0, "a number is no vocabulary"


def test_cutoffs_that_disagree_are_a_warning_kept_with_the_result(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    line = obx(1, OPIATES, "Opiates Screen >300 ng/mL", "NEG", limits="<2000 ng/mL")
    bring(workspace, tmp_path, message(line, "NTE|1||Collected under protest"))
    kept = results(workspace)[Substance.OPIATES]
    assert "2000 ng/mL in the reference range and 300 ng/mL in the name" in kept.comment
    assert "Collected under protest" in kept.comment
    assert (kept.cutoff, kept.code) == (2000, OPIATES)


@pytest.mark.file
def test_a_document_is_kept_encrypted_and_comes_to_the_test_it_belongs_to(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    only = message(document(), control="D")
    assert counts(bring(workspace, tmp_path, only)) == (0, 0, 0, 1, 0)
    assert bring(workspace, tmp_path, message()).new == 1
    assert workspace.read(waiting.waiting_count) == 0
    number = specimen(workspace).id
    sent = workspace.read(waiting.sent_reports, specimen_id=number)
    assert [len(each.findings) for each in sent] == [6, 0]
    (kept,) = sent[1].documents
    assert workspace.read(originals.document_bytes, document_id=kept.id) == PDF
    assert PDF[:60] not in workspace.path.read_bytes()


def test_the_original_is_kept_as_it_came(workspace: Workspace, known: int, tmp_path: Path) -> None:
    text = message().encode()
    bring(workspace, tmp_path, text)
    number = workspace.read(lambda db: db.scalar(select(func.max(LaboratoryOriginal.id))))
    assert workspace.read(originals.original_bytes, original_id=number) == text


def test_what_can_not_be_read_is_kept_apart_with_its_line_and_the_good_comes_in(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bad = message(control="BAD", accession="X").replace("PID|", "PID;")
    done = bring(workspace, tmp_path, bad + message())
    assert counts(done) == (1, 0, 0, 0, 1)
    assert done.problems[0].row_number == 2
    kept = workspace.read(lambda db: db.scalars(select(LaboratoryOriginal.problems)).all()[-1])
    assert kept[0][0] == 2
    assert counts(bring(workspace, tmp_path, bad + message())) == (0, 0, 1, 0, 1)


def test_a_test_that_waits_for_its_laboratory_is_completed_and_not_doubled(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    def schedule(db: Any, context: Any) -> None:
        day = date(2026, 11, 2)
        db.add(Specimen(episode_id=known, collected_on=day, status=CollectionStatus.SCHEDULED))

    workspace.perform(schedule)
    before = rows(workspace, Specimen)
    assert counts(bring(workspace, tmp_path, message())) == (1, 0, 0, 0, 0)
    assert rows(workspace, Specimen) == before
    assert specimen(workspace).status is CollectionStatus.COLLECTED


def test_a_number_on_another_participants_test_waits(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message())
    other = participant(workspace, "Ellison", "Dana", birth_date=date(1988, 11, 30))
    same = message(number="L-88", name="Ellison^Dana", born="19881130", control="M8")
    bring(workspace, tmp_path, same)
    assert settle_person(workspace, other) == 0
    assert "another participant's test" in first_waiting(workspace).row.reason


@pytest.mark.parametrize("day", ["", "202612241000"])
def test_a_report_without_a_possible_day_waits_for_one(
    workspace: Workspace, known: int, tmp_path: Path, day: str
) -> None:
    assert bring(workspace, tmp_path, message(collected=day)).review == 1
    card = first_waiting(workspace)
    assert card.row.waits_for == "day"
    with leaves_nothing(workspace, "day"):
        workspace.perform(settling.settle_day, report_id=card.row.id, day=date(2026, 12, 24))
    done = workspace.perform(settling.settle_day, report_id=card.row.id, day=date(2026, 11, 20))
    assert done == 1
    assert specimen(workspace).collected_on == date(2026, 11, 20)


def test_left_out_needs_a_reason_and_stays_out(
    workspace: Workspace, tran: int, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message())
    number = first_waiting(workspace).row.id
    with leaves_nothing(workspace, "reason"):
        workspace.perform(settling.leave_out, report_id=number, reason=" ")
    workspace.perform(settling.leave_out, report_id=number, reason="Not one of ours")
    assert workspace.read(waiting.waiting_count) == 0
    assert counts(bring(workspace, tmp_path, message())) == (0, 0, 1, 0, 0)
    with pytest.raises(Refusal, match="does not wait any more"):
        workspace.perform(settling.leave_out, report_id=number, reason="Again")


def test_trying_a_file_out_says_the_same_and_writes_nothing(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    path = tmp_path / "try.hl7"
    path.write_text(message() + message(number="L-1", control="M2", accession="A-2"), newline="")
    file = read_tests(path)
    tried, _lines = workspace.read(try_tests, file=file, today=workspace.today)
    assert counts(tried) == (1, 0, 0, 1, 0)
    assert rows(workspace, LaboratoryReport) == 1
    assert counts(workspace.perform(bring_tests, file=file)) == counts(tried)


def test_an_import_is_taken_back_whole(workspace: Workspace, known: int, tmp_path: Path) -> None:
    bring(workspace, tmp_path, one_line("POSITIVE"))
    done = bring(workspace, tmp_path, one_line("NEGATIVE", "C") + one_line("NEG", accession="A-7"))
    assert counts(done) == (1, 1, 0, 0, 0)
    workspace.perform(undo_import, batch_id=done.batch_id)
    kept = results(workspace)[Substance.FENTANYL]
    assert (kept.result, kept.reported_as) == (POSITIVE, "Fentanyl: POSITIVE")
    assert results(workspace, "A-7") == {}
    assert rows(workspace, SupersededResult) == rows(workspace, SpecimenNote) == 0
    again = bring(workspace, tmp_path, one_line("NEGATIVE", "C", control="again"))
    assert counts(again) == (0, 1, 0, 0, 0)
    assert workspace.read(check_chain, key=workspace.database.history_key) is None


def test_fhir_goes_the_same_way(workspace: Workspace, tran: int, tmp_path: Path) -> None:
    data = bundle(PATIENT, observation(), observation("58375-7", "EtG", "positive"))
    assert counts(bring(workspace, tmp_path, data, "in.json")) == (0, 0, 0, 1, 0)
    assert settle_person(workspace, tran) == 1
    corrected = bundle(PATIENT, observation(value="positive", status="corrected"))
    assert counts(bring(workspace, tmp_path, corrected, "in.json")) == (0, 1, 0, 0, 0)
    found = results(workspace, "")
    assert found[Substance.FENTANYL].result is POSITIVE
    assert found[Substance.ETG].result is POSITIVE


def test_a_table_about_somebody_unknown_waits_and_comes_in_once_that_is_settled(
    workspace: Workspace, tran: int, tmp_path: Path
) -> None:
    text = (
        "Donor ID,Name,DOB,Collected,Accession,COC,Status,Creatinine\n"
        'Q-7,"Tran, Kevin",1990-03-17,2026-11-02,S-1,Positive,,18\n'
        "Q-7,,,2026-11-09,S-2,,No show,\n"
    )
    done = bring(workspace, tmp_path, text, "in.csv", laboratory="NORTHLAB")
    assert counts(done) == (0, 0, 0, 2, 0)
    assert settle_person(workspace, tran) == 2
    kept = specimen(workspace, "S-1")
    assert (kept.creatinine, kept.laboratory) == (18, "NORTHLAB")
    assert results(workspace, "S-1")[Substance.COCAINE].result is POSITIVE
    assert specimen(workspace, "S-2").status is CollectionStatus.MISSED
    again = bring(workspace, tmp_path, text, "in.csv", laboratory="NORTHLAB")
    assert (again.new, again.changed, again.review) == (0, 0, 0)
    more = "Donor ID,Collected,Accession,COC\nQ-7,2026-11-16,S-3,Negative\n"
    assert counts(bring(workspace, tmp_path, more, "in.csv", laboratory="NORTHLAB"))[0] == 1


def test_a_drug_that_nobody_named_yet_waits_and_is_never_another_substance_by_guess(
    workspace: Workspace, tran: int, tmp_path: Path
) -> None:
    def renumber(db: Any, context: Any) -> None:
        db.get_one(Episode, tran).person.reference = "P-1"

    workspace.perform(renumber)
    text = (
        "Participant,Collected,Accession,LOINC,Drug,Result\n"
        "P-1,2026-11-02,S-1,59673-4,Fentanyl,Negative\n"
        "P-1,2026-11-02,S-1,,Kratom,Positive\n"
        "P-1,2026-11-09,S-2,19659-2,Fentanyl,Negative\n"
        "P-1,2026-11-16,S-3,59673-4,Fentanyl,Negative\n"
    )
    assert counts(bring(workspace, tmp_path, text, "in.csv")) == (1, 0, 0, 2, 0)
    assert rows(workspace, Specimen) == 1
    assert settle_meaning(workspace, "other") == 1
    found = results(workspace, "S-1")
    assert {s: r.result for s, r in found.items()} == {
        Substance.FENTANYL: NEGATIVE,
        Substance.OTHER: POSITIVE,
    }


def test_a_saved_person_survives_a_change_of_name(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    def rename(db: Any, context: Any) -> None:
        db.get_one(Episode, known).person.family_name = "Nguyen"

    workspace.perform(rename)
    assert counts(bring(workspace, tmp_path, message())) == (1, 0, 0, 0, 0)
    assert rows(workspace, LaboratoryPerson) == 1


def test_validity_words_are_the_specimens_own(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    line = obx(2, "V1", "Specimen validity", "Dilute", system="L")
    bring(workspace, tmp_path, message(obx(1, FENTANYL, "Fentanyl", "NEG"), line))
    assert settle_meaning(workspace, "validity") == 1
    assert specimen(workspace).validity is Validity.DILUTE
    state = workspace.read(lambda db: db.scalars(select(LaboratoryReport.state)).all())
    assert set(state) == {ReportState.ENTERED}


# What may not be all ------------------------------------------------------------------------------

LAST_ORDER = "OBR|2|P-2|A-1|CNF^Confirmation|||202611021015||||||||||||||||||F"


def test_a_last_order_without_a_result_waits_until_a_person_says_it_is_all(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    short = one_line("Negative") + LAST_ORDER + "\r"
    assert counts(bring(workspace, tmp_path, short)) == (0, 0, 0, 1, 0)
    (waits,) = workspace.read(waiting.waiting_reports)
    assert (waits.waits_for, "no result" in waits.reason) == ("whole", True)
    assert workspace.perform(settling.accept_whole, report_id=waits.id) == 1
    assert results(workspace)[Substance.FENTANYL].result is NEGATIVE
    assert counts(bring(workspace, tmp_path, short)) == (0, 0, 1, 0, 0)


def test_the_whole_report_comes_in_and_the_cut_one_settles_itself(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    whole = one_line("Positive") + "NTE|1||Screened twice\r"
    assert counts(bring(workspace, tmp_path, whole[:-3])) == (0, 0, 0, 1, 0)
    assert counts(bring(workspace, tmp_path, whole)) == (1, 0, 0, 0, 0)
    assert workspace.read(waiting.waiting_count) == 0
    assert rows(workspace, Specimen) == 2  # with the one that made this person known


def test_an_order_that_has_no_result_yet_is_no_sign_of_a_cut(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    text = one_line("Negative") + LAST_ORDER[:-1] + "I\r"
    assert counts(bring(workspace, tmp_path, text)) == (1, 0, 0, 0, 0)


def test_a_sender_who_never_ends_the_last_line_is_read(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    assert counts(bring(workspace, tmp_path, one_line("Negative").rstrip("\r"))) == (1, 0, 0, 0, 0)


def fhir_report(status: str, *observations: str) -> bytes:
    """A report of Kevin Tran's fentanyl with these observations, of which the first is there."""
    found = observation(FENTANYL, "Fentanyl", "Positive")
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        "status": status,
        "subject": {"reference": "Patient/p"},
        "performer": [{"display": "NORTHLAB"}],
        "result": [{"reference": f"Observation/{name}"} for name in observations],
    }
    return bundle(PATIENT, {**found, "id": "one"}, report)


def test_a_report_taken_back_as_a_whole_takes_back_what_it_holds(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    done = bring(workspace, tmp_path, fhir_report("entered-in-error", "one"), "in.json")
    assert counts(done)[:3] == (0, 0, 0)
    assert rows(workspace, Specimen) == 1


def test_a_report_whose_observation_is_not_in_the_file_waits(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    assert bring(workspace, tmp_path, fhir_report("final", "one", "other"), "in.json").review == 1
    (waits,) = workspace.read(waiting.waiting_reports)
    assert (waits.waits_for, "not in the file" in waits.reason) == ("whole", True)


def test_times_of_receipt_and_report_are_kept_on_the_courts_own_clock(
    workspace: Workspace, known: int, tmp_path: Path
) -> None:
    order = "OBR|1|P-1|A-1|SCR^Screen|||202611021015|||||||202611021640||||||||202611041530|||F"
    lines = one_line("Negative").split("\r")
    place = next(n for n, line in enumerate(lines) if line.startswith("OBR"))
    lines[place] = order
    bring(workspace, tmp_path, "\r".join(lines))
    kept = specimen(workspace)
    told = (kept.collected_at, kept.received_at, kept.reported_at)
    assert [time_text(moment) for moment in told] == ["10:15 AM", "4:40 PM", "3:30 PM"]


@pytest.mark.parametrize("number", ["", "C-7"])
def test_a_report_completes_the_test_that_was_scheduled_for_its_day(
    workspace: Workspace, known: int, tmp_path: Path, number: str
) -> None:
    values = {
        "collected_on": date(2026, 11, 2),
        "status": CollectionStatus.SCHEDULED,
        "number": number,
        "notified_at": moment_of(date(2026, 11, 2), time(1, 0)),
    }
    workspace.perform(record_test, episode_id=known, values=values, results={})
    oral = one_line("Negative").replace("|UR|", "|SAL^Saliva|")
    assert counts(bring(workspace, tmp_path, oral)) == (1, 0, 0, 0, 0)
    assert rows(workspace, Specimen) == 2
    kept = specimen(workspace)
    assert (kept.status, kept.number, time_text(kept.collected_at), kept.late) == (
        CollectionStatus.COLLECTED,
        number,
        "10:15 AM",
        True,
    )
