"""What the list of work orders shows: columns, chips, filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmcrm_desktop.model.category import NEEDS
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.property import BUILDING_KINDS, CUSTOMERS
from fmcrm_desktop.model.tones import BAD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES, STATES
from fmcrm_desktop.services import own_filter, targets, territories, work_orders
from fmcrm_desktop.services.charges import states
from fmcrm_desktop.services.work_orders import OrderRow
from fmcrm_desktop.ui.kit.arithmetic import on_chip
from fmcrm_desktop.ui.kit.bilingual import both, known
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter, Known, Suited, named
from fmcrm_desktop.ui.kit.own_lines import own_choices
from fmcrm_desktop.ui.qt_office import QtOffice

SOON = 60
"""Working minutes before a clock runs out from which its chip warns."""


def where(row: OrderRow, words: Words) -> str:
    """The unit; else the place in its building."""
    return row.unit or " · ".join(part for part in (row.building, known(words, row.place)) if part)


def next_due(row: OrderRow, words: Words) -> str:
    if row.left is not None:
        if row.late and not row.left:
            return words(N_("Late"))
        return on_chip(row.left, words)
    if row.state == targets.PAUSING:
        return words(targets.CLOCK_STATES["paused"])
    return words(N_("Finished late")) if row.late else ""


def next_clock(row: OrderRow, words: Words) -> str:
    """Which clock it is and when it runs out, for the hover."""
    if row.next_due is None:
        return ""
    return words(
        N_("{clock}: due {moment}"),
        clock=words(targets.CLOCKS[row.clock]), moment=words.moment(row.next_due),
    )  # fmt: skip


def urgency(row: OrderRow) -> str:
    if row.late:
        return BAD
    return WARNING if row.left is not None and row.left <= SOON else GREY


COLUMNS = [
    Column("number", N_("No."), 96),
    Column("received", N_("Reported"), 104, hidden=True),
    Column("summary", N_("Summary"), stretch=True, hint=lambda row, words: row.summary),
    Column("unit", N_("Unit"), 120, show=where, hint=where),
    Column("person", N_("Person"), 130, show=lambda row, words: both(row.person, row.person_other), hidden=True),
    Chip("customer", N_("Kind of customer"), 100, choices=CUSTOMERS, sorts=False, hidden=True),
    Suited("category", N_("Category"), 100, hidden=True),
    Chip("need", N_("What the customer needs"), 110, choices=NEEDS, sorts=False, hidden=True),
    Suited("territory", N_("Territory"), 100, hidden=True, sorts=False),
    Chip("priority", N_("Priority"), 76, choices=PRIORITIES),
    Chip("state", N_("Stage"), 124, choices=STATES),
    Chip("due", N_("Next due"), 108, show=next_due, hint=next_clock, tones=urgency),
    Column("likely", N_("Likely end"), 104, hidden=True),
    Known("staff", N_("Assigned to"), 88),
]  # fmt: skip


def columns(office: QtOffice) -> list[Column]:
    """The columns this person may see; those of money are shown when they are switched on."""

    def money(key: str) -> Callable[[Any, Words], str]:
        def said(row: OrderRow, words: Words) -> str:
            minor = getattr(row, key)
            return "" if minor is None else str(Money(minor, office.currency))

        return said

    found = list(COLUMNS)
    who = office.who
    if who is not None and who.may("money.read"):
        found += [
            Column("amount", N_("To be paid"), 96, digits=True, show=money("amount"), hidden=True),
            Chip("paid", N_("Payment state"), 120, choices=states.STATES, sorts=False, hidden=True),
        ]
    if who is not None and who.may("money.margin"):
        found.append(Column("margin", N_("Margin"), 96, digits=True, show=money("margin"), hidden=True))
    return found


FILTERS = [
    Filter("state", N_("Stage"), {"open": N_("Still open"), "late": N_("Late"), **STATES}, start=("open",)),
    Filter("priority", N_("Priority"), PRIORITIES),
    Filter("category", N_("Category"), case=work_orders.category_options),
    Filter("building", N_("Building"), case=work_orders.building_options),
    Filter("building_kind", N_("Kind of building"), BUILDING_KINDS),
    Filter("staff", N_("Assigned to"), case=work_orders.staff_options, told=named),
    Filter("customer", N_("Kind of customer"), CUSTOMERS),
    Filter("paid", N_("Payment state"), states.FILTERED),
    Filter("territory", N_("Territory"), case=territories.for_filter),
    Filter("need", N_("What the customer needs"), NEEDS),
    own_choices(own_filter.of_orders),
]
