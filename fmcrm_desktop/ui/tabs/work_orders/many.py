"""What is done with many work orders at once: a short form, putting away and bringing back, their papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.options import Wanted
from fmcrm_desktop.services import papers, work_orders
from fmcrm_desktop.services.work_orders import ManyOrdersForm
from fmcrm_desktop.ui.kit.columns import Action
from fmcrm_desktop.ui.kit.form_page import FormDialog, FormSetup
from fmcrm_desktop.ui.kit.together import told

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.tab import WorkOrdersTab


def actions(tab: WorkOrdersTab) -> tuple[Action, ...]:
    """For the list's menus."""
    return (
        Action(N_("Change many…"), lambda ids: change(tab, ids), work_orders.change_many, "pencil", keys="Ctrl+Shift+E"),
        Action(N_("Print job sheets"), lambda ids: print_all(tab, ids), papers.job_sheet_of, "printer"),
        Action(N_("Archive"), lambda ids: _do(tab, work_orders.archive_many, ids), work_orders.archive_many, "archive",
               keys="Delete"),
        Action(N_("Restore"), lambda ids: _do(tab, work_orders.restore_many, ids), work_orders.restore_many,
               "archive-restore", archived=True),
    )  # fmt: skip


def change(tab: WorkOrdersTab, ids: list[int]) -> FormDialog:
    """Ask what is to change, and change it on all of them."""
    words = tab.words
    note = words(
        N_("{count} work orders are marked. A field left empty stays as it is."), count=words.number(len(ids))
    )
    setup = FormSetup(
        N_("Change many…"), ManyOrdersForm(), work_orders.change_many, (ids,), said=lambda outcome: told(words, outcome),
        verb=N_("Change"), note=note,
    )  # fmt: skip
    return tab.ask_form(setup)


def _do(tab: WorkOrdersTab, case: object, ids: list[int]) -> None:
    tab.do(case, ids, said=lambda outcome: told(tab.words, outcome))  # type: ignore[arg-type]


def print_all(tab: WorkOrdersTab, ids: list[int]) -> None:
    """A sheet for each of them in one file, seen and printed where all papers are."""
    title = tab.words(N_("Job sheets"))
    named = f"{title} {tab.words.today().isoformat()}"
    given = (("job-sheet", tuple(ids)),)
    work = "fmcrm_desktop.reports.making:make_many"
    tab.office.go(Link("reports", new={"wanted": Wanted(title, work, given, named)}))
