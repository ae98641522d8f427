"""Notices for buildings: outages, works and events, read out to whoever calls from there."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.notice import KINDS
from fmcrm_desktop.model.tones import GREY, VIOLET, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, notices, postings
from fmcrm_desktop.services.notices import STATES, NoticeForm, NoticeRow
from fmcrm_desktop.services.postings import PostingRow
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button
from fmcrm_desktop.ui.tabs.notices.postings import where

POSTERS = many.Papers(N_("Print posters"), N_("Notices"), "notice-poster", lambda: postings.poster)
TONES = {"now": WARNING, "coming": VIOLET, "over": GREY}


def _title(row: NoticeRow, words: Words) -> str:
    return suiting(row.title, row.other_title, words)


def _where(row: NoticeRow, words: Words) -> str:
    return row.buildings or words(N_("All buildings"))


def _until(row: NoticeRow, words: Words) -> str:
    return words.short_moment(row.until) if row.until is not None else words(N_("end not known"))


class NoticesSection(Tab):
    name = "notices"
    title = N_("Notices")
    shows = ("notice", "notice_building", "building", "notice_posting", "notice_place")

    def build(self) -> None:
        columns = [
            Column("title", N_("Title"), 130, stretch=True, show=_title, sorts=False),
            Chip("state", N_("State"), 90, choices=STATES, tones=lambda row: TONES[row.state], sorts=False),
            Column("kind", N_("Kind"), 96, choices=KINDS),
            Column("buildings", N_("Buildings"), 84, show=_where, sorts=False),
            Column("starts", N_("Starts"), 118),
            Column("until", N_("Until"), 118, show=_until),
        ]
        filters = [
            Filter("state", N_("State"), STATES),
            Filter("kind", N_("Kind"), KINDS),
            Filter("building", N_("Building"), case=buildings.options),
        ]
        empty = Empty(
            N_("An outage or works entered here is shown to the clerk when somebody calls from the building."),
            N_("New notice"), lambda: self.open_new({}), notices.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("notices", notices.page, notices.rows, columns, filters, empty), share=52
        )
        new_button(self, notices.add, N_("New notice"))
        made.add_action(archiving(self, notices.archive))
        made.add_action(Action(N_("Print posters"), self.print_posters, postings.poster, "printer"))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("{count} notices"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(notices.rows, [id], then=lambda rows: rows and self._hangs(rows[0]))

    def _hangs(self, row: NoticeRow) -> None:
        self.ask(postings.of_notice, row.id, then=lambda found: self._draw(row, found))

    def _draw(self, row: NoticeRow, hangs: list[PostingRow]) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(_title(row, words), other_of(row.title, row.other_title, words))
        if row.archived:
            page.button(N_("Restore"), lambda: self.do(notices.restore, row.id, said=words(N_("Restored"))),
                        notices.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.do(notices.archive, row.id, said=words(N_("Archived"))),
                        notices.archive)  # fmt: skip
            page.button(
                N_("Change"), lambda: self.edit(row.id), notices.change, primary=row.state != "now"
            ).key("Ctrl+E")
            page.button(
                N_("Poster"), lambda: self.print_posters([row.id]), postings.poster, picture="printer"
            )
            post = Link("notices", new={"notice_id": row.id}, section="postings")
            page.button(N_("Post it"), lambda: self.office.go(post), postings.add)
            if row.state == "now":
                page.button(N_("It is over"), lambda: self._end(row), notices.end, primary=True)
        page.chips((words(STATES[row.state]), TONES[row.state]), words(KINDS[row.kind]))
        facts = page.card()
        facts.line(N_("Buildings"), _where(row, words))
        facts.line(N_("Starts"), words.moment(row.starts))
        facts.line(N_("Until"), words.moment(row.until) if row.until is not None else _until(row, words))
        read = page.card(N_("What is read out"))
        for text in (row.text, row.other_text):
            if text:
                read.say(text)
        if not row.text and not row.other_text:
            read.say(words(N_("Nothing was written down.")), "muted")
        self._boards(page, hangs)
        self.put(page.done())

    def _boards(self, page: Page, hangs: list[PostingRow]) -> None:
        """Where it hangs, hung or shall hang."""
        words = self.words
        boards = page.card(N_("Boards and windows"))
        for each in hangs:
            state = words(postings.STATES[each.state])
            until = words(N_("until {day}"), day=words.date(each.until_day)) if each.until_day else ""
            told = " · ".join(part for part in (where(each, words), until) if part)
            boards.put(
                state, LinkButton(told, partial(self.office.go, Link("notices", each.id, section="postings")))
            )
        if not hangs:
            boards.say(words(N_("It hangs nowhere.")), "muted")

    def print_posters(self, ids: list[int]) -> None:
        """A sheet for each, for the boards."""
        many.print_all(self, POSTERS, ids)

    def _end(self, row: NoticeRow) -> None:
        self.do(notices.end, row.id, row.version, said=self.words(N_("The notice is over")))

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New notice"), NoticeForm(**start), notices.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        change_form(self, N_("Change a notice"), (notices.form_of, notices.change), id)
