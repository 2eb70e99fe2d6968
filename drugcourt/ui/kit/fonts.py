"""Which face the program writes in, so that every machine shows the same letters and figures."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pymupdf_fonts
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "FiraGO"
_BEHIND = ["Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans"]
_loaded: set[str] = set()


def _cached(name: str) -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    size = pymupdf_fonts.fontdescriptors[name]["size"]
    return Path(folder) / "drugcourt" / f"{name}-{size}.ttf"


def letters(name: str) -> bytes:
    """The font file; unpacked once per computer, because that takes longer than all else here."""
    kept = _cached(name)
    try:
        found = kept.read_bytes()
    except OSError:
        found = b""
    if len(found) != pymupdf_fonts.fontdescriptors[name]["size"]:
        found = pymupdf_fonts.myfont(name)
        _keep(kept, found)
    return found


def _keep(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a half-written file is never read."""
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):  # a computer without room for it unpacks every time
            beside.unlink(missing_ok=True)


def _load(*names: str) -> None:
    for name in names:
        if name not in _loaded:
            QFontDatabase.addApplicationFontFromData(letters(name))
            _loaded.add(name)


def load() -> None:
    """Regular and bold, which every screen needs; the italics wait for `load_italics`."""
    _load("figo", "figbo")


def load_italics() -> None:
    """Italics are rare on screen and cost start-up time, so whoever shows them asks."""
    _load("figit", "figbi")


def text_font(pixels: int, *, bold: bool = False) -> QFont:
    """The text face with figures of equal width, so that columns of numbers line up."""
    font = QFont()
    font.setFamilies([FAMILY, *_BEHIND])
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
