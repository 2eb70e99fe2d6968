"""How a program's handbook is read from a TOML file and written back to one."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from drugcourt.domain.program import (
    MilestoneKind,
    Phase,
    Program,
    ResponseItem,
    SoberPolicy,
    SoberRule,
    TrackOutcome,
)
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.broken import ReadAnyway
from drugcourt.exchange.programs.checks import mistakes_between
from drugcourt.exchange.programs.exceptions import filled
from drugcourt.exchange.programs.forms import ProgramForm, only_if_from, requirement_from
from drugcourt.exchange.programs.lines import Path as Line
from drugcourt.exchange.programs.lines import line_at, lines_of
from drugcourt.exchange.programs.mistakes import meant_kinds, problem_from
from drugcourt.exchange.programs.problems import ProgramProblem, ProgramRefusal
from drugcourt.exchange.programs.values import plain_number
from drugcourt.exchange.resources import resource

_MOST_BYTES = 1_000_000  # the longest handbook as data is under 100,000


def shipped_programs() -> list[Path]:
    """The program files that come with the application, in the order of their names."""
    return sorted(resource("programs").glob("*.toml"))


def load_program(source: Path | str) -> Program:
    """The program of a file (a Path) or of a TOML text (a str).

    Raises ProgramRefusal with every mistake, and Refusal when the file cannot be read at all.
    """
    text = program_text(source) if isinstance(source, Path) else source
    read = ReadAnyway(text)
    if read.data is None:
        raise ProgramRefusal(read.problems)
    data, lines = filled(read.data), lines_of(text)
    problems = [
        ProgramProblem(line_at(lines, path), _dotted(path), sentence, suggestion)
        for path, sentence, suggestion in mistakes_between(data)
    ]
    try:
        form = _form(data, lines, problems)
    except ProgramRefusal as refusal:
        left_out = {_dotted(path) for path in read.paths}
        told = [problem for problem in refusal.problems if problem.key not in left_out]
        raise ProgramRefusal([*read.problems, *told]) from refusal
    if problems or read.problems:
        raise ProgramRefusal([*read.problems, *problems])
    return _program_from(form)


def kept_program(text: str) -> Program:
    """The program of a text that was checked when the court took it in, and is kept since.

    What a later release calls a mistake keeps no court out of the handbook that it lives by.
    """
    return _program_from(_form(filled(tomllib.loads(text)), lines_of(text), []))


def _form(
    data: dict[str, Any], lines: dict[Line, int], problems: list[ProgramProblem]
) -> ProgramForm:
    """The file in its shape; where it has none, ProgramRefusal tells the other problems too."""
    try:
        return ProgramForm.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        told = [problem_from(item, data, lines) for item in (*errors, *_behind(errors, data))]
        circles = {p.key.removesuffix(".replaces") for p in problems if p.key.endswith(".replaces")}
        found = [p for p in told if p is not None and p.key not in circles]
        raise ProgramRefusal([*problems, *dict.fromkeys(found)]) from error


def _behind(errors: Sequence[Any], data: dict[str, Any]) -> list[Any]:
    """What a misspelled kind hides: the mistakes of its entry were the kind what was meant."""
    meant = meant_kinds(errors)
    if not meant:
        return []
    other = deepcopy(data)
    for path, kind in meant:
        entry: Any = other
        for part in path:
            entry = entry[part]
        entry["kind"] = kind
    try:
        ProgramForm.model_validate(other)
    except ValidationError as error:
        return [item for item in error.errors(include_url=False) if item not in errors]
    return []


def program_text(path: Path) -> str:
    """The text of a program file; Refusal when it can't be read or is far too large."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refusal(f"“{path.name}” is too large for a program file; choose another.")
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, ValueError) as problem:
        if isinstance(problem, UnicodeDecodeError):
            raise Refusal(
                f"“{path.name}” is not plain text in UTF-8; save it again as UTF-8, or choose "
                "another file."
            ) from problem
        raise Refusal(
            f"The program file “{path.name}” can't be read; choose it again."
        ) from problem


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _program_from(form: ProgramForm) -> Program:
    head = form.program
    return Program(
        key=head.key,
        name=head.name,
        version=head.version,
        effective=head.effective,
        phases=tuple(_phase_from(phase) for phase in form.phases),
        graduation=tuple(requirement_from(entry) for entry in form.graduation),
        sober=SoberPolicy(
            dict(form.sober.effects),
            form.sober.new_count,
            form.sober.pending_resets,
            form.sober.origin,
            tuple(SoberRule(**dict(rule)) for rule in form.sober.rules),
            form.sober.starts,
            form.sober.without,
        ),
        milestones=tuple(
            MilestoneKind(m.key, m.title, m.basis, m.requires) for m in form.milestones
        ),
        outcomes=tuple(TrackOutcome(o.track, o.outcome, o.basis) for o in form.outcomes),
        responses=tuple(
            ResponseItem(r.family.value, r.title, r.magnitude.value, r.jail) for r in form.responses
        ),
        kind=head.kind,
        state=head.state,
        sources=head.sources,
        remarks=head.remarks,
        month_days=head.month_days,
        completes=head.completes,
        record_check_days=head.record_check_days,
        demotion=head.demotion,
        ceremonies=head.ceremonies,
        holidays=head.holidays,
        options=dict(form.options),
    )


def _phase_from(form: Any) -> Phase:
    return Phase(
        key=form.key,
        name=form.name,
        advance=tuple(requirement_from(entry) for entry in form.advance),
        basis=form.basis,
        purpose=form.purpose,
        hearing_every=form.hearing_every,
        tests_per_week=form.tests_per_week,
        meetings_per_week=form.meetings_per_week,
        treatment_hours_per_week=form.treatment_hours_per_week,
        contacts=form.contacts,
        duties=form.duties,
        optional=form.optional,
        only_if=only_if_from(form.only_if),
        sober_days=form.sober_days,
        hearing_by=dict(form.hearing_by),
        hearing_on=form.hearing_on,
        curfew=form.curfew,
        hearings_per_month=form.hearings_per_month,
        hearings_per_month_most=form.hearings_per_month_most,
        tests_per_week_most=plain_number(form.tests_per_week_most),
        contact_rates=form.contact_rates,
    )
