"""Which rows the acts that move an episode would have written: one method for each act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from drugcourt.casework.exits.aftercare import due_after
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.demo.deeds import JUDGE, Deed, Frame, Kept, Life
from drugcourt.demo.entry_rows import EntryRows
from drugcourt.demo.sheet import Row, Sheet
from drugcourt.domain.cases import CaseOutcome, Prejudice
from drugcourt.domain.episodes import EpisodeStatus, ExitReason, StayOutcome
from drugcourt.domain.exits import TerminationDecision
from drugcourt.domain.hearings import PhaseMove, WarrantStep
from drugcourt.exchange.follow_ups import follow_up_months
from drugcourt.records.base import Base
from drugcourt.records.cases import Charge, CourtCase
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.exits import CaseDisposition, ExitFollowUp, TerminationProceeding
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response

# What of a response is kept as it is; the rest is asked for and then looked at.
_RESPONSE = tuple(
    name for name in NewResponse.__slots__ if name not in ("suggested", "awaits_treatment")
)


class Rows:
    """Rows in the making. `take` hears the deeds of one life after the other, in order of days."""

    def __init__(
        self,
        frame: Frame,
        program_id: int,
        first: Mapping[type[Base], int],
        sessions: Mapping[date, int],
    ) -> None:
        self._frame = frame
        self._program_id = program_id
        self._sheet = Sheet(first)
        self._about = EntryRows(self._sheet)
        self._sessions = sessions
        self._positions: dict[date, int] = defaultdict(int)
        self._persons: dict[int, int] = {}
        self._last_reference: dict[int, str] = {}
        self.clear()

    def clear(self) -> None:
        """Forget what was written; numbers, dockets and known people stay."""
        self._sheet.clear()
        self._people: list[tuple[int, date, Row]] = []
        self._owners: dict[int, int] = {}
        self._kept: dict[str, Any] = {}

    def taken(self, record: type[Base]) -> list[Row]:
        """The rows of one record so far."""
        return self._sheet.rows[record]

    def take(self, life: Life, deed: Deed) -> None:
        """Turn one deed into rows, or into a change of rows not written yet."""
        wanted = {
            name: self._kept.get(value.name) if isinstance(value, Kept) else value
            for name, value in deed.wanted.items()
            if name != "episode_id"
        }
        self._life, self._sheet.deed = life, deed
        name = deed.act.__name__
        act = getattr(self, name, None) or getattr(self._about, name)
        made = act(**wanted)
        if deed.keep:
            self._kept[deed.keep] = made

    # People and episodes --------------------------------------------------------------------------

    def new_people(self, next_reference: Callable[[date], str]) -> list[Row]:
        """The people of these lives, with the participant numbers that the court would give."""
        people = []
        for _, referred, person in self._people:
            last = self._last_reference.get(referred.year) or next_reference(referred)
            taken = referred.year in self._last_reference
            year, _, number = last.partition("-")
            given = f"{year}-{int(number) + taken:04d}"
            self._last_reference[referred.year] = given
            people.append({**person, "reference": given})
        return people

    def people_are(self, numbers: Sequence[int]) -> None:
        """Now that the people have numbers, their episodes can name them."""
        for (life, _, _), number in zip(self._people, numbers, strict=True):
            self._persons[life] = number
        for row in self._sheet.rows[Episode]:
            row["person_id"] = self._persons[self._owners[row["id"]]]

    def refer(
        self,
        person: Row,
        referred_on: date,
        referral_source: str,
        arrested_on: date,
        person_id: object = None,
    ) -> None:
        self._kept = {}
        life = self._life
        if life.person_of is None:
            self._people.append((life.number, referred_on, person))
        self._sheet.episode = self._sheet.add(
            Episode,
            own=False,
            program_id=self._program_id,
            number=1 if life.person_of is None else 2,
            status=EpisodeStatus.REFERRED,
            phase="",
            referred_on=referred_on,
            referral_source=referral_source,
            arrested_on=arrested_on,
            admitted_on=None,
            exited_on=None,
            exit_reason=None,
            exit_note="",
            primary_substance=None,
        )
        self._owners[self._sheet.episode["id"]] = (
            life.number if life.person_of is None else life.person_of
        )
        self._span: Row | None = None
        self._stay: Row | None = None
        self._cases: list[Row] = []
        self._after: dict[int, Row] = {}
        self._entries: dict[date, Row] = {}
        self._begin_status(EpisodeStatus.REFERRED, referred_on, "")

    def set_status(self, status: EpisodeStatus, on: date, reason: str = "") -> None:
        self._begin_status(status, on, reason)

    def amend_episode(self, changes: Row) -> None:
        self._sheet.episode.update(changes)

    def admit(self, admission: Admission) -> None:
        phase = self._frame.program.phases[0].key
        self._sheet.episode.update(
            admitted_on=admission.admitted_on,
            track=admission.track,
            charge_level=admission.charge_level,
            risk_need=admission.risk_need,
            case_manager=admission.case_manager,
            baseline=dict(admission.baseline or {}),
        )
        self._begin_stay(phase, admission.admitted_on)
        self._begin_status(EpisodeStatus.ACTIVE, admission.admitted_on, "Admitted")

    def _begin_status(self, status: EpisodeStatus, on: date, reason: str) -> None:
        if self._span is not None:
            self._span["ended_on"] = on
        self._span = self._sheet.add(
            StatusSpan, status=status, started_on=on, ended_on=None, reason=reason
        )
        self._sheet.episode["status"] = status

    def _begin_stay(self, phase: str, on: date) -> None:
        self._sheet.episode["phase"] = phase
        self._stay = self._sheet.add(
            PhaseStay,
            phase=phase,
            entered_on=on,
            left_on=None,
            outcome=None,
            decided_by="",
            reason="",
            remedial_plan="",
        )

    def _end_stay(self, on: date, outcome: StayOutcome, **more: str) -> None:
        if self._stay is not None:
            self._stay.update(left_on=on, outcome=outcome, **more)

    # Cases ----------------------------------------------------------------------------------------

    def add_case(self, charges: Sequence[Row], **values: Any) -> None:
        planned = self._frame.program.outcome_for(values["track"])
        case = self._sheet.add(
            CourtCase,
            **values,
            if_graduated=planned.outcome if planned else CaseOutcome.PENDING,
            outcome=CaseOutcome.PENDING,
            outcome_on=None,
        )
        for charge in charges:
            row = {"case_id": case["id"], **charge, "outcome": CaseOutcome.PENDING}
            self._sheet.add(Charge, own=False, **row)
        self._cases.append(case)

    def _graduate(self, on: date) -> None:
        self._end_stay(on, StayOutcome.EXITED, decided_by=JUDGE)
        dismissed = {case["id"]: case["if_graduated"] for case in self._cases}
        for case in self._cases:
            if case["if_graduated"] is not CaseOutcome.PENDING:
                case.update(outcome=case["if_graduated"], outcome_on=on)
                self._particulars(case, on)
        for charge in self._sheet.rows[Charge]:
            if charge["case_id"] in dismissed:
                charge["outcome"] = dismissed[charge["case_id"]]
        self._exit(EpisodeStatus.GRADUATED, ExitReason.COMPLETED, on, "")
        self._follow_up_later(on)

    def _particulars(self, case: Row, on: date) -> None:
        ended = case["outcome"] is CaseOutcome.PROBATION_ENDED
        barred = case["outcome"] is CaseOutcome.DISMISSED_WITH_PREJUDICE
        if ended or barred:
            prejudice = Prejudice.WITH if barred else Prejudice.UNKNOWN
            last = on if ended else None
            about: Row = {"case_id": case["id"], "prejudice": prejudice, "probation_ended_on": last}
            self._sheet.add(CaseDisposition, **about)

    def open_termination(self, on: date, **values: Any) -> Row:
        if self._sheet.episode["status"] is EpisodeStatus.ACTIVE:
            self._begin_status(EpisodeStatus.PENDING_TERMINATION, on, "Termination proceeding")
        return self._sheet.add(TerminationProceeding, **values, opened_on=on)

    def amend_termination(self, proceeding_id: Row, changes: Row) -> None:
        proceeding_id.update(changes)

    def terminate(self, exit_reason: ExitReason, decided_by: str, note: str, on: date) -> None:
        self._kept["proceeding"].update(
            decision=TerminationDecision.TERMINATED,
            decided_on=on,
            decided_by=decided_by,
            decision_text=note,
        )
        self._end_stay(on, StayOutcome.EXITED)
        self._exit(EpisodeStatus.TERMINATED, exit_reason, on, note)
        self._follow_up_later(on)

    def _follow_up_later(self, on: date) -> None:
        self._after = {
            months: self._sheet.add(ExitFollowUp, months=months, due_on=due_after(on, months))
            for months in follow_up_months()
        }

    def record_follow_up(self, months: int, **values: Any) -> None:
        self._after[months].update(values, done_by=self._sheet.deed.who)

    def discharge(self, exit_reason: ExitReason, note: str, on: date) -> None:
        self._end_stay(on, StayOutcome.EXITED)
        self._exit(EpisodeStatus.NEUTRAL_DISCHARGE, exit_reason, on, note)

    def _exit(self, status: EpisodeStatus, reason: ExitReason, on: date, note: str) -> None:
        self._begin_status(status, on, reason.label)
        self._sheet.episode.update(exited_on=on, exit_reason=reason, exit_note=note)

    # Hearings and responses -----------------------------------------------------------------------

    def hear(self, kind: object, outcome: Outcome) -> int:
        day = self._sheet.deed.on
        entry = self._entry(day, kind)
        entry.update(
            attendance=outcome.attendance,
            orders=outcome.orders,
            note=outcome.note,
            account=outcome.account or entry["account"],
            seconds=outcome.seconds,
            heard_at=self._sheet.deed.now,
            move=outcome.move,
            warrant=outcome.warrant,
        )
        if outcome.move is PhaseMove.ADVANCE:
            self._end_stay(day, StayOutcome.ADVANCED, decided_by=outcome.decided_by)
            coming = self._frame.program.after(self._sheet.episode["phase"])
            assert coming is not None
            self._begin_stay(coming.key, day)
        elif outcome.move is PhaseMove.DEMOTE:
            self._end_stay(
                day,
                StayOutcome.DEMOTED,
                decided_by=JUDGE,
                reason=outcome.reason,
                remedial_plan=outcome.remedial_plan,
            )
            self._begin_stay(outcome.back_to, day)
        for response in outcome.responses:
            self.give_response(response, day, int(entry["id"]))
        if outcome.move is PhaseMove.GRADUATE:
            self._graduate(day)
        if outcome.warrant is WarrantStep.ISSUED:
            self._begin_status(EpisodeStatus.ABSCONDED, day, "Bench warrant issued")
        if outcome.next_on is not None:
            entry["next_on"] = outcome.next_on
            self._entry(outcome.next_on, outcome.next_kind)
        return int(entry["id"])

    def recommend(self, text: str) -> None:
        self._entries[self._sheet.deed.on]["recommendation"] = text

    def give_response(self, response: NewResponse, on: date, docket_entry_id: int) -> Row:
        values = {name: getattr(response, name) for name in _RESPONSE}
        values["suggested"] = [list(pair) for pair in response.suggested] or None
        return self._sheet.add(
            Response,
            **values,
            given_on=on,
            docket_entry_id=docket_entry_id,
            done_on=None,
            verified_by="",
            verified_on=None,
        )

    def complete_response(self, response_id: Row, done_on: date, verified_by: str) -> None:
        response_id.update(
            done_on=done_on, verified_by=verified_by, verified_on=done_on if verified_by else None
        )

    def _entry(self, day: date, kind: object) -> Row:
        if day not in self._entries:
            self._positions[day] += 1
            self._entries[day] = self._sheet.add(
                DocketEntry,
                session_id=self._sessions[day],
                kind=kind,
                position=self._positions[day],
                attendance=None,
                orders="",
                note="",
                account="",
                recommendation="",
                seconds=None,
                heard_at=None,
                next_on=None,
                move=PhaseMove.STAY,
                warrant=WarrantStep.NONE,
            )
        return self._entries[day]
