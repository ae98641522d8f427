"""Two desks draw people at once, for two rounds, on one file and on one server: nobody is asked twice."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services import questionnaires, survey_answers, surveys, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.surveys import RoundForm, SampleForm, asking
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample


@needs("complaint.read")
def sheets(work: Work) -> list[tuple[int, int]]:
    """Person and how often they were asked."""
    its = SurveySheet
    counted = select(its.person_id, func.count()).where(its.person_id.is_not(None)).group_by(its.person_id)
    return [(person, count) for person, count in work.rows(counted)]


def test_nobody_is_drawn_by_two_desks_at_once(
    desks: tuple[list[Office], Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each desk waits a moment after drawing for the other to have drawn as well: alone the lock keeps it away."""
    offices, _sample = desks
    drawn, together, real = threading.Barrier(2), threading.Barrier(2), asking.draw

    def slowly(*args: Any) -> Any:
        found = real(*args)
        with contextlib.suppress(threading.BrokenBarrierError):
            drawn.wait(1.5)
        return found

    monkeypatch.setattr(asking, "draw", slowly)
    kinds = {row.kind: row.id for row in offices[0].ask(questionnaires.page, Query()).first}
    rounds = [
        offices[0].do(surveys.add, RoundForm(kinds["short"], name, "", NOW.date())).result
        for name in ("A", "B")
    ]

    def ask(at: int) -> int:
        together.wait()
        try:
            return offices[at].do(surveys.ask_people, rounds[at], SampleForm("both", most=3)).result
        except Refusal:
            return 0

    with ThreadPoolExecutor(2) as threads:
        counts = list(threads.map(ask, range(2)))
    asked = offices[0].ask(sheets)
    assert sum(counts) == len(asked) == 3, "three people live there"
    assert all(count == 1 for _, count in asked)


def test_who_is_drawn_is_not_asked_about_a_service_as_well(desks: tuple[list[Office], Sample]) -> None:
    offices, sample = desks
    kinds = {row.kind: row.id for row in offices[0].ask(questionnaires.page, Query()).first}
    round = offices[0].do(surveys.add, RoundForm(kinds["needs"], "A", "", NOW.date())).result
    offices[0].do(surveys.ask_people, round, SampleForm("both", most=100))
    order = offices[1].do(work_orders.enter, OrderForm(summary="Tap", person_id=sample.owner)).result
    with pytest.raises(Refusal, match="nobody is asked twice"):
        offices[1].do(survey_answers.ask_about, order)
