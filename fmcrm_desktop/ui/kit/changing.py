"""The form that changes the record shown, as a tab's ``edit`` opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import Case


def change_form(
    tab: Tab, title: str, cases: tuple[Case, Case], id: int, drawn: Callable[[FormPage], object] | None = None
) -> None:
    """Ask for a record's form and open it. ``title`` is marked, ``cases`` read the form and keep it; what another desk
    keeps meanwhile is asked for by the first of them. ``drawn`` is handed the page that stands."""
    form_of, change = cases

    def open_form(form: Any) -> None:
        said = tab.words(N_("Saved"))
        setup = FormSetup(title, form, change, (id,), said=lambda _id: said, stored=(form_of, id))
        page = tab.put_form(setup, "edit", id)
        if drawn is not None:
            drawn(page)

    tab.ask(form_of, id, then=open_form)
