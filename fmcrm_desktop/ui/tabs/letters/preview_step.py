"""The third step of a mailing: each letter as it would be, what is missing for whom, and writing them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import letters
from fmcrm_desktop.services.letters import Gap
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.page import Column
from fmcrm_desktop.ui.letter_view import LetterView, to_people

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.letters.mailing import Mailing


class PreviewStep:
    """Draws the step; ``at`` is the place of the person seen."""

    def __init__(self, mailing: Mailing, at: int = 0) -> None:
        self.mailing, self.office, self.words = mailing, mailing.office, mailing.words
        self.people = mailing.known.draft.people
        self.at = min(at, max(len(self.people) - 1, 0))

    def draw(self) -> None:
        mailing, words = self.mailing, self.words
        count = len(self.people)
        said = to_people(words, count)
        page = mailing.page(2, N_("Is it right?"), said)
        page.button(N_("Back to the text"), mailing.to_text)
        title = N_("Write the letter") if count == 1 else N_("Write the letters")
        page.button(title, mailing.write, letters.write, primary=True, picture="mail").setEnabled(count > 0)
        left, right = page.columns(3, 2)
        self.view = LetterView(self.office)
        if count > 1:
            self.view.arrows(lambda: self.turn(-1), lambda: self.turn(1))
        left.add(self.view)
        self.out = Button(words(N_("Leave this person out")), FILTER, "x").on(self._leave_out)
        self.out.setEnabled(count > 0)
        left.add(self.out)
        self._gaps(right)
        mailing.tab.put_mailing(page.done())
        self.turn(0)

    def _gaps(self, column: Column) -> None:
        words, known = self.words, self.mailing.known
        draft = known.draft
        if draft.unfinished:
            column.card(N_("Not finished yet")).say(
                words(N_("“{mark}” still stands in the text."), mark=draft.unfinished)
            )
        for title in draft.office:
            card = column.card(N_("Something is missing"))
            card.say(
                words(
                    N_("“{field}” is empty: the letters have a line to fill in by pen in its place."),
                    field=words(title),
                )
            )
            settings = Button(words(N_("Enter it in the settings")), FILTER, "settings")
            card.add(settings.on(lambda: self.office.go(Link("settings"))))
        for gap in draft.gaps:
            self._gap(column, gap)
        if not (draft.gaps or draft.office or draft.unfinished):
            column.card(N_("Nothing is missing")).say(
                words(N_("Every field of the text says something for everybody.")), "muted"
            )
        if known.without:
            card = column.card(N_("Left out"))
            card.say(words(N_("{count} people get no letter."), count=words.number(len(known.without))))
            card.add(Button(words(N_("Write to them after all")), FILTER).on(self.mailing.take_back))

    def _gap(self, column: Column, gap: Gap) -> None:
        """3 of 120 people have no address: …"""
        words = self.words
        card = column.card(N_("Something is missing"))
        names = words.listed(gap.names)
        if len(gap.people) > len(gap.names):
            names += " …"
        card.say(words(N_("“{field}” is empty for {count} of {all} people: {names}"), field=words(gap.title),
                       count=words.number(len(gap.people)), all=words.number(len(self.people)),
                       names=names))  # fmt: skip
        out = Button(words(N_("Leave them out")), FILTER, "x")
        out.setObjectName(f"out_{gap.field}")
        card.add(out.on(lambda: self.mailing.leave_out(gap.people, self.at)))

    def turn(self, by: int) -> None:
        """To the person before or the next; round at the ends."""
        if not self.people:
            return
        self.at = (self.at + by) % len(self.people)
        place = self.words(N_("{place} of {count}"), place=self.at + 1, count=len(self.people))
        self.office.ask(
            self.view, letters.preview, self.mailing.wish, self.people[self.at][0],
            then=lambda letter: self.view.show_letter(letter, place), refused=self.view.refuse_letter,
        )  # fmt: skip

    def _leave_out(self) -> None:
        self.mailing.leave_out((self.people[self.at][0],), self.at)
