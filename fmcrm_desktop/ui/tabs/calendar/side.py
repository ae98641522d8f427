"""The calendar's left side: the small month, whose entries and which kinds are shown, memos of the days shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.calendar import StaffRow
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit import memory, theme
from fmcrm_desktop.ui.kit.text import label, plain
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar.mini import MiniMonth

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "appointments": (N_("Appointments"), ("appointment", "meeting", "activity", "phone", "email", "fax")),
    "visits": (N_("Work-order visits"), ("visit",)),
    "call_backs": (N_("Call-backs"), ("call_back",)),
    "tasks": (N_("Tasks and memos"), ("task", "memo")),
    "leave": (N_("Leave"), ("leave",)),
    "holidays": (N_("Public holidays"), ("holiday",)),
}
NOBODY = 0
"""Stands for the entries of nobody in particular."""


class Side(QScrollArea):
    """``changed`` when a tick was set or taken away; the ticks are remembered."""

    changed = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = office.words
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.mini = MiniMonth(office.words)
        self._hidden_staff = {
            int(each) for each in memory.get_list("calendar/hidden_staff") if each.isdecimal()
        }
        self._shown: list[StaffRow] | None = None
        self._hidden_groups = set(memory.get_list("calendar/hidden_kinds"))
        inner = QWidget()
        inner.setProperty("kind", "page")
        lay = QVBoxLayout(inner)
        lay.setContentsMargins(14, theme.GAP_M, 14, theme.GAP_M)
        lay.setSpacing(theme.GAP_XS)
        lay.addWidget(self.mini)
        lay.addSpacing(theme.GAP_S)
        lay.addWidget(label(self._words(N_("People")), "title"))
        self._people = QVBoxLayout()
        self._people.setSpacing(0)
        lay.addLayout(self._people)
        lay.addSpacing(theme.GAP_S)
        lay.addWidget(label(self._words(N_("Show")), "title"))
        kinds = QVBoxLayout()
        kinds.setSpacing(0)
        lay.addLayout(kinds)
        for group, (title, _kinds) in GROUPS.items():
            tick = self._tick(self._words(title), group not in self._hidden_groups)
            tick.clicked.connect(lambda on, group=group: self._set_group(group, on))
            kinds.addWidget(tick)
        lay.addSpacing(theme.GAP_S)
        lay.addStretch(1)
        self._add_memo(lay)
        self.setWidget(inner)
        self.show_people(())
        self.show_memos(())

    def _add_memo(self, lay: QVBoxLayout) -> None:
        lay.addWidget(label(self._words(N_("Memo")), "title"))
        self._memo = QFrame()
        self._memo.setProperty("kind", "warning")
        inside = QVBoxLayout(self._memo)
        inside.setContentsMargins(12, 8, 12, 8)
        self._memo_text = label("", wrap=True)
        inside.addWidget(self._memo_text)
        lay.addWidget(self._memo)

    def show_people(self, people: Sequence[StaffRow]) -> None:
        """A tick for each of the staff, and one for what concerns everybody; the same ones keep the focus."""
        if self._shown == list(people):
            return
        self._shown = list(people)
        while (item := self._people.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        rows = [(row.id, f"{row.name} ({row.trade})" if row.trade else row.name) for row in people]
        for id, name in [*rows, (NOBODY, self._words(N_("The whole office")))]:
            tick = self._tick(name, id not in self._hidden_staff)
            tick.clicked.connect(lambda on, id=id: self._set_staff(id, on))
            self._people.addWidget(tick)

    def show_memos(self, entries: Iterable[Entry]) -> None:
        """The memos of the days shown, as a slip of paper."""
        said = "\n".join(dict.fromkeys(entry.title for entry in entries if entry.kind == "memo"))
        self._memo_text.setText(said or self._words(N_("A memo put on these days is read here.")))

    def shows(self, entry: Entry) -> bool:
        """Whether the ticks let an entry through: its kind, and one of its people."""
        if not self._hidden_groups and not self._hidden_staff:
            return True
        if any(entry.kind in GROUPS[group][1] for group in self._hidden_groups if group in GROUPS):
            return False
        staff = entry.staff or (NOBODY,)
        return entry.kind == "holiday" or not all(id in self._hidden_staff for id in staff)

    def _tick(self, text: str, on: bool) -> QCheckBox:
        tick = QCheckBox(text.replace("&", "&&"))
        tick.setToolTip(plain(text))
        tick.setMinimumWidth(40)
        tick.setChecked(on)
        return tick

    def _set_staff(self, id: int, on: bool) -> None:
        self._hidden_staff ^= {id} if (id in self._hidden_staff) == on else set()
        memory.put("calendar/hidden_staff", [str(each) for each in sorted(self._hidden_staff)])
        self.changed.emit()

    def _set_group(self, group: str, on: bool) -> None:
        self._hidden_groups ^= {group} if (group in self._hidden_groups) == on else set()
        memory.put("calendar/hidden_kinds", sorted(self._hidden_groups))
        self.changed.emit()
