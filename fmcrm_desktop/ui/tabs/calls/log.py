"""The log of calls: the list on the left, one call with all that followed on the right; the call desk over both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.call import DIRECTIONS, OUTCOMES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import BUILDING_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import call_topics, calls, staff
from fmcrm_desktop.services.call_topics import TopicRow
from fmcrm_desktop.services.calls import CallForm, CallRow, Logged
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known, named
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, bar_button
from fmcrm_desktop.ui.tabs.calls import telling
from fmcrm_desktop.ui.tabs.calls.desk import FOLDED, CallDesk
from fmcrm_desktop.ui.tabs.calls.page import CallPage
from fmcrm_desktop.ui.warming import Warming

SETTLED = 1_500
"""Milliseconds from the end of a call to the making of the next desk."""


def _who(row: CallRow, _words: Words) -> str:
    return telling.full_name(row.name, row.other_name) or row.number


def _length(row: CallRow, _words: Words) -> str:
    return telling.length(row.seconds)


COLUMNS = (
    Column("started", N_("When"), 112),
    Column("who", N_("Who"), 130, stretch=True, show=_who, sorts=False),
    Column("unit", N_("Unit"), 72, sorts=False),
    Known("topic", N_("About"), 86, sorts=False),
    Chip(
        "outcome", N_("Outcome"), 88, choices=OUTCOMES, tones=lambda row: telling.OUTCOME_TONES[row.outcome]
    ),
    Column("direction", N_("Direction"), 62, choices=DIRECTIONS),
    Column("seconds", N_("Length"), 54, digits=True, show=_length, sorts=False),
    Known("staff", N_("Staff"), 80, sorts=False),
    Column("number", N_("Telephone number"), 120, hidden=True),
)

MANY = many.Many(
    calls.change_many, calls.ManyCallsForm, N_("{count} calls are marked. A field left empty stays as it is."),
    calls.archive_many, calls.restore_many,
)  # fmt: skip


class LogTab(Tab):
    name = "log"
    title = N_("Call log")
    shows = ("call", "promise", "complaint", "work_order", "event", "person", "unit", "lead", "lead_step")

    def build(self) -> None:
        filters = (
            Filter("direction", N_("Direction"), DIRECTIONS),
            Filter("outcome", N_("Outcome"), OUTCOMES),
            Filter("topic", N_("Topic"), case=call_topics.options),
            Filter("staff", N_("Staff"), case=staff.options, told=named),
            Filter("building_kind", N_("Kind of building"), BUILDING_KINDS),
        )
        empty = Empty(
            N_("Every call that was written down stands here."), N_("Log a call"), lambda: self.open_new({}), calls.log
        )  # fmt: skip
        made = self.add_list(ListSetup("calls", calls.page, calls.rows, COLUMNS, filters, empty), share=56)
        new = Button(self.words(N_("Log a call")), FILTER, "plus").on(lambda: self.open_new({}))
        bar_button(self, new, calls.log)
        made.add_action(
            Action(N_("Change"), lambda ids: self.edit(ids[0]), calls.change, "pencil", False, "Ctrl+E")
        )
        for action in many.actions(self, MANY):
            made.add_action(action)
        made.counted.connect(lambda count: self.counts.emit(self._count(count)))
        self.detail.currentChanged.connect(lambda _at: self._make_room())
        self._spare: FormPage | None = None
        self._topics: tuple[str, Sequence[TopicRow]] = (
            "",
            (),
        )  # as the last desk knew them: they stand there at once

    def _count(self, count: int) -> str:
        if count == 1:
            return self.words(N_("1 call"))
        return self.words(N_("{count} calls"), count=self.words.number(count))

    def reload(self) -> None:
        """Behind the desk nothing is seen, and news of the call itself would be heard before the desk is cleared: the
        list is asked for when it has come back."""
        if self.detail.form is None:
            super().reload()
        else:
            self._stale = True

    def _make_room(self) -> None:
        """The call desk has the whole width; the list comes back with the page of a call."""
        self._pane().setVisible(self.detail.form is None)
        QTimer.singleShot(0, self, self._list_anew)  # when that is painted

    def _list_anew(self) -> None:
        """The page beside it is asked for by whatever closed the desk."""
        if self._stale and self.list is not None and self.detail.form is None:
            self._stale = False
            self.list.reload()

    def _pane(self) -> QWidget:
        pane = self.splitter.widget(0)
        assert pane is not None
        return pane

    def show_record(self, id: int) -> None:
        self.ask(calls.card, id, then=lambda card: self.put(CallPage(self, card).draw()))

    # forms

    @property
    def desk(self) -> CallDesk | None:
        """The call desk that is open."""
        form = self.detail.form
        found = form.findChild(CallDesk) if form is not None else None
        return found if isinstance(found, CallDesk) else None

    def open_new(self, start: dict[str, Any]) -> None:
        """The call desk, of a link's new={"person", "unit", "number", "direction", "promise", "topic", "lead"};
        {"dial": True} dials as well. What older ways wrap in {"call": …} is unwrapped."""
        start = dict(start.get("call") or start) if "call" in start else start
        if start:
            self.ask(calls.draft, start, then=lambda form: self._open_desk(start, form))
            return
        if self.detail.typed_before is not None and not self.office.quiet:
            return  # the call that was interrupted is on its way back, and comes first
        # Nothing is known yet, so nobody waits for an answer: the clock alone comes after.
        desk = self._open_desk(start, CallForm())
        if desk is not None:
            self.office.ask(desk, calls.draft, start, then=lambda form: desk.clock.since(form.clock))

    def _open_desk(self, start: dict[str, Any], form: CallForm) -> CallDesk | None:
        """None when the clerk stays with what was typed before."""
        page = self._made(form)
        self._pane().hide()  # before the desk is shown, which otherwise is laid out twice
        known = {name: value for name, value in start.items() if name != "dial"}

        def began(moment: Any) -> None:
            self.detail.again = ("open_new", ({**known, "clock": moment},))

        self.detail.open_made(page, ("open_new", (known,)))
        self._make_room()
        if self.detail.form is not page or self.desk is None:
            return None
        self.desk.clock.runs.connect(began)
        if form.clock is not None:
            began(form.clock)
        if form.clock is not None and "clock" in start:
            self.desk.clock.go_on(form.clock, self.office.cut_off)
        if start.get("dial") and form.number:
            self.desk.dial(form.number)
        return self.desk

    def _made(self, form: CallForm) -> FormPage:
        """The desk that was made ready, or a new one where none is yet."""
        page, self._spare = self._spare, None
        if page is not None and self.detail.typed_before is None:
            page.form.set(form)
            return page
        return self._new_desk(form)

    def _new_desk(self, form: CallForm) -> FormPage:
        setup = FormSetup(
            N_("Log a call"), form, calls.log, verb=N_("Log the call"),
            then=lambda done: _go_on(self, done.result.id, page.form.original.line_id), said=self._logged,
            dress=self._dress, folded=FOLDED,
        )  # fmt: skip
        page = FormPage(self.office, setup, self.detail)
        return page

    def warming(self) -> Iterator[None]:
        """The next call desk, hidden: F2 has only to show it."""
        if self._spare is not None or not self.office.may(calls.log):
            return
        page = self._new_desk(CallForm())
        page.hide()
        yield
        self._dress(page)
        page.setup = replace(page.setup, dress=None)
        yield
        page.resize(self.window().size())
        page.grab()  # styles everything and lays it out, as the first showing would
        if self._spare is None:
            self._spare = page
        else:
            page.deleteLater()

    def _dress(self, page: FormPage) -> None:
        desk = CallDesk(page)
        desk.show_topics(*self._topics)

        def told(answer: tuple[str, Sequence[TopicRow]]) -> None:
            self._topics = answer
            desk.show_topics(*answer)

        self.office.ask(desk, call_topics.at_desk, then=told)
        page.closed.connect(self._closed)

    def _closed(self) -> None:
        """The keyboard goes to the list; the next desk is made when this has settled."""
        Warming(self.warming(), SETTLED, self)
        if self.list is not None:
            self.list.table.setFocus()

    def edit(self, id: int) -> None:
        """Correct a call; what followed from it stands where it is, so that is not asked again."""
        said = self.words(N_("Saved"))

        def open_form(form: CallForm) -> None:
            setup = FormSetup(
                N_("Change a call"),
                form,
                calls.change,
                (id,),
                said=lambda _result: said,
                dress=self._dress,
                folded=FOLDED,
            )
            self.put_form(setup, "edit", id)

        self.ask(calls.form, id, then=open_form)

    def archive(self, id: int) -> None:
        self.do(calls.archive, id, said=self.words(N_("Archived")))

    def restore_call(self, id: int) -> None:
        self.do(calls.restore, id, said=self.words(N_("Restored")))

    def _logged(self, logged: Logged) -> str:
        numbers = [number for number in (logged.complaint_number, logged.order_number) if number]
        if not numbers:
            return self.words(N_("Call logged"))
        return self.words(N_("Call logged, {numbers} entered"), numbers=telling.joined(self.words, numbers))


def _go_on(tab: LogTab, call: int, line: int | None) -> None:
    """To what was logged; whoever works a call list down, back to that."""
    tab.show_id(call)
    if line is not None:
        tab.office.go(Link("calls", new={"called": line}, section="lines"))
