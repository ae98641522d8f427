"""The page of one entry beside the calendar: when, who, where, who came, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from fmcrm_desktop.model.event import ANSWERS, DIRECTIONS
from fmcrm_desktop.model.field import Field, FormField
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.repeat_words import in_words
from fmcrm_desktop.model.tones import BAD, GOOD
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import (
    attendance_sheet,
    calendar,
    calls,
    complaints,
    post_room,
    tasks,
    work_orders,
)
from fmcrm_desktop.services.calendar import EventSheet, Invited, Mark
from fmcrm_desktop.services.calendar.forms import LOGGED
from fmcrm_desktop.services.calendar_days import KIND_WORDS, opens
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FILTER, PRIMARY, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.editors import ChoiceEditor
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar.look import KIND_TONES, title_of

SIGNED = "fmcrm_desktop.reports.attendance_sheet:make"
FACE_TO_FACE = frozenset({"visit", "appointment", "meeting"})
"""Kinds in which somebody is met."""
ATTENDED = frozenset({"meeting", "activity"})
"""Kinds of which it is noted who came."""
_ANSWER = FormField("answer", str, Field(N_("Answer"), choices=ANSWERS))


@dataclass(frozen=True)
class Actions:
    """What the tab does for the page's buttons."""

    edit: Callable[[], object]
    finish: Callable[[], object]
    archive: Callable[[], object]
    close: Callable[[], object]
    came: Callable[[Mark, bool], object]
    all_came: Callable[[], object]
    answer: Callable[[Mark, str], object]
    found: Callable[[], object]


def when(entry: Entry, words: Words) -> str:
    """The exact time in words."""
    if entry.starts is not None and entry.ends is not None:
        same = words.local(entry.starts).date() == words.local(entry.ends).date()
        return f"{words.moment(entry.starts)}–{words.time(entry.ends) if same else words.moment(entry.ends)}"
    first, last = words.date(entry.from_day), words.date(entry.until_day)
    return first if first == last else f"{first} – {last}"


def fill(page: Page, entry: Entry, sheet: EventSheet | None, actions: Actions) -> Page:
    """Put an entry on an empty page; ``sheet`` is what more there is to an event."""
    words = page.office.words
    page.head(title_of(entry, words), when(entry, words)).button(N_("Close"), actions.close)
    page.add(_buttons(page.office, entry, actions))
    chips: list[tuple[str, str] | str] = [
        (words(KIND_WORDS[entry.kind]), KIND_TONES.get(entry.kind, "")),
        (words(N_("Clashes")) if entry.clash else "", BAD),
        (words(N_("Ticked off")) if entry.done else "", GOOD),
    ]
    if sheet is not None and entry.kind in FACE_TO_FACE:
        page.add(_follow_up(page.office, entry, sheet, actions))
    if sheet is not None:
        chips.append((words(DIRECTIONS[sheet.form.direction]) if sheet.form.direction else "", ""))
        chips.append((words(N_("Changed in its series")) if sheet.of_series else "", ""))
    page.chips(*chips)
    _details(page, entry, sheet)
    if sheet is not None:
        if entry.kind in ATTENDED or sheet.guests:
            _invited(page, entry, sheet, actions)
        if sheet.form.notes:
            page.card(N_("Notes")).say(sheet.form.notes)
        page.add(AttachmentsCard(page.office, "event", entry.id))
    return page.done()


def _details(page: Page, entry: Entry, sheet: EventSheet | None) -> None:
    words = page.office.words
    card = page.card(N_("Details"))
    if sheet is not None and sheet.first_day is not None:
        card.line(N_("Repetition"), in_words(sheet.form.repeat, sheet.first_day, words))
    card.line(N_("Staff"), known(words, *entry.names))
    person = Link("owners", entry.person_id) if entry.person_id is not None else None
    card.line(N_("Person"), entry.person, person)
    card.line(N_("Unit"), entry.unit)
    card.line(N_("Place"), known(words, entry.place))
    if sheet is not None and sheet.room:
        card.line(N_("Room"), sheet.room)
    if entry.order_id is not None:
        number = entry.number or (sheet.order if sheet is not None else "") or words(N_("Open"))
        card.line(N_("Work order"), number, Link("work_orders", entry.order_id))
    if sheet is not None:
        _more_details(page, card, sheet)


def _more_details(page: Page, card: Card, sheet: EventSheet) -> None:
    words, form = page.office.words, sheet.form
    if form.complaint_id is not None and sheet.complaint:
        card.line(N_("Complaint"), sheet.complaint, Link("complaints", form.complaint_id))
    if form.lead_id is not None and sheet.lead:
        card.line(N_("Prospect"), sheet.lead, Link("prospects", form.lead_id))
    if form.remind_before is not None:
        card.line(N_("Reminder"), remind_words(form.remind_before, words))
    if sheet.by:
        card.line(N_("Entered by"), known(words, sheet.by))
    if sheet.clash_reason:
        card.line(N_("Why it may clash"), sheet.clash_reason)


def remind_words(minutes: int, words: Words) -> str:
    """15 minutes before."""
    said = calendar.REMIND.get(minutes)
    return words(said) if said else words(N_("{time} before"), time=words.duration(minutes))


def _invited(page: Page, entry: Entry, sheet: EventSheet, actions: Actions) -> None:
    """Who is invited, what the guests answered, and a tick for each who came."""
    office = page.office
    card = page.card(N_("Who was there"))
    sheet_of = partial(office.go, Link("reports", new={"wanted": _to_sign(entry, office.words)}))
    sign = Button(office.words(N_("Attendance sheet")), FILTER, "printer").on(sheet_of)
    card.tool(sign.guard(office, attendance_sheet.sheet))
    card.tool(
        Button(office.words(N_("All came")), FILTER).on(actions.all_came).guard(office, calendar.all_came)
    )
    rows: list[list[str | QWidget]] = []
    for guest, people in ((False, sheet.staff), (True, sheet.guests)):
        for place, one in enumerate(people):
            mark = Mark(guest, place)
            rows.append(
                [_name(office, one), _answer(office, one, mark, actions), _came(office, one, mark, actions)]
            )
    if rows:
        card.table((N_("Name"), N_("Answer"), N_("Came")), rows)
    else:
        card.say(office.words(N_("Nobody is invited yet.")), "muted")


def _to_sign(entry: Entry, words: Words) -> object:
    """The paper on which those who come sign."""
    from fmcrm_desktop.reports.options import Wanted, called

    title = N_("Attendance sheet")
    return Wanted(words(title), SIGNED, ((entry.id, entry.occurrence),), called(title, entry.title))


def _name(office: QtOffice, one: Invited) -> str | QWidget:
    if one.person_id is None:
        return one.name
    link = Link("owners", one.person_id)
    return LinkButton(one.name, lambda: office.go(link))


def _answer(office: QtOffice, one: Invited, mark: Mark, actions: Actions) -> QWidget:
    if not one.guest:
        return label("—", "muted")
    editor = ChoiceEditor(office, _ANSWER)
    editor.set(one.answer)
    editor.combo.setAccessibleName(office.words(N_("Answer of {name}"), name=one.name))
    editor.combo.setEnabled(office.may(calendar.answer))
    editor.edited.connect(lambda: actions.answer(mark, editor.value()))
    return editor


def _came(office: QtOffice, one: Invited, mark: Mark, actions: Actions) -> QWidget:
    tick = QCheckBox()
    tick.setChecked(bool(one.attended))
    tick.setAccessibleName(office.words(N_("{name} came"), name=one.name))
    tick.setEnabled(office.may(calendar.attend))
    tick.clicked.connect(lambda on: actions.came(mark, on))
    return tick


def _follow_up(office: QtOffice, entry: Entry, sheet: EventSheet, actions: Actions) -> QWidget:
    """What was found when somebody was met, and what follows from it, with all that is known filled in."""
    words, flow = office.words, Flow(theme.GAP_S)
    flow.add(
        Button(words(N_("What was found…")), FILTER, "pencil").on(actions.found).guard(office, calendar.found)
    )
    about = {"person": entry.person_id, "unit": sheet.form.unit_id}
    for title, link, case in (
        (N_("New task"), Link("tasks", new={**about, "title": entry.title}, section="mine"), tasks.add),
        (N_("Work order"), Link("work_orders", new=about), work_orders.enter),
        (N_("Complaint"), Link("complaints", new={**about, "channel": "visit"}), complaints.register),
    ):
        flow.add(Button(words(title), FILTER, "plus").on(partial(office.go, link)).guard(office, case))
    return flow


def _buttons(office: QtOffice, entry: Entry, actions: Actions) -> QWidget:
    words = office.words
    flow = Flow(theme.GAP_S)
    if entry.table == "event":
        tick = N_("Mark as not done") if entry.done else N_("Mark as done")
        flow.add(Button(words(N_("Change")), PRIMARY).on(actions.edit).guard(office, calendar.change))
        flow.add(Button(words(tick)).on(actions.finish).guard(office, calendar.finish))
        flow.add(Button(words(N_("Archive"))).on(actions.archive).guard(office, calendar.archive))
        if entry.kind in LOGGED:
            new = {
                "channel": entry.kind,
                "direction": "out",
                "subject": entry.title,
                "person": entry.person_id,
            }
            there = Link("channels", new=new, section="post")
            log = Button(words(N_("Log in the post room…"))).on(lambda: office.go(there))
            flow.add(log.guard(office, post_room.add))
    elif (link := opens(entry)) is not None:
        text = N_("Open work order") if entry.order_id is not None else N_("Open")
        flow.add(Button(words(text), PRIMARY).on(partial(office.go, link)))
    known = _to_call(entry)
    if known:
        call = Link("calls", new=known, section="log")
        flow.add(
            Button(words(N_("Call now")), picture="phone")
            .on(partial(office.go, call))
            .guard(office, calls.log)
        )
    return flow


def _to_call(entry: Entry) -> dict[str, object]:
    """What the call desk begins with: the promise that is open, the prospect, or the person it is about."""
    if entry.table == "promise" and not entry.done:
        return {"promise": entry.id}
    if entry.table == "next_step":
        return {"lead": entry.id, "direction": "out"}
    return {"person": entry.person_id, "direction": "out"} if entry.person_id is not None else {}
