"""Search, lists, saving and measures, beside raw sqlite3 on the same file."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import event

from benchmarks import generate
from benchmarks.pairs import Pair, pair
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.reading import tokens
from fmcrm_desktop.services import measures, owners, search, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office

TYPED = ("王", "李芳", "漏水", "elevator", "1381", "wangw", "W-2610")
RAW_MONTH = (
    "select category_id, count(*) from work_order where received >= ? and received < ? and archived is null group by 1",
    "select count(*), avg((julianday(done) - julianday(received)) * 24), sum(done > due) from work_order "
    "where done >= ? and done < ? and archived is null",
    "select channel, count(*) from complaint where received >= ? and received < ? and archived is null group by 1",
    "select count(*), sum(resolved > due) from complaint where resolved >= ? and resolved < ? and archived is null",
    "select gap, count(*) from complaint where received >= ? and received < ? and archived is null group by 1",
    "select count(*), sum(arrived is not null), avg(julianday(arrived) - julianday(received)) from work_order "
    "where done >= ? and done < ? and archived is null",
    "select count(*), sum(due < kept) from promise where due >= ? and due < ? and archived is null",
    "select count(*) from call where started >= ? and started < ? and archived is null",
)


def run(size: str) -> Iterator[Pair]:
    path = generate.office(size)
    office = open_office(str(path))
    office.store.clock = lambda: generate.UNTIL
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript("pragma cache_size = -32768; pragma query_only = on")
        find = (
            "select d.id, d.kind, d.ref, d.title, d.subtitle from document_fts f join document d on d.id = f.rowid "
            "where document_fts match ? order by f.rowid desc limit 20"
        )
        for typed in TYPED:
            match = " AND ".join(f'"{" ".join(tokens(part))}"*' for part in typed.split())
            yield pair(
                f"{size} search “{typed}”",
                lambda typed=typed: office.ask(search.find, typed, 20),  # type: ignore[misc]
                lambda match=match: [
                    raw.execute(find, (each,)).fetchall()
                    for each in (f"xkindperson AND {match}", f"xkindunit AND {match}", match)
                ],  # type: ignore[misc]
                4,
                0.6,
            )
        listed = (
            "select w.id, w.number, w.summary, w.state, w.priority, w.received, w.due, p.name, u.label from work_order w "
            "join person p on p.id = w.person_id join unit u on u.id = w.unit_id "
        )

        def first_page() -> None:
            raw.execute(
                "select id from work_order where archived is null order by received desc, id desc"
            ).fetchall()
            raw.execute(
                listed + "where w.archived is null order by w.received desc, w.id desc limit 60"
            ).fetchall()

        yield pair(
            f"{size} work orders: all ids and the first page",
            lambda: office.ask(work_orders.page, Query()),
            first_page,
            1.5,
        )
        bounds = [("2026-09-30 16:00:00", "2026-10-31 16:00:00"), ("2026-08-31 16:00:00", "2026-09-30 16:00:00"),
                  ("2025-09-30 16:00:00", "2025-10-31 16:00:00")]  # fmt: skip

        def raw_month() -> None:
            for (first, last), sql in itertools.product(bounds, RAW_MONTH):
                raw.execute(sql, (first, last)).fetchall()

        yield pair(
            f"{size} all measures of a month",
            lambda: office.ask(measures.month, Month(2026, 10)),
            raw_month,
            1.5,
        )
        said = _statements(office, lambda: office.ask(measures.month, Month(2026, 10)))
        yield pair(
            f"{size} the same beside its own statements by sqlite3",
            lambda: office.ask(measures.month, Month(2026, 10)),
            lambda: [raw.execute(sql, values).fetchall() for sql, values in said],
            1.5,
        )
    office.close()
    yield from _saving(size)


def _statements(office: Office, work: Callable[[], object]) -> list[tuple[str, Any]]:
    """What a question sends to the database, to be run again without anything around it."""
    said: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        said.append((sql, values))

    event.listen(office.store.readers, "before_cursor_execute", hear)
    work()
    event.remove(office.store.readers, "before_cursor_execute", hear)
    return [(sql, values) for sql, values in said if sql.lower().startswith(("select", "with"))]


def _saving(size: str) -> Iterator[Pair]:
    path = generate.copy(size)
    office = open_office(str(path))
    floor = path.with_name("floor.fmcrm")
    shutil.copy(path, floor)
    raw = sqlite3.connect(floor, isolation_level=None)
    raw.executescript("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on")
    count = itertools.count(1)

    forms = {person: office.ask(owners.form, person) for person in range(1, 1_900)}

    def product() -> None:
        person = next(count)
        form = forms[person]
        form.notes = f"note {person}"
        office.do(owners.change, person, form)

    def least() -> None:
        person = next(count)
        raw.execute("begin immediate")
        raw.execute(
            "update person set notes = ?, version = version + 1 where id = ?", (f"note {person}", person)
        )
        id, words = raw.execute(
            "select id, words from document where kind = 'person' and ref = ?", (person,)
        ).fetchone()
        raw.execute(
            "insert into document_fts(document_fts, rowid, words) values ('delete', ?, ?)", (id, words)
        )
        raw.execute("update document set words = ? where id = ?", (words, id))
        raw.execute("insert into document_fts(rowid, words) values (?, ?)", (id, words))
        raw.execute(
            "insert into deed (moment, who, \"case\") values ('2026-11-20 02:00:00', 'Bench', 'owners.change')"
        )
        deed = raw.execute("select last_insert_rowid()").fetchone()[0]
        audit = "insert into audit (deed_id, action, record_table, record_id, changes) values (?, 'change', 'person', ?, '{}')"
        raw.execute(audit, (deed, person))
        raw.execute("commit")

    yield pair(f"{size} save a person (audit, search, durable)", product, least, 4)
    raw.close()
    office.close()
    shutil.rmtree(path.parent)
