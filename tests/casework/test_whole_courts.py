"""A whole court leaves as a plain file and comes back, and every row is as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework import courts as court_acts
from drugcourt.casework import desk
from drugcourt.casework.participants.search import find_people
from drugcourt.casework.readiness import standing
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.casework.whole_courts import make_court_of
from drugcourt.demo.court import make_demonstration
from drugcourt.errors import DiskTrouble, NotACourt, Refusal
from drugcourt.opening import open_court
from drugcourt.records.addresses import Place, ServerAddress
from drugcourt.records.everything import METADATA, by_table
from drugcourt.records.history import check_chain
from drugcourt.reports.exporting import export
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import CHEAP, PASSWORD, TODAY

pytestmark = pytest.mark.file

Change = Callable[[dict[str, Any]], object]


def every_row(court: Workspace) -> dict[str, list[Any]]:
    """Every row of every table but what is derived; links of the history apart."""

    def read(db: Any) -> dict[str, list[Any]]:
        return {
            name: [
                {key: value for key, value in row._mapping.items() if key != "mac"}
                for row in db.execute(
                    select(record.__table__).order_by(*record.__table__.primary_key.columns)
                )
            ]
            for name, record in by_table().items()
            if not record.derived
        }

    return court.read(read)


def derived_rows(court: Workspace) -> dict[str, list[Any]]:
    def read(db: Any) -> dict[str, list[Any]]:
        names = ("standing", "attention_item", "search_name")
        return {
            name: sorted(
                repr([v for k, v in row._mapping.items() if k != "id"])
                for row in db.execute(select(METADATA.tables[name]))
            )
            for name in names
        }

    return court.read(read)


def bring(path: Path, place: Place) -> Workspace:
    make_court_of(path, place, PASSWORD, lambda _done: None, as_of=TODAY)
    return open_court(place, PASSWORD, as_of=TODAY, derive=standing.derive)  # leaves no sign-in


@pytest.fixture
def exported(workspace: Workspace, tmp_path: Path) -> Path:
    """A court with one person and some tests, as the plain file of an export."""
    episode_id = courts.participant(workspace, "Å" * 90, admitted_on=date(2026, 5, 4))
    for day in range(5, 12):
        courts.collected(workspace, episode_id, date(2026, 5, day))
    path = tmp_path / "all.json"
    export(workspace, "everything", "json", path)
    return path


def test_a_court_with_everything_in_it_comes_back_whole(tmp_path: Path) -> None:
    made = make_demonstration(tmp_path / "demo.court", people=24, seed=3, today=TODAY, cost=CHEAP)
    assert made is not None
    path = tmp_path / "all.json"
    before = every_row(made)  # the file holds all there was before its own entry
    rows = export(made, "everything", "json", path)
    back = bring(path, tmp_path / "back.court")
    after = every_row(back)
    arrival = after["history_entry"].pop()
    assert after == before
    assert sum(map(len, before.values())) == rows
    assert (arrival["kind"], json.loads(arrival["after"])) == ("court", {"rows": rows})
    assert "linked anew" in arrival["reason"]
    assert back.read(check_chain, key=back.database.history_key) is None
    assert derived_rows(back) == derived_rows(made)
    assert back.read(readiness, as_of=TODAY) == made.read(readiness, as_of=TODAY)
    back.close()
    made.close()


def test_a_court_comes_back_on_a_server(
    exported: Path, workspace: Workspace, database: ServerAddress
) -> None:
    back = bring(exported, database)
    after = every_row(back)
    after["history_entry"].pop()
    before = every_row(workspace)
    own = [row for row in before["history_entry"] if row["act"] == "record_disclosure"]
    before["history_entry"] = [row for row in before["history_entry"] if row not in own]
    assert len(own) == 2  # the export's own entry, and whom it was about
    assert after == before | {"disclosure": [], "disclosed_person": []}
    courts.participant(back, "Later", admitted_on=date(2026, 9, 1))  # numbers go on
    assert back.read(check_chain, key=back.database.history_key) is None
    back.close()


def test_people_are_found_in_the_court_that_came_back(exported: Path, tmp_path: Path) -> None:
    back = bring(exported, tmp_path / "back.court")
    assert back.read(find_people, text="åååå")
    assert back.read(court_acts.court_facts).name == "Cedar County Recovery Court"
    back.close()


def test_second_factors_stay_behind_and_the_first_coordinator_opens_the_court(
    exported: Path, workspace: Workspace, tmp_path: Path
) -> None:
    def with_two(document: dict[str, Any]) -> None:
        staff = document["sheets"]["staff"]
        staff[0].update(login="mwhitfield", role="judge", second_factor=True)
        staff.append({**staff[0], "id": 2, "login": "pike", "role": "coordinator"})

    changed(exported, with_two)
    back = bring(exported, tmp_path / "back.court")
    assert back.database.login == "pike"
    staff = every_row(back)["staff"]
    assert [(row["login"], row["second_factor"]) for row in staff] == [
        ("mwhitfield", False),
        ("pike", False),
    ]
    assert "staff_secret" not in json.loads(exported.read_text("utf-8"))["sheets"]
    back.close()


def test_a_court_whose_first_coordinator_left_is_opened_by_who_administers_it(
    exported: Path, tmp_path: Path
) -> None:
    def with_two(document: dict[str, Any]) -> None:
        first = document["sheets"]["staff"][0]
        other = {"id": 2, "login": "banner", "name": "B. Banner", "role": "administrator"}
        document["sheets"]["staff"].append({**first, **other})
        first["state"] = "departed"

    changed(exported, with_two)
    place = tmp_path / "again.court"
    bring(exported, place).close()
    desk.open_desk(place, PASSWORD, as_of=TODAY).close()


def changed(path: Path, change: Change) -> Path:
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document), "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d["sheets"]["history_entry"].pop(2), "Entry 3 of the history is missing"),
        (lambda d: d["sheets"].update(horoscope=[{"id": 1}]), "horoscope"),
        (lambda d: d["sheets"]["person"][0].update(shoe_size=9), "shoe_size"),
        (lambda d: d["sheets"]["person"][0].update(birth_date="31 Nov"), "birth_date"),
        (lambda d: d["sheets"]["person"][0].update(family_name=None), "family_name"),
        (lambda d: d["sheets"]["person"][0].update(family_name=7), "family_name"),
        (lambda d: d["sheets"]["specimen"][0].update(observed="perhaps"), "observed"),
        (lambda d: d["sheets"]["specimen"][0].update(reason="fun"), "reason"),
        (lambda d: d["sheets"]["specimen"][0].pop("episode_id"), "episode_id"),
        (lambda d: d["sheets"].update(staff={"a": 1}), "no whole export"),
        (lambda d: d["sheets"]["person"][0].update(family_name=["a"]), "no whole export"),
        (lambda d: d["about"].update(title="Participants"), "no whole export"),
        (lambda d: d.pop("sheets"), "no whole export"),
        (lambda d: d["sheets"].clear(), "holds no rows"),
        (lambda d: d["sheets"].update(standing=[{"id": 1}]), "standing"),
    ],
)
def test_an_export_that_was_changed_is_refused_and_leaves_no_court(
    exported: Path, tmp_path: Path, change: Change, sentence: str
) -> None:
    changed(exported, change)
    with pytest.raises(NotACourt, match=sentence) as refused:
        bring(exported, tmp_path / "back.court")
    assert "Å" not in str(refused.value)
    assert list(tmp_path.glob("back.court*")) == []


def test_a_row_that_points_nowhere_is_refused(exported: Path, tmp_path: Path) -> None:
    changed(exported, lambda d: d["sheets"]["specimen"][0].update(episode_id=4_711))
    with pytest.raises(Refusal):
        bring(exported, tmp_path / "back.court")
    assert list(tmp_path.glob("back.court*")) == []


def test_a_file_cut_off_anywhere_is_refused(exported: Path, tmp_path: Path) -> None:
    whole = exported.read_bytes()
    for share in (0, 0.01, 0.3, 0.6, 0.99):
        exported.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(NotACourt):
            bring(exported, tmp_path / "back.court")
        assert list(tmp_path.glob("back.court*")) == []


def test_what_is_no_export_at_all_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    for content in (b"[]", b"\xff\xfe\x00", b'{"about": {"title": "Every record"}', b"PK\x03\x04"):
        other.write_bytes(content)
        with pytest.raises(NotACourt):
            bring(other, tmp_path / "back.court")
    with pytest.raises(DiskTrouble):
        bring(tmp_path / "missing.json", tmp_path / "back.court")


def test_an_older_export_without_a_column_gets_what_the_table_gives(
    exported: Path, tmp_path: Path
) -> None:
    def without(document: dict[str, Any]) -> None:
        for row in document["sheets"]["court_session"]:
            row.pop("cancelled_why")
            row.pop("planned_on")

    changed(exported, without)
    back = bring(exported, tmp_path / "back.court")
    assert {row["cancelled_why"] for row in every_row(back)["court_session"]} <= {""}
    back.close()
