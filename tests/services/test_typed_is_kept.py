"""Whatever form changes a record: each field that was typed into and saved reads back as it was typed, or was refused.

Forms and their cases are taken from the code, so that a new field which nobody keeps makes this red.
"""

from __future__ import annotations

import collections
import dataclasses
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fmcrm_desktop import services
from fmcrm_desktop.model.field import FormField, fields_of
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.safety.demo_office import found_demo

NOT_KEPT = {
    "agreements.terms.change_terms why": "goes into the history",
    "calls.logging.change": "what follows from a call is asked when it is logged; the form that puts it right hides it",
    "case_book.keeping.change checked": "a confirmation",
    "committee.meetings.change_meeting tell": "a deed",
    "committee.meetings.change_meeting overrule": "the reason of a clash, kept with the deed",
    "complaints.entering.change promise": "becomes a promise",
    "customer_value.offers.change again_day": "only of the answer “Later”, as its hint says",
    "escalation.rules.change side": "before and after are the same at no minutes",
    "plans.keeping.change every_days": "only of plans that count from the last time",
}
"""Case, or case and field → why it does not stand in the form again."""
CHANGING = ("change", "write", "rename", "correct")
TRIED = 8
"""Records of a kind on which a field is tried."""


def forms() -> dict[type, tuple[Callable[..., Any], Callable[..., Any]]]:
    """Form → the case that gives it for a record, and the one that takes it back."""
    found = {}
    for module in pkgutil.walk_packages(services.__path__, "fmcrm_desktop.services."):
        gives: dict[type, Callable[..., Any]] = {}
        takes: dict[type, Callable[..., Any]] = {}
        for name, case in vars(importlib.import_module(module.name)).items():
            if not inspect.isfunction(case) or case.__module__ != module.name or name.startswith("_"):
                continue
            names = list(inspect.signature(case).parameters)
            if len(names) < 2 or names[0] != "work" or case.__annotations__.get(names[1]) != "int":
                continue
            hints = typing.get_type_hints(case)
            if len(names) == 2 and dataclasses.is_dataclass(given := hints.get("return")):
                gives.setdefault(given, case)  # type: ignore[arg-type]
            if len(names) == 3 and name.startswith(CHANGING) and dataclasses.is_dataclass(hints[names[2]]):
                takes.setdefault(hints[names[2]], case)
        found |= {form: (gives[form], takes[form]) for form in gives if form in takes and fields_of(form)}
    return found


def case_name(case: Callable[..., Any]) -> str:
    return f"{case.__module__.removeprefix('fmcrm_desktop.services.')}.{case.__name__}"


FORMS = {case_name(takes): (form, gives, takes) for form, (gives, takes) in forms().items()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = found_demo(tmp_path_factory.mktemp("typed") / "office.fmcrm")
    yield office
    office.close()


def another(field: FormField, now: Any) -> Any:
    """A value that may stand there and does not; None where only a record would do."""
    if field.many or field.field.pick:
        return None
    if field.field.choices:
        return next((one for one in field.field.choices if one and one != now), None)
    if field.type is str:
        return "another text"[: field.field.longest]
    made: dict[type, Callable[[], Any]] = {
        bool: lambda: not now,
        int: lambda: (now or 0) + 1,
        date: lambda: (now or NOW.date()) + timedelta(days=1),
        datetime: lambda: (now or NOW) + timedelta(minutes=5),
    }
    return made[field.type]() if field.type in made else None


def records(office: Office, gives: Callable[..., Any]) -> list[int]:
    """Ids for which the form can be had, the first few."""
    found = []
    for id in range(1, 60):
        try:
            office.ask(gives, id)
        except Refusal:
            continue
        found.append(id)
        if len(found) == TRIED:
            break
    return found


def written(office: Office, name: str, field: FormField, ids: list[int]) -> bool | None:
    """Whether what was typed reads back; None when it was refused everywhere or cannot be tried."""
    _form, gives, takes = FORMS[name]
    for id in ids:
        form = office.ask(gives, id)
        new = another(field, getattr(form, field.name))
        if new is None:
            return None
        setattr(form, field.name, new)
        try:
            office.do(takes, id, form)
            return bool(getattr(office.ask(gives, id), field.name) == new)
        except Refusal:
            continue
    return None


def test_what_is_typed_into_any_form_is_kept_or_refused(demo: Office) -> None:
    kept: collections.Counter[str] = collections.Counter()
    lost = []
    for name in sorted(FORMS):
        ids = records(demo, FORMS[name][1])
        for field in fields_of(FORMS[name][0]):
            back = written(demo, name, field, ids)
            kept[name] += back is True
            if back is False and not {name, f"{name} {field.name}"} & set(NOT_KEPT):
                lost.append(f"{name} {field.name}")
    assert lost == []
    assert sum(kept.values()) > 300 and sum(count > 0 for count in kept.values()) > 60, kept
