"""What becomes of one report: entered, a correction, nothing new, or waiting for a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework.imports.lines import Verdict
from drugcourt.casework.laboratories.decisions import Decisions, word_of
from drugcourt.casework.laboratories.judging import Outcome, judge
from drugcourt.casework.laboratories.weighing import Change, OnFile, find_specimen, weigh
from drugcourt.domain.dates import counted
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.exchange.laboratories.reports import LabReport, plain
from drugcourt.exchange.tables.results import ResultWord
from drugcourt.records.specimens import Specimen

PERSON, DAY, CODE, VALUE, CHANGE, DOCUMENT = "person", "day", "code", "value", "change", "document"
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said of this one report."""

    person_id: int | None = None
    day: date | None = None
    accepted: bool = False
    whole: bool = False
    values: Mapping[int, ResultWord] = field(default_factory=dict)


@dataclass(slots=True)
class Decided:
    """The verdict, what it waits for with the reason, and everything that entering it needs."""

    verdict: Verdict
    waits_for: str = ""
    reason: str = ""
    person_id: int | None = None
    episode_id: int | None = None
    day: date | None = None
    outcome: Outcome = field(default_factory=Outcome)
    specimen: Specimen | None = None
    change: Change = field(default_factory=Change)


@dataclass(slots=True)
class Desk:
    """What is known while reports are decided: earlier decisions, tests on file, and the day."""

    decisions: Decisions
    on_file: OnFile
    today: date

    @classmethod
    def load(cls, db: Session, today: date) -> Desk:
        """Ask for it once."""
        return cls(Decisions.load(db), OnFile(db), today)


def decide(db: Session, desk: Desk, report: LabReport, answers: Answers) -> Decided:
    """Whom, which day, which codes, which values, which test: the first that is unclear waits."""
    person_id, reason = _person(desk, report, answers)
    if person_id is None:
        return _waits(PERSON, reason)
    day = answers.day or report.collected_on
    if day is None:
        return _waits(DAY, "The report does not say on which day it was collected.", person_id)
    if day > desk.today:
        return _waits(DAY, "The day of collection has not come yet.", person_id)
    span = desk.decisions.whom.episode(person_id, day)
    if span is None:
        return _waits(PERSON, "This person has no episode in the court.", None)
    outcome = judge(
        report,
        desk.decisions.codes.get(report.laboratory, {}),
        desk.decisions.values.get(report.laboratory, {}),
        answers.values,
    )
    found = Decided(Verdict.NEW, "", "", person_id, span.id, day, outcome)
    if outcome.waiting:
        return _unclear(found)
    found = _against_file(db, desk, report, answers, found)
    if report.incomplete and not answers.whole and found.verdict is not Verdict.UNCHANGED:
        return replace(found, verdict=Verdict.REVIEW, waits_for=WHOLE, reason=report.incomplete)
    return found


def fingerprint(report: LabReport) -> str:
    """By what a repeat is known: whose, which specimen, and every code, value and status.

    The number of the message and the day it was sent are not part of it: the same report sent again
    is a repeat.
    """
    values = plain(replace(report, message_id="", reported_on=None, line=0, notes=()))
    for finding in values["findings"]:
        finding["line"] = 0
    for key in ("received_time", "reported_time"):
        del values[key]
    if not report.incomplete:
        del values["incomplete"]
    values["attached"] = [hashlib.sha256(each.data).hexdigest() for each in report.attached]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def standings(outcome: Outcome) -> dict[str, str]:
    """How sure the laboratory was of each substance, to be kept with the report."""
    return {str(substance): said.value for substance, said in outcome.standings.items()}


def _person(desk: Desk, report: LabReport, answers: Answers) -> tuple[int | None, str]:
    if answers.person_id is not None:
        return answers.person_id, ""
    if report.by_court:
        return desk.decisions.by_court(report.laboratory, report.patient)
    return desk.decisions.person(report.laboratory, report.patient)


def _against_file(
    db: Session, desk: Desk, report: LabReport, answers: Answers, found: Decided
) -> Decided:
    assert found.episode_id is not None
    assert found.day is not None
    collected = CollectionStatus(report.collection.get("status", CollectionStatus.COLLECTED))
    if collected is not CollectionStatus.COLLECTED:
        return _not_collected(desk, found, collected)
    specimen, doubt = find_specimen(desk.on_file, report, found.episode_id, found.day)
    if doubt and not answers.accepted:
        return replace(found, verdict=Verdict.REVIEW, waits_for=CHANGE, reason=doubt)
    if specimen is None:
        return _of_nothing(report, found)
    found.specimen = specimen
    found.change = weigh(db, specimen, found.outcome, accepted=answers.accepted)
    if found.change.doubt:
        return replace(found, verdict=Verdict.REVIEW, waits_for=CHANGE, reason=found.change.doubt)
    return _told(report, found)


def _not_collected(desk: Desk, found: Decided, status: CollectionStatus) -> Decided:
    """A test that was due and not given, as a table tells of it."""
    assert found.episode_id is not None
    when = f"Test of {found.day:%Y-%m-%d}"
    same_day = [t for t in desk.on_file.of_episode(found.episode_id) if t.collected_on == found.day]
    if any(test.status is status for test in same_day):
        return replace(found, verdict=Verdict.UNCHANGED, reason=f"{when}: nothing new")
    if same_day:
        reason = f"A test of that day is on file as: {same_day[0].status.label.lower()}."
        return replace(found, verdict=Verdict.REVIEW, waits_for=CHANGE, reason=reason)
    return replace(found, reason=when)


def _of_nothing(report: LabReport, found: Decided) -> Decided:
    """A report that no test on file belongs to."""
    if found.outcome.results or found.outcome.specimen:
        return replace(found, reason=f"Test of {found.day:%Y-%m-%d}")
    reason = (
        "Only a document came; the test it belongs to is not recorded yet."
        if report.attached
        else "The report holds no result for any substance."
    )
    return replace(found, verdict=Verdict.REVIEW, waits_for=DOCUMENT, reason=reason)


def _told(report: LabReport, found: Decided) -> Decided:
    """A report about a test on file: a correction, a completion, or nothing new."""
    change = found.change
    when = f"Test of {found.day:%Y-%m-%d}"
    if change.changed:
        what = ", ".join(s.label for s in change.changed)
        return replace(found, verdict=Verdict.CHANGED, reason=f"{when}: {what} corrected")
    if change.added or change.columns or report.attached:
        waited = not (found.specimen and found.specimen.results)
        verdict = Verdict.NEW if change.added and waited else Verdict.CHANGED
        return replace(found, verdict=verdict, reason=f"{when}: completed")
    return replace(found, verdict=Verdict.UNCHANGED, reason=f"{when}: nothing new")


def _unclear(found: Decided) -> Decided:
    first = next((j for j in found.outcome.waiting if j.waits_for == CODE), None)
    first = first or found.outcome.waiting[0]
    more = len(found.outcome.waiting) - 1
    rest = f" {counted(more, 'more result')} of it wait too." if more else ""
    reason = f"{first.finding.name}: {first.reason}{rest}"
    return replace(found, verdict=Verdict.REVIEW, waits_for=first.waits_for, reason=reason)


def _waits(what: str, reason: str, person_id: int | None = None) -> Decided:
    return Decided(Verdict.REVIEW, what, reason, person_id)


def answers_of(settled: Mapping[str, Any], person_id: int | None, day: date | None) -> Answers:
    """What people said of a report so far, from its record."""
    accepted, whole = bool(settled.get("accepted")), bool(settled.get("whole"))
    return Answers(person_id, day, accepted, whole, said_here(settled))


def said_here(settled: Mapping[str, Any]) -> dict[int, ResultWord]:
    """Values that were settled for one report alone, by the place of the result."""
    return {int(place): word_of(said) for place, said in settled.get("values", {}).items()}
