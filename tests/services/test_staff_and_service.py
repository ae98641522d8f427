"""Goals, observation at the counter with its actions, and the code of conduct with its acknowledgements."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import InUse, Invalid, NotAllowed, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import actions, conduct, goals, observations
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.conduct import SignedForm
from fmcrm_desktop.services.goals import GoalForm
from fmcrm_desktop.services.observations import ObservationForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def test_a_goal_past_its_day_is_overdue_until_it_is_reached(office: Office, sample: Sample) -> None:
    late = office.do(
        goals.add, GoalForm("Ring back", sample.clerk, due_day=TODAY - timedelta(1), progress=40)
    ).result
    office.do(goals.add, GoalForm("Smile", sample.clerk, due_day=TODAY))
    office.do(goals.add, GoalForm("Learn", sample.clerk))
    page = office.ask(goals.page, Query())
    assert [(row.title, row.state) for row in page.first] == [
        ("Ring back", "overdue"), ("Smile", "running"), ("Learn", "running"),
    ]  # fmt: skip
    assert list(office.ask(goals.page, Query(where={"state": ("overdue",)})).ids) == [late]
    form = office.ask(goals.form_of, late)
    office.do(goals.change, late, replace(form, progress=100, state="reached", result="9 of 10"))
    assert office.ask(goals.rows, [late])[0].state == "reached"
    with pytest.raises(Stale):
        office.do(goals.change, late, form)
    with pytest.raises(Invalid, match="0 to 100"):
        office.do(goals.add, GoalForm("More", sample.clerk, progress=101))


def test_a_clerk_sets_an_own_goal_and_the_manager_sees_it(office: Office, sample: Sample) -> None:
    manager, office.who = office.who, Who(sample.clerk, "Li Na", "clerk")
    form = office.ask(goals.new)
    assert form.staff_id == sample.clerk
    id = office.do(goals.add, replace(form, title="Names")).result
    office.who = manager
    assert office.ask(goals.rows, [id])[0].staff == "Li Na"
    office.do(goals.change, id, replace(office.ask(goals.form_of, id), progress=50))


def test_what_is_found_at_the_counter_becomes_actions(
    office: Office, sample: Sample, office_path: Path
) -> None:
    form = office.ask(observations.new)
    id = office.do(observations.add, replace(form, served=14, longest_wait=11, found="No chairs")).result
    assert office.ask(observations.rows, [id])[0].actions == 0
    action = ActionForm(text="Four chairs", responsible_id=sample.clerk, due_day=TODAY - timedelta(1),
                        observation_id=id)  # fmt: skip
    office.do(actions.add, action)
    card = office.ask(observations.card, id)
    assert card is not None and [(each.text, each.staff, each.late) for each in card.actions] == [
        ("Four chairs", "Li Na", True)
    ]
    assert (card.row.actions, card.row.open) == (1, 1)
    assert list(office.ask(observations.page, Query(where={"open": ("open",)})).ids) == [id]
    with closing(sqlite3.connect(office_path)) as plain:
        found = plain.execute("select observation_id, text, responsible_id from corrective_action").fetchall()
    assert found == [(id, "Four chairs", sample.clerk)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 0},
        {"minutes": 1441},
        {"served": -1},
        {"longest_wait": -1},
        {"started": NOW + timedelta(1)},
    ],
)
def test_an_observation_that_cannot_be_is_refused(office: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        office.do(observations.add, replace(ObservationForm(NOW, 30), **wrong))  # type: ignore[arg-type]
    assert set(refused.value.fields) == set(wrong)


def test_an_edition_is_acknowledged_once_by_each_for_oneself(office: Office, sample: Sample) -> None:
    id = office.do(conduct.add, office.ask(conduct.new)).result
    manager = office.who
    for _ in range(2):
        office.do(conduct.acknowledge, id)
    row = office.ask(conduct.rows, [id])[0]
    assert (row.acknowledged, row.of, row.own) == (1, 4, NOW)
    office.who = Who(sample.clerk, "Li Na", "clerk")
    mine = office.ask(conduct.card, id)
    assert mine is not None and mine.row.own is None
    assert [each.name for each in mine.readers] == ["Li Na"]
    office.do(conduct.acknowledge, id)
    office.who = manager
    card = office.ask(conduct.card, id)
    assert card is not None
    assert {each.name: each.acknowledged for each in card.readers} == {
        "Gao Jun": None, "He Yan": None, "Li Na": NOW, "Zhou Min": NOW,
    }  # fmt: skip


def test_an_edition_that_was_acknowledged_is_not_changed_but_followed_by_another(office: Office) -> None:
    id = office.do(conduct.add, office.ask(conduct.new)).result
    form = office.ask(conduct.form_of, id)
    office.do(conduct.change, id, replace(form, edition="2026 b"))
    office.do(conduct.acknowledge, id)
    with pytest.raises(InUse, match="Make a new one"):
        office.do(conduct.change, id, replace(form, version=None))
    follows = office.ask(conduct.new)
    assert follows.text == form.text
    second = office.do(conduct.add, replace(follows, edition="2027", from_day=TODAY + timedelta(30))).result
    assert office.ask(conduct.rows, [second])[0].acknowledged == 0
    office.do(conduct.archive, id)
    with pytest.raises(InUse, match="put away"):
        office.do(conduct.acknowledge, id)


def test_signatures_on_paper_are_entered_by_the_manager_for_those_who_gave_them(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = office.do(conduct.add, office.ask(conduct.new)).result
    office.do(conduct.acknowledge, id)
    form = office.ask(conduct.signed_form, id)
    assert (set(form.staff), form.day) == ({sample.clerk, sample.plumber, sample.electrician}, TODAY)
    for wrong, field in (
        (replace(form, day=TODAY + timedelta(1)), "day"),
        (replace(form, staff=()), "staff"),
    ):
        with pytest.raises(Invalid) as refused:
            office.do(conduct.signed, id, wrong)
        assert set(refused.value.fields) == {field}
    day = date(2026, 11, 3)
    office.do(conduct.signed, id, SignedForm((sample.manager, sample.plumber), day))
    with sqlite3.connect(office_path) as file:
        kept = file.execute("select staff_id, acknowledged from conduct_receipt order by id").fetchall()
    # Midnight in Shanghai is 16:00 of the day before; who had acknowledged it at the screen stays as it was.
    assert [staff for staff, _ in kept] == [sample.manager, sample.plumber]
    assert kept[1][1].startswith("2026-11-02 16:00")
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(NotAllowed):
        office.do(conduct.signed, id, SignedForm((sample.clerk,), day))


def test_the_paper_has_the_text_and_a_line_for_each(office: Office, sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "code.pdf"
    making.write(office, "code-of-conduct", Options(), target)
    assert "No edition" in reading.text(target)
    id = office.do(conduct.add, office.ask(conduct.new)).result
    office.do(conduct.acknowledge, id)
    making.write(office, "code-of-conduct", Options(), target)
    said = reading.text(target)
    for words in ("10. We speak of customers", "Gao Jun 高军", "He Yan 何燕", "Li Na 李娜", "Zhou Min"):
        assert words in said, words
    assert said.count("Acknowledged 20 Nov") == 1
    office.who = Who(sample.clerk, "Li Na", "clerk")
    making.write(office, "code-of-conduct", Options(), target)
    assert "Gao Jun" in reading.text(target) and "Acknowledged 20 Nov" not in reading.text(target)
