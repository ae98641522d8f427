"""The code of a sheet by fewer keys: whole it needs no Enter, and of the sheet that lies next its end is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmcrm_desktop.services import survey_answers
from fmcrm_desktop.services.survey_answers import Upcoming
from fmcrm_desktop.services.surveys import codes

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.surveys.answers import AnswersSection


class Pile:
    """Watches what is typed into the code of a section, and proposes the next sheet."""

    def __init__(self, section: AnswersSection) -> None:
        self._section, self._view, self._grid = section, section.view, section.grid
        section.code.textEdited.connect(self.coded)

    def coded(self, typed: str) -> None:
        """A whole code is asked for without Enter, and so is the end of the one that should come next."""
        it = self._view.upcoming
        if it is not None and codes.bare(typed) == it.end:
            self._take(it, "")
        elif len(codes.bare(typed)) == codes.LENGTH:
            self._section.ask_code()

    def ask(self, sheet: int) -> None:
        """What lies on the sheet that was just typed in?"""
        self._section.office.ask(self._section, survey_answers.upcoming, sheet, then=self._propose)

    def _propose(self, it: Upcoming | None) -> None:
        """Whoever types fast has struck the end of the code, and perhaps the first answers, before this is here."""
        if self._grid.row is None and not self._grid.waiting:
            self._view.propose(it)
            typed = self._section.code.text().upper()
            if it is not None and typed.startswith(it.end):
                self._take(it, typed.removeprefix(it.end))

    def _take(self, it: Upcoming, answers: str) -> None:
        """No other code begins as this one ends, so that it is meant."""
        self._section.code.setText(it.code)
        self._section.ask_code()
        for key in answers:
            self._grid.typed(" " if key == "-" else key)
