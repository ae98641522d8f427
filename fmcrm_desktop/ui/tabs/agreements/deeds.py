"""What the buttons of an agreement do: only those its state allows stand there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreements, issued_documents
from fmcrm_desktop.services.agreements import AgreementCard, WhyForm
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.agreements.listed import AgreementsSection

Case = Callable[..., Any]
STATEMENTS = many.Papers(
    N_("Print statements"), N_("Agreement statements"), "agreement-statement", lambda: agreements.statement_of
)
CASES: dict[str, tuple[str, Case, Case | None, str]] = {
    "sign": (N_("Sign"), agreements.sign, agreements.sign_form, N_("{number} is signed")),
    "offer": (N_("Offered"), agreements.offer, None, N_("{number} is offered")),
    "take_back": (N_("Back to draft"), agreements.take_back, None, N_("{number} is a draft again")),
    "change_terms": (
        N_("New terms"),
        agreements.change_terms,
        agreements.terms_form,
        N_("{number}: terms changed"),
    ),
    "renew": (N_("Renew"), agreements.renew, agreements.renew_form, N_("{number} renewed")),
    "terminate": (
        N_("Terminate"),
        agreements.terminate,
        agreements.terminate_form,
        N_("{number} terminated"),
    ),
}
"""Deed → title, case, the case that gives its form, what is said afterwards."""


def buttons(tab: AgreementsSection, page: Page, card: AgreementCard) -> None:
    """The deeds of the state, the next sensible one last and in colour."""
    words, row = tab.words, card.row
    if row.archived:
        said = words(N_("Restored"))
        page.button(
            N_("Restore"),
            lambda: tab.do(agreements.restore, row.id, said=said),
            agreements.restore,
            primary=True,
        )
        return
    said = words(N_("Archived"))
    page.button(N_("Archive"), lambda: tab.do(agreements.archive, row.id, said=said), agreements.archive)
    page.button(N_("Change"), lambda: tab.edit(row.id), agreements.change)
    paper = Link("issued_documents", new={"agreement_id": row.id})
    page.button(
        N_("Make a document…"), lambda: tab.office.go(paper), issued_documents.make, picture="file-text"
    )
    if card.charges:
        page.button(
            N_("Statement"),
            lambda: many.print_all(tab, STATEMENTS, [row.id]),
            agreements.statement_of,
            picture="printer",
        )
    for at, step in reversed(list(enumerate(card.steps))):
        title, case, _, _ = CASES[step]
        made = page.button(title, partial(start, tab, card, step), case, primary=at == 0)
        if at == 0:
            made.key("Ctrl+Return")


def start(tab: AgreementsSection, card: AgreementCard, step: str) -> None:
    """Ask what the deed needs, and do it."""
    title, case, form_of, told = CASES[step]
    row, said = card.row, tab.words(told, number=card.row.number)

    def open_form(form: Any) -> None:
        note = f"{row.number} · {row.name}"
        setup = FormSetup(title, form, case, (row.id,), said=lambda _id: said, verb=title, note=note)
        tab.ask_form(setup)

    if form_of is None:
        open_form(WhyForm(version=card.version))
    else:
        tab.ask(form_of, row.id, then=open_form)
