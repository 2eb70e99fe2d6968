"""The texts of motion and order are whole for every outcome, and a wrong field is named."""

import pytest

from drugcourt.domain.cases import CaseOutcome
from drugcourt.errors import Refusal
from drugcourt.exchange import policy, resources
from drugcourt.exchange.wording import FIELDS, wording

KEPT = {CaseOutcome.CONVICTION_STANDS, CaseOutcome.SENTENCE_IMPOSED}


@pytest.mark.parametrize("paper", ["motion", "order"])
@pytest.mark.parametrize("outcome", [o for o in CaseOutcome if o not in KEPT])
def test_every_outcome_that_can_be_drafted_has_its_words(paper, outcome):
    words = wording(paper, outcome)
    filled = " ".join(words.filled({field: f"<{field}>" for field in FIELDS}))
    assert words.title
    assert "<participant>" in filled
    assert "{" not in filled


def test_values_are_never_read_as_fields_again():
    words = wording("motion", CaseOutcome.DISMISSED)
    said = " ".join(words.filled(dict.fromkeys(FIELDS, "{participant.__class__}")))
    assert "{participant.__class__}" in said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{participent} is here", "{participent} is not a field"),
        ("{participant.__class__}", "is not a field"),
        ("{participant!r}", "is not a field"),
        ("an open { brace", "brace"),
    ],
)
def test_a_mistake_in_the_text_is_named(tmp_path, monkeypatch, text, named):
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "motion.toml").write_text(
        f'paragraphs = ["{text}"]\nclosing = "x"\n[dismissed]\ntitle = "t"\nrelief = "r"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(resources, "_PLACES", (tmp_path,))
    policy.policy_table.cache_clear()
    try:
        with pytest.raises(Refusal) as refused:
            wording("motion", CaseOutcome.DISMISSED)
    finally:
        policy.policy_table.cache_clear()
    assert named in str(refused.value)
    assert "motion.toml" in str(refused.value)
