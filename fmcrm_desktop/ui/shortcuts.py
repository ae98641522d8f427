"""The page of keys: what works without a mouse."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.scrolled import scrolled
from fmcrm_desktop.ui.kit.text import label

KEYS = (
    ("Ctrl+K", N_("Find anything")),
    ("F2 · F3 · F4", N_("Log a call, new work order, new complaint")),
    ("Alt+1 … Alt+9", N_("Go to a tab")),
    ("Ctrl+F", N_("Search in the list")),
    ("↓", N_("From the search to the list")),
    ("Ctrl+↓ · Ctrl+↑", N_("Next and previous record")),
    ("Ctrl+N · Ctrl+E", N_("New record, change the one chosen")),
    ("Ctrl+S · Ctrl+Enter", N_("Save the form; a short one over the page by Enter, too")),
    ("Ctrl+Enter", N_("On a page: its next deed, the blue button; after a call, what followed")),
    (
        "Ctrl+1 … Ctrl+9 · Ctrl+0",
        N_("Order, complaint: its other deeds, in the order of their buttons; more of them"),
    ),
    ("Ctrl+1 … Ctrl+5", N_("Call list: what came of the call, in the order of its buttons")),
    ("Esc", N_("Leave the form, empty the search")),
    ("Shift+Esc", N_("Let go of a form that was interrupted")),
    ("Alt+PgDown · Alt+PgUp", N_("Next and previous group of a long form")),
    ("Alt+↓", N_("Open the calendar of a day field")),
    ("1 … 5", N_("Calendar: day, week, month, team (again: its week), agenda")),
    ("N · T · P", N_("Calendar: new entry, today, print what is seen")),
    ("PgUp · PgDown", N_("Calendar: the days before, the days after")),
    ("Ctrl+← ↑ ↓ →", N_("Calendar: next and previous entry")),
    ("Enter · Delete", N_("Calendar: open the entry, archive it")),
    ("Shift+← ↑ ↓ →", N_("Calendar: mark the time of a new entry")),
    ("Alt+← ↑ ↓ →", N_("Calendar: move the entry, or hand it to the person beside; Enter keeps it")),
    ("Alt+Shift+← ↑ ↓ →", N_("Calendar: move the end of the entry")),
    ("Ctrl+G", N_("Work orders: the board, the list")),
    ("F6 · F7 · F9 · F12", N_("Counter: somebody has come, the next, served, left unserved")),
    ("+ · − · 0", N_("Calendar: larger, smaller, usual hours")),
    ("Ctrl+M · Ctrl+T · Ctrl+J", N_("Keep a memo, new task, tasks and memos")),
    ("Ctrl+Shift+M", N_("Messages")),
    ("Ctrl+Shift+O", N_("Owners' committee")),
    ("F8", N_("To the reminders")),
    ("Ctrl+Z", N_("Undo the last deed")),
    ("Alt+Enter", N_("Do what the message at the foot offers")),
    ("Ctrl+A · Shift+↓ ↑", N_("Mark all rows, mark several")),
    ("Shift+F10", N_("What can be done with the marked rows")),
    ("Ctrl+C", N_("Copy the selected rows as a table")),
    ("Ctrl+Shift+V", N_("Saved views of the list")),
    ("Delete", N_("Archive the marked rows")),
    ("Ctrl+P", N_("Print what is shown; several marked rows each on their sheet")),
    ("Ctrl+Shift+P", N_("Print the list")),
    ("Ctrl+W", N_("Close a page opened from the menu")),
    ("F5", N_("Refresh")),
    ("Alt+0", N_("The menu")),
    ("Ctrl+L", N_("Lock")),
    ("F1", N_("The handbook's page on what is in sight")),
    ("Ctrl+?", N_("This page")),
)

MARGIN, ABOUT, BESIDE = 60, 420, 1250
"""Pixels around the keys and the frame of their window; how wide the words about the program are set; and from which on
two columns of keys have room beside each other."""


def shortcuts(words: Words, parent: QWidget) -> QDialog:
    """A window with all keys."""
    dialog = _window(words(N_("Keyboard shortcuts")), parent)
    layout = dialog.layout()
    grid = QGridLayout()
    area = scrolled(grid)
    grid.setContentsMargins(0, 0, theme.GAP_M, 0)
    grid.setHorizontalSpacing(theme.GAP_XL)
    grid.setVerticalSpacing(theme.GAP_S)
    room = parent.screen().availableSize() - QSize(MARGIN, MARGIN)
    corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    half = -(-len(KEYS) // 2) if room.width() >= BESIDE else len(KEYS)
    for at, (keys, text) in enumerate(KEYS):
        across, down = divmod(at, half)
        grid.addWidget(label(keys, "key"), down, 2 * across, corner)
        grid.addWidget(label(words(text), wrap=room.width() < BESIDE), down, 2 * across + 1)
    grid.setColumnStretch(1, 1)
    if layout is not None:
        layout.addWidget(area)
    wide = grid.sizeHint() + QSize(MARGIN, MARGIN) if room.width() >= BESIDE else room
    dialog.resize(wide.boundedTo(room))
    return dialog


def about(words: Words, version: str, where: str, parent: QWidget) -> QDialog:
    """What this is, which version, where the office and the log are."""
    dialog = _window(words(N_("About this program")), parent)
    dialog.setMinimumWidth(ABOUT)
    layout = dialog.layout()
    if isinstance(layout, QVBoxLayout):
        layout.addWidget(label(words(N_("FMCRM Desktop")), "heading"))
        layout.addWidget(label(words(N_("Version {version}"), version=version), "muted"))
        layout.addWidget(label(where, "muted", wrap=True))
        upgrade = N_(
            "An office of an earlier version is upgraded when it is opened, after a verified backup."
        )
        layout.addWidget(label(words(upgrade), "muted", wrap=True))
        layout.addWidget(
            label(words(N_("Free software under the MIT licence. Nothing leaves this computer.")), wrap=True)
        )
        layout.addStretch(1)
    return dialog


def _window(title: str, parent: QWidget) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    lay = QVBoxLayout(dialog)
    lay.setContentsMargins(theme.GAP_XL, theme.GAP_L, theme.GAP_XL, theme.GAP_XL)
    lay.setSpacing(theme.GAP_M)
    return dialog
