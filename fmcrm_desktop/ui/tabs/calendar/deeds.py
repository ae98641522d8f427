"""What is done with entries on the calendar: moved (over a clash with a reason), ticked off, archived."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import ALL, Clashing, FoundForm, Mark, ReasonForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar.event_form import clash_sentences, span_words
from fmcrm_desktop.ui.tabs.calendar.look import stretch_words, title_of
from fmcrm_desktop.ui.tabs.calendar.placing import Stretch
from fmcrm_desktop.ui.tabs.calendar.scope import ScopeDialog


class EntryDeeds(QObject):
    """The deeds of one calendar tab; each says what it did, with Undo. Of a repeating entry they ask how far it
    goes."""

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab, self._words = tab, tab.words
        self.dialog: FormDialog | None = None
        self.asking: ScopeDialog | None = None

    def scoped(self, entry: Entry, then: Callable[[str], object]) -> None:
        """Do something with a scope; of a single entry at once."""
        if not entry.occurrence:
            then(ALL)
            return
        self.asking = ScopeDialog(self._words, title_of(entry, self._words), then, self._tab)
        self.asking.open()

    def move(self, entry: Entry, stretch: Stretch) -> None:
        """Give an entry another time; a clash asks for a reason."""
        self.scoped(entry, partial(self._move, entry, stretch))

    def _move(self, entry: Entry, stretch: Stretch, scope: str) -> None:
        def refused(refusal: Refusal) -> None:
            if isinstance(refusal, Clashing):
                self._ask_reason(entry, stretch, scope, refusal)
            else:
                self._tab.office.refused.emit(refusal)

        start, end = stretch.span(self._words.zone)
        said = self._moved(entry, stretch)
        self._tab.do(calendar.move, entry.ref, start, end, "", scope, said=said, refused=refused)

    def _moved(self, entry: Entry, stretch: Stretch) -> str:
        title, when = title_of(entry, self._words), stretch_words(stretch, self._words)
        return self._words(N_("{title} moved to {when}"), title=title, when=when)

    def _ask_reason(self, entry: Entry, stretch: Stretch, scope: str, clashing: Clashing) -> None:
        start, end = stretch.span(self._words.zone)
        note = clash_sentences(clashing.clashes, self._words)
        if clashing.free is not None:
            when = span_words(clashing.free, self._words)
            note += "\n" + self._words(N_("All are free {when}."), when=when)
        setup = FormSetup(
            N_("Clash"),
            ReasonForm(scope=scope),
            calendar.move_anyway,
            (entry.ref, start, end),
            said=lambda _result: self._moved(entry, stretch),
            verb=N_("Save anyway"),
            note=note,
        )
        self.dialog = self._tab.ask_form(setup)

    def finish(self, entry: Entry) -> None:
        """Tick an event off, or take the tick away; of a repeating one this time alone."""
        text = N_("{title} is not done") if entry.done else N_("{title} done")
        said = self._words(text, title=entry.title)
        self._tab.do(calendar.finish, entry.id, not entry.done, entry.occurrence, said=said)

    def found(self, entry: Entry, then: Callable[[int], object]) -> None:
        """What was found on a visit, in a short form; the event is done by it."""
        said = self._words(N_("{title} done"), title=entry.title)
        setup = FormSetup(
            N_("Findings of the visit"), FoundForm(occurrence=entry.occurrence), calendar.found, (entry.id,),
            said=lambda _id: said, then=lambda done: then(done.result), note=entry.title,
        )  # fmt: skip
        self.dialog = self._tab.ask_form(setup)

    def archive(self, entry: Entry, then: Callable[[], object] | None = None) -> None:
        """Take an event off the calendar."""
        self.scoped(entry, partial(self._archive, entry, then))

    def _archive(self, entry: Entry, then: Callable[[], object] | None, scope: str) -> None:
        said = self._words(N_("{title} archived"), title=entry.title)
        self._tab.do(calendar.archive, entry.id, entry.version, entry.occurrence, scope, said=said)
        if then is not None:
            then()

    def attend(
        self, entry: Entry, mark: Mark, came: bool | None, then: Callable[[int], object] | None = None
    ) -> None:
        """Note that somebody came; ``then`` gets the event that has the note."""
        done = (lambda outcome: then(outcome.result)) if then is not None else None
        self._tab.do(calendar.attend, entry.id, mark, came, entry.occurrence, then=done)

    def all_came(self, entry: Entry, then: Callable[[int], object]) -> None:
        """Note that everybody came."""
        said = self._words(N_("Everybody came"))
        self._tab.do(
            calendar.all_came,
            entry.id,
            entry.occurrence,
            said=said,
            then=lambda outcome: then(outcome.result),
        )

    def answer(self, entry: Entry, mark: Mark, said: str) -> None:
        """Note what a guest answered."""
        self._tab.do(calendar.answer, entry.id, mark, said)
