"""The call desk: why a caller was found, everything that follows from a call in one deed, topics and notices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fmcrm_desktop.model.base import Base
from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import call_topics, calls, notices, owners, search, settings, units
from fmcrm_desktop.services.calendar import Clashing
from fmcrm_desktop.services.call_topics import TopicForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.letters.people import addressees
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.units import UnitForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

HOUR = timedelta(hours=1)
FOLLOW = (
    "call",
    "promise",
    "work_order",
    "request",
    "complaint",
    "event",
    "person",
    "contact_point",
    "relation",
)


@needs("office.settings")
def counted(work: Work) -> dict[str, int]:
    """How many records of each kind are not archived."""
    tables = Base.metadata.tables
    return {
        name: work.value(
            select(func.count()).select_from(tables[name]).where(tables[name].c.archived.is_(None))
        )
        for name in FOLLOW
    }


@needs("person.write")
def enrich(work: Work, person: int) -> None:
    work.add(ContactPoint(person_id=person, kind="email", value="fang.wang@example.com"))
    record = work.get(Person, person)
    record.external_number, record.language = "OLD-77", "zh_CN"


def test_who_is_called_exactly_so_comes_first_everywhere(office: Office) -> None:
    """Though a dozen newer ones have the figures in their telephone."""
    wanted = office.do(owners.add, NewPersonForm(name="Flat 0045", other_name="四十五室")).result
    for n in range(14):
        line = (ContactLine(value=f"138 0045 00{n:02}"),)
        office.do(owners.add, NewPersonForm(name=f"Flat {n + 2000}", contacts=line))
    for typed in ("Flat 0045", " flat 0045", "FLAT 0045"):
        assert office.ask(calls.who, typed)[0].row.id == wanted
        assert office.ask(owners.choices, typed)[0].id == wanted
        first = next(each for each in office.ask(search.find, typed) if each.kind == "person")
        assert first.ref == wanted
    assert len(office.ask(calls.who, "Flat 0045")) == 8


def test_the_last_three_figures_of_a_telephone_are_enough(office: Office) -> None:
    """By which neighbours are remembered; the two before them are as good as ever."""
    line = (ContactLine(value="177 0000 5737"),)
    wanted = office.do(owners.add, NewPersonForm(name="Ivy Frost", contacts=line)).result
    for typed, place in (("737", "177 0000 5[737]"), ("573", "177 0000 [573]7"), ("057", "177 000[0 57]37")):
        [found] = office.ask(calls.who, typed)
        assert found.row.id == wanted
        why = found.reason
        shown = f"{why.text[: why.start]}[{why.text[why.start : why.end]}]{why.text[why.end :]}"
        assert (why.why, shown) == ("telephone", place)
        assert [(each.kind, each.ref) for each in office.ask(search.find, typed)] == [("person", wanted)]


def test_who_moves_in_next_month_rings_up_before(office: Office, sample: Sample) -> None:
    """The desk offers the unit that will be theirs; lists and drawings say what is theirs today, and that is none."""
    first = NOW.date() + timedelta(days=1)
    coming = office.do(
        owners.add, NewPersonForm(name="Ivy Frost", unit_id=sample.unit, role="tenant", from_day=first)
    ).result
    for typed in ("Ivy Frost", "3-1202"):
        units_of = {
            each.row.id: (each.unit, each.row.units, each.row.role) for each in office.ask(calls.who, typed)
        }
        assert units_of[coming] == ("3-1202", "", "")
    there = Query(where={"unit": (sample.unit,), "role": ("tenant",)})
    assert coming not in office.ask(owners.page, there).ids
    assert "Ivy Frost" not in office.ask(units.rows, (sample.unit,))[0].people
    assert office.ask(_homes, coming) == ["3-1202"], "the contract is written before"
    office.store.clock = lambda: NOW + timedelta(days=1)
    assert coming in office.ask(owners.page, there).ids
    assert office.ask(owners.rows, (coming,))[0].units == "3-1202"


@needs("person.read")
def _homes(work: Work, person: int) -> list[str]:
    return [home.unit for home in addressees(work, [person])[person].homes]


def test_who_lives_in_the_unit_typed_comes_before_whose_telephone_ends_so(
    office: Office, sample: Sample
) -> None:
    """Enter takes the first. The ends are offered too, though others would fill the list."""
    unit = office.do(units.add, UnitForm(sample.building, "302")).result
    for n in range(4):
        line = (ContactLine(value=f"138 0045 {n}302"),)
        office.do(owners.add, NewPersonForm(name=f"Wei {n}", contacts=line))
    lives = {office.do(owners.add, NewPersonForm(name=f"Tan {n}", unit_id=unit)).result for n in range(8)}
    found = office.ask(calls.who, "302")
    assert [each.row.id in lives for each in found] == [True] * 5 + [False] * 3
    assert [each.reason.why for each in found] == ["unit"] * 5 + ["telephone"] * 3


@pytest.mark.parametrize(
    ("typed", "why", "matched"),
    [
        ("0013 8", "telephone", "00138"),
        ("+86 138 0013 8000", "telephone", "13800138000"),
        ("王芳", "name", "王芳"),
        ("wang f", "name", "Wang F"),
        ("wf", "name", "王芳"),
        ("3-1202", "unit", "3-1202"),
        ("fang.wang@ex", "email", "fang.wang@ex"),
        ("old-77", "former", "OLD-77"),
    ],
)
def test_each_candidate_says_why_it_was_found(
    office: Office, sample: Sample, typed: str, why: str, matched: str
) -> None:
    office.do(enrich, sample.owner)
    reason = {each.row.id: each.reason for each in office.ask(calls.who, typed)}[sample.owner]
    assert (reason.why, reason.text[reason.start : reason.end]) == (why, matched)


def test_the_number_of_a_matter_finds_whose_it_is(office: Office, sample: Sample) -> None:
    office.do(calls.log, CallForm(sample.tenant, topic="Lift", make_order=True, make_complaint=True))
    for typed, number in (("w-2611-001", "W-2611-001"), ("C-2611", "C-2611-001")):
        first, *_ = office.ask(calls.who, typed)
        assert (first.row.id, first.reason.why, first.reason.text) == (sample.tenant, "matter", number)


def everything(sample: Sample) -> CallForm:
    return CallForm(
        number="139 0000 1111", unit_id=sample.unit, new_name="Ms Lin", topic="Repair: tap", notes="Drips all night",
        length="2:30", call_back=NOW + HOUR, remind=NOW + HOUR / 2, make_order=True, make_complaint=True,
        make_appointment=True, meet_from=NOW + 2 * HOUR, meet_until=NOW + 3 * HOUR, meet_place="Office",
        meet_staff=(sample.clerk,),
    )  # fmt: skip


def test_a_call_with_all_that_may_follow_is_one_deed_and_one_undo(office: Office, sample: Sample) -> None:
    before = office.ask(counted)
    done = office.do(calls.log, everything(sample))
    after = office.ask(counted)
    assert {name: after[name] - before[name] for name in FOLLOW} == dict.fromkeys(FOLLOW, 1)
    card = office.ask(calls.card, done.result.id)
    assert (card.row.seconds, card.topic, card.row.name) == (150, Names("Repair", "报修"), "Ms Lin")
    assert {(each.kind, each.number) for each in card.followed} == {
        ("work_order", "W-2611-001"), ("complaint", "C-2611-001"), ("event", ""), ("promise", ""),
    }  # fmt: skip
    [found] = [each for each in office.ask(calls.who, "13900001111") if each.row.id == done.result.person_id]
    assert (found.unit_id, found.reason.why) == (sample.unit, "telephone")
    office.undo(done.deed)
    assert office.ask(counted) == before


def test_a_clash_of_the_appointment_keeps_the_whole_call_until_there_is_a_reason(
    office: Office, sample: Sample
) -> None:
    office.do(calls.log, everything(sample))
    before = office.ask(counted)
    form = everything(sample)
    with pytest.raises(Clashing):
        office.do(calls.log, form)
    assert office.ask(counted) == before
    form.overrule = "Both at once at the counter"
    office.do(calls.log, form)
    assert office.ask(counted)["event"] == before["event"] + 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (CallForm(topic="x", length="3:75"), "length"),
        (CallForm(topic="x", make_call_back=True), "call_back"),
        (CallForm(topic="x", make_appointment=True, meet_until=NOW + HOUR), "meet_from"),
        (CallForm(topic="x", make_appointment=True, meet_from=NOW + HOUR, meet_until=NOW), "meet_until"),
    ],
)
def test_what_follows_is_checked_before_anything_is_kept(office: Office, form: CallForm, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(calls.log, form)
    assert list(caught.value.fields) == [field]
    assert office.ask(counted)["call"] == 0


def test_the_clock_of_the_form_tells_the_length_unless_one_is_typed(office: Office, sample: Sample) -> None:
    form = office.ask(calls.draft, {"person": sample.owner})
    assert form.clock == NOW
    form.topic = "Lift"
    form.clock = NOW - timedelta(seconds=95)
    [row] = office.ask(calls.rows, [office.do(calls.log, form).result.id])
    assert (row.seconds, row.started) == (95, form.clock)
    form.length = "1"
    [row] = office.ask(calls.rows, [office.do(calls.log, form).result.id])
    assert row.seconds == 60
    form.length, form.clock = "", NOW - 10 * HOUR
    [row] = office.ask(calls.rows, [office.do(calls.log, form).result.id])
    assert row.seconds is None, "a form left open over night measured nothing"


def test_the_reminder_is_kept_with_the_promise(office: Office, sample: Sample) -> None:
    office.do(calls.log, CallForm(sample.owner, topic="Key", call_back=NOW + HOUR, remind=NOW + HOUR / 2))

    @needs("call.read")
    def reminders(work: Work) -> list[object]:
        return list(work.column(select(Promise.remind)))

    assert office.ask(reminders) == [NOW + HOUR / 2]


def test_a_new_office_has_topics_in_its_language_first(office: Office) -> None:
    first = office.ask(call_topics.listed)
    assert (first[0].name, first[0].other_name, first[0].makes) == ("Repair", "报修", "order")
    assert all(row.script and row.other_script for row in first)
    assert office.ask(settings.everything)["office.language"] == "en"


def test_a_topic_is_added_moved_changed_and_taken_away(office: Office) -> None:
    id = office.do(call_topics.add, TopicForm("Pool", "游泳池", "The pool opens at {office}")).result
    assert office.ask(call_topics.page, Query(text="游泳")).first[0].id == id
    office.do(call_topics.move, id, -1)
    assert [row.id for row in office.ask(call_topics.listed)][-2] == id
    form = office.ask(call_topics.form_of, id)
    form.name = "repair"
    with pytest.raises(Invalid):
        office.do(call_topics.change, id, form)
    form.name = "Swimming pool"
    office.do(call_topics.change, id, form)
    call = office.do(calls.log, CallForm(topic="游泳池 closed?")).result.id
    assert office.ask(calls.page, Query().having("topic", id)).first[0].id == call
    office.do(call_topics.archive, id)
    assert id not in [row.id for row in office.ask(call_topics.listed)]
    assert office.ask(call_topics.page, Query(archived=True)).first[0].id == id


def notice(*buildings: int, title: str = "Water off", hours: int | None = 2) -> NoticeForm:
    until = NOW + hours * HOUR if hours is not None else None
    return NoticeForm("water", buildings, title, "停水", NOW - HOUR, until, "Until noon", "中午恢复")


def test_a_notice_reaches_whoever_calls_from_its_building_while_it_is_in_force(
    office: Office, sample: Sample
) -> None:
    id = office.do(notices.add, notice(sample.building)).result
    office.do(notices.add, notice(title="Fire drill", hours=None))

    def told(person: int) -> list[str]:
        card = office.ask(calls.caller, person)
        assert card is not None
        return [each.title for each in card.notices]

    assert sorted(told(sample.owner)) == ["Fire drill", "Water off"]
    assert told(sample.tenant) == ["Fire drill"]
    assert office.ask(notices.in_force, [sample.unit], NOW - 2 * HOUR) == ()
    [row] = office.ask(notices.rows, [id])
    assert (row.buildings, row.state) == ("3", "now")
    office.do(notices.end, id, row.version)
    assert told(sample.owner) == ["Fire drill"]
    assert [each.id for each in office.ask(notices.page, Query().having("state", "over")).first] == [id]


def test_a_notice_is_changed_found_undone_and_archived(office: Office, sample: Sample) -> None:
    id = office.do(notices.add, notice(sample.building)).result
    form = office.ask(notices.form_of, id)
    assert form.buildings == (sample.building,)
    form.buildings, form.until = (sample.second_building,), NOW + 5 * HOUR
    done = office.do(notices.change, id, form)
    found = office.ask(notices.page, Query("停水").having("building", sample.second_building)).first
    assert [each.buildings for each in found] == ["1"]
    office.undo(done.deed)
    assert office.ask(notices.form_of, id).buildings == (sample.building,)
    form = office.ask(notices.form_of, id)
    form.until = NOW - 2 * HOUR
    with pytest.raises(Invalid):
        office.do(notices.change, id, form)
    office.do(notices.archive, id)
    assert office.ask(notices.page, Query()).first == ()
    office.do(notices.restore, id)
    assert len(office.ask(notices.page, Query()).first) == 1


def test_the_card_of_the_caller_holds_what_a_clerk_must_know(office: Office, sample: Sample) -> None:
    office.do(enrich, sample.owner)
    for hours in (4, 3, 2, 1):
        call = CallForm(sample.owner, topic=f"{hours}", started=NOW - hours * HOUR)
        office.do(calls.log, call)
    card = office.ask(calls.caller, sample.owner)
    assert card is not None
    assert card.language == "zh_CN"
    assert [each.title for each in card.last] == ["1", "2", "3"]
    assert [each.value for each in card.contacts] == ["13800138000", "fang.wang@example.com"]
    assert office.ask(owners.card, sample.owner).warning == card.row.warning


def test_a_call_begins_with_the_number_kept_for_it(office: Office, sample: Sample) -> None:
    @needs("person.write")
    def keep(work: Work) -> None:
        (old,) = work.records(select(ContactPoint).where(ContactPoint.person_id == sample.owner))
        old.do_not_use = True
        for kind, value in (("fax", "0755 1111 2222"), ("phone", "0755 3333 4444")):
            work.add(ContactPoint(person_id=sample.owner, kind=kind, value=value))

    office.do(keep)
    assert office.ask(calls.draft, {"person": sample.owner}).number == "0755 3333 4444"
    assert office.ask(calls.draft, {"person": sample.owner, "number": "138"}).number == "138"
