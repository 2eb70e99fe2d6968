"""Consents for tests: whole and signed unless something else is said."""

from typing import Any

from drugcourt.casework.disclosures.consents import add_consent
from drugcourt.casework.disclosures.forms import consent_form
from drugcourt.casework.disclosures.settings import set_disclosure_setting
from drugcourt.domain.disclosures import ConsentKind, RevocationRule
from drugcourt.workspace import Workspace
from tests.conftest import TODAY

CJ = ConsentKind.CRIMINAL_JUSTICE
TPO = ConsentKind.TREATMENT


def elements(court: Workspace, episode_id: int, kind: ConsentKind = CJ) -> dict[str, Any]:
    """Every element, as the court's own form has them."""
    return court.read(consent_form, episode_id=episode_id, kind=kind, today=TODAY)


def consent(court: Workspace, episode_id: int, kind: ConsentKind = CJ, **changed: Any) -> int:
    """A consent signed today."""
    values = elements(court, episode_id, kind) | changed
    return court.perform(add_consent, episode_id=episode_id, kind=kind, **values)


def strictly(court: Workspace, revocation: RevocationRule = RevocationRule.BLOCK) -> None:
    """From today nothing goes out without a consent."""
    court.perform(set_disclosure_setting, strict_from=TODAY, revocation=revocation)
