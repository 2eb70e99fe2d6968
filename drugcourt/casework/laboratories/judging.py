"""What a laboratory's report comes to, or what a person has to say before it can be entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from drugcourt.domain.specimens import AnalyteResult, Confirmation, Substance, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.laboratories.analytes import LEFT_OUT, MEASURED, Named, name_analyte
from drugcourt.exchange.laboratories.cutoffs import disagreement
from drugcourt.exchange.laboratories.reports import LOINC, Cutoff, Finding, LabReport, Standing
from drugcourt.exchange.laboratories.values import Value, confirmed, meaning_of, read_value
from drugcourt.exchange.policy import normal, terms_for
from drugcourt.exchange.tables.problems import UnreadableError
from drugcourt.exchange.tables.results import ResultWord, weight
from drugcourt.exchange.tables.values import parse_gravity, parse_number, parse_temperature


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding: what it names and says. `waits_for` is "code", "value", or "" when clear."""

    finding: Finding
    named: Named
    value: Value | None = None
    waits_for: str = ""
    reason: str = ""


@dataclass(slots=True)
class Outcome:
    """A report as it would be entered; `waiting` are the findings that a person has to settle.

    `results` maps a substance to the columns of its result; `standings` says how sure the
    laboratory is of it.
    """

    judged: list[Judged] = field(default_factory=list)
    results: dict[Substance, dict[str, Any]] = field(default_factory=dict)
    standings: dict[Substance, Standing] = field(default_factory=dict)
    specimen: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> list[Judged]:
        return [each for each in self.judged if each.waits_for]


def judge(
    report: LabReport,
    codes: Mapping[str, str],
    values: Mapping[str, ResultWord],
    here: Mapping[int, ResultWord] | None = None,
) -> Outcome:
    """Read every finding by the saved choices of its laboratory; `here` are those for its places.

    A report with one finding that is not clear is entered not at all: half of it could look
    negative.
    """
    found = Outcome()
    for place, finding in enumerate(report.findings):
        judged = _judge(finding, codes, values, (here or {}).get(place))
        found.judged.append(judged)
        if judged.waits_for or judged.named.target in ("", LEFT_OUT):
            continue
        if judged.named.target in MEASURED:
            _measure(found, judged)
        elif judged.value is not None and judged.value.word is not None:
            _result(found, report, judged, judged.value.word)
    return found


def _judge(
    finding: Finding,
    codes: Mapping[str, str],
    values: Mapping[str, ResultWord],
    said: ResultWord | None,
) -> Judged:
    named = name_analyte(finding.codes, codes)
    if not named.target:
        return Judged(finding, named, waits_for="code", reason=named.reason)
    if named.target == LEFT_OUT:
        return Judged(finding, named)
    if said is not None:
        return Judged(finding, named, Value(said))
    if named.target in MEASURED:
        reason = _unreadable(named.target, finding)
        return Judged(finding, named, waits_for="value" if reason else "", reason=reason)
    if named.cutoff is not None:
        from_code = Cutoff("the code", named.cutoff, "ng/mL")
        finding = replace(finding, cutoffs=(from_code, *finding.cutoffs))
    value = read_value(finding, values)
    word = value.word
    if word is not None and word.result is None and word.validity is None:
        value = Value(None, reason="This value speaks of the collection; say what it means.")
    waits = "value" if value.word is None else ""
    return Judged(finding, named, value, waits, value.reason)


def _result(found: Outcome, report: LabReport, judged: Judged, word: ResultWord) -> None:
    """Take one result in; the weightier of two stays, and a positive is never lost."""
    if word.validity is not None:
        found.specimen["validity"] = word.validity
    if word.result is None:
        return
    substance, finding = Substance(judged.named.target), judged.finding
    columns = _columns(judged, word)
    found.standings[substance] = _surest(found.standings.get(substance), finding.standing)
    earlier = found.results.get(substance)
    if judged.named.confirms:
        columns = _of_confirmation(columns, word, report)
        if earlier is None:
            found.results[substance] = columns
        else:
            found.results[substance] = _joined(earlier, columns, word)
        return
    if earlier is None:
        found.results[substance] = columns
        return
    if earlier["result"] is not columns["result"]:
        remark = f"Two values came for {substance.label}; the weightier one stands."
        columns["comment"] = earlier["comment"] = _lines(earlier["comment"], remark)
    if _weight(columns) > _weight(earlier):
        kept = {key: earlier[key] for key in earlier if key.startswith("confirm")}
        found.results[substance] = {**columns, **kept}


def _columns(judged: Judged, word: ResultWord) -> dict[str, Any]:
    finding = judged.finding
    first = finding.cutoffs[0] if finding.cutoffs else None
    code = next((c for c in finding.codes if c.system == LOINC and c.code), None) or next(
        (c for c in finding.codes if c.code), None
    )
    warnings = (judged.named.warning, judged.value.warning if judged.value else "",
                disagreement(finding.cutoffs))  # fmt: skip
    confirmation = word.confirmation
    return {
        "result": word.result,
        "confirmation": confirmation,
        "level": finding.number,
        "unit": finding.unit if finding.number is not None else (first.unit if first else "")[:20],
        "cutoff": first.number if first else None,
        "reported_as": f"{finding.name}: {finding.value}"[:120],
        "code": (code.code if code else "")[:20],
        "comment": "\n".join(line for line in (*warnings, *finding.notes) if line),
    }


def _of_confirmation(
    columns: dict[str, Any], word: ResultWord, report: LabReport
) -> dict[str, Any]:
    """A second method by itself: a positive it finds is a confirmed one."""
    result = word.result or AnalyteResult.NOT_REPORTED
    confirmation = confirmed(result) if result is AnalyteResult.POSITIVE else Confirmation.NONE
    return {
        **columns,
        "confirmation": confirmation,
        "confirmed_on": report.reported_on if confirmation is not Confirmation.NONE else None,
        "confirmation_laboratory": report.laboratory,
        "confirmation_level": columns["level"],
        "confirmation_cutoff": columns["cutoff"],
        "level": None,
        "cutoff": None,
        "confirms": True,
    }


def _joined(screen: dict[str, Any], second: dict[str, Any], word: ResultWord) -> dict[str, Any]:
    """A screen and the second method of one report: the screen stands, with what came of it."""
    if screen.get("confirms"):
        return second if _weight(second) > _weight(screen) else screen
    found = {**screen, "comment": _lines(screen["comment"], second["comment"])}
    if screen["result"] is AnalyteResult.POSITIVE:
        found["confirmation"] = confirmed(word.result or AnalyteResult.NOT_REPORTED)
    elif second["result"] is AnalyteResult.POSITIVE:
        found["result"], found["confirmation"] = AnalyteResult.POSITIVE, Confirmation.CONFIRMED
    for key in ("confirmation_laboratory", "confirmation_level", "confirmation_cutoff"):
        found[key] = second[key]
    if found["confirmation"] in (Confirmation.CONFIRMED, Confirmation.NOT_CONFIRMED):
        found["confirmed_on"] = second["confirmed_on"]
    return found


def _measure(found: Outcome, judged: Judged) -> None:
    """Creatinine, gravity, pH, temperature and validity belong to the specimen itself."""
    target, finding = judged.named.target, judged.finding
    if target == "validity":
        validity = _validity(finding)
        if validity is not None:
            found.specimen["validity"] = validity
    elif target == "temperature":
        said = _temperature(finding)
        if said is not None:
            found.specimen["temperature_in_range"] = YesNo.YES if said else YesNo.NO
    else:
        number = _number(target, finding)
        if number is not None:
            found.specimen[target] = number
    found.remarks += finding.notes


def _unreadable(target: str, finding: Finding) -> str:
    """Why a measured value can't be read; "" when it can, or when nothing was measured."""
    if not finding.value and not finding.words:
        return ""
    if target == "validity":
        return "" if _validity(finding) is not None else "This validity is not known yet."
    if target == "temperature":
        return "" if _temperature(finding) is not None else "This temperature is not known yet."
    return "" if _number(target, finding) is not None else "A number was expected here."


def _number(target: str, finding: Finding) -> float | None:
    parse = parse_gravity if target == "specific_gravity" else parse_number
    told = (finding.number,) if finding.number is not None else finding.words
    for word in told:
        try:
            return parse(word)
        except UnreadableError:
            continue
    return None


def _validity(finding: Finding) -> Validity | None:
    known = terms_for("validity", Validity)
    for word in (finding.value, *finding.words):
        said = known.get(normal(word))
        meaning = meaning_of(word)
        if said or (meaning and meaning.validity):
            return said or (meaning.validity if meaning else None)
    return None


def _temperature(finding: Finding) -> bool | None:
    for word in (finding.value, *finding.words):
        try:
            return parse_temperature(word)
        except UnreadableError:
            continue
    return None


def _surest(one: Standing | None, other: Standing) -> Standing:
    """What holds for a substance told twice: a correction weighs most, then what is least sure."""
    order = (Standing.CORRECTED, Standing.PRELIMINARY, Standing.UNSAID, Standing.FINAL)
    said = {standing for standing in (one, other) if standing is not None}
    return next((standing for standing in order if standing in said), other)


def _weight(columns: Mapping[str, Any]) -> int:
    return weight(columns["result"])


def _lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
