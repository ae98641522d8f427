"""Plans to close a gap: before, target, after."""

from __future__ import annotations

from fmcrm_desktop.model.complaint import CRITERIA, GAPS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import actions, gaps
from fmcrm_desktop.services.gaps.plans import RESULTS, PlanForm, PlanRow
from fmcrm_desktop.ui.actions_here import ActionsHere
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

TONES = {"open": GREY, "due": WARNING, "reached": GOOD, "better": ACCENT, "same": WARNING, "worse": BAD}


def _about(row: PlanRow, words: Words) -> str:
    named = GAPS.get(row.gap) or CRITERIA.get(row.criterion, "")
    building = suiting(row.building, row.building_other, words)
    parts = (words(named), suiting(row.category, row.category_other, words), building)
    return " · ".join(part for part in parts if part)


def _figure(row: PlanRow, value: int | None, words: Words) -> str:
    """Complaints; of a criterion points, with their sign."""
    if value is None:
        return "—"
    return words.number(value / 1000, 2) if row.criterion else words.number(value)


def _before(row: PlanRow, words: Words) -> str:
    return _figure(row, row.before, words)


def _target(row: PlanRow, words: Words) -> str:
    return _figure(row, row.target, words)


def _after(row: PlanRow, words: Words) -> str:
    return _figure(row, row.after, words)


class PlansSection(RecordsTab):
    name = "gap_plans"
    title = N_("Plans to close gaps")
    shows = ("gap_plan", "complaint")
    records = Records(
        gaps.page, gaps.rows, gaps.add, gaps.form_of, gaps.change, gaps.archive, gaps.restore, PlanForm,
        (
            Column("gap", N_("Gap"), 150, show=_about, sorts=False),
            Column("text", N_("What we do about it"), 110, stretch=True, sorts=False),
            Column("before", N_("At first"), 64, show=_before, sorts=False),
            Column("target", N_("Target"), 64, show=_target, sorts=False),
            Column("after", N_("By now"), 64, show=_after, sorts=False),
            Chip("result", N_("Result"), 130, choices=RESULTS, sorts=False, tones=lambda row: TONES[row.result]),
        ),
        N_("A plan says what is done about a gap, and measures it again after 90 days."), N_("New gap plan"),
        N_("Change a gap plan"), N_("Plans: {count}"),
        (Filter("result", N_("Result"), RESULTS), Filter("gap", N_("Gap"), GAPS)),
    )  # fmt: skip

    def heading(self, row: PlanRow) -> tuple[str, str]:
        return _about(row, self.words), ""

    def goes_on(self, row: PlanRow) -> bool:
        return row.result == "due"

    def measure(self, id: int) -> None:
        self.do(gaps.measure, id, said=self.words(N_("Measured again")))

    def draw(self, page: Page, row: PlanRow) -> None:
        words = self.words
        if not row.archived:
            action = Link("complaints", new={"plan_id": row.id}, section="actions")
            page.button(N_("Record action"), lambda: self.office.go(action), actions.add)
            again = page.button(
                N_("Measure again"), lambda: self.measure(row.id), gaps.measure, primary=self.goes_on(row)
            )
            again.key("Ctrl+Return")
        page.chips((words(RESULTS[row.result]), TONES[row.result]))
        page.card(N_("What we do about it")).say(row.text)
        page.add(ActionsHere(self.office, "plan", row.id))
        card = page.card(N_("Measured"))
        card.line(N_("Measured before"), _figure(row, row.before, words))
        card.line(N_("Target"), _figure(row, row.target, words))
        card.line(N_("Measured after"), _figure(row, row.after, words))
        card.line(N_("Measured on"), words.date(row.measured_day) if row.measured_day else "—")
        card.line(N_("Measured again on"), words.date(row.due_day) if row.due_day else "—")
        card.line(N_("Responsible"), suiting(row.responsible, row.responsible_other, words))
        card.line(N_("Planned on"), words.date(row.made_day))
        said = (
            N_("Perceived less expected, the mean of all answers of the 90 days before the day of measuring.")
            if row.criterion
            else N_("Complaints of this gap, place and category received in the 90 days before the day of measuring; "
                    "withdrawn ones do not count.")
        )  # fmt: skip
        card.unfold(words(said))
