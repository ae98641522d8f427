"""People and property in full: the whole form, contacts by purpose, household, change of owner, buildings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import InUse, Invalid, Refusal
from fmcrm_desktop.services import (
    building_list,
    buildings,
    calls,
    change_of_owner,
    household,
    owners,
    person_ties,
    promises,
    relations,
    units,
    work_orders,
)
from fmcrm_desktop.services.buildings import BuildingForm, EntranceLine, SiteForm
from fmcrm_desktop.services.change_of_owner import NewOwnerLine
from fmcrm_desktop.services.household import TieChangeForm, TieForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import ContactLine, NameLine, NewPersonForm
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.units import UnitForm
from fmcrm_desktop.services.work_orders import OrderForm
from tests.conftest import NOW
from tests.sample import Sample


def test_everything_about_a_person_comes_back(office: Office, office_path: Path) -> None:
    form = NewPersonForm(
        "单雄信", "Shan Xiongxin", identity_kind="passport", identity_number="E1234", preferred_channel="wechat",
        preferred_hours="after 18:00", expects="A call before every visit", age_band="35_54", gender="male",
        occupation="Teacher", household_size=3, speaks="Mandarin, German", account="FEE-9",
        names=(NameLine("former", "单通"), NameLine("short", "老单")),
    )  # fmt: skip
    id = office.do(owners.add, form).result
    back = office.ask(owners.form, id)
    for name in ("identity_kind", "preferred_channel", "preferred_hours", "expects", "age_band", "gender",
                 "occupation", "household_size", "speaks", "account"):  # fmt: skip
        assert getattr(back, name) == getattr(form, name), name
    assert [(line.kind, line.name) for line in back.names] == [("former", "单通"), ("short", "老单")]
    assert list(office.ask(owners.page, Query("老单")).ids) == [id]
    back.names = (back.names[1],)
    office.do(owners.change, id, back)
    with closing(sqlite3.connect(office_path)) as file:
        kept = file.execute(
            "select name from person_name where archived is null and person_id = ?", (id,)
        ).fetchall()
    assert kept == [("老单",)]
    assert list(office.ask(owners.page, Query("单通")).ids) == []


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("billing", "billing@b.example"), ("emergency", "138 1111 1111"), ("repairs", "139 2222 2222"),
        ("any", "139 2222 2222"),
    ],
)  # fmt: skip
def test_the_right_contact_is_offered_for_a_purpose(office: Office, purpose: str, expected: str) -> None:
    contacts = (
        ContactLine("mobile", "137 0000 0000", "repairs", do_not_use=True),
        ContactLine("mobile", "138 1111 1111", "emergency"),
        ContactLine("email", "billing@b.example", "billing"),
        ContactLine("phone", "0755 8888 0000"),
        ContactLine("mobile", "139 2222 2222", preferred=True),
    )
    id = office.do(owners.add, NewPersonForm("Somebody", contacts=contacts)).result
    found = office.ask(owners.contact_for, id, purpose)
    assert found is not None and found.value == expected
    number = office.ask(owners.contact_for, id, "billing", ("mobile", "phone"))
    assert number is not None and number.value == "139 2222 2222"


def test_nobody_is_reached_where_nothing_may_be_used(office: Office) -> None:
    contacts = (ContactLine("mobile", "137 0000 0000", do_not_use=True),)
    id = office.do(owners.add, NewPersonForm("Somebody", contacts=contacts)).result
    assert office.ask(owners.contact_for, id, "repairs") is None


# household


def test_a_child_is_seen_from_both_sides_and_ends(office: Office, sample: Sample) -> None:
    tie = office.do(
        household.add, sample.owner, TieForm("child", new_name="王小", new_phone="13800138111")
    ).result
    (row,) = office.ask(owners.card, sample.owner).household
    assert (row.name, row.kind, row.phone, row.current) == ("王小", "child", "13800138111", True)
    (back,) = office.ask(person_ties.ties_of, row.other_id)
    assert (back.other_id, back.kind) == (sample.owner, "parent")
    form = office.ask(household.form_of, tie)
    form.until_day = date(2026, 1, 31)
    office.do(household.change, tie, form)
    assert not office.ask(person_ties.ties_of, sample.owner)[0].current
    office.do(household.archive, tie)
    assert office.ask(person_ties.ties_of, sample.owner) == ()


def test_a_new_helper_is_one_deed_that_goes_whole(office: Office, sample: Sample) -> None:
    done = office.do(household.add, sample.owner, TieForm("helper", new_name="Aunt Li"))
    (row,) = office.ask(person_ties.ties_of, sample.owner)
    (back,) = office.ask(person_ties.ties_of, row.other_id)
    assert back.back and back.kind == "helper"
    assert done.deed is not None
    office.undo(done.deed)
    assert office.ask(person_ties.ties_of, sample.owner) == ()
    assert list(office.ask(owners.page, Query("Aunt")).ids) == []


def test_ties_that_cannot_be_are_refused(office: Office, sample: Sample) -> None:
    office.do(household.add, sample.owner, TieForm("spouse", sample.tenant))
    for form, field in (
        (TieForm("spouse", sample.owner), "other_id"),
        (TieForm("spouse"), "other_id"),
        (TieForm("spouse", sample.tenant), "kind"),
        (TieForm("child", sample.company, "Both"), "new_name"),
        (
            TieForm("child", sample.company, from_day=date(2026, 2, 1), until_day=date(2026, 1, 1)),
            "until_day",
        ),
    ):
        with pytest.raises(Invalid) as wrong:
            office.do(household.add, sample.owner, form)
        assert list(wrong.value.fields) == [field]
    with pytest.raises(Invalid):
        office.do(household.add, sample.tenant, TieForm("spouse", sample.owner))
    assert TieChangeForm().kind == "other"


# change of owner


def owners_of(path: Path, unit: int) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(
            "select p.name, r.role, r.share_numerator, r.share_denominator, r.from_day, r.until_day from relation r "
            "join person p on p.id = r.person_id where r.unit_id = ? and r.archived is null order by r.id", (unit,)
        ).fetchall()  # fmt: skip


def test_a_unit_passes_to_two_new_owners_in_one_deed(
    office: Office, office_path: Path, sample: Sample
) -> None:
    before = owners_of(office_path, sample.unit)
    form = office.ask(change_of_owner.form, sample.unit)
    assert form.leaving == (sample.owner,)
    form.last_day = date(2026, 10, 31)
    form.coming = (
        NewOwnerLine(sample.tenant, share="1/3"),
        NewOwnerLine(None, "Tan Wei", "13811112222", "2/3"),
    )
    deed = office.do(change_of_owner.transfer, sample.unit, form).deed
    assert owners_of(office_path, sample.unit) == [
        ("王芳", "owner", 1, 1, "2019-05-01", "2026-10-31"),
        ("Sato Travel", "payer", None, None, "2019-05-01", "2026-10-31"),
        ("J. Moreau", "owner", 1, 3, "2026-11-01", None),
        ("Tan Wei", "owner", 2, 3, "2026-11-01", None),
        ("J. Moreau", "payer", None, None, "2026-11-01", None),
    ]
    assert deed is not None
    office.undo(deed)
    assert owners_of(office_path, sample.unit) == before


def test_one_new_owner_takes_what_becomes_free_and_the_payer_may_stay(
    office: Office, office_path: Path, sample: Sample
) -> None:
    form = office.ask(change_of_owner.form, sample.unit)
    form.coming, form.payer = (NewOwnerLine(sample.tenant),), False
    office.do(change_of_owner.transfer, sample.unit, form)
    assert owners_of(office_path, sample.unit)[1:] == [
        ("Sato Travel", "payer", None, None, "2019-05-01", None),
        ("J. Moreau", "owner", 1, 1, "2026-11-21", None),
    ]


def test_shares_over_the_whole_are_refused_and_nothing_is_kept(
    office: Office, office_path: Path, sample: Sample
) -> None:
    before = owners_of(office_path, sample.unit)
    form = office.ask(change_of_owner.form, sample.unit)
    form.coming = (NewOwnerLine(sample.tenant, share="2/3"), NewOwnerLine(None, "Tan Wei", share="50 %"))
    with pytest.raises(Refusal) as wrong:
        office.do(change_of_owner.transfer, sample.unit, form)
    assert "more than the whole" in wrong.value.text
    assert owners_of(office_path, sample.unit) == before
    for coming in (
        (),
        (NewOwnerLine(),),
        (NewOwnerLine(sample.tenant, "And"),),
        (NewOwnerLine(sample.tenant, share="x"),),
    ):
        form.coming = coming
        with pytest.raises(Invalid) as refused:
            office.do(change_of_owner.transfer, sample.unit, form)
        assert list(refused.value.fields) == ["coming"]
    form.coming, form.leaving = (NewOwnerLine(sample.tenant),), (sample.company,)
    with pytest.raises(Invalid):
        office.do(change_of_owner.transfer, sample.unit, form)


def test_only_the_chosen_owner_leaves(office: Office, office_path: Path, sample: Sample) -> None:
    unit = office.do(units.add, UnitForm(sample.building, "0909")).result
    for person in (sample.owner, sample.second_owner):
        office.do(relations.add, relations.RelationForm(person, unit, "owner", "1/2"))
    form = office.ask(change_of_owner.form, unit)
    form.leaving, form.coming = (sample.owner,), (NewOwnerLine(sample.tenant),)
    office.do(change_of_owner.transfer, unit, form)
    assert [(row[0], row[2:4], row[5]) for row in owners_of(office_path, unit) if row[1] == "owner"] == [
        ("王芳", (1, 2), "2026-11-20"), ("A. Novak", (1, 2), None), ("J. Moreau", (1, 2), None),
    ]  # fmt: skip


# buildings, sites, units


def test_buildings_and_sites_are_listed_changed_and_put_away(office: Office, sample: Sample) -> None:
    site = office.do(buildings.add_site, SiteForm("Harbour Row", "海港里")).result
    lines = (EntranceLine("1", 6, True), EntranceLine("2"))
    new = office.do(
        buildings.add, BuildingForm("H", site, kind="industrial", floors=6, entrances=lines)
    ).result
    assert [row.code for row in office.ask(building_list.page, Query()).first] == ["1", "3", "H"]
    assert list(office.ask(building_list.page, Query(where={"kind": ("industrial",)})).ids) == [new]
    assert list(office.ask(building_list.page, Query("harbour")).ids) == [new]
    form = office.ask(buildings.form_of, new)
    entrance = form.entrances[0].id
    unit = office.do(units.add, UnitForm(new, "101", entrance_id=entrance)).result
    assert office.ask(units.card, unit).entrance == "1"
    with pytest.raises(Invalid):
        office.do(units.add, UnitForm(sample.building, "102", entrance_id=entrance))
    form.entrances, form.floors = form.entrances[1:], 7
    with pytest.raises(InUse):
        office.do(buildings.change, new, form)
    form = office.ask(buildings.form_of, new)
    form.entrances = form.entrances[:1]
    office.do(buildings.change, new, form)
    card = office.ask(building_list.card, new)
    assert [each[0] for each in card.entrances] == ["1"]
    assert (card.row.units, card.empty, card.kinds) == (1, 1, (("unit", 1),))
    with pytest.raises(InUse):
        office.do(buildings.archive_site, site)
    office.do(units.archive, unit)
    office.do(buildings.archive, new)
    office.do(buildings.archive_site, site)
    assert [row.name for row in office.ask(building_list.site_page, Query()).first] == ["Willow Court"]
    office.do(buildings.restore_site, site)
    office.do(buildings.restore, new)


def test_people_and_units_are_split_by_the_kind_of_building(office: Office, sample: Sample) -> None:
    commercial = Query(where={"building_kind": ("commercial",)})
    assert set(office.ask(owners.page, commercial).ids) == {sample.owner, sample.company}
    assert list(office.ask(units.page, commercial).ids) == [sample.unit]
    empty = office.do(units.add, UnitForm(sample.building, "0808")).result
    assert list(office.ask(units.page, Query(where={"empty": (True,)})).ids) == [empty]
    assert empty not in office.ask(units.page, Query(where={"empty": (False,)})).ids
    assert len(office.ask(units.page, Query(where={"empty": (True, False)}))) == 4


def test_calling_back_about_an_order_takes_the_number_kept_for_repairs(office: Office) -> None:
    """What is owed otherwise is called under the number for everything."""
    contacts = (ContactLine("mobile", "13900000001"), ContactLine("mobile", "13900000002", purpose="repairs"))
    id = office.do(owners.add, NewPersonForm("Lin Hai", contacts=contacts)).result
    order = office.do(work_orders.enter, OrderForm(id, summary="Tap", own_words="Tap")).result
    due = NOW + timedelta(hours=3)
    for more, number in (({"order_id": order}, "13900000002"), ({}, "13900000001")):
        promise = office.do(promises.give, PromiseForm("call_back", due, "How it went", id, **more)).result
        form = office.ask(calls.draft, {"promise": promise})
        assert form.number.replace(" ", "").endswith(number), more


def test_each_entrance_has_its_101_and_each_site_its_building_1(office: Office, sample: Sample) -> None:
    sites = [office.do(buildings.add_site, SiteForm(name)).result for name in ("Harbour Row", "Mill Lane")]
    doors = (EntranceLine("1"), EntranceLine("2"))
    first, second = (
        office.do(buildings.add, BuildingForm("9", site, entrances=doors)).result for site in sites
    )
    entrances = [each.id for each in office.ask(buildings.form_of, first).entrances]
    made = [
        office.do(units.add, UnitForm(first, "101", entrance_id=door)).result for door in (*entrances, None)
    ]
    made.append(office.do(units.add, UnitForm(second, "101")).result)
    for unit in made:
        form = office.ask(units.form, unit)
        form.floor = "1"
        office.do(units.change, unit, form)
    for again in (
        UnitForm(first, "101", entrance_id=entrances[0]),
        UnitForm(first, "101"),
        UnitForm(second, "101"),
    ):
        with pytest.raises(Invalid):
            office.do(units.add, again)
    form = office.ask(units.form, made[0])
    form.entrance_id = entrances[1]
    with pytest.raises(Invalid):
        office.do(units.change, made[0], form)
