"""The first page: a new office, a demo office, open, restore; and what is wrong with the office that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import LANGUAGES, N_, Words
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, FLAT, PRIMARY, Button
from fmcrm_desktop.ui.kit.icons import pixmap
from fmcrm_desktop.ui.kit.lines import clear, side_by_side
from fmcrm_desktop.ui.kit.scrolled import scrolled
from fmcrm_desktop.ui.kit.text import label


@dataclass(frozen=True)
class Way:
    """One way on: marked title and sentence, the icon, the name of the signal it sends."""

    name: str
    title: str
    text: str
    picture: str
    primary: bool = False
    also: tuple[str, str] = ("", "")
    """A second, quieter way: its name and marked title."""


WAYS = (
    Way("new", N_("New office"), N_("Begin with an empty office file on this computer."), "plus", True),
    Way("demo", N_("Demo office"), N_("Look around in a made-up office with a year of history."), "building"),
    Way(
        "open",
        N_("Open an office"),
        N_("A file on this computer, or the address of a server."),
        "database",
        also=("server", N_("On a server…")),
    ),
    Way(
        "restore",
        N_("Restore a backup"),
        N_("Put an older copy back, after a look into it."),
        "archive-restore",
    ),
)


WIDE = 720
"""Pixels of what is offered."""


class StartPage(QWidget):
    """``chosen`` carries new, demo, open, server, restore or handbook; ``language`` a language's code."""

    chosen = Signal(str)
    language = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.buttons: dict[str, Button] = {}
        self.setObjectName("Body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(theme.GAP_XL, theme.GAP_L, theme.GAP_XL, theme.GAP_XL)
        self._languages(outside)
        whole = QVBoxLayout()
        outside.addWidget(scrolled(whole), 1)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(theme.GAP_M)
        holder = self._holder = QWidget()
        holder.setLayout(middle)
        holder.setMaximumWidth(WIDE)
        middle.addWidget(label(words(N_("Welcome to FMCRM Desktop")), "heading"))
        middle.addWidget(
            label(
                words(N_("One office, one file: people, calls, work orders, complaints, reports.")), "muted"
            )
        )
        middle.addWidget(self._fault_frame())
        self._ways(middle)
        line = QHBoxLayout()
        whole.addLayout(line)
        line.addStretch(1)
        line.addWidget(holder, 1000)  # as wide as it may be, before there is air beside it
        line.addStretch(1)
        self._wait = label(words(N_("Opening the office…")), "muted", self)
        self._wait.hide()
        whole.addWidget(self._wait, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def _fault_frame(self) -> QFrame:
        """Hidden until something is wrong."""
        self._fault = QFrame()
        self._fault.setProperty("kind", "bad")
        inside = QVBoxLayout(self._fault)
        inside.setContentsMargins(14, 10, 14, 10)
        self._sentence = label("", wrap=True)
        inside.addWidget(self._sentence)
        self._ways_out = QHBoxLayout()
        inside.addLayout(self._ways_out)
        self._fault.hide()
        return self._fault

    def _languages(self, whole: QVBoxLayout) -> None:
        bar = QHBoxLayout()
        whole.addLayout(bar)
        said = f"{self._words(N_('User handbook'))} (F1)"
        bar.addWidget(Button(said, FLAT, "info").on(lambda: self.chosen.emit("handbook")))
        bar.addStretch(1)
        for code, name in LANGUAGES.items():
            button = Button(name, FILTER)
            button.setCheckable(True)
            now = code == self._words.language
            button.setChecked(now)
            button.on(partial(button.setChecked, True) if now else partial(self.language.emit, code))
            bar.addWidget(button)

    def _ways(self, middle: QVBoxLayout) -> None:
        grid = QGridLayout()
        middle.addLayout(grid)
        grid.setSpacing(theme.GAP_M)
        for at, way in enumerate(WAYS):
            grid.addWidget(self._way(way), at // 2, at % 2)

    def _way(self, way: Way) -> QWidget:
        words = self._words
        card = QFrame()
        card.setProperty("kind", "card")
        lay = QVBoxLayout(card)
        lay.setContentsMargins(16, 16, 16, 16)
        lay.setSpacing(theme.GAP_S)
        head = QHBoxLayout()
        lay.addLayout(head)
        sign = label("")
        sign.setPixmap(pixmap(way.picture, "accent", 20))
        head.addWidget(sign)
        head.addWidget(label(words(way.title), "title"), 1)
        lay.addWidget(label(words(way.text), "muted", wrap=True))
        lay.addStretch(1)
        button = self.buttons[way.name] = Button(words(way.title), PRIMARY if way.primary else "")
        button.on(lambda: self.chosen.emit(way.name))
        name, title = way.also
        also = Button(words(title), FLAT).on(lambda: self.chosen.emit(name)) if name else None
        lay.addWidget(side_by_side(button, also))
        return card

    def wait(self, said: str = "") -> None:
        """An office is being opened, or what is said (finished) happens: meanwhile nothing else can be begun."""
        if said:
            self._wait.setText(said)
        self._holder.hide()
        self._wait.show()

    def show_fault(self, text: str, ways_out: list[tuple[str, Callable[[], object]]]) -> None:
        """One finished sentence and its ways out (finished words and what they do)."""
        self._wait.hide()
        self._holder.show()
        self._sentence.setText(text)
        clear(self._ways_out)
        for said, act in ways_out:
            self._ways_out.addWidget(Button(said).on(act))
        self._ways_out.addStretch(1)
        self._fault.show()
        if there := self.ways_out():
            there[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        return self._sentence.text() if self._fault.isVisibleTo(self) else ""

    def ways_out(self) -> list[Button]:
        return self._fault.findChildren(Button)
