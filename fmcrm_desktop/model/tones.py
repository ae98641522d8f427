"""Which tone a state has: the same state looks the same in every list, on every card and on paper."""

from __future__ import annotations

ACCENT = "accent"
GOOD = "good"
WARNING = "warning"
BAD = "bad"
VIOLET = "violet"
GREY = "grey"
ALL = (ACCENT, GOOD, WARNING, BAD, VIOLET, GREY)

TONES: dict[str, str] = {
    # complaint
    "received": BAD, "acknowledged": ACCENT, "investigating": ACCENT, "action_agreed": ACCENT,
    "resolved": GOOD, "followed_up": GOOD, "withdrawn": GREY,
    # work order
    "requested": BAD, "assigned": ACCENT, "scheduled": ACCENT, "on_the_way": ACCENT, "on_site": ACCENT,
    "waiting": WARNING, "waiting_parts": WARNING, "waiting_owner": WARNING, "waiting_vendor": WARNING,
    "waiting_approval": WARNING, "done": GOOD, "closed": GREY, "cancelled": GREY, "declined": GREY, "reopened": BAD,
    # priority
    "urgent": BAD, "high": WARNING, "normal": GREY, "low": GREY,
    # praise and suggestions
    "to_thank": WARNING, "thanked": ACCENT, "recognised": GOOD, "anonymous": GREY, "new": WARNING,
    "accepted": ACCENT, "good": GOOD, "bad": BAD,
    # clock and promise
    "running": ACCENT, "paused": GREY, "kept": GOOD, "late": BAD, "at_risk": WARNING, "due": WARNING,
    "broken": BAD, "overdue": BAD, "open": ACCENT,
    # gap
    "resources": VIOLET, "response": VIOLET, "respect": VIOLET,
    # tier of a customer
    "a": GOOD, "b": ACCENT, "c": GREY,
    # relation of a person to a unit
    "owner": ACCENT, "tenant": VIOLET, "occupant": GREY, "contact": GREY, "payer": GREY,
    # charges
    "paid": GOOD, "partly_paid": WARNING, "unpaid": BAD, "written_off": GREY, "covered": ACCENT, "partly": WARNING,
    "unbilled": WARNING,
    # calls
    "missed": BAD, "call_back": WARNING, "answered": GOOD,
    # prospects
    "contacted": ACCENT, "viewing": VIOLET, "offer": ACCENT, "negotiation": WARNING, "won": GOOD, "lost": GREY,
    # calendar
    "meeting": ACCENT, "appointment": ACCENT, "visit": VIOLET, "task": WARNING, "community": GOOD,
    "holiday": GREY, "clash": BAD,
    # imports
    "added": GOOD, "updated": ACCENT, "same": GREY, "rejected": BAD,
    # records
    "archived": GREY, "active": GOOD,
}  # fmt: skip


def tone(state: object) -> str:
    """The tone of a state's stored name; grey for what is not listed."""
    return TONES.get(str(state).lower().replace(" ", "_").replace("-", "_"), GREY)
