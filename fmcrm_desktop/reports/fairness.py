"""How fairly all are served, on paper: twelve months by tier and by building, and where it is clearly worse."""

from __future__ import annotations

from fmcrm_desktop.model import fair_words, tones
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, month_name
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.customer_value import FairLine, FairSheet
from fmcrm_desktop.services.office import Office


def ask(office: Office, options: Options) -> FairSheet:
    """The twelve months until the one asked for, or this one."""
    return office.ask(customer_value.fairness, options.month)


def draw(sheet: FairSheet, words: Words, printing: Printing) -> None:
    """Print the comparison."""
    period = f"{month_name(words, sheet.since)} – {month_name(words, sheet.month)}"
    with opened(printing, letterhead(words, sheet.head, N_("Fair service"), period)) as paper:
        body(paper, words, sheet)


def body(paper: Paper, words: Words, sheet: FairSheet) -> None:
    """What stands below the title, here and wherever else it is printed."""
    whole = sheet.all
    count = sum(bool(line.worse) for line in (*sheet.tiers, *sheet.buildings))
    cards = [
        Card(words(N_("Customers")), words.number(whole.customers), tone=tones.ACCENT),
        Card(words(N_("Work orders")), words.number(whole.orders), tone=tones.VIOLET),
        Card(words(N_("Clocks kept")), words.percent(whole.share, 0), tone=tones.GOOD),
        Card(words(N_("Served worse")), words.number(count), tone=tones.BAD if count else tones.GOOD),
    ]
    blocks.cards(paper, cards, across=4)
    if not (whole.customers or whole.orders or whole.complaints):
        paper.text(words(N_("There is nobody yet whose service could be compared.")), BODY)
        return
    for title, lines in ((N_("By tier"), sheet.tiers), (N_("By building"), sheet.buildings)):
        table.titled(paper, words(title), _counts(words, lines, whole))
        paper.space(6)
        table.draw(paper, _times(words, lines, whole))
        paper.space(6)
    paper.need(5 * SMALL.leading)
    paper.text(words(fair_words.RULE), SMALL)
    paper.text(words(fair_words.HOW), SMALL)


# Ten columns are too many for a sheet: what was counted stands above how long it took.


def _counts(words: Words, lines: tuple[FairLine, ...], whole: FairLine) -> Table:
    titles = (*fair_words.TITLES[:4], fair_words.TITLES[-1])
    columns = (
        Column("", 70, wrap=6),
        *(Column(words(title), 30, right=True) for title in titles),
        Column(words(N_("Served worse")), 40, wrap=6),
    )
    rows = [(*_row(words, line, _COUNTED), fair_words.worse(line, words)) for line in lines]
    return Table(columns, rows, (*_row(words, whole, _COUNTED), ""))


def _times(words: Words, lines: tuple[FairLine, ...], whole: FairLine) -> Table:
    titles = fair_words.TITLES[4:8]
    columns = (Column("", 70, wrap=6), *(Column(words(title), 40, right=True) for title in titles))
    rows = [_row(words, line, _TOOK) for line in lines]
    return Table(columns, rows, _row(words, whole, _TOOK))


_COUNTED, _TOOK = (0, 1, 2, 3, 8), (4, 5, 6, 7)


def _row(words: Words, line: FairLine, places: tuple[int, ...]) -> tuple[str, ...]:
    said = fair_words.figures(line, words)
    return (fair_words.named(line, words), *(said[at] for at in places))
