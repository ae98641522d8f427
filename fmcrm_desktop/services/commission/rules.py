"""The rules of commission: who is paid for what, from when until when."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import COMMISSION_BASES, CommissionRule
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.parts import minor
from fmcrm_desktop.store.work import Work


@dataclass
class RuleForm:
    """A rule; the most particular one holds: somebody's own, then that of a category."""

    name: Annotated[str, Field(N_("Name of the rule"), longest=80, required=True)] = ""
    basis: Annotated[str, Field(N_("Paid by"), choices=COMMISSION_BASES, required=True)] = "labour"
    percent: Annotated[Decimal | None, Field(N_("Percent"), hint=N_("Such as 12.5"))] = None
    fixed: Annotated[Money | None, Field(N_("Amount for each order"))] = None
    staff_id: Annotated[int | None, Field(N_("Whose"), pick="staff", hint=N_("Empty: everybody's"))] = None
    category_id: Annotated[
        int | None, Field(N_("Category"), pick="order_category", hint=N_("Empty: all of them"))
    ] = None
    from_day: Annotated[date | None, Field(N_("Orders done from"))] = None
    until_day: Annotated[date | None, Field(N_("Orders done until"))] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list; ``percent`` in hundredths of a percent."""

    id: int
    name: str
    basis: str
    percent: int
    fixed: int
    staff: str
    staff_other: str
    category: str
    category_other: str
    from_day: date | None
    until_day: date | None
    archived: bool


def _columns() -> Any:
    it = CommissionRule
    return (
        select(
            it.id, it.name, it.basis, it.percent, it.fixed, Staff.name, Staff.other_name, Category.name,
            Category.other_name, it.from_day, it.until_day, it.archived.is_not(None),
        )
        .outerjoin(Staff, Staff.id == it.staff_id)
        .outerjoin(Category, Category.id == it.category_id)
        .order_by(it.name, it.id)
    )  # fmt: skip


def _row(row: Any) -> RuleRow:
    plain: list[Any] = [value if value is not None or at in (9, 10) else "" for at, value in enumerate(row)]
    return RuleRow(*plain)


@needs("money.margin")
def rule_page(work: Work, query: Query) -> Page[RuleRow]:
    """The rules by name, narrowed by the words typed: there are few."""
    gone = CommissionRule.archived
    words = fold(query.text).split()
    found = [_row(row) for row in work.rows(
        _columns().where(gone.is_not(None) if query.archived else gone.is_(None))
    )]  # fmt: skip
    kept = [
        row for row in found if all(says(f"{row.name} {row.staff} {row.category}", word) for word in words)
    ]
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("money.margin")
def rule_rows(work: Work, ids: Sequence[int]) -> list[RuleRow]:
    """The rows of these rules, in this order."""
    found = [_row(row) for row in work.rows(_columns().where(CommissionRule.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("money.margin")
def add_rule(work: Work, form: RuleForm) -> int:
    """A new rule; closed months stay as they are."""
    return work.add(CommissionRule(**_values(form))).id


@needs("money.margin")
def rule_form(work: Work, id: int) -> RuleForm:
    """A rule as it stands, with the version seen."""
    it = work.get(CommissionRule, id)
    fixed = it.basis == "fixed"
    return RuleForm(
        it.name, it.basis, None if fixed else (Decimal(it.percent) / 100).normalize() + 0,
        Money(it.fixed, settings.get(work, "office.currency")) if fixed else None, it.staff_id, it.category_id,
        it.from_day, it.until_day, it.version,
    )  # fmt: skip


@needs("money.margin")
def change_rule(work: Work, id: int, form: RuleForm) -> int:
    """Correct a rule; closed months stay as they are."""
    it = work.get(CommissionRule, id, seen=form.version)
    for name, value in _values(form).items():
        setattr(it, name, value)
    return id


@needs("money.margin")
def archive_rule(work: Work, id: int) -> int:
    """A rule holds no more."""
    work.archive(work.get(CommissionRule, id))
    return id


@needs("money.margin")
def restore_rule(work: Work, id: int) -> int:
    """A rule holds again."""
    work.restore(work.get(CommissionRule, id))
    return id


def _values(form: RuleForm) -> dict[str, Any]:
    check(form)
    if form.from_day and form.until_day and form.from_day > form.until_day:
        raise Invalid(until_day=N_("The end must be after the start."))
    percent = 0
    if form.basis == "fixed":
        if form.fixed is None:
            raise Invalid(fixed=N_("Fill in this field."))
    else:
        hundredths = (form.percent or Decimal(0)) * 100
        if hundredths != hundredths.to_integral_value() or not 0 < hundredths <= 100 * 100:
            raise Invalid(percent=N_("A percentage lies between 0 and 100, with two decimals at most."))
        percent = int(hundredths)
    return {
        "name": form.name, "basis": form.basis, "percent": percent,
        "fixed": minor("fixed", form.fixed) if form.basis == "fixed" else 0, "staff_id": form.staff_id,
        "category_id": form.category_id, "from_day": form.from_day, "until_day": form.until_day,
    }  # fmt: skip
