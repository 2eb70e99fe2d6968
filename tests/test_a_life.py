"""Whole lives from referral to exit, in an order nobody planned, with what must always hold."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from drugcourt.casework import desk, phases
from drugcourt.casework.exits import exits
from drugcourt.casework.hearings import hearings
from drugcourt.casework.participants import participants
from drugcourt.casework.participants.search import find_people
from drugcourt.casework.readiness import standing
from drugcourt.casework.responses import responses
from drugcourt.casework.specimens import specimens
from drugcourt.casework.treatment import care
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.errors import Refusal
from drugcourt.exchange.resources import resource
from drugcourt.records.episodes import Episode, Standing, StatusSpan
from drugcourt.records.history import check_chain
from drugcourt.records.phases import PhaseStay
from tests.conftest import CHEAP, PASSWORD

BEGIN = date(2026, 1, 5)
RESULT = st.sampled_from([AnalyteResult.NEGATIVE] * 4 + [AnalyteResult.POSITIVE])


class Life(RuleBasedStateMachine):
    """One person in one court; `days` pass only when the machine says so."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.court = desk.new_desk(
            Path(self.folder.name) / "life.court",
            PASSWORD,
            court="Cedar County Recovery Court",
            program_text=resource("programs", "five-phase.toml").read_text("utf-8"),
            as_of=BEGIN,
            cost=CHEAP,
        )
        self.today = BEGIN
        self.episode = 0
        self.gone = False

    def teardown(self) -> None:
        self.court.close()
        self.folder.cleanup()

    def look(self, column: object) -> object:
        return self.court.read(
            lambda db: db.scalar(select(column).where(Episode.id == self.episode))
        )

    @property
    def admitted(self) -> bool:
        return not self.gone and self.look(Episode.admitted_on) is not None

    @initialize()
    def a_person_is_referred(self) -> None:
        self.episode = self.court.perform(
            participants.refer, person={"family_name": "Okafor", "given_name": "James"}
        )

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.court._as_of = self.today
        self.court.perform(standing.refresh_stale)

    @precondition(lambda self: not self.gone and self.look(Episode.admitted_on) is None)
    @rule()
    def the_candidate_is_admitted(self) -> None:
        self.court.perform(
            participants.admit,
            episode_id=self.episode,
            admission=participants.Admission(self.today),
        )

    @precondition(lambda self: self.admitted)
    @rule(result=RESULT, ago=st.integers(0, 3))
    def a_test_is_taken(self, result: AnalyteResult, ago: int) -> None:
        self.court.perform(
            specimens.record_test,
            episode_id=self.episode,
            values={"collected_on": self.today - timedelta(days=ago)},
            results={Substance.COCAINE: result},
        )

    @precondition(lambda self: self.admitted)
    @rule()
    def a_test_is_missed(self) -> None:
        self.court.perform(
            specimens.record_test,
            episode_id=self.episode,
            values={"collected_on": self.today, "status": CollectionStatus.MISSED},
            results={},
        )

    @precondition(lambda self: self.admitted)
    @rule(attendance=st.sampled_from(list(Attendance)))
    def a_session_was_due(self, attendance: Attendance) -> None:
        self.court.perform(
            care.record_attendance,
            episode_id=self.episode,
            held_on=self.today,
            kind=SessionKind.GROUP,
            attendance=attendance,
        )

    @precondition(lambda self: self.admitted)
    @rule(family=st.sampled_from(list(ResponseFamily)))
    def the_court_responds(self, family: ResponseFamily) -> None:
        self.court.perform(
            responses.give_response,
            episode_id=self.episode,
            response=responses.NewResponse(family, "Essay", heard=Heard.AGREED),
        )

    @precondition(lambda self: self.admitted)
    @rule(attendance=st.sampled_from(list(HearingAttendance)), ahead=st.integers(7, 28))
    def a_hearing_is_held(self, attendance: HearingAttendance, ahead: int) -> None:
        session = self.court.perform(hearings.schedule_session, held_on=self.today)
        entry = self.court.perform(
            hearings.put_on_docket, session_id=session, episode_id=self.episode
        )
        self.court.perform(
            hearings.record_hearing,
            entry_id=entry,
            outcome=hearings.Outcome(attendance, next_on=self.today + timedelta(days=ahead)),
        )

    @precondition(lambda self: self.admitted)
    @rule(
        status=st.sampled_from(
            [EpisodeStatus.IN_CUSTODY, EpisodeStatus.ACTIVE, EpisodeStatus.ABSCONDED]
        )
    )
    def the_status_changes(self, status: EpisodeStatus) -> None:
        if self.look(Episode.status) is not status:
            self.court.perform(participants.set_status, episode_id=self.episode, status=status)

    @precondition(lambda self: self.admitted)
    @rule(reason=st.sampled_from(["", "The team knows more than the record"]))
    def the_phase_advances_or_is_refused(self, reason: str) -> None:
        before = self.look(Episode.phase)
        try:
            self.court.perform(
                phases.advance,
                episode_id=self.episode,
                reason=reason,
                decided_by="The team" if reason else "",
            )
        except Refusal as refusal:
            refused = refusal
        else:
            refused = None
        assert refused is None or self.look(Episode.phase) == before

    @precondition(lambda self: self.admitted)
    @rule()
    def the_person_moves_away(self) -> None:
        self.court.perform(
            exits.discharge, episode_id=self.episode, exit_reason=ExitReason.RELOCATED
        )
        self.gone = True

    @invariant()
    def the_history_is_unbroken(self) -> None:
        key = self.court.database.history_key
        assert self.court.read(lambda db: check_chain(db, key)) is None

    @invariant()
    def spans_and_stays_touch_without_overlap(self) -> None:
        for record, start, end in (
            (StatusSpan, StatusSpan.started_on, StatusSpan.ended_on),
            (PhaseStay, PhaseStay.entered_on, PhaseStay.left_on),
        ):
            asked = select(start, end).where(record.episode_id == self.episode).order_by(record.id)
            rows = self.court.read(lambda db, asked=asked: list(db.execute(asked)))
            for (_, left), (entered, _) in pairwise(rows):
                assert left == entered
            assert sum(1 for row in rows if row[1] is None) <= 1

    @invariant()
    def the_kept_standing_is_the_one_the_rules_give(self) -> None:
        if not self.episode or not self.admitted:
            return
        judged = self.court.read(phases.judged, episode_id=self.episode, as_of=self.today)
        kept = self.court.read(
            lambda db: db.execute(
                select(Standing.sober_date, Standing.phase_met).where(
                    Standing.episode_id == self.episode
                )
            ).one()
        )
        assert kept.sober_date == judged.clock.sober_date
        assert kept.phase_met == (judged.phase.met_count if judged.phase else 0)

    @invariant()
    def the_person_is_found_by_part_of_the_name(self) -> None:
        if self.episode:
            assert len(self.court.read(find_people, text="kafo")) == 1


Life.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestLife = pytest.mark.long(Life.TestCase)
