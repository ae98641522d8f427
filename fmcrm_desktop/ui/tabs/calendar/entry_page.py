"""The page of one entry beside the calendar: when, who, where, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.event import KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar.look import KIND_TONES, title_of

WORDS = KINDS | {"visit": N_("Visit"), "call_back": N_("Call-back"), "holiday": N_("Public holiday")}


@dataclass(frozen=True)
class Actions:
    """What the tab does for the page's buttons."""

    edit: Callable[[], object]
    finish: Callable[[], object]
    archive: Callable[[], object]
    close: Callable[[], object]


def when(entry: Entry, words: Words) -> str:
    """The exact time in words."""
    if entry.starts is not None and entry.ends is not None:
        same = words.local(entry.starts).date() == words.local(entry.ends).date()
        return f"{words.moment(entry.starts)}–{words.time(entry.ends) if same else words.moment(entry.ends)}"
    first, last = words.date(entry.from_day), words.date(entry.until_day)
    return first if first == last else f"{first} – {last}"


def fill(page: Page, entry: Entry, notes: str, actions: Actions) -> Page:
    """Put an entry on an empty page."""
    words = page.office.words
    page.head(title_of(entry, words), when(entry, words)).button(N_("Close"), actions.close)
    page.add(_buttons(page.office, entry, actions))
    chips: list[tuple[str, str] | str] = [
        (words(WORDS.get(entry.kind, entry.kind)), KIND_TONES.get(entry.kind, "")),
        (words(N_("Clashes")) if entry.clash else "", BAD),
        (words(N_("Ticked off")) if entry.done else "", GOOD),
    ]
    page.chips(*chips, *([words(N_("Repeating entry"))] if entry.repeats else []))
    card = page.card(N_("Details"))
    card.line(N_("Staff"), ("、" if words.chinese else ", ").join(entry.names))
    person = Link("owners", entry.person_id) if entry.person_id is not None else None
    card.line(N_("Person"), entry.person, person)
    card.line(N_("Unit"), entry.unit)
    card.line(N_("Place"), entry.place)
    if entry.order_id is not None:
        card.line(N_("Work order"), entry.number or words(N_("Open")), Link("work_orders", entry.order_id))
    if notes:
        page.card(N_("Notes")).say(notes)
    return page.done()


def _buttons(office: QtOffice, entry: Entry, actions: Actions) -> QWidget:
    words = office.words
    holder = QWidget()
    flow = Flow(holder, theme.GAP_S)
    if entry.table == "event":
        tick = N_("Mark as not done") if entry.done else N_("Mark as done")
        flow.addWidget(Button(words(N_("Change")), PRIMARY).on(actions.edit).guard(office, calendar.change))
        flow.addWidget(Button(words(tick)).on(actions.finish).guard(office, calendar.finish))
        flow.addWidget(Button(words(N_("Archive"))).on(actions.archive).guard(office, calendar.archive))
    elif entry.order_id is not None:
        link = Link("work_orders", entry.order_id)
        flow.addWidget(Button(words(N_("Open work order")), PRIMARY).on(lambda: office.go(link)))
    return holder
