"""A letter as it would be to one person, on a card; with the way to the next person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmcrm_desktop.model.person import PRINT_LANGUAGES
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.letters import Preview
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice


class LetterView(Card):
    """Address, subject and text; plain text, whatever somebody is called."""

    def __init__(self, office: QtOffice, title: str = N_("Preview")) -> None:
        super().__init__(office, title)
        self.where = label("", "muted", wrap=True)
        self.said = label("", "small", wrap=True)
        self.subject = label("", "card", wrap=True)
        self.text = label("", wrap=True)
        self.fault = label("", "error", wrap=True)
        for each in (self.said, self.where, self.subject, self.text, self.fault):
            self.add(each)
        self.fault.hide()

    def arrows(self, back: Callable[[], Any], on: Callable[[], Any]) -> None:
        """The person before and the next one; Alt with an arrow does it by key."""
        words = self.office.words
        for picture, said, keys, act in (
            ("chevron-left", N_("The person before"), "Alt+Left", back),
            ("chevron-right", N_("The next person"), "Alt+Right", on),
        ):
            button = Button("", FILTER, picture).on(act)
            button.setAccessibleName(words(said))
            button.key(keys, words(said))
            self.tool(button)

    def show_letter(self, letter: Preview | None, place: str = "") -> None:
        """Show a letter; ``place`` is finished text such as 3 of 120."""
        self.fault.hide()
        if letter is None:
            self.refuse_letter(Refusal(N_("This person is no longer there.")))
            return
        language = self.office.words(PRINT_LANGUAGES[letter.language]) if letter.language else ""
        self.said.setText(" · ".join(part for part in (place, language) if part))
        self.where.setText(f"{letter.name}\n{letter.address}".strip())
        self.subject.setText(letter.subject)
        self.text.setText(letter.text)

    def refuse_letter(self, refusal: Refusal) -> None:
        """The sentence why there is no letter; what was seen before stays readable."""
        self.fault.setText(self.office.words(refusal.text, **refusal.values))
        self.fault.show()


def to_people(words: Words, count: int) -> str:
    """To 120 people."""
    return (
        words(N_("To one person"))
        if count == 1
        else words(N_("To {count} people"), count=words.number(count))
    )
