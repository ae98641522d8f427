"""The form of a letter's texts: a button that puts fields in, and beside it the letter to a real person."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.model.field import Field as FieldSaid
from fmcrm_desktop.model.field import FormField
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.services import letters, owners
from fmcrm_desktop.services.letters import LetterField, TemplateForm, TemplateRow, Wish
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.form import Form
from fmcrm_desktop.ui.kit.letter_menu import LetterMenu
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.picker import PickEditor
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.letter_view import LetterView
from fmcrm_desktop.ui.qt_office import Case, QtOffice

PAUSE = 350
"""Milliseconds without a key before the preview is asked for."""
CHINESE_TEXTS = ("other_subject", "other_text")
FILLED = ("text", "subject", *CHINESE_TEXTS)


_FIELD = re.compile(r"""\{\{\s*(\w+)\s*((?:\|[^{}"']*(?:"[^"]*"|'[^']*')?[^{}"']*)*)\}\}""")
_OTHER = re.compile(r"""default\(\s*(?:"([^"]*)"|'([^']*)')""")


def plainly(text: str, language: str) -> str:
    """A text as it is read where nobody writes it: its fields as words in brackets instead of braces and bars.

    >>> plainly('Call {{ office_phone | default("our office") }}.', "en")
    'Call [office phone, if empty: our office].'
    """
    words = Words(language, locale=places.resources() / "locale")

    def sign(found: re.Match[str]) -> str:
        field, other = found.group(1).replace("_", " "), _OTHER.search(found.group(2))
        if other is None:
            return words(N_("[{field}]"), field=field)
        empty = (other.group(1) or other.group(2) or "").strip()
        return words(N_("[{field}, if empty: {other}]"), field=field, other=empty)

    return _FIELD.sub(sign, text)


def show_texts(
    page: Page, form: TemplateForm, words: Words, read: Callable[[str], str] = lambda text: text
) -> None:
    """A template's texts side by side on its page, the one in the reader's language first; ``read``: how its signs
    are read."""
    halves = [
        (N_("In English"), ENGLISH, form.subject, form.text),
        (N_("In Chinese"), CHINESE, form.other_subject, form.other_text),
    ]
    for column, half in zip(page.columns(1, 1), halves[:: -1 if words.chinese else 1], strict=True):
        title, language, subject, text = half
        card = column.card(title)
        if subject:
            card.say(plainly(subject, language), "card")
        none = words(N_("No text; everybody gets the other one."))
        card.say(read(plainly(text, language)) or none, "" if text else "muted")


def called(row: TemplateRow | TemplateForm, words: Words) -> str:
    """A template's name that the reader reads, whichever of its two that is."""
    return suiting(row.name, row.other_name, words)


class FieldBar(QWidget):
    """Puts a field where the cursor is, in the language of the text it stands in."""

    def __init__(self, office: QtOffice, form: Form, fields: Case = letters.fields) -> None:
        super().__init__()
        self.office, self.form = office, form
        self.last = "other_text" if office.words.chinese else "text"
        self.button = Button(office.words(N_("Insert a field")), FILTER, "plus")
        self.menu = LetterMenu(self.button)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.button)
        row.addWidget(label(office.words(N_("goes where the cursor is")), "small"))
        row.addStretch(1)
        self.menu.aboutToShow.connect(self._remember)
        office.ask(self, fields, then=self._know)

    def _know(self, fields: list[LetterField]) -> None:
        words = self.office.words
        for each in fields:
            title = suiting(each.title, each.other, words) if each.own else words(each.title)
            said = each.chinese if words.chinese else each.name
            action = self.menu.addAction(f"{title}\t{{{{ {said} }}}}".replace("&", "&&"))
            action.triggered.connect(lambda _on=False, each=each: self.insert(each))

    def _remember(self) -> None:
        """Which text the person was in when they reached for the button."""
        for name in FILLED:
            proxy = self.form.slots[name].editor.focusProxy()
            if proxy is not None and proxy.hasFocus():
                self.last = name

    def insert(self, field: LetterField) -> None:
        self._remember()
        said = f"{{{{ {field.chinese if self.last in CHINESE_TEXTS else field.name} }}}}"
        target: Any = self.form.slots[self.last].editor.focusProxy()
        if isinstance(target, QPlainTextEdit):
            target.insertPlainText(said)
        else:
            target.insert(said)
            target.textEdited.emit(target.text())
        target.setFocus()


class LivePreview(QWidget):
    """The letter to a person of one's choice, while it is typed."""

    def __init__(
        self, office: QtOffice, form: Form, people: tuple[int, ...] = (), preview: Case = letters.preview
    ) -> None:
        super().__init__()
        self.office, self.form, self.preview = office, form, preview
        picked = FormField("person", int, FieldSaid(N_("As it reads to"), pick="person"))
        self.who = PickEditor(office, picked)
        self.who.edited.connect(self.soon)
        self.view = LetterView(office)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        name = label(office.words(N_("As it reads to")), "small")
        name.setBuddy(self.who)
        column.addWidget(name)
        column.addWidget(self.who)
        column.addWidget(self.view)
        column.addStretch(1)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.reload)
        form.edited.connect(self.soon)
        if people:
            self._begin(people[0])
        else:
            office.ask(self, owners.page, Query(), then=lambda page: page.ids and self._begin(page.ids[0]))

    def _begin(self, person: int) -> None:
        self.who.set(person)
        self.reload()

    def soon(self) -> None:
        self._soon.start()

    def reload(self) -> None:
        """Ask for the letter as the texts are now."""
        person = self.who.picker.id
        if person is None:
            return
        try:
            form = self.form.value()
        except Invalid as refusal:
            self.view.refuse_letter(refusal)
            return
        self.office.ask(self, self.preview, Wish(form, (person,)), person, then=self.view.show_letter,
                        refused=self._refused)  # fmt: skip

    def _refused(self, refusal: Refusal) -> None:
        self.view.refuse_letter(refusal)


def beside(left: QWidget, right: QWidget, shares: tuple[int, int] = (3, 2)) -> QWidget:
    """Two widgets side by side, each as wide as its share."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP_L)
    row.addWidget(left, shares[0])
    row.addWidget(right, shares[1])
    return holder


def in_row(*widgets: QWidget) -> QWidget:
    """Buttons one after the other from the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP_S)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return holder
