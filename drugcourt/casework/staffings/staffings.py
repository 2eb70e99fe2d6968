"""Acts on the team's meeting: who was there, what was decided of whom, reports asked for, close."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.hearings.sittings import known_session
from drugcourt.casework.participants.participants import not_after, open_episode
from drugcourt.casework.phases import coming_phase, own_program
from drugcourt.casework.programs.programs import program
from drugcourt.casework.responses.policy import response_policy
from drugcourt.casework.staffings.minutes import minutes_text
from drugcourt.casework.staffings.sentences import Decision, recommendation_words
from drugcourt.casework.staffings.team import seats_ahead
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.response_policy import ResponsePolicy
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.staffings import Presence, TeamRole
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.conduct import LegalEvent
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.staffings import (
    Dissent,
    ReportRequest,
    Staffing,
    StaffingItem,
    StaffingOption,
    TeamSeat,
)
from drugcourt.workspace import Context

CLOSED = "This meeting is closed; its minutes can't be changed."


def mark_presence(
    db: Session,
    context: Context,
    *,
    session_id: int,
    role: TeamRole,
    name: str,
    presence: Presence | None,
) -> None:
    """Say whether a seat was taken; a seat that is not there yet is added."""
    staffing = _met(db, context, session_id)
    name = " ".join(name.split())
    seat = _seat(db, staffing, role, name)
    if seat is None:
        db.add(TeamSeat(staffing_id=staffing.id, role=role, name=name, presence=presence))
    elif seat.presence is not presence:
        seat.presence = presence


def mark_all_present(db: Session, context: Context, *, session_id: int) -> None:
    """Everybody is there of whom nothing is said yet."""
    staffing = _met(db, context, session_id)
    asked = select(TeamSeat).where(TeamSeat.staffing_id == staffing.id)
    for seat in db.scalars(asked.where(TeamSeat.presence.is_(None)).order_by(TeamSeat.id)):
        seat.presence = Presence.PRESENT


def add_seat(db: Session, context: Context, *, session_id: int, role: TeamRole, name: str) -> None:
    """One more seat at the table; the next meetings have it too."""
    staffing = _open(db, context, session_id)
    name = " ".join(name.split())
    if _seat(db, staffing, role, name) is not None:
        raise FieldRefusal("name", "That seat is there already.")
    db.add(TeamSeat(staffing_id=staffing.id, role=role, name=name))


def name_seat(
    db: Session, context: Context, *, session_id: int, role: TeamRole, old: str, new: str
) -> None:
    """Who sits in a seat now; an empty name leaves it to whoever comes for the role."""
    staffing = _open(db, context, session_id)
    new = " ".join(new.split())
    seat = _seat(db, staffing, role, old)
    if seat is None:
        raise Refusal("That seat is not at the table any more.")
    if new != old and _seat(db, staffing, role, new) is not None:
        raise FieldRefusal("name", "That person has this seat already.")
    if seat.name != new:
        seat.name = new


def remove_seat(
    db: Session, context: Context, *, session_id: int, role: TeamRole, name: str
) -> None:
    """Take a seat away that belongs to nobody any more."""
    staffing = _open(db, context, session_id)
    seat = _seat(db, staffing, role, name)
    if seat is not None:
        db.delete(seat)


def decide(db: Session, context: Context, *, entry_id: int, decision: Decision) -> int:
    """Keep what the team decided about one participant; it becomes the recommendation to court.

    Deciding again before the meeting is closed takes the place of what stood. Returns the item's
    number.
    """
    entry = _entry(db, entry_id)
    _check(decision, context, response_policy(db, on=context.today))
    episode = open_episode(db, entry.episode_id)
    staffing = _met(db, context, entry.session_id)
    item = _item(db, staffing, episode.id)
    if item is None:
        item = StaffingItem(staffing_id=staffing.id, episode_id=episode.id, decided_at=context.now)
        db.add(item)
    _write(item, decision)
    db.flush()
    _weigh(db, item, decision)
    said = recommendation_words(decision, *_places(db, episode, context.today), context.today)
    item.recommended = said
    if entry.attendance is None:
        entry.recommendation = said
        entry.account = decision.account.strip() or entry.account
    return item.id


def take_back_decision(db: Session, context: Context, *, entry_id: int) -> None:
    """Take back what was decided of one participant, as long as the meeting is open."""
    entry = _entry(db, entry_id)
    staffing = _open(db, context, entry.session_id)
    item = _item(db, staffing, entry.episode_id)
    if item is None:
        raise Refusal("Nothing has been decided of this participant yet.")
    for part in (*item.options, *item.dissents):
        db.delete(part)
    db.flush()
    db.delete(item)
    if entry.attendance is None:
        entry.recommendation = ""


def write_addition(db: Session, context: Context, *, session_id: int, text: str) -> None:
    """What stands in the minutes besides the decisions."""
    staffing = _open(db, context, session_id)
    if staffing.addition != text.strip():
        staffing.addition = text.strip()


def ask_for_report(
    db: Session,
    context: Context,
    *,
    session_id: int,
    provider: str,
    asked_on: date | None = None,
    answered_on: date | None = None,
) -> None:
    """Note that a provider's report was asked for, or that it has come."""
    staffing = _open(db, context, session_id)
    day = asked_on or context.today
    not_after(context, "asked_on", day)
    asked = db.scalar(
        select(ReportRequest).where(
            ReportRequest.staffing_id == staffing.id, ReportRequest.provider == provider
        )
    )
    if asked is None:
        asked = ReportRequest(staffing_id=staffing.id, provider=provider, asked_on=day)
        db.add(asked)
    if answered_on is not None:
        not_after(context, "answered_on", answered_on)
        asked.answered_on = answered_on


def close_staffing(db: Session, context: Context, *, session_id: int) -> str:
    """Close the meeting: its minutes are written out and frozen. Returns them.

    Of an arrest of somebody who was decided about, the team has heard.
    """
    staffing = _open(db, context, session_id)
    db.flush()
    _heard_of_arrests(db, context, staffing)
    staffing.minutes = minutes_text(db, session_id=session_id)
    staffing.closed_at, staffing.closed_by = context.now, context.who
    return staffing.minutes


# Pieces ---------------------------------------------------------------------------------------


def _open(db: Session, context: Context, session_id: int) -> Staffing:
    """The meeting, as long as it may be changed; made at its first act, with the seats of the one
    before.
    """
    staffing = db.scalar(select(Staffing).where(Staffing.session_id == session_id))
    if staffing is not None:
        if staffing.closed_at is not None:
            raise Refusal(CLOSED)
        return staffing
    session = known_session(db, session_id)
    ahead = seats_ahead(db, session_id)
    staffing = Staffing(session_id=session_id, held_on=min(session.held_on, context.today))
    db.add(staffing)
    db.flush()
    for seat in ahead:
        db.add(TeamSeat(staffing_id=staffing.id, role=seat.role, name=seat.name))
    return staffing


def _heard_of_arrests(db: Session, context: Context, staffing: Staffing) -> None:
    asked = (
        select(LegalEvent, StaffingItem.recommended)
        .join(StaffingItem, StaffingItem.episode_id == LegalEvent.episode_id)
        .where(
            StaffingItem.staffing_id == staffing.id,
            LegalEvent.told_on.is_(None),
            LegalEvent.program_case.is_(False),
            LegalEvent.happened_on <= staffing.held_on,
        )
        .order_by(LegalEvent.id)
    )
    for event, recommended in db.execute(asked):
        event.told_on, event.told_by = staffing.held_on, context.who
        event.told_what = recommended


def _met(db: Session, context: Context, session_id: int) -> Staffing:
    """The same, and that the team meets today; after the session it met on the session's day.

    What is only prepared days before, such as asking for a report, is no meeting yet.
    """
    staffing = _open(db, context, session_id)
    day = min(known_session(db, session_id).held_on, context.today)
    if staffing.held_on != day:
        staffing.held_on = day
    return staffing


def _entry(db: Session, entry_id: int) -> DocketEntry:
    entry = db.get(DocketEntry, entry_id)
    if entry is None:
        raise Refusal("That hearing is not on a docket.")
    return entry


def _item(db: Session, staffing: Staffing, episode_id: int) -> StaffingItem | None:
    asked = select(StaffingItem).where(
        StaffingItem.staffing_id == staffing.id, StaffingItem.episode_id == episode_id
    )
    return db.scalar(asked)


def _seat(db: Session, staffing: Staffing, role: TeamRole, name: str) -> TeamSeat | None:
    asked = select(TeamSeat).where(
        TeamSeat.staffing_id == staffing.id, TeamSeat.role == role, TeamSeat.name == name
    )
    return db.scalar(asked)


def _check(decision: Decision, context: Context, policy: ResponsePolicy) -> None:
    for option in decision.options:
        if not option.title.strip():
            raise FieldRefusal("options", "Say what each option is.")
        if option.jail_days and option.family is not ResponseFamily.SANCTION:
            raise FieldRefusal("options", "Only a sanction can carry jail days.")
        jail = option.chosen and policy.in_words(option.family, option.title).jail
        if jail and not option.jail_days:
            said = f"“{option.title}” is jail. Weigh it again (R) and say how many days."
            raise FieldRefusal("options", said)
        if option.due_on is not None and option.due_on < context.today:
            raise FieldRefusal("options", "It can't be due before it is given.")
    sanctioned = any(o.family is ResponseFamily.SANCTION for o in decision.chosen)
    if sanctioned and not decision.behavior.strip():
        raise FieldRefusal("behavior", "Say which behavior the sanction answers.")
    if sanctioned and decision.goal is None:
        raise FieldRefusal(
            "goal", "Say whether it is a proximal, distal or managed goal for this participant."
        )
    if sanctioned and decision.move in (PhaseMove.ADVANCE, PhaseMove.GRADUATE):
        raise FieldRefusal("move", "A sanction and a step forward do not go together.")


def _write(item: StaffingItem, decision: Decision) -> None:
    values = {
        "behavior": " ".join(decision.behavior.split()),
        "behavior_key": decision.behavior_key if decision.behavior.strip() else "",
        "rule": decision.rule[:300] if decision.behavior.strip() else "",
        "goal": decision.goal,
        "account": decision.account.strip(),
        "contested": decision.contested,
        "move": decision.move,
        "said": decision.said.strip(),
    }
    for key, value in values.items():
        if getattr(item, key) != value:
            setattr(item, key, value)


def _weigh(db: Session, item: StaffingItem, decision: Decision) -> None:
    """Options and dissents as they are now; what stands unchanged stays the same record."""
    options = {(o.family, o.title, o.magnitude, o.jail_days, o.due_on): o for o in item.options}
    wanted = {
        (o.family, o.title.strip(), o.magnitude, o.jail_days, o.due_on): o.chosen
        for o in decision.options
    }
    for key, chosen in wanted.items():
        kept = options.pop(key, None)
        if kept is None:
            family, title, magnitude, jail_days, due_on = key
            kept = StaffingOption(
                item_id=item.id,
                episode_id=item.episode_id,
                family=family,
                title=title,
                magnitude=magnitude,
                jail_days=jail_days,
                due_on=due_on,
                chosen=chosen,
            )
            db.add(kept)
        elif kept.chosen != chosen:
            kept.chosen = chosen
    objections = {(d.role, d.text): d for d in item.dissents}
    for dissent in decision.dissents:
        about = (dissent.role, " ".join(dissent.text.split()))
        if objections.pop(about, None) is None:
            role, text = about
            db.add(Dissent(item_id=item.id, episode_id=item.episode_id, role=role, text=text))
    for gone in (*options.values(), *objections.values()):
        db.delete(gone)
    db.flush()
    db.expire(item, ["options", "dissents"])


def _places(db: Session, episode: Episode, day: date) -> tuple[str, str]:
    """The present phase and the one that follows, with the numbers of the handbook."""
    handbook = program(db, episode.program_id)
    facts = gather_one(db, episode.id)
    own = own_program(handbook, facts, episode.phase, day)
    if own.phase(episode.phase) is None:
        return "", ""
    following = coming_phase(own, episode.phase)
    here = f"phase {handbook.number(episode.phase)}"
    return here, f"phase {handbook.number(following.key)}" if following is not None else ""
