"""The map of the points of contact: every figure of every channel counted once more over the plain rows of the file."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.channel import CounterVisit, PostItem
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.survey import SurveyAnswer, SurveySheet
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.services import gaps
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.gaps.contact_points import ContactPoint
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.services import surveying

STARTS = {month: datetime(2026, month, 1, tzinfo=UTC) - timedelta(hours=8) for month in range(8, 13)}
"""The first moments of months on the office's clock, eight hours ahead."""
INSTANT, HOUR = timedelta(microseconds=1), timedelta(hours=1)
LYING = timedelta(days=7)


class Chance(random.Random):
    """What a row may hold."""

    def moment(self) -> datetime:
        edge = self.choice(list(STARTS.values()))
        return self.choice((edge, edge - INSTANT, edge + self.randrange(1, 720) * HOUR, NOW - HOUR))

    def after(self, moment: datetime) -> datetime | None:
        """None, later, or before it: the clock was set back."""
        return self.choice((None, moment + self.randrange(90) * HOUR, moment + HOUR, moment - HOUR))

    def handed(self) -> int:
        return self.choice((0, 0, 1, 3))

    def rating(self) -> int | None:
        return self.choice((None, None, 1, 2, 4, 5))

    def gone(self) -> datetime | None:
        return NOW if self.random() < 0.15 else None


@needs("office.settings")
def _fill(work: Work, chance: Chance, round: surveying.Round) -> None:
    plan = work.add(Plan(name="Lamps", rule="FREQ=MONTHLY", from_day=date(2026, 1, 1), summary="Lamps")).id
    requests = [
        work.add(Request(received=NOW, channel=channel, own_words="Tap")).id for channel in ("phone", "email")
    ]
    makers: tuple[Callable[[int, datetime], Any], ...] = (
        lambda at, when: Complaint(
            number=f"C-{at}", received=when, subject="x", acknowledged=chance.after(when), answered=chance.after(when),
            resolved=chance.after(when), acknowledge_due=chance.after(when), handed_off=chance.handed(),
            follow_up_rating=chance.rating(), channel=chance.choice(("phone", "letter", "social")),
            state=chance.choice(("received", "resolved", "withdrawn")), archived=chance.gone(),
        ),
        lambda at, when: WorkOrder(
            number=f"W-{at}", received=when, summary="x", responded=chance.after(when), arrived=chance.after(when),
            done=chance.after(when), respond_due=chance.after(when), handed_off=chance.handed(),
            rating=chance.rating(), request_id=chance.choice((None, *requests)), archived=chance.gone(),
            plan_id=chance.choice((None, None, None, plan)), state=chance.choice(("requested", "done", "cancelled")),
        ),
        lambda _at, when: Call(
            started=when, direction=chance.choice(("in", "in", "out")), seconds=60, archived=chance.gone(),
            outcome=chance.choice(("answered", "missed", "passed_on")),
        ),
        lambda at, when: CounterVisit(
            ticket=at, arrived=when, served=chance.after(when), went=chance.random() < 0.3, rating=chance.rating(),
            kind=chance.choice(("enquiry", "payment")), handed_off=chance.handed(), archived=chance.gone(),
        ),
        lambda at, when: PostItem(
            number=f"P-{at}", moment=when, channel=chance.choice(("letter", "parcel", "fax", "email")),
            direction=chance.choice(("in", "in", "out")), answered=chance.after(when), handed=chance.after(when),
            reply_due=chance.after(when), handed_off=chance.handed(), archived=chance.gone(),
        ),
        lambda _at, when: Event(
            kind=chance.choice(("email", "fax", "meeting")), direction=chance.choice(("in", "in", "out")), title="x",
            starts=when, ends=when, archived=chance.gone(),
        ),
        lambda at, when: Suggestion(
            number=f"S-{at}", received=when, own_words="x", channel=chance.choice(("suggestion_box", "email")),
            answered=chance.after(when), archived=chance.gone(),
            due_day=chance.choice((None, (when + 8 * HOUR).date() + timedelta(days=chance.randrange(4)))),
        ),
    )  # fmt: skip
    for at in range(500):
        work.add(chance.choice(makers)(at, chance.moment()))
    for at, id in enumerate(round.sheets):
        it = work.get(SurveySheet, id)
        it.asked, it.way = chance.moment(), chance.choice(("paper", "call", "counter"))
        it.answered, it.archived = chance.after(it.asked), chance.gone() if at % 3 else None
        for question in round.questions if it.answered else ():
            for entry in (1, 2)[: chance.randrange(1, 3)]:
                value = chance.rating()
                work.session.add(
                    SurveyAnswer(sheet_id=id, question_id=question, entry=entry, expected=None, value=value)
                )


Row = dict[str, Any]


def _plain(path: Path, sql: str) -> list[tuple[Any, Any]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql).fetchall()


def _rows(path: Path, table: str, such: str = "1") -> list[Row]:
    """The live rows of a table with moments and days read."""
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        found = [
            dict(row) for row in plain.execute(f"select * from {table} where archived is null and {such}")
        ]
    for row in found:
        for name, value in row.items():
            if isinstance(value, str) and value[:2] == "20" and name not in ("number", "code"):
                moment = datetime.fromisoformat(value)
                row[name] = moment.date() if len(value) == 10 else moment.replace(tzinfo=UTC)
    return found


def _first(row: Row, *names: str) -> Any:
    return next((row[name] for name in names if row[name] is not None), None)


def _late(reply: datetime | None, due: datetime | None) -> bool:
    return due is not None and (reply or NOW) > due


Told = tuple[str, str, datetime, datetime | None, int, bool, list[int]]
"""Kind, channel, when it came, the first reply, hand-offs, whether it was missed, ratings."""


def _matters(path: Path) -> Iterator[Told]:
    for row in _rows(path, "complaint"):
        reply, rated = _first(row, "acknowledged", "answered", "resolved"), row["follow_up_rating"]
        late = _late(reply, row["acknowledge_due"])
        if row["state"] != "withdrawn":
            yield "complaint", row["channel"], row["received"], reply, row["handed_off"], late, [rated]
    ways = dict(_plain(path, "select id, channel from request"))
    for row in _rows(path, "work_order"):
        reply = _first(row, "responded", "arrived", "done")
        late = _late(reply, row["respond_due"])
        if row["state"] != "cancelled" and row["plan_id"] is None:
            channel = ways.get(row["request_id"], "other")
            yield "order", channel, row["received"], reply, row["handed_off"], late, [row["rating"]]


def _came_in(path: Path) -> Iterator[Told]:
    for row in _rows(path, "call", "direction = 'in'"):
        passed = int(row["outcome"] == "passed_on")
        yield "call", "phone", row["started"], None, passed, row["outcome"] == "missed", []
    for row in _rows(path, "post_item", "direction = 'in'"):
        lies = row["channel"] in ("letter", "parcel") and row["handed"] is None and row["answered"] is None
        late = _late(row["answered"], row["reply_due"]) or (lies and row["moment"] <= NOW - LYING)
        reply = row["handed" if row["channel"] == "parcel" else "answered"]
        yield "post", row["channel"], row["moment"], reply, row["handed_off"], late, []
    for row in _rows(path, "event", "direction = 'in' and kind in ('email', 'fax')"):
        yield "mail", row["kind"], row["starts"], None, 0, False, []


def _asked(path: Path) -> Iterator[Told]:
    for row in _rows(path, "counter_visit"):
        told = row["handed_off"], bool(row["went"]), [row["rating"]]
        yield "counter", row["kind"], row["arrived"], row["served"], *told
    for row in _rows(path, "suggestion"):
        day = ((row["answered"] or NOW) + 8 * HOUR).date()
        late = row["due_day"] is not None and day > row["due_day"]
        yield "suggestion", row["channel"], row["received"], row["answered"], 0, late, []
    given: dict[int, list[int]] = defaultdict(list)
    for sheet, value in _plain(
        path,
        "select sheet_id, value from survey_answer where entry = 1 and question_id in "
        "(select id from question where scale = 'five')",
    ):
        given[sheet].append(value)
    for row in _rows(path, "survey_sheet"):
        yield "survey", row["way"], row["asked"], row["answered"], 0, False, given[row["id"]]


def _counted(path: Path, start: datetime, end: datetime) -> dict[tuple[str, str], tuple[Any, ...]]:
    parts: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in (*_matters(path), *_came_in(path), *_asked(path)):
        if start <= told[2] < end:
            parts[told[:2]].append(told)
    found = {}
    for key, rows in parts.items():
        waits = [max((reply - came) / HOUR, 0) for _k, _c, came, reply, *_ in rows if reply is not None]
        ratings = [each for row in rows for each in row[6] if each is not None]
        found[key] = (
            len(rows), pytest.approx(fmean(waits), abs=1e-4) if waits else None, len(waits), sum(r[4] for r in rows),
            sum(r[5] for r in rows), pytest.approx(fmean(ratings)) if ratings else None, len(ratings),
        )  # fmt: skip
    return found


def _same(points: list[ContactPoint], wanted: dict[tuple[str, str], tuple[Any, ...]]) -> None:
    found = {
        (one.kind, one.channel): (
            one.count, one.hours, one.replied, one.handed, one.missed, one.rating, one.rated,
        )
        for one in points
    }  # fmt: skip
    assert found == wanted
    kinds = ("complaint", "order", "call", "counter", "post", "mail", "suggestion", "survey")
    order = [(kinds.index(one.kind), -one.count, one.channel) for one in points]
    assert order == sorted(order) and len(order) == len(set(order))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_figure_of_the_map_is_the_one_of_the_rows(office: Office, office_path: Path, seed: int) -> None:
    asked = (("five", "empathy"), ("gap", "courtesy"), ("yes", ""), ("five", "control"))
    office.do(_fill, Chance(seed), surveying.make(office, asked, sheets=60))
    for months in (1, 3):
        wanted = _counted(office_path, STARTS[12 - months], STARTS[12])
        assert len(wanted) > 15
        _same(office.ask(gaps.contact_points, months), wanted)
    sheet = office.ask(gaps.points_paper, Month(2026, 10))
    assert (sheet.first, sheet.last) == (Month(2026, 8), Month(2026, 10))
    _same(list(sheet.points), _counted(office_path, STARTS[8], STARTS[11]))
