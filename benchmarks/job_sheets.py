"""Job sheets of many orders in one file, as "Print job sheets" makes them, beside plain sqlite3 and the bare canvas."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partialmethod
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.pdfgen.canvas import Canvas

from benchmarks import generate
from benchmarks.pairs import Pair, pair
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.pages import Pages
from fmcrm_desktop.reports.paper import A4
from fmcrm_desktop.reports.pen import Pen

FEW, MANY = 40, 400
CHECKS = 12
ORDER = (
    "select w.number, w.received, w.due, w.priority, w.summary, w.description, w.place, u.label, b.name, b.address, "
    "p.name, p.other_name, p.warning, c.name, s.name, q.own_words from work_order w left join unit u on u.id = w.unit_id "
    "left join building b on b.id = w.building_id left join person p on p.id = w.person_id "
    "left join category c on c.id = w.category_id left join staff s on s.id = w.staff_id "
    "left join request q on q.id = w.request_id where w.id = ?"
)
AROUND = (
    "select kind, value, hours from contact_point where person_id = (select person_id from work_order where id = ?)",
    "select planned_from, planned_until, s.name from visit v left join visit_staff t on t.visit_id = v.id "
    "left join staff s on s.id = t.staff_id where v.order_id = ?",
    "select number, done, summary, fix from work_order where unit_id = (select unit_id from work_order where id = ?) "
    "and done is not null order by done desc limit 3",
    "select text, other_text, kind, unit, low, high, choices, state, value from order_check where order_id = ? "
    "order by position",
    "select moment, from_state, to_state from move where subject = 'work_order' and subject_id = ?",
)


@dataclass
class Drawn:
    """What one page holds: texts by weight and size, lines by thickness, bars and paths."""

    texts: dict[tuple[str, float], list[tuple[float, float, str, Any]]] = field(default_factory=dict)
    lines: dict[float, list[tuple[float, float, float, float]]] = field(default_factory=dict)
    bars: list[tuple[float, float, float, float]] = field(default_factory=list)
    paths: list[Any] = field(default_factory=list)


def run(size: str) -> Iterator[Pair]:
    path = generate.copy(size)
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(path)) as raw:
        ids = _filled(raw, MANY)
        target = Path(folder) / "sheets.pdf"
        for count in (FEW, MANY):
            chosen = ids[:count]
            pages = _recorded(str(path), chosen, target)
            yield pair(
                f"{size} {count} job sheets of {len(pages)} pages",
                lambda some=chosen: _printed(str(path), some, target),  # type: ignore[misc]
                lambda some=chosen, of=pages: _bare(raw, some, of, target),  # type: ignore[misc]
                2,
                6,
            )


def _filled(raw: sqlite3.Connection, count: int) -> list[int]:
    """The ids of the newest orders, each with a visit, a checklist and words of the customer; many with a warning."""
    found = raw.execute("select id, person_id from work_order order by id desc limit ?", (count,)).fetchall()
    ids = [id for id, _ in found]
    raw.execute("begin")
    raw.executemany(
        "update person set warning = 'Two dogs, ring first. 家里有狗，请先打电话。' where id = ?",
        [(person,) for id, person in found if id % 3],
    )
    start, end = (generate.text(generate.UNTIL + timedelta(hours=hours)) for hours in (2, 3))
    generate.put(raw, "visit", "order_id planned_from planned_until", ((id, start, end) for id in ids))
    generate.put(raw, "order_check", "order_id position text other_text kind required", (
        (id, n, f"Check the joint no. {n} for leaks", f"检查第{n}处接头是否渗漏", "pass" if n % 2 else "tick", 1)
        for id in ids for n in range(CHECKS)
    ))  # fmt: skip
    raw.executemany(
        "update work_order set description = 'It drips into the flat below. 水滴到楼下。' where id = ?",
        [(id,) for id in ids],
    )
    raw.commit()
    return ids


class _Quiet:
    def __init__(self, path: Path) -> None:
        self.path: Path | None = path

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        """Nobody looks on."""


def _printed(address: str, ids: Sequence[int], target: Path) -> None:
    making.make_many(_Quiet(target), address, ("job-sheet", tuple(ids)), Options(language="zh_CN"))


class _Record:
    """Writes down what stands on each page while the product prints; feet are drawn when all pages are known."""

    def __init__(self) -> None:
        self.pages, self.at = [Drawn()], 0

    @property
    def page(self) -> Drawn:
        return self.pages[self.at]

    def text(self, canvas: Any, x: float, y: float, said: str) -> None:
        self.page.texts.setdefault((canvas._fontname, canvas._fontsize), []).append(
            (x, y, said, canvas._fillColorObj)
        )

    def marks(self, pen: Any, marks: list[tuple[float, float, str, Any]]) -> None:
        self.page.texts.setdefault((pen._font.fontName, pen._size), []).extend(marks)

    def line(self, canvas: Any, *at: float) -> None:
        self.page.lines.setdefault(canvas._lineWidth, []).append(at)  # type: ignore[arg-type]

    def rules(self, pen: Any, left: float, right: float, heights: Any) -> None:
        self.page.lines.setdefault(0.4, []).extend((left, y, right, y) for y in heights)

    def bar(self, canvas: Any, *at: float, **how: int) -> None:
        self.page.bars.append(at)  # type: ignore[arg-type]

    def path(self, canvas: Any, path: Any, **how: int) -> None:
        self.page.paths.append(path)

    def turn(self, canvas: Any) -> None:
        self.at += 1
        self.pages.append(Drawn())
        canvas.held.append(dict(canvas.__dict__))
        canvas._startPage()

    def finish(self, canvas: Any, foot: Any) -> None:
        self.pages.pop()
        for self.at, held in enumerate(canvas.held):
            canvas.__dict__.update(held)
            foot(canvas.head, canvas.head.page_of.format(page=1, pages=1))


def _recorded(address: str, ids: Sequence[int], target: Path) -> list[Drawn]:
    """The sheets printed once, as what stands on each page."""
    it = _Record()
    with ExitStack() as stack:
        for kind, name, heard in (
            (Pen, "write", it.marks), (Pen, "rule", it.rules), (Canvas, "drawString", it.text),
            (Canvas, "line", it.line), (Canvas, "rect", it.bar), (Canvas, "drawPath", it.path),
            (Pages, "showPage", it.turn), (Pages, "finish", it.finish),
        ):  # fmt: skip
            stack.enter_context(patch.object(kind, name, partialmethod(_told, heard)))
        _printed(address, ids, target)
    return it.pages


def _told(it: Any, heard: Callable[..., None], *at: Any, **how: Any) -> None:
    heard(it, *at, **how)


def _bare(raw: sqlite3.Connection, ids: Sequence[int], pages: Sequence[Drawn], target: Path) -> None:
    """The rows of each order by plain statements, then the same texts and lines: a text object a weight and size."""
    numbers = []
    for id in ids:
        numbers.append(raw.execute(ORDER, (id,)).fetchone()[0])
        for statement in AROUND:
            raw.execute(statement, (id,)).fetchall()
    canvas = Canvas(str(target), pagesize=(A4.width, A4.height))
    for number in numbers:
        QrCodeWidget(number, barLevel="M").qr.make()
    for page in pages:
        for (font, size), marks in page.texts.items():
            text = canvas.beginText()
            text.setFont(font, size)
            for x, y, said, colour in marks:
                text.setFillColor(colour)
                text.setTextOrigin(x, y)
                text.textOut(said)
            canvas.drawText(text)
        for thick, lines in page.lines.items():
            canvas.setLineWidth(thick)
            canvas.lines(lines)
        for bar in page.bars:
            canvas.rect(*bar, stroke=0, fill=1)
        for path in page.paths:
            canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
