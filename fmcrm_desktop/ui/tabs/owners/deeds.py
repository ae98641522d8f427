"""Short deeds of the Owners tab: archiving and restoring, ties, notes, promises; each with its Undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import change_of_owner, notes, owners, promises, relations, units
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.owners.card import Tie
from fmcrm_desktop.services.promises import DropForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.note_here import correct

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab


class Deeds:
    """What the buttons of the pages do."""

    def __init__(self, tab: OwnersTab) -> None:
        self.tab, self.words = tab, tab.words

    def archive(self, person: int) -> None:
        self.tab.do(owners.archive, person, said=self.words(N_("Archived")))

    def restore(self, person: int) -> None:
        self.tab.do(owners.restore, person, said=self.words(N_("Restored")))

    def archive_unit(self, unit: int) -> None:
        self.tab.do(units.archive, unit, said=self.words(N_("Archived")))

    def restore_unit(self, unit: int) -> None:
        self.tab.do(units.restore, unit, said=self.words(N_("Restored")))

    def add_note(self, subject: str, id: int) -> None:
        said = self.words(N_("Note kept"))
        self.tab.ask_form(
            FormSetup(N_("Note"), NoteForm(), notes.add, (subject, id), said=lambda _result: said)
        )

    def change_note(self, note: int) -> None:
        correct(self.tab.office, self.tab, note)

    def add_tie(self, person: int | None = None, unit: int | None = None) -> None:
        said = self.words(N_("Saved"))
        form = RelationForm(person, unit)
        dialog = self.tab.ask_form(
            FormSetup(N_("Units and people"), form, relations.add, said=lambda _result: said, verb=N_("Add"))
        )
        asked = "unit_id" if unit is None else "person_id"
        dialog.page.form.slots[asked].editor.setFocus()

    def change_tie(self, tie: int) -> None:
        said = self.words(N_("Saved"))
        self.tab.ask(
            relations.form,
            tie,
            then=lambda form: self.tab.ask_form(
                FormSetup(N_("Units and people"), form, relations.change, (tie,), said=lambda _result: said)
            ),
        )

    def archive_tie(self, tie: Tie) -> None:
        said = self.words(N_("{name} no longer belongs to {unit}"), name=tie.name, unit=tie.label)
        self.tab.do(relations.archive, tie.id, said=said)

    def change_owner(self, unit: int) -> None:
        """Old owners out, new owners in, in one deed; a form in the detail's place, for it has lines."""
        said = self.words(N_("The unit has new owners"))
        note = self.words(N_("Nobody is taken out of the history: the old owners stay on the unit's page."))
        self.tab.ask(
            change_of_owner.form,
            unit,
            then=lambda form: self.tab.put_form(
                FormSetup(
                    N_("Change of owner"), form, change_of_owner.transfer, (unit,), said=lambda _id: said, note=note,
                    verb=N_("Pass to the new owners"),
                ),
                "change_owner", unit,
            ),
        )  # fmt: skip

    def keep_promise(self, promise: int, version: int) -> None:
        self.tab.do(promises.keep, promise, version, said=self.words(N_("Promise kept")))

    def drop_promise(self, promise: int, version: int) -> None:
        said = self.words(N_("Promise taken back"))
        form = DropForm(version=version)
        self.tab.ask_form(
            FormSetup(N_("Take a promise back"), form, promises.drop, (promise,), said=lambda _result: said)
        )

    def write_to(self, people: Sequence[int]) -> None:
        self.tab.office.go(Link("letters", new={"people": tuple(people)}))

    def document(self, people: Sequence[int]) -> None:
        self.tab.office.go(Link("issued_documents", new={"person_id": people[0]}))

    def label(self, people: Sequence[int]) -> None:
        self.tab.office.go(Link("letters", new={"labels": tuple(people)}))
