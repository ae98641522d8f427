"""The thread that works the outbox off while the window is open, and the trial of a mail server; neither ever makes
the screen or the writing thread wait."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.qt_office import tried

if TYPE_CHECKING:
    from fmcrm_desktop.services.office_settings import MailServer
    from fmcrm_desktop.ui.doors import Opened

LOOK = 60.0
"""Seconds between two looks: another desk may have written something."""
GOODBYE = 4.0
"""Seconds that a mail under way gets when the office closes."""
HEARD = {"message", "setting"}
WRONG = N_("Something went wrong in the program. What you have typed is still there.")
TEXT = N_("This is a test message of FMCRM Desktop. The office's mail works.")


class Sender(QObject):
    """Begins when told, ends before the office closes. ``trouble`` carries the Outcome of a server that takes nothing,
    once for each reason."""

    trouble = Signal(object)

    def __init__(self, opened: Opened, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._news = threading.Condition()
        self._woken = self._stopped = self._begun = False
        self._line: Any = None
        self._troubles = 0
        self._until: Any = None
        self._said = ""
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self.rounds = 0
        self._both = (opened.office.changed, opened.office.elsewhere)

    def start(self) -> None:
        """Nothing is loaded and no line is opened before a server is set and a mail waits."""
        for news in self._both:
            news.append(self._heard)
        self._opened.closing.append(self.stop)
        self._thread.start()

    def stop(self) -> None:
        """End the mail under way, let its outcome be noted, and touch the office no more."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
        line = self._line
        if line is not None:
            line.cut()
        self._thread.join(GOODBYE)
        if line is not None:
            line.gone = True
        for news in self._both:
            if self._heard in news:
                news.remove(self._heard)

    def _heard(self, touched: Mapping[str, set[int]]) -> None:
        """Something was written or set: whatever was waited for, look now."""
        if touched.keys() & HEARD:
            with self._news:
                self._woken, self._until = True, None
                self._news.notify_all()

    def _pass_on(self, touched: Mapping[str, set[int]]) -> None:
        """What this thread does is news to the window like any other deed."""
        self._opened.touched = True
        for tell in list(self._opened.office.changed):
            if tell != self._heard:
                tell(touched)

    def _run(self) -> None:
        from fmcrm_desktop.services.office import UPKEEP, Office

        office = Office(self._opened.office.store, UPKEEP)
        office.changed.append(self._pass_on)
        while not self._stopped:
            outcome = tried("outbox", lambda: self._round(office))
            with self._news:
                self.rounds += 1
                self._news.notify_all()
                if not self._woken and not self._stopped:
                    self._news.wait(outcome.value if outcome.value is not None else LOOK)
                self._woken = False

    def _round(self, office: Any) -> float:
        """Send what is due; gives the seconds until the next look."""
        from fmcrm_desktop.services import outbox

        if not self._begun:
            office.do(outbox.reclaim)
            self._begun = True
        due = office.ask(outbox.next_due)
        if due is None:
            return LOOK
        now = office.store.clock()
        begin = max(due, self._until) if self._until is not None else due
        if begin <= now:
            self._send(office)
            begin = self._until or now + timedelta(seconds=LOOK)
        return min(LOOK, max(0.05, (begin - now).total_seconds()))

    def _send(self, office: Any) -> None:
        from fmcrm_desktop.exchange import posting
        from fmcrm_desktop.exchange.mail import Line
        from fmcrm_desktop.services.outbox import pause

        self._line = Line()
        self._line.over = self._stopped
        posted = posting.work_off(office, self._line)
        if posted.trouble is None:
            self._troubles, self._until, self._said = 0, None, ""
        elif not self._stopped:
            self._troubles += 1
            self._until = office.store.clock() + pause(self._troubles)
            if posted.trouble.why != self._said and isValid(self):
                self._said = posted.trouble.why
                self.trouble.emit(posted.trouble)


def begin(window: Any) -> None:
    """Work the outbox of the window's office off from now until it closes; once, whatever language it speaks."""
    opened = window.opened
    if opened is not None and not opened.read_only and not opened.closing:
        sender = Sender(opened, window)
        sender.trouble.connect(lambda trouble: window.desk and window.desk.voice.mail_trouble(trouble.why))
        sender.start()


class Trial(QObject):
    """One test message, on a thread of its own; ``ended`` carries the reason why it was not taken, empty when it
    was."""

    ended = Signal(str)

    def begin(self, server: MailServer, address: str, words: Words) -> None:
        mail = (address, words(N_("Test message")), words(TEXT))
        threading.Thread(target=self._run, args=(server, mail), daemon=True).start()

    def _run(self, server: MailServer, mail: tuple[str, str, str]) -> None:
        outcome = tried("mail trial", lambda: _try_out(server, *mail))
        if isValid(self):  # the page may have been closed in between
            self.ended.emit(WRONG if outcome.fault is not None else outcome.value)


def _try_out(server: MailServer, address: str, subject: str, text: str) -> str:
    """Hand in a test message; what was wrong, empty when nothing was."""
    import uuid
    from datetime import UTC, datetime

    from fmcrm_desktop.exchange.mail import deliver
    from fmcrm_desktop.services.outbox import Mail
    from fmcrm_desktop.store import keys

    mail = Mail(0, datetime.now(UTC), f"<{uuid.uuid4().hex}@localhost>", "", address, subject, text)
    return deliver(mail, server, keys.password(server.account) if server.user else None).why


def said(why: str, words: Words) -> str:
    """A reason in finished text: the sentence, then the server's own words."""
    sentence, _, rest = why.partition("\n")
    return " ".join(part for part in (words(sentence), rest) if part)
