"""The button of saved views: each view by its name, saving, changing and removing them, and the list's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import views
from fmcrm_desktop.services.views import Look, View, ViewForm
from fmcrm_desktop.ui.kit import memory, theme
from fmcrm_desktop.ui.kit.buttons import FILTER, GAP, Button
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.qt_office import QtOffice

KEYS = "Ctrl+Shift+V"


class ViewsButton(Button):
    """``look`` tells how the list is seen now; ``show`` shows a view's look, None the list's own."""

    def __init__(
        self, office: QtOffice, name: str, look: Callable[[], Look], show: Callable[[Look | None], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(office.words(N_("Views")), FILTER, parent=parent)
        self._office, self._look, self._show_look = office, look, show
        # Widths are remembered for each language apart; a view is the same in all.
        self._list = name.partition("/")[0]
        self._known: Sequence[View] = ()
        said = memory.get(f"view/{self._list}")
        self.current = int(said) if said.isdecimal() else 0
        self._brief = False
        self._entries = QMenu(self)
        self._entries.aboutToShow.connect(self._fill)
        self.setMenu(self._entries)
        QShortcut(QKeySequence(KEYS), parent or self, self.showMenu)
        office.changed.connect(self._news)
        self._dress()
        self.reload()

    # what is known

    def _news(self, touched: dict[str, set[int]]) -> None:
        if "saved_view" in touched:
            self.reload()

    def reload(self) -> None:
        self._office.ask(self, views.of_list, self._list, then=self._know)

    def _know(self, known: Sequence[View]) -> None:
        self._known = known
        if self.current and self.view is None:
            self._hold(0)
        self._dress()

    @property
    def view(self) -> View | None:
        """The view last shown."""
        return next((view for view in self._known if view.id == self.current), None)

    def leave(self) -> None:
        """The list is shown as somebody else wants it (a link): no view stands for that."""
        if self.current:
            self.current = 0
            self._dress()

    def set_brief(self, brief: bool) -> None:
        """Only the star, where the bar has no room for words."""
        if brief != self._brief:
            self._brief = brief
            self._dress()

    def _dress(self) -> None:
        words, view = self._office.words, self.view
        title = words(N_("Views"))
        gap = 0 if self._brief else GAP
        self.setIcon(icon("star", "muted", gap=gap))
        self.setIconSize(QSize(16 + gap, 16))
        self.setText("" if self._brief else (view.name.replace("&", "&&") if view else title))
        self.setAccessibleName(title)
        self.setAccessibleDescription(view.name if view else "")
        shown = QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{view.name if view else title} ({shown})")
        theme.dress(self, "on", view is not None)

    def _hold(self, id: int) -> None:
        self.current = id
        memory.put(f"view/{self._list}", str(id or ""))
        self._dress()

    # the menu

    def _fill(self) -> None:
        words, menu = self._office.words, self._entries
        menu.clear()
        own = menu.addAction(words(N_("The list's own view")))
        own.setCheckable(True)
        own.setChecked(self.view is None)
        own.triggered.connect(lambda _on=False: self.open(None))
        for shared in (False, True):
            some = [view for view in self._known if view.shared == shared]
            if some:
                menu.addSection(words(N_("For everybody") if shared else N_("Only mine")))
            for view in some:
                action = QAction(view.name.replace("&", "&&"), menu)
                action.setCheckable(True)
                action.setChecked(view.id == self.current)
                action.triggered.connect(lambda _on=False, view=view: self.open(view))
                menu.addAction(action)
        menu.addSeparator()
        menu.addAction(icon("plus"), words(N_("Save this view…"))).triggered.connect(
            lambda _on=False: self.save()
        )
        if (current := self.view) is not None:
            self._keeping(current)

    def _keeping(self, view: View) -> None:
        words = self._office.words
        ways: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("check", N_("Change “{name}” to what is shown"), lambda: self.change(view)),
            ("pencil", N_("Rename “{name}”…"), lambda: self.rename(view)),
            ("archive", N_("Remove “{name}”"), lambda: self.remove(view)),
        )
        for picture, text, act in ways:
            action = self._entries.addAction(icon(picture), words(text, name=view.name).replace("&", "&&"))
            action.setEnabled(view.mine)
            action.triggered.connect(lambda _on=False, act=act: act())

    # deeds

    def open(self, view: View | None) -> None:
        self._hold(view.id if view else 0)
        self._show_look(view.look if view else None)

    def save(self) -> FormDialog:
        """Ask for a name, then keep what is shown."""
        said = self._office.words(N_("View saved"))
        setup = FormSetup(
            N_("Save this view"), ViewForm(), views.save, (self._list, self._look()),
            then=lambda done: self._hold(done.result), said=lambda _id: said,
        )  # fmt: skip
        return self._ask(setup)

    def change(self, view: View) -> None:
        self._do(views.change, N_("View changed"), view.id, self._look(), view.version)

    def rename(self, view: View) -> FormDialog:
        said = self._office.words(N_("View changed"))
        form = ViewForm(view.name, view.shared, view.version)
        return self._ask(
            FormSetup(N_("Rename the view"), form, views.rename, (view.id,), said=lambda _id: said)
        )

    def remove(self, view: View) -> None:
        self._do(views.archive, N_("View removed"), view.id, view.version)

    def _do(self, case: Callable[..., object], said: str, *args: object) -> None:
        self._office.do(
            self, case, *args, then=lambda done: self._office.say(self._office.words(said), done.deed)
        )

    def _ask(self, setup: FormSetup) -> FormDialog:
        dialog = FormDialog(self._office, setup, self)
        dialog.open()
        return dialog
