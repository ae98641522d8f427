"""Counts the entries of calendar files month by month with recurring-ical-events: other code than the product's.

    python tests/calendars/oracle.py FOLDER [ZONE] > counts.json          in an environment of its own that has it

{"zone": …, "files": {name: {"2026-03": entries, …}}}: every month with entries and its neighbours, at most 72 a file
(a series without an end has no last one). Cancelled entries are left out; a file that cannot be read is null.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

MOST_MONTHS = 72


def main(folder: str, zone: str = "UTC") -> None:
    found = {}
    for path in sorted(Path(folder).glob("*.ics")):
        try:
            found[path.name] = counts(path.read_bytes(), ZoneInfo(zone))
        except Exception as error:  # noqa: BLE001 - whatever it is, this file has no count
            print(path.name, repr(error)[:150], file=sys.stderr)
            found[path.name] = None
    json.dump({"zone": zone, "files": found}, sys.stdout, indent=1)


def counts(data: bytes, zone: ZoneInfo) -> dict[str, int]:
    import icalendar
    import recurring_ical_events

    calendars: list[Any] = icalendar.Calendar.from_ical(data, multiple=True)
    for (
        each
    ) in calendars:  # an event without a start has no day; the counting code would drop its whole file for it
        each.subcomponents = [
            part for part in each.subcomponents if part.name != "VEVENT" or "DTSTART" in part
        ]
    queries = [recurring_ical_events.of(each, skip_bad_series=True) for each in calendars]
    years = sorted(
        {
            int(each)
            for each in re.findall(rb"(?:DTSTART|RECURRENCE-ID|RDATE|UNTIL)[^\r\n]*?[:=,](\d{4})\d{4}", data)
        }
    )
    if not years:
        return {}
    endless = b"RRULE" in data
    found: dict[str, int] = {}
    for year in sorted({y + n for y in years if 1970 < y < 2100 for n in range(-1, 4 if endless else 2)}):
        for month in range(1, 13):
            first = datetime(year, month, 1, tzinfo=zone)
            until = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
            events = [event for query in queries for event in query.between(first, until)]
            found[f"{year}-{month:02}"] = sum(
                str(each.get("STATUS", "")).upper() != "CANCELLED" for each in events
            )
    return dict(list(_near(found).items())[:MOST_MONTHS])


def _near(found: dict[str, int]) -> dict[str, int]:
    """The months with entries, and those beside them."""
    months = list(found)
    return {
        month: found[month]
        for at, month in enumerate(months)
        if any(found[each] for each in months[max(0, at - 1) : at + 2])
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
