"""This computer's choices: kept, found again, and harmless when damaged."""

from __future__ import annotations

import json
from pathlib import Path

from drugcourt import settings


def test_choices_are_found_again_after_saving() -> None:
    kept = settings.Settings(theme="dark", layouts={"People": "3:00ff"})
    kept.opened(Path("/courts/cedar.court"))
    settings.save(kept)
    assert settings.load() == kept


def test_a_missing_file_gives_the_first_start() -> None:
    assert settings.load() == settings.Settings()


def test_a_damaged_file_gives_the_first_start() -> None:
    settings.save(settings.Settings())
    for text in ("{", "[1, 2]", '"words"', ""):
        (settings.config_folder() / "settings.json").write_text(text, "utf-8")
        assert settings.load() == settings.Settings()


def test_one_value_of_the_wrong_shape_costs_only_itself() -> None:
    settings.save(settings.Settings())
    text = json.dumps({"theme": "light", "recent_courts": "no list", "layouts": {"a": 1}})
    (settings.config_folder() / "settings.json").write_text(text, "utf-8")
    assert settings.load() == settings.Settings(theme="light")


def test_the_court_opened_last_stands_first_and_only_once() -> None:
    kept = settings.Settings()
    for number in range(settings.MOST_RECENT + 2):
        kept.opened(Path(f"/courts/{number}.court"))
    kept.opened(Path("/courts/3.court"))
    assert kept.recent_courts[0] == str(Path("/courts/3.court"))
    assert len(kept.recent_courts) == len(set(kept.recent_courts)) == settings.MOST_RECENT


def test_a_disk_that_refuses_costs_only_the_choices() -> None:
    settings.config_folder().parent.mkdir(parents=True, exist_ok=True)
    settings.config_folder().write_text("a file where the folder should be", "utf-8")
    settings.save(settings.Settings(theme="dark"))
    assert settings.load().theme == "system"
