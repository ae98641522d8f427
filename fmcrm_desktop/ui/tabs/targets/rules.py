"""The targets that differ from the office's own: of an agreement, a customer tier, a category."""

from __future__ import annotations

from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_words import worked
from fmcrm_desktop.services import targets
from fmcrm_desktop.services.targets import RuleForm, RuleRow
from fmcrm_desktop.services.targets.rules import EVERY
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

SOURCES = {"agreement": N_("Agreement"), "tier": N_("Customer tier"), "category": N_("Category")}
COUNTED = {False: N_("office hours"), True: N_("round the clock")}


def _name(row: RuleRow, words: Words) -> str:
    return words(TIERS[row.name]) if row.source == "tier" else suiting(row.name, row.other_name, words)


def _finish(row: RuleRow, words: Words) -> str:
    return worked(row.finish, words)


class RulesTab(RecordsTab):
    name = "targets"
    title = N_("Targets")
    shows = ("target_rule", "agreement")
    records = Records(
        targets.rules_page, targets.rules_rows, targets.add_rule, targets.rule_form, targets.change_rule,
        targets.archive_rule, targets.restore_rule, RuleForm,
        (
            Column("source", N_("Target of"), 130, choices=SOURCES, sorts=False),
            Column("name", N_("Which"), 140, stretch=True, show=_name, sorts=False),
            Column("priority", N_("Priority"), 110, show=lambda row, words: words(EVERY[row.priority]), sorts=False),
            Column("finish", N_("Finish"), 80, show=_finish, digits=True, sorts=False),
        ),
        N_("Targets that differ from the office's own stand here. The office's are in the settings."),
        N_("New target"), N_("Change a target"), N_("Targets: {count}"),
    )  # fmt: skip

    def heading(self, row: RuleRow) -> tuple[str, str]:
        return _name(row, self.words), self.words(SOURCES[row.source])

    def draw(self, page: Page, row: RuleRow) -> None:
        words = self.words
        card = page.card()
        card.line(N_("Priority"), words(EVERY[row.priority]))
        card.line(N_("First response"), worked(row.respond, words))
        card.line(N_("Arrival"), worked(row.arrive, words))
        card.line(N_("Finish"), worked(row.finish, words))
        card.line(N_("Counted in"), words(COUNTED[row.round_the_clock]))
        card.say(
            words(
                N_("An agreement's target comes before a customer tier's, that before a category's, that before the "
                   "office's own. Open orders follow at once when a target changes.")
            ),
            "muted",
        )  # fmt: skip
