"""What lies over the window (dialogs, menus, lists that hang from a field) goes away with the desk when the office is
locked: it would show what it holds beside the sign-in page, and a modal one would not let anybody sign in."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

AWAY = "hidden_by_lock"


def cover(window: QWidget) -> None:
    """Close what hangs open, and hide the dialogs with what is typed in them. A question that waits for its answer
    is answered as by Escape."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for each in reversed(QApplication.topLevelWidgets()):
        if each.isVisible() and each is not window and _belongs(each, window):
            if isinstance(each, QMessageBox):
                each.close()
                continue
            each.setProperty(AWAY, isinstance(each, QDialog))
            each.hide()


def uncover(desk: QWidget) -> None:
    """Bring the dialogs of a desk back as they were."""
    for each in desk.findChildren(QDialog):
        if each.property(AWAY):
            each.setProperty(AWAY, False)
            each.show()
            each.activateWindow()


def _belongs(widget: QWidget, window: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window
