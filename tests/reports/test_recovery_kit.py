from __future__ import annotations

from datetime import date
from pathlib import Path

from pypdf import PdfReader

from drugcourt.casework.accounts.recovery import Kit
from drugcourt.domain.recovery import new_code
from drugcourt.reports.recovery_kit import print_kit
from drugcourt.reports.squares import QUIET, squares_of


def test_the_kit_is_one_page_with_its_code_and_none_in_its_properties(tmp_path: Path) -> None:
    code = new_code()
    kit = Kit(code, "Our Court", "our.court", "coordinator", date(2026, 11, 24))
    page = tmp_path / "kit.pdf"
    assert print_kit(kit, page) == 1
    reader = PdfReader(page)
    text = " ".join(reader.pages[0].extract_text().split())
    for group in code.split("-"):
        assert group in text
    assert "KEEP LOCKED AWAY" in text
    kept = str(reader.metadata)
    assert not any(group in kept for group in code.split("-"))


def test_the_squares_have_three_corners_and_a_quiet_edge() -> None:
    side, dark = squares_of("otpauth://totp/Court:pike?secret=JBSWY3DPEHPK3PXP")
    inner = set(dark)
    assert min(x for x, _ in inner) == QUIET
    assert max(x for x, _ in inner) == side - QUIET - 1
    for left, top in ((0, 0), (side - 2 * QUIET - 7, 0), (0, side - 2 * QUIET - 7)):
        edge = {(QUIET + left + n, QUIET + top) for n in range(7)}
        assert edge <= inner
