"""Work goes to a thread and its answer comes back to the main one."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.signals import weakly


class Desk(QObject):
    """Receives answers and notes on which thread they came."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.threads: set[int] = set()

    def take(self, answer: Any) -> None:
        self.answers.append(answer)
        self.threads.add(threading.get_ident())

    def note(self, word: str) -> None:
        self.answers.append(word)


def test_the_work_runs_elsewhere_and_the_answer_arrives_here(
    settled: Callable[[], None],
) -> None:
    desk = Desk()
    tasks.run(threading.get_ident, desk.take)
    settled()
    assert desk.answers != [threading.get_ident()]
    assert desk.threads == {threading.get_ident()}


def test_an_error_arrives_here_too(settled: Callable[[], None]) -> None:
    desk = Desk()

    def broken() -> None:
        raise OSError("gone")

    tasks.run(broken, None, desk.take)
    settled()
    assert isinstance(desk.answers[0], OSError)
    assert desk.threads == {threading.get_ident()}


def test_an_error_nobody_asked_for_reaches_the_one_hook(
    settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda *told: caught.append(told[0]))

    def broken() -> None:
        raise ZeroDivisionError

    tasks.run(broken)
    settled()
    assert caught == [ZeroDivisionError]


def test_works_of_one_queue_run_one_after_another(settled: Callable[[], None]) -> None:
    running: list[int] = []
    most: list[int] = []

    def work() -> None:
        running.append(1)
        most.append(len(running))
        running.pop()

    for _ in range(20):
        tasks.run(work)
    settled()
    assert most == [1] * 20


def test_a_cancelled_work_tells_nobody_and_stops_at_its_next_report(
    settled: Callable[[], None],
) -> None:
    desk, go = Desk(), threading.Event()
    reached: list[str] = []

    def work(report: tasks.Report) -> str:
        go.wait(10)
        report(1)
        reached.append("after")
        return "done"

    handle = tasks.run(work, desk.take, desk.take, desk.take)
    handle.cancel()
    go.set()
    settled()
    assert desk.answers == []
    assert reached == []


def test_progress_arrives_before_the_answer_and_a_flood_of_it_as_one(
    settled: Callable[[], None],
) -> None:
    desk, told = Desk(), threading.Event()

    def work(report: tasks.Report) -> str:
        for step in range(200):
            report(step)
        told.set()
        return "done"

    tasks.run(work, desk.take, on_progress=desk.take)
    assert told.wait(10), "nobody has looked at what was told by now"
    settled()
    assert desk.answers == [199, "done"]


def test_work_under_way_keeps_no_receiver_alive(settled: Callable[[], None]) -> None:
    go = threading.Event()

    def work() -> str:
        go.wait(10)
        return "late"

    desk = Desk()
    weak = weakref.ref(desk)
    tasks.run(work, desk.take)
    gc.disable()
    del desk
    assert weak() is None
    gc.enable()
    go.set()
    settled()


def test_weakly_passes_its_arguments_and_lets_its_owner_go(qtbot: QtBot) -> None:
    source, desk = Desk(), Desk()
    source.objectNameChanged.connect(weakly(desk.note, "word"))
    source.setObjectName("a")
    assert desk.answers == ["word"]
    weak = weakref.ref(desk)
    gc.disable()
    del desk
    assert weak() is None
    gc.enable()
    source.setObjectName("b")


def test_a_widget_in_a_cycle_never_dies_on_a_worker(
    qtbot: QtBot, settled: Callable[[], None]
) -> None:
    died_on: list[int] = []

    class Remains:
        def __del__(self) -> None:
            died_on.append(threading.get_ident())

    gc.collect()
    cycle: list[object] = [Remains()]
    cycle.append(cycle)
    del cycle

    def busy_work() -> int:
        return len([[n] for n in range(200_000)])  # enough objects for the search to begin

    tasks.run(busy_work)
    settled()
    gc.collect()
    assert died_on == [threading.get_ident()]
    assert gc.isenabled()


def test_turns_are_short_while_something_works_and_as_before_afterwards(qtbot: QtBot) -> None:
    before = sys.getswitchinterval()
    seen: list[float] = []
    handle = tasks.run(sys.getswitchinterval, seen.append)
    assert sys.getswitchinterval() == pytest.approx(tasks.SHORT_TURN)
    qtbot.waitUntil(lambda: handle.finished)
    assert seen == [pytest.approx(tasks.SHORT_TURN)]
    assert sys.getswitchinterval() == pytest.approx(before)
