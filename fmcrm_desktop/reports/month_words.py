"""The sentences that open the month's report, written from its figures."""

from __future__ import annotations

from collections.abc import Iterator

from fmcrm_desktop.model.figure_words import MINUTES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.wording import amount, bare_month, named
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.month_telling import Attention, Moved

ATTENTION = {
    "grave": (
        N_("One grave complaint came in or is still open."),
        N_("{count} grave complaints came in or are still open."),
    ),
    "complaint_late": (
        N_("One complaint is past its due moment and not settled."),
        N_("{count} complaints are past their due moment and not settled."),
    ),
    "order_late": (
        N_("One work order is past its due moment and not done."),
        N_("{count} work orders are past their due moment and not done."),
    ),
    "promise_broken": (
        N_("One promise to a customer was not kept."),
        N_("{count} promises to customers were not kept."),
    ),
    "reopened": (
        N_("One matter that had been settled came back."),
        N_("{count} matters that had been settled came back."),
    ),
    "no_lesson": (
        N_("One complaint was settled without anything learned from it."),
        N_("{count} complaints were settled without anything learned from them."),
    ),
}
"""Of one, and of more."""


def moved(words: Words, it: Moved, month: str, currency: str) -> str:
    """One measure against another month, whose finished name is given."""
    measure = BY_NAME[it.measure]
    rose = it.value > it.before
    if measure.unit == MINUTES and measure.over:
        text = (
            N_("{measure} lengthened to {value} from {before} in {month}.")
            if rose
            else N_("{measure} shortened to {value} from {before} in {month}.")
        )
    elif rose:
        text = N_("{measure} rose to {value} from {before} in {month}.")
    else:
        text = N_("{measure} fell to {value} from {before} in {month}.")
    value, before = (amount(words, measure.unit, each, currency) for each in (it.value, it.before))
    return words(text, measure=measure.named(words), value=value, before=before, month=month)


def attention(words: Words, it: Attention, sheet: MonthSheet) -> str:
    """What needs a look, as a sentence."""
    if it.kind == "category":
        return words(
            N_("“{category}” drew {count} of the {all} complaints."),
            category=named(words, it.names),
            count=words.number(it.count),
            all=words.number(sheet.figures.complaints.received),
        )
    one, many = ATTENTION[it.kind]
    return words(one if it.count == 1 else many, count=words.number(it.count))


def missed(words: Words, name: str, sheet: MonthSheet) -> str:
    """A target that was not reached."""
    measure, figure = BY_NAME[name], sheet.figures.measures[name]
    value, target = (
        amount(words, measure.unit, each, sheet.figures.currency) for each in (figure.value, figure.target)
    )
    return words(
        N_("{measure} came to {value}; the target is {target}."),
        measure=measure.named(words),
        value=value,
        target=target,
    )


def summary(words: Words, sheet: MonthSheet) -> str:
    """Two or three sentences in plain words: the work, whether it was in time, the complaints."""
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


def _work(words: Words, sheet: MonthSheet) -> str:
    orders = sheet.figures.orders
    return words(
        N_(
            "{received} work orders came in and {done} were done; still open at the end of the month: {open}."
        ),
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
            N_("{share} of the orders due kept every time (response, arrival, finish)."), share=share
        )
    before = words.percent(figure.last_month)
    if figure.value > figure.last_month:
        text = N_(
            "{share} of the orders due kept every time (response, arrival, finish), up from {before} in {month}."
        )
    else:
        text = N_(
            "{share} of the orders due kept every time (response, arrival, finish), down from {before} in {month}."
        )
    return words(text, share=share, before=before, month=month)


def _complaints(words: Words, sheet: MonthSheet) -> str:
    flow = sheet.figures.complaints
    if not flow.received:
        return words(N_("No complaints came in."))
    if flow.received == 1:
        return words(N_("One complaint came in."))
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
