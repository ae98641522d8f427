"""The page of one order: stage, who and where, what, clocks with their arithmetic, visits, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.tones import BAD, GREY, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import DISPATCH_ERRORS, OVER, PRIORITIES, STATES, WAITING, WAYS
from fmcrm_desktop.services import targets
from fmcrm_desktop.services.work_orders import OrderCard, VisitCard
from fmcrm_desktop.services.work_orders.card import HistoryLine
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.arithmetic import explained, remaining
from fmcrm_desktop.ui.kit.bilingual import both, known, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, numbered
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.more import more_button
from fmcrm_desktop.ui.kit.own_lines import own_lines
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.timeline import Happening, Timeline
from fmcrm_desktop.ui.note_here import correcting
from fmcrm_desktop.ui.post_here import PostHere
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders import deeds, related
from fmcrm_desktop.ui.tabs.work_orders.checks_card import ChecksCard
from fmcrm_desktop.ui.tabs.work_orders.equipment_card import EquipmentCard
from fmcrm_desktop.ui.tabs.work_orders.knowledge_card import KnowledgeCard
from fmcrm_desktop.ui.told import told

STAGES = ("requested", "assigned", "scheduled", "on_site", "done", "closed")


def draw(
    page: Page,
    card: OrderCard,
    press: Callable[[str], object],
    more: Sequence[deeds.Other],
    cards: Sequence[QWidget] = (),
) -> Page:
    """Fill a page. ``press`` does a step; ``more`` is what can always be done, ``cards`` what else belongs to it."""
    words = page.office.words
    page.head(card.summary, _subtitle(card, words))
    if card.steps:
        first = card.steps[0]
        title = deeds.title(first, card)
        primary = page.button(title, lambda: press(first), case=deeds.CASES[first], primary=True)
        primary.key("Ctrl+Return")
    page.chips(*_chips(card, words))
    page.add(_others(page.office, card, press, more))
    if card.warning:
        page.add(notice(words(N_("Warning")), card.warning))
    if card.state not in ("cancelled", "declined"):
        page.steps([STATES[each] for each in STAGES], at=stage(card))
    _what(page.card(N_("What")), card, words)
    left, right = page.columns(1, 1)
    _who(left.card(N_("Who and where")), card, words)
    if card.clocks:
        _clocks(right.card(N_("Clocks")), page.office, card)
    if card.visits:
        _visits(page.card(N_("Visits")), card, words)
    page.add(EquipmentCard(page.office, card.id))
    page.add(ChecksCard(page.office, card.id, not card.archived and card.state not in OVER))
    for each in cards:
        page.add(each)
    page.add(KnowledgeCard(page.office, card.id))
    page.add(PostHere(page.office, "work_order", card.id))
    page.add(AttachmentsCard(page.office, "work_order", card.id))
    told(page, card.told, words)
    _history(page, card, words)
    return page.done()


def stage(card: OrderCard) -> int:
    """Where on the line of stages an order is; waiting stands where it was reached."""
    if card.state in WAITING:
        return STAGES.index("on_site" if card.arrived else "assigned")
    return STAGES.index("scheduled" if card.state == "on_the_way" else card.state)


def notice(title: str, text: str) -> QWidget:
    """What nobody may overlook."""
    made = QFrame()
    made.setProperty("kind", "warning")
    inside = QVBoxLayout(made)
    inside.setContentsMargins(12, 8, 12, 8)
    inside.setSpacing(2)
    inside.addWidget(label(title, "title"))
    inside.addWidget(label(text, wrap=True))
    return made


def _subtitle(card: OrderCard, words: Words) -> str:
    place = card.unit or known(words, card.place) or suiting(card.building, card.building_other, words)
    return " · ".join(part for part in (card.number, place, both(card.person, card.person_other)) if part)


def _chips(card: OrderCard, words: Words) -> list[tuple[str, str] | str]:
    found: list[tuple[str, str] | str] = [
        (words(STATES[card.state]), tone(card.state)),
        (words(PRIORITIES[card.priority]), tone(card.priority)),
        (suiting(card.category, card.category_other, words), GREY),
    ]
    if card.archived:
        found.append((words(N_("Archived")), tone("archived")))
    if card.late:
        found.append((words(N_("Late")), BAD))
    if card.reopened:
        found.append((words(N_("Reopened {n}×"), n=card.reopened), tone("reopened")))
    if card.handed_off:
        found.append((words(N_("Handed on {n}×"), n=card.handed_off), GREY))
    if card.repeat_of:
        found.append((words(N_("Repeat of {number}"), number=card.repeat_of), tone("late")))
    found.append(words(N_("received {moment}"), moment=words.short_moment(card.received)))
    return found


def _others(
    office: QtOffice, card: OrderCard, press: Callable[[str], object], more: Sequence[deeds.Other]
) -> QWidget:
    """The other steps and what can always be done, quiet, in as many lines as they need."""
    flow = Flow(theme.GAP_S)
    quiet = [_step(office, card, step, press) for step in card.steps[1:]]
    for other in (each for each in more if not each.rare):
        made = Button(office.words(other.title), FILTER, other.picture)
        quiet.append(made.on(other.act).guard(office, other.case))
    for each in quiet:
        flow.add(each)
    numbered(quiet)
    if rare := [other for other in more if other.rare]:
        flow.add(more_button(office, [(other.title, other.act, other.case) for other in rare]))
    return flow


def _step(office: QtOffice, card: OrderCard, step: str, press: Callable[[str], object]) -> Button:
    made = Button(office.words(deeds.title(step, card)), FILTER)
    return made.on(lambda: press(step)).guard(office, deeds.CASES[step])


def _what(card_widget: Card, card: OrderCard, words: Words) -> None:
    if card.own_words:
        card_widget.say("“" + card.own_words + "”")
    if card.problem:
        card_widget.line(N_("Problem"), suiting(card.problem, card.problem_other, words))
    if card.way != "on_site":
        card_widget.line(N_("How it is done"), words(WAYS[card.way]))
    if card.channel:
        card_widget.line(N_("Channel"), words(CHANNELS.get(card.channel, card.channel)))
    for title, text in (
        (N_("Waits for"), _awaited(card)),
        (N_("For the job sheet"), card.description), (N_("Cause"), card.cause), (N_("What was done"), card.fix),
        (N_("Offered instead"), card.alternative), (N_("The customer chose"), card.choice),
        (N_("Still needed"), related.still_needed(card, words)),
        (N_("Dispatch error"), words(DISPATCH_ERRORS[card.dispatch_error]) if card.dispatch_error else ""),
        (N_("The customer's rating"), related.rating(card, words)),
    ):  # fmt: skip
        if text:
            card_widget.line(title, text)
    own_lines(card_widget, card.own)
    if card.complaint_id:
        card_widget.line(N_("Complaint"), card.complaint, Link("complaints", card.complaint_id))
    for complaint, number in card.about:
        card_widget.line(N_("Complaint about it"), number, Link("complaints", complaint))
    if card.agreement_id:
        card_widget.line(N_("Agreement"), card.agreement, Link("agreements", card.agreement_id))
    if card.repeat_of_id:
        card_widget.line(N_("Repeat of"), card.repeat_of, Link("work_orders", card.repeat_of_id))
    if card.call_id:
        card_widget.line(N_("Call"), words(N_("Open the call")), Link("calls", card.call_id, section="log"))


def _awaited(card: OrderCard) -> str:
    """What was written when the order began to wait."""
    if card.state not in WAITING:
        return ""
    return next((line.why for line in reversed(card.history) if line.to_state == card.state), "")


def _who(made: Card, card: OrderCard, words: Words) -> None:
    person = Link("owners", card.person_id) if card.person_id else None
    made.line(N_("Person"), both(card.person, card.person_other), person)
    roles = words.listed(words(ROLES.get(role, role)) for role in card.roles)
    if roles:
        made.line(N_("Relation"), roles)
    if card.phones:
        made.line(N_("Telephone"), "\n".join(card.phones))
    if card.prefers:
        made.line(N_("Prefers"), card.prefers)
    unit = Link("owners", where={"unit": (card.unit_id,)}) if card.unit_id else None
    made.line(N_("Unit"), card.unit, unit)
    if card.building or card.place:
        name = suiting(card.building, card.building_other, words)
        building = words.building(name) if name else ""
        made.line(N_("Place"), " · ".join(part for part in (building, known(words, card.place)) if part))
    made.line(N_("Assigned to"), known(words, card.staff) or words(N_("Nobody yet")))
    if card.earlier:
        earlier = Link("work_orders", where={"unit": (card.unit_id,)})
        counted = N_("one order") if card.earlier == 1 else N_("{n} orders")
        made.line(N_("Earlier here"), words(counted, n=card.earlier), earlier)


def _clocks(made: Card, office: QtOffice, card: OrderCard) -> None:
    words = office.words
    for clock in card.clocks:
        line = QWidget()
        lay = QVBoxLayout(line)
        lay.setContentsMargins(0, 0, 0, 2)
        lay.setSpacing(1)
        lay.addWidget(ChipLabel(_state(clock, words), clock.tone, words.moment(clock.reached or clock.due)))
        lay.addWidget(
            label(words(N_("due {moment}"), moment=words.short_moment(clock.due)), "small", wrap=True)
        )
        made.put(targets.CLOCKS[clock.name], line)
    made.unfold("\n\n".join(_explained(clock, words) for clock in card.clocks))


def _state(clock: targets.Clock, words: Words) -> str:
    if clock.state in ("running", "late") and clock.reached is None:
        return remaining(clock.left, words)
    return words(targets.CLOCK_STATES[clock.state])


def _explained(clock: targets.Clock, words: Words) -> str:
    """Name and source of the target, then its arithmetic."""
    source = words(clock.source, name=clock.source_name)
    head = words(N_("{clock} · {source}"), clock=words(targets.CLOCKS[clock.name]), source=source)
    return f"{head}\n{explained(clock.lines, words)}"


def _visits(made: Card, card: OrderCard, words: Words) -> None:
    titles = (N_("Result"), N_("When"), N_("Who"))
    made.table(
        titles,
        [
            (
                _result(visit, words),
                _when(visit, words),
                "\n".join(suiting(*each, words) for each in visit.names),
            )
            for visit in card.visits
        ],
    )


def _result(visit: VisitCard, words: Words) -> str:
    if visit.result:
        return visit.result
    if visit.departed:
        return words(N_("Nothing noted"))
    if visit.arrived:
        return words(N_("On site since {time}"), time=words.time(visit.arrived))
    return (
        words(N_("Planned in spite of a clash: {reason}"), reason=visit.clash_reason)
        if visit.clash_reason
        else (words(N_("Visit planned")))
    )


def _when(visit: VisitCard, words: Words) -> str:
    """The span that was, else the one planned."""
    begin = visit.arrived or visit.planned_from
    end = visit.departed or (visit.planned_until if visit.arrived is None else None)
    return f"{words.short_moment(begin)}–{words.time(end)}" if end else words.short_moment(begin)


def _history(page: Page, card: OrderCard, words: Words) -> None:
    rows = [_happening(line, words, page) for line in reversed(card.history)]
    page.card(N_("History")).add(Timeline(page.office, rows))


def _happening(line: HistoryLine, words: Words, page: Page) -> Happening:
    if line.note_id is not None:
        return Happening(
            line.moment,
            " · ".join(part for part in (line.why, known(words, line.who)) if part),
            chip=words(N_("Note")),
            act=correcting(page.office, page, line.note_id),
        )
    given = words(N_("given to {name}"), name=known(words, line.given_to)) if line.given_to else ""
    text = " · ".join(part for part in (given, line.why, known(words, line.who)) if part)
    return Happening(line.moment, text, chip=words(STATES[line.to_state]), tone=tone(line.to_state))
