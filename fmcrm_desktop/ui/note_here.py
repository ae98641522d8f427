"""A note that stands in the history of any page: corrected, or taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import notes
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import lasting
from fmcrm_desktop.ui.qt_office import QtOffice


def correcting(office: QtOffice, page: QWidget, note: int | None) -> Callable[[], object] | None:
    """What a line of a page's history does when it is opened; None where it is no note, or nobody's to correct."""
    return partial(correct, office, page, note) if note is not None and office.may(notes.change) else None


def correct(office: QtOffice, part: QWidget, note: int) -> None:
    """Open a note of a page."""
    over, words = lasting(part), office.words

    def opened(form: NoteForm) -> None:
        said, gone = words(N_("Note kept")), words(N_("Note taken away"))
        setup = FormSetup(N_("Note"), form, notes.change, (note,), said=lambda _id: said)
        dialog = FormDialog(office, setup, over)

        def away() -> None:
            def done(outcome: object) -> None:
                office.say(gone, getattr(outcome, "deed", None))
                dialog.accept()

            office.do(dialog, notes.archive, note, form.version, then=done)

        take = Button(words(N_("Take away")), FILTER, "archive", dialog.page)
        dialog.page.put_below(take.on(away).guard(office, notes.archive))
        dialog.open()

    office.ask(over, notes.form, note, then=opened)
