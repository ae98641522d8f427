"""The page of one prospect: stage, next step, what they want, who it is, papers, and all that was done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fmcrm_desktop.model.link import Choice, Link
from fmcrm_desktop.model.prospect import LOST_REASONS, PURPOSES, SOURCES, STAGES
from fmcrm_desktop.model.tones import ACCENT, BAD, GREY, VIOLET, tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar, calls, notes, prospects, tasks
from fmcrm_desktop.services.prospects import KINDS, LeadCard
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Column, Page
from fmcrm_desktop.ui.kit.timeline import Timeline
from fmcrm_desktop.ui.note_here import correcting
from fmcrm_desktop.ui.tabs.prospects import deeds, telling

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.prospects.leads import LeadsSection

PATH = ("new", "contacted", "viewing", "offer", "negotiation", "won")


def draw(tab: LeadsSection, page: Page, card: LeadCard) -> None:
    """Fill the page."""
    _chips(tab, page, card)
    if not card.archived:
        _deeds(tab, page, card)
    if card.row.state in PATH:
        page.steps([STAGES[state] for state in PATH], PATH.index(card.row.state))
    page.figures(*_figures(tab, card))
    left, right = page.columns(1, 1)
    if card.open:
        _next(tab, left, card)
    else:
        _end(tab, left, card)
    _wants(tab, left, card)
    _who(tab, right, card)
    _papers(tab, right, card)
    history = page.card(N_("Everything that was done"))
    history.tool(
        Button(tab.words(N_("Write a note")), FILTER, "pencil")
        .on(partial(deeds.note, tab, card.row))
        .guard(tab.office, notes.add)
    )
    rows = [telling.happening(each, tab.words) for each in card.history]
    for at, each in enumerate(card.history):
        if each.kind == "note":
            rows[at] = replace(rows[at], act=correcting(tab.office, page, each.id))
    history.add(Timeline(tab.office, rows, KINDS))


def _chips(tab: LeadsSection, page: Page, card: LeadCard) -> None:
    words, row = tab.words, card.row
    chips: list[tuple[str, str] | str] = [(row.number, GREY), (words(STAGES[row.state]), tone(row.state))]
    if row.late:
        chips.append((words(N_("Next step overdue")), BAD))
    chips.append((words(SOURCES[row.source]), GREY))
    if row.purpose:
        chips.append((words(PURPOSES[row.purpose]), VIOLET))
    if card.reopened:
        chips.append((words(N_("Taken up again")), ACCENT))
    page.chips(*chips)


def _deeds(tab: LeadsSection, page: Page, card: LeadCard) -> None:
    """The likely step in the heading, the others below."""
    words, row = tab.words, card.row
    if not card.open:
        page.button(N_("Take up again…"), partial(deeds.reopen, tab, row), prospects.reopen, primary=True)
        return
    made = page.button(N_("Step taken…"), partial(deeds.step, tab, row), prospects.step, primary=True)
    if made.isEnabled():
        made.key("Ctrl+Return", words(N_("Step taken…")))
    flow = Flow(theme.GAP_S)
    task = Link("tasks", new={"title": telling.name(row, words)}, section="mine")
    call = Link("calls", new={"lead": row.id, "direction": "out"}, section="log")
    for title, act, case, picture in (
        (N_("Call"), partial(tab.office.go, call), calls.log, "phone"),
        (N_("Viewing…"), partial(deeds.viewing, tab, card), calendar.add, "calendar"),
        (N_("Offer…"), partial(deeds.offer, tab, card), prospects.be_person, "file-text"),
        (N_("Another stage…"), partial(deeds.move, tab, row), prospects.move, "flag"),
        (N_("Won…"), partial(deeds.won, tab, row), prospects.close_won, "check"),
        (N_("Lost…"), partial(deeds.lost, tab, row), prospects.lost, "x"),
        (N_("New task"), partial(tab.office.go, task), tasks.add, "plus"),
    ):
        flow.add(Button(words(title), FILTER, picture).on(act).guard(tab.office, case))
    page.add(flow)


def _figures(tab: LeadsSection, card: LeadCard) -> list[Figure]:
    words, row = tab.words, card.row
    title = N_("Days so far") if card.open else N_("Days it took")
    return [
        Figure(title, words.number(card.days)),
        Figure(N_("Budget"), telling.amount(row.budget, tab.office.currency)),
        Figure(N_("Units of interest"), words.number(len(card.units))),
        Figure(N_("Proposals"), words.number(len(card.proposals))),
    ]


def _next(tab: LeadsSection, column: Column, card: LeadCard) -> None:
    words, row = tab.words, card.row
    box = column.card(N_("Next step"))
    if row.late:
        box.tool(ChipLabel(words(N_("Overdue")), BAD))
    box.say(row.next_step)
    box.line(N_("On the day"), words.date(row.next_day) if row.next_day else "")
    box.line(N_("Responsible"), telling.responsible(row, words))


def _end(tab: LeadsSection, column: Column, card: LeadCard) -> None:
    words, row = tab.words, card.row
    box = column.card(STAGES[row.state])
    box.line(N_("Closed on"), words.moment(row.closed) if row.closed else "")
    if row.state == "lost":
        box.line(N_("Reason"), words(LOST_REASONS.get(card.lost_reason, card.lost_reason)))
        box.line(N_("In their words"), card.lost_text)
        if card.warned is not None:
            box.line(N_("Advised against us"), telling.called(card.warned, words), _person(card.warned))
    box.line(N_("Responsible"), telling.responsible(row, words))


def _wants(tab: LeadsSection, column: Column, card: LeadCard) -> None:
    words, row = tab.words, card.row
    box = column.card(N_("What they are looking for"))
    box.line(N_("Looks for"), words(PURPOSES[row.purpose]) if row.purpose else "")
    if card.needs:
        box.say(card.needs)
    for unit in card.units:
        there = Link("owners", -unit.id)
        box.put(N_("Unit"), LinkButton(unit.text, partial(tab.office.go, there)))


def _who(tab: LeadsSection, column: Column, card: LeadCard) -> None:
    words, row = tab.words, card.row
    box = column.card(N_("Who it is"))
    if card.person is not None:
        box.line(N_("Person"), telling.called(card.person, words), _person(card.person))
    elif not card.archived:
        box.tool(
            Button(words(N_("Say who it is…")), FILTER, "user")
            .on(partial(deeds.who, tab, row))
            .guard(tab.office, prospects.be_person)
        )
    box.line(N_("Company"), row.company)
    box.line(N_("Telephone"), row.phone)
    box.line(N_("Email"), card.email)
    box.line(N_("Source"), words(SOURCES[row.source]))
    if card.recommended is not None:
        box.line(N_("Recommended by"), telling.called(card.recommended, words), _person(card.recommended))
    if card.campaign_id is not None:
        there = Link("prospects", card.campaign_id, section="campaigns")
        box.line(N_("Campaign"), telling.campaign(row, words), there)
    box.line(N_("Entered on"), words.moment(row.entered))


def _papers(tab: LeadsSection, column: Column, card: LeadCard) -> None:
    """The proposals made and the agreements they became, each a way to it."""
    words = tab.words
    if card.proposals or card.agreements:
        box = column.card(N_("Proposals and agreements"))
        for page, papers in (("issued_documents", card.proposals), ("agreements", card.agreements)):
            for id, number, state in papers:
                way = LinkButton(number, partial(tab.office.go, Link(page, id)))
                said = words(telling.PAPER_STATES.get(state, state))
                box.add(side_by_side(way, ChipLabel(said, tone(state))))
    column.add(AttachmentsCard(tab.office, "lead", card.id))


def _person(choice: Choice) -> Link:
    return Link("owners", choice.id)
