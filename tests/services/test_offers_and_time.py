"""What a customer lacks, offers and their answers, Today; time spent and its measures; profit by category."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Fee, Relation, UnitFee
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import customer_value, measures, time_spent, today
from fmcrm_desktop.services.customer_value import offers
from fmcrm_desktop.services.customer_value.offers import AnswerForm
from fmcrm_desktop.services.measures import showing
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.time_spent import TimeForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.charging import order, rows

TODAY = date(2026, 11, 20)


@needs("office.settings")
def neighbours(work: Work, unit: int, spare: int) -> tuple[int, int, int]:
    """Four more people of the unit's building: all with a cleaning agreement, three with paid plumbing, two with a
    fee, one with paid gardening."""
    people = [work.add(Person(name=f"N{n}", sort_key=f"n{n}")).id for n in range(4)]
    fee = work.add(Fee(name="Parking", kind="parking")).id
    plumbing = work.add(Category(name="Pipes", other_name="管道", subject="work_order", code="pipes")).id
    garden = work.add(Category(name="Garden", other_name="园艺", subject="work_order", code="green")).id
    work.add(UnitFee(unit_id=spare, fee_id=fee))
    for at, person in enumerate(people):
        work.add(Relation(person_id=person, unit_id=unit, role="tenant"))
        work.add(Agreement(number=f"A{at}", name="Cleaning", person_id=person, state="running"))
        if at < 2:
            work.add(Relation(person_id=person, unit_id=spare, role="owner"))
        for category in (plumbing,) * (at < 3) + (garden,) * (at == 3):
            made = work.add(
                WorkOrder(
                    number=f"N{at}{category}",
                    summary="x",
                    person_id=person,
                    received=NOW,
                    category_id=category,
                )
            ).id
            work.add(Charge(order_id=made, kind="fee", day=TODAY, amount=500, cost=200))
    return people[0], fee, plumbing


def test_what_most_neighbours_have_is_suggested_and_not_twice(office: Office, sample: Sample) -> None:
    _first, fee, plumbing = office.do(neighbours, sample.second_unit, sample.parking).result
    found = office.ask(customer_value.lacking, sample.second_owner)
    assert [(each.key, each.have, each.of) for each in found] == [
        ("agreement:Cleaning", 4, 5), (f"service:{plumbing}", 3, 5), (f"fee:{fee}", 2, 5),
    ]  # fmt: skip
    start = {
        "person_id": sample.second_owner,
        "kind": "agreement",
        "what": "Cleaning",
        "key": "agreement:Cleaning",
    }
    form = office.ask(offers.draft, start)
    assert (form.day, form.staff_id) == (TODAY, office.who.staff_id)
    office.do(offers.add, form)
    assert [each.key for each in office.ask(customer_value.lacking, sample.second_owner)] == [
        f"service:{plumbing}", f"fee:{fee}",
    ]  # fmt: skip
    old = replace(form, key=f"fee:{fee}", answer="no", day=date(2025, 1, 1))
    office.do(offers.add, old)
    assert f"fee:{fee}" in [each.key for each in office.ask(customer_value.lacking, sample.second_owner)]
    assert office.ask(customer_value.lacking, sample.company) == ()  # no other company there


def test_later_comes_back_on_its_day_and_is_answered(office: Office, sample: Sample) -> None:
    form = office.ask(offers.draft, {"person_id": sample.owner, "what": "Cleaning", "kind": "service"})
    with pytest.raises(Invalid):
        office.do(offers.add, replace(form, answer="later"))
    soon = office.do(offers.add, replace(form, answer="later", again_day=TODAY)).result
    office.do(offers.add, replace(form, answer="later", again_day=date(2026, 11, 21)))
    lines = [line for line in office.ask(today.sheet).due if line.what == "offer"]
    assert [(line.text, line.link.id, line.link.section) for line in lines] == [("Cleaning", soon, "offers")]
    told = office.ask(offers.answer_form, soon)
    office.do(offers.answer, soon, replace(told, answer="yes", why="Liked the price"))
    row = office.ask(offers.rows, [soon])[0]
    assert (row.answer, row.again_day, row.answered_day, row.why) == ("yes", None, TODAY, "Liked the price")
    assert not [line for line in office.ask(today.sheet).due if line.what == "offer"]
    assert office.ask(offers.results) == {"open": 0, "yes": 1, "no": 0, "later": 1}
    with pytest.raises(Refusal):
        office.do(offers.answer, soon, AnswerForm("no", version=told.version))
    assert list(office.ask(offers.page, Query(where={"answer": ("yes",)})).ids) == [soon]
    assert list(office.ask(offers.page, Query(text="王芳", where={"answer": ("yes",)})).ids) == [soon]
    assert len(office.ask(offers.page, Query(text="clean")).ids) == 2
    office.do(offers.archive, soon)
    assert list(office.ask(offers.page, Query(archived=True)).ids) == [soon]


def test_time_is_summed_by_kind_and_month_and_is_a_measure(
    office: Office, office_path: Path, sample: Sample
) -> None:
    job = order(office, sample)
    for kind, minutes, day in (
        ("searching", 30, TODAY), ("searching", 20, date(2026, 10, 3)), ("negotiating", 45, TODAY),
        ("performing", 15, TODAY), ("performing", 10, date(2025, 11, 30)),
    ):  # fmt: skip
        form = replace(office.ask(time_spent.draft, {"order_id": job}), kind=kind, minutes=minutes, day=day)
        office.do(time_spent.add, form)
    for wrong in (0, -1, 1441, None):
        with pytest.raises(Invalid):
            office.do(time_spent.add, TimeForm("searching", wrong, TODAY, sample.clerk))
    sums = dict(office.ask(time_spent.sums))
    assert len(sums) == 12
    assert sums[Month(2026, 11)] == {"searching": 30, "negotiating": 45, "performing": 15}
    assert sums[Month(2026, 10)] == {"searching": 20, "negotiating": 0, "performing": 0}
    figures = office.ask(measures.month, Month(2026, 11)).measures
    for name in ("searching", "negotiating", "performing"):
        hand = rows(
            office_path,
            "select sum(minutes) from time_spent where kind = ? and day like '2026-11%' and archived is null", name,
        )  # fmt: skip
        assert figures[f"time_{name}"].value == hand[0][0]
    newest = office.ask(time_spent.page, Query(where={"kind": ("performing",)})).first
    assert [(row.minutes, row.about) for row in newest] == [(15, newest[0].order), (10, newest[0].order)]
    office.do(time_spent.archive, newest[0].id)
    assert office.ask(measures.month, Month(2026, 11)).measures["time_performing"].value == 0


def test_the_surplus_of_a_service_group_is_revenue_less_cost(office: Office, sample: Sample) -> None:
    office.do(neighbours, sample.second_unit, sample.parking)
    figure = office.ask(measures.month, Month(2026, 11)).measures["service_surplus"]
    assert figure.value == 4 * (500 - 200)
    groups = office.ask(showing.apart, Month(2026, 11), "category")["service_surplus"]
    assert {group.name: group.value for group in groups} == {"Pipes": 900, "Garden": 300}


def test_an_offer_names_who_made_it_in_both_scripts(office: Office, sample: Sample) -> None:
    form = replace(
        office.ask(offers.draft, {"person_id": sample.owner, "what": "Care"}), staff_id=sample.clerk
    )
    id = office.do(offers.add, form).result
    [row] = office.ask(offers.rows, [id])
    assert (row.staff, row.staff_other) == ("Li Na", "李娜")
