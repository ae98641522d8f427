"""The weeks to come by trade and territory: preventive work, what is on hand and what is expected, beside the time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.territory import Territory
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.forecast import counted, method
from fmcrm_desktop.services.forecast.counted import Group, Taken
from fmcrm_desktop.services.forecast.method import WEEK, Past
from fmcrm_desktop.services.plans import due
from fmcrm_desktop.services.plans.workload import minutes_there
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.services.territories.belonging import held
from fmcrm_desktop.store.work import Work

WEEKS = 8
MOST = 12


@dataclass(frozen=True, slots=True)
class Amount:
    """Orders and the minutes they take."""

    orders: float = 0.0
    minutes: float = 0.0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.orders + other.orders, self.minutes + other.minutes)

    def times(self, factor: float) -> Amount:
        return Amount(self.orders * factor, self.minutes * factor)


@dataclass(frozen=True, slots=True)
class Cell:
    """A week: what plans bring, what is open already, and what is expected to be asked for."""

    plans: Amount = Amount()
    on_hand: Amount = Amount()
    new: Amount = Amount()

    @property
    def all(self) -> Amount:
        return self.plans + self.on_hand + self.new


@dataclass(frozen=True, slots=True)
class Line:
    """A trade, a territory (None: in none), or the whole office, over the weeks. ``usual`` is how many orders a week
    asked for; ``plan_ids`` and ``buildings`` lead to the records."""

    key: int | None
    names: Names
    cells: tuple[Cell, ...]
    usual: float
    open: int
    """Orders on hand, whatever their week."""
    plan_ids: tuple[int, ...] = ()
    buildings: tuple[int | None, ...] = ()
    past: Past | None = None

    @property
    def all(self) -> Amount:
        return sum((cell.all for cell in self.cells), Amount())


@dataclass(frozen=True)
class Forecast:
    """``weeks`` are Mondays, ``there`` the minutes there are in each; ``before`` are the weeks whose mean was taken,
    ``seasons`` last year's factor of each week, None where last year cannot tell."""

    head: Head
    weeks: tuple[date, ...]
    there: tuple[int, ...]
    whole: Line
    trades: tuple[Line, ...]
    territories: tuple[Line, ...]
    before: tuple[date, ...]
    seasons: tuple[float | None, ...]

    @property
    def past(self) -> Past | None:
        return self.whole.past


@dataclass
class _Sums:
    """What belongs to one line, as it is gathered."""

    came: Counter[date] = field(default_factory=Counter)
    usual_orders: int = 0
    usual_minutes: float = 0.0
    """Of all the weeks whose mean is taken, together."""
    plans: dict[int, Amount] = field(default_factory=lambda: defaultdict(Amount))
    hand: dict[int, Amount] = field(default_factory=lambda: defaultdict(Amount))
    open: int = 0
    plan_ids: set[int] = field(default_factory=set)
    buildings: set[int | None] = field(default_factory=set)


Placing = Callable[[Group], int | None]


@dataclass(frozen=True)
class _Found:
    """All that was counted, before it is placed in lines."""

    weeks: tuple[date, ...]
    origin: date
    first: date | None
    came: list[Group]
    plans: list[Group]
    hand: list[Group]
    taken: Taken
    factors: tuple[float, ...]
    """Of each week: its season, and how much of it is still to come."""
    seasons: Counter[date]


@needs("order.read")
def forecast(work: Work, first: date | None = None, count: int = WEEKS) -> Forecast:
    """The weeks from the one with ``first`` (today) in it, told from what is known now; what is overdue stands in the
    first one. How new orders are expected: method.py."""
    today = due.today(work)
    begin = first or today
    begin -= timedelta(begin.weekday())
    origin = min(begin, today - timedelta(today.weekday()))
    weeks = tuple(begin + WEEK * n for n in range(max(1, min(count, MOST))))
    since = counted.first_week(work)
    came = counted.came(work, origin, (weeks[-1] - origin).days // 7 + 1)
    whole = Counter[date]()
    for group in came:
        if group.week is not None:
            whole[group.week] += group.orders
    seasons = tuple(method.season(whole, origin, week, since) for week in weeks)
    parts = [
        counted.rest_of_week(work, origin, today.weekday()) if week <= today < week + WEEK else 1.0
        for week in weeks
    ]
    found = _Found(
        weeks, origin, since, came, list(counted.of_plans(work, weeks[-1] + WEEK)), counted.on_hand(work),
        counted.taken(work, origin), tuple((s or 1.0) * part for s, part in zip(seasons, parts, strict=True)), whole,
    )  # fmt: skip
    return Forecast(
        head(work), weeks, minutes_there(work, weeks), _lines(found, lambda _group: 0, {})[0],
        _lines(found, lambda group: group.category, _trades(work)), _territories(work, found, today),
        method.before(origin, since), seasons,
    )  # fmt: skip


def _lines(found: _Found, place: Placing, names: dict[int | None, Names]) -> tuple[Line, ...]:
    """The lines that have any work or had any, most work first; with names of none, the one line of the office."""
    sums: dict[int | None, _Sums] = defaultdict(_Sums)
    if not names:
        sums[0] = _Sums()
    known = frozenset(method.before(found.origin, found.first))
    for group in found.came:
        one = sums[place(group)]
        one.buildings.add(group.building)
        if group.week is not None:
            one.came[group.week] += group.orders
        if group.week in known:
            one.usual_orders += group.orders
            one.usual_minutes += group.orders * found.taken.of(group.category)
    for kind, groups in (("plans", found.plans), ("hand", found.hand)):
        for group in groups:
            _gather(sums[place(group)], kind, group, found)
    lines = [_line(key, names.get(key, Names()), one, found, len(known)) for key, one in sums.items()]
    kept = [line for line in lines if not names or line.all.orders or line.usual]
    return tuple(sorted(kept, key=lambda line: (line.key is None, -line.all.minutes, line.names.name)))


def _gather(one: _Sums, kind: str, group: Group, found: _Found) -> None:
    at = max(0, (group.week - found.weeks[0]).days // 7) if group.week is not None else 0
    one.buildings.add(group.building)
    if kind == "hand":
        one.open += group.orders
    if at >= len(found.weeks):
        return
    minutes = group.minutes + (group.untold * found.taken.of(group.category) if kind == "hand" else 0)
    weeks = one.hand if kind == "hand" else one.plans
    weeks[at] += Amount(group.orders, minutes)
    if group.plan is not None:
        one.plan_ids.add(group.plan)


def _line(key: int | None, names: Names, one: _Sums, found: _Found, known: int) -> Line:
    usual = Amount(one.usual_orders, one.usual_minutes).times(1 / max(1, known))
    cells = tuple(
        Cell(one.plans[n], one.hand[n], usual.times(factor)) for n, factor in enumerate(found.factors)
    )
    past = method.past(one.came, found.seasons, found.origin, found.first)
    buildings = tuple(sorted(one.buildings, key=lambda id: (id is None, id or 0)))
    return Line(key, names, cells, usual.orders, one.open, tuple(sorted(one.plan_ids)), buildings, past)


def _trades(work: Work) -> dict[int | None, Names]:
    columns = select(Category.id, Category.name, Category.other_name).where(Category.subject == "order")
    return {None: Names(), **{id: Names(name, other) for id, name, other in work.rows(columns)}}


def _territories(work: Work, found: _Found, today: date) -> tuple[Line, ...]:
    """By today's borders, for the work to come falls there; nothing where the office has none."""
    where = {each.building: each.territory for each in held(work) if each.on(today)}
    if not where:
        return ()
    columns = select(Territory.id, Territory.name, Territory.other_name)
    names: dict[int | None, Names] = {id: Names(name, other) for id, name, other in work.rows(columns)}

    def place(group: Group) -> int | None:
        return where.get(group.building) if group.building is not None else None

    return _lines(found, place, {None: Names(), **names})
