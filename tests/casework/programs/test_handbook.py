from __future__ import annotations

from pathlib import Path

import pytest

from drugcourt.casework.programs.handbook import handbook, kept_handbook, program_text, read_program
from drugcourt.casework.programs.programs import program_rows
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.files import load_program, shipped_programs
from drugcourt.exchange.programs.problems import ProgramRefusal
from drugcourt.exchange.resources import resource
from drugcourt.workspace import Workspace


@pytest.mark.parametrize("path", shipped_programs(), ids=lambda path: path.stem)
def test_a_shipped_handbook_shows_every_requirement_with_its_rule_and_source(path: Path) -> None:
    program = load_program(path)
    book = handbook(program)
    shown = [line for phase in book.phases for line in phase.requirements] + list(book.graduation)
    asked = [r for phase in program.phases for r in phase.advance] + list(program.graduation)
    assert [line.text for line in shown] == [requirement.text for requirement in asked]
    assert all(line.rule.endswith(".") and line.basis for line in shown)
    assert len(book.sober.events) == len(program.sober.effects)


def test_what_is_expected_in_a_phase_is_said_in_words(workspace: Workspace) -> None:
    row = workspace.read(program_rows)[0]
    first = workspace.read(kept_handbook, program_id=row.id).phases[0]
    assert first.expectations[:2] == ("Court every 2 weeks", "2 drug tests a week")
    assert "Attend every court session" in first.duties


def test_an_exception_of_the_sober_clock_names_its_phases_as_the_handbook_does() -> None:
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    rule = (
        '[[sober.rules]]\nevent = "missed"\neffect = "set_back"\ndays = 10\n'
        'phases = ["phase-1", "phase-2"]\n\n'
    )
    program = load_program(text.replace("[[milestones]]", f"{rule}[[milestones]]", 1))
    first, second = (phase.name for phase in program.phases[:2])
    assert (
        f"Missed test, in “{first}” or “{second}”: takes 10 days off the count."
        in handbook(program).sober.sentences
    )


def test_what_a_reader_has_to_know_of_phases_counting_and_the_sober_clock_is_said() -> None:
    folder = Path(__file__).parents[2] / "handbooks"
    text = (folder / "sober-by-test.toml").read_text("utf-8")
    text = text.replace('name = "Second steps"', 'name = "Second steps"\noptional = true', 1)
    text = text.replace("demotion =", "holidays = [2026-12-25]\ndemotion =", 1)
    text = text.replace('title = "Remedial plan"', 'title = "Plan"\nrequires = ["residential"]')
    book = handbook(load_program(text))
    assert book.phases[1].for_whom == "Only for participants to whom it is assigned."
    assert book.phases[1].title == "Phase 2: Second steps"
    assert {
        "The first count begins on the day of the first negative test.",
        "A new count begins on the day of the next negative test.",
        "Days on which the participant is in custody are not counted.",
        "Specimen given late, unable to provide or dilute specimen, from number 3 on in the same "
        "phase: starts the count again.",
    } <= set(book.sober.sentences)
    assert "Back in a phase, its time goes on where it stopped." in book.counting
    assert "Holidays: Friday, December 25, 2026." in book.counting
    assert book.milestones[1].detail == "only after “Residential treatment completed”"


def test_the_catalogue_stands_by_family_and_never_mixes_them(workspace: Workspace) -> None:
    row = workspace.read(program_rows)[0]
    book = workspace.read(kept_handbook, program_id=row.id)
    assert [family for family, _ in book.responses] == [
        "Incentives",
        "Sanctions",
        "Service adjustments",
    ]
    assert all(not line.jail for family, lines in book.responses[::2] for line in lines)
    assert any(line.jail for line in book.responses[1][1])


def test_the_kept_text_comes_back_as_it_was_given(workspace: Workspace) -> None:
    row = workspace.read(program_rows)[0]
    text = workspace.read(program_text, program_id=row.id)
    assert text.startswith("#")
    assert read_program(text).name == row.name


def test_an_unknown_version_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="not in this court"):
        workspace.read(program_text, program_id=99)


def test_a_wrong_text_is_refused_with_every_mistake() -> None:
    with pytest.raises(ProgramRefusal) as refused:
        read_program('[program]\nkey = "x"\n')
    assert len(refused.value.problems) > 2
