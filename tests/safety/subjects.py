"""Every subject that people type into: its case, its form with one text in every free field, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from fmcrm_desktop.model.field import fields_of
from fmcrm_desktop.services import (
    buildings,
    calendar,
    calls,
    categories,
    complaints,
    notes,
    owners,
    staff,
    units,
    work_orders,
)
from fmcrm_desktop.services.buildings import BuildingForm
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.categories import CategoryForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.services.staff import StaffForm
from fmcrm_desktop.services.units import UnitForm
from fmcrm_desktop.services.work_orders import OrderForm

SOON = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NEVER_TEXT = {"login", "identity_number", "overrule", "length"}
"""Fields of one line that have rules of their own, with tests of their own."""


@dataclass(frozen=True)
class Subject:
    """``table`` keeps the fields by their names; ``fixed`` is what else the form needs."""

    table: str
    case: Callable[..., Any]
    form: type[Any]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    before: tuple[Any, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Fields that are kept in another table."""
    cannot_be_empty: tuple[str, ...] = ()
    """Fields refused when nothing at all is typed, beside the required ones."""
    unique: str = ""
    """The field that no two of them may share; tests of its text number it."""

    @property
    def free(self) -> dict[str, Any]:
        """The fields that take any text: name → Field."""
        return {
            each.name: each.field
            for each in fields_of(self.form)
            if each.type is str and not each.many and each.field.choices is None and each.name not in NEVER_TEXT
            and each.name not in self.fixed
        }  # fmt: skip

    def filled(self, text: str, /, **more: Any) -> Any:
        """The form with the text in every free field."""
        return self.form(**{**dict.fromkeys(self.free, text), **self.fixed, **more})

    def kept(self) -> list[str]:
        return [name for name in self.free if name not in self.elsewhere]


SUBJECTS = (
    Subject("person", owners.add, NewPersonForm),
    Subject("building", buildings.add, BuildingForm, unique="code"),
    Subject("unit", units.add, UnitForm, unique="code"),
    Subject(
        "complaint", complaints.register, ComplaintForm, {"anonymous": True}, cannot_be_empty=("own_words",)
    ),
    Subject("work_order", work_orders.enter, OrderForm, elsewhere=("own_words",)),
    Subject("call", calls.log, CallForm, elsewhere=("new_name", "meet_place", "next_step")),
    Subject("event", calendar.add, EventForm, {"starts": SOON, "ends": SOON + timedelta(hours=1)}),
    Subject("note", notes.add, NoteForm, before=("person", 1)),
    Subject("staff", staff.add, StaffForm),
    Subject("category", categories.add, CategoryForm, unique="name"),
)


def line(text: str) -> ContactLine:
    """A way to reach somebody, with the text wherever one may type."""
    return ContactLine("other", text, hours=text)
