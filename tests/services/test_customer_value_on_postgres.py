"""Customer value on PostgreSQL: the same points, scores, tiers, comparison, loyalty and suggestions as on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import customer_value, exports, measures, time_spent, today
from fmcrm_desktop.services.customer_value import WeightsForm, loyalty, offers
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.time_spent import TimeForm
from tests.sample import Sample, fill
from tests.services.test_offers_and_time import TODAY, neighbours
from tests.services.valuing import by_chance

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
Both = list[tuple[Office, Sample]]


@pytest.fixture
def both(postgres_url: str, tmp_path: Path) -> Iterator[Both]:
    opened = []
    for address in (postgres_url, str(tmp_path / "office.fmcrm")):
        office = found_office(
            address, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
        )
        office.store.clock = lambda: NOW
        opened.append((office, fill(office)))
    yield opened
    for office, _ in opened:
        office.close()


def told(office: Office, sample: Sample) -> list[object]:
    """Everything these cases answer, after the same deeds."""
    office.do(by_chance, 7, 25)
    office.do(neighbours, sample.second_unit, sample.parking)
    office.do(customer_value.count)
    office.do(customer_value.keep_weights, WeightsForm(30, 15, 25, 15, 15, tier_a=55, tier_b=25))
    found: list[object] = [office.ask(customer_value.preview)]
    office.do(customer_value.apply)
    for sort in ("", "name", "revenue", "margin", "profile", "tier"):
        for down in (False, True):
            found.append(list(office.ask(customer_value.page, Query(sort=sort, descending=down)).ids))
    for where in ({"tier": ("A", "C")}, {"standing": ("by_hand",)}, {"building": (sample.building,)}):
        found.append(office.ask(customer_value.page, Query(where=where)).first)
    sheet = office.ask(customer_value.fairness, Month(2026, 11))
    found += [sheet.tiers, sheet.buildings, sheet.all]
    found += [office.ask(loyalty.page, Query()).first, office.ask(loyalty.months)]
    found.append(office.ask(customer_value.lacking, sample.second_owner))
    form = office.ask(offers.draft, {"person_id": sample.owner, "what": "Cleaning"})
    form.answer, form.again_day = "later", TODAY
    office.do(offers.add, form)
    office.do(time_spent.add, TimeForm("searching", 20, TODAY, sample.clerk))
    found += [
        office.ask(offers.page, Query(text="clean", sort="again_day")).first,
        office.ask(time_spent.sums),
    ]
    found.append([line for line in office.ask(today.sheet).due if line.what == "offer"])
    names = ("time_searching", "service_surplus")
    found.append([office.ask(measures.month, Month(2026, 11)).measures[name].value for name in names])
    for kind in ("customers", "offers", "time_spent"):
        found.append(office.ask(exports.through, kind, Query(), lambda out: (out.header, list(out.rows))))
    return found


def test_both_databases_tell_the_same(both: Both) -> None:
    one, other = (told(office, sample) for office, sample in both)
    for at, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        assert mine == theirs, at
    assert len(one) > 25
