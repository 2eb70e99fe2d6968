"""Makes the pictures of the README from the demonstration court: `python docs/make_pictures.py`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from drugcourt.casework import desk
from drugcourt.casework.participants.search import find_people
from drugcourt.demo.court import make_demonstration
from drugcourt.settings import Settings
from drugcourt.ui.imports.wizard import ImportWizard
from drugcourt.ui.kit import tasks, theme
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.welcome.window import WelcomeWindow

TARGET = ROOT / "docs" / "pictures"
TODAY = date(2026, 11, 24)
SIZE = (1366, 768)
PAGES = (
    "today", "referrals", "participants", "calendar", "staffing", "docket", "testing", "responses",
    "supervision", "reports", "programs", "office",
)  # fmt: skip
PARTS = ("draw", "enter", "oversight")  # of the Testing page


def settle(application: QApplication, rounds: int = 40) -> None:
    """Let the window finish what it began: work in the background, then painting."""
    for _ in range(rounds):
        application.processEvents()
        tasks.wait_for_all(5_000)
        time.sleep(0.02)


def picture(application: QApplication, widget: QWidget, name: str) -> None:
    """Save what a person would see."""
    settle(application)
    widget.grab().save(str(TARGET / f"{name}.png"))
    print(name)


def window_pictures(application: QApplication, court: Path, scheme: theme.Scheme, end: str) -> None:
    """The pages of an open court in one look."""
    theme.apply(application, scheme)
    workspace = desk.open_desk(court, desk.DEMONSTRATION_PASSWORD, as_of=TODAY)
    window = MainWindow(workspace, Settings())
    window.show()
    window.showNormal()  # a small virtual screen makes it start maximized
    window.resize(*SIZE)
    for page in PAGES if not end else ("today", "docket"):
        window.open_page(page)
        if page == "reports":
            window.open_report("progress", session_day=TODAY)
        picture(application, window, page + end)
    if not end:
        window.open_page("testing")
        testing = window.page("testing")
        for part in PARTS:
            testing.show_part(getattr(testing, part))
            picture(application, window, f"testing-{part}")
        found = workspace.read(find_people, text="Tran Kevin")
        window.open_participant(found[0].episode_id)
        picture(application, window, "participant")
        wizard = ImportWizard(window, "people")
        wizard.open()
        picture(application, wizard, "import")
        wizard.close()
    window.close()
    settle(application, 3)


def sign_in_picture(application: QApplication, court: Path) -> None:
    """What stands before a court is open."""
    welcome = WelcomeWindow(Settings(last_court=str(court)), TODAY)
    welcome.begin(court)
    welcome.resize(1000, 700)
    welcome.show()
    picture(application, welcome, "sign-in")
    welcome.close()


def main() -> int:
    """All pictures, light and dark."""
    TARGET.mkdir(exist_ok=True)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        court = Path(folder) / "cedar.court"
        made = make_demonstration(court, today=TODAY)
        assert made is not None
        made.close()
        theme.apply(application, theme.Scheme.LIGHT)
        sign_in_picture(application, court)
        window_pictures(application, court, theme.Scheme.LIGHT, "")
        window_pictures(application, court, theme.Scheme.DARK, "-dark")
    return 0


if __name__ == "__main__":
    sys.exit(main())
