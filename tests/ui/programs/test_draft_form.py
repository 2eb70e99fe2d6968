"""Every key that a requirement may have is seen in the form of the editor, and changed there."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from drugcourt.casework.programs.drafting import Draft
from drugcourt.exchange.resources import resource
from drugcourt.ui.programs.draft_form import DraftForm
from drugcourt.ui.programs.draft_inputs import AmountInput, LineInput, YesNoInput
from drugcourt.ui.programs.draft_lists import ByWordInput, ChecksInput

TODAY = date(2026, 11, 24)
ASKED = {
    "longer time": """
kind = "elapsed"
least = "30 days"
longer = "2 weeks"
for_each = ["any_sanction"]
in_care = ["residential"]
continues_in = ["phase-2"]
least_by = { felony = "45 days" }
only_if = { happened = ["arrest"] }""",
    "sober days": """
kind = "sober"
least = "30 days"
tests = 4
tested_for = ["fentanyl"]
from_phase = "phase-1" """,
    "a window": """
kind = "free_of"
of = "rule_breach"
least = "30 days"
allowed = 2
in_any = true""",
    "a rate": """
kind = "attend_rate"
tests = true
negative = true
late_per_absence = 3
n = 2
per = "1 week"
over = "10 weeks"
best = 8""",
    "a share": """
kind = "attend_share"
kinds = ["group"]
percent = 80
per = "1 week"
best = 8""",
    "handed in": """
kind = "handed_in"
item = "critique"
n = 2
kinds = ["support_meeting"]
within = "1 week" """,
    "handed in for each": """
kind = "handed_in"
item = "essay"
for_each = ["unexcused_absence"]
kinds = ["group"]""",
    "money": """
kind = "ledger"
debts = ["program_fees"]
paid = "$100.00"
over = "3 months" """,
    "a share of the money": """
kind = "ledger"
debts = ["program_fees"]
percent = 50
percent_by = { misdemeanor = 40 }""",
    "treatment": """
kind = "standing"
of = "treatment"
kinds = ["outpatient"]
over = "90 days"
in_all = true""",
    "service": """
kind = "service"
individual = ["hours"]
for_each = ["missed_test"]""",
    "decisions": """
kind = "decision"
by = "elders"
times = 3""",
    "points": """
kind = "points"
net = 20
per = "1 week"
since = "event"
event = "treatment_plan" """,
    "a ceremony": """
kind = "ceremony"
months = [6, 12]
day = 15
ahead = "2 weeks"
own = true""",
}
PATH = ("phases", 0, "advance", 0)


@pytest.fixture
def form(qtbot: QtBot) -> DraftForm:
    held = DraftForm(Draft(resource("programs", "five-phase.toml").read_text("utf-8")), TODAY)
    qtbot.addWidget(held)
    return held


def shown(form: DraftForm, asked: str) -> dict[str, Any]:
    """Put a requirement in the first place and open all of its form."""
    entry = {"key": "p1.new", "text": "New", "basis": "Page 1", **tomllib.loads(asked)}
    form.draft.add(PATH[:-1], entry, 0)
    verdict = form.draft.check()
    assert verdict.mistakes == ()
    form.fold("more")
    form.show_entry(PATH, verdict)
    return entry


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_every_key_is_shown_as_the_file_has_it(form: DraftForm, asked: str) -> None:
    entry = shown(form, asked)
    before = form.draft.data
    for key, value in entry.items():
        if key in ("key", "kind"):
            continue
        if key == "only_if":
            for word, listed in value.items():
                assert form.rows[(*PATH, key, word)].input.value() == listed
            continue
        assert form.rows[(*PATH, key)].input.value() == value, key
    assert form.sentence.text().strip()
    assert form.draft.data is before


@pytest.mark.parametrize(
    ("asked", "key", "typed"),
    [
        ("longer time", "longer", "3 weeks"),
        ("longer time", "least_by", {"felony": "50 days"}),
        ("a window", "in_any", False),
        ("a rate", "best", 9),
        ("handed in", "within", "5 weeks"),
        ("handed in for each", "for_each", ["missed_test"]),
        ("money", "over", "4 months"),
        ("points", "net", 30),
        ("a ceremony", "day", 20),
    ],
)
def test_what_is_typed_goes_out_as_the_file_writes_it(
    qtbot: QtBot, form: DraftForm, asked: str, key: str, typed: Any
) -> None:
    shown(form, ASKED[asked])
    heard: list[tuple[object, object]] = []
    form.typed.connect(lambda path, value: heard.append((path, value)))
    piece = form.rows[(*PATH, key)].input
    if isinstance(piece, AmountInput):
        piece.number.setText(typed.split()[0])
    elif isinstance(piece, LineInput):
        piece.line.setText(str(typed))
    elif isinstance(piece, YesNoInput):
        piece.box.setChecked(typed)
    elif isinstance(piece, ByWordInput):
        piece.box.setPlainText("\n".join(f"{word}: {number}" for word, number in typed.items()))
    else:
        assert isinstance(piece, ChecksInput)
        piece.list.choose(typed)
        piece.list.changed.emit()
    assert heard[-1] == ((*PATH, key), None if typed is False else typed)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("longer", None, "longer"),
        ("in_care", ["elsewhere"], "not allowed"),
        ("least_by", {"felonie": "45 days"}, "no track"),
    ],
)
def test_a_mistake_is_told_beside_its_own_input(
    form: DraftForm, key: str, value: Any, said: str
) -> None:
    shown(form, ASKED["longer time"])
    form.draft.put((*PATH, key), value)
    verdict = form.draft.check()
    form.show_entry(PATH, verdict)
    told = [row.error.text() for row in form.rows.values() if row.error.text()]
    assert any(said in text for text in told), (told, verdict.mistakes)
