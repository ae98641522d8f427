"""What complaints touch besides their main gap, of many at once: for a list on its way out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from fmcrm_desktop.model.complaint import ComplaintAspect
from fmcrm_desktop.services.complaints.ties import ASPECTS
from fmcrm_desktop.store.work import Work


def named(work: Work, kind: str, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """The aspects of a kind as marked texts, in the order of the list they are chosen from."""
    its, found = ComplaintAspect, defaultdict[int, set[str]](set)
    columns = select(its.complaint_id, its.value).where(its.complaint_id.in_(ids), its.kind == kind)
    for id, value in work.rows(columns):
        found[id].add(value)
    _, words = ASPECTS[kind]
    return {id: tuple(said for code, said in words.items() if code in here) for id, here in found.items()}
