"""Telling of progress: only at the points the office has set, to all whose matter it is, gone again with an undo."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import complaints, office_settings, work_orders
from fmcrm_desktop.services.complaints import AcknowledgeForm, AlsoForm, ComplaintForm, GiveForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.office_settings import ProgressForm
from fmcrm_desktop.services.work_orders import AssignForm, OrderForm, WaitForm
from tests.sample import Sample


def told(office: Office) -> list[tuple[Any, ...]]:
    """Whom a message told of which matter and how it began."""
    with closing(sqlite3.connect(office.store.path)) as file:
        return file.execute(
            "select person_id, subject_of, substr(text, 1, 6) from message where person_id is not null "
            "and archived is null order by id"
        ).fetchall()


def order(office: Office, sample: Sample) -> int:
    form = OrderForm(
        person_id=sample.owner, unit_id=sample.unit, summary="Leaking tap", own_words="It drips", told=False
    )
    return int(office.do(work_orders.enter, form).result)


def test_the_customer_hears_at_the_points_that_are_set_and_no_others(office: Office, sample: Sample) -> None:
    id = order(office, sample)
    office.do(work_orders.assign, id, AssignForm(sample.plumber))
    assert told(office) == []
    office.do(office_settings.keep_progress, ProgressForm(orders=("waiting_parts",)))
    office.do(work_orders.wait, id, WaitForm("waiting_parts", "a seal"))
    assert told(office) == [(sample.owner, "work_order", "We nee")]
    card = office.ask(work_orders.card, id)
    assert [(line.state, line.subject.endswith("Leaking tap")) for line in card.told] == [("waiting", True)]


def test_an_undone_move_takes_what_it_told_back(office: Office, sample: Sample) -> None:
    office.do(office_settings.keep_progress, ProgressForm(orders=("assigned",)))
    deed = office.do(work_orders.assign, order(office, sample), AssignForm(sample.plumber)).deed
    assert len(told(office)) == 1
    office.undo(deed)
    assert told(office) == []


def test_everybody_with_a_complaint_hears_of_it_and_nobody_of_an_anonymous_one(
    office: Office, sample: Sample
) -> None:
    office.do(office_settings.keep_progress, ProgressForm(complaints=("investigating",)))
    known = ComplaintForm(own_words="Noise at night", person_id=sample.owner)
    for form in (known, ComplaintForm(own_words="Dirt in the lift", anonymous=True)):
        id = office.do(complaints.register, form).result
        if form is known:
            office.do(complaints.also, id, AlsoForm(person_id=sample.tenant))
        office.do(complaints.acknowledge, id, AcknowledgeForm("called"))
        office.do(complaints.investigate, id, GiveForm(responsible_id=sample.clerk))
    assert [row[0] for row in told(office)] == [sample.owner, sample.tenant]


def test_a_point_that_is_none_is_refused(office: Office) -> None:
    with pytest.raises(Invalid):
        office.do(office_settings.keep_progress, ProgressForm(orders=("requested",)))
