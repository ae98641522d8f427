"""What the change log calls the office's settings."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_

SETTINGS = {
    "office.name": N_("Name of the office"),
    "office.zone": N_("Time zone"),
    "office.currency": N_("Currency"),
    "office.language": N_("Language"),
    "office.paper": N_("Paper"),
    "office.phone": N_("Telephone of the office"),
    "office.address": N_("Address of the office"),
    "office.country": N_("Country"),
    "office.region": N_("Region"),
    "office.attachments": N_("Shared folder for files (server)"),
    "office.unit_pattern": N_("Numbers and labels"),
    "sign_in": N_("Asks who you are"),
    "lock.minutes": N_("Locks after so many idle minutes"),
    "default_staff": N_("Deeds are signed by"),
    "hours": N_("Office hours"),
    "holidays": N_("Days off and make-up days"),
    "clock.acknowledge_minutes": N_("Acknowledge complaints within minutes"),
    "clock.answer_minutes": N_("Answer complaints within minutes"),
    "clock.follow_up_days": N_("Follow up complaints after days"),
    "targets": N_("Targets of work orders"),
    "repeat.days": N_("Days within which the same is a repeat"),
    "keep.calls_months": N_("Months for which calls are kept"),
    "keep.prospects_months": N_("Months for which prospects are kept"),
    "orders.technicians_see_all": N_("Technicians see the orders of all territories"),
    "dispatch.travel_minutes": N_("Minutes between two buildings"),
    "post.days": N_("Days within which post is answered"),
    "bill.due_days": N_("Days within which a bill is paid"),
    "mail.server": N_("Mail server"),
    "mail.port": N_("Port of the mail server"),
    "mail.security": N_("Encryption"),
    "mail.user": N_("User"),
    "mail.sender_name": N_("Name of the sender"),
    "mail.sender_address": N_("Address of the sender"),
    "tell.guests": N_("Guests are told of entries"),
    "progress.work_order": N_("Customers are told of these states of a work order"),
    "progress.complaint": N_("Customers are told of these states of a complaint"),
    "value.weights": N_("Weights of the customer's value"),
    "value.thresholds": N_("Points from which tiers begin"),
    "other_revenue": N_("Other revenue of the months"),
    "measure.targets": N_("Targets of measures"),
    "month_report.parts": N_("Parts of the month's report"),
    "month_report.language": N_("Language of the month's report"),
    "month_report.folder": N_("Folder of the month's report"),
    "month_report.printed": N_("Month's report printed last"),
    "first_steps": N_("First steps of the office"),
    **dict.fromkeys(
        (
            f"number.{of}"
            for of in (
                "order", "complaint", "letter", "agreement", "bill", "commendation", "suggestion", "proposal",
                "document", "lead", "meeting", "decision", "opinion", "dispute", "post",
            )
        ),
        N_("Numbers and labels"),
    ),
}  # fmt: skip
