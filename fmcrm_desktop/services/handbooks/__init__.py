"""The owners' handbook: its editions, who was given which, and who lacks the current one."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.handbooks.editions import (
        EditionForm,
        EditionRow,
        add,
        archive,
        change,
        choices,
        form_of,
        page,
        restore,
        rows,
    )
    from fmcrm_desktop.services.handbooks.holders import HAS, HolderRow, holders, holders_rows
    from fmcrm_desktop.services.handbooks.issuing import (
        IssueForm,
        issue,
        issue_draft,
        of_person,
        sign,
        take_back,
    )
    from fmcrm_desktop.services.handbooks.papers import HandbookReceipt, receipt, receipt_numbered

face(__name__)
