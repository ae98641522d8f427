"""Repeats: the local times an RFC 5545 rule gives, so that 09:00 stays 09:00 over daylight changes.

Everything here is naive local time of the office; the caller makes moments of the results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import takewhile
from typing import TYPE_CHECKING

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

_UNTIL = re.compile(r"UNTIL=(\d{8}T\d{6})Z", re.IGNORECASE)
_COARSE = re.compile(r"(?:^|;|:)FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY)(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Repeat:
    """An RRULE, the naive local start that fixes its time of day, and the starts left out (EXDATE)."""

    rule: str
    start: datetime
    zone: tzinfo
    without: frozenset[datetime] = frozenset()

    def check(self) -> None:
        """Raise Invalid(repeat) for a rule that cannot be read or repeats within the day."""
        self._read()

    def starts(self, since: datetime, until: datetime) -> list[datetime]:
        """The starts in [since, until), naive and local, in order.

        A monthly rule on the 31st skips shorter months, as the RFC says.
        """
        if until <= since:
            return []
        times = self._read().xafter(since, inc=True)
        return [each for each in takewhile(lambda each: each < until, times) if each not in self.without]

    def _read(self) -> rrule | rruleset:
        # most windows of a calendar hold no repeat, and this is slow to load
        from dateutil.rrule import rrulestr

        if not _COARSE.search(self.rule):
            raise Invalid(repeat=N_("Repeats go by day, week, month or year."))
        # dateutil refuses an UNTIL in UTC beside a naive start
        rule = _UNTIL.sub(lambda found: f"UNTIL={_to_local(found[1], self.zone)}", self.rule)
        try:
            return rrulestr(rule, dtstart=self.start)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Invalid(repeat=N_("This rule for repeating cannot be read.")) from None


def _to_local(stamp: str, zone: tzinfo) -> str:
    moment = datetime.strptime(stamp, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return f"{moment.astimezone(zone):%Y%m%dT%H%M%S}"
