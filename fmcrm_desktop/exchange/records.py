"""Rows of a table as rows of an import: each mapped cell read as what its field takes, faults noted, none thrown.

table = tables_in.read(path)
mapping = guessed(table.header, kind)
order = day_order(tables_in.read(path), mapping, zone)     one walk ahead: is it day or month first?
for row in records(table, mapping, order, zone): ...
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from fmcrm_desktop.exchange import dates, headings, values
from fmcrm_desktop.exchange.cells_out import armed
from fmcrm_desktop.exchange.dates import DayOrder
from fmcrm_desktop.exchange.mapping import Mapping
from fmcrm_desktop.exchange.table import Cell, Table
from fmcrm_desktop.model.incoming import Fault, Incoming, Value
from fmcrm_desktop.model.words import N_

LONGEST = 100_000
"""Characters of one cell of an import: a note of that length is a book pasted by mistake."""

_MOST_KEPT = 20_000
"""Moments remembered by their text: registers repeat the same days over and over."""

_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_END_OF_DAY = time(23, 59, 59)
_DITTO = frozenset(
    ("〃", "″", "-〃-", '-"-', '- " -', "同上", "同 上", "ditto", "Ditto", "do.", "dto.", "as above")
)
"""What stands for the cell above it. A quotation mark alone is no such mark: it may be all that somebody wrote, and
what was exported must come back as it was."""
_NOTHING = frozenset(
    ("", "-", "--", "—", "——", "–", "－", "n/a", "na", "null", "none", "#n/a", "nil", "无", "暂无", "/")
)


def day_order(table: Table, mapping: Mapping, zone: str) -> DayOrder:
    """Whether days or months come first in this file: all its day columns decide together."""
    if mapping.dates in ("dmy", "mdy"):
        return DayOrder(mapping.dates)
    columns = [
        table.header.index(heading)
        for field, heading in mapping.columns.items()
        if headings.value_type(mapping.kind, field) in ("day", "moment") and heading in table.header
    ]
    if mapping.dates or not columns or table.header_row == 0:  # contact cards write their days in one way
        return DayOrder()
    texts = (
        cell for _, cells in table for column in columns if isinstance(cell := cells[column], str) and cell
    )
    return dates.decide(texts, mapping.zone or zone)


def records(table: Table, mapping: Mapping, order: DayOrder, zone: str) -> Iterator[Incoming]:
    """Every row as an Incoming, streamed. ``zone`` is the office's, for local times when the mapping names none."""
    reader = _Reader(mapping, order, zone)
    reader.marked = table.delimiter is not None
    columns = {
        field: table.header.index(said) for field, said in mapping.columns.items() if said in table.header
    }
    times = {of: columns[name] for name, of in headings.TIME_OF.items() if name in columns and of in columns}
    plan = [
        (field, at, reading := reader.of(field, times.get(field)), reading == reader.text)
        for field, at in columns.items()
        if field not in headings.TIME_OF
    ]
    unnamed = {
        name: said[""] for name, said in mapping.values.items() if said.get("") and name not in columns
    }
    above: list[Cell] = []
    for line, cells in table:
        unsaid = [] if _DITTO.isdisjoint(cells) else _said_again(cells, above)
        row = _record(line, cells, plan)
        row.values.update(unnamed)
        above = cells
        if unsaid:
            row.faults.extend(_nothing_above(row, plan, unsaid))
        elif _is_heading(cells, table.header, plan):
            row.faults[:] = [Fault(N_("The row says the headings again; it is no record of its own."))]
            above = []
        yield row


def _said_again(cells: list[Cell], above: list[Cell]) -> list[int]:
    """Put what stands above in place of ditto marks, so that a row can be mended by itself; gives the columns of those
    over which nothing stands."""
    marks = [at for at, cell in enumerate(cells) if cell in _DITTO]
    for at in marks:
        cells[at] = above[at] if at < len(above) and above[at] != "" else cells[at]
    return [at for at in marks if cells[at] in _DITTO]


def _nothing_above(row: Incoming, plan: list[Planned], unsaid: list[int]) -> Iterator[Fault]:
    for field, column, *_ in plan:
        if column in unsaid:
            row.values.pop(field, None)
            row.oddities.pop(field, None)
            row.faults[:] = [fault for fault in row.faults if fault.field != field]
            yield Fault(
                N_("{field}: “{text}” means the line above, and nothing stands there."),
                {"text": row.cells[column], "field": field},
                field,
            )


def _is_heading(cells: list[Cell], header: list[str], plan: list[Planned]) -> bool:
    """Lists that were printed say their headings on each page, and headings merged over two lines come twice."""
    if not any(cells[column] == header[column] for _, column, *_ in plan[:3]):
        return False  # the quick way out of nearly every row
    same = sum(cell == said for cell, said in zip(cells, header, strict=False))
    return same > 1 and 2 * same >= sum(cell != "" for cell in cells)


Reading = Callable[[str, Cell, Incoming], "Value | None"]


Planned = tuple[str, int, Reading, bool]
"""Field, column, how it is read, and whether that is plain text."""


def _record(line: int, cells: list[Cell], plan: list[Planned]) -> Incoming:
    row = Incoming(line, {}, [], {}, cells)
    found = row.values
    for field, column, reading, quick in plan:
        cell = cells[column]
        if cell == "":
            continue
        if quick and isinstance(cell, str) and len(cell) < LONGEST and cell[0] != "'" and cell.isprintable():
            # text without a meaning to look up: most cells of most files
            if bare := cell.strip():
                found[field] = bare
            continue
        value = reading(field, cell, row)
        if value is not None and value != "":
            found[field] = value
    return row


class _Reader:
    """Knows how each type of field is read in this file."""

    marked = True
    """Whether the file is text, where our export marks what would run as a formula."""

    def __init__(self, mapping: Mapping, order: DayOrder, zone: str) -> None:
        self.mapping, self.order = mapping, order.order
        self.pattern = mapping.dates if "%" in mapping.dates else ""
        self.zone = ZoneInfo(mapping.zone or zone)
        self._moments: dict[tuple[Cell, bool], datetime] = {}

    def of(self, field: str, time_at: int | None = None) -> Reading:
        """How a field is read; ``time_at`` is the column of the time of day where it has one of its own."""
        reading: Reading = {
            "text": self.text,
            "day": self.day,
            "moment": self.moment if time_at is None else self._joined(time_at),
            "number": self.number,
            "yes": self.yes,
            "share": self.share,
            "several": self.several,
            "own": self.own,
        }[headings.value_type(self.mapping.kind, field)]
        meanings = self.mapping.values.get(field)
        if not meanings:
            return reading

        def meant(name: str, cell: Cell, row: Incoming) -> Value | None:
            word = str(cell).strip()
            said = meanings.get(word.lower())
            if said is None:
                return reading(name, cell, row)
            row.oddities[name] = word
            return reading(name, said, row)

        return meant

    def text(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        text = cell if isinstance(cell, str) else _day_text(cell)
        if text[:1] == "'" and self.marked:
            text = armed(text)
        if len(text) > LONGEST:
            row.faults.append(
                Fault(
                    N_("{field}: a cell is longer than {most} characters."),
                    {"most": LONGEST, "field": field},
                    field,
                )
            )
            return None
        if not text.isprintable() and _FORBIDDEN.search(text):
            row.faults.append(
                Fault(N_("{field}: a cell holds signs that are no text."), {"field": field}, field)
            )
            return None
        return text.strip()

    def day(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        found = self._date(field, cell, row)
        return found.date() if isinstance(found, datetime) else found

    def _joined(self, time_at: int) -> Reading:
        """A moment of two columns, whichever of them holds the day."""

        def joined(field: str, cell: Cell, row: Incoming) -> Value | None:
            said = row.cells[time_at]
            for day, hour in ((cell, said), (said, cell)):
                found = day if isinstance(day, date) else dates.read(day, self.order, self.pattern)
                if found is None or (isinstance(found, datetime) and found.time() != time()):
                    continue
                moment = dates.with_time(found, hour) if isinstance(hour, str) else None
                if moment is not None:
                    return self.moment(field, moment, row)
            if isinstance(said, str) and said.strip() and not dates.read(said, self.order):
                row.oddities[f"{field}_time"] = said.strip()
            return self.moment(field, cell, row)

        return joined

    def moment(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        late = field.startswith("due")
        known = self._moments.get((cell, late))
        if known is not None:
            return known
        found = self._date(field, cell, row)
        if found is None:
            return None
        if not isinstance(found, datetime):
            # A thing due on a day may be done until that day ends; what happened on it began with it.
            found = datetime.combine(found, _END_OF_DAY if late else time())
        moment, existed = dates.in_utc(found, self.zone)
        if not existed:
            row.oddities[field] = str(cell)
        elif len(self._moments) < _MOST_KEPT:
            self._moments[cell, late] = moment
        return moment

    def _date(self, field: str, cell: Cell, row: Incoming) -> date | None:
        if isinstance(cell, str) and cell[4:5] == "-" and cell[:4].isdecimal() and not self.pattern:
            try:
                moment = datetime.fromisoformat(cell)  # the commonest way, read at once
                if 1900 <= moment.year <= 2200:
                    return moment if len(cell) > 10 else moment.date()
            except ValueError:
                pass
        found = cell if isinstance(cell, date) else dates.read(cell, self.order, self.pattern)
        if found is None and isinstance(cell, str):
            if cell.strip().lower() in _NOTHING:
                return None
            found = _excel_day(cell)
        if found is None or not 1900 <= found.year <= 2200:
            row.faults.append(
                Fault(
                    N_("{field}: “{text}” is no date with day, month and year."),
                    {"text": str(cell)[:60], "field": field},
                    field,
                )
            )
            return None
        return found

    def number(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        found = values.number(str(cell))
        if found is None and str(cell).strip().lower() not in _NOTHING:
            row.oddities[field] = str(cell).strip()
        return found

    def yes(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        found = values.yes_no(str(cell))
        if found is None:
            row.oddities[field] = str(cell).strip()
        return found

    def share(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        found = values.share(str(cell))
        if found is None and str(cell).strip().lower() not in _NOTHING:
            row.faults.append(
                Fault(
                    N_("{field}: “{text}” is no share. It is written 50% or 1/2, and 100% at most."),
                    {"text": str(cell)[:60], "field": field},
                    field,
                )
            )
        return found

    def own(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        """As it is written: what an own field takes, the office knows, and it looks at each."""
        return self.text(field, cell, row)

    def several(self, field: str, cell: Cell, row: Incoming) -> Value | None:
        return values.several(cell if isinstance(cell, str) else _day_text(cell)) or None


def _day_text(cell: date) -> str:
    if not isinstance(cell, datetime):
        return cell.isoformat()
    return cell.strftime("%Y-%m-%d %H:%M:%S" if cell.second else "%Y-%m-%d %H:%M")


def _excel_day(text: str) -> datetime | None:
    """A day as Excel counts it (44927 or 44927.5), where the cell lost its format on the way."""
    plain = text.strip()
    if not re.fullmatch(r"[2-6]\d{4}(\.\d+)?", plain):
        return None
    seconds = round(Decimal(plain) * 86_400)
    return datetime.fromtimestamp(seconds - 25_569 * 86_400, UTC).replace(tzinfo=None)
