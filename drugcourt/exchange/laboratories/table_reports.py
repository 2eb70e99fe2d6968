"""A row of a table of tests told as a laboratory's report, for what a person has to look at."""

from __future__ import annotations

from typing import Any

from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Validity,
)
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.laboratories.reports import (
    COLUMN,
    Code,
    Cutoff,
    Finding,
    LabReport,
    Patient,
)
from drugcourt.exchange.laboratories.values import amount_of
from drugcourt.exchange.tables.readings import SubstanceReading, TestRow
from drugcourt.exchange.tables.result_rows import code_of

_CONFIRMED = {
    Confirmation.PENDING: "positive pending",
    Confirmation.CONFIRMED: "confirmed positive",
    Confirmation.NOT_CONFIRMED: "positive not confirmed",
}


def as_report(row: TestRow, laboratory: str = "") -> LabReport:
    """The same test with its person as the file names it; nothing of the row is lost."""
    name = row.who.name
    said = str(row.more.get("laboratory", "")) or laboratory
    number = row.who.participant_id
    return LabReport(
        line=row.row,
        laboratory=said,
        message_id="",
        specimens=(row.specimen_id,) if row.specimen_id else (),
        patient=Patient(
            lab_number=number[:60],
            numbers=(number,) if number else (),
            family=name.last if name else "",
            given=f"{name.first} {name.middle}".strip() if name else "",
            born=row.who.born,
        ),
        collected_on=row.collected_on,
        collected_time=row.collected_time,
        received_on=row.more.get("received_on"),
        reported_on=row.more.get("reported_on"),
        matrix=row.matrix,
        findings=tuple(_finding(row.row, reading) for reading in row.results),
        collection=_collection(row),
        by_court=True,
    )


def _finding(line: int, reading: SubstanceReading) -> Finding:
    if reading.sure:
        code = Code(reading.substance.value, reading.named, COLUMN)
    elif reading.code:
        code = code_of(reading.code, reading.named)
    else:
        code = Code("", reading.named)
    cutoffs = (Cutoff("range", reading.cutoff, reading.unit),) if reading.cutoff else ()
    if reading.said:
        amount = amount_of(reading.said)
        return Finding(
            line=line,
            codes=(code,),
            value=reading.said,
            words=() if amount else (reading.said,),
            number=amount[1] if amount else None,
            sign=amount[0] if amount else "",
            unit=(amount[2] if amount else "") or reading.unit,
            cutoffs=cutoffs,
        )
    word = _CONFIRMED.get(reading.confirmation, reading.result.value.replace("_", " "))
    if reading.result is not AnalyteResult.POSITIVE:
        word = reading.result.value.replace("_", " ")
    return Finding(
        line=line,
        codes=(code,),
        value=word,
        words=(word,),
        unit=reading.unit,
        cutoffs=cutoffs,
    )


def _collection(row: TestRow) -> dict[str, Any]:
    """What the row says of the collection, by the columns of a test, as plain values."""
    told: dict[str, Any] = {}
    if row.status is not CollectionStatus.COLLECTED:
        told["status"] = row.status.value
    if row.validity is not Validity.NOT_CHECKED:
        told["validity"] = row.validity.value
    if row.reason is not None:
        told["reason"] = row.reason.value
    for key, said in (("observed", row.observed), ("temperature_in_range", row.temperature_ok)):
        if said is not None:
            told[key] = (YesNo.YES if said else YesNo.NO).value
    numbers = {"creatinine": row.creatinine, "specific_gravity": row.specific_gravity}
    numbers["ph"] = row.more.get("ph")
    told |= {key: number for key, number in numbers.items() if number is not None}
    if row.collector:
        told["collector"] = row.collector
    return told
