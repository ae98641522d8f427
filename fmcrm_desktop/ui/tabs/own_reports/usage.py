"""Which fields of a subject are filled in, and how often; what lacks one is a click away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.own_report import Condition, Definition, Total
from fmcrm_desktop.model.report_words import title
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.own_reports import SubjectShown, Usage
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import label


class UsageSection(Tab):
    name = "field_usage"
    title = N_("Use of fields")

    def build(self) -> None:
        self.subjects: dict[str, SubjectShown] = {}
        bar = QFrame()
        bar.setProperty("kind", "bar")
        bar.setFixedHeight(49)
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.GAP_L, 0, theme.GAP_L, 0)
        self.subject = QComboBox()
        self.subject.setAccessibleName(self.words(N_("Report on")))
        self.subject.activated.connect(lambda _at: self._ask())
        row.addWidget(label(self.words(N_("Report on")), "muted"))
        row.addWidget(self.subject)
        row.addStretch(1)
        self.body.addWidget(bar)
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        self.ask(own_reports.subjects, then=self._know)

    def _know(self, subjects: Sequence[SubjectShown]) -> None:
        chosen = self.subject.currentData() or "people"
        self.subjects = {one.name: one for one in subjects}
        self.subject.clear()
        for one in subjects:
            self.subject.addItem(self.words(one.title), one.name)
        self.subject.setCurrentIndex(max(self.subject.findData(chosen), 0))
        self._ask()

    def _ask(self) -> None:
        self.ask(own_reports.usage, self.subject.currentData(), then=self._draw)

    def _draw(self, found: Sequence[Usage]) -> None:
        words = self.words
        page = self.new_page()
        of = found[0].of if found else 0
        card = page.card(N_("How often each field is filled in"), N_("the least used first"))
        if not of:
            card.say(words(N_("There is nothing of this subject yet.")), "muted")
        else:
            rows = [self._line(one) for one in sorted(found, key=lambda one: one.filled)]
            card.table((N_("Field"), N_("Filled in"), N_("Percentage"), N_("Empty")), rows)
        self.counts.emit(words(N_("{count} records"), count=words.number(of)))
        self.put(page.done())

    def _line(self, one: Usage) -> tuple[str | QWidget, ...]:
        words = self.words
        without = one.of - one.filled
        cells = (title(one.column, words), words.number(one.filled), words.percent(one.filled / one.of))
        if not without:
            return (*cells, words.number(0))
        made = LinkButton(words.number(without), lambda: self._lacking(one.column.key))
        made.setAccessibleName(f"{title(one.column, words)}: {without}")
        return (*cells, made)

    def _lacking(self, key: str) -> None:
        """The records without it, as a report whose rows open them."""
        it = self.subjects[self.subject.currentData()]
        definition = Definition(it.name, it.starts, (Condition(key, "empty"),), totals=(Total("count"),))
        self.office.go(Link("own_reports", new={"definition": definition}, section="builder"))
