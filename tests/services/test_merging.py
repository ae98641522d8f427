"""Merging: two records of one person become one, nothing of either is lost, and the undo brings back both."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.person import NotSame, PersonTie
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.refusal import Refusal, Stale
from fmcrm_desktop.services import calls, merging, notes, owners, relations, search
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.merging.forms import FIELDS, LABELS
from fmcrm_desktop.services.merging.giving import places
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

KEPT_APART = {"alembic_version", "audit", "deed", "counter", "document", "sqlite_sequence"}


def rows(path: Path, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(question, values).fetchall()


def whole(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that is not archived, of every table, without its version; told by plain sqlite3."""
    found = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            if table in KEPT_APART or table.startswith(("document_fts", "sqlite_")):
                continue
            columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
            told = ", ".join(f'"{each}"' for each in columns if each != "version")
            kept = "where archived is null" if "archived" in columns else ""
            order = f"order by {told}"
            found[table] = connection.execute(f"select {told} from {table} {kept} {order}").fetchall()
    return found


@needs("office.settings")
def keep(work: Work, record: Any) -> int:
    return int(work.add(record).id)


@pytest.fixture
def twin(office: Office, sample: Sample) -> int:
    """The sample's owner entered a second time, with a history of her own."""
    form = NewPersonForm(
        name="Wang Fang", contacts=(ContactLine("mobile", "138 0013 8000", hours="evenings"),
                                    ContactLine("email", "Fang@Example.cn")),
        warning="Dog", notes="Pays in cash",
    )  # fmt: skip
    twin = office.do(owners.add, form).result
    office.do(
        calls.log, CallForm(twin, topic="Lift", call_back=NOW + timedelta(hours=1), make_order=True,
                            make_complaint=True)
    )  # fmt: skip
    office.do(notes.add, "person", twin, NoteForm("Has a dog"))
    return twin


def test_everything_goes_over_and_the_undo_brings_it_back(
    office: Office, sample: Sample, office_path: Path, twin: int
) -> None:
    office.do(calls.log, CallForm(sample.owner, topic="Water"))
    before = whole(office_path)
    done = office.do(merging.merge, MergeForm(sample.owner, twin))
    assert done.result == sample.owner
    for table, column, _named in places():
        if table.__tablename__ in ("contact_point", "person_name", "relation"):
            continue
        where = f"{column} = ?" + (" and subject = 'person'" if _named else "")
        assert not rows(office_path, f"select id from {table.__tablename__} where {where}", twin), table
    card = office.ask(owners.card, sample.owner)
    assert (card.name, card.other_name) == ("王芳", "Wang Fang")
    assert [each.value for each in card.contacts] == ["13800138000", "Fang@Example.cn"]
    assert (card.counts.calls, card.counts.complaints, card.counts.orders) == (2, 1, 1)
    assert card.warning == "Elderly mother; ring twice\nDog"
    assert office.ask(owners.card, twin).archived is not None
    assert rows(office_path, "select merged_into_id from person where id = ?", twin) == [(sample.owner,)]
    found = [each.ref for each in office.ask(search.find, "example.cn") if each.kind == "person"]
    assert found == [sample.owner]
    assert done.deed is not None
    office.undo(done.deed)
    assert whole(office_path) == before
    assert [each.ref for each in office.ask(search.find, "example.cn")] == [twin]


def test_what_loses_goes_on_as_a_former_name(office: Office, sample: Sample, twin: int) -> None:
    office.do(merging.merge, MergeForm(twin, sample.second_owner, {"name": "gone"}))
    card = office.ask(owners.card, twin)
    assert card.name == "A. Novak"
    assert ("former", "Wang Fang") in card.names
    assert twin in [each.ref for each in office.ask(search.find, "wang fang") if each.kind == "person"]


def test_the_same_tie_is_joined_and_shares_stay_within_the_whole(
    office: Office, sample: Sample, office_path: Path, twin: int
) -> None:
    office.do(relations.archive, rows(office_path, "select id from relation where person_id = ? and unit_id = ?",
                                      sample.owner, sample.unit)[0][0])  # fmt: skip
    for person, share in ((sample.owner, "1/3"), (twin, "1/3"), (sample.tenant, "1/3")):
        office.do(relations.add, RelationForm(person, sample.unit, "owner", share, from_day=date(2020, 1, 1)))
    office.do(merging.merge, MergeForm(sample.owner, twin))
    held = rows(
        office_path,
        "select person_id, share_numerator, share_denominator from relation where unit_id = ? and role = 'owner' "
        "and archived is null",
        sample.unit,
    )
    shares = {person: Fraction(top, below) for person, top, below in held}
    assert shares == {sample.owner: Fraction(2, 3), sample.tenant: Fraction(1, 3)}


def test_ties_between_the_two_and_own_fields(
    office: Office, sample: Sample, office_path: Path, twin: int
) -> None:
    first, second = (
        office.do(keep, OwnField(subject="person", name=each)).result for each in ("Car", "Club")
    )
    unit_field = office.do(keep, OwnField(subject="unit", name="Meter")).result
    for field, person, value in (
        (first, sample.owner, "B1"), (first, twin, "B2"), (second, twin, "Tennis"), (unit_field, twin, "7"),
    ):  # fmt: skip
        office.do(keep, OwnValue(field_id=field, record_id=person, value=value))
    for tie in (
        PersonTie(person_id=sample.owner, other_id=twin, kind="spouse"),
        PersonTie(person_id=twin, other_id=sample.tenant, kind="helper"),
        PersonTie(person_id=sample.owner, other_id=sample.tenant, kind="helper"),
        PersonTie(person_id=sample.tenant, other_id=twin, kind="agent"),
        NotSame(person_id=sample.owner, other_id=twin),
        NotSame(person_id=sample.tenant, other_id=twin),
    ):
        office.do(keep, tie)
    before = whole(office_path)
    done = office.do(merging.merge, MergeForm(sample.owner, twin, {f"own:{first}": "gone"}))
    values = "select field_id, record_id, value from own_value where record_id = ? order by field_id"
    assert rows(office_path, values, sample.owner) == [
        (first, sample.owner, "B2"), (second, sample.owner, "Tennis"),
    ]  # fmt: skip
    assert (unit_field, twin, "7") in rows(office_path, values, twin)
    ties = "select person_id, other_id, kind from person_tie where archived is null order by kind"
    assert rows(office_path, ties) == [
        (sample.tenant, sample.owner, "agent"), (sample.owner, sample.tenant, "helper"),
    ]  # fmt: skip
    assert rows(office_path, "select person_id, other_id from not_same") == [(sample.tenant, sample.owner)]
    assert done.deed is not None
    office.undo(done.deed)
    assert whole(office_path) == before


def test_days_that_touch_become_one_tie(office: Office, sample: Sample, office_path: Path, twin: int) -> None:
    for person, start, until in (
        (sample.owner, date(2020, 1, 1), date(2021, 1, 1)), (twin, date(2020, 6, 1), None),
    ):  # fmt: skip
        office.do(keep, Relation(person_id=person, unit_id=sample.second_unit, role="contact", from_day=start,
                                 until_day=until))  # fmt: skip
    office.do(merging.merge, MergeForm(sample.owner, twin))
    told = "select from_day, until_day from relation where role = 'contact' and archived is null"
    assert rows(office_path, told) == [("2020-01-01", None)]


def test_what_cannot_be_merged_is_refused(office: Office, sample: Sample, twin: int) -> None:
    with pytest.raises(Refusal):
        office.do(merging.merge, MergeForm(twin, twin))
    with pytest.raises(Stale):
        office.do(merging.merge, MergeForm(sample.owner, twin, keep_version=99))
    office.do(merging.merge, MergeForm(sample.owner, twin))
    with pytest.raises(Refusal):
        office.do(merging.merge, MergeForm(sample.owner, twin))


def test_two_are_compared_field_by_field(office: Office, sample: Sample, twin: int) -> None:
    told = office.ask(merging.compare, sample.owner, twin)
    assert {line.key: (line.keep, line.gone, line.chosen) for line in told.lines} == {
        "warning": ("Elderly mother; ring twice", "Dog", "both"),
    }  # fmt: skip
    assert told.fills == 1
    assert dict(told.gone.history)["Calls"] == 1 and dict(told.keep.history)["Calls"] == 0


def test_whatever_differs_has_a_name_for_people() -> None:
    assert not set(FIELDS) - set(LABELS)


def test_every_table_that_names_a_person_is_known(office_path: Path) -> None:
    """Told by the file itself: no column that points to a person is missing."""
    with closing(sqlite3.connect(office_path)) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        wanted = {
            (table, key[3])
            for table in tables
            for key in connection.execute(f"pragma foreign_key_list({table})")
            if key[2] == "person"
        }
    assert wanted <= {(table.__tablename__, column) for table, column, _ in places()}
    assert len(wanted) > 10
