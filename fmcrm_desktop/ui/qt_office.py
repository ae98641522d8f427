"""The office for the screen: questions and deeds off the screen's thread, their answers back on it.

The one place that catches everything: a Refusal is a sentence for the person, anything else is a bug, logged
without content, shown once, and the program goes on.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Away, Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.dialling import Dialler, SystemDialler
from fmcrm_desktop.ui.news_of_names import NewsOfNames
from fmcrm_desktop.ui.notifying import Notifier
from fmcrm_desktop.ui.qt_jobs import RunningJob

if TYPE_CHECKING:
    from datetime import datetime

    from fmcrm_desktop.jobs import Job
    from fmcrm_desktop.services.office import Done, Office

log = logging.getLogger("fmcrm.window")

Case = Callable[..., Any]
Then = Callable[[Any], object]


@dataclass(frozen=True)
class Fault:
    """A bug as it may be shown and sent: where it happened, never what was typed (no message of the error)."""

    case: str
    details: str

    @classmethod
    def of(cls, case: str, error: BaseException) -> Fault:
        kinds = [type(error).__name__]
        cause = error.__cause__
        while cause is not None:
            kinds.append(type(cause).__name__)
            cause = cause.__cause__
        frames = "".join(
            f"  {frame.filename}:{frame.lineno} {frame.name}\n"
            for frame in traceback.extract_tb(error.__traceback__)
        )
        return cls(case, f"{case}\n{frames}{' < '.join(kinds)}")


@dataclass(frozen=True)
class Outcome:
    """How a piece of work ended: with a value, a Refusal or a Fault."""

    value: Any = None
    refusal: Refusal | None = None
    fault: Fault | None = None


def tried(name: str, work: Callable[[], Any]) -> Outcome:
    """Do it, whatever happens; for threads other than the office's own."""
    try:
        return Outcome(work())
    except Refusal as refusal:
        return Outcome(refusal=refusal)
    except Exception as error:
        fault = Fault.of(name, error)
        log.error("%s", fault.details.replace("\n", " | "))
        return Outcome(fault=fault)


@dataclass(eq=False)
class Asked:
    """One question or deed under way: who asked, what, and what to do with the answer."""

    asker: QObject
    case: Case
    args: tuple[Any, ...]
    then: Then | None
    refused: Then | None = None
    broke: Then | None = None
    number: int = 0
    is_deed: bool = False
    answer: Any = None
    error: BaseException | None = field(default=None, repr=False)

    @property
    def key(self) -> tuple[int, str]:
        return id(self.asker), name_of(self.case)


def name_of(case: Case) -> str:
    """complaints.register, for the log and the busy sign."""
    module = getattr(case, "__module__", "").rpartition(".")[2]
    return f"{module}.{getattr(case, '__qualname__', type(case).__name__)}"


def _while_there(asker: QObject | None, then: Then) -> Then:
    return lambda answer: then(answer) if asker is None or isValid(asker) else None


class QtOffice(QObject):
    """What tabs and forms get: ask and do, the words, the way to other tabs and the message bar."""

    changed = Signal(object)
    refused = Signal(object)
    broke = Signal(object)
    busy = Signal(bool)
    said = Signal(str, object)
    offered = Signal(str, str, object)
    wanted = Signal(str, object)
    """A page asks for a deed of the window: "backup", "check" or "restore" with the backup's path."""
    going = Signal(object)
    started = Signal(object)
    saved = Signal(object)
    back = Signal()
    """The server answers again after somebody was told that it does not."""
    _answered = Signal(object)
    _news = Signal(object)
    _elsewhere = Signal(object)

    def __init__(self, office: Office | None, words: Words, currency: str = "CNY") -> None:
        super().__init__()
        self.office: Any = office
        self.words = words
        self.currency = currency
        self.picks: Mapping[str, Case] = {}
        self.exporter: Any = None
        """Writes lists to files (ui/exporting.py); the kit knows no subject."""
        self.dialler: Dialler = SystemDialler()
        self.notifier: Notifier = Notifier()
        self.left: dict[str, Any] = {}
        """What was typed before the program was interrupted, until its form is opened again (kit/form_page.py)."""
        self.cut_off: datetime | None = None
        """When whoever was at work here last was interrupted."""
        self._readers = ThreadPoolExecutor(2, "reader")
        self._writer = ThreadPoolExecutor(1, "writer")
        self._newest: dict[tuple[int, str], int] = {}
        self._count = 0
        self._under_way = 0
        self._open = True
        self._away = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.names = NewsOfNames(self)
        self._news.connect(self.names.hear, Qt.ConnectionType.QueuedConnection)
        self._elsewhere.connect(self.names.gather, Qt.ConnectionType.QueuedConnection)
        self._heard, self._heard_elsewhere = self._news.emit, self._elsewhere.emit
        if self.office is not None:
            self.office.changed.append(self._heard)
            self.office.elsewhere.append(self._heard_elsewhere)

    # questions and deeds

    def ask(
        self, asker: QObject, case: Case, *args: Any, then: Then, refused: Then | None = None,
        broke: Then | None = None,
    ) -> None:  # fmt: skip
        """Ask off the screen's thread. Only the newest question of an asker about a case is answered."""
        asked = Asked(asker, case, args, then, refused, broke)
        asked.number = self._newest[asked.key] = self._count = self._count + 1
        self._start(self._readers, asked)

    def each(self, asker: QObject, case: Case, *args: Any, then: Then, otherwise: Then | None = None) -> None:
        """As ask, but every answer is delivered (the chunks of a list); ``otherwise`` hears that there is none."""
        self._start(self._readers, Asked(asker, case, args, then, otherwise, otherwise))

    def do(
        self,
        asker: QObject,
        case: Case,
        *args: Any,
        then: Callable[[Done[Any]], object] | None = None,
        refused: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Do one deed after the other on the writing thread; ``then`` gets Done, ``refused`` the Refusal."""
        self._start(self._writer, Asked(asker, case, args, then, refused, is_deed=True))

    def through(
        self, asker: QObject, call: Callable[[], Any], then: Then | None = None, refused: Then | None = None
    ) -> None:
        """Something of the office itself that is no case (signing in, a backup), in its turn among the deeds."""
        self._start(self._writer, Asked(asker, _Call(call), (), then, refused, is_deed=True))

    def undo(self, deed: int) -> None:
        """Take a deed back, in its turn."""
        self.through(
            self, lambda: self.office.undo(deed), then=lambda _done: self.say(self.words(N_("Undone.")))
        )

    def run(
        self, job: Job, title: str, then: Then, refused: Then | None = None, asker: QObject | None = None
    ) -> RunningJob:
        """Long work in another process; ``title`` is finished text for the progress bar. Its answers are dropped
        when the asker is gone meanwhile."""
        running = RunningJob(self, job, title)
        running.done.connect(_while_there(asker, then))
        running.refused.connect(_while_there(asker, refused) if refused else self.refused.emit)
        running.broke.connect(lambda details: self.report(Fault(job.work, str(details))))
        self.started.emit(running)
        running.start()
        return running

    # around them

    def may(self, case: Case) -> bool:
        return self.office is None or bool(self.office.may(case))

    def say(self, text: str, undo: object = None) -> None:
        """Finished text for the message bar; ``undo`` is the deed its Undo takes back."""
        self.said.emit(text, undo)

    def offer(self, text: str, verb: str, act: Callable[[], object]) -> None:
        """Finished text for the message bar, with the one thing to do next."""
        self.offered.emit(text, verb, act)

    def go(self, link: Link) -> None:
        self.going.emit(link)

    @property
    def quiet(self) -> bool:
        """Whether nothing is under way, long work left aside."""
        return self._under_way == 0

    @property
    def who(self) -> Any:
        return self.office.who if self.office is not None else None

    def close(self) -> None:
        """Let the deed under way finish, drop the questions, end the long work."""
        self._open = False
        for job in self.findChildren(RunningJob):
            job.stop()
        if self.office is not None and self._heard in self.office.changed:
            self.office.changed.remove(self._heard)
            self.office.elsewhere.remove(self._heard_elsewhere)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def report(self, fault: Fault) -> None:
        """Log a bug and tell the window."""
        log.error("%s", fault.details.replace("\n", " | "))
        self.broke.emit(fault)

    def _start(self, pool: ThreadPoolExecutor, asked: Asked) -> None:
        if not self._open:
            return
        self._under_way += 1
        if self._under_way == 1:
            self.busy.emit(True)
        pool.submit(self._work, asked)

    def _work(self, asked: Asked) -> None:
        """On a worker's thread: what is out of date by now is not asked at all."""
        try:
            if asked.number == 0 or self._newest.get(asked.key) == asked.number:
                if isinstance(asked.case, _Call):
                    asked.answer = asked.case()
                else:
                    ways = self.office.do if asked.is_deed else self.office.ask
                    asked.answer = ways(asked.case, *asked.args)
        except Exception as error:
            asked.error = error
        if self._open or asked.is_deed:
            self._answered.emit(asked)

    def _deliver(self, asked: Asked) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.busy.emit(False)
        outdated = asked.number != 0 and self._newest.get(asked.key) != asked.number
        if asked.number and not outdated:
            del self._newest[asked.key]
        if asked.is_deed and asked.error is None:
            self.saved.emit(asked.answer)
        _hear_server(self, asked, outdated)
        if not isValid(asked.asker):
            # Nobody is there to take it: that a deed was not done is told all the same.
            asked.then = asked.refused = asked.broke = None
            outdated = outdated or not asked.is_deed
        if outdated:
            return
        try:
            self._hand_over(asked)
        except Exception as error:
            self.report(Fault.of(name_of(asked.case), error))

    def _hand_over(self, asked: Asked) -> None:
        error = asked.error
        if error is None:
            if asked.then is not None:
                asked.then(asked.answer)
        elif isinstance(error, Refusal):
            (asked.refused or self.refused.emit)(error)
        else:
            fault = Fault.of(name_of(asked.case), error)
            self.report(fault)
            if asked.broke is not None:
                asked.broke(fault)


def _hear_server(office: QtOffice, asked: Asked, outdated: bool) -> None:
    if isinstance(asked.error, Away):
        office._away = True
    elif (
        office._away and asked.error is None and not outdated
    ):  # what is out of date was perhaps not even asked
        office._away = False
        office.back.emit()


class _Call:
    """Something of the office itself in the place of a case."""

    __qualname__ = "call"
    __module__ = "office"

    def __init__(self, call: Callable[[], Any]) -> None:
        self._call = call

    def __call__(self) -> Any:
        return self._call()


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class LastResort:
    """Catches what no slot, timer or thread caught: into the log, once on the screen, and on with the work."""

    def __init__(self, report: Callable[[Fault], object]) -> None:
        self._report = report
        self._before: Hook = sys.excepthook
        self._before_threads = threading.excepthook
        sys.excepthook = self._slot
        threading.excepthook = self._thread

    def _slot(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self._report(Fault.of("window", error.with_traceback(trace)))

    def _thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._report(Fault.of("thread", args.exc_value))

    def remove(self) -> None:
        sys.excepthook = self._before
        threading.excepthook = self._before_threads
