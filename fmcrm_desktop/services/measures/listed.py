"""The office's measures in their order; a screen, a paper or the command shows the words that stand at each."""

from __future__ import annotations

from fmcrm_desktop.services.measures import on_complaints, on_money, on_orders
from fmcrm_desktop.services.measures.declared import Measure

MEASURES: tuple[Measure, ...] = (
    *on_complaints.SATISFACTION,
    *on_orders.IN_TIME,
    *on_complaints.ANSWERS,
    *on_orders.CARE,
    *on_complaints.COMPLAINTS,
    *on_complaints.PASSED_ON,
    *on_orders.PEOPLE,
    *on_money.MEASURES,
    *on_money.TIMES,
    *on_orders.STAGES,
)
BY_NAME = {measure.name: measure for measure in MEASURES}
