from __future__ import annotations

import os
import re
from collections.abc import Iterator
from random import Random

import pytest

from drugcourt.casework.draws import overrides as draw_overrides
from drugcourt.casework.draws import policy as draw_policy
from drugcourt.casework.draws.days import drawn_day
from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.draws.fairness import fairness
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.reports.fairness import day_lines, sentences
from drugcourt.reports.registry import make_report
from drugcourt.reports.tables import WRITTEN, Column, data_table
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import TODAY
from tests.reports.conftest import printed, texts


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Read only: a court with its first draw, one participant excused and one ordered."""
    opened = courts.court(tmp_path_factory.mktemp("draws") / "cedar.court", TODAY)
    people = courts.participants(opened, 20)
    opened.perform(draw_policy.set_draw_policy, values={"places": 30, "allowance": 10})
    opened.perform(
        draw_overrides.excuse_from_draw, episode_id=people[0], first_on=TODAY, reason="In hospital"
    )
    opened.perform(draw_overrides.force, episode_id=people[1], reason="Ordered on Monday")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "urandom", Random(2026).randbytes)
        opened.perform(make_draw)
    yield opened
    opened.close()


def test_the_daily_list_has_the_people_a_sheet_and_the_call_script(drawn: Workspace) -> None:
    listed, sheet, script = texts(printed(drawn, "daily-list"))
    called = drawn.read(drawn_day, day=TODAY).called
    for row in called:
        assert row.name in listed
        assert row.name in sheet
        assert row.reference in script
        assert row.name not in script
    assert "12-panel cup" in sheet
    assert "an empty cell says nothing" in sheet
    for page in (listed, sheet, script):
        assert "42 CFR part 2" in page
        assert "CONFIDENTIAL" in page


def test_the_record_has_all_it_takes_to_draw_again_and_no_names(drawn: Workspace) -> None:
    pages = texts(printed(drawn, "draw-record"))
    said = " ".join(pages)
    found = drawn.read(drawn_day, day=TODAY)
    assert "comes out the same" in said
    assert found.draws[0].seed in said.replace(" ", "")
    assert found.draws[0].fingerprint in said.replace(" ", "")
    assert "33 (30 and 10 % for those who stay away)" in said
    for row in found.rows:
        assert row.hex_number in said
        assert row.name not in said
    assert "In hospital" in said
    assert "Ordered on Monday" in said


def test_the_certificate_says_what_was_found_and_how_to_read_it(drawn: Workspace) -> None:
    said = " ".join(texts(printed(drawn, "fairness")))
    found = drawn.read(fairness, today=TODAY)
    for _, sentence in sentences(found):
        assert sentence in said
    assert "exact binomial" in said
    assert " added, 1 excused" in said
    assert re.search(r"Tuesday \d+ 28\.6", said)


def test_the_certificate_of_one_participant_names_the_number_in_its_head(drawn: Workspace) -> None:
    row = drawn.read(drawn_day, day=TODAY).rows[-1]
    (page,) = texts(printed(drawn, "fairness", episode_ids=[row.episode_id]))
    assert f"Participant {row.reference}" in page
    with pytest.raises(Refusal, match="one participant"):
        printed(drawn, "fairness", episode_ids=[1, 2])


def test_without_a_draw_the_tests_alone_speak(workspace: Workspace) -> None:
    courts.participants(workspace, 2)
    found = workspace.read(fairness, today=TODAY)
    assert sentences(found)[0][0] is Tone.WATCH
    assert day_lines(found) == []
    said = " ".join(texts(printed(workspace, "fairness")))
    assert "No draw is on record in this period" in said


def test_a_list_without_a_draw_is_refused(workspace: Workspace) -> None:
    for key in ("daily-list", "draw-record"):
        with pytest.raises(Refusal, match="No draw was made"):
            make_report(workspace, key, workspace.path.with_name("paper.pdf"))


def test_rows_to_be_filled_in_by_hand_leave_room_for_writing() -> None:
    (row,) = data_table([Column("")], [("Okafor, James",)], "", set_in=WRITTEN)
    assert row.wrap(0, 0)[1] >= 23.9  # points: a third of an inch


def test_the_certificate_tells_each_program_apart(workspace: Workspace) -> None:
    courts.in_second_program(workspace, courts.participants(workspace, 3)[:1])
    workspace.perform(make_draw)
    said = " ".join(texts(printed(workspace, "fairness")))
    assert "By program" in said
    for name in ("Five-phase model", "Veterans"):
        assert f"{name}: what the draws brought" in said
        assert f"{name}: what was recorded" in said
