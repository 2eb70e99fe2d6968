"""Consents have every element or are refused; the kinds are never merged; revocation by the law."""

from datetime import timedelta

import pytest

from drugcourt.casework.cases import add_case, case_rows, record_outcome
from drugcourt.casework.disclosures.consent_rows import Standing, consent_rows, due_consents
from drugcourt.casework.disclosures.consents import (
    add_consent,
    ask_to_revoke,
    change_draft,
    note_event,
    revocability_of,
    revoke_consent,
    withdraw_draft,
)
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.disclosures import (
    ConsentEnds,
    ConsentKind,
    ConsentState,
    Information,
    Reader,
    RevocationRule,
)
from drugcourt.errors import FieldRefusal, Refusal
from tests import courts
from tests.casework.disclosures.consenting import CJ, TPO, consent, elements, strictly
from tests.conftest import TODAY

EMPTY = {
    "patient_name": "",
    "discloser": " ",
    "purpose": "",
    "how_to_revoke": "",
    "information": [],
    "description": "",
    "recipients": [],
    "signed_on": None,
    "signed_how": None,
    "signed_by": "",
}
ELEMENTS = [(CJ, key) for key in (*EMPTY, "revocable_with")] + [
    (TPO, key) for key in (*EMPTY, "expires_on", "redisclosure_told", "refusal_told")
]


@pytest.fixture
def sam(workspace):
    return courts.participant(workspace, "Doe", admitted_on=TODAY - timedelta(days=90))


def standing(workspace, episode_id):
    return [
        row.standing for row in workspace.read(consent_rows, episode_id=episode_id, today=TODAY)
    ]


@pytest.mark.parametrize(("kind", "missing"), ELEMENTS)
def test_a_signed_consent_without_one_element_is_refused_and_the_element_named(
    workspace, sam, kind, missing
):
    values = elements(workspace, sam, kind) | {missing: EMPTY.get(missing)}
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(add_consent, episode_id=sam, kind=kind, **values)
    assert refused.value.field == missing
    assert workspace.read(consent_rows, episode_id=sam, today=TODAY) == []
    draft = values | {"state": ConsentState.DRAFT}
    workspace.perform(add_consent, episode_id=sam, kind=kind, **draft)
    assert standing(workspace, sam) == [Standing.DRAFT]


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        (CJ, {"information": [Information.COUNSELLING, Information.TESTS]}, "information"),
        (TPO, {"information": [Information.COUNSELLING]}, "information"),
        (ConsentKind.COUNSELLING, {"information": [Information.TESTS]}, "information"),
        (CJ, {"recipients": [Reader.PROSECUTOR, Reader.PROVIDER]}, "recipients"),
        (ConsentKind.PROCEEDINGS, {}, "ends_with"),
    ],
)
def test_kinds_of_consent_are_not_combined(workspace, sam, kind, changed, field):
    with pytest.raises(FieldRefusal) as refused:
        consent(workspace, sam, kind, **changed)
    assert refused.value.field == field


def test_a_draft_is_signed_and_what_was_signed_is_not_rewritten(workspace, sam):
    number = consent(workspace, sam, state=ConsentState.DRAFT, signed_on=None)
    workspace.perform(change_draft, consent_id=number, state=ConsentState.ACTIVE, signed_on=TODAY)
    assert standing(workspace, sam) == [Standing.GOOD]
    with pytest.raises(Refusal, match="not rewritten"):
        workspace.perform(change_draft, consent_id=number, purpose="Other")
    with pytest.raises(Refusal, match="stays in the file"):
        workspace.perform(withdraw_draft, consent_id=number)


def revocable(workspace, number, on):
    return workspace.read(revocability_of, consent_id=number, today=on).now


def test_a_criminal_justice_consent_is_revocable_from_its_day_on(workspace, sam):
    first = TODAY + timedelta(days=10)
    number = consent(workspace, sam, revocable_on=first, revocable_with=None)
    days = [first - timedelta(days=1), first, first + timedelta(days=1)]
    assert [revocable(workspace, number, day) for day in days] == [False, True, True]


def test_it_is_revocable_with_the_final_disposition_at_the_latest(workspace, sam):
    number = consent(workspace, sam, revocable_on=TODAY + timedelta(days=900))
    second = workspace.perform(add_case, episode_id=sam, number="CR-9")
    ended = {"outcome": CaseOutcome.DISMISSED, "on": TODAY}
    workspace.perform(record_outcome, case_id=second, **ended)
    assert not revocable(workspace, number, TODAY)  # the first case is still pending
    (first,) = (row.id for row in workspace.read(case_rows, episode_id=sam) if row.id != second)
    workspace.perform(record_outcome, case_id=first, **ended)
    assert revocable(workspace, number, TODAY)
    assert not revocable(workspace, number, TODAY - timedelta(days=1))


def test_too_early_it_is_refused_with_the_reason_and_the_request_is_noted(workspace, sam):
    number = consent(workspace, sam)
    with pytest.raises(Refusal, match=r"2\.35.*asked to revoke"):
        workspace.perform(revoke_consent, consent_id=number, how="In writing", although=True)
    workspace.perform(ask_to_revoke, consent_id=number, asked_on=TODAY)
    (due,) = workspace.read(due_consents, today=TODAY)
    assert "asked to revoke it" in due.note


def test_a_court_may_warn_instead(workspace, sam):
    strictly(workspace, RevocationRule.WARN)
    number = consent(workspace, sam)
    with pytest.raises(Refusal, match="all the same"):
        workspace.perform(revoke_consent, consent_id=number, how="In writing")
    workspace.perform(revoke_consent, consent_id=number, how="In writing", although=True)
    assert standing(workspace, sam) == [Standing.REVOKED]


def test_other_consents_are_revoked_at_any_time_and_only_once(workspace, sam):
    number = consent(workspace, sam, TPO)
    workspace.perform(revoke_consent, consent_id=number, how="In words, to the coordinator")
    with pytest.raises(Refusal, match="already"):
        workspace.perform(revoke_consent, consent_id=number, how="Again")


def test_an_event_in_words_ends_a_consent(workspace, sam):
    number = consent(
        workspace,
        sam,
        ConsentKind.PROCEEDINGS,
        ends=ConsentEnds.OTHER,
        ends_with="Verdict in FD-1",
        signed_on=TODAY - timedelta(days=9),
    )
    workspace.perform(note_event, consent_id=number, ended_on=TODAY - timedelta(days=1))
    assert standing(workspace, sam) == [Standing.ENDED]


def test_what_is_to_be_seen_to_is_missing_ends_soon_or_waits(workspace, sam):
    other = courts.participant(workspace, "Other", admitted_on=TODAY)
    consent(workspace, sam)
    soon = TODAY + timedelta(days=30)
    consent(workspace, sam, TPO, expires_on=soon)
    consent(workspace, sam, ConsentKind.COUNSELLING, expires_on=soon + timedelta(days=1))
    rows = workspace.read(due_consents, today=TODAY)
    assert [(row.episode_id, row.standing) for row in rows] == [
        (other, Standing.NONE),
        (sam, Standing.SOON),
    ]
    consent(workspace, sam, TPO, expires_on=TODAY + timedelta(days=365))  # renewed
    assert [row.episode_id for row in workspace.read(due_consents, today=TODAY)] == [other]
