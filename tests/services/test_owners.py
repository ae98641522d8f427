"""People, units and who is what to whom, through the door."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.phone import normalise
from fmcrm_desktop.model.refusal import InUse, Invalid, Refusal, Stale
from fmcrm_desktop.services import buildings, owners, relations, units
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.units import UnitForm
from fmcrm_desktop.services.work_orders import OrderForm, enter
from tests.sample import Sample


def names(office: Office, query: Query = Query()) -> list[str]:  # noqa: B008  a frozen value
    return [row.name for row in office.ask(owners.page, query).first]


def test_a_new_person_is_found_by_name_pinyin_unit_and_the_end_of_the_number(
    office: Office, sample: Sample
) -> None:
    form = NewPersonForm(
        name="单雄信",
        contacts=(ContactLine("mobile", "+86 139 1111 2233"), ContactLine("email", "shan@example.cn")),
        unit_id=sample.second_unit,
        role="tenant",
    )
    new = office.do(owners.add, form).result
    for typed in ("单雄", "shan xiong", "1-0304", "2233", "13911112233", "shan@example.cn"):
        assert new in office.ask(owners.page, Query(text=typed)).ids, typed
    [row] = office.ask(owners.rows, [new])
    assert (row.units, row.role, row.phone) == ("1-0304", "tenant", "+86 139 1111 2233")


def test_the_list_has_one_order_for_two_scripts(office: Office) -> None:
    assert names(office) == ["A. Novak", "J. Moreau", "Sato Travel", "王芳"]
    assert names(office, Query(descending=True)) == ["王芳", "Sato Travel", "J. Moreau", "A. Novak"]
    assert names(office, Query(sort="units")) == ["A. Novak", "J. Moreau", "Sato Travel", "王芳"]


def test_the_list_is_narrowed_by_building_role_and_kind(office: Office, sample: Sample) -> None:
    assert names(office, Query().having("building", sample.building)) == ["Sato Travel", "王芳"]
    assert names(office, Query().having("role", "tenant", "payer")) == ["J. Moreau", "Sato Travel"]
    both = Query().having("building", sample.building).having("role", "owner")
    assert names(office, both) == ["王芳"]
    assert names(office, Query().having("kind", "company")) == ["Sato Travel"]


def test_a_unit_that_is_archived_counts_in_no_column_filter_or_order(office: Office, sample: Sample) -> None:
    office.do(units.archive, sample.second_unit)
    assert names(office, Query().having("building", sample.second_building)) == []
    assert names(office, Query().having("building_kind", "residential")) == []
    assert names(office, Query(sort="units")) == ["Sato Travel", "王芳", "A. Novak", "J. Moreau"]
    assert [row.units for row in office.ask(owners.page, Query(sort="units")).first] == [
        "3-1202", "3-1202, P-044", "", "",
    ]  # fmt: skip


def test_a_changed_person_keeps_the_contacts_that_stay_and_archives_those_taken_out(
    office: Office, sample: Sample, office_path: Path
) -> None:
    form = office.ask(owners.form, sample.owner)
    [mobile] = form.contacts
    mobile.hours = "mornings"
    form.contacts = (mobile, ContactLine("phone", "0755 2222 3333"))
    office.do(owners.change, sample.owner, form)
    form = office.ask(owners.form, sample.owner)
    assert [(c.id == mobile.id, c.value, c.hours) for c in form.contacts] == [
        (True, "13800138000", "mornings"),
        (False, "0755 2222 3333", ""),
    ]
    form.contacts = form.contacts[1:]
    office.do(owners.change, sample.owner, form)
    with sqlite3.connect(office_path) as plain:
        kept = plain.execute(
            "select value, archived is null from contact_point where person_id = ? order by id",
            [sample.owner],
        ).fetchall()
    assert kept == [("13800138000", 0), ("0755 2222 3333", 1)]


def test_a_form_that_somebody_else_overtook_is_refused(office: Office, sample: Sample) -> None:
    mine, theirs = office.ask(owners.form, sample.owner), office.ask(owners.form, sample.owner)
    theirs.notes = "theirs"
    office.do(owners.change, sample.owner, theirs)
    mine.notes = "mine"
    with pytest.raises(Stale):
        office.do(owners.change, sample.owner, mine)


def test_two_desks_that_change_different_contacts_both_keep_theirs(office: Office, sample: Sample) -> None:
    mine, theirs = office.ask(owners.form, sample.owner), office.ask(owners.form, sample.owner)
    theirs.contacts = (*theirs.contacts, ContactLine("wechat", "wangfang_3"))
    theirs.contacts[0].hours = "mornings"
    office.do(owners.change, sample.owner, theirs)
    mine.contacts = (*mine.contacts, ContactLine("email", "wang@example.cn"))
    office.do(owners.change, sample.owner, mine)
    kept = [(line.value, line.hours) for line in office.ask(owners.form, sample.owner).contacts]
    assert kept == [("13800138000", "mornings"), ("wangfang_3", ""), ("wang@example.cn", "")]


def test_a_contact_changed_at_two_desks_is_refused_until_it_is_entered_anew(
    office: Office, sample: Sample
) -> None:
    mine, theirs = office.ask(owners.form, sample.owner), office.ask(owners.form, sample.owner)
    theirs.contacts[0].value = "13900000001"
    office.do(owners.change, sample.owner, theirs)
    mine.contacts[0].value = "13900000002"
    with pytest.raises(Invalid) as caught:
        office.do(owners.change, sample.owner, mine)
    assert "13900000001" in str(caught.value.fields["contacts"])
    mine.contacts = (ContactLine("mobile", "13900000002"),)
    office.do(owners.change, sample.owner, mine)
    assert [line.value for line in office.ask(owners.form, sample.owner).contacts] == ["13900000002"]


def test_an_identity_number_never_reaches_the_change_log(
    office: Office, sample: Sample, office_path: Path
) -> None:
    form = office.ask(owners.form, sample.owner)
    form.identity_number = "440301199001011234"
    office.do(owners.change, sample.owner, form)
    assert office.ask(owners.form, sample.owner).identity_number == "440301199001011234"
    with sqlite3.connect(office_path) as plain:
        written = plain.execute("select group_concat(changes) from audit").fetchone()[0]
    assert "440301199001011234" not in written


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (NewPersonForm(name=" "), "name"),
        (NewPersonForm(name="x" * 121), "name"),
        (NewPersonForm(name="A", contacts=(ContactLine("email", "nowhere"),)), "contacts"),
        (NewPersonForm(name="A", contacts=(ContactLine("mobile", ""),)), "contacts"),
        (NewPersonForm(name="A", kind="robot"), "kind"),
    ],
)
def test_a_form_that_cannot_be_saved_names_its_field(office: Office, form: NewPersonForm, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(owners.add, form)
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (NewPersonForm(name="Somebody", contacts=(ContactLine("mobile", "+86 138-0013-8000"),)), "phone"),
        (NewPersonForm(name="Wang Fang"), "name"),
        (NewPersonForm(name="王芳"), "name"),
    ],
)
def test_somebody_stored_already_is_named_before_saving(
    office: Office, sample: Sample, form: NewPersonForm, why: str
) -> None:
    assert [(each.row.id, each.why) for each in office.ask(owners.similar, form)] == [(sample.owner, why)]
    assert office.ask(owners.similar, form, sample.owner) == ()


def test_a_namesake_with_other_characters_is_nobody_we_know(office: Office) -> None:
    assert office.ask(owners.similar, NewPersonForm(name="汪方")) == ()


def test_a_person_is_archived_and_comes_back_with_everything(office: Office, sample: Sample) -> None:
    done = office.do(owners.archive, sample.tenant)
    assert "J. Moreau" not in names(office)
    assert names(office, Query(archived=True)) == ["J. Moreau"]
    assert names(office, Query(archived=True, text="MOREAU 8888")) == ["J. Moreau"]
    assert names(office, Query(archived=True, text="novak")) == []
    assert not office.ask(owners.page, Query(text="moreau")).ids
    assert done.deed is not None
    office.undo(done.deed)
    assert names(office, Query(text="moreau")) == ["J. Moreau"]


def test_a_person_with_open_matters_is_not_archived(office: Office, sample: Sample) -> None:
    office.do(enter, OrderForm(person_id=sample.owner, summary="Tap drips"))
    with pytest.raises(InUse) as caught:
        office.do(owners.archive, sample.owner)
    assert "王芳" in str(caught.value)


def test_the_card_tells_units_shares_companions_and_open_matters(office: Office, sample: Sample) -> None:
    order = office.do(
        enter,
        OrderForm(person_id=sample.owner, unit_id=sample.unit, summary="Tap drips", staff_id=sample.plumber),
    ).result
    card = office.ask(owners.card, sample.owner)
    assert [(tie.label, tie.role, tie.share, tie.area) for tie in card.units] == [
        ("3-1202", "owner", "100 %", 11_250),
        ("P-044", "owner", "100 %", None),
    ]
    assert [(tie.name, tie.role) for tie in card.others] == [("Sato Travel", "payer")]
    assert [(matter.kind, matter.id, matter.title) for matter in card.open] == [
        ("work_order", order, "Tap drips")
    ]
    assert card.open[0].due is not None
    assert (card.counts.calls, card.counts.orders) == (0, 1)
    assert card.staff == ((Names("Gao Jun", "高军"), 1),)
    assert office.ask(owners.rows, [sample.owner])[0].open == 1


def test_co_owners_never_hold_more_than_the_whole(office: Office, sample: Sample) -> None:
    def tie(share: str, since: date | None = None) -> RelationForm:
        return RelationForm(sample.company, sample.second_unit, "owner", share, since)

    with pytest.raises(Refusal):
        office.do(relations.add, tie("1/3"))
    [own] = [t for t in office.ask(owners.card, sample.second_owner).units if t.role == "owner"]
    form = office.ask(relations.form, own.id)
    form.share = "2/3"
    office.do(relations.change, own.id, form)
    with pytest.raises(Refusal):
        office.do(relations.add, tie("34 %"))
    office.do(relations.add, tie("1/3"))
    assert office.ask(owners.card, sample.company).units[0].share == "1/3"


def test_a_new_owner_follows_when_the_former_has_ended(office: Office, sample: Sample) -> None:
    [own] = office.ask(owners.card, sample.second_owner).units
    ended = office.ask(relations.form, own.id)
    ended.until_day = date(2026, 10, 31)
    office.do(relations.change, own.id, ended)
    with pytest.raises(Refusal):
        office.do(
            relations.add, RelationForm(sample.tenant, sample.second_unit, "owner", "1", date(2026, 10, 31))
        )
    office.do(relations.add, RelationForm(sample.tenant, sample.second_unit, "owner", "1", date(2026, 11, 1)))
    [former] = office.ask(owners.card, sample.second_owner).units
    assert (former.current, former.until_day) == (False, date(2026, 10, 31))
    people = office.ask(units.card, sample.second_unit).people
    assert [(tie.name, tie.role, tie.current) for tie in people] == [
        ("J. Moreau", "owner", True),
        ("J. Moreau", "tenant", True),
        ("A. Novak", "owner", False),
    ]


@pytest.mark.parametrize(
    "share", ["0", "-1/2", "3/2", "101 %", "half", "1/0", "1e999999999", "nan", "1/000", "½"]
)
def test_a_share_that_is_none_is_refused_by_a_sentence(office: Office, sample: Sample, share: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(relations.add, RelationForm(sample.tenant, sample.parking, "owner", share))
    assert list(caught.value.fields) == ["share"]


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_share_is_read_back_as_it_is_written(part: int, whole: int) -> None:
    part, whole = min(part, whole), max(part, whole)
    share = relations.read_share(f"{part}/{whole}")
    assert share is not None
    assert share * whole == part
    assert relations.read_share(relations.written(share.numerator, share.denominator)) == share


def test_a_unit_is_called_by_its_building_and_number_and_exists_once(office: Office, sample: Sample) -> None:
    new = office.do(units.add, UnitForm(sample.building, "202", area=None)).result
    labels = [row.label for row in office.ask(units.page, Query().having("building", sample.building)).first]
    assert labels == ["3-202", "3-1202"]
    assert office.ask(units.page, Query(text="3-202")).ids.tolist() == [new]
    with pytest.raises(Invalid):
        office.do(units.add, UnitForm(sample.building, "202"))
    form = office.ask(units.form, sample.unit)
    assert str(form.area) == "112.5"
    office.do(units.change, sample.unit, form)
    assert [row.label for row in office.ask(units.page, Query().having("empty", True)).first] == ["3-202"]


def test_an_archived_unit_comes_back_only_while_its_number_is_free(office: Office, sample: Sample) -> None:
    office.do(units.archive_many, (sample.second_unit, sample.parking))
    new = office.do(units.add, UnitForm(sample.second_building, "0304")).result
    parking = office.do(units.add, UnitForm(None, "P-044", kind="parking")).result
    with pytest.raises(Invalid):
        office.do(units.restore, sample.second_unit)
    both = office.do(units.restore_many, (sample.second_unit, sample.parking)).result
    assert (both.done, len(both.refused)) == (0, 2)
    office.do(units.archive_many, (new, parking))
    assert office.do(units.restore_many, (sample.second_unit, sample.parking)).result.done == 2


def test_the_first_building_founds_the_site(empty_office: Office) -> None:
    new = empty_office.do(buildings.add, buildings.BuildingForm("A")).result
    assert empty_office.ask(buildings.options) == [(new, "A", "")]
    assert [choice.text for choice in empty_office.ask(buildings.sites, "")] == ["Willow Court"]
    with pytest.raises(Invalid):
        empty_office.do(buildings.add, buildings.BuildingForm("a"))


@pytest.mark.parametrize(
    ("code", "name", "other", "english", "chinese"),
    [
        ("1", "Building 1", "1号楼", "Building 1", "1号楼"),
        ("3", "Pine House", "松楼", "3 Pine House", "3 松楼"),
        ("3", "Pine House", "3号楼", "3 Pine House", "3号楼"),
        ("1", "Building 11", "", "1 Building 11", ""),
        ("B", "Tower b", "", "Tower b", ""),
        ("a", "Park", "", "a Park", ""),
        ("7+", "Block 7+", "", "Block 7+", ""),
        ("7", "", "", "7", ""),
    ],
)
def test_a_building_whose_name_says_its_short_name_is_called_by_the_name_alone(
    empty_office: Office, code: str, name: str, other: str, english: str, chinese: str
) -> None:
    form = buildings.BuildingForm(code, name=name, other_name=other)
    new = empty_office.do(buildings.add, form).result
    assert empty_office.ask(buildings.options) == [(new, english, chinese)]
    [choice] = empty_office.ask(buildings.choices, "")
    assert (choice.text, choice.other) == (english, chinese)


@pytest.mark.parametrize(
    ("raw", "e164", "digits"),
    [
        ("138 0013 8000", "+8613800138000", "13800138000"),
        ("１３８００１３８０００", "+8613800138000", "13800138000"),
        ("+44 20 7946 0018", "+442079460018", "442079460018"),
        ("0755-88886666转123", "+8675588886666", "075588886666"),
        ("ring the bell", "", ""),
    ],
)
def test_a_telephone_number_is_read_as_it_is_written_at_home(raw: str, e164: str, digits: str) -> None:
    phone = normalise(raw)
    assert (phone.raw, phone.e164, phone.digits) == (raw, e164, digits)


@given(st.text(max_size=40))
def test_no_text_is_too_odd_for_a_telephone_number(text: str) -> None:
    phone = normalise(text)
    assert phone.raw == " ".join(text.split())
    assert phone.digits.isascii()
