"""What those who leave say about the program: one by one with a name, or anonymously together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after, open_episode
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus
from drugcourt.domain.exits import Agreement, SurveyKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.surveys import exit_survey
from drugcourt.records.exits import ExitSurvey
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered: agreement by question, and three texts."""

    answers: Mapping[str, Agreement | None]
    helped: str = ""
    hindered: str = ""
    advice: str = ""


def record_exit_survey(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: SurveyKind,
    taken_on: date,
    said: Said,
    anonymous: bool = True,
    by: str = "",
) -> int:
    """Keep a survey or an interview, near the end or after it; empty ones are refused.

    An anonymous one keeps neither the episode nor who asked, and of the day only the month; the
    history keeps, as of every entry, who entered it into the court file and when.
    """
    episode = open_episode(db, episode_id, also_closed=True)
    if episode.status in CANDIDATE_STATUSES or episode.admitted_on is None:
        raise Refusal("This person has not been admitted yet.")
    not_after(context, "taken_on", taken_on)
    if taken_on < episode.admitted_on:
        raise FieldRefusal("taken_on", "That day lies before the admission.")
    known = dict(exit_survey().questions)
    answers = {key: str(value) for key, value in said.answers.items() if value is not None}
    for key in answers:
        if key not in known:
            raise FieldRefusal(key, "The survey has no such question.")
    if not (answers or said.helped.strip() or said.hindered.strip() or said.advice.strip()):
        raise Refusal("Nothing was answered. Enter at least one answer, or leave.")
    kept = ExitSurvey(
        episode_id=None if anonymous else episode_id,
        taken_on=taken_on.replace(day=1) if anonymous else taken_on,
        kind=kind,
        leaving=episode.status,
        by="" if anonymous else by.strip(),
        answers=answers,
        helped=said.helped.strip(),
        hindered=said.hindered.strip(),
        advice=said.advice.strip(),
    )
    db.add(kept)
    db.flush()
    return kept.id


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey of a known participant."""

    id: int
    taken_on: date
    kind: SurveyKind
    by: str
    answered: int


def survey_rows(db: Session, *, episode_id: int) -> list[SurveyRow]:
    """The surveys that stand in one file, the latest first; anonymous ones stand in none."""
    asked = (
        select(ExitSurvey)
        .where(ExitSurvey.episode_id == episode_id)
        .order_by(ExitSurvey.taken_on.desc(), ExitSurvey.id.desc())
    )
    return [SurveyRow(s.id, s.taken_on, s.kind, s.by, len(s.answers)) for s in db.scalars(asked)]


@dataclass(frozen=True, slots=True)
class QuestionSum:
    """All answers to one question; figures are None where too few answered to be shown."""

    id: str
    text: str
    answers: int
    average: float | None
    agree: int | None


@dataclass(frozen=True, slots=True)
class SurveySum:
    """What everybody said since a day, by question, and the texts without a name.

    `too_few` says that fewer answered than are shown together; then nothing is told but how many.
    """

    surveys: int
    too_few: bool
    least_shown: int
    questions: tuple[QuestionSum, ...]
    texts: tuple[tuple[str, str], ...]


def survey_sum(
    db: Session, *, since: date | None = None, leaving: EpisodeStatus | None = None
) -> SurveySum:
    """The answers together, of all or of those who left in one way."""
    asked = select(ExitSurvey).order_by(ExitSurvey.id)
    if since is not None:
        asked = asked.where(ExitSurvey.taken_on >= since)
    if leaving is not None:
        asked = asked.where(ExitSurvey.leaving == leaving)
    survey, given = exit_survey(), defaultdict[str, list[int]](list)
    texts: list[tuple[str, str]] = []
    found = list(db.scalars(asked))
    for one in found:
        for key, value in one.answers.items():
            given[key].append(int(value))
        texts += [("What helped", one.helped)] if one.helped else []
        texts += [("What stood in the way", one.hindered)] if one.hindered else []
        texts += [("Advice", one.advice)] if one.advice else []
    too_few = len(found) < survey.least_shown
    return SurveySum(
        surveys=len(found),
        too_few=too_few,
        least_shown=survey.least_shown,
        questions=tuple(
            _sum(key, text, given[key], survey.least_shown) for key, text in survey.questions
        ),
        texts=() if too_few else tuple(sorted(texts)),
    )


def _sum(key: str, text: str, given: list[int], least: int) -> QuestionSum:
    count = len(given)
    if count < least:
        return QuestionSum(key, text, count, None, None)
    agree = sum(value >= int(Agreement.AGREE) for value in given)
    return QuestionSum(key, text, count, sum(given) / count, round(100 * agree / count))
