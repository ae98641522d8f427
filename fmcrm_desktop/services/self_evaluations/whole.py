"""How the whole office sees itself from month to month: everybody counts once, by the last answers of the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fmcrm_desktop.model.behaviour import SelfEvaluation
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.self_evaluations.keeping import TREND, EvaluationRow, evaluations
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class OfficeMonth:
    """A month in which somebody answered: how many people did, and the means of theirs by group."""

    month: Month
    people: int
    needs: float | None
    trust: float | None
    culture: float | None


@needs("quality.staff")
def whole(work: Work) -> tuple[OfficeMonth, ...]:
    """The last months with answers, oldest first."""
    found: dict[Month, dict[int, EvaluationRow]] = defaultdict(dict)
    for row in evaluations(work, SelfEvaluation.archived.is_(None)):  # in the order of their days
        found[Month(row.day.year, row.day.month)][row.staff_id] = row
    return tuple(_of(month, list(found[month].values())) for month in sorted(found)[-TREND:])


def _of(month: Month, rows: list[EvaluationRow]) -> OfficeMonth:
    means = (_mean(getattr(row, group) for row in rows) for group in ("needs", "trust", "culture"))
    return OfficeMonth(month, len(rows), *means)


def _mean(values: Iterable[float | None]) -> float | None:
    given = [value for value in values if value is not None]
    return sum(given) / len(given) if given else None
