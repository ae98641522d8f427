"""The list of agreements, and what can be done with one or with several."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.agreement import AGREEMENT_STATES
from fmcrm_desktop.model.agreement_words import price
from fmcrm_desktop.model.charged import CHARGED
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import agreements, targets
from fmcrm_desktop.services.agreements import AgreementCard, AgreementForm, AgreementRow, Raised, RaiseForm
from fmcrm_desktop.services.targets import RuleForm
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import both
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.agreements import page
from fmcrm_desktop.ui.tabs.agreements.deeds import STATEMENTS

TONES = {
    "draft": GREY, "offered": WARNING, "signed": ACCENT, "running": GOOD, "ended": GREY, "terminated": BAD,
}  # fmt: skip
FILTERS = (
    Filter("state", N_("State"), AGREEMENT_STATES),
    Filter("charged", N_("How it is charged"), CHARGED),
    Filter("soon", N_("Soon"), {"soon": N_("Ends or can be ended within 60 days")}),
)


def person(row: AgreementRow, _words: Words) -> str:
    return both(row.person, row.person_other)


class AgreementsSection(Tab):
    name = "agreements"
    title = N_("Agreements")
    shows = (
        "agreement", "agreement_unit", "agreement_party", "agreement_terms", "agreement_line", "agreement_belief",
        "agreement_charge", "bill", "target_rule", "work_order", "person", "unit", "attachment", "issued_document",
    )  # fmt: skip

    def build(self) -> None:
        empty = Empty(
            N_("What was agreed with customers stands here: for which units, at what price, from when until when."),
            N_("New agreement"), lambda: self.open_new({}), agreements.add,
        )  # fmt: skip
        setup = ListSetup("agreements", agreements.page, agreements.rows, self._columns(), FILTERS, empty)
        made = self.add_list(setup, share=44)
        new_button(self, agreements.add, N_("New agreement"))
        made.counted.connect(
            lambda count: self.counts.emit(
                self.words(N_("Agreements: {count}"), count=self.words.number(count))
            )
        )
        for action in (
            Action(N_("Change"), lambda ids: self.edit(ids[0]), agreements.change, "pencil", many=False, keys="Ctrl+E"),
            Action(N_("Raise prices…"), self.raise_prices, agreements.raise_prices, "pencil"),
            Action(STATEMENTS.action, partial(many.print_all, self, STATEMENTS), STATEMENTS.case, "printer"),
        ):  # fmt: skip
            made.add_action(action)

    def _columns(self) -> list[Column]:
        currency = self.office.currency
        return [
            Column("number", N_("No."), 92),
            Column("name", N_("What was agreed"), 120, stretch=True),
            Column("person", N_("With"), 110, show=person),
            Column(
                "price", N_("Price"), 130, hidden=True,
                show=lambda row, words: price(row.charged, row.price, words, currency),
            ),
            Column("from_day", N_("From"), 96, hidden=True),
            Column("until_day", N_("Until"), 122),
            Chip("state", N_("State"), 92, choices=AGREEMENT_STATES, tones=lambda row: TONES[row.state]),
        ]  # fmt: skip

    def show_record(self, id: int) -> None:
        self.ask(agreements.card, id, then=self._draw)

    def _draw(self, card: AgreementCard | None) -> None:
        if card is not None and card.row.id == self.id:
            self.put(page.draw(self, card))

    # forms

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(agreements.draft, start, then=lambda form: self._new(form, start))

    def _new(self, form: AgreementForm, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New agreement"), form, agreements.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        change_form(self, N_("Change an agreement"), (agreements.form_of, agreements.change), id)

    def believe(self, id: int) -> None:
        """What the customer believes, line by line."""

        def open_form(form: Any) -> None:
            said = self.words(N_("Saved"))
            title = N_("What the customer believes")
            self.put_form(
                FormSetup(
                    title,
                    form,
                    agreements.believe,
                    (id,),
                    said=lambda _id: said,
                    stored=(agreements.beliefs_form, id),
                ),
                "believe",
                id,
            )

        self.ask(agreements.beliefs_form, id, then=open_form)

    def target(self, agreement: int, rule: int | None = None) -> None:
        """A target of this agreement: a new one, or another one than it was."""
        said = self.words(N_("Saved"))
        if rule is None:
            form = RuleForm(agreement_id=agreement)
            self.ask_form(FormSetup(N_("New target"), form, targets.add_rule, said=lambda _id: said))
            return

        def open_form(form: RuleForm) -> None:
            title = N_("Change a target")
            self.ask_form(FormSetup(title, form, targets.change_rule, (rule,), said=lambda _id: said))

        self.ask(targets.rule_form, rule, then=open_form)

    def raise_prices(self, ids: list[int]) -> None:
        """Raise the prices of the marked ones; what they become is said below while the form is filled."""
        words = self.words
        setup = FormSetup(
            N_("Raise prices"), RaiseForm(), agreements.raise_prices, (ids,),
            said=lambda count: words(N_("{count} prices raised"), count=count), verb=N_("Raise"),
            note=words(N_("{count} agreements are marked."), count=words.number(len(ids))),
        )  # fmt: skip
        shown = self.ask_form(setup)
        told = label("", "muted", wrap=True)
        shown.page.put_below(told)

        def show(lines: tuple[Raised, ...]) -> None:
            told.setText(page.raised(lines, words, self.office.currency))

        def look() -> None:
            try:
                wanted = shown.page.form.value()
            except Invalid:  # half typed
                return
            if wanted.percent is not None and wanted.from_day is not None:
                self.office.ask(shown.page, agreements.raised, ids, wanted, then=show)

        for name in ("percent", "from_day"):
            shown.page.form.on_change(name, look)

    def print_page(self) -> None:
        """Ctrl+P: the register of all of them on paper."""
        self.office.go(Link("reports", new={"report": "agreement-register"}))
