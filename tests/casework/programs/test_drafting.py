from __future__ import annotations

from typing import Any

import pytest

from drugcourt.casework.programs.draft_slots import slots
from drugcourt.casework.programs.draft_views import Views, rule_in_words
from drugcourt.casework.programs.draft_words import KINDS_IN_WORDS, LABELS, SENTENCES, STARTS
from drugcourt.casework.programs.drafting import Draft, Path
from drugcourt.domain.dates import Amount, Unit
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.entries import requirement_of
from drugcourt.exchange.programs.files import program_text, shipped_programs
from drugcourt.exchange.programs.forms import KINDS
from drugcourt.exchange.resources import resource

DAYS: Path = ("phases", 0, "advance", 0, "least")


@pytest.fixture
def draft() -> Draft:
    return Draft(program_text(resource("programs", "five-phase.toml")))


def least(draft: Draft) -> Any:
    program = draft.check().program
    assert program is not None
    return program.phases[0].advance[0].rule.least


def test_a_changed_number_is_in_the_program_and_in_the_sentence(draft: Draft) -> None:
    draft.put(DAYS, "45 days")
    assert least(draft) == Amount(45, Unit.DAY)
    assert "45 days" in rule_in_words(draft, DAYS[:-1], draft.check().program)
    assert "45 days" in Views(draft, None).words(DAYS[:-1])[1]


def test_typing_is_undone_as_one_change_and_another_value_as_another(draft: Draft) -> None:
    for typed in ("4", "4 days", "45 days"):
        draft.put(DAYS, typed)
    draft.put(("program", "name"), "Our court")
    draft.undo()
    assert draft.at(DAYS) == "45 days"
    assert draft.undo() == DAYS
    assert draft.at(DAYS) == "60 days"
    assert not draft.can_undo
    assert draft.redo() == DAYS
    assert draft.at(DAYS) == "45 days"


def test_a_rest_between_two_changes_makes_them_two_steps(draft: Draft) -> None:
    draft.put(DAYS, "45 days")
    draft.rest()
    draft.put(DAYS, "50 days")
    draft.undo()
    assert draft.at(DAYS) == "45 days"


def test_a_change_after_an_undo_forgets_what_was_undone(draft: Draft) -> None:
    draft.put(DAYS, "45 days")
    draft.undo()
    draft.put(DAYS, "50 days")
    assert not draft.can_redo


def test_what_did_not_change_is_the_same_object(draft: Draft) -> None:
    before = draft.data
    draft.put(DAYS, "45 days")
    assert draft.data is not before
    assert draft.data["phases"][1] is before["phases"][1]
    assert before["phases"][0]["advance"][0]["least"] == "60 days"


def test_a_contradiction_is_said_at_its_place(draft: Draft) -> None:
    draft.put((*DAYS[:-1], "most"), "10 days")
    verdict = draft.check()
    assert verdict.program is None
    assert [mistake.path for mistake in verdict.mistakes] == [(*DAYS[:-1], "most")]
    assert "shorter than the lower" in verdict.at((*DAYS[:-1], "most"))[0]
    assert verdict.under(("phases", 0))
    assert not verdict.under(("phases", 1))


def test_every_mistake_is_said_at_once(draft: Draft) -> None:
    draft.put(DAYS, "soon")
    draft.put(("milestones", 0, "title"), None)
    draft.put(("sober", "effects", "positive"), "explodes")
    paths = {mistake.path for mistake in draft.check().mistakes}
    assert paths == {DAYS, ("milestones", 0, "title"), ("sober", "effects", "positive")}


def test_a_table_is_made_for_its_first_value_and_goes_with_its_last(draft: Draft) -> None:
    tracks = (*DAYS[:-1], "only_if", "tracks")
    draft.put(tracks, ["diversion"])
    assert draft.at(tracks) == ["diversion"]
    draft.put(tracks, None)
    assert "only_if" not in draft.at(DAYS[:-1])


def test_entries_are_added_moved_and_removed(draft: Draft) -> None:
    path = draft.add(("phases", 0, "advance"), {"key": "k", "text": "New", "kind": "ceremony"})
    assert draft.move(path, 1) == path, "it is the last already"
    moved = draft.move(path, -1)
    assert draft.at(moved)["text"] == "New"
    draft.remove(moved)
    assert draft.check().program == Draft(draft.text()).check().program
    assert "New" not in draft.text()


def test_phases_change_places_with_all_that_is_in_them(draft: Draft) -> None:
    second = draft.at(("phases", 1))
    assert draft.move(("phases", 1), -1) == ("phases", 0)
    assert draft.at(("phases", 0)) == second


def test_a_new_key_is_one_that_nothing_else_has(draft: Draft) -> None:
    assert draft.free_key("Sober days", "p1.") == "p1.sober_days"
    assert draft.free_key("days", "p1.") == "p1.days_2"
    assert draft.free_key("!", "") == "entry"


def test_the_entry_of_a_place_is_the_nearest_one_around_it(draft: Draft) -> None:
    assert draft.entry_of((*DAYS[:-1], "only_if", "tracks", 0)) == DAYS[:-1]
    assert draft.entry_of(("sober", "effects", "positive")) == ("sober",)
    assert draft.entry_of(()) == ("program",)


def test_a_draft_survives_as_text_with_its_mistakes(draft: Draft) -> None:
    draft.put(DAYS, "soon")
    again = Draft(draft.text())
    assert again.data == draft.data
    assert again.check().mistakes == draft.check().mistakes


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_and_a_start_that_can_be_read(kind: str) -> None:
    parts = {"parts": [{"key": "b", "text": "B", "kind": "decision", "by": "team"}]}
    own = {"milestone": {"milestone": "intake"}, "phase_tasks": {"phase": "phase-1"}}
    entry = {"key": "a", "text": "A", "kind": kind, **STARTS.get(kind, {}), **own.get(kind, {})}
    if kind in ("all_of", "any_of", "n_of"):
        entry |= parts
    asked = requirement_of(entry)
    assert asked is not None
    assert isinstance(asked.rule, KINDS[kind])
    assert kind in KINDS_IN_WORDS
    held = slots(("graduation", 0), kind)
    assert all(slot.name in LABELS or slot.each is not None for slot in held)
    template = SENTENCES.get(kind, "")
    assert template.format_map({slot.name: "" for slot in held}) is not None


@pytest.mark.parametrize("path", shipped_programs(), ids=lambda path: path.stem)
def test_every_value_of_the_shipped_programs_has_a_slot(path: object) -> None:
    draft = Draft(program_text(path))  # type: ignore[arg-type]  # a path of the shipped programs
    entries: list[tuple[Path, dict[str, Any]]] = [(("program",), draft.at(("program",)))]
    for name in ("phases", "milestones", "outcomes", "responses", "graduation"):
        entries += [((name, n), entry) for n, entry in enumerate(draft.at((name,)) or [])]
    for n, phase in enumerate(draft.at(("phases",))):
        entries += [(("phases", n, "advance", m), e) for m, e in enumerate(phase["advance"])]
    apart = {"key", "kind", "text", "basis", "advance", "only_if", "unless", "parts"}
    for place, entry in entries:
        known = {slot.name for slot in slots(place, str(entry.get("kind", "")))} | apart
        assert set(entry) <= known, place


def test_a_pending_result_is_no_event_that_an_exception_could_be_about() -> None:
    event = next(slot for slot in slots(("sober", "rules", 0)) if slot.name == "event")
    offered = {key for key, _words in event.choices}
    assert "missed" in offered
    assert "pending" not in offered
    assert event.terms is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("effective", "soon", "“In force from” must be a date"),
        ("month_days", "abc", "“Days in a month” must be a whole number."),
        ("ceremonies", ["soon"], "“Ceremony dates” is wrong: A day is written like 2026-12-11."),
    ],
)
def test_a_mistake_calls_the_place_as_the_editor_does(
    draft: Draft, name: str, value: Any, said: str
) -> None:
    draft.put(("program", name), value)
    assert str(draft.check().mistakes[0]).startswith(said)


@pytest.mark.parametrize("text", ["", 'title = "x"', "phases = []"])
def test_a_file_without_phases_does_not_take_the_place_of_the_draft(
    draft: Draft, text: str
) -> None:
    before = draft.data
    with pytest.raises(Refusal, match="has no phases"):
        draft.replace(text)
    assert draft.data == before
