"""Campaigns kept and listed: name, kind, period, and beside each what it cost and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import case, func, select

from fmcrm_desktop.model.campaign import COSTS, Campaign, CampaignCost, CampaignPerson, Response
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

OFFERED = 20
STATES = {"coming": N_("Still to come"), "running": N_("Running"), "over": N_("Over")}
_PLAIN = ("name", "other_name", "kind", "from_day", "until_day", "note")


@dataclass
class CampaignForm:
    """What is done, and from when until when."""

    name: Annotated[str, Field(N_("Name of the campaign"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=COSTS, required=True)] = "advertising"
    from_day: Annotated[date | None, Field(N_("From"), required=True)] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    note: Annotated[str, Field(N_("Note"), longest=2000, lines=3)] = ""
    version: int | None = None


@dataclass
class AudienceForm:
    """Whom a campaign speaks to: those found, beside those it speaks to already."""

    building_id: Annotated[int | None, Field(N_("Building"), pick="building")] = None
    words: Annotated[str, Field(N_("Found by the words"), longest=200)] = ""
    people: Annotated[tuple[int, ...], Field(N_("People"), pick="person")] = ()


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign in the list, with all it cost and all that came of it until now."""

    id: int
    name: str
    other_name: str
    kind: str
    from_day: date
    until_day: date | None
    note: str
    state: str
    cost: int
    audience: int
    responses: int
    leads: int
    won: int
    archived: bool

    @property
    def per_won(self) -> int | None:
        return per_won(self.cost, self.won)


def per_won(cost: int, won: int) -> int | None:
    """What one won customer cost, in whole minor units rounded once; None where nobody was won."""
    return (2 * cost + won) // (2 * won) if won else None


@needs("person.read")
def page(work: Work, query: Query) -> Page[CampaignRow]:
    """Campaigns, the latest first; filters state, kind, id."""
    ids = select(Campaign.id).where(
        Campaign.archived.is_not(None) if query.archived else Campaign.archived.is_(None)
    )
    for name, column in (("kind", Campaign.kind), ("id", Campaign.id)):
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    wanted = query.where.get("state")
    if wanted:
        ids = ids.where(_state(_today(work)).in_(wanted))
    by: Any = Campaign.name if query.sort == "name" else Campaign.from_day
    down = query.descending if query.sort else True
    return page_of(work, query, "campaign", ids.order_by(turned(by, down), turned(Campaign.id, down)), rows)


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[CampaignRow]:
    """The rows of these campaigns, in this order; what came of them is counted for all at once."""
    day = _today(work)
    plain = select(
        Campaign.id, Campaign.name, Campaign.other_name, Campaign.kind, Campaign.from_day, Campaign.until_day,
        Campaign.note, _state(day).label("state"), Campaign.archived.is_not(None).label("archived"),
    ).where(Campaign.id.in_(ids))  # fmt: skip
    leads = _counted(work, Lead, ids)
    won = _counted(work, Lead, ids, Lead.state == "won")
    cost = select(CampaignCost.campaign_id, func.sum(CampaignCost.amount)).where(
        CampaignCost.campaign_id.in_(ids), CampaignCost.archived.is_(None)
    )
    costs = _pairs(work, cost.group_by(CampaignCost.campaign_id)) if work.who.may("money.read") else {}
    people = _counted(work, CampaignPerson, ids)
    responses = _counted(work, Response, ids)
    found = [
        CampaignRow(
            **row._mapping, cost=int(costs.get(row.id, 0)), audience=people.get(row.id, 0),
            responses=responses.get(row.id, 0), leads=leads.get(row.id, 0), won=won.get(row.id, 0),
        )
        for row in work.rows(plain)
    ]  # fmt: skip
    return in_order(ids, found, lambda row: row.id)


def _counted(work: Work, table: Any, ids: Sequence[int], *more: Any) -> dict[int, int]:
    kept = [table.archived.is_(None)] if hasattr(table, "archived") else []
    counts = select(table.campaign_id, func.count()).where(table.campaign_id.in_(ids), *kept, *more)
    return _pairs(work, counts.group_by(table.campaign_id))


def _pairs(work: Work, columns: Any) -> dict[int, int]:
    return dict(work.rows(columns))


def _state(day: date) -> Any:
    return case((Campaign.from_day > day, "coming"), (Campaign.until_day < day, "over"), else_="running")


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


@needs("person.read")
def draft(work: Work, given: Mapping[str, Any]) -> CampaignForm:
    """A form that begins today."""
    return CampaignForm(**{"from_day": _today(work), **given})


@needs("person.write")
def add(work: Work, form: CampaignForm) -> int:
    """Keep a new campaign."""
    _checked(form)
    return int(work.add(Campaign(**{name: getattr(form, name) for name in _PLAIN})).id)


@needs("person.read")
def form_of(work: Work, id: int) -> CampaignForm:
    """A campaign as it stands, to change it."""
    it = work.get(Campaign, id)
    return CampaignForm(**{name: getattr(it, name) for name in _PLAIN}, version=it.version)


@needs("person.write")
def change(work: Work, id: int, form: CampaignForm) -> int:
    """Change a campaign."""
    _checked(form)
    it = work.get(Campaign, id, seen=form.version)
    for name in _PLAIN:
        setattr(it, name, getattr(form, name))
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Put a campaign away; what came of it stays."""
    work.archive(work.get(Campaign, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Take an archived campaign back."""
    work.restore(work.get(Campaign, id))
    return id


def _checked(form: CampaignForm) -> None:
    check(form)
    if form.until_day is not None and form.from_day is not None and form.until_day < form.from_day:
        raise Invalid(until_day=N_("The last day lies before the first."))


@needs("person.write")
def address(work: Work, id: int, form: AudienceForm) -> int:
    """Let a campaign speak to the people found too; gives how many were added."""
    check(form)
    work.get(Campaign, id)
    people = list(form.people)
    if form.building_id is not None or form.words:
        query = Query(text=form.words)
        people += owners.page(
            work, query.having("building", form.building_id) if form.building_id else query
        ).ids
    there = set(work.column(select(CampaignPerson.person_id).where(CampaignPerson.campaign_id == id)))
    new = [person for person in dict.fromkeys(people) if person not in there]
    if not new:
        raise Invalid(words=N_("Nobody new is found by this."))
    work.add_many(CampaignPerson, [{"campaign_id": id, "person_id": person} for person in new])
    return len(new)


@needs("person.read")
def audience(work: Work, id: int) -> tuple[int, ...]:
    """The people a campaign speaks to."""
    columns = select(CampaignPerson.person_id).where(CampaignPerson.campaign_id == id)
    return tuple(work.column(columns.order_by(CampaignPerson.id)))


@needs("person.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Campaigns for pickers, the latest first: those whose name holds what was typed, or the ones with these ids."""
    columns = select(Campaign.id, Campaign.name, Campaign.other_name)
    columns = columns.where(Campaign.id.in_(ids) if ids else Campaign.archived.is_(None))
    wanted = fold(text)
    found = [
        Choice(id, name, other=other)
        for id, name, other in work.rows(columns.order_by(Campaign.from_day.desc(), Campaign.id.desc()))
        if ids or says(f"{name} {other}", wanted)
    ]
    return found if ids else found[:OFFERED]


@needs("person.read")
def options(work: Work) -> list[tuple[int, str, str]]:
    """All campaigns, for a filter."""
    columns = select(Campaign.id, Campaign.name, Campaign.other_name).where(Campaign.archived.is_(None))
    return [(id, name, other) for id, name, other in work.rows(columns.order_by(Campaign.from_day.desc()))]
