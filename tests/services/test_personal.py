"""Personal figures: a walk over every case there is finds nothing of another's scores, self-evaluation and goals."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.behaviour import BehaviourScale, BehaviourScore
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import behaviour, complaints, exports, goals, search, self_evaluations
from fmcrm_desktop.services.gaps.board import BY, Spot
from fmcrm_desktop.services.goals import GoalForm
from fmcrm_desktop.services.observations import ObservationForm, add
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample
from tests.services.complaining import rude_guard
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


def _answers(office: Office, asked: list[tuple[str, Any, tuple[Any, ...]]]) -> Iterator[tuple[str, str]]:
    for name, case, given in asked:
        if not office.may(case):
            continue
        try:
            yield name, repr(office.ask(case, *given))
        except Exception:  # noqa: BLE001  many guesses fit no case; what matters is what is answered
            continue


@pytest.fixture
def asked(sample: Sample) -> list[tuple[str, Any, tuple[Any, ...]]]:
    """Every case by whatever guesses are of the kinds it takes."""
    staff = sample.plumber
    tries: tuple[tuple[Any, ...], ...] = (
        (), (Query(),), (Query(archived=True),), (Query(text=PART),), (1,), ([1],), (staff,), ([staff],),
        (PART,), ("Gao Jun",), ("", [1]), (PART, ()), ("staff", staff), ("goal", 1), ("goals", Query()),
        (1, staff), (staff, 1), ("staff", "Gao Jun"), (Month(NOW.year, NOW.month),),
        (NOW.date(),), (NOW - timedelta(1), NOW + timedelta(1)),
    )  # fmt: skip
    return [
        (name, case, given)
        for name, case in sorted(cases().items())
        for taken in [list(inspect.signature(case).parameters.values())[1:]]
        for given in tries
        if sum(each.default is each.empty for each in taken) <= len(given) <= len(taken)
        and all(_fits(str(each.annotation), one) for each, one in zip(taken, given, strict=False))
    ]


def _fits(kind: str, given: Any) -> bool:
    lists = "Sequence|Iterable|Collection|list|tuple"
    return bool(re.search(lists if isinstance(given, list | tuple) else type(given).__name__, kind))


def _leaks(office: Office, asked: list[tuple[str, Any, tuple[Any, ...]]]) -> set[str]:
    return {name for name, said in _answers(office, asked) if SECRET in said}


OWN = {
    "behaviour.profile", "behaviour.profile_sheet", "self_evaluations.page", "self_evaluations.rows",
    "self_evaluations.card", "goals.page", "goals.rows", "goals.form_of",
}  # fmt: skip


def test_a_walk_over_every_case_finds_nothing_of_anothers(
    office: Office, sample: Sample, personal: Who, asked: list[tuple[str, Any, tuple[Any, ...]]]
) -> None:
    assert len({name for name, _case, _given in asked}) > 900
    seen = _leaks(office, asked)
    assert seen >= OWN | {"observations.page", "observations.card"}
    assert "search.find" not in seen
    office.who = personal
    assert _leaks(office, asked) == OWN
    for other in (
        Who(sample.clerk, "Li Na", "clerk"), Who(sample.clerk, "Li Na", "dispatcher"),
        Who(sample.electrician, "He Yan", "technician"), Who(None, "Nobody", "clerk"), Who(sample.clerk, "R", "reader"),
    ):  # fmt: skip
        office.who = other
        assert _leaks(office, asked) == set(), other


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


def _refused(office: Office, case: Any, *given: Any) -> tuple[type, str]:
    with pytest.raises(Refusal) as refused:
        office.do(case, *given)
    return type(refused.value), str(refused.value)


def test_no_deed_reaches_anothers(office: Office, sample: Sample, personal: Who) -> None:
    goal, evaluation = (
        office.ask(goals.page, Query()).ids[0],
        office.ask(self_evaluations.page, Query()).ids[0],
    )
    form = office.ask(goals.form_of, goal)
    with pytest.raises(NotAllowed):
        office.do(self_evaluations.withdraw, evaluation)  # not even the manager
    office.who = Who(sample.clerk, "Li Na", "clerk")
    deeds = [(goals.change, goal, form), (goals.archive, goal), (goals.restore, goal),
             (self_evaluations.withdraw, evaluation)]  # fmt: skip
    for case, id, *given in deeds:  # not even that there is one
        told = [_refused(office, case, each, *given) for each in (id, 7777)]
        assert told == [(Missing, "This record no longer exists.")] * 2
    with pytest.raises(Invalid, match="those with the right"):
        office.do(goals.add, GoalForm("Smile", sample.plumber))
    with pytest.raises(NotAllowed):
        office.ask(behaviour.profile, sample.plumber)
    office.who = Who(None, "Nobody", "clerk")
    with pytest.raises(Refusal, match="himself or herself"):
        answered(office, answer_0="2")


GUESSES: dict[str, tuple[Any, ...]] = {
    "int": (1, 2, 3), "int | None": (None, 1, 3), "str": ("", "Gao", "complaint", "C-2611-001", "2026-11"),
    "Query": (Query(), Query(text="Gao Jun"), Query(where={"concerned": (3,)}), Query(where={"month": ("2026-11",)})),
    "Sequence[int]": ([1, 2],), "Month": (Month(2026, 11),), "Month | None": (None,), "bool": (False,),
    "Spot": tuple(Spot(by, further=True) for by in BY), "Mapping[str, Any]": ({},),
}  # fmt: skip
"""What is asked with, by the kind of each argument: more than by its place."""
ABOUT = (
    "complaints.", "gaps.", "registers.", "papers.", "timeline.", "case_book.", "search.", "actions.",
    "behaviour.", "fmcrm_desktop.services.complaints.", "fmcrm_desktop.services.gaps.",
)  # fmt: skip


def _told(office: Office) -> dict[tuple[str, str], str]:
    """Whatever a reader is told, or refused, about complaints and all that shows them."""
    found = {}
    for name, case in cases().items():
        if not name.startswith(ABOUT) or not office.may(case):  # type: ignore[arg-type]
            continue
        kinds = [str(each.annotation) for each in inspect.signature(case).parameters.values()][1:]
        for given in islice(product(*(GUESSES.get(kind, (None,)) for kind in kinds)), 6):
            try:
                said = repr(office.ask(case, *given))  # type: ignore[arg-type]
            except Exception as refused:  # noqa: BLE001  a guess that fits no case is refused alike
                said = type(refused).__name__
            found[name, repr(given)] = re.sub(r"version=\d+", "", said)
    return found


def test_whom_a_complaint_is_about_changes_nothing_that_a_reader_is_told(
    office: Office, sample: Sample
) -> None:
    form = rude_guard(sample)
    form.concerned_id = None
    id = office.do(complaints.register, form).result
    manager, reader = office.who, Who(sample.clerk, "Li Na", "reader")
    office.who = reader
    before = _told(office)
    office.who = manager
    form = office.ask(complaints.form_of, id)
    form.concerned_id = sample.plumber
    office.do(complaints.change, id, form)
    office.who = reader
    after = _told(office)
    assert [each for each in before if before[each] != after[each]] == []
    office.who = manager
    assert "Gao Jun" in repr(office.ask(complaints.card, id))
