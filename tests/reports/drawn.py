"""The court of all papers: one of each kind of participant, the draw of the day, a hearing held."""

from datetime import timedelta
from pathlib import Path

from drugcourt.casework.draws.draws import make_draw
from drugcourt.casework.referrals.referrals import add_referral
from drugcourt.casework.specimens.specimens import record_test
from drugcourt.casework.treatment.care import begin_treatment
from drugcourt.casework.treatment.providers import add_provider
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.referrals import Channel
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.court_day import admitted, heard, on_docket
from tests.reports.conftest import made_court

HELD = TODAY - timedelta(days=7)


def drawn_court(folder: Path) -> Workspace:
    """Made anew; papers about a session held are of `HELD`."""
    opened = made_court(folder)
    opened.perform(make_draw)
    due = {"collected_on": TODAY, "status": CollectionStatus.SCHEDULED}
    opened.perform(record_test, episode_id=opened.ids["done"], values=due, results={})
    opened.perform(add_referral, episode_id=opened.ids["done"], channel=Channel.DEFENSE)
    stay = {"provider": "Harbor Clinic", "level": LevelOfCare.OUTPATIENT, "started_on": HELD}
    opened.perform(begin_treatment, episode_id=opened.ids["done"], **stay)
    opened.perform(add_provider, values={"name": "Harbor Clinic", "contact": "N. Price"})
    up = {"move": PhaseMove.ADVANCE, "decided_by": "Team", "reason": "Ready"}
    moved = admitted(opened, "Luong", "Lan", days=40)
    heard(opened, on_docket(opened, moved, HELD), **up)
    return opened


def wanted(court: Workspace, key: str) -> dict[str, object]:
    """Whom, or which day, the paper of this kind is asked for."""
    return {
        "dismissal": {"episode_ids": [court.ids["done"]]},
        "certificate": {"episode_ids": [court.ids["graduated"]]},
        "testing": {"episode_ids": [court.ids["done"]]},
        "permission": {"episode_ids": [court.ids["done"]]},
        "worksheet": {"episode_ids": [court.ids["done"]]},
        "entry-packet": {"episode_ids": [court.ids["done"]]},
        "release-packet": {"episode_ids": [court.ids["done"]]},
        "safety-plan": {"episode_ids": [court.ids["done"]]},
        "provider-request": {"episode_ids": [court.ids["done"]]},
        "accounting": {"episode_ids": [court.ids["done"]]},
        "minute-orders": {"session_day": HELD},
        "phase-certificate": {"session_day": HELD},
    }.get(key, {})
