"""The words of the participant's own page: each language whole, with the fields of the English."""

from __future__ import annotations

import pytest

from drugcourt.errors import Refusal
from drugcourt.exchange import own_page_policy
from drugcourt.exchange.own_page_policy import own_words
from drugcourt.exchange.policy import policy_table


def test_every_sentence_is_there_in_every_language_with_the_same_fields() -> None:
    table = policy_table("own_page")
    english = table["english"]
    for language, sentences in table.items():
        assert sentences.keys() == english.keys(), language
        for key, sentence in sentences.items():
            fields = own_page_policy._fields(sentence)
            assert fields == own_page_policy._fields(english[key]), (language, key)


def test_days_are_counted_as_the_language_does() -> None:
    told = [own_words("spanish").counted(count, "one_day", "days") for count in (1, 2, 1_200)]
    assert told == ["1 día", "2 días", "1,200 días"]


def test_a_language_without_a_table_is_english() -> None:
    assert own_words("klingon").say("came") == "You came to court each time."
    assert own_words("klingon").language == "english"


@pytest.mark.parametrize("sentence", ["Come {when}.", "Come {", "{}"])
def test_a_sentence_that_asks_for_what_is_not_there_is_refused(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {"english": dict(policy_table("own_page")["english"]), "french": {"early": sentence}}
    monkeypatch.setattr(own_page_policy, "policy_table", lambda _name: table)
    with pytest.raises(Refusal, match="early"):
        own_words.__wrapped__("french")
