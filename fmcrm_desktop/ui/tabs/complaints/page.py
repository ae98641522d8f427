"""The page of one complaint: what was said, who and the gap, actions, clocks, history; one next deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model import work_order
from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.complaint import CONSEQUENCES, CRITERIA, GAPS, LACKS, LOSSES, NEEDS, STATES, THANKS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.tones import BAD, GREY, VIOLET, tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import RATINGS
from fmcrm_desktop.services import complaint_report, complaints, papers, targets, tasks
from fmcrm_desktop.services.complaints import ComplaintCard
from fmcrm_desktop.services.complaints.card import HistoryLine
from fmcrm_desktop.services.complaints.clocks import CLOCK_STATES, CLOCKS, Clock
from fmcrm_desktop.services.complaints.forms import LOSS_RISKS
from fmcrm_desktop.services.complaints.order_times import OrderLine
from fmcrm_desktop.services.promises import STATES as PROMISE_STATES
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import both, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton, numbered
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.more import Rare, more_button
from fmcrm_desktop.ui.kit.own_lines import own_lines
from fmcrm_desktop.ui.kit.page import Column, Page
from fmcrm_desktop.ui.kit.steps import Steps
from fmcrm_desktop.ui.kit.text import Elided, label, plain, text_of
from fmcrm_desktop.ui.kit.timeline import Happening, Timeline
from fmcrm_desktop.ui.note_here import correcting
from fmcrm_desktop.ui.post_here import PostHere
from fmcrm_desktop.ui.tabs.complaints import actions_card, telling
from fmcrm_desktop.ui.tabs.complaints.actions_card import rest
from fmcrm_desktop.ui.tabs.complaints.deeds import DEEDS, LIKELY, following, others
from fmcrm_desktop.ui.told import told

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab


class ComplaintPage:
    """Draws the page from the card; its buttons act through the tab."""

    def __init__(self, tab: RegisterTab, card: ComplaintCard) -> None:
        self.tab, self.card = tab, card
        self.office, self.words = tab.office, tab.words

    def draw(self) -> Page:
        page = self.tab.new_page()
        page.head(self.card.subject)
        self._head_buttons(page)
        self._chips(page)
        self._other_deeds(page)
        self._stages(page)
        self._said(page)
        left, right = page.columns(1, 1)
        self._who(left)
        self._gap(right)
        if self.card.own:
            own_lines(page.card(N_("Own fields")), self.card.own)
        note = N_("what we change so that it cannot happen again")
        actions_card.fill(self.tab, page.card(N_("Corrective actions"), note), self.card)
        self._told(page)
        self._clocks(page.card(N_("Clocks")))
        if self.card.about:
            self._orders(page.card(N_("Work orders it is about")), self.card.about)
        if self.card.orders:
            self._orders(page.card(N_("Work orders")), self.card.orders)
        page.add(PostHere(self.office, "complaint", self.card.id))
        page.add(AttachmentsCard(self.office, "complaint", self.card.id))
        told(page, self.card.told, self.words)
        history = page.card(N_("History"))
        history.add(Timeline(self.office, [self._happening(line, page) for line in self.card.history]))
        return page.done()

    def _happening(self, line: HistoryLine, page: Page) -> Happening:
        said = telling.happening(line, self.words)
        return replace(said, act=correcting(self.office, page, line.note_id))

    # deeds

    def _head_buttons(self, page: Page) -> None:
        card, words = self.card, self.words
        page.button(N_("Receipt"), lambda: self.tab.deeds.receipt(card), complaints.card, picture="printer")
        if card.answered is not None:
            page.button(
                N_("Answer letter"), lambda: self.tab.deeds.letter(card), papers.answer, picture="printer"
            )
        name = following(card)
        if name:
            title, case, picture = DEEDS[name]
            made = page.button(
                title, partial(self.tab.deeds.begin, name, card), case, primary=True, picture=picture
            )
            if made.isEnabled():
                made.key("Ctrl+Return", words(title))

    def _other_deeds(self, page: Page) -> None:
        flow = Flow(theme.GAP_S)
        left = others(self.card)
        likely = [name for name in LIKELY[self.card.state] if name in left]
        quiet = []
        for name in likely:
            title, case, picture = DEEDS[name]
            quiet.append(Button(self.words(title), FILTER, picture).on(self._begin(name)))
            flow.add(quiet[-1].guard(self.office, case))
        numbered(quiet)
        rare: list[Rare] = [
            (DEEDS[name][0], self._begin(name), DEEDS[name][1]) for name in left if name not in likely
        ]
        task = Link("tasks", new={"complaint": self.card.id}, section="mine")
        rare.append(
            (N_("Report"), partial(self.tab.deeds.report, self.card), complaint_report.complaint_report)
        )
        flow.add(more_button(self.office, [*rare, (N_("New task"), lambda: self.office.go(task), tasks.add)]))
        page.add(flow)

    def _begin(self, name: str) -> Callable[[], object]:
        return partial(self.tab.deeds.begin, name, self.card)

    # parts

    def _chips(self, page: Page) -> None:
        card, words = self.card, self.words
        chips: list[tuple[str, str] | str] = [
            (card.number, GREY),
            (words(STATES[card.state]), tone(card.state)),
        ]
        if card.archived is not None:
            chips.append((words(N_("Archived")), GREY))
        if card.reopened == 1:
            chips.append((words(N_("Reopened")), BAD))
        elif card.reopened:
            chips.append((words(N_("Reopened {count} times"), count=card.reopened), BAD))
        chips.append((telling.gap(card.gap, words), VIOLET))
        chips.append((suiting(card.category, card.category_other, words), GREY))
        chips.append((words(telling.BY_CHANNEL.get(card.channel, card.channel)), GREY))
        chips.append(words(N_("received on {moment}"), moment=words.short_moment(card.received)))
        page.chips(*chips)

    def _stages(self, page: Page) -> None:
        card = self.card
        box = Card(self.office)
        box.body.setContentsMargins(0, 10, 0, 6)
        states = [stage.state for stage in card.stages]
        steps = Steps([self.words(STATES[state]) for state in states], states.index(card.state))
        steps.setToolTip(telling.stages(card, self.words))
        box.add(steps)
        page.add(box)

    def _said(self, page: Page) -> None:
        """What was said and what we said, kept apart."""
        card = self.card
        texts = (
            (N_("Thanked"), self.words(THANKS[card.thanks]) if card.thanks else ""), (N_("Answer"), card.answer),
            (N_("Remedy"), telling.remedy(card)), (N_("Cause"), card.cause),
            (N_("What we learned and changed"), card.lesson), (N_("The customer's rating"), self._rating()),
        )  # fmt: skip
        if card.own_words:
            page.card(N_("In their own words")).say(card.own_words)
        if any(text for _, text in texts):
            box = page.card(N_("What we said and did"))
            for title, text in texts:
                if text:
                    box.line(title, text)

    def _rating(self) -> str:
        card, words = self.card, self.words
        said = words(RATINGS[card.follow_up_rating]) if card.follow_up_rating else ""
        mended = words(N_("An honest mistake that was made good")) if card.recovered else ""
        return " · ".join(part for part in (said, mended) if part)

    def _told(self, page: Page) -> None:
        """What the board of the building tells of it."""
        card, words = self.card, self.words
        if not (card.notice or card.other_notice):
            return
        box = page.card(N_("You said, we did"), N_("what the board of the building tells, without names"))
        for text in (card.notice, card.other_notice):
            if text:
                box.say(text)
        hung = words(N_("Not on the board yet"))
        if card.told_day is not None:
            hung = words(N_("On the board since {day}"), day=words.date(card.told_day))
        box.say(hung, "muted")
        if card.told_day is None:
            box.tool(
                Button(words(N_("Hung up")), FILTER, "check")
                .on(partial(self.tab.hang_up, [card.id]))
                .guard(self.office, complaints.hung_up)
            )
        box.tool(Button(words(N_("Print")), FILTER, "printer").on(partial(self.tab.deeds.board, card)))

    def _who(self, column: Column) -> None:
        card, words = self.card, self.words
        box = column.card(N_("Who complains"))
        name, link = telling.person(card, words)
        box.line(N_("Person"), name, link)
        if card.person is not None and card.person.role in ROLES:
            box.line(N_("Relation"), words(ROLES[card.person.role]))
        unit = Link("owners", -card.unit_id) if card.unit_id is not None else None
        box.line(N_("Unit"), telling.place(card, words), unit, suiting(card.site, card.site_other, words))
        if card.person is not None:
            if card.person.phone:
                box.line(N_("Telephone"), card.person.phone)
            if card.person.warning:
                box.line(N_("Warning"), card.person.warning)
            if card.person.prefers:
                box.line(N_("Prefers"), card.person.prefers)
            box.put(N_("So far"), self._known(card.person.id))
        for other in card.others[: self.tab.most[1]]:
            name = both(other.name, other.other_name)
            box.line(N_("Complains too"), name, Link("owners", other.id))
        rest(self.tab, box, len(card.others))
        box.line(N_("Responsible"), suiting(card.responsible, card.responsible_other, words))
        if card.concerned:
            box.line(N_("About"), suiting(card.concerned, card.concerned_other, words))
        if card.external_number:
            box.line(N_("Former no."), card.external_number)

    def _known(self, person: int) -> QWidget:
        """What else the office has had to do with the person, each a way to it."""
        holder = QWidget()
        lay = QVBoxLayout(holder)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        for tab, said in telling.known(self.card, self.words):
            there = Link(tab, where={"person": (person,)})
            lay.addWidget(LinkButton(said, partial(self.office.go, there)))
        return holder

    def _gap(self, column: Column) -> None:
        card = self.card
        box = column.card(N_("The gap"))
        box.line(N_("Expected"), card.expected)
        box.line(N_("Delivered"), card.delivered)
        for title, values, known in (
            (N_("Further gaps"), card.gaps, GAPS),
            (N_("How it showed"), card.lacks, LACKS),
            (N_("Criteria"), card.criteria, CRITERIA),
            (N_("Needs"), card.needs, NEEDS),
            (N_("Consequences"), card.consequences, CONSEQUENCES),
        ):  # fmt: skip
            if values:
                box.line(title, text_of(values, self.words, known))
        if card.severity:
            box.line(N_("Severity"), self.words(N_("{n} of 5"), n=card.severity))
        why = self.words(LOSS_RISKS[card.loss_risk]) if card.loss_risk in LOSS_RISKS else card.loss_risk
        lost = self.words(LOSSES[card.loss]) if card.loss else ""
        if lost or why:
            box.line(N_("Loss"), " · ".join(part for part in (lost, why) if part))
        if card.scale:
            box.line(N_("Behaviour"), suiting(card.scale, card.scale_other, self.words))

    def _clocks(self, box: Card) -> None:
        for clock in self.card.clocks:
            box.put(CLOCKS[clock.name], self._clock(clock))
        for promise in self.card.promises:
            said = self.words(N_("promised by {moment}"), moment=self.words.short_moment(promise.due))
            chip = ChipLabel(self.words(PROMISE_STATES[promise.state]), tone(promise.state))
            box.put(PROMISE_KINDS[promise.kind], beside(chip, said))
        if not self.card.clocks and not self.card.promises:
            box.say(self.words(N_("No clock runs.")), "muted")

    def _clock(self, clock: Clock) -> QWidget:
        """State and moment; the arithmetic unfolds below."""
        words = self.words
        lines = telling.arithmetic(clock, words)
        chip = ChipLabel(words(CLOCK_STATES[clock.state]), tone(clock.state), plain(lines))
        holder = QWidget()
        lay = QVBoxLayout(holder)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        row = beside(chip, telling.clock(clock, words))
        below = label(lines, "small", wrap=True)
        below.hide()
        unfold = LinkButton(words(N_("How this is counted")), lambda: below.setVisible(below.isHidden()))
        unfold.setAccessibleDescription(lines)
        line = row.layout()
        assert line is not None
        line.addWidget(unfold)
        lay.addWidget(row)
        lay.addWidget(below)
        return holder

    def _orders(self, box: Card, orders: tuple[OrderLine, ...]) -> None:
        for order in orders[: self.tab.most[1]]:
            number = LinkButton(order.number, partial(self.office.go, Link("work_orders", order.id)))
            state = ChipLabel(self.words(work_order.STATES[order.state]), tone(order.state))
            holder = QWidget()
            lay = QHBoxLayout(holder)
            lay.setContentsMargins(0, 0, 0, 0)
            lay.setSpacing(theme.GAP_S)
            lay.addWidget(number)
            lay.addWidget(Elided(order.summary), 1)
            if order.visits:
                said = N_("came once") if order.visits == 1 else N_("came {n} times")
                lay.addWidget(label(self.words(said, n=order.visits), "small"))
            lay.addWidget(state)
            box.add(holder)
            for time in order.times:  # when it was due beside when somebody came and it was finished
                chip = ChipLabel(telling.order_state(time, self.words), tone(time.state))
                box.put(targets.CLOCKS[time.name], beside(chip, telling.order_time(time, self.words)))
        rest(self.tab, box, len(orders))


def beside(chip: ChipLabel, text: str) -> QWidget:
    """A chip and what it says more exactly."""
    holder = QWidget()
    lay = QHBoxLayout(holder)
    lay.setContentsMargins(0, 0, 0, 0)
    lay.setSpacing(theme.GAP_S)
    lay.addWidget(chip)
    lay.addWidget(label(text, wrap=True), 1)
    return holder
