"""What the result messages of an HL7 file say: one report for each specimen, by position only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, tzinfo

from drugcourt.domain.specimens import Matrix
from drugcourt.exchange.laboratories.attached import pdf_of
from drugcourt.exchange.laboratories.clocks import stamp
from drugcourt.exchange.laboratories.cutoffs import name_cutoff, note_cutoff, range_cutoff
from drugcourt.exchange.laboratories.hl7_messages import Message, Segment, read_messages
from drugcourt.exchange.laboratories.reports import (
    LOINC,
    MOST_NOTES,
    MOST_TEXT,
    Attached,
    Code,
    Cutoff,
    Finding,
    LabReport,
    Patient,
    Standing,
)
from drugcourt.exchange.laboratories.values import amount_of, matrix_of
from drugcourt.exchange.tables.problems import RowProblem

_NUMBER = re.compile(r"(<=|>=|<>|<|>|=)?\s*(\d{1,12}(?:\.\d{1,9})?)")
_STANDINGS = {
    "F": Standing.FINAL, "U": Standing.FINAL, "C": Standing.CORRECTED, "K": Standing.CORRECTED,
    "A": Standing.CORRECTED, "P": Standing.PRELIMINARY, "R": Standing.PRELIMINARY,
    "S": Standing.PRELIMINARY, "I": Standing.PRELIMINARY, "V": Standing.FINAL,
    "D": Standing.WITHDRAWN, "W": Standing.WITHDRAWN, "X": Standing.UNAVAILABLE,
    "N": Standing.UNAVAILABLE, "O": Standing.UNAVAILABLE, "B": Standing.FINAL,
}  # fmt: skip
_LOINC_NAMES = {"ln", "loinc", "lnc", "2168401138836.1", "216840111388361", "2.16.840.1.113883.6.1"}
_NO_RESULT_YET = {"O", "S", "I", "X", "Y", "Z"}  # of an order: none is to be expected in it
_ORDER_CORRECTED = {"C", "M"}  # of an order whose results call themselves merely final
_CODED = {"CE", "CWE", "CNE", "CF", "IS", "ID"}


_Moment = tuple[date | None, time | None]


@dataclass(slots=True)
class _Specimen:
    """One specimen while its lines are gathered."""

    line: int
    moment: str = ""
    own: str = ""  # the number of the specimen itself (SPM-2)
    numbers: list[str] = field(default_factory=list)
    parent: str = ""  # the order that this one goes on from (OBR-29)
    at: _Moment = (None, None)
    received: _Moment = (None, None)
    reported: _Moment = (None, None)
    expects: bool = True
    matrix: Matrix | None = None
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    incomplete: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything came of the order."""
        return bool(self.findings or self.attached)

    def is_of(self, other: _Specimen) -> bool:
        """Whether another order of the message is about the same specimen."""
        if self.own and other.own:
            return self.own == other.own
        if self.matrix and other.matrix and self.matrix is not other.matrix:
            return False
        if other.parent and other.parent in self.numbers:
            return True
        if self.at[0] and other.at[0] and self.at[0] != other.at[0]:
            return False
        shared = bool(set(self.numbers) & set(other.numbers))
        return shared or self.moment == other.moment

    def join(self, other: _Specimen) -> None:
        """Take in what another order of this specimen says."""
        self.own = self.own or other.own
        self.numbers += [number for number in other.numbers if number not in self.numbers]
        self.at = self.at if self.at[0] else other.at
        self.received = self.received if self.received[0] else other.received
        self.reported = other.reported if other.reported[0] else self.reported
        self.incomplete = self.incomplete or other.incomplete
        self.matrix = self.matrix or other.matrix
        self.findings += other.findings
        self.notes += other.notes
        self.attached += other.attached


def hl7_reports(data: bytes, zone: tzinfo | None = None) -> Iterator[LabReport | RowProblem]:
    """Each specimen of each result message; what can't be read is a problem with its line.

    Times in UTC are told on the clock of `zone`, else on this computer's.
    """
    for message in read_messages(data):
        if isinstance(message, RowProblem):
            yield message
        else:
            yield from _reports(message, zone)


def _reports(message: Message, zone: tzinfo | None) -> Iterator[LabReport | RowProblem]:
    head = message.header
    if not message.whole:
        yield RowProblem(
            message.line, "", "message", "The file breaks off within this message; nothing is read."
        )
        return
    kind = head.piece(9).upper()
    if kind not in ("ORU", "OUL"):
        named = f"“{kind[:10]}”" if kind else "without a kind"
        yield RowProblem(
            message.line, "", "message", f"This message is {named}; only results (ORU) are read."
        )
        return
    reports = list(_specimens(message, zone))
    if not reports:
        yield RowProblem(message.line, "", "message", "The message holds no result.")
    yield from reports


def _specimens(message: Message, zone: tzinfo | None) -> Iterator[LabReport | RowProblem]:
    """Orders of one message that share a specimen or a moment of collection are one specimen."""
    reading = _Reading(message, zone)
    for segment in message.segments[1:]:
        reading.take(segment)
    yield from reading.done()


class _Reading:
    """Goes through a message line by line; a new PID or a new specimen begins a new report."""

    def __init__(self, message: Message, zone: tzinfo | None) -> None:
        head = message.header
        self.zone = zone
        self.laboratory = (head.piece(4) or head.piece(3))[:120]
        self.message_id = head.text(10)[:200]
        self.sent = stamp(head.piece(7), zone)
        self.open_end = message.doubt
        self.patient = Patient()
        self.notes: list[str] = []
        self.orders: list[_Specimen] = []
        self.out: list[LabReport | RowProblem] = []
        self.here: _Specimen | None = None
        self.after = ""
        self.ordered: list[str] = []
        self.standing = ""

    def take(self, segment: Segment) -> None:
        """One line of the message."""
        reader = getattr(self, f"_{segment.name.lower()}", None)
        if reader is not None:
            reader(segment)
        if segment.name != "NTE":
            self.after = segment.name

    def done(self) -> Iterator[LabReport | RowProblem]:
        """Every report of the message, in its order."""
        self._close(self.open_end)
        yield from self.out

    def _pid(self, segment: Segment) -> None:
        self._close()
        self.patient = _patient(segment)

    def _orc(self, segment: Segment) -> None:
        self.ordered = [segment.piece(3), segment.piece(2)]

    def _obr(self, segment: Segment) -> None:
        at = stamp(segment.piece(7), self.zone)
        first = segment.number(29, 2) or segment.number(29)
        numbers = [first, segment.piece(3), segment.piece(2), *self.ordered]
        here = _Specimen(segment.line, segment.piece(7)[:12], parent=first[:60], at=at)
        here.numbers = list(dict.fromkeys(number[:60] for number in numbers if number))
        here.received = stamp(segment.piece(14), self.zone)
        here.reported = stamp(segment.piece(22), self.zone)
        here.matrix = matrix_of(segment.pieces(15))
        self.orders.append(here)
        self.here, self.ordered = here, []
        self.standing = segment.piece(25)
        here.expects = self.standing.upper() not in _NO_RESULT_YET

    def _spm(self, segment: Segment) -> None:
        if self.here is None:
            return
        own = (segment.number(2, 2) or segment.number(2))[:60]
        if own:
            self.here.own = own
            self.here.numbers = [own, *(n for n in self.here.numbers if n != own)]
        self.here.matrix = matrix_of(segment.pieces(4)) or self.here.matrix
        if self.here.at[0] is None:
            self.here.at = stamp(segment.piece(17), self.zone)
        if self.here.received[0] is None:
            self.here.received = stamp(segment.piece(18), self.zone)

    def _obx(self, segment: Segment) -> None:
        if self.here is None:
            self.here = _Specimen(segment.line)
            self.orders.append(self.here)
        if self.here.at[0] is None:
            self.here.at = stamp(segment.piece(14), self.zone)
        document = _document(segment)
        if isinstance(document, RowProblem):
            self.out.append(document)
        elif document is not None:
            self.here.attached.append(document)
        else:
            self.here.findings.append(_finding(segment, self.standing))

    def _nte(self, segment: Segment) -> None:
        lines = [line[:MOST_TEXT] for line in segment.text(3).splitlines() if line.strip()]
        if not lines:
            return
        here = self.here
        if self.after == "OBX" and here is not None and here.findings:
            last = here.findings[-1]
            here.findings[-1] = replace(last, notes=(*last.notes, *lines)[:MOST_NOTES])
        elif here is not None and self.after in ("OBR", "ORC", "SPM", "OBX"):
            here.notes += lines
        else:
            self.notes += lines

    def _close(self, doubt: str = "") -> None:
        """End the patient's part: what was gathered becomes reports."""
        self._doubt(doubt)
        specimens: list[_Specimen] = []
        for order in self.orders:
            same = next((each for each in specimens if each.is_of(order)), None)
            if same is None:
                specimens.append(order)
            else:
                same.join(order)
        for each in specimens:
            if each.filled:
                self.out.append(self._report(each))
            elif each.expects and any(other.filled for other in specimens):
                reason = "This order brought no result; ask the laboratory whether there is one."
                self.out.append(RowProblem(each.line, "", "order", reason))
        self.orders, self.here, self.notes = [], None, []

    def _doubt(self, doubt: str) -> None:
        """Signs that lines are missing at the end: the last order is empty, or unlike those before.

        An empty order before others is the heading of a panel for many senders.
        """
        if not self.orders:
            return
        last, before = self.orders[-1], self.orders[:-1]
        if last.expects and not last.filled and any(each.filled for each in before):
            last.incomplete = "Its last order brought no result, so the message may be cut off."
        elif len(before) > 1 and not last.own and all(each.own for each in before):
            last.incomplete = (
                "Its last order does not name its specimen as those before do, so the message may "
                "be cut off."
            )
        last.incomplete = last.incomplete or doubt

    def _report(self, found: _Specimen) -> LabReport:
        reported = found.reported if found.reported[0] else self.sent
        return LabReport(
            line=found.line,
            laboratory=self.laboratory,
            message_id=self.message_id,
            specimens=tuple(found.numbers),
            patient=self.patient,
            collected_on=found.at[0],
            collected_time=found.at[1],
            received_on=found.received[0],
            received_time=found.received[1],
            reported_on=reported[0],
            reported_time=reported[1],
            incomplete=found.incomplete,
            matrix=found.matrix,
            findings=tuple(
                replace(each, cutoffs=(*each.cutoffs, *note_cutoff(each.notes)))
                for each in found.findings
            ),
            notes=tuple([*self.notes, *found.notes][:MOST_NOTES]),
            attached=tuple(found.attached),
        )


def _patient(segment: Segment) -> Patient:
    """PID-3 is the laboratory's own number; all others may be the court's."""
    own, others = "", []
    for repeat in range(1, min(len(segment.repeats(3)), 10) + 1):
        number = segment.piece(3, 1, repeat)[:60]
        own = own or number
        others.append(number)
    others += [segment.piece(place)[:60] for place in (2, 4, 18)]
    family, given, middle = (segment.piece(5, n) for n in (1, 2, 3))
    return Patient(
        lab_number=own or segment.piece(2)[:60],
        numbers=tuple(dict.fromkeys(n for n in others if n)),
        family=" ".join(family.split())[:100],
        given=" ".join(f"{given} {middle}".split())[:100] if middle else given[:100],
        born=stamp(segment.piece(7)[:8])[0],
    )


def _finding(segment: Segment, order: str) -> Finding:
    codes = _codes(segment)
    kind = segment.piece(2).upper()
    value = segment.text(5)[:MOST_TEXT]
    words: list[str] = []
    value = "" if value == '""' else value  # how senders say that there is nothing
    number, sign, own = None, "", ""
    if kind in ("NM", "SN"):
        found = _NUMBER.fullmatch("".join(segment.pieces(5)[:2]).strip())
        if found:
            sign, number = found[1] or "", float(found[2])
            value = f"{sign}{found[2]}"
        else:
            words = [value.replace("^", " ").strip()]
    elif kind in _CODED or "^" in segment.raw(5):
        parts = segment.pieces(5)
        words = [part.strip() for part in (*parts[0:2], *parts[3:5]) if part.strip()]
        value = next((part for part in (*parts[1:2], *parts[4:5], *parts[0:1]) if part), "")
    elif value:
        words = [value]
        if found := _NUMBER.fullmatch(value):
            sign, number = found[1] or "", float(found[2])
        elif amount := amount_of(value):
            sign, number, own = amount
    said = segment.piece(11).upper() or order.upper()
    if said == "F" and order.upper() in _ORDER_CORRECTED:
        said = "C"
    names = [code.text for code in codes]
    cutoffs = (*range_cutoff(segment.text(7)), *_one(names))
    return Finding(
        line=segment.line,
        codes=codes,
        value=value[:MOST_TEXT],
        words=tuple(word[:200] for word in words),
        number=number,
        sign=sign,
        unit=(own or segment.piece(6, 1) or segment.piece(6, 2))[:20],
        flag=segment.piece(8)[:20],
        standing=_STANDINGS.get(said, Standing.UNSAID),
        cutoffs=cutoffs,
    )


def _one(names: list[str]) -> tuple[Cutoff, ...]:
    """The first name that holds a threshold."""
    return next((found for name in names if (found := name_cutoff(name))), ())


def _codes(segment: Segment) -> tuple[Code, ...]:
    """Both codes of OBX-3: each with its text; a text without a code is kept as well."""
    parts = [*segment.pieces(3), *[""] * 9][:9]
    found = []
    for code, text, system in (parts[0:3], parts[3:6]):
        if code.strip() or text.strip():
            found.append(Code(code.strip()[:60], text.strip()[:200], system_of(system)))
    if len(parts) > 8 and parts[8].strip():
        found.append(Code("", parts[8].strip()[:200], ""))
    return tuple(found)


def system_of(named: str) -> str:
    """ "loinc", or the sender's own name of a code system in plain letters."""
    plain = named.strip().casefold()
    return LOINC if plain in _LOINC_NAMES else plain[:60]


def _document(segment: Segment) -> Attached | RowProblem | None:
    """A PDF inside the line; None for a line that holds none."""
    kind = segment.piece(2).upper()
    raw = segment.raw(5)
    if kind not in ("ED", "RP") and "JVBERi0" not in raw[:400]:
        return None
    longest = max(raw.replace(segment.signs.repetition, "").split(segment.signs.component, 50),
                  key=len)  # fmt: skip
    data, reason = pdf_of(longest)
    if data is None:
        return RowProblem(segment.line, "", "document", reason)
    name = next((code.text for code in _codes(segment) if code.text), "") or "Report"
    return Attached(name[:120], data)
