"""Customers by their score; beside the list one customer's factors, each with what it was made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fmcrm_desktop.model.customer_value import ENTERED
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.tones import ACCENT, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import buildings, customer_value
from fmcrm_desktop.services.customer_value import STANDING, ValueCard
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, bar_button
from fmcrm_desktop.ui.tabs.customer_value import telling
from fmcrm_desktop.ui.tabs.customer_value.value_page import draw

STANDING_TONES = {"by_hand": ACCENT, "differs": WARNING}


def _quiet(_refusal: Refusal) -> None:
    """Whoever only looks did not ask for the counting: it is shown as it was counted last."""


def _columns(currency: str) -> list[Column]:
    return [
        Suited("name", N_("The customer"), 140, stretch=True),
        Column("score", N_("Score"), 66, digits=True, show=lambda row, words: telling.points(row.score, words)),
        Chip("tier", N_("Tier"), 74, choices=TIERS),
        Chip(
            "standing", N_("Tier is"), 118, choices=STANDING, sorts=False,
            tones=lambda row: STANDING_TONES.get(row.standing, "grey"),
        ),
        Column(
            "revenue", N_("Value so far"), 104, digits=True,
            show=lambda row, words: telling.money(row.revenue, currency),
        ),
        Column(
            "margin", N_("Less cost"), 104, digits=True, hidden=True,
            show=lambda row, words: telling.money(row.margin, currency),
        ),
        Column(
            "profile", N_("Profile"), 74, digits=True, show=lambda row, words: words.percent(row.profile / 100, 0)
        ),
    ]  # fmt: skip


class CustomersSection(Tab):
    """The figures behind the list are counted anew once a day, when somebody who may looks at it."""

    name = "customer_values"
    title = N_("Customers")
    shows = ("value_entry", "person", "setting", "offer", "leaving_entry")

    def build(self) -> None:
        filters = (
            Filter("tier", N_("Tier"), TIERS),
            Filter("standing", N_("Tier is"), STANDING),
            Filter("building", N_("Building"), case=buildings.options),
        )
        empty = Empty(
            N_("Count the customers: what each brought and cost is ranked, and the score follows."),
            N_("Count anew"), self.count, customer_value.count,
        )  # fmt: skip
        made = self.add_list(
            ListSetup(
                self.name,
                customer_value.page,
                customer_value.rows,
                _columns(self.office.currency),
                filters,
                empty,
            ),
            share=54,
        )
        anew = Button(self.words(N_("Count anew")), FILTER, "refresh-cw").on(self.count)
        bar_button(self, anew, customer_value.count)
        made.counted.connect(
            lambda count: self.counts.emit(
                self.words(N_("Customers: {count}"), count=self.words.number(count))
            )
        )

    def reload(self) -> None:
        super().reload()
        if self.office.may(customer_value.count):
            self.ask(customer_value.out_of_date, then=lambda old: old and self._count(refused=_quiet))

    def count(self) -> None:
        """By hand: it says so."""
        self._count(lambda count: self.words(N_("{count} customers counted"), count=self.words.number(count)))

    def _count(self, said: Any = "", refused: Callable[[Refusal], object] | None = None) -> None:
        # What was counted is no record: no news of it comes by itself.
        self.do(customer_value.count, said=said, then=lambda _done: Tab.reload(self), refused=refused)

    def show_record(self, id: int) -> None:
        self.ask(customer_value.card, id, then=self._draw)

    def _draw(self, card: ValueCard) -> None:
        if card.id == self.id:
            self.put(draw(self, card))

    def enter(self, card: ValueCard, factor: str) -> None:
        """Points and a reason, beside what history says."""
        words = self.words
        line = next(each for each in card.lines if each.factor == factor)
        said = " · ".join(
            words(N_("{name}: {value}"), name=words(text), value=words.number(many))
            for text, many in line.hints
        )
        note = words(N_("Counted from history: {hints}"), hints=said) if said else ""

        def open_form(form: Any) -> None:
            self.ask_form(
                FormSetup(
                    ENTER[factor], form, customer_value.enter, (card.id, factor), note=note,
                    said=lambda _id: words(N_("Saved")),
                )
            )  # fmt: skip

        self.ask(customer_value.entry_form, card.id, factor, then=open_form)

    def set_tier(self, card: ValueCard) -> None:
        words = self.words
        note = words(N_("A tier set by hand stays, and wins over the computed one."))

        def open_form(form: Any) -> None:
            self.ask_form(
                FormSetup(
                    N_("Set the tier"), form, customer_value.set_tier, (card.id,), note=note,
                    said=lambda _id: words(N_("Saved")),
                )
            )  # fmt: skip

        self.ask(customer_value.tier_form, card.id, then=open_form)

    def go_person(self, id: int) -> None:
        self.office.go(Link("owners", id))

    def enterer(self, card: ValueCard, factor: str) -> Any:
        return partial(self.enter, card, factor)


ENTER = {
    "potential": N_("Possible value"),
    "insight": N_("Insight given"),
    "influence": N_("Influence on others"),
}
assert tuple(ENTER) == ENTERED
