"""What is done with many complaints at once: a short form, putting away and bringing back, their papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.options import Wanted
from fmcrm_desktop.services import complaints, papers
from fmcrm_desktop.services.complaints import ManyComplaintsForm
from fmcrm_desktop.ui.kit.columns import Action
from fmcrm_desktop.ui.kit.form_page import FormDialog, FormSetup
from fmcrm_desktop.ui.kit.together import ARCHIVED, RESTORED, told

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.complaints.tab import ComplaintsTab


def actions(tab: ComplaintsTab) -> tuple[Action, ...]:
    """For the list's menus."""
    return (
        Action(N_("Change many…"), partial(change, tab), complaints.change_many, "pencil", keys="Ctrl+Shift+E"),
        Action(N_("Print receipts"), partial(print_all, tab), papers.receipt_of, "printer"),
        Action(N_("Archive"), partial(archive, tab), complaints.archive_many, "archive",
               keys="Delete"),
        Action(N_("Restore"), partial(restore, tab), complaints.restore_many,
               "archive-restore", archived=True),
    )  # fmt: skip


def change(tab: ComplaintsTab, ids: list[int]) -> FormDialog:
    """Ask what is to change, and change it on all of them."""
    words = tab.words
    note = words(
        N_("{count} complaints are marked. A field left empty stays as it is."), count=words.number(len(ids))
    )
    setup = FormSetup(
        N_("Change many…"), ManyComplaintsForm(), complaints.change_many, (ids,),
        said=lambda outcome: told(words, outcome), verb=N_("Change"), note=note,
    )  # fmt: skip
    return tab.ask_form(setup)


def archive(tab: ComplaintsTab, ids: list[int]) -> None:
    """Put them away, and name those that cannot go."""
    tab.do(complaints.archive_many, ids, said=lambda outcome: told(tab.words, outcome, *ARCHIVED))


def restore(tab: ComplaintsTab, ids: list[int]) -> None:
    """Bring them back."""
    tab.do(complaints.restore_many, ids, said=lambda outcome: told(tab.words, outcome, *RESTORED))


def print_all(tab: ComplaintsTab, ids: list[int]) -> None:
    """A sheet for each of them in one file, seen and printed where all papers are."""
    title = tab.words(N_("Receipts"))
    named = f"{title} {tab.words.today().isoformat()}"
    given = (("complaint-receipt", tuple(ids)),)
    work = "fmcrm_desktop.reports.making:make_many"
    tab.office.go(Link("reports", new={"wanted": Wanted(title, work, given, named)}))
