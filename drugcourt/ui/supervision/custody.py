"""Who is in custody and since when, who was arrested, and whether the team has heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from drugcourt.casework.supervision import arrests, custody
from drugcourt.casework.supervision.arrests import ArrestRow, ArrestShows
from drugcourt.casework.supervision.custody import CustodyRow, CustodyShows, watch_left
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.fields import supervision_lists as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.supervising import Supervising
from drugcourt.ui.supervision.listing import SupervisionList, act_button, whose

ENDED = "That stay in custody has ended already."


def _reason(row: CustodyRow) -> str:
    return row.reason.label


def _hold(row: CustodyRow) -> str:
    return (
        f"Held for: {row.hold}" if row.hold else " ".join((row.text or row.status_reason).split())
    )


def medicines_state(row: CustodyRow) -> list[tuple[str, Tone]]:
    """Whether the jail was told of the medicines; nothing where there are none."""
    if not row.medicines:
        return []
    if row.medication_told is YesNo.YES:
        return [("Jail told", Tone.GOOD)]
    return [("Jail not told", Tone.ALARM)]


class CustodyList(SupervisionList):
    """Those held now first, the longest on top."""

    name = "Custody log"
    noun = "stay"
    shows = CustodyShows
    first = CustodyShows.NOW
    hint = "Enter opens the file, N books somebody, L fills in the log, O records the release."
    empty = "Nobody here."

    def columns(self) -> Sequence[Column]:
        return (
            Column(fields.NAME, strong=True, detail=whose),
            Column(fields.REASON, text=_reason, detail=_hold, stretch=True),
            Column(fields.FACILITY),
            Column(fields.BOOKED),
            Column(fields.DAYS),
            Column(fields.OUT, text=self._out, detail=self._watch),
            Column(fields.MEDICINES, pills=medicines_state),
        )

    def buttons(self) -> Sequence[Button]:
        return (
            act_button("Booked…", self.new, "N"),
            act_button("Log…", self.log, "L"),
            act_button("Released…", self.release, "O", first=True),
        )

    def act_keys(self) -> dict[str, Callable[[], object]]:
        return {"n": self.new, "l": self.log, "o": self.release}

    def questions(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        return custody.custody_rows, custody.custody_count

    @does(Supervising.book)
    def new(self) -> None:
        """Somebody was taken into custody."""
        self.entries.book()

    @does(Supervising.log)
    def log(self) -> None:
        """Say more of the chosen stay."""
        row: CustodyRow | None = self.chosen()
        if row is not None:
            self.entries.log(row.id, self._words(row), custody.log_values(row))

    @does(Supervising.release)
    def release(self) -> None:
        """The chosen participant came out."""
        row: CustodyRow | None = self.chosen()
        if row is None:
            return
        if row.ended_on is not None:
            self.notices.say(ENDED, Tone.INFO, key="mark")
            return
        self.entries.release(row.id, self._words(row))

    def _words(self, row: CustodyRow) -> str:
        return f"{row.name}, in custody since {short(row.started_on, self.today)}"

    def _out(self, row: CustodyRow) -> str:
        if row.ended_on is not None:
            return short(row.ended_on, self.today)
        if row.ends_expected is not None:
            return f"Expected {short(row.ends_expected, self.today)}"
        return "No date" if row.days > supervision_policy().long_custody_days else ""

    def _watch(self, row: CustodyRow) -> str:
        """The days of raised risk that are left after a release."""
        left = watch_left(row, self.today)
        return f"Watch {counted(left, 'day')} more" if left > 0 else row.released_to


def _event(row: ArrestRow) -> list[tuple[str, Tone]]:
    return [(row.kind.label, Tone.ALARM if row.open else Tone.WATCH)]


def _level(row: ArrestRow) -> str:
    return "" if row.level is ChargeLevel.UNKNOWN else row.level.label


def _about(row: ArrestRow) -> str:
    return {YesNo.YES: "About drugs", YesNo.NO: "Not about drugs"}.get(row.drug_related, "")


def _known(row: ArrestRow) -> str:
    return " ".join((row.text or row.agency).split()) or "Nothing recorded"


def _agency(row: ArrestRow) -> str:
    return ", ".join(part for part in (row.agency, row.case_number, row.outcome) if part)


class ArrestsList(SupervisionList):
    """What the team has not heard of first."""

    name = "New arrests and charges"
    noun = "event"
    shows = ArrestShows
    first = ArrestShows.UNTOLD
    hint = "Enter opens the file, N records an arrest, T records that the team has heard."
    empty = "Nothing here: the team has heard of everything."

    def columns(self) -> Sequence[Column]:
        return (
            Column(fields.NAME, strong=True, detail=whose),
            Column(fields.EVENT, pills=_event),
            Column(fields.HAPPENED),
            Column(fields.LEVEL, text=_level, detail=_about),
            Column(fields.KNOWN, text=_known, detail=_agency, stretch=True),
            Column(fields.TOLD, pills=self._told, detail=_decided),
        )

    def buttons(self) -> Sequence[Button]:
        return (
            act_button("New arrest…", self.new, "N"),
            act_button("Team has heard…", self.tell, "T", first=True),
        )

    def act_keys(self) -> dict[str, Callable[[], object]]:
        return {"n": self.new, "t": self.tell}

    def questions(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        return arrests.arrest_rows, arrests.arrest_count

    @does(Supervising.arrest)
    def new(self) -> None:
        """Record an arrest or a charge."""
        self.entries.arrest()

    @does(Supervising.tell)
    def tell(self) -> None:
        """The team heard of the chosen event."""
        row: ArrestRow | None = self.chosen()
        if row is not None:
            day = short(row.happened_on, self.today)
            self.entries.tell(row.id, f"{row.name}: {row.kind.label}, {day}")

    def _told(self, row: ArrestRow) -> list[tuple[str, Tone]]:
        if row.told_on is None:
            return [("Not heard yet", Tone.ALARM)]
        return [(f"Heard {short(row.told_on, self.today)}", Tone.GOOD)]


def _decided(row: ArrestRow) -> str:
    return " ".join(row.told_what.split())
