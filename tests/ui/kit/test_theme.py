"""The look: readable in light and dark, switched live, scaled as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit import fonts, theme
from drugcourt.ui.kit.icons import TONE_ICONS, icon, known
from drugcourt.ui.kit.theme import DARK, LIGHT, Palette, Scheme


def luminance(color: str) -> float:
    parts = [part / 255 for part in QColor(color).getRgb()[:3]]
    line = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_word_is_readable_on_its_ground(look: Palette) -> None:
    pairs = [
        (look.text, look.window),
        (look.text, look.surface),
        (look.text, look.accent_soft),
        (look.muted, look.surface),
        (look.muted, look.window),
        (look.accent_text, look.accent),
        (look.accent_text, look.accent_hover),
        (look.danger_text, look.danger),
        (look.accent_fg, look.surface),
    ]
    for tone in Tone:
        words = getattr(look, f"{tone.value}_fg")
        pairs += [(words, getattr(look, f"{tone.value}_bg")), (words, look.surface)]
    weak = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_stands_out_from_its_ground(look: Palette) -> None:
    assert contrast(look.focus, look.surface) >= 3
    assert contrast(look.focus_on_accent, look.accent) >= 3


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_a_colour(look: Palette) -> None:
    names = [name for name in look._fields if name != "dark"]
    assert [n for n in names if not QColor.isValidColorName(getattr(look, n))] == []


def test_switching_reaches_palette_widgets_and_listeners(
    qtbot: QtBot, dressed: QApplication
) -> None:
    label = QLabel("word")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme.theme().changed):
        theme.apply(dressed, Scheme.DARK)
    assert theme.colors() is DARK
    assert label.palette().windowText().color() == QColor(DARK.text)
    theme.apply(dressed, Scheme.LIGHT)
    assert theme.colors() is LIGHT
    assert label.palette().windowText().color() == QColor(LIGHT.text)


def test_text_size_scales_letters_and_lengths_together(dressed: QApplication) -> None:
    theme.apply(dressed, Scheme.LIGHT, 2.0)
    assert dressed.font().pixelSize() == 26
    assert theme.px(8) == 16
    assert "font-size: 40px" in theme.style_sheet(LIGHT)


def test_the_system_choice_is_followed_only_when_wanted(dressed: QApplication) -> None:
    theme.apply(dressed, Scheme.DARK)
    dressed.styleHints().colorSchemeChanged.emit(dressed.styleHints().colorScheme())
    assert theme.colors() is DARK
    theme.apply(dressed, Scheme.SYSTEM)
    assert theme.colors() is LIGHT


def test_the_face_is_ours_and_its_figures_are_equally_wide() -> None:
    font = fonts.text_font(13)
    assert QFontInfo(font).family() == fonts.FAMILY
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(digit * 20) for digit in "0123456789"}) == 1


def test_every_tone_has_an_icon_and_unknown_names_are_refused_at_once() -> None:
    assert all(known(name) for name in TONE_ICONS.values())
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_icons_take_the_colour_of_the_theme_in_force(dressed: QApplication) -> None:
    picture = icon("check-circle", tone=Tone.GOOD)
    light = picture.pixmap(32, 32).toImage()
    theme.apply(dressed, Scheme.DARK)
    assert picture.pixmap(32, 32).toImage() != light


def test_the_face_is_unpacked_once_and_a_damaged_copy_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    whole = fonts.letters("figo")
    for kept in tmp_path.rglob("*.ttf"):
        kept.write_bytes(b"cut off")
    assert fonts.letters("figo") == whole
    assert all(kept.read_bytes() == whole for kept in tmp_path.rglob("*.ttf"))


def test_a_computer_that_keeps_nothing_still_shows_the_face(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert fonts.letters("figo")[:4] == b"\x00\x01\x00\x00"


def test_a_list_of_choices_opens_with_every_row_in_sight(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItems(["Five-phase model", "Calvert County", "Jackson County"])
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    QApplication.processEvents()
    view = box.view()
    last = view.visualRect(box.model().index(box.count() - 1, 0))
    assert last.bottom() <= view.viewport().height()
    box.hidePopup()
