"""What the list of work orders says of the customer and of the likely end."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import owners, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.work_orders import VisitForm
from tests.sample import Sample
from tests.services.test_work_orders import HOUR, NOW, enter


def test_the_list_says_what_the_customer_is_and_when_the_work_likely_ends(
    office: Office, sample: Sample, office_path: Path
) -> None:
    """An owner here, a tenant here, the owner of another unit, a visitor, and work nobody asked for by name."""
    visitor = office.do(owners.add, NewPersonForm(name="Passer-by")).result
    told = {
        enter(office, person_id=sample.owner, unit_id=sample.unit): "owner",
        enter(office, person_id=sample.tenant): "tenant",
        enter(office, person_id=visitor, building_id=sample.building): "other",
        enter(office, building_id=sample.building): "",
    }
    shown = {row.id: row for row in office.ask(work_orders.page, Query()).first}
    assert {id: shown[id].customer for id in told} == told
    for kind in ("owner", "tenant", "other"):
        found = office.ask(work_orders.page, Query(where={"customer": (kind,)})).ids
        assert [id for id in told if id in found] == [id for id, said in told.items() if said == kind]
    both = office.ask(work_orders.page, Query(where={"customer": ("owner", "other")})).ids
    assert len([id for id in told if id in both]) == 2
    first, *_, last = told
    assert shown[first].likely == shown[first].due
    start = NOW + 30 * HOUR
    office.do(work_orders.schedule, last, VisitForm((sample.plumber,), start, start + 2 * HOUR))
    [row] = office.ask(work_orders.rows, [last])
    assert row.likely == start + 2 * HOUR
    ordered = office.ask(work_orders.page, Query(sort="likely")).first
    said = [each.likely for each in ordered if each.likely is not None]
    assert said == sorted(said)
    with sqlite3.connect(office_path) as file:
        file.execute("update relation set until_day = '2026-01-01'")
    [row] = office.ask(work_orders.rows, [first])
    assert row.customer == "other"  # who moved out is no owner any more


def test_people_who_are_nothing_to_any_unit_are_a_kind_of_their_own(office: Office, sample: Sample) -> None:
    visitor = office.do(owners.add, NewPersonForm(name="Passer-by")).result

    def found(*roles: str, **more: tuple[int, ...]) -> list[int]:
        return list(office.ask(owners.page, Query(where={"role": roles, **more})).ids)

    everybody = set(office.ask(owners.page, Query()).ids)
    tied = set(found("owner", "tenant", "occupant", "contact", "payer"))
    assert set(found("other")) == everybody - tied and visitor in found("other")
    assert set(found("tenant", "other")) == {*found("tenant"), *found("other")}
    assert found("other", building=(sample.building,)) == []
