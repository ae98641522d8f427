"""Filters of a report as criteria: what was typed is read by the column's kind and bound as a value, never as SQL."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, func, literal, not_, or_, true

from fmcrm_desktop.model.money import parse
from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.own_report import (
    CHOICE,
    DATES,
    DAY,
    DECIMAL,
    MONEY,
    NAMED,
    TAKES,
    TEXT,
    TICK,
    Condition,
)
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.services import own_values
from fmcrm_desktop.services.own_reports.declared import Column, Scope, written

MOST_DAYS = 36_500
_MOST = 10**15


def criterion(scope: Scope, column: Column, condition: Condition, currency: str) -> ColumnElement[bool]:
    """The criterion of a filter; raises Refusal for a value that is none of its kind."""
    values = tuple(value.strip() for value in condition.values)
    wanted = TAKES.get(condition.comparison, 0)
    values = values[:wanted] if wanted != 1 or column.kind not in (TEXT, NAMED, CHOICE) else values
    if len(values) < wanted or not all(values):
        raise Refusal(
            N_("The filter on “{column}” has no value yet. Fill it in or take it out."),
            column=Term(column.title),
        )
    sql = written(column.sql, scope)
    made: ColumnElement[bool]
    if column.kind == TICK:
        made = sql.is_(true()) if condition.comparison == "yes" else sql.is_not(true())
        return made
    if column.kind in (TEXT, NAMED, CHOICE):
        return _of_text(scope, column, sql, (condition.comparison, values))
    if condition.comparison in ("empty", "filled"):
        made = sql.is_(None) if condition.comparison == "empty" else sql.is_not(None)
        return made
    if column.kind in DATES:
        return _of_days(scope, column, sql, (condition.comparison, values))
    return _of_figures(column, sql, condition.comparison, [_number(column, one, currency) for one in values])


def _of_text(
    scope: Scope, column: Column, sql: Any, asked: tuple[str, tuple[str, ...]]
) -> ColumnElement[bool]:
    comparison, values = asked
    sides = [func.coalesce(sql, "")]
    if column.kind == NAMED:
        sides.append(func.coalesce(written(column.other, scope), ""))
    if comparison in ("empty", "filled"):
        return sides[0] == "" if comparison == "empty" else sides[0] != ""
    if column.kind == CHOICE:
        for value in values:
            if value not in column.words:
                raise Refusal(
                    N_("“{value}” is none of the choices of “{column}”."),
                    value=value,
                    column=Term(column.title),
                )
    found = or_(*(_like(side, comparison, value) for side in sides for value in values))
    return not_(found) if comparison in ("is_not", "lacks") else found


def _like(side: Any, comparison: str, value: str) -> ColumnElement[bool]:
    if comparison in ("has", "lacks"):
        made: ColumnElement[bool] = side.icontains(value, autoescape=True)
    elif comparison == "begins":
        made = side.istartswith(value, autoescape=True)
    else:
        made = func.lower(side) == func.lower(value)
    return made


def _of_figures(column: Column, sql: Any, comparison: str, numbers: list[Any]) -> ColumnElement[bool]:
    first, *rest = numbers if column.kind == DECIMAL else [literal(one, BigInteger()) for one in numbers]
    if comparison == "between":
        return and_(sql >= first, sql <= rest[0])
    if comparison == "is_not":
        return or_(sql.is_(None), sql != first)
    made: ColumnElement[bool] = {"is": sql.__eq__, "least": sql.__ge__, "most": sql.__le__}[comparison](first)
    return made


def _number(column: Column, typed: str, currency: str) -> int | float:
    if column.kind == MONEY:
        return parse(typed, currency).minor
    figure = Decimal(own_values.read("number", typed))
    if column.kind == DECIMAL:
        return float(figure)
    scaled = figure.scaleb(column.scale)
    if abs(scaled) >= _MOST:
        raise Refusal(N_("This is not a number."))
    if scaled != scaled.to_integral_value():
        raise Refusal(N_("“{typed}” has too many decimal places for “{column}”."), typed=typed,
                      column=Term(column.title))  # fmt: skip
    return int(scaled)


def _of_days(
    scope: Scope, column: Column, sql: Any, asked: tuple[str, tuple[str, ...]]
) -> ColumnElement[bool]:
    first, last = span(asked[0], asked[1], scope.today)
    if column.kind == DAY:
        lower, upper = first, last
        found = [sql >= lower] if lower else []
        return and_(true(), *found, *([sql <= upper] if upper else []))
    since = [sql >= day_start(first, scope.zone)] if first else []
    until = [sql < day_start(last + timedelta(1), scope.zone)] if last else []
    return and_(true(), *since, *until)


def span(comparison: str, values: tuple[str, ...], today: date) -> tuple[date | None, date | None]:
    """The first and the last day that are meant, both inclusive; None where it is open."""
    month, year = Month(today.year, today.month), today.year
    monday = today - timedelta(today.weekday())
    named = {
        "today": (today, today), "this_week": (monday, monday + timedelta(6)),
        "this_month": (month.first, month.last),
        "last_month": (month.plus(-1).first, month.plus(-1).last),
        "this_year": (date(year, 1, 1), date(year, 12, 31)),
        "last_year": (date(year - 1, 1, 1), date(year - 1, 12, 31)),
    }  # fmt: skip
    if comparison in named:
        return named[comparison]
    if comparison in ("last_days", "next_days"):
        days = timedelta(_days(values[0]) - 1)
        return (today - days, today) if comparison == "last_days" else (today, today + days)
    first, *rest = [date.fromisoformat(own_values.read("date", value)) for value in values]
    last = rest[0] if rest else first
    if last < first:
        raise Refusal(N_("The first day comes after the last one. Turn them round."))
    return {"since": (first, None), "until": (None, first)}.get(comparison, (first, last))


def _days(typed: str) -> int:
    figure = own_values.read("number", typed)
    if not figure.isdecimal() or not 1 <= int(figure) <= MOST_DAYS:
        raise Refusal(N_("“{typed}” is no number of days. Write a whole number such as 30."), typed=typed)
    return int(figure)
