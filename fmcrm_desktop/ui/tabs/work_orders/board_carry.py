"""A job on its way over the dispatch board, from wherever it was taken to where it would lie."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.services.dispatch import Job
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Aim, Spot


@dataclass
class Carry:
    """A job on its way, by mouse or by keys; ``before`` is where its block lies, None for a card from the left.
    ``aim`` is where it would lie, None while it is over no place; ``away``: it is over the left, to be taken off."""

    job: Job
    before: Aim | None = None
    grab: Spot | None = None
    edge: str = ""
    by_keys: bool = False
    aim: Aim | None = None
    away: bool = False
