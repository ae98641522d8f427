"""What goes on paper: a frozen dataclass in, a PDF out; and the list of all papers that exist."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.entry import Report
from fmcrm_desktop.reports.further import FURTHER

__all__ = ["BY_NAME", "REPORTS", "Report"]

REPORTS: tuple[Report, ...] = (
    Report(
        "month-pack",
        N_("Monthly service report"),
        N_(
            "The month on paper: figures, charts, both registers, what is out of order. "
            "Set up…: its parts, and a folder it goes into by itself every month."
        ),
        "month",
        "month_pack",
        "report.read",
        both=True,
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
        "complaint-report",
        N_("Complaint report"),
        N_(
            "One complaint for the file: what was said, answered, done and learned, its clocks and its course."
        ),
        "number",
        "complaint_report",
        "complaint.read",
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
        printed="fmcrm_desktop.services.complaints:hung_up",
    ),
    Report(
        "notice-poster",
        N_("Notice for the board"),
        N_(
            "A notice in both languages to hang up, by its title or #number; with a code that takes it along."
        ),
        "number",
        "notice_poster",
        "call.read",
    ),
    Report(
        "post-receipt",
        N_("Receipt for post"),
        N_("A letter or parcel by its number, signed by whoever fetches it."),
        "number",
        "post_receipt",
        "call.read",
    ),
    Report(
        "post-register",
        N_("Post register"),
        N_("Letters, parcels, faxes and emails of the month, in and out, and who took them."),
        "month",
        "post_register",
        "call.read",
        optional=True,
    ),
    Report(
        "handbook-receipt",
        N_("Receipt for the handbook"),
        N_(
            "The edition of the handbook an owner was given, in the owner's language, to be signed; by their number."
        ),
        "number",
        "handbook_receipt",
        "person.read",
    ),
    Report(
        "counter-statistics",
        N_("Counter statistics"),
        N_("The month's visits at the counter: how many, how long they waited, by hour and by kind."),
        "month",
        "counter_statistics",
        "call.read",
        optional=True,
    ),
    Report(
        "contact-points",
        N_("Points of contact"),
        N_("Volume, waiting, hand-offs, missed replies and rating by channel and kind, over three months."),
        "month",
        "contact_points",
        "complaint.read",
        optional=True,
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
    *FURTHER,
)
BY_NAME = {report.name: report for report in REPORTS}
