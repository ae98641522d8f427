"""Bodies of owners with their members, posts and terms, and the rule by which they vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.committee import BODY_KINDS, POSTS, CommitteeBody, CommitteeMember
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Site
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal
from fmcrm_desktop.model.voting import BASES, COUNTS, Rule, part_of
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import lines
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import shares
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

OFFERED = 20
PARTS = {"quorum": N_("Quorum"), "majority": N_("Majority")}
_WHO, _RULE = N_("The body"), N_("How it votes")
_PLAIN = ("name", "other_name", "kind", "site_id", "building_id", "note")
RULE = ("counts", "quorum", "quorum_more", "majority", "majority_more", "base")


@dataclass
class MemberLine:
    """Somebody's post in the body; a former member has a last day."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", required=True)] = None
    post: Annotated[str, Field(N_("Post in the body"), choices=POSTS, required=True)] = "member"
    from_day: Annotated[date | None, Field(N_("Since"))] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class BodyForm:
    """A body as the clerk enters it. A quorum and a majority are written 1/2, 2/3 or 60 %."""

    name: Annotated[str, Field(N_("Name of the body"), longest=120, required=True, group=_WHO)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120, group=_WHO)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=BODY_KINDS, required=True, group=_WHO)] = "committee"
    site_id: Annotated[int | None, Field(N_("Site"), pick="site", group=_WHO)] = None
    building_id: Annotated[
        int | None, Field(N_("Building"), pick="building", group=_WHO, hint=N_("Empty: the whole site"))
    ] = None
    members: Annotated[tuple[MemberLine, ...], Field(N_("Members"), group=_WHO)] = ()
    counts: Annotated[str, Field(N_("Votes count"), choices=COUNTS, required=True, group=_RULE)] = "head"
    quorum: Annotated[
        str, Field(N_("Quorum"), longest=12, group=_RULE, hint=N_("1/2, 2/3 or 60 %; empty: none"))
    ] = "1/2"
    quorum_more: Annotated[bool, Field(N_("More than this must come"), group=_RULE)] = True
    majority: Annotated[str, Field(N_("Majority"), longest=12, required=True, group=_RULE)] = "1/2"
    majority_more: Annotated[bool, Field(N_("More than this must agree"), group=_RULE)] = True
    base: Annotated[str, Field(N_("Majority of"), choices=BASES, required=True, group=_RULE)] = "cast"
    note: Annotated[str, Field(N_("Note"), longest=2_000, lines=3, group=_WHO)] = ""
    version: int | None = None
    known: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in the list; ``members`` are those in office today."""

    id: int
    name: str
    other_name: str
    kind: str
    place: str
    place_other: str
    members: int
    chair: str
    chair_other: str
    archived: bool


@dataclass(frozen=True)
class MemberRow:
    """A member, past or present, and how to reach them."""

    person_id: int
    name: str
    other_name: str
    post: str
    from_day: date | None
    until_day: date | None
    current: bool
    phone: str = ""


@dataclass(frozen=True)
class BodyCard:
    """A body with its rule and everybody who ever sat in it, those in office first."""

    id: int
    archived: bool
    row: BodyRow
    rule: Rule
    members: tuple[MemberRow, ...]
    note: str


@needs("complaint.read")
def body_page(work: Work, query: Query) -> Page[BodyRow]:
    """The bodies by name; an office has few."""
    gone = CommitteeBody.archived.is_not(None) if query.archived else CommitteeBody.archived.is_(None)
    ids = select(CommitteeBody.id).where(gone).order_by(CommitteeBody.name, CommitteeBody.id)
    if query.where.get("id"):
        ids = ids.where(CommitteeBody.id.in_(query.where["id"]))
    return few(
        query,
        body_rows(work, work.column(ids)),
        lambda row: f"{row.name} {row.other_name} {row.place} {row.chair}",
    )


@needs("complaint.read")
def body_rows(work: Work, ids: Sequence[int]) -> list[BodyRow]:
    """The rows of these bodies, in this order."""
    its, today = CommitteeBody, work.now.astimezone(work.zone).date()
    chosen = (
        select(
            its.id,
            its.name,
            its.other_name,
            its.kind,
            Site.name,
            Site.other_name,
            Building.code,
            its.archived,
        )
        .outerjoin(Site, Site.id == its.site_id)
        .outerjoin(Building, Building.id == its.building_id)
        .where(its.id.in_(ids))
    )
    sitting: dict[int, list[tuple[str, str, str]]] = {}
    its_members = (
        select(CommitteeMember.body_id, CommitteeMember.post, Person.name, Person.other_name)
        .join(Person, Person.id == CommitteeMember.person_id)
        .where(CommitteeMember.body_id.in_(ids), CommitteeMember.archived.is_(None), *in_office(today))
        .order_by(CommitteeMember.id)
    )
    for body, *member in work.rows(its_members):
        sitting.setdefault(body, []).append(tuple(member))
    found = []
    for id, name, other, kind, site, site_other, building, archived in work.rows(chosen):
        place, place_other = (f"{part or ''} {building or ''}".strip() for part in (site, site_other or site))
        chair = next((each[1:] for each in sitting.get(id, ()) if each[0] == "chair"), ("", ""))
        many = len(sitting.get(id, ()))
        found.append(BodyRow(id, name, other, kind, place, place_other, many, *chair, archived is not None))
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def body_card(work: Work, id: int) -> BodyCard:
    """Everything the page of a body shows. Raises Missing."""
    found = body_rows(work, [id])
    if not found:
        raise Missing("committee_body", id)
    it = work.get(CommitteeBody, id)
    return BodyCard(id, found[0].archived, found[0], shares.rule_of(it), members(work, id), it.note)


def members(work: Work, body: int) -> tuple[MemberRow, ...]:
    """Everybody who sits or sat in a body: those in office first, by post, then the former ones, latest first."""
    from fmcrm_desktop.model.person import ContactPoint

    its, today = CommitteeMember, work.now.astimezone(work.zone).date()
    phone = (
        select(func.min(ContactPoint.value))
        .where(
            ContactPoint.person_id == its.person_id,
            ContactPoint.archived.is_(None),
            ContactPoint.digits != "",
        )
        .where(ContactPoint.do_not_use.is_(False))
        .scalar_subquery()
    )
    chosen = (
        select(its.person_id, Person.name, Person.other_name, its.post, its.from_day, its.until_day, phone)
        .join(Person, Person.id == its.person_id)
        .where(its.body_id == body, its.archived.is_(None))
        .order_by(its.id)
    )
    found = []
    for person, name, other, post, since, until, number in work.rows(chosen):
        current = (since is None or since <= today) and (until is None or until >= today)
        found.append(MemberRow(person, name, other, post, since, until, current, number or ""))
    order = list(POSTS)
    return tuple(
        sorted((each for each in found if each.current), key=lambda each: order.index(each.post))
        + sorted(
            (each for each in found if not each.current),
            key=lambda each: each.until_day or date.max,
            reverse=True,
        )
    )


def in_office(day: date) -> tuple[Any, ...]:
    """The criterion of members in office on a day."""
    its = CommitteeMember
    return (
        or_(its.from_day.is_(None), its.from_day <= day),
        or_(its.until_day.is_(None), its.until_day >= day),
    )


@needs("complaint.read")
def body_choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: the bodies whose names hold what was typed, or the ones with these ids."""
    its = CommitteeBody
    chosen = select(its.id, its.name, its.other_name).order_by(its.name, its.id)
    chosen = chosen.where(its.id.in_(ids) if ids else its.archived.is_(None))
    wanted = fold(text)
    found = [row for row in work.rows(chosen) if ids or says(f"{row.name} {row.other_name}", wanted)]
    return [Choice(id, name, other=other) for id, name, other in found[:OFFERED]]


@needs("complaint.read")
def body_options(work: Work) -> list[tuple[int, str, str]]:
    """The bodies, for a filter."""
    return [(each.id, each.text, each.other) for each in body_choices(work)]


def the_only(work: Work) -> int | None:
    """The body of an office that has but one; nothing has to be chosen there."""
    found = work.column(select(CommitteeBody.id).where(CommitteeBody.archived.is_(None)).limit(2))
    return found[0] if len(found) == 1 else None


@needs("complaint.write")
def add_body(work: Work, form: BodyForm) -> int:
    """Keep a new body with its members."""
    id = work.add(CommitteeBody(**_values(work, form))).id
    lines.keep(work, CommitteeMember, form.members, form.known, body_id=id)
    return id


@needs("complaint.read")
def body_form(work: Work, id: int) -> BodyForm:
    """A body as it stands, with the version seen and all its members."""
    it = work.get(CommitteeBody, id)
    kept = work.records(
        select(CommitteeMember)
        .where(CommitteeMember.body_id == id, CommitteeMember.archived.is_(None))
        .order_by(CommitteeMember.id)
    )
    sitting = tuple(
        lines.as_read(MemberLine(each.person_id, each.post, each.from_day, each.until_day, each.id))
        for each in kept
    )
    values = {name: getattr(it, name) for name in (*_PLAIN, *RULE)}
    values["quorum"] = "" if it.quorum == "0" else it.quorum
    return BodyForm(**values, members=sitting, version=it.version, known=tuple(each.id for each in kept))


@needs("complaint.write")
def change_body(work: Work, id: int, form: BodyForm) -> int:
    """Put a body right; meetings entered before keep the rule they were entered with."""
    values = _values(work, form)
    it = work.get(CommitteeBody, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    lines.keep(work, CommitteeMember, form.members, form.known, body_id=id)
    return id


@needs("complaint.write")
def archive_body(work: Work, id: int) -> int:
    """The body is no more; what it did is kept."""
    work.archive(work.get(CommitteeBody, id))
    return id


@needs("complaint.write")
def restore_body(work: Work, id: int) -> int:
    """Take an archived body back."""
    work.restore(work.get(CommitteeBody, id))
    return id


def _values(work: Work, form: BodyForm) -> dict[str, Any]:
    check(form)
    wrong: dict[str, str | Refusal] = {}
    parts: dict[str, Fraction] = {}
    for name in PARTS:
        try:
            parts[name] = part_of(getattr(form, name))
        except ValueError:
            wrong[name] = N_("Write a part like 1/2, 2/3 or 60 %.")
    for line in form.members:
        check(line)
        if line.from_day and line.until_day and line.until_day < line.from_day:
            wrong["members"] = N_("A term ends after it begins.")
    if wrong:
        raise Invalid(**wrong)
    for table, id in ((Site, form.site_id), (Building, form.building_id)):
        if id is not None:
            work.get(table, id)
    for line in form.members:
        assert line.person_id is not None
        work.get(Person, line.person_id)
    values = {name: getattr(form, name) for name in (*_PLAIN, *RULE)}
    return values | {name: str(part) for name, part in parts.items()}
