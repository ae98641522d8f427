"""What was passed on to the committee: to whom, on which day, ticked off when confirmed."""

from __future__ import annotations

from fmcrm_desktop.model.event import KINDS as EVENT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.notice import KINDS
from fmcrm_desktop.model.tones import GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import PassingForm, PassingRow
from fmcrm_desktop.services.committee.passing import STATES
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records
from fmcrm_desktop.ui.tabs.committee.drafted import DraftedTab, body_of, person_of

TONES = {"waiting": WARNING, "confirmed": GOOD}
WORDS = {**EVENT_KINDS, **KINDS}


def _about(row: PassingRow, words: Words) -> str:
    return suiting(row.about, row.about_other, words)


def _to(row: PassingRow, words: Words) -> str:
    return person_of(row, words) or words(N_("The whole committee"))


class PassingSection(DraftedTab):
    name = "passing"
    title = N_("Passed to members")
    shows = ("passing", "notice", "event", "person", "committee_body")
    share = 56
    draft = committee.draft_passing
    records = Records(
        committee.passing_page, committee.passing_rows, committee.pass_on, committee.passing_form,
        committee.change_passing, committee.archive_passing, committee.restore_passing, PassingForm,
        (
            Column("given_day", N_("Handed over on"), 124),
            Column("about", N_("What"), 160, stretch=True, show=_about, sorts=False),
            Column("person", N_("Given to"), 120, show=_to, sorts=False),
            Chip("state", N_("State"), 112, choices=STATES, tones=lambda row: TONES[row.state], sorts=False),
            Column("confirmed_day", N_("Confirmed on"), 124, sorts=False),
            Column("body", N_("Body"), 110, show=body_of, sorts=False, hidden=True),
        ),
        N_("Notices and events given to members of the committee stand here, to be ticked off when they confirm."),
        N_("Pass something on"), N_("Change a line"), N_("Lines: {count}"),
        (Filter("state", N_("State"), STATES), Filter("body", N_("Body"), case=committee.body_options)),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        assert self.list is not None
        said = N_("{count} confirmed")

        def tick(ids: list[int]) -> None:
            self.do(committee.confirm, ids, said=self.words(said, count=len(ids)))

        self.list.add_action(Action(N_("Confirmed"), tick, committee.confirm, "check"))

    def goes_on(self, row: PassingRow) -> bool:
        return row.state == "waiting"

    def heading(self, row: PassingRow) -> tuple[str, str]:
        return _about(row, self.words), self.words(WORDS.get(row.kind, row.kind))

    def draw(self, page: Page, row: PassingRow) -> None:
        words = self.words
        if not row.archived and row.state == "waiting":
            page.button(
                N_("Confirmed"), lambda: self.do(committee.confirm, [row.id], said=words(N_("Confirmed"))),
                committee.confirm, primary=True, picture="check",
            )  # fmt: skip
        page.chips((words(STATES[row.state]), TONES[row.state]))
        card = page.card()
        tab = "notices" if row.what == "notice" else "calendar"
        card.line(N_("What"), _about(row, words), Link(tab, row.about_id))
        card.line(N_("Given to"), _to(row, words), Link("owners", row.person_id) if row.person_id else None)
        card.line(N_("Body"), body_of(row, words))
        card.line(N_("Handed over on"), words.date(row.given_day))
        card.line(N_("Confirmed on"), words.date(row.confirmed_day))
        if row.note:
            card.line(N_("Note"), row.note)
