"""What is done from the dispatch board: planned, moved, taken off, suggested; a clash asks for its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import dispatch
from fmcrm_desktop.services.calendar import Clashing, ReasonForm
from fmcrm_desktop.services.dispatch import Job, PlaceForm, Seen, Suggestion
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_offers import Offers
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Aim


def seen(job: Job) -> Seen:
    """The job as it stands on the board."""
    return Seen(job.order_id, job.version, job.visit_id, job.visit_version, job.staff)


class BoardDeeds(QObject):
    """The deeds of one board; each says what it did, with Undo. ``ended`` after each, whatever became of it: the
    board is asked for anew."""

    ended = Signal()

    def __init__(self, office: QtOffice, over: QWidget) -> None:
        super().__init__(over)
        self.office, self.words, self._over = office, office.words, over
        self.day: Callable[[], date] = self.words.today
        """The day on the board."""
        self.names: Callable[[int], str] = str
        self.dialog: FormDialog | None = None
        self.offers: Offers | None = None

    def place(self, job: Job, aim: Aim, before: int | None) -> None:
        """Plan a job where it was let go."""
        starts, ends = aim.span(self.words.zone)
        self._place(job, PlaceForm(aim.who, starts, ends, before=before))

    def _place(self, job: Job, form: PlaceForm) -> None:
        def refused(refusal: Refusal) -> None:
            if isinstance(refusal, Clashing):
                self._ask_reason(job, form, refusal)
            else:
                self._refused(refusal)

        self.office.do(
            self, dispatch.place, seen(job), form,
            then=lambda done: self._done(self._said(job, form), done.deed), refused=refused,
        )  # fmt: skip

    def _said(self, job: Job, form: PlaceForm) -> str:
        assert form.staff_id is not None and form.starts is not None and form.ends is not None
        when = board_words.when(form.starts, form.ends, self.words)
        return self.words(
            N_("{number}: {name}, {when}"), number=job.number, name=self.names(form.staff_id), when=when
        )

    def _done(self, said: str, deed: int | None) -> None:
        self.office.say(said, deed)
        self.ended.emit()

    def _refused(self, refusal: Refusal) -> None:
        """Nothing of it was kept: it is said, and the board shows how it is now."""
        self.office.refused.emit(refusal)
        self.ended.emit()

    def _ask_reason(self, job: Job, form: PlaceForm, clashing: Clashing) -> None:
        words = self.words
        note = "\n".join(
            words(
                N_("{name} is at “{title}” from {begin} to {end}. Another time, or a reason here."),
                name=known(words, each.staff), title=each.title,
                begin=words.time(each.starts), end=words.time(each.ends),
            )
            for each in clashing.clashes[:3]
        )  # fmt: skip
        setup = FormSetup(
            N_("Clash"), ReasonForm(), dispatch.place_anyway, (seen(job), form),
            said=lambda _id: self._said(job, form), verb=N_("Save anyway"), note=note,
        )  # fmt: skip
        self._open(setup)

    def _open(self, setup: FormSetup) -> FormDialog:
        self.dialog = FormDialog(self.office, setup, self._over)
        self.dialog.finished.connect(lambda _result: self.ended.emit())
        self.dialog.open()
        return self.dialog

    def unschedule(self, job: Job) -> None:
        """Take a visit off the board: the order waits at the left again."""
        said = self.words(N_("{number} is to be planned again"), number=job.number)
        self.office.do(
            self, dispatch.unschedule, seen(job), then=lambda done: self._done(said, done.deed),
            refused=self._refused,
        )  # fmt: skip

    # suggestions

    def suggest(self, job: Job, at: QPoint) -> None:
        """Three to choose from at a global point; the chosen one is planned at once."""

        def show(found: Sequence[Suggestion]) -> None:
            self.offers = Offers(self.words, job, found, self._over)
            self.offers.chosen.connect(lambda each: self._take(job, each))
            self.offers.show_at(at)

        self.office.ask(self, dispatch.suggest, job.order_id, self.day(), then=show)

    def _take(self, job: Job, each: Suggestion) -> None:
        self._place(job, PlaceForm(each.staff_id, each.starts, each.ends, before=_taken_from(job)))

    def assign(self, job: Job, now: Aim | None) -> None:
        """Ask who goes and when, filled in as it is now or as suggested."""

        def show(found: Sequence[Suggestion]) -> None:
            self._ask_who(job, now, found)

        self.office.ask(self, dispatch.suggest, job.order_id, self.day(), then=show)

    def _ask_who(self, job: Job, now: Aim | None, found: Sequence[Suggestion]) -> None:
        form = PlaceForm(before=_taken_from(job))
        if now is not None:
            form.staff_id = now.who
            form.starts, form.ends = now.span(self.words.zone)
        elif found:
            form.staff_id, form.starts, form.ends = found[0].staff_id, found[0].starts, found[0].ends
        setup = FormSetup(
            N_("Assign and plan"), form, dispatch.place, (seen(job),), verb=N_("Assign and plan"),
            said=lambda _id: self.words(N_("{number} is planned"), number=job.number),
            note=f"{job.number} · {job.summary}",
        )  # fmt: skip
        dialog = self._open(setup)
        page = dialog.page
        page.refused.connect(
            lambda refusal: (
                self.office.refused.emit(refusal) if isinstance(refusal, dispatch.Overtaken) else None
            )
        )
        if found:
            offers = _offers(page, found, self)
            page.put_above(offers)
            grow(dialog, offers.sizeHint().height() + 24)


def grow(dialog: QDialog, by: int) -> None:
    """Higher, and moved up where its end would leave the screen, so that its buttons stay in reach."""
    room = dialog.screen().availableGeometry()
    dialog.resize(dialog.width(), min(dialog.height() + by, 700, room.height() - 2 * theme.GAP_L))
    if (over := dialog.frameGeometry().bottom() - room.bottom()) > 0:
        dialog.move(dialog.x(), max(room.top(), dialog.y() - over))


def _taken_from(job: Job) -> int | None:
    """Of a visit of one person whoever goes is exchanged; with several the others stay."""
    return job.staff[0] if job.staff else None


def _offers(page: FormPage, found: Sequence[Suggestion], deeds: BoardDeeds) -> QWidget:
    """The suggestions over the form: a click fills them in."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    lay = QVBoxLayout(frame)
    lay.setContentsMargins(12, 8, 12, 8)
    lay.setSpacing(2)
    lay.addWidget(label(deeds.words(N_("Suggested")), "title"))

    def take(each: Suggestion) -> None:
        for name, value in (("staff_id", each.staff_id), ("starts", each.starts), ("ends", each.ends)):
            page.form.slots[name].editor.set(value)

    for each in found:
        lay.addWidget(LinkButton(board_words.suggested(each, deeds.words), partial(take, each)))
        lay.addWidget(label(board_words.why(each, deeds.words), "small", wrap=True))
    return frame
