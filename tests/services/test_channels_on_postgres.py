"""The counter, the post room, boards, handbooks and texts to groups on PostgreSQL: the same lists, figures and undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import (
    counter,
    gaps,
    group_messages,
    handbooks,
    post_room,
    posting_places,
    postings,
    search,
    timeline,
    today,
)
from fmcrm_desktop.services.counter import VisitForm
from fmcrm_desktop.services.group_messages import GroupForm
from fmcrm_desktop.services.handbooks import EditionForm, IssueForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.post_room import HandOverForm, PostForm, ReplyForm
from fmcrm_desktop.services.posting_places import PlaceForm
from fmcrm_desktop.services.postings import PostingForm
from tests.conftest import NOW
from tests.sample import Sample

DAY = date(2026, 11, 20)


def test_the_channels_are_kept_counted_and_taken_back(served: tuple[Office, Sample]) -> None:
    office, sample = served
    visit = office.do(counter.add, VisitForm(person_id=sample.owner, topic="A key", rating="4")).result
    office.store.clock = lambda: NOW + timedelta(minutes=6)
    assert office.do(counter.call_next).result == visit
    office.do(counter.finish, visit)
    old = NOW - timedelta(days=9)
    lies = office.do(post_room.add, PostForm(person_id=sample.owner, tracking="SF9", moment=old)).result
    letter = PostForm("letter", "in", NOW, sample.owner, text="When?", reply_by=DAY)
    asked = office.do(post_room.add, letter).result
    place = office.do(posting_places.add, PlaceForm(building_id=sample.building, place="Lobby")).result
    hung = office.do(
        postings.add, PostingForm(title="Tea", places=(place,), from_day=DAY, until_day=DAY)
    ).result
    sheet = office.ask(today.sheet)
    told = {(line.what, line.link.id) for line in (*sheet.late, *sheet.due)}
    assert {("fetched", lies), ("post", asked), ("posting", hung)} <= told

    done = office.do(post_room.hand_over, [lies], HandOverForm())
    office.undo(done.deed)
    office.do(post_room.reply, asked, ReplyForm("Soon"))
    edition = office.do(handbooks.add, EditionForm("Handbook", edition="2026", day=DAY)).result
    office.do(handbooks.issue, [sample.owner], IssueForm(edition, DAY))
    office.do(group_messages.write, GroupForm(text="Water off"))

    points = {(one.kind, one.channel): one for one in office.ask(gaps.contact_points, 1)}
    assert points["counter", "enquiry"].hours == pytest.approx(0.1)
    assert (points["counter", "enquiry"].rating, points["post", "parcel"].missed) == (4, 1)
    assert points["post", "letter"].replied == 1
    assert office.ask(counter.figures).all.median == pytest.approx(6)
    for of, query, found in (
        (counter.page, Query("wangfang", where={"state": ("served",)}), [visit]),
        (post_room.page, Query(where={"state": ("overdue",), "month": ("2026-11",)}), [lies]),
        (post_room.page, Query("SF9", where={"missed": (True,)}), [lies]),
        (postings.page, Query("tea", where={"state": ("due",)}), [hung]),
        (handbooks.holders, Query(where={"state": ("none",)}), [sample.second_owner]),
    ):
        assert list(office.ask(of, query).ids) == found
    kinds = {entry.kind for entry in office.ask(timeline.person, sample.owner)}
    assert {"counter", "post", "group", "handbook"} <= kinds
    assert [hit.ref for hit in office.ask(search.find, "PO-2611-001")] == [lies]
