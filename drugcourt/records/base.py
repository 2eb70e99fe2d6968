"""What every record has in common: number, revision, and how words, days and moments are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from drugcourt.domain.tone import Term

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Words(TypeDecorator[Term]):
    """A Term kept as its key. A key this version does not know raises LookupError on reading."""

    impl = String(40)
    cache_ok = True

    def __init__(self, term: type[Term]) -> None:
        super().__init__()
        self.term = term
        self._members = {str(member): member for member in term}
        self._keys = {member: member.value for member in term}

    def process_bind_param(self, value: Term | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self._keys[value]  # type: ignore[index]  # a key is equal to its member

    def process_result_value(self, value: str | None, dialect: Dialect) -> Term | None:
        return None if value is None else self._members[value]


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive datetime is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All records. `tracked` records write history by themselves.

    `derived` ones are worked out from the others, or open only this one court: an export of
    everything leaves them out, and whoever reads it back derives them again. What stands
    `beside_the_file` is about a participant and changes nothing of theirs, as who looked at them.
    """

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        date: Date(),
        datetime: Moment(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }
    tracked: ClassVar[bool] = True
    derived: ClassVar[bool] = False
    beside_the_file: ClassVar[bool] = False


class Numbered:
    """A record with a number of its own."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Amended(Numbered):
    """A court record: numbered, and amended under optimistic locking (two desks, one row)."""

    revision: Mapped[int] = mapped_column(nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.revision}


def words(term: type[Term], **options: Any) -> Any:
    """A column holding one word of a closed list."""
    return mapped_column(Words(term), **options)


def written_out(term: Term) -> ColumnElement[str]:
    """The word as a literal in the statement: partial indexes are not found by a bound value."""
    return literal_column(f"'{term.value}'", String)


def episode_key(**options: Any) -> Any:
    """The column that ties a record to its episode."""
    return mapped_column(ForeignKey("episode.id"), index=True, **options)


def import_key() -> Any:
    """Which import brought the row in, so that the import can be undone as one act."""
    return mapped_column(ForeignKey("import_batch.id"), index=True)


@compiles(String, "postgresql")
def _text_of_any_length(_column: Any, _compiler: Any, **_options: Any) -> str:
    """A server would refuse longer text that a file keeps; the fields say how long it may be."""
    return "TEXT"
