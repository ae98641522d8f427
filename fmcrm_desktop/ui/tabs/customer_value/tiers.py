"""Weights and thresholds, and applying the computed tiers: who would change, and what that does to targets."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.customer_value import FACTORS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.customer_value import Preview, WeightsForm
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Column
from fmcrm_desktop.ui.kit.tab import Tab, fetch
from fmcrm_desktop.ui.tabs.customer_value import telling

NAMED = 20
"""Changes named on the page; the list of customers has all."""


class TiersSection(Tab):
    name = "customer_tiers"
    title = N_("Weights and tiers")
    shows = ("value_entry", "person", "setting", "target_rule")

    def build(self) -> None:
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        if self.detail.form is None:
            self.ask(customer_value.weights, then=self._weights)

    def _weights(self, form: WeightsForm) -> None:
        self.ask(customer_value.preview, then=lambda preview: self._draw(form, preview))

    def _draw(self, form: WeightsForm, preview: Preview) -> None:
        words = self.words
        page = self.new_page().head(words(N_("Weights and tiers")))
        page.button(N_("Change the weights"), self.change, customer_value.keep_weights, picture="pencil")
        button = page.button(
            N_("Apply computed tiers"), self.apply, customer_value.apply, primary=True, picture="check"
        )
        button.setEnabled(button.isEnabled() and preview.total > 0)
        left, right = page.columns(2, 3)
        made = left.card(N_("Weights"))
        for name, title in FACTORS.items():
            made.line(title, words.number(getattr(form, name)))
        made.unfold(words(telling.RANKED))
        made = left.card(N_("Tiers"))
        made.line(TIERS["A"], words(N_("from {points} points"), points=form.tier_a))
        made.line(TIERS["B"], words(N_("from {points} points"), points=form.tier_b))
        made.line(TIERS["C"], words(N_("below that")))
        made.say(words(N_("A tier set by hand stays, and wins over the computed one.")), "small")
        _targets(self, left, preview)
        _changes(self, right, preview)
        self.put(page.done())

    def change(self) -> None:
        def open_form(form: Any) -> None:
            setup = FormSetup(
                N_("Weights and tiers"), form, customer_value.keep_weights,
                said=lambda _none: self.words(N_("Saved")),
            )  # fmt: skip
            self.put_form(setup, "change")

        fetch(self, customer_value.weights, then=open_form)

    def apply(self) -> None:
        def said(count: int) -> str:
            return self.words(N_("{count} customers have a new tier"), count=self.words.number(count))

        self.do(customer_value.apply, said=said)


def _targets(tab: TiersSection, column: Column, preview: Preview) -> None:
    words = tab.words
    made = column.card(N_("What a tier does"))
    made.say(
        words(N_("A tier picks the target of a work order: after an agreement's, before a category's.")),
        "small",
    )
    rules = Link("targets", section="rules")
    for tier, count in preview.targets.items():
        made.line(TIERS[tier], words(N_("{count} targets of its own"), count=count), rules)
    if preview.total:
        made.say(
            words(N_("Those who change have {count} open work orders."), count=words.number(preview.orders))
        )


def _changes(tab: TiersSection, column: Column, preview: Preview) -> None:
    words = tab.words
    made = column.card(N_("Who would change"))
    if preview.by_hand:
        said = words(N_("{count} tiers are set by hand and stay."), count=words.number(preview.by_hand))
        made.say(said, "small")
    if not preview.total:
        made.say(words(N_("Every tier is as computed.")), "muted")
        return
    for before, after, count in preview.counts:
        move = f"{telling.tier(before, words)} → {telling.tier(after, words)}"
        made.line_named(move, words.number(count))
    rows: list[tuple[str | QWidget, ...]] = []
    for each in preview.changes[:NAMED]:
        way = LinkButton(suiting(each.name, each.other_name, words), _way(tab, each.id))
        rows.append(
            (
                way, telling.points(each.score, words), telling.tier(each.before, words),
                telling.tier(each.after, words),
            )
        )  # fmt: skip
    made.table((N_("The customer"), N_("Score"), N_("Now"), N_("Then")), rows)
    if preview.total > len(rows):
        everybody = Link("customer_value", where={"standing": ("differs",)}, section="customers")
        made.add(
            Button(words(N_("Show all {count}"), count=words.number(preview.total)), FILTER).on(
                lambda: tab.office.go(everybody)
            )
        )


def _way(tab: TiersSection, person: int) -> Any:
    return lambda: tab.office.go(Link("customer_value", person, section="customers"))
