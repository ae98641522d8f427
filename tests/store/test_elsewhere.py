"""What one desk keeps on the server the others hear at once, and after a cut everything they may have missed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue

import psycopg
import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.store import elsewhere
from fmcrm_desktop.store.work import Work

PATIENCE = 20.0
Heard = SimpleQueue[dict[str, set[int]]]


@pytest.fixture
def two(postgres_url: str) -> Iterator[tuple[Office, Office, Heard]]:
    """A desk that writes, one that listens, and what it heard."""
    offices = [found_office(postgres_url, OfficeForm(name="Willow Court", manager="Zhou Min"))]
    offices.append(open_office(postgres_url))
    heard: Heard = SimpleQueue()
    offices[1].elsewhere.append(heard.put)
    offices[1].listen()
    yield offices[0], offices[1], heard
    for office in offices:
        office.close()


def nothing(heard: Heard) -> bool:
    with suppress(Empty):
        return not heard.get(timeout=0.3)
    return True


def until(heard: Heard, there: Callable[[dict[str, set[int]]], bool]) -> dict[str, set[int]]:
    while not there(told := heard.get(timeout=PATIENCE)):
        pass
    return told


@needs("person.write")
def refused(work: Work) -> None:
    owners.add(work, PersonForm(name="Nobody"))
    raise Refusal("Not today.")


def test_a_deed_is_heard_by_the_other_desk_and_one_that_was_taken_back_is_not(two):
    writing, _listening, heard = two
    with pytest.raises(Refusal):
        writing.do(refused)
    assert nothing(heard)
    writing.do(owners.add, PersonForm(name="Tan Wei"))
    assert "person" in heard.get(timeout=PATIENCE)


def test_nobody_hears_what_they_did_themselves(two):
    _writing, listening, heard = two
    listening.do(owners.add, PersonForm(name="Tan Wei"))
    assert nothing(heard)


def test_a_line_that_was_cut_is_taken_up_again_and_all_that_may_have_been_missed_is_told(
    two, postgres_url, monkeypatch
):
    monkeypatch.setattr(elsewhere, "AGAIN", 0.05)
    writing, _listening, heard = two
    with psycopg.connect(postgres_url, autocommit=True) as keeper:
        cut = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'"
        assert keeper.execute(cut + " and datname = current_database()").rowcount == 1
        whole = until(heard, lambda told: len(told) > 100)
        assert {"person", "visit", "setting"} <= whole.keys()
        writing.do(owners.add, PersonForm(name="Tan Wei"))
        assert until(heard, lambda told: "person" in told and len(told) < 100)


def test_the_listening_ends_with_the_office(two, postgres_url):
    _writing, listening, _heard = two
    assert "elsewhere" in [thread.name for thread in threading.enumerate()]
    listening.close()
    assert "elsewhere" not in [thread.name for thread in threading.enumerate()]


def test_a_file_has_one_desk_and_listens_to_nobody(office):
    office.listen()
    assert "elsewhere" not in [thread.name for thread in threading.enumerate()]
