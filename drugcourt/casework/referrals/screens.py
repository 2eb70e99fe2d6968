"""What screens before entry found: the clinical one as a category, risk and need as a quadrant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import open_episode
from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.referrals import QUADRANTS, Grade, Severity
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.errors import FieldRefusal
from drugcourt.records.referrals import ClinicalScreen, RiskScreen
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class ClinicalRow:
    """One clinical screen as the team may read it."""

    id: int
    screened_on: date
    instrument: str
    score: str
    severity: Severity
    level: LevelOfCare | None
    assessor: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One assessment of risk and need; `quadrant` is where both halves meet."""

    id: int
    screened_on: date
    tool: str
    score: str
    risk: Grade
    need: Grade
    assessor: str

    @property
    def quadrant(self) -> RiskNeed:
        return QUADRANTS[self.risk, self.need]

    @property
    def fits(self) -> bool:
        """Whether it is the quadrant a drug court is made for: high risk and high need."""
        return self.quadrant is RiskNeed.HIGH_HIGH


def record_clinical_screen(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    instrument: str,
    severity: Severity,
    score: str = "",
    level: LevelOfCare | None = None,
    screened_on: date | None = None,
    assessor: str = "",
) -> int:
    """Keep what a clinical screen found; the answers given in it stay with the assessor."""
    day = screened_on or context.today
    entering.check_span(db, context, episode_id, ("screened_on", day))
    values = {
        "instrument": _named("instrument", instrument),
        "score": score.strip(),
        "severity": severity,
        "level": level,
        "screened_on": day,
        "assessor": assessor.strip(),
    }
    return entering.enter(db, context, ClinicalScreen, episode_id, values)


def record_risk_screen(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    tool: str,
    risk: Grade,
    need: Grade,
    score: str = "",
    screened_on: date | None = None,
    assessor: str = "",
) -> int:
    """Keep an assessment of risk and need; the latest by its day becomes the episode's quadrant."""
    day = screened_on or context.today
    entering.check_span(db, context, episode_id, ("screened_on", day))
    values = {
        "tool": _named("tool", tool),
        "score": score.strip(),
        "risk": risk,
        "need": need,
        "screened_on": day,
        "assessor": assessor.strip(),
    }
    number = entering.enter(db, context, RiskScreen, episode_id, values)
    stand_anew(db, db.get_one(RiskScreen, number))
    return number


def stand_anew(db: Session, screen: RiskScreen) -> None:
    """The latest assessment by its day is the episode's quadrant; not known where none is left."""
    db.flush()
    latest = db.scalars(_risks(screen.episode_id).limit(1)).first()
    episode = open_episode(db, screen.episode_id)
    quadrant = QUADRANTS[latest.risk, latest.need] if latest is not None else RiskNeed.UNKNOWN
    if episode.risk_need is not quadrant:
        episode.risk_need = quadrant


def clinical_screens(db: Session, *, episode_id: int) -> list[ClinicalRow]:
    """The clinical screens of an episode, latest first."""
    asked = (
        select(ClinicalScreen)
        .where(ClinicalScreen.episode_id == episode_id)
        .order_by(ClinicalScreen.screened_on.desc(), ClinicalScreen.id.desc())
    )
    names = ClinicalRow.__dataclass_fields__
    return [
        ClinicalRow(**{key: getattr(found, key) for key in names}) for found in db.scalars(asked)
    ]


def risk_screens(db: Session, *, episode_id: int) -> list[RiskRow]:
    """The assessments of risk and need of an episode, latest first."""
    names = RiskRow.__dataclass_fields__
    return [
        RiskRow(**{key: getattr(found, key) for key in names})
        for found in db.scalars(_risks(episode_id))
    ]


def _risks(episode_id: int) -> Select[RiskScreen]:
    return (
        select(RiskScreen)
        .where(RiskScreen.episode_id == episode_id)
        .order_by(RiskScreen.screened_on.desc(), RiskScreen.id.desc())
    )


def _named(field: str, text: str) -> str:
    if not text.strip():
        raise FieldRefusal(field, "Name what was used.")
    return text.strip()
