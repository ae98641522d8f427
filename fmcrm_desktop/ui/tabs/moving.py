"""The page from which the office is moved from its file to a server, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import moving
from fmcrm_desktop.services.moving import FileForm, ServerForm
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.tab import Tab

WHAT_HAPPENS = N_(
    "The office closes here. Each row is copied, read again at the new place and compared, the attached files too; you "
    "see how far it is and can cancel. Then the office opens there. Whatever goes wrong, nothing is left at the new "
    "place."
)
AFTERWARDS = N_(
    "The old place stays as it is and serves as a backup. Nobody should go on working in it: what is entered there "
    "does not come to the new one."
)
SERVER = N_(
    "For several desks at once. Whoever looks after the server makes an empty database that keeps text as UTF8, and a "
    "user for it. Everybody should have a password before: Settings, Signing."
)
FILE = N_("For one desk, or to take the office along. Close the program on all other desks first.")


class MovingTab(Tab):
    name = "moving"
    title = N_("Move the office")

    def build(self) -> None:
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        words, store = self.words, self.office.office.store
        page = self.new_page().head(words(N_("Move the office")), store.path)
        if store.is_file:
            page.button(N_("Move to a server…"), self.to_server, moving.to_server, primary=True)
            page.card(N_("From the file to a server")).say(words(SERVER))
        else:
            page.button(N_("Move into a file…"), self.to_file, moving.to_file, primary=True)
            page.card(N_("From the server into a file")).say(words(FILE))
        page.card(N_("How it goes")).say(words(WHAT_HAPPENS))
        page.card(N_("Afterwards")).say(words(AFTERWARDS))
        self.put(page.done())

    def to_server(self) -> None:
        setup = FormSetup(
            N_("Move to a server"), ServerForm(), moving.to_server, then=self._begin, verb=N_("Move now"),
            note=self.words(WHAT_HAPPENS),
        )  # fmt: skip
        self.put_form(setup, "to_server")

    def to_file(self) -> None:
        from fmcrm_desktop.ui.new_office import offer_folders

        def dress(page: FormPage) -> None:
            offer_folders(page, "*.fmcrm", N_("Move into a file"))

        start = FileForm(str(Path.home() / "office.fmcrm"))
        setup = FormSetup(
            N_("Move into a file"), start, moving.to_file, then=self._begin, verb=N_("Move now"),
            note=self.words(WHAT_HAPPENS), dress=dress,
        )  # fmt: skip
        self.put_form(setup, "to_file")

    def _begin(self, done: Any) -> None:
        """The window closes the office and moves it to where the form said."""
        self.office.wanted.emit("move", done.result)
