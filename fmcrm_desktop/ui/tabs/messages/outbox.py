"""The outbox: what leaves the office, its state, why it waits, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.message import CHANNELS, STATES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.services import messages, outbox
from fmcrm_desktop.services.messages import MessageCard
from fmcrm_desktop.services.outbox import OutboxRow, Standing
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import PRIMARY, QUIET, Button
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.posting import said
from fmcrm_desktop.ui.tabs.messages import page as pages
from fmcrm_desktop.ui.tabs.messages.page import TONES

HERE = ("waiting", "sending", "failed", "held")
OUT = {name: title for name, title in CHANNELS.items() if name != "program"}
SLIPS = "fmcrm_desktop.reports.slip:make"


def _why(row: OutboxRow, words: Words) -> str:
    return said(row.why, words)


def _next(row: OutboxRow, words: Words) -> str:
    waits = row.state == "waiting" and row.next_try is not None and row.why != outbox.NO_SERVER
    return words.short_moment(row.next_try) if waits else ""


class OutboxTab(Tab):
    name = "outbox"
    title = N_("Outbox")
    shows = ("message", "setting", "staff", "person")

    def build(self) -> None:
        columns = [
            Chip("state", N_("State"), 84, choices=STATES, tones=lambda row: TONES[row.state], sorts=False),
            Known("name", N_("To"), 100),
            Column("subject", N_("Subject"), 130, stretch=True, sorts=False),
            Column("channel", N_("By"), 112, choices=OUT, sorts=False),
            Column("why", N_("Why"), 170, show=_why, hint=_why, sorts=False),
            Column("next_try", N_("Next try"), 126, show=_next),
            Column("made", N_("Written"), 126, hidden=True),
            Column("sent", N_("Sent"), 126, hidden=True),
        ]
        filters = [Filter("state", N_("State"), STATES, start=HERE), Filter("channel", N_("By"), OUT)]
        empty = Empty(
            N_("Nothing waits to leave the office: every mail was sent, every text and slip passed on."),
            N_("Message to a person"), lambda: self.write_to_person({}), messages.write_to_person,
        )  # fmt: skip
        made = self.add_list(ListSetup("outbox", outbox.page, outbox.rows, columns, filters, empty), share=60)
        pages.buttons(self)
        for action in (
            Action(N_("Send now"), self.send, outbox.again, "mail", keys="Ctrl+1"),
            Action(N_("Hold back"), self.hold, outbox.hold, "lock", keys="Ctrl+2"),
            Action(N_("Copy text"), lambda ids: self.copy(ids[0]), outbox.rows, "copy", many=False, keys="Ctrl+3"),
            Action(N_("Print slip"), self.print_slips, outbox.slips, "printer", keys="Ctrl+4"),
            Action(N_("Given to them"), self.passed_on, outbox.passed_on, "check", keys="Ctrl+5"),
        ):  # fmt: skip
            made.add_action(action)
        made.counted.connect(lambda _count: self.ask(outbox.standing, then=self._stand))

    def _stand(self, standing: Standing) -> None:
        words = self.words
        parts = [
            words(N_("{n} mails wait"), n=standing.mails),
            words(N_("{n} to pass on by hand"), n=standing.by_hand),
            words(N_("{n} not sent"), n=standing.failed),
        ]
        if not standing.server:
            parts.append(words(N_("No mail server is set.")))
        self.counts.emit(" · ".join(parts))

    def show_record(self, id: int) -> None:
        self.ask(outbox.rows, [id], then=lambda rows: rows and self._ask_card(rows[0]))

    def _ask_card(self, row: OutboxRow) -> None:
        self.ask(messages.card, row.id, then=lambda card: self._draw(card, row))

    def _draw(self, card: MessageCard, row: OutboxRow) -> None:
        if card.id != self.id:
            return
        page = self.new_page().head(card.subject, known(self.words, card.name))
        page.add(self._buttons(card))
        pages.facts(page, card, pages.why_of(self, row))
        if row.why == outbox.NO_SERVER:
            way = page.card(N_("Mail"))
            way.line(
                N_("Settings"), self.words(N_("Set a mail server")), Link("settings", new={"form": "mail"})
            )
        self.put(page.done())

    def _buttons(self, card: MessageCard) -> QWidget:
        """What can be done with it now, in as many lines as the width asks for; the likeliest stands out, and last."""
        here = card.state in HERE and card.state != "sending"
        mail = card.channel == "email"
        offered: list[tuple[str, Callable[..., Any], Callable[[], object], bool, bool]] = [
            (N_("Send now"), outbox.again, lambda: self.send([card.id]), here and (mail or card.state == "held"),
             mail and card.state != "waiting"),
            (N_("Copy text"), outbox.rows, lambda: self._copy(card), True, here and card.channel == "text"),
            (N_("Print slip"), outbox.slips, lambda: self.print_slips([card.id]), True,
             here and card.channel == "paper"),
            (N_("Given to them"), outbox.passed_on, lambda: self.passed_on([card.id]), here, False),
            (N_("Hold back"), outbox.hold, lambda: self.hold([card.id]), here and card.state != "held", False),
        ]  # fmt: skip
        flow = Flow(theme.GAP_S)
        for title, case, act, fits, likely in sorted(offered, key=lambda each: each[-1]):
            if fits:
                button = Button(self.words(title), PRIMARY if likely else QUIET).on(act)
                flow.add(button.guard(self.office, case))
        return flow

    # deeds

    def send(self, ids: list[int]) -> None:
        self.do(outbox.again, ids, said=self.words(N_("Tried now, as soon as its turn comes")))

    def hold(self, ids: list[int]) -> None:
        self.do(outbox.hold, ids, said=self.words(N_("Held back until somebody sends it")))

    def passed_on(self, ids: list[int]) -> None:
        self.do(outbox.passed_on, ids, said=self.words(N_("Given to them")))

    def copy(self, id: int) -> None:
        self.ask(messages.card, id, then=self._copy)

    def _copy(self, card: MessageCard) -> None:
        """The text for WeChat or a text message; what follows is to say that it was passed on."""
        QApplication.clipboard().setText("\n".join(part for part in (card.subject, card.text) if part))
        words = self.words
        if card.state in ("waiting", "failed", "held"):
            to = " · ".join(part for part in (known(words, card.name), card.address) if part)
            self.office.offer(words(N_("Copied, for {name}"), name=to), words(N_("Given to them")),
                              lambda: self.passed_on([card.id]))  # fmt: skip
        else:
            self.office.say(words(N_("Copied")))

    def print_slips(self, ids: list[int]) -> None:
        title = N_("Slips")
        named = called(title, self.words.today().isoformat())
        self.office.go(
            Link("reports", new={"wanted": Wanted(self.words(title), SLIPS, (tuple(ids),), named)})
        )

    def write(self, start: dict[str, Any]) -> None:
        pages.write(self, start)

    def write_to_person(self, start: dict[str, Any]) -> None:
        pages.write_to_person(self, start)
