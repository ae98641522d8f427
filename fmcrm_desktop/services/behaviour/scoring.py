"""Scoring somebody on all scales at once, each score with its note and the cases it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, make_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.behaviour import HIGHEST_SCORE, BehaviourScale, BehaviourScore, ScoreCase
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import complaints, personal, work_orders
from fmcrm_desktop.services.behaviour import scales
from fmcrm_desktop.services.behaviour.scales import ScaleRow
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

KINDS = ("complaint", "commendation", "order")
"""What a score may rest on. A picker of all three gives its answers the number 3 × id + place in here."""
MARKS = {str(mark): str(mark) for mark in range(1, HIGHEST_SCORE + 1)}
OFFERED = 8


@dataclass
class ScoringForm:
    """Somebody on a day; the scales follow as fields of their own (``scoring_form``): score_7, note_7, cases_7."""

    staff_id: Annotated[int | None, Field(N_("Staff"), pick="staff", required=True)] = None
    day: Annotated[date | None, Field(N_("Date"), required=True)] = None


Named = tuple[int, str, str, str]
"""A scale as a form names it: id, name, low end, high end, in one language."""


@cache
def scoring_form(named: tuple[Named, ...]) -> type[ScoringForm]:
    """The form class for these scales."""
    made: list[tuple[str, Any, Any]] = []
    for id, name, low, high in named:
        ends = f"1: {low} — {HIGHEST_SCORE}: {high}"
        made += [
            (f"score_{id}", Annotated[str, Field(N_("Score"), choices=MARKS, group=name, below=ends)], ""),
            (f"note_{id}", Annotated[str, Field(N_("Note"), longest=1000, beside=True)], ""),
            (
                f"cases_{id}",
                Annotated[tuple[int, ...], Field(N_("Cases it rests on"), pick="evidence", beside=True)],
                (),
            ),
        ]
    return make_dataclass("ScaledForm", made, bases=(ScoringForm,))


@dataclass(frozen=True)
class Scoring:
    """What a form to score somebody begins with."""

    scales: tuple[ScaleRow, ...]
    staff_id: int | None
    day: date


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody in the list of profiles; ``scored`` of ``scales`` have a score, the last one of ``day``."""

    id: int
    name: str
    other_name: str
    trade: str
    scored: int
    scales: int
    day: date | None
    archived: bool


def _staff(work: Work, *criteria: Any) -> list[StaffRow]:
    live = BehaviourScale.archived.is_(None)
    counted = (
        select(
            BehaviourScore.staff_id, func.count(BehaviourScore.scale_id.distinct()), func.max(BehaviourScore.day)
        )
        .join(BehaviourScale, BehaviourScale.id == BehaviourScore.scale_id)
        .where(BehaviourScore.archived.is_(None), live, personal.seen(work, BehaviourScore.staff_id))
        .group_by(BehaviourScore.staff_id)
    )  # fmt: skip
    found = {id: (int(many), day) for id, many, day in work.rows(counted)}
    of = int(work.value(select(func.count()).select_from(BehaviourScale).where(live)))
    chosen = (
        select(Staff.id, Staff.name, Staff.other_name, Staff.trade, Staff.archived.is_not(None))
        .where(personal.seen(work, Staff.id), Staff.vendor.is_(False), *criteria)
        .order_by(Staff.name, Staff.id)
    )
    return [
        StaffRow(id, name, other, trade, *_counted(found.get(id), of), away)
        for id, name, other, trade, away in work.rows(chosen)
    ]


def _counted(known: tuple[int, date | None] | None, of: int) -> tuple[int, int, date | None]:
    many, day = known or (0, None)
    return many, of, day


@needs("office.read")
def staff_page(work: Work, query: Query) -> Page[StaffRow]:
    """Those whose profile may be seen: oneself, or everybody for those with the right."""
    away = Staff.archived
    found = _staff(work, away.is_not(None) if query.archived else away.is_(None))
    return few(query, found, lambda row: f"{row.name} {row.other_name} {row.trade}")


@needs("office.read")
def staff_rows(work: Work, ids: Sequence[int]) -> list[StaffRow]:
    """The rows of these staff, in this order, of those that may be seen."""
    return in_order(ids, _staff(work, Staff.id.in_(ids)), lambda row: row.id)


@needs("quality.staff")
def scoring(work: Work, staff_id: int | None = None) -> Scoring:
    """What is needed to score somebody today."""
    live = scales.listed(work, BehaviourScale.archived.is_(None))
    if not live:
        raise Refusal(N_("There are no scales yet. Add the twelve scales first."))
    return Scoring(tuple(live), staff_id, today_of(work))


@needs("quality.staff")
def score(work: Work, form: ScoringForm) -> int:
    """Keep the scores given; scales left out stay as they are. Gives the id of the person scored."""
    check(form)
    assert form.staff_id is not None and form.day is not None
    if form.day > today_of(work):
        raise Invalid(day=N_("This day is still to come."))
    work.get(Staff, form.staff_id)
    live = [row.id for row in scales.listed(work, BehaviourScale.archived.is_(None))]
    asked = [id for id in live if hasattr(form, f"score_{id}")]
    bare = [id for id in asked if not getattr(form, f"score_{id}") and _said(form, id)]
    if bare:
        raise Invalid(
            **{f"score_{id}": N_("Give a score to what you write, or take it away.") for id in bare}
        )
    given = [id for id in asked if getattr(form, f"score_{id}")]
    if not given:
        raise Invalid(**{f"score_{id}": N_("Score at least one scale.") for id in asked[:1]})
    for id in given:
        _keep(work, form, id)
    return form.staff_id


def _said(form: ScoringForm, id: int) -> bool:
    return bool(getattr(form, f"note_{id}") or getattr(form, f"cases_{id}"))


def _keep(work: Work, form: ScoringForm, scale: int) -> None:
    made = work.add(
        BehaviourScore(
            staff_id=form.staff_id, scale_id=scale, day=form.day, score=int(getattr(form, f"score_{scale}")),
            by_id=work.who.staff_id, note=getattr(form, f"note_{scale}"),
        )
    )  # fmt: skip
    for coded in dict.fromkeys(getattr(form, f"cases_{scale}")):
        id, kind = divmod(coded, len(KINDS))
        work.add(ScoreCase(score_id=made.id, **{f"{KINDS[kind]}_id": id}))


@needs("quality.staff")
def take_back(work: Work, id: int) -> int:
    """A score was given by mistake; gives the person's id."""
    it = work.get(BehaviourScore, id)
    work.archive(it)
    return it.staff_id


@needs("quality.staff")
def evidence(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """For the picker of cases: complaints, commendations and work orders by number or words."""
    found = []
    for at, case in enumerate(_CASES):
        wanted = [id // len(KINDS) for id in ids if id % len(KINDS) == at]
        some = case(work, text, wanted) if wanted or not ids else []
        found += [Choice(each.id * len(KINDS) + at, each.text, each.more) for each in some]
    return found if ids else found[: OFFERED * len(KINDS)]


def _commendations(work: Work, text: str, ids: Sequence[int]) -> list[Choice]:
    wanted = list(ids) or search.refs(work, text, "commendation", limit=OFFERED)
    columns = select(Commendation.id, Commendation.number, Commendation.own_words)
    chosen = columns.where(Commendation.id.in_(wanted)).order_by(Commendation.id.desc())
    return [Choice(id, number, words) for id, number, words in work.rows(chosen)]


_CASES: tuple[Callable[[Work, str, Sequence[int]], list[Choice]], ...] = (
    complaints.choices,
    _commendations,
    work_orders.choices,
)
"""Where the cases of KINDS are found."""
