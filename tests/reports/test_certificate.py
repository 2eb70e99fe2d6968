"""The certificate is for graduates, says nothing of the case, and comes in a batch."""

import pytest

from drugcourt import cli
from drugcourt.casework import paper_texts
from drugcourt.casework.exits import exits, graduations
from drugcourt.casework.participants.participants import amend_person
from drugcourt.domain.episodes import ExitReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.wording import PaperText
from tests.conftest import PASSWORD
from tests.reports import people
from tests.reports.conftest import printed, texts


def test_a_graduate_is_named_with_the_day_and_nothing_of_the_case(court):
    (sheet,) = texts(printed(court, "certificate", episode_ids=[court.ids["graduated"]]))
    assert "Certificate of Completion" in sheet
    assert "Adele Quinn" in sheet
    assert "graduated on June 2, 2026." in sheet
    assert "Hon. M. Whitfield, Judge" in sheet
    for private in ("CR-2024-00077", "CONFIDENTIAL", "drug", "Page 1", "charge"):
        assert private not in sheet


def test_a_whole_ceremony_is_printed_at_once(workspace):
    both = [people.admitted(workspace, f"Graduate {n}", "Ann") for n in (1, 2)]
    day = people.ceremony(workspace, *both)
    pages = texts(printed(workspace, "certificate", session_day=day))
    assert len(pages) == 2
    assert all("graduated on December 15, 2026." in page for page in pages)
    assert "Ann Graduate 1" in pages[0]


def test_who_has_not_graduated_and_is_on_no_ceremony_gets_none(court):
    for key in ("tran", "ended", "moved_away"):
        with pytest.raises(Refusal, match="made out to graduates"):
            printed(court, "certificate", episode_ids=[court.ids[key]])
    with pytest.raises(Refusal, match="Choose one participant, or the ceremony"):
        printed(court, "certificate")


def test_someone_put_on_a_ceremony_who_left_otherwise_gets_none(workspace):
    gone = people.admitted(workspace, "Gone", "Ann")
    people.ceremony(workspace, gone)
    workspace.perform(exits.discharge, episode_id=gone, exit_reason=ExitReason.RELOCATED)
    with pytest.raises(Refusal, match="made out to graduates"):
        printed(workspace, "certificate", episode_ids=[gone])


def test_a_very_long_name_stays_on_one_sheet(workspace):
    episode_id = people.admitted(workspace, "A" * 80 + " " + "B" * 100, "C" * 90)
    people.ceremony(workspace, episode_id)
    assert len(texts(printed(workspace, "certificate", episode_ids=[episode_id]))) == 1


def test_the_courts_own_words_are_printed_and_a_wrong_field_is_named(workspace):
    episode_id = people.admitted(workspace, "Reyes", "Marisol")
    people.ceremony(workspace, episode_id)
    words = workspace.read(paper_texts.words_of, paper=PaperText.CERTIFICATE)
    own = type(words)(words.paper, ("Well done, {participant}!",), "{days}", {"": ("Bravo", "")})
    workspace.perform(paper_texts.keep_words, words=own)
    (sheet,) = texts(printed(workspace, "certificate", episode_ids=[episode_id]))
    assert "Well done, Marisol Reyes!" in sheet
    assert "Bravo" in sheet
    wrong = type(words)(words.paper, ("{particpant}",), "", {"": ("Bravo", "")})
    with pytest.raises(FieldRefusal, match=r"did you mean \{participant\}\?") as refused:
        workspace.perform(paper_texts.keep_words, words=wrong)
    assert refused.value.field == "paragraphs"
    workspace.perform(paper_texts.restore_words, paper=PaperText.CERTIFICATE)
    assert workspace.read(paper_texts.own_words) == frozenset()


def test_the_graduation_list_says_what_is_still_to_be_done(court):
    (page,) = texts(printed(court, "graduation-list"))
    assert "Ceremony Tue Dec 15, 2026" in page
    assert "Reyes, Marisol" in page
    assert "Nov 5, too old then" in page
    assert "Okafor" not in page


def test_a_day_without_a_ceremony_is_said(court, workspace):
    with pytest.raises(Refusal, match="No ceremony is planned"):
        printed(workspace, "graduation-list")
    with pytest.raises(Refusal, match="No ceremony is planned on Nov 24, 2026"):
        printed(court, "graduation-list", session_day=people.TODAY)


def test_a_certificate_and_a_whole_ceremony_are_made_by_command(workspace, tmp_path, monkeypatch):
    people.ceremony(workspace, people.admitted(workspace, "Bell", "Ann", reference="P-0100"))
    workspace.close()
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    line = ["report", "--as-of", "2026-11-24", "--court", str(workspace.path), "-o"]
    one, all_of_them = tmp_path / "one.pdf", tmp_path / "all.pdf"
    assert cli.main([*line, str(one), "certificate", "--participant", "P-0100"]) == 0
    assert cli.main([*line, str(all_of_them), "certificate", "--session", "2026-12-15"]) == 0
    assert "Ann Bell" in texts(one.read_bytes())[0]
    assert one.read_bytes() == all_of_them.read_bytes()


def test_names_are_required_on_a_certificate(workspace):
    episode_id = people.bare(workspace)
    people.ceremony(workspace, episode_id)
    with pytest.raises(Refusal, match="has no name on record"):
        printed(workspace, "certificate", episode_ids=[episode_id])
    workspace.perform(amend_person, person_id=1, changes={"family_name": "Bo"})
    assert texts(printed(workspace, "certificate", episode_ids=[episode_id]))


def test_taking_someone_off_the_ceremony_takes_the_certificate_back(workspace):
    episode_id = people.admitted(workspace, "Off", "Ann")
    people.ceremony(workspace, episode_id)
    workspace.perform(
        graduations.prepare_graduation, episode_id=episode_id, changes={"ceremony_id": None}
    )
    with pytest.raises(Refusal):
        printed(workspace, "certificate", episode_ids=[episode_id])
