"""Suspects: the pairs that look like one person, why, how sure; and the near names behind both warnings."""

from __future__ import annotations

from datetime import date

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import merging, owners, relations, suspects
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.services.owners.nearness import near
from fmcrm_desktop.services.relations import RelationForm
from tests.sample import Sample


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("王芳", "Wang Fang", True), ("王芳", "fang wang", True), ("王芳", "汪方", False), ("王芳", "wangfang", True),
        ("单雄信", "Shan Xiongxin", True), ("Jon Smithson", "Smithson John", True), ("Müller", "muller", True),
        ("Catherine Moreau", "Katherine Moreau", True), ("Li Na", "Lu Na", False), ("Anna Novak", "Peter Novak", False),
        ("", "", False), ("×", "×", True),
    ],
)  # fmt: skip
def test_names_are_near_in_both_scripts(one: str, other: str, alike: bool) -> None:
    assert near((one, ""), (other, "")) is alike


@pytest.mark.parametrize(
    ("form", "reasons"),
    [
        ({"name": "Fang Wang", "contacts": (ContactLine("mobile", "138 0013 8000"),)}, ("phone", "same")),
        ({"name": "Somebody", "contacts": (ContactLine("mobile", "138 0013 8000"),)}, ("phone",)),
        ({"name": "Wang Fang"}, ()),
        ({"name": "Wang Fan"}, ()),
    ],
)
def test_pairs_are_told_with_their_reasons(
    office: Office, sample: Sample, form: dict[str, object], reasons: tuple[str, ...]
) -> None:
    twin = office.do(owners.add, NewPersonForm(**form)).result  # type: ignore[arg-type]
    found = office.ask(suspects.page, Query())
    if not reasons:
        assert len(found) == 0
        return
    (row,) = found.first
    assert (row.keep_id, row.gone_id, row.why[0]) == (sample.owner, twin, "phone")
    assert row.strength == ("possible" if len(reasons) == 1 else "likely")
    assert office.ask(suspects.rows, [row.id]) == [row]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Mr. Ivan Frost", "Ivan Frost", True),
        ("ivan frost", "Herr Ivan Frost", True),
        ("王芳女士", "王芳", True),
        ("Mr. Ivan Frost", "Anna Berg", False),
        ("王先生", "王", False),  # a family name alone names nobody
    ],
)
def test_a_title_makes_no_other_person(office: Office, one: str, other: str, alike: bool) -> None:
    """As two lists of one office write them: with one telephone they are likely the same."""
    for name in (one, other):
        office.do(owners.add, NewPersonForm(name=name, contacts=(ContactLine(value="177 0000 5737"),)))
    [row] = office.ask(suspects.page, Query()).first
    assert row.strength == ("likely" if alike else "possible")


def test_the_same_unit_and_a_near_name(office: Office, sample: Sample) -> None:
    twin = office.do(owners.add, NewPersonForm(name="Wang Fang")).result
    office.do(relations.add, RelationForm(twin, sample.unit, "contact", from_day=date(2020, 1, 1)))
    (row,) = office.ask(suspects.page, Query()).first
    assert row.why == ("unit", "same")
    assert office.ask(suspects.page, Query(text="novak")).first == ()
    assert office.ask(suspects.page, Query(text="fang")).first == (row,)
    assert office.ask(suspects.page, Query().having("why", "email")).first == ()
    office.do(merging.keep_all_apart, ((twin, sample.owner),))
    assert office.ask(suspects.page, Query()).first == ()


def test_the_archived_are_no_suspects(office: Office, sample: Sample) -> None:
    form = NewPersonForm(name="王芳", contacts=(ContactLine("mobile", "13800138000"),))
    twin = office.do(owners.add, form).result
    assert len(office.ask(suspects.page, Query())) == 1
    office.do(owners.archive, twin)
    assert len(office.ask(suspects.page, Query())) == 0


def test_several_reasons_are_told_while_typing(office: Office, sample: Sample) -> None:
    form = NewPersonForm(
        name="Fang Wang", contacts=(ContactLine("mobile", "138 0013 8000"),), unit_id=sample.unit
    )
    (found,) = office.ask(owners.similar, form)
    assert (found.row.id, found.reasons) == (sample.owner, ("phone", "unit", "near"))
    stored = NewPersonForm(name="Somebody", contacts=(ContactLine("email", "Some@Example.CN"),))
    person = office.do(owners.add, stored).result
    (other,) = office.ask(
        owners.similar, NewPersonForm(name="X", contacts=(ContactLine("email", "some@example.cn"),))
    )
    assert (other.row.id, other.reasons) == (person, ("email",))
