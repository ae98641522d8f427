"""Bodies of owners: who sits in them in which post since when, who did before, and how they vote."""

from __future__ import annotations

from functools import partial

from fmcrm_desktop.model import vote_words
from fmcrm_desktop.model.committee import BODY_KINDS, POSTS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import BodyCard, BodyForm, BodyRow, MemberRow, Planned
from fmcrm_desktop.ui.kit.bilingual import both, other_of, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.columns import Action, Column, Suited
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.tabs.committee.planned import planned_card


def _name(row: BodyRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


def _place(row: BodyRow, words: Words) -> str:
    return suiting(row.place, row.place_other, words)


class BodiesSection(RecordsTab):
    name = "bodies"
    title = N_("Members")
    shows = ("committee_body", "committee_member", "person", "site", "building", "passing", "notice", "event")
    share = 38
    records = Records(
        committee.body_page, committee.body_rows, committee.add_body, committee.body_form, committee.change_body,
        committee.archive_body, committee.restore_body, BodyForm,
        (
            Column("name", N_("Name of the body"), 160, stretch=True, show=_name, sorts=False),
            Column("kind", N_("Kind"), 130, choices=BODY_KINDS, sorts=False, hidden=True),
            Column("place", N_("Where"), 110, show=_place, sorts=False, hidden=True),
            Column("members", N_("Members"), 88, digits=True, sorts=False),
            Suited("chair", N_("Chair"), 100, sorts=False),
        ),
        N_("Enter the committee with its members, their posts and terms, and how it votes."),
        N_("New body"), N_("Change a body"), N_("Bodies: {count}"),
    )  # fmt: skip

    def build(self) -> None:
        self.planned: tuple[Planned, ...] = ()
        super().build()

    def offered(self) -> tuple[Action, ...]:
        printing = Action(
            N_("Print the members"), lambda _ids: self._paper(), committee.members_sheet, "printer"
        )
        return (*super().offered(), printing)

    def _paper(self) -> None:
        self.office.go(Link("reports", new={"report": "committee-members"}))

    def show_record(self, id: int) -> None:
        self.ask(committee.body_card, id, then=self._ask_planned)

    def _ask_planned(self, card: BodyCard) -> None:
        def known(found: tuple[Planned, ...]) -> None:
            self.planned = found
            self._draw(card)

        self.ask(committee.planned, then=known)

    def goes_on(self, row: BodyCard) -> bool:
        return True

    def heading(self, row: BodyCard) -> tuple[str, str]:
        return _name(row.row, self.words), other_of(row.row.name, row.row.other_name, self.words)

    def draw(self, page: Page, row: BodyCard) -> None:
        words = self.words
        if not row.archived:
            opinion = Link("committee", new={"body_id": row.id}, section="opinions")
            page.button(N_("Enter an opinion"), lambda: self.office.go(opinion), committee.add_opinion)
            meeting = Link("committee", new={"body_id": row.id}, section="meetings")
            page.button(
                N_("Call a meeting"), lambda: self.office.go(meeting), committee.add_meeting, primary=True
            )
        page.chips((words(BODY_KINDS[row.row.kind]), GREY), _place(row.row, words))
        self._members(page, N_("Members"), [each for each in row.members if each.current])
        former = [each for each in row.members if not each.current]
        if former:
            self._members(page, N_("Former members, and those to come"), former)
        planned_card(self.office, page, self.planned, row.id)
        rule = page.card(N_("How it votes"))
        for title, said in vote_words.rule_lines(words, row.rule):
            rule.line(title, said)
        if row.note:
            page.card(N_("Note")).say(row.note)

    def _members(self, page: Page, title: str, members: list[MemberRow]) -> None:
        words = self.words
        card = page.card(title)
        if not members:
            card.say(words(N_("Nobody yet.")), "muted")
            return
        rows = []
        for each in members:
            way = LinkButton(both(each.name, each.other_name), partial(self._person, each.person_id))
            term = (words.date(each.from_day), words.date(each.until_day))
            rows.append((way, words(POSTS[each.post]), *term, each.phone))
        card.table((N_("Name"), N_("Post in the body"), N_("Since"), N_("Until"), N_("Telephone")), rows)

    def _person(self, id: int) -> None:
        self.office.go(Link("owners", id))
