"""Each part of the weekly review: what it counts, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from drugcourt.casework.participants.changes import told_change
from drugcourt.casework.timeline.tellings import Telling
from drugcourt.domain.accounts import SIGN_INS, Happened, Step, Try
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.records.accounts import AccountEvent, RoleRight, Staff
from drugcourt.records.disclosures import Disclosure
from drugcourt.records.episodes import Episode
from drugcourt.records.history import HistoryEntry
from drugcourt.records.oversight import CourtNotice, FileView
from drugcourt.records.people import Person

MOST = 100  # lines of a part; its total counts all
OVERRIDES = ("waiver", "override", "extension", "draw_override")
# Steps that were taken although something was open: which acts keep the reason, and where.
AGAINST = (
    (("advance", "graduate"), "phase_stay", '"reason": "'),
    (("admit",), "status_span", '"reason": "Admitted. '),
)
ROLES = ("staff", "role_right")
KEYS = tuple(one for one in Happened if one not in SIGN_INS)


@dataclass(frozen=True, slots=True)
class Week:
    """Which moments are meant, on which day it is asked, and whether reasons are told."""

    since: datetime
    until: datetime
    today: date
    reasons: bool
    jump: timedelta

    def holds(self, at: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        """The condition that a moment lies in this week."""
        return and_(at >= self.since, at < self.until)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One thing that happened: when, by whom, what."""

    at: datetime
    who: str
    what: str
    text: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the week; `total` counts all there is, `lines` the newest of it."""

    key: str
    title: str
    none: str
    lines: tuple[ReviewLine, ...]
    total: int
    tone: Tone = Tone.PLAIN


def sign_ins(db: Session, week: Week) -> Part:
    """Who signed in, how often, and whether wrong passwords came before."""
    asked = (
        select(
            AccountEvent.login,
            func.count().label("times"),
            func.max(AccountEvent.at).label("last"),
            func.sum(AccountEvent.wrong_before).label("wrong"),
        )
        .where(week.holds(AccountEvent.at), AccountEvent.what.in_(SIGN_INS))
        .group_by(AccountEvent.login)
        .order_by(AccountEvent.login)
    )
    lines = []
    total = 0
    for row in db.execute(asked):
        wrong = int(row.wrong or 0)
        total += row.times
        after = f", after {counted(wrong, 'wrong password')}" if wrong else ""
        lines.append(
            ReviewLine(
                row.last,
                row.login,
                f"Signed in {_times(row.times)}{after}",
                tone=Tone.WATCH if wrong else Tone.PLAIN,
            )
        )
    return Part("sign_ins", "Sign-ins", "Nobody signed in.", tuple(lines), total)


def wrong_passwords(db: Session, week: Week, tries: Sequence[Try]) -> Part:
    """Wrong passwords and codes at the door, and accounts released after a lock-out."""
    wrong: dict[str, list[datetime]] = {}
    for one in tries:
        at = _moment(one.at)
        if one.step == Step.WRONG and at is not None and week.since <= at < week.until:
            wrong.setdefault(one.login, []).append(at)
    lines = [
        ReviewLine(
            max(ats), login, f"{counted(len(ats), 'wrong password')} or codes", "", _many(ats)
        )
        for login, ats in sorted(wrong.items())
    ]
    released = select(AccountEvent).where(
        week.holds(AccountEvent.at), AccountEvent.what == Happened.RELEASED
    )
    lines += [
        ReviewLine(event.at, event.login, event.what.label, "", Tone.WATCH)
        for event in db.scalars(released.order_by(AccountEvent.id))
    ]
    return _part(
        "wrong_passwords",
        "Wrong passwords and lock-outs",
        "No wrong password was typed.",
        lines,
        tone=Tone.WATCH,
    )


def outside_caseload(db: Session, week: Week) -> Part:
    """Files that somebody looked at who is not their case manager."""
    asked = (
        select(FileView, Person.reference)
        .join(Episode, Episode.id == FileView.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(week.holds(FileView.at), FileView.outside)
        .order_by(FileView.id.desc())
    )
    lines = [
        ReviewLine(view.at, view.who, f"{view.how.label} of {number}", _why(week, view.why))
        for view, number in db.execute(asked)
    ]
    return _part(
        "outside",
        "Files outside the caseload",
        "Nobody looked at a file outside their caseload.",
        lines,
        tone=Tone.WATCH,
    )


def overrides(db: Session, week: Week) -> Part:
    """Requirements that were waived or set aside, and steps taken against open ones."""
    against = [
        and_(
            HistoryEntry.act.in_(acts),
            HistoryEntry.kind == kind,
            HistoryEntry.after.contains(mark, autoescape=True),
        )
        for acts, kind, mark in AGAINST
    ]
    added = and_(HistoryEntry.kind.in_(OVERRIDES), HistoryEntry.change == "added")
    asked = _entries(week).where(or_(added, *against))
    return _part(
        "overrides",
        "Waivers and overrides",
        "No requirement was waived or set aside.",
        _told(db, week, asked),
        tone=Tone.INFO,
    )


def corrections(db: Session, week: Week) -> Part:
    """What was corrected or taken back afterwards, with a reason."""
    asked = _entries(week).where(HistoryEntry.reason != "", HistoryEntry.kind.not_in(ROLES))
    return _part(
        "corrections",
        "Corrections",
        "Nothing was corrected or taken back.",
        _told(db, week, asked),
        tone=Tone.INFO,
    )


def copies_out(db: Session, week: Week) -> Part:
    """Papers and files that left, those without a consent marked."""
    asked = select(Disclosure).where(week.holds(Disclosure.made_at)).order_by(Disclosure.id.desc())
    lines = [
        ReviewLine(
            copy.made_at,
            copy.made_by,
            f"{copy.title}, {copy.form.label}",
            f"For {copy.recipient or copy.reader.label}, about "
            + counted(copy.people, "person", "people"),
            Tone.WATCH if copy.without_consent is not None else Tone.PLAIN,
        )
        for copy in db.scalars(asked)
    ]
    return _part("copies", "Papers and exports", "Nothing was printed or exported.", lines)


def role_changes(db: Session, week: Week) -> Part:
    """New accounts, other roles, other rights."""
    entries = list(db.scalars(_entries(week).where(HistoryEntry.kind.in_(ROLES))))
    logins = dict(db.execute(select(Staff.id, Staff.login)).all())
    rights = {row.id: row for row in db.scalars(select(RoleRight))}
    lines = []
    for entry in entries:
        told = told_change(entry, Telling(None, ()), week.today)
        if entry.kind == "staff":
            whose = logins.get(entry.record_id or 0, "")
        else:
            right = rights.get(entry.record_id or 0)
            whose = f"{right.role.label}, {right.area.label}" if right is not None else ""
        lines.append(ReviewLine(told.at, told.who, f"{told.what}: {whose}", told.text))
    return _part(
        "roles",
        "Accounts and roles",
        "No account and no role was changed.",
        lines,
        tone=Tone.INFO,
    )


def keys_and_passwords(db: Session, week: Week) -> Part:
    """New passwords, second factors, recovery kits, and new keys of the court."""
    asked = select(AccountEvent).where(
        week.holds(AccountEvent.at),
        AccountEvent.what.in_(KEYS),
        AccountEvent.what != Happened.RELEASED,
    )
    loud = (Happened.KIT_USED, Happened.FACTOR_OFF)
    lines = [
        ReviewLine(
            event.at,
            event.login,
            event.what.label,
            "",
            Tone.ALARM if event.what in loud else Tone.PLAIN,
        )
        for event in db.scalars(asked.order_by(AccountEvent.id.desc()))
    ]
    return _part("keys", "Keys and passwords", "No key and no password was changed.", lines)


def whole_court(db: Session, week: Week) -> Part:
    """Restored backups, and histories that did not match."""
    asked = select(CourtNotice).where(week.holds(CourtNotice.at)).order_by(CourtNotice.id.desc())
    lines = [
        ReviewLine(one.at, one.who, one.what.label, one.text, Tone.ALARM)
        for one in db.scalars(asked)
    ]
    return _part("court", "The court as a whole", "No backup was restored.", lines, tone=Tone.ALARM)


def clock_jumps(db: Session, week: Week) -> Part:
    """Entries that say an earlier moment than the one before them: a clock was set back."""
    later = aliased(HistoryEntry)
    asked = (
        select(HistoryEntry.at.label("before"), later.at, later.who, later.id)
        .join(later, later.id == HistoryEntry.id + 1)
        .where(or_(week.holds(HistoryEntry.at), week.holds(later.at)), later.at < HistoryEntry.at)
        .order_by(later.id.desc())
    )
    lines = [
        ReviewLine(
            row.at,
            row.who,
            f"Entry {row.id:,} says an earlier moment than the one before it",
            f"by {_length(row.before - row.at)}; a clock was set back, or a past day was set",
            Tone.WATCH,
        )
        for row in db.execute(asked)
        if row.before - row.at > week.jump
    ]
    return _part("clock", "Jumps of the clock", "The clock ran on.", lines, tone=Tone.WATCH)


def _entries(week: Week) -> Select[HistoryEntry]:
    return select(HistoryEntry).where(week.holds(HistoryEntry.at)).order_by(HistoryEntry.id.desc())


def _told(db: Session, week: Week, asked: Select[HistoryEntry]) -> list[ReviewLine]:
    entries = list(db.scalars(asked))
    numbers = _numbers(db, {one.episode_id for one in entries if one.episode_id is not None})
    telling = Telling(None, ())
    lines = []
    for entry in entries:
        told = told_change(entry, telling, week.today)
        about = numbers.get(entry.episode_id or 0, "")
        text = ". ".join(filter(None, (told.text, told.reason))) if week.reasons else ""
        lines.append(
            ReviewLine(told.at, told.who, f"{told.what}, {about}" if about else told.what, text)
        )
    return lines


def _numbers(db: Session, episode_ids: Iterable[int]) -> dict[int, str]:
    """How participants are called here: by their number, so that no name stands in the review."""
    asked = (
        select(Episode.id, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id.in_(list(episode_ids)))
    )
    return {row.id: row.reference for row in db.execute(asked)}


def _part(
    key: str, title: str, none: str, lines: Sequence[ReviewLine], *, tone: Tone = Tone.PLAIN
) -> Part:
    return Part(key, title, none, tuple(lines[:MOST]), len(lines), tone if lines else Tone.PLAIN)


def _why(week: Week, why: str) -> str:
    if not why:
        return "No reason was asked for"
    return why if week.reasons else "The reason is kept"


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"


def _many(ats: Sequence[datetime]) -> Tone:
    return Tone.WATCH if len(ats) > 2 else Tone.PLAIN


def _length(gap: timedelta) -> str:
    minutes = int(gap.total_seconds() // 60)
    if minutes < 120:
        return counted(minutes, "minute")
    return counted(minutes // 60, "hour") if minutes < 2_880 else counted(minutes // 1_440, "day")


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
