"""The card of a person's household, helpers and contacts, and its deeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.person import TIE_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import household
from fmcrm_desktop.services.household import TieForm
from fmcrm_desktop.services.person_ties import TieRow
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import side_by_side, two_lines
from fmcrm_desktop.ui.kit.page import Column
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.owners.lines import small_button
from fmcrm_desktop.ui.tabs.owners.telling import full_name

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab


def household_card(tab: OwnersTab, column: Column, person: int, rows: Sequence[TieRow]) -> None:
    """Everybody tied to the person, with the way there; the plus ties one more."""
    words = tab.words
    card = column.card(N_("Household and helpers"))
    add = Button(words(N_("Person")), FILTER, "plus").on(lambda: add_tie(tab, person))
    add.setAccessibleName(f"{words(N_('Add'))}: {words(N_('Household and helpers'))}")
    card.tool(add.guard(tab.office, household.add))
    for row in rows:
        card.add(_line(tab, row))
    if not rows:
        card.say(words(N_("Spouse, children, helpers, contact persons.")), "muted")


def _line(tab: OwnersTab, row: TieRow) -> QWidget:
    words = tab.words
    way = LinkButton(full_name(row.name, row.other_name), lambda: tab.show_id(row.other_id))
    change = small_button(
        tab.office, "pencil", N_("Change"), lambda: change_tie(tab, row.id), household.change
    )
    away = small_button(
        tab.office, "x", N_("Entered by mistake"),
        lambda: tab.do(household.archive, row.id, said=words(N_("Archived"))), household.archive,
    )  # fmt: skip
    return two_lines(side_by_side(way, None, change, away), label(told(words, row), "muted", wrap=True))


def told(words: Words, row: TieRow) -> str:
    """Household helper · 138… · since 1 May 2019."""
    kind = words(TIE_KINDS.get(row.kind, row.kind))
    # From the other side, where "helper" has no word of its own: for whom they are it.
    parts = [words(N_("Is the {kind} of this one"), kind=kind) if row.back else kind, row.phone]
    if row.until_day is not None:
        since = words.date(row.from_day)
        until = words.date(row.until_day)
        parts.append(f"{since} – {until}" if since else words(N_("until {day}"), day=until))
    elif row.from_day is not None:
        parts.append(words(N_("since {day}"), day=words.date(row.from_day)))
    parts.append(row.note)
    said = " · ".join(part for part in parts if part)
    former = words(N_("Former"))
    return said if row.current else f"{former} · {said}"


def add_tie(tab: OwnersTab, person: int) -> None:
    """Somebody known or somebody new, in one form."""
    said = tab.words(N_("Saved"))
    tab.ask_form(
        FormSetup(
            N_("Household and helpers"),
            TieForm(),
            household.add,
            (person,),
            said=lambda _id: said,
            verb=N_("Add"),
        )
    )


def change_tie(tab: OwnersTab, tie: int) -> None:
    said = tab.words(N_("Saved"))
    tab.ask(
        household.form_of,
        tie,
        then=lambda form: tab.ask_form(
            FormSetup(N_("Household and helpers"), form, household.change, (tie,), said=lambda _id: said)
        ),
    )
