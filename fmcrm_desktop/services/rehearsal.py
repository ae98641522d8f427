"""What the tabs ask when they are first opened, asked once while nobody waits: to make such a statement takes longer
than to answer it, and it is made once for as long as the program runs."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import (
    actions,
    agreements,
    articles,
    calendar,
    calendar_days,
    complaints,
    customer_value,
    gaps,
    owners,
    post_room,
    prospects,
    timeline,
    today,
)
from fmcrm_desktop.services.measures import showing

if TYPE_CHECKING:
    from fmcrm_desktop.services.office import Office

Questions = Generator[tuple[Callable[..., Any], tuple[Any, ...]], Any, None]
"""Cases with what they are asked; each is sent its answer, None where there is none."""
ALL = Query()


def rehearse(office: Office, wanted: Callable[[], bool]) -> None:
    """Ask what whoever is signed in may ask, until it is not ``wanted`` any longer. Answers and refusals are dropped:
    the tab asks again and tells."""
    questions, answer = _questions(), None
    try:
        while wanted():
            case, values = questions.send(answer)
            answer = _answer(office, case, values)
    except StopIteration:
        return


def _answer(office: Office, case: Callable[..., Any], values: tuple[Any, ...]) -> Any:
    if not office.may(case):
        return None
    try:
        return office.ask(case, *values)
    except Refusal:
        return None


def _questions() -> Questions:
    """As the tabs ask them (tests/ui/test_rehearsal.py); one lasts tens of milliseconds."""
    yield today.sheet, ()
    yield owners.totals, ()
    if (found := (yield owners.page, (ALL,))) and found.ids:
        yield from _of_person(found.ids[0])
    yield complaints.counts, ()
    if (found := (yield complaints.page, (Query(where={"state": ("to_do",)}),))) and found.ids:
        yield complaints.card, (found.ids[0],)
        yield post_room.of_matter, ("complaint", found.ids[0])
    yield actions.page, (Query(where={"state": ("open",)}),)
    yield calendar.people, ()
    now = datetime.now(UTC)
    yield calendar_days.entries, (now, now + timedelta(1))
    for listed in (prospects.page, agreements.page, articles.page, gaps.page):
        yield listed, (ALL,)
    yield gaps.sheet, (gaps.Spot(),)
    yield gaps.contact_points, ()
    if months := (yield showing.month_options, ()):
        last = months[1][0]
        yield showing.page, (Query(where={"month": (last,)}),)
        yield showing.twelve, (last,)


def _of_person(id: int) -> Questions:
    yield owners.card, (id,)
    yield timeline.opening, ("person", id, (), 30)
    yield agreements.of_person, (id,)
    yield customer_value.card, (id,)
    yield customer_value.lacking, (id,)
