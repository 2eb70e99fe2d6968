"""How a mistake that the file's shape reveals is told to a coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from drugcourt.exchange.programs.forms import (
    KINDS,
    HeadForm,
    MilestoneForm,
    OnlyIfForm,
    OutcomeForm,
    PhaseForm,
    ProgramForm,
    ResponseForm,
    SoberForm,
    SoberRuleForm,
    keys_of,
)
from drugcourt.exchange.programs.lines import Path, line_at
from drugcourt.exchange.programs.problems import ProgramProblem, did_you_mean, nearest

_TABLES: dict[str, type[BaseModel]] = {
    "program": HeadForm,
    "sober": SoberForm,
    "phases": PhaseForm,
    "milestones": MilestoneForm,
    "outcomes": OutcomeForm,
    "responses": ResponseForm,
    "only_if": OnlyIfForm,
    "unless": OnlyIfForm,
    "rules": SoberRuleForm,
}
_TYPES = {
    "int_type": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "string_type": "text in quotation marks",
    "bool_type": "true or false",
    "date_type": "a date such as 2025-01-01",
    "date_parsing": "a date such as 2025-01-01",
    "date_from_datetime_parsing": "a date such as 2025-01-01",
    "date_from_datetime_inexact": "a date such as 2025-01-01",
    "tuple_type": "a list in square brackets",
    "frozen_set_type": "a list in square brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
}


def problem_from(
    error: Mapping[str, Any], data: dict[str, Any], lines: dict[Path, int]
) -> ProgramProblem | None:
    """One of pydantic's errors as a whole sentence with its line.

    None for the echo of another mistake: a list seems empty when all its entries are wrong.
    """
    path = _path(error["loc"])
    if error["type"] == "too_short" and _at(data, path):
        return None
    if error["type"] == "union_tag_invalid":
        path = (*path, "kind")
    sentence, suggestion = _told(error, path, data)
    dotted = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    return ProgramProblem(line_at(lines, path), dotted, sentence, suggestion)


def meant_kinds(errors: Iterable[Mapping[str, Any]]) -> list[tuple[Path, str]]:
    """Entries with a misspelled kind, each with the one that was probably meant."""
    found = []
    for error in errors:
        if error["type"] == "union_tag_invalid":
            given = str(error.get("ctx", {}).get("tag", ""))
            if near := nearest(given, KINDS):
                found.append((_path(error["loc"]), near))
    return found


def _path(loc: tuple[Any, ...]) -> Path:
    """The place in the file: pydantic puts the kind of a requirement into its own."""
    return tuple(
        part
        for place, part in enumerate(loc)
        if part != "[key]" and not (part in KINDS and place and isinstance(loc[place - 1], int))
    )


def _at(data: Any, path: Path) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _told(error: Mapping[str, Any], path: Path, data: dict[str, Any]) -> tuple[str, str]:
    kind, context = str(error["type"]), error.get("ctx", {})
    name = next((part for part in reversed(path) if isinstance(part, str)), "entry")
    if kind == "extra_forbidden":
        return f"“{name}” is not known here.", did_you_mean(name, _known_keys(path[:-1], data))
    if kind == "missing":
        where = " in [[phases]]" if path[:1] == ("phases",) and len(path) == 3 else ""
        return f"“{name}” is missing{where}.", ""
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        given = str(context.get("tag", ""))
        known = ", ".join(KINDS)
        said = f"“{given}” is no kind of requirement" if given else "The requirement has no kind"
        return f"{said}; kinds are: {known}.", did_you_mean(given, KINDS)
    if kind in ("enum", "literal_error"):
        given = str(error.get("input", ""))
        allowed = _allowed(str(context.get("expected", "")))
        if "[key]" in error["loc"]:
            known = ", ".join(allowed)
            return f"“{given}” is not known here; known are: {known}.", did_you_mean(given, allowed)
        return (
            f"“{given}” is not allowed for “{name}”; allowed are: {', '.join(allowed)}.",
            did_you_mean(given, allowed),
        )
    return _about_number(kind, context, name) or _about_type(kind, error, name), ""


def _about_number(kind: str, context: Mapping[str, Any], name: str) -> str:
    bounds = {
        "greater_than_equal": ("at least", "ge"),
        "less_than_equal": ("at most", "le"),
        "greater_than": ("more than", "gt"),
        "less_than": ("less than", "lt"),
    }
    if kind in bounds:
        words, key = bounds[kind]
        return f"“{name}” must be {words} {context[key]:g}."
    if kind == "too_short":
        return f"“{name}” needs at least one entry."
    if kind == "string_too_long":
        return f"“{name}” is longer than {context['max_length']:,} characters."
    return ""


def _about_type(kind: str, error: Mapping[str, Any], name: str) -> str:
    if kind == "string_pattern_mismatch":
        return f"“{name}” must be a key of small letters, digits, - and _."
    if kind == "value_error":
        return f"“{name}” is wrong: {error['ctx']['error']}"
    if kind in _TYPES:
        return f"“{name}” must be {_TYPES[kind]}."
    return f"“{name}” is wrong: {error['msg']}."


def _allowed(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",") if part.strip()]


def _known_keys(holder: Path, data: dict[str, Any]) -> list[str]:
    """The keys of the table that holds an unknown key."""
    names = [part for part in holder if isinstance(part, str)]
    if not names:
        return list(ProgramForm.model_fields)
    if names[-1] in ("advance", "graduation", "parts"):
        kind = _at(data, (*holder, "kind"))
        return keys_of(kind) if kind in KINDS else []
    model = _TABLES.get(names[-1])
    return list(model.model_fields) if model else []
