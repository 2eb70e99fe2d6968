"""Acts on responses: give one, see an ordered one done. The three families are never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.casework.responses.jail import JailWish, jail_check, kept_findings, refuse_jail
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.dates import short
from drugcourt.domain.response_policy import ResponsePolicy
from drugcourt.domain.responses import (
    BehaviorSide,
    GoalClass,
    Heard,
    Magnitude,
    OrderState,
    ResponseFamily,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.points import PointEntry
from drugcourt.records.responses import Response
from drugcourt.rules.responses.matrix import departs
from drugcourt.workspace import Context

LONGEST_JAIL = 180  # days; a sanction beyond it is a sentence, entered elsewhere


@dataclass(frozen=True, slots=True)
class NewResponse:
    """One response as it is entered; `due_on` makes it an order that stays open until done.

    `suggested` are family and title of what the matrix suggested, `rule` the rule in words; what
    departs from it needs `departure`. `heard` is asked before every sanction. `hearing_on` is the
    day of a hearing apart from the docket; `counsel` whether counsel was present at the hearing.
    """

    family: ResponseFamily
    title: str
    magnitude: Magnitude = Magnitude.LOW
    behavior: str = ""
    behavior_on: date | None = None
    jail_days: int = 0
    hours: float | None = None
    due_on: date | None = None
    reason: str = ""
    behavior_key: str = ""
    goal: GoalClass | None = None
    times: int | None = None
    suggested: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    departure: str = ""
    heard: Heard = Heard.UNSAID
    explanation: str = ""
    hearing_on: date | None = None
    counsel: bool | None = None
    jail_from: date | None = None
    jail_until: date | None = None
    awaits_treatment: bool = False

    @property
    def departs(self) -> bool:
        """Whether it is another than the matrix suggested."""
        return departs(self.suggested, self.family, self.title)

    def jail_wish(self, hearing_on: date | None) -> JailWish:
        """What is proposed of days in jail, heard on the docket of that day or apart."""
        return JailWish(
            days=self.jail_days,
            behavior_key=self.behavior_key,
            times=self.times or 1,
            awaits_treatment=self.awaits_treatment,
            hearing_on=self.hearing_on or hearing_on,
            counsel=self.counsel,
        )


def give_response(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    response: NewResponse,
    on: date | None = None,
    docket_entry_id: int | None = None,
) -> int:
    """Give an incentive, a sanction or a service adjustment; returns its number.

    A sanction is refused until it is said whether the participant was heard, and one that is
    contested until a hearing is recorded; jail as rules/responses/jail.py has it, with its
    findings. What departs from the matrix needs the team's reason.
    """
    episode = open_episode(db, episode_id)
    day = on or context.today
    within_episode(context, episode, "given_on", day)
    _check(response, day)
    policy = response_policy(db, on=day)
    _check_families(policy, response)
    _check_worded(policy, response)
    heard_on = day if docket_entry_id is not None else None
    _check_heard(response, heard_on)
    if response.departs and not response.departure.strip():
        raise FieldRefusal(
            "departure",
            "The court's matrix suggests another response here. Say why the team departs from it.",
        )
    wish = response.jail_wish(heard_on)
    findings = jail_check(db, episode_id=episode_id, wish=wish, on=day)
    refuse_jail(findings)
    given = Response(
        episode_id=episode_id,
        docket_entry_id=docket_entry_id,
        family=response.family,
        title=response.title.strip(),
        magnitude=response.magnitude,
        given_on=day,
        behavior=response.behavior,
        behavior_on=response.behavior_on,
        jail_days=response.jail_days,
        hours=response.hours,
        due_on=response.due_on,
        reason=response.reason,
        behavior_key=response.behavior_key,
        goal=response.goal,
        times=response.times,
        suggested=[list(pair) for pair in response.suggested] or None,
        rule=response.rule[:300],
        departure=response.departure.strip() if response.departs else "",
        heard=response.heard,
        explanation=response.explanation,
        hearing_on=wish.hearing_on if response.family is ResponseFamily.SANCTION else None,
        counsel=response.counsel,
        jail_from=response.jail_from,
        jail_until=response.jail_until,
        findings=kept_findings(findings) or None,
    )
    db.add(given)
    _bring_points(db, context, policy, episode_id, response, day)
    db.flush()
    return given.id


def _check(response: NewResponse, day: date) -> None:
    """What a response may be by itself."""
    if not response.title.strip():
        raise FieldRefusal("title", "Say what the response is.")
    if response.jail_days and response.family is not ResponseFamily.SANCTION:
        raise FieldRefusal("jail_days", "Only a sanction can carry jail days.")
    if not 0 <= response.jail_days <= LONGEST_JAIL:
        raise FieldRefusal("jail_days", f"Jail days lie between 0 and {LONGEST_JAIL}.")
    if response.due_on is not None and response.due_on < day:
        raise FieldRefusal("due_on", "It can't be due before it is given.")
    start, end = response.jail_from, response.jail_until
    if start is not None and end is not None and end < start:
        raise FieldRefusal("jail_until", "The release can't come before the beginning.")


def _check_families(policy: ResponsePolicy, response: NewResponse) -> None:
    """What was achieved is never sanctioned, what was not kept never rewarded."""
    behavior = policy.behavior(response.behavior_key)
    if behavior is None:
        return
    good = response.family is ResponseFamily.INCENTIVE
    if behavior.side is BehaviorSide.ACHIEVED and not good:
        raise FieldRefusal("family", f"“{behavior.title}” is answered by an incentive alone.")
    if behavior.side is BehaviorSide.MISSED and good:
        raise FieldRefusal(
            "family", f"“{behavior.title}” is answered by a sanction or a service adjustment."
        )


def _check_worded(policy: ResponsePolicy, response: NewResponse) -> None:
    """A sanction that names jail has its days, so that what stands against jail is looked at."""
    item = policy.in_words(response.family, response.title)
    if item.jail and not response.jail_days:
        raise FieldRefusal("jail_days", "That names jail. Say how many days.")


def _check_heard(response: NewResponse, heard_on: date | None) -> None:
    if response.family is not ResponseFamily.SANCTION:
        return
    if response.heard is Heard.UNSAID:
        raise FieldRefusal(
            "heard", "Say whether the participant was heard before this sanction, and what came."
        )
    if response.heard is Heard.CONTESTED and not (heard_on or response.hearing_on):
        raise FieldRefusal(
            "hearing_on", "A sanction that is contested needs a hearing; give its day."
        )


def _bring_points(
    db: Session,
    context: Context,
    policy: ResponsePolicy,
    episode_id: int,
    response: NewResponse,
    day: date,
) -> None:
    """The points that the court's catalogue attaches to an incentive."""
    item = policy.item(response.family, response.title)
    if item is not None and item.points:
        db.add(
            PointEntry(
                episode_id=episode_id,
                given_on=day,
                points=item.points,
                by=context.who,
                text=response.behavior or item.title,
            )
        )


def complete_response(
    db: Session, context: Context, *, response_id: int, done_on: date, verified_by: str = ""
) -> None:
    """An ordered response was done; with `verified_by`, that person saw the proof."""
    response = _known(db, response_id)
    if response.done_on is not None:
        raise Refusal("That is recorded as done already.")
    within_episode(context, open_episode(db, response.episode_id), "done_on", done_on)
    if done_on < response.given_on:
        raise FieldRefusal("done_on", "It can't be done before it was given.")
    response.done_on, response.verified_by = done_on, verified_by.strip()
    response.verified_on = context.today if response.verified_by else None


def verify_response(
    db: Session, context: Context, *, response_id: int, verified_by: str = ""
) -> None:
    """Somebody saw the proof of an order that is done: whoever is named, or who records it."""
    response = _known(db, response_id)
    if response.done_on is None:
        raise Refusal("That is not recorded as done yet.")
    if response.verified_by:
        raise Refusal(f"{response.verified_by} saw the proof already.")
    open_episode(db, response.episode_id, also_closed=True)
    response.verified_by = verified_by.strip() or context.who
    response.verified_on = context.today


def _known(db: Session, response_id: int) -> Response:
    response = db.get(Response, response_id)
    if response is None:
        raise Refusal("That response is not recorded.")
    return response


def order_state(
    due_on: date | None, done_on: date | None, verified_by: str, today: date
) -> OrderState | None:
    """Where an order stands; None for a response that is no order. The due day itself is open."""
    if done_on is not None:
        return OrderState.VERIFIED if verified_by or due_on is None else OrderState.DONE
    if due_on is None:
        return None
    return OrderState.OVERDUE if due_on < today else OrderState.OPEN


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One response, for the list; `state` says where an order stands, `rule` what spoke for it."""

    id: int
    family: ResponseFamily
    title: str
    magnitude: Magnitude
    given_on: date
    behavior: str
    jail_days: int
    due_on: date | None
    done_on: date | None
    state: str
    overdue: bool
    open: bool
    to_verify: bool
    rule: str
    departure: str
    heard: Heard


def response_rows(
    db: Session, *, episode_id: int, family: ResponseFamily, today: date
) -> list[ResponseRow]:
    """The responses of one family, open orders first, then the latest."""
    found = db.scalars(
        select(Response)
        .where(Response.episode_id == episode_id, Response.family == family)
        .order_by(
            Response.due_on.is_(None) | Response.done_on.is_not(None),
            Response.given_on.desc(),
            Response.id.desc(),
        )
    )
    return [_row(response, today) for response in found]


def response_counts(db: Session, *, episode_id: int) -> dict[ResponseFamily, int]:
    """How many responses of each family were given."""
    asked = (
        select(Response.family, func.count())
        .where(Response.episode_id == episode_id)
        .group_by(Response.family)
    )
    return dict(db.execute(asked).all())


def _row(response: Response, today: date) -> ResponseRow:
    due, done = response.due_on, response.done_on
    stands = order_state(due, done, response.verified_by, today)
    return ResponseRow(
        id=response.id,
        family=response.family,
        title=response.title,
        magnitude=response.magnitude,
        given_on=response.given_on,
        behavior=response.behavior,
        jail_days=response.jail_days,
        due_on=due,
        done_on=done,
        state=_state_words(stands, due, done, today),
        overdue=stands is OrderState.OVERDUE,
        open=stands in (OrderState.OPEN, OrderState.OVERDUE),
        to_verify=stands is OrderState.DONE,
        rule=response.rule,
        departure=response.departure,
        heard=response.heard,
    )


def _state_words(
    stands: OrderState | None, due: date | None, done: date | None, today: date
) -> str:
    """`Done Nov 20`, `Done Nov 20, proof to be seen`, `Due Dec 1`, `Overdue since Nov 14`."""
    if done is not None:
        proof = ", proof to be seen" if stands is OrderState.DONE else ""
        return f"Done {short(done, today)}{proof}"
    if due is None:
        return ""
    return f"{'Overdue since' if due < today else 'Due'} {short(due, today)}"
