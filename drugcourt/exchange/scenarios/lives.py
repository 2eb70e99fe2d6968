"""How the life of one participant is put together from the dated events of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.dates import Amount, add
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.facts import CeremonyFacts, ParticipantFacts, PhaseStayFacts, StatusFacts
from drugcourt.domain.program import Program
from drugcourt.exchange.programs.problems import did_you_mean
from drugcourt.exchange.scenarios import values
from drugcourt.exchange.scenarios.problems import Gathered, Table, table
from drugcourt.exchange.scenarios.words import Kind, Told

MOST_EVENTS = 20_000
_PUT_TOGETHER = ("stays", "statuses", "exit")
_EVERYWHERE = ("on", "until", "every", "to", "times", "except", "remark")


@dataclass(frozen=True, slots=True)
class Life:
    """One participant of a file: the facts, and what a court file keeps besides."""

    reference: str
    facts: ParticipantFacts
    given_name: str = ""
    family_name: str = ""
    exit_reason: ExitReason | None = None


def life_from(
    value: Any,
    place: str,
    number: int,
    kinds: Mapping[str, Kind],
    program: Program | None,
    gathered: Gathered,
    ceremonies: tuple[date, ...] = (),
) -> Life | None:
    """The life that one entry of `participants` tells; None, with the mistakes kept, for none."""
    said = table(value, place, gathered)
    if said is None:
        return None
    name = said.take("id", values.short_words(40), "", needed=True)
    if name:
        said.place = f"{place} ({name})"
    admitted = said.take("admitted", values.day, None, needed=True)
    given = said.take("given_name", values.short_words(100), "")
    family = said.take("family_name", values.short_words(100), "")
    keys = values.many(values.key)
    frame: dict[str, Any] = {
        "track": said.take("track", values.maybe(values.term(LegalTrack)), None),
        "charge_level": said.take("charge_level", values.term(ChargeLevel), ChargeLevel.UNKNOWN),
        "assigned": frozenset(said.take("assigned", keys, ())),
        "flags": frozenset(said.take("flags", keys, ())),
    }
    told = _told(said, kinds, gathered)
    said.nothing_else()
    if admitted is None:
        return None
    left = _exit(told.get("exit", []), said)
    facts = ParticipantFacts(
        episode_id=number,
        admitted_on=admitted,
        exited_on=left.on if left else None,
        statuses=_statuses(told.get("statuses", []), admitted, left),
        stays=_stays(told.get("stays", []), admitted, left, program),
        ceremonies=tuple(CeremonyFacts(n, on) for n, on in enumerate(ceremonies, start=1)),
        **frame,
        **_rooms(told),
    )
    reason = left.more["reason"] if left else None
    return Life(name, facts, given, family, reason)


def _rooms(told: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {room: tuple(made) for room, made in told.items() if room not in _PUT_TOGETHER}


def _told(said: Table, kinds: Mapping[str, Kind], gathered: Gathered) -> dict[str, list[Any]]:
    """The facts of all events by room, numbered in the order of the file."""
    found: dict[str, list[Any]] = defaultdict(list)
    count = 0
    for place, value in said.list("events"):
        event = table(value, place, gathered)
        if event is None:
            continue
        for kind, told in _event(event, kinds, found):
            found[kind.room].append(kind.make(told))
            count += 1
        if count > MOST_EVENTS:
            said.wrong("events", f"A life has at most {MOST_EVENTS:,} events.")
            break
    return found


def _event(
    event: Table, kinds: Mapping[str, Kind], found: Mapping[str, list[Any]]
) -> Iterator[tuple[Kind, Told]]:
    word = _word(event, kinds)
    on = event.take("on", values.day, None, needed=True)
    if word is None:
        return
    kind = kinds[word]
    before = len(event.gathered.problems)
    value = event.take(word, kind.value, None)
    more = {
        name: event.take(name, item.read, item.default, needed=item.needed)
        for name, item in kind.more.items()
        if name != word
    }
    until = _until(event, kind, on)
    days = _days(event, kind, on)
    event.nothing_else(_EVERYWHERE)
    _money_said(event, word, more)
    if len(event.gathered.problems) == before and on is not None:
        first = len(found.get(kind.room, ())) + 1
        for offset, day in enumerate(days):
            yield kind, Told(first + offset, day, until, value, more)


def _word(event: Table, kinds: Mapping[str, Kind]) -> str | None:
    """The one word that says what happened; `sanction` and the like may stand beside another."""
    words = [key for key in event.values if key in kinds]
    beside = {name for word in words for name in kinds[word].more}
    said = [word for word in words if word not in beside] or words
    if len(said) == 1:
        return said[0]
    if said:
        event.gathered.add(
            event.place, f"One event says one thing; this one says {' and '.join(said)}."
        )
        return None
    unknown = [key for key in event.values if key not in _EVERYWHERE]
    near = next((hint for key in unknown if (hint := did_you_mean(key[:60], kinds))), "")
    shown = ", ".join(f"“{key[:40]}”" for key in unknown[:3]) or "nothing"
    event.gathered.add(event.place, f"No word for what happened; it says {shown}.", near)
    return None


def _until(event: Table, kind: Kind, on: date | None) -> date | None:
    until = event.take("until", values.maybe(values.day), None)
    if until is None or on is None:
        return until
    if not kind.lasts:
        event.wrong("until", "This happens on one day and has no end.")
    elif until < on:
        event.wrong("until", "It can't end before it begins.")
    return until


def _days(event: Table, kind: Kind, on: date | None) -> list[date]:
    """The days on which the event falls: one, or as often as it is repeated."""
    every = event.take("every", values.maybe(values.amount), None)
    to = event.take("to", values.maybe(values.day), None)
    times = event.take("times", values.maybe(values.whole(1, MOST_EVENTS)), None)
    left_out = frozenset(event.take("except", values.many(values.day, MOST_EVENTS), ()))
    if every is None:
        for name in ("to", "times", "except"):
            if event.has(name):
                event.wrong(name, "This goes with “every”, which is missing.")
        return [] if on is None else [on]
    if kind.once or (kind.lasts and event.has("until")):
        event.wrong("every", "What lasts or happens once can't be repeated; write each apart.")
    elif (to is None) == (times is None):
        event.wrong("every", "Say either the last day (“to”) or how often (“times”).")
    elif to is not None and on is not None and to < on:
        event.wrong("to", "The last day can't lie before the first.")
    elif on is not None:
        days = list(_repeated(on, every, to, times or MOST_EVENTS))
        for day in sorted(left_out.difference(days)):
            event.wrong("except", f"It does not fall on {day} anyway.")
        return [day for day in days if day not in left_out]
    return []


def _repeated(on: date, every: Amount, to: date | None, times: int) -> Iterator[date]:
    for turn in range(times):
        day = add(on, Amount(every.n * turn, every.unit))
        if day == date.max or (to is not None and day > to):
            return
        yield day


def _money_said(event: Table, word: str, more: Mapping[str, Any]) -> None:
    if "cents" not in more:
        return
    both = more["cents"] is not None and more["amount"] is not None
    neither = not event.has("cents") and not event.has("amount")
    if both or (neither and word != "ability"):
        event.wrong(word, "Say how much, either in “cents” or as an “amount”.")


def _exit(told: list[Told], said: Table) -> Told | None:
    if len(told) > 1:
        said.wrong("events", "A life has one exit at most.")
    return told[0] if told else None


def _statuses(told: Iterable[Told], admitted: date, left: Told | None) -> tuple[StatusFacts, ...]:
    """Spans without a gap from admission on; after `until` the person is active again."""
    said = sorted(told, key=lambda one: (one.on, one.number))
    marks: list[tuple[date, EpisodeStatus]] = []
    if not said or said[0].on > admitted:
        marks.append((admitted, EpisodeStatus.ACTIVE))
    for one, following in zip_longest(said, said[1:]):
        marks.append((one.on, one.value))
        if one.until is not None and (following is None or one.until < following.on):
            marks.append((one.until, EpisodeStatus.ACTIVE))
    if left is not None:
        marks = [mark for mark in marks if mark[0] < left.on or mark[0] == admitted]
        marks.append((left.on, left.value))
    ends = [day for day, _ in marks[1:]]
    return tuple(
        StatusFacts(status, start, end, id=number)
        for number, ((start, status), end) in enumerate(
            zip(marks, [*ends, None], strict=True), start=1
        )
        if end is None or end > start
    )


def _stays(
    told: Iterable[Told], admitted: date, left: Told | None, program: Program | None
) -> tuple[PhaseStayFacts, ...]:
    """Each stay ends where it says, or where the next begins, or with the exit."""
    said = sorted(told, key=lambda one: (one.on, one.number))
    entries = [(one.on, one.value, one.until) for one in said]
    first = program.first if program is not None and program.phases else None
    if first is not None and (not said or said[0].on > admitted):
        entries.insert(0, (admitted, first.key, None))
    stays = []
    followed = zip_longest(entries, entries[1:])
    for number, ((entered, phase, until), following) in enumerate(followed, start=1):
        end = until or (following[0] if following else None)
        if left is not None and (end is None or end > left.on) and entered <= left.on:
            end = left.on
        stays.append(PhaseStayFacts(number, phase, entered, end))
    return tuple(stays)
