"""How rows of referrals become candidates: new people, known ones again, and nobody twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports.gate import Gate
from drugcourt.casework.imports.lines import Difference, Plan, differences
from drugcourt.casework.imports.whom import Whom
from drugcourt.casework.participants.participants import refer
from drugcourt.casework.referrals.referrals import add_referral
from drugcourt.exchange.tables.referrals import ReferralRow
from drugcourt.records.courts import ImportChange
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.people import Person
from drugcourt.records.referrals import Referral, ReferralGate
from drugcourt.records.search import fold
from drugcourt.workspace import Context

LABELS = {
    "agency": "Agency",
    "referred_by": "Referred by",
    "reach": "How to reach them",
    "defense_counsel": "Defense counsel",
    "encounter": "What happened",
    "held_charges": "Charges held in abeyance",
    "abeyance_until": "Held until",
    "prior_contacts": "Earlier contacts",
    "held": "Where the person is",
}


@dataclass(frozen=True, slots=True)
class _Kept:
    """An episode on file: since when, whether it runs, and what its referral says."""

    episode_id: int
    referred_on: date | None
    open: bool
    referral_id: int | None
    values: dict[str, Any]


def plan(db: Session, rows: Iterable[ReferralRow], whom: Whom, *, today: date) -> Plan:
    """Decide for each row; person and day name a referral."""
    sorting = _Sorting(Gate(whom, today, "referred", "referral"), _on_file(db))
    for row in rows:
        sorting.take(row)
    return Plan(tuple(sorting.gate.lines), sorting.write)


@dataclass(slots=True)
class _Sorting:
    """Rows sorted into referrals to enter and referrals that say more now."""

    gate: Gate
    on_file: dict[int, list[_Kept]]
    additions: list[tuple[int | None, ReferralRow]] = field(default_factory=list)
    amendments: list[tuple[_Kept, dict[str, Any]]] = field(default_factory=list)

    def take(self, row: ReferralRow) -> None:
        """Sort one row in, or turn it away."""
        match = self.gate.whom.find(row.who)
        if match.person_id is None and row.who.participant_id and not match.doubtful:
            match = self.gate.whom.namesake(row.who) or match
        who = match.person_id if match.person_id is not None else _said(row)
        if not self.gate.first_time(row.row, row.who, (who, row.referred)):
            return
        if row.referred > self.gate.today:
            reason = "The date of this referral has not come yet."
            self.gate.refuse(row.row, row.who, "referred", "date", reason)
        elif match.person_id is not None:
            self._known(row, match.person_id)
        elif match.doubtful:
            self.gate.refuse(row.row, row.who, match.column, "person", match.reason)
        else:
            self.additions.append((None, row))
            self.gate.new(row.row, row.who, "A new candidate")

    def _known(self, row: ReferralRow, person_id: int) -> None:
        kept = self.on_file.get(person_id, [])
        same = next((one for one in kept if one.referred_on == row.referred), None)
        if same is not None and same.referral_id is not None:
            values = _values(row)
            found: tuple[Difference, ...] = differences(LABELS, same.values, values)
            if self.gate.known(row.row, row.who, "A referral on file", found):
                self.amendments.append((same, values))
            return
        if any(one.open for one in kept):
            reason = "This person has an open episode already."
            self.gate.refuse(row.row, row.who, "referred", "referral", reason)
            return
        if any(one.referred_on and one.referred_on > row.referred for one in kept):
            reason = "A later episode of this person is on file."
            self.gate.refuse(row.row, row.who, "referred", "date", reason)
            return
        self.additions.append((person_id, row))
        self.gate.new(row.row, row.who, "Somebody known, referred again")

    def write(self, db: Session, context: Context, batch_id: int) -> None:
        """Enter the new referrals, and what the known ones say more."""
        for person_id, row in self.additions:
            _enter(db, context, batch_id, person_id, row)
        for kept, values in self.amendments:
            _amend(db, batch_id, kept, values)


def _said(row: ReferralRow) -> str:
    name = row.who.name
    called = f"{name.last} {name.first}" if name else ""
    return fold(f"{row.who.participant_id} {called} {row.who.born or ''}")


def _values(row: ReferralRow) -> dict[str, Any]:
    """What the row says, under the names of the record."""
    said = {
        "agency": row.agency,
        "referred_by": row.referred_by[:100],
        "reach": row.reach,
        "defense_counsel": row.counsel[:100],
        "encounter": row.encounter,
        "held_charges": row.held_charges,
        "abeyance_until": row.abeyance_until,
        "prior_contacts": row.prior_contacts,
        "held": row.held,
    }
    return {key: value for key, value in said.items() if value not in (None, "")}


def _on_file(db: Session) -> dict[int, list[_Kept]]:
    asked = select(Episode, Referral).outerjoin(Referral, Referral.episode_id == Episode.id)
    found: dict[int, list[_Kept]] = {}
    for episode, referral in db.execute(asked):
        kept = _Kept(
            episode.id,
            episode.referred_on,
            episode.exited_on is None,
            referral.id if referral else None,
            {key: getattr(referral, key) for key in LABELS} if referral else {},
        )
        found.setdefault(episode.person_id, []).append(kept)
    return found


def _enter(
    db: Session, context: Context, batch_id: int, person_id: int | None, row: ReferralRow
) -> None:
    name = row.who.name
    person = {
        "reference": row.who.participant_id,
        "family_name": name.last if name else "",
        "given_name": name.first if name else "",
        "middle_name": name.middle if name else "",
        "birth_date": row.who.born,
    }
    episode_id = refer(
        db,
        context,
        person=person if person_id is None else {},
        person_id=person_id,
        referred_on=row.referred,
        referral_source=(row.agency or row.referred_by or row.channel.label)[:120],
        arrested_on=row.arrested,
    )
    add_referral(
        db,
        context,
        episode_id=episode_id,
        channel=row.channel,
        import_id=batch_id,
        **_values(row),
    )
    _mark(db, batch_id, episode_id, new_person=person_id is None)


def _mark(db: Session, batch_id: int, episode_id: int, *, new_person: bool) -> None:
    """Everything that came with the row leaves with the import, if it is taken back."""
    episode = db.get_one(Episode, episode_id)
    episode.import_id = batch_id
    records: tuple[Any, ...] = (StatusSpan, ReferralGate)
    for record in records:
        for one in db.scalars(select(record).where(record.episode_id == episode_id)):
            one.import_id = batch_id
    if new_person:
        db.get_one(Person, episode.person_id).import_id = batch_id
    db.flush()


def _amend(db: Session, batch_id: int, kept: _Kept, values: dict[str, Any]) -> None:
    changed = {key: value for key, value in values.items() if kept.values.get(key) != value}
    referral: Any = db.get_one(Referral, kept.referral_id)
    before = {key: _plain(kept.values.get(key)) for key in changed}
    for key, value in changed.items():
        setattr(referral, key, value)
    db.add(
        ImportChange(
            batch_id=batch_id,
            kind="referral",
            record_id=kept.referral_id,
            before=before,
            after={key: _plain(value) for key, value in changed.items()},
        )
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
