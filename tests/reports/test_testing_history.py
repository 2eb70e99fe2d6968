"""A testing history and a custody form say what is recorded, day by day and hand by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from drugcourt.casework import medications
from drugcourt.casework.participants.dossier import head
from drugcourt.casework.specimens import custody, decisions, specimens
from drugcourt.casework.specimens.devices import start_device
from drugcourt.casework.specimens.disputes import dispute
from drugcourt.casework.specimens.history import history_of
from drugcourt.domain.devices import DeviceKind
from drugcourt.domain.specimens import CollectionStatus, Substance
from drugcourt.domain.tone import YesNo
from drugcourt.errors import Refusal
from drugcourt.exchange.notices import notices
from drugcourt.reports.registry import make_report
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import TODAY
from tests.reports.conftest import printed, texts

FENTANYL = Substance.FENTANYL


def ago(days: int):
    return TODAY - timedelta(days=days)


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Read only: one participant with tests of every sort."""
    opened = courts.court(tmp_path_factory.mktemp("tested") / "cedar.court", TODAY)
    person = courts.participant(opened, "Okafor", "James", admitted_on=ago(30))
    opened.perform(
        medications.start_medication, episode_id=person, name="Suboxone", started_on=ago(25)
    )
    opened.perform(
        start_device,
        episode_id=person,
        kind=DeviceKind.REMOTE_BREATH,
        started_on=ago(10),
        vendor="High Plains",
    )
    courts.collected(opened, person, ago(20))
    overturned = courts.collected(opened, person, ago(12), FENTANYL, to_confirm=[FENTANYL])
    opened.perform(
        decisions.confirm, specimen_id=overturned, substance=FENTANYL, confirmed=False, on=ago(8)
    )
    courts.missed_test(opened, person, ago(9))
    doubted = courts.collected(opened, person, ago(5), Substance.THC)
    opened.perform(dispute, specimen_id=doubted, reason="Never used it")
    handed = courts.collected(opened, person, ago(2))
    opened.perform(
        specimens.amend_test,
        specimen_id=handed,
        changes={"number": "S-4471", "custody_number": "C-9", "collector": "K. Doyle"},
        reason="From the form",
    )
    opened.perform(
        custody.hand_over,
        specimen_id=handed,
        handed_at=datetime.combine(ago(2), datetime.min.time(), tzinfo=UTC) + timedelta(hours=15),
        to_whom="Tri-County Courier",
        purpose="To the laboratory",
        seal_intact=YesNo.YES,
    )
    other = courts.participant(opened, "Ames", "Alice", admitted_on=ago(30))
    for episode in (person, other):
        opened.perform(
            specimens.record_test,
            episode_id=episode,
            values={"collected_on": TODAY, "status": CollectionStatus.SCHEDULED},
            results={},
        )
    opened.ids = {"person": person, "other": other}
    yield opened
    opened.close()


def test_every_day_since_admission_is_accounted_for(tested: Workspace) -> None:
    found = tested.read(history_of, episode_id=tested.ids["person"], today=TODAY)
    days = [
        line.first + timedelta(days=n)
        for line in found.days
        for n in range((line.last - line.first).days + 1)
    ]
    assert days == [ago(30 - n) for n in range(31)]
    for line in found.days:
        first, last = line.counts
        if line.sober and line.first != line.last:
            assert last - first == (line.last - line.first).days


def test_the_history_says_every_test_with_its_laboratory_and_dispute(tested: Workspace) -> None:
    data = printed(tested, "testing", episode_ids=[tested.ids["person"]])
    text = " ".join(" ".join(texts(data)).split())
    assert "Okafor" in text
    assert "Negative; fentanyl not confirmed" in text
    assert "Fentanyl: not confirmed" in text
    assert "Positive: THC; disputed" in text
    assert "provisional: a test is disputed" in text
    assert "Remote breath test" in text
    assert "Suboxone" in text
    assert "Day by day" in text
    assert "Missed" in text


def test_the_history_needs_one_participant_who_was_admitted(tested: Workspace) -> None:
    with pytest.raises(Refusal, match="Choose the participant"):
        printed(tested, "testing")
    waiting = courts.candidate(tested)
    with pytest.raises(Refusal, match="has not been admitted"):
        printed(tested, "testing", episode_ids=[waiting])


def test_a_custody_form_has_what_is_known_and_lines_for_the_rest(tested: Workspace) -> None:
    person = tested.ids["person"]
    sheet = " ".join(
        texts(printed(tested, "custody", session_day=ago(2), episode_ids=[person]))[0].split()
    )
    for words in ("S-4471", "C-9", "K. Doyle", "Tri-County Courier", "intact", "____"):
        assert words in sheet
    assert "Suboxone" not in sheet


def test_a_custody_form_names_nobody_and_no_program(tested: Workspace) -> None:
    person = tested.ids["person"]
    pages = texts(printed(tested, "custody", session_day=ago(2), episode_ids=[person]))
    said = " ".join(" ".join(pages).split())
    number = tested.read(head, episode_id=person, today=TODAY).reference
    assert f"Participant number {number}" in said
    for word in ("Okafor", "James", "Born", "CONFIDENTIAL", "Recovery", notices().short):
        assert word not in said


def test_todays_scheduled_specimens_have_a_sheet_each(tested: Workspace) -> None:
    made = make_report(tested, "custody", BytesIO())
    assert made.people == 2
    with pytest.raises(Refusal, match="No test is scheduled"):
        printed(tested, "custody", session_day=ago(29))
