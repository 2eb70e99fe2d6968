"""A small sample of each campaign of faults; the great numbers are run apart (docs/faults.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import cutting, filling, flipping, killing
from tests.faults.rig import Tally

pytestmark = pytest.mark.file


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    return killing.court_for_kills(tmp_path_factory.mktemp("campaign") / "court")


def held(tally: Tally) -> None:
    assert tally.injected
    assert tally.broken == []


def test_a_killed_writer_loses_nothing_it_was_told(court, tmp_path: Path) -> None:
    path, episode = court
    held(killing.kills(path, tmp_path, episode, 2, 7))


def test_a_log_that_ends_anywhere_leaves_whole_acts(court, tmp_path: Path) -> None:
    path, episode = court
    held(cutting.cuts(path, episode, tmp_path, 2, 7))


def test_a_flipped_byte_is_found_and_never_shown_as_a_value(court, tmp_path: Path) -> None:
    path, _episode = court
    last = flipping.pages_of(path) - 1
    held(flipping.flips(path, tmp_path, (0, last // 2, last)))


def test_a_disk_that_fills_within_an_admission_leaves_none_of_it(court, tmp_path: Path) -> None:
    path, _episode = court
    held(filling.fillings(path, tmp_path, every=12))
