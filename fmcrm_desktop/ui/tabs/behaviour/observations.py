"""The manager at the counter: what was seen there, and the corrective actions that follow."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import actions, observations
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.observations import Agreed, ObservationCard, ObservationForm, ObservationRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


def _actions(row: ObservationRow, words: Words) -> str:
    if not row.actions:
        return ""
    return words(N_("{n} open"), n=row.open) if row.open else words(N_("All done"))


class ObservationsSection(RecordsTab):
    name = "observations"
    title = N_("At the counter")
    shows = ("observation", "corrective_action", "staff")
    records = Records(
        observations.page, observations.rows, observations.add, observations.form_of, observations.change,
        observations.archive, observations.restore, ObservationForm,
        (
            Column("started", N_("Began"), 130, sorts=False),
            Column("place", N_("Where"), 100, stretch=True, sorts=False),
            Column("minutes", N_("Minutes"), 70, digits=True, sorts=False),
            Column("served", N_("Served"), 70, digits=True, sorts=False),
            Column("longest_wait", N_("Longest wait"), 100, digits=True, sorts=False),
            Chip("actions", N_("Actions"), 100, show=_actions, tones=lambda row: WARNING if row.open else GOOD,
                 sorts=False),
        ),
        N_("Time a manager spends at the counter is written down here, with what is to be changed."),
        N_("New observation"), N_("Change the observation"), N_("Observations: {count}"),
        (Filter("open", N_("Actions"), {"open": N_("Still to do")}),),
    )  # fmt: skip

    def heading(self, row: ObservationRow) -> tuple[str, str]:
        return row.place or self.words(N_("At the counter")), self.words.moment(row.started)

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(observations.new, then=lambda form: self._new(form, start))

    def show_record(self, id: int) -> None:
        self.ask(observations.card, id, then=self._keep)

    def _keep(self, card: ObservationCard | None) -> None:
        if card is not None:
            self._agreed = card.actions
            self._draw(card.row)

    def draw(self, page: Page, row: ObservationRow) -> None:
        words = self.words
        if not row.archived:
            page.button(N_("Agree on an action…"), lambda: self.agree(row), actions.add)
        card = page.card(N_("At the counter"))
        card.line(N_("Observed by"), suiting(row.manager, row.manager_other, words))
        card.line(N_("Minutes"), str(row.minutes))
        card.line(N_("Customers served"), "" if row.served is None else str(row.served))
        card.line(N_("Longest wait in minutes"), "" if row.longest_wait is None else str(row.longest_wait))
        for title, text in ((N_("What went well"), row.good), (N_("Findings"), row.found)):
            if text:
                page.card(title).say(text)
        agreed = page.card(N_("Corrective actions"))
        if self._agreed:
            titles = (N_("What will be changed"), N_("Who"), N_("Due"), N_("State"))
            agreed.table(titles, [self._action(each) for each in self._agreed])
        else:
            agreed.say(words(N_("No action was agreed on.")), "muted")

    def _action(self, each: Agreed) -> tuple[Any, ...]:
        words = self.words
        if each.done_day:
            state = ChipLabel(words(N_("done {day}"), day=words.date(each.done_day)), GOOD)
        else:
            state = ChipLabel(
                words(N_("Overdue") if each.late else N_("Still to do")), BAD if each.late else WARNING
            )
        way = LinkButton(each.text, partial(self.office.go, Link("complaints", each.id, section="actions")))
        return (
            way,
            suiting(each.staff, each.staff_other, words) or "—",
            words.date(each.due_day) if each.due_day else "—",
            state,
        )

    def agree(self, row: ObservationRow) -> None:
        """What was found is to be changed: by whom, until when."""
        said = self.words(N_("Action agreed on"))
        form = ActionForm(text=row.found[:1000], observation_id=row.id)
        note = " · ".join(self.heading(row))
        self.ask_form(FormSetup(N_("Corrective action"), form, actions.add, said=lambda _id: said, note=note))
