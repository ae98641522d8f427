"""Each figure of the map of points of contact opens the records it counts, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.channel import CounterVisit, PostItem
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.services import calls, complaints, counter, gaps, post_room, suggestions, work_orders
from fmcrm_desktop.services.gaps import point_links
from fmcrm_desktop.services.gaps.contact_points import ContactPoint
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying

LISTS: dict[tuple[str, str], Callable[..., Any]] = {
    ("complaints", "register"): complaints.page, ("work_orders", ""): work_orders.page, ("calls", "log"): calls.page,
    ("channels", "counter"): counter.page, ("channels", "post"): post_room.page,
    ("praise", "suggestions"): suggestions.page,
}  # fmt: skip
YESTERDAY, BEFORE = NOW - timedelta(days=1), NOW - timedelta(days=40)
MONTH = (Month(2026, 11),)


def plant(office: Office, table: type[Any], rows: Iterable[dict[str, Any]]) -> list[int]:
    with office.store.writing(office.who, "test") as work:
        return [work.add(table(**row)).id for row in rows]


def points(office: Office, kind: str) -> list[ContactPoint]:
    return [point for point in office.ask(gaps.contact_points, 1) if point.kind == kind]


def opened(office: Office, point: ContactPoint, figure: str) -> list[int] | None:
    link = point_links.behind(point, MONTH, figure)
    if link is None:
        return None
    return sorted(office.ask(LISTS[link.tab, link.section], Query(where=dict(link.where))).ids)


def test_complaints_and_suggestions_by_their_channel(office: Office, sample: Sample) -> None:
    more: list[dict[str, Any]] = [
        {}, {"channel": "visit"}, {"state": "withdrawn"}, {"state": "followed_up"}, {"archived": NOW},
        {"received": BEFORE},
    ]  # fmt: skip
    row = {"subject": "Noise", "own_words": "Noise", "received": YESTERDAY, "channel": "letter"}
    ids = plant(office, Complaint, ({"number": f"C-{at}", **row, **each} for at, each in enumerate(more)))
    found = {point.channel: opened(office, point, "count") for point in points(office, "complaint")}
    assert found == {"letter": [ids[0], ids[3]], "visit": [ids[1]]}
    del row["subject"]
    more[2:4] = [{"state": "declined"}, {}]
    ids = plant(office, Suggestion, ({"number": f"S-{at}", **row, **each} for at, each in enumerate(more)))
    found = {point.channel: opened(office, point, "count") for point in points(office, "suggestion")}
    assert found == {"letter": [ids[0], ids[2], ids[3]], "visit": [ids[1]]}


def test_requests_of_customers_and_nobodys(office: Office) -> None:
    """What a plan made or was cancelled asked nobody to wait; what names no channel stands under "other"."""
    [plan] = plant(
        office, Plan, [{"name": "L", "rule": "FREQ=MONTHLY", "from_day": NOW.date(), "summary": "Lamps"}]
    )
    phone, other = plant(
        office,
        Request,
        [{"received": NOW, "channel": each, "own_words": "Tap"} for each in ("phone", "other")],
    )
    more: list[dict[str, Any]] = [
        {"request_id": phone}, {"request_id": other}, {}, {"plan_id": plan}, {"state": "cancelled"},
        {"state": "closed"}, {"received": BEFORE}, {"archived": NOW},
    ]  # fmt: skip
    row = {"summary": "Tap", "received": YESTERDAY, "state": "requested"}
    ids = plant(office, WorkOrder, ({"number": f"W-{at}", **row, **each} for at, each in enumerate(more)))
    found = {point.channel: opened(office, point, "count") for point in points(office, "order")}
    assert found == {"phone": [ids[0]], "other": [ids[1], ids[2], ids[5]]}


def test_calls_visitors_and_post_by_what_became_of_them(office: Office) -> None:
    row: dict[str, Any] = {
        "started": YESTERDAY,
        "direction": "in",
        "outcome": "answered",
        "seconds": 60,
        "number": "",
    }
    more: list[dict[str, Any]] = [
        {}, {"outcome": "missed"}, {"outcome": "passed_on"}, {"direction": "out", "outcome": "missed"},
        {"started": BEFORE},
    ]  # fmt: skip
    ids = plant(office, Call, ({**row, **each} for each in more))
    [point] = points(office, "call")
    told = [opened(office, point, figure) for figure in ("count", "missed", "handed", "rating")]
    assert told == [ids[:3], [ids[1]], [ids[2]], None]
    more = [{}, {"went": True, "finished": NOW}, {"handed_off": 1}, {"rating": 4}, {"kind": "payment"}]
    row = {"ticket": 1, "arrived": YESTERDAY, "kind": "enquiry"}
    ids = plant(office, CounterVisit, ({**row, **each} for each in more))
    [point] = [each for each in points(office, "counter") if each.channel == "enquiry"]
    told = [opened(office, point, figure) for figure in ("count", "missed", "handed", "rating")]
    assert told == [ids[:4], [ids[1]], [ids[2]], [ids[3]]]
    more = [
        {}, {"reply_due": YESTERDAY + timedelta(hours=1)}, {"handed_off": 1}, {"direction": "out"}, {"channel": "fax"},
        {"reply_due": YESTERDAY + timedelta(hours=2), "answered": YESTERDAY + timedelta(hours=1)},
    ]  # fmt: skip
    row = {"channel": "email", "direction": "in", "moment": YESTERDAY}
    ids = plant(office, PostItem, ({"number": f"P-{at}", **row, **each} for at, each in enumerate(more)))
    [point] = [each for each in points(office, "post") if each.channel == "email"]
    told = [opened(office, point, figure) for figure in ("count", "missed", "handed", "rating")]
    assert told == [[*ids[:3], ids[5]], [ids[1]], [ids[2]], None]


def test_surveys_lead_to_their_tab_by_their_number_alone(office: Office) -> None:
    surveying.make(office, (("five", "empathy"),), sheets=2)
    [point] = points(office, "survey")
    link = point_links.behind(point, MONTH)
    assert link is not None and (link.tab, link.section, link.where) == ("surveys", "", {})
    assert [point_links.behind(point, MONTH, figure) for figure in ("missed", "handed", "rating")] == [
        None
    ] * 3


@pytest.mark.parametrize(
    ("kind", "channel", "said"),
    [
        ("complaint", "letter", "Letter"), ("order", "phone", "Telephone"), ("counter", "papers", "Papers and permits"),
        ("post", "parcel", "Parcel"), ("mail", "fax", "Fax"), ("survey", "call", "By telephone"),
        ("order", "carrier pigeon", "Other"),
    ],
)  # fmt: skip
def test_a_channel_has_the_word_of_its_own_kind(kind: str, channel: str, said: str) -> None:
    assert point_links.named(ContactPoint(kind, channel, 1, None, 0, 0, 0, None, 0)) == said
