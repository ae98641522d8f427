"""Letters: templates with fields, a letter to each of many people in one deed, and what goes on paper."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.letters.first import suggest
    from fmcrm_desktop.services.letters.merge_fields import LetterField, fields
    from fmcrm_desktop.services.letters.papers import (
        Address,
        LetterHead,
        LetterSheet,
        LetterSheets,
        labels,
        sheet,
        sheets,
    )
    from fmcrm_desktop.services.letters.templates import (
        TemplateForm,
        TemplateRow,
        add,
        archive,
        change,
        choices,
        copy,
        form_of,
        page,
        restore,
        rows,
    )
    from fmcrm_desktop.services.letters.writing import (
        Draft,
        Gap,
        Preview,
        Wish,
        Written,
        draft,
        outdated,
        people_of,
        preview,
        rewrite,
        said_to,
        write,
    )

face(__name__)
