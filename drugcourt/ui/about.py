"""What this program is, in which versions, and under whose licences its parts stand."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.theme import px
from drugcourt.ui.welcome.frame import PRODUCT

PARTS = (
    ("PySide6-Essentials", "LGPL 3"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("sqlcipher3", "zlib; SQLCipher BSD"),
    ("cryptography", "Apache 2 or BSD"),
    ("argon2-cffi", "MIT"),
    ("pydantic", "MIT"),
    ("reportlab", "BSD"),
    ("XlsxWriter", "BSD"),
    ("python-calamine", "MIT"),
    ("qtawesome", "MIT; Phosphor icons MIT"),
    ("rapidfuzz", "MIT"),
    ("phonenumbers", "Apache 2"),
    ("icalendar", "BSD"),
    ("python-dateutil", "Apache 2 or BSD"),
    ("holidays", "MIT"),
    ("psycopg", "LGPL 3"),
    ("pymupdf-fonts", "FiraGO, SIL Open Font License"),
)
SENTENCE = (
    "Casework for drug courts. A court stands in one encrypted file on this computer, or on the "
    "office's own server; the program works without a network and sends nothing anywhere else."
)
LOINC = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief "
    "Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and "
    "is available at no cost under the license at http://loinc.org/license. LOINC® is a registered "
    "United States trademark of Regenstrief Institute, Inc."
)


class AboutDialog(QDialog):
    """Versions and licences, as plain text that can be read aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        own = _version("drugcourt")
        outer.addWidget(Heading(f"{PRODUCT} {own}".strip()))
        outer.addWidget(Text(SENTENCE))
        outer.addWidget(Muted(disclosure_policy().complaints, small=True))
        outer.addWidget(Muted(f"Python {platform.python_version()} and these parts:", small=True))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(5))
        grid.setColumnStretch(2, 1)
        for line, (name, licence) in enumerate(PARTS):
            grid.addWidget(Muted(name, wrap=False), line, 0)
            grid.addWidget(Muted(_version(name), wrap=False), line, 1)
            grid.addWidget(Muted(licence), line, 2)
        outer.addWidget(scrolled(inner), 1)
        outer.addWidget(Muted(LOINC, small=True))
        close = Button("Close", self.close, Look.PRIMARY)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(px(520), px(480))


def _version(name: str) -> str:
    try:
        return metadata(name)["Version"]
    except PackageNotFoundError:
        return ""
