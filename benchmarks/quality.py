"""Complaints, actions and the board of gaps with 50,000 complaints, beside the least raw sqlite3 that finds the same."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks import generate, quality_office, window
from benchmarks.pairs import Pair, pair, worked
from fmcrm_desktop.model.page import FIRST, Query
from fmcrm_desktop.model.reading import tokens
from fmcrm_desktop.services import actions, complaints, gaps, search, today
from fmcrm_desktop.services.gaps.board import Spot
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office

Raw = Callable[..., object]
Said = tuple[str, tuple[object, ...]]
"""A statement and its values."""
START, END = "2025-11-30 16:00:00", "2026-11-30 16:00:00"
"""Twelve months that end with the present one, on the office's clock."""
KEPT = "archived is null and state != 'withdrawn' and received >= ? and received < ?"
MONTH = "2026-03"
ROWS = (
    "select c.*, p.name, u.label, b.code, k.name, s.name from complaint c left join person p on p.id = c.person_id "
    "left join unit u on u.id = c.unit_id left join building b on b.id = c.building_id "
    "left join category k on k.id = c.category_id left join staff s on s.id = c.responsible_id "
)
ACTIONS = (
    "select a.*, s.name, c.number, c.subject from corrective_action a left join staff s on s.id = a.responsible_id "
    "left join complaint c on c.id = a.complaint_id "
)
FOUND = (
    "select d.id, d.ref, d.title, d.subtitle from document_fts f join document d on d.id = f.rowid "
    "where document_fts match ? order by f.rowid desc limit "
)
NEXT_DUE = (
    "case when state in ('received', 'acknowledged', 'investigating', 'action_agreed') and acknowledged is null "
    "then acknowledge_due when state in ('received', 'acknowledged', 'investigating', 'action_agreed') and answered is null "
    "then due when state = 'resolved' then follow_up_due end"
)
SORTS = {"": "received desc, c.id desc", "received": "received, c.id", "number": "number, c.id"} | {
    key: f"{order}, received, c.id"
    for key, order in {
        "person": "p.sort_key", "unit": "u.sort_key", "subject": "subject", "gap": "gap", "state": "state", "due": NEXT_DUE,
    }.items()
}  # fmt: skip
"""How the register's columns are sorted by the floor."""
JOINED = {
    "person": "left join person p on p.id = c.person_id",
    "unit": "left join unit u on u.id = c.unit_id",
    "responsible": "left join staff s on s.id = a.responsible_id",
}
ACTION_SORTS = {
    "": "done_day is not null, due_day, a.id", "text": "text, a.id", "kind": "kind, a.id", "responsible": "s.name, a.id",
    "due_day": "due_day, a.id", "done_day": "done_day, a.id",
}  # fmt: skip


def run(size: str) -> Iterator[Pair]:
    """The same for every size: 50,000 complaints; in processor time, since all are questions."""
    path = quality_office.office()
    office = open_office(str(path))
    office.store.clock = lambda: generate.UNTIL
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript("pragma cache_size = -8192; pragma query_only = on")
        yield from _board(office, raw)
        yield from _register(office, raw)
        yield from _actions(office, raw)
        yield from _one(office, raw)
    office.close()
    yield from _saving(path)
    yield from _window(path)


def _all(raw: sqlite3.Connection, *said: Said) -> Raw:
    return lambda: [raw.execute(sql, values).fetchall() for sql, values in said]


def _board(office: Office, raw: sqlite3.Connection) -> Iterator[Pair]:
    year, everything = (START, END), []
    for by, column in (
        ("building", "building_id"),
        ("category", "category_id"),
        ("concerned", "concerned_id"),
    ):
        counted = f"select {column}, gap, count(*) from complaint where {KEPT} group by 1, 2", year
        named = f"select id, name from {'staff' if by == 'concerned' else by}", ()
        everything += [counted, named] if by == "building" else []
        yield worked(
            f"gap board of a year by {by}", partial(office.ask, gaps.board, Spot(by, 12)),
            _all(raw, counted, named), 1.5,
        )  # fmt: skip
    months = (
        "select substr(received, 1, 7), gap, count(*) from complaint where " + KEPT + " group by 1, 2",
        year,
    )
    ranked = (
        (
            "select gap, category_id, building_id, count(*), sum(severity >= 4), sum(loss != '') from complaint "
            f"where {KEPT} and gap != '' group by 1, 2, 3 having count(*) > 1 order by 4 desc, 5 desc, 6 desc limit 8"
        ),
        year,
    )
    yield worked(
        "gap board of a year by month",
        partial(office.ask, gaps.board, Spot("month", 12)),
        _all(raw, months),
        1.5,
    )
    yield worked("what to fix first, of a year", partial(office.ask, gaps.causes, 12), _all(raw, ranked), 1.5)
    yield worked(
        "the board's whole page, of a year", partial(office.ask, gaps.sheet, Spot("building", 12)),
        _all(raw, *everything, months, ranked), 1.5,
    )  # fmt: skip
    yield worked(
        "points of contact, of a year", partial(office.ask, gaps.contact_points, 12), _points(raw), 1.5
    )
    narrowed = "building_id = 7 and gap = 'response' and archived is null and received >= ? and received < ?"
    where = {"building": (7,), "gap": ("response",), "month": tuple(f"2026-{n:02d}" for n in range(1, 12))}
    first = f"select id from complaint where {narrowed} order by received desc", ("2025-12-31 16:00:00", END)
    yield worked(
        "a cell of the board opens the register", partial(office.ask, complaints.page, Query(where=where)),
        _page(raw, first, ROWS + "where c.id in "), 1.5,
    )  # fmt: skip


def _points(raw: sqlite3.Connection) -> Raw:
    wait = "avg((julianday({0}) - julianday(received)) * 86400), count({0}), sum(handed_off), sum({0} > {1})"
    rated = "avg({0}), count({0})"
    return _all(
        raw,
        (f"select channel, count(*), {wait.format('acknowledged', 'acknowledge_due')}, {rated.format('follow_up_rating')} "
         f"from complaint where {KEPT} group by 1", (START, END)),
        (f"select q.channel, count(*), {wait.format('responded', 'respond_due').replace('(received', '(w.received')}, "
         f"{rated.format('rating')} from work_order w left join request q on q.id = w.request_id where w.archived is null "
         "and w.plan_id is null and w.state != 'cancelled' and w.received >= ? and w.received < ? group by 1", (START, END)),
        ("select count(*), sum(outcome = 'passed_on'), sum(outcome = 'missed') from call where archived is null "
         "and direction = 'in' and started >= ? and started < ?", (START, END)),
    )  # fmt: skip


def _page(raw: sqlite3.Connection, ids: Said, rows: str) -> Raw:
    """All ids in their order, and the rows a window shows first."""

    def read() -> None:
        found = [id for (id,) in raw.execute(*ids)]
        raw.execute(f"{rows}({','.join(map(str, found[:FIRST]))})").fetchall()

    return read


def _register(office: Office, raw: sqlite3.Connection) -> Iterator[Pair]:
    page, rows = complaints.page, ROWS + "where c.id in "
    for key, order in SORTS.items():
        ids = (
            f"select c.id from complaint c {JOINED.get(key, '')} where c.archived is null order by {order}",
            (),
        )
        yield worked(
            f"register, sorted by {key}" if key else "register: all ids and the first page",
            partial(office.ask, page, Query(sort=key)), _page(raw, ids, rows), 1.5,
        )  # fmt: skip
    for name, where, said in (
        ("open", {"state": ("open",)}, "state in ('received', 'acknowledged', 'investigating', 'action_agreed')"),
        ("to do", {"state": ("to_do",)}, "state in ('received', 'acknowledged', 'investigating', 'action_agreed') "
         "or state = 'resolved' and follow_up_due < '2026-11-20 02:00:00'"),
        ("of a category", {"category": (11,)}, "category_id = 11"),
        ("of a gap and a month", {"gap": ("respect",), "month": (MONTH,)},
         "gap = 'respect' and received >= '2026-02-28 16:00:00' and received < '2026-03-31 16:00:00'"),
        ("of a person", {"person": (77,)}, "person_id = 77"),
    ):  # fmt: skip
        ids = f"select id from complaint where archived is null and ({said}) order by received desc", ()
        yield worked(
            f"register: those {name}", partial(office.ask, page, Query(where=where)),
            _page(raw, ids, rows), 1.5,
        )  # fmt: skip
    for typed in ("elevator", "王伟", "C-2610"):
        found: Said = (
            FOUND.replace("d.id, d.ref, d.title, d.subtitle", "d.ref") + "50000",
            (_match(typed, "xkindcomplaint"),),
        )
        yield worked(
            f"register: “{typed}” typed", partial(office.ask, page, Query(typed)),
            _page(raw, found, rows), 1.5,
        )  # fmt: skip
    middle = list(range(25_000, 25_100))
    jumped = f"{rows}({','.join(map(str, middle))})", ()
    yield worked(
        "register: a jump to the middle", partial(office.ask, complaints.rows, middle), _all(raw, jumped), 2
    )


def _match(typed: str, kind: str = "") -> str:
    said = [f'"{" ".join(tokens(part))}"*' for part in typed.split()]
    return " AND ".join([kind, *said] if kind else said)


def _actions(office: Office, raw: sqlite3.Connection) -> Iterator[Pair]:
    page, rows = actions.page, ACTIONS + "where a.id in "
    for key, order in ACTION_SORTS.items():
        ids = (
            f"select a.id from corrective_action a {JOINED.get(key, '')} where a.archived is null order by {order}",
            (),
        )
        yield worked(
            f"actions, sorted by {key}" if key else "actions: all ids and the first page",
            partial(office.ask, page, Query(sort=key)), _page(raw, ids, rows), 1.5,
        )  # fmt: skip
    for name, query, said in (
        ("to be carried out", Query(where={"state": ("open",)}), "done_day is null"),
        ("overdue", Query(where={"state": ("overdue",)}), "done_day is null and due_day < '2026-11-20'"),
        ("of somebody", Query(where={"responsible": (7,)}), "responsible_id = 7"),
        ("that say “desk 4”", Query("desk 4"), "text like '%desk%' and text like '%4%'"),
    ):
        ids = (
            f"select id from corrective_action where archived is null and {said} order by done_day is not null, due_day",
            (),
        )
        yield worked(
            f"actions {name}", partial(office.ask, page, query), _page(raw, ids, rows), 1.5
        )  # fmt: skip
    middle = list(range(25_000, 25_100))
    jumped = f"{rows}({','.join(map(str, middle))})", ()
    yield worked(
        "actions: a jump to the middle", partial(office.ask, actions.rows, middle), _all(raw, jumped), 2
    )


def _one(office: Office, raw: sqlite3.Connection) -> Iterator[Pair]:
    id = 45_001
    person, unit, building, trade = raw.execute(
        "select person_id, unit_id, building_id, category_id from complaint where id = ?", (id,)
    ).fetchone()
    yield worked("a complaint's card", partial(office.ask, complaints.card, id), _card(raw, id), 4)
    beside = (
        f"{ROWS} where c.archived is null and (c.person_id = ? or c.unit_id = ? or c.building_id = ? and c.category_id = ? and "
        "c.state in ('received', 'acknowledged', 'investigating', 'action_agreed')) order by c.received desc limit 5",
        (person, unit, building, trade),
    )
    yield worked(
        "complaints beside the one being told",
        partial(office.ask, complaints.known, person, unit, trade, building), _all(raw, beside), 4,
    )  # fmt: skip
    now = "2026-11-20 16:00:00"
    open_ones = (
        "c.archived is null and c.state in ('received', 'acknowledged', 'investigating', 'action_agreed')"
    )
    due = (
        (f"{ROWS} where {open_ones} and c.acknowledged is null and c.acknowledge_due < ?", (now,)),
        (f"{ROWS} where {open_ones} and c.answered is null and c.due < ?", (now,)),
        (f"{ROWS} where c.archived is null and c.state = 'resolved' and c.follow_up_due < ?", (now,)),
        (f"{ACTIONS} where a.archived is null and a.done_day is null and a.due_day <= ?", (now[:10],)),
    )
    yield worked("Today, the whole sheet", partial(office.ask, today.sheet), _all(raw, *due), 4)
    counted = "select count(*) from complaint c where ", ()
    counts = [
        (counted[0] + said, ())
        for said in (f"{open_ones}", "archived is null and received >= '2026-10-31 16:00:00'")
    ]
    late = f"{open_ones} and (c.acknowledged is null and c.acknowledge_due < ? or c.answered is null and c.due < ?)"
    yield worked(
        "counts of the status line", partial(office.ask, complaints.counts),
        _all(raw, *counts, (counted[0] + late, (now, now))), 4,
    )  # fmt: skip
    for typed in ("elevator", "C-2610", "王伟"):
        three = [(FOUND + "20", (_match(typed, kind),)) for kind in ("xkindperson", "xkindunit", "")]
        yield worked(f"search “{typed}”", partial(office.ask, search.find, typed, 20), _all(raw, *three), 4)


def _saving(path: Path) -> Iterator[Pair]:
    """A complaint is changed, with its audit and its words: beside the same rows written by hand."""
    with tempfile.TemporaryDirectory() as home:
        mine, floor = Path(home) / "office.fmcrm", Path(home) / "floor.fmcrm"
        shutil.copy(path, mine)
        shutil.copy(path, floor)
        office, count = open_office(str(mine)), itertools.count(10_001)
        forms = {id: office.ask(complaints.form_of, id) for id in range(10_001, 10_901)}
        raw = sqlite3.connect(floor, isolation_level=None)
        raw.executescript("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on")

        def product() -> None:
            form = forms[id := next(count)]
            form.subject = f"{form.subject} {id}"
            office.do(complaints.change, id, form)

        yield pair("save a complaint (audit, search, durable)", product, partial(_save, raw, count), 4)
        raw.close()
        office.close()


def _save(raw: sqlite3.Connection, count: Iterator[int]) -> None:
    complaint = next(count)
    raw.execute("begin immediate")
    raw.execute(
        "update complaint set subject = ?, version = version + 1 where id = ?",
        (f"subject {complaint}", complaint),
    )
    id, words = raw.execute(
        "select id, words from document where kind = 'complaint' and ref = ?", (complaint,)
    ).fetchone()
    raw.execute("insert into document_fts(document_fts, rowid, words) values ('delete', ?, ?)", (id, words))
    raw.execute("update document set words = ? where id = ?", (words, id))
    raw.execute("insert into document_fts(rowid, words) values (?, ?)", (id, words))
    raw.execute(
        "insert into deed (moment, who, \"case\") values ('2026-11-20 02:00:00', 'Bench', 'complaints.change')"
    )
    audit = "insert into audit (deed_id, action, record_table, record_id, changes) values (last_insert_rowid(), 'change', 'complaint', ?, '{}')"
    raw.execute(audit, (complaint,))
    raw.execute("commit")


def _window(path: Path) -> Iterator[Pair]:
    """Complaints and quality in the window, offscreen; each section once, then again."""
    with tempfile.TemporaryDirectory() as home:
        office = Path(home) / "office.fmcrm"
        shutil.copy(path, office)
        (Path(home) / "config").mkdir()
        known = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "FMCRM_HOME": home,
            "PYTHONPATH": str(window.HERE.parent),
        }
        rounds = [
            [window.child(which, "quality", office, known) for which in ("program", "floor")]
            for _ in range(2)
        ]
        mine, least = (window.together([each[at] for each in rounds]) for at in (0, 1))
    for key, what, goal in (
        ("first", "open complaints, actions, board, plans, points", 2.5), ("again", "open them again", 1.5),
        ("page", "scroll a page of the register", 1.5), ("jump", "jump in the register", 2),
        ("narrowed", "the register by a filter, painted", 1.5), ("words", "a key in its search, painted", 1.5),
    ):  # fmt: skip
        note = "ms each: " + ", ".join(f"{time * 1000:.0f}" for time in mine[key][:5])
        yield Pair(
            f"window: {what}", statistics.median(mine[key]), statistics.median(least[key]), goal, note=note
        )
    late, floor = window.late_of(mine["words"]), window.late_of(least["words"])
    yield Pair("window: a key in its search, painted, 95 of 100", late, floor, 2)


def _card(raw: sqlite3.Connection, id: int) -> Raw:
    """The record and all that hangs on it, a question each."""
    building, trade, moment = raw.execute(
        "select building_id, category_id, received from complaint where id = ?", (id,)
    ).fetchone()
    same = "select count(*) from complaint where archived is null and building_id = ? and category_id = ? and received "
    return _all(
        raw, (ROWS + "where c.id = ?", (id,)),
        (same + "between datetime(?, '-90 days') and ?", (building, trade, moment, moment)),
        (same + "between ? and datetime(?, '90 days')", (building, trade, moment, moment)),
        ("select * from move where subject = 'complaint' and subject_id = ? order by id", (id,)),
        ("select * from complaint_aspect where complaint_id = ?", (id,)),
        ("select * from complaint_person where complaint_id = ?", (id,)),
        ("select w.id, w.number from complaint_order o join work_order w on w.id = o.order_id where o.complaint_id = ?", (id,)),
        ("select id, number from work_order indexed by ix_work_order_complaint_id where complaint_id = ?", (id,)),
        ("select * from corrective_action where complaint_id = ?", (id,)),
        ("select * from note where subject = 'complaint' and subject_id = ?", (id,)),
        ("select * from promise where complaint_id = ?", (id,)),
    )  # fmt: skip
