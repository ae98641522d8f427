"""The case book: good and bad cases told without names, for training."""

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.case_book.keeping import (
        CaseForm,
        add,
        archive,
        change,
        draft,
        form_of,
        restore,
    )
    from fmcrm_desktop.services.case_book.listing import (
        CaseRow,
        Handout,
        category_options,
        handouts,
        page,
        rows,
    )
    from fmcrm_desktop.services.case_book.many import ManyCasesForm, archive_many, change_many, restore_many

__all__ = [
    "CaseForm", "CaseRow", "Handout", "ManyCasesForm", "add", "archive", "archive_many", "category_options", "change",
    "change_many", "draft", "form_of", "handouts", "page", "restore", "restore_many", "rows",
]  # fmt: skip

face(__name__)
