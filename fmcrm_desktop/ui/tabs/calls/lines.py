"""The lines of call lists, worked down one by one: whom, by which number, what to say, what came of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from fmcrm_desktop.model.call import LINE_STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import CONTACT_KINDS
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import call_lists, calls, work_orders
from fmcrm_desktop.services.call_lists import BackForm, CallerForm, LineCard, LineRow, Number
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FLAT, Button, WholeLink
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known, named
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import warning
from fmcrm_desktop.ui.kit.listing import ListSetup, take_keyboard
from fmcrm_desktop.ui.kit.page import Column as Stack
from fmcrm_desktop.ui.kit.tab import Tab, fetch
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.rating import ask_rating

TONES = {
    "waiting": ACCENT, "reached": GOOD, "not_reached": WARNING, "call_back": WARNING, "refused": BAD, "left_out": GREY,
}  # fmt: skip
WHOSE = {"mine": N_("Mine"), "nobody": N_("Nobody's yet")}
DEEDS = (
    ("reached", N_("Reached"), "Ctrl+1"),
    ("not_reached", N_("Not reached"), "Ctrl+2"),
    ("refused", N_("Does not want to be called"), "Ctrl+4"),
    ("left_out", N_("Leave out"), "Ctrl+5"),
)
"""What can be noted without a form, each by one key; Ctrl+3 is the call-back, which asks until when."""


def _name(row: LineRow, _words: Words) -> str:
    return f"{row.name} {row.other_name}".strip()


def _tries(row: LineRow, words: Words) -> str:
    return words.number(row.tries) if row.tries else ""


COLUMNS = (
    Column("name", N_("Name"), 150, stretch=True, show=_name, sorts=False),
    Column("unit", N_("Unit"), 76, sorts=False),
    Column("phone", N_("Telephone"), 112, sorts=False),
    Chip("state", N_("State"), 122, choices=LINE_STATES, tones=lambda row: TONES.get(row.state, GREY)),
    Column("tries", N_("Tries"), 56, digits=True, show=_tries),
    Known("staff", N_("Caller"), 96, sorts=False),
    Column("last_try", N_("Last try"), 120, hidden=True),
    Column("list_name", N_("Call list"), 140, sorts=False, hidden=True),
    Column("note", N_("Note"), 140, sorts=False, hidden=True),
)


class LinesTab(Tab):
    name = "call_lines"
    title = N_("To call")
    shows = (
        "call_line",
        "call_list",
        "call",
        "promise",
        "person",
        "contact_point",
        "complaint",
        "work_order",
    )

    def build(self) -> None:
        filters = (
            Filter("list", N_("Call list"), case=call_lists.list_options),
            Filter("whose", N_("Whose"), WHOSE, single=True),
            Filter("state", N_("State"), LINE_STATES),
            Filter("staff", N_("Caller"), case=call_lists.staff_options, told=named),
        )
        empty = Empty(
            N_("Nobody is to be called. Make a call list, and its lines stand here to be worked down."),
            N_("Make a call list"), lambda: self.office.go(Link("calls", new={}, section="lists")), call_lists.make,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("call_lines", call_lists.lines, call_lists.line_rows, COLUMNS, filters, empty), share=55
        )
        made.add_action(Action(N_("Caller…"), self.give, call_lists.assign, "user"))
        for state, title, keys in DEEDS:
            made.add_action(Action(title, partial(self.note, state), call_lists.done_many, keys=keys))
        made.add_action(
            Action(N_("Call-back promised…"), lambda ids: self.promise(ids[0]), call_lists.call_back, "clock",
                   many=False, keys="Ctrl+3")
        )  # fmt: skip
        made.add_action(
            Action(
                N_("Call"),
                lambda ids: self.call_line(ids[0]),
                calls.log,
                "phone",
                many=False,
                keys="Ctrl+Return",
            )
        )
        made.counted.connect(self._count)

    def _count(self, number: int) -> None:
        self.counts.emit(self.words(N_("{count} lines"), count=self.words.number(number)))

    @property
    def mine(self) -> bool:
        """Whether only one's own lines are looked at."""
        return self.list is not None and "mine" in self.list.query.where.get("whose", ())

    # the card

    def show_record(self, id: int) -> None:
        self.ask(call_lists.card, id, self.mine, then=self._draw)

    def _draw(self, card: LineCard) -> None:
        if card.line.id != self.id:
            return
        words, person = self.words, card.person
        title = f"{person.name} {person.other_name}".strip()
        role = words(ROLES[person.role]) if person.role in ROLES else ""
        page = self.new_page().head(title, " · ".join(part for part in (person.units, role) if part), title)
        page.button(N_("Call"), lambda: self.call(card), calls.log, primary=True, picture="phone")
        page.button(N_("Owner page"), lambda: self.office.go(Link("owners", person.id)))
        following = page.button(N_("Next person"), lambda: card.next_id and self.show_id(card.next_id))
        following.refuse("" if card.next_id else words(N_("Nobody else waits on this list.")))
        page.chips(
            (words(LINE_STATES[card.line.state]), TONES.get(card.line.state, GREY)),
            words(N_("{n} tries"), n=card.line.tries) if card.line.tries else "",
            card.list_name,
        )
        if person.warning:
            page.add(warning(person.warning))
        page.add(self._deeds(card))
        left, right = page.columns(1, 1)
        self._numbers(left, card)
        if card.matter is not None:
            about = left.card(N_("What it is about"))
            about.line(card.matter_number, card.matter_title or "—", card.matter)
            if card.to_rate is not None:
                rate = Button(words(N_("Rate"))).on(partial(ask_rating, self, card.to_rate))
                about.tool(rate.guard(self.office, work_orders.rate))
        self._open(left, card)
        script = suiting(card.said.script, card.said.other_script, words)
        if script:
            right.card(N_("What to say")).say(script)
        if card.line.note:
            right.card(N_("Note")).say(card.line.note)
        self._promises(right, card)
        self.put(page.done())

    def _deeds(self, card: LineCard) -> QWidget:
        """What came of it, as buttons that need no form."""
        flow = Flow(6)
        words, id = self.words, card.line.id
        for state, title, keys in DEEDS[:2]:
            flow.add(self._deed(title, keys, partial(self.note, state, [id])))
        back = Button(words(N_("Call-back promised…"))).on(lambda: self.promise(id))
        back.setToolTip("Ctrl+3")
        flow.add(back.guard(self.office, call_lists.call_back))
        for state, title, keys in DEEDS[2:]:
            flow.add(self._deed(title, keys, partial(self.note, state, [id])))
        return flow

    def _deed(self, title: str, keys: str, act: Any) -> Button:
        made = Button(self.words(title)).on(act)
        made.setToolTip(keys)
        return made.guard(self.office, call_lists.done)

    def _numbers(self, stack: Stack, card: LineCard) -> None:
        words = self.words
        box = stack.card(N_("Telephone"))
        if not card.numbers:
            box.say(words(N_("There is no number that may be used.")), "muted")
        for number in card.numbers:
            box.put(CONTACT_KINDS.get(number.kind, number.kind), self._number(card, number))
            more = " · ".join(part for part in (words(number.why), number.hours) if part)
            if more:
                box.put("", label(more, "muted", wrap=True))
        wish = [words(CONTACT_KINDS[card.channel])] if card.channel in CONTACT_KINDS else []
        wish += [card.hours] if card.hours else []
        if wish:
            box.line(N_("Prefers"), " · ".join(wish))

    def _number(self, card: LineCard, number: Number) -> QWidget:
        words = self.words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(WholeLink(number.value, lambda: self.call(card, number.value)), 1)
        copy = Button("", FLAT, "copy").on(lambda: QApplication.clipboard().setText(number.value))
        copy.setAccessibleName(words(N_("Copy the number")))
        copy.setToolTip(words(N_("Copy the number")))
        row.addWidget(copy)
        return holder

    def _open(self, stack: Stack, card: LineCard) -> None:
        box = stack.card(N_("Pending"))
        if not card.open:
            box.say(self.words(N_("Nothing is open.")), "muted")
        for matter in card.open:
            tab = "complaints" if matter.kind == "complaint" else "work_orders"
            box.line(matter.number, matter.title or "—", Link(tab, matter.id))

    def _promises(self, stack: Stack, card: LineCard) -> None:
        if card.promises:
            box = stack.card(N_("Promised"))
            for row in card.promises:
                link = Link("calls", row.id, section="promises")
                box.line(self.words.short_moment(row.due), row.text or row.name or "—", link)

    # deeds

    def open_new(self, start: dict[str, Any]) -> None:
        """{"next": list} goes to the line that is called next, {"called": line} on from one whose call is logged."""
        if self.list is not None:
            take_keyboard(self.list)  # its keys say what came of a call
        if "next" in start:
            self.ask(
                call_lists.next_line, int(start["next"]), self.mine, then=lambda id: id and self.show_id(id)
            )
        elif "called" in start:
            self.show_id(int(start["called"]))
            fetch(self, call_lists.card, int(start["called"]), self.mine, then=partial(_go_on, self))

    def call(self, card: LineCard, number: str = "") -> None:
        """To the call desk, which knows the line and notes what came of it; what the list is about is written there."""
        first = number or (card.numbers[0].value if card.numbers else "")
        about = suiting(card.said.topic, card.said.other_topic, self.words) or card.list_name
        new = {
            "person": card.person.id, "line": card.line.id, "direction": "out", "number": first, "topic": about,
        }  # fmt: skip
        self.office.go(Link("calls", new=new))

    def call_line(self, id: int) -> None:
        fetch(self, call_lists.card, id, self.mine, then=self.call)

    def note(self, state: str, ids: list[int]) -> None:
        """What came of these lines; with one it goes on to the next."""
        said = self.words(LINE_STATES[state])
        if len(ids) == 1:
            fetch(
                self, call_lists.card, ids[0], self.mine, then=lambda card: self._note_one(card, state, said)
            )
        else:
            self.do(call_lists.done_many, ids, state, said=said)

    def _note_one(self, card: LineCard, state: str, said: str) -> None:
        name = f"{card.person.name}: {said}"
        card = replace(card, line=replace(card.line, state=state))
        self.do(call_lists.done, card.line.id, None, state, said=name, then=lambda _done: _go_on(self, card))

    def promise(self, id: int) -> None:
        said = self.words(N_("Call-back promised"))
        self.ask(
            call_lists.line_draft,
            id,
            then=lambda form: self._promise(id, form, said),
        )

    def _promise(self, id: int, form: BackForm, said: str) -> None:
        self.ask_form(
            FormSetup(
                N_("Call-back promised"), form, call_lists.call_back, (id,), said=lambda _id: said,
                verb=N_("Promise"),
            )
        )  # fmt: skip

    def give(self, ids: list[int]) -> None:
        self.ask_form(
            FormSetup(
                N_("Caller"), CallerForm(), call_lists.assign, (ids,), verb=N_("Assign"),
                said=lambda n: self.words(N_("{n} lines given"), n=n),
                note=self.words(N_("Left empty, the lines belong to nobody yet.")),
            )
        )  # fmt: skip


def _go_on(tab: LinesTab, card: LineCard) -> None:
    """To the next line; who was reached about finished work is asked for the rating first."""

    def go_on() -> None:
        if card.next_id:
            tab.show_id(card.next_id)

    if card.line.state == "reached" and card.to_rate is not None and tab.office.may(work_orders.rate):
        ask_rating(tab, card.to_rate, go_on)
    else:
        go_on()
