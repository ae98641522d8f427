"""How complaints are told on the screen: finished texts and tones from a service's rows."""

from __future__ import annotations

from fmcrm_desktop.model.complaint import CHANNELS, GAPS, STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, GREY, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import RATINGS
from fmcrm_desktop.services import targets
from fmcrm_desktop.services.complaints import ComplaintCard, ComplaintRow
from fmcrm_desktop.services.complaints.card import HistoryLine
from fmcrm_desktop.services.complaints.clocks import CLOCKS, Clock
from fmcrm_desktop.services.complaints.order_times import OrderTime
from fmcrm_desktop.ui.kit import bilingual
from fmcrm_desktop.ui.kit.arithmetic import explained, on_chip, remaining
from fmcrm_desktop.ui.kit.bilingual import both, suiting
from fmcrm_desktop.ui.kit.timeline import Happening

BY_CHANNEL = {
    "phone": N_("by telephone"),
    "counter": N_("at the counter"),
    "visit": N_("on a visit"),
    "letter": N_("by letter"),
    "email": N_("by email"),
    "message": N_("by message"),
    "suggestion_box": N_("through the suggestion box"),
    "survey": N_("in a survey"),
    "committee": N_("through the owners' committee"),
    "social": N_("on social media"),
    "other": N_("another way"),
}
DAY = 24 * 60
KINDS = {
    "received": N_("Received"),
    "answered": N_("Answer"),
    "given": N_("Handed over"),
    "remedied": N_("Immediate remedy"),
    "call": N_("Call"),
    "note": N_("Note"),
}


def who(row: ComplaintRow, words: Words) -> str:
    """From whom: the name in both scripts, or the way it came where nobody gave a name."""
    if not row.anonymous:
        return both(row.person, row.other_name)
    return words(CHANNELS["suggestion_box"] if row.channel == "suggestion_box" else N_("Anonymous"))


def responsible(row: ComplaintRow, words: Words) -> str:
    return suiting(row.responsible, row.responsible_other, words)


def where(row: ComplaintRow, words: Words) -> str:
    """The unit, or the building's code."""
    return row.unit or row.building


def where_hint(row: ComplaintRow, words: Words) -> str:
    return row.unit or words.building(row.building)


def stage(row: ComplaintRow, words: Words) -> str:
    """The state; while a work order does the work, its number."""
    return row.order if row.order and row.clock != "acknowledge" else words(STATES[row.state])


def stage_tone(row: ComplaintRow) -> str:
    return ACCENT if row.order and row.clock != "acknowledge" else tone(row.state)


def stage_hint(row: ComplaintRow, words: Words) -> str:
    return " · ".join(part for part in (words(STATES[row.state]), row.order) if part)


def left(row: ComplaintRow, words: Words) -> str:
    """What is left of the clock that runs: 22 min, 2 h late; of the days until it is followed up, whole ones."""
    if row.left is None:
        return ""
    if row.clock != "follow_up" or abs(row.left) < DAY:
        return on_chip(row.left, words)
    said = words(N_("{n} d"), n=round(abs(row.left) / DAY))
    return words(N_("{time} late"), time=said) if row.left < 0 else said


def left_hint(row: ComplaintRow, words: Words) -> str:
    if row.left is None:
        return ""
    return words(
        N_("{name}: {value}"), name=words(CLOCKS[row.clock]), value=minutes(row.clock, row.left, words)
    )


def left_tone(row: ComplaintRow) -> str:
    return GREY if row.standing == "running" else tone(row.standing)


def minutes(clock: str, count: int, words: Words) -> str:
    """Following up is counted in days of 24 hours, the other clocks in working time."""
    if clock != "follow_up":
        return remaining(count, words)
    said = words.duration(abs(count))
    return words(N_("{time} late"), time=said) if count < 0 else said


def order_state(time: OrderTime, words: Words) -> str:
    """How one clock of a work order stands: in time, 2 h late, or what is left of it."""
    if time.state in ("kept", "paused"):
        return words(targets.CLOCK_STATES[time.state])
    return remaining(time.left, words)


def order_time(time: OrderTime, words: Words) -> str:
    """What came of it beside what was due: 12 Nov 10:30 · due 12 Nov 09:00."""
    due = words(N_("due {moment}"), moment=words.short_moment(time.due))
    return f"{words.short_moment(time.reached)} · {due}" if time.reached else due


def gap(state: str, words: Words) -> str:
    return words(N_("Gap: {gap}"), gap=words(GAPS[state])) if state in GAPS else ""


def person(card: ComplaintCard, words: Words) -> tuple[str, Link | None]:
    """Who complains, and the way to their page."""
    if card.person is None:
        return words(N_("Anonymous") if card.anonymous else N_("Not known")), None
    return both(card.person.name, card.person.other_name), Link("owners", card.person.id)


def place(card: ComplaintCard, words: Words) -> str:
    """The unit, or the building."""
    return card.unit or words.building(card.building)


def known(card: ComplaintCard, words: Words) -> list[tuple[str, str]]:
    """What else the office has had to do with the person: the tab that shows it, and how much it is."""
    if card.person is None:
        return []
    complaints, orders = card.person.complaints, card.person.orders
    one, many = N_("1 complaint"), N_("{count} complaints")
    said = [("complaints", words(one) if complaints == 1 else words(many, count=complaints))]
    if orders:
        one, many = N_("1 work order"), N_("{count} work orders")
        said.append(("work_orders", words(one) if orders == 1 else words(many, count=orders)))
    return said


def clock(it: Clock, words: Words) -> str:
    """How one clock stands: 22 min left, due 20 Nov 15:30; kept 20 Nov 11:00."""
    if it.reached is None:
        return words(
            N_("{left}, due {due}"), left=minutes(it.name, it.left, words), due=words.short_moment(it.due)
        )
    if it.state == "late":
        late = minutes(it.name, it.left, words)
        return words(N_("{moment}, {late}"), moment=words.short_moment(it.reached), late=late)
    return words.short_moment(it.reached)


def arithmetic(it: Clock, words: Words) -> str:
    return explained(it.lines, words)


def stages(card: ComplaintCard, words: Words) -> str:
    """The stages with their moments, one below the other."""
    return "\n".join(
        f"{words(STATES[stage.state])}: {words.moment(stage.moment)}" for stage in card.stages if stage.moment
    )


def happening(line: HistoryLine, words: Words) -> Happening:
    """A line of the history: what was done, by whom, what was written."""
    said = [line.text.replace("\n", " ")]
    if line.kind == "given" or line.given_to:
        said.insert(0, words(N_("to {name}"), name=bilingual.known(words, line.given_to)))
    if line.rating:
        said.insert(0, words(RATINGS[line.rating]))
    said.append(bilingual.known(words, line.staff))
    chip = words(STATES[line.state]) if line.kind in ("moved", "received") else words(KINDS[line.kind])
    shade = tone(line.state) if line.kind in ("moved", "received") else GREY
    text = " · ".join(part for part in said if part)
    return Happening(line.moment, text, line.kind, chip, shade)


def category(row: ComplaintRow, words: Words) -> str:
    return suiting(row.category, row.category_other, words)


def scale(row: ComplaintRow, words: Words) -> str:
    return suiting(row.scale, row.scale_other, words)


def remedy(card: ComplaintCard) -> str:
    """What was given at once, and what it was worth."""
    return " · ".join(str(part) for part in (card.remedy, card.remedy_amount) if part)
