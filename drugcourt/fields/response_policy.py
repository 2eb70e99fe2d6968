"""How the court's catalogue, its matrix and the figures about its answers are described."""

from __future__ import annotations

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.responses import BehaviorSide, Magnitude, ResponseFamily, Sign
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.responses import FAMILY_TONES

# Behaviors.
BEHAVIOR = (
    Field("title", "Behavior", required=True, max_length=100, width=26),
    Field("side", "It is", Kind.CHOICE, choices=BehaviorSide, required=True),
    Field(
        "sign",
        "Found in the records as",
        Kind.CHOICE,
        choices=Sign,
        required=True,
        help="What the records show is offered by itself and counted.",
    ),
    Field("use", "It is substance use itself", Kind.YES_NO),
    Field(
        "proximal_from",
        "Proximal from phase",
        Kind.WHOLE,
        required=True,
        help="Before that phase it is a distal goal: no sanction unless a rule says so.",
    ),
    Field("managed_from", "Managed from phase", Kind.WHOLE, help="Empty: in no phase."),
)
BEHAVIOR_TITLE = Field("title", "Behavior", width=26)
BEHAVIOR_SIDE = Field("side", "", Kind.CHOICE, choices=BehaviorSide, width=12)
GOALS = Field("goals", "Goal by phase", width=26)

# Rules of the matrix.
RULE_TIMES = Field(
    "times", "From the n-th time on", Kind.WHOLE, required=True, help="Within the period."
)
RULE = (
    RULE_TIMES,
    Field("first_phase", "From phase", Kind.WHOLE, help="Empty: from the first."),
    Field("last_phase", "Up to phase", Kind.WHOLE, help="Empty: up to the last."),
    Field("quadrant", "Risk and need", Kind.CHOICE, choices=RiskNeed, help="Empty: everybody."),
    Field(
        "distal",
        "Also while the goal is distal",
        Kind.YES_NO,
        help="Only for a sanction; without it none is suggested then.",
    ),
)
RULE_NOTE = Field("note", "Note", max_length=300, help="Shown with the suggestion.")
RULE_WHEN = Field("when", "When", width=30)
RULE_GIVES = Field("gives", "Suggests", width=40)
RULE_FAMILY = Field("family", "Family", tones=FAMILY_TONES, width=16)

# The catalogue of responses.
ITEM = (
    Field("family", "Family", Kind.CHOICE, choices=ResponseFamily, required=True),
    Field("title", "Response", required=True, max_length=200),
    Field("magnitude", "Magnitude", Kind.CHOICE, choices=Magnitude, required=True),
    Field("due_days", "An order, due after days", Kind.WHOLE, help="Empty: nothing to be done."),
    Field("hours", "Hours", Kind.NUMBER),
    Field("jail", "It is days in jail", Kind.YES_NO),
    Field("draws", "Draws from the fishbowl", Kind.WHOLE),
    Field("points", "Points it brings", Kind.WHOLE),
    Field(
        "off",
        "May not be given because",
        max_length=200,
        help="Such as a grant that pays for no gift cards; empty and it may.",
    ),
)
ITEM_TITLE = Field("title", "Response", width=32)
ITEM_FAMILY = Field("family", "Family", tones=FAMILY_TONES, width=16)
ITEM_MORE = Field("more", "Besides", width=30)

# The numbers.
NUMBERS = (
    Field("period_days", "A repetition counts for days", Kind.WHOLE, required=True),
    Field("answer_days", "An answer is late after days", Kind.WHOLE, required=True),
    Field("outcome_days", "What happened after: days", Kind.WHOLE, required=True),
    Field("ratio", "Incentives for one sanction", Kind.WHOLE, required=True),
    Field("jail_warns_above", "Jail warns above days", Kind.WHOLE, required=True),
    Field("jail_confirm_above", "Jail needs a hearing above", Kind.WHOLE, required=True),
    Field("smallest", "Figures about fewer people are withheld", Kind.WHOLE, required=True),
    Field("least_ratio", "A group is pointed out below", Kind.NUMBER, required=True),
)
NUMBER_WORDS = Field("words", "Number", width=36)
NUMBER_VALUE = Field("value", "Value", Kind.NUMBER, width=8)
NUMBER_ORIGIN = Field("origin", "Where it comes from", width=50)
KEEP = (
    Field("started_on", "Holds from", Kind.DATE, required=True),
    Field("note", "What changed, and who decided it", required=True, max_length=300),
)

# Ratio, lag and consistency.
NAME = Field("name", "Participant", width=20)
PHASE = Field("phase", "Phase", width=8)
INCENTIVES = Field("incentives", "Incentives", Kind.WHOLE, width=8)
SANCTIONS = Field("sanctions", "Sanctions", Kind.WHOLE, width=8)
ADJUSTMENTS = Field("adjustments", "Adjustments", Kind.WHOLE, width=9)
PER_SANCTION = Field("per_sanction", "For each", Kind.NUMBER, width=7)
MISSING = Field("short_by", "Missing", Kind.WHOLE, help="Incentives missing to the aim", width=7)
LAST_INCENTIVE = Field("last_incentive", "Last", Kind.DATE, help="The last incentive")
MIDDLE = Field("middle", "Lag, days", Kind.NUMBER, help="Half of the answers came sooner.")
RATIO = Field("ratio", "Ratio", help="Incentives to sanctions", width=8)
GROUP = Field("group", "Group", width=24)
PEOPLE = Field("people", "People", Kind.WHOLE, width=7)
ANSWERS = Field("answers", "Answers", Kind.WHOLE, width=7)
SANCTION_RATE = Field("sanction_rate", "Sanctions, %", Kind.NUMBER, width=9)
JAIL_RATE = Field("jail_rate", "Jail, %", Kind.NUMBER, width=7)
DEPARTED = Field("departure_rate", "Departed, %", Kind.NUMBER, width=9)
LAG = Field("lag", "Lag, days", Kind.NUMBER, help="Half came sooner.", width=9)
BESIDE = Field("beside", "Beside the others", width=22)

# Fishbowl and points.
PRIZE = (
    Field("title", "Prize", required=True, max_length=200),
    Field("slips", "Slips in the bowl", Kind.WHOLE, required=True),
    Field("points", "Price in points", Kind.WHOLE, help="Empty: not to be bought."),
    Field("worth_cents", "Worth", Kind.MONEY),
    Field("counted", "Its stock is counted", Kind.YES_NO, help="No: it never runs out."),
    Field("barred", "May not be given because", max_length=300),
)
STOCK = (
    Field("change", "How many more", Kind.WHOLE, required=True, help="Below zero: fewer."),
    Field("why", "Why", max_length=300, help="Needed where there are fewer."),
)
PERSON = Field("person", "Participant", Kind.PERSON, required=True)
FOR_WHAT = Field("behavior", "For what", required=True, max_length=200)
BUY = Field("prize_id", "Prize", Kind.CHOICE, required=True)
PRIZE_TITLE = Field("title", "Prize", width=30)
SLIPS = Field("slips", "Slips", Kind.WHOLE, width=6)
ODDS = Field("odds", "Chance", width=10)
LEFT = Field("stock", "Left", Kind.WHOLE, width=6)
PRICE = Field("points", "Points", Kind.WHOLE, width=7)
PRIZE_STATE = Field("state", "", width=14)
DRAWN_ON = Field("day", "Day", Kind.DATE, width=9)
DRAWN = Field("title", "Drawn", width=26)
WAITING_FOR = Field("behavior", "For", width=22)
GIVEN_ON = Field("given_on", "Given", Kind.DATE, width=9)
EARNED = Field("earned", "Earned", Kind.WHOLE, width=7)
SPENT = Field("spent", "Spent", Kind.WHOLE, width=7)
LEFT_POINTS = Field("left", "Left", Kind.WHOLE, width=7)
