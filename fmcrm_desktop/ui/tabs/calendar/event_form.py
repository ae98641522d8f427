"""What the form of an event does beyond any form: fields by kind, an end that follows, clashes and free times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import calendar, telling_events
from fmcrm_desktop.services.calendar import FIELDS, LOGGED, THIS, UNDATED, Checked, Clash, EventForm
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.kit.repeat_editor import RepeatEditor
from fmcrm_desktop.ui.kit.text import label

ROWS = (
    "title", "kind", "whole_day", "starts", "ends", "from_day until_day", "repeat", "on_holiday", "staff",
    "+people", "place room_id", "person_id unit_id", "guests", "tell", "order_id complaint_id", "lead_id",
    "remind_before", "notes",
)  # fmt: skip
"""Beside the calendar there is little width: a day with its time takes a row."""
ALWAYS = ("title", "kind", "notes")
DAYS = ("from_day", "until_day")
HOURS = ("starts", "ends")
PATIENCE = 250
"""Milliseconds of quiet before the clashes are asked for."""
OFFERED = 8
"""Common free times offered at once."""
Span = tuple[datetime, datetime]


def clash_sentence(clash: Clash, words: Words) -> str:
    """Gao Jun is already at "lift" 18 Nov 09:00–11:00, and 3 more times."""
    title = f"{clash.number} {clash.title}".strip()
    when = _taken(clash, words)
    text = (
        N_("{name} is taken by “{title}”, {when}.")
        if clash.room
        else N_("{name} is already at “{title}”, {when}.")
    )
    said = words(text, name=known(words, clash.staff), title=title, when=when)
    if clash.times > 1:
        said = words(N_("{clash} The same at {count} times in all."), clash=said, count=clash.times)
    return said


def _taken(clash: Clash, words: Words) -> str:
    """Hours of a day; days alone where whole ones are taken: 1 Dec, 1 Dec–3 Dec."""
    start, end = words.local(clash.starts), words.local(clash.ends)
    last = (end - timedelta(microseconds=1)).date()
    if start.time() == end.time() == time(0):
        days = dict.fromkeys(words.short_date(day) for day in (start.date(), last))
        return "–".join(days)
    until = words.time(clash.ends) if last == start.date() else words.short_moment(clash.ends)
    return f"{words.short_moment(clash.starts)}–{until}"


def clash_sentences(clashes: list[Clash], words: Words) -> str:
    said = [clash_sentence(clash, words) for clash in clashes[:4]]
    if len(clashes) > 4:
        said.append(words(N_("And {count} more."), count=len(clashes) - 4))
    return "\n".join(said)


def span_words(span: Span, words: Words) -> str:
    """Tue 24 Nov 10:00–11:00."""
    day = words.local(span[0]).date()
    hours = f"{words.time(span[0])}–{words.time(span[1])}"
    return f"{words.weekday(day)} {words.short_date(day)} {hours}"


class EventEditing(QObject):
    """Lives with the form page of an event; ``id`` is the event being changed, None for a new one."""

    def __init__(self, page: FormPage, id: int | None = None) -> None:
        super().__init__(page)
        self._page, self._id = page, id
        self._words = page.office.words
        self._slots = page.form.slots
        self._start = self._moment("starts")
        self._plain_verb = page.save_button.text()
        self._free: Span | None = None
        self.take = Button("", FILTER, "clock").on(self._take_free)
        self.common = Button(self._words(N_("Find a common time")), FILTER, "clock").on(self._find)
        self.all_staff = Button(self._words(N_("All staff")), FILTER, "users").on(self._all_staff)
        self._people = flowing(self.all_staff, self.common)
        self._lay_out(self._make_notice())
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self.check)
        page.form.edited.connect(self._wait.start)
        page.form.edited.connect(self._show_fields)
        page.form.on_change("whole_day", self._turn)
        page.form.on_change("starts", self._end_follows)
        self._show_fields()
        self._show(Checked([]))
        self.check()
        if id is None:
            page.office.ask(self, telling_events.usually, then=self._tell_usually)

    def _tell_usually(self, on: bool) -> None:
        """The tick as the office's setting has it; nobody has typed it."""
        form = self._page.form
        if on and not form.dirty:
            form.set(replace(form.original, tell=on))

    def _make_notice(self) -> QFrame:
        self.notice = QFrame()
        self.notice.setProperty("kind", "bad")
        self._sentence = label("", wrap=True)
        inside = QVBoxLayout(self.notice)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self._sentence)
        inside.addWidget(self.take)
        return self.notice

    def _lay_out(self, notice: QFrame) -> None:
        grid = self._page.form.given()
        for slot in self._slots.values():
            grid.removeWidget(slot)
        rows: list[tuple[QWidget, ...]] = [
            tuple(self._people if name == "+people" else self._slots[name] for name in names.split())
            for names in ROWS
        ]
        for down, row in enumerate([(notice,), (self._slots["overrule"],), *rows]):
            for across, widget in enumerate(row):
                grid.addWidget(widget, down, across, 1, 2 // len(row))
        # the keyboard goes the way the eye does
        editors = {name: slot.editor.focusProxy() or slot.editor for name, slot in self._slots.items()}
        for one, other in pairwise((self.take, editors["overrule"], editors["title"])):
            QWidget.setTabOrder(one, other)
        for one, other in pairwise((editors["staff"], self.all_staff, self.common, editors["place"])):
            QWidget.setTabOrder(one, other)

    # which fields there are

    def _show_fields(self) -> None:
        """Only what the kind asks for; times by day or by hour."""
        kind = str(self._value("kind") or "")
        asked = set(FIELDS.get(kind, ())) | set(ALWAYS)
        if self._page.setup.value.scope == THIS:
            asked -= {"repeat"}
        if not self._value("repeat") or "repeat" not in asked:
            asked -= {"on_holiday"}
        asked -= set(HOURS) if self._value("whole_day") and "whole_day" in asked else set(DAYS)
        for name, slot in self._slots.items():
            if name != "overrule" and slot.isVisibleTo(self._page.form) != (name in asked):
                slot.setVisible(name in asked)
        self._people.setVisible("staff" in asked)
        self.common.setVisible("ends" in asked and kind not in UNDATED and kind not in LOGGED)
        editor = self._slots["repeat"].editor
        assert isinstance(editor, RepeatEditor)
        editor.begin_on(self._day())

    def _day(self) -> date | None:
        if self._value("whole_day"):
            found = self._value("from_day")
            return found if isinstance(found, date) else None
        start = self._moment("starts")
        return self._words.local(start).date() if start is not None else None

    def _value(self, name: str) -> Any:
        """What a field says, None while it cannot be read."""
        try:
            return self._slots[name].editor.value()
        except Refusal:
            return None

    def _moment(self, name: str) -> datetime | None:
        found = self._value(name)
        return found if isinstance(found, datetime) else None

    # clashes and free times

    def check(self) -> None:
        """Ask who is wanted twice, as soon as the form can be read."""
        form = self._form()
        if form is not None:
            self._page.office.ask(self, calendar.clashes_of, form, self._id, then=self._show)

    def _form(self) -> EventForm | None:
        try:
            form: EventForm = self._page.form.value()
        except Refusal:
            return None
        return form

    def _show(self, checked: Checked) -> None:
        clashes = checked.clashes
        self._free = checked.free
        self._sentence.setText(clash_sentences(clashes, self._words))
        self.notice.setVisible(bool(clashes))
        self.notice.setAccessibleName(self._sentence.text())
        self.take.setVisible(checked.free is not None)
        if checked.free is not None:
            when = span_words(checked.free, self._words)
            self.take.setText(self._words(N_("Take the free slot {when}"), when=when))
            self.take.setAccessibleName(self.take.text())
        self._slots["overrule"].setVisible(bool(clashes))
        self._page.save_button.setText(self._words(N_("Save anyway")) if clashes else self._plain_verb)

    def _take_free(self) -> None:
        if self._free is not None:
            self._put(self._free)

    def _put(self, span: Span) -> None:
        for name, moment in zip(HOURS, span, strict=True):
            self._slots[name].editor.set(moment)
        self._start = span[0]
        self._slots["overrule"].editor.set("")
        self._page.form.edited.emit()
        self._slots["starts"].editor.setFocus()

    def _find(self) -> None:
        form = self._form()
        if form is not None:
            self._page.office.ask(self, calendar.free_times, form, self._id, then=self._offer)

    def _offer(self, spans: list[Span]) -> None:
        menu = QMenu(self.common)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for span in spans[:OFFERED]:
            action = menu.addAction(span_words(span, self._words))
            action.triggered.connect(lambda _on=False, span=span: self._put(span))
        if not spans:
            menu.addAction(self._words(N_("No common time within two weeks"))).setEnabled(False)
        menu.popup(self.common.mapToGlobal(QPoint(0, self.common.height())))

    def _all_staff(self) -> None:
        def put(people: list[calendar.StaffRow]) -> None:
            self._slots["staff"].editor.set(tuple(row.id for row in people))
            self._page.form.edited.emit()

        self._page.office.ask(self, calendar.people, then=put)

    # times that follow each other

    def _turn(self) -> None:
        """Between hours and whole days: the days stay the same."""
        words = self._words
        if self._slots["whole_day"].editor.value():
            for moment, day in (("starts", "from_day"), ("ends", "until_day")):
                at = self._moment(moment)
                if at is not None and self._slots[day].editor.raw() == "":
                    self._slots[day].editor.set(words.local(at).date())
        elif self._moment("starts") is None and (begun := self._value("from_day")) is not None:
            nine = datetime(begun.year, begun.month, begun.day, 9, tzinfo=words.zone)
            self._slots["starts"].editor.set(nine)
            self._slots["ends"].editor.set(nine + timedelta(hours=1))
        self._start = self._moment("starts")
        self._show_fields()

    def _end_follows(self) -> None:
        """A start that moves takes the end along."""
        start, end = self._moment("starts"), self._moment("ends")
        if start is not None and self._start is not None and end is not None and end > self._start:
            self._slots["ends"].editor.set(end + (start - self._start))
        if start is not None:
            self._start = start
