"""Many prospects at once: given to somebody, given a day, put away and brought back."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model.prospect import OPEN, Lead
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.prospects.forms import ManyLeadsForm
from fmcrm_desktop.services.prospects.keeping import give
from fmcrm_desktop.services.prospects.next_day import check_next
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@needs("person.write")
def change_many(work: Work, ids: Sequence[int], form: ManyLeadsForm) -> Together:
    """Give all of them what is filled in; whoever gets one is told."""
    values = together.filled(work, Lead, form)
    check_next(work, form.next_day)

    def act(lead: Lead) -> bool:
        if lead.state not in OPEN and set(values) - {"campaign_id"}:
            raise Refusal(N_("{number} is closed. Take it up again first."), number=lead.number)
        before = lead.responsible_id
        changed = together.give(lead, values)
        if lead.responsible_id != before:
            give(work, lead, before)
        return changed

    return together.each(work, Lead, ids, act, _called)


@needs("person.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put away what should not have been entered."""
    return together.each(work, Lead, ids, lambda record: together.archive(work, record), _called)


@needs("person.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Bring them back."""
    return together.each(work, Lead, ids, lambda record: together.restore(work, record), _called)


def _called(record: Lead) -> str:
    return record.number
