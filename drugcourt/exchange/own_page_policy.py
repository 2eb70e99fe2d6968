"""The words of the participant's own page, in the language the person reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Formatter

from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The sentences of one language; one that a table lacks is said in English."""

    language: str
    sentences: dict[str, str]

    def say(self, key: str, **filled: object) -> str:
        """One sentence with its fields filled in."""
        return self.sentences[key].format(**filled)

    def counted(self, count: int, one: str, many: str) -> str:
        """`1 day`, `34 days`, by the keys of both."""
        return self.say(one if count == 1 else many, count=f"{count:,}")


@cache
def own_words(language: str) -> OwnWords:
    """The words of a language; Refusal where a sentence of the table asks for what is not there."""
    english = _table(ENGLISH)
    own = _table(language) if language != ENGLISH else {}
    for key, sentence in own.items():
        if key not in english or _fields(sentence) - _fields(english[key]):
            raise _broken(language, key)
    return OwnWords(language if own else ENGLISH, {**english, **own})


def _table(language: str) -> dict[str, str]:
    table = policy_table("own_page").get(language, {})
    return {str(key): str(words) for key, words in table.items()}


def _fields(sentence: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:
        return {""}  # a brace that stands alone


def _broken(language: str, key: str) -> Refusal:
    return Refusal(
        f"The sentence “{key}” of [{language}] in resources/policy/own_page.toml can't be used; "
        "correct it or install the program again."
    )
