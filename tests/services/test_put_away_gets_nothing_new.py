"""Who and what is in the archive gets no new order, complaint, tie or agreement; what is there may be changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import (
    agreements,
    complaints,
    household,
    merging,
    owners,
    relations,
    units,
    work_orders,
)
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.complaints import AlsoForm, ComplaintForm
from fmcrm_desktop.services.household import TieForm
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


@needs("office.settings")
def put_away(work: Work, person: int, unit: int) -> None:
    work.archive_many(Person, [person])
    work.archive_many(Unit, [unit])


NEW: list[tuple[str, Any, Callable[[Sample, int, int], tuple[Any, ...]]]] = [
    ("person_id", work_orders.enter, lambda _its, who, _unit: (OrderForm(summary="Tap", person_id=who),)),
    ("unit_id", work_orders.enter, lambda _its, _who, unit: (OrderForm(summary="Tap", unit_id=unit),)),
    ("person_id", complaints.register, lambda _its, who, _unit: (ComplaintForm(subject="Noise", person_id=who),)),
    ("unit_id", complaints.register, lambda its, _who, unit: (
        ComplaintForm(subject="Noise", person_id=its.owner, unit_id=unit),)),
    ("people", complaints.register, lambda its, who, _unit: (
        ComplaintForm(subject="Noise", person_id=its.owner, people=(who,)),)),
    ("person_id", relations.add, lambda its, who, _unit: (
        RelationForm(who, its.second_unit, "payer", from_day=date(2026, 1, 1)),)),
    ("unit_id", relations.add, lambda its, _who, unit: (
        RelationForm(its.owner, unit, "tenant", from_day=date(2026, 1, 1)),)),
    ("other_id", household.add, lambda its, who, _unit: (its.owner, TieForm("spouse", who))),
    ("other_id", household.add, lambda its, who, _unit: (who, TieForm("spouse", its.owner))),
    ("person_id", agreements.add, lambda _its, who, _unit: (AgreementForm("Care", person_id=who),)),
    ("units", agreements.add, lambda its, _who, unit: (AgreementForm("Care", person_id=its.owner, units=(unit,)),)),
    ("signers", agreements.add, lambda its, who, _unit: (AgreementForm("Care", person_id=its.owner, signers=(who,)),)),
]  # fmt: skip


@pytest.mark.parametrize(("field", "case", "given"), NEW)
def test_what_is_put_away_gets_nothing_new(
    office: Office,
    sample: Sample,
    field: str,
    case: Any,
    given: Callable[[Sample, int, int], tuple[Any, ...]],
) -> None:
    office.do(put_away, sample.tenant, sample.parking)
    with pytest.raises(Invalid, match="is archived. Restore it first") as refused:
        office.do(case, *given(sample, sample.tenant, sample.parking))
    assert set(refused.value.fields) == {field}
    office.do(owners.restore, sample.tenant)
    office.do(units.restore, sample.parking)
    office.do(case, *given(sample, sample.tenant, sample.parking))


def test_nobody_more_joins_a_complaint_from_the_archive(office: Office, sample: Sample) -> None:
    id = office.do(complaints.register, ComplaintForm(subject="Noise", person_id=sample.owner)).result
    office.do(put_away, sample.tenant, sample.parking)
    with pytest.raises(Invalid, match="Restore it first"):
        office.do(complaints.also, id, AlsoForm(sample.tenant))


def test_what_names_them_already_is_put_right_all_the_same(office: Office, sample: Sample) -> None:
    order = office.do(
        work_orders.enter, OrderForm(summary="Tap", person_id=sample.tenant, unit_id=sample.parking)
    )
    noise = office.do(
        complaints.register, ComplaintForm(subject="Noise", person_id=sample.tenant, unit_id=sample.parking)
    )
    care = office.do(agreements.add, AgreementForm("Care", person_id=sample.tenant, units=(sample.parking,)))
    tie = office.do(
        relations.add, RelationForm(sample.tenant, sample.parking, "tenant", from_day=date(2026, 1, 1))
    )
    office.do(put_away, sample.tenant, sample.parking)
    for made, module, form_of in (
        (order, work_orders, work_orders.change_form), (noise, complaints, complaints.form_of),
        (care, agreements, agreements.form_of), (tie, relations, relations.form),
    ):  # fmt: skip
        office.do(module.change, made.result, office.ask(form_of, made.result))  # type: ignore[attr-defined]


def test_who_became_part_of_somebody_else_meanwhile_is_that_one(office: Office, sample: Sample) -> None:
    twin = office.do(owners.add, NewPersonForm(name="Wang Fang")).result
    form = OrderForm(summary="Tap", person_id=twin)
    office.do(merging.merge, MergeForm(sample.owner, twin))
    order = office.do(work_orders.enter, form).result
    assert office.ask(work_orders.change_form, order).person_id == sample.owner


@pytest.mark.parametrize("typed", ["陈秀英", "138"])
def test_no_picker_offers_them(office: Office, sample: Sample, typed: str) -> None:
    office.do(put_away, sample.tenant, sample.parking)
    assert sample.tenant not in [each.id for each in office.ask(owners.choices, typed)]
    assert sample.parking not in [each.id for each in office.ask(units.choices, "P")]
