"""Every move of an order against the office's table: what is not in it is refused with what is."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.work_order import WAITING, WorkOrder
from fmcrm_desktop.services import matters
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.test_work_orders import into, rows

ALLOWED = {
    "requested": "assigned declined cancelled",
    "assigned": "scheduled on_the_way on_site WAITS done cancelled",
    "scheduled": "on_the_way on_site WAITS done assigned cancelled",
    "on_the_way": "on_site assigned cancelled",
    "on_site": "done WAITS assigned",
    "waiting_parts": "assigned scheduled on_the_way on_site done cancelled",
    "waiting_owner": "assigned scheduled on_the_way on_site done cancelled",
    "waiting_vendor": "assigned scheduled on_the_way on_site done cancelled",
    "waiting_approval": "assigned scheduled on_the_way on_site done cancelled",
    "done": "closed assigned",
    "closed": "assigned",
    "cancelled": "assigned",
    "declined": "assigned",
}
"""The office's table, written down once more by hand."""


@needs("order.write")
def tried(work: Work, id: int, to: str) -> bool:
    order = work.get(WorkOrder, id)
    try:
        matters.move(work, order, to)
    except Refusal as refusal:
        assert set(refusal.values) >= {"number", "state", "to", "allowed"}
        return False
    return True


@pytest.mark.parametrize("state", ALLOWED)
def test_every_move_is_allowed_or_refused_as_the_table_says(
    office: Office, sample: Sample, office_path: Path, state: str
) -> None:
    allowed = ALLOWED[state].replace("WAITS", " ".join(WAITING)).split()
    id = into(office, sample, state)
    for to in ALLOWED:
        done = office.do(tried, id, to)
        assert done.result is (to in allowed), (state, to)
        assert rows(office_path, "select state from work_order where id = ?", id) == [
            (to if done.result else state,)
        ]
        if done.result:
            office.undo(done.deed)
