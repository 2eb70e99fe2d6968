"""How the timeline words conduct, service, conditions, points and orders: one sentence each."""

from __future__ import annotations

from drugcourt.casework.orders import ability_words
from drugcourt.casework.supervision.conditions import in_words
from drugcourt.casework.supervision.conduct import LASTING
from drugcourt.casework.timeline.tellings import Telling, Told, comma, sentence
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.dates import counted, short
from drugcourt.domain.devices import AlertState
from drugcourt.domain.tone import Tone
from drugcourt.records.conditions import Condition, Item
from drugcourt.records.conduct import Infraction, LegalEvent
from drugcourt.records.devices import DeviceAlert, DeviceSpell
from drugcourt.records.orders import AbilityFinding, Extension, Override
from drugcourt.records.points import FishbowlDraw, PointEntry, PointsSpent
from drugcourt.records.service import ServiceEntry
from drugcourt.records.warrants import Warrant


def tell_legal(record: LegalEvent, told: Telling) -> Told:
    """An offence, arrest, charge, conviction or warrant."""
    level = "" if record.level is ChargeLevel.UNKNOWN else record.level.label.lower()
    own = "the court's own case" if record.program_case else ""
    ended = f"ended {short(record.ended_on, record.happened_on)}" if record.ended_on else ""
    tone = Tone.INFO if record.program_case else Tone.ALARM
    said = comma(record.kind.label, level, record.case_number, own, ended)
    return "Legal", tone, sentence(said, record.text)


def tell_legal_end(record: LegalEvent, told: Telling) -> Told:
    """A charge is settled, or a warrant served or recalled."""
    word = "ended" if record.kind in LASTING else "closed"
    return "Legal", Tone.INFO, comma(f"{record.kind.label} {word}", record.case_number)


def tell_infraction(record: Infraction, told: Telling) -> Told:
    """A rule was not kept."""
    return "Infraction", Tone.WATCH, sentence(comma(record.kind.label, record.by), record.text)


def tell_device(record: DeviceSpell, told: Telling) -> Told:
    """A device was put on or installed."""
    return "Device", Tone.INFO, sentence(comma(record.kind.label, record.vendor), record.reason)


def tell_alert(record: DeviceAlert, told: Telling) -> Told:
    """A device reported something; only a confirmed alert is told as more than a question."""
    tones = {AlertState.CONFIRMED: Tone.ALARM, AlertState.OPEN: Tone.WATCH}
    level = "" if record.level is None else f"{record.level:g}"
    said = comma(record.kind.label, level, record.state.label.lower())
    return "Device", tones.get(record.state, Tone.PLAIN), sentence(said, record.text)


def tell_service(record: ServiceEntry, told: Telling) -> Told:
    """Community service of one day."""
    hours = f"{record.hours:g} {'hour' if record.hours == 1 else 'hours'} of community service"
    what = "imposed as a sanction" if record.sanction else ""
    pays = f"for {record.pays.label.lower()}" if record.pays else ""
    seen = f"seen by {record.verified_by}" if record.verified_by else ""
    return "Service", Tone.GOOD, sentence(comma(hours, record.site, what, pays, seen), record.text)


def tell_condition(record: Condition, told: Telling) -> Told:
    """Something is so from this day on."""
    kind = in_words(record.kind).lower() if record.kind else ""
    approved = "approved by the court" if record.approved else ""
    efforts = "best efforts recorded" if record.efforts else ""
    said = comma(in_words(record.key), kind, approved, efforts)
    return "Condition", Tone.INFO, sentence(said, record.text)


def tell_condition_end(record: Condition, told: Telling) -> Told:
    """Something is not so any more."""
    return "Condition", Tone.WATCH, f"{in_words(record.key)} ended"


def tell_item(record: Item, told: Telling) -> Told:
    """Something was handed in."""
    checked = comma("checked", record.checked_by) if record.checked else "not checked yet"
    tone = Tone.GOOD if record.checked else Tone.PLAIN
    return "Handed in", tone, sentence(comma(in_words(record.key), checked), record.text)


def tell_points(record: PointEntry, told: Telling) -> Told:
    """Points, or demerits."""
    above = record.points > 0
    said = counted(abs(record.points), "point" if above else "demerit point")
    tone = Tone.GOOD if above else Tone.WATCH
    return "Points", tone, sentence(comma(said, record.by), record.text)


def tell_drawn(record: FishbowlDraw, told: Telling) -> Told:
    """A slip drawn from the fishbowl."""
    return "Fishbowl", Tone.GOOD, sentence(f"Drew “{record.title}”")


def tell_spent(record: PointsSpent, told: Telling) -> Told:
    """A prize bought for points."""
    said = f"{record.title} for {counted(record.points, 'point')}"
    return "Prize", Tone.GOOD, sentence(comma(said, record.by))


def tell_override(record: Override, told: Telling) -> Told:
    """A number is another for this participant."""
    field = record.field.replace("_", " ")
    said = f"{told.requirement(record.requirement)}: {field} is {record.value} here"
    return "Order", Tone.INFO, sentence(said, f"by {record.by}", record.reason)


def tell_extension(record: Extension, told: Telling) -> Told:
    """More time in a phase."""
    said = f"{record.amount} more in {told.phase(record.phase)}"
    return "Order", Tone.INFO, sentence(said, f"by {record.by}", record.reason)


def tell_ability(record: AbilityFinding, told: Telling) -> Told:
    """A finding on ability to pay."""
    by = f"by {record.by}" if record.by else ""
    return (
        "Order",
        Tone.INFO,
        sentence(f"Ability to pay. {ability_words(record)}", by, record.reason),
    )


def tell_warrant_issued(record: Warrant, told: Telling) -> Told:
    """A warrant that the judge signed apart from a hearing."""
    return "Warrant", Tone.ALARM, sentence(comma("Bench warrant issued", record.number))


def tell_warrant_served(record: Warrant, told: Telling) -> Told:
    """A warrant was served."""
    how = "taken into custody" if record.booked else "released to appear"
    by = f"by {record.served_by}" if record.served_by else ""
    return "Warrant", Tone.WATCH, sentence(comma("Bench warrant served", by, how))


def tell_warrant_recalled(record: Warrant, told: Telling) -> Told:
    """A warrant was taken back."""
    return "Warrant", Tone.INFO, sentence("Bench warrant recalled", record.recalled_why)
