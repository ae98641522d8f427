"""The checklist of a new office: read from what there is, put away, brought back, of no concern to others."""

from __future__ import annotations

from datetime import date

import pytest

from fmcrm_desktop.model.refusal import NotAllowed
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import buildings, first_steps, office_settings, owners, settings, staff, units
from fmcrm_desktop.services.buildings import BuildingForm
from fmcrm_desktop.services.office_settings import ParticularsForm
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.services.staff import StaffForm
from fmcrm_desktop.services.units import UnitForm


@pytest.fixture
def new(empty_office):
    empty_office.do(first_steps.begin)
    return empty_office


def done(office):
    return set(office.ask(first_steps.look).done)


def test_each_step_is_there_when_the_office_has_it_and_open_again_when_it_goes(new):
    assert done(new) == set()
    form = new.ask(office_settings.particulars)
    new.do(office_settings.keep_particulars, ParticularsForm(**{**form.__dict__, "address": "1 Road"}))
    assert done(new) == {"office"}
    building = new.do(buildings.add, BuildingForm(code="3")).result
    assert done(new) == {"office"}
    unit = new.do(units.add, UnitForm(code="502", building_id=building))
    assert done(new) == {"office", "property"}
    new.undo(unit.deed)
    assert done(new) == {"office"}
    person = new.do(owners.add, PersonForm(name="王芳"))
    assert done(new) == {"office", "people"}
    new.undo(person.deed)
    new.do(staff.add, StaffForm(name="Li Na"))
    assert done(new) == {"office", "staff"}


@pytest.mark.parametrize(("day", "enough"), [(date(2025, 12, 25), False), (date(2026, 1, 1), True)])
def test_days_off_of_a_year_gone_by_do_not_count(new, day, enough):
    new.do(settings.put, holidays=[{"day": day.isoformat(), "name": "Day", "part": "whole"}])
    assert ("calendar" in done(new)) == enough


def test_hours_are_there_once_somebody_has_said_them_be_they_the_usual_ones(new):
    new.do(settings.put, holidays=[{"day": "2026-12-25", "name": "Day", "part": "whole"}])
    assert done(new) == {"calendar"}
    kept = new.do(office_settings.keep_hours, new.ask(office_settings.hours))
    assert done(new) == {"calendar", "hours"}
    new.undo(kept.deed)
    assert done(new) == {"calendar"}


def test_it_is_shown_until_put_away_and_again_when_asked_for(new, empty_office):
    assert new.ask(first_steps.look).shown
    away = new.do(first_steps.put_away)
    assert not new.ask(first_steps.look).shown
    new.undo(away.deed)
    assert new.ask(first_steps.look).shown
    new.do(first_steps.put_away)
    new.do(first_steps.bring_back)
    assert new.ask(first_steps.look).shown


def test_an_office_that_was_there_before_is_not_bothered_but_may_ask(office, sample):
    assert not office.ask(first_steps.look).shown
    office.do(first_steps.bring_back)
    assert office.ask(first_steps.look).shown
    assert {"property", "people", "staff"} <= done(office)


def test_it_is_the_managers(office, sample):
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(NotAllowed):
        office.ask(first_steps.look)
