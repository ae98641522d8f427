"""A city's requests with their own moments: every month counted by plain csv beside measures, lists and the register.

FMCRM_REQUESTS=10000 takes so many rows instead of a few hundred.
"""

from __future__ import annotations

import csv
import os
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.work_order import OPEN as OPEN_ORDER
from fmcrm_desktop.services import categories, complaints, imports, measures, registers, settings, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work

ROWS = int(os.environ.get("FMCRM_REQUESTS", "400"))
CITY, SHAPE = ZoneInfo("America/New_York"), "%m/%d/%Y %I:%M:%S %p"
FIRST, LAST = datetime(2018, 11, 1), datetime(2019, 6, 1)  # noqa: DTZ001  local times of the city
MONTHS = [Month(2018, 11).plus(n) for n in range(9)]
NEVER = datetime(2019, 3, 10, 2)  # noqa: DTZ001  the hour that was left out
HEADING = ("Unique Key", "Created Date", "Closed Date", "Complaint Type", "Descriptor", "Status", "Due Date",
           "Open Data Channel Type")  # fmt: skip
KINDS = ("HEAT/HOT WATER", "Noise - Residential", "Elevator", "Rodent, outside")
WAYS = {"PHONE": "phone", "ONLINE": "message", "MOBILE": "message", "UNKNOWN": "other", "": "other"}
WORDS = ("Open", "Pending", "In Progress", "Email Sent", "Assigned")
Row = tuple[float, float | None, float | None, str, str]
"""Created, closed, due as seconds; our channel; the kind."""


def written(path: Path) -> list[Row]:
    """The file, with every trouble of the real ones; and what stands in it, read back by csv alone."""
    chance = random.Random(311)
    span = int((LAST - FIRST).total_seconds())
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADING)
        for n in range(ROWS):
            created = FIRST + timedelta(seconds=chance.randrange(span))
            if n % 5 == 0:
                created = datetime.combine(created, datetime.min.time())
            if n % 40 == 1:
                created = NEVER + timedelta(seconds=chance.randrange(3600))
            closed = created + timedelta(
                seconds=int(chance.expovariate(1 / 900_000)) - (n % 30 == 0) * 9_000_000
            )
            due = created + timedelta(hours=chance.randrange(1, 700))
            told = closed if chance.random() < 0.85 else None
            state = chance.choice(WORDS) if told is None or n % 50 == 7 else "Closed"
            out.writerow((
                2_000_000 + n, created.strftime(SHAPE), told.strftime(SHAPE) if told else "", chance.choice(KINDS),
                'Loud, "very"' if n % 3 else "", state, due.strftime(SHAPE) if chance.random() < 0.4 else "",
                chance.choice(list(WAYS)),
            ))  # fmt: skip
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (seconds(row["Created Date"]) or 0, seconds(row["Closed Date"]), seconds(row["Due Date"]),
             WAYS[row["Open Data Channel Type"]], row["Complaint Type"])
            for row in csv.DictReader(file)
        ]  # fmt: skip


def seconds(text: str) -> float | None:
    return datetime.strptime(text, SHAPE).replace(tzinfo=CITY).timestamp() if text else None


def counted(rows: list[Row], month: Month) -> dict[str, Any]:
    start, end = (
        datetime(each.year, each.month, 1, tzinfo=CITY).timestamp() for each in (month, month.plus(1))
    )
    ended = [row for row in rows if row[1] is not None and start <= row[1] < end]
    days = [((row[1] or 0) - row[0]) / 86_400 for row in ended]
    return {
        "received": sum(start <= row[0] < end for row in rows),
        "by_channel": dict(Counter(row[3] for row in rows if start <= row[0] < end)),
        "resolved": len(ended),
        "due": sum(row[2] is not None for row in ended),
        "late": sum(row[2] is not None and (row[1] or 0) > row[2] for row in ended),
        "open_at_end": sum(row[0] < end and (row[1] is None or row[1] >= end) for row in rows),
        "days_to_resolve": {
            "median": pytest.approx(median(days)) if days else None,
            "mean": pytest.approx(mean(days)) if days else None,
        },
    }


def kept_seconds(text: str | None) -> float | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() if text else None


@needs("office.settings")
def in_the_city(work: Work) -> None:
    settings.put(work, **{"office.zone": "America/New_York"})


@pytest.fixture
def city(empty_office: Office) -> Iterator[Office]:
    empty_office.store.clock = lambda: datetime(2020, 1, 1, tzinfo=UTC)
    empty_office.do(in_the_city)
    yield empty_office


MATTERS = {
    "complaints": (complaints, OPEN_COMPLAINT, {"resolved": "Closed Date", "own_words": "Descriptor"}),
    "orders": (work_orders, OPEN_ORDER, {"closed": "Closed Date", "summary": "Descriptor"}),
}


@pytest.mark.parametrize("kind", MATTERS)
def test_every_month_of_a_citys_requests_is_what_csv_counts(city: Office, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "311.csv"
    rows = written(path)
    service, still, columns = MATTERS[kind]
    mapping = {
        "columns": columns | {
            "number": "Unique Key", "received": "Created Date", "due": "Due Date", "category": "Complaint Type",
            "channel": "Open Data Channel Type", "state": "Status",
        },
        "values": {"channel": {"PHONE": "phone"}}, "dates": SHAPE, "zone": "America/New_York",
    }  # fmt: skip
    outcomes = []
    for _ in range(2):
        file = ImportFile.open(Choice(path), kind, mapping, "Asia/Shanghai")
        result = city.do(imports.run, file.source()).result
        outcomes.append((result.read, result.added, result.same, result.rejected))
    assert outcomes == [(ROWS, ROWS, 0, 0), (ROWS, 0, ROWS, 0)]
    for month in MONTHS:
        assert city.ask(measures.month, month).as_json()[kind] == counted(rows, month), month
        if month == MONTHS[2]:
            printed = city.ask(getattr(registers, kind), month).rows
            assert len(printed) == counted(rows, month)["received"]
    open_ones = city.ask(service.page, Query(where={"state": ("open",)})).ids
    assert len(open_ones) == sum(row[1] is None for row in rows)
    for name, count in Counter(row[4] for row in rows).items():
        chosen = [code for code, said, _ in city.ask(service.category_options) if said == name]
        assert len(city.ask(service.page, Query(where={"category": tuple(chosen)})).ids) == count
    flagged(city, kind, still)


def flagged(city: Office, kind: str, still: tuple[str, ...]) -> None:
    """Times that never were are kept as written, and so are words that say less than a moment."""
    table, end = ("complaint", "resolved") if kind == "complaints" else ("work_order", "done")
    with closing(sqlite3.connect(city.store.path)) as raw:
        odd = raw.execute(f"select count(*) from {table} where external like '%03/10/2019 02:%'").fetchone()[
            0
        ]
        marks = ", ".join("?" * len(still))
        both = f"select count(*) from {table} where {end} is not null and state in ({marks})"
        assert raw.execute(both, still).fetchone() == (0,)
        words = f"select count(*) from {table} where {end} is not null and external like '%In Progress%'"
        kept = raw.execute(words).fetchone()[0]
    assert odd >= ROWS // 40 and kept


@pytest.mark.parametrize("kind", MATTERS)
def test_a_citys_columns_are_found_by_their_names_alone(city: Office, tmp_path: Path, kind: str) -> None:
    """No mapping is given: each row's moments, channel and kind are what csv reads, whatever the states are called."""
    path = tmp_path / "311.csv"
    rows = written(path)
    result = city.do(imports.run, ImportFile.open(Choice(path), kind, {}, "America/New_York").source()).result
    assert (result.added, result.rejected) == (ROWS, 0)
    end, channel, table, more = {
        "orders": (
            "closed",
            "coalesce(q.channel, 'other')",
            "work_order",
            "left join request q on q.id = w.request_id",
        ),
        "complaints": ("resolved", "w.channel", "complaint", ""),
    }[kind]
    asked = (
        f"select w.external_number, w.received, w.{end}, w.due, {channel}, lower(c.name) from {table} w "
        f"join category c on c.id = w.category_id {more}"
    )
    with closing(sqlite3.connect(city.store.path)) as raw:
        found = [(*map(kept_seconds, row[1:4]), *row[4:]) for row in sorted(raw.execute(asked).fetchall())]
    assert found == [(*row[:4], row[4].lower()) for row in rows]


SHAPES = {
    "west": (
        "Service Request Number,Service Request Type,Created Date,Method Received,Status,Due Date,Closed Date",
        "18-{id},Illegal Dumping,2018-03-04T10:00-08:00,{way},Closed,2018-03-09T10:00-08:00,2018-03-07T10:00-08:00",
    ),
    "lake": (
        "SR_NUMBER,SR_TYPE,STATUS,ORIGIN,CREATED_DATE,CLOSED_DATE,DUE_DATE",
        "SR18-{id},Illegal Dumping,Closed,{way},03/04/2018 06:00 PM,03/07/2018 06:00 PM,03/09/2018 06:00 PM",
    ),
    "open": (
        "service_request_id,requested_datetime,closed_datetime,expected_datetime,status,service_name,source",
        "{id},2018-03-04T18:00:00.000,2018-03-07T18:00:00.000,2018-03-09T18:00:00.000,closed,Illegal Dumping,{way}",
    ),
    "harbour": (
        "case_enquiry_id,open_dt,target_dt,closed_dt,case_status,closure_reason,case_title,reason,type,source",
        "{id},2018-03-04 18:00:00,2018-03-09 18:00,2018-03-07 18:00,Closed,Resolved,Sofa,Streets,Illegal Dumping,{way}",
    ),
}
CALLED = {
    "Constituent Call": "phone", "Phone Call": "phone", "Voicemail": "phone", "Citizens Connect App": "message",
    "Mobile Device": "message", "Web Form": "message", "Self Service": "message", "Find It Fix It Apps": "message",
    "Walk-In": "counter", "E-mail": "email", "Twitter": "social", "Employee Generated": "other",
}  # fmt: skip


@pytest.mark.parametrize("kind", MATTERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_other_cities_columns_and_words_are_understood(
    city: Office, tmp_path: Path, shape: str, kind: str
) -> None:
    """What each calls its moments, its kind of request and its ways in; nobody maps anything."""
    header, row = SHAPES[shape]
    path = tmp_path / "requests.csv"
    lines = [row.format(id=n, way=way) for n, way in enumerate(CALLED, 100)]
    path.write_text("\n".join((header, *lines)), encoding="utf-8")
    file = ImportFile.open(Choice(path), kind, None, "America/New_York")
    assert city.do(imports.run, file.source()).result.added == len(CALLED)
    month = city.ask(measures.month, Month(2018, 3)).as_json()[kind]
    assert month["by_channel"] == dict(Counter(CALLED.values()))
    told = [month[name] for name in ("received", "resolved", "due", "late", "open_at_end")]
    assert told == [len(CALLED)] * 3 + [0, 0]
    assert month["days_to_resolve"] == {"median": pytest.approx(3.0), "mean": pytest.approx(3.0)}
    service = MATTERS[kind][0]
    (code,) = [code for code, said, _ in city.ask(service.category_options) if said == "Illegal Dumping"]
    assert len(city.ask(service.page, Query(where={"category": (code,)})).ids) == len(CALLED)


@pytest.mark.parametrize("kind", MATTERS)
def test_a_category_comes_back_with_the_import_that_was_undone(
    city: Office, tmp_path: Path, kind: str
) -> None:
    """Not so one that the office itself offers no more."""
    service = MATTERS[kind][0]

    def bring(number: int) -> tuple[int, list[str]]:
        path = tmp_path / f"{number}.csv"
        path.write_text(
            f"SR_NUMBER,SR_TYPE,CREATED_DATE\n{number},Dumping,2018-03-04 18:00\n", encoding="utf-8"
        )
        done = city.do(imports.run, ImportFile.open(Choice(path), kind, None, "America/New_York").source())
        return done.deed, [said for _, said, _ in city.ask(service.category_options)]

    deed, offered = bring(1)
    assert "Dumping" in offered
    city.undo(deed)
    deed, offered = bring(2)
    assert offered.count("Dumping") == 1
    city.undo(deed)
    subject = "order" if kind == "orders" else "complaint"
    (id,) = [row.id for row in city.ask(categories.listed, subject, True) if row.name == "Dumping"]
    city.do(categories.restore, id)
    city.do(categories.archive, id)
    assert "Dumping" not in bring(3)[1]


PROBLEMS = """\
Received Date,Problem ID,Complaint ID,Borough,House Number,Street Name,Apartment,Type,Major Category,Minor Category,\
Problem Code,Complaint Status,Complaint Status Date,Problem Status,Problem Status Date,Status Description,Unique Key
09/01/2017,17770943,8616780,BROOKLYN,1449,HERKIMER STREET,3FL,EMERGENCY,DOOR/WINDOW,DOOR,BROKEN OR MISSING,CLOSE,\
10/21/2017,CLOSE,10/20/2017,No access to inspect.,37087395
09/04/2017,17774370,8618026,MANHATTAN,21,MAGAW PLACE,2C,NON EMERGENCY,UNSANITARY CONDITION,PESTS,ROACHES,OPEN,\
09/08/2017,OPEN,09/07/2017,,36841684
"""


def test_housing_problems_become_orders_with_their_own_state_and_its_day(
    city: Office, tmp_path: Path
) -> None:
    """The state of the problem counts, not that of the complaint it came with."""
    path = tmp_path / "problems.csv"
    path.write_text(PROBLEMS, encoding="utf-8")
    city.do(imports.run, ImportFile.open(Choice(path), "orders", {}, "America/New_York").source())
    with closing(sqlite3.connect(city.store.path)) as raw:
        found = raw.execute(
            "select external_number, state, substr(closed, 1, 10), fix from work_order order by 1"
        )
        assert found.fetchall() == [
            ("17770943", "closed", "2017-10-20", "No access to inspect."),
            ("17774370", "requested", None, ""),
        ]
