"""The case book: good and bad cases told without names, for training."""

# mypy: implicit-reexport

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

face(__name__)
