"""Which questions are a look at one participant, and how the looks are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.oversight.policy import OversightPolicy
from drugcourt.domain.accounts import Role
from drugcourt.domain.oversight import Look
from drugcourt.records.episodes import Episode
from drugcourt.records.oversight import FileView
from drugcourt.workspace import Context

CASEWORK = "drugcourt.casework."
# A search shows names and no file, so it is no look; what a list shows is what the role may read.
LOOKS = {
    CASEWORK + "participants.dossier.head": Look.OPENED,
    CASEWORK + "readiness.readiness.readiness": Look.JUDGED,
    CASEWORK + "readiness.sobriety.sobriety": Look.JUDGED,
    "drugcourt.reports.registry._gathered": Look.PRINTED,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """One look that waits to be kept."""

    episode_id: int
    how: Look
    at: datetime
    why: str = ""


def look_of(what: Callable[..., Any], wanted: Mapping[str, Any]) -> tuple[Look, tuple[int, ...]]:
    """How a question looks, and at whom; at nobody where it asks for no single participant."""
    how = LOOKS.get(f"{what.__module__}.{what.__qualname__}")
    if how is None:
        return Look.OPENED, ()
    if how is Look.PRINTED:
        return how, tuple(getattr(wanted.get("asked"), "episode_ids", ()))
    number = wanted.get("episode_id")
    return how, (number,) if isinstance(number, int) else ()


def keep_looks(
    db: Session,
    context: Context,
    *,
    login: str,
    role: Role,
    looks: Sequence[Looked],
    policy: OversightPolicy,
) -> None:
    """Keep who looked; a file outside the caseload is marked as such."""
    ids = {look.episode_id for look in looks}
    others = (
        others_files(db, episode_ids=ids, name=context.who) if role in policy.with_caseload else ()
    )
    known = set(db.scalars(select(Episode.id).where(Episode.id.in_(ids))))
    db.add_all(
        FileView(
            episode_id=look.episode_id,
            login=login,
            who=context.who,
            at=look.at,
            how=look.how,
            outside=look.episode_id in others,
            why=look.why,
        )
        for look in looks
        if look.episode_id in known
    )


def others_files(db: Session, *, episode_ids: set[int], name: str) -> set[int]:
    """Those of the episodes that name somebody else as the case manager."""
    asked = select(Episode.id).where(
        Episode.id.in_(episode_ids), Episode.case_manager.not_in(("", name))
    )
    return set(db.scalars(asked))
