"""The register of equipment: what there is, where, when it was served last, and how long it stood still by month."""

from __future__ import annotations

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.equipment import EQUIPMENT_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, month_name, named
from fmcrm_desktop.services import equipment_register
from fmcrm_desktop.services.equipment import Standing
from fmcrm_desktop.services.equipment_register import Register, RegisterLine
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Head, Names

_ABOUT = N_(
    "Hours and minutes, of the office's working time before the stroke and round the clock after it; until now "
    "where it still stands still. Available is the part of the month, round the clock, in which it ran."
)


def ask(office: Office, options: Options) -> Register:
    """The register with the months until the one asked for, or this one."""
    return office.ask(equipment_register.register, options.month)


def draw(sheet: Register, words: Words, printing: Printing) -> None:
    """Print the register."""
    head = letterhead(words, sheet.head, N_("Equipment register"), month_name(words, sheet.month))
    with opened(printing, head) as paper:
        _figures(paper, words, sheet)
        table.draw(paper, _register(words, sheet))
        paper.space(8)
        if sheet.lines:
            table.titled(paper, words(N_("Downtime by month")), _downtime(words, sheet))
            paper.space(6)
            paper.text(words(_ABOUT), SMALL)


def _figures(paper: Paper, words: Words, sheet: Register) -> None:
    now = [line.months[-1] for line in sheet.lines]
    minutes = sheet.hours * len(now)
    stood = sum(each.round_the_clock for each in now)
    ran = words.percent(1 - stood / minutes if minutes else None)
    standing = sum(line.row.running == "stands" for line in sheet.lines)
    cards = [
        Card(words(N_("Equipment")), words.number(len(now)), tone=tones.ACCENT),
        Card(
            words(N_("Stands still now")), words.number(standing), tone=tones.BAD if standing else tones.GOOD
        ),
        Card(words(N_("Downtime this month")), clock(stood), words(N_("round the clock")), tones.VIOLET),
        Card(words(N_("Available")), ran, tone=tones.GOOD),
    ]
    blocks.cards(paper, cards, across=4)


def _register(words: Words, sheet: Register) -> Table:
    columns = (
        Column(words(N_("Code"))),
        Column(words(N_("Equipment")), 5, wrap=6),
        Column(words(N_("Kind")), 4, wrap=2),
        Column(words(N_("Place")), 5, wrap=8),
        Column(words(N_("Maker, model, number")), 6, wrap=3),
        Column(words(N_("Warranty until"))),
        Column(words(N_("Last service"))),
    )
    return Table(
        columns,
        [_line(words, sheet.head, line) for line in sheet.lines],
        empty=words(N_("No equipment is entered yet.")),
    )


def _line(words: Words, head: Head, line: RegisterLine) -> tuple[str, ...]:
    row = line.row
    name = named(words, Names(row.name, row.other_name))
    made = ", ".join(part for part in (line.maker, line.model, line.serial) if part)
    served = words.date(words.local(line.service).date()) if line.service else "—"
    kind = words(EQUIPMENT_KINDS.get(row.kind, row.kind))
    return row.code, name, kind, row.where(words), made, words.date(row.warranty_until), served


def _downtime(words: Words, sheet: Register) -> Table:
    # in two lines where need be: hours of which the end is cut off say nothing
    months = [Column(f"{month.year}-{month.month:02}", 1, right=True, wrap=2) for month in sheet.months]
    columns = (
        Column(words(N_("Code")), 1), *months, Column(words(N_("Year")), 1, right=True, wrap=2),
        Column(words(N_("Times")), right=True), Column(words(N_("Available")), right=True),
    )  # fmt: skip
    rows = [
        (
            line.row.code, *(_stood(each) for each in line.months), _stood(line.year), words.number(line.year.times),
            words.percent(1 - line.months[-1].round_the_clock / sheet.hours if sheet.hours else None),
        )
        for line in sheet.lines
    ]  # fmt: skip
    total = (
        words(N_("Total")), *(_sum([line.months[n] for line in sheet.lines]) for n in range(len(sheet.months))),
        _sum([line.year for line in sheet.lines]), words.number(sum(line.year.times for line in sheet.lines)), "",
    )  # fmt: skip
    return Table(columns, rows, total=total)


def _both(working: int, whole: int) -> str:
    """12:00/24:00 without blanks: seven such columns leave no room for them, and of a hundred hours and more for one of
    the two."""
    if not whole:
        return "—"
    return f"{clock(working)}/{clock(whole)}" if whole < 6000 else f"{clock(working)}/\n{clock(whole)}"


def _stood(it: Standing) -> str:
    return _both(it.working, it.round_the_clock)


def _sum(some: list[Standing]) -> str:
    working, whole = (sum(getattr(each, of) for each in some) for of in ("working", "round_the_clock"))
    return _both(working, whole)


def clock(minutes: int) -> str:
    """Hours and minutes: 12:05."""
    return f"{minutes // 60}:{minutes % 60:02}"
