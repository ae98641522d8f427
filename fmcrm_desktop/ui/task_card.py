"""The card of one's own tasks: what is overdue first, each ticked off right there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import tasks
from fmcrm_desktop.services.tasks import STATES, TaskRow
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.page import lasting
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice


class TasksCard(Card):
    def __init__(self, office: QtOffice, rows: Sequence[TaskRow]) -> None:
        super().__init__(office, N_("My tasks"))
        new = Button("", FILTER, "plus").on(lambda: office.go(Link("tasks", new={}, section="mine")))
        new.setAccessibleName(office.words(N_("New task")))
        self.tool(new.guard(office, tasks.add))
        if not rows:
            self.say(office.words(N_("Tasks stand here on the day they are due.")), "muted")
        for row in rows:
            self.add(self._line(row))

    def _line(self, row: TaskRow) -> QWidget:
        words, late = self.office.words, row.state == "overdue"
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_S)
        tick = QCheckBox()
        tick.setAccessibleName(words(N_("Done: {task}"), task=row.title))
        tick.setEnabled(self.office.may(tasks.tick))
        tick.clicked.connect(lambda _on: self._tick(row))
        line.addWidget(tick)
        said = " · ".join(part for part in (row.title, row.about) if part)
        line.addWidget(
            LinkButton(said, lambda: self.office.go(Link("tasks", row.id, section="mine")), said), 1
        )
        line.addWidget(ChipLabel(words(STATES[row.state]), BAD if late else WARNING))
        when = words.short_moment(row.starts) if row.starts else words.short_date(row.day) if late else ""
        if when:
            line.addWidget(label(when, "muted"))
        return made

    def _tick(self, row: TaskRow) -> None:
        said = self.office.words(N_("Completed"))
        office = self.office
        office.do(
            lasting(self), tasks.tick, row.id, row.version, then=lambda done: office.say(said, done.deed)
        )
