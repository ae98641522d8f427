"""What it costs to win customers: dated lines of four kinds, of a campaign or of none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.campaign import COSTS, Campaign, CampaignCost
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.money import MOST, Money
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import FEW, in_order, page_of, turned
from fmcrm_desktop.store.work import Work


@dataclass
class CostForm:
    """An amount spent on a day."""

    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    kind: Annotated[str, Field(N_("Kind of cost"), choices=COSTS, required=True)] = "advertising"
    amount: Annotated[Money | None, Field(N_("Amount"), required=True)] = None
    campaign_id: Annotated[
        int | None,
        Field(N_("Campaign"), pick="campaign", hint=N_("Empty: no campaign")),
    ] = None
    text: Annotated[str, Field(N_("What for"), longest=300)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class CostRow:
    """A line in the list."""

    id: int
    day: date
    kind: str
    amount: int
    campaign_id: int | None
    campaign: str
    campaign_other: str
    text: str
    archived: bool


@needs("money.read")
def page(work: Work, query: Query) -> Page[CostRow]:
    """Costs, the latest first; filters kind, campaign (None: of none), days (first and last)."""
    its = CampaignCost
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    if query.where.get("kind"):
        ids = ids.where(its.kind.in_(query.where["kind"]))
    campaigns = query.where.get("campaign", ())
    if campaigns:
        named = [each for each in campaigns if each is not None]
        ids = ids.where(its.campaign_id.in_(named) if named else its.campaign_id.is_(None))
    if query.where.get("days"):
        first, last = (date.fromisoformat(str(day)) for day in query.where["days"])
        ids = ids.where(its.day >= first, its.day <= last)
    if query.text.strip():
        ids = ids.where(its.id.in_(_worded(work, query.text)))
    column = {"amount": its.amount}.get(query.sort, its.day)
    down = query.descending if query.sort else True
    plain = Query(where=query.where, archived=query.archived)
    return page_of(work, plain, "", ids.order_by(turned(column, down), turned(its.id, down)), rows)


def _worded(work: Work, text: str) -> list[int]:
    """Lines have no search documents: their words and the campaign's name are looked through."""
    columns = select(CampaignCost.id, CampaignCost.text, Campaign.name, Campaign.other_name).outerjoin(
        Campaign, Campaign.id == CampaignCost.campaign_id
    )
    wanted = fold(text).split()
    found = [
        id
        for id, *said in work.rows(columns.order_by(CampaignCost.id.desc()))
        if all(word in fold(" ".join(part or "" for part in said)) for word in wanted)
    ]
    return found[:FEW]


@needs("money.read")
def rows(work: Work, ids: Sequence[int]) -> list[CostRow]:
    """The rows of these lines, in this order."""
    its = CampaignCost
    columns = (
        select(
            its.id, its.day, its.kind, its.amount, its.campaign_id, Campaign.name.label("campaign"),
            Campaign.other_name.label("campaign_other"), its.text, its.archived.is_not(None).label("archived"),
        )
        .outerjoin(Campaign, Campaign.id == its.campaign_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    found = [
        CostRow(
            **{**row._mapping, "campaign": row.campaign or "", "campaign_other": row.campaign_other or ""}
        )
        for row in work.rows(columns)
    ]
    return in_order(ids, found, lambda row: row.id)


@needs("money.read")
def draft(work: Work, given: Mapping[str, Any]) -> CostForm:
    """A form of today; of a campaign with its kind."""
    form = CostForm(day=work.now.astimezone(work.zone).date())
    campaign = given.get("campaign", given.get("campaign_id"))
    if campaign is not None:
        form.campaign_id, form.kind = campaign, work.get(Campaign, campaign).kind
    return form


@needs("money.write")
def add(work: Work, form: CostForm) -> int:
    """Keep an amount that was spent."""
    return int(work.add(CampaignCost(**_values(work, form))).id)


@needs("money.read")
def form_of(work: Work, id: int) -> CostForm:
    """A line as it stands, to put it right."""
    it = work.get(CampaignCost, id)
    amount = Money(it.amount, settings.get(work, "office.currency"))
    return CostForm(it.day, it.kind, amount, it.campaign_id, it.text, it.version)


@needs("money.write")
def change(work: Work, id: int, form: CostForm) -> int:
    """Put a line right."""
    it = work.get(CampaignCost, id, seen=form.version)
    for name, value in _values(work, form).items():
        setattr(it, name, value)
    return id


@needs("money.write")
def archive(work: Work, id: int) -> int:
    """Put away a line that was never spent."""
    work.archive(work.get(CampaignCost, id))
    return id


@needs("money.write")
def restore(work: Work, id: int) -> int:
    """Take an archived line back."""
    work.restore(work.get(CampaignCost, id))
    return id


def _values(work: Work, form: CostForm) -> dict[str, Any]:
    check(form)
    assert form.amount is not None
    if not 0 < form.amount.minor <= MOST:
        raise Invalid(amount=N_("Check the amount."))
    if form.campaign_id is not None:
        work.get(Campaign, form.campaign_id)
    return {
        "day": form.day, "kind": form.kind, "amount": form.amount.minor, "campaign_id": form.campaign_id,
        "text": form.text,
    }  # fmt: skip
