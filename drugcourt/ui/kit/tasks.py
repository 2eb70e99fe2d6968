"""The only room that touches threads: work goes out, its result or error comes back here."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import MethodType
from typing import Any
from weakref import WeakMethod

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from shiboken6 import isValid

Report = Callable[[Any], None]
SHORT_TURN = 0.001  # seconds a worker may count on while the window waits for its turn


class CancelledError(Exception):
    """Raised inside the work when it reports progress after it was cancelled."""


def _hold(callback: Callable[[Any], object] | None) -> Callable[[], Callable[..., Any] | None]:
    """A bound method is held weakly, so that work under way keeps no page alive."""
    if isinstance(callback, MethodType):
        return WeakMethod(callback)
    return lambda: callback


class Handle(QObject):
    """Work under way. Its callbacks run on the main thread, and never after `cancel`."""

    _done = Signal(object)
    _failed = Signal(object)
    _progress = Signal()

    def __init__(
        self,
        on_done: Callable[[Any], object] | None,
        on_error: Callable[[Exception], object] | None,
        on_progress: Callable[[Any], object] | None,
    ) -> None:
        super().__init__()
        self._on_done, self._on_error = _hold(on_done), _hold(on_error)
        self._on_progress = _hold(on_progress)
        self._wants_errors = on_error is not None
        self._latest: Any = None
        self._told_soon = False
        self.cancelled = False
        self.finished = False
        self._done.connect(self._arrive_done)
        self._failed.connect(self._arrive_failed)
        self._progress.connect(self._arrive_progress)

    def cancel(self) -> None:
        """Want no answer any more; work that reports progress also stops early."""
        self.cancelled = True

    def report(self, what: Any) -> None:
        """Called by the work, from its own thread. Only the latest is told.

        Two hundred pages that are made in a tenth of a second would otherwise ask the window for
        its turn two hundred times while the worker counts (measured: it stood still for that time).
        """
        if self.cancelled:
            raise CancelledError
        self._latest = what
        if not self._told_soon:
            self._told_soon = True
            self._progress.emit()

    @Slot(object)
    def _arrive_done(self, result: Any) -> None:
        self._finish()
        self._tell(self._on_done, result)

    @Slot(object)
    def _arrive_failed(self, problem: Exception) -> None:
        self._finish()
        if self.cancelled or isinstance(problem, CancelledError):
            return
        if self._wants_errors:
            self._tell(self._on_error, problem)
        else:
            sys.excepthook(type(problem), problem, problem.__traceback__)

    @Slot()
    def _arrive_progress(self) -> None:
        self._told_soon = False
        self._tell(self._on_progress, self._latest)

    def _finish(self) -> None:
        self.finished = True
        _under_way.discard(self)
        _cycles.rest(while_working=bool(_under_way))

    def _tell(self, held: Callable[[], Callable[..., Any] | None], what: Any) -> None:
        callback = held()
        if callback is None or self.cancelled:
            return
        owner = getattr(callback, "__self__", None)
        if not isinstance(owner, QObject) or isValid(owner):
            callback(what)


class _Cycles:
    """When Python may look for cycles: never while a worker works. Meanwhile turns are short.

    A window that paints asks for its turn dozens of times, and a worker that counts gives it up
    only when the interval is over: with Python's own five milliseconds the window stood still for
    a fifth of a second while a packet was built (measured), with one it does not.

    The search runs on whichever thread makes the next object. On a worker it would take windows
    apart that are waiting to be freed, and Qt's widgets die only on the main thread: elsewhere
    they tear the heap.
    """

    def __init__(self) -> None:
        self._wanted = gc.isenabled()
        self._resting = False
        self._interval = sys.getswitchinterval()

    def rest(self, *, while_working: bool) -> None:
        """Stop before the first work begins; go on once the last has come back."""
        if while_working and not self._resting:
            self._wanted = gc.isenabled()
            gc.disable()
            self._interval = sys.getswitchinterval()
            sys.setswitchinterval(SHORT_TURN)
        elif not while_working and self._resting:
            sys.setswitchinterval(self._interval)
            if self._wanted:
                gc.enable()
        self._resting = while_working

    def allow(self) -> None:
        """From now on they may be looked for, as soon as nothing is under way."""
        self._wanted = True
        if not self._resting:
            gc.enable()


class _Work(QRunnable):
    def __init__(self, func: Callable[..., Any], handle: Handle, *, reports: bool) -> None:
        super().__init__()
        self._func, self._handle, self._reports = func, handle, reports

    def run(self) -> None:
        handle = self._handle
        try:
            if handle.cancelled:
                raise CancelledError
            result = self._func(handle.report) if self._reports else self._func()
        except Exception as problem:  # noqa: BLE001 - carried to the main thread and told there
            handle._failed.emit(problem)
        else:
            handle._done.emit(result)


_under_way: set[Handle] = set()
_cycles = _Cycles()
_pools: dict[str, QThreadPool] = {}


def _pool(name: str) -> QThreadPool:
    if name not in _pools:
        pool = QThreadPool()
        pool.setMaxThreadCount(1)
        _pools[name] = pool
    return _pools[name]


def run(
    func: Callable[..., Any],
    on_done: Callable[[Any], object] | None = None,
    on_error: Callable[[Exception], object] | None = None,
    on_progress: Callable[[Any], object] | None = None,
    *,
    queue: str = "court file",
) -> Handle:
    """Run `func()` on the one worker of a queue and call back on the main thread.

    With `on_progress`, `func(report)` is called and may report as often as it likes. An error
    that nobody asked for reaches `sys.excepthook`. Works of one queue run one after another.
    """
    handle = Handle(on_done, on_error, on_progress)
    _under_way.add(handle)
    _cycles.rest(while_working=True)
    _pool(queue).start(_Work(func, handle, reports=on_progress is not None))
    return handle


def allow_collection() -> None:
    """Let Python look for cycles from now on; a start that is counted in milliseconds waits."""
    _cycles.allow()


def busy() -> int:
    """How many works have not come back yet."""
    return len(_under_way)


def wait_for_all(milliseconds: int = 30_000) -> bool:
    """Wait until every queue is empty, for closing and for tests; answers are then on their way."""
    return all(pool.waitForDone(milliseconds) for pool in _pools.values())


def cancel_all() -> None:
    """Want no answers any more, because the program closes."""
    for handle in list(_under_way):
        handle.cancel()


def later(method: Callable[[], object], milliseconds: int = 0) -> None:
    """Call a bound method once the window has caught up."""
    QTimer.singleShot(milliseconds, method)
