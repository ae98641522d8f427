"""The rows of the call form: many fields beside each other where the page is wide, fewer where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.flow import within
from fmcrm_desktop.ui.kit.form_page import FormPage, place_column

LEFT, LEFT_NARROW, ABOVE = 400, 300, 0
NARROW, TIGHT = 1120, 800
"""Below this width of the page the column at the left is slimmer and the form's rows are shared by fewer fields; and
where not even those have room beside it, it stands above them."""
ROWS = (
    "new_name:12", "topic:12", "TOPICS:12", "notes:7 SCRIPT:5", "direction:3 outcome:3 length:2 started:4",
    "person_id:5 unit_id:3 number:4", "lead_id:8",
    "make_order:2 make_complaint:3 make_appointment:3 make_call_back:2 make_lead:2", "next_step:8 next_day:4",
    "purpose:4 responsible_id:8", "order_category_id:6 order_priority:6", "complaint_category_id:6",
    "meet_from:6 meet_until:6", "meet_place:6 meet_staff:6", "overrule:12", "call_back:6 remind:6",
)  # fmt: skip
"""The form's rows in twelfths of its width."""
NARROW_ROWS = (
    "new_name:12", "topic:12", "TOPICS:12", "notes:7 SCRIPT:5", "direction:4 outcome:4 length:4",
    "started:6 number:6", "person_id:7 unit_id:5", "lead_id:12", "make_order:6 make_complaint:6",
    "make_appointment:6 make_call_back:6", "make_lead:6", "next_step:12", "next_day:6 purpose:6", "responsible_id:12",
    "order_category_id:6 order_priority:6", "complaint_category_id:12",
    "meet_from:6 meet_until:6", "meet_place:6 meet_staff:6", "overrule:12", "call_back:6 remind:6",
)  # fmt: skip


def _stops(widget: QWidget) -> list[QWidget]:
    """Where Tab halts in an editor: setTabOrder knows nothing of what stands inside one. What opens over it (the
    list of a combo box) is a window of its own."""
    tab = Qt.FocusPolicy.TabFocus
    inside = [one for one in within(widget, QWidget) if one.window() is widget.window()]
    return [one for one in inside if one.focusPolicy() & tab and one.focusProxy() is None]


class DeskRows(QObject):
    """Lays the form out, and again when its page has become wide or narrow. ``column`` stands at its left; ``more``
    are widgets among the fields, by the name the rows give them."""

    def __init__(self, page: FormPage, column: QWidget, more: Mapping[str, QWidget]) -> None:
        super().__init__(page)
        self._page, self._column, self._more = page, column, more
        self._narrow: bool | None = None
        page.installEventFilter(self)
        page.scroll_area.verticalScrollBar().rangeChanged.connect(self._follow)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lay_out()
        return False

    def _lay_out(self) -> None:
        room = self._page.window().width()  # which it has for itself
        place_column(
            self._page, self._column, LEFT if room >= NARROW else LEFT_NARROW if room >= TIGHT else ABOVE
        )
        narrow = room < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        slots = self._page.form.slots
        grid = self._page.form.given()
        while grid.count():
            item = grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget not in (*slots.values(), *self._more.values()):
                widget.deleteLater()  # the heading of the group: the ticks say themselves what they are
        for column in range(12):
            grid.setColumnStretch(column, 1)
        grid.setVerticalSpacing(theme.GAP_S)
        for down, row in enumerate(NARROW_ROWS if narrow else ROWS):
            across = 0
            for part in row.split():
                name, wide = part.split(":")
                grid.addWidget(self._more.get(name) or slots[name], down, across, 1, int(wide))
                across += int(wide)
        self.order()

    def _follow(self, _least: int, _most: int) -> None:
        """On a small screen the caller's card stands above what is typed, and pushes it down when it comes."""
        about = self._page.form.slots["topic"]
        if (field := about.editor.focusProxy()) is not None and field.hasFocus():
            self._page.scroll_area.ensureWidgetVisible(about, 0, theme.GAP_M)

    def order(self) -> None:
        """Tab goes by the rows, also to what has just been made: from who it is straight to what it is about."""
        order = _stops(self._column)[:1]
        for row in NARROW_ROWS if self._narrow else ROWS:
            for part in row.split():
                name = part.split(":")[0]
                order += _stops(self._more.get(name) or self._page.form.slots[name])
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
