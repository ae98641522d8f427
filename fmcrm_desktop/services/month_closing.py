"""Closing a month: its figures are frozen with the records behind them; opened again only for a reason. And what the
manager enters for a month or a measure: other revenue, targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import select

from fmcrm_desktop.model.closed_month import ClosedMonth, FrozenMeasure
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.figure_words import MINUTES, MONEY, SHARE
from fmcrm_desktop.model.money import Money, decimals, parse
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.put_down import packed, put_down
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.typed_minutes import minutes_of, shown
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import measures, monthly, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.measures import TARGETS, frozen, given_now
from fmcrm_desktop.services.measures.counting import Period
from fmcrm_desktop.services.measures.declared import Measure
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.staffed import OTHER_REVENUE
from fmcrm_desktop.store.work import Work


@dataclass
class CloseForm:
    """The last look before a month is frozen."""

    checked: Annotated[bool, Field(N_("I have looked through the figures"))] = False


@dataclass
class ReopenForm:
    """Why a closed month is opened again."""

    why: Annotated[str, Field(N_("Why"), longest=1000, lines=3, required=True)] = ""


@dataclass
class RevenueForm:
    """What the office took in a month that is no service: management fees, parking, rent."""

    amount: Annotated[Money | None, Field(N_("Other revenue"), hint=N_("Empty: not entered"))] = None


@dataclass
class TargetForm:
    """What a measure is to reach."""

    target: Annotated[str, Field(N_("Target"), longest=20, hint=N_("Empty: no target"))] = ""


@needs("office.settings")
def close(work: Work, month: str, form: CloseForm | None = None) -> int:
    """Freeze a month that is over. Raises Refusal."""
    it = Month.read(month)
    if form is not None and not form.checked:
        raise Invalid(checked=N_("Look through the figures first, and tick here."))
    if it >= Month.of(work.now, work.zone):
        raise Refusal(N_("{month} is not over yet."), month=month)
    if frozen.of(work, it) is not None:
        raise Refusal(N_("{month} is closed already."), month=month)
    sheet = monthly.sheet(work, it)
    found = sheet.figures
    made = work.add(
        ClosedMonth(
            month=month, closed=work.now, staff_id=work.who.staff_id, sheet=packed(put_down(sheet)),
            flows=frozen.flows(found.complaints, found.orders),
        )
    )  # fmt: skip
    period = Period.of(work, it)
    work.add_many(
        FrozenMeasure,
        [
            frozen.record_row(made.id, name, figure, given_now(work, period, BY_NAME[name]))
            for name, figure in found.measures.items()
        ],
    )
    return made.id


@needs("office.settings")
def reopen(work: Work, month: str, form: ReopenForm) -> int:
    """Count a closed month anew from now on, for a reason. Raises Refusal."""
    check(form)
    found = work.value(
        select(ClosedMonth.id).where(ClosedMonth.month == month, ClosedMonth.archived.is_(None))
    )
    if found is None:
        raise Refusal(N_("{month} is not closed."), month=month)
    it = work.get(ClosedMonth, found)
    it.why = form.why
    work.archive(it)
    return it.id


@needs("office.settings")
def revenue_form(work: Work, month: str) -> RevenueForm:
    """What was entered for a month."""
    amount = settings.get(work, OTHER_REVENUE).get(str(Month.read(month)))
    return RevenueForm(None if amount is None else Money(amount, settings.get(work, "office.currency")))


@needs("office.settings")
def enter_revenue(work: Work, month: str, form: RevenueForm) -> None:
    """Enter other revenue of a month that is not closed. Raises Refusal."""
    check(form)
    it = Month.read(month)
    if frozen.of(work, it) is not None:
        raise Refusal(N_("{month} is closed already."), month=month)
    kept = {key: value for key, value in settings.get(work, OTHER_REVENUE).items() if key != str(it)}
    if form.amount is not None:
        kept[str(it)] = form.amount.minor
    settings.put(work, **{OTHER_REVENUE: kept})


@needs("office.settings")
def target_form(work: Work, name: str) -> TargetForm:
    """A measure's target as one types it: 95 for 95 %, 4:00 for minutes, an amount of money, else a number."""
    target = measures.targets_of(work)[name]
    return TargetForm("" if target is None else _typed(work, BY_NAME[name], target))


@needs("office.settings")
def set_target(work: Work, name: str, form: TargetForm) -> None:
    """Keep a measure's target; months that are closed keep theirs. Raises Invalid(target)."""
    check(form)
    text = form.target.strip()
    kept = settings.get(work, TARGETS) | {name: _read(work, BY_NAME[name], text) if text else None}
    settings.put(work, **{TARGETS: kept})


def _typed(work: Work, measure: Measure, target: float) -> str:
    if measure.unit == MINUTES:
        return shown(round(target))
    if measure.unit == MONEY:
        return f"{target / 10 ** decimals(settings.get(work, 'office.currency')):g}"
    return f"{target * 100:.10g}" if measure.unit == SHARE else f"{target:.10g}"


def _read(work: Work, measure: Measure, text: str) -> float:
    try:
        if measure.unit == MINUTES:
            return minutes_of(text)
        if measure.unit == MONEY:
            return parse(text, settings.get(work, "office.currency")).minor
    except Refusal as refusal:
        raise Invalid(target=refusal) from None
    try:
        value = float(text.removesuffix("%").replace(",", "."))
    except ValueError:
        value = -1
    if not 0 <= value <= (100 if measure.unit == SHARE else 1e9):
        raise Invalid(target=Refusal(N_("“{typed}” is no such number."), typed=text))
    return value / 100 if measure.unit == SHARE else value
