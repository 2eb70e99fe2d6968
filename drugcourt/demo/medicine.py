"""Which medicines an invented life is prescribed, since when, and what tests show of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.casework.medications import start_medication, stop_medication
from drugcourt.demo.caseload import Sketch
from drugcourt.demo.cast import Trait
from drugcourt.demo.course import Course
from drugcourt.demo.deeds import OFFICE, Frame, Kept, Life
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.specimens import Substance
from drugcourt.exchange.tables.medications import medicine

_OPIOIDS = frozenset({Substance.FENTANYL, Substance.OPIATES})
_MOUD = (
    ("Buprenorphine/naloxone", "16 mg daily", 52),
    ("Methadone", "80 mg daily", 30),
    ("Naltrexone, monthly injection", "380 mg", 18),
)
_OTHER = (
    ("Sertraline", "100 mg daily", "Depression"),
    ("Gabapentin", "300 mg three times daily", "Nerve pain"),
    ("Trazodone", "50 mg at night", "Sleep"),
    ("Lisinopril", "10 mg daily", "Blood pressure"),
    ("Amlodipine", "5 mg daily", "Blood pressure"),
)
_PRESCRIBERS = ("Cedar Valley Recovery Medicine", "Northside Opioid Treatment Program")


@dataclass(frozen=True, slots=True)
class Prescription:
    """A planned prescription; half-open."""

    shows: frozenset[Substance]
    start: date
    end: date | None = None


def plan_medicines(life: Life, sketch: Sketch, course: Course, frame: Frame) -> list[Prescription]:
    """Plan prescriptions and their ends; returns what tests will show because of them."""
    rng = life.rng
    made: list[Prescription] = []
    name, dose = _chosen(life, sketch)
    last = course.end or frame.today
    if name:
        early = sketch.trait in (Trait.RELEASED, Trait.ABSENT, Trait.MISSING)
        start = course.admitted + timedelta(days=1 if early else rng.randrange(1, 20))
        if start < last:
            kind = "Opioid" if sketch.substance in _OPIOIDS else "Alcohol"
            made.append(_prescribe(life, name, dose, f"{kind} use disorder", start, "moud"))
            if course.end and rng.random() < 0.15 and (last - start).days > 60:
                made[-1] = _stopped(life, made[-1], last - timedelta(days=30))
    if rng.random() < 0.3:
        other, amount, why = rng.choice(_OTHER)
        start = course.admitted + timedelta(days=rng.randrange(5, 60))
        if start < last:
            made.append(_prescribe(life, other, amount, why, start, "other"))
    return [item for item in made if item.shows]


def _chosen(life: Life, sketch: Sketch) -> tuple[str, str]:
    """Medication for an opioid or alcohol use disorder, if any."""
    fixed = {
        Trait.RELEASED: _MOUD[0],
        Trait.ABSENT: _MOUD[0],
        Trait.PHASE_READY: _MOUD[0],
        Trait.MISSING: _MOUD[1],
    }.get(sketch.trait or Trait.STEADY)
    if fixed is not None:
        return fixed[0], fixed[1]
    if sketch.substance in _OPIOIDS and life.rng.random() < 0.72:
        name, dose, _ = life.rng.choices(_MOUD, [weight for *_, weight in _MOUD])[0]
        return name, dose
    if sketch.substance is Substance.ALCOHOL and life.rng.random() < 0.25:
        return _MOUD[2][0], _MOUD[2][1]
    return "", ""


def _prescribe(
    life: Life, name: str, dose: str, reason: str, start: date, keep: str
) -> Prescription:
    known = medicine(name)
    life.do(
        start,
        OFFICE + 40,
        start_medication,
        keep=keep,
        name=name,
        dose=dose,
        started_on=start,
        prescriber=life.rng.choice(_PRESCRIBERS) if keep == "moud" else "Cedar Family Health",
        reason=reason,
        controlled=bool(known.detected_as),
    )
    return Prescription(known.detected_as, start)


def _stopped(life: Life, prescription: Prescription, end: date) -> Prescription:
    life.on_record(
        end,
        OFFICE + 45,
        stop_medication,
        medication_id=Kept("moud"),
        ended_on=end,
        stopped_by=StoppedBy.PRESCRIBER,
        remarks="Taper completed with the prescriber.",
    )
    return Prescription(prescription.shows, prescription.start, end)
