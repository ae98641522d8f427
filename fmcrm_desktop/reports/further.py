"""The second half of the list of papers."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.entry import Report

FURTHER: tuple[Report, ...] = (
    Report(
        "document",
        N_("Contract or document"),
        N_("A proposal, contract or other document made from a template, by its number, as it was issued."),
        "number",
        "issued_document",
        "person.read",
    ),
    Report(
        "unit-passport",
        N_("Unit passport"),
        N_(
            "One unit with its owners and shares over time, occupants, work orders, complaints and documents."
        ),
        "number",
        "unit_passport",
        "person.read",
    ),
    Report(
        "agenda",
        N_("Agenda"),
        N_("Appointments, visits and call-backs of a month or a day, day by day."),
        "month",
        "agenda",
        "calendar.read",
    ),
    Report(
        "day-list",
        N_("Day list"),
        N_("A person's day: appointments and visits, calls to make, tasks with boxes to tick, memos."),
        "day",
        "day_list",
        "calendar.read",
        optional=True,
    ),
    Report(
        "phone-list",
        N_("Phone book"),
        N_("The numbers of the office, staff, outside firms and everybody here, by name or by building."),
        "order",
        "phone_list",
        "call.read",
        optional=True,
    ),
    Report(
        "call-statistics",
        N_("Call statistics"),
        N_(
            "The month's calls by hour, weekday, topic and staff; missed ones and those answered within a day."
        ),
        "month",
        "call_statistics",
        "call.read",
        optional=True,
    ),
    Report(
        "prospects",
        N_("Winning customers"),
        N_(
            "Prospects and campaigns from one day to another: won, lost, why, how long it took, what it cost."
        ),
        "day",
        "prospects",
        "report.read",
        optional=True,
        spans=True,
    ),
    Report(
        "gap-report",
        N_("Gap report"),
        N_("Complaints by gap, building and category over three months, what to fix first, and the plans."),
        "month",
        "gap_report",
        "complaint.read",
        optional=True,
    ),
    Report(
        "skills-grid",
        N_("Skills of the posts"),
        N_("Each post with the skills it needs and its people: who has what, and who lacks it."),
        "day",
        "skills_grid",
        "office.read",
    ),
    Report(
        "behaviour-profile",
        N_("Service profile"),
        N_(
            "Somebody on the scales of behaviour, with change, cases and trend. Type the name; empty is oneself."
        ),
        "number",
        "behaviour_profile",
        "office.read",
        optional=True,
    ),
    Report(
        "code-of-conduct",
        N_("Code of conduct"),
        N_("The edition that holds today, with a line for each of the staff to sign."),
        "day",
        "conduct_code",
        "office.read",
        optional=True,
    ),
    Report(
        "procedure-checklist",
        N_("Checklist of a procedure"),
        N_("What to look at, with boxes to tick, and what earlier reviews found, by the procedure's name."),
        "number",
        "procedure_checklist",
        "complaint.read",
    ),
    Report(
        "equipment-register",
        N_("Equipment register"),
        N_(
            "All equipment with its last service, and how long each stood still in the months until this one."
        ),
        "month",
        "equipment_register",
        "order.read",
        optional=True,
    ),
    Report(
        "workload",
        N_("Workload"),
        N_("Preventive work and planned visits of the next weeks by person, beside the hours there are."),
        "day",
        "workload",
        "order.read",
        optional=True,
    ),
    Report(
        "forecast",
        N_("Work expected"),
        N_(
            "Work orders and hours of the next weeks by trade and territory, and how far off that was before."
        ),
        "day",
        "forecast",
        "order.read",
        optional=True,
    ),
    Report(
        "survey-forms",
        N_("Survey forms"),
        N_("The forms of a round that have not come back, by the round's name; each with its code."),
        "number",
        "survey_forms",
        "complaint.read",
    ),
    Report(
        "survey-results",
        N_("Survey results"),
        N_(
            "What a round of a survey brought, by the round's name: means, gaps, needs, by building and month."
        ),
        "number",
        "survey_results",
        "complaint.read",
    ),
    Report(
        "fairness",
        N_("Fair service"),
        N_("Response, finish, clocks kept and complaints by tier and by building, over twelve months."),
        "month",
        "fairness",
        "report.read",
        optional=True,
    ),
    Report(
        "out-of-hours",
        N_("Work out of hours"),
        N_("Night and weekend work of a month by member of staff, on working days and on days off."),
        "month",
        "out_of_hours",
        "report.read",
        optional=True,
    ),
    Report(
        "committee-page",
        N_("The owners' committee"),
        N_(
            "The committee's month: meetings, decisions, opinions and answers, works to come, what the office owes."
        ),
        "month",
        "committee_month",
        "complaint.read",
        optional=True,
    ),
    Report(
        "committee-minutes",
        N_("Minutes of a meeting"),
        N_(
            "A meeting of the committee by its number: attendance, quorum, what was said, decisions and votes."
        ),
        "number",
        "committee_minutes",
        "complaint.read",
    ),
    Report(
        "committee-invitation",
        N_("Invitation to a meeting"),
        N_("A meeting of the committee by its number: when, where, and the agenda."),
        "number",
        "committee_invitation",
        "complaint.read",
    ),
    Report(
        "committee-members",
        N_("Members of the committee"),
        N_("Every body of owners with its members, their posts, terms and telephone numbers."),
        "",
        "committee_members",
        "complaint.read",
    ),
    Report(
        "scope-of-duties",
        N_("Scope of our duties"),
        N_("What the office does and does not do, in both languages, to hand out or put up."),
        "",
        "scope_of_duties",
        "complaint.read",
    ),
)
