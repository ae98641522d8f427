"""Work: what a case gets in hand inside one transaction — read rows, get, add, archive; never commit."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Connection,
    CursorResult,
    Executable,
    Row,
    Select,
    Text,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from fmcrm_desktop.model.base import Base, Link, Record
from fmcrm_desktop.model.keeping import Audit, Deed
from fmcrm_desktop.model.refusal import Missing, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import bulk, ids, one, ready, trail

T = TypeVar("T", bound=Base)
R = TypeVar("R", bound=Record)
L = TypeVar("L", bound=Link)
PIECE = 50_000
"""Characters of a list of ids that are read at once."""


class Work:
    """One transaction in the hands of a case. ``now`` is the deed's moment in UTC, ``who`` does it,
    ``zone`` is the office's."""

    def __init__(
        self, session: Session, who: Who, case: str, now: datetime | None = None, zone: str = "UTC"
    ) -> None:
        self.session = session
        self.who = who
        self.case = case
        self.now = now or datetime.now(UTC)
        self.zone = ZoneInfo(zone)
        self.limits: tuple[Any, ...] = ()  # criteria by which all that is read is narrowed: narrowing.py
        session.info["work"] = self

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return str(self.session.get_bind().dialect.name)

    # reading
    def rows(self, asked: Executable, **values: Any) -> Sequence[Row[*tuple[Any, ...]]]:
        """All rows of a select of plain columns."""
        return _answer(self, asked, values).all()

    def driver_rows(self, sql: str, *values: Any) -> Sequence[Row[Any]]:
        """All rows of a statement in the driver's own notation; for the store's own, fixed texts."""
        return self.session.connection().exec_driver_sql(sql, values).all()

    def row(self, asked: Executable, **values: Any) -> Row[*tuple[Any, ...]] | None:
        return _answer(self, asked, values).first()

    def value(self, asked: Executable, **values: Any) -> Any:
        """The first column of the first row, or None."""
        return _answer(self, asked, values).scalar()

    def column(self, asked: Executable) -> Sequence[Any]:
        """The first column of all rows."""
        return _answer(self, asked).scalars().all()

    def ids(self, chosen: Select[Any]) -> array[int]:
        """The first column of all rows, whole numbers, as one compact array: a list of a million stays light.

        SQLite gives them as one text, in half the time: each row by itself would cross to Python and back, and the
        screen would wait as often. From a server the driver's own tuples are taken.
        """
        asked: Select[Any] = chosen
        if self.dialect == "sqlite":
            asked = select(func.json_group_array(chosen.subquery().c[0], type_=Text))
        result = _answer(self, asked)
        cursor = result.cursor
        assert cursor is not None
        found = cursor.fetchall()
        result.close()
        return numbers_in(found[0][0]) if asked is not chosen else array("q", chain.from_iterable(found))

    def records(self, asked: Select[T]) -> Sequence[T]:
        """Whole records, for the few that are being changed; lists select columns instead."""
        return self.session.scalars(asked).all()

    def get(self, table: type[T], id: int, seen: int | None = None) -> T:
        """The record to change. Raises Missing, or Stale when its version is not the one the clerk saw."""
        record = self.session.identity_map.get(identity_key(table, id))
        if record is None:
            if self.session.autoflush:
                self.session.flush()
            record = one.record(self.session, table, id, limited=bool(self.limits))
        if record is None:
            raise Missing(table.__tablename__, id)
        if seen is not None and isinstance(record, Record) and record.version != seen:
            theirs = {
                c.key: getattr(record, c.key) for c in table.__table__.columns if not c.info.get("secret")
            }
            raise Stale(table.__tablename__, id, theirs, *_last_hand(self, table.__tablename__, id))
        if seen is not None and isinstance(record, Record):
            self.session.info.setdefault("seen", []).append((record, seen))
        return record

    # writing
    def add(self, record: T) -> T:
        """Keep a new record; its id is known afterwards."""
        self.session.add(record)
        self.session.flush()
        return record

    def archive(self, record: Record) -> None:
        if record.archived is None:
            record.archived = self.now

    def archive_many(self, table: type[Record], ids: Sequence[int]) -> None:
        """Archive many records at once, audited like single ones; those archived already stay as they are."""
        self.session.flush()
        bulk.archive_many(self.session, table, ids, self.now)

    def change_many(self, table: type[Base], ids: Sequence[int], name: str, old: object, new: object) -> None:
        """Change one column from an old value to a new one in many rows at once, audited like single ones."""
        self.session.flush()
        bulk.change_many(self.session, table, ids, name, (old, new))

    def restore(self, record: Record) -> None:
        record.archived = None

    def remove(self, link: Link) -> None:
        """Take away a link row; records are archived instead."""
        self.session.delete(link)

    def add_many(self, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Keep many new rows at once, audited and made findable like single ones; their ids in order."""
        self.session.flush()
        return bulk.add_many(self.session, table, rows)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """All that is done inside, or nothing of it: a Refusal raised inside takes back what it had begun, and the
        rest of the deed goes on."""
        with trail.taken_back(self.session), self.session.begin_nested():
            yield

    def put(self, table: type[Base], **values: Any) -> None:
        """A row of the store's own bookkeeping (counters), outside audit."""
        if issubclass(table, Record | Link):
            raise Refusal(N_("Records are added one by one."))
        self.session.execute(insert(table).values(**values))


def _last_hand(work: Work, table: str, id: int) -> tuple[str, str]:
    """Who changed a record last, and when on the office's clock; empty where the log does not tell."""
    asked = select(Deed.who, Deed.moment).join(Audit, Audit.deed_id == Deed.id)
    asked = asked.where(Audit.record_table == table, Audit.record_id == id).order_by(Deed.id.desc())
    row = work.row(asked.limit(1))
    if row is None:
        return "", ""
    then, now = row.moment.astimezone(work.zone), work.now.astimezone(work.zone)
    return row.who, f"{then:%H:%M}" if then.date() == now.date() else f"{then:%Y-%m-%d %H:%M}"


def stream(work: Work, select: Select[Any], size: int = 500) -> Iterator[Sequence[Row[Any]]]:
    """All rows, some hundreds at a time: what is longer than memory should hold."""
    yield from work.session.execute(select.execution_options(yield_per=size)).partitions()


def fresh_ids(work: Work, table: type[Base], count: int) -> Sequence[int]:
    """Ids for rows that are named by others before ``add_many`` keeps them; those that are not used are lost."""
    work.session.flush()
    return ids.take(work.session, table.__table__, count)  # type: ignore[arg-type]


def ready_rows(work: Work, asked: ready.Asked, **values: Any) -> Sequence[Sequence[Any]]:
    """All rows of a select that is made once (at a module's top, by a ``@cache``) and whose columns are texts and
    numbers: its text is made once, too. To know a long statement again costs more than its answer."""
    if work.limits:
        return work.rows(asked, **values)
    return ready.rows_of(_connection(work), asked, **values)


def ready_rows_each(
    work: Work, asked: Select[Any], several: Sequence[Mapping[str, Any]]
) -> Sequence[Sequence[Sequence[Any]]]:
    """The same for several sets of values, rows in no order; a server is asked once for all of them."""
    if work.limits:
        return [work.rows(asked, **values) for values in several]
    return ready.rows_each(_connection(work), asked, several)


def numbers_in(text: str) -> array[int]:
    """The whole numbers of a JSON list of nothing else. A million of them take 70 ms; read in pieces of less than a
    millisecond, so that the screen's thread need not wait for the end of it."""
    found, at, end = array("q"), 1, len(text) - 1
    while at < end:
        comma = text.find(",", at + PIECE, end)
        to = comma if comma >= 0 else end
        found.extend(json.loads(f"[{text[at:to]}]"))
        at = to + 1
    return found


def _answer(work: Work, asked: Executable, values: Mapping[str, Any] | None = None) -> CursorResult[Any]:
    """What the connection itself answers: Session.execute would look for records among the columns, which takes as
    long again. Whatever is no select the session must see, or a change could pass by the trail."""
    if not asked.is_select:
        return work.session.execute(asked, values)  # type: ignore[return-value]
    limited = asked.options(*work.limits) if work.limits else asked
    return _connection(work).execute(limited, values)


def _connection(work: Work) -> Connection:
    """With what was changed before the question in the database."""
    if work.session.autoflush:
        work.session.flush()
    return work.session.connection()
