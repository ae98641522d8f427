"""Language and theme of this person: remembered, guessed at first, changed while the program runs."""

from __future__ import annotations

import os

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from fmcrm_desktop import places
from fmcrm_desktop.model.words import CHINESE, ENGLISH, LANGUAGES, Words
from fmcrm_desktop.ui.kit import memory, theme

LIGHT, DARK, SYSTEM = "light", "dark", "system"


class Look:
    """What the program looks like and speaks, for the whole application."""

    def __init__(self, app: QApplication, language: str = "") -> None:
        self._app = app
        self._translator: QTranslator | None = None
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
            memory.put("language", language)
            self.chosen = True
        self.apply()

    def wear(self, chosen: str) -> None:
        self.theme = chosen
        memory.put("theme", chosen)
        self.apply()

    def apply(self) -> None:
        """Colours, fonts, and Qt's own words."""
        theme.apply(self._app, self.dark, places.resources())
        QLocale.setDefault(QLocale(self.language))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if self.language == CHINESE:
            translator = QTranslator(self._app)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load("qtbase_zh_CN", folder):
                self._app.installTranslator(translator)
                self._translator = translator


def _guessed() -> str:
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or QLocale.system().name()
    return CHINESE if said.startswith("zh") else ENGLISH
