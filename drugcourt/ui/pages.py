"""Which pages the window has, in which order, and where each is found."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: `place` is `module:class`. Without `keys` it has no line in the sidebar.

    `areas` are those of the court's work that a role has to be able to read, to see the page;
    `enters` those in which something is entered there, where they are others.
    """

    name: str
    title: str
    icon: str
    place: str
    keys: str = ""
    words: str = ""
    second_group: bool = False
    areas: tuple[str, ...] = ()
    enters: tuple[str, ...] = ()


PAGES = (
    PageEntry(
        "today",
        "Today",
        "sun-horizon",
        "drugcourt.ui.today.page:TodayPage",
        "Ctrl+1",
        areas=("people", "court", "testing"),
    ),
    PageEntry(
        "referrals",
        "Referrals",
        "sign-in",
        "drugcourt.ui.referrals.page:ReferralsPage",
        "Ctrl+Shift+R",
        "candidates pipeline intercept gates waiting list screening entry admission",
        areas=("people",),
    ),
    PageEntry(
        "participants",
        "Participants",
        "users",
        "drugcourt.ui.participants.page:ParticipantsPage",
        "Ctrl+3",
        "people caseload candidates list",
        areas=("people",),
    ),
    PageEntry(
        "file",
        "Participant",
        "user",
        "drugcourt.ui.participants.file_page:ParticipantFilePage",
        areas=("people",),
        enters=(
            "people",
            "notes",
            "treatment",
            "testing",
            "court",
            "responses",
            "supervision",
            "money",
            "exits",
        ),
    ),
    PageEntry(
        "calendar",
        "Calendar",
        "calendar-blank",
        "drugcourt.ui.calendar.page:CalendarPage",
        "Ctrl+7",
        "court sessions month week closures holidays dockets rules reminders ics outlook",
        areas=("court",),
    ),
    PageEntry(
        "staffing",
        "Staffing",
        "users-three",
        "drugcourt.ui.staffings.page:StaffingPage",
        "Ctrl+8",
        "team meeting agenda decisions minutes attendance recommendation",
        areas=("staffing",),
    ),
    PageEntry(
        "docket",
        "Docket",
        "calendar-check",
        "drugcourt.ui.docket.page:DocketPage",
        "Ctrl+2",
        "hearing court session",
        areas=("court",),
    ),
    PageEntry(
        "testing",
        "Testing",
        "test-tube",
        "drugcourt.ui.testing.page:TestingPage",
        "Ctrl+4",
        "tests specimens results drug",
        areas=("testing",),
    ),
    PageEntry(
        "treatment",
        "Treatment",
        "first-aid-kit",
        "drugcourt.ui.treatment.page:TreatmentPage",
        "Ctrl+Shift+T",
        "providers directory levels of care medicaid waiting services needs housing sheet",
        areas=("treatment",),
    ),
    PageEntry(
        "responses",
        "Responses",
        "scales",
        "drugcourt.ui.responses.page:ResponsesPage",
        "Ctrl+9",
        "incentives sanctions service adjustments orders ratio consistency fishbowl points matrix",
        areas=("responses",),
    ),
    PageEntry(
        "supervision",
        "Supervision",
        "user-focus",
        "drugcourt.ui.supervision.page:SupervisionPage",
        "Ctrl+0",
        "contacts curfew conditions travel permission custody jail arrests community service hours",
        areas=("supervision",),
    ),
    PageEntry(
        "reports",
        "Reports",
        "file-text",
        "drugcourt.ui.reports.page:ReportsPage",
        "Ctrl+5",
        "print pdf paper",
        second_group=True,
    ),
    PageEntry(
        "programs",
        "Program setup",
        "books",
        "drugcourt.ui.programs.page:ProgramsPage",
        "Ctrl+6",
        "handbook rules phases requirements",
        second_group=True,
        areas=("program",),
    ),
    PageEntry(
        "office",
        "Office",
        "key",
        "drugcourt.ui.office.page:OfficePage",
        "Ctrl+Shift+O",
        "accounts users passwords roles rights recovery kit administrator sign in",
        second_group=True,
        areas=("office",),
    ),
)
IMPORT_WIZARD = "drugcourt.ui.imports.wizard:ImportWizard"


def present(place: str) -> bool:
    """Whether the module is part of this installation; the class is not loaded yet."""
    module = place.partition(":")[0]
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the folder it lies in
        return False


def load(place: str) -> Any:
    """The class at `module:class`; its libraries are loaded now and not before."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def shown() -> tuple[PageEntry, ...]:
    """The pages of this installation."""
    return tuple(entry for entry in PAGES if present(entry.place))
