"""Language and theme: guessed at first, changed while the program runs, remembered on this machine and of each person
who signs in."""

from __future__ import annotations

import os

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from fmcrm_desktop import places
from fmcrm_desktop.model.words import CHINESE, ENGLISH, LANGUAGES, N_, Words
from fmcrm_desktop.ui.kit import memory, theme

LIGHT, DARK, SYSTEM = "light", "dark", "system"
LACKING = (N_("&Look in:"), N_("Files of &type:"))
"""What Qt's own dialog of files says and its Chinese catalogue lacks."""


class _Lacking(QTranslator):
    """Says in our words what Qt has none for."""

    def __init__(self, app: QApplication, words: Words) -> None:
        super().__init__(app)
        self._said = {each: words(each) for each in LACKING}

    def translate(self, _context: str, source: str, *_more: object) -> str:
        return self._said.get(source, "")

    def isEmpty(self) -> bool:
        return False


class Look:
    """What the program looks like and speaks, for the whole application."""

    def __init__(self, app: QApplication, language: str = "") -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        known = memory.get("language")
        self.language = language or known or _guessed()
        if self.language not in LANGUAGES:
            self.language = ENGLISH
        self.chosen = bool(language or known)
        self.theme = memory.get("theme", SYSTEM)
        self.apply()

    def words(self, zone: str = "UTC") -> Words:
        return Words(self.language, zone, places.resources() / "locale")

    @property
    def dark(self) -> bool:
        if self.theme == SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.theme == DARK

    def speak(self, language: str, keep: bool = True) -> None:
        self.language = language
        if keep:
            for key in ("language", "person/language"):
                memory.put(key, language)
            self.chosen = True
        self.apply()

    def wear(self, chosen: str) -> None:
        self.theme = chosen
        for key in ("theme", "person/theme"):
            memory.put(key, chosen)
        self.apply()

    def of_person(self) -> bool:
        """Take the language and the theme that whoever signs in chose here once; whether that changes anything."""
        before = self.language, self.theme
        own = memory.get("person/language")
        if own in LANGUAGES:
            self.language = own
        self.theme = memory.get("person/theme") or self.theme
        if (self.language, self.theme) == before:
            return False
        self.apply()
        return True

    def apply(self) -> None:
        """Colours, fonts, and Qt's own words."""
        theme.apply(self._app, self.dark, places.resources(), latin=self.language != CHINESE)
        QLocale.setDefault(QLocale(self.language))
        while self._translators:
            old = self._translators.pop()
            self._app.removeTranslator(old)
            old.deleteLater()
        if self.language == CHINESE:
            qt_own = QTranslator(self._app)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            qt_own.load("qtbase_zh_CN", folder)
            # the last one installed is asked first: ours only for what Qt's does not know
            self._translators = [_Lacking(self._app, self.words()), qt_own]
            for each in self._translators:
                self._app.installTranslator(each)


def _guessed() -> str:
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or QLocale.system().name()
    return CHINESE if said.startswith("zh") else ENGLISH
