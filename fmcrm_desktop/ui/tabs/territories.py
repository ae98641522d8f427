"""Territories: the list, the page of one with buildings and people, and re-drawing, seen before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.territory import TERRITORY_ROLES
from fmcrm_desktop.model.tones import ACCENT, GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import territories
from fmcrm_desktop.services.territories import Measured, RedrawForm, Redrawn, TerritoryCard, TerritoryForm
from fmcrm_desktop.ui.kit.arithmetic import worked
from fmcrm_desktop.ui.kit.bilingual import below, known, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button

STATES = {"now": N_("Now"), "over": N_("Over"), "coming": N_("Not yet")}
TONES = {"now": GOOD, "over": GREY, "coming": ACCENT}
MEASURED = N_(
    "Minutes on site and the median from report to arrival in working time, both of the last {days} days."
)

AS_IF = N_("After: as if the new borders held already. What was received before {day} keeps its territory.")


def listed(names: Sequence[str], words: Words) -> str:
    return words.listed(names)


COLUMNS = (
    Suited("name", N_("Territory"), 150, stretch=True),
    Column("buildings", N_("Buildings"), 120, show=lambda row, words: listed(row.buildings, words)),
    Column("people", N_("People"), 160, show=lambda row, words: known(words, *row.people)),
    Column("open", N_("Open orders"), 90, digits=True),
)


class TerritoriesTab(Tab):
    name = "territories"
    title = N_("Territories")
    shows = ("territory", "territory_building", "territory_staff", "building", "staff", "work_order", "visit")

    def build(self) -> None:
        empty = Empty(
            N_("Buildings that have their own people make a territory: who works there sees its work orders."),
            N_("Enter the first territory"), lambda: self.open_new({}), territories.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("territories", territories.page, territories.rows, COLUMNS, (), empty), share=46
        )
        new_button(self, territories.add, N_("New"), N_("New territory"))
        for action in (
            Action(N_("Change"), lambda ids: self.edit(ids[0]), territories.change, "pencil", False, "Ctrl+E"),
            Action(N_("Re-draw…"), lambda ids: self.redraw((), ids[0]), territories.redraw, "map-pin", many=False),
            archiving(self, territories.archive),
        ):  # fmt: skip
            made.add_action(action)
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("Territories: {count}"), count=count))
        )

    def show_record(self, id: int) -> None:
        self.ask(territories.card, id, then=self._draw)

    def _draw(self, card: TerritoryCard) -> None:
        if card.id != self.id:
            return
        words, id = self.words, card.id
        page = self.new_page().head(
            suiting(card.name, card.other_name, words), below(words, card.name, card.other_name, card.note)
        )
        if card.archived:
            page.button(N_("Restore"), lambda: self.do(territories.restore, id, said=words(N_("Restored"))),
                        territories.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.do(territories.archive, id, said=words(N_("Archived"))),
                        territories.archive)  # fmt: skip
            held = tuple(each.id for each in card.buildings if each.state == "now")
            page.button(
                N_("Re-draw…"), lambda: self.redraw(held if len(held) == 1 else (), None), territories.redraw
            )
            page.button(N_("Change"), lambda: self.edit(id), territories.change, primary=True)
        figures = card.figures
        page.figures(
            Figure(N_("Buildings"), words.number(figures.buildings)),
            Figure(N_("Open orders"), words.number(figures.open), link=Link(
                "work_orders", where={"state": ("open",), "territory": (id,)})),
            Figure(N_("Hours on site"), worked(figures.worked, words), hint=words(MEASURED, days=territories.DAYS)),
            Figure(N_("Response time"), _response(words, figures), hint=words(MEASURED, days=territories.DAYS)),
            Figure(N_("People"), words.number(figures.people)),
        )  # fmt: skip
        self._lines(page, card)
        page.card().say(words(MEASURED, days=territories.DAYS), "muted")
        self.put(page.done())

    def _lines(self, page: Page, card: TerritoryCard) -> None:
        words = self.words
        holder = page.card(N_("Buildings"))
        holder.table(
            (N_("Building"), N_("From – until"), ""),
            [
                (suiting(each.name, each.other_name, words), term(words, each.from_day, each.until_day),
                 self._state(each.state))
                for each in card.buildings
            ],
        )  # fmt: skip
        if not card.buildings:
            holder.say(words(N_("No building belongs here yet.")), "muted")
        people = page.card(N_("People"))
        people.table(
            (N_("Name"), N_("Role there"), N_("From – until"), ""),
            [
                (LinkButton(known(words, each.name), self._to_staff(each.id)), words(TERRITORY_ROLES[each.role]),
                 term(words, each.from_day, each.until_day), self._state(each.state))
                for each in card.staff
            ],
        )  # fmt: skip
        if not card.staff:
            people.say(words(N_("Nobody works here yet; no technician sees its orders unless they are given to one.")),
                       "muted")  # fmt: skip

    def _to_staff(self, id: int) -> Any:
        return lambda: self.office.go(Link("staff", id))

    def _state(self, state: str) -> ChipLabel:
        return ChipLabel(self.words(STATES[state]), TONES[state])

    # forms

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New territory"), TerritoryForm(**start), territories.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        change_form(self, N_("Change the territory"), (territories.form_of, territories.change), id)

    def redraw(self, buildings: tuple[int, ...], territory: int | None) -> None:
        """Ask which buildings go where from which day; what comes of it is seen first."""

        def open_form(form: RedrawForm) -> None:
            note = self.words(N_("What was received before the day keeps its territory."))
            self.ask_form(
                FormSetup(
                    N_("Re-draw the territories"), form, territories.preview, verb=N_("Look"), note=note,
                    then=lambda done: self.show_redrawn(done.result),
                )
            )  # fmt: skip

        self.ask(territories.redraw_form, buildings, territory, then=open_form)

    def show_redrawn(self, redrawn: Redrawn) -> None:
        """Before and after of every territory that is touched, with the button that does it."""
        words, form = self.words, redrawn.form
        title = words(N_("Re-drawn from {day}"), day=words.date(form.from_day))
        about = words(N_("Buildings {buildings} go to “{territory}”"), buildings=listed(redrawn.buildings, words),
                      territory=suiting(*redrawn.target, words))  # fmt: skip
        page = self.new_page().head(title, about)
        page.button(N_("Back"), lambda: self.show_record(self.id))
        page.button(
            N_("Choose again…"), lambda: self.redraw(form.buildings, form.territory_id), territories.preview
        )
        take = page.button(N_("Re-draw"), lambda: self.take(form), territories.redraw, primary=True)
        for change in redrawn.changes:
            name = (
                suiting(change.name, change.other_name, words) if change.id else words(N_("In no territory"))
            )
            card = page.card()
            card.say(name, "title")
            card.table(("", N_("Before"), N_("After")), _compared(words, change.before, change.after))
        told = words(AS_IF, day=words.date(form.from_day)), words(MEASURED, days=territories.DAYS)
        page.card().say("\n".join(told), "muted")
        self.put(page.done())
        take.setFocus()

    def take(self, form: RedrawForm) -> None:
        said = self.words(N_("Re-drawn from {day}"), day=self.words.date(form.from_day))
        self.do(
            territories.redraw, form, said=said, then=lambda _done: self.show_id(form.territory_id or self.id)
        )


def term(words: Words, begin: date | None, end: date | None) -> str:
    """From 1 Dec 2026, until 30 Nov 2026, or both."""
    if begin is None:
        return words(N_("until {day}"), day=words.date(end)) if end else words(N_("always"))
    if end is None:
        return words(N_("from {day}"), day=words.date(begin))
    return f"{words.date(begin)} – {words.date(end)}"


def _response(words: Words, figures: Measured) -> str:
    return "—" if figures.response is None else worked(round(figures.response), words)


def _compared(words: Words, before: Measured, after: Measured) -> list[tuple[str, str, str]]:
    """Label, before, after of each figure."""
    number = words.number
    return [
        (words(N_("Buildings")), number(before.buildings), number(after.buildings)),
        (words(N_("Open orders")), number(before.open), number(after.open)),
        (words(N_("Hours on site")), worked(before.worked, words), worked(after.worked, words)),
        (words(N_("On-site response")), _response(words, before), _response(words, after)),
        (words(N_("People")), number(before.people), number(after.people)),
    ]
