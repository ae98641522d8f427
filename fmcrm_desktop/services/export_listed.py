"""What a list is that goes out as a file: its columns, their words, and what is found apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.store.work import Work

Value = str | int | Decimal | bool | date | None
Told = Value | tuple[str, ...]
"""A value as it is handed out: of a coded column there may be several."""


@dataclass(frozen=True)
class Listed:
    """One list: its columns as (heading, column), ``words`` of coded ones by heading, and ``more`` that is found
    apart for some records at once: heading → values by id."""

    page: Callable[[Work, Query], Any]
    columns: tuple[tuple[str, Any], ...]
    joins: Callable[[Select[Any]], Select[Any]] = lambda chosen: chosen
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    more: Mapping[str, Callable[[Work, Sequence[int]], Mapping[int, Any]]] = field(default_factory=dict)
    scaled: Mapping[str, int] = field(default_factory=dict)
    amounts: tuple[str, ...] = ()
    """Headings of amounts of money; ``hidden`` ones only for those who may see costs."""
    hidden: tuple[str, ...] = ()
    id: Any = None
    own: str = ""
    """The subject whose own fields follow as columns; the values of a tick are marked texts."""
