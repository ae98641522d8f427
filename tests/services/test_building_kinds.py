"""Every list of matters is split by the kind of building it is about, as plain sqlite3 counts it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import calls, complaints, owners, units, work_orders
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.work_orders import OrderForm

PLACED = "join unit u on u.id = it.unit_id join building b on b.id = u.building_id"
LISTS = {
    "work_order": (work_orders.page, PLACED),
    "complaint": (complaints.page, PLACED),
    "call": (calls.page, PLACED),
    "unit": (units.page, "join building b on b.id = it.building_id"),
    "person": (owners.page, f"join relation it2 on it2.person_id = it.id {PLACED.replace('it.', 'it2.')}"),
}


@pytest.fixture
def told(office, sample):
    """In each of two buildings of different kinds: an order, a complaint, a call; and one call of no unit."""
    for unit, word in ((sample.unit, "shop"), (sample.second_unit, "flat")):
        office.do(work_orders.enter, OrderForm(sample.owner, unit, summary=word, own_words=word))
        office.do(complaints.register, ComplaintForm(word, person_id=sample.owner, unit_id=unit))
        office.do(calls.log, CallForm(sample.owner, unit, topic=word))
    office.do(calls.log, CallForm(sample.owner, topic="nowhere"))
    return office


@pytest.mark.parametrize("table", LISTS)
@pytest.mark.parametrize(
    "kinds", [("commercial",), ("residential",), ("commercial", "residential"), ("office",)]
)
def test_a_list_is_split_by_the_kind_of_building(told, table, kinds):
    page, joins = LISTS[table]
    question = f"select distinct it.id from {table} it {joins} where b.kind in ({','.join('?' * len(kinds))})"
    with closing(sqlite3.connect(told.store.path)) as file:
        wanted = {id for (id,) in file.execute(question, kinds)}
    assert set(told.ask(page, Query(where={"building_kind": kinds})).ids) == wanted
    assert bool(wanted) == (kinds != ("office",))
