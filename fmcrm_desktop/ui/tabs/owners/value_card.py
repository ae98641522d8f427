"""The card of a person's value: score, tier, what they lack and may be offered; it asks for itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.customer_value import FACTORS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.customer_value import STANDING, FactorLine, Lack, ValueCard, offers
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.qt_office import QtOffice


class PersonValue(Card):
    """Nothing is asked, and nothing stands here, for who may not see amounts."""

    def __init__(self, office: QtOffice, person: int, parent: QWidget | None = None) -> None:
        super().__init__(office, N_("Customer value"), parent=parent)
        self.person = person
        self.words = office.words
        way = Link("customer_value", person, section="customers")
        more = Button(self.words(N_("How it comes about")), FILTER).on(lambda: office.go(way))
        self.tool(more.guard(office, customer_value.card))
        if office.may(customer_value.card):
            office.ask(self, customer_value.card, person, then=self._show)

    def _show(self, card: ValueCard) -> None:
        words = self.words
        score = "—" if card.score is None else words.number(card.score / 100, 1)
        known = words(N_("{known} of 5 factors known"), known=card.known)
        self.line(N_("Score"), score, hint=known)
        tier = words(TIERS[card.tier]) if card.tier in TIERS else words(N_("None given"))
        self.put(N_("Tier"), ChipLabel(tier, tone(card.tier), words(STANDING[card.standing])))
        for line in card.lines:
            self.line(FACTORS[line.factor], self._points(line, card))
        if card.bought:
            amount = str(Money(card.bought_total, card.currency))
            bought = words(
                N_("{count} work orders, together {amount}"), count=card.bought_orders, amount=amount
            )
            there = Link("customer_value", self.person, section="customers")
            self.line(N_("Paid services"), amount, there, hint=bought)
        hint = words.listed(words(word) for word in card.unknown)
        self.line(N_("Profile known"), words.percent(card.profile / 100, 0), hint=hint)
        if not card.archived:
            self.office.ask(self, customer_value.lacking, self.person, then=self._offers)

    def _points(self, line: FactorLine, card: ValueCard) -> str:
        words = self.words
        if line.hidden:
            return words(N_("counts, not shown"))
        if line.points is None:
            return words(N_("not known"))
        points = words.number(line.points / 100, 1)
        if line.amount is not None:
            return f"{points} · {Money(line.amount, card.currency)}"
        return f"{points} · {line.entry.why}" if line.entry is not None else points

    def _offers(self, lacks: tuple[Lack, ...]) -> None:
        words = self.words
        if lacks:
            self.say(words(N_("Others in the building have, this customer lacks:")), "small")
        for lack in lacks:
            what = suiting(lack.what, lack.other_name, words)
            self.line_named(what, words(N_("{have} of {of} have it"), have=lack.have, of=lack.of))
        buttons = [self._button(suiting(it.what, it.other_name, words), it.kind, it.key) for it in lacks]
        other = Button(words(N_("Something else…")), FILTER, "plus").on(lambda: self._offer({}))
        self.add(flowing(*buttons, other.guard(self.office, offers.add)))

    def _button(self, what: str, kind: str, key: str) -> Button:
        said = self.words(N_("Offer {what}"), what=what)
        made = Button(said, FILTER).on(lambda: self._offer({"kind": kind, "what": what, "key": key}))
        return made.guard(self.office, offers.add)

    def _offer(self, start: dict[str, Any]) -> None:
        new = {"person_id": self.person, **start}
        self.office.go(Link("customer_value", new=new, section="offers"))
