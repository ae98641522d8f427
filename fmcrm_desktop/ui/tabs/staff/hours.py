"""The cards of somebody's time: own weekly hours, leave, and what they worked at night and on days off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.event import KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_words import week
from fmcrm_desktop.services import calendar, staff_hours
from fmcrm_desktop.services.out_of_hours import Line
from fmcrm_desktop.services.staff_hours import LeaveRow, ShiftRow
from fmcrm_desktop.services.staff_time import TimeSheet
from fmcrm_desktop.ui.kit.arithmetic import worked
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.staff.tab import StaffTab

SHOWN = 8
"""Leave that the card shows; the calendar has all."""
SAVED = N_("Saved.")
ABOUT = N_(
    "Visits from arrival to departure, calls for their length, and entries of the calendar that are over, outside this "
    "person's working hours."
)


def hours_card(tab: StaffTab, page: Page, id: int, sheet: TimeSheet) -> None:
    """The shifts, the latest first; without any the office's hours hold."""
    words = tab.words
    card = page.card(N_("Working hours"))
    add = Button(words(N_("Own hours…")), FILTER, "plus").on(lambda: add_shift(tab, id))
    card.tool(add.guard(tab.office, staff_hours.add_shift))
    card.line(N_("This week"), worked(sheet.this_week, words))
    if not sheet.shifts:
        card.line(N_("Hours"), words(N_("Those of the office")), Link("settings"))
    rows: list[tuple[str | QWidget, ...]] = []
    for each in sheet.shifts:
        rows.append((week(words, each.week), term(words, each), _shift_deeds(tab, each)))
    if rows:
        card.table((N_("Hours"), N_("From – until"), ""), rows)
    card.say(words(N_("The office's days off and make-up days hold for everybody.")), "muted")


def term(words: Words, shift: ShiftRow) -> str:
    """Early shift · from 1 Dec 2026, or with its last day."""
    first = words.date(shift.from_day)
    if shift.until_day is None:
        said = words(N_("from {day}"), day=first)
    else:
        said = f"{first} – {words.date(shift.until_day)}"
    return f"{shift.name} · {said}" if shift.name else said


def _shift_deeds(tab: StaffTab, shift: ShiftRow) -> QWidget:
    words = tab.words
    about = term(words, shift)
    deeds: list[_Deed] = [
        (N_("Change"), "pencil", staff_hours.change_shift, lambda: change_shift(tab, shift.id))
    ]
    if shift.until_day is None:
        deeds.append((N_("Ends…"), "calendar", staff_hours.end_shift, lambda: end_shift(tab, shift.id)))
    deeds.append(
        (N_("Entered by mistake"), "x", staff_hours.archive_shift,
         lambda: tab.do(staff_hours.archive_shift, shift.id, said=words(N_("Archived."))))
    )  # fmt: skip
    return small(tab, about, deeds)


_Deed = tuple[str, str, Callable[..., Any], Callable[[], object]]


def small(tab: StaffTab, about: str, deeds: Sequence[_Deed]) -> QWidget:
    """Small buttons side by side; each says what it does to what."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    line.addStretch(1)
    for title, picture, case, act in deeds:
        button = Button("", FILTER, picture).on(act)
        said = tab.words(title)
        button.setAccessibleName(f"{said}: {about}")
        button.setToolTip(said)
        line.addWidget(button.guard(tab.office, case))
    return holder


def leave_card(tab: StaffTab, page: Page, id: int, rows: Sequence[LeaveRow]) -> None:
    """Leave of the last weeks and ahead; each line opens its entry on the calendar."""
    words = tab.words
    card = page.card(N_("Leave and sick leave"))
    for kind, title in (("leave", N_("Leave…")), ("sick", N_("Sick…"))):
        add = Button(words(title), FILTER, "plus").on(partial(add_leave, tab, id, kind))
        card.tool(add.guard(tab.office, staff_hours.add_leave))
    if not rows:
        card.say(words(N_("None in the last weeks and none ahead.")), "muted")
    table: list[tuple[str | QWidget, ...]] = []
    for each in rows[:SHOWN]:
        way = LinkButton(when(words, each), partial(tab.office.go, Link("calendar", each.id)))
        kind = words(KINDS[each.kind])
        said = each.title if each.title == kind else f"{kind} · {each.title}"
        away = (N_("Remove"), "x", calendar.archive, partial(remove_leave, tab, each.id))
        table.append((said, way, small(tab, when(words, each), [away])))
    if table:
        card.table((N_("Kind"), N_("When"), ""), table)
    if len(rows) > SHOWN:
        card.say(words(N_("and {count} more"), count=len(rows) - SHOWN), "muted")


def when(words: Words, row: LeaveRow) -> str:
    """The days or hours; "again and again" for what repeats."""
    if row.starts is not None and row.ends is not None:
        same = words.local(row.starts).date() == words.local(row.ends).date()
        end = words.time(row.ends) if same else words.short_moment(row.ends)
        said = f"{words.short_moment(row.starts)}–{end}"
    else:
        last = "" if row.until_day in (None, row.from_day) else f" – {words.date(row.until_day)}"
        said = f"{words.date(row.from_day)}{last}"
    return words(N_("{time}, repeats"), time=said) if row.repeats else said


def out_card(tab: StaffTab, page: Page, sheet: TimeSheet) -> None:
    """Night and weekend work of this month and the last."""
    words = tab.words
    card = page.card(N_("Work out of hours"))
    card.line(N_("This month"), out(words, sheet.this_month), hint=words(ABOUT))
    card.line(N_("Last month"), out(words, sheet.last_month), hint=words(ABOUT))
    card.say(words(ABOUT), "muted")


def out(words: Words, line: Line) -> str:
    """5 h 20 min of 140 h: 2 h on working days, 3 h 20 min on days off."""
    if not line.out:
        return words(N_("none of {all}"), all=worked(line.worked, words))
    return words(
        N_("{out} of {all}: {evenings} on working days, {days_off} on days off"),
        out=worked(line.out, words), all=worked(line.worked, words), evenings=worked(line.evenings, words),
        days_off=worked(line.days_off, words),
    )  # fmt: skip


def add_shift(tab: StaffTab, id: int) -> None:
    _shift(tab, N_("Own working hours"), staff_hours.new_shift, staff_hours.add_shift, id)


def change_shift(tab: StaffTab, id: int) -> None:
    _shift(tab, N_("Change the working hours"), staff_hours.shift_form, staff_hours.change_shift, id)


NOTE = N_(
    "In place of the office's hours, from the first day on. Spans like 08:30-12:00, 13:30-18:00; 22:00-06:00 runs over "
    "midnight; an empty day is not worked. Of two that hold on a day, the one begun later counts."
)


def _shift(tab: StaffTab, title: str, read: Callable[..., Any], keep: Callable[..., Any], id: int) -> None:
    """The form of a shift, of a new one for the person or of one there is."""
    said = tab.words(SAVED)

    def open_form(form: staff_hours.ShiftForm) -> None:
        tab.ask_form(FormSetup(title, form, keep, (id,), said=lambda _done: said, note=tab.words(NOTE)))

    tab.ask(read, id, then=open_form)


def end_shift(tab: StaffTab, id: int) -> None:
    said = tab.words(SAVED)

    def open_form(form: staff_hours.EndForm) -> None:
        title = N_("The last day of these hours")
        tab.ask_form(FormSetup(title, form, staff_hours.end_shift, (id,), said=lambda _done: said))

    tab.ask(staff_hours.end_form, id, then=open_form)


def add_leave(tab: StaffTab, id: int, kind: str) -> None:
    """Today's leave is two presses: this and Save."""
    said = tab.words(N_("It stands on the calendar."))
    title = N_("Leave") if kind == "leave" else N_("Sick leave")

    def open_form(form: staff_hours.LeaveForm) -> None:
        tab.ask_form(FormSetup(title, form, staff_hours.add_leave, (id,), said=lambda _done: said))

    tab.ask(staff_hours.new_leave, kind, tab.words(KINDS[kind]), then=open_form)


def remove_leave(tab: StaffTab, id: int) -> None:
    tab.do(calendar.archive, id, said=tab.words(N_("Archived.")))
