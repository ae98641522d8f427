"""Disputes the office mediates: their sides, the talks with what was agreed, and the outcome."""

from __future__ import annotations

from fmcrm_desktop.model.committee import DISPUTE_STATES, PARTY_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import DisputeCard, DisputeForm, PartyRow, TalkRow
from fmcrm_desktop.ui.kit.bilingual import both
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records
from fmcrm_desktop.ui.tabs.committee.drafted import DraftedTab, body_of, on_one_line, responsible_of


class DisputesSection(DraftedTab):
    name = "disputes"
    title = N_("Disputes")
    shows = ("dispute", "dispute_party", "dispute_talk", "person", "staff", "committee_body")
    share = 52
    draft = committee.draft_dispute
    records = Records(
        committee.dispute_page, committee.dispute_rows, committee.add_dispute, committee.dispute_form,
        committee.change_dispute, committee.archive_dispute, committee.restore_dispute, DisputeForm,
        (
            Column("number", N_("No."), 92, sorts=False),
            Column("opened", N_("Since"), 124),
            Column("matter", N_("What it is about"), 160, stretch=True,
                   show=lambda row, _words: on_one_line(row.matter), hint=lambda row, _words: row.matter, sorts=False),
            Chip("state", N_("State"), 90, choices=DISPUTE_STATES, sorts=False),
            Column("talks", N_("Talks"), 60, digits=True, sorts=False),
            Column("last", N_("Last talk"), 124, sorts=False),
            Column("responsible", N_("Responsible"), 96, show=responsible_of, sorts=False, hidden=True),
        ),
        N_("A dispute is explained and mediated here: who wants what, each talk, how it ended."),
        N_("Enter a dispute"), N_("Change a dispute"), N_("Disputes: {count}"),
        (
            Filter("state", N_("State"), DISPUTE_STATES),
            Filter("responsible", N_("Responsible"), case=committee.dispute_staff),
        ),
    )  # fmt: skip

    def show_record(self, id: int) -> None:
        self.ask(committee.dispute_card, id, then=self._draw)

    def goes_on(self, row: DisputeCard) -> bool:
        return row.row.state == "open"

    def heading(self, row: DisputeCard) -> tuple[str, str]:
        return row.row.number, body_of(row.row, self.words)

    def draw(self, page: Page, row: DisputeCard) -> None:
        its, words = row.row, self.words
        if not row.archived:
            page.button(N_("Outcome"), lambda: self.close_it(row), committee.close, picture="check")
            page.button(
                N_("Note a talk"),
                lambda: self.talk(row),
                committee.talk,
                primary=self.goes_on(row),
                picture="plus",
            )
        page.chips((words(DISPUTE_STATES[its.state]), tone(its.state)))
        page.card(N_("What it is about")).say(its.matter)
        sides = page.card(N_("Sides"))
        if row.parties:
            sides.table((N_("Name"), N_("Side"), N_("Wants")), [self._party(each) for each in row.parties])
        else:
            sides.say(words(N_("No side is named yet.")), "muted")
        if its.outcome:
            outcome = page.card(N_("Outcome"))
            outcome.say(its.outcome)
            outcome.line(N_("Ended on"), words.date(its.closed_day))
        if not row.talks:
            page.card(N_("Talks")).say(words(N_("Nobody has talked about it yet.")), "muted")
        for each in row.talks:
            self._talk(page, each)
        facts = page.card()
        facts.line(N_("Since"), words.date(its.opened))
        facts.line(N_("Responsible"), responsible_of(its, words))

    def _party(self, party: PartyRow) -> tuple[LinkButton | str, str, str]:
        words, name = self.words, both(party.name, party.other_name)
        kind = words(PARTY_KINDS[party.kind])
        if party.person_id is None:
            return kind, kind, party.wants
        link = Link("owners", party.person_id)
        return LinkButton(name, lambda: self.office.go(link)), kind, party.wants

    def _talk(self, page: Page, talk: TalkRow) -> None:
        words = self.words
        card = page.card(N_("Talk"), f"{words.date(talk.day)} · {talk.who}")
        away = Button("", FILTER, "x").on(
            lambda: self.do(committee.archive_talk, talk.id, said=words(N_("Archived")))
        )
        away.setAccessibleName(words(N_("Entered by mistake")))
        away.setToolTip(words(N_("Entered by mistake")))
        card.tool(away.guard(self.office, committee.archive_talk))
        card.say(talk.said or words(N_("Nothing is written down.")), "" if talk.said else "muted")
        if talk.agreed:
            card.line(N_("Agreed"), talk.agreed)

    def talk(self, row: DisputeCard) -> None:
        """Who, what was said, what was agreed."""
        self.ask_with(
            N_("Note a talk"), committee.draft_talk, committee.talk, row.id, on_one_line(row.row.matter)
        )

    def close_it(self, row: DisputeCard) -> None:
        """How it ended."""
        self.ask_with(
            N_("Outcome"), committee.outcome_form, committee.close, row.id, on_one_line(row.row.matter)
        )
