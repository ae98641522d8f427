"""Complaints of another system as ours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.complaint import MOVES, OPEN, STATES, Complaint, ComplaintPerson
from fmcrm_desktop.model.field import nothing
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.services import held
from fmcrm_desktop.services.complaints.required import CLOSED
from fmcrm_desktop.services.imports import aspects
from fmcrm_desktop.services.imports.matters import Beside, Kind, kept_words
from fmcrm_desktop.services.imports.meanings import UNNAMED, meaning, plain
from fmcrm_desktop.services.imports.reading import LONGEST_TEXT, line, missing, moment, text
from fmcrm_desktop.services.imports.sink import Sink, batches

LONGEST_REASON = 300
_SEVERITIES = {"low": 1, "normal": 2, "high": 4, "urgent": 5}


def _fault(row: Incoming) -> Fault | None:
    if moment(row, "received") is None:
        return missing("received")
    return None if _subject(row) else missing("own_words")


def _subject(row: Incoming) -> str:
    """The subject, else what it is about by its categories, else the beginning of what was said."""
    about = [text(row, field) for field in ("category", "subcategory", "problem")]
    return text(row, "subject") or ", ".join(part for part in about if part) or text(row, "own_words")


def _columns(row: Incoming, beside: Beside) -> dict[str, Any]:
    unknown = dict(beside.unknown)
    resolved, answered = moment(row, "resolved"), moment(row, "answered")
    state = _state(row, unknown, resolved=bool(resolved))
    since = moment(row, "state_moment")
    if state in ("resolved", "followed_up"):
        resolved = resolved or answered or since
    own_words = text(row, "own_words", 2)
    anonymous = row.values.get("anonymous")
    if beside.person is None and plain(unknown.get("person_name", "")) in UNNAMED:
        anonymous = True if anonymous is None else anonymous
        del unknown["person_name"]
    if text(row, "place"):
        unknown["place"] = text(row, "place")
    return {
        "external_number": text(row, "number"), "received": moment(row, "received"), "subject": line(_subject(row)),
        "own_words": own_words[:LONGEST_TEXT], "state": state, "channel": _channel(row, unknown),
        "anonymous": anonymous, "answer": text(row, "answer", 2),
        "answered": answered, "due": moment(row, "due"), "resolved": resolved,
        "acknowledged": moment(row, "acknowledged"), "cause": text(row, "cause", 2), "lesson": text(row, "lesson", 2),
        "expected": text(row, "expected", 2), "remedy": text(row, "remedy", 2), "severity": _severity(row, unknown),
        "category_id": beside.category, "unit_id": beside.place.unit, "building_id": beside.place.building,
        "person_id": beside.person, "responsible_id": beside.staff, "ended": since, **_quality(row, unknown),
        "external": kept_words(unknown),
    }  # fmt: skip


def _quality(row: Incoming, unknown: dict[str, str]) -> dict[str, Any]:
    """The gap, what it led to, and what came of it; silence says nothing."""
    coded = {"gap": "GAPS", "loss": "LOSSES", "thanks": "THANKS"}
    return {
        **{name: _code(row, name, table, unknown) for name, table in coded.items()},
        "delivered": text(row, "delivered", 2), "loss_risk": text(row, "loss_risk")[:LONGEST_REASON],
        "follow_up_rating": _rating(row, unknown), "recovered": row.values.get("recovered"),
        "aspects": aspects.said(row, unknown),
    }  # fmt: skip


def _code(row: Incoming, name: str, table: str, unknown: dict[str, str]) -> str:
    said = text(row, name)
    found = meaning(table, said) if said else None
    if said and found is None:
        unknown[name] = said
    return found or ""


def _rating(row: Incoming, unknown: dict[str, str]) -> int | None:
    found = _code(row, "rating", "RATINGS", unknown)
    return int(found) if found else None


def _state(row: Incoming, unknown: dict[str, str], *, resolved: bool) -> str:
    """By the file's word, but a moment of the end is later than a word like "pending", which then is kept beside it.
    Empty where the file says nothing of it that we know."""
    said = text(row, "state")
    found = meaning("COMPLAINT_STATES", said) if said else None
    stale = resolved and found in OPEN
    if said and (stale or found is None):
        unknown["state"] = said
    if found and not stale:
        return found
    return "resolved" if resolved else ""


def _channel(row: Incoming, unknown: dict[str, str]) -> str:
    """Empty where the file says none that we know."""
    said = text(row, "channel")
    found = meaning("CHANNELS", said) if said else None
    if said and found is None and said.casefold() != "other":
        unknown["channel"] = said
    return found or ""


def _severity(row: Incoming, unknown: dict[str, str]) -> int | None:
    said = text(row, "severity")
    if not said:
        return None
    found = _SEVERITIES.get(meaning("PRIORITIES", said) or "")
    if said in ("1", "2", "3", "4", "5"):
        return int(said)
    if found is None:
        unknown["severity"] = said
    return found


def _settled(values: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """No file closes a complaint of somebody without an answer, or follows it up without what was learned: such a row
    comes as far as it may, and the file's own word for its state is kept. What is closed and names nobody is
    anonymous, as it would be in the window, unless the file says that it is not."""
    values = _named_still(values, stored)
    values, whole = _said(values, stored)
    if whole.get("state") not in CLOSED:
        return values
    state, settled = whole["state"], dict(values)
    if state == "followed_up" and not whole.get("lesson"):
        state = "resolved"
    if whole.get("answer") and not whole.get("answered"):
        settled["answered"] = whole.get("resolved") or whole["received"]
    elif not whole.get("answered") and not _somebody(whole) and values["anonymous"] is not False:
        settled["anonymous"] = True
    elif not whole.get("answered"):
        if stored.get("state") in CLOSED:
            # it was nobody's: it does not become somebody's who was never answered
            return settled | {"state": stored["state"], "anonymous": stored["anonymous"], "person_id": None}
        state, settled["resolved"] = "investigating", None
    if state != whole["state"]:
        said = json.loads(settled["external"] or "{}")
        # a row that says nothing beside takes nothing away that stands there
        beside = said or json.loads(stored.get("external") or "{}")
        settled |= {
            "state": state,
            "external": kept_words({**beside, "state": said.get("state", STATES[whole["state"]])}),
        }
    return settled


def _named_still(values: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """Who was named and not answered stays named, whatever a later file leaves out or calls anonymous."""
    if not _somebody(stored) or stored.get("answered") or values["answered"]:
        return values
    name = json.loads(stored.get("external") or "{}").get("person_name", "")
    beside = json.loads(values["external"] or "{}")
    if name and beside and "person_name" not in beside:
        values = values | {"external": kept_words(beside | {"person_name": name})}
    return values | {"anonymous": values["anonymous"] and stored.get("anonymous", False)}


def _said(values: dict[str, Any], stored: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the row says, and what the complaint says with it. A dash or "n/a" for nothing closes no complaint and
    replaces no answer; of one that stays open it is kept, as any text is."""
    closes = (values.get("state") or stored.get("state")) in CLOSED
    values = values | {name: "" for name in _nothing(values) if closes or stored.get(name)}
    stored = stored | dict.fromkeys(_nothing(stored), "")
    said = {name: value for name, value in values.items() if value not in (None, "")}
    if (
        stored.get("reopened")
        and not stored.get("answered")
        and said.get("answer") in (None, stored["answer"])
    ):
        # After reopening the former answer is none, nor is the moment of it that an older file tells.
        values, stored = values | {"answered": None}, stored | {"answer": ""}
        said = {name: value for name, value in said.items() if name not in ("answer", "answered")}
    return values, stored | said


def _nothing(values: dict[str, Any]) -> list[str]:
    """Which of the answer and the lesson are a mere sign for nothing."""
    return [name for name in ("answer", "lesson") if nothing(values.get(name, ""))]


def _somebody(whole: dict[str, Any]) -> bool:
    """Whether anybody is known to answer: a person, a mere name that nobody here has, others who joined."""
    if whole.get("person_id") is not None or whole.get("others"):
        return True
    return not whole.get("anonymous") and "person_name" in json.loads(whole.get("external") or "{}")


def _joined(sink: Sink, ids: Sequence[int]) -> set[int]:
    """Those of the complaints that others have joined; nobody else does until the file is in."""
    found: set[int] = set()
    for some in batches(sorted(ids)):
        if not sink.dry:
            held.complaints(sink.work, some)
        joined = select(ComplaintPerson.complaint_id).where(ComplaintPerson.complaint_id.in_(some))
        found.update(sink.work.column(joined))
    return found


COMPLAINTS = Kind(
    Complaint, "complaint", "subject", _columns, _fault, ("withdrawn",), "responsible",
    {"state": "received", "channel": "other"}, _settled, _joined,
    STATES, MOVES, OPEN,
)  # fmt: skip
