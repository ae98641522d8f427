"""The phone book: everybody's numbers, found by name, unit or any part of a number; copied, dialled, printed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import CONTACT_KINDS
from fmcrm_desktop.model.tones import ACCENT, GOOD, GREY, VIOLET
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, calls, owners, phone_book
from fmcrm_desktop.services.phone_book import GROUPS, Entry
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, bar_button, fetch

TONES = {"person": GREY, "staff": ACCENT, "vendor": VIOLET, "service": GOOD}


def _name(row: Entry, _words: Words) -> str:
    return f"{row.name} {row.other_name}".strip()


COLUMNS = (
    Column("name", N_("Name"), 200, stretch=True, show=_name),
    Column("unit", N_("Unit"), 110),
    Column("number", N_("Telephone"), 150, sorts=False),
    Column("kind", N_("Kind"), 90, choices=CONTACT_KINDS, sorts=False),
    Chip(
        "group", N_("Group"), 130, choices=GROUPS, sorts=False, tones=lambda row: TONES.get(row.group, GREY)
    ),
    Column("note", N_("Note"), 100, sorts=False, show=lambda row, words: words(row.note)),
    Column("hours", N_("Preferred hours"), 120, sorts=False, hidden=True),
)


class PhoneBookTab(Tab):
    name = "phone_book"
    title = N_("Phone book")
    shows = ("person", "contact_point", "relation", "unit", "staff")

    def build(self) -> None:
        filters = (
            Filter("group", N_("Group"), GROUPS),
            Filter("building", N_("Building"), case=buildings.options),
        )
        empty = Empty(
            N_("The numbers of owners, tenants, staff and outside firms stand here once they are known."),
            N_("Add the first person"), lambda: self.office.go(Link("owners", new={})), owners.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("phone_book", phone_book.page, phone_book.rows, COLUMNS, filters, empty), share=66
        )
        printing = Button(self.words(N_("Print…")), FILTER, "printer").on(self.print_page)
        bar_button(self, printing, phone_book.sheet)
        made.add_action(Action(N_("Call"), self.call, calls.log, "phone", many=False, keys="Ctrl+Return"))
        made.add_action(
            Action(N_("Copy the number"), self.copy, phone_book.page, "copy", keys="Ctrl+Shift+C")
        )
        made.opened.connect(lambda id: self.call([id]))
        made.counted.connect(self._count)

    def _count(self, number: int) -> None:
        self.counts.emit(self.words(N_("{count} numbers"), count=self.words.number(number)))

    def show_record(self, id: int) -> None:
        self.ask(phone_book.rows, [id], then=self._draw)

    def _draw(self, found: list[Entry]) -> None:
        if not found or found[0].id != self.id:
            return
        it, words = found[0], self.words
        page = self.new_page().head(_name(it, words), it.unit, it.name)
        page.button(N_("Call"), lambda: self._call(it), calls.log, primary=True, picture="phone")
        page.button(N_("Copy"), lambda: self._copy([it]), picture="copy")
        if it.group == "person":
            page.button(N_("Owner page"), lambda: self.office.go(Link("owners", it.record_id)))
        page.chips((words(GROUPS[it.group]), TONES[it.group]))
        box = page.card(N_("Telephone"))
        box.line(N_("Telephone number"), it.number, lambda: self._call(it))
        box.line(N_("Kind"), words(CONTACT_KINDS.get(it.kind, it.kind)))
        if it.hours:
            box.line(N_("Preferred hours"), it.hours)
        if it.note:
            box.line(N_("Note"), words(it.note))
        self.put(page.done())

    # deeds

    def call(self, ids: list[int]) -> None:
        fetch(self, phone_book.rows, ids[:1], then=lambda found: found and self._call(found[0]))

    def _call(self, it: Entry) -> None:
        """To the call desk, which dials and writes down."""
        new: dict[str, object] = {"number": it.number, "direction": "out"}
        if it.group == "person":
            new["person"] = it.record_id
        self.office.go(Link("calls", new=new))

    def copy(self, ids: list[int]) -> None:
        fetch(self, phone_book.rows, ids, then=self._copy)

    def _copy(self, found: list[Entry]) -> None:
        QApplication.clipboard().setText("\n".join(it.number for it in found))
        self.office.say(self.words(N_("Copied: {text}"), text=", ".join(it.number for it in found[:5])))

    def print_page(self) -> None:
        """Ctrl+P: the book on paper, by name or by building."""
        self.office.go(Link("reports", new={"report": "phone-list"}))
