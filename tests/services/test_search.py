"""The search over everything: exact numbers first, people never crowded out by newer matters."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import calls, search
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm, enter
from tests.sample import Sample


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("王芳", "person"),
        ("wangf", "person"),
        ("3-1202", "person"),
        ("8000", "person"),
        ("P-044", "person"),
        ("佐藤", "person"),
    ],
)
def test_a_person_is_found_by_every_handle(office: Office, typed: str, kind: str) -> None:
    assert office.ask(search.find, typed)[0].kind == kind


@pytest.mark.parametrize("typed", ["W-2611-001", "w-2611-001"])
def test_an_exact_number_comes_first(office: Office, sample: Sample, typed: str) -> None:
    order = office.do(enter, OrderForm(person_id=sample.owner, summary="Tap drips")).result
    office.do(enter, OrderForm(person_id=sample.owner, summary="again, see W-2611-001"))
    first = office.ask(search.find, typed)[0]
    assert (first.kind, first.ref) == ("work_order", order)
    assert len({(each.kind, each.ref) for each in office.ask(search.find, typed)}) == 2


def test_a_person_is_found_behind_many_newer_calls(office: Office, sample: Sample) -> None:
    for n in range(30):
        office.do(calls.log, CallForm(sample.owner, topic=f"Lift {n}"))
    found = office.ask(search.find, "王芳")
    assert (found[0].kind, found[0].ref) == ("person", sample.owner)
    assert len(found) == 20
    kinds = [each.kind for each in found]
    assert kinds == sorted(kinds, key=list(search.KINDS).index)


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "* OR *", "a'b; drop table person", "NEAR(王", "(((", "\x00"]
)
def test_nothing_typed_acts_as_anything_but_words(office: Office, typed: str) -> None:
    assert all(each.kind in search.KINDS for each in office.ask(search.find, typed))


def test_a_technician_finds_orders_but_no_people(office: Office, sample: Sample) -> None:
    office.do(enter, OrderForm(person_id=sample.owner, summary="Tap drips"))
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert {each.kind for each in office.ask(search.find, "王芳")} == {"work_order"}
