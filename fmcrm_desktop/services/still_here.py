"""Who and what was put away gets nothing new: it is brought back first."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work


def still_here(work: Work, table: type[Any], field: str, id: int) -> Any:
    """The record that a field names, as long as it is not archived. Who became part of somebody else is taken for that
    one by the store. Raises Invalid for the field."""
    record = work.get(table, id)
    if record.archived is not None and getattr(record, "merged_into_id", None) is None:
        said = N_("{name} is archived. Restore it first, then save once more.")
        raise Invalid(**{field: Refusal(said, name=getattr(record, "label", None) or record.name)})
    return record
