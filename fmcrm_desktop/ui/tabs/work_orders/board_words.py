"""The dispatch board in words: a block, a card, a person, a time, what speaks against it, why it is suggested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from fmcrm_desktop.model.words import MONTHS, N_, WEEKDAYS, Words
from fmcrm_desktop.model.work_order import PRIORITIES, STATES
from fmcrm_desktop.services.dispatch import Block, BoardSheet, Card, Held, Name, Objection, Suggestion, Worker
from fmcrm_desktop.ui.kit.arithmetic import remaining
from fmcrm_desktop.ui.kit.bilingual import both, known, suiting
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Aim

FREE = N_("Nothing speaks against it")
LEFT = 10
"""Letters of the areas for which a long trade leaves room."""


def heading(sheet_day: date, days: int, words: Words) -> str:
    """Saturday 21 November, or 16 Nov – 22 Nov."""
    if days > 1:
        last = date.fromordinal(sheet_day.toordinal() + days - 1)
        return f"{words.short_date(sheet_day)} – {words.short_date(last)}"
    weekday = words(WEEKDAYS[sheet_day.weekday()])
    if words.chinese:
        return f"{words.short_date(sheet_day)} {weekday}"
    return f"{weekday} {sheet_day.day} {words(MONTHS[sheet_day.month - 1])}"


def when(starts: datetime, ends: datetime, words: Words) -> str:
    """Fri 20 Nov 09:00–10:00."""
    day = words.local(starts).date()
    return f"{words.weekday(day)} {words.short_date(day)} {words.time(starts)}–{words.time(ends)}"


def aimed(aim: Aim, name: str, words: Words) -> str:
    """Gao Jun, Fri 20 Nov 09:00–10:00."""
    return f"{name}, {when(*aim.span(words.zone), words)}"


def clock(minutes: int) -> str:
    return f"{minutes % DAY // 60:02}:{minutes % 60:02}"


def called(name: Name, words: Words) -> str:
    """A name in the language of the window, where it has one."""
    return suiting(name.own, name.other, words)


def listed(parts: Iterable[str], words: Words) -> str:
    return words.listed(part for part in parts if part)


def _said(text: str, values: Mapping[str, object], words: Words) -> str:
    return words(text, **{name: _value(value, words) for name, value in values.items()})


def _value(value: object, words: Words) -> object:
    if isinstance(value, Name):
        return called(value, words)
    if isinstance(value, datetime):
        return words.time(value)
    if isinstance(value, str):
        return known(words, value)
    return words.percent(value, 0) if isinstance(value, float) else value


def objection(each: Objection, words: Words) -> str:
    return _said(each.text, each.values, words)


def objections(found: Iterable[Objection], words: Words) -> str:
    """All of them for the ear; that nothing speaks against it is said too."""
    return listed((objection(each, words) for each in found), words) or words(FREE)


def why(suggestion: Suggestion, words: Words) -> str:
    """free then · has the skill “Plumbing” · 40 % of the day taken."""
    return " · ".join(_said(text, values, words) for text, values in suggestion.why)


def suggested(suggestion: Suggestion, words: Words) -> str:
    return f"{known(words, suggestion.name)}, {when(suggestion.starts, suggestion.ends, words)}"


def left(card: Card, words: Words) -> str:
    """Urgent · 38 min."""
    priority = words(PRIORITIES[card.priority])
    if card.left is None:
        return priority
    if card.late and not card.left:
        return f"{priority} · {words(N_('Late'))}"
    return f"{priority} · {remaining(card.left, words)}"


def what(card: Card, words: Words) -> str:
    """The place, which a long summary must not push out of sight, and the summary."""
    return " · ".join(part for part in (known(words, card.place), card.job.summary) if part)


def whose(card: Card, words: Words) -> str:
    """Trade, building, person, and who has it already."""
    category = suiting(card.category, card.category_other, words)
    held = words(N_("with {name}"), name=known(words, card.staff)) if card.staff else ""
    parts = (held, category, called(card.job.building, words), both(card.person, card.person_other))
    return " · ".join(part for part in parts if part)


def spoken_card(card: Card, words: Words) -> str:
    return listed((card.job.number, left(card, words), what(card, words), whose(card, words)), words)


def worker_line(worker: Worker, sheet: BoardSheet, words: Words, fit: Callable[[str, str], str]) -> str:
    """plumbing · B2, B3 · 74 %. ``fit`` shortens a part to what the others leave of the room."""
    if worker.vendor:
        trade = listed((words(N_("Vendor")), words(worker.trade) if worker.trade else ""), words)
    else:
        trade = words(worker.trade) if worker.trade else ""
    areas = listed(dict.fromkeys(called(area.name, words) for area in worker.areas), words) or words(
        N_("all buildings")
    )
    share = worker.taken(*sheet.window)
    load = words(N_("off")) if share is None else words.percent(share, 0).replace(" ", "\u00a0")
    return fitted((trade, areas, load), fit)


def fitted(parts: tuple[str, str, str], fit: Callable[[str, str], str]) -> str:
    """The areas give way first, then the trade; how full the day is stays."""
    trade, areas, load = parts
    trade = fit(trade, f"{areas[:LEFT]} · {load}") if trade else ""
    ends = " · ".join(part for part in (trade, load) if part)
    return " · ".join(part for part in (trade, fit(areas, ends), load) if part)


def state_of(block: Block, words: Words) -> str:
    """Whether it is late or at risk, which is never told by colour alone, and the state."""
    said = words(STATES[block.state])
    if block.late:
        return f"{words(N_('Late'))} · {said}"
    return f"{words(N_('At risk'))} · {said}" if block.at_risk else said


def told(entry: Block | Held, names: Mapping[int, str], words: Words) -> str:
    """A block in all its words, for the hover and for screen readers."""
    if isinstance(entry, Held):
        return listed((entry.title, when(entry.starts, entry.ends, words)), words)
    job = entry.job
    parts = [f"{job.number} {job.summary}", state_of(entry, words), when(entry.starts, entry.ends, words)]
    parts += [names[who] for who in job.staff if who in names]
    building = called(job.building, words)
    parts += [known(words, entry.place), building if building != entry.place else ""]
    if entry.clash_reason:
        parts.append(words(N_("Planned in spite of a clash: {reason}"), reason=entry.clash_reason))
    return listed(parts, words)
