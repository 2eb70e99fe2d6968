"""What the measures of a specimen speak for, by the court's own table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.collection import Measured
from drugcourt.domain.specimens import Matrix, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.collection import validity_policies
from drugcourt.rules.validity import suggest_validity, temperature_in_range

URINE = validity_policies()[Matrix.URINE]

MEASURED = [
    # creatinine, gravity, pH, oxidant, what they speak for
    (85, 1.015, 6.0, YesNo.NO, Validity.VALID),
    (20, 1.003, None, YesNo.UNKNOWN, Validity.VALID),
    (19.9, 1.015, 6.0, YesNo.UNKNOWN, Validity.DILUTE),
    (19.9, None, None, YesNo.UNKNOWN, Validity.DILUTE),
    (2, 1.002, None, YesNo.UNKNOWN, Validity.DILUTE),
    (60, 1.0029, None, YesNo.UNKNOWN, Validity.DILUTE),
    (1.9, 1.0010, None, YesNo.UNKNOWN, Validity.SUBSTITUTED),
    (1.9, 1.0200, None, YesNo.UNKNOWN, Validity.SUBSTITUTED),
    (1.9, 1.0100, None, YesNo.UNKNOWN, Validity.INVALID),
    (1.9, None, None, YesNo.UNKNOWN, Validity.INVALID),
    (30, 1.0010, None, YesNo.UNKNOWN, Validity.INVALID),
    (85, 1.015, 3.9, YesNo.UNKNOWN, Validity.ADULTERATED),
    (85, 1.015, 4.0, YesNo.UNKNOWN, Validity.INVALID),
    (85, 1.015, 4.5, YesNo.UNKNOWN, Validity.VALID),
    (85, 1.015, 9.0, YesNo.UNKNOWN, Validity.INVALID),
    (85, 1.015, 11.0, YesNo.UNKNOWN, Validity.ADULTERATED),
    (85, 1.015, 6.0, YesNo.YES, Validity.ADULTERATED),
    (5, 1.002, 12.0, YesNo.YES, Validity.ADULTERATED),
]


@pytest.mark.parametrize(("creatinine", "gravity", "ph", "oxidant", "said"), MEASURED)
def test_measures_speak_for_a_validity(creatinine, gravity, ph, oxidant, said):
    found = suggest_validity(Measured(creatinine, gravity, ph, None, oxidant), URINE)
    assert found is not None
    assert found.validity is said
    assert found.basis


def test_too_little_measured_says_nothing():
    assert suggest_validity(Measured(ph=6.0, temperature=95), URINE) is None


@pytest.mark.parametrize(
    ("degrees", "warm"),
    [(None, YesNo.UNKNOWN), (89.9, YesNo.NO), (90, YesNo.YES), (100, YesNo.YES), (101, YesNo.NO)],
)
def test_a_fresh_specimen_is_warm(degrees, warm):
    assert temperature_in_range(degrees, URINE) is warm


@given(
    st.floats(0, 400),
    st.floats(1.0, 1.05),
    st.none() | st.floats(1, 14),
    st.sampled_from(YesNo),
)
def test_whatever_was_measured_has_one_answer(creatinine, gravity, ph, oxidant):
    found = suggest_validity(Measured(creatinine, gravity, ph, None, oxidant), URINE)
    assert found is not None
    if found.validity is Validity.VALID:
        assert creatinine >= 20
        assert gravity >= 1.003
        assert oxidant is not YesNo.YES
