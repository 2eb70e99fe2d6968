"""Who an invented person is: name, birth, what forms ask, how to reach them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from drugcourt.demo.names import ORIGINS, Origin
from drugcourt.domain.people import Gender, Race, Sex
from drugcourt.domain.tone import YesNo

_STREETS = (
    "Alder Street",
    "Birch Lane",
    "Cedar Avenue",
    "Depot Street",
    "Elm Court",
    "Foundry Road",
    "Granite Way",
    "Harbor View",
    "Juniper Street",
    "Mill Road",
    "Orchard Drive",
    "Prospect Street",
    "River Road",
    "Second Street",
    "Willow Bend",
)
_TOWNS = ("Cedar Falls Junction", "Millbrook", "North Cedar", "Two Rivers", "Westfork")
_SHORT = {
    "Benjamin": "Ben",
    "Christopher": "Chris",
    "Daniel": "Danny",
    "Deborah": "Deb",
    "Jessica": "Jess",
    "Jonathan": "Jon",
    "Joshua": "Josh",
    "Kathleen": "Kathy",
    "Kenneth": "Ken",
    "Margaret": "Maggie",
    "Matthew": "Matt",
    "Michael": "Mike",
    "Nathan": "Nate",
    "Nicholas": "Nick",
    "Patricia": "Trish",
    "Rebecca": "Becca",
    "Robert": "Bobby",
    "Samuel": "Sam",
    "Timothy": "Tim",
    "William": "Billy",
}
_NICKNAMES = ("Ace", "Bear", "Dee", "Junior", "Lucky", "Red", "Skip", "Slim", "Tex")
_WEIGHTS = tuple(origin.weight for origin in ORIGINS)


def invent(rng: Random, born_before: date) -> dict[str, Any]:
    """A person as the referral form takes it; between 19 and 64 years old on that day."""
    origin = rng.choices(ORIGINS, _WEIGHTS)[0]
    woman = rng.random() < 0.38
    given = rng.choice(origin.women if woman else origin.men)
    family = rng.choice(origin.family)
    if rng.random() < 0.03:
        family = f"{family}-{rng.choice(ORIGINS[0].family)}"
    years = min(64, 19 + int(rng.gammavariate(3.2, 4.6)))
    person: dict[str, Any] = {
        "family_name": family,
        "given_name": given,
        "middle_name": _middle(rng, origin, woman=woman),
        "preferred_name": _preferred(rng, given),
        "birth_date": born_before - timedelta(days=years * 365 + rng.randrange(365)),
        "race": Race.MULTIPLE if rng.random() < 0.04 else origin.race,
        "ethnicity": origin.ethnicity,
        "language": rng.choice(origin.languages),
        "veteran": rng.choices((YesNo.NO, YesNo.YES, YesNo.UNKNOWN), (88, 7, 5))[0],
        "aliases": _aliases(rng, given, family, woman=woman),
        **_gender(rng, woman=woman),
        **_reach(rng, family),
    }
    person["interpreter"] = person["language"] != "English" and rng.random() < 0.4
    return person


def _middle(rng: Random, origin: Origin, *, woman: bool) -> str:
    return rng.choice(origin.women if woman else origin.men) if rng.random() < 0.45 else ""


def _preferred(rng: Random, given: str) -> str:
    return _SHORT[given] if given in _SHORT and rng.random() < 0.6 else ""


def _aliases(rng: Random, given: str, family: str, *, woman: bool) -> list[str]:
    if rng.random() >= 0.14:
        return []
    if woman and rng.random() < 0.7:
        return [f"{given} {rng.choice(ORIGINS[0].family)}"]
    return [f"{rng.choice(_NICKNAMES)} {family}"]


def _gender(rng: Random, *, woman: bool) -> dict[str, Any]:
    chance = rng.random()
    if chance < 0.012:
        sex, gender = (Sex.MALE, Gender.TRANS_WOMAN) if woman else (Sex.FEMALE, Gender.TRANS_MAN)
        return {"sex": sex, "gender": gender, "pronouns": "she" if woman else "he"}
    if chance < 0.022:
        sex = Sex.FEMALE if woman else Sex.MALE
        return {"sex": sex, "gender": Gender.NONBINARY, "pronouns": "they"}
    if woman:
        return {"sex": Sex.FEMALE, "gender": Gender.WOMAN, "pronouns": "she"}
    return {"sex": Sex.MALE, "gender": Gender.MAN, "pronouns": "he"}


def _reach(rng: Random, family: str) -> dict[str, Any]:
    """Telephone numbers of the range kept free for stories, mail of the domain for examples."""
    phone = f"(614) 555-01{rng.randrange(100):02d}" if rng.random() < 0.93 else ""
    name = "".join(c for c in family.lower() if c.isascii() and c.isalpha()) or "mail"
    mail = f"{name}{rng.randrange(100, 999)}@example.org" if rng.random() < 0.55 else ""
    street = f"{rng.randrange(2, 980)} {rng.choice(_STREETS)}, {rng.choice(_TOWNS)}"
    kin = rng.choice(("Mother", "Sister", "Brother", "Partner", "Father", "Friend"))
    contact = f"{kin}, 555-01{rng.randrange(100):02d}" if rng.random() < 0.7 else ""
    return {
        "phone": phone,
        "ok_to_text": bool(phone) and rng.random() < 0.75,
        "email": mail,
        "address": street if rng.random() < 0.94 else "",
        "emergency_contact": contact,
    }
