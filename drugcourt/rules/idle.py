"""Whether nobody has been at the desk for so long that it has to be locked."""

from __future__ import annotations

from dataclasses import dataclass

ASLEEP = 60.0  # the clock on the wall ran on for so many seconds more than the computer did


@dataclass(slots=True)
class Idle:
    """Seconds since the last key or move, by two clocks.

    The running time cannot be set back, but it stands still while the computer sleeps; the clock on
    the wall goes on then. Whichever says that the time is over is believed: a clock that is set on
    locks too early, one that is set back not too late. A computer that slept is locked at once.
    """

    seconds: float
    running: float = 0.0
    wall: float = 0.0
    looked_running: float = 0.0
    looked_wall: float = 0.0

    def begin(self, running: float, wall: float) -> None:
        """The desk is open from now on."""
        self.running = self.looked_running = running
        self.wall = self.looked_wall = wall

    def touched(self, running: float, wall: float) -> None:
        """Somebody is here."""
        self.running, self.wall = running, wall

    def is_over(self, running: float, wall: float) -> bool:
        """Whether it is time to lock; exactly the seconds are enough. Asked every few seconds."""
        slept = (wall - self.looked_wall) - (running - self.looked_running) >= ASLEEP
        self.looked_running, self.looked_wall = running, wall
        return slept or max(running - self.running, wall - self.wall) >= self.seconds
