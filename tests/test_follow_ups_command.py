from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugcourt import cli
from drugcourt.casework import desk
from tests.casework.referrals.people import referred
from tests.conftest import PASSWORD, TODAY

AS_OF = ["--as-of", str(TODAY)]


@pytest.fixture
def court(office: Path) -> Path:
    opened = desk.open_desk(office, PASSWORD, as_of=TODAY)
    referred(opened, 12, person={"reference": "26-9", "family_name": "Okafor", "given_name": "Ada"})
    opened.close()
    return office


def test_what_is_due_is_listed_by_participant_number(court, capsys) -> None:
    assert cli.main(["followups", "--court", str(court), *AS_OF]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "2026-11-12  26-9          Legal screen late: 12 days since the last step, 7 aimed at",
        "1 thing to follow up.",
    ]


def test_another_program_reads_it_as_json_and_learns_no_name(court, capsys) -> None:
    assert cli.main(["followups", "--court", str(court), "--json", *AS_OF]) == 0
    said = capsys.readouterr().out
    assert json.loads(said) == {
        "as_of": "2026-11-24",
        "follow_ups": [
            {
                "participant": "26-9",
                "about": "entry",
                "due": "2026-11-12",
                "urgency": "watch",
                "text": "Legal screen late: 12 days since the last step, 7 aimed at",
            }
        ],
    }
    assert "Okafor" not in said
