"""Which input a value of a handbook is typed in, by its sort."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from drugcourt.casework.programs.draft_slots import Slot, Sort
from drugcourt.domain.money import dollars, parse_cents
from drugcourt.ui.kit.typed import parse_day, parse_number, parse_whole
from drugcourt.ui.programs.draft_inputs import (
    NARROW,
    AmountInput,
    ChoiceInput,
    Choices,
    Input,
    LineInput,
    YesNoInput,
)
from drugcourt.ui.programs.draft_lists import ByCareInput, ByWordInput, ChecksInput, LongInput

_MONEY, _DAY = 90, 110


def input_for(slot: Slot, today: date, keys: Choices) -> Input:
    """The input of a slot; `keys` are what may stand in one that names other entries."""

    def day(text: str) -> date:
        return parse_day(text, today)

    def money(text: str) -> str:
        return dollars(parse_cents(text))

    terms = [*slot.choices, *((term.value, term.label) for term in slot.terms or ())]
    numbers = {Sort.WHOLE: parse_whole, Sort.NUMBER: _number, Sort.MONEY: money}
    months = [(n, f"{date(2000, n, 1):%B}") for n in range(1, 13)]
    makers: dict[Sort, Callable[[], Input]] = {
        Sort.AMOUNT: lambda: AmountInput(slot),
        Sort.WHOLE: lambda: LineInput(slot, parse_whole, width=NARROW),
        Sort.NUMBER: lambda: LineInput(slot, _number, "{:g}".format, width=NARROW),
        Sort.MONEY: lambda: LineInput(slot, money, width=_MONEY, hint="$"),
        Sort.YES_NO: lambda: YesNoInput(slot),
        Sort.CHOICE: lambda: ChoiceInput(slot, terms),
        Sort.CHOICES: lambda: ChecksInput(slot, terms),
        Sort.TEXT: lambda: LongInput(slot) if slot.name in _LONG else LineInput(slot),
        Sort.LINES: lambda: LongInput(slot, 4, str),
        Sort.WORDS: lambda: LineInput(slot, _words, ", ".join),
        Sort.KEY: lambda: ChoiceInput(slot, keys),
        Sort.KEYS: lambda: ChecksInput(slot, keys),
        Sort.DAY: lambda: LineInput(slot, day, width=_DAY, hint="month/day/year"),
        Sort.DAYS: lambda: LongInput(slot, 3, day),
        Sort.MONTHS: lambda: ChecksInput(slot, months),
        Sort.WEEKDAY: lambda: LineInput(slot, width=_DAY, hint="2nd friday"),
        Sort.WEEKDAYS: lambda: LineInput(slot, _words, ", ".join, hint="1st friday, 3rd friday"),
        Sort.BY_CARE: lambda: ByCareInput(slot),
        Sort.BY_WORD: lambda: ByWordInput(slot, numbers.get(slot.each or Sort.AMOUNT, str)),
    }
    return makers[slot.sort]()


_LONG = frozenset({"text", "purpose", "origin", "contacts"})


def _number(text: str) -> int | float:
    number = parse_number(text)
    return int(number) if number == int(number) else number


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
