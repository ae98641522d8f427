"""The calendar's left side: the small month, whose entries and which kinds are shown, memos of the days shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import owed
from fmcrm_desktop.services.calendar import StaffRow
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit import memory, theme
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.scrolled import scrolled
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar.memos import Memos
from fmcrm_desktop.ui.tabs.calendar.mini import MiniMonth
from fmcrm_desktop.ui.tabs.calendar.people import People
from fmcrm_desktop.ui.tabs.calendar.ticks import ChipTick, Tick, person_tone

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "appointments": (N_("Appointments"), ("appointment", "meeting", "activity", "phone", "email", "fax")),
    "visits": (N_("Work-order visits"), ("visit",)),
    "call_backs": (N_("Call-backs"), ("call_back",)),
    "tasks": (N_("Tasks with a date"), ("task",)),
    "leave": (N_("Leave"), ("leave", "sick")),
    "holidays": (N_("Public holidays"), ("holiday",)),
    "works": (N_("Planned works and outages"), ("notice",)),
    "preventive": (N_("Preventive work"), ("preventive",)),
    "agreements": (N_("Ends of agreements"), ("agreement",)),
    "next_steps": (N_("Next steps with prospects"), ("next_step",)),
    "actions": (N_("Corrective actions"), ("action",)),
    "owed": (N_("Other days due"), tuple(owed.WHAT.keys() - {"next_step", "action"})),
}
NOBODY = 0
"""Stands for the entries of nobody in particular."""


FEWEST_HIGH = 96
"""Pixels that the people, and below them the kinds, keep where there is little room: four of them."""
MEMOS_HIGH = 130
"""Pixels that the memos take at most; beyond them one scrolls."""
MEMOS_LEAST = 56
"""What a memo keeps in any case: a line and its buttons."""


class Side(QWidget):
    """``changed`` when a tick was set or taken away; the ticks are remembered."""

    changed = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = office.words
        self.mini = MiniMonth(office.words)
        self._hidden_staff = {
            int(each) for each in memory.get_list("calendar/hidden_staff") if each.isdecimal()
        }
        self._shown: list[StaffRow] | None = None
        self._hidden_groups = set(memory.get_list("calendar/hidden_kinds"))
        self.memos = Memos(office)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, theme.GAP_M)
        whole.setSpacing(theme.GAP_XS)
        self._ticked = QVBoxLayout()
        whole.addWidget(scrolled(self._ticked), 1)
        self._ticks(self._ticked)
        heading = label(self._words(N_("Memo")), "title")
        heading.setContentsMargins(14, 0, 14, 0)
        whole.addWidget(heading)
        slips = QVBoxLayout()
        self._slips = scrolled(slips)
        slips.setContentsMargins(14, 2, 14, 0)
        slips.addWidget(self.memos)
        slips.addStretch(1)
        self.memos.resized.connect(self._fit)
        whole.addWidget(self._slips)
        self._heading, self._high = heading, 0
        self.show_people(())

    def _ticks(self, lay: QVBoxLayout) -> None:
        lay.setContentsMargins(14, theme.GAP_M, 14, theme.GAP_S)
        lay.setSpacing(theme.GAP_XS)
        lay.addWidget(self.mini)
        lay.addSpacing(theme.GAP_S)
        lay.addWidget(label(self._words(N_("People")), "title"))
        self._people = QVBoxLayout()
        self._people.setSpacing(0)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._list = scrolled(self._people)
        lay.addWidget(self._list, 100)  # before the empty room at the foot
        lay.addSpacing(theme.GAP_S)
        lay.addWidget(label(self._words(N_("Show")), "title"))
        kinds = QVBoxLayout()
        kinds.setSpacing(0)
        kinds.setContentsMargins(0, 0, 0, 0)
        self._kinds = scrolled(kinds)
        lay.addWidget(self._kinds, 1000)  # all of them, before more of the people
        for group, (title, _kinds) in GROUPS.items():
            tick = Tick(self._words(title), group not in self._hidden_groups)
            tick.clicked.connect(lambda on, group=group: self._set_group(group, on))
            kinds.addWidget(tick)
        self._kinds.setMaximumHeight(kinds.totalSizeHint().height())
        lay.addStretch(1)

    def _fit(self) -> None:
        """The slips have the room they need, at the foot of the ticks, as long as these have theirs. The people scroll
        among themselves, and so do the kinds; where there is no room for that either, all ticks scroll as one, never
        one within the other."""
        wanted = self.memos.needed(self._slips.viewport().width() - 28) + theme.GAP_XS
        wanted = min(MEMOS_HIGH, max(wanted, 24))
        lists = {self._list: self._high, self._kinds: self._kinds.maximumHeight()}
        few = {each: min(high, FEWEST_HIGH) for each, high in lists.items()}
        rest = self.height() - self._heading.sizeHint().height() - theme.GAP_M - 2 * theme.GAP_XS
        rest -= self._ticked.minimumSize().height() - sum(each.minimumHeight() for each in lists)
        self._slips.setFixedHeight(min(wanted, max(rest - few[self._list] - lists[self._kinds], MEMOS_LEAST)))
        room = rest - sum(few.values()) >= self._slips.height()
        for each, high in lists.items():
            each.setMinimumHeight(few[each] if room else high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_people(self, people: Sequence[StaffRow]) -> None:
        """A tick for each of the staff, and one for what concerns everybody; the same ones keep the focus."""
        if self._shown == list(people):
            return
        self._shown = list(people)
        clear(self._people)
        high = 0
        for row in [*people, StaffRow(NOBODY, self._words(N_("The whole office")), "", "")]:
            trade = self._words(row.trade) if row.trade else ""
            said = f"{row.name} ({trade})" if trade else row.name
            tick = ChipTick(said, row.id not in self._hidden_staff, person_tone(row.role))
            tick.clicked.connect(lambda on, id=row.id: self._set_staff(id, on))
            self._people.addWidget(tick)
            high += tick.sizeHint().height()
        self._high = high
        self._list.setMaximumHeight(high)
        self._fit()
        self.changed.emit()

    def people(self, hours: Mapping[int, WorkingCalendar]) -> People:
        """Those who are ticked, for the team's views; the office itself is the last of them."""
        known = [*(self._shown or ()), StaffRow(NOBODY, self._words(N_("The whole office")), "", "")]
        rows = [row for row in known if row.id not in self._hidden_staff] or known[-1:]
        tones = (person_tone(row.role) for row in rows)
        return People(tuple(row.id for row in rows), tuple(row.name for row in rows), tuple(tones), hours)

    def shows(self, entry: Entry) -> bool:
        """Whether the ticks let an entry through: its kind, and one of its people."""
        if not self._hidden_groups and not self._hidden_staff:
            return True
        if any(entry.kind in GROUPS[group][1] for group in self._hidden_groups if group in GROUPS):
            return False
        staff = entry.staff or (NOBODY,)
        return entry.kind == "holiday" or not all(id in self._hidden_staff for id in staff)

    def _set_staff(self, id: int, on: bool) -> None:
        self._hidden_staff ^= {id} if (id in self._hidden_staff) == on else set()
        memory.put("calendar/hidden_staff", [str(each) for each in sorted(self._hidden_staff)])
        self.changed.emit()

    def _set_group(self, group: str, on: bool) -> None:
        self._hidden_groups ^= {group} if (group in self._hidden_groups) == on else set()
        memory.put("calendar/hidden_kinds", sorted(self._hidden_groups))
        self.changed.emit()
