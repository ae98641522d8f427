"""When an event takes place, alone or again and again: split in two, shifted with its exceptions. Pure.

A time of a series is named by its naive local start on the series' clock, before any change (RECURRENCE-ID).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.recurrence import Repeat
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_

FAR = timedelta(days=366 * 12)
"""How long the first time of a rule is looked for: the 29th of February may be eight years away."""
WEEK = timedelta(days=7)
_WITHIN_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_OWN_RULE = N_("This repeat has a rule of its own. Change one of its times alone, or give it a new repeat.")


@dataclass(frozen=True)
class Times:
    """Timed: ``starts`` and ``ends``; whole days: ``from_day`` and ``until_day``. ``zone`` is the clock that a
    repeat goes by; ``without`` and ``extra`` are local starts taken out and put in."""

    zone: tzinfo
    starts: datetime | None = None
    ends: datetime | None = None
    from_day: date | None = None
    until_day: date | None = None
    rule: str = ""
    without: tuple[datetime, ...] = ()
    extra: tuple[datetime, ...] = ()

    @property
    def whole_day(self) -> bool:
        return self.starts is None

    @property
    def first(self) -> datetime:
        """The local start; of a series the one that its rule begins with."""
        if self.starts is not None:
            return self.starts.astimezone(self.zone).replace(tzinfo=None)
        assert self.from_day is not None
        return datetime.combine(self.from_day, time())

    @property
    def length(self) -> timedelta:
        if self.starts is not None and self.ends is not None:
            return self.ends - self.starts
        assert self.from_day is not None and self.until_day is not None
        return self.until_day - self.from_day + timedelta(1)

    def at(self, local: datetime) -> Times:
        """As long as this, alone, from another local start."""
        single = replace(self, rule="", without=(), extra=())
        if self.starts is not None and self.ends is not None:
            starts = local.replace(tzinfo=self.zone).astimezone(UTC)
            return replace(single, starts=starts, ends=starts + (self.ends - self.starts))
        assert self.from_day is not None and self.until_day is not None
        day = local.date()
        return replace(single, from_day=day, until_day=day + (self.until_day - self.from_day))

    def by_rule(self, since: datetime, until: datetime) -> list[datetime]:
        """The local starts of the rule alone in [since, until)."""
        if not self.rule:
            return [self.first] if since <= self.first < until else []
        return Repeat(self.rule, self.first, self.zone).starts(since, until)

    def begun(self) -> Times:
        """Beginning with the first time that the rule gives. Raises Invalid(repeat) where it gives none."""
        if not self.rule:
            return self
        first = self._next(self.first)
        if first is None:
            raise Invalid(repeat=N_("This never takes place: check the repeat."))
        return replace(self.at(first), rule=self.rule, without=self.without, extra=self.extra)

    # one series in two

    def is_first(self, at: datetime) -> bool:
        """Whether nothing of the series takes place before."""
        return not any(each < at for each in self.extra) and at <= self.first

    def until_before(self, at: datetime) -> Times:
        """The series without this time and all after it. Raises Refusal where the rule cannot be cut in two."""
        if self._has_own_rule():
            raise Refusal(_OWN_RULE)
        rule = self.rule
        if repeating.count_of(rule) != len(self.by_rule(self.first, at)):
            rule = repeating.ended(rule, at.date() - timedelta(1), self.whole_day, self.zone)
        return replace(
            self,
            rule=rule,
            without=tuple(each for each in self.without if each < at),
            extra=tuple(each for each in self.extra if each < at),
        )

    def from_then(self, at: datetime) -> Times:
        """The series of this time and all after it. Raises Refusal where the rule cannot be cut in two."""
        if self._has_own_rule():
            raise Refusal(_OWN_RULE)
        gone = len(self.by_rule(self.first, at))
        # of a time put in besides, the rule goes on with its own next one
        rest = self.at(at if at not in self.extra else self._next(at) or at)
        return replace(
            rest,
            rule=repeating.counted_on(self.rule, gone),
            without=tuple(each for each in self.without if each >= at),
            extra=tuple(each for each in self.extra if each >= at),
        )

    def _next(self, at: datetime) -> datetime | None:
        """The next start by the rule from a time on."""
        for ahead in (WEEK, FAR):
            for each in self.by_rule(at, at + ahead):
                return each
        return None

    def _has_own_rule(self) -> bool:
        """Whether the rule has times of the day in it, or is several."""
        return "\n" in self.rule.strip() or bool(_WITHIN_DAY & set(repeating.parts_of(self.rule)))

    # a series shifted

    def shifted(self, shown: Times, wanted: Times) -> Times:
        """The whole series, as far away as ``wanted`` is from ``shown``, one of its times. A rule that ``wanted``
        brings takes the place of the old one. Raises Refusal where the rule cannot go along."""
        by = wanted.first - shown.first
        moved = wanted.at(self.first + by)
        rule = wanted.rule if wanted.rule != self.rule else self._moved_rule(shown.first, wanted.first)
        moved = replace(moved, rule=repeating.fitted(rule, moved.whole_day, self.zone)).begun()
        return replace(
            moved,
            without=tuple(self.carried(self.without, moved, by).values()),
            extra=tuple(each + by for each in self.extra),
        )

    def _moved_rule(self, before: datetime, after: datetime) -> str:
        if before == after:
            return self.rule
        rule = repeating.moved(self.rule, before.date(), after.date(), self.zone)
        if rule is None or self._has_own_rule():
            raise Refusal(_OWN_RULE)
        parts = repeating.parts_of(rule)
        if "UNTIL" in parts:
            last = repeating.until_day(parts["UNTIL"], self.zone)
            return repeating.ended(rule, last, self.whole_day, self.zone)
        return rule

    def carried(self, times: Iterable[datetime], to: Times, by: timedelta) -> dict[datetime, datetime]:
        """Each of these times of this series with the one it becomes in ``to``: as far away as everything else, or
        the nearest within a week where the rule has put it elsewhere; those that become none are left out."""
        found = {}
        for each in times:
            wish = each + by
            extra = each in self.extra
            near = [wish] if extra else to.by_rule(wish - WEEK, wish + WEEK + timedelta(microseconds=1))
            if near:
                best = min(near, key=lambda one: abs(one - wish))
                if extra or best == wish or _clear(near, best):
                    found[each] = best
        return found


def _clear(near: list[datetime], best: datetime) -> bool:
    """Whether the times around are far enough apart (a repeat by months) that the nearest is meant."""
    return all(abs(one - two) > WEEK for one, two in pairwise(near) if best in (one, two))
