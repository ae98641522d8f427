"""Meetings: called with their agenda, attendance taken, minutes written item by item, decisions put to the vote."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model import vote_words
from fmcrm_desktop.model.committee import DECISION_STATES, POSTS, PRESENCE
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import (
    DecisionForm,
    DecisionRow,
    ItemRow,
    MeetingCard,
    MeetingForm,
    MeetingRow,
)
from fmcrm_desktop.services.committee.meeting_list import WHEN
from fmcrm_desktop.ui.kit.bilingual import both, other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records
from fmcrm_desktop.ui.tabs.committee.drafted import DraftedTab, body_of

TONES = {"coming": ACCENT, "held": GREY}
PRESENT = {"present": GOOD, "represented": ACCENT, "absent": GREY, "invited": WARNING}
DECIDED = {"open": ACCENT, "done": GOOD, "dropped": GREY, "rejected": GREY}


def _title(row: MeetingRow, words: Words) -> str:
    return row.title or body_of(row, words)


class MeetingsSection(DraftedTab):
    name = "meetings"
    title = N_("Meetings")
    shows = (
        "committee_meeting", "agenda_item", "attendance", "decision", "committee_vote", "committee_body", "person",
        "event",
    )  # fmt: skip
    share = 42
    draft = committee.draft_meeting
    records = Records(
        committee.meeting_page, committee.meeting_rows, committee.add_meeting, committee.meeting_form,
        committee.change_meeting, committee.archive_meeting, committee.restore_meeting, MeetingForm,
        (
            Column("number", N_("No."), 92, sorts=False),
            Column("starts", N_("Starts"), 118),
            Column("title", N_("Meeting"), 140, stretch=True, show=_title, sorts=False),
            Chip("state", N_("State"), 84, choices=WHEN, tones=lambda row: TONES[row.state], sorts=False),
            Column("decisions", N_("Decisions"), 72, digits=True, sorts=False),
            Column("place", N_("Place"), 110, sorts=False, hidden=True),
            Column("body", N_("Body"), 110, show=body_of, sorts=False, hidden=True),
        ),
        N_("Call a meeting: it stands on the calendar, and its invitation prints."),
        N_("Call a meeting"), N_("Change a meeting"), N_("Meetings: {count}"),
        (Filter("state", N_("State"), WHEN), Filter("body", N_("Body"), case=committee.body_options)),
    )  # fmt: skip

    def show_record(self, id: int) -> None:
        self.ask(committee.meeting_card, id, then=self._draw)

    def goes_on(self, row: MeetingCard) -> bool:
        return True

    def heading(self, row: MeetingCard) -> tuple[str, str]:
        its = row.row
        told = (self.words.moment(its.starts), its.place, body_of(its, self.words))
        return f"{its.number} {_title(its, self.words)}", " · ".join(part for part in told if part)

    def draw(self, page: Page, row: MeetingCard) -> None:
        words, number = self.words, row.row.number
        if not row.archived:
            page.button(
                N_("Print invitation"), lambda: self.print_paper("committee-invitation", number),
                committee.meeting_sheet, picture="printer",
            )  # fmt: skip
            page.button(
                N_("Print minutes"), lambda: self.print_paper("committee-minutes", number), committee.meeting_sheet,
                picture="printer",
            )  # fmt: skip
            page.button(N_("Decide"), lambda: self.decide(row.id), committee.decide, primary=row.kept)
            page.button(N_("Attendance"), lambda: self.attend(row.id), committee.attend, primary=not row.kept)
        page.chips((words(WHEN[row.row.state]), TONES[row.row.state]))
        if row.kept:
            page.figures(*self._figures(row))
        for at, item in enumerate(row.items, 1):
            self._item(page, row, at, item)
        if row.loose:
            self._decisions(page.card(N_("Decisions beside the agenda")), row.loose)
        self._people(page, row)
        if row.minutes:
            page.card(N_("Said besides the agenda")).say(row.minutes)
        rule = page.card(N_("How it votes"))
        for title, said in vote_words.rule_lines(words, row.rule):
            rule.line(title, said)
        rule.line(N_("Minutes taken by"), row.minuted_by)
        if row.event_id is not None:
            rule.line(N_("On the calendar"), words.moment(row.row.starts), Link("calendar", row.event_id))

    def _figures(self, row: MeetingCard) -> list[Figure]:
        words, counts = self.words, row.rule.counts
        there = vote_words.part(words, row.present, row.entitled)
        said, tone = (N_("Quorum reached"), GOOD) if row.quorate else (N_("No quorum"), BAD)
        lacking = hint = ""
        if row.no_area:
            lacking = words(N_("{count} units without area"), count=row.no_area)
            hint = words(
                N_("{count} units count nothing, for their floor area is not known."), count=row.no_area
            )
        return [
            Figure(N_("Came"), vote_words.weight(words, counts, row.present), there, GREY),
            Figure(N_("Entitled to vote"), vote_words.weight(words, counts, row.entitled), lacking, WARNING, hint=hint),
            Figure(N_("Quorum"), there, words(said), tone),
        ]  # fmt: skip

    def _item(self, page: Page, row: MeetingCard, at: int, item: ItemRow) -> None:
        words = self.words
        card = page.card(f"{at}. {suiting(item.title, item.other_title, words)}")
        if other := other_of(item.title, item.other_title, words):
            card.say(other, "muted")
        if not row.archived:
            write = Button(words(N_("Minutes of the meeting")), FILTER, "pencil").on(lambda: self.write(item))
            card.tool(write.guard(self.office, committee.write_minutes))
            decide = Button(words(N_("Decide")), FILTER, "plus").on(lambda: self.decide(row.id, item.id))
            card.tool(decide.guard(self.office, committee.decide))
            for each in (write, decide):
                each.setAccessibleName(f"{each.text()}: {item.title}")
        card.say(item.minutes or words(N_("Nothing is written down yet.")), "" if item.minutes else "muted")
        if item.decisions:
            self._decisions(card, item.decisions)

    def _decisions(self, card: Card, decisions: tuple[DecisionRow, ...]) -> None:
        words = self.words
        rows: list[tuple[str | QWidget, ...]] = []
        for each in decisions:
            link = Link("committee", each.id, section="decisions")
            way = LinkButton(
                f"{each.number} {suiting(each.text, each.other_text, words)}",
                partial(self.office.go, link),
            )
            state = ChipLabel(words(DECISION_STATES[each.state]), DECIDED[each.state])
            rows.append((way, vote_words.tally_line(words, each.counts, each.tally), state))
        card.table((N_("Decision"), N_("Votes"), N_("State")), rows)

    def _people(self, page: Page, row: MeetingCard) -> None:
        words = self.words
        card = page.card(N_("Attendance"))
        rows: list[tuple[str | QWidget, ...]] = []
        for each in row.people:
            link = Link("owners", each.person_id)
            way = LinkButton(both(each.name, each.other_name), partial(self.office.go, link))
            came = ChipLabel(words(PRESENCE[each.presence]), PRESENT[each.presence])
            post = words(POSTS[each.post]) if each.post else ""
            weighs = vote_words.weighed(words, row.rule.counts, each.weight, row.entitled)
            rows.append((way, post, came, both(each.by, each.by_other), weighs))
        if rows:
            card.table(
                (
                    N_("Name"),
                    N_("Post in the body"),
                    N_("Came"),
                    N_("Represented by"),
                    N_("Weight of the vote"),
                ),
                rows,
            )
        if row.more:
            card.line(
                N_("Others who came, together"),
                vote_words.weighed(words, row.rule.counts, row.more, row.entitled),
            )
        if not rows and not row.more:
            card.say(words(N_("Nobody is on the list yet.")), "muted")

    def attend(self, id: int) -> None:
        """Tick off who came: a form over the whole width, as there may be many."""

        def open_form(form: object) -> None:
            said = self.words(N_("Attendance kept"))
            setup = FormSetup(
                N_("Attendance"), form, committee.attend, (id,), said=lambda _id: said,
                then=lambda _done: self.show_id(id),
            )  # fmt: skip
            self.put_form(setup, "attend", id)

        self.ask(committee.attendance_form, id, then=open_form)

    def write(self, item: ItemRow) -> None:
        """The minutes of one item."""
        title = suiting(item.title, item.other_title, self.words)
        self.ask_with(
            N_("Minutes of the meeting"), committee.minutes_form, committee.write_minutes, item.id, title
        )

    def decide(self, id: int, item: int | None = None) -> None:
        """Put something to the vote."""

        def open_form(form: DecisionForm) -> None:
            said = self.words(N_("Decision kept"))
            setup = FormSetup(
                N_("Decision"), form, committee.decide, (id,), said=lambda _id: said,
                then=lambda _done: self.show_id(id),
            )  # fmt: skip
            self.put_form(setup, "decide", id, item)

        self.ask(committee.draft_decision, id, item, then=open_form)
