"""Work orders of another system as ours."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.work_order import FINISHED, MOVES, OPEN, STATES, WorkOrder
from fmcrm_desktop.services.imports.matters import Beside, Kind, kept_words
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.reading import LONGEST_TEXT, line, missing, moment, text


def _fault(row: Incoming) -> Fault | None:
    if moment(row, "received") is None:
        return missing("received")
    return None if _summary(row) else missing("summary")


def _summary(row: Incoming) -> str:
    return text(row, "summary") or text(row, "description") or _categories(row)


def _categories(row: Incoming) -> str:
    return ", ".join(part for part in (text(row, "category"), text(row, "subcategory")) if part)


def _columns(row: Incoming, beside: Beside) -> dict[str, Any]:
    unknown = dict(beside.unknown)
    done, closed = moment(row, "done"), moment(row, "closed")
    state = _state(row, unknown, finished=bool(done or closed))
    since = moment(row, "state_moment")
    if state in ("done", "closed"):
        done = done or closed or since
        closed = (closed or done) if state == "closed" else closed
    whole = text(row, "summary", 2) or text(row, "description", 2)
    summary = line(_summary(row))
    description = text(row, "description", 2)
    rating = _rating(row, unknown)
    if not description and whole != summary:
        description = whole
    return {
        "external_number": text(row, "number"), "received": moment(row, "received"), "summary": summary,
        "description": description[:LONGEST_TEXT], "state": state, "priority": _priority(row, unknown),
        "due": moment(row, "due") or moment(row, "due_first"), "arrived": moment(row, "arrived"),
        "done": done, "closed": closed, "cause": text(row, "cause", 2), "fix": text(row, "fix", 2),
        "place": text(row, "place") or ("" if beside.place.building or beside.place.unit else text(row, "address")),
        "category_id": beside.category, "unit_id": beside.place.unit, "building_id": beside.place.building,
        "person_id": beside.person, "staff_id": beside.staff, "channel_of_request": _channel(row, unknown),
        "rating": rating, "rated": (closed or done or since or moment(row, "received")) if rating else None,
        "external": kept_words(unknown), "ended": closed or since,
    }  # fmt: skip


def _state(row: Incoming, unknown: dict[str, str], *, finished: bool) -> str:
    """By the plain status, else by the detailed one; what nobody here says is told by the moments. A moment of the end
    is later than a word like "in progress", which then is kept beside it. Empty where nothing tells it."""
    said, detail = text(row, "state"), text(row, "state_detail")
    found = (meaning("ORDER_STATES", said) if said else None) or (
        meaning("ORDER_STATES", detail) if detail else None
    )
    stale = finished and found in OPEN
    if said and (stale or meaning("ORDER_STATES", said) is None):
        unknown["state"] = said
    if detail:
        unknown["state_detail"] = detail
    if found and not stale:
        return found
    return "closed" if finished else ""


def _rating(row: Incoming, unknown: dict[str, str]) -> int | None:
    said = text(row, "rating")
    found = meaning("RATINGS", said) if said else None
    if said and found is None:
        unknown["rating"] = said
    return int(found) if found else None


def _settled(values: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """Only finished work is rated, and a rating that is kept already keeps its moment."""
    finished = (values["state"] or stored.get("state", "")) in FINISHED
    if finished and values["rating"] != stored.get("rating"):
        return values
    return values | {"rating": None, "rated": None}


def _priority(row: Incoming, unknown: dict[str, str]) -> str:
    said = text(row, "priority")
    if not said:
        return ""
    found = meaning("PRIORITIES", said)
    if found is None:
        unknown["priority"] = said
    return found or ""


def _channel(row: Incoming, unknown: dict[str, str]) -> str:
    said = text(row, "channel")
    if not said:
        return ""
    found = meaning("CHANNELS", said)
    if found is None and said.casefold() != "other":
        unknown["channel"] = said
    return found or "other"


ORDERS = Kind(
    WorkOrder, "order", "summary", _columns, _fault, ("cancelled", "declined"), "staff",
    {"state": "requested", "priority": "normal"}, _settled, states=STATES, moves=MOVES, open=OPEN,
)  # fmt: skip
