"""The staffing packet: contents that lead somewhere, one page a participant, and its progress."""

from __future__ import annotations

import gc
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from sqlalchemy import select

from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.sentences import Decision, Objection, Option
from drugcourt.domain.responses import GoalClass, ResponseFamily
from drugcourt.domain.staffings import TeamRole
from drugcourt.errors import Refusal
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.reports.registry import make_report
from tests.conftest import TODAY
from tests.reports import people
from tests.reports.conftest import printed, texts


def test_the_agenda_comes_first_and_says_why_each_stands_where_they_stand(court):
    pages = texts(printed(court, "staffing", session_day=TODAY))
    assert len(pages) == 4
    for words in ("What changed first", "Why here", "Tran, Kevin", "Phase ready.", "Okafor, James"):
        assert words in pages[0]
    assert "Reports still missing" in pages[0]
    assert pages[0].index("Okafor, James") < pages[0].index("Tran, Kevin")


def test_every_row_leads_to_its_sheet_and_every_sheet_has_a_bookmark(court):
    reader = PdfReader(BytesIO(printed(court, "staffing", session_day=TODAY)))
    titles = [item["/Title"] for item in reader.outline]
    assert titles[0] == "Agenda"
    assert len(titles) == 4
    ends = [_page_of(reader, link) for link in _links(reader.pages[0])]
    assert ends == [1, 2, 3]
    said = " ".join(reader.pages[0].extract_text().split())
    for number in ("2", "3", "4"):
        assert number in said.rpartition("Recommendation Sheet")[2]


def _links(page):
    return [a.get_object() for a in page["/Annots"] if a.get_object()["/Subtype"] == "/Link"]


def _page_of(reader, link):
    """Where a link goes, whether its end is named or written out."""
    end = link.get("/Dest", link.get("/A", {}).get("/D"))
    if isinstance(end, IndirectObject):
        end = end.get_object()
    if isinstance(end, str):
        named = reader.named_destinations.get(end) or reader.named_destinations[end.lstrip("/")]
        return reader.get_destination_page_number(named)
    if isinstance(end, dict):
        end = end["/D"]
    return reader.get_page_number(end[0].get_object())


def test_a_page_says_what_changed_and_leaves_room_or_holds_the_decision(workspace):
    people.everyone(workspace)
    pages = texts(printed(workspace, "staffing", session_day=TODAY))
    assert all("Behavior and goal" in page for page in pages[1:])
    entry = _entries(workspace)[0]
    decision = Decision(
        behavior="2 tests missed",
        goal=GoalClass.PROXIMAL,
        account="No bus after six",
        options=(Option(ResponseFamily.INCENTIVE, "Praise", chosen=True),),
        dissents=(Objection(TeamRole.DEFENSE, "the bus stopped"),),
    )
    workspace.perform(staffings.decide, entry_id=entry, decision=decision)
    said = " ".join(texts(printed(workspace, "staffing", session_day=TODAY)))
    for words in ("2 tests missed", "No bus after six", "Defense: the bus stopped", "Proximal"):
        assert words in said


def _entries(court):
    asked = select(DocketEntry.id).join(CourtSession).where(CourtSession.held_on == TODAY)
    return court.read(lambda db: list(db.scalars(asked.order_by(DocketEntry.position))))


def test_an_empty_session_has_an_agenda_that_says_so(workspace):
    people.session_on(workspace, TODAY)
    (page,) = texts(printed(workspace, "staffing", session_day=TODAY))
    assert "Nobody is on the docket of this session." in page


def test_it_tells_how_far_it_is_and_stops_when_that_is_refused(court):
    heard = []
    make_report(
        court,
        "staffing",
        BytesIO(),
        session_day=TODAY,
        progress=lambda place, total: heard.append((place, total)),
    )
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]

    def stop(place, _total):
        if place == 2:
            raise Refusal("Stopped.")

    target = BytesIO()
    with pytest.raises(Refusal, match="Stopped"):
        make_report(court, "staffing", target, session_day=TODAY, progress=stop)
    assert target.getvalue() == b""


def test_its_properties_name_nobody(court):
    reader = PdfReader(BytesIO(printed(court, "staffing", session_day=TODAY)))
    said = " ".join(map(str, reader.metadata.values()))
    assert "Tran" not in said


def test_a_finished_paper_leaves_no_rings_for_the_collector(court):
    """They would be searched for on the window's own thread, and stop it for a while."""
    printed(court, "staffing", session_day=TODAY)  # what is made once is made now
    gc.collect()
    gc.disable()
    try:
        printed(court, "staffing", session_day=TODAY)
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        found = [o for o in gc.garbage if type(o).__module__.startswith(("reportlab", "drugcourt"))]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert found == []
