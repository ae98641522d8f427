"""The month's report and registers, cold, beside the bare canvas with the same typeface, rows and columns."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks import generate
from benchmarks.measures import RAW_MONTH
from benchmarks.pairs import Pair, pair, timed
from fmcrm_desktop import places
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import making, typeface, work_order_register
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, Printing
from fmcrm_desktop.services import registers
from fmcrm_desktop.services.office import UPKEEP
from fmcrm_desktop.services.opening import open_office

MONTH = Month(2026, 10)
ROWS = 5_000
BOUNDS = ("2026-09-30 16:00:00", "2026-10-31 16:00:00")
Rows = Sequence[Sequence[str]]
ORDERS = (
    "select w.number, substr(w.received, 1, 10), u.label, w.summary, c.name, w.priority, p.name, w.state, "
    "coalesce(substr(w.done, 1, 10), ''), case when w.done > w.due then 'late' else '' end from work_order w "
    "left join unit u on u.id = w.unit_id left join person p on p.id = w.person_id "
    "left join category c on c.id = w.category_id where w.received >= ? and w.received < ? order by w.received"
)
COMPLAINTS = (
    "select x.number, substr(x.received, 1, 10), u.label, p.name, x.subject, c.name, x.gap, x.state, "
    "coalesce(substr(x.resolved, 1, 10), ''), '' from complaint x left join unit u on u.id = x.unit_id "
    "left join person p on p.id = x.person_id left join category c on c.id = x.category_id "
    "where x.received >= ? and x.received < ? order by x.received"
)


def run(size: str) -> Iterator[Pair]:
    path = generate.office(size)
    office = open_office(str(path), read_only=True)
    office.who = UPKEEP
    office.store.clock = lambda: generate.UNTIL
    words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(path)) as raw:
        target = Path(folder) / "paper.pdf"
        options = Options(month=MONTH, language="zh_CN")
        yield pair(
            f"{size} month's report",
            lambda: (_forget(), making.write(office, "month-pack", options, target)),
            lambda: _bare_month(raw, target),
            2,
            4,
        )
        sheet = office.ask(registers.orders, None)
        least = raw.execute(ORDERS, ("0-", "9-")).fetchall()
        draw = _drawing(sheet, words, target)
        yield pair(
            f"{size} register of {ROWS:,} rows",
            lambda: draw(ROWS),
            lambda: _bare_register(least[:ROWS], target),
            1.5,
            6,
        )
        many = [timed(lambda: draw(10 * ROWS)), timed(lambda: draw(10 * ROWS))]
        few = [timed(lambda: draw(ROWS)) for _ in range(5)]
        yield Pair(f"{size} register of {10 * ROWS:,} rows beside {ROWS:,}", min(many), min(few), 11)
    office.close()


def _forget() -> None:
    """Papers are made in a process of their own, where no text has been measured yet."""
    for face in (typeface.regular(), typeface.bold()):
        for known in (face._wide, face._printable, face._fitted, face._broken):
            known.clear()


def _drawing(sheet: Any, words: Words, target: Path) -> Callable[[int], None]:
    def draw(count: int) -> None:
        rows = (sheet.rows * (count // len(sheet.rows) + 1))[:count]
        _forget()
        work_order_register.draw(replace(sheet, rows=rows), words, Printing(target, A4))

    return draw


WIDTHS = (66, 50, 46, 120, 62, 38, 52, 44, 50, 24)
SIZE, LEADING, LEFT, TOP, A_PAGE = 8, 17, 24, 780, 42


def _bare_register(rows: Rows, target: Path) -> None:
    canvas = Canvas(str(target), pagesize=(A4.width, A4.height))
    _bare_rows(canvas, rows, typeface.regular().font)
    canvas.save()


def _bare_rows(canvas: Canvas, rows: Rows, font: TTFont) -> None:
    """A text object a column, texts cut and measured once."""
    known: dict[tuple[str, int], str] = {}

    def cut(text: str, width: int) -> str:
        found = known.get((text, width))
        if found is None:
            found = text
            while font.stringWidth(found, SIZE) > width:
                found = found[:-1]
            known[text, width] = found
        return found

    for start in range(0, len(rows), A_PAGE):
        part = rows[start : start + A_PAGE]
        x = LEFT
        for column, width in enumerate(WIDTHS):
            text = canvas.beginText(x, TOP)
            text.setFont(font.fontName, SIZE, LEADING)
            for row in part:
                text.textLine(cut(row[column] or "", width - 3))
            canvas.drawText(text)
            x += width
        canvas.setLineWidth(0.25)
        canvas.lines([(LEFT, TOP - 4 - LEADING * n, x, TOP - 4 - LEADING * n) for n in range(len(part))])
        canvas.showPage()


def _bare_month(raw: sqlite3.Connection, target: Path) -> None:
    """The counts, six charts and both registers."""
    counts = [raw.execute(sql, BOUNDS).fetchall() for sql in RAW_MONTH]
    registers = [raw.execute(sql, BOUNDS).fetchall() for sql in (ORDERS, COMPLAINTS)]
    canvas = Canvas(str(target), pagesize=(A4.width, A4.height))
    canvas.setFont(typeface.bold().font.fontName, 16)
    canvas.drawString(40, 790, "2026-10 月度服务报告")
    regular = typeface.regular().font
    canvas.setFont(regular.fontName, 9)
    for n, rows in enumerate(counts):
        canvas.drawString(40, 760 - 14 * n, str(rows)[:100])
    for n in range(6):
        drawing, chart = Drawing(250, 130), VerticalBarChart()
        chart.x, chart.y, chart.width, chart.height = 30, 20, 200, 95
        chart.data = [[float(len(rows)) for rows in counts[:6]]]
        chart.categoryAxis.categoryNames = list("abcdef")
        drawing.add(chart)
        renderPDF.draw(drawing, canvas, 40 + n % 2 * 260, 400 - n // 2 * 150)
    canvas.showPage()
    for rows in registers:
        _bare_rows(canvas, rows, typeface.regular().font)
    canvas.save()
