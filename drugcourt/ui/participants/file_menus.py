"""What the two menus of a file offer: things to add, and ways to edit or move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from drugcourt.casework.participants.dossier import Head
from drugcourt.domain.episodes import ExitReason
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.participants.pane import FileDesk
from drugcourt.ui.participants.specimen_card import open_card

Offer = tuple[str, "Callable[[], object] | list[Offer]"]


def add_menu(owner: QWidget, desk: FileDesk, head: Head) -> QMenu:
    """Everything that may be added to this file; a closed episode takes notes only."""
    entries = desk.entries
    offers: list[Offer] = [("&Note…", entries.note)]
    if head.exited_on is None:
        offers = [
            ("&Test…", partial(open_card, desk.ask, desk.episode_id)),
            ("&Note…", entries.note),
            ("&Contact…", desk.supervising.contact),
            ("&Session attended…", entries.attendance),
            ("&Response…", entries.response),
            ("&Medicine…", entries.medication),
            ("Mi&lestone…", entries.milestone),
            ("&Fee or payment…", entries.fee),
            ("&Job or school…", entries.work),
            ("Treatment &provider…", entries.treatment),
            ("Case an&d charges…", entries.case),
            ("Stat&us change…", partial(desk.moves.status, head)),
            ("Conduct and cond&itions", _conduct(desk)),
        ]
        if not head.candidate:
            offers.insert(-1, ("Super&vision", _supervision(desk)))
            offers.append(("&Orders for this participant", _orders(desk)))
    return _menu(owner, "Add", offers)


def _conduct(desk: FileDesk) -> list[Offer]:
    conduct = desk.conduct
    return [
        ("&Legal event…", conduct.legal_event),
        ("&Infraction…", conduct.infraction),
        ("Community &service…", conduct.service),
        ("&Condition…", conduct.condition),
        ("&Handed in…", conduct.item),
        ("&Points…", conduct.points),
    ]


def _supervision(desk: FileDesk) -> list[Offer]:
    entries = desk.supervising
    return [
        ("&Condition of supervision…", entries.impose),
        ("&Request for leave…", entries.permission),
        ("&Arrest or charge…", entries.arrest),
        ("&Booked into custody…", entries.book),
        ("&Order of community service…", entries.order),
    ]


def _orders(desk: FileDesk) -> list[Offer]:
    orders = desk.orders
    return [
        ("Another &number…", orders.override),
        ("More &time in a phase…", orders.extension),
        ("&Ability to pay…", orders.ability),
    ]


def more_menu(owner: QWidget, desk: FileDesk, head: Head) -> QMenu:
    """Ways to edit the frame of this file, and to move the participant."""
    moves, way_out = desk.moves, desk.way_out
    offers: list[Offer] = [
        ("&Edit person…", partial(moves.edit_person, head.person_id)),
        ("Edit ep&isode…", partial(moves.edit_episode, head.episode_id)),
    ]
    offers.append(("Same perso&n as…", partial(moves.merge, head)))
    if head.exited_on is None and not head.candidate:
        offers.append(("&Assigned and recorded…", partial(moves.marks, head.episode_id)))
    if head.exited_on is None:
        offers.append(("Change &status…", partial(moves.status, head)))
    if head.exited_on is None and head.phase_number > 1:
        offers.append(("&Return to an earlier phase…", partial(moves.demote, head)))
    if head.exited_on is None and not head.candidate:
        offers.append(("&Payment plan…", desk.entries.plan))
        offers.append(("&Graduation preparation…", way_out.prepare))
        offers.append(("Record chec&k…", way_out.check))
        offers.append(("&Termination…", way_out.termination))
        offers.append(("&Leave for a neutral reason…", way_out.discharge))
    if head.exited_on is not None and head.exit_reason is not ExitReason.DEATH:
        offers.append(("&New episode…", partial(moves.reenter, head)))
    return _menu(owner, "More", offers)


def _menu(owner: QWidget, name: str, offers: list[Offer]) -> QMenu:
    menu = Menu(owner)
    menu.setAccessibleName(name)
    for words, act in offers:
        if isinstance(act, list):
            under = _menu(menu, words.replace("&", ""), act)
            under.setTitle(words)
            menu.addMenu(under)
            continue
        menu.offer(words, act)
    return menu
