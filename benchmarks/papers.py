"""Papers beside ReportLab's bare canvas with the same font: a register of 5,000 rows, the month's report."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from benchmarks import generate
from benchmarks.pairs import Pair, pair
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import month_pack, typeface, work_order_register
from fmcrm_desktop.reports.paper import A4, Printing
from fmcrm_desktop.services import monthly, registers
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.sheets import OrderRegister

WIDTHS = (64, 44, 44, 150, 66, 42, 62, 40)
SIZE, LINE, TOP, BOTTOM, LEFT = 8, 17, 790, 58, 45
ROWS = (
    "select w.number, substr(w.received, 1, 10), u.label, w.summary, c.name, w.priority, s.name, w.state "
    "from work_order w left join unit u on u.id = w.unit_id left join category c on c.id = w.category_id "
    "left join staff s on s.id = w.staff_id where w.archived is null "
)
MONTH = "and w.received >= '2026-09-30 16:00:00' and w.received < '2026-10-31 16:00:00' order by w.received"
COUNTS = (
    "select category_id, count(*) from work_order where received >= ? and received < ? group by 1",
    "select count(*), sum(done > due) from work_order where done >= ? and done < ?",
    "select channel, count(*) from complaint where received >= ? and received < ? group by 1",
    "select gap, count(*) from complaint where received >= ? and received < ? group by 1",
)


def run(size: str) -> Iterator[Pair]:
    path = generate.office(size)
    office = open_office(str(path), read_only=True)
    office.store.clock = lambda: generate.UNTIL
    words = Words("en", "Asia/Shanghai")
    with closing(sqlite3.connect(path)) as raw, tempfile.TemporaryDirectory() as folder:
        mine, least = Printing(Path(folder) / "mine.pdf", A4), Path(folder) / "floor.pdf"
        whole = office.ask(registers.orders)
        register = OrderRegister(whole.head, None, whole.rows[:5_000])
        plain = raw.execute(ROWS + "order by w.received limit 5000").fetchall()
        yield pair(
            f"{size} register of 5,000 rows as PDF",
            lambda: work_order_register.draw(register, words, mine),
            lambda: bare_register(plain, least),
            1.5,
            6,
        )

        def bare_month() -> None:
            for sql in COUNTS * 3:
                raw.execute(sql, ("2026-09-30 16:00:00", "2026-10-31 16:00:00")).fetchall()
            bare_register(raw.execute(ROWS + MONTH).fetchall(), least)

        yield pair(
            f"{size} month's report",
            lambda: month_pack.draw(office.ask(monthly.sheet, Month(2026, 10)), words, mine),
            bare_month,
            2,
            6,
        )
    office.close()


def bare_register(rows: Sequence[tuple[str | None, ...]], target: Path) -> None:
    """Pages of rows by the canvas alone: a text object a column, cut texts remembered."""
    face = typeface.regular()
    canvas = Canvas(str(target), pagesize=(A4.width, A4.height))
    known: dict[tuple[str, int], str] = {}

    def cut(text: str, width: int) -> str:
        key = (text, width)
        if key not in known:
            whole = text
            while text and face.width(text, SIZE) > width:
                text = text[:-1]
            known[key] = text if text == whole else text[:-1] + "…"
        return known[key]

    a_page = (TOP - BOTTOM) // LINE
    for start in range(0, len(rows), a_page):
        part, x = rows[start : start + a_page], LEFT
        for j, width in enumerate(WIDTHS):
            ink = canvas.beginText(x, TOP)
            ink.setFont(face.name, SIZE, LINE)
            for row in part:
                ink.textLine(cut(row[j] or "", width - 4))
            canvas.drawText(ink)
            x += width
        canvas.setLineWidth(0.4)
        canvas.lines([(LEFT, TOP - 5 - i * LINE, x, TOP - 5 - i * LINE) for i in range(len(part))])
        canvas.showPage()
    canvas.save()
