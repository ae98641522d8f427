"""Who of a round is left to be called, and why nobody is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services import questionnaires, surveys
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.surveys import CopiesForm, RoundForm, SampleForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample


@needs("office.settings")
def come_back(work: Work, sheet: int) -> None:
    work.get(SurveySheet, sheet).answered = NOW


def test_why_nobody_is_to_be_called_is_said_as_it_is(
    office: Office, sample: Sample, office_path: Path
) -> None:
    asked = office.ask(questionnaires.page, Query()).ids[0]
    id = office.do(surveys.add, RoundForm(asked, "Autumn", from_day=date(2026, 11, 20))).result

    def said() -> str:
        with pytest.raises(Refusal) as refused:
            office.do(surveys.by_telephone, id)
        return refused.value.text

    assert said().startswith("Nobody was asked yet.")
    office.do(surveys.ask_people, id, SampleForm("both", most=100))
    office.do(surveys.make_copies, id, CopiesForm(3))  # for anybody: nobody is asked by them
    with closing(sqlite3.connect(office_path)) as plain:
        named = plain.execute("select id from survey_sheet where person_id > 0 order by id").fetchall()
    first, *others = (sheet for (sheet,) in named)
    for sheet in others:
        office.do(surveys.take_out, sheet)
    taken = office.do(surveys.take_out, first)
    assert said().startswith("Every form with a name was taken out")
    assert taken.deed is not None
    office.undo(taken.deed)
    office.do(come_back, first)
    assert said() == "Everybody who was asked has answered."
