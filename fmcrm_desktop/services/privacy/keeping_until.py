"""How long calls and prospects keep names and numbers: what is older is offered for erasure, never erased by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import ColumnElement, and_, func, or_, select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.prospect import Lead, LeadStep
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep
from fmcrm_desktop.services.privacy import belonging
from fmcrm_desktop.services.privacy.erasing import Erased, blank
from fmcrm_desktop.store.trail import HIDDEN
from fmcrm_desktop.store.work import Work

MOST = 240


@dataclass
class RetentionForm:
    """After how many months each is offered; 0: never."""

    calls: Annotated[int, Field(N_("Calls, months"))] = 0
    prospects: Annotated[int, Field(N_("Prospects, months"))] = 0


@dataclass(frozen=True)
class Old:
    """How many calls and prospects are older than the days; None where none are offered."""

    calls: int
    prospects: int
    calls_before: date | None
    prospects_before: date | None


@needs("office.read")
def retention(work: Work) -> RetentionForm:
    return RetentionForm(settings.get(work, "keep.calls_months"), settings.get(work, "keep.prospects_months"))


@needs("office.settings")
def keep_retention(work: Work, form: RetentionForm) -> None:
    """Keep the ages. Raises Invalid."""
    check(form)
    for name, months in (("calls", form.calls), ("prospects", form.prospects)):
        if not 0 <= months <= MOST:
            raise Invalid(**{name: N_("Between 0 and 240 months.")})
    keep(work, {"keep.calls_months": form.calls, "keep.prospects_months": form.prospects})


@needs("office.settings")
def old(work: Work) -> Old:
    """What is old enough to be erased and was not yet."""
    form = retention(work)
    calls, prospects = _before(work, form.calls), _before(work, form.prospects)
    return Old(
        work.value(select(func.count()).select_from(Call).where(_old_calls(work, calls))) if calls else 0,
        work.value(select(func.count()).select_from(Lead).where(_old_leads(work, prospects)))
        if prospects
        else 0,
        calls,
        prospects,
    )


@needs("office.settings")
def erase_old(work: Work) -> Erased:
    """Take names, numbers and words out of what is old: calls are still counted, prospects too. Not to be undone."""
    form = retention(work)
    rows: belonging.Rows = {}
    if calls := _before(work, form.calls):
        rows |= belonging.of_calls(work, work.column(select(Call.id).where(_old_calls(work, calls))))
    if prospects := _before(work, form.prospects):
        for lead in work.column(select(Lead.id).where(_old_leads(work, prospects))):
            for name, ids in belonging.of_lead(work, lead).items():
                rows[name] = rows.get(name, set()) | ids
    return blank(work, rows)


def _before(work: Work, months: int) -> date | None:
    """The first day of the month so many before this one."""
    return Month.of(work.now, work.zone).plus(-months).first if months else None


def _old_calls(work: Work, before: date) -> ColumnElement[bool]:
    says = [column.not_in(("", HIDDEN)) for column in (Call.number, Call.notes, Call.topic)]
    return and_(Call.started < day_start(before, work.zone), or_(*says))


def _old_leads(work: Work, before: date) -> ColumnElement[bool]:
    """Nobody the office knows otherwise, entered, closed and last spoken to before the day."""
    moment = day_start(before, work.zone)
    later = select(LeadStep.id).where(LeadStep.lead_id == Lead.id, LeadStep.moment >= moment).exists()
    closed = or_(Lead.closed.is_(None), Lead.closed < moment)
    return and_(Lead.person_id.is_(None), Lead.entered < moment, closed, ~later, Lead.name != HIDDEN)
