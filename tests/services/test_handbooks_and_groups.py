"""Handbooks and texts to groups through the door: who lacks the current edition, who was addressed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import (
    group_messages,
    handbooks,
    settings,
    timeline,
)
from fmcrm_desktop.services.group_messages import GroupForm
from fmcrm_desktop.services.handbooks import EditionForm, IssueForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def test_who_lacks_the_current_handbook(office: Office, sample: Sample) -> None:
    old = office.do(handbooks.add, EditionForm("Handbook", edition="2025", day=date(2025, 1, 1))).result
    office.do(handbooks.issue, [sample.owner], IssueForm(old, TODAY))
    new = office.do(handbooks.add, EditionForm("Handbook", edition="2026", day=date(2026, 1, 1))).result
    office.do(handbooks.add, EditionForm("Handbook", edition="2027", day=date(2027, 1, 1)))

    def has(*states: str) -> set[int]:
        return set(office.ask(handbooks.holders, Query(where={"state": states})).ids)

    assert office.ask(handbooks.issue_draft).edition_id == new, "2027 does not hold yet"
    assert has("older") == {sample.owner}
    assert has("older", "none") == {sample.owner, sample.second_owner}, "tenants and firms own nothing here"
    people = [sample.owner, sample.second_owner]
    assert office.do(handbooks.issue, people, IssueForm(new, TODAY)).result.done == 2
    assert (
        again := office.do(handbooks.issue, people, IssueForm(new, TODAY)).result
    ).done == 0 and again.same == 2
    assert (has("current"), has("older", "none"), has("unsigned")) == (set(people), set(), set(people))
    office.do(handbooks.sign, [sample.owner])
    edition = next(row for row in office.ask(handbooks.rows, [new]))
    assert (edition.issued, edition.signed, edition.current) == (2, 1, True)
    given = office.ask(handbooks.of_person, sample.owner)
    assert [(each.edition, each.signed) for each in given] == [
        ("Handbook 2026", True),
        ("Handbook 2025", False),
    ]
    office.do(handbooks.take_back, given[0].id)
    assert has("older") == {sample.owner}


# texts to groups


def test_a_text_goes_to_a_building_in_each_ones_language(
    office: Office, sample: Sample, office_path: Path
) -> None:
    office.do(settings.put, **{"office.phone": "0512 1"})
    form = GroupForm(
        buildings=(sample.second_building,), text="Call {{ office_phone }}", other_text="请致电 {{ 物业电话 }}",
    )  # fmt: skip
    id = office.do(group_messages.write, form).result
    (row,) = office.ask(group_messages.rows, [id])
    assert (row.text, row.other_text, row.count) == ("Call 0512 1", "请致电 0512 1", 2)
    with closing(sqlite3.connect(office_path)) as plain:
        to = {person for (person,) in plain.execute("select person_id from group_message_person")}
    assert to == {sample.second_owner, sample.tenant}
    for person in to:
        assert [entry.kind for entry in office.ask(timeline.person, person) if entry.kind == "group"] == [
            "group"
        ]
    assert not [each for each in office.ask(timeline.person, sample.owner) if each.kind == "group"]
    with pytest.raises(Invalid) as wrong:
        office.do(group_messages.write, GroupForm(text="Dear {{ name }}"))
    assert set(wrong.value.fields) == {"text"}
    office.do(group_messages.archive, id)
    assert not [each for each in office.ask(timeline.person, sample.tenant) if each.kind == "group"]


def test_a_text_to_a_group_has_no_empty_place(office, sample):
    office.do(settings.put, **{"office.phone": ""})
    form = GroupForm(buildings=(sample.second_building,), text="Call {{ office_phone }}.")
    with pytest.raises(Invalid) as told:
        office.do(group_messages.write, form)
    assert told.value.fields["text"].values == {"field": "office_phone"}
    form = GroupForm(
        buildings=(sample.second_building,), text='Call {{ office_phone | default("our office") }}.'
    )
    (row,) = office.ask(group_messages.rows, [office.do(group_messages.write, form).result])
    assert row.text == "Call our office."
