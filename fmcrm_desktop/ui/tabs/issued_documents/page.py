"""The page of one document: its text, what is still empty, what it is of, its versions, and the deeds of its state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fmcrm_desktop.model.charged import CHARGED
from fmcrm_desktop.model.document_text import as_read
from fmcrm_desktop.model.issued_document import DOCUMENT_KINDS, DOCUMENT_STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.person import PRINT_LANGUAGES
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import issued_documents
from fmcrm_desktop.services.issued_documents import DocumentCard
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.more import Rare, more_button
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.template_texts import in_row

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.issued_documents.documents import DocumentsSection

ANSWERED = ("proposal", "quotation", "contract", "parking", "permit")
"""Kinds to which a customer says yes or no."""


def draw(tab: DocumentsSection, card: DocumentCard) -> Page:
    """Finished, to be put in the detail's place."""
    row, words = card.row, tab.words
    kind = words(DOCUMENT_KINDS.get(row.kind, row.kind))
    page = tab.new_page().head(row.title or row.number, f"{row.number} · {kind}")
    _deeds(tab, page, card)
    version = words(N_("version {number}"), number=row.edition) if row.edition else ""
    page.chips((words(DOCUMENT_STATES[row.state]), tone(row.state)), (version, ""))
    left, right = page.columns(3, 2)
    for language, title, text in card.texts:
        shown = left.card(PRINT_LANGUAGES[language])
        if title and title != row.title:
            shown.say(title, "card")
        shown.say(as_read(text))
    if card.gaps:
        gaps = right.card(N_("Still to be filled in"))
        for gap in card.gaps:
            gaps.say(f"· {words(gap)}")
        gaps.say(words(N_("On paper there is a line for each, to be filled in by pen.")), "muted")
    _facts(tab, right.card(), card)
    if card.editions:
        _editions(tab, right.card(N_("Versions")), card)
    right.add(AttachmentsCard(tab.office, "issued_document", row.id))
    return page.done()


def _deeds(tab: DocumentsSection, page: Page, card: DocumentCard) -> None:
    row, deeds, words = card.row, tab.deeds, tab.words
    if row.archived:
        page.button(N_("Restore"), lambda: deeds.restore(row.id), issued_documents.restore, primary=True)
        return
    made = page.button(N_("Print"), lambda: deeds.print_paper(row), issued_documents.sheet, picture="printer")
    page.prints(made, words(N_("Print")))
    if row.state == "draft":
        page.button(N_("Change"), lambda: tab.edit(row.id), issued_documents.change)
        page.button(N_("Text"), lambda: tab.edit_text(row.id), issued_documents.write, picture="pencil").key(
            "Ctrl+E", words(N_("Change the text"))
        )
        page.button(N_("Issue"), lambda: deeds.issue(row), issued_documents.issue, primary=True).key(
            "Ctrl+Return", words(N_("Issue"))
        )
        rare: list[Rare] = [
            (N_("Fill in anew from the template"), lambda: deeds.refill(row), issued_documents.refill)
        ]
    else:
        if row.state != "accepted":
            page.button(N_("New version"), lambda: deeds.renew(row), issued_documents.renew)
        rare = _answers(tab, page, card)
    rare.append((N_("Archive"), lambda: deeds.archive(row.id), issued_documents.archive))
    page.add(in_row(more_button(tab.office, rare)))


def _answers(tab: DocumentsSection, page: Page, card: DocumentCard) -> list[Rare]:
    """Yes or no to what is out; the contract of what was accepted."""
    row, deeds, words = card.row, tab.deeds, tab.words
    if row.state == "accepted" and card.agreement is not None and row.kind == "proposal":
        start = {"agreement_id": card.agreement[0], "kind": "contract"}
        page.button(
            N_("Make the contract"), lambda: tab.open_new(start), issued_documents.make, primary=True
        ).key("Ctrl+Return", words(N_("Make the contract")))
    if row.state != "issued":
        return []
    if row.kind in ANSWERED:
        page.button(N_("Refused…"), lambda: deeds.refuse(row), issued_documents.refuse)
        page.button(N_("Accept"), lambda: deeds.accept(row), issued_documents.accept, primary=True).key(
            "Ctrl+Return", words(N_("Accept"))
        )
    return [(N_("Withdraw…"), lambda: deeds.withdraw(row), issued_documents.withdraw)]


def _facts(tab: DocumentsSection, about: Card, card: DocumentCard) -> None:
    row, words = card.row, tab.words
    to = suiting(row.person, row.person_other, words) if row.person_id else words(N_("everybody"))
    about.line(N_("To"), to, Link("owners", row.person_id) if row.person_id else None)
    if card.unit is not None:
        about.line(N_("Unit"), card.unit[1], Link("owners", where={"unit": (card.unit[0],)}))
    if card.order is not None:
        about.line(N_("Work order"), card.order[1], Link("work_orders", card.order[0]))
    if card.agreement is not None:
        about.line(N_("Agreement"), card.agreement[1], Link("agreements", card.agreement[0]))
    if card.lead is not None:
        about.line(N_("Prospect"), card.lead[1], Link("prospects", card.lead[0]))
    if card.price is not None:
        about.line(N_("Price"), str(Money(card.price, tab.office.currency)))
        about.line(N_("How it is charged"), words(CHARGED.get(card.charged, card.charged)))
    days = ((N_("From"), card.from_day), (N_("Until"), card.until_day), (N_("Valid until"), row.valid_until))
    for title, day in days:
        if day is not None:
            about.line(title, words.date(day))
    if card.reason:
        about.line(N_("Why"), card.reason)


def _editions(tab: DocumentsSection, shown: Card, card: DocumentCard) -> None:
    """Each version as it went out opens its PDF; where none was kept, it is printed anew from the kept text."""
    words = tab.words
    for each in card.editions:
        day = words.date(words.local(each.issued).date())
        said = words(N_("Version {number}, {day}"), number=each.edition, day=day)
        shown.add(LinkButton(said, partial(tab.deeds.open_edition, card.row, each)))
