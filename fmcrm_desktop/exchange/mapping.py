"""How the columns of one file become fields: what --map says and what the window remembers for a heading.

{"columns": {"received": "Created Date"}, "values": {"state": {"Closed": "resolved"}},
 "dates": "%m/%d/%Y %I:%M:%S %p", "zone": "America/New_York"}
"""

from __future__ import annotations

from collections.abc import Mapping as Plain
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fmcrm_desktop.exchange import headings
from fmcrm_desktop.exchange.heading_words import HEADINGS
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

NONE: Plain[str, OwnEntry] = {}
"""No own fields."""


@dataclass
class Mapping:
    """``columns``: field, or own field as its ``OwnEntry.key`` → heading; ``values``: field → text in the file → text
    it stands for, of which the empty one is what no column says; ``dates``: a strptime pattern, or dmy or mdy, or
    nothing for a guess; ``zone`` of local times, nothing for the office's."""

    kind: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: str = ""
    zone: str = ""

    def left_out(self, header: Sequence[str]) -> list[str]:
        """The columns of the file that no field takes: what stands in them does not come in."""
        return [heading for heading in header if heading.strip() and heading not in self.columns.values()]

    def to_plain(self) -> dict[str, Any]:
        return {"columns": self.columns, "values": self.values, "dates": self.dates, "zone": self.zone}


def guessed(header: Sequence[str], kind: str, own: Plain[str, OwnEntry] = NONE) -> Mapping:
    """The columns matched by their headings; ``own`` are the office's own fields by their keys."""
    return Mapping(kind, headings.match_with_own(header, kind, own))


def with_role(mapping: Mapping, title: str) -> Mapping:
    """What people are to their units where no column says it; ``title`` names the sheet, or the file."""
    said = mapping.values.get("role", {})
    if mapping.kind != "people" or "role" in mapping.columns or "" in said:
        return mapping
    told = headings.role_told(mapping.columns.get("name", ""), title)
    return replace(mapping, values=mapping.values | {"role": said | {"": told}}) if told else mapping


def remembered(kept: Any, header: Sequence[str], kind: str, own: Plain[str, OwnEntry] = NONE) -> Mapping:
    """A mapping as it was kept; own fields that came since are guessed among the columns that are free. Raises
    Refusal where an older program kept what means nothing now. What no column says is told by each sheet anew."""
    mapping = from_plain(kept, header, kind, own)
    for said in mapping.values.values():
        said.pop("", None)
    new = {key: entry for key, entry in own.items() if key not in kept.get("columns", {})}
    free = [heading for heading in header if heading not in mapping.columns.values()]
    mapping.columns |= headings.match_own(free, new)
    return mapping


def signature(header: Sequence[str], kind: str) -> str:
    """Tells one heading from another: the same columns in any order are the same."""
    words = "\x1f".join([kind, *sorted(headings.plain(heading) for heading in header)])
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


def from_plain(given: object, header: Sequence[str], kind: str, own: Plain[str, OwnEntry] = NONE) -> Mapping:
    """A mapping as --map gives it, checked against the heading. Fields it leaves out stay unmatched, unless it
    names no columns at all: then they are guessed. Raises Refusal."""
    if not isinstance(given, Plain):
        raise Refusal(N_("The mapping must be one JSON object with columns, values, dates or zone."))
    unknown = sorted(set(given) - {"columns", "values", "dates", "zone", "kind"})
    if unknown:
        raise Refusal(
            N_(
                "The mapping has a part {name} that means nothing. Known are columns, values, dates and zone."
            ),
            name=unknown[0],
        )
    columns = {
        _field(kind, name, own): _heading(header, said)
        for name, said in _pairs(given, "columns").items()
        if said is not None
    }
    values = {}
    for name, table in _pairs(given, "values").items():
        if not isinstance(table, Plain):
            raise Refusal(
                N_("The mapping's values of {name} must be an object: text in the file, text it means."),
                name=name,
            )
        values[_field(kind, name, own)] = {
            str(key).strip().lower(): str(value) for key, value in table.items()
        }
    zone = str(given.get("zone") or "")
    check_zone(zone)
    columns = columns or headings.match_with_own(header, kind, own)
    return Mapping(kind, columns, values, str(given.get("dates") or ""), zone)


def check_zone(zone: str) -> None:
    try:
        if zone:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal(
            N_("There is no time zone {zone}. Write it like America/New_York or Asia/Shanghai."), zone=zone
        ) from error


def _pairs(given: Plain[str, Any], part: str) -> Plain[str, Any]:
    found = given.get(part) or {}
    if not isinstance(found, Plain):
        raise Refusal(N_("The mapping's {part} must be an object."), part=part)
    return found


def _field(kind: str, name: str, own: Plain[str, OwnEntry]) -> str:
    """The field a person means. Its own name comes first, so that an own field added later changes no mapping."""
    found = (
        name if name in HEADINGS[kind] or name in own else next(iter(headings.match_own([name], own)), None)
    )
    found = found or headings.field_named(kind, name)
    if found is None:
        raise Refusal(
            N_("{kind} have no field {name}. Known are: {names}."),
            kind=kind,
            name=name,
            names=", ".join([*HEADINGS[kind], *(entry.name for entry in own.values())]),
        )
    return found


def _heading(header: Sequence[str], said: object) -> str:
    """The heading meant: exactly, or but for case, blanks and signs; a number counts columns from 1."""
    if isinstance(said, int) and 1 <= said <= len(header):
        return header[said - 1]
    for heading in header:
        if heading == said:
            return heading
    alike = [heading for heading in header if headings.plain(heading) == headings.plain(str(said))]
    if not alike:
        raise Refusal(
            N_("The file has no column {name}. Its columns are: {names}."),
            name=str(said),
            names=", ".join(header),
        )
    return alike[0]
