"""The server is restarted, the network cut between deeds and in the middle of a commit (R21): a sentence, nothing kept
by half, the same Save keeps it once, other desks notice nothing. Plain psycopg counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic

import psycopg
import pytest
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import owners, staff
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.store import engine, line
from fmcrm_desktop.store.engine import open_engine
from fmcrm_desktop.ui.window import MainWindow
from tests import postgres
from tests.safety import cut_network
from tests.safety.cut_network import Network
from tests.ui.at_work import desk_of, settle, told, until

CUTS = int(os.environ.get("FMCRM_SERVER_CUTS", "5"))
"""Cuts of each kind; a release runs FMCRM_SERVER_CUTS=50."""
SERVER_TOLD = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_user_timeout": "15000"}
SOON = 5.0
"""Seconds in which work must go on once the server is back."""


@pytest.fixture
def between(postgres_url: str) -> Iterator[tuple[Network, str]]:
    found_office(postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai")).close()
    with cut_network.network(postgres_url) as found:
        yield found


@pytest.fixture
def desk(between: tuple[Network, str]) -> Iterator[Office]:
    office = open_office(between[1])
    yield office
    between[0].mend()
    office.close()


def kept(url: str, name: str) -> tuple[int, int]:
    """How many people of the name there are, and lines of the change log of them."""
    with psycopg.connect(url) as plain:
        ids = [row[0] for row in plain.execute("select id from person where name = %s", [name])]
        lines = plain.execute(
            "select count(*) from audit where record_table = 'person' and record_id = any(%s)", [ids]
        ).fetchone()
    assert lines is not None
    return len(ids), lines[0]


def add(office: Office, name: str) -> int:
    return int(office.do(owners.add, owners.NewPersonForm(name=name)).result)


def test_while_the_server_is_away_a_sentence_and_afterwards_the_same_save(
    desk: Office, between: tuple[Network, str], postgres_url: str
) -> None:
    network, other = between[0], open_office(postgres_url)
    for n in range(CUTS):
        name = f"Away {n}"
        network.cut()
        for _ in range(2):
            with pytest.raises(Refusal) as caught:
                add(desk, name)
            assert "does not answer" in str(caught.value)
        with pytest.raises(Refusal) as caught:
            desk.ask(owners.page, Query())
        assert "does not answer" in str(caught.value)
        add(other, f"Other {n}")
        assert kept(postgres_url, name) == (0, 0)
        network.mend()
        begun = monotonic()
        add(desk, name)
        assert monotonic() - begun < SOON
        assert kept(postgres_url, name) == (1, 1) and kept(postgres_url, f"Other {n}") == (1, 1)
    other.close()


@pytest.mark.parametrize("when", [cut_network.BEFORE_COMMIT, cut_network.AFTER_COMMIT])
@pytest.mark.parametrize("stays", [True, False], ids=["away for a while", "back at once"])
def test_a_commit_whose_answer_is_lost_is_never_done_twice(
    desk: Office, between: tuple[Network, str], postgres_url: str, when: str, stays: bool
) -> None:
    network = between[0]
    heard: list[set[str]] = []
    desk.changed.append(lambda touched: heard.append(set(touched)))
    for n in range(CUTS):
        name, id = f"{when} {n}", 0
        network.state, network.stays_cut = when, stays
        try:
            id = add(desk, name)
        except Refusal as refusal:
            assert "does not answer" in str(refusal)
            if stays:
                with pytest.raises(Refusal):
                    add(desk, name)
            network.mend()
            id = add(desk, name)
        else:
            assert when == cut_network.AFTER_COMMIT and not stays, "told as kept although it was not"
        network.mend()
        assert kept(postgres_url, name) == (1, 1)
        with psycopg.connect(postgres_url) as plain:
            assert plain.execute("select name from person where id = %s", [id]).fetchone() == (name,)
    assert len(heard) == CUTS and all("person" in each for each in heard), "the lists hear of each once"


def test_what_is_really_entered_twice_is_kept_twice(
    desk: Office, between: tuple[Network, str], postgres_url: str
) -> None:
    """Only the Save that had no answer is looked for: another, or the same after an answer, is a deed of its own."""
    network = between[0]
    form = owners.NewPersonForm(name="Twins")
    network.state = cut_network.AFTER_COMMIT
    with pytest.raises(Refusal):
        desk.do(owners.add, form)
    network.mend()
    desk.do(owners.add, replace(form, name="Somebody between"))
    desk.do(owners.add, form)
    assert kept(postgres_url, "Twins") == (1, 1)
    desk.do(owners.add, form)
    assert kept(postgres_url, "Twins") == (2, 2) and kept(postgres_url, "Somebody between") == (1, 1)


def in_doubt(office: Office, network: Network, form: owners.NewPersonForm) -> None:
    """A Save of which nobody hears whether it was kept, and the network back again."""
    network.state = cut_network.AFTER_COMMIT
    with pytest.raises(Refusal):
        office.do(owners.add, form)
    network.mend()


@pytest.mark.parametrize("minutes", [9, 11])
def test_an_equal_save_of_later_is_not_taken_for_the_one_in_doubt(
    desk: Office, between: tuple[Network, str], postgres_url: str, minutes: int
) -> None:
    """Soon it is the same one; later the person is told once that the first was kept, and the next Save is another."""
    now = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    desk.store.clock = lambda: now
    form = owners.NewPersonForm(name="Twins")
    in_doubt(desk, between[0], form)
    heard: list[set[str]] = []
    desk.changed.append(lambda touched: heard.append(set(touched)))
    now += timedelta(minutes=minutes)
    if minutes > 10:
        with pytest.raises(Refusal) as caught:
            desk.do(owners.add, form)
        assert "already kept at 10:00" in str(caught.value), "on the office's clock, not the server's"
    else:
        desk.do(owners.add, form)
    assert kept(postgres_url, "Twins") == (1, 1)
    assert len(heard) == 1 and "person" in heard[0], "the lists show what was kept"
    desk.do(owners.add, form)
    assert kept(postgres_url, "Twins") == (2, 2)


def test_what_was_not_kept_is_done_later_without_a_question(
    desk: Office, between: tuple[Network, str], postgres_url: str
) -> None:
    now = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    desk.store.clock = lambda: now
    form = owners.NewPersonForm(name="Late")
    between[0].state = cut_network.BEFORE_COMMIT
    with pytest.raises(Refusal):
        desk.do(owners.add, form)
    between[0].mend()
    now += timedelta(hours=1)
    desk.do(owners.add, form)
    assert kept(postgres_url, "Late") == (1, 1)


def test_trying_again_all_the_while_the_network_is_away_stays_the_same_save(
    desk: Office, between: tuple[Network, str], postgres_url: str
) -> None:
    now = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    desk.store.clock = lambda: now
    form = owners.NewPersonForm(name="Patient")
    between[0].state = cut_network.AFTER_COMMIT
    for _ in range(3):
        with pytest.raises(Refusal):
            desk.do(owners.add, form)
        now += timedelta(minutes=7)
    between[0].mend()
    desk.do(owners.add, form)
    assert kept(postgres_url, "Patient") == (1, 1)


def test_somebody_else_at_the_same_desk_enters_a_deed_of_their_own(
    desk: Office, between: tuple[Network, str], postgres_url: str
) -> None:
    form = owners.NewPersonForm(name="Twins")
    in_doubt(desk, between[0], form)
    id = desk.do(staff.add, staff.StaffForm(name="Zhao", role="clerk")).result
    first, desk.who = desk.who, Who(id, "Zhao", "clerk")
    desk.do(owners.add, form)
    assert kept(postgres_url, "Twins") == (2, 2)
    desk.who = first
    desk.do(owners.add, form)
    assert kept(postgres_url, "Twins") == (2, 2), "the first person's is still looked for"


def test_two_saves_in_doubt_are_both_looked_for(
    desk: Office, between: tuple[Network, str], postgres_url: str
) -> None:
    """What the office does by itself meanwhile (escalation, once a minute) may lose its answer as well."""
    forms = [owners.NewPersonForm(name=name) for name in ("One", "Two")]
    for form in forms:
        in_doubt(desk, between[0], form)
    for form in forms:
        desk.do(owners.add, form)
        assert kept(postgres_url, form.name) == (1, 1)


def test_a_restarted_server_is_found_again(
    desk: Office, between: tuple[Network, str], postgres_url: str
) -> None:
    for n in range(max(1, CUTS // 5)):
        add(desk, f"Before {n}")
        desk.ask(owners.page, Query())
        postgres.restart(postgres_url)
        begun = monotonic()
        desk.ask(owners.page, Query())
        add(desk, f"After {n}")
        assert monotonic() - begun < SOON
        assert kept(postgres_url, f"Before {n}") == kept(postgres_url, f"After {n}") == (1, 1)


def test_the_system_and_the_server_are_told_to_give_up_in_seconds(postgres_url: str) -> None:
    """Their own patience is two hours. What they do not notice, test_silent_line.py has."""
    from sqlalchemy import make_url

    for writing in (True, False):
        opened = open_engine(make_url(postgres_url).set(drivername="postgresql+psycopg"), writing=writing)
        with opened.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            asked = raw.info.get_parameters()
            told = [connection.exec_driver_sql(f"show {name}").scalar() for name in SERVER_TOLD]
        opened.dispose()
        assert told == list(SERVER_TOLD.values())
        wanted = {"connect_timeout": 5, "tcp_user_timeout": 15_000, "keepalives_idle": 10}
        assert {name: int(asked[name]) for name in wanted} == wanted


def test_what_was_typed_stays_until_the_server_is_back(
    open_at: Callable[[object], MainWindow],
    qtbot: QtBot,
    between: tuple[Network, str],
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "QUIET", 0.5)
    monkeypatch.setitem(engine.SOON_TOLD, "connect_timeout", 2)
    network, address = between
    window = open_at(address)
    desk = desk_of(window)
    desk.go(Link("complaints", new={}))
    assert until(lambda: desk.present.detail.form is not None)
    settle(window, qtbot)
    page = desk.present.detail.form
    page.form.slots["own_words"].editor.text.setPlainText("The lift stands still.")
    page.form.slots["anonymous"].editor.tick.click()
    for state in (cut_network.CUT, cut_network.AFTER_COMMIT, cut_network.SILENT):
        network.state = state
        page.save_button.click()
        assert until(page._sentence.isVisible) and until(lambda: bool(window.office and window.office.quiet))
        assert "does not answer" in page._sentence.text()
        assert page.form.raw()["own_words"] == "The lift stands still."
        network.mend()
    page.save_button.click()
    told(window, "registered")
    with psycopg.connect(postgres_url) as plain:
        assert plain.execute("select own_words from complaint").fetchall() == [("The lift stands still.",)]


def test_what_was_said_of_the_server_goes_once_it_answers_again(
    open_at: Callable[[object], MainWindow], qtbot: QtBot, between: tuple[Network, str]
) -> None:
    network, address = between
    window = open_at(address)
    desk = desk_of(window)
    desk.go(Link("owners", new={}))
    assert until(lambda: desk.present.detail.form is not None)
    settle(window, qtbot)
    page = desk.present.detail.form
    page.form.slots["name"].editor.set("Tan Wei")
    network.cut()
    page.save_button.click()
    assert until(page._sentence.isVisible) and until(lambda: bool(window.office and window.office.quiet))
    desk.present.reload()
    assert until(desk.bar.isVisible)
    assert "does not answer" in desk.bar.text() and "does not answer" in page._sentence.text()
    network.mend()
    assert until(lambda: not desk.bar.isVisible()), "nobody presses anything"
    assert page.form.raw()["name"] == "Tan Wei" and page._sentence.isVisible(), "this is not saved yet"


def test_what_went_wrong_otherwise_stays_though_the_server_answers(
    open_at: Callable[[object], MainWindow], between: tuple[Network, str]
) -> None:
    window = open_at(between[1])
    desk, office = desk_of(window), window.office
    assert office is not None
    office.refused.emit(Refusal("The disk is full."))
    office._away = True
    heard: list[bool] = []
    office.back.connect(lambda: heard.append(True))
    desk.present.reload()
    assert until(lambda: bool(heard) and office.quiet)
    assert desk.bar.isVisible() and desk.bar.text() == "The disk is full."
