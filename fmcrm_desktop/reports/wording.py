"""How names, figures and moments are said on paper, the same for every report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from fmcrm_desktop.model.figure_words import COUNT, EACH, MINUTES, MONEY, NONE, SHARE, amount, light, working
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.own_field import OwnLine
from fmcrm_desktop.model.reading import called, suiting
from fmcrm_desktop.model.words import MONTHS, N_, SHORT_MONTHS, Words
from fmcrm_desktop.model.working_time import Line
from fmcrm_desktop.model.working_words import said
from fmcrm_desktop.reports.paper import Letterhead, joined
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures.declared import Measure
from fmcrm_desktop.services.sheets import Head, Names

__all__ = ["NONE", "amount", "working"]

_LINES = 8
"""More lines of arithmetic than this are cut in the middle: a paper has one page."""

Telling = Callable[[Words, datetime | None], str]


def letterhead(words: Words, head: Head, title: str, period: str) -> Letterhead:
    """The frame of a paper; ``title`` is marked, ``period`` finished."""
    moment = words.moment(head.printed)
    by = suiting(head.by, head.by_other, words)
    printed = words(N_("printed {moment} by {name}"), moment=moment, name=by) if by else moment
    return Letterhead(
        head.office, words(title), period, printed, words.language, words(N_("Page {page} of {pages}"))
    )


def month_name(words: Words, month: Month) -> str:
    """November 2026 or 2026年11月."""
    return words.month(month.year, month.month)


def short_month(words: Words, month: Month) -> str:
    """Nov or 11月, for a chart's foot."""
    return f"{month.month}月" if words.chinese else SHORT_MONTHS[month.month - 1]


def bare_month(words: Words, month: Month) -> str:
    """November or 11月, within a sentence."""
    return f"{month.month}月" if words.chinese else MONTHS[month.month - 1]


def named(words: Words, names: Names) -> str:
    """The name in the paper's own script where there is one."""
    return suiting(names.name, names.other, words)


def known(words: Words, head: Head, *names: str) -> str:
    """Staff or buildings in the paper's own script, one after the other, where the office has written both down."""
    return called(words, head.names, *names)


def both(names: Names) -> str:
    """Wang Fang 王芳."""
    return f"{names.name} {names.other}".strip()


def day(words: Words, moment: datetime | None) -> str:
    """21 Nov: the day of a moment on the office's clock."""
    return "" if moment is None else words.short_date(words.local(moment).date())


def full_day(words: Words, moment: datetime | None) -> str:
    """21 Nov 2026."""
    return "" if moment is None else words.date(words.local(moment).date())


def counted(words: Words, lines: Sequence[Line]) -> str:
    """The arithmetic of a due time as one paragraph; of a long one only its beginning and its end."""
    shown: list[str] = [said(line, words) for line in lines]
    if len(shown) > _LINES:
        shown = [*shown[: _LINES - 2], "…", *shown[-2:]]
    return ("；" if words.chinese else "; ").join(shown)


def standing(words: Words, state: str, due: datetime, reached: datetime | None) -> str:
    """How a clock stands: its state in finished words, when it is due and when it was reached."""
    text = (
        words(N_("reached {at}"), at=words.short_moment(reached)) if reached else words(N_("not reached yet"))
    )
    return joined(state, words(N_("due {due}"), due=words.short_moment(due)), text)


def behind(words: Words, measure: Measure, figure: Figure, currency: str = "CNY") -> str:
    """What the value was made of: 72 of 130, how many matters a duration rests on; nothing where it is a number."""
    if figure.denominator is None:
        return ""
    foot = amount(words, measure.made_of, figure.denominator, currency)
    if measure.unit == MINUTES or measure.made_of != COUNT:
        return words(N_("of {count}"), count=foot)
    top = words.number(figure.numerator)
    return (
        words(N_("{part} of {whole}"), part=top, whole=foot) if measure.unit == SHARE else f"{top} / {foot}"
    )


def definition(words: Words, measure: Measure) -> str:
    """What a measure is, in a sentence."""
    if not measure.over:
        return words(N_("{counts}."), counts=words(measure.counts))
    return words(N_("{counts} ÷ {over}."), counts=words(measure.counts), over=words(measure.over))


def change(words: Words, measure: Measure, figure: Figure, before: Month, currency: str = "CNY") -> str:
    """▲ 3.1 points on September."""
    if figure.value is None or figure.last_month is None:
        return ""
    moved = figure.value - figure.last_month
    if (
        measure.unit == MINUTES
    ):  # between the whole minutes that are shown: two times alike are not 0 min apart
        moved = round(figure.value) - round(figure.last_month)
    least = {SHARE: 0.0005, MINUTES: 0.5, EACH: 0.005, COUNT: 0.5, MONEY: 0.5}.get(measure.unit, 0.05)
    if abs(moved) < least:
        return words(N_("as in {month}"), month=bare_month(words, before))
    if measure.unit == SHARE:
        said = words(N_("{points} points"), points=words.number(abs(moved) * 100, 1))
    elif measure.unit == MINUTES:
        text = N_("{change} slower than in {month}") if moved > 0 else N_("{change} faster than in {month}")
        return words(text, change=working(words, abs(moved)), month=bare_month(words, before))
    else:
        said = amount(words, measure.unit, abs(moved), currency)
    text = N_("▲ {change} on {month}") if moved > 0 else N_("▼ {change} on {month}")
    return words(text, change=said, month=bare_month(words, before))


def missed(measure: Measure, figure: Figure) -> bool:
    """The month did not reach the measure's target."""
    return light(measure.rising, figure.value, figure.target) in ("near", "missed")


def own_entries(words: Words, lines: Sequence[OwnLine]) -> list[tuple[str, str]]:
    """What the office's own fields say: the name that suits the reader and the value as people read it."""
    found = []
    for line in lines:
        title = suiting(line.name, line.other_name, words)
        if line.kind == "date":
            found.append((title, words.date(date.fromisoformat(line.value))))
        else:
            found.append((title, words(N_("Yes")) if line.kind == "tick" else line.value))
    return found
