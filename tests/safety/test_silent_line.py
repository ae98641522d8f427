"""A network that lets everybody in and swallows what is said (R21): a sentence in seconds, nothing kept twice, the same
Save works afterwards and nothing that was left behind on the server is in its way. Plain psycopg counts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from queue import SimpleQueue
from time import monotonic

import psycopg
import pytest
from sqlalchemy import text

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Away
from fmcrm_desktop.services import numbers, owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.store import elsewhere, engine, line
from fmcrm_desktop.store.work import Work
from tests.safety import cut_network
from tests.safety.cut_network import Network

SOON = 8.0
"""Seconds; each try to connect is given two here, the least that the driver knows."""


@pytest.fixture
def between(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Network, str]]:
    monkeypatch.setattr(line, "QUIET", 0.3)
    monkeypatch.setitem(engine.SOON_TOLD, "connect_timeout", 2)
    found_office(postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai")).close()
    with cut_network.network(postgres_url) as found:
        yield found


@pytest.fixture
def desk(between: tuple[Network, str]) -> Iterator[Office]:
    office = open_office(between[1])
    yield office
    between[0].mend()
    office.close()


def people(url: str, name: str) -> int:
    with psycopg.connect(url) as plain:
        return len(plain.execute("select id from person where name = %s", [name]).fetchall())


def silenced(network: Network) -> None:
    network.state = cut_network.SILENT


NUMBERED: list[Network] = []


@needs("person.write")
def numbered(work: Work, name: str) -> int:
    """Holds the row of the counter, and whatever silences the network then."""
    numbers.next(work, "letter")
    while NUMBERED:
        silenced(NUMBERED.pop())
    return owners.add(work, owners.NewPersonForm(name=name))


@pytest.mark.parametrize("when", ["before the Save", "in its middle", "from its commit on"])
def test_a_save_into_silence_is_told_in_seconds_and_done_once_afterwards(
    desk: Office, between: tuple[Network, str], postgres_url: str, when: str
) -> None:
    network = between[0]
    desk.do(owners.add, owners.NewPersonForm(name="Before"))
    if when == "in its middle":
        NUMBERED.append(network)
    else:
        network.state = cut_network.SILENT if when == "before the Save" else cut_network.SILENT_COMMIT
    begun = monotonic()
    with pytest.raises(Away, match="does not answer"):
        desk.do(numbered, "Quiet")
    assert monotonic() - begun < SOON
    network.mend()
    begun = monotonic()
    desk.do(numbered, "Quiet")
    assert monotonic() - begun < SOON, "what the first try holds on the server is let go"
    assert people(postgres_url, "Quiet") == 1


def test_a_question_into_silence_is_told_and_answered_afterwards(
    desk: Office, between: tuple[Network, str]
) -> None:
    desk.ask(owners.page, Query())
    silenced(between[0])
    begun = monotonic()
    with pytest.raises(Away):
        desk.ask(owners.page, Query())
    assert monotonic() - begun < SOON
    between[0].mend()
    desk.ask(owners.page, Query())


@needs("person.read")
def slow(work: Work) -> int:
    return int(work.value(text("select 7 from pg_sleep(1.2)")))


def test_what_the_server_is_still_at_work_on_is_waited_for(desk: Office) -> None:
    assert desk.ask(slow) == 7


def test_news_are_heard_again_after_silence_that_nobody_told(
    desk: Office, between: tuple[Network, str], postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "TRIED", 0.2)
    monkeypatch.setattr(elsewhere, "AGAIN", 0.1)
    heard: SimpleQueue[dict[str, set[int]]] = SimpleQueue()
    desk.elsewhere.append(lambda touched: heard.put(dict(touched)))
    desk.listen()
    silenced(between[0])
    assert between[0].swallowed.wait(SOON), "it tries the line by itself"
    between[0].mend()
    assert len(heard.get(timeout=SOON)) > 100, "all that may have been missed"
    with contextlib.closing(open_office(postgres_url)) as writing:
        writing.do(owners.add, owners.NewPersonForm(name="Heard"))
    assert "person" in heard.get(timeout=SOON)


@needs("person.read")
def one(work: Work) -> int:
    return int(work.value(text("select 1")))


def test_a_question_goes_to_the_server_thrice_and_a_line_that_rested_is_tried_before(
    desk: Office, between: tuple[Network, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It begins, asks and ends; whether the line is there needs no way of its own."""

    def ways() -> int:
        before = between[0].ways
        desk.ask(one)
        return between[0].ways - before

    desk.ask(one)
    assert ways() == 3
    monkeypatch.setattr(line, "RESTED", -1.0)
    assert ways() == 4


def test_an_office_is_opened_in_a_bounded_number_of_ways(between: tuple[Network, str]) -> None:
    """Each of its two connections is let in, asks what the server is, and the office's few questions."""
    before = between[0].ways
    open_office(between[1]).close()
    assert between[0].ways - before <= 29
