"""What a subject of a report declares: its table, joins and columns, each with its words, kind and expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import FunctionType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, cast

from fmcrm_desktop.model.own_report import MINUTES
from fmcrm_desktop.services.measures.declared import seconds


@dataclass(frozen=True)
class Scope:
    """The moment, the office's clock and the database that an expression is written for."""

    dialect: str
    zone: ZoneInfo
    now: datetime
    today: date


Expression = Any
"""A SQL expression, or what makes one of a Scope."""


@dataclass(frozen=True)
class Column:
    """One column. ``title`` is marked (or the office's own word); ``words`` are the marked words of a choice.
    NAMED has its name in the other language in ``other`` and in ``same`` what tells two of one name apart;
    ``order`` sorts it; figures have ``scale`` decimal places."""

    key: str
    title: str
    kind: str
    sql: Expression
    words: Mapping[str, str] = field(default_factory=dict)
    other: Any = None
    same: Any = None
    order: Any = None
    scale: int = 0
    right: str = ""
    other_title: str = ""


def written(expression: Expression, scope: Scope) -> Any:
    """The expression for this moment and database."""
    return expression(scope) if isinstance(expression, FunctionType) else expression


@dataclass(frozen=True)
class Subject:
    """What a report is about: one row for each row of ``base``. ``own`` names the subject whose own fields follow
    (with ``id`` as their record), ``opens`` the kind of record a row leads to by the id in ``record``."""

    name: str
    title: str
    right: str
    base: Any
    id: Any
    columns: tuple[Column, ...]
    joins: tuple[tuple[Any, Any], ...] = ()
    kept: tuple[Any, ...] = ()
    own: str = ""
    opens: str = ""
    record: Any = None
    starts: tuple[str, ...] = ()
    """The columns a new report begins with."""


def minutes(key: str, title: str, begun: Any, ended: Any) -> Column:
    """Whole minutes by the clock from one moment to another."""
    return Column(key, title, MINUTES, cast(seconds(ended, begun), BigInteger) // 60)


Make = Callable[[Scope], Any]
