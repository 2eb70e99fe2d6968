"""The frame around the pages: going, finding, failing calmly, and letting go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from drugcourt import settings
from drugcourt.casework import courts
from drugcourt.casework.hearings import hearings
from drugcourt.casework.participants import participants
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.specimens import specimens
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance
from drugcourt.errors import Refusal
from drugcourt.ui import pages
from drugcourt.ui.court_details import court_details
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.finder import Finder
from drugcourt.ui.kit import theme
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.today.cards import ASKING
from drugcourt.ui.today.page import FEW, TodayPage
from drugcourt.workspace import Workspace
from tests.conftest import TODAY

Settled = Callable[[], None]


@pytest.fixture
def tran(workspace: Workspace) -> int:
    person = {"family_name": "Tran", "given_name": "Kevin", "birth_date": date(1990, 3, 7)}
    episode_id = workspace.perform(participants.refer, person=person, referred_on=date(2026, 9, 1))
    admission = Admission(admitted_on=date(2026, 9, 10))
    workspace.perform(participants.admit, episode_id=episode_id, admission=admission)
    session_id = workspace.perform(hearings.schedule_session, held_on=TODAY)
    workspace.perform(hearings.put_on_docket, session_id=session_id, episode_id=episode_id)
    workspace.perform(
        specimens.record_test,
        episode_id=episode_id,
        values={"collected_on": TODAY, "status": CollectionStatus.COLLECTED},
        results={Substance.FENTANYL: AnalyteResult.POSITIVE},
    )
    return episode_id


@pytest.fixture
def window(workspace: Workspace, tran: int, qtbot: QtBot, settled: Settled) -> Iterator[MainWindow]:
    opened = MainWindow(workspace, settings.Settings())
    opened.show()
    settled()
    yield opened
    settled()
    opened.close()


def _today(window: MainWindow) -> TodayPage:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def test_today_shows_what_the_court_holds(window: MainWindow, settled: Settled) -> None:
    page = _today(window)
    settled()
    assert page.head_title.text() == "Tuesday, November 24"
    assert page.head_detail.text().startswith("Court is at 1:30 PM in Courtroom 4")
    (line,) = page.decisions.lines
    assert "Tran, Kevin" in line.accessibleName()
    assert page.docket.table.rows.rowCount() == 1
    assert "1 collected" in page.testing.sentence.text().lower()
    assert page.testing.remark.text().endswith("100.0 %.")
    assert window.figures.text() == "1 participant, 0 candidates"
    assert window.sidebar.lines["today"].badge == "1"


def test_nothing_is_called_overdue_or_not_before_it_was_asked(
    workspace: Workspace, tran: int, settled: Settled
) -> None:
    opened = MainWindow(workspace, settings.Settings())
    opened.show()
    card = _today(opened).follow_ups
    said = {label.text() for label in card.findChildren(Muted) if label.isVisible()} - {""}
    assert said == {ASKING}
    settled()
    assert any("naloxone" in line.accessibleName() for line in card.lines)
    assert all(ASKING not in label.text() for label in card.findChildren(Muted))
    opened.close()


def test_an_act_reaches_the_page_and_the_figures(
    window: MainWindow, workspace: Workspace, settled: Settled
) -> None:
    person = {"family_name": "Waiting", "given_name": "Kim"}
    workspace.perform(participants.refer, person=person)
    settled()
    assert window.figures.text() == "1 participant, 1 candidate"


def test_a_line_of_today_opens_the_persons_file_by_click_and_by_enter(
    window: MainWindow, tran: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    monkeypatch.setattr(window, "open_participant", lambda number, *_tab: opened.append(number))
    (line,) = _today(window).decisions.lines
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert opened == [tran, tran]


@pytest.mark.parametrize("typed", ["tran", "3/7/1990", "kev tra"])
def test_the_search_finds_the_person(window: MainWindow, tran: int, typed: str) -> None:
    finder = window.bar.search._search
    assert isinstance(finder, Finder)
    assert [found.payload for found in finder(typed) if found.kind == "Participants"] == [tran]


def test_commands_are_found_by_the_beginning_of_their_words(
    window: MainWindow, settled: Settled
) -> None:
    finder: Any = window.bar.search._search
    titles = [found.title for found in finder("look dark")]
    assert titles == ["Look: dark"]
    window._chosen(finder("look dark")[0])
    assert theme.colors().dark
    assert settings.load().theme == "dark"


def test_a_page_that_fails_says_so_and_can_be_tried_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = _today(window)

    def fail() -> None:
        raise ValueError("Tran")

    monkeypatch.setattr(page, "refresh", fail)
    window.workspace.announce({"episode"})
    (banner,) = page.notices.banners()
    assert "fault in the program" in banner.sentence.text()
    assert "Tran" not in banner.sentence.text()
    monkeypatch.undo()
    window.try_again(page)
    assert page.notices.banners() == []


def test_a_refusal_on_a_page_is_shown_as_its_own_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _today(window)

    def refuse() -> None:
        raise Refusal("The court file is in use by another program. Try again in a moment.")

    monkeypatch.setattr(page, "refresh", refuse)
    window.workspace.announce({"episode"})
    (banner,) = page.notices.banners()
    assert banner.sentence.text().startswith("The court file is in use")


@pytest.mark.parametrize("entry", pages.PAGES, ids=lambda entry: entry.name)
def test_every_page_of_the_table_is_there_and_opens(
    window: MainWindow, entry: pages.PageEntry, tran: int, settled: Settled
) -> None:
    if entry.name == "file":
        window.open_participant(tran)
    else:
        window.open_page(entry.name)
    settled()
    assert window.stack.currentWidget() is window.page(entry.name)
    keyed = [b.sentence.text() for b in window.page(entry.name).notices.banners()]
    assert not any("fault in the program" in sentence for sentence in keyed)


def test_a_page_that_is_opened_has_the_keyboard_where_its_work_starts(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.find()
    window.open_page("today")
    assert window.focusWidget() is _today(window).decisions.lines[0]
    window.open_page("participants")
    assert window.focusWidget() is window.page("participants").table
    window.open_page("testing")
    assert window.page("testing").isAncestorOf(window.focusWidget())


def test_escape_in_the_search_gives_the_keyboard_back_to_the_page(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("participants")
    window.find()
    window.bar.search.setText("nobody of this name")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Escape)
    assert window.bar.search.text() == ""
    assert window.focusWidget() is window.page("participants").table


def test_back_leads_to_the_page_before(window: MainWindow) -> None:
    window.open_page("docket")
    window.go_back()
    assert window.stack.currentWidget() is _today(window)


def test_what_was_derived_on_another_day_is_derived_again(
    window: MainWindow, workspace: Workspace, settled: Settled
) -> None:
    workspace._as_of = date(2026, 11, 25)
    window.behind.look_at_the_day()
    settled()
    assert _today(window).head_title.text() == "Wednesday, November 25"
    assert "Nov 24" in _today(window).decisions.lines[0].accessibleName()


def test_court_details_are_changed_through_their_form(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = court_details(workspace, window)
    dialog.open()
    values = dialog.form.values()
    assert values["starts_at"] == "1:30 PM"
    dialog.form.set_values({**values, "starts_at": "noonish"})
    dialog.try_act()
    assert "such as 1:30 PM" in dialog.form.error("starts_at")
    dialog.form.set_values({**values, "starts_at": "2 pm", "courtroom": "Courtroom 7"})
    dialog.try_act()
    court = workspace.read(courts.court_facts)
    assert (court.starts_at, court.courtroom, court.weekday) == ("14:00", "Courtroom 7", 1)


def test_drafts_live_in_the_court_file(workspace: Workspace) -> None:
    drafts = CourtDrafts(workspace)
    assert drafts.load("note 3") is None
    drafts.save("note 3", {"text": "half a sent", "about": date(2026, 11, 24)})
    assert drafts.load("note 3") == {"text": "half a sent", "about": "2026-11-24"}
    drafts.clear("note 3")
    drafts.clear("note 3")
    assert drafts.load("note 3") is None


def test_the_window_is_freed_when_it_closes(
    workspace: Workspace,
    tran: int,
    qtbot: QtBot,
    settled: Settled,
    freed_when_closed: Callable[[list[QWidget]], None],
) -> None:
    window = MainWindow(workspace, settings.Settings())
    window.show()
    settled()
    holder: list[QWidget] = [window]
    del window
    freed_when_closed(holder)


def test_a_narrow_window_shows_icons_without_names_and_a_tall_one_more_of_the_day(
    window: MainWindow, settled: Settled
) -> None:
    window.resize(1_366, 768)
    wide = window.sidebar.width()
    window.resize(1_000, 700)
    assert window.sidebar.width() < wide / 2
    assert all(line.narrow for line in window.sidebar.lines.values())
    assert "Today" in window.sidebar.lines["today"].toolTip()
    window.resize(1_900, 1_080)
    assert window.sidebar.width() == wide
    settled()
    assert _today(window)._decisions_shown > FEW
