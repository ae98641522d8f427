"""All measures of a month beside raw sqlite3: counted anew, remembered, and with the twelve months before it."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from benchmarks import generate
from benchmarks.pairs import Pair, worked
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import measures
from fmcrm_desktop.services.measures import remembered, showing
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office

MONTH = Month(2026, 10)
BOUNDS = (
    ("2026-09-30 16:00:00", "2026-10-31 16:00:00"), ("2026-08-31 16:00:00", "2026-09-30 16:00:00"),
    ("2025-09-30 16:00:00", "2025-10-31 16:00:00"),
)  # fmt: skip
"""The month, the one before and the same a year ago, on the office's clock."""
RAW_MONTH = (
    "select category_id, count(*) from work_order where received >= ? and received < ? and archived is null group by 1",
    "select count(*), avg((julianday(done) - julianday(received)) * 24), sum(done > due) from work_order "
    "where done >= ? and done < ? and archived is null",
    "select channel, count(*) from complaint where received >= ? and received < ? and archived is null group by 1",
    "select count(*), sum(resolved > due) from complaint where resolved >= ? and resolved < ? and archived is null",
    "select gap, count(*) from complaint where received >= ? and received < ? and archived is null group by 1",
    "select count(*), sum(arrived is not null), avg(julianday(arrived) - julianday(received)) from work_order "
    "where done >= ? and done < ? and archived is null",
    "select count(*), sum(due < kept) from promise where due >= ? and due < ? and archived is null",
    "select count(*) from call where started >= ? and started < ? and archived is null",
)


def run(size: str) -> Iterator[Pair]:
    """In processor time, since all are questions."""
    path = generate.office(size)
    office = open_office(str(path))
    office.store.clock = lambda: generate.UNTIL
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript("pragma cache_size = -32768; pragma query_only = on")

        def floor() -> None:
            for bounds, sql in itertools.product(BOUNDS, RAW_MONTH):
                raw.execute(sql, bounds).fetchall()

        def asked() -> object:
            return office.ask(measures.month, MONTH)

        def anew() -> object:
            remembered.forget()
            return asked()

        yield worked(f"{size} all measures of a month, counted anew", anew, floor, 1.5)
        said = _statements(office, anew)
        yield worked(
            f"{size} the same beside its own statements by sqlite3",
            anew,
            lambda: [raw.execute(sql).fetchall() for sql in said],
            1.5,
        )
        yield worked(f"{size} all measures of a month, asked for again", asked, floor, 1.5)

        def twelve() -> object:
            remembered.forget()
            return office.ask(showing.twelve, str(MONTH))

        yield worked(f"{size} the cards and small lines of twelve months, anew", twelve, floor, 6.0)
    office.close()


def _statements(office: Office, work: Callable[[], object]) -> list[str]:
    """What a question sends to the database, with its values, to be run again without anything around it."""
    said: list[str] = []
    with office.store.readers.connect() as connection:
        driver: Any = connection.connection.driver_connection
    driver.set_trace_callback(said.append)
    work()
    driver.set_trace_callback(None)
    return [sql for sql in said if sql.lower().startswith(("select", "with"))]
