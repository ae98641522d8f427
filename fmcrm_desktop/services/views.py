"""Saved views: how somebody, or everybody, likes to see a list, kept under a name and shown again.

What is kept is read with patience: a filter or a column that is gone since is left out where it is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import or_, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed
from fmcrm_desktop.model.view import SavedView
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

SHARING = "person.write"
"""The right to keep views for everybody: whoever works at the desk has it, a reader has not."""


@dataclass(frozen=True)
class Look:
    """How a list is seen: what it is asked for, and the columns shown in their order with their widths, 0 for
    the list's own."""

    query: Query
    columns: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class View:
    """A view under its name; ``mine`` is whether the person may change it."""

    id: int
    name: str
    shared: bool
    mine: bool
    look: Look
    version: int


@dataclass
class ViewForm:
    """What a view is called and whose it is."""

    name: Annotated[str, Field(N_("Name of the view"), longest=60, required=True)] = ""
    shared: Annotated[bool, Field(N_("For everybody in the office"))] = False
    version: int | None = None


@needs("office.read")
def of_list(work: Work, list: str) -> list[View]:
    """One's own views of a list and everybody's, by their names."""
    columns = select(
        SavedView.id,
        SavedView.name,
        SavedView.staff_id,
        SavedView.query,
        SavedView.columns,
        SavedView.version,
    ).where(SavedView.list == list, SavedView.archived.is_(None), _seen(work))
    found = [
        View(
            row.id, row.name, row.staff_id is None, row.staff_id is not None or work.who.may(SHARING),
            _look(row.query, row.columns), row.version,
        )
        for row in work.rows(columns)
    ]  # fmt: skip
    return sorted(found, key=lambda view: (view.shared, view.name.casefold()))


@needs("office.read")
def save(work: Work, list: str, look: Look, form: ViewForm) -> int:
    """Keep a list's look under a new name; raises Invalid(name) for one that is there already."""
    check(form)
    _check_name(work, list, form.name)
    view = SavedView(list=list, name=form.name, staff_id=_owner(work, form.shared), **_kept(look))
    return work.add(view).id


@needs("office.read")
def change(work: Work, id: int, look: Look, seen: int | None = None) -> int:
    """Let a view be what the list shows now."""
    view = _mine(work, id, seen)
    for name, value in _kept(look).items():
        setattr(view, name, value)
    return id


@needs("office.read")
def rename(work: Work, id: int, form: ViewForm) -> int:
    """Another name, or another circle of people."""
    check(form)
    view = _mine(work, id, form.version)
    _check_name(work, view.list, form.name, but=id)
    view.name, view.staff_id = form.name, _owner(work, form.shared)
    return id


@needs("office.read")
def archive(work: Work, id: int, seen: int | None = None) -> int:
    """Take a view out of the menu."""
    work.archive(_mine(work, id, seen))
    return id


def _seen(work: Work) -> Any:
    return or_(SavedView.staff_id.is_(None), SavedView.staff_id == work.who.staff_id)


def _owner(work: Work, shared: bool) -> int | None:
    """Whose a view will be. An office without signing in has nobody to tell apart: its views are everybody's."""
    owner = None if shared else work.who.staff_id
    if owner is None and not work.who.may(SHARING):
        raise NotAllowed(SHARING)
    return owner


def _mine(work: Work, id: int, seen: int | None) -> SavedView:
    view = work.get(SavedView, id, seen=seen)
    if view.staff_id is None and not work.who.may(SHARING):
        raise NotAllowed(SHARING)
    if view.staff_id is not None and view.staff_id != work.who.staff_id:
        raise NotAllowed(SHARING)
    return view


def _check_name(work: Work, list: str, name: str, but: int | None = None) -> None:
    columns = select(SavedView.id, SavedView.name).where(
        SavedView.list == list, SavedView.archived.is_(None), _seen(work)
    )
    for id, known in work.rows(columns):
        if id != but and known.casefold() == name.casefold():
            raise Invalid(name=N_("There is a view of this name already."))


def _kept(look: Look) -> dict[str, str]:
    query = look.query
    plain = {
        "text": query.text, "where": {name: [*values] for name, values in query.where.items()},
        "sort": query.sort, "descending": query.descending, "grouped": query.grouped,
    }  # fmt: skip
    return {
        "query": json.dumps(plain, ensure_ascii=False, default=str),
        "columns": json.dumps(look.columns, ensure_ascii=False) if look.columns else "",
    }


def _look(query: str, columns: str) -> Look:
    """What was kept, as far as it can be read."""
    said = _read(query)
    said = said if isinstance(said, dict) else {}
    where = said.get("where")
    shown = _read(columns)
    pairs = (
        [one for one in shown if isinstance(one, list) and len(one) == 2] if isinstance(shown, list) else []
    )
    return Look(
        Query(
            text=str(said.get("text") or ""),
            where=_where(where) if isinstance(where, dict) else {},
            sort=str(said.get("sort") or ""),
            descending=bool(said.get("descending")),
            grouped=bool(said.get("grouped")),
        ),
        tuple((key, width) for key, width in pairs if isinstance(key, str) and isinstance(width, int)),
    )


def _where(said: Mapping[str, Any]) -> dict[str, tuple[object, ...]]:
    return {
        str(name): tuple(one for one in values if isinstance(one, str | int))
        for name, values in said.items()
        if isinstance(values, list) and values
    }


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
