"""What the office hears of people after they left: the follow-ups that were due until today."""

from __future__ import annotations

from datetime import date, timedelta

from drugcourt.casework.exits.aftercare import due_after, record_follow_up
from drugcourt.demo.deeds import OFFICE, Life
from drugcourt.domain.exits import FollowUpOutcome
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.follow_ups import follow_up_months

_HEARD = (
    (
        FollowUpOutcome.DOING_WELL,
        YesNo.NO,
        "Working, goes to meetings, no new contact with police.",
        62,
    ),
    (FollowUpOutcome.NEEDS_HELP, YesNo.NO, "Asked for the number of the outpatient clinic.", 10),
    (FollowUpOutcome.BACK_IN_COURT, YesNo.YES, "A new case is in the county register.", 10),
    (FollowUpOutcome.NOT_REACHED, YesNo.UNKNOWN, "Two calls and a letter, no answer.", 18),
)


def plan_aftermath(life: Life, left: date, today: date) -> None:
    """Plan the follow-ups due since the exit; what fell due in the last weeks is still open."""
    for months in follow_up_months():
        due = due_after(left, months)
        if due > today - timedelta(days=21):
            return
        done = due + timedelta(days=life.rng.randrange(0, 15))
        (heard,) = life.rng.choices(_HEARD, [weight for *_, weight in _HEARD])
        outcome, arrest, text, _ = heard
        life.do(
            done,
            OFFICE + 40,
            record_follow_up,
            months=months,
            outcome=outcome,
            done_on=done,
            new_arrest=arrest,
            text=text,
        )
