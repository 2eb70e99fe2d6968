"""Which papers there are, and what each needs before it can be made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.tone import Term
from drugcourt.errors import Refusal
from drugcourt.reports.letterhead import TEAM


class Needs(Term):
    """What has to be chosen before a paper can be made."""

    PARTICIPANTS = "participants", "A participant, or a whole session"
    PARTICIPANT = "participant", "A participant"
    SESSION = "session", "A court session"
    GRADUATES = "graduates", "A participant, or a whole ceremony"
    CEREMONY = "ceremony", "A graduation ceremony"
    PERIOD = "period", "A period"
    PERSON_PERIOD = "person_period", "A period, for one participant or for all"
    DAY = "day", "A day"
    NOTHING = "nothing", "Nothing"


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of paper; `reader` is whom a copy is for unless another is named.

    `names` says whether the office chooses how it names people; `also` is what else somebody
    may type in search of it, besides its title and description.
    """

    key: str
    title: str
    needs: Needs
    protected: bool
    reader: str
    description: str
    names: bool = False
    also: str = ""

    @property
    def words(self) -> str:
        """What finds it besides its title."""
        return f"{self.description} {self.also}".translate(PLAIN)


PLAIN = str.maketrans("", "", ",.:;?")

REPORTS: tuple[Report, ...] = (
    Report(
        "progress",
        "Court progress reports",
        Needs.PARTICIPANTS,
        protected=True,
        reader=TEAM,
        description="One page a participant: recommendation, attendance, tests, requirements.",
        also="pdf judge team",
    ),
    Report(
        "staffing",
        "Staffing packet",
        Needs.SESSION,
        protected=True,
        reader=TEAM,
        description="The agenda with what changed first, then one page a participant.",
        also="team meeting",
    ),
    Report(
        "bench",
        "Bench sheets",
        Needs.SESSION,
        protected=True,
        reader="the bench",
        description="One page a participant for the judge: facts, and room to write.",
        also="session court",
    ),
    Report(
        "minutes",
        "Staffing minutes",
        Needs.SESSION,
        protected=True,
        reader=TEAM,
        description="What the team decided of each participant, who was there, who dissented.",
        also="team meeting",
    ),
    Report(
        "docket",
        "Confidential docket",
        Needs.SESSION,
        protected=True,
        reader=TEAM,
        description="Who is heard in which order, with sober days, open issues and room for notes.",
        also="calendar court",
    ),
    Report(
        "docket-public",
        "Public docket",
        Needs.SESSION,
        protected=False,
        reader="the public",
        description="The list for the courtroom's door: case numbers, time, room, judge.",
        names=True,
    ),
    Report(
        "bench-list",
        "Bench list",
        Needs.SESSION,
        protected=True,
        reader="the bench",
        description="The order of a session for the bench, with what to see to before court.",
    ),
    Report(
        "transport",
        "Request for transport",
        Needs.SESSION,
        protected=False,
        reader="the jail",
        description="Whom the jail is asked to bring; it says nothing of the program.",
        also="custody",
    ),
    Report(
        "interpreters",
        "Request for interpreters",
        Needs.SESSION,
        protected=False,
        reader="the interpreters' office",
        description="For whom and in which language; it says nothing of the program.",
    ),
    Report(
        "slips",
        "Next-date slips",
        Needs.SESSION,
        protected=False,
        reader="the participants",
        description="A slip for each person of a session: when and where to come next.",
        also="court date",
    ),
    Report(
        "reminder-letters",
        "Reminder letters",
        Needs.SESSION,
        protected=False,
        reader="the participants",
        description="A letter for each hearing of a session, in plain words.",
        also="mail",
    ),
    Report(
        "minute-orders",
        "Minute orders",
        Needs.PARTICIPANTS,
        protected=True,
        reader="the court's file",
        description="An order for each hearing of a session, for the judge to sign.",
    ),
    Report(
        "participant-page",
        "Participants' own pages",
        Needs.PARTICIPANTS,
        protected=True,
        reader="the participant",
        description="One page in plain words: where I am, what I do now, when I come next.",
    ),
    Report(
        "phase-certificate",
        "Certificates of a phase",
        Needs.SESSION,
        protected=False,
        reader="the participants",
        description="A sheet for everybody who moved on to another phase at a session.",
    ),
    Report(
        "eligibility",
        "Eligibility for dismissal",
        Needs.NOTHING,
        protected=True,
        reader=TEAM,
        description="Who may have the charges dismissed now or soon, and what blocks the rest.",
        also="ready dismiss graduation",
    ),
    Report(
        "dismissal",
        "Draft motion and order of dismissal",
        Needs.GRADUATES,
        protected=True,
        reader="counsel and court",
        description="A motion and an order for each case, with the findings attached.",
        also="graduation papers",
    ),
    Report(
        "certificate",
        "Certificates of completion",
        Needs.GRADUATES,
        protected=False,
        reader="the graduate",
        description="A sheet for the wall that says nothing of cases or treatment.",
    ),
    Report(
        "graduation-list",
        "Graduation list",
        Needs.CEREMONY,
        protected=True,
        reader=TEAM,
        description="Who will be ready by a ceremony, and what is still to be done for it.",
    ),
    Report(
        "consistency",
        "Consistency of responses",
        Needs.PERIOD,
        protected=True,
        reader=TEAM,
        description="Like behavior, like response, by group; the ratio and the lag; nobody named.",
    ),
    Report(
        "caseload",
        "Caseload summary",
        Needs.PERIOD,
        protected=True,
        reader=TEAM,
        description="Counts, rates and charts of the whole court, each with its formula.",
        also="figures numbers annual",
    ),
    Report(
        "supervision",
        "Supervision: what is short",
        Needs.NOTHING,
        protected=True,
        reader=TEAM,
        description="Short contacts, custody, arrests, open requests, curfews and hours overdue.",
    ),
    Report(
        "permission",
        "Permission to carry",
        Needs.PARTICIPANT,
        protected=False,
        reader="the participant",
        description="The leave that was granted, in plain words, a page each; it names no program.",
    ),
    Report(
        "custody-log",
        "Custody log",
        Needs.PERIOD,
        protected=True,
        reader="the court's own office",
        description="Who was held when, where and why, with the days of each reason.",
    ),
    Report(
        "worksheet",
        "Eligibility worksheet",
        Needs.PARTICIPANT,
        protected=True,
        reader=TEAM,
        description="What was asked, found and decided before a candidate's entry.",
    ),
    Report(
        "entry-packet",
        "Entry packet",
        Needs.PARTICIPANT,
        protected=True,
        reader="the court's file",
        description="The cover of the papers to be in hand before entry, to tick and to sign.",
    ),
    Report(
        "release-packet",
        "Release packet",
        Needs.PARTICIPANT,
        protected=False,
        reader="the participant",
        description="My first two weeks: days, medicine, naloxone, people, places; a safety plan.",
        also="jail custody overdose watch",
    ),
    Report(
        "safety-plan",
        "Safety plan",
        Needs.PARTICIPANT,
        protected=False,
        reader="the participant",
        description="What to do in an overdose, whom to call, and room for one’s own words.",
        also="overdose naloxone crisis 988",
    ),
    Report(
        "provider-request",
        "Request to a provider",
        Needs.PARTICIPANT,
        protected=True,
        reader="the treatment provider",
        description="Asks for a report by a day: sessions on record to check, room to answer.",
        also="treatment letter attendance",
    ),
    Report(
        "funnel",
        "Referrals: the way in",
        Needs.PERIOD,
        protected=True,
        reader=TEAM,
        description="Referred, admitted, graduated by intercept; how fast; the grounds by group.",
    ),
    Report(
        "release-measures",
        "Jail and release",
        Needs.PERIOD,
        protected=True,
        reader=TEAM,
        description="Medication, naloxone, contact and harm after release; Stepping Up; no names.",
        also="custody jail overdose reentry measures mental illness moud two weeks",
    ),
    Report(
        "testing",
        "Testing history",
        Needs.PARTICIPANT,
        protected=True,
        reader="counsel and court",
        description="Every test of a participant, and what shows the sober count of each day.",
    ),
    Report(
        "custody",
        "Chain of custody",
        Needs.DAY,
        protected=False,
        reader="the laboratory",
        description="A form for each specimen of a day, to go with it; by participant number only.",
    ),
    Report(
        "daily-list",
        "Daily test list",
        Needs.DAY,
        protected=True,
        reader="the collection site",
        description="Whom the day's draw brings, a sheet for results, the words for the call line.",
    ),
    Report(
        "draw-record",
        "Record of the draw",
        Needs.DAY,
        protected=True,
        reader="counsel and court",
        description="Seed, policy, list and outcome: all it takes to make a day's draw again.",
    ),
    Report(
        "fairness",
        "Fairness of random testing",
        Needs.PERSON_PERIOD,
        protected=True,
        reader="the court's own office",
        description="Tests by kind of day against the policy, with how often luck shows as much.",
    ),
    Report(
        "accounting",
        "Accounting of disclosures",
        Needs.PARTICIPANT,
        protected=True,
        reader="the participant",
        description="What was disclosed of a participant: when, to whom, for what, under what.",
    ),
)


def report(key: str) -> Report:
    """The kind of paper with this key; Refusal that lists the keys there are."""
    found = next((item for item in REPORTS if item.key == key), None)
    if found is None:
        keys = ", ".join(item.key for item in REPORTS)
        raise Refusal(f"There is no report “{key}”; choose one of these: {keys}.")
    return found


def file_name(key: str, day: date | None = None, number: str = "") -> str:
    """A name for the file; `number` is a participant or case number, never a person's name."""
    bare = re.sub(r"[^A-Za-z0-9-]+", "-", number).strip("-")[:40]
    parts = [report(key).key, bare, day.isoformat() if day is not None else ""]
    return "-".join(filter(None, parts)) + ".pdf"
