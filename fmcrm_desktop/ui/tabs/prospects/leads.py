"""The list of prospects with the page of each: entered quickly, filtered by stage, source and person."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.prospect import PURPOSES, SOURCES, STAGES
from fmcrm_desktop.model.tones import BAD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import prospects
from fmcrm_desktop.services.prospects import LeadCard, LeadForm, NewLeadForm
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.tabs.prospects import page, telling
from fmcrm_desktop.ui.tabs.prospects.doubles import Doubles

MANY = many.Many(
    prospects.change_many, prospects.ManyLeadsForm,
    N_("{count} prospects are marked. A field left empty stays as it is."),
    prospects.archive_many, prospects.restore_many,
)  # fmt: skip


class LeadsSection(RecordsTab):
    name = "leads"
    title = N_("Prospects")
    draft = prospects.draft
    shows = (
        "lead", "lead_unit", "lead_step", "move", "note", "event", "call", "person", "staff", "campaign", "unit",
        "agreement", "issued_document", "attachment",
    )  # fmt: skip
    share = 52
    records = Records(
        prospects.page, prospects.rows, prospects.add, prospects.form_of, prospects.change, prospects.archive,
        prospects.restore, LeadForm,
        (
            Column("number", N_("No."), 92, sorts=False),
            Column("name", N_("Prospect"), 150, stretch=True, show=telling.name, sorts=False),
            Chip("state", N_("Sales stage"), 122, choices=STAGES, sorts=False),
            Chip(
                "next_day", N_("Next on"), 106, show=telling.next_day,
                tones=lambda row: BAD if row.late else GREY,
            ),
            Column("next_step", N_("Next step"), 124, sorts=False),
            Column("responsible", N_("Responsible"), 92, show=telling.responsible, sorts=False),
            Column("source", N_("Source"), 100, choices=SOURCES, sorts=False, hidden=True),
            Column("purpose", N_("Looks for"), 100, choices=PURPOSES, sorts=False, hidden=True),
            Column("phone", N_("Telephone"), 120, sorts=False, hidden=True),
            Column("campaign", N_("Campaign"), 120, show=telling.campaign, sorts=False, hidden=True),
            Column("recommended_by", N_("Recommended by"), 120, sorts=False, hidden=True),
            Column("entered", N_("Entered on"), 118, hidden=True),
            Column("closed", N_("Closed on"), 118, hidden=True),
        ),
        N_("Whoever may become a customer stands here, each with a next step and its day."),
        N_("New prospect"), N_("Change a prospect"), N_("Prospects: {count}"),
        (
            Filter("state", N_("Sales stage"), prospects.SHOWN),
            Filter("source", N_("Source"), SOURCES),
            Filter("responsible", N_("Responsible"), case=prospects.staff_options),
            Filter("campaign", N_("Campaign"), case=prospects.campaign_options),
        ),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        return many.actions(self, MANY)

    def _new(self, form: NewLeadForm, start: dict[str, Any]) -> None:
        setup = FormSetup(
            self.records.new, form, prospects.add, said=lambda _id: self.words(N_("Prospect entered")),
            then=lambda done: self.show_id(done.result), dress=lambda made: Doubles(self, made, None),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: LeadForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(
                self.records.edit, form, prospects.change, (id,), said=lambda _id: said,
                dress=lambda made: Doubles(self, made, id), stored=(prospects.form_of, id),
            )  # fmt: skip
            self.put_form(setup, "edit", id)

        self.ask(prospects.form_of, id, then=open_form)

    def show_record(self, id: int) -> None:
        self.ask(prospects.card, id, then=self._draw)

    def goes_on(self, row: LeadCard) -> bool:
        return True

    def heading(self, row: LeadCard) -> tuple[str, str]:
        its = row.row
        other = other_of(its.name, its.other_name, self.words)
        return telling.name(its, self.words), " · ".join(
            part for part in (other, its.phone, row.email) if part
        )

    def draw(self, made: Page, row: LeadCard) -> None:
        page.draw(self, made, row)
