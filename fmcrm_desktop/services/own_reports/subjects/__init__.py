"""All subjects of reports, in the order in which they are offered."""

from fmcrm_desktop.services.own_reports.declared import Subject
from fmcrm_desktop.services.own_reports.subjects.customers import AGREEMENTS, LEADS
from fmcrm_desktop.services.own_reports.subjects.days import ACTIVITIES, APPOINTMENTS, CALLS, PROMISES
from fmcrm_desktop.services.own_reports.subjects.money import BILLS, CHARGES
from fmcrm_desktop.services.own_reports.subjects.orders import ORDERS, VISITS
from fmcrm_desktop.services.own_reports.subjects.people import CONTACTS, OWNERS, PEOPLE, UNITS
from fmcrm_desktop.services.own_reports.subjects.quality import (
    ACTIONS,
    ANSWERS,
    COMMENDATIONS,
    COMPLAINTS,
    SUGGESTIONS,
)

SUBJECTS: dict[str, Subject] = {
    each.name: each
    for each in (
        ORDERS, VISITS, ACTIVITIES, PEOPLE, OWNERS, CONTACTS, UNITS, APPOINTMENTS, CALLS, PROMISES, COMPLAINTS,
        ACTIONS, COMMENDATIONS, SUGGESTIONS, ANSWERS, CHARGES, BILLS, LEADS, AGREEMENTS,
    )
}  # fmt: skip
