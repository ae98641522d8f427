"""Personal figures: a walk over every case there is finds nothing of another's scores, self-evaluation and goals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.behaviour import BehaviourScale, BehaviourScore
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import behaviour, exports, goals, search, self_evaluations
from fmcrm_desktop.services.goals import GoalForm
from fmcrm_desktop.services.observations import ObservationForm, add
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample
from tests.services.test_rights import cases

SECRET = "zanzibar"
"""Stands in all that is personal to the plumber, and nowhere else."""
PART = SECRET[:3]
"""What is asked for: an answer that repeats the question says nothing."""


@needs("quality.staff")
def _score(work: Work, staff: int) -> None:
    scale = work.add(BehaviourScale(name="Greeting"))
    day = work.now.date()
    work.add(BehaviourScore(staff_id=staff, scale_id=scale.id, day=day, score=2, note=f"{SECRET} score"))


def answered(office: Office, **given: str) -> int:
    """Whoever is signed in answers the first questions; ``given`` by place: answer_0="4"."""
    asked = office.ask(self_evaluations.questions_now)
    form = self_evaluations.answer_form(tuple((each.id, each.group, each.text) for each in asked))
    fields = {
        f"answer_{asked[int(name.partition('_')[2])].id}" if name != "note" else name: value
        for name, value in given.items()
    }
    return int(office.do(self_evaluations.answer, form(**fields)).result)


@pytest.fixture
def personal(office: Office, sample: Sample) -> Who:
    """Everything personal there can be to the plumber."""
    office.do(self_evaluations.add_ready)
    office.do(_score, sample.plumber)
    manager, office.who = office.who, Who(sample.plumber, "Gao Jun", "technician")
    answered(office, answer_0="2", note=f"{SECRET} evaluation")
    office.do(goals.add, GoalForm(f"{SECRET} goal", sample.plumber))
    plumber, office.who = office.who, manager
    office.do(add, ObservationForm(NOW, 30, found=f"{SECRET} counter", manager_id=manager.staff_id))
    return plumber


def _answers(office: Office, sample: Sample) -> Iterator[tuple[str, str]]:
    staff = sample.plumber
    tries: tuple[tuple[Any, ...], ...] = (
        (), (Query(),), (Query(archived=True),), (Query(text=PART),), (1,), ([1],), (staff,), ([staff],),
        (PART,), ("Gao Jun",), ("", [1]), (PART, ()), ("staff", staff), ("goal", 1), ("goals", Query()),
        (NOW.date(),), (NOW - timedelta(1), NOW + timedelta(1)),
    )  # fmt: skip
    for name, case in sorted(cases().items()):
        if not office.may(case):  # type: ignore[arg-type]
            continue
        for given in tries:
            try:
                yield name, repr(office.ask(case, *given))  # type: ignore[arg-type]
            except Exception:  # noqa: BLE001  most guesses fit no case; what matters is what is answered
                continue


def _leaks(office: Office, sample: Sample) -> set[str]:
    return {name for name, said in _answers(office, sample) if SECRET in said}


OWN = {
    "behaviour.profile", "behaviour.profile_sheet", "self_evaluations.page", "self_evaluations.rows",
    "self_evaluations.card", "goals.page", "goals.rows", "goals.form_of",
}  # fmt: skip


def test_a_walk_over_every_case_finds_nothing_of_anothers(
    office: Office, sample: Sample, personal: Who
) -> None:
    seen = _leaks(office, sample)
    assert seen >= OWN | {"observations.page", "observations.card"}
    assert "search.find" not in seen
    office.who = personal
    assert _leaks(office, sample) == OWN
    for other in (
        Who(sample.clerk, "Li Na", "clerk"), Who(sample.clerk, "Li Na", "dispatcher"),
        Who(sample.electrician, "He Yan", "technician"), Who(None, "Nobody", "clerk"), Who(sample.clerk, "R", "reader"),
    ):  # fmt: skip
        office.who = other
        assert _leaks(office, sample) == set(), other


def test_no_search_document_and_no_export_holds_them(office: Office, sample: Sample, personal: Who) -> None:
    assert list(office.ask(search.find, SECRET)) == []
    assert not {"goal", "behaviour_score", "self_evaluation"} & set(exports.kinds())


def test_the_paper_of_another_is_refused_and_the_own_one_comes(
    office: Office, sample: Sample, personal: Who, tmp_path: Path
) -> None:
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(NotAllowed):
        making.write(office, "behaviour-profile", Options(number="Gao Jun"), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
    office.who = personal
    making.write(office, "behaviour-profile", Options(), tmp_path / "a.pdf")
    said = reading.text(tmp_path / "a.pdf")
    assert "Gao Jun" in said and "2 of 7" in said and "without evidence" in said


def test_no_deed_reaches_anothers(office: Office, sample: Sample, personal: Who) -> None:
    goal, evaluation = (
        office.ask(goals.page, Query()).ids[0],
        office.ask(self_evaluations.page, Query()).ids[0],
    )
    form = office.ask(goals.form_of, goal)
    with pytest.raises(NotAllowed):
        office.do(self_evaluations.withdraw, evaluation)  # not even the manager
    office.who = Who(sample.clerk, "Li Na", "clerk")
    for deed in ((goals.change, goal, form), (goals.archive, goal), (goals.restore, goal),
                 (self_evaluations.withdraw, evaluation)):  # fmt: skip
        with pytest.raises(NotAllowed):
            office.do(*deed)
    with pytest.raises(Invalid, match="those with the right"):
        office.do(goals.add, GoalForm("Smile", sample.plumber))
    with pytest.raises(NotAllowed):
        office.ask(behaviour.profile, sample.plumber)
    office.who = Who(None, "Nobody", "clerk")
    with pytest.raises(Refusal, match="himself or herself"):
        answered(office, answer_0="2")
