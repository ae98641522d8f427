"""No space and errors at the first, second, third … write, once and for ever (R5, R6): a sentence that names the file,
nothing kept in part, and when the disk is well again the same deed works. What is kept is read by plain sqlite3."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import calls, complaints, owners, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store import soundness
from tests.conftest import NOW
from tests.safety import disk
from tests.safety.disk import Disk, Event
from tests.sample import Sample
from tests.services.complaining import rude_guard

DEPTH = int(os.environ.get("FMCRM_DISK_FAULTS", "6"))
"""At so many of a deed's calls the disk fails, taken evenly; a release runs FMCRM_DISK_FAULTS=100000 (at every one)."""
KINDS = {
    "no space": ("write", disk.FULL, "full"),
    "write error": ("write", disk.IOERR_WRITE, "does not answer"),
    "sync error": ("sync", disk.IOERR_FSYNC, "does not answer"),
    "read error": ("read", disk.IOERR_READ, "does not answer"),
}


class Failing:
    """Counts the calls of one kind; from number ``first`` on, once or for ever, they fail."""

    def __init__(self, what: str, code: int, first: int, for_ever: bool) -> None:
        self.what, self.code, self.first, self.for_ever = what, code, first, for_ever
        self.seen = 0

    def __call__(self, event: Event) -> int:
        if event.what != self.what:
            return 0
        self.seen += 1
        return self.code if self.seen == self.first or (self.for_ever and self.seen > self.first) else 0

    @property
    def failed(self) -> bool:
        return self.seen >= self.first


@pytest.fixture
def failing() -> Iterator[Disk]:
    with disk.wrapped() as wrapped:
        yield wrapped


def a_call(office: Office, it: Sample) -> Callable[[], Any]:
    """The call of which a complaint and an order come."""
    form = office.ask(calls.draft, {"person": it.owner})
    form.topic, form.notes, form.make_order, form.make_complaint = "Water", "It drips. " * 400, True, True
    return lambda: office.do(calls.log, form)


def an_order(office: Office, it: Sample) -> Callable[[], Any]:
    form = OrderForm(summary="Tap " * 20, person_id=it.owner, unit_id=it.unit)
    return lambda: office.do(work_orders.enter, form)


def a_complaint(office: Office, it: Sample) -> Callable[[], Any]:
    return lambda: office.do(complaints.register, rude_guard(it))


def a_person(office: Office, it: Sample) -> Callable[[], Any]:
    return lambda: office.do(owners.add, owners.NewPersonForm(name="Somebody", notes="x" * 3_900))


DEEDS = (a_call, an_order, a_complaint, a_person)


def kept(path: Path) -> dict[str, int]:
    """How many rows each table has; a deed's number is given once, so it is left out."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as plain:
        names = [row[0] for row in plain.execute("select name from sqlite_master where type = 'table'")]
        return {name: plain.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}


def chosen(count: int) -> list[int]:
    """So many of 1 to count, the first and the last among them."""
    if count <= DEPTH:
        return list(range(1, count + 1))
    return sorted({1 + round(at * (count - 1) / (DEPTH - 1)) for at in range(DEPTH)})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("deed", DEEDS)
def test_whatever_call_fails_nothing_is_half_kept_and_the_same_deed_works_after(
    failing: Disk, office_path: Path, sample: Sample, deed: Callable[..., Any], kind: str
) -> None:
    what, code, said = KINDS[kind]
    office = open_office(str(office_path))
    office.store.clock = lambda: NOW
    counting = Failing(what, code, 1_000_000, False)
    do = deed(office, sample)
    failing.answer = counting
    fresh(office, what)
    do()
    failing.answer = lambda _event: 0
    refused = 0
    for first in chosen(counting.seen):
        for for_ever in (False, True):
            do = deed(office, sample)
            fresh(office, what)
            before, fault = kept(office_path), Failing(what, code, first, for_ever)
            failing.answer = fault
            try:
                do()
            except Refusal as refusal:
                refused += 1
                assert said in str(refusal) and str(office_path) in str(refusal)
                failing.answer = lambda _event: 0
                assert kept(office_path) == before, f"{kind} at {first}: something is half kept"
                do()
            failing.answer = lambda _event: 0
            after = kept(office_path)
            assert after["deed"] == before["deed"] + 1 and after["audit"] > before["audit"]
            assert all(after[table] >= rows for table, rows in before.items() if "fts" not in table)
    office.close()
    assert refused or what == "read", "the disk never failed"
    assert soundness.faults(office_path) == []


def fresh(office: Office, what: str) -> None:
    """Readings are not taken from memory."""
    if what == "read":
        office.store.writer.dispose()
