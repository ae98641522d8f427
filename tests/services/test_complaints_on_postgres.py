"""Complaints and signing in on PostgreSQL: the same lists, sorts, counts and pages as on SQLite."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import psycopg
import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import actions, complaints, signing, staff
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AlsoForm,
    ComplaintForm,
    FollowUpForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import NOBODY, Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.staff import StaffForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.complaining import rude_guard

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SORTS = ("", "number", "received", "due", "person", "unit", "subject", "gap", "state")


def test_complaints_are_worked_listed_and_counted(served: tuple[Office, Sample]) -> None:
    office, sample = served
    form = rude_guard(sample)
    form.promise = NOW + timedelta(days=1)
    first = office.do(complaints.register, form).result
    old = rude_guard(sample)
    old.received = NOW - timedelta(days=30)
    second = office.do(complaints.register, old).result
    for sort in SORTS:
        for descending in (False, True):
            query = Query(sort=sort, descending=descending, where={"state": ("open",)})
            assert sorted(office.ask(complaints.page, query).ids) == [first, second], sort
    assert list(
        office.ask(complaints.page, Query(where={"state": ("late",), "month": ("2026-10",)})).ids
    ) == [second]
    assert set(office.ask(complaints.page, Query(text="guard rude")).ids) == {first, second}
    assert (office.ask(complaints.late_count), office.ask(complaints.counts).open) == (1, 2)
    assert [month for month, _ in office.ask(complaints.month_options)] == ["2026-11", "2026-10"]
    office.do(complaints.acknowledge, first, AcknowledgeForm("Thanked"))
    action = office.do(complaints.agree_action, first, ActionForm("Script")).result
    office.do(actions.done, action, DoneForm())
    office.do(complaints.resolve, first, ResolveForm(answer="We are sorry"))
    done = office.do(complaints.follow_up, first, FollowUpForm("Greet first"))
    card = office.ask(complaints.card, first)
    assert card.state == "followed_up" and [clock.state for clock in card.clocks] == ["kept"] * 3
    assert (
        card.person is not None
        and card.person.role == "owner"
        and card.actions[0].proved.outcome == "too_early"
    )
    assert done.deed is not None
    office.undo(done.deed)
    assert office.ask(complaints.card, first).state == "resolved"


def test_failures_are_kept_and_wiped(served: tuple[Office, Sample]) -> None:
    office, sample = served
    office.do(staff.change, sample.clerk, StaffForm(name="Li Na", login="lina"))
    office.do(signing.set_password, sample.clerk, "seven green umbrellas", False)
    office.who = NOBODY
    for _ in range(signing.FREE_TRIES):
        with pytest.raises(Refusal):
            office.sign_in("lina", "quite wrong")
    with pytest.raises(Refusal) as caught:
        office.sign_in("lina", "seven green umbrellas")
    assert caught.value.values == {"seconds": 5}
    office.store.clock = lambda: NOW + timedelta(seconds=5)
    office.sign_in("lina", "seven green umbrellas")
    assert office.who.staff_id == sample.clerk


@needs("complaint.write")
def slowly(work: Work, case: Callable[..., int], id: int, form: Any, done: Event, go: Event) -> int:
    """A deed whose desk takes a while between the last change and the end of it."""
    result = case(work, id, form)
    work.session.flush()
    done.set()
    assert go.wait(20)
    return result


@pytest.mark.parametrize("first", ["also", "change", "resolve"])
def test_nobody_joins_a_complaint_while_another_desk_closes_it(
    served: tuple[Office, Sample], postgres_url: str, first: str
) -> None:
    """Whoever comes second waits for the first, and loses with a sentence."""
    office, sample = served
    nobody = ComplaintForm(own_words="Dark stairs", anonymous=True)
    id = office.do(complaints.register, nobody).result
    joined = replace(office.ask(complaints.form_of, id), people=(sample.tenant,))
    join = (
        (complaints.change, joined) if first == "change" else (complaints.also, AlsoForm(sample.tenant, ""))
    )
    deeds = [join, (complaints.resolve, ResolveForm(lesson="A lamp"))][:: -1 if first == "resolve" else 1]
    done, go = Event(), Event()
    with closing(open_office(postgres_url)) as other, ThreadPoolExecutor(2) as desks:
        other.store.clock = lambda: NOW
        quick = desks.submit(office.do, slowly, deeds[0][0], id, deeds[0][1], done, go)
        assert done.wait(20)
        late = desks.submit(other.do, deeds[1][0], id, deeds[1][1])
        until(lambda: late.done() or waiting(postgres_url))
        go.set()
        quick.result(20)
        with pytest.raises(Invalid) as lost:
            late.result(20)
    field, sentence = ("person_id", "It is closed") if first == "resolve" else ("answer", "Answer first")
    assert set(lost.value.fields) == {field} and sentence in str(lost.value)
    with psycopg.connect(postgres_url) as connection:
        kept = connection.execute(
            "select state, (select count(*) from complaint_person) from complaint"
        ).fetchone()
    assert kept == (("resolved", 0) if first == "resolve" else ("received", 1))


def waiting(url: str) -> bool:
    """Whether any desk waits for another."""
    with psycopg.connect(url) as connection:
        [held] = connection.execute("select count(*) from pg_locks where not granted").fetchone() or [0]
    return bool(held)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
