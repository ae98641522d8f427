"""What is done with a document: issued with its PDF, printed, answered, put away."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.leftovers import passing_folder
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.making import safe
from fmcrm_desktop.reports.options import Options, Wanted, called
from fmcrm_desktop.services import attachments, issued_documents
from fmcrm_desktop.services.attachments import Kept
from fmcrm_desktop.services.issued_documents import DocumentRow, EditionRow, ReasonForm
from fmcrm_desktop.ui.attachments import open_copy
from fmcrm_desktop.ui.kit.form_page import FormSetup

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.issued_documents.documents import DocumentsSection

MAKE = "fmcrm_desktop.reports.making:make_document"
TAKE_IN = "fmcrm_desktop.services.attachments:take_in"


class Deeds:
    """The deeds of the Documents section."""

    def __init__(self, tab: DocumentsSection) -> None:
        self.tab, self.office, self.words = tab, tab.office, tab.words

    # issuing: the paper is made and kept first, then one deed names it; whoever stops between has issued nothing

    def issue(self, row: DocumentRow) -> None:
        """Let it go out with its PDF kept; an office on a server without a folder for files keeps the text alone."""
        self.office.ask(
            self.tab, attachments.folder, then=lambda folder: self._paper(row, folder),
            refused=lambda _refusal: self._issue(row, []),
        )  # fmt: skip

    def _paper(self, row: DocumentRow, folder: Path) -> None:
        place = passing_folder("document")
        target = place / safe(f"{row.number} v{row.edition + 1}")

        def away(*_args: object) -> None:
            shutil.rmtree(place, ignore_errors=True)

        def made(_result: object) -> None:
            keeping = self._run(
                Job(TAKE_IN, (str(folder), [str(target)])), lambda kept: self._issue(row, kept)
            )
            keeping.ended.connect(away)

        address, who = str(self.office.office.store.address), self.office.who
        job = Job(MAKE, (address, ("upcoming", row.id), Options(), who), target)
        drawing = self._run(job, made)
        for over in (drawing.refused, drawing.broke, drawing.cancelled):
            over.connect(away)

    def _run(self, job: Job, then: Any) -> Any:
        return self.office.run(job, self.words(N_("Contracts and documents")), then)

    def _issue(self, row: DocumentRow, kept: list[Kept]) -> None:
        said = self.words(N_("{number} is issued."), number=row.number)
        self.tab.do(issued_documents.issue, row.id, row.version, kept, said=said)

    # paper

    def print_paper(self, row: DocumentRow) -> None:
        """The preview, from which it is printed or saved."""
        self.office.go(Link("reports", new={"report": "document", "number": row.number}))

    def open_edition(self, row: DocumentRow, edition: EditionRow) -> None:
        """The PDF as it was kept, else the version drawn from its kept text."""
        if edition.file_id is not None:
            open_copy(self.office, edition.file_id)
            return
        named = f"{row.number} v{edition.edition}"
        wanted = Wanted(named, MAKE, (("edition_sheet", edition.id),), called(named), worded=True)
        self.office.go(Link("reports", new={"wanted": wanted}))

    # what became of it

    def accept(self, row: DocumentRow) -> None:
        words = self.words

        def said(agreement: int | None) -> str:
            if row.kind == "proposal" and agreement is not None:
                return words(N_("Accepted: the agreement is made. The contract can be drawn up now."))
            return words(N_("Accepted"))

        self.tab.do(issued_documents.accept, row.id, row.version, said=said)

    def refuse(self, row: DocumentRow) -> None:
        self._reason(row, N_("Why was it refused?"), issued_documents.refuse)

    def withdraw(self, row: DocumentRow) -> None:
        self._reason(row, N_("Why is it withdrawn?"), issued_documents.withdraw)

    def _reason(self, row: DocumentRow, title: str, case: Any) -> None:
        said = self.words(N_("Saved"))
        self.tab.ask_form(
            FormSetup(title, ReasonForm(version=row.version), case, (row.id,), said=lambda _id: said)
        )

    def renew(self, row: DocumentRow) -> None:
        """The next version, with its text open to be changed."""
        said = self.words(N_("A new version is begun."))
        self.tab.do(
            issued_documents.renew,
            row.id,
            row.version,
            said=said,
            then=lambda _done: self.tab.edit_text(row.id),
        )

    def refill(self, row: DocumentRow) -> None:
        self.tab.do(issued_documents.refill, row.id, row.version, said=self.words(N_("Filled in anew.")))

    def archive(self, id: int) -> None:
        self.tab.do(issued_documents.archive, id, said=self.words(N_("Archived")))

    def restore(self, id: int) -> None:
        self.tab.do(issued_documents.restore, id, said=self.words(N_("Restored")))
