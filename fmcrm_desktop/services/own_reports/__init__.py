"""The report builder: subjects with declared columns, definitions without SQL, what they answer, and their keeping."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.own_reports.answering import (
        Flowing,
        Sheet,
        SubjectShown,
        Usage,
        preview,
        sheet,
        subjects,
        through,
        usage,
        values,
    )
    from fmcrm_desktop.services.own_reports.keeping import (
        Named,
        ReportForm,
        archive,
        change,
        listed,
        named,
        rename,
        save,
    )
    from fmcrm_desktop.services.own_reports.lacking import Lack, lacking

face(__name__)
