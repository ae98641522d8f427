"""Figures that are remembered are those that would be counted anew, and no deed is overlooked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import measures
from fmcrm_desktop.services.measures import showing
from fmcrm_desktop.services.measures.groups import keys_of
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import rich_year

SEPTEMBER = Month(2026, 9)


def filled(office: Office, sample: Sample) -> Office:
    rich_year.fill(office, sample, 4)
    office.store.clock = lambda: NOW + timedelta(days=40)
    return office


@pytest.fixture
def rich(year: Office) -> Office:
    year.store.clock = lambda: NOW + timedelta(days=40)
    return year


@needs("office.settings")
def slow_down(work: Work) -> None:
    for order in work.records(select(WorkOrder).where(WorkOrder.done.is_not(None))):
        assert order.done is not None
        order.done += timedelta(minutes=7)


def statements(office: Office, ask: object) -> int:
    """How many statements an answer takes."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(office.store.readers, "before_cursor_execute", note)
    try:
        office.ask(measures.month, SEPTEMBER)
    finally:
        event.remove(office.store.readers, "before_cursor_execute", note)
    return len(seen)


def test_a_month_asked_for_again_is_the_same_and_counted_once(rich: Office) -> None:
    first = rich.ask(measures.month, SEPTEMBER)
    again = statements(rich, None)
    assert rich.ask(measures.month, SEPTEMBER) == first
    assert again <= 12


@needs("report.read")
def twice(work: Work) -> int:
    """How many statements the records of some measures take the second time."""
    period = measures.Period.of(work, SEPTEMBER)
    names = ("compliance", "mean_time_to_repair", "on_site_response", "first_time_fix")

    def all_of_them() -> list[object]:
        given = [measures.given_now(work, period, measures.BY_NAME[name]) for name in names]
        return [given, *(keys_of(work, each, by, SEPTEMBER) for each in given for by in ("tier", "building"))]

    first = all_of_them()
    seen: list[str] = []
    bind = work.session.get_bind()
    note = lambda _connection, _cursor, statement, *_: seen.append(statement)  # noqa: E731
    event.listen(bind, "before_cursor_execute", note)
    assert all_of_them() == first
    event.remove(bind, "before_cursor_execute", note)
    return len(seen)


def test_records_are_found_once_in_an_asking_and_each_time_in_a_deed(rich: Office) -> None:
    assert rich.ask(twice) == 0
    assert rich.do(twice).result > 0


def test_a_deed_is_never_overlooked_nor_its_undoing(rich: Office) -> None:
    first = rich.ask(measures.month, SEPTEMBER).measures
    deed = rich.do(slow_down).deed
    later = rich.ask(measures.month, SEPTEMBER).measures
    assert later["mean_time_to_repair"].value != first["mean_time_to_repair"].value
    assert later["mean_time_to_repair"].last_month != first["mean_time_to_repair"].last_month
    rich.undo(deed)
    assert rich.ask(measures.month, SEPTEMBER).measures == first


def test_on_a_server_a_month_is_counted_once_and_no_deed_overlooked(served: tuple[Office, Sample]) -> None:
    office = filled(*served)
    test_a_month_asked_for_again_is_the_same_and_counted_once(office)
    test_a_deed_is_never_overlooked_nor_its_undoing(office)


def test_a_month_too_young_to_be_judged_is_counted_each_time(rich: Office) -> None:
    rich.store.clock = lambda: NOW  # the repeats of early November are not known yet
    before = rich.ask(measures.month, Month(2026, 11)).measures["first_time_fix"]
    rich.store.clock = lambda: NOW + timedelta(days=40)
    after = rich.ask(measures.month, Month(2026, 11)).measures["first_time_fix"]
    assert before.pending > after.pending == 0


def test_who_may_see_less_is_not_shown_what_is_remembered_for_others(rich: Office) -> None:
    whole = rich.ask(measures.month, SEPTEMBER).measures
    rich.who = type(rich.who)(2, "Li Na", "clerk")
    seen = rich.ask(measures.month, SEPTEMBER).measures
    assert set(seen) < set(whole) and "service_cost" not in seen


def test_the_red_ones_of_last_month_are_told_with_their_ids(rich: Office) -> None:
    rich.store.clock = lambda: NOW
    missed = rich.ask(showing.missed)
    assert missed.month == Month(2026, 10) and missed.measures
    for name, id in missed.measures:
        assert rich.ask(showing.card, id).name == name
        (row,) = rich.ask(showing.rows, [id])
        assert row.light == "missed"
