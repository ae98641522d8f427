"""The folded card of a person: what is seldom asked for, all of it optional."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.person import AGE_BANDS, GENDERS, IDENTITY_KINDS, NAME_KINDS, PRINT_LANGUAGES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import owners, privacy
from fmcrm_desktop.services.owners import PersonCard
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.buttons import FILTER, FLAT, Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.own_lines import own_lines
from fmcrm_desktop.ui.tabs.owners import privacy_page

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab

OPEN = "owners/further"


def further(tab: OwnersTab, card: PersonCard) -> QWidget:
    """Heading with a fold; whether it is open is remembered for everybody's pages."""
    made = Card(tab.office, N_("Further details"))
    own_lines(made, card.own)  # what the office asks for itself is seldom asked in vain: never folded
    inner = Card(tab.office)
    inner.setProperty("kind", "plain")
    inner.body.setContentsMargins(0, 0, 0, 0)
    for title, value in _known(card, tab.words):
        if value:
            inner.line(title, value)
    if card.notes:
        inner.say(card.notes)
    made.add(inner)
    _deeds(tab, card, made)
    fold = Button("", FLAT)
    fold.setFixedSize(24, 24)
    fold.setCheckable(True)

    def turn(open: bool) -> None:
        inner.setVisible(open)
        fold.setIcon(icon("chevron-up" if open else "chevron-down", "muted", 14))
        said = tab.words(N_("Fold") if open else N_("Unfold"))
        fold.setAccessibleName(said)
        fold.setToolTip(said)
        memory.put(OPEN, "1" if open else "")

    fold.toggled.connect(turn)
    fold.setChecked(bool(memory.get(OPEN)))
    turn(fold.isChecked())
    made.tool(fold)
    return made


def _deeds(tab: OwnersTab, card: PersonCard, made: Card) -> None:
    if card.archived is None:
        made.add(
            Button(tab.words(N_("Archive")), FILTER, "archive")
            .on(lambda: tab.deeds.archive(card.id))
            .guard(tab.office, owners.archive)
        )
    made.add(
        Button(tab.words(N_("Hand out everything…")), FILTER, "download")
        .on(lambda: privacy_page.hand_out(tab, card.id, card.name))
        .guard(tab.office, privacy.everything)
    )
    made.add(
        Button(tab.words(N_("Erase…")), FILTER, "x")
        .on(lambda: privacy_page.before_erasing(tab, card.id, card.name))
        .guard(tab.office, privacy.erase_person)
    )


def _known(it: PersonCard, words: Words) -> Iterator[tuple[str, str]]:
    profile = it.profile
    for kind, name in it.names:
        yield NAME_KINDS.get(kind, kind), name
    yield N_("Birthday"), words.date(it.birthday)
    yield N_("Age"), words(AGE_BANDS[profile.age_band]) if profile.age_band in AGE_BANDS else ""
    yield N_("Gender"), words(GENDERS.get(profile.gender, profile.gender))
    yield N_("Kind of identity"), words(IDENTITY_KINDS.get(profile.identity_kind, profile.identity_kind))
    yield N_("Occupation"), profile.occupation
    yield (
        N_("Household"),
        words(N_("{count} people"), count=profile.household_size) if profile.household_size else "",
    )
    yield N_("Language"), words(PRINT_LANGUAGES[it.language]) if it.language else ""
    yield N_("Customer since"), words.date(it.customer_since)
    yield N_("Former no."), it.external_number
