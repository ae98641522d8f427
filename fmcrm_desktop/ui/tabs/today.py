"""The Today tab: what is late, due, promised and planned; every line opens its matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.event import KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.notice import KINDS as NOTICE_KINDS
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, VIOLET, WARNING
from fmcrm_desktop.model.words import N_, WEEKDAYS, Words
from fmcrm_desktop.services import calls, promises, today
from fmcrm_desktop.services.notices import NoticeRow
from fmcrm_desktop.services.promises import DropForm
from fmcrm_desktop.services.today import TodayLine, TodaySheet
from fmcrm_desktop.ui.first_steps import FirstStepsList
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.arithmetic import rough
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.buttons import FLAT, LINK, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.small_table import rule
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.kit.timeline import Happening, Timeline
from fmcrm_desktop.ui.red_measures import RedMeasures
from fmcrm_desktop.ui.task_card import TasksCard

MINUTE = 60_000
LINES = 330
"""Pixels that a column of lines needs to say both what is late and by how much."""
LEDGER = Link("calls", where={"state": ("overdue", "open")}, section="promises")
"""Where all promises that are open stand."""
FIRST = 12
"""So many lines of a card are shown at first; a click shows the others."""
KIND_WORDS = {**KINDS, "visit": N_("Visit")}


class TodayTab(Tab):
    """One page of cards; calls are logged at the call desk."""

    name = "today"
    title = N_("Today")
    shows = (
        "work_order", "visit", "visit_staff", "complaint", "corrective_action", "promise", "event", "event_staff",
        "person", "staff", "notice", "notice_building", "staff_skill", "training", "suggestion", "gap_plan",
        "procedure", "agreement", "opinion", "decision", "notice_posting", "post_item", "lead", "offer",
        "issued_document", "setting", "building", "unit",
    )  # fmt: skip

    def build(self) -> None:
        self.body.addWidget(self.detail)
        self.sheet: TodaySheet | None = None
        self._whole: set[str] = set()
        self._minute = QTimer(self)
        self._minute.timeout.connect(self._tick)
        self._minute.start(MINUTE)
        self.red = RedMeasures(self.office, self)
        self.red.changed.connect(self._tick)
        self.first_steps = FirstStepsList(self.office, self)
        self.first_steps.changed.connect(self.reload)

    def reload(self) -> None:
        self.first_steps.look()
        self.ask(today.sheet, then=self._draw)

    def open(self, link: Link) -> None:
        """A call is written down at the call desk; older ways to it lead through here."""
        if link.new is not None:
            self.office.go(Link("calls", new=link.new, section="log"))
        elif link.id is not None:
            self.office.go(Link("calls", link.id, section="log"))

    def _tick(self) -> None:
        """Time goes on: what was due becomes late."""
        if self.isVisible():
            self.ask(today.sheet, then=self._draw_quietly)

    def _draw_quietly(self, sheet: TodaySheet) -> None:
        """Nobody loses the line they stand on for a minute's sake, only for something new."""
        page, focus = self.detail.page, QApplication.focusWidget()
        standing = page is not None and focus is not None and page.isAncestorOf(focus)
        if not standing or self.sheet is None or replace(sheet, now=self.sheet.now) != self.sheet:
            self._draw(sheet)

    def _draw(self, sheet: TodaySheet) -> None:
        self.sheet, words = sheet, self.words
        page = self.new_page().head(
            words(
                N_("{weekday} {date}"),
                weekday=words(WEEKDAYS[sheet.day.weekday()]),
                date=words.date(sheet.day),
            )
        )
        self.first_steps.onto(page)
        page.figures(*self._figures(sheet))
        left, right = page.columns(1, 1, enough=LINES)
        if sheet.notices:
            rows = [_notice(words, row) for row in sheet.notices]
            self._rows(right.card(N_("Notices in force")), "notices", rows, "")
        # What is promised for today leads; a day without promises does not begin with an empty card.
        lead = left if sheet.promised else right
        self._promised(lead.card(N_("Promised")), sheet.promised)
        right.add(TasksCard(self.office, sheet.tasks))
        for said, way in _near(sheet, words):
            right.card().add(LinkButton(said, partial(self.office.go, way)))
        self.red.onto(right)
        self._matters(left.card(N_("Late")), "late", sheet.late, N_("Nothing is late."))
        self._matters(left.card(N_("Due today")), "due", sheet.due, N_("Nothing else falls due today."))
        self._planned(right.card(N_("Planned today")), sheet.planned)
        for column in (left, right):
            column.body.addStretch(1)
        self.put(page.done())
        self.counts.emit(
            words(
                N_("{late} late · {due} due today"),
                late=words.number(len(sheet.late)), due=words.number(len(sheet.due)),
            )
        )  # fmt: skip

    def _figures(self, sheet: TodaySheet) -> list[Figure]:
        overdue = sum(line.late for line in sheet.promised)
        clashing = sum(line.clash for line in sheet.planned)
        said, number = self.words, self.words.number
        return [
            Figure(N_("Promised"), number(len(sheet.promised)),
                   said(N_("{n} overdue"), n=overdue) if overdue else "", BAD,
                   LEDGER),
            Figure(N_("Late"), number(len(sheet.late)), tone=BAD, link=Link("work_orders", where={"state": ("late",)})),
            Figure(N_("Due today"), number(len(sheet.due)), tone=WARNING),
            Figure(N_("Planned today"), number(len(sheet.planned)),
                   said(N_("{n} clashes"), n=clashing) if clashing else "", WARNING),
        ]  # fmt: skip

    def print_page(self) -> None:
        """Ctrl+P: the day on paper."""
        self.office.go(Link("reports", new={"report": "day-list"}))

    # late and due

    def _matters(self, card: Card, key: str, lines: Sequence[TodayLine], nothing: str) -> None:
        rows = [self._happening(line) for line in lines]
        self._rows(card, key, rows, nothing)

    def _happening(self, line: TodayLine) -> Happening:
        where = [line.number, line.text, known(self.words, line.unit), line.who]
        where.append(known(self.words, line.staff))
        text = " · ".join(part for part in where if part)
        tone = BAD if line.late else WARNING
        return Happening(line.due or line.day, text, chip=self._urgency(line), tone=tone, link=line.link)

    def _urgency(self, line: TodayLine) -> str:
        """Which clock, and how much is left of it or how long it has run over."""
        words = self.words
        what = words(today.WHAT.get(line.what, line.what))
        if line.left is None:
            return what
        form = N_("{what}: {time} late") if line.late else N_("{what}: {time} left")
        plain = line.what == "follow_up"
        return words(
            form, what=what, time=words.duration(abs(line.left)) if plain else rough(line.left, words)
        )

    def _rows(self, card: Card, key: str, rows: list[Happening], nothing: str) -> None:
        more = len(rows) - FIRST
        shown = rows if key in self._whole or more <= 0 else rows[:FIRST]
        card.add(Timeline(self.office, shown, empty=nothing))
        if len(shown) < len(rows):
            card.add(Button(self.words(N_("{n} more"), n=more), LINK).on(lambda: self._show_all(key)))

    def _show_all(self, key: str) -> None:
        self._whole.add(key)
        if self.sheet is not None:
            self._draw(self.sheet)

    # promised

    def _promised(self, card: Card, lines: Sequence[TodayLine]) -> None:
        if not lines:
            card.say(
                self.words(
                    N_("Call-backs and other times given to customers stand here until they are kept.")
                ),
                "muted",
            )
        for at, line in enumerate(lines[:FIRST]):
            if at:
                card.add(rule())
            card.add(self._promise(line))
        if len(lines) > FIRST:  # each has three buttons: the ledger has room for any number
            said = self.words(N_("{n} more"), n=len(lines) - FIRST)
            card.add(Button(said, LINK).on(lambda: self.office.go(LEDGER)))

    def _promise(self, line: TodayLine) -> QWidget:
        words = self.words
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 2, 0, 2)
        whole.setSpacing(2)
        top = QHBoxLayout()
        whole.addLayout(top)
        top.setSpacing(theme.GAP_S)
        kind = words(PROMISE_KINDS.get(line.what, line.what))
        top.addWidget(
            LinkButton(line.who or kind, lambda: self.office.go(line.link), known(words, line.text)), 1
        )
        state = words(N_("Overdue")) if line.late else kind
        top.addWidget(ChipLabel(state, BAD if line.late else WARNING))
        top.addWidget(label(words.short_moment(line.due), "muted"))
        below = QHBoxLayout()
        whole.addLayout(below)
        below.setSpacing(theme.GAP_XS)
        below.addWidget(
            Elided(
                " · ".join(part for part in (known(words, line.text), known(words, line.staff)) if part),
                "muted",
            ),
            1,
        )
        for title, case, act in (
            (N_("Call now"), calls.log, lambda: self._call(line)),
            (N_("Kept"), promises.keep, lambda: self._keep(line)),
            (N_("Take back"), promises.drop, lambda: self._drop(line)),
        ):
            below.addWidget(Button(words(title), FLAT).on(act).guard(self.office, case))
        return made

    def _call(self, line: TodayLine) -> None:
        self.office.go(Link("calls", new={"promise": line.promise_id}, section="log"))

    def _keep(self, line: TodayLine) -> None:
        self.do(promises.keep, line.promise_id, said=self.words(N_("Promise kept")))

    def _drop(self, line: TodayLine) -> None:
        said = self.words(N_("Promise taken back"))
        self.ask_form(
            FormSetup(
                N_("Take a promise back"), DropForm(), promises.drop, (line.promise_id,),
                said=lambda _id: said, verb=N_("Take back"), note=known(self.words, line.text) or line.who,
            )
        )  # fmt: skip

    # planned

    def _planned(self, card: Card, lines: Sequence[TodayLine]) -> None:
        rows = [_entry(self.words, line) for line in lines]
        self._rows(card, "planned", rows, N_("Visits and appointments of today stand here."))


def _notice(words: Words, row: NoticeRow) -> Happening:
    """What everybody will ring about: what, where and until when."""
    until = words(N_("end not known"))
    if row.until is not None:
        until = words(N_("until {time}"), time=words.short_moment(row.until))
    title = suiting(row.title, row.other_title, words)
    where = words(N_("building {code}"), code=row.buildings) if row.buildings else words(N_("All buildings"))
    text = " · ".join((title, where, until))
    return Happening(
        row.starts, text, chip=words(NOTICE_KINDS[row.kind]), tone=WARNING, link=Link("notices", row.id)
    )


def _entry(words: Words, line: TodayLine) -> Happening:
    until = words(N_("until {time}"), time=words.time(line.until)) if line.until else ""
    text = " · ".join(part for part in (line.text, line.unit, known(words, line.staff), until) if part)
    chip, tone = words(KIND_WORDS.get(line.kind, line.kind)), VIOLET if line.kind == "visit" else ACCENT
    if line.clash:
        chip, tone = words(N_("Clash")), BAD
    elif line.done:
        chip, tone = words(N_("Over")), GOOD
    return Happening(line.due or line.day, text, chip=chip, tone=tone, link=line.link)


def _near(sheet: TodaySheet, words: Words) -> Iterator[tuple[str, Link]]:
    """What comes near and needs somebody to look after it, in a sentence, and where."""
    if sheet.expiring:
        said = words(N_("Skills and courses that run out within 60 days: {n}"), n=sheet.expiring)
        yield said, Link("skills", section="expiring")
    if sheet.agreements:
        said = words(N_("Agreements that end or can be ended within 60 days: {n}"), n=sheet.agreements)
        yield said, Link("agreements", where={"soon": ("soon",)}, section="list")
    if sheet.year_lacking is not None:
        lacking = N_("No day off is known of {year}: due times would be wrong")
        yield words(lacking, year=sheet.year_lacking), Link("settings")
