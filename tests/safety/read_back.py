"""Reading back what a window shows, as plain text, by its widgets."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from fmcrm_desktop.ui.kit.timeline import Timeline


def shown(inside: QWidget) -> Iterator[str]:
    """Everything that can be read in a window; fails on a widget that would take text for markup."""
    for widget in inside.findChildren(QWidget):
        assert not Qt.mightBeRichText(widget.toolTip()), (widget, widget.toolTip())
        if isinstance(widget, QLabel):
            assert widget.textFormat() == Qt.TextFormat.PlainText or not Qt.mightBeRichText(widget.text()), (
                widget
            )
            yield widget.text()
        elif isinstance(widget, QAbstractButton):
            yield literal(widget.text())
        elif isinstance(widget, QLineEdit):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QTableView):
            model = widget.model()
            for at in range(model.rowCount()):
                yield from (
                    str(model.index(at, column).data() or "") for column in range(model.columnCount())
                )
        elif isinstance(widget, QListWidget):
            yield from (widget.item(at).text() for at in range(widget.count()))
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        elif isinstance(widget, Timeline):
            yield from (line.text for line in widget._all)
        elif callable(getattr(widget, "text", None)):
            yield str(widget.text())
    for action in inside.findChildren(QAction):
        assert not Qt.mightBeRichText(action.toolTip()) or action.toolTip() != action.text()


def literal(text: str) -> str:
    """A button's text as it is painted: one & underlines, two are one."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
