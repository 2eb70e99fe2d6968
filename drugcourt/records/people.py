"""Who a person is, across all episodes: names, birth, what forms ask, and how to reach them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.tone import YesNo
from drugcourt.records.base import Amended, Base, Numbered, import_key, words


class Person(Amended, Base):
    """The human being. `reference` is the participant number the office uses; always present."""

    __tablename__ = "person"

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    family_name: Mapped[str] = mapped_column(String(100), default="")
    given_name: Mapped[str] = mapped_column(String(100), default="")
    middle_name: Mapped[str] = mapped_column(String(100), default="")
    preferred_name: Mapped[str] = mapped_column(String(100), default="")
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    birth_date: Mapped[date | None]
    sex: Mapped[Sex] = words(Sex, default=Sex.UNKNOWN)
    gender: Mapped[Gender] = words(Gender, default=Gender.UNKNOWN)
    race: Mapped[Race] = words(Race, default=Race.UNKNOWN)
    ethnicity: Mapped[Ethnicity] = words(Ethnicity, default=Ethnicity.UNKNOWN)
    language: Mapped[str] = mapped_column(String(60), default="")
    interpreter: Mapped[bool] = mapped_column(default=False)
    veteran: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    phone: Mapped[str] = mapped_column(String(40), default="")
    ok_to_text: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    emergency_contact: Mapped[str] = mapped_column(Text, default="")
    import_id: Mapped[int | None] = import_key()

    aliases: Mapped[list[Alias]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Alias.id"
    )

    @property
    def name(self) -> str:
        """`Tran, Kevin`; the participant number where no name is known."""
        return listed_name(self.family_name, self.given_name, self.reference)


class Alias(Numbered, Base):
    """Another name a person goes or went by."""

    __tablename__ = "alias"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))

    person: Mapped[Person] = relationship(back_populates="aliases")


class SearchName(Numbered, Base):
    """The search index: folded words by which a person is found. Written by the session itself."""

    __tablename__ = "search_name"
    tracked = False
    derived = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    folded: Mapped[str] = mapped_column(String(400), index=True)


def listed_name(family: str, given: str, reference: str) -> str:
    """`Tran, Kevin`, `Tran`, `Kevin`, or the participant number when nobody knows a name."""
    return ", ".join(part for part in (family, given) if part) or reference
