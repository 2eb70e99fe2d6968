"""What the words in other people's files mean, by the tables that a court may edit."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term
from drugcourt.errors import Refusal
from drugcourt.exchange.resources import resource
from drugcourt.fields.field import Field
from drugcourt.fields.imports import ImportKind, import_fields

T = TypeVar("T", bound=Term)


def normal(text: str) -> str:
    """A word without case, spaces and punctuation; a lone sign such as `+` stays itself."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    return "".join(sign for sign in folded if sign.isalnum()) or folded


@cache
def policy_table(name: str) -> dict[str, Any]:
    """One file of resources/policy; a Refusal naming it when it cannot be read."""
    try:
        with resource("policy", f"{name}.toml").open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _broken(name) from problem


def _broken(name: str, detail: str = "") -> Refusal:
    return Refusal(
        f"The table resources/policy/{name}.toml can't be read{detail}; "
        "correct it or install the program again."
    )


@cache
def words_for(section: str) -> dict[str, str]:
    """Normal word -> key, for one section of words.toml."""
    table = policy_table("words").get(section, {})
    return _turned(table, f"words.toml, [{section}]")


def terms_for(section: str, choices: type[T]) -> dict[str, T]:
    """Normal word -> member: the section's words, and each member's own key and label."""
    found = {normal(own): item for item in choices for own in (item.value, item.label)}
    for word, key in words_for(section).items():
        if key not in list(choices):
            raise _broken("words", f" (“{key}” in [{section}] is not a value of the list)")
        found[word] = choices(key)
    return found


@cache
def substance_words() -> dict[str, Substance]:
    """Normal name or abbreviation -> substance."""
    known = {item.value for item in Substance}
    found: dict[str, Substance] = {}
    for word, key in _turned(policy_table("substances"), "substances.toml").items():
        if key not in known:
            raise _broken("substances", f" (“{key}” is not a substance)")
        found[word] = Substance(key)
    for item in Substance:
        if item is not Substance.OTHER:
            found.setdefault(normal(item.value), item)
            found.setdefault(normal(item.label), item)
    return found


@cache
def heading_words(kind: ImportKind) -> dict[str, str]:
    """Normal heading -> field key, from the fields' synonyms and the court's own words."""
    found: dict[str, str] = {}
    for field in import_fields(kind):
        for word in (*_own_words(field), *field.synonyms):
            found.setdefault(normal(word), field.key)
    extra = policy_table("headings").get(kind.value, {})
    keys = {field.key for field in import_fields(kind)}
    for word, key in _turned(extra, f"headings.toml, [{kind.value}]").items():
        if key not in keys:
            raise _broken("headings", f" (“{key}” is not a field of [{kind.value}])")
        found[word] = key
    return found


def _own_words(field: Field) -> Iterable[str]:
    return (field.key, field.label)


def _turned(table: Mapping[str, Any], where: str) -> dict[str, str]:
    """Key -> words, turned round; a word under two keys is a mistake in the table."""
    found: dict[str, str] = {}
    for key, words in table.items():
        if not isinstance(words, list):
            raise Refusal(f"In {where}, “{key}” must be a list of words.")
        for word in words:
            seen = found.setdefault(normal(str(word)), key)
            if seen != key:
                raise Refusal(f"In {where}, “{word}” stands under “{seen}” and “{key}”; keep one.")
    return found
