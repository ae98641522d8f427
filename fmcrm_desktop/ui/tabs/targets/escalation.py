"""The rules of escalation: when a clock runs out or soon will, whom to tell."""

from __future__ import annotations

from fmcrm_desktop.model.staff import ROLE_NAMES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_words import worked
from fmcrm_desktop.services import escalation
from fmcrm_desktop.services.escalation import EscalationForm, EscalationRow
from fmcrm_desktop.services.targets import CLOCKS
from fmcrm_desktop.services.targets.rules import EVERY
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


def _when(row: EscalationRow, words: Words) -> str:
    if not row.minutes:
        return words(N_("when it is due"))
    text = N_("{hours} before it is due") if row.minutes < 0 else N_("{hours} after it was due")
    return words(text, hours=worked(row.minutes, words))


def _whom(row: EscalationRow, words: Words) -> str:
    told = [words(ROLE_NAMES[row.role])] if row.role else []
    told += [known(words, row.staff)] if row.staff else []
    told += [words(N_("who has the order"))] if row.tell_responsible else []
    return words.listed(told)


class EscalationTab(RecordsTab):
    name = "escalation"
    title = N_("Escalation")
    shows = ("escalation_rule",)
    records = Records(
        escalation.page, escalation.rows, escalation.add, escalation.form_of, escalation.change,
        escalation.archive, escalation.restore, EscalationForm,
        (
            Column("name", N_("Rule"), 130, stretch=True, sorts=False),
            Column("clock", N_("Clock"), 100, choices=CLOCKS, sorts=False),
            Column("minutes", N_("When"), 150, show=_when, sorts=False),
            Column("role", N_("Tells"), 130, show=_whom, sorts=False),
        ),
        N_("What happens when an order's clock runs out, or soon will, stands here."),
        N_("New rule"), N_("Change a rule"), N_("Rules: {count}"),
    )  # fmt: skip

    def heading(self, row: EscalationRow) -> tuple[str, str]:
        return row.name, f"{self.words(CLOCKS[row.clock])} · {_when(row, self.words)}"

    def draw(self, page: Page, row: EscalationRow) -> None:
        words = self.words
        card = page.card()
        card.line(N_("Priority"), words(EVERY[row.priority]))
        category = suiting(row.category, row.category_other, words)
        card.line(N_("Category"), category or words(N_("Every category")))
        card.line(N_("Tells"), _whom(row, words) or "—")
        card.line(N_("Raises the priority"), words(N_("Yes") if row.raise_priority else N_("No")))
        card.say(
            words(
                N_("Looked at once a minute while the program is open. Each step is taken once for an order, written "
                   "into its history and told as a message.")
            ),
            "muted",
        )  # fmt: skip
