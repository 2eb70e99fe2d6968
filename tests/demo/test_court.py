from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from drugcourt.casework import courts, desk
from drugcourt.casework.draws.replay import replay
from drugcourt.casework.facts.facts import gather
from drugcourt.casework.phases import judged
from drugcourt.demo import court as demo
from drugcourt.demo.court import make_demonstration
from drugcourt.demo.draws import DAYS
from drugcourt.domain.episodes import EpisodeStatus, StayOutcome
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import Confirmation, Substance
from drugcourt.records import history
from drugcourt.records.base import Base, Moment
from drugcourt.records.courts import Court
from drugcourt.records.draws import Draw
from drugcourt.records.episodes import AttentionItem, Episode, StatusSpan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.records.people import Alias, Person
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.treatment import AttendanceLine
from drugcourt.workspace import Workspace
from tests.courts import CHEAP

TODAY = date(2026, 11, 24)
PEOPLE = 14


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One small demonstration court for the questions of this file; nobody changes it."""
    path = tmp_path_factory.mktemp("demo") / "demo.court"
    workspace = make_demonstration(path, people=PEOPLE, today=TODAY, cost=CHEAP)
    assert workspace is not None
    yield workspace
    workspace.close()


def contents(workspace: Workspace) -> dict[str, str]:
    """A digest of each table, apart from moments and from what proves the history."""

    def digest(db) -> dict[str, str]:
        found = {}
        for table in Base.metadata.sorted_tables:
            kept = [c for c in table.c if not isinstance(c.type, Moment) and c.name != "mac"]
            rows = db.execute(select(*kept).order_by(*table.primary_key.columns)).all()
            if table.name == "history_entry":
                rows = sorted(repr((r.act, r.who, r.kind, r.record_id, r.after)) for r in rows)
            found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
        return found

    return workspace.read(digest)


def test_the_same_seed_and_day_make_the_same_court(made: Workspace, tmp_path: Path) -> None:
    again = make_demonstration(tmp_path / "again.court", people=PEOPLE, today=TODAY, cost=CHEAP)
    assert again is not None
    assert contents(again) == contents(made)
    again.close()


def test_another_seed_makes_another_court_with_the_same_cast(
    made: Workspace, tmp_path: Path
) -> None:
    other = make_demonstration(
        tmp_path / "other.court", people=PEOPLE, seed=7, today=TODAY, cost=CHEAP
    )
    assert other is not None
    assert contents(other)["specimen"] != contents(made)["specimen"]
    assert {"Tran", "Reyes", "Okafor", "Ellison", "Boyd"} <= set(_column(other, Person.family_name))
    assert _keys(other) >= CAST_KEYS
    other.close()


def test_the_court_opens_with_the_password_that_is_said(made: Workspace, tmp_path: Path) -> None:
    for end in ("", "-wal", ".keys"):  # a copy: whoever signs in leaves a line in the court
        file = made.path.with_name(made.path.name + end)
        if file.exists():
            shutil.copy2(file, tmp_path / file.name)
    opened = desk.open_desk(tmp_path / made.path.name, "demo", as_of=TODAY)
    court = opened.read(courts.court_facts)
    assert court.name == "Cedar County Recovery Court"
    assert court.demonstration
    assert opened.who == "R. Alvarez"
    opened.close()


def test_the_caseload_has_as_many_people_as_asked(made: Workspace) -> None:
    still_open = select(func.count()).select_from(Episode).where(Episode.exited_on.is_(None))
    assert made.read(lambda db: db.scalar(still_open)) == PEOPLE


@pytest.mark.parametrize("today", [TODAY, date(2027, 2, 28), date(2028, 2, 29)])
def test_today_is_a_court_day_with_nobody_heard_yet(today: date, tmp_path: Path) -> None:
    workspace = make_demonstration(tmp_path / "day.court", people=3, today=today, cost=CHEAP)
    assert workspace is not None
    assert workspace.read(lambda db: db.scalars(select(Court.weekday)).one()) == today.weekday()
    entries = select(DocketEntry.attendance).join(CourtSession).where(CourtSession.held_on == today)
    assert workspace.read(lambda db: set(db.scalars(entries))) == {None}
    days = _column(workspace, CourtSession.held_on)
    assert max(days) > today
    assert all((today - day).days % 7 == 0 for day in days)
    workspace.close()


CAST_KEYS = {
    "phase_ready",
    "dismissal_eligible",
    "missed_tests",
    "unexcused_absences",
    "confirmation_returned",
    "confirmation_waiting",
    "release_watch",
    "absconded",
    "in_custody",
    "unexpected_negative",
}


def test_everyone_a_court_has_to_see_to_is_there(made: Workspace) -> None:
    assert _keys(made) >= CAST_KEYS
    assert EpisodeStatus.MEDICAL_LEAVE in _column(made, Episode.status)
    assert None in _column(made, Person.birth_date)
    assert any(not name.isascii() for name in _column(made, Alias.name))
    assert max(len(name) for name in _column(made, Person.family_name)) > 40


def test_only_the_teams_decision_is_open_for_the_one_who_is_phase_ready(made: Workspace) -> None:
    readiness = made.read(judged, episode_id=_episode(made, "Tran"), as_of=TODAY).phase
    assert readiness is not None
    assert [finding.rule for finding in readiness.open] == ["p3.team"]


def test_the_one_to_be_dismissed_has_nothing_open(made: Workspace) -> None:
    judgement = made.read(judged, episode_id=_episode(made, "Reyes"), as_of=TODAY)
    assert judgement.dismissal.ready
    assert judgement.clock.days > 180


def test_a_confirmation_that_was_not_confirmed_gave_the_sober_date_back(made: Workspace) -> None:
    episode_id = _episode(made, "Ellison")
    back = (
        select(SpecimenResult.confirmed_on)
        .join(Specimen)
        .where(
            Specimen.episode_id == episode_id,
            SpecimenResult.substance == Substance.FENTANYL,
            SpecimenResult.confirmation == Confirmation.NOT_CONFIRMED,
        )
    )
    assert TODAY - timedelta(days=1) in made.read(lambda db: db.scalars(back).all())
    before = made.read(judged, episode_id=episode_id, as_of=TODAY - timedelta(days=2)).clock
    after = made.read(judged, episode_id=episode_id, as_of=TODAY).clock
    assert before.provisional_since is not None
    assert after.days > 40 > before.days


def test_a_pending_confirmation_makes_the_sober_date_provisional(made: Workspace) -> None:
    clock = made.read(judged, episode_id=_episode(made, "O'Neil-Šimić"), as_of=TODAY).clock
    assert clock.provisional_since == TODAY - timedelta(days=3)


def test_every_step_forward_was_due_by_the_rules(made: Workspace) -> None:
    """`advance` refuses otherwise, unless a reason is given; none is given here."""
    ended = select(PhaseStay.reason, PhaseStay.findings).where(
        PhaseStay.outcome == StayOutcome.ADVANCED
    )
    stays = made.read(lambda db: db.execute(ended).all())
    assert stays
    for stay in stays:
        assert not stay.reason
        assert all(f["verdict"] in ("met", "waived") for f in stay.findings)


def test_stays_and_statuses_follow_one_another_without_gap(made: Workspace) -> None:
    facts = made.read(lambda db: gather(db, db.scalars(select(Episode.id)).all()))
    for person in facts.values():
        stays = sorted(person.stays, key=lambda s: s.entered)
        spans = sorted(person.statuses, key=lambda s: (s.start, s.id))
        assert stays[0].entered == person.admitted_on
        assert all(a.left == b.entered for a, b in pairwise(stays))
        assert all(a.end == b.start for a, b in pairwise(spans))
        assert (stays[-1].left is None) == (person.exited_on is None)


def test_nothing_happens_before_admission_but_the_baseline_test(made: Workspace) -> None:
    facts = made.read(lambda db: gather(db, db.scalars(select(Episode.id)).all()))
    for person in facts.values():
        early = [s for s in person.specimens if s.on < person.admitted_on]
        assert len(early) == 1
        assert min((s.on for s in person.sessions), default=TODAY) >= person.admitted_on
        assert min((r.on for r in person.responses), default=TODAY) >= person.admitted_on


def test_nothing_happens_after_today_or_after_an_exit(made: Workspace) -> None:
    for column in (Specimen.collected_on, AttendanceLine.held_on, StatusSpan.started_on):
        assert max(_column(made, column)) <= TODAY
    late = (
        select(func.count())
        .select_from(Specimen)
        .join(Episode, Episode.id == Specimen.episode_id)
        .where(Specimen.collected_on >= Episode.exited_on)
    )
    assert made.read(lambda db: db.scalar(late)) == 0


def test_praise_outweighs_sanctions(made: Workspace) -> None:
    families = _column(made, Response.family)
    assert families.count(ResponseFamily.INCENTIVE) > 2 * families.count(ResponseFamily.SANCTION)


def test_the_history_holds_and_speaks_of_the_days_themselves(made: Workspace) -> None:
    key = made.database.history_key
    assert made.read(history.check_chain, key=key) is None
    first, last = made.read(
        lambda db: db.execute(select(func.min(HistoryEntry.at), func.max(HistoryEntry.at))).one()
    )
    assert (last - first).days > 300


def test_a_large_court_in_bulk_obeys_the_same_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_acts = make_demonstration(tmp_path / "acts.court", people=13, today=TODAY, cost=CHEAP)
    monkeypatch.setattr(demo, "ONE_BY_ONE", 0)
    monkeypatch.setattr(demo, "DAYS_OF_MANY", demo.DAYS)
    in_bulk = make_demonstration(tmp_path / "bulk.court", people=13, today=TODAY, cost=CHEAP)
    assert by_acts is not None
    assert in_bulk is not None
    assert _life_stories(in_bulk) == _life_stories(by_acts)
    assert _keys(in_bulk) == _keys(by_acts)
    assert in_bulk.read(history.check_chain, key=in_bulk.database.history_key) is None
    by_acts.close()
    in_bulk.close()


def test_stopping_the_making_takes_the_file_back(tmp_path: Path) -> None:
    path = tmp_path / "stopped.court"
    heard: list[float] = []

    def stop(share: float) -> bool:
        heard.append(share)
        return len(heard) < 3

    assert make_demonstration(path, people=3, today=TODAY, progress=stop, cost=CHEAP) is None
    assert len(heard) == 3
    assert list(tmp_path.iterdir()) == []


ROOMS = (
    "statuses",
    "stays",
    "specimens",
    "medications",
    "responses",
    "sessions",
    "milestones",
    "ledger",
    "plans",
    "work",
    "decisions",
    "treatments",
)


def _life_stories(workspace: Workspace) -> dict[str, object]:
    """All that rules can see of everyone, by name, whatever numbers the records have."""

    def stories(db) -> dict[str, object]:
        names = dict(
            db.execute(
                select(
                    Episode.id,
                    func.concat(Person.family_name, Person.given_name, Episode.number),
                ).join(Person, Person.id == Episode.person_id)
            ).all()
        )
        assert len(set(names.values())) == len(names)
        found = {}
        for episode_id, facts in gather(db, names).items():
            rooms = {
                room: sorted(_without_id(item) for item in getattr(facts, room)) for room in ROOMS
            }
            found[names[episode_id]] = (facts.admitted_on, facts.exited_on, facts.track, rooms)
        return found

    return workspace.read(stories)


def _without_id(item: object) -> str:
    values = [
        sorted(str(v) for v in value) if isinstance(value, tuple | frozenset) else value
        for name in type(item).__slots__
        if name != "id"
        for value in [getattr(item, name)]
    ]
    return repr(values)


def _column(workspace: Workspace, column) -> list:
    return workspace.read(lambda db: db.scalars(select(column)).all())


def _keys(workspace: Workspace) -> set[str]:
    return set(_column(workspace, AttentionItem.key))


def _episode(workspace: Workspace, family: str) -> int:
    asked = (
        select(Episode.id)
        .join(Person)
        .where(Person.family_name == family, Episode.exited_on.is_(None))
    )
    return workspace.read(lambda db: db.scalars(asked).one())


def test_every_draw_of_the_demonstration_comes_out_the_same(made: Workspace) -> None:
    heads = made.read(lambda db: db.execute(select(Draw.day, Draw.seed)).all())
    assert len(heads) == DAYS + 1
    assert [found.problem for h in heads if not (found := made.read(replay, day=h.day)).same] == []
    assert len({head.seed for head in heads}) == len(heads)
