"""The settings a person sees: each card of the page is a form, read and kept by two cases.

office.ask(hours) -> HoursForm        office.do(keep_hours, form)       keeps only what changed; raises Invalid
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.office_settings.days_worked import (
        PARTS,
        DaysForm,
        HoursForm,
        days,
        hours,
        keep_days,
        keep_hours,
    )
    from fmcrm_desktop.services.office_settings.mail import (
        MailServer,
        PasswordForm,
        TrialForm,
        give_password,
        keep_mail,
        mail,
        mail_server,
        trial,
    )
    from fmcrm_desktop.services.office_settings.overview import Overview, overview
    from fmcrm_desktop.services.office_settings.particulars import (
        ParticularsForm,
        keep_numbers,
        keep_particulars,
        keep_signing,
        numbers,
        particulars,
        signing,
    )
    from fmcrm_desktop.services.office_settings.progress import ProgressForm, keep_progress, progress
    from fmcrm_desktop.services.office_settings.public_holidays import (
        STATES,
        ComingYear,
        YearForm,
        coming_year,
        lacking,
        load_year,
        year,
    )
    from fmcrm_desktop.services.office_settings.seeing import SeeingForm, keep_seeing, seeing
    from fmcrm_desktop.services.office_settings.time_limits import (
        clocks,
        keep_clocks,
        keep_targets,
        targets,
    )
    from fmcrm_desktop.services.office_settings.travelling import dispatching, keep_dispatching

face(__name__)
