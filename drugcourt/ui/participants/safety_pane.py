"""The tab Safety: days of watch, medication in custody, naloxone, overdoses, hand-offs, support."""

from __future__ import annotations

from drugcourt.casework.safety import continuity, hand_offs, kits, overdoses, support, watches
from drugcourt.casework.safety.continuity import Continuity, StepLine
from drugcourt.casework.safety.hand_offs import HandOffRow
from drugcourt.casework.safety.kits import KitRow
from drugcourt.casework.safety.overdoses import OverdoseRow
from drugcourt.casework.safety.support import PeerRow, SupportRow
from drugcourt.casework.safety.watches import TaskLine, Watch
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.fields import safety as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, stacked
from drugcourt.ui.kit.flow import FoldingRow
from drugcourt.ui.kit.key_table import KeyTable
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.safety_acts import SafetyActs
from drugcourt.ui.shell import Shell

FOLDS_UNDER = 930


class SafetyPane(Pane):
    """What is urgent above: the watch and the custody checklist; the rest two by two below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.watch: Watch | None = None
        self.held: Continuity | None = None
        box = self.scroll()
        self.of_watch, self.of_custody = self._watch_card(), self._custody_card()
        box.addWidget(self.of_watch)
        box.addWidget(self.of_custody)
        left = stacked(self._kits_card(), self._overdoses_card())
        right = stacked(self._hand_offs_card(), self._peers_card(), self._support_card())
        box.addWidget(FoldingRow((left, 1), (right, 1), under=FOLDS_UNDER))
        box.addStretch(1)

    @property
    def acts(self) -> SafetyActs:
        """The dialogs for this file."""
        return SafetyActs(self.desk.ask, self.desk.episode_id)

    # Its pieces -------------------------------------------------------------------------------

    def _watch_card(self) -> Card:
        self.close_watch = Button("Close the watch…", self.ask_end)
        self.tasks = KeyTable(
            [Column(fields.TASK, detail=_note, stretch=True), Column(fields.DUE, pills=self._due)],
            "Tasks of the watch",
            as_of=self.today,
            fit=True,
            empty="",
            row_id="key",
        )
        self.tasks.opened.connect(self.ask_task)
        self.tasks.pressed.connect(self._task_key)
        card = Card("Watch", actions=(self.close_watch,))
        card.add(self.tasks)
        card.add(Muted("D: done today, or open again. Enter adds a note.", small=True))
        return card

    def _custody_card(self) -> Card:
        self.medicines = Text("")
        self.steps = KeyTable(
            [
                Column(fields.TASK, detail=_note, stretch=True),
                Column(fields.DONE, pills=self._done),
            ],
            "Medication in custody",
            as_of=self.today,
            fit=True,
            empty="",
            row_id="key",
        )
        self.steps.opened.connect(self.ask_step)
        self.steps.pressed.connect(self._step_key)
        card = Card("Medication in custody")
        card.add(self.medicines)
        card.add(self.steps)
        card.add(Muted("D: done today, or open again. Enter adds a note.", small=True))
        return card

    def _kits_card(self) -> Card:
        self.hand_out = Button("Hand out…", self.ask_kit, icon_name="plus")
        self.used = Button("Used…", self.ask_used)
        self.gone = Button("Gone…", self.ask_gone)
        self.kits = self.table(
            [
                Column(fields.ISSUED, detail=_lot),
                Column(fields.HOLDER, detail=_holder, stretch=True),
                Column(fields.EXPIRES),
                Column(fields.KIT_STATE, pills=_kit_state),
            ],
            "Naloxone kits",
            empty="No kit was handed out.",
            fit=True,
        )
        self.kits.picked.connect(self._kit_picked)
        self.change_kit = ChangeButton(self, self.kits, _of_kit)
        card = Card("Naloxone", actions=(self.change_kit, self.gone, self.used, self.hand_out))
        card.add(self.kits)
        card.add_space()
        return card

    def _overdoses_card(self) -> Card:
        self.enter_overdose = Button("Overdose…", self.ask_overdose, icon_name="plus")
        self.overdoses = self.table(
            [
                Column(fields.HAPPENED, detail=_substances),
                Column(fields.RESCUER, pills=_fatal, stretch=True),
                Column(fields.FOLLOWED, pills=self._followed),
            ],
            "Overdoses",
            empty="None is on record.",
            fit=True,
        )
        self.overdoses.opened.connect(self.ask_follow_up)
        self.change_overdose = ChangeButton(self, self.overdoses, _of_overdose)
        card = Card("Overdoses", actions=(self.change_overdose, self.enter_overdose))
        card.add(self.overdoses)
        card.add(Muted("Enter on a line: the follow-up.", small=True))
        card.add_space()
        return card

    def _hand_offs_card(self) -> Card:
        self.hand_on = Button("Hand on…", self.ask_hand_on, icon_name="plus")
        self.hand_offs = self.table(
            [
                Column(fields.HANDED),
                Column(fields.GIVEN_TO, detail=_mode, stretch=True),
                Column(fields.SERVED, pills=self._served),
            ],
            "Hand-offs",
            empty="Nobody was handed on.",
            fit=True,
        )
        self.hand_offs.opened.connect(self.ask_first_service)
        self.change_hand_off = ChangeButton(self, self.hand_offs, _of_hand_off)
        card = Card("Hand-offs", actions=(self.change_hand_off, self.hand_on))
        card.add(self.hand_offs)
        card.add(Muted("Enter on a line: accepted, and the first service.", small=True))
        card.add_space()
        return card

    def _peers_card(self) -> Card:
        self.assign = Button("Peer…", self.ask_peer, icon_name="plus")
        self.contact = Button("Contact…", self.ask_peer_contact, icon_name="plus")
        self.peers = self.table(
            [
                Column(fields.PEER, detail=self._since, stretch=True),
                Column(fields.CONTACTS, text=_contacts),
            ],
            "Peers",
            empty="No peer goes along yet.",
            fit=True,
        )
        self.ends = Button("Ends…", self.ask_peer_ends)
        self.change_peer = ChangeButton(self, self.peers, _of_peer)
        self.peers.picked.connect(self._peer_picked)
        card = Card("Peers", actions=(self.change_peer, self.ends, self.assign, self.contact))
        card.add(self.peers)
        card.add_space()
        return card

    def _support_card(self) -> Card:
        self.harm = Button("Service…", self.ask_harm, icon_name="plus")
        self.crisis = Button("Crisis contact…", self.ask_crisis, icon_name="plus")
        self.support = self.table(
            [
                Column(fields.ON),
                Column(fields.WHAT, detail=_detail, stretch=True),
                Column(fields.BY, muted=True),
            ],
            "Support",
            empty="Nothing is on record.",
            fit=True,
            row_id="key",
        )
        self.change_support = ChangeButton(self, self.support, _of_support)
        card = Card("Support", actions=(self.change_support, self.harm, self.crisis))
        card.add(self.support)
        card.add(Muted("It stays out of every report to the judge.", small=True))
        card.add_space()
        return card

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        for button in (self.hand_out, self.enter_overdose, self.hand_on, self.assign, self.contact):
            button.setVisible(not self.closed)
        for button in (self.harm, self.crisis, self.used, self.gone, self.ends):
            button.setVisible(not self.closed)
        found = self.desk.read(watches.watches, today=self.today)
        self.watch = next((one for one in found if one.closed_on is None), None)
        self._show_watch(found)
        self.held = self.desk.read(continuity.continuity)
        self.of_custody.setVisible(self.held is not None)
        if self.held is not None:
            since = short(self.held.since, self.today)
            self.medicines.setText(f"{', '.join(self.held.medicines)}; in custody since {since}.")
            self.steps.set_rows(self.held.steps)
        self.kits.set_rows(self.desk.read(kits.kits, today=self.today))
        self.overdoses.set_rows(self.desk.read(overdoses.overdoses))
        self.hand_offs.set_rows(self.desk.read(hand_offs.hand_offs))
        self.peers.set_rows(self.desk.read(support.peers))
        self.support.set_rows(self.desk.read(support.support))
        self._kit_picked(self.kits.selected_row())
        self._peer_picked(self.peers.selected_row())

    def _show_watch(self, found: list[Watch]) -> None:
        self.of_watch.setVisible(bool(found))
        watch = self.watch
        for piece in (self.tasks, self.close_watch):
            piece.setVisible(watch is not None)
        if watch is not None:
            open_ = len(watch.open_tasks)
            until = short(watch.until, self.today)
            said = f"day {watch.day}, until {until}; {counted(open_, 'task')} open"
            self.of_watch.set_heading(watch.cause.label, said)
            self.tasks.set_rows(sorted(watch.tasks, key=_is_done))
        elif found:
            last = found[-1]
            ended = short(last.closed_on, self.today) if last.closed_on else ""
            self.of_watch.set_heading(
                last.cause.label, f"watch closed {ended}: {last.closed_because}"
            )

    def _due(self, line: TaskLine) -> list[tuple[str, Tone]]:
        if line.done_on is not None:
            return [(f"Done {short(line.done_on, self.today)}", Tone.GOOD)]
        tone = Tone.ALARM if line.late(self.today) else Tone.WATCH
        return [(short(line.due_on, self.today), tone if line.due_on <= self.today else Tone.PLAIN)]

    def _done(self, line: StepLine) -> list[tuple[str, Tone]]:
        if line.done_on is None:
            return [("Open", Tone.ALARM)]
        return [(f"Done {short(line.done_on, self.today)}", Tone.GOOD)]

    def _followed(self, row: OverdoseRow) -> list[tuple[str, Tone]]:
        if row.fatal:
            return []
        if row.followed_on is not None:
            return [(short(row.followed_on, self.today), Tone.GOOD)]
        tone = Tone.ALARM if row.due_on < self.today else Tone.WATCH
        return [(f"by {short(row.due_on, self.today)}", tone)]

    def _served(self, row: HandOffRow) -> list[tuple[str, Tone]]:
        if row.served_on is not None:
            days = counted(row.days or 0, "day")
            return [(f"after {days}", Tone.GOOD if row.within is not None else Tone.WATCH)]
        if row.accepted is YesNo.NO:
            return [("Declined", Tone.PLAIN)]
        return [("Not yet", Tone.WATCH)]

    def _since(self, row: PeerRow) -> str:
        ended = f" until {short(row.ended_on, self.today)}" if row.ended_on else ""
        return f"since {short(row.started_on, self.today)}{ended}"

    def _kit_picked(self, row: KitRow | None) -> None:
        held = row is not None and row.used_on is None and row.gone_on is None
        self.used.setEnabled(held)
        self.gone.setEnabled(held)

    def _peer_picked(self, row: PeerRow | None) -> None:
        self.ends.setEnabled(row is not None and row.ended_on is None)

    # Acts -------------------------------------------------------------------------------------

    def ask_end(self) -> None:
        """Close the watch."""
        if self.watch is not None:
            self.acts.end_watch(self.watch)

    def ask_task(self, line: TaskLine) -> None:
        """A task is done, with a note."""
        if self.watch is not None:
            self.acts.task(self.watch, line)

    def ask_step(self, line: StepLine) -> None:
        """A step is done, with a note."""
        self.acts.step(line)

    def ask_kit(self) -> None:
        """Hand out a kit."""
        self.acts.issue_kit()

    def ask_used(self) -> None:
        """The chosen kit was used."""
        if (row := self.kits.selected_row()) is not None:
            self.acts.use_kit(row)

    def ask_gone(self) -> None:
        """The chosen kit is gone."""
        if (row := self.kits.selected_row()) is not None:
            self.acts.lose_kit(row)

    def ask_overdose(self) -> None:
        """An overdose."""
        self.acts.overdose()

    def ask_follow_up(self, row: OverdoseRow) -> None:
        """The follow-up of an overdose."""
        if not row.fatal and not self.closed:
            self.acts.follow_up(row)

    def ask_hand_on(self) -> None:
        """Hand somebody on."""
        self.acts.hand_on()

    def ask_first_service(self, row: HandOffRow) -> None:
        """Accepted, and the first service."""
        if row.served_on is None and not self.closed:
            self.acts.first_service(row)

    def ask_peer(self) -> None:
        """A peer goes along."""
        self.acts.peer()

    def ask_peer_ends(self) -> None:
        """The chosen peer goes along no longer."""
        if (row := self.peers.selected_row()) is not None:
            self.acts.end_peer(row)

    def ask_peer_contact(self) -> None:
        """A contact of the present peer."""
        rows = self.desk.read(support.peers)
        self.acts.peer_contact(rows[0].peer if rows and rows[0].ended_on is None else "")

    def ask_harm(self) -> None:
        """A service that lowers harm."""
        self.acts.harm()

    def ask_crisis(self) -> None:
        """A crisis contact."""
        self.acts.crisis()

    def _task_key(self, letter: str) -> None:
        line = self.tasks.selected_row()
        if letter == "d" and line is not None and self.watch is not None:
            place = self.tasks.currentIndex().row()
            self.acts.turn_task(self.watch, line)
            self.tasks.select_place(place)  # what is done has sunk below what is open

    def _step_key(self, letter: str) -> None:
        line = self.steps.selected_row()
        if letter == "d" and line is not None:
            self.acts.turn_step(line)
            self.steps.step()


def _is_done(line: TaskLine) -> bool:
    return line.done_on is not None


def _note(line: TaskLine | StepLine) -> str:
    return "; ".join(part for part in (line.done_by, line.note) if part)


def _lot(row: KitRow) -> str:
    return f"lot {row.lot}" if row.lot else ""


def _holder(row: KitRow) -> str:
    trained = {YesNo.YES: "trained", YesNo.NO: "not trained"}.get(row.trained, "")
    return ", ".join(part for part in (row.holder_name, trained) if part)


def _kit_state(row: KitRow) -> list[tuple[str, Tone]]:
    tone = Tone.GOOD if row.in_date else Tone.ALARM if row.state == "Expired" else Tone.PLAIN
    return [(row.state, tone)]


def _substances(row: OverdoseRow) -> str:
    return row.substances


def _fatal(row: OverdoseRow) -> list[tuple[str, Tone]]:
    found = [(row.rescuer.label, Tone.PLAIN)]
    if row.naloxone is YesNo.YES:
        found.append(("Naloxone", Tone.INFO))
    return [("Fatal", Tone.ALARM), *found] if row.fatal else found


def _mode(row: HandOffRow) -> str:
    return row.mode.label


def _contacts(row: PeerRow) -> str:
    if not row.contacts:
        return "no contact"
    minutes = f", {row.minutes} minutes" if row.minutes else ""
    return f"{counted(row.contacts, 'contact')}{minutes}"


def _detail(row: SupportRow) -> str:
    return row.detail


def _of_kit(row: KitRow) -> Entry:
    return "naloxone_kit", row.id, f"Kit of {row.issued_on:%m/%d/%Y}"


def _of_overdose(row: OverdoseRow) -> Entry:
    return "overdose", row.id, f"Overdose of {row.happened_on:%m/%d/%Y}"


def _of_hand_off(row: HandOffRow) -> Entry:
    return "hand_off", row.id, f"Handed on to {row.given_to}"


def _of_peer(row: PeerRow) -> Entry:
    return "peer_assignment", row.id, row.peer


def _of_support(row: SupportRow) -> Entry:
    return row.kind, row.id, row.what
