"""Own fields: defining them, what they say of a record, and saving that inside the record's own deed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.field import UNKEPT_SAID, Field, check, unkept
from fmcrm_desktop.model.own_field import KINDS, SUBJECTS, OwnEntry, OwnField, OwnLine, OwnValue
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_values import read
from fmcrm_desktop.store.work import Work

MOST_CHOICES = 200
AT_ONCE = 500


@dataclass(frozen=True)
class OwnFieldRow:
    """An own field in the settings; ``count`` is how many records it says something of."""

    id: int
    subject: str
    name: str
    other_name: str
    kind: str
    choices: tuple[str, ...]
    archived: bool
    count: int


@dataclass
class OwnFieldForm:
    """A field of the office's own; ``choices`` one a line, for a choice."""

    subject: Annotated[str, Field(N_("Used for"), choices=SUBJECTS, required=True)] = "person"
    kind: Annotated[str, Field(N_("Kind"), choices=KINDS, required=True)] = "text"
    name: Annotated[str, Field(N_("Field name"), longest=60, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=60)] = ""
    choices: Annotated[tuple[str, ...], Field(N_("Choices, one a line"), lines=5)] = ()
    version: int | None = None


# defining


@needs("office.read")
def listed(work: Work, archived: bool = True) -> list[OwnFieldRow]:
    """Every own field by subject and in the office's order."""
    said = select(OwnValue.field_id, func.count().label("count")).group_by(OwnValue.field_id).subquery()
    columns = (
        select(
            OwnField.id, OwnField.subject, OwnField.name, OwnField.other_name, OwnField.kind, OwnField.choices,
            OwnField.archived.is_not(None), func.coalesce(said.c.count, 0),
        )
        .outerjoin(said, said.c.field_id == OwnField.id)
        .order_by(OwnField.subject, OwnField.position, OwnField.id)
    )  # fmt: skip
    if not archived:
        columns = columns.where(OwnField.archived.is_(None))
    return [
        OwnFieldRow(id, subject, name, other, kind, _lines(choices), bool(gone), count)
        for id, subject, name, other, kind, choices, gone, count in work.rows(columns)
    ]


@needs("office.settings")
def add(work: Work, form: OwnFieldForm) -> int:
    """Define a field; it stands last among those of its subject."""
    choices = _checked(work, form, None)
    last = work.value(select(func.max(OwnField.position)).where(OwnField.subject == form.subject))
    made = OwnField(
        subject=form.subject, name=form.name, other_name=form.other_name, kind=form.kind,
        choices="\n".join(choices), position=(last if last is not None else -1) + 1,
    )  # fmt: skip
    return work.add(made).id


@needs("office.read")
def form_of(work: Work, id: int) -> OwnFieldForm:
    """A field as it is defined, with the version seen."""
    it = work.get(OwnField, id)
    return OwnFieldForm(it.subject, it.kind, it.name, it.other_name, _lines(it.choices), it.version)


@needs("office.settings")
def change(work: Work, id: int, form: OwnFieldForm) -> int:
    """Rename a field or change its choices. Subject and kind stay once it says something of a record."""
    record = work.get(OwnField, id, seen=form.version)
    choices = _checked(work, form, id)
    moved = [name for name in ("subject", "kind") if getattr(form, name) != getattr(record, name)]
    if moved and work.value(select(OwnValue.id).where(OwnValue.field_id == id).limit(1)) is not None:
        raise Invalid(**{moved[0]: N_("This stays as it is: records say something here already.")})
    record.subject, record.kind, record.choices = form.subject, form.kind, "\n".join(choices)
    record.name, record.other_name = form.name, form.other_name
    return id


@needs("office.settings")
def archive(work: Work, id: int) -> int:
    """Ask a field no more; what it said is kept."""
    work.archive(work.get(OwnField, id))
    return id


@needs("office.settings")
def restore(work: Work, id: int) -> int:
    """Ask a field again, when its name is still free."""
    record = work.get(OwnField, id)
    _name_is_free(work, OwnFieldForm(record.subject, record.kind, record.name, record.other_name), id)
    work.restore(record)
    return id


@needs("office.settings")
def move(work: Work, id: int, by: int) -> None:
    """Up (-1) or down (1) among the fields of its subject; at the end nothing moves."""
    subject = work.get(OwnField, id).subject
    order = [each.id for each in _defined(work, subject)]
    at = order.index(id)
    if 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    for position, each in enumerate(order):
        other = work.get(OwnField, each)
        if other.position != position:
            other.position = position


def _checked(work: Work, form: OwnFieldForm, own: int | None) -> tuple[str, ...]:
    check(form)
    choices = tuple(dict.fromkeys(line.strip() for line in form.choices if line.strip()))
    if form.kind == "choice" and not choices:
        raise Invalid(choices=N_("Say what can be chosen, one a line."))
    if form.kind == "choice" and (len(choices) > MOST_CHOICES or any(len(each) > 100 for each in choices)):
        raise Invalid(
            choices=Refusal(N_("At most {most} choices of 100 characters each."), most=MOST_CHOICES)
        )
    _name_is_free(work, form, own)
    return choices if form.kind == "choice" else ()


def _name_is_free(work: Work, form: OwnFieldForm, own: int | None) -> None:
    """A heading of an import must mean one field, so no two of a subject share a name in either language."""
    for row in _defined(work, form.subject):
        taken = {fold(row.name), fold(row.other_name)} - {""}
        for name in ("name", "other_name"):
            if row.id != own and fold(getattr(form, name)) in taken:
                raise Invalid(**{name: N_("There is a field of this name already.")})


def _lines(choices: str) -> tuple[str, ...]:
    return tuple(choices.split("\n")) if choices else ()


# what they say


@needs("office.read")
def blank(work: Work, subject: str) -> tuple[OwnEntry, ...]:
    """The own fields of a subject ("person", "unit", "work_order", "complaint") as a form asks them, empty."""
    return tuple(
        OwnEntry(row.id, row.name, row.other_name, row.kind, _lines(row.choices))
        for row in _defined(work, subject)
    )


def of_record(work: Work, subject: str, id: int) -> tuple[OwnEntry, ...]:
    """The same with what they say of one record."""
    entries = blank(work, subject)
    said = values(work, subject, (id,)).get(id, {}) if entries else {}
    return tuple(
        replace(each, value=said.get(each.field_id, ""), was=said.get(each.field_id, "")) for each in entries
    )


def values(work: Work, subject: str, ids: Sequence[int]) -> Mapping[int, Mapping[int, str]]:
    """What the own fields say of many records: record → field → text. One question for 500 records."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for start in range(0, len(ids), AT_ONCE):
        columns = (
            select(OwnValue.record_id, OwnValue.field_id, OwnValue.value)
            .join(OwnField, OwnField.id == OwnValue.field_id)
            .where(
                OwnField.subject == subject,
                OwnField.archived.is_(None),
                OwnValue.record_id.in_(ids[start : start + AT_ONCE]),
            )
        )
        for record, field, value in work.rows(columns):
            found[record][field] = value
    return found


def lines(work: Work, subject: str, id: int) -> tuple[OwnLine, ...]:
    """What the own fields say of a record, those that say something, for its page and for paper."""
    return tuple(
        OwnLine(each.name, each.other_name, each.kind, each.value)
        for each in of_record(work, subject, id)
        if each.value
    )


def save(work: Work, subject: str, id: int, entries: Sequence[OwnEntry]) -> None:
    """Keep what a form says in its own fields. What was not touched is left alone; what changed at two desks is
    refused. Raises Invalid(own=…)."""
    touched = [each for each in entries if each.value != each.was]
    if not touched:
        return
    defined = {row.id: row for row in _defined(work, subject)}
    stored: dict[int, OwnValue] = {
        each.field_id: each
        for each in work.records(select(OwnValue).where(
            OwnValue.record_id == id, OwnValue.field_id.in_(list(defined))
        ))
    }  # fmt: skip
    for entry in touched:
        row = defined.get(entry.field_id)
        if row is None:
            raise Invalid(own=Refusal(N_("The field {name} is not asked any more."), name=entry.name))
        said = _said(row, entry)
        kept = stored.get(entry.field_id)
        now = kept.value if kept is not None else ""
        if now not in (entry.was, said):
            raise Invalid(
                own=Refusal(
                    N_("Somebody else has set {name} to “{theirs}” in the meantime."),
                    name=row.name, theirs=now or "–",
                )
            )  # fmt: skip
        put(work, entry.field_id, id, said, kept)


def put(work: Work, field: int, id: int, value: str, kept: OwnValue | None) -> None:
    """Keep one value: nothing said is nothing kept."""
    if kept is not None and not value:
        work.remove(kept)
    elif kept is not None and kept.value != value:
        kept.value = value
    elif kept is None and value:
        work.add(OwnValue(field_id=field, record_id=id, value=value))


def keep_many(work: Work, said: Mapping[int, Mapping[int, str]]) -> None:
    """Keep what an import says in own fields: record → field → value as ``own_values.read`` gives it; nothing said
    takes the value out."""
    fresh: list[dict[str, object]] = []
    ids = list(said)
    fields = list({field for mine in said.values() for field in mine})
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        stored = {
            (each.record_id, each.field_id): each
            for each in work.records(
                select(OwnValue).where(OwnValue.record_id.in_(some), OwnValue.field_id.in_(fields))
            )
        }
        for record in some:
            for field, value in said[record].items():
                kept = stored.get((record, field))
                if kept is not None:
                    put(work, field, record, value, kept)
                elif value:
                    fresh.append({"field_id": field, "record_id": record, "value": value})
    work.session.flush()
    if fresh:
        work.add_many(OwnValue, fresh)


def _said(row: Any, entry: OwnEntry) -> str:
    try:
        if unkept(entry.value):
            raise Refusal(UNKEPT_SAID)
        return read(row.kind, entry.value, _lines(row.choices))
    except Refusal as wrong:
        if wrong.values:
            raise Invalid(own=wrong) from None
        raise Invalid(own=Refusal(N_("{name}: {why}"), name=row.name, why=Term(wrong.text))) from None


def _defined(work: Work, subject: str) -> Sequence[Any]:
    return work.rows(
        select(OwnField.id, OwnField.name, OwnField.other_name, OwnField.kind, OwnField.choices)
        .where(OwnField.subject == subject, OwnField.archived.is_(None))
        .order_by(OwnField.position, OwnField.id)
    )
