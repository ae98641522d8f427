"""The ledger of promises: what is given to customers, kept, late or broken, by member of staff and by kind."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, WARNING, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import calls, promise_ledger, promises
from fmcrm_desktop.services.promise_ledger import DueForm, Figures, Kept, PromiseCard
from fmcrm_desktop.services.promises import DropForm, PromiseForm, PromiseRow
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.arithmetic import explained, worked
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure, FigureCard
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known, named
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, bar_button
from fmcrm_desktop.ui.kit.text import in_month

OPEN = ("open", "overdue")
Told = tuple[str, Kept, dict[str, tuple[object, ...]]]
"""A line of the table: what it is called, its figures, the filter that leads to its promises."""
SHOWN = (
    (OPEN, N_("Outstanding"), ACCENT),
    (("overdue",), N_("Overdue"), BAD),
    (("kept",), N_("Kept"), GOOD),
    (("late",), N_("Kept late"), WARNING),
)


def _name(row: PromiseRow, _words: Words) -> str:
    return f"{row.name} {row.other_name}".strip()


COLUMNS = (
    Column("due", N_("Until"), 126),
    Column("name", N_("Person"), 120, show=_name, sorts=False),
    Known("text", N_("What for"), 140, stretch=True, sorts=False),
    Chip("state", N_("State"), 96, choices=promises.STATES, sorts=False, tones=lambda row: tone(row.state)),
    Column("kind", N_("Promised"), 90, choices=PROMISE_KINDS),
    Known("staff", N_("Kept by"), 96, sorts=False),
    Column("made", N_("Given on"), 126, hidden=True),
    Column("kept", N_("Kept"), 126, sorts=False, hidden=True),
)


class PromisesTab(Tab):
    name = "promises"
    title = N_("Promises")
    shows = ("promise", "person", "staff", "work_order", "complaint")

    def build(self) -> None:
        filters = (
            Filter("state", N_("State"), promises.STATES, start=OPEN),
            Filter("kind", N_("Promised"), PROMISE_KINDS),
            Filter("staff", N_("Kept by"), case=promise_ledger.staff_options, told=named),
            Filter("month", N_("Due in"), case=promise_ledger.month_options, told=in_month),
        )
        empty = Empty(
            N_("Every time given to a customer stands here until it is kept. Nothing is promised now."),
            N_("Promise something"), self.give, promises.give,
        )  # fmt: skip
        self.top = QWidget()
        self._figures = QHBoxLayout(self.top)
        self._figures.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        self._figures.setSpacing(theme.GAP_M)
        self.body.addWidget(self.top)
        made = self.add_list(
            ListSetup("promises", promise_ledger.page, promise_ledger.rows, COLUMNS, filters, empty), share=58
        )
        new = Button(self.words(N_("Promise something")), FILTER, "plus").on(self.give)
        bar_button(self, new.key("Ctrl+N"), promises.give)
        for action in (
            Action(N_("Kept"), lambda ids: self.keep(ids[0]), promises.keep, "check", many=False, keys="Ctrl+1"),
            Action(N_("Change"), lambda ids: self.change(ids[0]), promise_ledger.change, "pencil", False, "Ctrl+E"),
            Action(N_("Take back"), lambda ids: self.drop(ids[0]), promises.drop, "undo-2", many=False),
        ):  # fmt: skip
            made.add_action(action)
        made.counted.connect(self._count)

    def _count(self, number: int) -> None:
        self.counts.emit(self.words(N_("{count} promises"), count=self.words.number(number)))
        assert self.list is not None
        self.ask(promise_ledger.figures, self.list.query, then=self._show_figures)

    # the figures on top

    def _show_figures(self, figures: Figures) -> None:
        self.figures = figures
        clear(self._figures)
        number, every = self.words.number, figures.all
        for states, title, colour in SHOWN:
            figure = Figure(title, number(every.count(*states)), "", colour, self._link(states))
            self._figures.addWidget(FigureCard(self.office, figure, False), 1)
        share = Figure(N_("Kept in time"), self.words.percent(every.share, 0), hint=self._explained())
        self._figures.addWidget(FigureCard(self.office, share, False), 1)
        whole = Button(self.words(N_("By person and kind"))).on(self.show_figures)
        self._figures.addWidget(whole)

    def _explained(self) -> str:
        return self.words(N_("Kept in time, of all whose moment has come and that were not taken back."))

    def _link(self, states: tuple[str, ...], **where: tuple[object, ...]) -> Link:
        assert self.list is not None
        kept = {name: values for name, values in self.list.query.where.items() if name != "state"}
        return Link("calls", where={**kept, "state": states, **where}, section="promises")

    def show_figures(self) -> None:
        """Kept, late and broken of each member of staff and each kind, in the detail's place."""
        self.detail.leave(self._draw_figures)

    def _draw_figures(self) -> None:
        self.id = 0
        page = self.new_page().head(self.words(N_("How promises are kept")), self._explained())
        staff: list[Told] = [
            (known(self.words, each.name) or self.words(N_("Nobody")), each, {"staff": (each.id,)})
            for each in self.figures.staff
        ]
        self._table(page.card(N_("By member of staff")), staff)
        kinds: list[Told] = [
            (self.words(PROMISE_KINDS.get(each.name, each.name)), each, {"kind": (each.name,)})
            for each in self.figures.kinds
        ]
        self._table(page.card(N_("By kind")), kinds)
        self.put(page.done())

    def _table(self, card: Card, rows: list[Told]) -> None:
        titles = (
            N_("Name"),
            N_("Outstanding"),
            N_("Kept"),
            N_("Kept late"),
            N_("Broken"),
            N_("Kept in time"),
        )
        card.table(
            titles,
            [
                (
                    name,
                    *(
                        self._cell(kept.count(state), self._link((state,), **where))
                        for state in ("open", "kept", "late", "overdue")
                    ),
                    self.words.percent(kept.share, 0) if kept.share is not None else "—",
                )
                for name, kept, where in rows
            ],
        )

    def _cell(self, count: int, link: Link) -> QWidget | str:
        return LinkButton(self.words.number(count), lambda: self.office.go(link)) if count else "0"

    # one promise

    def show_record(self, id: int) -> None:
        self.ask(promise_ledger.card, id, then=self._draw)

    def _draw(self, card: PromiseCard) -> None:
        row, words = card.row, self.words
        if row.id != self.id:
            return
        kind = words(PROMISE_KINDS.get(row.kind, row.kind))
        page = self.new_page().head(known(words, row.text) or kind, _name(row, words))
        if row.state in OPEN:
            call = {"promise": row.id, "person": row.person_id, "direction": "out"}
            page.button(N_("Call now"), lambda: self.office.go(Link("calls", new=call)), calls.log, primary=True,
                        picture="phone")  # fmt: skip
            page.button(N_("Kept"), lambda: self.keep(row.id, row.version), promises.keep)
            page.button(N_("Change"), lambda: self.change(row.id), promise_ledger.change)
            page.button(N_("Take back"), lambda: self.drop(row.id, row.version), promises.drop)
        page.chips((words(promises.STATES[row.state]), tone(row.state)), kind)
        box = page.card()
        box.line(N_("Until"), words.moment(row.due))
        if row.state in OPEN:
            said = worked(card.left, words)
            text = (
                N_("{time} of office hours ago")
                if row.state == "overdue"
                else N_("in {time} of office hours")
            )
            box.line(N_("That is"), words(text, time=said))
        box.line(N_("Remind at"), words.moment(card.remind) if card.remind else "")
        box.line(N_("Kept by"), known(words, row.staff))
        box.line(N_("Given on"), words.moment(row.made))
        if row.kept:
            box.line(N_("Kept"), words.moment(row.kept))
        if card.dropped:
            box.line(N_("Taken back"), words.moment(card.dropped))
            box.line(N_("Why"), card.why)
        box.unfold(explained(card.lines, words))
        about = page.card(N_("What it is about"))
        about.line(N_("Person"), _name(row, words), Link("owners", row.person_id))
        about.line(N_("Work order"), card.order, Link("work_orders", row.order_id))
        about.line(N_("Complaint"), card.complaint, Link("complaints", row.complaint_id))
        self.put(page.done())

    # deeds

    def give(self) -> None:
        said = self.words(N_("Promised"))
        self.ask_form(
            FormSetup(N_("Promise something"), PromiseForm(), promises.give, said=lambda _id: said, verb=N_("Promise"),
                      then=lambda done: self.show_id(done.result))
        )  # fmt: skip

    def keep(self, id: int, version: int | None = None) -> None:
        self.do(promises.keep, id, version, said=self.words(N_("Promise kept")))

    def drop(self, id: int, version: int | None = None) -> None:
        said = self.words(N_("Promise taken back"))
        self.ask_form(
            FormSetup(N_("Take a promise back"), DropForm(version=version), promises.drop, (id,),
                      said=lambda _id: said, verb=N_("Take back"))
        )  # fmt: skip

    def change(self, id: int) -> None:
        self.ask(promise_ledger.form_of, id, then=lambda form: self._change(id, form))

    def _change(self, id: int, form: DueForm) -> None:
        said = self.words(N_("Saved"))
        self.ask_form(
            FormSetup(N_("Another moment"), form, promise_ledger.change, (id,), said=lambda _id: said)
        )
