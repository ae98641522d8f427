"""The ledger of promises: its filters agree with the state of each row, its figures with plain sqlite3."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import promise_ledger, promises
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promise_ledger import DueForm
from fmcrm_desktop.services.promises import DropForm, PromiseForm
from tests.conftest import NOW
from tests.sample import Sample

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger(office: Office, sample: Sample) -> dict[str, int]:
    """One promise in each state, asked ten hours later."""
    made = {
        name: office.do(
            promises.give,
            PromiseForm(kind, NOW + hours * HOUR, f"Promise {name}", sample.owner, staff_id=staff),
        ).result
        for name, kind, hours, staff in (
            ("open", "call_back", 30, sample.clerk), ("overdue", "call_back", 1, sample.clerk),
            ("kept", "arrival", 5, sample.manager), ("late", "answer", 1, sample.manager),
            ("dropped", "finish", 2, None),
        )
    }  # fmt: skip
    office.store.clock = lambda: NOW + 4 * HOUR
    office.do(promises.keep, made["kept"])
    office.do(promises.keep, made["late"])
    office.do(promises.drop, made["dropped"], DropForm("They called"))
    office.store.clock = lambda: NOW + 10 * HOUR
    return made


def test_each_filter_of_state_finds_its_rows(office: Office, ledger: dict[str, int]) -> None:
    for state, id in ledger.items():
        [row] = office.ask(promise_ledger.page, Query().having("state", state)).first
        assert (row.id, row.state) == (id, state)
    first, second = office.ask(promise_ledger.page, Query().having("state", "open", "overdue")).first
    assert (first.id, second.id) == (ledger["overdue"], ledger["open"]), "what is due first comes first"


def test_the_list_is_narrowed_by_kind_keeper_month_and_words(
    office: Office, sample: Sample, ledger: dict[str, int]
) -> None:
    def ids(query: Query) -> set[int]:
        return set(office.ask(promise_ledger.page, query).ids)

    assert ids(Query().having("kind", "arrival")) == {ledger["kept"]}
    assert ids(Query().having("staff", sample.clerk)) == {ledger["open"], ledger["overdue"]}
    assert ids(Query().having("month", "2026-11")) == set(ledger.values())
    assert ids(Query().having("month", "2026-10")) == set()
    assert ids(Query(text="promise LATE")) == {ledger["late"]}
    assert ids(Query(text="王芳")) == set(ledger.values())


def test_the_figures_are_those_of_a_plain_count(
    office: Office, sample: Sample, ledger: dict[str, int], office_path: Path
) -> None:
    figures = office.ask(promise_ledger.figures)
    with closing(sqlite3.connect(office_path)) as plain:
        stored = plain.execute("select kind, staff_id, due, kept, dropped from promise").fetchall()
    now = (NOW + 10 * HOUR).strftime("%Y-%m-%d %H:%M:%S")
    counted: dict[tuple[object, str], int] = {}
    for kind, staff, due, kept, dropped in stored:
        state = (
            ("kept" if kept <= due else "late")
            if kept
            else "dropped"
            if dropped
            else "open"
            if due >= now
            else "overdue"
        )
        for key in (None, ("staff", staff), ("kind", kind)):
            counted[key, state] = counted.get((key, state), 0) + 1
    told = {(None, state): count for state, count in figures.all.counts.items()}
    told |= {(("staff", one.id), state): n for one in figures.staff for state, n in one.counts.items()}
    told |= {(("kind", one.name), state): n for one in figures.kinds for state, n in one.counts.items()}
    assert told == counted
    assert figures.all.share == pytest.approx(1 / 3)


def test_another_moment_is_agreed_on(office: Office, ledger: dict[str, int]) -> None:
    form = office.ask(promise_ledger.form_of, ledger["overdue"])
    form.due, form.remind = NOW + 20 * HOUR, NOW + 19 * HOUR
    office.do(promise_ledger.change, ledger["overdue"], form)
    card = office.ask(promise_ledger.card, ledger["overdue"])
    assert (card.row.state, card.remind) == ("open", NOW + 19 * HOUR)
    with pytest.raises(Invalid):
        office.do(promise_ledger.change, ledger["open"], DueForm(NOW))
    with pytest.raises(Invalid):
        office.do(promise_ledger.change, ledger["open"], DueForm(NOW + 20 * HOUR, NOW + 21 * HOUR))
    with pytest.raises(Refusal):
        office.do(promise_ledger.change, ledger["kept"], DueForm(NOW + 20 * HOUR))
