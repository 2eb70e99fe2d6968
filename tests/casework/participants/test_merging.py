from __future__ import annotations

import pytest

from drugcourt.casework.participants import dossier, matches, merging
from drugcourt.casework.participants.participants import amend_person
from drugcourt.casework.participants.search import find_people
from drugcourt.casework.referrals.referrals import end_referral
from drugcourt.domain.referrals import RefusalGround
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.referrals.people import referred

WHY = "Same birth date; the person says so"


def person_of(workspace: Workspace, episode: int) -> int:
    return workspace.read(dossier.head, episode_id=episode, today=workspace.today).person_id


def closed(workspace: Workspace, **person: str) -> int:
    episode = referred(workspace, 90, person=person)
    workspace.perform(
        end_referral, episode_id=episode, ground=RefusalGround.CHARGE, decided_by="Prosecutor"
    )
    return episode


def test_both_episodes_hang_on_the_one_kept_and_it_is_found_by_either_name(workspace) -> None:
    earlier = closed(workspace, family_name="Smyth", given_name="Katherine", phone="+16145550101")
    now = referred(workspace, 5, person={"family_name": "Smith", "given_name": "Kathryn"})
    kept, other = person_of(workspace, now), person_of(workspace, earlier)
    workspace.perform(merging.merge_people, keep_id=kept, other_id=other, reason=WHY)
    side = workspace.read(merging.side, person_id=kept)
    assert (side.episodes, side.open, side.phone) == (2, True, "+16145550101")
    assert person_of(workspace, earlier) == kept
    heads = [
        workspace.read(dossier.head, episode_id=one, today=workspace.today)
        for one in (earlier, now)
    ]
    assert [head.number for head in heads] == [1, 2]
    for words in ("smyth", "smith kath"):
        assert {one.episode_id for one in workspace.read(find_people, text=words)} == {now}
    with pytest.raises(Refusal, match="not in this court"):
        workspace.read(merging.side, person_id=other)


def test_where_both_say_something_else_the_kept_one_stands_and_it_is_shown_before(
    workspace,
) -> None:
    first = closed(workspace, family_name="Ruiz", given_name="Ana", phone="+16145550101")
    second = closed(workspace, family_name="Ruiz", given_name="Anna", phone="+16145550102")
    kept, other = person_of(workspace, first), person_of(workspace, second)
    differing = workspace.read(merging.differing, keep_id=kept, other_id=other)
    assert [(one.key, one.kept, one.given_up) for one in differing] == [
        ("given_name", "Ana", "Anna"),
        ("phone", "+16145550101", "+16145550102"),
    ]
    workspace.perform(merging.merge_people, keep_id=kept, other_id=other, reason=WHY)
    assert workspace.read(merging.side, person_id=kept).phone == "+16145550101"


def test_two_open_episodes_are_not_merged(workspace: Workspace) -> None:
    one, two = courts.participant(workspace), courts.participant(workspace)
    with pytest.raises(Refusal, match="open episode"):
        workspace.perform(
            merging.merge_people,
            keep_id=person_of(workspace, one),
            other_id=person_of(workspace, two),
            reason=WHY,
        )


def test_a_merge_says_how_it_is_known_and_is_of_two(workspace: Workspace) -> None:
    one = person_of(workspace, courts.participant(workspace))
    with pytest.raises(Refusal, match="one and the same"):
        workspace.perform(merging.merge_people, keep_id=one, other_id=one, reason=WHY)
    with pytest.raises(FieldRefusal, match="how it is known"):
        workspace.perform(merging.merge_people, keep_id=one, other_id=one, reason=" ")


@pytest.mark.parametrize(
    "typed",
    [
        {"family_name": "Okafro", "given_name": "James"},
        {"family_name": "Okafor", "given_name": "Jmes"},
        {"family_name": "James", "given_name": "Okafor"},
        {"family_name": "Ocafor", "given_name": "James"},
    ],
)
def test_somebody_misspelled_is_shown_before_made_anew(workspace: Workspace, typed) -> None:
    courts.participant(workspace, "Okafor", "James")
    courts.participant(workspace, "Lindqvist", "Astrid")
    found = workspace.read(matches.possible_matches, **typed)
    assert [one.name for one in found] == ["Okafor, James"]


def test_the_other_names_of_a_person_are_alike_as_well(workspace: Workspace) -> None:
    episode = courts.participant(workspace, "Okafor", "James")
    workspace.perform(
        amend_person,
        person_id=person_of(workspace, episode),
        changes={"aliases": ["Jimmy Valentine"]},
    )
    found = workspace.read(matches.possible_matches, family_name="Valentin", given_name="Jimy")
    assert [one.name for one in found] == ["Okafor, James"]
