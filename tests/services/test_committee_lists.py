"""The lists of the committee's desk against plain SQL: each filter and order, over rows at random, some put away."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.committee import (
    DECISION_STATES,
    DISPUTE_STATES,
    POSTS,
    AgendaItem,
    CommitteeBody,
    CommitteeMeeting,
    CommitteeMember,
    Decision,
    Dispute,
    DisputeParty,
    DisputeTalk,
    Duty,
    Opinion,
    Passing,
)
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import Site
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

TODAY = NOW.date()
INSTANT = timedelta(microseconds=1)


@needs("office.settings")
def _fill(work: Work, sample: Sample, chance: random.Random) -> None:
    def gone() -> datetime | None:
        return NOW if chance.random() < 0.2 else None

    def day(*, none: bool = True) -> Any:
        near = TODAY + timedelta(days=chance.choice((-40, -1, 0, 1, 9)))
        return None if none and chance.random() < 0.3 else near

    def one(table: type[Any], **values: Any) -> int:
        return int(work.add(table(archived=gone(), **values)).id)

    people = (sample.owner, sample.second_owner, sample.tenant, sample.company)
    staff, site = (sample.clerk, sample.plumber, None), work.value(Site.__table__.select())
    bodies = [
        one(CommitteeBody, name=name, other_name=other, site_id=place, building_id=house)
        for name, other, place, house in (
            ("Willow", "柳苑", site, None), ("Garden", "", None, sample.building),
            ("Court", "院", site, sample.building),
        )
    ]  # fmt: skip
    for _ in range(24):
        term = {"from_day": day(), "until_day": day()}
        person, post = chance.choice(people), chance.choice(list(POSTS))
        one(CommitteeMember, body_id=chance.choice(bodies), person_id=person, post=post, **term)
    for at in range(40):
        body, when = (
            chance.choice(bodies),
            NOW + chance.choice((-9, -INSTANT / timedelta(1), 0, 1, 9)) * timedelta(1),
        )
        met = one(CommitteeMeeting, number=f"M-{at}", body_id=body, starts=when)
        item = one(AgendaItem, meeting_id=met, position=chance.randrange(3), title=f"Item {at}")
        one(AgendaItem, meeting_id=met, position=chance.randrange(3), title=f"Other {at}")
        for number in range(chance.randrange(3)):
            one(
                Decision, number=f"D-{at}-{number}", meeting_id=met, item_id=chance.choice((None, item)), text="Lift",
                decided_day=day(none=False), state=chance.choice(list(DECISION_STATES)), due_day=day(),
                responsible_id=chance.choice(staff),
            )  # fmt: skip
        one(
            Opinion, number=f"O-{at}", body_id=body, received=when, own_words="Benches", due_day=day(),
            answered_day=day(), responsible_id=chance.choice(staff), person_id=chance.choice((*people, None)),
        )  # fmt: skip
        one(
            Passing,
            body_id=body,
            given_day=day(none=False),
            confirmed_day=day(),
            event_id=None,
            note=f"P {at}",
        )
        dispute = one(
            Dispute, number=f"X-{at}", body_id=chance.choice((body, None)), opened=day(none=False),
            matter=f"Noise {at}", state=chance.choice(list(DISPUTE_STATES)), responsible_id=chance.choice(staff),
        )  # fmt: skip
        for _ in range(chance.randrange(4)):
            one(DisputeTalk, dispute_id=dispute, day=day(none=False), agreed=f"T {chance.random()}")
            one(DisputeParty, dispute_id=dispute, kind="person", person_id=chance.choice(people))
        one(Duty, done=chance.random() < 0.5, position=chance.randrange(4), text=f"Duty {at}")


@pytest.fixture(params=[1, 2])
def desk(request: pytest.FixtureRequest, office: Office, sample: Sample) -> Office:
    office.do(_fill, sample, random.Random(request.param))
    return office


def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql).fetchall()


def among(
    office: Office, path: Path, case: Any, table: str, narrowed: dict[str, dict[object, str]]
) -> list[str]:
    """Each filter's value alone, two filters together, with the archived rows and without: the same ids as by SQL, in
    the list's order (given by the last parameter of the SQL). Gives the conditions that found something."""
    told = []
    wheres = [
        ({}, "1"),
        *(({name: (value,)}, sql) for name, its in narrowed.items() for value, sql in its.items()),
    ]
    for name, its in narrowed.items():
        if len(its) > 1:
            (one, such), (other, or_such) = list(its.items())[:2]
            wheres.append(({name: (one, other)}, f"({such} or {or_such})"))
    names = list(narrowed)
    for first, second in pairwise(names):
        (one, such), (other, and_such) = (
            next(iter(narrowed[first].items())),
            next(iter(narrowed[second].items())),
        )
        wheres.append(({first: (one,), second: (other,)}, f"{such} and {and_such}"))
    for where, such in wheres:
        for archived in (False, True):
            gone = "archived is not null" if archived else "archived is null"
            wanted = [
                id for (id,) in read(path, f"select id from {table} where {gone} and {such} {ORDER[table]}")
            ]
            assert list(office.ask(case, Query(where=where, archived=archived)).ids) == wanted, (
                where,
                archived,
            )
            told += [such] if wanted else []
    return told


ORDER = {
    "decision": "order by decided_day desc, id desc", "committee_meeting": "order by starts desc, id desc",
    "opinion": "order by received desc, id desc", "passing": "order by given_day desc, id desc",
    "dispute": "order by opened desc, id desc", "duty": "order by done desc, position, id",
    "committee_body": "order by name, id",
}  # fmt: skip


def ids_of(path: Path, table: str, column: str) -> dict[object, str]:
    found = read(path, f"select distinct {column} from {table} where {column} is not null order by 1 limit 4")
    return {value: f"{column} = {value}" for (value,) in found}


def test_decisions_are_narrowed_and_sorted(desk: Office, office_path: Path, sample: Sample) -> None:
    states = {state: f"state = '{state}'" for state in DECISION_STATES}
    late = {"late": f"state = 'open' and due_day < '{TODAY}'"}
    of_body = "meeting_id in (select id from committee_meeting where body_id = {})"
    bodies = {id: of_body.format(id) for (id,) in read(office_path, "select id from committee_body")}
    narrowed = {
        "state": {**late, "done": states["done"], **states}, "body": bodies,
        "responsible": ids_of(office_path, "decision", "responsible_id"),
        "meeting": ids_of(office_path, "decision", "meeting_id"), "id": ids_of(office_path, "decision", "id"),
    }  # fmt: skip
    assert late["late"] in among(desk, office_path, committee.decision_page, "decision", narrowed)
    for sort, column in (("due_day", "due_day"), ("decided_day", "decided_day")):
        for down in (False, True):
            way = "desc nulls last" if down else "asc nulls first"
            sql = f"select id from decision where archived is null order by {column} {way}, id {way[:4]}"
            found = desk.ask(committee.decision_page, Query(sort=sort, descending=down)).ids
            assert list(found) == [id for (id,) in read(office_path, sql)]
    rows = read(office_path, "select id, state, due_day, archived is not null, responsible_id from decision")
    called = {sample.clerk: ("Li Na", "李娜"), sample.plumber: ("Gao Jun", "高军"), None: ("", "")}
    for row, (id, state, due, gone, who) in zip(
        desk.ask(committee.decision_rows, [row[0] for row in rows]), rows, strict=True
    ):
        assert (row.id, row.archived) == (id, bool(gone))
        assert row.late == (state == "open" and due is not None and date.fromisoformat(due) < TODAY)
        assert (row.responsible, row.responsible_other) == called[who]


def test_meetings_with_what_they_decided(desk: Office, office_path: Path) -> None:
    now = NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
    narrowed = {
        "state": {"coming": f"starts > '{now}'", "held": f"starts <= '{now}'"},
        "body": ids_of(office_path, "committee_meeting", "body_id"),
        "id": ids_of(office_path, "committee_meeting", "id"),
    }
    among(desk, office_path, committee.meeting_page, "committee_meeting", narrowed)
    decided = dict(
        read(office_path, "select meeting_id, count(*) from decision where archived is null group by 1")
    )
    every = [id for (id,) in read(office_path, "select id from committee_meeting")]
    for row in desk.ask(committee.meeting_rows, every):
        assert row.decisions == decided.get(row.id, 0)
        card = desk.ask(committee.meeting_card, row.id)
        its = f"meeting_id = {row.id} and archived is null"
        items = read(office_path, f"select id, title from agenda_item where {its} order by position, id")
        assert [(item.id, item.title) for item in card.items] == items
        for at in (*(id for id, _ in items), None):
            shown = [each.id for item in card.items if item.id == at for each in item.decisions]
            such = (
                f"item_id = {at}"
                if at
                else f"(item_id is null or item_id not in {(*(i for i, _ in items), 0, -1)})"
            )
            wanted = read(office_path, f"select id from decision where {its} and {such} order by id")
            assert (shown if at else [each.id for each in card.loose]) == [id for (id,) in wanted]


def test_opinions_are_late_open_or_answered(desk: Office, office_path: Path, sample: Sample) -> None:
    late = f"answered_day is null and due_day < '{TODAY}'"
    narrowed = {
        "state": {"late": late, "answered": "answered_day is not null", "open": "answered_day is null"},
        "responsible": ids_of(office_path, "opinion", "responsible_id"),
        "body": ids_of(office_path, "opinion", "body_id"), "person": ids_of(office_path, "opinion", "person_id"),
        "id": ids_of(office_path, "opinion", "id"),
    }  # fmt: skip
    assert late in among(desk, office_path, committee.opinion_page, "opinion", narrowed)
    rows = read(office_path, f"select id, coalesce({late}, 0) from opinion")
    told = desk.ask(committee.opinion_rows, [id for id, _ in rows])
    assert [(row.id, row.late) for row in told] == [(id, bool(late)) for id, late in rows]
    up = desk.ask(committee.opinion_page, Query(sort="received", descending=False)).ids
    down = desk.ask(committee.opinion_page, Query()).ids
    assert list(up) == list(down)[::-1]


def test_what_was_passed_on_waits_or_is_confirmed(desk: Office, office_path: Path) -> None:
    narrowed = {
        "state": {"waiting": "confirmed_day is null", "confirmed": "confirmed_day is not null"},
        "body": ids_of(office_path, "passing", "body_id"), "id": ids_of(office_path, "passing", "id"),
    }  # fmt: skip
    among(desk, office_path, committee.passing_page, "passing", narrowed)


def test_disputes_with_their_talks_and_sides(desk: Office, office_path: Path) -> None:
    narrowed = {
        "state": {state: f"state = '{state}'" for state in DISPUTE_STATES},
        "responsible": ids_of(office_path, "dispute", "responsible_id"),
        "body": ids_of(office_path, "dispute", "body_id"), "id": ids_of(office_path, "dispute", "id"),
    }  # fmt: skip
    among(desk, office_path, committee.dispute_page, "dispute", narrowed)
    up = list(desk.ask(committee.dispute_page, Query(sort="opened", descending=False)).ids)
    assert up == list(desk.ask(committee.dispute_page, Query(sort="opened", descending=True)).ids)[::-1]
    for (id,) in read(office_path, "select id from dispute"):
        card = desk.ask(committee.dispute_card, id)
        its = f"dispute_id = {id} and archived is null"
        talks = read(office_path, f"select id, day from dispute_talk where {its} order by day desc, id desc")
        assert [talk.id for talk in card.talks] == [talk for talk, _ in talks]
        assert (card.row.talks, f"{card.row.last}") == (len(talks), talks[0][1] if talks else "None")
        sides = read(office_path, f"select person_id from dispute_party where {its} order by id")
        assert [(side.person_id,) for side in card.parties] == sides
        assert [(line.person_id,) for line in desk.ask(committee.dispute_form, id).parties] == sides


def test_bodies_say_who_sits_in_them_today(desk: Office, office_path: Path) -> None:
    among(
        desk,
        office_path,
        committee.body_page,
        "committee_body",
        {"id": ids_of(office_path, "committee_body", "id")},
    )
    current = f"coalesce(from_day, '0') <= '{TODAY}' and coalesce(until_day, '9') >= '{TODAY}'"
    names = dict(read(office_path, "select id, name from person"))
    bodies = read(office_path, "select id, name, other_name, archived from committee_body order by name, id")
    place = {"Willow": ("Willow Court", "柳苑"), "Garden": ("3", "3"), "Court": ("Willow Court 3", "柳苑 3")}
    for id, name, _other, _gone in bodies:
        its = f"body_id = {id} and archived is null"
        card = desk.ask(committee.body_card, id)
        now = read(
            office_path,
            f"select id, person_id, post from committee_member where {its} and {current} order by id",
        )
        assert card.row.members == len(now)
        chairs = [names[person] for _, person, post in now if post == "chair"]
        assert card.row.chair == (chairs[0] if chairs else "")
        assert (card.row.place, card.row.place_other) == place[name]
        before = read(
            office_path,
            f"select person_id, post from committee_member where {its} and not ({current}) "
            "order by coalesce(until_day, '9999-12-31') desc, id",
        )
        wanted = [row[1:] for post in POSTS for row in now if row[2] == post] + before
        assert [(each.person_id, each.post) for each in card.members] == wanted
        assert [each.current for each in card.members] == [True] * len(now) + [False] * len(before)
    live = [(id, name, other) for id, name, other, gone in bodies if gone is None]
    assert desk.ask(committee.body_options) == live
    assert [each.id for each in desk.ask(committee.body_choices, "", [id for id, *_ in bodies])] == [
        id for id, *_ in bodies
    ]
    assert [each.id for each in desk.ask(committee.body_choices, "will")] == [
        id for id, name, _ in live if name == "Willow"
    ]
    assert desk.ask(committee.draft_meeting, {}).body_id == (live[0][0] if len(live) == 1 else None)
    sheet = desk.ask(committee.members_sheet)
    assert [card.id for card in sheet.bodies] == [id for id, *_ in live]


def test_our_duties_are_told_by_side_and_place(desk: Office, office_path: Path) -> None:
    narrowed = {"side": {"yes": "done", "no": "not done"}, "id": ids_of(office_path, "duty", "id")}
    among(desk, office_path, committee.duty_page, "duty", narrowed)
    live = read(office_path, f"select id from duty where archived is null {ORDER['duty']}")
    assert [line.id for line in desk.ask(committee.duty_sheet).lines] == [id for (id,) in live]
