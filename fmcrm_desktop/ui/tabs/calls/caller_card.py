"""The card of the one who is calling: who, what to mind, what is open and promised, what to read out."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import CONTACT_KINDS, PRINT_LANGUAGES
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.prospect import STAGES
from fmcrm_desktop.model.tones import BAD, GREY
from fmcrm_desktop.model.tones import tone as colour
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calls
from fmcrm_desktop.services.calls.who import Caller
from fmcrm_desktop.services.notices import NoticeRow
from fmcrm_desktop.services.owners.card import ContactRow
from fmcrm_desktop.ui.agreements_here import AgreementsHere
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.lines import side_by_side, warning
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calls import telling

NUMBERS = ("mobile", "phone")


class CallerCard(Card):
    """``dialled`` carries the number to call, ``placed`` the unit it is about, ``tied`` the prospect it is with."""

    dialled = Signal(str)
    placed = Signal(int)
    tied = Signal(int)

    def __init__(self, office: QtOffice, caller: Caller, parent: QWidget) -> None:
        super().__init__(office, parent=parent)
        self.caller, self.words, self.now = caller, office.words, datetime.now(UTC)
        self._who()
        row = caller.row
        if row.warning:
            self.add(warning(row.warning))
        if caller.expects:
            self.add(warning(caller.expects))
        for notice in caller.notices:
            self.add(self._notice(notice))
        self._numbers()
        self._habits()
        self._matters()
        self._last()
        # It asks by itself: what is read out does not wait for it.
        self.add(AgreementsHere(office, person=row.id))

    def _who(self) -> None:
        row, words = self.caller.row, self.words
        name = telling.full_name(row.name, row.other_name)
        self.add(LinkButton(name, lambda: self.office.go(Link("owners", row.id)), words(N_("Open the page"))))
        self.setAccessibleName(name)
        parts = [words(ROLES[row.role]) if row.role else ""]
        if self.caller.language:
            parts.append(words(PRINT_LANGUAGES[self.caller.language]))
        if self.caller.speaks:
            parts.append(self.caller.speaks)
        if said := " · ".join(part for part in parts if part):
            self.add(label(said, "muted", wrap=True))
        if self.caller.units:
            units = [
                LinkButton(text, partial(self.placed.emit, id), words(N_("The call is about this unit")))
                for id, text in self.caller.units[:4]
            ]
            self.add(side_by_side(label(words(N_("Unit")), "label"), *units))

    def _notice(self, notice: NoticeRow) -> QWidget:
        """What holds for the building now, with the words to say."""
        words = self.words
        title, text = telling.notice_text(words, notice, self.caller.language)
        frame = QFrame()
        frame.setProperty("kind", "warning")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(2)
        until = (
            words(N_("until {time}"), time=words.short_moment(notice.until))
            if notice.until is not None
            else words(N_("end not known"))
        )
        inside.addWidget(label(f"{title} · {until}", "title", wrap=True))
        if text:
            inside.addWidget(label(text, wrap=True))
        return frame

    def _numbers(self) -> None:
        for point in [each for each in self.caller.contacts if each.kind in NUMBERS][:3]:
            self.add(self._number(point))
        emails = [each for each in self.caller.contacts if each.kind == "email"]
        if emails:
            self.line(CONTACT_KINDS["email"], emails[0].value)

    def _number(self, point: ContactRow) -> QWidget:
        words = self.words
        call = Button(words(N_("Dial")), FLAT, "phone").on(
            lambda: self.dialled.emit(point.number or point.value)
        )
        call.guard(self.office, calls.log)
        call.setAccessibleName(words(N_("Dial {number}"), number=point.value))
        copy = Button("", FLAT).on(lambda: self.copy(point.number or point.value))
        copy.setIcon(icon("copy", "muted", 14))
        copy.setAccessibleName(words(N_("Copy {number}"), number=point.value))
        copy.setToolTip(words(N_("Copy")))
        if point.do_not_use:
            return side_by_side(
                label(point.value, "muted", wrap=True), ChipLabel(words(N_("Do not use")), BAD)
            )
        said = f"{point.value} · {point.hours}" if point.hours else point.value
        return side_by_side(label(said, wrap=True), call, copy)

    def copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self.office.say(self.words(N_("{value} copied"), value=number))

    def _habits(self) -> None:
        it, words = self.caller, self.words
        channel = words(CONTACT_KINDS[it.channel]) if it.channel in CONTACT_KINDS else ""
        if said := " · ".join(part for part in (channel, it.hours, it.prefers) if part):
            self.line(N_("Prefers"), said)

    def _matters(self) -> None:
        words = self.words
        for lead in self.caller.leads:
            why = words(N_("The call is with this prospect"))
            number = LinkButton(lead.number, partial(self.tied.emit, lead.id), why)
            self.add(
                side_by_side(
                    number, Elided(lead.next_step), ChipLabel(words(STAGES[lead.state]), colour(lead.state))
                )
            )
        for matter in self.caller.open[:4]:
            text, tone = telling.matter_state(words, matter)
            link = Link(telling.TABS[matter.kind], matter.id)
            number = LinkButton(matter.number, partial(self.office.go, link), matter.title)
            self.add(side_by_side(number, Elided(matter.title), ChipLabel(text, tone)))
        if len(self.caller.open) > 4:
            self.say(words(N_("{n} more"), n=len(self.caller.open) - 4), "muted")
        for promise in self.caller.promises[:3]:
            text, tone = telling.due_in(words, promise.due, self.now)
            kind = words(PROMISE_KINDS[promise.kind])
            said = f"{kind}: {known(words, promise.text)}" if promise.text else kind
            self.add(side_by_side(Elided(said), ChipLabel(text, tone)))

    def _last(self) -> None:
        words = self.words
        if not self.caller.last:
            return
        self.add(label(words(N_("Last contacts")), "small"))
        for entry in self.caller.last:
            chip = telling.contact_chip(words, entry)
            parts = [Elided(telling.contact(words, entry), "muted")]
            self.add(side_by_side(*parts, *([ChipLabel(chip, GREY)] if chip else [])))
