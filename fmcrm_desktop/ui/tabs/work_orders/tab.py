"""The Work orders tab: list left, the order's page or a form right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import charges, commendations, messages, work_orders
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.columns import Action, Empty
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Place, Tab, fetch, new_button
from fmcrm_desktop.ui.tabs.work_orders.board_switch import LIST
from fmcrm_desktop.ui.tabs.work_orders.board_ways import Ways
from fmcrm_desktop.ui.tabs.work_orders.columns import FILTERS, columns

if TYPE_CHECKING:
    from fmcrm_desktop.services.work_orders import OrderCard


def _job_sheet() -> Callable[..., Any]:
    """The list stands before what is only printed is loaded."""
    from fmcrm_desktop.services import papers

    return papers.job_sheet_of


JOB_SHEETS = many.Papers(N_("Print job sheets"), N_("Job sheets"), "job-sheet", _job_sheet)
MANY = many.Many(
    work_orders.change_many, work_orders.ManyOrdersForm,
    N_("{count} work orders are marked. A field left empty stays as it is."),
    work_orders.archive_many, work_orders.restore_many, JOB_SHEETS,
    writing=many.Writing(N_("Message about it…"), messages.write, "work_order"),
)  # fmt: skip


DISPATCH = (
    "event", "event_staff", "staff_hours", "staff_skill", "skill", "territory", "territory_building",
    "territory_staff", "setting",
)  # fmt: skip
"""What only the board looks at: who is at work, able, and where."""


class WorkOrdersTab(Tab):
    """Orders from the request to the closing."""

    name = "work_orders"
    sheets = JOB_SHEETS
    title = N_("Work orders")
    shows = (
        "work_order", "visit", "visit_staff", "move", "note", "person", "unit", "staff", "category",
        "charge", "bill", "complaint_order", *DISPATCH,
    )  # fmt: skip

    def build(self) -> None:
        empty = Empty(
            N_("No work order is open. What owners ask to be repaired stands here until the order is closed."),
            N_("Enter an order"), lambda: self.open_new({}), work_orders.enter,
        )  # fmt: skip
        setup = ListSetup(
            "work_orders",
            work_orders.page,
            work_orders.rows,
            columns(self.office),
            filters=FILTERS,
            empty=empty,
        )
        made = self.add_list(setup, share=58)
        made.counted.connect(self._count)
        for action in (
            Action(
                N_("Change"),
                lambda ids: ids and self.edit(ids[0]),
                work_orders.change,
                "pencil",
                many=False,
                keys="Ctrl+E",
            ),
            _praise(self),
            *many.actions(self, MANY),
        ):
            made.add_action(action)
        new_button(self, work_orders.enter, "", N_("New work order"))
        self.ways = Ways(self, made)

    def reload(self) -> None:
        """The way that is seen is asked for anew; the other one when it is turned to."""
        if self.ways.board_shown:
            self.ways.board.reload()
        else:
            super().reload()

    def place(self) -> Place:
        return replace(super().place(), part=self.ways.day)

    def restore(self, place: Place) -> None:
        super().restore(place)
        self.ways.go_back(place.part)

    def open(self, link: Link) -> None:
        """What a link leads to stands in the list."""
        self.ways.show(LIST)
        super().open(link)

    def _count(self, count: int) -> None:
        self.counts.emit(self.words(N_("{n} work orders"), n=self.words.number(count)))

    # one order

    def show_record(self, id: int) -> None:
        self.ask(work_orders.card, id, then=self._draw)

    def _draw(self, card: OrderCard) -> None:
        if card.id != self.id:
            return
        # The list stands before the page of an order is loaded.
        from fmcrm_desktop.ui.tabs.work_orders import always, deeds, page, related
        from fmcrm_desktop.ui.tabs.work_orders.charges_card import ChargesCard

        more = always.others(self, card)
        cards = related.cards(self.office, card, lambda tie: self._untie(card, tie))
        if self.office.may(charges.of_order):
            cards.append(ChargesCard(self, card.id, card.archived))
        self.put(page.draw(self.new_page(), card, lambda step: deeds.begin(self, card, step), more, cards))

    def _untie(self, card: OrderCard, tie: int) -> None:
        said = self.words(N_("Not related any more"))
        self.do(work_orders.untie, tie, said=said, then=lambda _done: self.show_record(card.id))

    # forms

    def open_new(self, start: dict[str, Any]) -> None:
        """The form of a new order, filled from a call, a complaint, a person, a unit or fields by their names."""
        from fmcrm_desktop.ui.tabs.work_orders.entry import Entry

        self.ask(work_orders.draft, start, then=lambda form: Entry(self, form, start))

    def edit(self, id: int) -> None:
        """Put an order right."""
        change_form(self, N_("Change work order"), (work_orders.change_form, work_orders.change), id)

    def _print(self, ids: list[int]) -> None:
        from fmcrm_desktop.ui.tabs.work_orders import always

        if ids:
            fetch(self, work_orders.card, ids[0], then=lambda card: always.paper(self, "job-sheet", card))

    def print_page(self) -> None:
        """Ctrl+P: the order that is shown, or a sheet for each that is marked, or for all that is on the board."""
        if self.ways.board_shown:
            self.ways.board.print_sheets()
            return
        marked = self.list.table.selected() if self.list is not None else []
        if len(marked) > 1:
            many.print_all(self, JOB_SHEETS, marked)
        else:
            self._print([self.id] if self.id else [])


def _praise(tab: Tab) -> Action:
    """Praise for a piece of work is written down on its own page."""

    def begin(ids: list[int]) -> None:
        tab.office.go(Link("praise", new={"order": ids[0]}, section="commendations"))

    return Action(N_("Write down praise"), begin, picture="star", many=False, late=lambda: commendations.add)
