"""What a telephone reads from the screen: a text as dark squares (a QR code)."""

from __future__ import annotations

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET = 4  # light squares around it, without which telephones do not find it


def squares_of(text: str) -> tuple[int, list[tuple[int, int]]]:
    """How many squares a side has, the quiet edge included, and which (across, down) are dark."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    dark = [
        (across + QUIET, down + QUIET)
        for down in range(size)
        for across in range(size)
        if code.isDark(down, across)
    ]
    return size + 2 * QUIET, dark
