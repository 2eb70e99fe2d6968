"""What the court gave in answer to behavior, three families apart, and how it means to answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.responses import GoalClass, Heard, Magnitude, ResponseFamily
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class Response(Amended, Base):
    """One response. An ordered one has `due_on`; it is open until `done_on`, and then verified by
    whoever saw the proof.

    `behavior_key`, `goal` and `times` say what it answers in the words of the policy then in force,
    `suggested` and `rule` what that suggested, `departure` why the team gave another. `findings`
    are those about days in jail as they stood.
    """

    __tablename__ = "response"
    __table_args__ = (
        Index(
            "ix_response_due",
            "due_on",
            sqlite_where=text("done_on IS NULL AND due_on IS NOT NULL"),
            postgresql_where=text("done_on IS NULL AND due_on IS NOT NULL"),
        ),
        Index("ix_response_given", "given_on", "family"),
        Index("ix_response_behavior", "behavior_key", "given_on"),
    )

    episode_id: Mapped[int] = episode_key()
    docket_entry_id: Mapped[int | None] = mapped_column(ForeignKey("docket_entry.id"), index=True)
    family: Mapped[ResponseFamily] = words(ResponseFamily)
    title: Mapped[str] = mapped_column(String(200))
    magnitude: Mapped[Magnitude] = words(Magnitude, default=Magnitude.LOW)
    given_on: Mapped[date]
    behavior: Mapped[str] = mapped_column(String(200), default="")
    behavior_on: Mapped[date | None]
    jail_days: Mapped[int] = mapped_column(default=0)
    hours: Mapped[float | None]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    verified_by: Mapped[str] = mapped_column(String(100), default="")
    verified_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    behavior_key: Mapped[str] = mapped_column(String(60), default="", server_default="")
    goal: Mapped[GoalClass | None] = words(GoalClass)
    times: Mapped[int | None]
    suggested: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    rule: Mapped[str] = mapped_column(String(300), default="", server_default="")
    departure: Mapped[str] = mapped_column(Text, default="", server_default="")
    heard: Mapped[Heard] = words(Heard, default=Heard.UNSAID, server_default="unsaid")
    explanation: Mapped[str] = mapped_column(Text, default="", server_default="")
    hearing_on: Mapped[date | None]
    counsel: Mapped[bool | None]
    jail_from: Mapped[date | None]
    jail_until: Mapped[date | None]
    findings: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    import_id: Mapped[int | None] = import_key()


class ResponsePolicyVersion(Amended, Base):
    """How the court means to answer behavior from a day on; the shipped one where there is none.

    `document` is the whole policy as it is written in resources/policy/responses.toml.
    """

    __tablename__ = "response_policy"

    started_on: Mapped[date] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(300), default="")
    kept_by: Mapped[str] = mapped_column(String(100), default="")
