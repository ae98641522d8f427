"""The first page of the month's report: the month in sentences, and its figures at a glance."""

from __future__ import annotations

from collections.abc import Iterable

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, month_words
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.paper import BODY, Paper
from fmcrm_desktop.reports.wording import amount, bare_month, change, missed, month_name
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.month_telling import Moved, telling

GLANCE = (
    "satisfaction", "compliance", "first_time_fix", "on_site_response", "mean_time_to_repair", "answered_in_time",
    "promises_kept", "complaints_per_100_units",
)  # fmt: skip
ACROSS = 4


def summary(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The month in plain sentences. What there is nothing to say about is left out."""
    paper.text(month_words.summary(words, sheet), BODY)
    told, currency = telling(sheet), sheet.figures.currency
    last, year = bare_month(words, sheet.month.plus(-1)), month_name(words, sheet.month.plus(-12))

    def against(moved: Iterable[Moved], month: str) -> list[str]:
        return [month_words.moved(words, each, month, currency) for each in moved]

    alarming = [month_words.attention(words, each, sheet) for each in told.attention]
    for title, sentences in (
        (N_("What got better"), against(told.better, last)),
        (N_("What got worse"), against(told.worse, last)),
        (N_("Better than a year ago"), against(told.better_year, year)),
        (N_("Worse than a year ago"), against(told.worse_year, year)),
        (N_("What needs attention"), alarming),
        (N_("Targets missed"), [month_words.missed(words, name, sheet) for name in told.missed]),
    ):
        if sentences:
            paper.space(5)
            blocks.entry(paper, words(title), "\n".join(sentences), 0.22)


def glance(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The figures that a manager looks for first."""
    paper.heading(words(N_("At a glance")))
    before, currency = sheet.month.plus(-1), sheet.figures.currency
    cards = []
    for name in GLANCE:
        measure, figure = BY_NAME[name], sheet.figures.measures[name]
        notes = [change(words, measure, figure, before)]
        if figure.target is not None:
            notes.append(words(N_("target {target}"), target=amount(words, measure.unit, figure.target)))
        cards.append(
            Card(
                measure.named(words),
                amount(words, measure.unit, figure.value, currency),
                "\n".join(note for note in notes if note),
                tones.BAD if missed(measure, figure) else tones.ACCENT,
            )
        )
    blocks.cards(paper, cards, ACROSS)
