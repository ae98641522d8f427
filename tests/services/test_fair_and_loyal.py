"""Fairness and loyalty against plain Python over plain sqlite3, by chance; entries of those who leave."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import Building, called
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.customer_value import leaving, loyalty
from fmcrm_desktop.services.customer_value.leaving import LeavingForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.charging import rows
from tests.services.valuing import TODAY, by_chance

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 12, 1, tzinfo=ZONE)


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


@needs("office.read")
def minutes(work: Work, spans: list[tuple[datetime, datetime]]) -> list[float]:
    """Working time by the calendar itself, one span after the other."""
    calendar = working_calendar(work)
    return [float(calendar.between(since, until)) for since, until in spans]


def lived(path: Path) -> list[tuple[int, int, str | None]]:
    """Person, building, last day of the ties that hold today of people who are kept."""
    return rows(
        path,
        "select r.person_id, u.building_id, p.tier from relation r join unit u on u.id = r.unit_id "
        "join person p on p.id = r.person_id where r.archived is null and p.archived is null "
        "and (r.until_day is null or r.until_day >= ?)",
        TODAY.isoformat(),
    )


def check_line(office: Office, path: Path, line: Any, at: int, key: Any) -> None:
    """One line against the orders and complaints of its key; ``at`` 1 is the tier, 2 the building, 0 all."""
    tiers = dict(rows(path, "select id, tier from person"))
    people = {p for p, building, tier in lived(path) if at == 0 or (tier or None, building)[at - 1] == key}
    assert line.customers == len(people)

    def mine(person: int | None, building: int | None) -> bool:
        return at == 0 or (tiers.get(person or 0) or None, building)[at - 1] == key

    orders = [
        (moment(received), moment(arrived), moment(done), moment(due))
        for person, building, received, arrived, done, due in rows(
            path,
            "select person_id, building_id, received, arrived, done, due from work_order where archived is null",
        )
        if mine(person, building)
    ]
    complaints = [
        received
        for person, building, received in rows(
            path,
            "select person_id, building_id, received from complaint where archived is null and state != 'withdrawn'",
        )
        if mine(person, building) and moment(received) >= START
    ]
    assert (line.orders, line.complaints) == (sum(each[0] >= START for each in orders), len(complaints))
    for name, place in (("response", 1), ("finish", 2)):
        spans = [(each[0], each[place]) for each in orders if each[place] and START <= each[place] < END]
        taken = office.ask(minutes, spans)
        assert line.measured[name] == len(taken)
        if taken:
            assert getattr(line, f"{name}_median") == pytest.approx(median(taken)), name
            assert getattr(line, f"{name}_mean") == pytest.approx(mean(taken)), name
    fell = [each for each in orders if each[3] and START <= each[3] < NOW]
    assert (line.due, line.kept) == (len(fell), sum(bool(each[2] and each[2] <= each[3]) for each in fell))


NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
END = datetime(2026, 12, 1, tzinfo=ZONE)


@pytest.mark.parametrize("seed", range(3))
def test_every_line_of_the_comparison_is_that_of_plain_python(
    office: Office, office_path: Path, seed: int
) -> None:
    office.do(by_chance, seed, 30)
    sheet = office.ask(customer_value.fairness)
    assert (sheet.since, sheet.month) == (Month(2025, 12), Month(2026, 11))
    check_line(office, office_path, sheet.all, 0, None)
    for at, lines in ((1, sheet.tiers), (2, sheet.buildings)):
        for line in lines:
            check_line(office, office_path, line, at, line.key)
            assert set(line.worse) == worse(line, sheet.all)
    assert any(line.worse for line in (*sheet.tiers, *sheet.buildings)) or seed


def worse(line: Any, whole: Any) -> set[str]:
    """The rule once more, straight from its sentence."""
    if line.key is None:
        return set()
    found = set()
    for name in ("response", "finish"):
        if line.measured[name] >= 5 and getattr(line, f"{name}_median") > 1.5 * getattr(
            whole, f"{name}_median"
        ):
            found.add(name)
    if line.due >= 5 and round(whole.kept / whole.due - line.kept / line.due, 9) >= 0.1:
        found.add("kept")
    many = line.complaints >= 5 and line.customers
    if many and line.complaints / line.customers > 1.5 * whole.complaints / whole.customers:
        found.add("complaints")
    return found


def test_a_tier_that_waits_longer_is_marked(office: Office, office_path: Path, sample: Sample) -> None:
    office.do(slow_for, sample.owner, sample.second_owner)
    sheet = office.ask(customer_value.fairness)
    marked = {line.key: set(line.worse) for line in sheet.tiers}
    assert marked["C"] == {"response", "finish", "kept"} and marked["A"] == set()


@needs("office.settings")
def slow_for(work: Work, quick: int, slow: int) -> None:
    """Ten orders of a customer in tier A within the hour, six of one in tier C the day after."""
    from fmcrm_desktop.model.person import Person
    from fmcrm_desktop.model.work_order import WorkOrder

    work.get(Person, quick).tier, work.get(Person, slow).tier = "A", "C"
    came = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)
    for person, many, wait in ((quick, 10, timedelta(hours=1)), (slow, 6, timedelta(days=1))):
        for n in range(many):
            work.add(
                WorkOrder(number=f"S{person}{n}", summary="x", person_id=person, received=came, arrived=came + wait,
                          done=came + wait, state="done", due=came + timedelta(hours=3))
            )  # fmt: skip


# loyalty


@needs("office.settings")
def agreed(work: Work, person: int, *spans: tuple[str | None, str | None, str]) -> None:
    for first, last, state in spans:
        work.add(
            Agreement(number=f"A{first}", name="Care", person_id=person, state=state,
                      from_day=date.fromisoformat(first) if first else None,
                      until_day=date.fromisoformat(last) if last else None)
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_losses_from_entries_complaints_and_moves_are_those_of_plain_python(
    office: Office, office_path: Path, seed: int
) -> None:
    office.do(by_chance, seed, 30)
    first, last = date(2025, 12, 1), date(2026, 11, 30)
    expected: set[tuple[str, int, str, date, int]] = set()
    for id, person, day, kind in rows(
        office_path, "select id, person_id, day, kind from leaving_entry where archived is null"
    ):
        expected.add(("entry", id, kind, date.fromisoformat(day), person))
    for id, person, received, loss in rows(
        office_path,
        "select id, person_id, received, loss from complaint where archived is null and loss != '' "
        "and state != 'withdrawn' and person_id is not null",
    ):
        kind = {"lost": "lost", "at_risk": "leaving"}[loss]
        expected.add(("complaint", id, kind, moment(received).astimezone(ZONE).date(), person))
    ties = defaultdict(list)
    gone = {id for (id,) in rows(office_path, "select id from person where archived is not null")}
    for id, person, until in rows(
        office_path,
        "select id, person_id, until_day from relation where archived is null and role in ('owner', 'tenant')",
    ):
        ties[person].append((until or "9999-12-31", id))
    for person, held in ties.items():
        until, id = max(held)
        if until < TODAY.isoformat() and person not in gone:
            expected.add(("relation", id, "lost", date.fromisoformat(until), person))
    expected = {each for each in expected if first <= each[3] <= last}
    every = Query(where={"month": ()})
    ids = list(office.ask(loyalty.page, every).ids)
    found = office.ask(loyalty.rows, ids)
    assert {
        (it.source, it.record, it.kind, it.day, it.person_id) for it in found if it.day <= last
    } == expected
    assert [it.day for it in found] == sorted((it.day for it in found), reverse=True)
    for told in office.ask(loyalty.months):
        of_month = [
            each for each in expected if (each[3].year, each[3].month) == (told.month.year, told.month.month)
        ]
        for kind in ("renewed", "leaving", "lost"):
            assert getattr(told, kind) == len({each[4] for each in of_month if each[2] == kind})
        assert sum(many for _, many in told.reasons) == sum(
            each[2] in ("leaving", "lost") for each in of_month
        )
        where = {"month": (str(told.month),)}
        assert len(office.ask(loyalty.page, Query(where=where)).ids) == len(of_month)


def test_agreements_renew_end_and_are_given_notice_of(office: Office, sample: Sample) -> None:
    office.do(agreed, sample.owner, ("2025-01-01", "2026-06-30", "ended"), ("2026-07-15", None, "running"))
    office.do(agreed, sample.second_owner, ("2025-01-01", "2026-09-30", "running"))
    office.do(agreed, sample.tenant, ("2025-01-01", "2027-01-31", "terminated"))
    office.do(
        agreed, sample.company, ("2025-01-01", "2026-02-28", "ended"), ("2026-08-01", "2026-10-31", "ended")
    )
    found = {(it.person_id, it.kind, it.day) for it in office.ask(loyalty.page, Query()).first}
    assert found == {
        (sample.owner, "renewed", date(2026, 7, 15)), (sample.second_owner, "lost", date(2026, 9, 30)),
        (sample.tenant, "leaving", date(2027, 1, 31)), (sample.company, "lost", date(2026, 10, 31)),
    }  # fmt: skip


def test_an_entry_names_whose_word_mattered(office: Office, sample: Sample) -> None:
    form = office.ask(leaving.draft, sample.tenant)
    assert form.day == TODAY
    for wrong in ({"mouth_id": sample.owner}, {"mouth": "bad", "mouth_id": sample.tenant}, {"reason": ""}):
        with pytest.raises(Invalid):
            office.do(leaving.add, LeavingForm(**{**vars(form), **wrong}))
    form = LeavingForm(**{**vars(form), "reason": "warned", "mouth": "bad", "mouth_id": sample.owner})
    id = office.do(leaving.add, form).result
    row = office.ask(loyalty.page, Query(where={"mouth": ("bad",)})).first[0]
    assert (row.record, row.mouth_name, row.reason) == (id, "王芳", "warned")
    assert len(office.ask(loyalty.page, Query(text="王芳")).ids) == 1
    said = {line.factor: dict(line.hints) for line in office.ask(customer_value.card, sample.owner).lines}
    assert said["influence"]["times they warned of us"] == 1
    again = office.ask(leaving.form_of, id)
    again.kind = "stays"
    office.do(leaving.change, id, again)
    assert office.ask(loyalty.rows, [row.id])[0].kind == "stays"
    office.do(leaving.archive, id)
    assert not office.ask(loyalty.page, Query()).first


def test_who_may_not_read_complaints_sees_no_losses_of_complaints(
    office: Office, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.do(by_chance, 1, 20)
    assert office.ask(loyalty.page, Query(where={"source": ("complaint",)})).ids
    from fmcrm_desktop.model import staff

    monkeypatch.setitem(staff.RIGHTS, "reader", staff.RIGHTS["reader"] - {"complaint.read"})
    office.who = Who(sample.clerk, "Li Na", "reader")
    assert not office.ask(loyalty.page, Query(where={"source": ("complaint",)})).ids


def test_a_building_is_called_by_its_code_once(office: Office, sample: Sample) -> None:
    @needs("office.settings")
    def add(work: Work) -> list[tuple[str, str]]:
        site = work.value(select(Building.site_id).limit(1))
        for code, name, other in (("71", "71号楼", "Building 71"), ("72", "North", ""), ("73", "", "Tower")):
            work.add(Building(site_id=site, code=code, name=name, other_name=other, sort_key=code))
        work.session.flush()
        chosen = select(called(Building.name), called(Building.other_name)).where(
            Building.code.in_(("71", "72", "73"))
        )
        return [(one, two) for one, two in work.rows(chosen.order_by(Building.code))]

    assert office.do(add).result == [("71号楼", "Building 71"), ("72 North", "72"), ("73", "73 Tower")]
