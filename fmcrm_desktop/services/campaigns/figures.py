"""What winning customers brings and costs in a period: by stage, source, person and campaign, for screen and paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.campaign import COSTS, Campaign, CampaignCost, Response
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.prospect import OPEN, SOURCES, STAGES, Lead
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.campaigns.keeping import per_won
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.prospects.listing import came_to, in_days
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class StageLine:
    """How many of those entered in the period ever came to a stage."""

    state: str
    reached: int


@dataclass(frozen=True)
class Line:
    """Those entered in the period of one source, person or campaign: what has become of them until now. ``mean`` and
    ``median``: days from the entry to the end of those won."""

    key: Any
    names: Names
    entered: int
    won: int
    lost: int
    mean: float | None
    median: float | None
    cost: int = 0
    responses: int = 0

    @property
    def open(self) -> int:
        return self.entered - self.won - self.lost

    @property
    def per_won(self) -> int | None:
        return per_won(self.cost, self.won)


@dataclass(frozen=True)
class ProspectSheet:
    """The figures of a period. ``won`` and ``lost`` count those closed within it, whenever they were entered; days
    are those of the won; ``open`` is how many are open now."""

    head: Head
    first: date
    last: date
    currency: str
    entered: int
    won: int
    lost: int
    open: int
    mean: float | None
    median: float | None
    costs: tuple[tuple[str, int], ...]
    stages: tuple[StageLine, ...]
    sources: tuple[Line, ...]
    people: tuple[Line, ...]
    campaigns: tuple[Line, ...]
    reasons: tuple[tuple[str, int], ...]
    """Why those lost in the period were lost, the most frequent first."""

    @property
    def cost(self) -> int:
        return sum(amount for _, amount in self.costs)

    @property
    def per_won(self) -> int | None:
        return per_won(self.cost, self.won)


@dataclass
class PeriodForm:
    """The days that are counted, both included."""

    first: Annotated[date | None, Field(N_("From"), required=True)] = None
    last: Annotated[date | None, Field(N_("Until"), required=True)] = None


@needs("report.read")
def period(work: Work, form: PeriodForm) -> tuple[date, date]:
    """The days as they were chosen, checked."""
    check(form)
    assert form.first is not None and form.last is not None
    if form.last < form.first:
        raise Invalid(last=N_("The last day lies before the first."))
    return form.first, form.last


@needs("report.read")
def today(work: Work) -> date:
    """The office's day, up to which the paper counts where nothing else is said."""
    return work.now.astimezone(work.zone).date()


@needs("report.read")
def sheet(work: Work, first: date, last: date) -> ProspectSheet:
    """The figures of the days from first to last, both included, on the office's clock."""
    if last < first:
        raise Invalid(until=N_("The last day lies before the first."))
    closed = in_days(work, Lead.closed, first, last)
    won = work.rows(_leads(Lead.entered, Lead.closed).where(closed, Lead.state == "won"))
    lost = _counts(work, Lead.lost_reason, closed, Lead.state == "lost")
    days = _days(work, won)
    open_ = work.value(_leads(func.count()).where(Lead.state.in_(OPEN)))
    money = work.who.may("money.read")
    costs = _costs(work, first, last, CampaignCost.kind) if money else {}
    cohort = _cohort(work, first, last)
    campaigns = _lines(work, cohort, 2, _names(work, Campaign, [row[2] for row in cohort]))
    return ProspectSheet(
        head(work), first, last, str(settings.get(work, "office.currency")), len(cohort), len(won),
        sum(lost.values()), int(open_), fmean(days) if days else None, float(median(days)) if days else None,
        tuple((kind, int(costs.get(kind, 0))) for kind in COSTS), _stages(work, first, last),
        _lines(work, cohort, 0, {source: Names(word) for source, word in SOURCES.items()}),
        _lines(work, cohort, 1, _names(work, Staff, [row[1] for row in cohort])),
        _with_costs(work, campaigns, first, last) if money else campaigns,
        tuple(sorted(lost.items(), key=lambda pair: (-pair[1], pair[0]))),
    )  # fmt: skip


def _leads(*columns: Any) -> Any:
    return select(*columns).select_from(Lead).where(Lead.archived.is_(None))


def _counts(work: Work, column: Any, *where: Any) -> dict[Any, int]:
    return dict(work.rows(_leads(column, func.count()).where(*where).group_by(column)))


def _cohort(work: Work, first: date, last: date) -> Sequence[Any]:
    """(source, person, campaign, state, entered, closed) of each prospect entered in the period."""
    its = Lead
    columns = _leads(its.source, its.responsible_id, its.campaign_id, its.state, its.entered, its.closed)
    return work.rows(columns.where(in_days(work, Lead.entered, first, last)))


def _days(work: Work, rows: Sequence[Any]) -> list[int]:
    """Whole days from the entry to the end, by the office's clock; none where that was set back between them."""
    zone = work.zone
    return [
        max(0, (closed.astimezone(zone).date() - entered.astimezone(zone).date()).days)
        for entered, closed in rows
    ]


def _lines(work: Work, cohort: Sequence[Any], at: int, names: dict[Any, Names]) -> tuple[Line, ...]:
    """The cohort by one of its columns, the largest first."""
    states: dict[Any, Counter[str]] = defaultdict(Counter)
    spans: dict[Any, list[Any]] = defaultdict(list)
    for row in cohort:
        states[row[at]][row[3]] += 1
        if row[3] == "won":
            spans[row[at]].append((row[4], row[5]))
    found = []
    for key, counted in states.items():
        days = _days(work, spans[key])
        mean, middle = (fmean(days), float(median(days))) if days else (None, None)
        found.append(
            Line(key, names.get(key, Names()), counted.total(), counted["won"], counted["lost"], mean, middle)
        )
    return tuple(sorted(found, key=lambda line: (-line.entered, str(line.key))))


def _names(work: Work, table: Any, ids: Sequence[int | None]) -> dict[Any, Names]:
    wanted = {id for id in ids if id is not None}
    columns = select(table.id, table.name, table.other_name)
    rows = work.rows(columns.where(table.id.in_(sorted(wanted)))) if wanted else []
    return {id: Names(name, other) for id, name, other in rows}


def _stages(work: Work, first: date, last: date) -> tuple[StageLine, ...]:
    reached = (
        select(Move.to_state, func.count(Move.subject_id.distinct()))
        .join(Lead, Lead.id == Move.subject_id)
        .where(Move.subject == "lead", Lead.archived.is_(None), in_days(work, Lead.entered, first, last))
        .group_by(Move.to_state)
    )
    counts = dict(work.rows(reached))
    return tuple(StageLine(state, counts.get(state, 0)) for state in STAGES)


def _costs(work: Work, first: date, last: date, by: Any) -> dict[Any, int]:
    spent = select(by, func.sum(CampaignCost.amount)).where(
        CampaignCost.archived.is_(None), CampaignCost.day >= first, CampaignCost.day <= last
    )
    return {key: int(amount) for key, amount in work.rows(spent.group_by(by))}


def _with_costs(work: Work, lines: tuple[Line, ...], first: date, last: date) -> tuple[Line, ...]:
    """Beside what came of campaigns what they cost and who answered; campaigns nobody came from too."""
    costs = _costs(work, first, last, CampaignCost.campaign_id)
    answered = select(Response.campaign_id, func.count()).where(
        Response.archived.is_(None),
        Response.campaign_id.is_not(None),
        in_days(work, Response.moment, first, last),
    )
    answers = dict(work.rows(answered.group_by(Response.campaign_id)))
    known = {line.key: line for line in lines}
    names = _names(work, Campaign, [*known, *costs, *answers])
    found = []
    for key in {**known, **costs, **answers}:
        line = known.get(key) or Line(key, Names(), 0, 0, 0, None, None)
        found.append(
            Line(
                key, names.get(key, Names()), line.entered, line.won, line.lost, line.mean, line.median,
                costs.get(key, 0), answers.get(key, 0),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda line: (line.key is None, -line.entered, -line.cost, str(line.key))))


@dataclass(frozen=True)
class CampaignFigures:
    """All that a campaign cost and all that came of it: costs by kind, stages its prospects came to, days of the
    won."""

    costs: tuple[tuple[str, int], ...]
    stages: tuple[StageLine, ...]
    mean: float | None
    median: float | None


@needs("person.read")
def of_campaign(work: Work, id: int) -> CampaignFigures:
    """The figures of one campaign from its beginning until now."""
    spent = select(CampaignCost.kind, func.sum(CampaignCost.amount)).where(
        CampaignCost.archived.is_(None), CampaignCost.campaign_id == id
    )
    rows = work.rows(spent.group_by(CampaignCost.kind)) if work.who.may("money.read") else []
    costs = {kind: int(amount) for kind, amount in rows}
    won = work.rows(_leads(Lead.entered, Lead.closed).where(Lead.campaign_id == id, Lead.state == "won"))
    days = _days(work, won)
    of_it = _leads(func.count()).where(Lead.campaign_id == id)
    counts = work.row(
        select(*(of_it.where(Lead.id.in_(came_to((each,)))).scalar_subquery() for each in STAGES))
    )
    stages = [StageLine(state, int(count)) for state, count in zip(STAGES, counts or (), strict=True)]
    return CampaignFigures(
        tuple((kind, costs[kind]) for kind in COSTS if kind in costs), tuple(stages),
        fmean(days) if days else None, float(median(days)) if days else None,
    )  # fmt: skip
