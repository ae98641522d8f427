"""The page of a call: who, when, what was said, and everything that followed from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from fmcrm_desktop.model.call import DIRECTIONS, OUTCOMES, PROMISE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calls, complaints, prospects, tasks, work_orders
from fmcrm_desktop.services.calls import CallCard
from fmcrm_desktop.services.calls.card import Followed
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.tabs.calls import telling

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.calls.log import LogTab


GOES_ON = ("complaint", "work_order")
"""What is gone on with once the call is over, by the keys that begin the next deed of any page."""


class CallPage:
    """Draws one call."""

    def __init__(self, tab: LogTab, card: CallCard) -> None:
        self.tab, self.card, self.office, self.words = tab, card, tab.office, tab.words

    def draw(self) -> Page:
        row, words, card = self.card.row, self.words, self.card
        name = telling.full_name(row.name, row.other_name) or row.number or words(N_("Unknown caller"))
        page = self.tab.new_page().head(
            known(words, row.topic) or name, f"{name} · {words.moment(row.started)}"
        )
        self._buttons(page)
        page.chips(
            (words(OUTCOMES[row.outcome]), telling.OUTCOME_TONES[row.outcome]),
            words(DIRECTIONS[row.direction]),
            *([words(N_("Archived"))] if card.archived is not None else []),
        )
        said = page.card(N_("What was said"))
        said.say(card.notes or words(N_("Nothing was written down.")), "" if card.notes else "muted")
        self._facts(page.card(N_("The call")))
        self._followed(page.card(N_("What followed")))
        page.add(AttachmentsCard(self.office, "call", self.card.row.id))
        return page.done()

    def _buttons(self, page: Page) -> None:
        tab, id, row = self.tab, self.card.row.id, self.card.row
        if self.card.archived is not None:
            page.button(N_("Restore"), lambda: tab.restore_call(id), calls.restore, primary=True)
            return
        page.button(N_("Archive"), lambda: tab.archive(id), calls.archive)
        page.button(N_("Change"), lambda: tab.edit(id), calls.change)
        page.button(
            N_("New task"), lambda: self.office.go(Link("tasks", new=self._task(), section="mine")), tasks.add
        )
        self._matters(page)
        back = {"person": row.person_id, "unit": self.card.unit_id, "number": row.number, "direction": "out"}
        page.button(
            N_("Call"), lambda: tab.open_new({**back, "dial": True}), calls.log, primary=True, picture="phone"
        )

    def _matters(self, page: Page) -> None:
        """What the call can still lead to, when it was logged without."""
        id, here = self.card.row.id, {one.kind for one in self.card.followed}
        lead = Link("prospects", new={"call_id": id}, section="leads")
        for kind, title, picture, case, new in (
            ("lead", N_("Becomes a prospect…"), "", prospects.add, lead),
            ("complaint", N_("Complaint"), "plus", complaints.register, Link("complaints", new={"call": id})),
            ("work_order", N_("Work order"), "plus", work_orders.enter, Link("work_orders", new={"call": id})),
        ):  # fmt: skip
            if kind not in here:
                page.button(title, partial(self.office.go, new), case, picture=picture)

    def _task(self) -> dict[str, int | None]:
        row = self.card.row
        return {"call": row.id, "person": row.person_id, "unit": self.card.unit_id}

    def _facts(self, card: Card) -> None:
        row, words = self.card.row, self.words
        name = telling.full_name(row.name, row.other_name)
        card.line(N_("Who"), name, Link("owners", row.person_id) if row.person_id is not None else None)
        unit = self.card.unit_id
        card.line(N_("Unit"), row.unit, Link("owners", where={"unit": (unit,)}) if unit is not None else None)
        card.line(N_("Telephone"), row.number, self._copy, words(N_("Copy")))
        if topic := suiting(
            self.card.topic.name, self.card.topic.other, words
        ):  # the heading says it otherwise
            card.line(N_("Topic"), topic)
        card.line(N_("Length"), telling.length(row.seconds))
        card.line(N_("Staff"), known(words, row.staff))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.card.row.number)
        self.office.say(self.words(N_("{value} copied"), value=self.card.row.number))

    def _followed(self, card: Card) -> None:
        goes_on = min(
            (one.kind for one in self.card.followed if one.kind in GOES_ON), key=GOES_ON.index, default=""
        )
        for one in self.card.followed:
            text, tone = telling.followed_state(self.words, one)
            kind = PROMISE_KINDS[one.what] if one.kind == "promise" else telling.FOLLOWED[one.kind]
            name = one.number or self.words(kind)
            link = telling.link_of(one.kind, one.id)
            first = LinkButton(name, partial(self.office.go, link)) if link else label(name)
            if isinstance(first, LinkButton) and one.kind == goes_on:
                first.key("Ctrl+Return", name)
                goes_on = ""
            card.add(side_by_side(first, Elided(self._when(one)), ChipLabel(text, tone)))
        if not self.card.followed:
            card.say(self.words(N_("Nothing followed from this call.")), "muted")

    def _when(self, one: Followed) -> str:
        due = self.words(N_("due {moment}"), moment=self.words.short_moment(one.due)) if one.due else ""
        return " · ".join(part for part in (known(self.words, one.title), due) if part)
