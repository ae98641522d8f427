"""Says what a link has narrowed a list to without a filter button of its own, and takes it away again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.fitting import FittingBar
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.picker import suited
from fmcrm_desktop.ui.kit.text import in_month, plain

if TYPE_CHECKING:
    from fmcrm_desktop.model.link import Choice
    from fmcrm_desktop.ui.kit.listing import List

SAID = {
    "unit": N_("One unit"),
    "person": N_("One person"),
    "complaint": N_("One complaint"),
    "equipment": N_("One piece of equipment"),
    "plan": N_("One plan"),
    "building_kind": N_("Kind of building"),
    "territory": N_("Territory"),
    "need": N_("Need"),
    "channel": N_("Channel"),
    "month": N_("One month"),
    "week": N_("Chosen weeks"),
    "asked": N_("Not of plans"),
    "entered": N_("Entered in a period"),
    "closed": N_("Closed in a period"),
    "days": N_("In a period"),
    "reached": N_("Came to a stage"),
    "reason": N_("Lost for one reason"),
    "recommended_by": N_("Recommended by one person"),
    "warned_by": N_("Warned by one person"),
}
OTHERS = N_("Chosen ones")
NAMED = ("unit", "person", "complaint", "equipment", "territory")
"""Where a list is narrowed to one of these alone, it says which: ``office.picks`` knows what it is called."""
WIDE = 180
"""Pixels of a name: the search beside it needs its room."""


class Narrowed(Button):
    """In the bar of a list while it is narrowed by more than its filter buttons tell: nobody is to wonder at it."""

    def __init__(self, shown: List) -> None:
        super().__init__("", FILTER, parent=shown)
        self._list = shown
        self._of: object = None
        self.setIcon(icon("x", "muted", 12))
        self.hide()
        self.on(self._widen)

    def _told(self, name: str) -> bool:
        """Whether the list or its tab tells of it already."""
        return name in self._list.filters or name in self._list.setup.told

    def say(self) -> None:
        """After each answer. A name is shown when it is known, not after other words that would flash."""
        untold = {name: ids for name, ids in self._list.query.where.items() if not self._told(name)}
        if untold == self._of:
            return
        self._of = untold
        office = self._list.office
        text = " · ".join(dict.fromkeys(self._said(name, ids) for name, ids in untold.items()))
        ((kind, ids),) = untold.items() if len(untold) == 1 else (("", ()),)
        if len(ids) != 1 or kind not in NAMED or not office.may(office.picks[kind]):
            self._show(text)
            return

        def named(found: Sequence[Choice]) -> None:
            if untold == self._of:
                self._show(suited(found[0], office.words).text if found else text)

        self.hide()
        office.ask(self, office.picks[kind], "", tuple(ids), then=named)

    def _said(self, name: str, ids: tuple[object, ...]) -> str:
        words = self._list.office.words
        return in_month(ids[0], words) if name == "month" and len(ids) == 1 else words(SAID.get(name, OTHERS))

    def _show(self, text: str) -> None:
        self.setText(self.fontMetrics().elidedText(text, theme.ELIDE, WIDE).replace("&", "&&"))
        self.setAccessibleName(text)
        self.setToolTip(plain(" · ".join((text, self._list.office.words(N_("Show all"))))))
        self.setVisible(bool(text))
        bar = self.parentWidget()
        if isinstance(bar, FittingBar):
            bar.fit()

    def _widen(self) -> None:
        kept = {name: values for name, values in self._list.query.where.items() if self._told(name)}
        self._list.show_where(kept, self._list.query.text)
