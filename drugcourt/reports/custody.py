"""The chain-of-custody form: one sheet a specimen, to be filled in as it goes from hand to hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.reminders import courthouse_of
from drugcourt.casework.specimens.custody_forms import CustodyForm, custody_forms
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import short
from drugcourt.domain.people import Sex
from drugcourt.domain.tone import YesNo
from drugcourt.fields import specimens as fields
from drugcourt.reports.layout import checkboxes, fact_grid, signature_lines
from drugcourt.reports.letterhead import short_day
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Chain of custody"
BLANK_STEPS = 5
_LINE = "________________"
_ASKED = (
    fields.MATRIX,
    fields.REASON,
    fields.PANEL,
    fields.LABORATORY,
    fields.NUMBER,
    fields.CUSTODY_NUMBER,
    fields.ORDER_NUMBER,
    fields.NOTIFIED_AT,
    fields.DUE_AT,
    fields.COLLECTED_AT,
    fields.COLLECTOR,
    fields.OBSERVED_BY,
    fields.OBSERVER_SEX,
    fields.MEASURED_TEMPERATURE,
    fields.CREATININE,
    fields.GRAVITY,
    fields.PH,
)
STEPS = (
    "Identity checked by a photograph before the collection",
    "Container sealed in the participant’s presence, seal initialed and dated",
    "Number on the seal and on this form are the same",
)


_LABEL_WIDTH = 122.0  # the longest label, “Order or accession number”, on one line


@dataclass(frozen=True, slots=True)
class Figures:
    """The forms of one day; `place` says where they come from, and not what kind of court it is."""

    place: str
    day: date
    forms: tuple[CustodyForm, ...]


def gather(db: Session, *, day: date, episode_ids: Sequence[int] = ()) -> Figures:
    """The forms of a day's tests; Refusal without any."""
    forms = custody_forms(db, day=day, episode_ids=episode_ids)
    return Figures(courthouse_of(db), day, tuple(forms))


def paper(figures: Figures) -> Paper:
    """The frame; each sheet names its specimen's number, and nothing says what program it is of."""
    return Paper(title=TITLE, court=figures.place)


def sections(figures: Figures) -> list[Section]:
    """One sheet a specimen."""
    return [
        Section(
            str(form.values["number"] or form.reference),
            story(form),
            (short_day(figures.day), f"Specimen {form.values['number'] or 'not numbered yet'}"),
        )
        for form in figures.forms
    ]


def story(form: CustodyForm) -> list[Flowable]:
    """Whose it is, how it was taken, what is looked for, through whose hands it went."""
    return [
        section("Collection", "what is empty is filled in by hand"),
        fact_grid(
            [("Participant number", form.reference), *_collection(form)],
            columns=2,
            label_width=_LABEL_WIDTH,
        ),
        *_deadline(form),
        gap(4),
        checkboxes([(step, False) for step in STEPS]),
        *_substances(form),
        section("Hand-overs", "each with day, time and signature"),
        *_steps(form),
        gap(10),
        signature_lines(["Participant, initials only", "Collector", "Observer"]),
    ]


def _collection(form: CustodyForm) -> list[tuple[object, object]]:
    return [(field.label, _said(form.values.get(field.key))) for field in _ASKED]


def _said(value: object) -> str:
    if value in (None, "", YesNo.UNKNOWN, Sex.UNKNOWN):
        return _LINE
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, float):
        return f"{value:g}"
    label = getattr(value, "label", None)
    return str(value) if label is None else str(label)


def _moment(value: datetime) -> str:
    local = value.astimezone()
    return f"{short(local.date())}, {spoken(f'{local:%H:%M}')}"


def _deadline(form: CustodyForm) -> list[Flowable]:
    said = []
    if form.hours is not None:
        said.append(f"Within {form.hours:g} hours of the notice.")
    if form.warm is not None:
        said.append(f"Temperature {form.warm.temperature_basis}.")
    return [gap(3), para(" ".join(said), styles().muted)] if said else []


def _substances(form: CustodyForm) -> list[Flowable]:
    if not form.substances:
        return []
    named = ", ".join(substance.label for substance in form.substances)
    return [section("Looked for"), para(named)]


def _steps(form: CustodyForm) -> list[Flowable]:
    rows: list[tuple[object, ...]] = [
        (
            _moment(step.handed_at),
            step.from_whom,
            step.to_whom,
            step.purpose,
            _seal(step.seal_intact),
            "",
        )
        for step in form.steps
    ]
    blanks = max(1, BLANK_STEPS - len(rows))
    rows += [(gap(18), "", "", "", "", "") for _ in range(blanks)]  # room for a hand to write
    columns = (
        Column("Day and time", 1.6),
        Column("From", 1.5),
        Column("To", 1.5),
        Column("Purpose", 1.7),
        Column("Seal", 0.8),
        Column("Signature", 1.8),
    )
    return data_table(columns, rows, "")


def _seal(seal: YesNo) -> str:
    return {YesNo.YES: "intact", YesNo.NO: "broken"}.get(seal, "")
