"""The scales behaviour is scored on: the twelve to begin with, changed and added to as the office likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.behaviour.ready import TWELVE
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work


@dataclass
class ScaleForm:
    """A scale with what 1 and 7 look like."""

    name: Annotated[str, Field(N_("Scale"), longest=80, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=80)] = ""
    position: Annotated[int | None, Field(N_("Place in the order"), hint=N_("Empty: at the end"))] = None
    low: Annotated[str, Field(N_("1: loses customers"), longest=400, lines=3, required=True)] = ""
    other_low: Annotated[str, Field(N_("1 in the other language"), longest=400, lines=3)] = ""
    high: Annotated[str, Field(N_("7: exemplary"), longest=400, lines=3, required=True)] = ""
    other_high: Annotated[str, Field(N_("7 in the other language"), longest=400, lines=3)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """A scale in the list."""

    id: int
    position: int
    name: str
    other_name: str
    low: str
    other_low: str
    high: str
    other_high: str
    archived: bool
    lost: int | None = None
    at_risk: int | None = None
    """Complaints that name this behaviour for a customer lost, or at risk; None for who may not read complaints."""


_NAMES = ("name", "other_name", "low", "other_low", "high", "other_high")


def listed(work: Work, *criteria: Any) -> list[ScaleRow]:
    """The scales in their order."""
    columns = [getattr(BehaviourScale, name) for name in _NAMES]
    chosen = select(
        BehaviourScale.id, BehaviourScale.position, *columns, BehaviourScale.archived.is_not(None)
    )
    order = (BehaviourScale.position, BehaviourScale.id)
    found = [ScaleRow(*row) for row in work.rows(chosen.where(*criteria).order_by(*order))]
    if not work.who.may("complaint.read"):
        return found
    losses = _losses(work)
    return [
        replace(row, lost=losses.get((row.id, "lost"), 0), at_risk=losses.get((row.id, "at_risk"), 0))
        for row in found
    ]


def _losses(work: Work) -> dict[tuple[int, str], int]:
    """How many complaints blame each scale for each loss."""
    it = Complaint
    counted = (
        select(it.scale_id, it.loss, func.count())
        .where(it.scale_id.is_not(None), it.loss != "", it.archived.is_(None), it.state != "withdrawn")
        .group_by(it.scale_id, it.loss)
    )
    return {(scale, loss): count for scale, loss, count in work.rows(counted)}


@needs("office.read")
def scale_page(work: Work, query: Query) -> Page[ScaleRow]:
    """The scales, narrowed by the words typed."""
    gone = BehaviourScale.archived
    found = listed(work, gone.is_not(None) if query.archived else gone.is_(None))
    return few(query, found, lambda row: " ".join(getattr(row, name) for name in _NAMES))


@needs("office.read")
def scale_rows(work: Work, ids: Sequence[int]) -> list[ScaleRow]:
    """The rows of these scales, in this order."""
    return in_order(ids, listed(work, BehaviourScale.id.in_(ids)), lambda row: row.id)


@needs("quality.staff")
def add_twelve(work: Work) -> int:
    """The ready scales; those whose name is there already are left out. Gives how many were added."""
    known = {name for row in listed(work) for name in (row.name, row.other_name)}
    first = 1 if settings.get(work, "office.language") == CHINESE else 0
    fresh = [each for each in TWELVE if not known & set(each[0])]
    for each in fresh:
        (name, other), (low, other_low), (high, other_high) = (
            (text[first], text[1 - first]) for text in each
        )
        add_scale(work, ScaleForm(name, other, None, low, other_low, high, other_high))
    return len(fresh)


@needs("quality.staff")
def add_scale(work: Work, form: ScaleForm) -> int:
    """A new scale."""
    check(form)
    last = work.value(select(func.max(BehaviourScale.position)))
    return work.add(BehaviourScale(position=_place(form, (last or 0) + 1), **_texts(form))).id


@needs("office.read")
def scale_form(work: Work, id: int) -> ScaleForm:
    it = work.get(BehaviourScale, id)
    return ScaleForm(**{name: getattr(it, name) for name in _NAMES}, position=it.position, version=it.version)


@needs("quality.staff")
def change_scale(work: Work, id: int, form: ScaleForm) -> int:
    """Put a scale in other words, or at another place."""
    check(form)
    it = work.get(BehaviourScale, id, seen=form.version)
    for name, text in _texts(form).items():
        setattr(it, name, text)
    it.position = _place(form, it.position)
    return id


@needs("quality.staff")
def archive_scale(work: Work, id: int) -> int:
    """Score on it no more; what was scored stays, and is seen again when it is restored."""
    work.archive(work.get(BehaviourScale, id))
    return id


@needs("quality.staff")
def restore_scale(work: Work, id: int) -> int:
    work.restore(work.get(BehaviourScale, id))
    return id


def _texts(form: ScaleForm) -> dict[str, str]:
    return {name: getattr(form, name) for name in _NAMES}


def _place(form: ScaleForm, usual: int) -> int:
    if form.position is None:
        return usual
    if not 1 <= form.position <= 999:
        raise Invalid(position=N_("A number from 1 to 999."))
    return form.position
