"""Lists narrowed by own fields: what can be chosen of each, and the conditions behind it. A value of the filter names
its field, and what it is to say: "7=Gas" this word, "7+" anything, "7-" nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from fmcrm_desktop.model.own_field import SAID, SAME, UNSAID, OwnEntry, OwnOption, OwnValue
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_fields import blank
from fmcrm_desktop.store.work import Work

_WANTED = re.compile(r"(\d{1,18})([-+=])(.*)", re.DOTALL)


@needs("office.read")
def of_people(work: Work) -> list[tuple[str, OwnOption]]:
    """What the list of people can be narrowed to, by the office's order of its fields."""
    return _options(work, "person")


@needs("office.read")
def of_units(work: Work) -> list[tuple[str, OwnOption]]:
    """The same of units."""
    return _options(work, "unit")


@needs("office.read")
def of_orders(work: Work) -> list[tuple[str, OwnOption]]:
    """The same of work orders."""
    return _options(work, "work_order")


@needs("office.read")
def of_complaints(work: Work) -> list[tuple[str, OwnOption]]:
    """The same of complaints."""
    return _options(work, "complaint")


def _options(work: Work, subject: str) -> list[tuple[str, OwnOption]]:
    return [
        (f"{field.field_id}{sign}{value}", OwnOption(field.name, field.other_name, field.kind, sign, value))
        for field in blank(work, subject)
        for sign, value in _signs(field)
    ]


def _signs(field: OwnEntry) -> list[tuple[str, str]]:
    if field.kind == "choice":
        return [*((SAME, choice) for choice in field.choices), (UNSAID, "")]
    return [(SAID, ""), (UNSAID, "")]


def narrowed(record: Any, wanted: Sequence[object]) -> list[ColumnElement[bool]]:
    """The conditions that the record with this id says one of the wanted values in each field that is named."""
    parts: dict[int, list[ColumnElement[bool]]] = defaultdict(list)
    for each in wanted:
        if match := _WANTED.fullmatch(str(each)):
            field, sign = int(match[1]), match[2]
            said = select(OwnValue.record_id).where(OwnValue.field_id == field)
            if sign == SAME:
                said = said.where(OwnValue.value == match[3])
            parts[field].append(record.not_in(said) if sign == UNSAID else record.in_(said))
    return [or_(*some) for some in parts.values()]
