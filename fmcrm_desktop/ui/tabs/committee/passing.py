"""What was passed on to the committee, ticked off when confirmed; and the works and events it is to be told of."""

from __future__ import annotations

from fmcrm_desktop.model.event import KINDS as EVENT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.notice import KINDS
from fmcrm_desktop.model.tones import GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import PassingForm, PassingRow, Planned
from fmcrm_desktop.services.committee.passing import STATES
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
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
    title = N_("Passed on")
    shows = ("passing", "notice", "event", "person", "committee_body")
    share = 56
    draft = committee.draft_passing
    records = Records(
        committee.passing_page, committee.passing_rows, committee.pass_on, committee.passing_form,
        committee.change_passing, committee.archive_passing, committee.restore_passing, PassingForm,
        (
            Column("given_day", N_("Given on"), 104),
            Column("about", N_("What"), 160, stretch=True, show=_about, sorts=False),
            Column("person", N_("Given to"), 120, show=_to, sorts=False),
            Chip("state", N_("State"), 112, choices=STATES, tones=lambda row: TONES[row.state], sorts=False),
            Column("confirmed_day", N_("Confirmed on"), 104, sorts=False),
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
        card.line(N_("Given on"), words.date(row.given_day))
        card.line(N_("Confirmed on"), words.date(row.confirmed_day))
        if row.note:
            card.line(N_("Note"), row.note)

    def reload(self) -> None:
        """With nothing chosen the page tells what is to be shared next."""
        super().reload()
        if self.id is None:
            self.ask(committee.planned, then=self._show_planned)

    def _show_planned(self, planned: tuple[Planned, ...]) -> None:
        if self.id is not None or self.unsaved():
            return
        words = self.words
        page = self.new_page().head(
            words(N_("Planned works and events")), words(N_("of the next two months"))
        )
        card = page.card()
        rows = []
        for each in planned:
            way = LinkButton(suiting(each.title, each.other_title, words), lambda each=each: self._open(each))
            state = (
                ChipLabel(words(N_("Shared {day}"), day=words.short_date(each.shared_day)), GOOD)
                if each.shared_day
                else ChipLabel(words(N_("Not shared")), GREY)
            )
            share = Button(words(N_("Share")), FILTER, "send").on(lambda each=each: self.share_planned(each))
            share.setAccessibleName(f"{words(N_('Share'))}: {each.title}")
            share.guard(self.office, committee.pass_on)
            rows.append(
                (way, words(WORDS.get(each.kind, each.kind)), words.short_moment(each.starts), state, share)
            )
        if rows:
            card.table((N_("What"), N_("Kind"), N_("Starts"), N_("State"), ""), rows)
        else:
            card.say(words(N_("No works and no events are planned.")), "muted")
        self.put(page.done())

    def _open(self, each: Planned) -> None:
        self.office.go(Link("notices" if each.what == "notice" else "calendar", each.id))

    def share_planned(self, each: Planned) -> None:
        """Tell the committee as a whole of it."""
        self.open_new({f"{each.what}_id": each.id, "whole": True})
