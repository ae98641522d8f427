"""The month's report and registers, cold, beside the bare canvas with the same typeface, rows and columns.

The report's floor draws as many charts, table rows and lines of text as the report has today, and asks by plain sqlite3
for what each part tells; it knows nothing of headings, page breaks, tones, outlines or languages.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks import generate
from benchmarks.measures import BOUNDS, RAW_MONTH
from benchmarks.pairs import Pair, pair, timed
from fmcrm_desktop import jobs, places
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import blocks, charts, making, table, typeface, work_order_register
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, Printing
from fmcrm_desktop.services import registers
from fmcrm_desktop.services.measures import remembered
from fmcrm_desktop.services.office import UPKEEP
from fmcrm_desktop.services.opening import open_office

MONTH = Month(2026, 10)
ROWS = 5_000
YEAR = ("2025-10-31 16:00:00", "2026-10-31 16:00:00")
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
FURTHER = (
    (
        "select p.tier, w.building_id, w.received, w.arrived, w.done, w.due from work_order w left join person p "
        "on p.id = w.person_id where w.received >= ? and w.received < ? and w.archived is null and w.plan_id is null",
        YEAR,
    ),
    (
        "select m.subject_id, m.from_state, m.to_state, m.moment from move m join work_order w on w.id = m.subject_id "
        "where m.subject = 'work_order' and w.done >= ? and w.done < ? and w.archived is null order by m.id",
        BOUNDS[0],
    ),
    (
        "select category_id, strftime('%Y-%W', received), count(*) from work_order where received >= ? "
        "and received < ? and archived is null group by 1, 2",
        ("2024-10-31 16:00:00", "2026-10-31 16:00:00"),
    ),
    (
        "select strftime('%H', started), strftime('%w', started), topic_id, staff_id, outcome, count(*), sum(seconds) "
        "from call where started >= ? and started < ? and archived is null group by 1, 2, 3, 4, 5",
        BOUNDS[0],
    ),
    (
        "select kind, staff_id, kept is null, kept > due, count(*) from promise where due >= ? and due < ? "
        "and archived is null group by 1, 2, 3, 4",
        BOUNDS[0],
    ),
    (
        "select w.category_id, sum(c.cost) from charge c join work_order w on w.id = c.order_id where w.done >= ? "
        "and w.done < ? and w.archived is null and c.archived is null group by 1",
        BOUNDS[0],
    ),
    (
        "select building_id, category_id, gap, count(*), sum(severity >= 4) from complaint where received >= ? "
        "and received < ? and archived is null group by 1, 2, 3",
        YEAR,
    ),
)
"""What fairness, stages, the forecast, calls, promises, costs and gaps tell beyond the month's counts."""


@dataclass
class Drawn:
    """What a paper holds: the cells of its tables, the values of its charts, the texts of its entries."""

    tables: list[Rows] = field(default_factory=list)
    charts: list[list[float]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def run(size: str) -> Iterator[Pair]:
    jobs.collect_seldom()  # as where papers are made; the floor gains by it as well
    path = generate.office(size)
    office = open_office(str(path), read_only=True)
    office.who = UPKEEP
    office.store.clock = lambda: generate.UNTIL
    words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(path)) as raw:
        target = Path(folder) / "paper.pdf"
        options = Options(month=MONTH, language="zh_CN")
        drawn = _drawn(lambda: making.write(office, "month-pack", options, target))
        yield pair(
            f"{size} month's report",
            lambda: (_forget(), making.write(office, "month-pack", options, target)),
            lambda: _bare_month(raw, target, drawn),
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
    """Papers are made in a process of their own, where no text has been measured yet and no month counted."""
    remembered.forget()
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


def _bare_rows(canvas: Canvas, rows: Rows, font: TTFont, widths: Sequence[int] = WIDTHS) -> None:
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
        for column, width in enumerate(widths):
            text = canvas.beginText(x, TOP)
            text.setFont(font.fontName, SIZE, LEADING)
            for row in part:
                text.textLine(cut(row[column] or "", width - 3))
            canvas.drawText(text)
            x += width
        canvas.setLineWidth(0.25)
        canvas.lines([(LEFT, TOP - 4 - LEADING * n, x, TOP - 4 - LEADING * n) for n in range(len(part))])
        canvas.showPage()


def _drawn(print_it: Callable[[], object]) -> Drawn:
    """What the product puts on this paper."""
    found = Drawn()
    real_table, real_chart, real_entry = table.draw, charts.draw, blocks.entry

    def a_table(paper: Any, it: table.Table, *place: float) -> None:
        found.tables.append(it.rows)
        real_table(paper, it, *place)

    def a_chart(paper: Any, it: Any, *place: float) -> None:
        found.charts.append([float(value or 0) for series in it.bars for value in series.values])
        real_chart(paper, it, *place)

    def an_entry(paper: Any, name: str, text: str, *share: float, **more: Any) -> None:
        found.texts.append(f"{name} {text}")
        real_entry(paper, name, text, *share, **more)

    with (
        patch.object(table, "draw", a_table), patch.object(charts, "draw", a_chart),
        patch.object(blocks, "entry", an_entry),
    ):  # fmt: skip
        print_it()
    return found


def _bare_month(raw: sqlite3.Connection, target: Path, drawn: Drawn) -> None:
    """The counts of the month, the one before and a year ago, what else the parts tell, and all that is drawn."""
    for bounds in BOUNDS:
        for sql in RAW_MONTH:
            raw.execute(sql, bounds).fetchall()
    for sql, bounds in (*FURTHER, (ORDERS, BOUNDS[0]), (COMPLAINTS, BOUNDS[0])):
        raw.execute(sql, bounds).fetchall()
    canvas = Canvas(str(target), pagesize=(A4.width, A4.height))
    regular = typeface.regular().font
    canvas.setFont(typeface.bold().font.fontName, 16)
    canvas.drawString(40, 790, "2026-10 月度服务报告")
    _bare_texts(canvas, drawn.texts, regular)
    for n, values in enumerate(drawn.charts):
        if n % 6 == 0:
            canvas.showPage()
        drawing, chart = Drawing(250, 130), VerticalBarChart()
        chart.x, chart.y, chart.width, chart.height = 30, 20, 200, 95
        chart.data = [values or [0.0]]
        chart.categoryAxis.categoryNames = [str(at) for at in range(len(values))]
        drawing.add(chart)
        renderPDF.draw(drawing, canvas, 40 + n % 2 * 260, 400 - n % 6 // 2 * 150)
    canvas.showPage()
    for rows in drawn.tables:
        if rows:
            _bare_rows(canvas, rows, regular, [550 // len(rows[0])] * len(rows[0]))
    canvas.save()


def _bare_texts(canvas: Canvas, texts: Sequence[str], font: TTFont) -> None:
    lines = [line for text in texts for line in simpleSplit(text, font.fontName, 9, 500)]
    for start in range(0, len(lines), A_PAGE):
        block = canvas.beginText(LEFT, TOP - 20)
        block.setFont(font.fontName, 9, LEADING)
        for line in lines[start : start + A_PAGE]:
            block.textLine(line)
        canvas.drawText(block)
        if start + A_PAGE < len(lines):
            canvas.showPage()
