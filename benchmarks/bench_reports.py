"""A session's progress reports against ReportLab building the same from values in memory."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import letter
from reportlab.platypus import PageBreak, SimpleDocTemplate

from benchmarks.courts import TODAY, demonstration, opened
from benchmarks.measure import Ratio, in_turn
from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.hearings.sittings import docketed
from drugcourt.reports import progress
from drugcourt.reports.registry import make_report
from drugcourt.reports.type import register


def measure() -> list[Ratio]:
    """Today's session of the demonstration court: asking, judging, composing, printing."""
    workspace = opened(demonstration(64))
    register()
    session_id = workspace.read(session_id_for, day=TODAY, today=TODAY)
    people = tuple(workspace.read(docketed, session_id=session_id))
    figures = workspace.read(
        progress.gather, episode_ids=people, session_id=session_id, today=TODAY
    )

    def ours() -> None:
        make_report(workspace, "progress", io.BytesIO(), session_day=TODAY)

    def floor() -> None:
        story = []
        for section in progress.sections(figures):
            story += [*section.story, PageBreak()]
        SimpleDocTemplate(io.BytesIO(), pagesize=letter, invariant=1).build(story)

    spent, least = in_turn(ours, floor, rounds=9, warm=2)
    workspace.close()
    name = f"Progress reports of a session of {len(people)}"
    return [Ratio(name, "asked, judged and printed", spent, "ReportLab alone", least, 1.3)]
