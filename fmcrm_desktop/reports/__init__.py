"""What goes on paper: a frozen dataclass in, a PDF out; and the list of all papers that exist."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.model.words import N_


@dataclass(frozen=True)
class Report:
    """A paper as the Reports tab and the command list it. ``needs`` is month, number, day, order or nothing;
    ``module`` has ``ask(office, options)``, which gives the sheet, and ``draw(sheet, words, printing)``."""

    name: str
    title: str
    about: str
    needs: str
    module: str
    right: str
    optional: bool = False
    """The paper is made without it too (the whole register)."""
    spans: bool = False
    """It tells of a period: from one day to another."""
    printed: str = ""
    """The case, "package.module:name", that keeps that it was printed; it takes the month."""


REPORTS: tuple[Report, ...] = (
    Report(
        "month-pack",
        N_("Monthly service report"),
        N_("The month on paper: figures, charts, both registers, what is out of order."),
        "month",
        "month_pack",
        "report.read",
    ),
    Report(
        "complaint-register",
        N_("Complaint register"),
        N_("Every complaint received in the month, with what we changed."),
        "month",
        "complaint_register",
        "complaint.read",
        optional=True,
    ),
    Report(
        "work-order-register",
        N_("Work order register"),
        N_("Every work order received in the month."),
        "month",
        "work_order_register",
        "order.read",
        optional=True,
    ),
    Report(
        "job-sheet",
        N_("Job sheet"),
        N_("What the technician carries: where, who, what, and room for what was done."),
        "number",
        "job_sheet",
        "order.read",
    ),
    Report(
        "blank-job-sheet",
        N_("Blank job sheet"),
        N_("An empty sheet to take along, for what is asked for at the door."),
        "",
        "blank_job_sheet",
        "report.read",
    ),
    Report(
        "order-report",
        N_("Work order report"),
        N_("One work order with the stages it passed and the time in each, its clocks and visits."),
        "number",
        "order_report",
        "order.read",
    ),
    Report(
        "complaint-receipt",
        N_("Receipt of your complaint"),
        N_("For the person who complained: their words, our number, and by when we answer."),
        "number",
        "complaint_receipt",
        "complaint.read",
    ),
    Report(
        "complaint-answer",
        N_("Our answer to your complaint"),
        N_("For the person who complained, in their language: what we answer, did and changed."),
        "number",
        "complaint_answer",
        "complaint.read",
    ),
    Report(
        "you-said-we-did",
        N_("You said, we did"),
        N_("For the board of each building: what was said and what we changed, in both languages, no names."),
        "month",
        "you_said_we_did",
        "complaint.read",
        optional=True,
        printed="fmcrm_desktop.services.complaints:boards_printed",
    ),
    Report(
        "suggestion-slip",
        N_("Suggestion slips"),
        N_("A sheet of empty slips to lay beside the suggestion box, in both languages."),
        "",
        "suggestion_slip",
        "complaint.read",
    ),
    Report(
        "receipt",
        N_("Bill receipt"),
        N_(
            "A bill for the customer, in the customer's language: what was charged, what is paid, what is open."
        ),
        "number",
        "receipt",
        "money.read",
    ),
    Report(
        "statement",
        N_("Statement of account"),
        N_(
            "What a person was charged and paid from one day to another, by their number: what was open, what is."
        ),
        "number",
        "statement",
        "money.read",
        spans=True,
    ),
    Report(
        "commission-statement",
        N_("Commission statements"),
        N_("The month's commission of everybody: each order, what it brings, and why others are left out."),
        "month",
        "commission_statement",
        "money.margin",
    ),
    Report(
        "agreement-statement",
        N_("Statement of an agreement"),
        N_("What an agreement was charged, month by month, with how each sum comes about, by its number."),
        "number",
        "agreement_statement",
        "money.read",
    ),
    Report(
        "agreement-month",
        N_("Statements of the month"),
        N_("A statement for each agreement that is charged for the month, in its customer's language."),
        "month",
        "agreement_month",
        "money.read",
    ),
    Report(
        "agreement-register",
        N_("Register of agreements"),
        N_("All agreements with their customers, days, prices and states."),
        "",
        "agreement_register",
        "money.read",
    ),
    Report(
        "owner-page",
        N_("Owner page"),
        N_("One person with units, contacts, open matters and what happened, newest first."),
        "number",
        "owner_page",
        "person.read",
    ),
    Report(
        "letter",
        N_("Letter"),
        N_("A letter as it was written, by its number: to print it once more."),
        "number",
        "letter",
        "person.read",
    ),
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
)
BY_NAME = {report.name: report for report in REPORTS}
