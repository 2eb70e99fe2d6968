"""What the program looks like: colours for light and dark, one scale, one style sheet."""

from __future__ import annotations

import os
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from drugcourt.domain.tone import Term, Tone
from drugcourt.ui.kit import fonts, singletons

ART = Path(__file__).resolve().parents[3] / "resources" / "theme"
TEXT_PIXELS = 13
FUSION = "Fusion"
STYLE = "QT_STYLE_OVERRIDE"  # Qt reads it as the application is made, and then makes one style only


class Scheme(Term):
    """What the person chose; `SYSTEM` follows the desktop, live."""

    SYSTEM = "system", "Same as this computer"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Palette(NamedTuple):
    """Every colour of the program; `_fg` on `_bg` and on `surface` is readable (4.5 to 1).

    A named tuple, because a frozen dataclass of this size costs 4 ms of every start.
    """

    dark: bool
    window: str
    surface: str
    sidebar: str
    field: str
    text: str
    muted: str
    faint: str
    line: str
    line_strong: str
    hover: str
    pressed: str
    scroll: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_fg: str
    accent_soft: str
    mark: str
    focus: str
    focus_on_accent: str
    danger: str
    danger_text: str
    chart: str
    chart_soft: str
    empty: str
    good_fg: str
    good_bg: str
    good_line: str
    good_mark: str
    watch_fg: str
    watch_bg: str
    watch_line: str
    watch_mark: str
    alarm_fg: str
    alarm_bg: str
    alarm_line: str
    alarm_mark: str
    info_fg: str
    info_bg: str
    info_line: str
    info_mark: str
    plain_fg: str
    plain_bg: str
    plain_line: str
    plain_mark: str


LIGHT = Palette(
    dark=False,
    window="#f5f7f8",
    surface="#ffffff",
    sidebar="#edf1f5",
    field="#ffffff",
    text="#1b2330",
    muted="#5f6b7d",
    faint="#98a3b3",
    line="#e0e5ea",
    line_strong="#c6ced8",
    hover="#eef2f4",
    pressed="#e2e8ec",
    scroll="#c3cbd5",
    accent="#0f6b63",
    accent_hover="#0b5a53",
    accent_text="#ffffff",
    accent_fg="#0f6b63",
    accent_soft="#e3f1ef",
    mark="#0f6b63",
    focus="#2a9187",
    focus_on_accent="#7fd1c8",
    danger="#b42318",
    danger_text="#ffffff",
    chart="#3c8f89",
    chart_soft="#9fc9c6",
    empty="#e9edf1",
    good_fg="#17623a",
    good_bg="#dff3e5",
    good_line="#b5dfc3",
    good_mark="#5ba8a0",
    watch_fg="#845200",
    watch_bg="#fdeecb",
    watch_line="#f1d28e",
    watch_mark="#d9962f",
    alarm_fg="#b42318",
    alarm_bg="#fde4e2",
    alarm_line="#f4bcb7",
    alarm_mark="#c9413a",
    info_fg="#1b4f9e",
    info_bg="#deeafb",
    info_line="#b7cff2",
    info_mark="#5f8fd0",
    plain_fg="#4a5566",
    plain_bg="#eaeef2",
    plain_line="#d5dce4",
    plain_mark="#a3adba",
)

DARK = Palette(
    dark=True,
    window="#12171c",
    surface="#1a2128",
    sidebar="#151b21",
    field="#141a20",
    text="#e4e9ef",
    muted="#9ba8b7",
    faint="#66727f",
    line="#2a343e",
    line_strong="#3d4956",
    hover="#232c35",
    pressed="#2c3741",
    scroll="#3f4b58",
    accent="#1b8177",
    accent_hover="#17736a",
    accent_text="#ffffff",
    accent_fg="#5cc4b8",
    accent_soft="#1a3a39",
    mark="#1b8177",
    focus="#3fb0a4",
    focus_on_accent="#a5e5de",
    danger="#c43b31",
    danger_text="#ffffff",
    chart="#3f9d95",
    chart_soft="#2f6763",
    empty="#28323c",
    good_fg="#7fd6a0",
    good_bg="#173526",
    good_line="#275a3f",
    good_mark="#48a096",
    watch_fg="#efbf66",
    watch_bg="#3a2d12",
    watch_line="#63501f",
    watch_mark="#d1933a",
    alarm_fg="#ff9a92",
    alarm_bg="#43201e",
    alarm_line="#733530",
    alarm_mark="#d65a52",
    info_fg="#93bdf7",
    info_bg="#1a2d4a",
    info_line="#2f4d7b",
    info_mark="#5f8fd0",
    plain_fg="#b3becb",
    plain_bg="#2a343e",
    plain_line="#3d4956",
    plain_mark="#7a8796",
)


class ToneColors(NamedTuple):
    """How one tone is drawn: words, the chip behind them, its edge, a solid mark in charts."""

    fg: QColor
    bg: QColor
    line: QColor
    mark: QColor


class Theme(QObject):
    """The look in force; `changed` fires after every switch of colours or of text size."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette = LIGHT
        self.scheme = Scheme.SYSTEM
        self.text_scale = 1.0
        self._followed: QApplication | None = None

    def follow(self, app: QApplication) -> None:
        """Listen to the desktop's choice of light or dark, once per application."""
        if self._followed is not app:
            self._followed = app
            app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @Slot()
    def _system_changed(self) -> None:
        if self._followed is not None and self.scheme is Scheme.SYSTEM:
            apply(self._followed, Scheme.SYSTEM, self.text_scale)


_theme = Theme()


def theme() -> Theme:
    """The one theme, for connecting to `changed`."""
    return _theme


def colors() -> Palette:
    """The colours in force; ask while painting, do not keep."""
    return _theme.palette


def px(pixels: float) -> int:
    """A length of the 8-pixel grid in the text size in force; at least one pixel."""
    return max(1, round(pixels * _theme.text_scale))


def tone_colors(tone: Tone) -> ToneColors:
    """The colours of a tone in the palette in force."""
    look = colors()
    fg, bg, line, mark = (
        QColor(getattr(look, f"{tone.value}_{part}")) for part in ("fg", "bg", "line", "mark")
    )
    return ToneColors(fg, bg, line, mark)


def apply(app: QApplication, scheme: Scheme = Scheme.SYSTEM, text_scale: float = 1.0) -> None:
    """Dress the whole application; call at start and again when the choice changes."""
    singletons.hold_singletons()
    first = _theme._followed is not app
    _theme.scheme = scheme
    _theme.text_scale = text_scale
    if first:
        fonts.load()
        if os.environ.get(STYLE) != FUSION:
            app.setStyle(FUSION)
        _theme.follow(app)
    _theme.palette = DARK if _wants_dark(app, scheme) else LIGHT
    app.setFont(fonts.text_font(px(TEXT_PIXELS)))
    app.setPalette(_qt_palette(_theme.palette))
    app.setStyleSheet(style_sheet(_theme.palette))
    _theme.changed.emit()


def _wants_dark(app: QApplication, scheme: Scheme) -> bool:
    hints = app.styleHints()
    chosen = {Scheme.LIGHT: Qt.ColorScheme.Light, Scheme.DARK: Qt.ColorScheme.Dark}
    wanted = chosen.get(scheme, Qt.ColorScheme.Unknown)
    if wanted is not Qt.ColorScheme.Unknown or scheme is not Scheme.SYSTEM:
        hints.setColorScheme(wanted)  # so that the title bars of windows follow
        return scheme is Scheme.DARK
    hints.unsetColorScheme()
    return hints.colorScheme() is Qt.ColorScheme.Dark


def _qt_palette(look: Palette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    pairs: dict[QPalette.ColorRole, str] = {
        role.Window: look.window,
        role.WindowText: look.text,
        role.Base: look.field,
        role.AlternateBase: look.surface,
        role.Text: look.text,
        role.PlaceholderText: look.muted,
        role.Button: look.surface,
        role.ButtonText: look.text,
        role.BrightText: look.alarm_fg,
        role.ToolTipBase: look.surface,
        role.ToolTipText: look.text,
        role.Highlight: look.accent,
        role.HighlightedText: look.accent_text,
        role.Link: look.accent_fg,
        role.LinkVisited: look.accent_fg,
        role.Accent: look.accent,
        role.Mid: look.line_strong,
        role.Midlight: look.line,
        role.Light: look.surface,
        role.Dark: look.line_strong,
        role.Shadow: look.line_strong,
    }
    for key, value in pairs.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(look.faint))
    return palette


def style_sheet(look: Palette) -> str:
    """The one style sheet with colours and lengths filled in; an unknown name is an error."""
    names: dict[str, Any] = {**look._asdict(), "art": ART.as_posix()}
    names.update({f"px{n}": f"{px(n)}px" for n in (*range(1, 33), 300)})
    return Template((ART / "app.qss").read_text(encoding="utf-8")).substitute(names)
