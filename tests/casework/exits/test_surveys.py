"""What those who leave say: kept by name or anonymously, and told only together."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from drugcourt.casework.exits import surveys as exit_surveys
from drugcourt.casework.exits.surveys import Said
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.exits import Agreement, SurveyKind
from drugcourt.errors import Refusal
from drugcourt.exchange.surveys import exit_survey
from drugcourt.records.exits import ExitSurvey
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, candidate, last_change, leaves_nothing, participant

YES = Said({"fair": Agreement.STRONGLY, "judge": None}, helped="The groups")


def keep(workspace: Workspace, episode: int, **wanted: object) -> int:
    values = {"kind": SurveyKind.SURVEY, "taken_on": TODAY, "said": YES, **wanted}
    return workspace.perform(exit_surveys.record_exit_survey, episode_id=episode, **values)


def kept(workspace: Workspace, number: int) -> ExitSurvey:
    def asked(db: Session) -> ExitSurvey:
        found = db.get_one(ExitSurvey, number)
        db.expunge(found)
        return found

    return workspace.read(asked)


def test_an_anonymous_survey_says_nothing_of_who_gave_it(workspace: Workspace) -> None:
    episode = participant(workspace)
    one = kept(workspace, keep(workspace, episode, by="J. Pike"))
    assert (one.episode_id, one.by, one.taken_on) == (None, "", TODAY.replace(day=1))
    assert one.answers == {"fair": "5"}
    assert workspace.read(exit_surveys.survey_rows, episode_id=episode) == []
    line = last_change(workspace, "exit_survey")
    assert line.episode_id is None
    assert "J. Pike" not in line.after


def test_a_named_interview_stands_in_the_file_with_its_day(workspace: Workspace) -> None:
    episode = participant(workspace)
    keep(
        workspace,
        episode,
        anonymous=False,
        by="J. Pike",
        kind=SurveyKind.INTERVIEW,
        taken_on=ago(2),
    )
    (row,) = workspace.read(exit_surveys.survey_rows, episode_id=episode)
    assert (row.taken_on, row.kind, row.by, row.answered) == (
        ago(2),
        SurveyKind.INTERVIEW,
        "J. Pike",
        1,
    )


def test_few_answers_are_not_told_and_many_are_told_together(workspace: Workspace) -> None:
    episode = participant(workspace)
    least = exit_survey().least_shown
    for _ in range(least - 1):
        keep(workspace, episode)
    found = workspace.read(exit_surveys.survey_sum)
    fair = next(q for q in found.questions if q.id == "fair")
    assert (found.too_few, found.texts, fair.answers, fair.average) == (True, (), least - 1, None)
    keep(workspace, episode, said=Said({"fair": Agreement.NEITHER}))
    found = workspace.read(exit_surveys.survey_sum)
    fair = next(q for q in found.questions if q.id == "fair")
    assert (found.too_few, fair.answers, fair.agree) == (False, least, 80)
    assert fair.average == pytest.approx(4.6)
    assert ("What helped", "The groups") in found.texts
    terminated = workspace.read(
        exit_surveys.survey_sum, since=TODAY, leaving=EpisodeStatus.TERMINATED
    )
    assert terminated.surveys == 0


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"said": Said({})}, ""),
        ({"said": Said({"no_such": Agreement.AGREE})}, "no_such"),
        ({"taken_on": ago(-1)}, "taken_on"),
        ({"taken_on": ago(9_999)}, "taken_on"),
    ],
)
def test_what_can_not_be_kept_is_refused_and_leaves_nothing(
    workspace: Workspace, wanted: dict[str, object], field: str
) -> None:
    episode = participant(workspace)
    with leaves_nothing(workspace, field):
        keep(workspace, episode, **wanted)


def test_a_candidate_has_nothing_to_say_of_the_program_yet(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="not been admitted"):
        keep(workspace, candidate(workspace))


def test_each_question_has_words_and_a_key_of_its_own() -> None:
    survey = exit_survey()
    assert len({key for key, _ in survey.questions}) == len(survey.questions) > 5
    assert all(text.endswith(".") for _, text in survey.questions)
    assert survey.origin
