"""A whole session of eighteen people driven by keyboard alone, from the first to the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework.hearings import tasks
from drugcourt.casework.hearings.minutes import court_minutes
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, PhaseMove, WarrantStep
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import HistoryEntry, check_chain
from drugcourt.records.warrants import Warrant
from drugcourt.reports.registry import make_report
from drugcourt.ui.docket.after_court import AfterCourtDialog
from drugcourt.ui.docket.page import DocketPage
from drugcourt.ui.kit.messages import Recorder
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, kept_all, on_docket, session
from tests.ui.one_page import OnePage

NAMES = (
    *("Ames", "Boyd", "Cole", "Dunn", "Ellison", "Frost", "Grant", "Hale", "Iyer"),
    *("Jones", "Kim", "Luong", "Marsh", "Nash", "Okafor", "Pruitt", "Quinn", "Reyes"),
)
F9, ENTER, TAB, ESC = Qt.Key.Key_F9, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
OTHER_DAY = TODAY + timedelta(days=28)
CONTROL = Qt.KeyboardModifier.ControlModifier

PLAIN: tuple[str | Qt.Key, ...] = ("1", F9)
SCRIPT: dict[str, tuple[str | Qt.Key, ...]] = {
    "Cole": ("2", F9),
    "Dunn": ("3", F9),
    "Ellison": ("4", "w", "w", F9),
    "Frost": ("1", "a", F9, "Team", TAB, "Ready", F9),
    "Grant": ("5", F9),
    "Hale": ("6", F9),
    "Iyer": ("1", "o", "Daily call", F9),
    "Jones": ("1", "n", "Looks well", F9),
    "Kim": ("1", "8", F9),
    "Luong": ("1", "d", f"{OTHER_DAY:%m/%d/%Y}", F9),
    "Marsh": ("4", F9),
}
ATTENDANCE = {
    "Cole": HearingAttendance.LATE,
    "Dunn": HearingAttendance.EXCUSED,
    "Ellison": HearingAttendance.FAILED_TO_APPEAR,
    "Grant": HearingAttendance.REMOTE,
    "Hale": HearingAttendance.IN_CUSTODY,
    "Marsh": HearingAttendance.FAILED_TO_APPEAR,
}


class Keyboard:
    """Presses keys as a person does, and counts them."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, *keys: str | Qt.Key, control: bool = False) -> None:
        modifier = CONTROL if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                target = QApplication.focusWidget()
                assert target is not None, "nothing has the keyboard"
                QTest.keyClick(target, one, modifier)
                self.pressed += 1


@pytest.fixture
def page(one_page: Callable[..., OnePage], workspace: Workspace) -> DocketPage:
    """The docket of eighteen people, as it is opened before court."""
    for name in NAMES:
        on_docket(workspace, admitted(workspace, name, "Lee", case=f"CR-{name}"))
    shown = partial(one_page, DocketPage)().page
    assert isinstance(shown, DocketPage)
    return shown


def entries(court: Workspace) -> dict[str, DocketEntry]:
    asked = select(DocketEntry).where(DocketEntry.session_id == session(court))
    return dict(zip(NAMES, kept_all(court, asked.order_by(DocketEntry.position)), strict=True))


def pages(court: Workspace, key: str) -> list[str]:
    file = BytesIO()
    make_report(court, key, file, session_day=TODAY)
    return [" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(file.getvalue())).pages]


def test_eighteen_people_are_heard_by_keyboard_alone(
    page: DocketPage, workspace: Workspace, boxes: Recorder, qtbot: QtBot
) -> None:
    keyboard, offered = Keyboard(), {}
    for name in NAMES:
        assert page.pane.head.name.text() == f"{name}, Lee"
        offered[name] = page.pane.outcome.next.value()
        keyboard.press(*SCRIPT.get(name, PLAIN))
    heard = entries(workspace)
    _records_are_right(workspace, heard, offered)
    _history_is_right(workspace)
    # a slip of the finger is taken back, the hearing comes up again, and is recorded anew
    keyboard.press("Z", control=True)
    assert entries(workspace)["Reyes"].attendance is None
    assert page.pane.head.name.text() == "Reyes, Lee"
    keyboard.press("2", F9)
    assert entries(workspace)["Reyes"].attendance is HearingAttendance.LATE
    keyboard.press("L", control=True)
    assert "nothing can be taken back" in str(boxes.said)
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, AfterCourtDialog)]
    assert [d.isVisible() for d in dialogs] == [True]
    qtbot.waitUntil(dialogs[0].table.hasFocus)
    keyboard.press(ENTER, ESC)
    _closed_for_good(workspace)
    _papers_are_right(workspace)
    assert keyboard.pressed / len(NAMES) <= 5, "letters of the typed words are counted too"


def _records_are_right(
    court: Workspace, heard: dict[str, DocketEntry], offered: dict[str, date | None]
) -> None:
    for name, entry in heard.items():
        assert entry.attendance is ATTENDANCE.get(name, HearingAttendance.PRESENT), name
    assert heard["Iyer"].orders == "Daily call"
    assert heard["Jones"].note == "Looks well"
    assert heard["Frost"].move is PhaseMove.ADVANCE
    assert heard["Ellison"].warrant is WarrantStep.ISSUED
    assert [w.docket_entry_id for w in kept_all(court, select(Warrant))] == [heard["Ellison"].id]
    absconded = select(Episode).where(Episode.status == EpisodeStatus.ABSCONDED)
    assert [e.id for e in kept_all(court, absconded)] == [heard["Ellison"].episode_id]
    _next_dates_are_right(court, heard, offered)


def _next_dates_are_right(
    court: Workspace, heard: dict[str, DocketEntry], offered: dict[str, date | None]
) -> None:
    asked = (
        select(DocketEntry.episode_id, CourtSession.held_on)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.attendance.is_(None))
    )
    booked: dict[int, date] = dict(court.read(lambda db: db.execute(asked).all()))
    for name, entry in heard.items():
        absent = entry.attendance is HearingAttendance.FAILED_TO_APPEAR
        assert booked.get(entry.episode_id) == (None if absent else entry.next_on), name
        if name not in ("Ellison", "Marsh", "Frost", "Kim", "Luong"):
            assert entry.next_on == offered[name], name
    assert heard["Luong"].next_on == OTHER_DAY
    assert heard["Kim"].next_on not in (None, offered["Kim"])


def _history_is_right(court: Workspace) -> None:
    asked = select(HistoryEntry).where(
        HistoryEntry.act == "record_hearing", HistoryEntry.kind == "docket_entry"
    )
    lines = [line for line in kept_all(court, asked) if '"attendance"' in line.after]
    assert (len(lines), {line.who for line in lines}) == (18, {"R. Alvarez"})
    key = court.database.history_key
    assert court.read(lambda db: check_chain(db, key)) is None


def _closed_for_good(court: Workspace) -> None:
    minutes = court.read(court_minutes, session_id=session(court))
    assert (minutes.frozen, len(minutes.lines)) == (True, 18)
    done = [t for t in court.read(tasks.session_tasks, session_id=session(court)) if t.done_on]
    assert len(done) == 1


def _papers_are_right(court: Workspace) -> None:
    orders = pages(court, "minute-orders")
    assert len(orders) == 18
    assert "A bench warrant is issued." in orders[NAMES.index("Ellison")]
    assert "Looks well" not in " ".join(orders), "a note for the team is no order"
    own = pages(court, "participant-page")
    assert len(own) == 16, "who did not come takes no page home"
    assert "You moved on to phase 2" in " ".join(own)
    (certificate,) = pages(court, "certificate")
    assert "Lee Frost" in certificate
    slips = " ".join(pages(court, "slips"))
    assert slips.count("Your next court date") == 16
    assert "Ellison" in slips.partition("No next date yet:")[2]
    public = " ".join(pages(court, "docket-public"))
    assert public.count("CR-") == 18
    assert not any(name in public.replace(f"CR-{name}", "") for name in NAMES)
