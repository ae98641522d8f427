"""Goals: one's own, or everybody's with the right; how far each is, and which are overdue."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import goals, staff
from fmcrm_desktop.services.goals import STATES, GoalForm, GoalRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter, named
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

TONES = {"running": ACCENT, "reached": GOOD, "dropped": GREY, "overdue": BAD}


FILTERS = (Filter("state", N_("State"), STATES), Filter("staff", N_("Staff"), case=staff.options, told=named))


def _staff(row: GoalRow, words: Words) -> str:
    return suiting(row.staff, row.staff_other, words)


def _tone(row: GoalRow) -> str:
    return TONES[row.state]


class GoalsSection(RecordsTab):
    name = "goals"
    title = N_("Goals")
    shows = ("goal", "staff")
    records = Records(
        goals.page, goals.rows, goals.add, goals.form_of, goals.change, goals.archive, goals.restore, GoalForm,
        (
            Column("title", N_("Goal"), 160, stretch=True, sorts=False),
            Column("staff", N_("Staff"), 100, show=_staff, sorts=False),
            Column("due_day", N_("Due"), 122, sorts=False),
            Column("progress", N_("Progress"), 80, digits=True, sorts=False,
                   show=lambda row, words: words.percent(row.progress / 100, 0)),
            Chip("state", N_("State"), 100, choices=STATES, tones=_tone, sorts=False),
        ),
        N_("What somebody wants to reach stands here; one sees one's own goals."), N_("New goal"),
        N_("Change the goal"), N_("Goals: {count}"), FILTERS,
    )  # fmt: skip

    def open_new(self, start: dict[str, Any]) -> None:
        """A goal for oneself, or for whom a link names."""
        self.ask(goals.new, start.get("staff_id"), then=lambda form: self._new(form, start))

    def heading(self, row: GoalRow) -> tuple[str, str]:
        return row.title, _staff(row, self.words)

    def draw(self, page: Page, row: GoalRow) -> None:
        words = self.words
        page.chips((words(STATES[row.state]), _tone(row)), words.percent(row.progress / 100, 0))
        card = page.card(N_("Goal"))
        card.line(N_("Staff"), _staff(row, words), Link("staff", row.staff_id))
        card.line(N_("Reached when"), row.target)
        card.line(N_("Set on"), words.date(row.made_day))
        card.line(N_("Due"), words.date(row.due_day) if row.due_day else "")
        if row.result:
            card.line(N_("Outcome"), row.result)
