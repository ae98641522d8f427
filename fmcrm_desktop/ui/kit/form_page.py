"""A form in the detail's place or in a short dialog (form_dialog.py): Save, Cancel, errors, mine beside theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import refused
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.compare import Compare
from fmcrm_desktop.ui.kit.form import Form
from fmcrm_desktop.ui.kit.steady import Steady, in_sight
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.theirs import kept_by, take
from fmcrm_desktop.ui.qt_office import QtOffice, name_of

UNBOUND = 16_777_215
"""Qt's own greatest width, which PySide does not name."""
SIDE = 20
"""Pixels at the left and right of a form and its foot."""
SLOW = 600
"""Milliseconds after which saving is said to be under way; most of it is over by then."""
KEYS, ASKS = N_("Ctrl+S: {verb}, Esc: {no}"), N_("Save what you have typed?")


@dataclass(frozen=True)
class FormSetup:
    """``title`` and ``verb`` are marked. Saving does ``case(work, *args, form value)``; ``then`` gets Done;
    ``said`` makes the message bar's finished text of the result; ``dress`` adds to the page before it is shown,
    which itself shows the fields that are ``folded``; ``stored`` is the case, and what it is given, that reads the
    form as it is kept by now, for lists in it stand in no column; ``first`` is the field the keyboard begins in, where
    that is not the very first."""

    title: str
    value: Any
    case: Callable[..., Any]
    args: tuple[Any, ...] = ()
    then: Callable[[Any], object] | None = None
    said: Callable[[Any], str] | None = None
    verb: str = N_("Save")
    note: str = ""
    dress: Callable[[FormPage], object] | None = None
    folded: Collection[str] = ()
    stored: tuple[Any, ...] = ()
    first: str = ""


@dataclass
class Left:
    """What was typed in a form that nothing opens again by itself: it waits until the person does. ``title`` is
    finished text, ``where`` the place it was opened from."""

    title: str
    typed: dict[str, Any]
    where: Link | None = None


class FormPage(QWidget):
    """``closed`` when it was saved or cancelled."""

    closed = Signal()
    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, office: QtOffice, setup: FormSetup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.setup = office, setup
        self._saving = False
        self._after: Callable[[], object] | None = None
        self._lay_out()
        self.begin: Callable[[], object] = partial(self.form.focus_first, setup.first)
        self.takes: Callable[[Link], bool] = lambda _link: False  # what a key of the bar begins elsewhere
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, self.save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
        QShortcut(
            QKeySequence("Escape"), self, self.cancel, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def _lay_out(self) -> None:
        """From the outside in: what changes its parent is styled anew with all that stands in it."""
        words = self.office.words
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll(), 1)
        inner = self._inner
        body = QVBoxLayout(inner)
        body.setContentsMargins(SIDE, theme.GAP_L, SIDE, theme.GAP_L)
        body.setSpacing(theme.GAP_M)
        self.body_layout = body
        body.addWidget(label(words(self.setup.title), "heading", inner, wrap=True))
        if self.setup.note:
            body.addWidget(label(self.setup.note, "muted", inner, wrap=True))
        body.addWidget(self._fault_box(inner))
        card = QFrame(inner)
        card.setProperty("kind", "card")
        Steady(self.scroll_area, card)
        holder = QVBoxLayout(card)
        holder.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        self.form = Form(self.office, self.setup.value, card, self.setup.folded)
        holder.addWidget(self.form)
        self.beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.beside.setSpacing(theme.GAP_M)
        body.addLayout(self.beside)
        self.beside.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        body.addStretch(1)
        whole.addWidget(self._foot())  # the last, as Tab goes in the order of making

    @cached_property
    def _compare(self) -> Compare:
        """Made when somebody else was quicker."""
        made = Compare(self.office, self._inner)
        made.hide()
        made.keep_mine.connect(self._keep_mine)
        made.take_theirs.connect(lambda name, value: take(self.form, name, value))
        self.body_layout.insertWidget(self.body_layout.indexOf(self._fault) + 1, made)
        return made

    def _scroll(self) -> QWidget:
        self.scroll_area = scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keyboard
        self._inner = QWidget(scroll.viewport())
        self._inner.setProperty("kind", "page")
        scroll.setWidget(self._inner)
        return scroll

    def _fault_box(self, parent: QWidget) -> QWidget:
        """The sentence that belongs to no single field."""
        self._fault = QFrame(parent)
        self._fault.setProperty("kind", "bad")
        inside = QVBoxLayout(self._fault)
        inside.setContentsMargins(12, 8, 12, 8)
        self._sentence = label("", parent=self._fault, wrap=True)
        inside.addWidget(self._sentence)
        self._fault.hide()
        return self._fault

    def _foot(self) -> QWidget:
        words = self.office.words
        foot = QFrame(self)
        foot.setProperty("kind", "foot")
        lay = QHBoxLayout(foot)
        lay.setContentsMargins(SIDE, theme.GAP_S, SIDE, theme.GAP_S)
        lay.setSpacing(theme.GAP_S)
        no, verb = words(N_("Cancel")), words(self.setup.verb)
        if verb.startswith(no):  # Cancel beside Cancel order: which of them cancels?
            no = words(N_("Back"))
        self._keys = words(KEYS, verb=verb.rstrip("…"), no=no)
        self._told = label(self._keys, "small", foot)
        lay.addWidget(self._told)
        lay.addStretch(1)
        self.cancel_button = Button(no, parent=foot).on(self.cancel)
        self.save_button = Button(verb, PRIMARY, parent=foot).on(self.save)
        self.save_button.guard(self.office, self.setup.case)
        lay.addWidget(self.cancel_button)
        lay.addWidget(self.save_button)
        return foot

    @property
    def dirty(self) -> bool:
        return self.form.dirty

    def put_above(self, widget: QWidget) -> None:
        """A notice between the heading and the fields (what was found while typing)."""
        self.body_layout.insertWidget(2 if self.setup.note else 1, widget)

    def put_below(self, widget: QWidget) -> None:
        """What stands under the fields (a button that shows more of them)."""
        self.body_layout.insertWidget(self.body_layout.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def column(self) -> QWidget:
        """A column at the left of the fields (who is calling, beside what they say); ``place_column`` sizes it."""
        made = QWidget(self._inner)
        self.beside.insertWidget(0, made, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def save(self, after: Callable[[], object] | None = None) -> None:
        """Save once; ``after`` is done when it succeeded (leaving for another record)."""
        if self._saving or not self.save_button.isEnabled():
            return
        self._after = after
        try:
            value = self.form.value()
        except Invalid as invalid:
            self._refused(invalid)
            return
        self._hold(True)
        self.office.do(self, self.setup.case, *self.setup.args, value, then=self._done, refused=self._refused)

    def _hold(self, saving: bool) -> None:
        self._saving = saving
        if self.save_button.hasFocus():
            self.setFocus()  # a disabled button hands the keyboard on, and that is out of the form
        self.save_button.setEnabled(not saving)
        if self.hasFocus():
            self.save_button.setFocus()
        busy = self.office.words(N_("One moment, it is being saved…"))
        self._told.setText(self._keys)
        if saving:
            QTimer.singleShot(SLOW, self._told, lambda: self._saving and self._told.setText(busy))

    def _done(self, done: Any) -> None:
        self._hold(False)
        if self.setup.said is not None:
            self.office.say(self.setup.said(done.result), done.deed)
        after, self._after = self._after, None
        self.form.set(self.form.original if self.form.dirty is False else self.form.value())
        self.closed.emit()
        self.saved.emit(done)
        if self.setup.then is not None:
            self.setup.then(done)
        if after is not None:
            after()

    def _refused(self, refusal: Refusal) -> None:
        """The person can mend it: everything typed is still there."""
        self._hold(False)
        self.refused.emit(refusal)
        if isinstance(refusal, Invalid):
            loose = self.form.show_faults(refusal)
            if wrong := [slot for slot in self.form.slots.values() if slot.wrong]:
                in_sight(self.scroll_area, wrong[0])
            text = " ".join(loose)
        else:
            text = refused(self.office.words, refusal)
        if isinstance(refusal, Stale):
            _overtaken(self, refusal, text)
        else:
            self._tell(text)

    def _tell(self, text: str) -> None:
        self._sentence.setText(text)
        self._fault.setVisible(bool(text))
        if text:
            self.scroll_area.ensureVisible(0, 0)

    def _keep_mine(self, version: int) -> None:
        """Mine over theirs, knowingly: the form now stands on their version."""
        if version:
            self.form.original = replace(self.form.original, version=version)
        self.clear()
        self.save(self._after)

    def clear(self) -> None:
        """Take the sentence away: what it spoke of is mended."""
        self._fault.hide()
        if "_compare" in vars(self):
            self._compare.hide()

    def cancel(self) -> None:
        """Leave; asks when something was typed."""
        self.leave(self.closed.emit)

    def leave(self, go: Callable[[], object]) -> None:
        """Go when nothing is lost by it: nothing typed, saved, or discarded by the person."""
        if not self.dirty:
            go()
            return
        answer = ask_leave(self.office, self)
        if answer == QMessageBox.StandardButton.Save:
            self.save(after=go)
        elif answer == QMessageBox.StandardButton.Discard:
            go()


def _overtaken(page: FormPage, stale: Stale, text: str) -> None:
    """What somebody else saved, beside what the form shows; lists in it are read anew first."""
    mine = stale.id in page.setup.args

    def show(now: Any = None) -> None:
        theirs = stale.theirs if now is None else kept_by(page.form, stale.theirs, now)
        page._compare.show_both(page.form, theirs, page.form.follow(theirs) if mine else {})
        page._tell(text)

    if mine and page.setup.stored:
        page.office.ask(page, *page.setup.stored, then=show, refused=lambda _refusal: show())
    else:
        show()


def key_of(page: FormPage) -> str:
    """What tells a form from others, also in another process: the deed, and which records it is about."""
    setup = page.setup
    ids = tuple((name, it) for name, it in vars(setup.value).items() if name.endswith("_id"))
    return f"{name_of(setup.case)} {setup.args or ids!r}"


def left_in(page: FormPage) -> Left:
    return Left(page.office.words(page.setup.title), page.form.changed())


def take_left(page: FormPage) -> None:
    """Put back what was typed in a form before the program was interrupted."""
    left = page.office.left.pop(key_of(page), None)
    if left is not None:
        page.form.restore(left.typed)


def place_column(page: FormPage, made: QWidget, wide: int) -> None:
    """``wide`` pixels at the left of the fields; 0: above them and as wide as they are."""
    made.setMinimumWidth(wide)
    made.setMaximumWidth(wide or UNBOUND)
    across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    page.beside.setDirection(across if wide else down)


def ask_leave(office: QtOffice, parent: QWidget, asks: str = ASKS) -> QMessageBox.StandardButton:
    """Save, Discard or Cancel."""
    words = office.words
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(words(N_("Unsaved changes")))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words(asks))
    save = box.addButton(QMessageBox.StandardButton.Save)
    save.setText(words(N_("Save")))
    box.addButton(QMessageBox.StandardButton.Discard).setText(words(N_("Discard")))
    box.addButton(QMessageBox.StandardButton.Cancel).setText(words(N_("Cancel")))
    box.setDefaultButton(save)
    for button in box.buttons():
        button.setIcon(QIcon())  # the words are enough
    return QMessageBox.StandardButton(box.exec())
