"""The page of one agreement: figures, what it holds for, services and beliefs, targets, terms, charges, orders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.agreement import AGREEMENT_STATES, INCLUDED, MARKS
from fmcrm_desktop.model.agreement_words import price
from fmcrm_desktop.model.charge import BILL_STATES
from fmcrm_desktop.model.charged import RENEWALS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING, tone
from fmcrm_desktop.model.typed_minutes import shown
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES, STATES
from fmcrm_desktop.services import agreements, targets
from fmcrm_desktop.services.agreements import LEFT_OUT, AgreementCard, Raised, TermsRow
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.bilingual import both, known, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.timeline import Happening, Timeline
from fmcrm_desktop.ui.tabs.agreements import deeds

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.agreements.listed import AgreementsSection

MARK_TONES = {"": GREY, "match": GOOD, "differs": BAD, "settled": ACCENT}
STATE_TONES = {"draft": GREY, "offered": WARNING, "signed": ACCENT, "running": GOOD, "terminated": BAD}
COVERED = {
    (True, True): N_("labour and parts"), (True, False): N_("labour"), (False, True): N_("parts"),
    (False, False): N_("nothing: all is billed"),
}  # fmt: skip
FEW = 8
"""Prices that stand below the form that raises them."""


def draw(tab: AgreementsSection, card: AgreementCard) -> Page:
    """Fill a page."""
    words, row = tab.words, card.row
    page = tab.new_page().head(row.name, f"{row.number} · {both(row.person, row.person_other)}".rstrip(" ·"))
    deeds.buttons(tab, page, card)
    page.chips(
        (words(AGREEMENT_STATES[row.state]), STATE_TONES.get(row.state, GREY)),
        price(row.charged, card.price, words, tab.office.currency),
        _must(card, words),
    )
    page.figures(*_figures(tab, card))
    left, right = page.columns(5, 3)
    _included(left.card(N_("Services")), card, words)
    _beliefs(tab, left.card(N_("What the customer believes")), card)
    _charges(tab, left.card(N_("Charges")), card)
    _orders(tab, left.card(N_("Work orders")), card)
    _about(right.card(N_("Agreement")), card, words)
    _targets(tab, right.card(N_("Targets")), card)
    right.add(AttachmentsCard(page.office, "agreement", row.id))
    _terms(tab, page.card(N_("Terms over time")), card)
    page.card(N_("History")).add(Timeline(page.office, _moves(card, words)))
    return page.done()


def _must(card: AgreementCard, words: Words) -> str:
    what, day = card.must
    if day is None or card.row.state not in ("signed", "running", "terminated"):
        return ""
    said = N_("ends on {day}") if what == "end" else N_("notice until {day}")
    return words(said, day=words.date(day))


def _figures(tab: AgreementsSection, card: AgreementCard) -> list[Figure]:
    words, row = tab.words, card.row
    month = str(Month.of(words.now(), words.zone)) if hasattr(words, "now") else str(words.today())[:7]
    here = {"agreement": (row.id,)}
    money = "—" if card.month_sum is None else str(Money(card.month_sum, tab.office.currency))
    left_out = card.month_left_out if card.month_left_out != "made" else ""
    return [
        Figure(
            N_("This month"), money, words(LEFT_OUT[left_out]) if left_out else "",
            link=Link("agreements", section="month", where={"month": (month,)}),
        ),
        Figure(N_("Since"), words.date(row.from_day) or words(N_("no day said"))),
        Figure(N_("Until"), words.date(card.term_end) or words(N_("open end"))),
        Figure(
            N_("Orders this year"), words.number(card.orders_this_year), link=Link("work_orders", where=here)
        ),
        Figure(
            N_("Open orders"), words.number(card.open_orders),
            link=Link("work_orders", where={**here, "state": ("open",)}),
        ),
    ]  # fmt: skip


def _about(made: Card, card: AgreementCard, words: Words) -> None:
    row = card.row
    made.line(
        N_("With"),
        both(row.person, row.person_other),
        Link("owners", row.person_id) if row.person_id else None,
    )
    for id, name in card.signers:
        made.line(N_("Signs too"), name, Link("owners", id))
    for id, name in card.units:
        made.line(N_("Unit"), name, Link("owners", where={"unit": (id,)}))
    if not card.units:
        made.line(N_("Units"), words(N_("all units of the person")))
    made.line(N_("Covers"), words(COVERED[row.covers_labour, row.covers_parts]))
    made.line(N_("After the last day"), words(RENEWALS[row.renewal]))
    made.line(
        N_("Period of notice"), words(N_("{days} days"), days=row.notice_days) if row.notice_days else ""
    )
    if row.note:
        made.say(row.note)


def _included(made: Card, card: AgreementCard, words: Words) -> None:
    if not card.lines:
        made.say(words(N_("Which services are included is not written down yet.")), "muted")
        return
    rows = [
        (each.text or suiting(each.category, each.category_other, words),
         ChipLabel(words(INCLUDED[each.kind]), GOOD if each.kind == "included" else WARNING))
        for each in card.lines
    ]  # fmt: skip
    made.table((N_("Service"), ""), rows)


def _beliefs(tab: AgreementsSection, made: Card, card: AgreementCard) -> None:
    words = tab.words
    edit = Button(words(N_("Write down")), FILTER, "pencil").on(lambda: tab.believe(card.row.id))
    made.tool(edit.guard(tab.office, agreements.believe))
    if not card.beliefs:
        said = N_("What the customer thinks is included can be written here, beside what the agreement says.")
        made.say(words(said), "muted")
        return
    rows = [
        (each.belief, label(each.contract or "—", wrap=True), ChipLabel(words(MARKS[each.mark]), MARK_TONES[each.mark]),
         label(each.note, "small", wrap=True))
        for each in card.beliefs
    ]  # fmt: skip
    made.table((N_("The customer thinks"), N_("The agreement says"), N_("Compared"), N_("Note")), rows)


def _targets(tab: AgreementsSection, made: Card, card: AgreementCard) -> None:
    words, id = tab.words, card.row.id
    add = Button(words(N_("New target")), FILTER, "plus").on(lambda: tab.target(id))
    made.tool(add.guard(tab.office, targets.add_rule))
    for each in card.targets:
        name = words(PRIORITIES[each.priority]) if each.priority else words(N_("Every priority"))
        times = f"{shown(each.respond)} · {shown(each.arrive)} · {shown(each.finish)}"
        way = LinkButton(name, partial(tab.target, id, each.id))
        made.add(side_by_side(way, label(times, "small")))
    said = N_("First response, arrival and finish in hours; an agreement's target comes before every other.")
    made.say(words(said if card.targets else N_("The customer tier's, the category's or the office's targets hold.")),
             "muted")  # fmt: skip


def _charges(tab: AgreementsSection, made: Card, card: AgreementCard) -> None:
    words, currency = tab.words, tab.office.currency
    if not card.charges:
        made.say(words(N_("No month is charged yet.")), "muted")
        return
    rows: list[tuple[str | QWidget, ...]] = []
    for each in card.charges:
        month = Month.read(each.month)
        way = LinkButton(each.bill, partial(tab.office.go, Link("money", each.bill_id, section="bills")))
        rows.append((
            words.month(month.year, month.month), str(Money(each.amount, currency)), way,
            ChipLabel(words(BILL_STATES[each.bill_state]), tone(each.bill_state)),
        ))  # fmt: skip
    made.table((N_("Month"), N_("Amount"), N_("Bill"), N_("State")), rows)


def _orders(tab: AgreementsSection, made: Card, card: AgreementCard) -> None:
    words = tab.words
    if not card.orders:
        made.say(words(N_("No order was done under it yet.")), "muted")
        return
    rows: list[tuple[str | QWidget, ...]] = [
        (
            LinkButton(f"{each.number} {each.summary}", partial(tab.office.go, Link("work_orders", each.id))),
            words.short_moment(each.received), ChipLabel(words(STATES[each.state]), tone(each.state)),
        )
        for each in card.orders
    ]  # fmt: skip
    made.table((N_("Work order"), N_("Received at"), N_("State")), rows)


def _terms(tab: AgreementsSection, made: Card, card: AgreementCard) -> None:
    words, currency = tab.words, tab.office.currency
    rows = [
        (
            f"{words.date(each.from_day) or '…'} – {words.date(each.until_day) or '…'}",
            price(each.charged, each.price, words, currency), _index(each, words),
            words(COVERED[each.covers_labour, each.covers_parts]),
            " · ".join(part for part in (each.why, known(words, each.staff)) if part),
        )
        for each in reversed(card.terms)
    ]  # fmt: skip
    made.table((N_("Days"), N_("Price"), N_("Index"), N_("Covers"), N_("Why others followed")), rows)


def _index(it: TermsRow, words: Words) -> str:
    if not it.index_percent:
        return "—"
    percent = f"{(Decimal(it.index_percent) / 100).normalize():f}"
    return words(N_("{percent} % a year from {day}"), percent=percent, day=words.date(it.index_from))


def _moves(card: AgreementCard, words: Words) -> Sequence[Happening]:
    """Newest first; what came by itself is told by the days above."""
    return [
        Happening(
            each.moment, " · ".join(part for part in (each.why, known(words, each.staff)) if part), "",
            words(AGREEMENT_STATES.get(each.to_state, each.to_state)), STATE_TONES.get(each.to_state, GREY),
        )
        for each in reversed(card.moves)
    ]  # fmt: skip


def raised(lines: Sequence[Raised], words: Words, currency: str) -> str:
    """What prices become, below the form that raises them."""
    told = []
    for each in lines[:FEW]:
        said = words(each.left_out) if each.left_out else (
            f"{Money(each.before, currency)} → {Money(each.after, currency)}"
        )  # fmt: skip
        told.append(f"{each.number} {each.name}: {said}")
    count = sum(not each.left_out for each in lines)
    told.append(words(N_("{count} of {all} will be raised."), count=count, all=len(lines)))
    return "\n".join(told)
