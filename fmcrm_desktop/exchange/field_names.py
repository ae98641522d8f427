"""What the fields of an import are called on the screen, and which of their words can be matched by hand."""

from __future__ import annotations

from collections.abc import Mapping

from fmcrm_desktop.model import (
    call,
    complaint,
    equipment,
    event,
    knowledge,
    person,
    property,
    prospect,
    work_order,
)
from fmcrm_desktop.model.words import N_

KIND_NAMES = {
    "people": N_("People"),
    "units": N_("Units"),
    "buildings": N_("Buildings"),
    "parking": N_("Parking spaces"),
    "fees": N_("Fees"),
    "orders": N_("Work orders"),
    "complaints": N_("Complaints"),
    "events": N_("Events"),
    "parts": N_("Parts list"),
    "equipment": N_("Equipment"),
    "prospects": N_("Prospects"),
    "calls": N_("Call log"),
    "articles": N_("Articles"),
}

_PLACE = {
    "site": N_("Site"), "building": N_("Building"), "entrance": N_("Entrance"), "unit": N_("Unit number"),
    "house_number": N_("House number"), "address": N_("Address"), "street": N_("Street"),
    "district": N_("District"), "postcode": N_("Postcode"),
}  # fmt: skip
_PEOPLE = {
    "name": N_("Name"), "first_name": N_("First name"), "last_name": N_("Last name"),
    "other_name": N_("Other name"), "company": N_("Company"), "gender": N_("Gender"), "age": N_("Age"),
    "birthday": N_("Birthday"), "phone": N_("Telephone"), "phone2": N_("Second telephone"),
    "phone3": N_("Third telephone"), "mobile": N_("Mobile telephone"),
    "home_phone": N_("Home telephone"), "work_phone": N_("Work telephone"),
    "phone_kind": N_("Kind of telephone"), "phone2_kind": N_("Kind of second telephone"),
    "phone3_kind": N_("Kind of third telephone"), "fax": N_("Fax"), "email2": N_("Second email"),
    "email3": N_("Third email"), "contact": N_("Other contact"), "postal2": N_("Second postal address"),
    "email": N_("Email"), "wechat": N_("WeChat"), "identity": N_("Identity number"),
    "role": N_("Relation to the unit"), "share": N_("Share"), "from_day": N_("From"), "until_day": N_("Until"),
    "postal": N_("Postal address"), "occupation": N_("Occupation"), "prefers": N_("Prefers"), "notes": N_("Notes"),
    "preferred_channel": N_("Preferred way"), "preferred_hours": N_("Preferred hours"),
    "expects": N_("Needs and expectations"), "warning": N_("Warning"), "speaks": N_("Speaks"),
    "account": N_("Fee account"), "household_size": N_("People in the household"),
    "age_band": N_("Age band"), "language": N_("Language of letters"),
    "customer_since": N_("Customer since"), "related": N_("Related units"),
}  # fmt: skip
_UNITS = {
    "label": N_("Label"), "floor": N_("Floor"), "layout": N_("Layout"), "area": N_("Floor area"),
    "inner_area": N_("Inner area"), "rent": N_("Rent"), "tenant_name": N_("Tenant"),
    "tenant_phone": N_("Tenant's telephone"), "tenant_from": N_("Tenant since"),
    "tenant_until": N_("Tenant until"), "unit_kind": N_("Kind of unit"), "fees": N_("Fees"),
    "fees_from": N_("Fees from"),
    "lot": N_("Parking lot"), "lot_kind": N_("Kind of lot"), "plate": N_("Number plate"),
    "car_brand": N_("Make of car"), "car_kind": N_("Kind of car"), "car_colour": N_("Colour of car"),
    "tenure": N_("Owned or rented"), "floors": N_("Floors"), "lift": N_("Lift"),
    "recurring": N_("Recurring"), "payment": N_("Payment"), "months": N_("Months"), "issued": N_("Issued"),
    "formula": N_("Formula"), "price": N_("Price"), "fixed": N_("Fixed amount"),
}  # fmt: skip
_MATTERS = {
    "person_number": N_("Old number of the person"), "person_name": N_("Person"),
    "person_phone": N_("Person's telephone"), "received": N_("Received at"),
    "received_time": N_("Time of day, in a column of its own"), "summary": N_("Summary"),
    "description": N_("Description"), "state": N_("State"), "state_detail": N_("State in detail"),
    "state_moment": N_("State since"), "priority": N_("Priority"), "due": N_("Due"),
    "due_first": N_("First due"), "done": N_("Done at"), "closed": N_("Closed at"), "arrived": N_("Arrived at"),
    "staff": N_("Assigned to"), "cause": N_("Cause"), "fix": N_("What was done"), "channel": N_("Channel"),
    "category": N_("Category"), "subcategory": N_("Subcategory"), "subject": N_("Subject"),
    "own_words": N_("Own words"), "problem": N_("Problem"), "place": N_("Place"),
    "anonymous": N_("Anonymous"), "answer": N_("Answer"), "answered": N_("Answered at"),
    "resolved": N_("Resolved at"), "acknowledged": N_("Acknowledged at"), "expected": N_("Expected"),
    "remedy": N_("Remedy asked for"), "severity": N_("Severity"), "responsible": N_("Responsible"),
    "concerned": N_("Who it is about"), "lesson": N_("What we learned and changed"),
    "gap": N_("Main gap"), "delivered": N_("Delivered"), "gaps": N_("Further gaps"), "criteria": N_("Criteria"),
    "lacks": N_("How it showed"),
    "needs": N_("Needs"), "consequences": N_("Consequences"), "loss": N_("Loss of the customer"),
    "loss_risk": N_("Why they leave, or may"), "thanks": N_("Thanked"), "rating": N_("The customer's rating"),
    "recovered": N_("An honest mistake that was made good"),
}  # fmt: skip
_EVENTS = {
    "title": N_("Title"), "starts": N_("Starts"), "ends": N_("Ends"), "zone": N_("Time zone"),
    "rule": N_("Rule of repeats"), "extra_days": N_("Extra days"), "except_days": N_("Left out"),
    "guests": N_("Guests"), "remind_before": N_("Minutes to remind before"), "sequence": N_("Revision"),
    "uid": N_("UID"), "occurrence": N_("Occurrence"),
}  # fmt: skip
_PARTS = {
    "code": N_("Code"), "measure": N_("Unit of measure"),
    "other_measure": N_("Unit in the other language"), "cost": N_("Cost price"), "stock": N_("In stock"),
    "least": N_("Buy again below"),
}  # fmt: skip
_EQUIPMENT = {
    "counter": N_("Its counter counts"), "maker": N_("Maker"), "model": N_("Model"), "serial": N_("Serial number"),
    "vendor": N_("Serviced by"), "installed": N_("Installed on"), "warranty_until": N_("Warranty until"),
    "other_place": N_("Place in the other language"),
}  # fmt: skip
_PROSPECTS = {
    "next_step": N_("Next step"), "next_day": N_("Day of the next step"), "purpose": N_("Looks for"),
    "budget": N_("Budget"), "source": N_("Source"), "campaign": N_("Campaign"), "recommended": N_("Recommended by"),
    "wants": N_("Needs in their words"), "units": N_("Units of interest"), "reason": N_("Reason it was lost"),
    "lost_text": N_("In their words"),
}  # fmt: skip
_CALLS = {
    "started": N_("Started"), "started_time": N_("Time of day, in a column of its own"),
    "direction": N_("Direction"), "topic": N_("Topic"), "outcome": N_("Outcome"),
    "seconds": N_("Seconds"), "minutes": N_("Minutes"), "taken_by": N_("Taken by"),
}  # fmt: skip
_ARTICLES = {
    "other_title": N_("Title in the other language"), "symptoms": N_("Symptoms"), "text": N_("What to do"),
    "author": N_("Author"), "made": N_("Written on"),
}  # fmt: skip
FIELD_NAMES: Mapping[str, str] = {
    **_PLACE, **_PEOPLE, **_UNITS, **_MATTERS, **_EVENTS, **_PARTS, **_EQUIPMENT, **_PROSPECTS,
    **_CALLS, **_ARTICLES,
    "number": N_("Old number"), "kind": N_("Kind"),
}  # fmt: skip

ORDERS = {
    "": N_("As the file shows"), "dmy": N_("Day first: 21/11/2026"), "mdy": N_("Month first: 11/21/2026"),
}  # fmt: skip
"""How the days of a file are written."""

RATED = {str(code): said for code, said in work_order.RATINGS.items() if code is not None}

MEANINGS: Mapping[tuple[str, str], tuple[str, Mapping[str, str]]] = {
    ("orders", "state"): ("ORDER_STATES", work_order.STATES),
    ("orders", "priority"): ("PRIORITIES", work_order.PRIORITIES),
    ("orders", "channel"): ("CHANNELS", complaint.CHANNELS),
    ("orders", "rating"): ("RATINGS", RATED),
    ("complaints", "rating"): ("RATINGS", RATED),
    ("complaints", "state"): ("COMPLAINT_STATES", complaint.STATES),
    ("complaints", "channel"): ("CHANNELS", complaint.CHANNELS),
    ("complaints", "gap"): ("GAPS", complaint.GAPS),
    ("complaints", "loss"): ("LOSSES", complaint.LOSSES),
    ("complaints", "thanks"): ("THANKS", complaint.THANKS),
    ("people", "role"): ("ROLES", property.ROLES),
    ("people", "unit_kind"): ("UNIT_KINDS", property.UNIT_KINDS),
    ("people", "gender"): ("GENDERS", person.GENDERS),
    ("people", "age_band"): ("AGE_BANDS", person.AGE_BANDS),
    ("people", "language"): ("LANGUAGES", person.PRINT_LANGUAGES),
    ("people", "preferred_channel"): ("PREFERRED", person.CONTACT_KINDS),
    ("events", "kind"): ("EVENT_KINDS", event.KINDS),
    ("units", "kind"): ("UNIT_KINDS", property.UNIT_KINDS),
    ("prospects", "state"): ("LEAD_STATES", prospect.STAGES),
    ("prospects", "source"): ("LEAD_SOURCES", prospect.SOURCES),
    ("prospects", "purpose"): ("LEAD_PURPOSES", prospect.PURPOSES),
    ("prospects", "reason"): ("LOST_REASONS", prospect.LOST_REASONS),
    ("calls", "direction"): ("CALL_DIRECTIONS", call.DIRECTIONS),
    ("calls", "outcome"): ("CALL_OUTCOMES", call.OUTCOMES),
    ("articles", "kind"): ("ARTICLE_KINDS", knowledge.ARTICLE_KINDS),
    ("equipment", "kind"): ("EQUIPMENT_KINDS", equipment.EQUIPMENT_KINDS),
}
"""Fields whose words have a meaning here: the table of known words, and what a person may choose."""
