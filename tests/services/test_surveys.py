"""Rounds: whom a drawing finds and leaves out, sheets and their codes, figures, the call list."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import call_lists, questionnaires, search, surveys
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.surveys import CopiesForm, RoundForm, SampleForm, codes
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def rows(path: Path, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as kept:
        return kept.execute(question, values).fetchall()


@needs("office.settings")
def _crowd(work: Work, sample: Sample, count: int, seed: int) -> None:
    """People with orders done at random moments, some archived, some who refuse every way to reach them."""
    source = random.Random(seed)
    for at in range(count):
        unit = source.choice((sample.unit, sample.second_unit, None))
        building = {sample.unit: sample.building, sample.second_unit: sample.second_building}.get(unit or 0)
        gone = source.random() < 0.1
        person = work.add(
            Person(name=f"Guest {at}", sort_key=f"guest {at:04}", archived=NOW if gone else None)
        )
        for _ in range(source.randrange(3)):
            work.add(
                ContactPoint(person_id=person.id, value="x", digits="1", do_not_use=source.random() < 0.5)
            )
        if unit and source.random() < 0.5:
            until = source.choice((None, None, TODAY - timedelta(days=1)))
            role = source.choice(("owner", "tenant", "contact"))
            days = {"from_day": source.choice((None, TODAY, TODAY + timedelta(days=1))), "until_day": until}
            work.add(Relation(person_id=person.id, unit_id=unit, role=role, **days))
        for _ in range(source.randrange(3)):
            state = source.choice(("done", "closed", "assigned"))
            done = NOW - timedelta(minutes=source.randrange(60 * 24 * 60))
            work.add(
                WorkOrder(
                    number=f"W-{at}", received=done - timedelta(days=1), person_id=person.id, unit_id=unit,
                    building_id=building, summary="Tap", state=state, done=None if state == "assigned" else done,
                    staff_id=source.choice((sample.plumber, sample.electrician, None)),
                )
            )  # fmt: skip


def round_of(office: Office, kind: str = "needs", **other: Any) -> int:
    found = office.ask(questionnaires.page, Query()).first
    id = next(row.id for row in found if row.kind == kind)
    form = RoundForm(id, "Autumn", "秋季", TODAY, **{"until_day": date(2026, 12, 5), **other})
    return int(office.do(surveys.add, form).result)


@pytest.mark.parametrize("seed", range(6))
def test_a_drawing_finds_whom_plain_sql_finds(
    office: Office, sample: Sample, office_path: Path, seed: int
) -> None:
    office.do(_crowd, sample, 90, seed)
    first, last = date(2026, 10, 1 + seed), date(2026, 11, 19)
    id = round_of(office)
    form = SampleForm(
        done_from=first, done_until=last, building_ids=(sample.building,) if seed % 2 else (),
        staff_id=sample.plumber if seed % 3 == 0 else None, most=7, seed=seed,
    )  # fmt: skip
    # 00:00 in Shanghai is 16:00 of the day before in UTC
    span = (f"{first - timedelta(days=1)} 16:00:00", f"{last} 16:00:00")
    found = {
        person
        for person, building, staff in rows(
            office_path,
            "select o.person_id, o.building_id, o.staff_id from work_order o join person p on p.id = o.person_id "
            "where o.state in ('done', 'closed') and p.archived is null and o.done >= ? and o.done < ?", *span,
        )
        if (not seed % 2 or building == sample.building) and (seed % 3 or staff == sample.plumber)
    }  # fmt: skip
    refusing = {
        person
        for (person,) in rows(
            office_path, "select person_id from contact_point group by person_id having min(do_not_use) = 1"
        )
    }
    drawn = office.do(surveys.preview, id, form).result
    assert (drawn.found, drawn.lately, drawn.unwanted) == (len(found), 0, len(found & refusing))
    assert drawn.count == min(7, len(found - refusing)) > 0
    office.do(surveys.ask_people, id, form)
    sheets = [person for (person,) in rows(office_path, "select person_id from survey_sheet order by id")]
    assert len(sheets) == len(set(sheets)) == drawn.count
    assert set(sheets) <= found - refusing
    assert set(sheets) == set(random.Random(seed).sample(sorted(found - refusing), drawn.count))


def test_owners_and_tenants_of_today_are_found_by_building_and_territory(
    office: Office, sample: Sample, office_path: Path
) -> None:
    office.do(_crowd, sample, 60, 3)
    id = round_of(office, "criteria")

    def found(**given: Any) -> int:
        return int(office.do(surveys.preview, id, SampleForm(most=2000, **given)).result.found)

    asked = (
        "select count(distinct r.person_id) from relation r join person p on p.id = r.person_id "
        "join unit u on u.id = r.unit_id where r.archived is null and p.archived is null "
        "and coalesce(r.until_day, '2026-11-20') >= '2026-11-20' and coalesce(r.from_day, '') <= '2026-11-20' "
    )
    for whom, roles in (("owner", "('owner')"), ("tenant", "('tenant')"), ("both", "('owner', 'tenant')")):
        everywhere = rows(office_path, f"{asked} and r.role in {roles}")[0][0]
        assert found(whom=whom) == everywhere > 0
        [(here,)] = rows(office_path, f"{asked} and r.role in {roles} and u.building_id = ?", sample.building)
        assert found(whom=whom, building_ids=(sample.building,)) == here > 0
        assert found(whom=whom, territory_id=office.do(_territory, sample.building).result) == here


@needs("office.settings")
def _territory(work: Work, building: int) -> int:
    made = work.add(Territory(name="North"))
    work.add(TerritoryBuilding(territory_id=made.id, building_id=building))
    return made.id


def test_the_same_number_draws_the_same_people_and_another_does_not(office: Office, sample: Sample) -> None:
    office.do(_crowd, sample, 90, 1)
    id = round_of(office)

    def names(seed: int) -> tuple[tuple[str, str, str], ...]:
        return tuple(office.do(surveys.preview, id, SampleForm(most=12, seed=seed)).result.names)

    assert names(5) == names(5)
    assert len({names(seed) for seed in range(8)}) > 1


def test_nobody_is_asked_twice_within_the_days_by_any_round(
    office: Office, sample: Sample, office_path: Path
) -> None:
    everybody = SampleForm("both", most=100)
    first, second = round_of(office, not_again_days=30), round_of(office, not_again_days=30)
    count = office.do(surveys.ask_people, first, everybody).result
    assert count > 2
    again = office.do(surveys.preview, second, everybody).result
    assert (again.found, again.lately, again.count) == (count, count, 0)
    with pytest.raises(Refusal):
        office.do(surveys.ask_people, second, everybody)
    office.store.clock = lambda: NOW + timedelta(days=31)
    assert office.do(surveys.preview, second, everybody).result.count == count
    assert office.do(surveys.preview, first, everybody).result.count == 0, (
        "its own round asks nobody twice, ever"
    )
    office.store.clock = lambda: NOW + timedelta(days=29)
    assert office.do(surveys.preview, second, everybody).result.count == 0


def test_sheets_keep_what_is_asked_about_and_lie_in_the_order_of_the_houses(
    office: Office, sample: Sample, office_path: Path
) -> None:
    office.do(_crowd, sample, 60, 2)
    id = round_of(office)
    office.do(surveys.ask_people, id, SampleForm(most=200))
    sheets = rows(
        office_path,
        "select s.code, s.person_id, s.unit_id, s.building_id, s.order_id, s.staff_id, coalesce(u.sort_key, '') "
        "from survey_sheet s left join unit u on u.id = s.unit_id order by s.id",
    )
    latest = {
        person: (unit, building, order, staff)
        for person, unit, building, order, staff in rows(
            office_path,
            "select person_id, unit_id, building_id, id, staff_id from work_order where done is not null "
            "order by done, id",
        )
    }
    assert len(sheets) > 10
    for code, person, unit, building, order, staff, _key in sheets:
        assert codes.check(code) == code
        assert (unit, building, order, staff) == latest[person]
    keys = [each[-1] for each in sheets]
    assert keys == sorted(keys) and len(set(keys)) > 1


def test_the_filter_and_the_counts_of_a_drawing_are_kept(office: Office) -> None:
    id = round_of(office)
    drawing = SampleForm("both", most=2, seed=77)
    office.do(surveys.ask_people, id, drawing)
    (kept,) = office.ask(surveys.card, id).draws
    assert (kept["whom"], kept["most"], kept["seed"], kept["count"]) == ("both", 2, 77, 2)
    assert kept["found"] > 2


def test_figures_count_people_and_copies_apart(office: Office) -> None:
    id = round_of(office)
    count = office.do(surveys.ask_people, id, SampleForm("both", most=100)).result
    office.do(surveys.make_copies, id, CopiesForm(5, "zh_CN"))
    office.do(_come_back, id)
    its = office.ask(surveys.card, id)
    assert (its.figures.asked, its.figures.back, its.figures.copies, its.figures.copies_back) == (
        count,
        1,
        5,
        5,
    )
    assert its.figures.rate == 1 / count == its.row.rate
    assert len(its.waiting) == count - 1
    (row,) = office.ask(surveys.page, Query()).first
    assert (row.asked, row.back) == (count, 1)


@needs("complaint.write")
def _come_back(work: Work, id: int) -> None:
    sheets = work.records(select(SurveySheet).where(SurveySheet.survey_id == id).order_by(SurveySheet.id))
    for each in [sheets[0], *(each for each in sheets if each.person_id is None)]:
        each.answered = datetime.fromisoformat("2026-11-25T03:00:00+00:00")


def test_a_round_of_nobody_has_no_rate(office: Office) -> None:
    id = round_of(office)
    office.do(surveys.make_copies, id, CopiesForm(3))
    assert office.ask(surveys.card, id).row.rate is None


@pytest.mark.parametrize("count", [0, -1, 2001, None])
def test_copies_are_some(office: Office, count: int | None) -> None:
    with pytest.raises(Invalid):
        office.do(surveys.make_copies, round_of(office), CopiesForm(count))


def test_a_round_with_sheets_keeps_its_questionnaire(office: Office) -> None:
    id = round_of(office)
    form = office.ask(surveys.form_of, id)
    form.questionnaire_id = next(
        row.id for row in office.ask(questionnaires.page, Query()).first if row.kind == "short"
    )
    office.do(surveys.change, id, form)
    office.do(surveys.make_copies, id, CopiesForm(1))
    form = office.ask(surveys.form_of, id)
    form.questionnaire_id = 1 if form.questionnaire_id != 1 else 2
    with pytest.raises(Invalid) as refused:
        office.do(surveys.change, id, form)
    assert list(refused.value.fields) == ["questionnaire_id"]


def test_an_archived_round_asks_nobody(office: Office) -> None:
    id = round_of(office)
    office.do(surveys.archive, id)
    with pytest.raises(Refusal):
        office.do(surveys.ask_people, id, SampleForm("both"))
    assert not office.ask(surveys.page, Query())
    assert [row.id for row in office.ask(surveys.page, Query(archived=True)).first] == [id]
    office.do(surveys.restore, id)
    assert office.do(surveys.ask_people, id, SampleForm("both")).result


def test_asking_is_one_deed_that_is_undone_whole(office: Office, office_path: Path) -> None:
    id = round_of(office)
    done = office.do(surveys.ask_people, id, SampleForm("both", most=100))
    office.undo(done.deed)
    assert office.ask(surveys.card, id).figures.asked == 0
    again = office.do(surveys.preview, id, SampleForm("both", most=100)).result
    assert (again.lately, again.count) == (0, done.result), "who was not asked after all can be asked"


def test_those_not_back_are_called_with_the_code_at_hand(office: Office, office_path: Path) -> None:
    id = round_of(office)
    count = office.do(surveys.ask_people, id, SampleForm("both", most=100)).result
    office.do(_come_back, id)
    made = office.do(surveys.by_telephone, id).result
    assert office.ask(call_lists.progress, made).lines == count - 1
    [(script, intro, other)] = rows(
        office_path,
        "select l.script, q.intro, q.other_intro from call_list l, survey s "
        "join questionnaire q on q.id = s.questionnaire_id where l.id = ? and s.id = ?",
        made,
        id,
    )
    assert intro and other and script == f"{intro}\n\n{other}"
    lines = rows(
        office_path,
        "select person_id, unit_id, note from call_line where list_id = ? order by position",
        made,
    )
    sheets = rows(
        office_path,
        "select person_id, unit_id, substr(code, 1, 3) || '-' || substr(code, 4) from survey_sheet "
        "where answered is null order by id",
    )
    assert lines == sheets


def test_a_round_is_found_by_the_search_over_everything(office: Office) -> None:
    id = round_of(office)
    for text in ("autumn", "秋季", "qiuji"):
        assert ("survey", id) in {(each.kind, each.ref) for each in office.ask(search.find, text)}


def test_forms_hold_names_only_when_they_shall(office: Office, sample: Sample) -> None:
    id = round_of(office)
    with pytest.raises(Refusal):
        office.ask(surveys.forms_of, id)
    office.do(surveys.ask_people, id, SampleForm("both", most=100))
    named, bare = office.ask(surveys.forms_of, id), office.ask(surveys.forms_of, id, False)
    assert {each.person.name for each in named.sheets} >= {"王芳", "A. Novak", "J. Moreau"}
    assert {(each.person.name, each.person.other, each.unit) for each in bare.sheets} == {("", "", "")}
    assert [each.code for each in named.sheets] == [each.code for each in bare.sheets]
    assert office.ask(surveys.forms_called, "秋季") == named
    with pytest.raises(Invalid):
        office.ask(surveys.forms_called, "Winter")


def test_a_drawing_of_many_asks_no_question_for_each(office: Office, sample: Sample) -> None:
    """Ten times the people: no more statements than the lists of ids cut into parts ask for."""
    id = round_of(office)
    counts = []
    for crowd in (40, 400):
        office.do(_crowd, sample, crowd, crowd)
        counts.append(_statements(office, lambda: office.do(surveys.preview, id, SampleForm(most=2000))))
    assert counts[1] <= counts[0] + 2


def _statements(office: Office, act: Any) -> int:
    seen: list[str] = []

    def heard(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    act()
    event.remove(Engine, "before_cursor_execute", heard)
    return len(seen)


def test_units_that_are_archived_have_nobody_to_ask(office: Office, sample: Sample) -> None:
    id = round_of(office)
    before = office.do(surveys.preview, id, SampleForm("tenant")).result.found
    office.do(_put_away, sample.second_unit)
    assert office.do(surveys.preview, id, SampleForm("tenant")).result.found == before - 1


@needs("office.settings")
def _put_away(work: Work, unit: int) -> None:
    work.archive(work.get(Unit, unit))


def test_whoever_refused_every_way_that_is_left_is_not_asked(office: Office, sample: Sample) -> None:
    one, other = sample.owner, sample.second_owner  # what was put away counts for nothing
    office.do(_ways, ((one, True, None), (one, False, NOW), (other, True, NOW), (other, False, None)))
    drawn = office.do(surveys.preview, round_of(office), SampleForm("owner")).result
    assert (drawn.unwanted, drawn.names[0][0]) == (1, "A. Novak")


@needs("office.settings")
def _ways(work: Work, ways: Sequence[tuple[int, bool, datetime | None]]) -> None:
    """Only these ways: of whom, refused or not, since when put away."""
    _ = [work.remove(old) for old in work.records(select(ContactPoint))]
    for id, no, gone in ways:
        work.add(ContactPoint(person_id=id, value="x", digits="1", do_not_use=no, archived=gone))


def test_a_form_taken_out_was_never_asked(office: Office) -> None:
    id = round_of(office)
    everybody = SampleForm("both", most=100)
    count = office.do(surveys.ask_people, id, everybody).result
    office.do(_come_back, id)
    first = office.ask(surveys.card, id).waiting[0]
    office.do(surveys.take_out, first.id)
    assert office.ask(surveys.card, id).figures.asked == count - 1
    assert first.code not in {each.code for each in office.ask(surveys.forms_of, id).sheets}
    assert office.do(surveys.preview, id, everybody).result.count == 1, "and can be asked anew"
    with pytest.raises(Refusal):
        office.do(surveys.take_out, office.ask(_answered, id))


@needs("complaint.read")
def _answered(work: Work, id: int) -> int:
    its = select(SurveySheet.id).where(SurveySheet.survey_id == id, SurveySheet.answered.is_not(None))
    return int(work.value(its))
