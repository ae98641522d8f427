"""The tabs in their order, named by module: one is imported when it is first opened."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.words import N_

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.tab import Tab


@dataclass(frozen=True)
class TabEntry:
    """A tab before it is opened. ``late`` names the count of late things its badge shows."""

    name: str
    title: str
    module: str
    class_name: str
    late: str = ""

    def load(self) -> type[Tab]:
        made: type[Tab] = getattr(importlib.import_module(self.module), self.class_name)
        return made


_TABS = "fmcrm_desktop.ui.tabs"

TABS = (
    TabEntry("today", N_("Today"), f"{_TABS}.today", "TodayTab"),
    TabEntry("owners", N_("Owners"), f"{_TABS}.owners", "OwnersTab"),
    TabEntry("calendar", N_("Calendar"), f"{_TABS}.calendar", "CalendarTab"),
    TabEntry("work_orders", N_("Work orders"), f"{_TABS}.work_orders", "WorkOrdersTab", "orders"),
    TabEntry("complaints", N_("Complaints"), f"{_TABS}.complaints", "ComplaintsTab", "complaints"),
    TabEntry("reports", N_("Reports"), f"{_TABS}.reports", "ReportsTab"),
)

PICKS = {
    "person": "fmcrm_desktop.services.owners:choices",
    "unit": "fmcrm_desktop.services.units:choices",
    "building": "fmcrm_desktop.services.units:building_choices",
    "staff": "fmcrm_desktop.services.staff:choices",
    "category": "fmcrm_desktop.services.categories:choices",
    "order_category": "fmcrm_desktop.services.categories:order_choices",
    "complaint_category": "fmcrm_desktop.services.categories:complaint_choices",
}
"""Where the pickers of forms ask: Field(pick="person") → a case ``choices(work, text, ids=())``."""


class Picks(Mapping[str, Callable[..., Any]]):
    """PICKS with each case imported when it is first needed."""

    def __getitem__(self, subject: str) -> Callable[..., Any]:
        module, name = PICKS[subject].split(":")
        found: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(PICKS)

    def __len__(self) -> int:
        return len(PICKS)


def present() -> tuple[TabEntry, ...]:
    """The tabs whose module is there; looks without importing."""
    return tuple(entry for entry in TABS if importlib.util.find_spec(entry.module) is not None)
