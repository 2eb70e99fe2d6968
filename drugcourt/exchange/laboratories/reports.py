"""What a laboratory says of one specimen, in the same plain words whatever file it came in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date, time
from typing import Any

from drugcourt.domain.specimens import Matrix
from drugcourt.domain.tone import Term

LOINC = "loinc"
COLUMN = "column"
"""The system of a code that a column map has settled already: the code is the substance's key."""

MOST_NOTES = 40  # lines kept with one result; a report of a hundred has lost its purpose
MOST_TEXT = 2_000


class Standing(Term):
    """How sure the laboratory is of a result (HL7 table 0085, FHIR observation status)."""

    PRELIMINARY = "preliminary", "Preliminary"
    FINAL = "final", "Final"
    CORRECTED = "corrected", "Corrected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNAVAILABLE = "unavailable", "Not available"
    UNSAID = "unsaid", "Not said"


@dataclass(frozen=True, slots=True)
class Code:
    """A code with the text beside it; `system` is "loinc", or the laboratory's own word."""

    code: str
    text: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A threshold and the place it was read from ("range", "name", "note")."""

    place: str
    number: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, as sent. `value` is shown as it stands; `words` are what may be read of it.

    `number` and `sign` hold a quantity ("<" 50); an empty value says nothing and is never negative.
    """

    line: int
    codes: tuple[Code, ...]
    value: str = ""
    words: tuple[str, ...] = ()
    number: float | None = None
    sign: str = ""
    unit: str = ""
    flag: str = ""
    standing: Standing = Standing.FINAL
    cutoffs: tuple[Cutoff, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The first text that names it, else its code."""
        return next((c.text for c in self.codes if c.text), "") or next(
            (c.code for c in self.codes if c.code), ""
        )


@dataclass(frozen=True, slots=True)
class Patient:
    """Whom the laboratory tested, in its own numbers; `numbers` may be the court's."""

    lab_number: str = ""
    numbers: tuple[str, ...] = ()
    family: str = ""
    given: str = ""
    born: date | None = None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that came along: its bytes are a PDF, checked and not too large."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LabReport:
    """One specimen of one person. `line` is where it begins in the file.

    `specimens` are all numbers the laboratory gave it, the best first. `collection` holds what a
    table says of the collection itself, by the columns of a test. `by_court`: the person's number
    is the court's own, as the column map says. `incomplete` is why it may not be all that was sent.
    """

    line: int
    laboratory: str
    message_id: str
    specimens: tuple[str, ...]
    patient: Patient
    collected_on: date | None
    findings: tuple[Finding, ...]
    collected_time: time | None = None
    received_on: date | None = None
    reported_on: date | None = None
    matrix: Matrix | None = None
    notes: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()
    collection: dict[str, Any] = field(default_factory=dict)
    by_court: bool = False
    received_time: time | None = None
    reported_time: time | None = None
    incomplete: str = ""

    @property
    def accession(self) -> str:
        return self.specimens[0] if self.specimens else ""


def plain(report: LabReport) -> dict[str, Any]:
    """The report as values a database keeps as JSON; attachments are kept elsewhere."""
    values = asdict(replace(report, attached=()))
    del values["attached"]
    for key in (*_DAYS, *_TIMES):
        values[key] = values[key].isoformat() if values[key] is not None else None
    born = values["patient"]["born"]
    values["patient"]["born"] = born.isoformat() if born else None
    return values


def from_plain(values: dict[str, Any]) -> LabReport:
    """The report that `plain` wrote."""
    patient = dict(values["patient"])
    patient["born"] = _day(patient["born"])
    patient["numbers"] = tuple(patient["numbers"])
    return LabReport(
        **{
            **values,
            "specimens": tuple(values["specimens"]),
            "patient": Patient(**patient),
            "findings": tuple(_finding(each) for each in values["findings"]),
            "notes": tuple(values["notes"]),
            **{key: _day(values[key]) for key in _DAYS},
            **{key: _clock(values.get(key)) for key in _TIMES},
            "matrix": Matrix(values["matrix"]) if values["matrix"] else None,
        }
    )


def _finding(values: dict[str, Any]) -> Finding:
    return Finding(
        **{
            **values,
            "codes": tuple(Code(**each) for each in values["codes"]),
            "cutoffs": tuple(Cutoff(**each) for each in values["cutoffs"]),
            "words": tuple(values["words"]),
            "notes": tuple(values["notes"]),
            "standing": Standing(values["standing"]),
        }
    )


_DAYS = ("collected_on", "received_on", "reported_on")
_TIMES = ("collected_time", "received_time", "reported_time")


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
