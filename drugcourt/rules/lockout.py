"""Whether an account is locked after wrong passwords, and how long it still waits.

Nothing here asks what time it is: who sets the clock gains nothing. Waiting is measured by how long
the computer has been running, which only grows and begins again at nought when it is started.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drugcourt.domain.accounts import Step, Try


@dataclass(frozen=True, slots=True)
class LockPolicy:
    """How many wrong passwords in a row lock an account, and how many seconds it waits where
    nobody else could release it."""

    wrong: int
    wait_seconds: int


def wrong_in_a_row(tries: Sequence[Try], login: str) -> int:
    """How many tries since the account was last opened or released; one under way counts."""
    count = 0
    for one in tries:
        if one.login.casefold() != login.casefold():
            continue
        if one.step == Step.TRIED:
            count += 1
        elif one.step == Step.KNOWN:
            count = max(0, count - 1)
        elif one.step != Step.WRONG:
            count = 0
    return count


def under_way(tries: Sequence[Try], login: str) -> int:
    """How many of those tries have no answer yet: another desk looks just now, or was killed."""
    count = 0
    for one in tries:
        if one.login.casefold() != login.casefold():
            continue
        if one.step == Step.TRIED:
            count += 1
        elif one.step in (Step.WRONG, Step.KNOWN):
            count = max(0, count - 1)
        else:
            count = 0
    return count


def is_locked(tries: Sequence[Try], login: str, policy: LockPolicy) -> bool:
    """Whether as many tries as lock it stand already, none of them good."""
    return wrong_in_a_row(tries, login) >= policy.wrong


def last_try(tries: Sequence[Try], login: str) -> Try | None:
    """The newest line of the account."""
    own = [one for one in tries if one.login.casefold() == login.casefold()]
    return own[-1] if own else None


def waits(tries: Sequence[Try], login: str, policy: LockPolicy, machine: str, uptime: float) -> int:
    """Seconds that a locked account still waits here, 0 when the wait is over.

    The time that has passed for sure: since the last try by the computer's running time, or all of
    it when the computer was started anew. On another computer the whole wait begins, because its
    running time says nothing of this one.
    """
    last = last_try(tries, login)
    if last is None:
        return 0
    if last.machine != machine:
        return policy.wait_seconds
    passed = uptime - last.uptime if uptime >= last.uptime else uptime
    return max(0, round(policy.wait_seconds - passed))
