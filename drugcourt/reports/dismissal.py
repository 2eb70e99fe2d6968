"""The draft motion and order of dismissal, a pair for each case, with the findings attached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.exits.dismissals import CasePaper, Dismissal, dismissal
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.paper_texts import words_of
from drugcourt.domain.cases import ChargeLevel, Prejudice
from drugcourt.domain.dates import counted
from drugcourt.domain.findings import Finding
from drugcourt.errors import Refusal
from drugcourt.exchange.wording import PaperText, PaperWords, Wording
from drugcourt.reports.layout import boxed, fact_grid, signature_lines, two_columns
from drugcourt.reports.letterhead import Copy, protected_paper, short_day
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.progress import requirement_table
from drugcourt.reports.style import bullets, gap, marked, para, section, styles
from drugcourt.reports.type import strong

TITLE = "Draft motion and order"
BLANK = "____________________"
NOT_YET = "DRAFT — NOT YET ELIGIBLE"
_REVIEW = "Draft for counsel's review. It decides nothing until the court signs an order."


@dataclass(frozen=True, slots=True)
class Figures:
    """One participant's papers."""

    episode_id: int
    head: Letterhead
    papers: Dismissal
    motion: PaperWords
    order: PaperWords

    @property
    def as_of(self) -> date:
        """The day of the findings."""
        return self.papers.as_of


def gather(db: Session, *, episode_id: int, today: date) -> Figures:
    """The cases of a participant, judged as of today or the day of the exit."""
    return Figures(
        episode_id,
        letterhead(db),
        dismissal(db, episode_id=episode_id, today=today),
        words_of(db, paper=PaperText.MOTION),
        words_of(db, paper=PaperText.ORDER),
    )


def gather_eligible(db: Session, *, episode_ids: Sequence[int], today: date) -> list[Figures]:
    """The papers of those among these who are eligible and have something to dismiss."""
    found: list[Figures] = []
    for episode_id in episode_ids:
        try:
            figures = gather(db, episode_id=episode_id, today=today)
        except Refusal:  # a conviction that stands, no case: said when that one is asked for
            continue
        if figures.papers.eligible:
            found.append(figures)
    return found


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; a draft made too early says so on every page."""
    return protected_paper(
        TITLE,
        figures.head,
        copy,
        right=(f"Findings as of {short_day(figures.as_of)}",),
        marked="" if figures.papers.eligible else NOT_YET,
    )


def sections(figures: Figures) -> list[Section]:
    """Motion and order of each case, then the findings as annex."""
    found: list[Section] = []
    for case in figures.papers.cases:
        values = _values(figures, case)
        motion = figures.motion.wording(case.promised)
        order = figures.order.wording(case.promised)
        found.append(Section(f"Motion, {case.number}", _motion(figures, case, motion, values)))
        found.append(Section(f"Order, {case.number}", _order(figures, case, order, values)))
    return [*found, Section("Annex: findings", list(_annex(figures)))]


def _values(figures: Figures, case: CasePaper) -> dict[str, str]:
    papers, court = figures.papers, figures.head.court
    judgement, asked = papers.judgement, papers.judgement.dismissal
    clock = judgement.clock
    planned = papers.program.outcome_for(case.track) if case.track is not None else None
    return {
        "participant": papers.participant,
        "case_number": case.number,
        "court": court.name,
        "county": court.county,
        "state": court.state,
        "admitted": short_day(papers.admitted_on),
        "as_of": short_day(figures.as_of),
        "program": f"{papers.program.name}, {papers.program.version}",
        "met": str(asked.met_count),
        "asked": str(len(asked.findings)),
        "days": counted(judgement.days, "day"),
        "sober_since": short_day(clock.sober_date or clock.count_from),
        "sober_days": counted(clock.days, "day"),
        "track": case.track.label if case.track is not None else "not recorded",
        "basis": planned.basis if planned is not None and planned.basis else "the agreement",
        "judge": court.judge,
        "reduced_to": case.reduced_to or BLANK,
        "prejudice": "" if case.prejudice is Prejudice.UNKNOWN else case.prejudice.label.lower(),
    }


# The two papers -------------------------------------------------------------------------------


def _motion(
    figures: Figures, case: CasePaper, words: Wording, values: Mapping[str, str]
) -> list[Flowable]:
    prosecutor = case.prosecutor or figures.head.court.prosecutor_office
    return [
        *_banner(figures),
        *_caption(figures, case, words.title),
        *_charges(case),
        *_paragraphs(words.filled(values)),
        gap(8),
        para(words.closed(values)),
        gap(10),
        signature_lines([_signed("Prosecuting attorney", prosecutor), "Date"]),
        signature_lines([_signed("Defense counsel", case.defense_counsel), "Date"]),
        gap(6),
        para(_REVIEW, styles().muted),
    ]


def _order(
    figures: Figures, case: CasePaper, words: Wording, values: Mapping[str, str]
) -> list[Flowable]:
    return [
        *_banner(figures),
        *_caption(figures, case, words.title),
        *_charges(case),
        *_paragraphs(words.filled(values)),
        gap(8),
        para(words.closed(values)),
        gap(10),
        signature_lines([_signed("Judge", figures.head.court.judge), "Date"]),
        gap(6),
        para(_REVIEW, styles().muted),
    ]


def _signed(role: str, name: str) -> str:
    return f"{role}: {name}" if name else role


def _banner(figures: Figures) -> list[Flowable]:
    """Bold, on every paper of someone who is not eligible: what is open, and that it is a draft."""
    if figures.papers.eligible:
        return []
    return [boxed([marked(strong(NOT_YET)), *_open(figures.papers.judgement.dismissal.open)])]


def _open(findings: tuple[Finding, ...]) -> list[Flowable]:
    return bullets(f"{finding.requirement}: {finding.told}" for finding in findings)


def _caption(figures: Figures, case: CasePaper, title: str) -> list[Flowable]:
    court = figures.head.court
    state, county = _of("State", court.state), _of("County", court.county)
    left: list[Flowable] = [
        para(f"{state or 'The State'}, Plaintiff,"),
        para("against", styles().muted),
        para(f"{figures.papers.participant}, Defendant."),
    ]
    right: list[Flowable] = [
        marked(strong(f"Case {case.number}")),
        para(f"Participant {figures.papers.reference}", styles().muted),
    ]
    return [
        gap(6),
        para(f"In the {case.court or court.name}", styles().strong),
        para(", ".join(filter(None, (county, state))), styles().body),
        gap(8),
        *two_columns(left, right),
        section(title),
    ]


def _of(kind: str, name: str) -> str:
    """`State of Oregon`, `County of Cedar`; names that say what they are stay as they are."""
    said = kind.casefold() in name.casefold() or name.casefold().startswith("commonwealth")
    return name if said or not name else f"{kind} of {name}"


def _charges(case: CasePaper) -> list[Flowable]:
    if not case.charges:
        return [para("Charges: none are recorded; counsel to complete.", styles().muted), gap(4)]
    lines: list[tuple[object, object]] = []
    for number, charge in enumerate(case.charges, start=1):
        level = "" if charge.level is ChargeLevel.UNKNOWN else charge.level.label.lower()
        said = ", ".join(filter(None, (charge.text, charge.statute, level)))
        lines.append((f"Count {number}", said))
    return [fact_grid(lines, columns=1), gap(6)]


def _paragraphs(texts: tuple[str, ...]) -> Iterator[Flowable]:
    for text in texts:
        yield para(text)
        yield gap(5)


# The annex ------------------------------------------------------------------------------------


def _annex(figures: Figures) -> Iterator[Flowable]:
    papers = figures.papers
    asked = papers.judgement.dismissal
    if not papers.eligible:
        yield boxed([marked(strong(NOT_YET))])
    yield section(
        "Annex: findings for dismissal", f"{papers.program.name}, {papers.program.version}"
    )
    yield para(
        f"{papers.participant}, participant {papers.reference}. {asked.met_count} of "
        f"{counted(len(asked.findings), 'requirement')} met as of {short_day(figures.as_of)}."
    )
    yield gap(4)
    yield from requirement_table(asked.findings, figures.as_of)
    yield section("Where each requirement comes from")
    yield from bullets(f"{f.requirement}: {f.basis}" for f in asked.findings)
