"""An entry drawn from one person to another: handed over, over a clash with a reason, with Undo."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar_handing
from fmcrm_desktop.services.calendar import Clashing, ReasonForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.calendar_handing import Handing
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar.event_form import clash_sentences
from fmcrm_desktop.ui.tabs.calendar.look import title_of
from fmcrm_desktop.ui.tabs.calendar.placing import Drag, Stretch, item_of


class HandingDeeds(QObject):
    """The handing over of one calendar tab; ``names`` are those of the people whose columns are shown."""

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab, self._words = tab, tab.words
        self.names: dict[int, str] = {}
        self.dialog: FormDialog | None = None

    def hand(self, entry: Entry, drag: Drag) -> None:
        """Give an entry to the person in whose column it was let go, at the time it was let go."""
        handing = Handing(entry.ref, drag.grab.who, drag.at.who)
        if drag.ghost is not None and drag.ghost != Stretch.of(item_of(entry, self._words.zone, 0)):
            start, end = drag.ghost.span(self._words.zone)
            handing = Handing(entry.ref, drag.grab.who, drag.at.who, start, end)
        said = self._said(entry, handing)

        def refused(refusal: Refusal) -> None:
            if isinstance(refusal, Clashing):
                self._ask_reason(handing, said, refusal)
            else:
                self._tab.office.refused.emit(refusal)

        self._tab.do(calendar_handing.hand_over, handing, said=said, refused=refused)

    def _said(self, entry: Entry, handing: Handing) -> str:
        title = title_of(entry, self._words)
        if not handing.after:
            return self._words(N_("{title} is nobody's in particular now"), title=title)
        return self._words(
            N_("{title} handed to {name}"), title=title, name=self.names.get(handing.after, "")
        )

    def _ask_reason(self, handing: Handing, said: str, clashing: Clashing) -> None:
        setup = FormSetup(
            N_("Clash"),
            ReasonForm(),
            calendar_handing.hand_over_anyway,
            (handing,),
            said=lambda _result: said,
            verb=N_("Hand over anyway"),
            note=clash_sentences(clashing.clashes, self._words),
        )
        self.dialog = self._tab.ask_form(setup)
