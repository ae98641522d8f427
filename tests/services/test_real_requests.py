"""A hundred real requests of a city: each month is what csv counts, and every measure what a second count says."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import imports, measures, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.services.by_hand import Kept
from tests.services.by_hand_clocks import Whole

FILE = Path(__file__).parents[1] / "fixtures/imports/boston_requests.csv"
BOSTON = ZoneInfo("America/New_York")
NOW = datetime(2022, 6, 1, tzinfo=UTC)
MONTHS = [Month(2021, 12).plus(n) for n in range(6)]
WAYS = {
    "Constituent Call": "phone", "Citizens Connect App": "message", "City Worker App": "message",
    "Self Service": "message",
}  # fmt: skip
COLUMNS = {
    "number": "case_enquiry_id", "received": "open_dt", "due": "target_dt", "state": "case_status",
    "category": "reason", "channel": "source",
}  # fmt: skip
ENDS = {"complaints": {"resolved": "closed_dt"}, "orders": {"closed": "closed_dt"}}


@needs("office.settings")
def in_boston(work: Work) -> None:
    settings.put(work, **{"office.zone": "America/New_York"})


def counted(month: Month) -> dict[str, Any]:
    """What the file says of a month; late is what the city itself calls overdue."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    start, end = (f"{each.year:04}-{each.month:02}-01 00:00:00" for each in (month, month.plus(1)))
    came = [row for row in rows if start <= row["open_dt"] < end]
    over = [row for row in rows if start <= row["closed_dt"] < end]
    days = [(_moment(row["closed_dt"]) - _moment(row["open_dt"])).total_seconds() / 86_400 for row in over]
    return {
        "received": len(came),
        "by_channel": dict(Counter(WAYS[row["source"]] for row in came)),
        "resolved": len(over),
        "due": sum(bool(row["target_dt"]) for row in over),
        "late": sum(row["ontime"] == "OVERDUE" for row in over),
        "open_at_end": sum(
            row["open_dt"] < end and not (row["closed_dt"] and row["closed_dt"] < end) for row in rows
        ),
        "days_to_resolve": {
            "median": pytest.approx(median(days)) if days else None,
            "mean": pytest.approx(mean(days)) if days else None,
        },
    }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BOSTON).astimezone(UTC)


@pytest.mark.parametrize("told", [True, False], ids=["told", "by their names"])
@pytest.mark.parametrize("kind", ENDS)
def test_a_citys_hundred_requests_agree_in_every_month(empty_office: Office, kind: str, told: bool) -> None:
    """With its columns and words told, and with both found by themselves."""
    office = empty_office
    office.store.clock = lambda: NOW
    office.do(in_boston)
    mapping: dict[str, Any] = {"zone": "America/New_York"}
    if told:
        mapping["columns"] = COLUMNS | ENDS[kind]
        mapping["values"] = {
            "channel": WAYS, "state": {"Closed": "resolved" if kind == "complaints" else "closed"},
        }  # fmt: skip
    file = ImportFile.open(Choice(FILE), kind, mapping, "America/New_York")
    result = office.do(imports.run, file.source()).result
    assert (result.read, result.added, result.rejected) == (100, 100, 0)
    kept = Kept(Path(str(office.store.address)))
    for month in MONTHS:
        figures = office.ask(measures.month, month)
        assert figures.as_json()[kind] == counted(month), month
        for name, answer in Whole(kept, month.year, month.month, NOW).everything().items():
            got = figures.measures[name]
            for field in ("value", "numerator", "denominator", "missing", "pending"):
                wanted = getattr(answer, field)
                assert getattr(got, field) == (None if wanted is None else pytest.approx(wanted, abs=0.02)), (
                    month,
                    name,
                    field,
                )
    assert counted(Month(2022, 1))["late"] == 1
