"""The page of a customer's value: the score, the five factors line by line, what was bought, what is not known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.customer_value import ENTERED, FACTORS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GREY, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.customer_value import STANDING, Entered, FactorLine, ValueCard
from fmcrm_desktop.ui.kit.bilingual import known, other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.customer_value import telling

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.customer_value.customers import CustomersSection


def draw(tab: CustomersSection, card: ValueCard) -> Page:
    words = tab.words
    page = tab.new_page().head(
        suiting(card.name, card.other_name, words), other_of(card.name, card.other_name, words)
    )
    page.button(N_("Set the tier"), lambda: tab.set_tier(card), customer_value.set_tier)
    page.button(N_("Open the person"), lambda: tab.go_person(card.id), primary=True, picture="user")
    page.figures(*_figures(card, words))
    _factors(tab, page, card)
    _bought(tab, page, card)
    if card.unknown:
        known = page.card(N_("Not known of the profile yet"))
        known.say(" · ".join(words(word) for word in card.unknown))
    return page.done()


def _figures(card: ValueCard, words: Words) -> list[Figure]:
    factors = words(N_("{known} of 5 factors known"), known=card.known)
    computed = words(N_("the score says {tier}"), tier=telling.tier(card.computed, words))
    note = computed if card.standing != "computed" else words(STANDING["computed"])
    hint = ""
    if card.set_by is not None:
        it = card.set_by
        note = words(STANDING["by_hand"])
        hint = f"{words.date(it.day)} {known(words, it.staff)}: {it.why}\n{computed}"
    return [
        Figure(N_("Score"), telling.points(card.score, words), factors if card.counted else "", GREY),
        Figure(N_("Tier"), telling.tier(card.tier, words), note, tone(card.tier), hint=hint),
        Figure(N_("Profile known"), words.percent(card.profile / 100, 0)),
    ]


def _factors(tab: CustomersSection, page: Page, card: ValueCard) -> None:
    words = tab.words
    made = page.card(N_("What the score is made of"))
    rows = [_line(tab, card, line) for line in card.lines]
    made.table((N_("Factor"), N_("Points"), N_("Weight"), ""), rows)
    for line in card.lines:
        if line.entry is not None and line.entry.why:
            made.line(FACTORS[line.factor], _said(line.entry, words))
    if card.set_by is not None:
        made.line(N_("Tier by hand"), _said(card.set_by, words))
    for line in card.lines:
        if line.hints:
            hints = " · ".join(
                words(N_("{name}: {value}"), name=words(text), value=words.number(many))
                for text, many in line.hints
            )
            told = N_("History on “{factor}”: {hints}")
            made.say(words(told, factor=words(FACTORS[line.factor]), hints=hints), "small")
    if card.counted is not None:
        said = N_("Ranked among {count} customers, counted {moment}.")
        made.say(words(said, count=words.number(card.customers), moment=words.moment(card.counted)), "small")
    else:
        made.say(words(N_("Not among the customers counted yet.")), "small")
    made.unfold(words(telling.RANKED))


def _said(entry: Entered, words: Words) -> str:
    """Why, by whom and when."""
    said = N_("{why} ({staff}, {day})")
    return words(said, why=entry.why, staff=known(words, entry.staff), day=words.date(entry.day))


def _line(tab: CustomersSection, card: ValueCard, line: FactorLine) -> tuple[str | QWidget, ...]:
    words = tab.words
    said = words(FACTORS[line.factor])
    points = telling.points(line.points, words)
    if line.hidden:
        points = words(N_("counts, not shown"))
    elif line.points is None:
        points = words(N_("not known"))
    last: QWidget = label("", "small")
    if line.factor in ENTERED:
        change = Button(words(N_("Enter…")), FILTER, "pencil").on(tab.enterer(card, line.factor))
        change.setAccessibleName(f"{words(N_('Enter…'))} {said}")
        last = change.guard(tab.office, customer_value.enter)
    elif line.amount is not None:
        where = Link("money", where={"person": (card.id,)}, section="bills")
        last = LinkButton(telling.money(line.amount, card.currency), lambda: tab.office.go(where))
    return said, points, words.number(line.weight), last


def _bought(tab: CustomersSection, page: Page, card: ValueCard) -> None:
    words = tab.words
    made = page.card(N_("Paid services bought"))
    if not card.bought:
        made.say(words(N_("Nothing was charged yet.")), "muted")
        return
    rows = [
        (
            LinkButton(f"{each.number} {each.summary}", _way(tab, each.order_id)), words.date(each.day),
            telling.money(each.amount, card.currency),
        )
        for each in card.bought
    ]  # fmt: skip
    made.table((N_("Work order"), N_("Last charge"), N_("Amount")), rows)
    total = words(
        N_("{count} work orders, together {amount}"), count=words.number(card.bought_orders),
        amount=telling.money(card.bought_total, card.currency),
    )  # fmt: skip
    made.say(total)


def _way(tab: CustomersSection, order: int) -> Callable[[], object]:
    return lambda: tab.office.go(Link("work_orders", order))
