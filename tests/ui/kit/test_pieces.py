"""The small pieces: cards, chips, notices, pages, charts, shortcuts, lines, messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit import messages, theme
from drugcourt.ui.kit.buttons import Button, ChoiceChips, IconButton, Look, term_choices
from drugcourt.ui.kit.cards import Card, EmptyState
from drugcourt.ui.kit.charts import Bar, BarList, WeekBars
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.grid_entry import GridEntry
from drugcourt.ui.kit.grid_model import Code, GridColumn, GridRow
from drugcourt.ui.kit.labels import Pill, Title, TwoTone
from drugcourt.ui.kit.lines import LabelledLine
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.notices import Notices, StatusLine
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.palette_search import SearchBox
from drugcourt.ui.kit.pdf_view import PdfPane
from drugcourt.ui.kit.shortcuts import Shortcuts
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.tracks import Day, DayGrid, Segment, SegmentTrack

DAY = date(2026, 11, 24)


class Counted(Page):
    title = "Counted"
    kinds = frozenset({"specimen"})

    def __init__(self) -> None:
        super().__init__()
        self.reloads = 0

    def refresh(self) -> None:
        self.reloads += 1


def test_enter_presses_whatever_has_the_keyboard(qtbot: QtBot) -> None:
    pressed: list[str] = []
    pieces = (
        Button("Save", lambda: pressed.append("button")),
        IconButton("caret-left", "Back", lambda: pressed.append("icon")),
        ChoiceChips(term_choices(HearingAttendance), "Attendance"),
    )
    for piece in pieces:
        qtbot.addWidget(piece)
    pieces[2].chosen.connect(pressed.append)
    for target in (pieces[0], pieces[1], pieces[2].chips[1]):
        qtbot.keyClick(target, Qt.Key.Key_Return)
        qtbot.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["button", "icon", HearingAttendance.LATE]


def test_letters_belong_to_a_menu_while_it_is_open(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    menu = Menu(window)
    menu.addAction("&Response")
    over = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier)
    over.ignore()
    QApplication.sendEvent(menu, over)
    assert over.isAccepted(), "the page's own R would be called instead"


def test_a_page_reloads_when_seen_and_concerned(qtbot: QtBot) -> None:
    page = Counted()
    qtbot.addWidget(page)
    assert page.reloads == 0
    page.show()
    assert page.reloads == 1
    page.touched({"specimen"})
    page.touched({"note"})
    assert page.reloads == 2


def test_a_hidden_page_waits_until_it_is_shown(qtbot: QtBot) -> None:
    page = Counted()
    qtbot.addWidget(page)
    page.show()
    page.hide()
    page.touched({"specimen"})
    page.touched({"specimen"})
    assert page.reloads == 1
    page.show()
    assert page.reloads == 2
    page.hide()
    page.show()
    assert page.reloads == 2


@pytest.fixture
def chips(qtbot: QtBot) -> ChoiceChips:
    chips = ChoiceChips(term_choices(HearingAttendance), "Attendance", optional=True)
    qtbot.addWidget(chips)
    chips.show()
    return chips


def test_digits_choose_and_the_value_is_the_member(qtbot: QtBot, chips: ChoiceChips) -> None:
    with qtbot.waitSignal(chips.chosen) as chosen:
        qtbot.keyClicks(chips.chips[0], "4")
    assert chosen.args == [HearingAttendance.FAILED_TO_APPEAR]
    assert type(chips.value()) is HearingAttendance
    assert [chip.isChecked() for chip in chips.chips].count(True) == 1
    assert not chips.press_digit(9)


def test_choosing_again_clears_when_optional_and_setting_is_silent(
    qtbot: QtBot, chips: ChoiceChips
) -> None:
    with qtbot.assertNotEmitted(chips.chosen):
        chips.set_value(HearingAttendance.LATE)
    qtbot.mouseClick(chips.chips[1], Qt.MouseButton.LeftButton)
    assert chips.value() is None
    assert not any(chip.isChecked() for chip in chips.chips)


def test_chips_are_one_stop_of_tab_at_the_answer_that_was_chosen(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    box = QVBoxLayout(place)
    before, chips, after = (
        QLineEdit(),
        ChoiceChips(term_choices(HearingAttendance), "A"),
        QLineEdit(),
    )
    for piece in (before, chips, after):
        box.addWidget(piece)
    with qtbot.waitActive(place):
        place.show()
    for chosen, stop in ((None, 0), (HearingAttendance.EXCUSED, 2)):
        chips.set_value(chosen)
        before.setFocus()
        qtbot.keyClick(before, Qt.Key.Key_Tab)
        assert chips.chips[stop].hasFocus()
        qtbot.keyClick(chips.chips[stop], Qt.Key.Key_Tab)
        assert after.hasFocus()


def test_chips_wrap_where_the_width_ends(chips: ChoiceChips) -> None:
    assert chips.heightForWidth(200) > chips.heightForWidth(2000)


def test_a_button_tells_its_shortcut_and_keeps_its_name(qtbot: QtBot) -> None:
    button = Button("Record and next", None, Look.PRIMARY, "F9")
    qtbot.addWidget(button)
    assert button.text().endswith("F9")
    assert button.accessibleName() == "Record and next"
    small = IconButton("x", "Close")
    qtbot.addWidget(small)
    assert (small.accessibleName(), small.toolTip()) == ("Close", "Close")


def test_names_with_markup_are_shown_as_they_are(qtbot: QtBot) -> None:
    title, both = Title("<b>Ada</b>"), TwoTone("<i>Ada</i>", "a & b")
    for label in (title, both):
        qtbot.addWidget(label)
    assert title.textFormat() is Qt.TextFormat.PlainText
    assert "&lt;i&gt;Ada" in both.text()
    assert both.accessibleName() == "<i>Ada</i> a & b"


def test_a_pill_is_as_wide_as_its_word_at_every_size(qtbot: QtBot, dressed: QApplication) -> None:
    widths = []
    for scale in (1.0, 2.0):
        theme.apply(dressed, theme.Scheme.LIGHT, scale)
        pill = Pill("Dismissal eligible", Tone.GOOD)
        qtbot.addWidget(pill)
        widths.append(pill.sizeHint().width())
    assert widths[1] == pytest.approx(widths[0] * 2, abs=6)


def test_a_card_and_an_empty_place_say_what_they_are(qtbot: QtBot) -> None:
    card = Card("Testing", "19 of 64")
    qtbot.addWidget(card)
    card.add(EmptyState("Nothing is due", "Follow-ups appear here.", icon_name="calendar-blank"))
    assert card.accessibleName() == "Testing"
    shown = [label.text() for label in card.findChildren(QLabel)]
    assert shown == ["Testing", "19 of 64", "Nothing is due", "Follow-ups appear here."]


class Caller(QWidget):
    """Notes that it was called."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def call(self) -> None:
        self.calls += 1


def test_notices_replace_by_key_act_and_close(qtbot: QtBot) -> None:
    caller, notices = Caller(), Notices(None)
    for widget in (caller, notices):
        qtbot.addWidget(widget)
    notices.say("First.", Tone.WATCH, key="backup")
    banner = notices.say("Second.", Tone.ALARM, ("Do it", caller.call), key="backup")
    assert [one.sentence.text() for one in notices.banners()] == ["Second."]
    assert banner.accessibleName() == "Alarm: Second."
    qtbot.mouseClick(banner.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert caller.calls == 1
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(banner.findChildren(IconButton)[0], Qt.MouseButton.LeftButton)
    assert notices.banners() == []
    assert notices.isHidden()


def test_what_was_said_a_moment_ago_stands_though_an_older_sentence_goes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    notices = Notices(None)
    QVBoxLayout(window).addWidget(notices)
    window.show()
    notices.say("Older.", key="older")
    qtbot.wait(1)
    notices.say("Newer.", key="newer")
    notices.take_back("older")
    assert [one.sentence.text() for one in notices.banners()] == ["Newer."]
    assert notices.isVisible()


def test_the_status_line_comes_to_rest(qtbot: QtBot) -> None:
    line = StatusLine("Saved")
    qtbot.addWidget(line)
    line.say("Printed.", seconds=0)
    assert line.text() == "Printed."
    qtbot.waitUntil(lambda: line.text() == "Saved")


def test_bars_say_their_numbers_and_can_be_chosen_by_keys(qtbot: QtBot) -> None:
    bars = BarList("Caseload by phase", clickable=True)
    qtbot.addWidget(bars)
    bars.set_bars([("1 Acute", 12), ("2 Clinical", 1800), ("3 Empty", 0)])
    bars.show()
    assert bars.accessibleDescription() == "1 Acute: 12; 2 Clinical: 1,800; 3 Empty: 0"
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    with qtbot.waitSignal(bars.chosen) as chosen:
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert chosen.args == [1]
    assert bars.tip_at(QPointF(10, 5)) == "1 Acute: 12"
    assert bars.tip_at(QPointF(10, 5000)) == ""


def test_every_chart_draws_with_numbers_and_without(qtbot: QtBot) -> None:
    weeks, track, days = (
        WeekBars("Tests per week"),
        SegmentTrack("Phases"),
        DayGrid("Days"),
    )
    for chart in (weeks, track, days):
        qtbot.addWidget(chart)
        chart.grab()
    weeks.set_bars([Bar("Sep 8", 40, 3), Bar("Nov 24", 0)], "unexpected positives")
    track.set_segments([Segment("1 Acute", "63 days", 1.0), Segment("2 Next", "", 0.5, 2, True)])
    days.set_days(date(2026, 11, 1), date(2026, 11, 1), {})
    for chart in (weeks, track, days):
        assert not chart.grab().isNull()
    assert "Sep 8: 40, of these 3 unexpected positives" in weeks.accessibleDescription()
    assert track.accessibleDescription() == "1 Acute: 63 days; 2 Next (now)"


def test_a_narrow_track_grows_taller_so_that_nothing_is_cut(qtbot: QtBot) -> None:
    track = SegmentTrack("Phases")
    qtbot.addWidget(track)
    track.set_segments(
        [Segment(f"{n} Pro-social habilitation", "earliest Feb 22") for n in range(5)]
    )
    assert track.heightForWidth(320) > track.heightForWidth(1200)


def test_days_are_walked_by_arrows_and_said_in_words(qtbot: QtBot) -> None:
    grid = DayGrid("Tests")
    qtbot.addWidget(grid)
    end = date(2026, 11, 24)
    days = {end: Day(Tone.GOOD, "negative"), end - timedelta(7): Day(Tone.ALARM, "positive")}
    grid.set_days(date(2026, 6, 1), end, days)
    grid.show()
    assert "negative: 1 day, positive: 1 day" in grid.accessibleDescription()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription().endswith("Tuesday, November 24, 2026: negative")
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert grid.accessibleDescription().endswith("Tuesday, November 17, 2026: positive")
    with qtbot.waitSignal(grid.day_chosen) as chosen:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert chosen.args == [date(2026, 11, 17)]
    with qtbot.waitSignal(grid.day_chosen) as chosen:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert chosen.args == [date(2026, 6, 1)]
    assert grid.day_at(QPointF(4000, 4)) is None


def test_shortcuts_are_listed_while_their_owner_is_seen(qtbot: QtBot) -> None:
    window, page = Caller(), Caller()
    layout = QVBoxLayout(window)
    layout.addWidget(page)
    qtbot.addWidget(window)
    keys = Shortcuts(window)
    keys.add("Ctrl+P", "Print", window.call, window)
    keys.add("F9", "Record and next", page.call, page, "Docket")
    window.show()
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    assert [entry.words for entry in keys.entries()] == [
        "Show this list",
        "Print",
        "Record and next",
    ]
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.calls == 1
    page.hide()
    assert "Record and next" not in [entry.words for entry in keys.entries()]


def test_a_line_says_its_reason_until_typing_goes_on(qtbot: QtBot) -> None:
    line = LabelledLine("Password", password=True)
    qtbot.addWidget(line)
    line.say("This password does not open the court.")
    assert not line.error.isHidden()
    qtbot.keyClicks(line.line, "d")
    assert line.error.isHidden()
    assert line.line.accessibleName() == "Password"
    assert line.text() == "d"


def test_the_recorder_stands_in_for_the_boxes(boxes: messages.Recorder) -> None:
    boxes.answer, boxes.path = False, Path("a.pdf")
    messages.inform(None, "Done", "Written.")
    assert messages.ask(None, "Sure?", "Really?") is False
    assert messages.choose_save_path(None, "Save", Path("x/report.pdf")) == Path("a.pdf")
    assert boxes.said == [
        ("inform", "Done", "Written."),
        ("ask", "Sure?", "Really?"),
        ("save", "Save", "report.pdf"),
    ]


@pytest.mark.parametrize(("press", "answer"), [("Throw away", True), ("Keep editing", False)])
def test_the_real_box_answers_by_the_words_on_its_buttons(
    qtbot: QtBot, boxes: messages.Recorder, press: str, answer: bool
) -> None:
    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = next(one for one in box.buttons() if one.text() == press)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    messages.use(messages.Boxes())
    QTimer.singleShot(0, click)
    said = messages.ask(None, "Leave?", "Text is lost.", "Throw away", "Keep editing", danger=True)
    assert said is answer


def test_a_closed_page_with_many_pieces_dies(
    freed_when_closed: Callable[[list[QWidget]], None],
) -> None:
    page = Counted()
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.body.addWidget(ChoiceChips(term_choices(HearingAttendance), "Attendance"))
    page.notices.say("Something.", Tone.INFO, ("Do it", page.refresh))
    table = DataTable([Column(Field("name", "Name"))], "people")
    table.set_rows([{"id": 1, "name": "Ada"}])
    table.opened.connect(page.refresh)
    grid = GridEntry([Code("N", "Negative")], "Results")
    grid.set_grid([GridRow(1, "Ada")], [GridColumn("thc", "THC")])
    form = Form(
        [Field("on", "Day", Kind.DATE), Field("who", "Person", Kind.PERSON)], DAY, search=list
    )
    for piece in (table, grid, form, SearchBox(list), DayGrid("Days"), BarList("Bars"), PdfPane()):
        page.body.addWidget(piece)
    page.show()
    holder: list[QWidget] = [page]
    del page, table, grid, form, piece
    freed_when_closed(holder)


def test_a_long_sentence_in_an_empty_place_is_shown_whole(qtbot: QtBot) -> None:
    place = EmptyState(
        "Nobody is in this court yet",
        "Bring in the office’s own spreadsheets, people first, or enter a candidate by hand; "
        "tests, attendance and medicines follow.",
    )
    qtbot.addWidget(place)
    place.resize(700, 400)
    place.show()
    words = place.sentence
    assert words.height() >= words.heightForWidth(words.width())
    assert words.height() > words.fontMetrics().height() * 1.5
    assert abs(words.geometry().center().x() - place.rect().center().x()) <= 1


def test_two_lines_side_by_side_stay_level_when_one_gives_a_reason(qtbot: QtBot) -> None:
    held = QWidget()
    left, right = LabelledLine("Password"), LabelledLine("The same password again")
    held.setLayout(side_by_side((left, 1), (right, 1)))
    qtbot.addWidget(held)
    held.resize(500, 200)
    held.show()
    left.say("The password needs at least 12 characters. A short sentence is easiest to remember.")
    QApplication.processEvents()
    assert left.line.mapTo(held, QPoint()).y() == right.line.mapTo(held, QPoint()).y()
