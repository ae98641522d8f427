"""Lines on the cards of the Owners tab: an open matter, a tie of a person to a unit, a warning."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import relations
from fmcrm_desktop.services.owners.card import Matter, Tie
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.lines import side_by_side, two_lines
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.owners import telling

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab


def matter_line(office: QtOffice, matter: Matter) -> QWidget:
    """An open matter: its number leads to it, its state as a chip, its title below."""
    text, tone = telling.matter_state(office.words, matter)
    number = LinkButton(matter.number, lambda: office.go(telling.link_of(matter)), matter.title)
    return two_lines(side_by_side(number, None, ChipLabel(text, tone)), Elided(matter.title, "muted"))


def tie_line(tab: OwnersTab, tie: Tie, title: str, to: int) -> QWidget:
    """What somebody is to a unit: the way there (a place of the tab), and what may be put right about it."""
    words = tab.words
    way = LinkButton(title, lambda: tab.show_id(to))
    change = small_button(
        tab.office, "pencil", N_("Change"), lambda: tab.deeds.change_tie(tie.id), relations.change
    )
    away = small_button(
        tab.office, "x", N_("Entered by mistake"), lambda: tab.deeds.archive_tie(tie), relations.archive
    )
    first = side_by_side(way, None, change, away)
    said = telling.tie_line(words, tie, area=to < 0)
    if not tie.current:
        coming = tie.until_day is None or (tie.from_day is not None and tie.from_day > words.today())
        state = words(N_("Not yet") if coming else N_("Former"))
        said = f"{state} · {said}"
    return two_lines(first, label(said, "muted", wrap=True))


def small_button(
    office: QtOffice, picture: str, name: str, act: Callable[[], object], case: Callable[..., Any]
) -> Button:
    """A picture that is pressed; its name is on hover."""
    made = Button("", FLAT).on(act)
    made.setIcon(icon(picture, "muted", 14))
    made.setFixedSize(24, 24)
    made.setAccessibleName(office.words(name))
    made.setToolTip(office.words(name))
    return made.guard(office, case)


def only_sign(button: Button, picture: str) -> Button:
    """A button that is a picture alone, where a row of words would leave the name no room; its word on hover."""
    said = button.accessibleName()
    button.setText("")
    button.setIcon(icon(picture))
    button.setFixedWidth(theme.BUTTON + 4)
    if button.isEnabled():
        button.setToolTip(said)
    return button
