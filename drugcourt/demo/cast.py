"""Who is always there, whatever the seed: one person for each thing a court has to see to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term, YesNo


class Trait(Term):
    """What is the matter with a member of the cast today."""

    PHASE_READY = "phase_ready", "Ready for the next phase"
    DISMISSAL = "dismissal", "Eligible for dismissal"
    DECISION = "decision", "All met but the decision on graduation"
    MISSING = "missing", "Missed tests and sessions, no contact"
    OVERTURNED = "overturned", "Confirmation back: not confirmed"
    PENDING = "pending", "Confirmation pending"
    RELEASED = "released", "Released from jail five days ago"
    ABSCONDED = "absconded", "Absconded, warrant out"
    CUSTODY = "custody", "In custody"
    MEDICAL = "medical", "On medical leave"
    RESIDUAL = "residual", "THC residual from before entry"
    ABSENT = "absent", "Prescribed medicine not found"
    DEMOTED = "demoted", "Returned to an earlier phase"
    STEADY = "steady", "Doing well"
    RETURNING = "returning", "In the program a second time"
    CANDIDATE = "candidate", "Referred, birth date not known"


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: the trait, the phase (from 0), and what the person's card says."""

    trait: Trait
    phase: int
    substance: Substance
    person: dict[str, Any] = field(default_factory=dict)


def _man(family: str, given: str, **more: Any) -> dict[str, Any]:
    card = {"sex": Sex.MALE, "gender": Gender.MAN, "pronouns": "he"}
    return {"family_name": family, "given_name": given, **card, **more}


def _woman(family: str, given: str, **more: Any) -> dict[str, Any]:
    card = {"sex": Sex.FEMALE, "gender": Gender.WOMAN, "pronouns": "she"}
    return {"family_name": family, "given_name": given, **card, **more}


# The first twelve are there in every court of twelve people or more.
CAST: tuple[Member, ...] = (
    Member(
        Trait.PHASE_READY,
        2,
        Substance.FENTANYL,
        _man("Tran", "Kevin", middle_name="", preferred_name="", race=Race.ASIAN, aliases=()),
    ),
    Member(
        Trait.DISMISSAL,
        4,
        Substance.METHAMPHETAMINE,
        _woman(
            "Reyes",
            "Marisol",
            middle_name="",
            preferred_name="Mari",
            race=Race.OTHER,
            ethnicity=Ethnicity.HISPANIC,
            language="Spanish",
            interpreter=True,
            aliases=("Marisol Reyes-Luna",),
        ),
    ),
    Member(
        Trait.MISSING,
        0,
        Substance.OPIATES,
        _man("Okafor", "James", middle_name="", preferred_name="", race=Race.BLACK, aliases=()),
    ),
    Member(
        Trait.OVERTURNED,
        1,
        Substance.METHAMPHETAMINE,
        _woman("Ellison", "Dana", middle_name="", preferred_name="", race=Race.WHITE, aliases=()),
    ),
    Member(
        Trait.PENDING,
        2,
        Substance.FENTANYL,
        _man(
            "O'Neil-Šimić",
            "Danijel",
            middle_name="Ødegård",
            preferred_name="Dan",
            race=Race.WHITE,
            language="Croatian",
            aliases=("Данијел Шимић", "دانيال سيميتش", "丹尼尔"),
        ),
    ),
    Member(
        Trait.RELEASED,
        1,
        Substance.FENTANYL,
        _man("Boyd", "Terrell", middle_name="", preferred_name="", race=Race.BLACK, aliases=()),
    ),
    Member(
        Trait.ABSCONDED,
        0,
        Substance.METHAMPHETAMINE,
        _man(
            "Soto",
            "Luis",
            middle_name="",
            preferred_name="Lucho",
            race=Race.OTHER,
            ethnicity=Ethnicity.HISPANIC,
            aliases=("Luis Soto Barrera",),
        ),
    ),
    Member(
        Trait.CUSTODY,
        2,
        Substance.METHAMPHETAMINE,
        _man("Hale", "Brett", middle_name="", preferred_name="", race=Race.WHITE, aliases=()),
    ),
    Member(
        Trait.MEDICAL,
        1,
        Substance.ALCOHOL,
        _woman(
            "Featherstonehaugh-Wolfeschlegelstein-Papadimitriou",
            "Maximiliana Konstantinopolitana",
            middle_name="Alexandrina Philippa Theodora",
            preferred_name="Max",
            race=Race.WHITE,
            aliases=("Maxi Papadimitriou",),
        ),
    ),
    Member(
        Trait.RESIDUAL,
        0,
        Substance.THC,
        _man("Pruitt", "Samuel", middle_name="", preferred_name="Sam", race=Race.WHITE, aliases=()),
    ),
    Member(
        Trait.ABSENT,
        3,
        Substance.OPIATES,
        _woman("Iyer", "Nisha", middle_name="", preferred_name="", race=Race.ASIAN, aliases=()),
    ),
    Member(
        Trait.CANDIDATE,
        0,
        Substance.ALCOHOL,
        _woman(
            "Lindqvist", "Astrid", middle_name="", preferred_name="", birth_date=None, aliases=()
        ),
    ),
    Member(
        Trait.STEADY,
        3,
        Substance.COCAINE,
        _woman(
            "Marsh",
            "Olivia",
            middle_name="",
            preferred_name="Liv",
            race=Race.WHITE,
            veteran=YesNo.YES,
            aliases=("Olivia Crane",),
        ),
    ),
    Member(
        Trait.DEMOTED,
        1,
        Substance.ALCOHOL,
        _man(
            "Kowalczyk",
            "Piotr",
            middle_name="",
            preferred_name="Peter",
            race=Race.WHITE,
            language="Polish",
            aliases=("Пётр Ковальчик",),
        ),
    ),
    Member(
        Trait.RETURNING,
        1,
        Substance.METHAMPHETAMINE,
        _woman("Barrett", "Shawna", middle_name="", preferred_name="", race=Race.BLACK, aliases=()),
    ),
    Member(
        Trait.DECISION,
        4,
        Substance.ALCOHOL,
        _woman(
            "Haddad",
            "Layla",
            middle_name="",
            preferred_name="",
            race=Race.MIDDLE_EASTERN,
            language="Arabic",
            aliases=("ليلى حداد",),
        ),
    ),
    Member(
        Trait.STEADY,
        1,
        Substance.FENTANYL,
        _woman("Vance", "Leah", middle_name="", preferred_name="", race=Race.WHITE, aliases=()),
    ),
    Member(
        Trait.STEADY,
        1,
        Substance.ALCOHOL,
        _woman("Quinn", "Adele", middle_name="", preferred_name="", race=Race.WHITE, aliases=()),
    ),
    Member(
        Trait.STEADY,
        0,
        Substance.METHAMPHETAMINE,
        {
            "family_name": "Park",
            "given_name": "Ji-woo",
            "middle_name": "",
            "preferred_name": "Jay",
            "sex": Sex.FEMALE,
            "gender": Gender.NONBINARY,
            "pronouns": "they",
            "race": Race.ASIAN,
            "ethnicity": Ethnicity.NOT_HISPANIC,
            "language": "Korean",
            "aliases": ("박지우", "朴智友"),
        },
    ),
)
