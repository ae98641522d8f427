"""What the form of an event does beyond any form: days or hours, an end that follows, clashes before saving."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import Clash, EventForm
from fmcrm_desktop.services.calendar_entries import Ref
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.text import label

ROWS = (
    "title", "kind place", "whole_day", "starts", "ends", "from_day until_day", "person_id unit_id", "staff", "notes",
)  # fmt: skip
"""Beside the calendar there is little width: a day with its time takes a row."""
PATIENCE = 250
"""Milliseconds of quiet before the clashes are asked for."""


def clash_sentence(clash: Clash, words: Words) -> str:
    """Gao Jun is already at "lift" 18 Nov 09:00–11:00."""
    title = f"{clash.number} {clash.title}".strip()
    when = f"{words.short_moment(clash.starts)}–{words.time(clash.ends)}"
    return words(N_("{name} is already at “{title}”, {when}."), name=clash.staff, title=title, when=when)


def clash_sentences(clashes: list[Clash], words: Words) -> str:
    said = [clash_sentence(clash, words) for clash in clashes[:4]]
    if len(clashes) > 4:
        said.append(words(N_("And {count} more."), count=len(clashes) - 4))
    return "\n".join(said)


class EventEditing(QObject):
    """Lives with the form page of an event; ``ref`` is the event being changed, None for a new one."""

    def __init__(self, page: FormPage, ref: Ref | None = None) -> None:
        super().__init__(page)
        self._page, self._ref = page, ref
        self._words = page.office.words
        self._slots = page.form.slots
        self._start = self._moment("starts")
        self._plain_verb = page.save_button.text()
        self.notice = QFrame()
        self.notice.setProperty("kind", "bad")
        self._sentence = label("", wrap=True)
        inside = QVBoxLayout(self.notice)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self._sentence)
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self.check)
        page.form.edited.connect(self._wait.start)
        page.form.on_change("whole_day", self._turn)
        page.form.on_change("starts", self._end_follows)
        self._show_times()
        self._show([])
        self.check()

    def _lay_out(self) -> None:
        grid = self._page.form.layout()
        assert isinstance(grid, QGridLayout)
        for slot in self._slots.values():
            grid.removeWidget(slot)
        rows: list[tuple[QWidget, ...]] = [
            tuple(self._slots[name] for name in names.split()) for names in ROWS
        ]
        for down, row in enumerate([(self.notice,), (self._slots["overrule"],), *rows]):
            for across, widget in enumerate(row):
                grid.addWidget(widget, down, across, 1, 2 // len(row))

    def check(self) -> None:
        """Ask who is wanted twice, as soon as the form can be read."""
        try:
            form: EventForm = self._page.form.value()
        except Refusal:
            return
        self._page.office.ask(self, calendar.clashes_of, form, self._ref, then=self._show)

    def _show(self, clashes: list[Clash]) -> None:
        self._sentence.setText(clash_sentences(clashes, self._words))
        self.notice.setVisible(bool(clashes))
        self.notice.setAccessibleName(self._sentence.text())
        self._slots["overrule"].setVisible(bool(clashes))
        self._page.save_button.setText(self._words(N_("Save anyway")) if clashes else self._plain_verb)

    def _moment(self, name: str) -> datetime | None:
        try:
            found: Any = self._slots[name].editor.value()
        except Refusal:
            return None
        return found if isinstance(found, datetime) else None

    def _show_times(self) -> None:
        whole = bool(self._slots["whole_day"].editor.value())
        for name in ("starts", "ends"):
            self._slots[name].setVisible(not whole)
        for name in ("from_day", "until_day"):
            self._slots[name].setVisible(whole)

    def _turn(self) -> None:
        """Between hours and whole days: the days stay the same."""
        words = self._words
        if self._slots["whole_day"].editor.value():
            for moment, day in (("starts", "from_day"), ("ends", "until_day")):
                at = self._moment(moment)
                if at is not None and self._slots[day].editor.raw() == "":
                    self._slots[day].editor.set(words.local(at).date())
        elif self._moment("starts") is None:
            try:
                day = self._slots["from_day"].editor.value()
            except Refusal:
                day = None
            if day is not None:
                nine = datetime(day.year, day.month, day.day, 9, tzinfo=words.zone)
                self._slots["starts"].editor.set(nine)
                self._slots["ends"].editor.set(nine + timedelta(hours=1))
        self._start = self._moment("starts")
        self._show_times()

    def _end_follows(self) -> None:
        """A start that moves takes the end along."""
        start, end = self._moment("starts"), self._moment("ends")
        if start is not None and self._start is not None and end is not None and end > self._start:
            self._slots["ends"].editor.set(end + (start - self._start))
        if start is not None:
            self._start = start
