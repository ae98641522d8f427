"""The groups of a long form over its fields: what is given in each, and the keys that go from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import ENTER, FILTER, PLAIN, Button
from fmcrm_desktop.ui.kit.editors import ChoiceEditor
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.form import Slot
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.text import label, plain

NEXT, BEFORE = "Alt+PgDown", "Alt+PgUp"
LONGEST = 140
"""Pixels of a title on its button."""
ABOVE = 60
"""Pixels seen over the field that was gone to: its group's title."""
LOW = 300
"""Below this height of the page the fields have all of it; the keys go from group to group all the same."""


class Groups(QFrame):
    """A button a group with how much of it is given; Enter in an answer goes to the next one, Alt+PgDown and Alt+PgUp
    to the group after and before. Stands above the fields and does not scroll away with them."""

    def __init__(self, page: FormPage) -> None:
        super().__init__(page)
        self.setProperty("kind", "bar")
        self.page, self.words = page, page.office.words
        lay = QVBoxLayout(self)
        lay.setContentsMargins(20, theme.GAP_S, 20, theme.GAP_S)
        lay.setSpacing(theme.GAP_XS)
        self.said = label("", "small", self)
        lay.addWidget(self.said)
        self._buttons = Flow(theme.GAP_XS, self)
        lay.addWidget(self._buttons)
        self.groups: list[tuple[str, list[Slot], Button]] = []
        for title, slots in page.form.groups:
            button = Button("", FILTER).on(partial(self.go, slots[0]))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has its keys for it
            button.setToolTip(plain(title))
            self._buttons.add(button)
            self.groups.append((title, slots, button))
        for keys, by in ((NEXT, 1), (BEFORE, -1)):
            QShortcut(
                QKeySequence(keys), page, partial(self.step, by),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip
        for slot in self._answers():
            answer(slot).combo.installEventFilter(self)
        page.installEventFilter(self)
        page.form.edited.connect(self.tell)
        cast(QVBoxLayout, page.layout()).insertWidget(0, self)  # over what scrolls
        self.tell()

    def _answers(self) -> list[Slot]:
        return [slot for _, slots, _ in self.groups for slot in answers(slots)]

    def tell(self) -> None:
        """Say anew what is given."""
        given = of = 0
        for title, slots, button in self.groups:
            asked = answers(slots)
            said = [answer(slot).combo.currentText() for slot in asked if slot.editor.value()]
            given, of = given + len(said), of + len(asked)
            short = theme.metrics(theme.BASE).elidedText(title, theme.ELIDE, LONGEST)
            # One answer is said itself, and its button is no wider than its name before.
            much = "".join(said) if len(asked) == 1 else f"{len(said)}/{len(asked)}" if asked else ""
            done = "✓ " if asked and len(said) == len(asked) else ""
            button.setText(f"{done}{short} {much}".strip().replace("&", "&&"))
            button.setAccessibleName(f"{title}: {len(said)}/{len(asked)}" if asked else title)
            button.updateGeometry()
        keys = self.words(
            N_("Enter: next answer. {next}, {before}: next and previous group."), next=NEXT, before=BEFORE
        )
        answered = self.words(N_("{n} of {all} answered"), n=given, all=of)
        self.said.setText(f"{answered} · {keys}")

    def step(self, by: int) -> None:
        """To the first field of the group after the one with the keyboard (or before it)."""
        at = self._here()
        to = (0 if by > 0 else -1) if at is None else at + by
        if -1 <= to < len(self.groups) and (to >= 0 or at is None):
            self.go(self.groups[to][1][0])

    def _here(self) -> int | None:
        """The group the keyboard is in."""
        for at, (_, slots, _) in enumerate(self.groups):
            if any(_within(slot, self.page.focusWidget()) for slot in slots):
                return at
        return None

    def go(self, slot: Slot) -> None:
        """Put the keyboard into a field, with the title of its group in sight."""
        slot.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.page.scroll_area.ensureWidgetVisible(slot, 0, ABOVE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in an answer goes on to the next; on a low page there are only the keys."""
        if event.type() == QEvent.Type.Resize and watched is self.page:
            self._buttons.setVisible(self.page.height() >= LOW)
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and cast(QKeyEvent, event).key() in ENTER and cast(QKeyEvent, event).modifiers() in PLAIN:
            self._next(watched)
            return True
        return super().eventFilter(watched, event)

    def _next(self, combo: QObject) -> None:
        """To the answer after this one; after the last to the button that saves."""
        whole = self._answers()
        at = next(at for at, slot in enumerate(whole) if answer(slot).combo is combo)
        if at + 1 < len(whole):
            self.go(whole[at + 1])
        else:
            self.page.save_button.setFocus(Qt.FocusReason.TabFocusReason)


def answers(slots: Sequence[Slot]) -> list[Slot]:
    """Those that may be answered by a choice or left out."""
    return [slot for slot in slots if isinstance(slot.editor, ChoiceEditor) and not slot.field.field.required]


def answer(slot: Slot) -> ChoiceEditor:
    """The editor of one of ``answers``."""
    return cast(ChoiceEditor, slot.editor)


def _within(slot: Slot, focused: QWidget | None) -> bool:
    return focused is not None and slot.isAncestorOf(focused)
