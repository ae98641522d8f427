"""The SELECTs of a report: rows in their order, groups with their figures, the figures of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, inspect, select
from sqlalchemy.sql import visitors

from fmcrm_desktop.model.own_report import CHOICE, DATES, NAMED, TEXT, Group, Total
from fmcrm_desktop.services.own_reports.clock import stepped
from fmcrm_desktop.services.own_reports.conditions import criterion
from fmcrm_desktop.services.own_reports.declared import Column, Scope, written
from fmcrm_desktop.services.own_reports.keyed import Checked

LAST = 999
"""The place of a choice that is none of the list."""


@dataclass(frozen=True)
class Grouped:
    """A group in SQL: its value, its name in the other language, what tells it apart, what sorts it."""

    value: Any
    other: Any
    same: Any
    order: Any

    @property
    def parts(self) -> tuple[Any, ...]:
        """What stands for it, each expression once."""
        return tuple(each for each in (self.value, self.other, self.same, self.order) if each is not None)


class Statements:
    """All statements of one report share their source, joins and criteria."""

    def __init__(self, it: Checked, scope: Scope, currency: str) -> None:
        self.it, self.scope = it, scope
        self._where = [
            criterion(scope, it.columns[one.column], one, currency) for one in it.definition.conditions
        ]
        self.groups = [self._grouped(it.columns[one.column], one) for one in it.definition.groups]

    def source(self, *columns: Any) -> Select[Any]:
        """These expressions of the rows that are meant."""
        return self._joined(select(*columns), columns, ())

    def _joined(self, found: Select[Any], columns: Sequence[Any], order: Sequence[Any]) -> Select[Any]:
        """With the tables that are read from, and no others: each join is one look-up a row."""
        subject = self.it.subject
        read = _tables((*columns, *order, *subject.kept, *self._where))
        joins = []
        for table, on in reversed(subject.joins):
            if inspect(table).selectable in read:
                joins.append((table, on))
                read |= _tables((on,))
        found = found.select_from(subject.base)
        for table, on in reversed(joins):
            found = found.outerjoin(table, on)
        return found.where(*subject.kept, *self._where).order_by(*order)

    def _grouped(self, column: Column, group: Group) -> Grouped:
        sql = written(column.sql, self.scope)
        if column.kind in DATES:
            return Grouped(stepped(self.scope, column.kind, sql, group.step or "day"), None, None, None)
        if column.kind in (TEXT, NAMED, CHOICE):
            sql = func.coalesce(sql, "")
        order = written(column.order, self.scope)
        return Grouped(sql, written(column.other, self.scope), written(column.same, self.scope), order)

    # rows

    def rows(self) -> Select[Any]:
        """The record each row leads to, the groups' values and keys, the cells (a named one as two), in order."""
        it = self.it
        record = it.subject.id if it.subject.record is None else it.subject.record
        keys = [part for group in self.groups for part in group.parts]
        cells = [sql for key in it.definition.columns for sql in self.cell(it.columns[key])]
        named = [one.label(f"c{at}") for at, one in enumerate([record, *keys, *cells])]
        return self._joined(select(*named), named, self._order())

    def cell(self, column: Column) -> list[Any]:
        sql = written(column.sql, self.scope)
        return [sql, written(column.other, self.scope)] if column.kind == NAMED else [sql]

    def _order(self) -> list[Any]:
        it, found = self.it, []
        for group, asked in zip(self.groups, it.definition.groups, strict=True):
            found += _sorted(group, it.columns[asked.column])
        sort = it.definition.sort
        if sort and not sort.startswith("#"):
            column = it.columns[sort]
            by = column.order if column.order is not None else column.sql
            sql = written(by, self.scope)
            rank = _rank(column, sql)
            found += [sql.is_(None), rank.desc() if it.definition.descending else rank]
        return [*found, it.subject.id]

    # groups

    def lines(self, depth: int) -> Select[Any]:
        """The first ``depth`` groups: values and keys, the number of rows, the figures' parts; ordered. The source
        is a subquery: PostgreSQL takes an expression with values in it for another each time it is written."""
        totals, groups = self.it.definition.totals, self.groups[:depth]
        named = {f"g{at}_{n}": part for at, group in enumerate(groups) for n, part in enumerate(group.parts)}
        named |= {
            f"m{at}": written(self.it.columns[total.column].sql, self.scope)
            for at, total in enumerate(totals) if total.column
        }  # fmt: skip
        named = named or {"id": self.it.subject.id}
        inner = self.source(*(sql.label(name) for name, sql in named.items())).subquery("source")
        of = inner.c
        keys = [of[f"g{at}_{n}"] for at, group in enumerate(groups) for n in range(len(group.parts))]
        figures = [part for at, total in enumerate(totals) for part in self._figure(total, of.get(f"m{at}"))]
        found = select(*keys, func.count(), *figures).select_from(inner)
        return found.group_by(*keys).order_by(*self._line_order(groups, of)) if keys else found

    def _figure(self, total: Total, column: Any) -> tuple[Any, ...]:
        """What a figure is made of; always two columns, so that they are easily taken apart."""
        if column is None:
            return func.count(), func.count()
        if total.kind in ("least", "most"):
            return (func.min if total.kind == "least" else func.max)(column), func.count(column)
        if total.kind == "filled":
            text = self.it.columns[total.column].kind in (TEXT, NAMED, CHOICE)
            filled = func.count(func.nullif(column, "") if text else column)
            return filled, filled
        return func.sum(column), func.count(column)

    def _line_order(self, groups: list[Grouped], of: Any) -> list[Any]:
        it, found = self.it, []
        definition = it.definition
        for at, group in enumerate(groups):
            again = [of[f"g{at}_{n}"] for n in range(len(group.parts))]
            value, order = again[0], again[-1] if group.order is not None else None
            same = again[2] if group.same is not None and group.other is not None else None
            plain = Grouped(value, None, same, order)
            if definition.sort.startswith("#") and at == len(groups) - 1:
                number = int(definition.sort[1:])
                figure = self._sorting(definition.totals[number], of.get(f"m{number}"))
                found += [figure.is_(None), figure.desc() if definition.descending else figure]
            found += _sorted(plain, it.columns[definition.groups[at].column])
        return found

    def _sorting(self, total: Total, column: Any) -> Any:
        if total.kind == "mean":
            return func.avg(column)
        return self._figure(total, column)[0]


def _tables(expressions: Sequence[Any]) -> set[Any]:
    """The tables that expressions read, those inside their subqueries among them."""
    found = set()
    for expression in expressions:
        for part in visitors.iterate(_plain(expression)):
            table = getattr(part, "table", None)
            if table is not None:
                found.add(table)
    return found


def _plain(expression: Any) -> Any:
    """The expression behind a mapped attribute."""
    return expression.__clause_element__() if hasattr(expression, "__clause_element__") else expression


def _sorted(group: Grouped, column: Column) -> list[Any]:
    """What is not filled in comes last; choices in their own order."""
    value = group.value
    gone = value == "" if column.kind in (TEXT, NAMED, CHOICE) else value.is_(None)
    found = [case((gone, 1), else_=0)]
    if group.order is not None:
        found.append(group.order)
    found.append(_rank(column, value))
    return [*found, group.same] if group.same is not None else found


def _rank(column: Column, sql: Any) -> Any:
    if column.kind != CHOICE or not column.words:
        return sql
    return case({key: at for at, key in enumerate(column.words)}, value=sql, else_=LAST)
