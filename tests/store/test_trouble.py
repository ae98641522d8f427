"""Trouble with the disk and with others: a sentence with the file and the way out; the same save works after."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import event

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import InUse, Refusal
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import soundness
from fmcrm_desktop.store.engine import open_engine
from fmcrm_desktop.store.work import Work

HELD = [float(each) for each in os.environ.get("FMCRM_HELD", "0.4").split(",")]
"""For so many seconds another program holds the file; a release runs FMCRM_HELD=1,3,30."""


@needs("person.write")
def save(work: Work, note: str) -> int:
    return work.add(Person(name="Somebody", notes=note)).id


@needs("person.write")
def tie_to_nobody(work: Work) -> None:
    from fmcrm_desktop.model.person import ContactPoint

    work.add(ContactPoint(person_id=999_999, value="1"))


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("select count(*) from person where name = 'Somebody'").fetchone()[0])


def test_a_full_disk_is_told_nothing_is_half_saved_and_the_same_save_works_after(
    office: Office, office_path: Path
) -> None:
    """SQLite's own page limit makes the disk full for real: the error comes from its writer."""
    limit: dict[str, int] = {}

    def small(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"pragma max_page_count = {limit['pages']}")

    with closing(sqlite3.connect(office_path)) as connection:
        limit["pages"] = connection.execute("pragma page_count").fetchone()[0] + 2
    event.listen(office.store.writer, "checkout", small)
    with pytest.raises(Refusal) as caught:
        office.do(save, "x" * 200_000)
    assert "full" in str(caught.value) and str(office_path) in str(caught.value)
    assert count(office_path) == 0
    limit["pages"] = 1_000_000
    office.do(save, "x" * 200_000)
    assert count(office_path) == 1
    assert soundness.faults(office_path) == []


def test_another_program_holding_the_file_is_waited_for_and_then_told(office_path: Path) -> None:
    office = open_office(str(office_path))
    office.store.writer.dispose()
    office.store.writer = open_engine(office.store.url, writing=True, busy_ms=50)
    with closing(sqlite3.connect(office_path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(Refusal) as caught:
            office.do(save, "")
        assert "Another program" in str(caught.value)
        assert office.ask(alive) > 0, "reading goes on"
        other.execute("rollback")
    office.do(save, "")
    office.close()
    assert count(office_path) == 1


@pytest.mark.parametrize("held", HELD)
def test_who_holds_the_file_for_a_moment_is_waited_for_in_silence(office_path: Path, held: float) -> None:
    """R7: up to five seconds are waited, then a sentence; let go, the same save works. One save, one person."""
    office = open_office(str(office_path))
    office.do(save, "warm")
    with closing(sqlite3.connect(office_path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("begin immediate")
        let_go = threading.Timer(held, lambda: other.execute("rollback"))
        let_go.start()
        begun = monotonic()
        refused = False
        while True:
            try:
                office.do(save, "held")
                break
            except Refusal as refusal:
                assert "Another program" in str(refusal) and held > 4, "five seconds are waited for"
                refused = True
        waited = monotonic() - begun
        let_go.join()
    office.close()
    assert waited >= held * 0.9 and refused == (held > 6)
    assert count(office_path) == 2


@needs("person.read")
def alive(work: Work) -> int:
    from sqlalchemy import func, select

    return int(work.value(select(func.count()).select_from(Person)))


def test_what_names_a_record_that_is_not_there_is_refused(office: Office) -> None:
    with pytest.raises(InUse):
        office.do(tie_to_nobody)


def test_an_office_open_for_reading_says_so_when_something_is_saved(office_path: Path) -> None:
    reader = open_office(str(office_path), read_only=True)
    with pytest.raises(Refusal) as caught:
        reader.do(save, "")
    assert "reading only" in str(caught.value)
    reader.close()
    assert count(office_path) == 0


@pytest.mark.parametrize(
    "text",
    ["nul\x00inside", "lone \ud800 surrogate", "👩‍👩‍👧 family", "مرحبا", "e\u0301", "x" * 1_000_000, "a\nb"],
)
def test_odd_text_is_kept_as_it_is_or_tidied_the_same_way_everywhere(
    office: Office, office_path: Path, text: str
) -> None:
    from fmcrm_desktop.model.field import tidy

    kept = tidy(text, lines=3)
    id = office.do(save, kept).result
    with closing(sqlite3.connect(office_path)) as connection:
        assert connection.execute("select notes from person where id = ?", (id,)).fetchone() == (kept,)
    assert "\x00" not in kept and kept.encode()
