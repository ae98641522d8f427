"""The report builder: subjects with declared columns, definitions without SQL, what they answer, and their keeping."""

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

__all__ = [
    "Flowing",
    "Named",
    "ReportForm",
    "Sheet",
    "SubjectShown",
    "Usage",
    "archive",
    "change",
    "listed",
    "named",
    "preview",
    "rename",
    "save",
    "sheet",
    "subjects",
    "through",
    "usage",
    "values",
]
