"""Which fields a table of referrals may hold, and the headings they go by."""

from __future__ import annotations

from drugcourt.domain.referrals import Channel, Held
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.import_who import WHO_FIELDS, split_words

REFERRALS = (
    *WHO_FIELDS,
    Field(
        "referred",
        "Referred on",
        Kind.DATE,
        required=True,
        synonyms=split_words(
            "referred | referral date | date referred | date of referral | referred on | received"
            " | date received | received on | intake date | date"
        ),
    ),
    Field(
        "channel",
        "How it came",
        Kind.CHOICE,
        required=True,
        choices=Channel,
        synonyms=split_words(
            "how it came | channel | referral source | source | referral type | pathway"
            " | diversion type | type | encounter type | intercept"
        ),
    ),
    Field(
        "agency",
        "Agency",
        synonyms=split_words("agency | referring agency | department | organization | unit"),
    ),
    Field(
        "referred_by",
        "Referred by",
        synonyms=split_words("referred by | referrer | officer | contact | contact name"),
    ),
    Field(
        "reach",
        "How to reach the agency",
        synonyms=split_words("referrer phone | referrer email | contact phone | contact email"),
    ),
    Field(
        "arrested",
        "Arrested on",
        Kind.DATE,
        synonyms=split_words(
            "arrested | arrest date | date of arrest | violation date | booking date | booked"
        ),
    ),
    Field(
        "held",
        "Where the person is",
        Kind.CHOICE,
        choices=Held,
        synonyms=split_words("custody status | custody | in custody | location | held | in jail"),
    ),
    Field(
        "counsel",
        "Defense counsel",
        synonyms=split_words("defense counsel | attorney | counsel | defense attorney | lawyer"),
    ),
    Field(
        "encounter",
        "What happened",
        max_length=4000,
        synonyms=split_words(
            "what happened | encounter | narrative | summary | notes | note | comments | reason"
            " | description"
        ),
    ),
    Field(
        "held_charges",
        "Charges held in abeyance",
        max_length=2000,
        synonyms=split_words("charges held | held charges | abeyance charges | pending charges"),
    ),
    Field(
        "abeyance_until",
        "Held until",
        Kind.DATE,
        synonyms=split_words("held until | abeyance until | abeyance expires | abeyance expiry"),
    ),
    Field(
        "prior_contacts",
        "Earlier contacts",
        Kind.WHOLE,
        synonyms=split_words("prior contacts | earlier contacts | previous contacts | contacts"),
    ),
)
