"""Finding people by what is typed: every way a person may be asked for, the best first."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import cases
from drugcourt.casework.participants import participants, search
from drugcourt.casework.participants.participants import Admission
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.workspace import Workspace

ADMITTED = date(2026, 8, 3)


def _person(
    court: Workspace, family: str, given: str, *, admit: bool = True, **more: object
) -> int:
    person = {"family_name": family, "given_name": given, **more}
    episode_id = court.perform(participants.refer, person=person, referred_on=date(2026, 7, 1))
    if admit:
        court.perform(
            participants.admit, episode_id=episode_id, admission=Admission(admitted_on=ADMITTED)
        )
    return episode_id


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    tran = _person(
        workspace,
        "Tran",
        "Kevin",
        reference="26-0041",
        birth_date=date(1990, 3, 7),
        aliases=["Minh Nguyen"],
    )
    workspace.perform(cases.add_case, episode_id=tran, number="24-CR-1033")
    _person(workspace, "Šimić-O'Neil", "Zoë", reference="26-0042", birth_date=date(1985, 12, 30))
    _person(workspace, "Estrange", "Ana", reference="26-0043")
    _person(workspace, "Trent", "Abe", admit=False, reference="26-0044")
    return workspace


@pytest.mark.parametrize(
    "typed",
    [
        "tran kev",
        "Kevin Tran",
        "KEVIN",
        "minh",
        "guyen",
        "24-CR-1033",
        "1033",
        "26-0041",
        "3/7/1990",
        "03/07/1990",
        "1990-03-07",
        "tran 1990-03-07",
        "tran 1033",
    ],
)
def test_a_person_is_found_by(court: Workspace, typed: str) -> None:
    found = court.read(search.find_people, text=typed)
    assert [one.name for one in found] == ["Tran, Kevin"]


def test_accents_and_punctuation_do_not_matter(court: Workspace) -> None:
    for typed in ("simic oneil zoe", "o neil", "SIMIC", "zoë"):
        found = court.read(search.find_people, text=typed.replace("oneil", "neil"))
        assert [one.name for one in found] == ["Šimić-O'Neil, Zoë"]


def test_every_word_must_fit(court: Workspace) -> None:
    assert court.read(search.find_people, text="tran zoe") == []
    assert court.read(search.find_people, text="tran 1985-12-30") == []


def test_who_begins_so_comes_before_who_only_contains_it(court: Workspace) -> None:
    found = court.read(search.find_people, text="tra")
    assert [one.name for one in found] == ["Tran, Kevin", "Estrange, Ana"]


def test_candidates_are_found_and_said_to_be_candidates(court: Workspace) -> None:
    (found,) = court.read(search.find_people, text="trent")
    assert found.group == "Candidates"


def test_the_alias_that_fitted_is_shown(court: Workspace) -> None:
    (found,) = court.read(search.find_people, text="minh")
    assert "also Minh Nguyen" in found.detail
    assert "24-CR-1033" in found.detail
    assert "Phase 1" in found.detail


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "%%__", "'", "*"])
def test_signs_alone_find_nobody(court: Workspace, typed: str) -> None:
    assert court.read(search.find_people, text=typed) == []


def test_no_more_than_asked_for_are_listed(court: Workspace) -> None:
    assert len(court.read(search.find_people, text="26", limit=2)) == 2


def test_an_impossible_date_finds_nobody_and_breaks_nothing(court: Workspace) -> None:
    assert court.read(search.find_people, text="13/45/1990") == []


@pytest.mark.parametrize(
    ("groups", "named"),
    [
        ({search.PARTICIPANTS}, ["Trask, Zed"]),
        ({search.PARTICIPANTS, search.CANDIDATES}, ["Trask, Wes", "Trask, Zed"]),
        ({search.PARTICIPANTS, search.FORMER}, ["Trask, Ann", "Trask, Bob", "Trask, Zed"]),
    ],
)
def test_who_is_not_asked_for_takes_nobodys_place_in_the_list(
    workspace: Workspace, groups: set[str], named: list[str]
) -> None:
    for given in ("Ann", "Bob"):
        former = _person(workspace, "Trask", given, admit=False)
        workspace.perform(participants.set_status, episode_id=former, status=EpisodeStatus.DECLINED)
    _person(workspace, "Trask", "Wes", admit=False)
    _person(workspace, "Trask", "Zed")
    found = workspace.read(search.find_people, text="trask", limit=3, groups=frozenset(groups))
    assert [person.name for person in found] == named
