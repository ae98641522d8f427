"""The counter: who waits stands over the list, and each step of a visit is one key."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from fmcrm_desktop.model.channel import VISIT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import complaints, counter, staff, work_orders
from fmcrm_desktop.services.counter import HandOnForm, VisitForm, VisitRow
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter, Known, named
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.together import ARCHIVED, RESTORED, told
from fmcrm_desktop.ui.tabs.channels.queue_bar import QueueBar
from fmcrm_desktop.ui.tabs.channels.telling import matter_lines, person_lines, spoken, who

MINUTE = 60_000


def _who(row: VisitRow, words: Words) -> str:
    return who(row, words) or words(N_("No. {n}"), n=row.ticket)


def _waited(row: VisitRow, words: Words) -> str:
    return words.duration(row.minutes)


class CounterSection(RecordsTab):
    name = "counter"
    title = N_("Counter")
    shows = ("counter_visit", "person", "unit", "staff")
    draft = counter.draft
    share = 58
    records = Records(
        counter.page, counter.rows, counter.add, counter.form_of, counter.change, counter.archive, counter.restore,
        VisitForm,
        (
            Column("ticket", N_("No."), 48, digits=True, sorts=False),
            Column("arrived", N_("Came at"), 118),
            Column("person", N_("Visitor"), 120, show=_who, sorts=False),
            Chip("state", N_("State"), 104, choices=counter.STATES, sorts=False),
            Column("minutes", N_("Waited"), 96, digits=True, show=_waited, sorts=False),
            Column("kind", N_("Kind"), 134, choices=VISIT_KINDS, sorts=False),
            Column("topic", N_("What the visitor said"), 140, stretch=True, sorts=False,
                   show=lambda row, words: spoken(row.topic)),
            Known("staff", N_("Served by"), 90, sorts=False, hidden=True),
        ),
        N_("Who comes to the counter stands here: press F6 when somebody comes in."),
        N_("Enter a visit"), N_("Change a visit"), N_("Visits: {count}"),
        (
            Filter("state", N_("State"), counter.STATES),
            Filter("kind", N_("Kind"), VISIT_KINDS),
            Filter("staff", N_("Served by"), case=staff.options, told=named),
        ),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        self.queue = QueueBar(self)
        self.body.insertWidget(0, self.queue)
        for keys, act in (
            ("F6", self.arrive), ("F7", self.call_next), ("F9", self.done), ("F12", self.leave),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, act)
        self._minute = QTimer(self)
        self._minute.timeout.connect(self._tick)
        self._minute.start(MINUTE)

    def offered(self) -> tuple[Action, ...]:
        return (
            Action(N_("Archive"), self._archive, counter.archive_many, "archive", keys="Delete"),
            Action(N_("Restore"), self._restore, counter.restore_many, "archive-restore", archived=True),
        )

    def reload(self) -> None:
        super().reload()
        self.ask(counter.queue, then=self.queue.show_rows)

    def _tick(self) -> None:
        """Waits grow by the minute."""
        if self.isVisible():
            self.ask(counter.queue, then=self.queue.show_rows)

    # the steps, one key each

    def arrive(self) -> None:
        """Somebody has come."""
        self.do(
            counter.arrive,
            said=self.words(N_("A visitor has come")),
            then=lambda done: self.show_id(done.result),
        )

    def call_next(self) -> None:
        """Who has waited longest."""
        self.do(
            counter.call_next,
            said=self.words(N_("Being served")),
            then=lambda done: self.show_id(done.result),
        )

    def done(self) -> None:
        """The visit shown is over."""
        self._with_shown(counter.finish, N_("Was served"))

    def leave(self) -> None:
        """The visitor shown went without being served."""
        self._with_shown(counter.leave, N_("Left unserved"))

    def _with_shown(self, case: Any, said: str) -> None:
        if self.id:
            self.do(case, self.id, said=self.words(said))

    def serve(self, id: int) -> None:
        """This one, out of turn."""
        self.do(counter.serve, id, said=self.words(N_("Being served")), then=lambda _done: self.show_id(id))

    def hand_on(self, row: VisitRow) -> None:
        """To a colleague."""
        setup = FormSetup(
            N_("Hand on"), HandOnForm(version=row.version), counter.hand_on, (row.id,),
            said=lambda _id: self.words(N_("Passed to a colleague")), verb=N_("Hand on"),
        )  # fmt: skip
        self.ask_form(setup)

    def _archive(self, ids: list[int]) -> None:
        self.do(counter.archive_many, ids, said=lambda outcome: told(self.words, outcome, *ARCHIVED))

    def _restore(self, ids: list[int]) -> None:
        self.do(counter.restore_many, ids, said=lambda outcome: told(self.words, outcome, *RESTORED))

    # the page

    def goes_on(self, row: VisitRow) -> bool:
        return row.finished is None

    def heading(self, row: VisitRow) -> tuple[str, str]:
        return _who(row, self.words), self.words(VISIT_KINDS[row.kind])

    def draw(self, page: Page, row: VisitRow) -> None:
        words = self.words
        if not row.archived:
            self._steps(page, row)
        page.chips(
            (words(counter.STATES[row.state]), tone(row.state)),
            words(N_("Waited: {time}"), time=_waited(row, words)),
        )
        page.card(N_("What the visitor said")).say(row.topic or "—")
        page.card(N_("What we answered")).say(
            row.answer or words(N_("Not answered yet.")), "" if row.answer else "muted"
        )
        card = page.card()
        person_lines(card, row, words, N_("Visitor"))
        for title, moment in (
            (N_("Came at"), row.arrived),
            (N_("Served from"), row.served),
            (N_("Finished"), row.finished),
        ):
            if moment is not None:
                card.line(title, words.moment(moment))
        card.line(N_("Served by"), known(words, row.staff))
        if row.handed_off:
            card.line(N_("Passed to colleagues"), words(N_("{n} times"), n=words.number(row.handed_off)))
        if row.rating is not None:
            card.line(N_("Rating by the visitor"), words.number(row.rating))
        matter_lines(card, row)

    def _steps(self, page: Page, row: VisitRow) -> None:
        if row.state == "waiting":
            page.button(N_("Left unserved"), self.leave, counter.leave)
            page.button(N_("Serve"), lambda: self.serve(row.id), counter.serve, primary=True)
        if row.state == "serving":
            page.button(N_("Hand on"), lambda: self.hand_on(row), counter.hand_on)
            page.button(N_("Finish serving"), self.done, counter.finish, primary=True)
        known = {
            "person_id": row.person_id,
            "unit_id": row.unit_id,
            "own_words": row.topic,
            "channel": "counter",
        }
        start = {name: value for name, value in known.items() if value}
        for title, tab, case in (
            (N_("Complaint"), "complaints", complaints.register), (N_("Work order"), "work_orders", work_orders.enter),
        ):  # fmt: skip
            page.button(title, partial(self.office.go, Link(tab, new=start)), case, picture="plus")
