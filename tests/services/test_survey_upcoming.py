"""Which sheet lies next on the pile, on both databases; of its code so much is asked as tells it from all others."""

from __future__ import annotations

import itertools
from datetime import timedelta

from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services import survey_answers
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.test_survey_answers import as_clerk, as_manager, login, sign_in_on


@needs("complaint.write")
def _put(work: Work, id: int, **values: object) -> None:
    for name, value in values.items():
        setattr(work.get(SurveySheet, id), name, value)


def _typed(office: Office, round: surveying.Round, at: int, entry: int = 1, value: int = 5) -> None:
    given = [Given(question, value, value) for question in round.questions]
    office.do(survey_answers.save, round.sheets[at], entry, given)


def _next(office: Office, round: surveying.Round, at: int) -> int | None:
    """The place in the round of what lies on this one."""
    found = office.ask(survey_answers.upcoming, round.sheets[at])
    return None if found is None else round.codes.index(found.code)


def _ticking(office: Office) -> None:
    minutes = itertools.count()
    office.store.clock = lambda: NOW + timedelta(minutes=next(minutes))


def test_the_first_time_it_is_the_one_printed_next_that_has_not_come_back(
    kept: tuple[Office, Sample],
) -> None:
    office, _sample = kept
    round = surveying.make(office, sheets=6)
    surveying.make(office, sheets=3)
    office.do(_put, round.sheets[2], way="call")
    office.do(_put, round.sheets[3], archived=NOW)
    _typed(office, round, 4)
    assert _next(office, round, 4) == 5
    _typed(office, round, 1)
    assert _next(office, round, 1) == 5
    _typed(office, round, 5)
    assert _next(office, round, 5) is None
    office.do(_put, round.sheets[0], way="spot")
    assert _next(office, round, 0) is None


def test_the_second_time_the_pile_lies_as_it_was_typed_or_turned_over(kept: tuple[Office, Sample]) -> None:
    office, _sample = kept
    _ticking(office)
    round = surveying.make(office, sheets=6)
    for at in (3, 0, 5, 2):
        _typed(office, round, at)
    for at, then in ((3, 0), (0, 5), (5, 2), (2, None)):
        _typed(office, round, at, 2, 5 if at else 4)
        assert _next(office, round, at) == then
    turned = surveying.make(office, sheets=6)
    for at in (3, 0, 5, 2):
        _typed(office, turned, at)
    for at, then in ((2, 5), (5, 0), (0, 3), (3, None)):
        _typed(office, turned, at, 2, 5 if at else 4)
        assert _next(office, turned, at) == then


def test_ones_own_is_not_proposed_where_somebody_else_types_it_again(kept: tuple[Office, Sample]) -> None:
    office, sample = kept
    _ticking(office)
    round = surveying.make(office, sheets=3)
    office.do(sign_in_on)
    for id, name in ((sample.manager, "zhou"), (sample.clerk, "li")):
        office.do(login, id, name)
    _typed(office, round, 0)
    as_clerk(office, sample)
    _typed(office, round, 1)
    _typed(office, round, 0, 2)
    assert _next(office, round, 0) is None
    as_manager(office, sample)
    _typed(office, round, 1, 2)
    assert _next(office, round, 1) is None


def test_no_other_code_begins_as_the_end_that_is_asked_for(kept: tuple[Office, Sample]) -> None:
    office, _sample = kept
    round = surveying.make(office, sheets=5)
    for at, code in enumerate(("AAAAAA", "22BCDE", "DE3456", "AADDAA", "44CDE7")):
        office.do(_put, round.sheets[at], code=code)
    _typed(office, round, 0)
    found = office.ask(survey_answers.upcoming, round.sheets[0])
    assert found is not None and (found.code, found.end) == ("22BCDE", "CDE")
    _typed(office, round, 1)
    found = office.ask(survey_answers.upcoming, round.sheets[1])
    assert found is not None and (found.code, found.end) == ("DE3456", "56")
    _typed(office, round, 2)
    found = office.ask(survey_answers.upcoming, round.sheets[2])
    assert found is not None and (found.code, found.end) == ("AADDAA", "DAA")
