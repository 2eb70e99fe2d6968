"""Which reader belongs to which kind of table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.medications import MedicationRow, medication_rows
from drugcourt.exchange.tables.participants import PersonRow, people_rows
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.providers import ProviderRow, provider_rows
from drugcourt.exchange.tables.readings import TestRow
from drugcourt.exchange.tables.referrals import ReferralRow, referral_rows
from drugcourt.exchange.tables.specimens import test_rows
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.treatment import AttendanceRow, attendance_rows
from drugcourt.fields.imports import ImportKind

AnyRow = PersonRow | TestRow | AttendanceRow | MedicationRow | ReferralRow | ProviderRow

READERS: dict[ImportKind, Callable[[SheetTable, Mapping], Iterator[AnyRow | RowProblem]]] = {
    ImportKind.PEOPLE: people_rows,
    ImportKind.TESTS: test_rows,
    ImportKind.ATTENDANCE: attendance_rows,
    ImportKind.MEDICATIONS: medication_rows,
    ImportKind.REFERRALS: referral_rows,
    ImportKind.PROVIDERS: provider_rows,
}
