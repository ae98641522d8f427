"""What is done with entries on the calendar: moved (over a clash with a reason), ticked off, archived."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import Clashing, ReasonForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.form_page import FormDialog, FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar.event_form import clash_sentences
from fmcrm_desktop.ui.tabs.calendar.look import stretch_words, title_of
from fmcrm_desktop.ui.tabs.calendar.placing import Stretch


class EntryDeeds(QObject):
    """The deeds of one calendar tab; each says what it did, with Undo."""

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab, self._words = tab, tab.words
        self.dialog: FormDialog | None = None

    def move(self, entry: Entry, stretch: Stretch) -> None:
        """Give an entry another time; a clash asks for a reason."""

        def refused(refusal: Refusal) -> None:
            if isinstance(refusal, Clashing):
                self._ask_reason(entry, stretch, refusal)
            else:
                self._tab.office.refused.emit(refusal)

        start, end = stretch.span(self._words.zone)
        self._tab.do(calendar.move, entry.ref, start, end, said=self._moved(entry, stretch), refused=refused)

    def _moved(self, entry: Entry, stretch: Stretch) -> str:
        title, when = title_of(entry, self._words), stretch_words(stretch, self._words)
        return self._words(N_("{title} moved to {when}"), title=title, when=when)

    def _ask_reason(self, entry: Entry, stretch: Stretch, clashing: Clashing) -> None:
        start, end = stretch.span(self._words.zone)
        setup = FormSetup(
            N_("Clash"),
            ReasonForm(),
            calendar.move_anyway,
            (entry.ref, start, end),
            said=lambda _result: self._moved(entry, stretch),
            verb=N_("Save anyway"),
            note=clash_sentences(clashing.clashes, self._words),
        )
        self.dialog = self._tab.ask_form(setup)

    def finish(self, entry: Entry) -> None:
        """Tick an event off, or take the tick away."""
        text = N_("{title} is not done") if entry.done else N_("{title} done")
        self._tab.do(calendar.finish, entry.id, not entry.done, said=self._words(text, title=entry.title))

    def archive(self, entry: Entry) -> None:
        """Take an event off the calendar."""
        said = self._words(N_("{title} archived"), title=entry.title)
        self._tab.do(calendar.archive, entry.id, entry.version, said=said)
