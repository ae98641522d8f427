"""The counter, the post room and the boards through the door, and the map, counted again with plain sqlite3."""

from __future__ import annotations

import random
import sqlite3
import statistics
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import (
    counter,
    gaps,
    handbooks,
    notices,
    post_room,
    posting_places,
    postings,
    search,
    timeline,
    today,
)
from fmcrm_desktop.services.counter import HandOnForm, VisitForm
from fmcrm_desktop.services.handbooks import EditionForm, IssueForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.post_room import HandOverForm, ManyPostForm, PostForm, ReplyForm
from fmcrm_desktop.services.posting_places import PlaceForm
from fmcrm_desktop.services.postings import PostingForm
from tests.conftest import NOW
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def at(office: Office, minutes: float) -> None:
    """The clock goes on."""
    office.store.clock = lambda: NOW + timedelta(minutes=minutes)


def visit(office: Office, id: int) -> counter.VisitRow:
    return office.ask(counter.rows, [id])[0]


def item(office: Office, id: int) -> post_room.PostRow:
    return office.ask(post_room.rows, [id])[0]


def parcel(office: Office, sample: Sample, **more: Any) -> int:
    return office.do(post_room.add, PostForm(**{"person_id": sample.owner, **more})).result


# the counter


def test_the_next_is_who_has_waited_longest(office: Office) -> None:
    first = office.do(counter.arrive).result
    at(office, 3)
    second = office.do(counter.arrive).result
    at(office, 10)
    assert office.do(counter.call_next).result == first
    assert (visit(office, first).state, visit(office, first).minutes) == ("serving", 10)
    assert [row.id for row in office.ask(counter.queue)] == [first, second]
    at(office, 14)
    office.do(counter.finish, first)
    assert office.do(counter.call_next).result == second
    with pytest.raises(Refusal):
        office.do(counter.call_next)
    with pytest.raises(Refusal):
        office.do(counter.leave, second)
    with pytest.raises(Refusal):
        office.do(counter.finish, first)
    assert (visit(office, first).ticket, visit(office, second).ticket) == (1, 2)


def test_who_was_forgotten_yesterday_is_called_after_those_of_today(office: Office) -> None:
    yesterday = office.do(counter.arrive).result
    at(office, 24 * 60)
    today, later = (office.do(counter.arrive).result for _ in range(2))
    assert [row.id for row in office.ask(counter.queue)] == [today, later, yesterday]
    assert [office.do(counter.call_next).result for _ in range(3)] == [today, later, yesterday]


def test_who_leaves_is_counted_and_has_no_wait(office: Office) -> None:
    id = office.do(counter.arrive).result
    at(office, 30)
    office.do(counter.leave, id)
    assert visit(office, id).state == "went"
    found = office.ask(counter.figures)
    assert (found.all.count, found.went, found.all.mean) == (1, 1, None)


def test_a_visitor_handed_on_is_counted(office: Office, sample: Sample) -> None:
    id = office.do(counter.arrive).result
    office.do(counter.serve, id)
    office.do(counter.hand_on, id, HandOnForm(sample.clerk))
    assert (visit(office, id).staff, visit(office, id).handed_off) == ("Li Na", 1)
    with pytest.raises(Invalid):
        office.do(counter.hand_on, id, HandOnForm(sample.clerk))


@pytest.mark.parametrize(
    ("wrong", "values"),
    [
        ("arrived", {"arrived": NOW + timedelta(hours=1)}),
        ("served", {"arrived": NOW, "served": NOW - timedelta(minutes=1)}),
        ("finished", {"arrived": NOW, "served": NOW, "finished": NOW - timedelta(minutes=1)}),
        ("went", {"arrived": NOW, "served": NOW, "finished": NOW, "went": True}),
        ("finished", {"arrived": NOW, "went": True}),
    ],
)
def test_a_visit_that_cannot_have_been_is_refused(office: Office, wrong: str, values: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        office.do(counter.add, VisitForm(**values))
    assert set(refused.value.fields) == {wrong}


def visits(office: Office, sample: Sample, count: int = 60) -> None:
    """A month of visits by chance, some not served, some of the month before."""
    chance = random.Random(8)
    for n in range(count):
        arrived = NOW - timedelta(days=chance.randrange(0, 30), minutes=chance.randrange(0, 700))
        served = arrived + timedelta(seconds=chance.randrange(0, 3600)) if chance.random() < 0.8 else None
        went = served is None and chance.random() < 0.7
        finished = (
            served + timedelta(minutes=5) if served else arrived + timedelta(minutes=9) if went else None
        )
        office.do(counter.add, VisitForm(
            kind=chance.choice(("enquiry", "payment", "parcel")), arrived=arrived, served=served, finished=finished,
            went=went, rating=chance.choice(("", "2", "5")) if served else "", name=f"Visitor {n}",
        ))  # fmt: skip


def test_the_figures_are_those_of_plain_sql(office: Office, sample: Sample, office_path: Path) -> None:
    visits(office, sample)
    found = office.ask(counter.figures, Month(2026, 11))
    with closing(sqlite3.connect(office_path)) as plain:
        rows = plain.execute("select arrived, served, kind, went, rating from counter_visit").fetchall()
    waits: dict[Any, list[float]] = {}
    counts: dict[Any, int] = {}
    went = 0
    for arrived, served, kind, left, _rating in rows:
        # Shanghai is eight hours ahead the whole year.
        local = datetime.fromisoformat(arrived) + timedelta(hours=8)
        if (local.year, local.month) != (2026, 11):
            continue
        went += left
        for key in ("all", local.hour, kind):
            counts[key] = counts.get(key, 0) + 1
            if served is not None:
                wait = (datetime.fromisoformat(served) - datetime.fromisoformat(arrived)).total_seconds() / 60
                waits.setdefault(key, []).append(wait)
    assert 0 < went == found.went
    assert (found.all.count, found.all.longest) == (counts["all"], max(waits["all"]))
    for each in (*found.hours, *found.kinds):
        assert each.count == counts.get(each.key, 0)
        if each.key in waits:
            assert each.median == pytest.approx(statistics.median(waits[each.key]))
            assert each.mean == pytest.approx(sum(waits[each.key]) / len(waits[each.key]))
    shown = office.ask(counter.page, Query(where={"month": ("2026-11",), "kind": ("payment",)}))
    assert len(shown.ids) == counts["payment"]


# the post room


def test_a_parcel_lies_is_called_to_mind_and_fetched(office: Office, sample: Sample) -> None:
    id = parcel(
        office, sample, carrier="SF", tracking="SF100200", place="Shelf 3", moment=NOW - timedelta(days=8)
    )
    letter = parcel(office, sample, channel="letter", moment=NOW - timedelta(days=2))
    assert (item(office, id).number, item(office, id).state) == ("PO-2611-001", "overdue")
    assert item(office, letter).state == "lies"
    lines = [
        line
        for line in (*office.ask(today.sheet).late, *office.ask(today.sheet).due)
        if line.what == "fetched"
    ]
    assert [line.link.id for line in lines] == [id]
    assert [hit.ref for hit in office.ask(search.find, "PO-2611-001")] == [id]
    assert [hit.ref for hit in office.ask(search.find, "SF100200")] == [id]
    done = office.do(post_room.hand_over, [id, letter], HandOverForm())
    assert (done.result.done, item(office, id).handed_to) == (2, "王芳")
    assert item(office, id).state == item(office, letter).state == "handed"
    assert not [line for line in office.ask(today.sheet).due if line.what == "fetched"]
    office.undo(done.deed)
    assert item(office, id).state == "overdue"


def test_what_went_out_is_not_fetched_here(office: Office, sample: Sample) -> None:
    id = parcel(office, sample, direction="out")
    refused = office.do(post_room.hand_over, [id], HandOverForm()).result
    assert (refused.done, [each.name for each in refused.refused]) == (0, [item(office, id).number])
    with pytest.raises(Invalid) as wrong:
        office.do(post_room.add, PostForm())
    assert set(wrong.value.fields) == {"person_id"}


def test_a_letter_is_answered_and_handed_from_one_to_the_next(office: Office, sample: Sample) -> None:
    id = parcel(
        office, sample, channel="letter", text="When is the roof mended?", reply_by=TODAY - timedelta(days=1),
        responsible_id=sample.clerk, moment=NOW - timedelta(days=3),
    )  # fmt: skip
    assert item(office, id).state == "late"
    assert [line.link.id for line in office.ask(today.sheet).late if line.what == "post"] == [id]
    office.do(post_room.change_many, [id], ManyPostForm(responsible_id=sample.manager))
    office.do(post_room.change_many, [id], ManyPostForm(responsible_id=sample.manager))
    assert item(office, id).handed_off == 1
    office.do(post_room.reply, id, ReplyForm("In March", version=item(office, id).version))
    told = item(office, id)
    assert (told.text, told.answer, told.state) == ("When is the roof mended?", "In March", "answered")
    assert not [line for line in office.ask(today.sheet).late if line.what == "post"]


# the boards


def hung(office: Office, sample: Sample, **more: Any) -> tuple[int, int]:
    board = office.do(posting_places.add, PlaceForm(building_id=sample.building, place="Lobby")).result
    office.do(posting_places.add, PlaceForm(building_id=sample.second_building, place="Gate"))
    notice = office.do(notices.add, NoticeForm(
        title="Water off", other_title="停水", starts=NOW, until=NOW + timedelta(hours=5), buildings=(sample.building,),
    )).result  # fmt: skip
    return board, notice


def test_a_notice_is_posted_where_it_belongs_and_taken_down_on_its_day(
    office: Office, sample: Sample
) -> None:
    board, notice = hung(office, sample)
    form = office.ask(postings.draft, {"notice_id": notice})
    assert (form.places, form.from_day, form.until_day) == ((board,), TODAY, TODAY)
    id = office.do(postings.add, form).result
    office.do(postings.put_up, [id])
    (row,) = office.ask(postings.of_notice, notice)
    assert (row.state, row.put_up_by, row.title) == ("due", office.who.name, "Water off")
    assert [line.link.id for line in office.ask(today.sheet).due if line.what == "posting"] == [id]
    done = office.do(postings.take_down, [id])
    (row,) = office.ask(postings.rows, [id])
    assert (row.state, row.taken_down, row.taken_down_by) == ("down", NOW, office.who.name)
    assert not [line for line in office.ask(today.sheet).due if line.what == "posting"]
    office.undo(done.deed)
    assert office.ask(postings.rows, [id])[0].state == "due"


def test_display_material_is_planned_for_a_window(office: Office, sample: Sample) -> None:
    window = office.do(posting_places.add, PlaceForm("window", sample.building, "Shop front")).result
    other = office.do(posting_places.add, PlaceForm("window", None, "Office door")).result
    form = PostingForm(title="New Year pictures", places=(window, other), from_day=TODAY + timedelta(days=3))
    office.do(postings.add, form)
    found = office.ask(postings.page, Query(where={"state": ("planned",), "kind": ("window",)}))
    assert [(row.title, row.place) for row in found.first] == [
        ("New Year pictures", "Office door"), ("New Year pictures", "Shop front"),
    ]  # fmt: skip
    at(office, 60 * 24 * 3)
    assert {row.state for row in office.ask(postings.rows, list(found.ids))} == {"put_up"}
    with pytest.raises(Invalid) as wrong:
        office.do(
            postings.add, PostingForm(places=(window,), from_day=TODAY, until_day=TODAY - timedelta(days=1))
        )
    assert set(wrong.value.fields) == {"notice_id", "until_day"}


# the life of a person, and the map


def test_every_channel_stands_in_the_life_of_a_person(office: Office, sample: Sample) -> None:
    office.do(counter.add, VisitForm(person_id=sample.owner, topic="A key"))
    parcel(office, sample, subject="Box")
    edition = office.do(handbooks.add, EditionForm("Handbook", edition="2026", day=TODAY)).result
    office.do(handbooks.issue, [sample.owner], IssueForm(edition, TODAY))
    told = {entry.kind: (entry.title, entry.more) for entry in office.ask(timeline.person, sample.owner)}
    assert (told["counter"][0], told["post"][0], told["handbook"]) == ("A key", "Box", ("Handbook", "2026"))
    assert {"counter", "post"} <= set(office.ask(timeline.present, "person", sample.owner))


def test_the_map_is_that_of_plain_sql(office: Office, sample: Sample, office_path: Path) -> None:
    visits(office, sample, 40)
    chance = random.Random(3)
    for _ in range(160):
        moment = NOW - timedelta(days=chance.randrange(0, 30), minutes=chance.randrange(0, 900))
        id = parcel(
            office, sample, channel=chance.choice(("letter", "parcel", "fax", "email")), moment=moment,
            direction=chance.choice(("in", "in", "out")), responsible_id=sample.clerk,
            reply_by=chance.choice((None, moment.date() + timedelta(days=2))),
        )  # fmt: skip
        if chance.random() < 0.5:
            office.do(
                post_room.reply, id, ReplyForm("Yes", moment + timedelta(hours=chance.randrange(1, 90)))
            )
        elif chance.random() < 0.5:
            office.do(post_room.hand_over, [id], HandOverForm(handed=moment + timedelta(hours=1)))
        if chance.random() < 0.4:
            office.do(post_room.change_many, [id], ManyPostForm(responsible_id=sample.manager))
    found = {(one.kind, one.channel): one for one in office.ask(gaps.contact_points, 1)}
    with closing(sqlite3.connect(office_path)) as plain:
        plain.row_factory = sqlite3.Row
        posted = plain.execute("select * from post_item where direction = 'in'").fetchall()
        came = plain.execute("select * from counter_visit").fetchall()
    seen = set()
    for channel in ("letter", "parcel", "fax", "email"):
        rows = [row for row in posted if row["channel"] == channel and _in_november(row["moment"])]
        if rows:
            seen.add(("post", channel))
            _same_post(found["post", channel], rows)
    for kind in ("enquiry", "payment", "parcel"):
        rows = [row for row in came if row["kind"] == kind and _in_november(row["arrived"])]
        seen.add(("counter", kind))
        one = found["counter", kind]
        assert (one.count, one.missed) == (len(rows), sum(row["went"] for row in rows))
        assert one.hours == pytest.approx(_mean(rows, "served", "arrived"), abs=1e-3)
    assert seen == {key for key in found if key[0] in ("post", "counter")}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _in_november(text: str) -> bool:
    local = _moment(text) + timedelta(hours=8)
    return (local.year, local.month) == (2026, 11)


def _mean(rows: list[sqlite3.Row], end: str, begin: str) -> float | None:
    spans = [(_moment(row[end]) - _moment(row[begin])).total_seconds() / 3600 for row in rows if row[end]]
    return sum(spans) / len(spans) if spans else None


def _same_post(one: gaps.ContactPoint, rows: list[sqlite3.Row]) -> None:
    replied = "handed" if one.channel == "parcel" else "answered"
    missed = 0
    for row in rows:
        due = None
        if row["reply_by"]:  # the day ends at midnight in Shanghai
            due = datetime.fromisoformat(row["reply_by"]).replace(tzinfo=UTC) + timedelta(days=1, hours=-8)
        late = due is not None and (_moment(row["answered"]) > due if row["answered"] else due < NOW)
        lies = row["channel"] in ("letter", "parcel") and not row["handed"] and not row["answered"]
        missed += late or (lies and _moment(row["moment"]) <= NOW - timedelta(days=7))
    assert (one.count, one.missed) == (len(rows), missed)
    assert one.handed == sum(row["handed_off"] for row in rows)
    mean = _mean(rows, replied, "moment")
    assert one.hours == (pytest.approx(mean, abs=1e-3) if mean is not None else None)
