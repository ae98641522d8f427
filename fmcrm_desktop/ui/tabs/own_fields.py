"""The page of own fields: what the office adds to people, units, work orders and complaints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.own_field import KINDS, SUBJECTS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import own_fields
from fmcrm_desktop.services.own_fields import OwnFieldForm, OwnFieldRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Column
from fmcrm_desktop.ui.kit.tab import Tab

WHAT_FOR = N_(
    "Fields of your own stand last on the form, on the page and on paper; the search finds them, lists are narrowed by "
    "them, exports bring them as columns, and an import takes a column of the same name."
)


class OwnFieldsTab(Tab):
    name = "own_fields"
    title = N_("Own fields")
    shows = ("own_field", "own_value")

    def build(self) -> None:
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        self.ask(own_fields.listed, then=self._draw)

    def _draw(self, rows: Sequence[OwnFieldRow]) -> None:
        page = self.new_page().head(self.words(N_("Own fields")), self.words(WHAT_FOR))
        left, right = page.columns(1, 1)
        for at, (subject, title) in enumerate(SUBJECTS.items()):
            self._subject(
                (left, right)[at % 2], subject, title, [row for row in rows if row.subject == subject]
            )
        self.put(page.done())

    def _subject(self, column: Column, subject: str, title: str, rows: Sequence[OwnFieldRow]) -> None:
        words = self.words
        card = column.card(title)
        add = Button(words(N_("Add")), FILTER, "plus").on(lambda: self.open_new({"subject": subject}))
        add.setAccessibleName(f"{words(N_('Add'))}: {words(title)}")
        card.tool(add.guard(self.office, own_fields.add))
        here = [row for row in rows if not row.archived]
        away = [row for row in rows if row.archived]
        if not here:
            card.say(words(N_("No own field yet.")), "muted")
        else:
            lines = [
                (_both(row), words(KINDS[row.kind]), words.number(row.count), self._deeds(row, at, len(here)))
                for at, row in enumerate(here)
            ]
            card.table((N_("Field"), N_("Kind"), N_("Filled in"), ""), lines)
        if away:
            card.say(words(N_("No longer asked")), "muted")
            card.table(("", "", "", ""), [
                (_both(row), words(KINDS[row.kind]), words.number(row.count), self._restore(row)) for row in away
            ])  # fmt: skip

    def _deeds(self, row: OwnFieldRow, at: int, count: int) -> QWidget:
        """Up, down, change, archive."""
        deeds = (
            (N_("Up"), "chevron-up", own_fields.move, lambda: self.do(own_fields.move, row.id, -1), at > 0),
            (N_("Down"), "chevron-down", own_fields.move, lambda: self.do(own_fields.move, row.id, 1),
             at < count - 1),
            (N_("Change"), "pencil", own_fields.change, lambda: self.edit(row.id), True),
            (N_("Archive"), "archive", own_fields.archive,
             lambda: self.do(own_fields.archive, row.id, said=self.words(N_("Archived."))), True),
        )  # fmt: skip
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addStretch(1)
        for title, picture, case, act, fits in deeds:
            button = Button("", FILTER, picture).on(act)
            said = self.words(title)
            button.setAccessibleName(f"{said}: {suiting(row.name, row.other_name, self.words)}")
            button.setToolTip(said)
            button.setEnabled(fits)
            if fits:
                button.guard(self.office, case)
            line.addWidget(button)
        return holder

    def _restore(self, row: OwnFieldRow) -> QWidget:
        back = Button(self.words(N_("Ask again")), FILTER)
        back.setAccessibleName(
            f"{self.words(N_('Ask again'))}: {suiting(row.name, row.other_name, self.words)}"
        )
        return back.guard(self.office, own_fields.restore).on(
            lambda: self.do(own_fields.restore, row.id, said=self.words(N_("Restored.")))
        )

    def open_new(self, start: dict[str, Any]) -> None:
        said = self.words(N_("Saved"))
        self._ask(FormSetup(N_("New field"), OwnFieldForm(**start), own_fields.add, said=lambda _id: said))

    def edit(self, id: int) -> None:
        said = self.words(N_("Saved"))
        self.ask(
            own_fields.form_of, id,
            then=lambda form: self._ask(
                FormSetup(
                    N_("Change a field"), form, own_fields.change, (id,), said=lambda _id: said,
                    stored=(own_fields.form_of, id),
                )
            ),
        )  # fmt: skip

    def _ask(self, setup: FormSetup) -> None:
        """What can be chosen is asked only of a field in which something is chosen."""
        form = self.ask_form(setup).page.form

        def look() -> None:
            form.leave_out(set() if form.slots["kind"].editor.raw() == "choice" else {"choices"})

        form.on_change("kind", look)
        look()


def _both(row: OwnFieldRow) -> str:
    return f"{row.name} · {row.other_name}" if row.other_name else row.name
