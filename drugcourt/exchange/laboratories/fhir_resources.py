"""Which resources a FHIR R4 file holds (one, a bundle, or one a line), and what they refer to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from drugcourt.exchange.tables.problems import RowProblem

MOST_BYTES = 24 * 2**20  # of JSON; documents inside are half of it
MOST_WITHIN = 5  # bundles within bundles
MOST_MEMBERS = 600_000  # objects and lists: each costs some 200 bytes once read
MOST_DEPTH = 60  # a bundle with everything contained is under 20
Resource = dict[str, Any]


@dataclass(slots=True)
class Bundle:
    """The resources of one file, found by every name they are referred to by.

    `zone` is the clock on which its times in UTC are told; None is this computer's.
    """

    zone: tzinfo | None = None
    resources: list[tuple[int, Resource]] = field(default_factory=list)
    by_name: dict[str, Resource] = field(default_factory=dict)

    def add(self, line: int, resource: Resource, address: str = "") -> None:
        """Take one in, with what it contains."""
        self.resources.append((line, resource))
        name = f"{text(resource, 'resourceType')}/{text(resource, 'id')}"
        for key in (address, name):
            if key and not key.endswith("/"):
                self.by_name.setdefault(key, resource)

    def resolve(self, reference: Any, inside: Resource) -> Resource:
        """What a reference points to; an empty resource where the file does not hold it."""
        name = text(reference, "reference") if isinstance(reference, dict) else ""
        if name.startswith("#"):
            held = listed(inside, "contained")
            return next((r for r in held if text(r, "id") == name[1:]), {})
        found = self.by_name.get(name)
        if found is None and "/" in name:
            parts = name.split("/_history/")[0].split("/")
            found = self.by_name.get("/".join(parts[-2:]))
        return found or {}


def is_fhir(data: bytes) -> bool:
    """Whether the bytes begin as JSON; text in JSON is no table."""
    start = data[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = data[2:4_000].replace(b"\x00", b"").lstrip()
    return start.startswith((b"{", b"[{", b"[ {", b"[\n", b"[\r", b"[]", b"[[", b"[ "))


def read_bundle(data: bytes, zone: tzinfo | None) -> tuple[Bundle, list[RowProblem]]:
    """All resources of the file, with the lines that could not be read."""
    bundle, problems = Bundle(zone), []
    for line, value in _values(data):
        if isinstance(value, RowProblem):
            problems.append(value)
        else:
            problems += _gather(bundle, line, value)
    return bundle, problems


def text(of: Any, key: str) -> str:
    """A text value of a resource; "" for what is missing or of another shape."""
    value = of.get(key) if isinstance(of, dict) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        return ""
    # Half letters that JSON can escape are none that a database keeps.
    return str(value).replace("\x00", "").encode("utf-8", "ignore").decode().strip()[:2_000]


def listed(of: Any, key: str) -> list[Any]:
    """The members of a list that are resources or elements."""
    value = of.get(key) if isinstance(of, dict) else None
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def part(of: Any, key: str) -> Resource:
    """One element; empty when it is missing or of another shape."""
    value = of.get(key) if isinstance(of, dict) else None
    return value if isinstance(value, dict) else {}


def _gather(bundle: Bundle, line: int, value: Any, depth: int = 0) -> list[RowProblem]:
    """The resources of a value; a bundle may hold the answers to several questions as bundles."""
    members = value if isinstance(value, list) else [value]
    problems: list[RowProblem] = []
    for member in members:
        kind = text(member, "resourceType")
        if kind == "Bundle":
            for entry in listed(member, "entry"):
                resource = part(entry, "resource")
                if text(resource, "resourceType") == "Bundle" and depth < MOST_WITHIN:
                    problems += _gather(bundle, line, resource, depth + 1)
                elif text(resource, "resourceType"):
                    bundle.add(line, resource, text(entry, "fullUrl"))
        elif kind:
            bundle.add(line, member)
        else:
            problems.append(RowProblem(line, "", "resource", "This is no FHIR resource."))
    return problems[:100]


def _values(data: bytes) -> Iterator[tuple[int, Any]]:
    """The whole file as one value, else each line of it."""
    if len(data) > MOST_BYTES:
        reason = f"The file is larger than {MOST_BYTES // 2**20} MB; ask for smaller bundles."
        yield 1, RowProblem(1, "", "file", reason)
        return
    try:
        content = _decoded(data)
    except UnicodeDecodeError:
        yield 1, RowProblem(1, "", "file", "The file is not text in UTF-8, as FHIR has to be.")
        return
    whole = _parsed(1, content)
    lines = content.splitlines()
    if not isinstance(whole, RowProblem) or not _one_a_line(lines):
        yield 1, whole
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            value = _parsed(number, line)
            if isinstance(value, RowProblem) and value.value_kind == "damage":
                reason = "This line is damaged or cut off and was not read; the others were."
                value = RowProblem(number, "", "resource", reason)
            yield number, value


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _one_a_line(lines: list[str]) -> bool:
    """Whether the lines begin as values of their own."""
    filled = [line.lstrip() for line in lines[:50] if line.strip()]
    return len(filled) > 1 and all(line.startswith("{") for line in filled[:2])


def _parsed(line: int, content: str) -> Any:
    if content.count("{") + content.count("[") + content.count(",") // 4 > MOST_MEMBERS:
        return RowProblem(line, "", "resource", "It holds far more than results; nothing is read.")
    if _deep(content):
        return RowProblem(line, "", "resource", "It is nested deeper than any result; not read.")
    try:
        return json.loads(content, parse_constant=str)
    except json.JSONDecodeError as problem:
        where = line + problem.lineno - 1
        reason = "The file is damaged or cut off here; nothing after it could be read."
        return RowProblem(where, "", "damage", reason)
    except (ValueError, RecursionError):
        return RowProblem(line, "", "resource", "It holds a number that no computer keeps.")


_INSIDE = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]')


def _deep(content: str) -> bool:
    """Whether brackets stand in brackets too many times; those within texts do not count."""
    depth = 0
    for found in _INSIDE.finditer(content):
        sign = found[0]
        if sign in "{[":
            depth += 1
            if depth > MOST_DEPTH:
                return True
        elif sign in "}]":
            depth -= 1
    return False
