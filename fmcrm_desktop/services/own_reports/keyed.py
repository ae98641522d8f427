"""Definitions as JSON and back, and their check: every name must be one that the subject declares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Date, Float, cast, func, select, type_coerce

from fmcrm_desktop.model.field import unkept
from fmcrm_desktop.model.own_field import OwnValue
from fmcrm_desktop.model.own_report import (
    CHARTS,
    COMPARISONS,
    DATES,
    DAY,
    DECIMAL,
    FIGURES,
    GROUPS,
    MOMENT,
    OF_ROWS,
    STEPS,
    TEXT,
    TICK,
    TOTALS,
    Condition,
    Definition,
    Group,
    Total,
)
from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.services import own_fields
from fmcrm_desktop.services.own_reports.declared import Column, Scope, Subject
from fmcrm_desktop.services.own_reports.subjects import SUBJECTS
from fmcrm_desktop.store.work import Work

MOST_CONDITIONS, MOST_TOTALS = 20, 20
MOST_VALUES, LONGEST = 100, 500
_KINDS = {"text": TEXT, "choice": TEXT, "number": DECIMAL, "date": DAY, "tick": TICK}


@dataclass(frozen=True)
class Checked:
    """A definition whose names are all known, with the columns they stand for."""

    definition: Definition
    subject: Subject
    columns: Mapping[str, Column]


def kept(definition: Definition) -> str:
    """The definition as it is kept."""
    return json.dumps(asdict(definition), ensure_ascii=False)


def read(text: str) -> Definition:
    """The definition of what was kept; raises Refusal for anything else."""
    try:
        said = json.loads(text)
        return Definition(
            subject=_text(said["subject"]),
            columns=tuple(map(_text, said["columns"])),
            conditions=tuple(
                Condition(_text(one["column"]), _text(one["comparison"]), tuple(map(_text, one["values"])))
                for one in said["conditions"]
            ),
            groups=tuple(Group(_text(one["column"]), _text(one["step"])) for one in said["groups"]),
            totals=tuple(Total(_text(one["kind"]), _text(one["column"])) for one in said["totals"]),
            sort=_text(said["sort"]),
            descending=bool(said["descending"]),
            chart=_text(said["chart"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refusal(N_("This report cannot be read. Build it anew, or take it out of the list.")) from None


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError(said)
    return said


def subject_of(work: Work, name: str) -> Subject:
    """The subject; raises Refusal for one that nobody knows, NotAllowed without its right."""
    subject = SUBJECTS.get(name)
    if subject is None:
        raise Refusal(N_("There is no subject “{name}” to report on. Choose one of the list."), name=name)
    if not work.who.may(subject.right):
        raise NotAllowed(subject.right)
    return subject


def columns_of(work: Work, subject: Subject) -> dict[str, Column]:
    """Its columns that the person may see, the office's own fields after them."""
    own = _own(work, subject) if subject.own else ()
    return declared_of(work, subject) | {each.key: each for each in own}


def declared_of(work: Work, subject: Subject) -> dict[str, Column]:
    """The same without the office's own fields, which take a question."""
    return {each.key: each for each in subject.columns if not each.right or work.who.may(each.right)}


def _own(work: Work, subject: Subject) -> tuple[Column, ...]:
    found = []
    for entry in own_fields.blank(work, subject.own):
        value = select(OwnValue.value).where(
            OwnValue.field_id == entry.field_id, OwnValue.record_id == subject.id
        )
        said = value.correlate(subject.base).scalar_subquery()
        sql = _typed(said, entry.kind, work.dialect)
        found.append(
            Column(f"own:{entry.field_id}", entry.name, _KINDS[entry.kind], sql, other_title=entry.other_name)
        )
    return tuple(found)


def _typed(said: Any, kind: str, dialect: str) -> Any:
    if kind == "number":
        return cast(said, Float)
    if kind == "date":  # SQLite makes a number of a day that is cast, and compares days as text anyway
        return type_coerce(said, Date) if dialect == "sqlite" else cast(said, Date)
    return func.coalesce(said, "") == "1" if kind == "tick" else said


def scope_of(work: Work) -> Scope:
    return Scope(work.dialect, work.zone, work.now, work.now.astimezone(work.zone).date())


def checked(work: Work, definition: Definition) -> Checked:
    """Raises Refusal with a sentence for whatever the subject does not declare."""
    subject = subject_of(work, definition.subject)
    it = Checked(definition, subject, columns_of(work, subject))
    if not definition.columns and not definition.totals:
        raise Refusal(N_("Choose at least one column or one total: the report would be empty."))
    for key in (*definition.columns, *((definition.sort,) if _sorts_rows(definition) else ())):
        column_of(it, key)
    _check_few(definition)
    for condition in definition.conditions:
        _check_condition(it, condition)
    for group in definition.groups:
        _check_group(it, group)
    for total in definition.totals:
        _check_total(it, total)
    if definition.chart not in CHARTS:
        raise Refusal(N_("There is no chart of this kind. Choose one of the list."))
    return it


def _sorts_rows(definition: Definition) -> bool:
    if not definition.sort.startswith("#"):
        return bool(definition.sort)
    figure = definition.sort[1:]
    if not figure.isdecimal() or len(figure) > 3 or int(figure) >= len(definition.totals):
        raise Refusal(N_("The report is sorted by a total that it does not have. Choose another order."))
    return False


def column_of(it: Checked, key: str) -> Column:
    """A column of the subject; raises Refusal."""
    if key not in it.columns:
        raise Refusal(
            N_("“{subject}” has no column “{name}” that you may see. Take it out of the report."),
            subject=Term(it.subject.title), name=key,
        )  # fmt: skip
    return it.columns[key]


def _check_few(definition: Definition) -> None:
    limits = (
        (definition.groups, GROUPS, N_("At most {most} groups, one within the other.")),
        (definition.totals, MOST_TOTALS, N_("At most {most} totals.")),
        (definition.conditions, MOST_CONDITIONS, N_("At most {most} filters.")),
    )
    for parts, most, text in limits:
        if len(parts) > most:
            raise Refusal(text, most=most)
    if len({group.column for group in definition.groups}) < len(definition.groups):
        raise Refusal(N_("The report is grouped by the same column twice. Take one of them out."))
    if len(set(definition.columns)) < len(definition.columns):
        raise Refusal(N_("A column stands in the report twice. Take one of them out."))


def _check_condition(it: Checked, condition: Condition) -> None:
    column = column_of(it, condition.column)
    if condition.comparison not in COMPARISONS[column.kind]:
        raise Refusal(
            N_("“{column}” cannot be compared in this way. Choose another comparison."),
            column=Term(column.title),
        )
    if len(condition.values) > MOST_VALUES or any(len(value) > LONGEST for value in condition.values):
        raise Refusal(N_("The filter on “{column}” is too long."), column=Term(column.title))
    if any(map(unkept, condition.values)):
        raise Refusal(
            N_("The filter on “{column}” holds a damaged character. Type it anew."),
            column=Term(column.title),
        )


def _check_group(it: Checked, group: Group) -> None:
    column = column_of(it, group.column)
    fits = column.kind in DATES and group.step in STEPS and (group.step != "hour" or column.kind == MOMENT)
    if group.step and not fits:
        raise Refusal(N_("“{column}” cannot be grouped in this way."), column=Term(column.title))


def _check_total(it: Checked, total: Total) -> None:
    if total.kind not in TOTALS:
        raise Refusal(N_("There is no total of this kind. Choose one of the list."))
    if not total.column and total.kind in OF_ROWS:
        return
    column = column_of(it, total.column)
    figures = column.kind in FIGURES
    fits = {"count": False, "filled": True, "least": figures or column.kind in DATES}
    if not fits.get("least" if total.kind == "most" else total.kind, figures):
        raise Refusal(
            N_("“{total}” cannot be made of “{column}”."),
            total=Term(TOTALS[total.kind]),
            column=Term(column.title),
        )
