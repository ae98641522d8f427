"""Says what a link has narrowed a list to without a filter button of its own, and takes it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.icons import icon

if TYPE_CHECKING:
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


class Narrowed(Button):
    """In the bar of a list while it is narrowed by more than its filter buttons tell: nobody is to wonder at it."""

    def __init__(self, shown: List) -> None:
        super().__init__("", FILTER, parent=shown)
        self._list = shown
        self.setIcon(icon("x", "muted", 12))
        self.setToolTip(shown.office.words(N_("Show all")))
        self.hide()
        self.on(self._widen)

    def _told(self, name: str) -> bool:
        """Whether the list or its tab tells of it already."""
        return name in self._list.filters or name in self._list.setup.told

    def say(self) -> None:
        """After each answer."""
        words = self._list.office.words
        said = [words(SAID.get(name, OTHERS)) for name in self._list.query.where if not self._told(name)]
        text = " · ".join(dict.fromkeys(said))
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(said))

    def name(self, text: str) -> None:
        """Say which one it is, in finished text."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def _widen(self) -> None:
        kept = {name: values for name, values in self._list.query.where.items() if self._told(name)}
        self._list.show_where(kept, self._list.query.text)
