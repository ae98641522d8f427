"""The settings a person sees: each card of the page is a form, read and kept by two cases.

office.ask(hours) -> HoursForm        office.do(keep_hours, form)       keeps only what changed; raises Invalid
"""

from fmcrm_desktop.services.office_settings.days_worked import (
    PARTS,
    DaysForm,
    HoursForm,
    YearForm,
    days,
    hours,
    keep_days,
    keep_hours,
    load_year,
    year,
)
from fmcrm_desktop.services.office_settings.overview import Overview, overview
from fmcrm_desktop.services.office_settings.particulars import (
    NumbersForm,
    ParticularsForm,
    SigningForm,
    keep_numbers,
    keep_particulars,
    keep_signing,
    numbers,
    particulars,
    signing,
)
from fmcrm_desktop.services.office_settings.time_limits import (
    ClocksForm,
    TargetsForm,
    clocks,
    keep_clocks,
    keep_targets,
    targets,
)

__all__ = [
    "PARTS", "ClocksForm", "DaysForm", "HoursForm", "NumbersForm", "Overview", "ParticularsForm", "SigningForm",
    "TargetsForm", "YearForm", "clocks", "days", "hours", "keep_clocks", "keep_days", "keep_hours", "keep_numbers",
    "keep_particulars", "keep_signing", "keep_targets", "load_year", "numbers", "overview", "particulars", "signing",
    "targets", "year",
]  # fmt: skip
