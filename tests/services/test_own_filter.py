"""Lists narrowed by own fields: of every list and every choice, the records that plain sqlite3 finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import complaints, own_fields, own_filter, owners, units, work_orders
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

LISTS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "person": (own_filter.of_people, owners.page),
    "unit": (own_filter.of_units, units.page),
    "work_order": (own_filter.of_orders, work_orders.page),
    "complaint": (own_filter.of_complaints, complaints.page),
}


@needs("office.settings")
def keep(work: Work, said: dict[int, dict[int, str]]) -> None:
    own_fields.keep_many(work, said)


def fields(office: Office, subject: str) -> tuple[int, int, int]:
    forms = (
        OwnFieldForm(subject, "choice", "Heating", "供暖", ("Gas", "a=b+c-d", "无")),
        OwnFieldForm(subject, "tick", "Key"),
        OwnFieldForm(subject, "date", "Checked"),
    )
    first, second, third = (int(office.do(own_fields.add, form).result) for form in forms)
    return first, second, third


def matters(office: Office, sample: Sample) -> None:
    for n in range(3):
        office.do(work_orders.enter, OrderForm(summary=f"Order {n}", building_id=sample.building))
        office.do(complaints.register, ComplaintForm(own_words=f"Words {n}", person_id=sample.owner))


@pytest.mark.parametrize("subject", list(LISTS))
def test_each_choice_gives_the_records_that_say_so(
    office: Office, sample: Sample, office_path: Path, subject: str
) -> None:
    matters(office, sample)
    heating, key, checked = fields(office, subject)
    with closing(sqlite3.connect(office_path)) as file:
        every = [
            row[0] for row in file.execute(f"select id from {subject} where archived is null order by id")
        ]
    assert len(every) >= 3
    said = {
        every[0]: {heating: "Gas", key: "1"},
        every[1]: {heating: "a=b+c-d", checked: "2026-01-02"},
        every[2]: {heating: "无", key: "1", checked: "2026-01-02"},
    }
    office.do(keep, said)
    options, page = LISTS[subject]
    offered = dict(office.ask(options))
    assert list(offered) == [
        f"{heating}=Gas", f"{heating}=a=b+c-d", f"{heating}=无", f"{heating}-",
        f"{key}+", f"{key}-", f"{checked}+", f"{checked}-",
    ]  # fmt: skip
    truth: dict[str, set[int]] = {
        f"{heating}={value}": {id for id, mine in said.items() if mine[heating] == value}
        for value in ("Gas", "a=b+c-d", "无")
    }
    for field in (heating, key, checked):
        filled = {id for id, mine in said.items() if field in mine}
        truth[f"{field}+"], truth[f"{field}-"] = filled, set(every) - filled
    for one in offered:
        assert set(office.ask(page, Query(where={"own": (one,)})).ids) == truth[one], one
    for one, other in combinations(offered, 2):
        same = int(one.split("=")[0].strip("+-")) == int(other.split("=")[0].strip("+-"))
        wanted = truth[one] | truth[other] if same else truth[one] & truth[other]
        assert set(office.ask(page, Query(where={"own": (one, other)})).ids) == wanted, (one, other)


def test_a_field_no_longer_asked_is_not_offered_and_strange_values_narrow_nothing(
    office: Office, sample: Sample
) -> None:
    heating, *_ = fields(office, "person")
    everybody = office.ask(owners.page, Query()).ids
    office.do(own_fields.archive, heating)
    assert not [each for each, _ in office.ask(own_filter.of_people) if each.startswith(str(heating))]
    for strange in ("", "x", "=", "7", "' or 1=1 --", 7, None):
        assert office.ask(owners.page, Query(where={"own": (strange,)})).ids == everybody
