"""The measures of money: what service brings, what it costs, and how much of it is under contract or for parts."""

from __future__ import annotations

from sqlalchemy import case, or_

from fmcrm_desktop.model.agreement import AgreementCharge
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.customer_value import TimeSpent
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.measures import sources as of
from fmcrm_desktop.services.measures.declared import MINUTES, MONEY, Measure, Part

_covered = or_(Charge.covered, Charge.agreement_id.is_not(None))
_revenue = Part(of.CHARGED, Charge.amount)
_agreed = AgreementCharge.amount
_brought = N_("service revenue")

MEASURES = (
    Measure(
        "service_revenue",
        N_("Service revenue"),
        N_(
            "charges dated in the period, billed or covered, and those of agreements, less what was cancelled"
        ),
        unit=MONEY,
        parts=(_revenue, Part(of.AGREED, _agreed)),
        right="money.read",
    ),
    Measure(
        "service_cost",
        N_("Service cost"),
        N_("what labour, parts and vendor bills cost on the work orders done in the period"),
        unit=MONEY,
        rising=False,
        parts=(Part(of.CHARGE_OF_DONE, Charge.cost),),
        right="money.margin",
    ),
    Measure(
        "service_surplus",
        N_("Surplus of work orders"),
        N_(
            "charges dated in the period less what they cost, covered ones and agreements' own charges left out"
        ),
        unit=MONEY,
        parts=(Part(of.CHARGED, case((Charge.covered, 0), else_=Charge.amount) - Charge.cost),),
        right="money.margin",
    ),
    Measure(
        "service_share",
        N_("Service share of revenue"),
        _brought,
        N_("service revenue and the other revenue entered for the month"),
        N_("other revenue not entered for the month"),
        parts=(Part(of.CHARGED, Charge.amount, Charge.amount), Part(of.AGREED, _agreed, _agreed)),
        worked=("other_revenue",),
        complete=True,
        right="money.read",
        made_of=MONEY,
    ),
    Measure(
        "revenue_under_contract",
        N_("Revenue under contract"),
        N_("charges of agreements, and service revenue on work orders under one"),
        _brought,
        parts=(
            Part(of.CHARGED, case((_covered, Charge.amount), else_=0), Charge.amount),
            Part(of.AGREED, _agreed, _agreed),
        ),
        right="money.read",
        made_of=MONEY,
    ),
    Measure(
        "parts_share",
        N_("Parts share"),
        N_("charges for parts"),
        _brought,
        parts=(
            Part(of.CHARGED, case((Charge.kind == "part", Charge.amount), else_=0), Charge.amount),
            Part(of.AGREED, denominator=_agreed),
        ),
        right="money.read",
        made_of=MONEY,
    ),
)


def _time(kind: str, title: str) -> Measure:
    return Measure(
        f"time_{kind}",
        title,
        N_("minutes logged in the period under this kind"),
        unit=MINUTES,
        rising=False,
        parts=(Part(of.TIME_SPENT, case((TimeSpent.kind == kind, TimeSpent.minutes), else_=0)),),
    )


TIMES = (
    _time("searching", N_("Time spent on searching")),
    _time("negotiating", N_("Time spent on negotiating")),
    _time("performing", N_("Time spent on performing")),
)
"""What transactions cost besides the work: logged under Customer value, Time spent."""
