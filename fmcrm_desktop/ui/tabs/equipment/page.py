"""The page of one piece of equipment: figures, what it is, its plans, its counter, its downtime, what happened."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.equipment import EQUIPMENT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.measured import with_unit
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, VIOLET, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import STATES
from fmcrm_desktop.services import equipment, plans, work_orders
from fmcrm_desktop.services.equipment import DowntimeRow, Standing
from fmcrm_desktop.services.equipment_page import EquipmentCard
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.bilingual import below, known, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.timeline import Happening, Timeline

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.equipment.tab import EquipmentTab

KINDS = {
    "order": N_("Work orders"), "reading": N_("Readings"), "downtime": N_("Downtime"), "document": N_("Documents"),
}  # fmt: skip
SHOWN = 6
"""Readings and downtimes that stand on their cards; the timeline has more."""


def draw(tab: EquipmentTab, card: EquipmentCard) -> Page:
    """Fill a page."""
    words, row = tab.words, card.row
    name = suiting(row.name, row.other_name, words)
    page = tab.new_page().head(
        f"{row.code} · {name}", below(words, row.name, row.other_name, row.where(words))
    )
    _buttons(tab, page, card)
    standing = card.standing
    page.chips(
        (words(EQUIPMENT_KINDS.get(row.kind, row.kind)), GREY),
        (_running(standing, words), BAD if standing else GOOD),
        (words(N_("Under warranty")), ACCENT) if _covered(card, words) else "",
    )
    page.figures(*_figures(card, words))
    left, right = page.columns(5, 3)
    _downtime(tab, left.card(N_("Downtime")), card)
    if card.form.counter:
        _counter(tab, left.card(N_("Readings")), card)
    _about(right.card(N_("Equipment")), card, words)
    _plans(tab, right.card(N_("Plans")), card)
    right.add(AttachmentsCard(page.office, "equipment", row.id))
    timeline = page.card(N_("History"))
    timeline.add(Timeline(page.office, _happenings(card, words), KINDS))
    return page.done()


def last_reading(card: EquipmentCard, words: Words) -> str:
    """What stands over the form of a reading."""
    if not card.readings:
        return words(N_("The first reading of this counter."))
    last = card.readings[0]
    return words(
        N_("Last reading: {value} on {day}"), value=with_unit(last.value, card.form.counter),
        day=words.date(words.local(last.moment).date()),
    )  # fmt: skip


def _buttons(tab: EquipmentTab, page: Page, card: EquipmentCard) -> None:
    words, id = tab.words, card.row.id
    if card.row.archived:
        said = words(N_("Restored"))
        page.button(
            N_("Restore"), lambda: tab.do(equipment.restore, id, said=said), equipment.restore, primary=True
        )
        return
    said = words(N_("Archived"))
    page.button(N_("Archive"), lambda: tab.do(equipment.archive, id, said=said), equipment.archive)
    page.button(N_("Change"), lambda: tab.edit(id), equipment.change)
    standing = card.standing
    if card.form.counter:
        page.button(N_("Reading…"), lambda: tab.read(card), equipment.read)
    if standing is None:
        page.button(N_("It stands still"), lambda: tab.stop(card), equipment.begin)
    else:
        page.button(N_("It runs again"), lambda: tab.start(card, standing), equipment.end)
    page.button(N_("Work order"), lambda: tab.order(card), work_orders.enter, primary=True, picture="plus")


def _running(standing: DowntimeRow | None, words: Words) -> str:
    if standing is None:
        return words(N_("Runs"))
    return words(N_("Stands still since {moment}"), moment=words.short_moment(standing.began))


def _covered(card: EquipmentCard, words: Words) -> bool:
    return card.form.warranty_until is not None and card.form.warranty_until >= words.today()


def _figures(card: EquipmentCard, words: Words) -> list[Figure]:
    here = {"equipment": (card.row.id,), "state": ("open",)}
    service, day = card.service, card.next_day
    done = words.date(words.local(service.done).date()) if service and service.done else ""
    late = day is not None and day < words.today()
    return [
        Figure(N_("Open orders"), words.number(card.row.open), link=Link("work_orders", where=here)),
        _standing(N_("Down this month"), card.month, words),
        _standing(N_("Down this year"), card.year, words),
        Figure(
            N_("Last service"), done or words(N_("None yet")), service.number if service else "",
            link=Link("work_orders", service.id) if service else None,
        ),
        Figure(
            N_("Next service"), words.date(day) if day else words(N_("Not planned")),
            words(N_("Overdue")) if late else "", BAD if late else GREY,
            link=Link("plans", card.next_plan, section="plans") if card.next_plan else None,
        ),
    ]  # fmt: skip


def _standing(title: str, it: Standing, words: Words) -> Figure:
    """Round the clock; how much of it was working time is told on hover and in the table below."""
    hint = words(N_("Round the clock; {time} of it in working time"), time=words.duration(it.working))
    return Figure(title, words.duration(it.round_the_clock), hint=hint)


def _about(made: Card, card: EquipmentCard, words: Words) -> None:
    it, row = card.form, card.row
    if row.unit_id:
        made.line(N_("Unit"), row.unit, Link("owners", where={"unit": (row.unit_id,)}))
    if row.building_id:
        building = suiting(row.building, row.building_other, words)
        made.line(N_("Building"), building, Link("buildings", row.building_id, section="buildings"))
    made.line(N_("Place"), row.place_in(words))
    made.line(N_("Maker"), " ".join(part for part in (it.maker, it.model) if part))
    made.line(N_("Serial number"), it.serial)
    made.line(N_("Installed on"), words.date(it.installed))
    made.line(N_("Warranty until"), words.date(it.warranty_until))
    made.line(N_("Serviced by"), known(words, row.vendor))
    if it.note:
        made.say(it.note)


def _plans(tab: EquipmentTab, made: Card, card: EquipmentCard) -> None:
    words = tab.words
    start = Link("plans", new={"equipment": card.row.id}, section="plans")
    add = Button(words(N_("Plan")), FILTER, "plus").on(lambda: tab.office.go(start))
    made.tool(add.guard(tab.office, plans.add))
    for plan in card.plans:
        link = Link("plans", plan.id, section="plans")
        day = words(N_("next {day}"), day=words.date(plan.next)) if plan.next else words(N_("no day yet"))
        said = words(N_("order open")) if plan.open else day
        made.add(side_by_side(LinkButton(plan.name, partial(tab.office.go, link)), label(said, "small")))
    if not card.plans:
        made.say(words(N_("Nothing is planned for it yet.")), "muted")


def _counter(tab: EquipmentTab, made: Card, card: EquipmentCard) -> None:
    words = tab.words
    rows: list[tuple[str | QWidget, ...]] = []
    for each in card.readings[:SHOWN]:
        said = words(N_("Reading taken away"))
        away = Button("", FLAT, "x").on(partial(tab.do, equipment.take_away, each.id, said=said))
        away.setAccessibleName(words(N_("Take this reading away")))
        run = (
            words(N_("new counter")) if each.exchanged else f"+{with_unit(each.run, '')}" if each.run else ""
        )
        value = with_unit(each.value, card.form.counter)
        away.guard(tab.office, equipment.take_away)
        rows.append((label(words.short_moment(each.moment)), value, run, away))
    if rows:
        made.table((N_("Read at"), N_("Reading"), N_("Since then"), ""), rows)
    else:
        made.say(words(N_("It was not read yet.")), "muted")


def _downtime(tab: EquipmentTab, made: Card, card: EquipmentCard) -> None:
    """By month, and the single times to put right."""
    words = tab.words
    rows = [
        (
            words.month(each.month.year, each.month.month), words.number(each.standing.times),
            words.duration(each.standing.working), words.duration(each.standing.round_the_clock),
            words.percent(1 - each.standing.round_the_clock / each.minutes if each.minutes else None),
        )
        for n, each in enumerate(card.months)
        if n == 0 or each.standing.round_the_clock
    ]  # fmt: skip
    titles = (N_("Month"), N_("Times"), N_("In office hours"), N_("Round the clock"), N_("Available"))
    made.table(titles, rows)
    lines: list[tuple[str | QWidget, ...]] = []
    for each in card.downtimes[:SHOWN]:
        change = Button("", FLAT, "pencil").on(partial(tab.correct, each))
        change.setAccessibleName(words(N_("Change downtime")))
        said = words(N_("Downtime taken away"))
        away = Button("", FLAT, "x").on(partial(tab.do, equipment.strike, each.id, said=said))
        away.setAccessibleName(words(N_("Take this downtime away")))
        change.guard(tab.office, equipment.correct)
        away.guard(tab.office, equipment.strike)
        lines.append((label(_span(each, words)), each.cause or "—", side_by_side(change, away)))
    if lines:
        made.table((N_("Stood still"), N_("Cause"), ""), lines)


def _span(it: DowntimeRow, words: Words) -> str:
    begins = words.short_moment(it.began)
    if it.ended is None:
        return words(N_("since {moment}"), moment=begins)
    return f"{begins} – {words.short_moment(it.ended)}"


def _happenings(card: EquipmentCard, words: Words) -> list[Happening]:
    """Newest first."""
    found = [
        Happening(
            each.received, f"{each.number} {each.summary}", "order", words(STATES[each.state]), tone(each.state),
            Link("work_orders", each.id),
        )
        for each in card.orders
    ]  # fmt: skip
    for each in card.readings:
        run = f" (+{with_unit(each.run, '')})" if each.run else ""
        said = " · ".join(
            part
            for part in (with_unit(each.value, card.form.counter) + run, each.note, known(words, each.staff))
            if part
        )
        chip = N_("New counter") if each.exchanged else N_("Reading")
        link = Link("work_orders", each.order_id) if each.order_id else None
        found.append(Happening(each.moment, said, "reading", words(chip), GREY, link))
    for down in card.downtimes:
        said = " · ".join(part for part in (_span(down, words), down.cause) if part)
        chip = N_("Planned stop") if down.planned else N_("Stood still")
        link = Link("work_orders", down.order_id) if down.order_id else None
        colour = VIOLET if down.planned else BAD
        found.append(Happening(down.began, said, "downtime", words(chip), colour, link))
    found += [
        Happening(added, name, "document", words(N_("Document")), GREY) for name, added in card.documents
    ]
    return sorted(found, key=_when, reverse=True)


def _when(each: Happening) -> float:
    return each.when.timestamp() if isinstance(each.when, datetime) else 0.0
