"""What FHIR R4 observations and diagnostic reports say: one report for each specimen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, tzinfo

from drugcourt.domain.specimens import Matrix
from drugcourt.exchange.laboratories.attached import pdf_of
from drugcourt.exchange.laboratories.clocks import on_the_wall
from drugcourt.exchange.laboratories.cutoffs import name_cutoff, note_cutoff, range_cutoff
from drugcourt.exchange.laboratories.fhir_resources import (
    Bundle,
    Resource,
    listed,
    part,
    read_bundle,
    text,
)
from drugcourt.exchange.laboratories.reports import (
    LOINC,
    MOST_NOTES,
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

MOST_MEMBERS = 500  # observations of one report
_STANDINGS = {
    "final": Standing.FINAL, "amended": Standing.CORRECTED, "corrected": Standing.CORRECTED,
    "preliminary": Standing.PRELIMINARY, "registered": Standing.PRELIMINARY,
    "partial": Standing.PRELIMINARY, "appended": Standing.FINAL,
    "entered-in-error": Standing.WITHDRAWN, "cancelled": Standing.UNAVAILABLE,
}  # fmt: skip
# What a report says of all its observations, whatever each of them says by itself.
_OVERRULES = {"entered-in-error", "cancelled", "amended", "corrected"}
# An extension of this kind may turn the meaning around: FHIR lets nobody read past it.
_MODIFIED = "with a modifier unknown here"
_STARTS = re.compile(r"(pos|neg)(?:itive|ative)?\b[.!]?", re.I)


def fhir_reports(data: bytes, zone: tzinfo | None = None) -> Iterator[LabReport | RowProblem]:
    """Each specimen that the resources tell of; what can't be read is a problem with its line.

    Times in UTC are told on the clock of `zone`, else on this computer's.
    """
    bundle, problems = read_bundle(data, zone)
    yield from problems
    told: set[int] = set()
    reports = 0
    for line, resource in bundle.resources:
        if text(resource, "resourceType") == "DiagnosticReport":
            members = _members(bundle, resource, told)
            yield from _of_report(bundle, line, resource, members)
            reports += 1
    loose: dict[object, list[tuple[int, Resource]]] = {}
    for line, resource in bundle.resources:
        if text(resource, "resourceType") == "Observation" and id(resource) not in told:
            who = _patient(bundle, resource)
            whose: object = who if who != Patient() else id(resource)  # nobody is no one person
            key = (whose, _when(resource), _cup(bundle, resource))
            loose.setdefault(key, []).append((line, resource))
    for group in loose.values():
        held = {id(m) for _, r in group for m in _has(bundle, r)}
        own = [(line, r) for line, r in group if id(r) not in held]
        yield from _of_observations(bundle, own or group)
        reports += 1
    if not reports and not problems:
        yield RowProblem(1, "", "resource", "The file holds no observation and no report.")


def _members(bundle: Bundle, report: Resource, told: set[int]) -> list[Resource]:
    """The observations of a report, panels opened; those that are told here are noted."""
    found: list[Resource] = []
    waiting = [bundle.resolve(ref, report) for ref in listed(report, "result")[:MOST_MEMBERS]]
    while waiting and len(found) < MOST_MEMBERS:
        member = waiting.pop(0)
        if not member or id(member) in told:
            continue
        told.add(id(member))
        found.append(member)
        waiting += _has(bundle, member)
    return found


def _has(bundle: Bundle, observation: Resource) -> list[Resource]:
    members = (bundle.resolve(ref, observation) for ref in listed(observation, "hasMember"))
    return [member for member in members if member]


def _of_report(
    bundle: Bundle, line: int, report: Resource, members: list[Resource]
) -> Iterator[LabReport | RowProblem]:
    attached: list[Attached] = []
    for form in listed(report, "presentedForm")[:5]:
        packed = form.get("data")
        if not isinstance(packed, str):
            continue
        data, reason = pdf_of(packed)
        if data is None:
            yield RowProblem(line, "", "document", reason)
        else:
            attached.append(Attached(text(form, "title")[:120] or "Report", data))
    missing = [ref for ref in listed(report, "result") if not bundle.resolve(ref, report)]
    if missing and not members:
        yield RowProblem(line, "", "report", "The report's observations are not in the file.")
        return
    status = text(report, "status")
    notes = [text(report, "conclusion")]
    doubt = _of_another(bundle, report, members) or (_incomplete(len(missing)) if missing else "")
    if listed(report, "modifierExtension"):
        doubt = f"The report came {_MODIFIED}, which may turn its meaning around."
    cups = _cups(bundle, report, members)
    for cup in cups:
        own = {} if len(cups) > 1 else report  # its numbers are none of one specimen among several
        found = _report(bundle, line, report, cup, status, notes, tuple(attached), numbered=own)
        yield replace(found, incomplete=doubt) if doubt else found
        attached = []


def _cups(bundle: Bundle, report: Resource, members: list[Resource]) -> list[list[Resource]]:
    """The observations of a report by their specimens: a report may sum up several.

    Those that name none are of the first; where nobody names one and the report no day, days tell.
    """
    cups: dict[object, list[Resource]] = {}
    for member in members:
        cups.setdefault(_cup(bundle, member), []).append(member)
    unnamed = cups.pop((), [])
    if cups:
        first, *others = cups.values()
        return [[*first, *unnamed], *others]
    if text(report, "effectiveDateTime") or text(report, "effectiveInstant"):
        return [unnamed]
    for member in unnamed:
        day = _moment(_when(member), bundle.zone)[0]
        cups.setdefault(day or next(iter(cups), None), []).append(member)
    return list(cups.values()) or [[]]


def _cup(bundle: Bundle, of: Resource) -> tuple[str, ...]:
    """By what a specimen is told from others: its numbers, else the name it is referred to by."""
    name = text(_reference(of), "reference")
    named = (name,) if name and not name.startswith("#") else ()
    return _numbers({}, {}, _specimen(bundle, of)) or named


def _reference(of: Resource) -> Resource:
    return part(of, "specimen") or next(iter(listed(of, "specimen")), {})


def _specimen(bundle: Bundle, of: Resource) -> Resource:
    """The specimen that is referred to; one that is not in the file may have its number said."""
    reference = _reference(of)
    named = part(reference, "identifier")
    return bundle.resolve(reference, of) or ({"accessionIdentifier": named} if named else {})


def _of_another(bundle: Bundle, report: Resource, members: list[Resource]) -> str:
    """Why a report waits whose observations name another person than it does."""
    whose = [set(_patient(bundle, each).numbers) for each in (report, *members)]
    known = [numbers for numbers in whose if numbers]
    if any(known[0].isdisjoint(numbers) for numbers in known[1:]):
        return "An observation of the report is about another person than the report."
    return ""


def _incomplete(missing: int) -> str:
    named = "One observation" if missing == 1 else f"{missing:,} observations"
    return f"{named} that the report refers to {'is' if missing == 1 else 'are'} not in the file."


def _of_observations(
    bundle: Bundle, group: list[tuple[int, Resource]]
) -> Iterator[LabReport | RowProblem]:
    line, first = group[0]
    members: list[Resource] = []
    for _line, each in group:
        members += [each, *(m for m in _has(bundle, each) if m not in members)]
    yield _report(bundle, line, first, members, "", [], (), numbered=first)


def _report(
    bundle: Bundle,
    line: int,
    about: Resource,
    members: list[Resource],
    status: str,
    notes: list[str],
    attached: tuple[Attached, ...],
    *,
    numbered: Resource,
) -> LabReport:
    first = members[0] if members else about
    specimen = _specimen(bundle, first) or _specimen(bundle, about)
    taken = part(specimen, "collection")
    at = _moment(_when(taken, "collected") or _when(numbered) or _when(first), bundle.zone)
    received = _moment(text(specimen, "receivedTime"), bundle.zone)
    issued = _moment(text(about, "issued") or text(first, "issued"), bundle.zone)
    findings: list[Finding] = []
    for member in members:
        findings += _findings(line, member, status)
    return LabReport(
        line=line,
        laboratory=_laboratory(bundle, about, first),
        message_id=text(about, "id")[:200],
        specimens=_numbers(numbered, first, specimen),
        patient=_patient(bundle, about if part(about, "subject") else first),
        collected_on=at[0],
        collected_time=at[1],
        received_on=received[0],
        received_time=received[1],
        reported_on=issued[0],
        reported_time=issued[1],
        matrix=_matrix(part(specimen, "type")),
        findings=tuple(findings),
        notes=tuple(note for note in notes if note)[:MOST_NOTES],
        attached=attached,
    )


def _findings(line: int, observation: Resource, status: str) -> Iterator[Finding]:
    """The observation's own value and those of its components; a panel itself has none."""
    own = text(observation, "status")
    withdrawn = own in ("entered-in-error", "cancelled")
    standing = status if status in _OVERRULES and not withdrawn else own or status
    components = listed(observation, "component")[:MOST_MEMBERS]
    valued = any(key.startswith("value") for key in observation)
    if valued or not (components or listed(observation, "hasMember")):
        yield _finding(line, observation, standing)
    for component in components:
        yield _finding(line, component, standing)


def _finding(line: int, of: Resource, standing: str) -> Finding:
    codes = _codes(part(of, "code"))
    words, value, number, sign, unit = _value(of)
    if value and listed(of, "modifierExtension"):
        value, number = f"{value[:1_900]} ({_MODIFIED})", None
        words = (value,)
    notes = [t[:2_000] for note in listed(of, "note") for t in text(note, "text").splitlines()]
    flags = [
        text(coding, "code")
        for said in listed(of, "interpretation")
        for coding in listed(said, "coding")
    ]
    cutoffs = (
        *_range(of),
        *next((found for c in codes if (found := name_cutoff(c.text))), ()),
        *note_cutoff(tuple(notes)),
    )
    return Finding(
        line=line,
        codes=codes,
        value=value,
        words=words,
        number=number,
        sign=sign,
        unit=unit[:20],
        flag=(flags[0] if flags else "")[:20],
        standing=_STANDINGS.get(standing, Standing.UNSAID),
        cutoffs=cutoffs,
        notes=tuple(notes[:MOST_NOTES]),
    )


def _value(of: Resource) -> tuple[tuple[str, ...], str, float | None, str, str]:
    """Words, what is shown, and the quantity; a person reads what has another shape."""
    if quantity := part(of, "valueQuantity"):
        raw = quantity.get("value")
        number = float(raw) if isinstance(raw, int | float) and abs(raw) < 1e15 else None
        sign = text(quantity, "comparator")
        unit = text(quantity, "unit") or text(quantity, "code")
        if number is None:
            return _unread(raw, unit)
        return (), f"{sign}{number:g}", number, sign, unit
    if coded := part(of, "valueCodeableConcept"):
        words = [text(coded, "text")]
        for coding in listed(coded, "coding"):
            words += [text(coding, "code"), text(coding, "display")]
        said = tuple(dict.fromkeys(word[:200] for word in words if word))
        shown = text(coded, "text") or next((w for w in said if not w.isdecimal()), "")
        return said, shown or (said[0] if said else ""), None, "", ""
    for key in ("valueString", "valueInteger", "valueBoolean"):
        if whole := text(of, key):
            # The opioid guideline's profile: a text begins with pos or neg.
            start = _STARTS.match(whole)
            word = start[1] if start and start.end() == len(whole) else whole
            if key == "valueString" and (amount := amount_of(whole)):
                sign, found, unit = amount
                return (word[:200],), whole, found, sign, unit
            return (word[:200],), whole, None, "", ""
    other = next((of[key] for key in of if key.startswith("value")), None)
    return _unread(None if other is None else json.dumps(other), "")


def _unread(raw: object, unit: str) -> tuple[tuple[str, ...], str, None, str, str]:
    """A quantity that is no number: it is shown, and a person says what it means."""
    shown = "" if raw is None else str(raw)[:60]
    return ((shown,) if shown else ()), shown, None, "", unit


def _range(of: Resource) -> tuple[Cutoff, ...]:
    for limits in listed(of, "referenceRange"):
        if found := range_cutoff(text(limits, "text")):
            return found
        for key in ("high", "low"):
            bound = part(limits, key)
            number = bound.get("value")
            if isinstance(number, int | float) and 0 < number < 1e15:
                return (Cutoff("range", float(number), text(bound, "unit")[:20]),)
    return ()


def _codes(concept: Resource) -> tuple[Code, ...]:
    found = [
        Code(text(c, "code")[:60], text(c, "display")[:200], _system(text(c, "system")))
        for c in listed(concept, "coding")[:10]
    ]
    said = text(concept, "text")[:200]
    if said and all(code.text != said for code in found):
        found.append(Code("", said, ""))
    return tuple(found)


def _system(address: str) -> str:
    plain = address.casefold().rstrip("/")
    loinc = plain.endswith(("loinc.org", "2.16.840.1.113883.6.1"))
    return LOINC if loinc else plain[:60]


def _patient(bundle: Bundle, about: Resource) -> Patient:
    subject = part(about, "subject")
    person = bundle.resolve(subject, about)
    identifiers = [text(i, "value")[:60] for i in listed(person, "identifier")]
    identifiers += [text(part(subject, "identifier"), "value")[:60]]
    reference = text(subject, "reference")
    fallback = "" if reference.startswith("#") else reference.rpartition("/")[2]
    numbers = tuple(dict.fromkeys(n for n in (*identifiers, fallback[:60]) if n))
    names = listed(person, "name")
    name: Resource = next(
        (n for n in names if text(n, "use") in ("official", "usual", "")), {}
    ) or (names[0] if names else {})
    given = name.get("given")
    first = " ".join(g for g in given if isinstance(g, str)) if isinstance(given, list) else ""
    family = text(name, "family") or (text(name, "text") if not first else "")
    return Patient(
        lab_number=numbers[0] if numbers else "",
        numbers=numbers,
        family=(family or text(subject, "display"))[:100],
        given=first[:100],
        born=_moment(text(person, "birthDate")[:10], bundle.zone)[0],
    )


def _laboratory(bundle: Bundle, about: Resource, first: Resource) -> str:
    for holder in (about, first):
        for performer in listed(holder, "performer"):
            found = bundle.resolve(performer, holder)
            named = text(performer, "display") or text(found, "name")
            if named or text(found, "resourceType") == "Organization":
                return named[:120]
    return ""


def _numbers(about: Resource, first: Resource, specimen: Resource) -> tuple[str, ...]:
    """The numbers of the specimen, the surest first; a resource's own id is no number."""
    said = [text(part(specimen, "accessionIdentifier"), "value")]
    said += [text(i, "value") for i in listed(specimen, "identifier")]
    for holder in (about, first):
        said += [text(part(b, "identifier"), "value") for b in listed(holder, "basedOn")]
    if text(about, "resourceType") == "DiagnosticReport":
        said += [text(i, "value") for i in listed(about, "identifier")]
    return tuple(dict.fromkeys(number[:60] for number in said if number))


def _when(of: Resource, what: str = "effective") -> str:
    period = part(of, f"{what}Period")
    return text(of, f"{what}DateTime") or text(of, f"{what}Instant") or text(period, "start")


def _moment(said: str, zone: tzinfo | None) -> tuple[date | None, time | None]:
    """Day and time; a day alone is that day everywhere."""
    try:
        if len(said) <= 10:
            return date.fromisoformat(said), None
        return on_the_wall(datetime.fromisoformat(said), zone)
    except (ValueError, OverflowError):
        return None, None


def _matrix(concept: Resource) -> Matrix | None:
    said = [text(concept, "text"), *(text(c, "display") for c in listed(concept, "coding"))]
    return matrix_of(word for each in said for word in (each, *each.split()))
