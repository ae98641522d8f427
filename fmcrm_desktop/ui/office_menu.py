"""The menu below the name: the office's pages, language, theme, the way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from fmcrm_desktop.model.words import LANGUAGES, N_, Words
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.letter_menu import LetterMenu
from fmcrm_desktop.ui.look import DARK, LIGHT, SYSTEM, Look

THEMES = {SYSTEM: N_("As the computer"), LIGHT: N_("Light"), DARK: N_("Dark")}

ITEMS: tuple[tuple[str, str, str, str] | None, ...] = (
    ("tasks", N_("Tasks and memos"), "check", "Ctrl+J"),
    None,
    ("buildings", N_("Buildings"), "building", ""),
    ("units", N_("Units"), "home", ""),
    ("money", N_("Bills and commission"), "file-text", "Ctrl+Shift+B"),
    ("parts", N_("Parts list"), "wrench", ""),
    ("equipment", N_("Equipment"), "wrench", ""),
    ("plans", N_("Preventive work"), "refresh-cw", ""),
    ("channels", N_("Counter and post"), "mail", ""),
    ("messages", N_("Messages"), "message-square", "Ctrl+Shift+M"),
    ("letters", N_("Letters"), "mail", ""),
    ("issued_documents", N_("Contracts and documents"), "file-text", ""),
    ("committee", N_("Owners' committee"), "users", "Ctrl+Shift+O"),
    ("own_reports", N_("Report builder"), "list", ""),
    ("further", N_("Further pages"), "more-horizontal", ""),
    None,
    ("imports", N_("Import…"), "upload", ""),
    ("exports", N_("Export…"), "download", ""),
    ("duplicates", N_("Duplicates…"), "copy", ""),
    None,
    ("notices", N_("Notices"), "bell", ""),
    ("call_topics", N_("Call topics"), "phone", ""),
    ("rooms", N_("Rooms"), "map-pin", ""),
    None,
    ("settings", N_("Settings"), "settings", "Ctrl+,"),
    ("staff", N_("Staff"), "users", ""),
    ("own_fields", N_("Own fields"), "columns", ""),
    ("change_log", N_("Change log"), "list", ""),
    None,
    ("backup", N_("Back up now"), "hard-drive", "Ctrl+B"),
    ("backups", N_("Restore…"), "archive-restore", ""),
    ("check", N_("Check the office file"), "check", ""),
    ("moving", N_("Move the office…"), "database", ""),
    None,
    ("language", N_("Language"), "languages", ""),
    ("theme", N_("Theme"), "moon", ""),
    ("tray", N_("Keep in the tray when closed"), "bell", ""),
    ("tray_off", N_("No longer keep in the tray"), "bell", ""),
    None,
    ("first_steps", N_("First steps of the office"), "check", ""),
    ("handbook", N_("User handbook"), "info", "F1"),
    ("shortcuts", N_("Keyboard shortcuts"), "info", "Ctrl+?"),
    ("about", N_("About this program"), "info", ""),
    ("other", N_("Another office…"), "database", ""),
    ("sign_out", N_("Sign out"), "log-out", ""),
    ("lock", N_("Lock"), "lock", "Ctrl+L"),
    ("quit", N_("Quit"), "x", "Ctrl+Q"),
)

KEYS = {item[3]: item[0] for item in ITEMS if item is not None and item[3]}
"""What the window does at which key."""
FURTHER: tuple[tuple[str, str, str], ...] = (
    ("surveys", N_("Surveys"), "list"),
    ("praise", N_("Praise and suggestions"), "star"),
    ("customer_value", N_("Customer value"), "users"),
    ("procedures", N_("Procedures"), "list"),
    ("problems", N_("Usual problems"), "wrench"),
    ("skills", N_("Skills and training"), "check"),
    ("behaviour", N_("Staff and service"), "user"),
    ("territories", N_("Territories"), "map-pin"),
    ("targets", N_("Targets and escalation"), "clock"),
)
"""Pages that are needed less often: in a menu of their own, or the first one would be longer than the screen."""


def office_menu(
    parent: QWidget, words: Words, look: Look, acts: Mapping[str, Callable[..., object]]
) -> QMenu:
    """``acts`` maps an item's name to what it does; an item nobody does is left out."""
    menu = LetterMenu(parent)
    for item in ITEMS:
        if item is None:
            menu.addSeparator()
            continue
        name, title, picture, key = item
        if name == "language":
            inner = _choices(menu, words(title), LANGUAGES, look.language, acts["language"])
            inner.setIcon(icon(picture))  # found again by who cannot read the language chosen
        elif name == "theme":
            named = {code: words(said) for code, said in THEMES.items()}
            _choices(menu, words(title), named, look.theme, acts["theme"]).setIcon(icon(picture))
        elif name == "further":
            inner = _inner(menu, words(title))
            inner.setIcon(icon(picture))
            for each, said, sign in FURTHER:
                _entry(inner, (each, words(said), sign), acts)
            inner.menuAction().setVisible(not inner.isEmpty())
        else:
            _entry(menu, (name, words(title) + (f"\t{key}" if key else ""), picture), acts)
    return menu


def _entry(menu: QMenu, item: tuple[str, str, str], acts: Mapping[str, Callable[..., object]]) -> None:
    name, said, picture = item
    if name in acts:
        action = menu.addAction(icon(picture), said)
        action.triggered.connect(lambda _on=False, act=acts[name]: act())
        action.setData(name)


def _choices(
    menu: QMenu, title: str, choices: Mapping[str, str], now: str, act: Callable[[str], object]
) -> QMenu:
    inner = _inner(menu, title)
    group = QActionGroup(inner)
    for code, said in choices.items():
        action = QAction(said, inner)
        action.setCheckable(True)
        action.setChecked(code == now)
        action.setData(code)
        action.triggered.connect(lambda _on=False, code=code: act(code))
        group.addAction(action)
        inner.addAction(action)
    return inner


def _inner(menu: QMenu, title: str) -> QMenu:
    inner = LetterMenu(menu)
    inner.setTitle(title)
    menu.addMenu(inner)
    return inner
