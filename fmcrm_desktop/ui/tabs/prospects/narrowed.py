"""Says what a link has narrowed a list to without a filter button of its own, and takes it away again."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.listing import List

SAID = {
    "entered": N_("Entered in a period"),
    "closed": N_("Closed in a period"),
    "days": N_("In a period"),
    "reached": N_("Came to a stage"),
    "reason": N_("Lost for one reason"),
    "unit": N_("One unit"),
    "person": N_("One person"),
    "recommended_by": N_("Recommended by one person"),
    "warned_by": N_("Warned by one person"),
    "id": N_("Chosen ones"),
}


class Narrowed(Button):
    """In the bar of a list while there is something to say."""

    def __init__(self, shown: List) -> None:
        super().__init__("", FILTER, parent=shown)
        self._list = shown
        self.setIcon(icon("x", "muted", 12))
        self.setToolTip(shown.office.words(N_("Show all")))
        self.hide()
        self.on(self._widen)
        shown.bar.insertWidget(1, self)
        shown.counted.connect(self._say)

    def _say(self, _count: int) -> None:
        words = self._list.office.words
        said = [words(SAID[name]) for name in self._list.query.where if name in SAID]
        self.setText(" · ".join(said))
        self.setAccessibleName(self.text())
        self.setVisible(bool(said))

    def _widen(self) -> None:
        kept = {name: values for name, values in self._list.query.where.items() if name not in SAID}
        self._list.show_where(kept, self._list.query.text)
