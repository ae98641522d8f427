"""What Qt itself says in its dialogs is Chinese where the program is."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from fmcrm_desktop.model.words import CHINESE, ENGLISH
from fmcrm_desktop.ui.look import Look

SAVE, OPEN = QFileDialog.AcceptMode.AcceptSave, QFileDialog.AcceptMode.AcceptOpen


def said(qtbot, mode):
    """All that stands on Qt's own dialog of files."""
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    qtbot.addWidget(dialog)
    shown = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
    return [one.text() for one in shown if one.text()]


def test_the_dialog_of_files_speaks_the_language_of_the_window(qtbot, qapp):
    look = Look(qapp, CHINESE)
    try:
        for mode in (SAVE, OPEN):
            told = said(qtbot, mode)
            assert len(told) > 3 and not [text for text in told if text.isascii()], told
    finally:
        look.speak(ENGLISH, keep=False)
