"""The rules of commission: who is paid for what, from when until when."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.charge import COMMISSION_BASES
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import commission
from fmcrm_desktop.services.commission import RuleForm, RuleRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Column, Empty
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button


def percent(hundredths: int, words: Words) -> str:
    """12.5 %."""
    whole, rest = divmod(hundredths, 100)
    said = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"{said}%" if words.chinese else f"{said} %"


def _whose(row: RuleRow, words: Words) -> str:
    return suiting(row.staff, row.staff_other, words) or words(N_("Everybody"))


def _category(row: RuleRow, words: Words) -> str:
    return suiting(row.category, row.category_other, words) or words(N_("All categories"))


class RulesSection(Tab):
    name = "commission_rules"
    title = N_("Rules of commission")
    shows = ("commission_rule", "staff", "category")

    def build(self) -> None:
        columns = [
            Column("name", N_("Name of the rule"), 130, stretch=True, sorts=False),
            Column("basis", N_("Paid by"), 140, choices=COMMISSION_BASES, sorts=False),
            Column("percent", N_("How much"), 84, digits=True, show=self._much, sorts=False),
            Column("staff", N_("Whose"), 100, show=_whose, sorts=False),
            Column("category", N_("Category"), 110, show=_category, sorts=False),
            Column("from_day", N_("From"), 96, sorts=False, hidden=True),
            Column("until_day", N_("Until"), 96, sorts=False, hidden=True),
        ]
        empty = Empty(
            N_("Without a rule nobody gets commission. The most particular rule holds: one's own, then a category's."),
            N_("New rule"), lambda: self.open_new({}), commission.add_rule,
        )  # fmt: skip
        setup = ListSetup("commission_rules", commission.rule_page, commission.rule_rows, columns, (), empty)
        made = self.add_list(setup, share=56)
        new_button(self, commission.add_rule, N_("New rule"))
        made.add_action(archiving(self, commission.archive_rule))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Rules: {count}"), count=count)))

    def _much(self, row: RuleRow, words: Words) -> str:
        fixed = row.basis == "fixed"
        return str(Money(row.fixed, self.office.currency)) if fixed else percent(row.percent, words)

    def show_record(self, id: int) -> None:
        self.ask(commission.rule_rows, [id], then=lambda rows: rows and self._draw(rows[0]))

    def _draw(self, row: RuleRow) -> None:
        words = self.words
        page = self.new_page().head(row.name, words(COMMISSION_BASES[row.basis]))
        if row.archived:
            said, case = words(N_("Restored")), commission.restore_rule
            page.button(N_("Restore"), lambda: self.do(case, row.id, said=said), case, primary=True)
        else:
            away, put_away = words(N_("Archived")), commission.archive_rule
            page.button(N_("Archive"), lambda: self.do(put_away, row.id, said=away), put_away)
            page.button(N_("Change"), lambda: self.edit(row.id), commission.change_rule, primary=True).key(
                "Ctrl+E"
            )
        card = page.card()
        card.line(N_("How much"), self._much(row, words))
        card.line(N_("Whose"), _whose(row, words))
        card.line(N_("Category"), _category(row, words))
        card.line(N_("From"), words.date(row.from_day))
        card.line(N_("Until"), words.date(row.until_day))
        card.say(words(N_("Months that are closed stay as they are.")), "muted")
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New rule"), RuleForm(**start), commission.add_rule, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: RuleForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change a rule"), form, commission.change_rule, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(commission.rule_form, id, then=open_form)
