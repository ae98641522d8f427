"""Promises: kept, late or overdue is computed from the moments, and a settled one stays settled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import promises
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promises import DropForm, PromiseForm
from tests.conftest import NOW
from tests.sample import Sample

HOUR = timedelta(hours=1)


def give(office: Office, sample: Sample, hours: int = 1, text: str = "ring back") -> int:
    return office.do(
        promises.give, PromiseForm("call_back", NOW + hours * HOUR, text, person_id=sample.owner)
    ).result


def test_open_promises_come_by_what_is_due_first(office: Office, sample: Sample) -> None:
    late, soon = give(office, sample, 5, "late"), give(office, sample, 2, "soon")
    [first, last] = office.ask(promises.of_person, sample.owner)
    assert [first.id, last.id] == [soon, late]
    assert (first.text, first.name, first.staff, first.state) == ("soon", "王芳", "Zhou Min", "open")


@pytest.mark.parametrize(
    ("kept_after", "asked_after", "state"),
    [
        (None, 0, "open"),
        (None, 60, "open"),
        (None, 61, "overdue"),
        (30, 90, "kept"),
        (60, 90, "kept"),
        (61, 90, "late"),
    ],
)
def test_a_promise_is_judged_by_its_moments(
    office: Office, sample: Sample, kept_after: int | None, asked_after: int, state: str
) -> None:
    promise = give(office, sample)
    if kept_after is not None:
        office.store.clock = lambda: NOW + timedelta(minutes=kept_after)
        office.do(promises.keep, promise)
    office.store.clock = lambda: NOW + timedelta(minutes=asked_after)
    assert [row.state for row in office.ask(promises.of_person, sample.owner)] == [state]


def test_a_promise_taken_back_says_why_and_cannot_be_kept_any_more(office: Office, sample: Sample) -> None:
    promise = give(office, sample)
    with pytest.raises(Invalid):
        office.do(promises.drop, promise, DropForm())
    office.do(promises.drop, promise, DropForm("She came to the counter"))
    assert office.ask(promises.of_person, sample.owner, False) == []
    with pytest.raises(Refusal):
        office.do(promises.keep, promise)


def test_nothing_is_promised_for_the_past(office: Office, sample: Sample) -> None:
    with pytest.raises(Invalid) as caught:
        give(office, sample, 0)
    assert list(caught.value.fields) == ["due"]


def test_keeping_by_mistake_is_undone(office: Office, sample: Sample) -> None:
    promise = give(office, sample)
    done = office.do(promises.keep, promise)
    assert done.deed is not None
    office.undo(done.deed)
    assert [row.id for row in office.ask(promises.of_person, sample.owner, False)] == [promise]
