"""Every paper and export goes through the gate, and leaves with its entry or not at all."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

import drugcourt
from drugcourt.casework.calendar.events import Each
from drugcourt.casework.disclosures.accounting import accounting, recipients
from drugcourt.casework.disclosures.breaches import breach_report
from drugcourt.casework.disclosures.consents import revoke_consent
from drugcourt.casework.disclosures.gate import Going, NoConsent
from drugcourt.casework.disclosures.inquiry import answer_to_inquiry
from drugcourt.casework.disclosures.legal_process import (
    answer_process,
    enter_order,
    receive_process,
)
from drugcourt.casework.disclosures.log import log_count, log_rows
from drugcourt.casework.states import set_court_zone
from drugcourt.domain.disclosures import (
    Basis,
    Information,
    OrderSection,
    ProcessKind,
    WithoutConsent,
)
from drugcourt.errors import DiskTrouble, Refusal
from drugcourt.exchange.notices import notices
from drugcourt.records.disclosures import Disclosure
from drugcourt.reports.calendar_out import write_calendar
from drugcourt.reports.exporting import export
from drugcourt.reports.registry import make_report
from tests import courts
from tests.casework.disclosures.consenting import TPO, consent, strictly
from tests.conftest import TODAY


@pytest.fixture
def sam(workspace):
    strictly(workspace)
    number = courts.participant(workspace, "Doe", admitted_on=TODAY - timedelta(days=90))
    courts.collected(workspace, number, TODAY - timedelta(days=2))
    return number


def printed(workspace, target, key, episode_id, **wanted):
    return make_report(workspace, key, target, episode_ids=[episode_id], **wanted)


def entries(workspace):
    return workspace.read(log_count)


def page_words(path):
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


# Refused, or carried ----------------------------------------------------------------------------

CASES = {
    "none": ([], "bench", "no consent is recorded"),
    "whole": ([{}], "bench", ""),
    "wrong reader": ([{"recipients": ["prosecutor"]}], "bench", "names other recipients"),
    "nobody we know": ([{}], "Joe Press", "names other recipients"),
    "named": ([{"recipient_names": "Joe Press, 4 Main Street"}], "Joe Press", ""),
    "ended": ([{"expires_on": TODAY, "ends": None, "signed_on": TODAY}], "bench", ""),
    "narrow": ([{"information": [Information.PROGRESS]}], "bench", "does not cover"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_paper_goes_or_is_refused_with_the_reason(workspace, sam, tmp_path, case):
    given, reader, reason = CASES[case]
    for changed in given:
        consent(workspace, sam, **changed)
    target = tmp_path / "out.pdf"
    if reason:
        with pytest.raises(NoConsent, match=f"Doe, Sam: .*{reason}"):
            printed(workspace, target, "progress", sam, reader=reader)
        assert list(tmp_path.glob("*.pdf")) == []
        assert entries(workspace) == 0
    else:
        printed(workspace, target, "progress", sam, reader=reader)
        assert target.exists()
        assert entries(workspace) == 1


def test_a_consent_that_ended_or_was_revoked_carries_nothing(workspace, sam, tmp_path):
    def ask():
        printed(workspace, tmp_path / "a.pdf", "progress", sam, reader="treatment provider")

    revoked = consent(workspace, sam, TPO)
    workspace.perform(revoke_consent, consent_id=revoked, how="In writing")
    with pytest.raises(NoConsent, match="was revoked"):
        ask()
    earlier = TODAY - timedelta(days=40)
    consent(workspace, sam, TPO, signed_on=earlier, expires_on=earlier)
    with pytest.raises(NoConsent, match="has expired"):
        ask()


def test_a_court_that_starts_prints_with_a_word_on_it_and_then_is_strict(workspace, tmp_path):
    new = courts.participant(workspace, "New")
    made = printed(workspace, tmp_path / "a.pdf", "progress", new)
    assert made.passing.basis is Basis.STARTING
    assert "No written consent is recorded yet for 1 of 1" in page_words(tmp_path / "a.pdf")[0]
    strictly(workspace)
    with pytest.raises(NoConsent):
        printed(workspace, tmp_path / "b.pdf", "progress", new)


def test_every_page_carries_notice_scope_and_the_number_of_the_copy(workspace, sam, tmp_path):
    consent(workspace, sam)
    for number in (1, 2):
        target = tmp_path / f"{number}.pdf"
        printed(workspace, target, "testing", sam)
        for page in page_words(target):
            assert page.count(notices().short) == 1
            assert "Scope of consent: to counsel and court" in page
            assert f"Copy {number} · For counsel and court" in page


def test_who_is_unfamiliar_with_part_2_gets_the_long_statement(workspace, sam, tmp_path):
    consent(workspace, sam, TPO)
    printed(workspace, tmp_path / "a.pdf", "progress", sam, reader="treatment provider")
    long = " ".join(notices().long.split())
    assert all(long in page for page in page_words(tmp_path / "a.pdf"))


def test_going_without_consent_needs_a_reason_of_the_list_and_its_story(workspace, sam, tmp_path):
    target = tmp_path / "a.pdf"
    going = Going(reader="treatment provider", without_consent=WithoutConsent.EMERGENCY)
    with pytest.raises(Refusal, match="Say what happened"):
        printed(workspace, target, "progress", sam, going=going)
    told = Going(
        reader="treatment provider",
        address="Hospital",
        without_consent=WithoutConsent.EMERGENCY,
        reason="Unconscious",
    )
    printed(workspace, target, "progress", sam, going=told)
    (row,) = workspace.read(accounting, episode_id=sam, today=TODAY)
    assert (row.recipient, row.address) == ("treatment provider", "Hospital")
    assert row.basis == f"{WithoutConsent.EMERGENCY.label}: Unconscious"


def test_a_public_list_needs_no_consent_and_names_nobody_in_the_accounting(
    workspace, sam, tmp_path
):
    courts.on_docket(workspace, TODAY, sam)
    make_report(workspace, "docket-public", tmp_path / "a.pdf")
    assert entries(workspace) == 1
    assert workspace.read(accounting, episode_id=sam, today=TODAY) == []


def test_an_export_stays_in_the_office_or_needs_everybodys_consent(workspace, sam, tmp_path):
    path = tmp_path / "a.json"
    export(workspace, "tests", "json", path)
    about = json.loads(path.read_text("utf-8"))["about"]
    assert any("inside the court's own office" in str(words) for words in about.values())
    with pytest.raises(NoConsent, match="Doe, Sam"):
        export(workspace, "tests", "json", tmp_path / "b.json", going=Going(reader="team"))
    assert not (tmp_path / "b.json").exists()
    assert entries(workspace) == 1


def test_a_calendar_with_names_is_written_down_with_them(workspace, sam, tmp_path):
    courts.on_docket(workspace, TODAY, sam)
    span = {"first": TODAY, "last": TODAY}
    workspace.perform(set_court_zone, name="America/New_York")
    write_calendar(workspace, tmp_path / "a.ics", each=Each.HEARING, names=True, **span)
    (row,) = workspace.read(log_rows)
    assert (row.people, row.basis) == (1, Basis.INSIDE.label)


# File and entry: both, or neither ---------------------------------------------------------------


@pytest.mark.parametrize("fails", ["file", "entry", "rename"])
@pytest.mark.parametrize("there", [False, True])
def test_no_entry_without_its_file_and_no_file_without_its_entry(
    workspace, sam, tmp_path, monkeypatch, fails, there
):
    consent(workspace, sam)
    target = tmp_path / "out.pdf"
    if there:
        target.write_bytes(b"before")

    def breaks(*_args, **_wanted):
        raise OSError("the disk")

    if fails == "file":
        monkeypatch.setattr("drugcourt.reports.registry.build", raising(DiskTrouble("Full.")))
    elif fails == "rename":
        monkeypatch.setattr(Path, "replace", only_last(target))
    else:
        monkeypatch.setattr(workspace.database, "tell_others", breaks)
    with pytest.raises((DiskTrouble, OSError)):
        printed(workspace, target, "progress", sam)
    assert entries(workspace) == 0
    assert workspace.read(accounting, episode_id=sam, today=TODAY) == []
    assert [path.name for path in tmp_path.iterdir() if "pdf" in path.name] == (
        ["out.pdf"] if there else []
    )
    assert not there or target.read_bytes() == b"before"
    assert not list(tmp_path.glob(".leaving-*"))


def only_last(target):
    """The move to its place fails; the writing in the folder beside does not."""
    replace = Path.replace

    def fails(path, to):
        if Path(to) == target and path.name == target.name:
            raise OSError("the disk")
        return replace(path, to)

    return fails


def raising(problem):
    def fails(*_args, **_wanted):
        raise problem

    return fails


# Legal process ----------------------------------------------------------------------------------


def subpoena(workspace, sam):
    return workspace.perform(
        receive_process, episode_id=sam, kind=ProcessKind.SUBPOENA, from_name="D. Marlow"
    )


def ordered(workspace, process, **changed):
    order = {
        "order_number": "26-1",
        "order_judge": "Hon. S. Abara",
        "ordered_on": TODAY,
        "order_section": OrderSection.NONCRIMINAL,
        "order_scope": ["testing"],
    }
    workspace.perform(enter_order, process_id=process, **order | changed)


def test_a_subpoena_alone_lets_nothing_out(workspace, sam, tmp_path):
    process = subpoena(workspace, sam)
    going = Going(process_id=process)
    with pytest.raises(Refusal, match="A subpoena alone is not enough"):
        printed(workspace, tmp_path / "a.pdf", "testing", sam, going=going)
    assert entries(workspace) == 0


def test_with_the_order_only_what_is_in_its_scope_goes_out(workspace, sam, tmp_path):
    other = courts.participant(workspace, "Other")
    process = subpoena(workspace, sam)
    ordered(workspace, process)
    going = Going(process_id=process)
    with pytest.raises(Refusal, match="does not name this paper"):
        printed(workspace, tmp_path / "a.pdf", "progress", sam, going=going)
    with pytest.raises(Refusal, match="about one participant"):
        printed(workspace, tmp_path / "a.pdf", "testing", other, going=going)
    made = printed(workspace, tmp_path / "a.pdf", "testing", sam, going=going)
    assert made.passing.basis is Basis.ORDER
    workspace.perform(answer_process, process_id=process, answer="One copy.")
    with pytest.raises(Refusal, match="answered already"):
        printed(workspace, tmp_path / "b.pdf", "testing", sam, going=going)


def test_the_days_of_an_order_bound_what_goes_out(workspace, sam, tmp_path):
    process = subpoena(workspace, sam)
    ordered(workspace, process, order_since=TODAY - timedelta(days=30))
    with pytest.raises(Refusal, match="The order covers"):
        printed(workspace, tmp_path / "a.pdf", "testing", sam, going=Going(process_id=process))


def test_an_order_alone_does_not_compel(workspace, sam, tmp_path):
    process = workspace.perform(
        receive_process, episode_id=sam, kind=ProcessKind.ORDER, from_name="Court"
    )
    ordered(workspace, process)
    with pytest.raises(Refusal, match="does not compel"):
        printed(workspace, tmp_path / "a.pdf", "testing", sam, going=Going(process_id=process))


# Accounting, inquiries, breaches ----------------------------------------------------------------


def backdate(db, _context, *, copy_number, on):
    made = db.query(Disclosure).filter_by(copy_number=copy_number).one()
    made.made_on = on


backdate.__module__ = "drugcourt.casework.participants"  # any act that may be done here


def test_the_accounting_is_of_three_years_unless_it_is_said(workspace, sam, tmp_path):
    consent(workspace, sam)
    day = workspace.today
    for on in (day.replace(year=day.year - 3) - timedelta(days=1), day.replace(year=day.year - 3)):
        then = make_report(workspace, "progress", tmp_path / "a.pdf", episode_ids=[sam])
        workspace.perform(backdate, copy_number=then.passing.number, on=on)
    printed(workspace, tmp_path / "b.pdf", "progress", sam, reader="prosecutor")
    rows = workspace.read(accounting, episode_id=sam, today=day)
    assert [row.copy_number for row in rows] == [2, 3]
    since = day - timedelta(days=4_000)
    assert len(workspace.read(accounting, episode_id=sam, today=day, since=since)) == 3
    assert [one.text for one in workspace.read(recipients, episode_id=sam, today=day)] == [
        "prosecutor, 1 copy",
        "treatment court team, 2 copies",
    ]
    assert rows[-1].consent.startswith("Criminal justice")


def test_whoever_is_asked_about_the_answer_is_the_same(workspace, sam):
    answers = {
        workspace.read(answer_to_inquiry, about=name) for name in ("Sam Doe", "Nobody Known", "")
    }
    assert len(answers) == 1
    assert "neither confirm nor deny" in answers.pop()


def test_the_breach_report_names_whoever_was_in_unencrypted_copies(workspace, sam, tmp_path):
    consent(workspace, sam)
    courts.participant(workspace, "Other")
    printed(workspace, tmp_path / "a.pdf", "progress", sam)
    found = workspace.read(breach_report, since=TODAY, until=TODAY)
    assert [(one.name, one.copies) for one in found.people] == [("Doe, Sam", "1")]
    assert workspace.read(breach_report, since=TODAY, until=TODAY, copies=(9,)).people == ()
    before = TODAY - timedelta(days=1)
    assert workspace.read(breach_report, since=before, until=before).people == ()


# No other way out -------------------------------------------------------------------------------

WRITES = re.compile(
    r"\b(atomic_write|write_(csv|stacked_csv|xlsx|json|bytes))\(|[^\w.]build\(paper"
)
# Files about no participant: handbooks and the papers of an office, fonts; and what the gated use.
NOBODY = frozenset(
    {"ui/programs/page.py", "ui/programs/draft_files.py", "ui/kit/fonts.py", "reports/paper.py"}
    | {"reports/recovery_kit.py", "reports/handout.py", "reports/paper_sample.py"}
    | {"reports/order_certificate.py"}
)


def test_every_module_that_writes_for_others_lets_its_files_out_through_the_gate():
    package = Path(drugcourt.__file__).parent
    found = []
    for folder in ("reports", "commands", "ui"):
        for path in sorted((package / folder).rglob("*.py")):
            source, name = path.read_text("utf-8"), path.relative_to(package).as_posix()
            writes = WRITES.search(source) is not None
            if writes and name not in NOBODY and "let_out(" not in source:
                found.append(name)
    assert found == []
