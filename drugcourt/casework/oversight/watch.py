"""What watches one open desk: who is looked at, and where the history was last seen to end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from drugcourt.casework.oversight import anchors as questions
from drugcourt.casework.oversight.anchors import Unlike
from drugcourt.casework.oversight.looking import Looked, keep_looks, look_of, others_files
from drugcourt.casework.oversight.policy import OversightPolicy, oversight_policy
from drugcourt.domain.accounts import Role
from drugcourt.domain.oversight import Anchor, Look, Noticed
from drugcourt.errors import Busy, DiskTrouble, Refusal
from drugcourt.records.anchors import Anchors, Restoring
from drugcourt.records.history import end_of_history
from drugcourt.records.key_document import parsed
from drugcourt.workspace import Workspace

log = logging.getLogger(__name__)


class WhyWanted(Refusal):
    """The court's policy asks why this file is opened; `episode_id` says whose it is."""

    asks_for = "why"

    def __init__(self, episode_id: int) -> None:
        super().__init__(
            "This file is not of your caseload. Say why you are opening it; the answer is kept "
            "and looked at in the weekly review."
        )
        self.episode_id = episode_id


class Watch:
    """Looks are kept in batches, past the page that asked; anchors now and then, and at leaving.

    `unlike` is what was found at opening: the history does not hold what this computer has seen.
    Then nothing is remembered anew until somebody accepts the history as it stands.
    """

    def __init__(self, workspace: Workspace, policy: OversightPolicy | None = None) -> None:
        self._workspace = workspace
        self._policy = policy or oversight_policy()
        document = parsed(workspace.database.key_document(), workspace.database.name)
        self.anchors = Anchors(document["court"], workspace.place)
        self._waiting: list[Looked] = []
        self._looked: dict[tuple[int, Look], datetime] = {}
        self._because: dict[int, str] = {}
        self.because_always = ""  # what a command says once for all it asks
        self._own: set[int] = set()
        self._anchored = time.monotonic()
        self.unlike = self.compared()

    # The history ----------------------------------------------------------------------------------

    def compared(self) -> Unlike | None:
        """The first place where the history is not the one that was seen."""
        seen = self.anchors.here()
        if not seen or self._restored():
            return None
        return self._workspace.ask_inside(questions.first_unlike, anchors=seen)

    def settle(self) -> None:
        """After the sign-in: tell the court of a backup that was restored, or of a mismatch.

        A court that can't be written opens all the same, and says it the next time.
        """
        try:
            restoring = self._restored()
            if restoring is not None:
                self._tell(Noticed.RESTORED, _of_backup(restoring))
                self._begin_anew()
            elif self.unlike is not None:
                self._tell(Noticed.BEHIND, self.unlike.sentence)
            else:
                self.anchor()
        except (DiskTrouble, Busy) as trouble:
            log.warning("what was noticed is not kept: %s", type(trouble).__name__)

    def accept(self, reason: str) -> None:
        """Accept the history as it stands, with the reason; the court keeps it.

        Raises Refusal where the role may not, or no reason is given.
        """
        self._workspace.perform(questions.accept_history, reason=reason)
        self._begin_anew()
        self.unlike = None

    def anchor(self) -> None:
        """Remember where the history ends now."""
        self._anchored = time.monotonic()
        if self.unlike is not None or self._workspace.locked:
            return
        end = self._end()
        if end.entry:
            self.anchors.add(end, self._policy.most_anchors)

    def _restored(self) -> Restoring | None:
        restoring = self.anchors.restoring()
        if restoring is None:
            return None
        links = self._workspace.ask_inside(
            questions.first_unlike, anchors=[Anchor(restoring.entry, restoring.link)]
        )
        return restoring if links is None else None

    def _begin_anew(self) -> None:
        self.anchors.begin_anew(self._end())

    def _end(self) -> Anchor:
        number, link = self._workspace.ask_inside(end_of_history)
        return Anchor(number, link, self._workspace.clock.isoformat(timespec="seconds"))

    def _tell(self, what: Noticed, text: str) -> None:
        door, self._workspace.door = self._workspace.door, None  # the program's own words
        try:
            self._workspace.perform(questions.note_notice, what=what, text=text)
        finally:
            self._workspace.door = door

    # Looks ----------------------------------------------------------------------------------------

    def asked(self, what: Callable[..., Any], wanted: Mapping[str, Any]) -> None:
        """A question is being asked. Raises WhyWanted where the policy wants to know why."""
        how, episode_ids = look_of(what, wanted)
        if not episode_ids or self._workspace.door is None:
            return
        for episode_id in episode_ids:
            self._refuse_without_why(episode_id)
        now = self._workspace.clock
        within = timedelta(minutes=self._policy.same_look_minutes)
        for episode_id in episode_ids:
            before = self._looked.get((episode_id, how))
            if before is None or now - before > within:
                self._looked[episode_id, how] = now
                why = self._because.get(episode_id, "")
                self._waiting.append(Looked(episode_id, how, now, why))

    def because(self, episode_id: int, reason: str) -> None:
        """Why a file outside the caseload is opened; it holds until the desk is left."""
        if not reason.strip():
            raise WhyWanted(episode_id)
        self._because[episode_id] = reason.strip()

    @property
    def waiting(self) -> bool:
        """Whether looks wait to be kept."""
        return bool(self._waiting)

    def keep(self) -> None:
        """Write down the looks that wait, in one act. For the thread that performs acts."""
        door = self._workspace.door
        looks, self._waiting = self._waiting, []
        if not looks or door is None:
            return
        account = door.account
        self._workspace.door = None  # the program keeps them, whatever the role may enter
        try:
            self._workspace.perform(
                keep_looks,
                login=account.login,
                role=account.role,
                looks=looks,
                policy=self._policy,
            )
        except Refusal:
            self._waiting = [*looks, *self._waiting]
        finally:
            self._workspace.door = door

    def _refuse_without_why(self, episode_id: int) -> None:
        door = self._workspace.door
        role = door.account.role if door is not None else Role.COORDINATOR
        if role not in self._policy.ask_why or episode_id in self._because:
            return
        if episode_id in self._own:
            return
        if self._workspace.ask_inside(
            others_files, episode_ids={episode_id}, name=self._workspace.who
        ):
            if not self.because_always:
                raise WhyWanted(episode_id)
            self.because(episode_id, self.because_always)
            return
        self._own.add(episode_id)

    # The desk -------------------------------------------------------------------------------------

    def acted(self) -> None:
        """An act was done: the history is longer."""
        if time.monotonic() - self._anchored > self._policy.anchor_seconds:
            self.anchor()

    def leaving(self) -> None:
        """The desk is locked or closed: what waits is kept, and the end remembered."""
        self.keep()
        self.anchor()


def watch_of(workspace: Workspace) -> Watch:
    """The watch of a desk that was opened with an account. Raises Refusal where it has none."""
    if isinstance(workspace.guard, Watch):
        return workspace.guard
    raise Refusal("This desk was opened by the program itself; open the court with an account.")


def unlike_of(workspace: Workspace) -> Unlike | None:
    """Where the history of an open court was found to differ from what was seen; None else."""
    return workspace.guard.unlike if isinstance(workspace.guard, Watch) else None


def looks_wait(workspace: Workspace) -> bool:
    """Whether somebody was looked at and it is not kept yet."""
    return isinstance(workspace.guard, Watch) and workspace.guard.waiting


def keep_waiting_looks(workspace: Workspace) -> None:
    """Keep the looks that wait. For the thread that performs acts."""
    if isinstance(workspace.guard, Watch) and not workspace.locked:
        workspace.guard.keep()


def _of_backup(restoring: Restoring) -> str:
    return (
        f"The court stands as it was in the backup of {_moment(restoring.made_at)}, put in its "
        f"place on {_moment(restoring.restored_at)}; what was entered in between is not in it."
    )


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return "an unknown day"
    return f"{at:%b} {at.day}, {at.year}, {at:%H:%M}"
