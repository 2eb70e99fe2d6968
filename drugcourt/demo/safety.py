"""Who in the invented court holds naloxone, has a peer or was handed on; what a watch has done."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.safety.kits import opioid_history
from drugcourt.casework.safety.watches import do_task, watches
from drugcourt.demo.deeds import LIAISON
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.safety import (
    HandOffMode,
    HarmService,
    KitHolder,
    PeerMode,
    PeerTopic,
    Rescuer,
)
from drugcourt.domain.tone import YesNo
from drugcourt.records.episodes import Episode
from drugcourt.records.history import add_rows
from drugcourt.records.safety import (
    HandOff,
    HarmReduction,
    NaloxoneKit,
    Overdose,
    PeerAssignment,
    PeerContact,
)
from drugcourt.workspace import Context

PEERS = ("M. Ortiz", "L. Shaw")
SERVICES = ("Cedar Clinic", "Northside IOP", "Recovery café", "Housing office")
WITHOUT = 9  # every ninth with an opioid history holds no kit: the list has lines
DONE_BY_DAY = 3  # of a watch that goes on, what was due so many days ago is done
TOPICS = tuple(PeerTopic)


def keep_safety(db: Session, context: Context, *, seed: int) -> int:
    """Kits for most with an opioid history, peers, hand-offs, one overdose; how many kits."""
    asked = (
        select(Episode.id, Episode.admitted_on, opioid_history())
        .where(Episode.status.in_(OPEN_STATUSES))
        .order_by(Episode.id)
    )
    people = db.execute(asked).all()
    kits, peers, contacts, handed, services = [], [], [], [], []
    for place, (number, admitted, opioids) in enumerate(people):
        rng = Random(f"safety {seed} {number}")  # noqa: S311  # invented, replayable
        known = max(1, (context.today - (admitted or context.today)).days)
        if opioids and place % WITHOUT:
            kits.append(_kit(number, context, known, rng))
            given = context.today - timedelta(days=rng.randint(0, known))
            service = {"service": HarmService.TRAINING, "given_on": given, "given_by": LIAISON}
            services.append({"episode_id": number, **service})
        if place % 2 == 0:
            peer = PEERS[place % 4 // 2]
            peers.append(
                {"episode_id": number, "peer": peer, "started_on": admitted, "ended_on": None}
            )
            contacts += [_contact(number, context, peer, rng, known) for _ in range(3)]
        if place % 3 == 0:
            handed.append(_hand_off(number, context, rng, known))
    add_rows(db, NaloxoneKit, kits)
    add_rows(db, HarmReduction, services)
    add_rows(db, PeerAssignment, peers)
    add_rows(db, PeerContact, contacts)
    add_rows(db, HandOff, handed)
    _overdose(db, context, [row[0] for row in people if row[2]])
    _watches(db, context)
    return len(kits)


def _kit(number: int, context: Context, known: int, rng: Random) -> dict[str, object]:
    issued = context.today - timedelta(days=rng.randint(0, min(known, 500)))
    return {
        "episode_id": number,
        "issued_on": issued,
        "holder": KitHolder.PARTICIPANT if rng.random() < 0.8 else KitHolder.FAMILY,
        "holder_name": "",
        "lot": f"N{rng.randint(1000, 9999)}",
        "expires_on": issued + timedelta(days=730),
        "trained": YesNo.YES,
        "used_on": None,
        "gone_on": None,
        "text": "",
    }


def _contact(
    number: int, context: Context, peer: str, rng: Random, known: int
) -> dict[str, object]:
    return {
        "episode_id": number,
        "contacted_on": context.today - timedelta(days=rng.randint(0, min(known, 60))),
        "peer": peer,
        "mode": PeerMode.PHONE if rng.random() < 0.5 else PeerMode.IN_PERSON,
        "minutes": rng.choice((10, 15, 30, 45)),
        "topic": rng.choice(TOPICS),
    }


def _hand_off(number: int, context: Context, rng: Random, known: int) -> dict[str, object]:
    days = rng.randint(1, min(known, 90))
    handed = context.today - timedelta(days=days)
    served = handed + timedelta(days=rng.choice((0, 1, 2, 5)))
    came = served <= context.today and rng.random() < 0.9
    return {
        "episode_id": number,
        "handed_on": handed,
        "given_by": LIAISON,
        "given_to": rng.choice(SERVICES),
        "mode": HandOffMode.TOGETHER if rng.random() < 0.6 else HandOffMode.APPOINTMENT,
        "present": YesNo.YES,
        "accepted": YesNo.YES,
        "served_on": served if came else None,
        "text": "",
    }


def _overdose(db: Session, context: Context, numbers: list[int]) -> None:
    """One that was survived, some months ago, so that nobody stands under watch for it today."""
    if numbers:
        happened = context.today - timedelta(days=40)
        row = {
            "episode_id": numbers[len(numbers) // 2],
            "happened_on": happened,
            "fatal": False,
            "naloxone": YesNo.YES,
            "rescuer": Rescuer.FAMILY,
            "kit_id": None,
            "substances": "Fentanyl",
            "text": "",
            "followed_on": happened + timedelta(days=1),
            "followed_by": LIAISON,
            "reviewed_on": happened + timedelta(days=4),
        }
        add_rows(db, Overdose, [row])


def _watches(db: Session, context: Context) -> None:
    """The tasks of the first days are done; those of the last days are open."""
    for watch in watches(db, today=context.today):
        for task in watch.open_tasks:
            if (context.today - task.due_on).days >= DONE_BY_DAY:
                do_task(
                    db,
                    context,
                    episode_id=watch.episode_id,
                    cause=watch.cause,
                    since=watch.since,
                    key=task.key,
                    done_on=task.due_on,
                )
