"""The ground every table stands on: names of constraints, moments in UTC, records with a version, links."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Dialect, Index, MetaData, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NO_ZONE = "a moment without a zone is no moment"


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: timezone-aware in Python, plain UTC text in SQLite, timestamptz in PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(NO_ZONE)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def bind_processor(self, dialect: Dialect) -> Any:
        """The other way in one step, too: SQLAlchemy puts the text together part by part."""
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """SQLite's text becomes a moment in one step of the interpreter's own code: lists read thousands."""
        if dialect.name == "sqlite":
            return _read
        return super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None


def _written(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(NO_ZONE)
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")[: len("2026-11-30 00:00:00.000000")]


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text + "+00:00") if text is not None else None


class Base(DeclarativeBase):
    """Every table; constraints get names so that migrations can find them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment(), date: Date(), str: Text()}  # noqa: RUF012  SQLAlchemy reads it so


class Record(Base):
    """Something people keep: it has a version (two desks cannot overwrite each other) and is archived,
    never deleted."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    version: Mapped[int] = mapped_column(sort_order=90)
    archived: Mapped[datetime | None] = mapped_column(sort_order=91)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Link(Base):
    """A row that only ties two records or adds a value to one; it goes when the tie goes, and the change log
    keeps it."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)


def listed(table: str, *columns: str) -> Index:
    """The index of a list's own order over what is not archived: the whole list is read from it alone."""
    return counted(table, "listed", *columns)


# Conditions of indexes are named for SQLite alone: one named for PostgreSQL would load its dialect, with all its
# drivers, at every start. The migrations give the same condition to both.
def counted(table: str, name: str, *columns: str) -> Index:
    """An index over what is not archived that answers the month's counts, where it can without the rows."""
    kept = text("archived is null")
    return Index(f"ix_{table}_{name}", *columns, sqlite_where=kept)


def lived(table: str, whose: str, moment: str) -> Index:
    """The index from which the life of a person or unit is read, newest first. Only of rows that name one: else the
    many without would make SQLite's statistics call the index useless, and each question would walk the table."""
    named = text(f"{whose} is not null")
    return Index(f"ix_{table}_{whose}_{moment}", whose, moment, sqlite_where=named)


def pointed(table: str, whose: str) -> Index:
    """The index by which what a row belongs to is found where most rows belong to nothing, limited as above."""
    named = text(f"{whose} is not null")
    return Index(f"ix_{table}_{whose}", whose, sqlite_where=named)
