"""Search, lists and saving, beside raw sqlite3 on the same file."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from benchmarks import generate
from benchmarks.pairs import Pair, pair
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.reading import tokens
from fmcrm_desktop.services import owners, search, work_orders
from fmcrm_desktop.services.opening import open_office

TYPED = ("王", "李芳", "漏水", "elevator", "1381", "wangw", "W-2610")


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
    office.close()
    yield from _saving(size)


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
