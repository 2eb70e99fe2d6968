"""The tables that a court may edit are whole: every word has one meaning."""

from __future__ import annotations

import pytest

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.specimens import (
    CollectionStatus,
    Confirmation,
    Matrix,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.exchange.policy import heading_words, normal, substance_words, terms_for, words_for
from drugcourt.exchange.tables.medications import medicine
from drugcourt.exchange.tables.results import result_words
from drugcourt.fields.imports import ImportKind, import_fields

SECTIONS = {
    "sex": Sex, "gender": Gender, "race": Race, "ethnicity": Ethnicity,
    "charge_level": ChargeLevel, "track": LegalTrack, "attendance": Attendance,
    "session_kind": SessionKind, "matrix": Matrix, "test_reason": TestReason,
    "collection_status": CollectionStatus, "validity": Validity, "confirmation": Confirmation,
}  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS)
def test_every_list_is_whole_and_knows_its_own_labels(section: str) -> None:
    choices = SECTIONS[section]
    known = terms_for(section, choices)
    assert set(known.values()) == set(choices)
    assert all(known[normal(item.value)] is item for item in choices)


def test_yes_no_tables_hold_three_answers() -> None:
    for section in ("yes_no", "temperature"):
        assert set(words_for(section).values()) == {"yes", "no", "unknown"}


def test_every_substance_but_other_has_names() -> None:
    assert set(substance_words().values()) == set(Substance) - {Substance.OTHER}


@pytest.mark.parametrize("kind", list(ImportKind))
def test_every_field_is_found_by_its_label(kind: ImportKind) -> None:
    words = heading_words(kind)
    for field in import_fields(kind):
        assert words[normal(field.label)] == field.key


@pytest.mark.parametrize("kind", list(ImportKind))
def test_no_heading_word_belongs_to_two_fields(kind: ImportKind) -> None:
    seen: dict[str, str] = {}
    for field in import_fields(kind):
        for word in field.synonyms:
            assert seen.setdefault(normal(word), field.key) == field.key, word


def test_the_remaining_tables_load() -> None:
    assert result_words()
    assert medicine("methadone").known
