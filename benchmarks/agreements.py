"""A month of 2,000 agreements: previewed, charged and printed, beside plain sqlite3 and the bare canvas."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random

from reportlab.pdfgen.canvas import Canvas

from benchmarks import generate
from benchmarks.pairs import Pair, pair
from fmcrm_desktop import places
from fmcrm_desktop.model.agreement import Agreement, AgreementUnit
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import agreement_month, typeface
from fmcrm_desktop.reports.paper import A4, Printing
from fmcrm_desktop.services import agreements
from fmcrm_desktop.services.agreements import MonthForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import UPKEEP
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store.work import Work

COUNT = 2_000
MONTH = Month(2026, 11)
READ = (
    "select a.id, a.number, a.name, p.name, a.price, a.charged, sum(u.area) from agreement a "
    "join person p on p.id = a.person_id join agreement_unit t on t.agreement_id = a.id "
    "join unit u on u.id = t.unit_id where a.archived is null and a.state = 'running' group by a.id"
)
TEN_LINES = 10


@needs("office.settings")
def fill(work: Work) -> None:
    """Agreements of all kinds, each with two units and every second one with an index."""
    chance = Random(1)
    people = work.add_many(Person, ({"name": f"P {n}", "sort_key": f"p {n}"} for n in range(COUNT)))
    units = work.add_many(
        Unit, ({"code": f"B{n}", "label": f"B{n}", "area": 5_000 + n} for n in range(2 * COUNT))
    )
    its = work.add_many(Agreement, (
        {"number": f"A-2611-{n:04}", "name": f"Care {n}", "person_id": people[n], "from_day": date(2024, 1 + n % 12, 9),
         "price": chance.randrange(100, 900) if n % 2 else chance.randrange(9_000, 90_000),
         "charged": "area" if n % 2 else "month", "index_percent": 250 if n % 3 else 0,
         "index_from": date(2024, 5, 16)}
        for n in range(COUNT)
    ))  # fmt: skip
    work.add_many(AgreementUnit, (
        {"agreement_id": its[n // 2], "unit_id": unit} for n, unit in enumerate(units)
    ))  # fmt: skip


def run(size: str) -> Iterator[Pair]:
    path, other = generate.copy(size), generate.copy(size)
    office = open_office(str(path))
    office.who = UPKEEP
    office.store.clock = lambda: generate.UNTIL
    office.do(fill)
    months = (MONTH.plus(n) for n in count())
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(path)) as raw:
        with closing(sqlite3.connect(other, isolation_level=None)) as bare:
            bare.execute("pragma journal_mode = wal")
            bare.execute("pragma synchronous = full")
            yield pair(
                f"{size} {COUNT:,} agreements: preview of a month",
                lambda: office.ask(agreements.preview, MONTH),
                lambda: [_sum(row) for row in raw.execute(READ)],
                30,
                4,
            )
            rows = raw.execute(READ).fetchall()
            yield pair(
                f"{size} {COUNT:,} agreements: a month charged",
                lambda: office.do(agreements.make_month, MonthForm(str(next(months)), date(2026, 12, 1))),
                lambda: _kept(raw, bare, rows),
                12,
                6,
            )
        words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
        target = Path(folder) / "month.pdf"
        yield pair(
            f"{size} {COUNT:,} agreements: statements printed",
            lambda: agreement_month.draw(
                office.ask(agreements.month_statements, MONTH), words, Printing(target)
            ),
            lambda: _printed(raw, target),
            5,
            10,
        )
    office.close()


def _sum(row: tuple[object, ...]) -> tuple[object, int]:
    price, area = Decimal(str(row[4])), Decimal(str(row[6]))
    return row[0], int(price * area / 100 if row[5] == "area" else price)


def _kept(raw: sqlite3.Connection, bare: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    """The same rows read, and as many lines written: a bill, a charge and two lines of the change log each."""
    found = [_sum(row) for row in raw.execute(READ)]
    bare.execute("begin immediate")
    for table in ("bill", "charge", "audit_of_bill", "audit_of_charge"):
        bare.execute(f"create table if not exists bench_{table} (id integer primary key, a, b, c, d, e)")
        bare.executemany(
            f"insert into bench_{table} (a, b, c, d, e) values (?, ?, ?, ?, ?)",
            [(id, total, "2026-11", "unpaid", None) for id, total in found],
        )
    bare.execute("commit")


def _printed(raw: sqlite3.Connection, target: Path) -> None:
    """A page for each, with ten lines of text."""
    regular = typeface.regular().font.fontName
    canvas = Canvas(str(target), pagesize=(A4.width, A4.height))
    for row in raw.execute(READ).fetchall():
        canvas.setFont(regular, 9)
        for line in range(TEN_LINES):
            canvas.drawString(45, 780 - 15 * line, f"{row[1]} {row[2]} {row[3]} {row[4]} 合同对账单")
        canvas.showPage()
    canvas.save()
