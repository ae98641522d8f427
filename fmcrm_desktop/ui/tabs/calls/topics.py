"""The topics on the call form: buttons to choose one, completion while typing, the script beside the notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fmcrm_desktop.model.call import MAKES
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.call_topics import TopicRow
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, LINK, Button
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.scrolled import scrolled
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calls import telling

MOST = 12


class TopicButtons(Flow):
    """``chosen`` when a topic was pressed or typed; ``topic`` is the one meant now."""

    chosen = Signal()

    def __init__(self, office: QtOffice, line: QLineEdit, parent: QWidget) -> None:
        super().__init__(theme.GAP_XS, parent)
        self._office, self._line = office, line
        self.topics: Sequence[TopicRow] = ()
        self.topic: TopicRow | None = None
        line.textChanged.connect(self._look)

    def show_topics(self, topics: Sequence[TopicRow]) -> None:
        """The same ones again change nothing."""
        if topics == self.topics:
            return
        self.clear()
        self.topics = topics
        for topic in topics[:MOST]:
            name = self.name(topic)
            button = Button(name, FILTER, parent=self).on(partial(self.take, topic))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard types the topic; the mouse has these
            self.add(button)
        completer = QCompleter(
            [name for topic in topics for name in (topic.name, topic.other_name) if name], self._line
        )
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._line.setCompleter(completer)
        self._look(self._line.text())

    def name(self, topic: TopicRow) -> str:
        """The topic in the language of the screen."""
        return telling.picked(self._office.words.chinese, topic.name, topic.other_name)

    def take(self, topic: TopicRow) -> None:
        self._line.setText(self.name(topic))
        self._line.textEdited.emit(self._line.text())
        self._line.setFocus()

    def _look(self, text: str) -> None:
        """The topic whose name begins what is written, the longest of them: as it will be saved."""
        said = fold(text.strip())
        found = [
            (len(name), -at, topic)
            for at, topic in enumerate(self.topics)
            for name in (fold(topic.name), fold(topic.other_name))
            if name and said.startswith(name)
        ]
        topic = max(found, key=lambda each: each[:2])[2] if found else None
        if topic is not self.topic:
            self.topic = topic
            self.chosen.emit()


class Script(QFrame):
    """What to say, in the caller's language. ``wanted`` carries what usually follows, when it is asked for."""

    wanted = Signal(str)

    def __init__(self, office: QtOffice, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("kind", "card")
        self.setAccessibleName(office.words(N_("What to say")))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(theme.GAP_XS)
        inside.addWidget(label(office.words(N_("What to say")), "small", self))
        self.text = label("", wrap=True)
        inside.addWidget(self._room_for(self.text), 1)
        self.follows = Button("", LINK, parent=self).on(lambda: self.wanted.emit(self._makes))
        inside.addWidget(self.follows)
        self._makes = ""
        self.show_topic(None)

    def _room_for(self, text: QWidget) -> QScrollArea:
        """It scrolls in the height of the notes beside it: a long script moves nothing from under the mouse."""
        lay = QVBoxLayout()
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(text, 0, Qt.AlignmentFlag.AlignTop)
        self.room = scrolled(lay)
        self.room.setProperty("kind", "read")
        self.room.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        more = self.room.verticalScrollBar()
        reached = (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.TabFocus)  # by who has no mouse, when there is more
        more.rangeChanged.connect(lambda _least, most: self.room.setFocusPolicy(reached[most > 0]))
        return self.room

    def show_topic(
        self, topic: TopicRow | None, language: str = "", names: dict[str, str] | None = None
    ) -> None:
        """``names`` fills {name}, {unit} and {office} in."""
        words = self._office.words
        self._makes = topic.makes if topic is not None else ""
        self.follows.setVisible(self._makes in MAKES)
        if self._makes in MAKES:
            self.follows.setText(words(N_("Usually follows: {what}"), what=words(MAKES[self._makes])))
            self.follows.setAccessibleName(self.follows.text())
        script = ""
        if topic is not None:
            script = telling.picked(telling.in_language(language, words), topic.script, topic.other_script)
        for name, value in (names or {}).items():
            script = script.replace("{" + name + "}", value)
        if not script:
            script = words(N_("Choose a topic: what to say about it stands here."))
        self.text.setProperty("kind", "" if topic is not None else "muted")
        self.text.setText(script)
        self.text.style().polish(self.text)
