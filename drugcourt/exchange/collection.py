"""How the court's tables say a specimen has to be taken, what makes it valid, what it may show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from drugcourt.domain.collection import (
    Bound,
    CollectionPolicy,
    Deadline,
    RatioPolicy,
    Threshold,
    ValidityPolicy,
    ValidityRule,
    Window,
)
from drugcourt.domain.specimens import Matrix, Substance, Validity
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

T = TypeVar("T")
MEASURES = ("creatinine", "specific_gravity", "ph")
_HOURS = {"h": 1, "d": 24, "w": 168}


@cache
def collection_policy() -> CollectionPolicy:
    """resources/policy/collection.toml as values."""
    return _read("collection", _collection)


@cache
def validity_policies() -> Mapping[Matrix, ValidityPolicy]:
    """resources/policy/validity.toml as values, by matrix; other matrices have no rules."""
    return _read("validity", lambda table: {p.matrix: p for p in map(_validity, table["matrix"])})


@cache
def detection_windows() -> Mapping[tuple[Substance, Matrix], tuple[Window, ...]]:
    """resources/policy/detection.toml as values, the shortest window first."""
    return _read("detection", _windows)


@cache
def thresholds() -> Mapping[tuple[Substance, Matrix], Threshold]:
    """The cut-offs of resources/policy/cutoffs.toml, by substance and matrix."""
    return _read("cutoffs", _thresholds)


@cache
def ratio_policies() -> Mapping[Substance, RatioPolicy]:
    """Which substances are followed by their creatinine-normalised level, and how."""
    return _read("cutoffs", _ratios)


def _read(name: str, make: Callable[[Any], T]) -> T:
    try:
        return make(policy_table(name))
    except (KeyError, TypeError, ValueError, IndexError) as problem:
        raise Refusal(
            f"The table resources/policy/{name}.toml lacks a value or names something unknown; "
            "correct it or install the program again."
        ) from problem


def _collection(table: Mapping[str, Any]) -> CollectionPolicy:
    result, often, device = table["result"], table["frequency"], table["device"]
    over = table["oversight"]
    return CollectionPolicy(
        deadlines=tuple(
            Deadline(Matrix(d["matrix"]), float(d["hours"]), str(d["origin"]))
            for d in table["deadline"]
        ),
        result_hours=float(result["hours"]),
        tests=int(often["tests"]),
        tests_days=int(often["days"]),
        gap_days=int(often["gap_days"]),
        period_days=int(over["period_days"]),
        rotation_days=int(over["rotation_days"]),
        device_days=int(device["days"]),
        origins={
            name: str(table[name]["origin"])
            for name in ("result", "frequency", "device", "oversight")
        },
    )


def _validity(entry: Mapping[str, Any]) -> ValidityPolicy:
    return ValidityPolicy(
        matrix=Matrix(entry["matrix"]),
        rules=tuple(map(_rule, entry["rule"])),
        temperature=Bound(**entry["temperature"]),
        temperature_minutes=int(entry["temperature_minutes"]),
        temperature_basis=str(entry["temperature_basis"]),
        needed=tuple(str(name) for name in entry["needed"]),
        valid_basis=str(entry["valid_basis"]),
    )


def _rule(entry: Mapping[str, Any]) -> ValidityRule:
    return ValidityRule(
        validity=Validity(entry["validity"]),
        text=str(entry["text"]),
        basis=str(entry["basis"]),
        bounds={name: Bound(**entry[name]) for name in MEASURES if name in entry},
        oxidant=bool(entry.get("oxidant", False)),
    )


def _windows(table: Mapping[str, Any]) -> Mapping[tuple[Substance, Matrix], tuple[Window, ...]]:
    found: dict[tuple[Substance, Matrix], list[Window]] = {}
    for entry in table["window"]:
        shortest, longest = map(_hours, entry["usual"])
        window = Window(
            Substance(entry["substance"]),
            Matrix(entry["matrix"]),
            str(entry["use"]),
            shortest,
            longest,
            str(table["origins"][entry["origin"]]),
            entry["origin"] not in table.get("unconfirmed", ()),
        )
        found.setdefault((window.substance, window.matrix), []).append(window)
    return {key: tuple(sorted(held, key=lambda w: w.longest)) for key, held in found.items()}


def _hours(text: str) -> float:
    number, unit = str(text).split()
    return float(number) * _HOURS[unit]


def _thresholds(table: Mapping[str, Any]) -> Mapping[tuple[Substance, Matrix], Threshold]:
    found: dict[tuple[Substance, Matrix], Threshold] = {}
    for entry in table["cutoff"]:
        matrix = Matrix(entry["matrix"])
        origin = str(table["origins"][entry["origin"]])
        sure = entry["origin"] not in table.get("unconfirmed", ())
        for key, levels in entry.items():
            if key in ("matrix", "unit", "origin"):
                continue
            screen, confirm = [float(level) for level in levels] + [None] * (2 - len(levels))
            substance = Substance(key)
            made = Threshold(substance, matrix, screen, confirm, str(entry["unit"]), origin, sure)
            if found.setdefault((substance, matrix), made) is not made:
                raise ValueError(f"{key} stands twice")
    return found


def _ratios(table: Mapping[str, Any]) -> Mapping[Substance, RatioPolicy]:
    return {
        Substance(entry["substance"]): RatioPolicy(
            Substance(entry["substance"]),
            float(entry["new_use"]),
            float(entry["no_new_use"]),
            float(entry["least_hours"]),
            int(entry["most_days"]),
            str(entry["origin"]),
            bool(entry.get("confirmed", True)),
        )
        for entry in table["ratio"]
    }
