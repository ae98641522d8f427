"""The call form as the call desk: the finder and the caller's card at the left, the form short, the clock running."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.phone import plain_digits
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calls
from fmcrm_desktop.services.calendar import Clashing
from fmcrm_desktop.services.call_topics import TopicRow
from fmcrm_desktop.services.calls import CallForm, Candidate, Prospect
from fmcrm_desktop.services.calls.who import Caller
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FLAT, Button
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.steady import in_sight
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.calls import telling
from fmcrm_desktop.ui.tabs.calls.caller_card import CallerCard
from fmcrm_desktop.ui.tabs.calls.finder import CallerFinder, is_whole_number
from fmcrm_desktop.ui.tabs.calls.prospect import ProspectAtDesk
from fmcrm_desktop.ui.tabs.calls.rows import DeskRows
from fmcrm_desktop.ui.tabs.calls.topics import Script, TopicButtons

FOLLOWS = {
    "make_order": ("order_category_id", "order_priority"),
    "make_complaint": ("complaint_category_id",),
    "make_appointment": ("meet_from", "meet_until", "meet_place", "meet_staff"),
    "make_call_back": ("call_back", "remind"),
    "make_lead": ("next_step", "next_day", "purpose", "responsible_id"),
}
"""What each tick opens."""
FOLDED = ("new_name", "overrule", "lead_id", *(name for names in FOLLOWS.values() for name in names))
HOUR, AT_ONCE = timedelta(hours=1), timedelta(minutes=2)
TICKS = {"order": "make_order", "complaint": "make_complaint", "appointment": "make_appointment",
         "call_back": "make_call_back", "lead": "make_lead"}  # fmt: skip
KEYED = {"work_orders": "order", "complaints": "complaint"}
"""What F3 and F4 begin: during a call it is the call's, with its person and unit."""


class CallDesk(QObject):
    """Lives with the form page of a call."""

    def __init__(self, page: FormPage) -> None:
        super().__init__(page)
        self.page, self.office, self.words = page, page.office, page.office.words
        self.slots = page.form.slots
        self.new = page.form.original.version is None
        self.caller: Caller | None = None
        self._office_name = ""
        self._card: CallerCard | None = None
        self.topic_line = _line(self.slots["topic"].editor.focusProxy())
        self.topics = TopicButtons(self.office, self.topic_line, page.form)
        self.script = Script(self.office, page.form)
        self._beside()
        more: dict[str, QWidget] = {"TOPICS": self.topics, "SCRIPT": self.script}
        self.rows = DeskRows(page, self.column, more)
        self.clock = Clock(self)
        page.begin = self.begin
        if self.new:
            page.takes = partial(_takes, self)
        self._connect()
        self.prospect = ProspectAtDesk(self)

    # how it stands on the page

    def _beside(self) -> None:
        holder = self.column = self.page.column()
        self.left = QVBoxLayout(holder)
        self.left.setContentsMargins(0, 0, 0, 0)
        self.left.setSpacing(theme.GAP_M)
        self.finder = CallerFinder(self.office, holder)
        self.left.addWidget(self.finder)

    def _connect(self) -> None:
        self.finder.taken.connect(self.take)
        self.finder.typed.connect(self._typed)
        self.finder.passed.connect(self.topic_line.setFocus)
        self.finder.made.connect(self._new_person)
        self.topic_line.returnPressed.connect(self._enter)
        self.topics.chosen.connect(self._tell)
        self.script.wanted.connect(self._tick)
        self.page.refused.connect(self._refused)
        self.page.form.on_change(  # chosen in the field itself, or taken out of it
            "person_id", lambda: self.know(self.slots["person_id"].editor.raw()[0] or None)
        )
        for tick in FOLLOWS:
            self.page.form.on_change(tick, partial(self._ticked, tick))
        for name in ("order_category_id", "complaint_category_id"):
            self.page.form.on_change(name, partial(_chosen, self, name))
        self.page.form.on_change("meet_from", self._end_follows)
        if not self.new:
            for name in FOLLOWS:
                self.slots[name].hide()

    def begin(self) -> None:
        """The keyboard to where the clerk begins."""
        self.clock.begin()
        for tick, names in FOLLOWS.items():
            if self.slots[tick].editor.value():
                self.show_fields(*names)
        lead, person = (_named(self, name) for name in ("lead_id", "person_id"))
        if lead is not None:
            self.prospect.know(lead)
        if person is not None:
            self.know(person)
            self.topic_line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.new and not self.slots["number"].editor.raw():
            self.finder.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.topic_line.setFocus(Qt.FocusReason.OtherFocusReason)

    # who it is

    def take(self, candidate: Candidate | Prospect) -> None:
        typed = self.finder.field.text()
        if isinstance(candidate, Prospect):
            self.prospect.take(candidate, typed if is_whole_number(typed) else "")
            self._taken()
            return
        self.prospect.leave()
        self.slots["person_id"].editor.set(candidate.row.id)
        if candidate.unit_id is not None:
            self.slots["unit_id"].editor.set(candidate.unit_id)
        reason = candidate.reason
        known = reason.text if reason.why == "telephone" else candidate.row.phone
        # Seven figures may be a number or the part of one.
        whole = is_whole_number(typed) and len(plain_digits(typed)) >= len(plain_digits(known))
        self.slots["number"].editor.set(typed if whole else known)
        self.know(candidate.row.id)
        self._taken()

    def _taken(self) -> None:
        """Somebody known is calling: no name is asked for, and what it is about comes next."""
        if self.slots["new_name"].made:
            self.slots["new_name"].editor.set("")
            self.slots["new_name"].hide()
        self.finder.field.clear()
        self.topic_line.setFocus()

    def know(self, person: int | None) -> None:
        """Show the card of the one who is calling; none for nobody."""
        if person is None:
            self._show_caller(None)
            return
        self.office.ask(self, calls.caller, person, then=self._show_caller)

    def _show_caller(self, caller: Caller | None) -> None:
        self.caller = caller
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        if caller is not None:
            self._card = CallerCard(self.office, caller, self.column)
            self._card.dialled.connect(self.dial)
            self._card.placed.connect(self.slots["unit_id"].editor.set)
            self._card.tied.connect(self.prospect.know)
            self.left.addWidget(self._card)
        self._tell()

    def _typed(self, text: str) -> None:
        """A number typed is the call's, also when nobody is found under it."""
        if is_whole_number(text):
            self.slots["number"].editor.set(text.strip())

    def _new_person(self, text: str) -> None:
        """Nobody knows them: a name makes a person of them when the call is saved."""
        self.slots["person_id"].editor.set(None)
        self._show_caller(None)
        name = self.slots["new_name"]
        self.show_fields("new_name")
        if is_whole_number(text):
            self._typed(text)
        else:
            name.editor.set(text)
        name.editor.setFocus()

    # what it is about

    def show_topics(self, office_name: str, topics: Sequence[TopicRow]) -> None:
        self._office_name = office_name
        self.topics.show_topics(topics)

    def _tell(self) -> None:
        """The script for the topic, with the caller's name and unit in it."""
        caller = self.caller
        names = {
            "office": self._office_name,
            "name": self.words(N_("Sir or Madam")),
            "unit": self.words(N_("your unit")),
        }
        if caller is not None:
            row = caller.row
            chinese = telling.in_language(caller.language, self.words)
            names["name"] = telling.picked(chinese, row.name, row.other_name)
            names["unit"] = caller.units[0][1] if caller.units else names["unit"]
        self.script.show_topic(self.topics.topic, caller.language if caller else "", names)

    def _enter(self) -> None:
        """Enter after the topic: saves the call when nothing else is wanted, else goes on to what is."""
        if not self.topic_line.text().strip():
            return
        if any(self.slots[tick].editor.value() for tick in FOLLOWS):
            self.slots["notes"].editor.setFocus()
        else:
            self.page.save()

    # what follows

    def show_fields(self, *names: str) -> None:
        """Unfold fields; Tab finds them where they stand."""
        for name in names:
            self.slots[name].show()
        self.rows.order()

    def _tick(self, makes: str) -> None:
        tick = TICKS.get(makes, "")
        if tick and not self.slots[tick].editor.value():
            self.slots[tick].editor.set(True)
            self._ticked(tick)

    def _ticked(self, tick: str) -> None:
        """A tick opens its fields; without it they are empty and gone."""
        on = bool(self.slots[tick].editor.value())
        if on:
            self.show_fields(*FOLLOWS[tick])
        for name in () if on else FOLLOWS[tick]:
            self.slots[name].hide()
            if self.slots[name].made:
                self.slots[name].editor.set(getattr(CallForm(), name))
        if on:
            self.slots[FOLLOWS[tick][0]].editor.setFocus()
            in_sight(self.page.scroll_area, self.slots[FOLLOWS[tick][-1]])

    def _end_follows(self) -> None:
        """An appointment takes an hour unless something else is said."""
        try:
            start, end = (self.slots[name].editor.value() for name in ("meet_from", "meet_until"))
        except Refusal:
            return
        if start is not None and (end is None or end <= start) and self.slots["meet_from"].editor.raw()[1]:
            self.slots["meet_until"].editor.set(start + HOUR)

    def _refused(self, refusal: Refusal) -> None:
        """Somebody is wanted twice: the reason may be given."""
        if isinstance(refusal, Clashing):
            self.show_fields("overrule")
            self.slots["overrule"].editor.setFocus()

    def dial(self, number: str) -> None:
        """Hand the number to the system; the call goes out and the clock begins anew."""
        self.slots["direction"].editor.set("out")
        self.slots["number"].editor.set(number)
        self.clock.restart()
        if self.office.dialler.dial(number):
            self.office.say(self.words(N_("Dialling {number}"), number=number))
        else:
            self.office.say(self.words(N_("Nothing on this computer takes calls. Copy the number instead.")))
        self.topic_line.setFocus()


def _takes(desk: CallDesk, link: Link) -> bool:
    """Whether what a key begins is the call's: its tick is set, and the keyboard where it goes on."""
    makes = KEYED.get(link.tab, "")
    if makes:
        desk._tick(makes)
        desk.slots[FOLLOWS[TICKS[makes]][0]].editor.setFocus()
    return bool(makes)


def _chosen(desk: CallDesk, name: str) -> None:
    """A kind was picked: what was said is written next, where it is not yet."""
    picked, notes = desk.slots[name].editor, desk.slots["notes"].editor
    holder = picked.focusProxy()
    if picked.raw()[0] and holder is not None and holder.hasFocus() and not notes.raw().strip():
        notes.setFocus()


def _named(desk: CallDesk, name: str) -> int | None:
    """Who or what stands in a field, given to the form or typed before the program was interrupted."""
    slot = desk.slots[name]
    return (slot.editor.raw()[0] or None) if slot.made else getattr(desk.page.form.original, name)


class Clock(QObject):
    """Runs from opening or dialling, is seen in the empty field of the length, and stops when that is filled. ``runs``
    tells since when, on the office's clock: a call that comes back after a kill goes on from there."""

    runs = Signal(object)

    def __init__(self, desk: CallDesk) -> None:
        super().__init__(desk)
        self._form = desk.page.form
        self._line = _line(desk.slots["length"].editor.focusProxy())
        self._elapsed = QElapsedTimer()
        self._before = 0  # milliseconds that had passed when it was shown
        words = desk.words
        self.shown = label("0:00", "key", desk.finder)
        self.shown.setAccessibleName(words(N_("Length of the call")))
        self.stop = Button(words(N_("Stop the clock")), FLAT, "clock", desk.finder).on(self.hold)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._show)
        if desk.new:
            desk.finder.tool(self.shown)
            desk.finder.tool(self.stop)

    def begin(self) -> None:
        """It runs from the moment the desk is shown."""
        self._elapsed.start()
        if self._form.original.version is None:
            self._second.start()

    def go_on(self, began: datetime, until: datetime | None) -> None:
        """It ran before the program was interrupted (``until`` then), and the call with it: who is back at once may
        have the caller on the line still, otherwise the length stays as it was and can be set, or emptied again."""
        now = datetime.now(UTC)
        if until is not None and began < until < now - AT_ONCE and not self._line.text().strip():
            self._before = _milliseconds(until - began)
            self.hold()
        self._before = max(0, _milliseconds(now - began))

    def since(self, moment: datetime | None) -> None:
        """When that was, on the office's clock."""
        self._form.original = replace(self._form.original, clock=moment)
        self.runs.emit(moment)

    @property
    def passed(self) -> int:
        """Milliseconds."""
        return self._before + self._elapsed.elapsed()

    @property
    def text(self) -> str:
        return telling.length(self.passed // 1000)

    def _show(self) -> None:
        typed = self._line.text().strip()
        self.shown.setText(typed or self.text)
        self._line.setPlaceholderText(self.text)

    def hold(self) -> None:
        """The call is over and the writing goes on: the length stays as it is now."""
        self._line.setText(self.text)
        self._line.textEdited.emit(self._line.text())
        self._show()

    def restart(self) -> None:
        """The call begins now."""
        form: CallForm = self._form.original
        if form.clock is not None:
            self.since(form.clock + timedelta(milliseconds=self.passed))
        self._before = 0
        self._elapsed.restart()
        self._line.clear()
        self._show()


def _milliseconds(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)


def _line(widget: QWidget | None) -> QLineEdit:
    assert isinstance(widget, QLineEdit)
    return widget
