"""The sentences that open the month's report, written from its figures."""

from __future__ import annotations

from collections.abc import Iterator

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.wording import bare_month, named
from fmcrm_desktop.services.sheets import MonthSheet


def summary(words: Words, sheet: MonthSheet) -> str:
    """Two to four sentences in plain words: the work, whether it was in time, the complaints, what to fix first."""
    return ("" if words.chinese else " ").join(_sentences(words, sheet))


def _sentences(words: Words, sheet: MonthSheet) -> Iterator[str]:
    figures = sheet.figures
    if not figures.orders.received and not figures.complaints.received and not figures.orders.resolved:
        yield words(N_("Nothing was entered for this month."))
        return
    yield _work(words, sheet)
    in_time = _in_time(words, sheet)
    if in_time:
        yield in_time
    yield _complaints(words, sheet)
    first = _first_thing(words, sheet)
    if first:
        yield first


def _work(words: Words, sheet: MonthSheet) -> str:
    orders = sheet.figures.orders
    return words(
        N_("{received} work orders came in and {done} were done; {open} were open at the end of the month."),
        received=words.number(orders.received),
        done=words.number(orders.resolved),
        open=words.number(orders.open_at_end),
    )


def _in_time(words: Words, sheet: MonthSheet) -> str:
    figure = sheet.figures.measures["compliance"]
    if figure.value is None:
        return ""
    share, month = words.percent(figure.value), bare_month(words, sheet.month.plus(-1))
    if figure.last_month is None or abs(figure.value - figure.last_month) < 0.005:
        return words(
            N_("{share} of the orders that fell due were kept inside the agreed times."), share=share
        )
    before = words.percent(figure.last_month)
    if figure.value > figure.last_month:
        text = N_(
            "{share} of the orders that fell due were kept inside the agreed times, up from {before} in {month}."
        )
    else:
        text = N_(
            "{share} of the orders that fell due were kept inside the agreed times, down from {before} in {month}."
        )
    return words(text, share=share, before=before, month=month)


def _complaints(words: Words, sheet: MonthSheet) -> str:
    flow = sheet.figures.complaints
    if not flow.received:
        return words(N_("No complaints came in."))
    before = sheet.history[-2].complaints if len(sheet.history) > 1 else flow.received
    month = bare_month(words, sheet.month.plus(-1))
    if flow.received > before:
        text = N_("{count} complaints came in, {more} more than in {month}.")
    elif flow.received < before:
        text = N_("{count} complaints came in, {more} fewer than in {month}.")
    else:
        text = N_("{count} complaints came in, as many as in {month}.")
    return words(
        text, count=words.number(flow.received), more=words.number(abs(flow.received - before)), month=month
    )


def _first_thing(words: Words, sheet: MonthSheet) -> str:
    """The category that drew most complaints, when it stands out."""
    named_ones = [(names, n) for names, n in sheet.complaint_categories if names.name]
    received = sheet.figures.complaints.received
    if not named_ones or named_ones[0][1] < 3 or named_ones[0][1] * 5 < received:
        return ""
    names, n = named_ones[0]
    return words(
        N_("“{category}” drew {count} of the {all} complaints and is the first thing to look at."),
        category=named(words, names),
        count=words.number(n),
        all=words.number(received),
    )
