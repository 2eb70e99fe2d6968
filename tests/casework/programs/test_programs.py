from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from drugcourt.casework.programs.handbook import kept_handbook
from drugcourt.casework.programs.programs import keep_program, program, programs
from drugcourt.exchange.programs.problems import ProgramRefusal
from drugcourt.exchange.resources import resource
from drugcourt.records.programs import ProgramVersion
from drugcourt.workspace import Context, Workspace

FIVE = resource("programs", "five-phase.toml").read_text("utf-8")
OLD = FIVE.replace('version = "', 'version = "Old ', 1).replace(
    "[[graduation]]",
    '[[graduation]]\nkey = "grad.time"\ntext = "A year in the program"\nbasis = "Page 9"\n'
    'kind = "elapsed"\nleast = "1 year"\nsince = "admission"\nevent = "sobriety_day"\n\n'
    "[[graduation]]",
    1,
)
"""An event that nothing looks at, and that is no milestone: a mistake today."""


def kept_long_ago(db: Session, context: Context) -> int:
    kept = ProgramVersion(
        key="five-phase", name="Five", version="Old", effective_on=date(2024, 1, 1), text=OLD
    )
    db.add(kept)
    db.flush()
    return kept.id


def test_what_is_a_mistake_today_keeps_no_court_out_of_the_handbook_it_lives_by(
    workspace: Workspace,
) -> None:
    with pytest.raises(ProgramRefusal):
        workspace.perform(keep_program, text=OLD)
    number = workspace.perform(kept_long_ago)
    read = workspace.read(program, program_id=number)
    assert "grad.time" in {requirement.key for requirement in read.graduation}
    assert workspace.read(programs)[number] == read
    assert workspace.read(kept_handbook, program_id=number).version == read.version


def test_the_same_text_is_kept_once(workspace: Workspace) -> None:
    text = FIVE.replace('version = "', 'version = "Own ', 1)
    assert workspace.perform(keep_program, text=text) == workspace.perform(keep_program, text=text)
