"""Gaps, what lacked, criteria, needs and consequences that a file tells of complaints: kept beside them, each once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import select

from fmcrm_desktop.model.complaint import ComplaintAspect
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.reading import text
from fmcrm_desktop.services.imports.sink import Sink, batches

Aspect = tuple[str, str]
"""A kind of aspect and its code, as they are kept."""
FIELDS = {
    "gaps": ("gap", "GAPS"), "criteria": ("criterion", "CRITERIA"), "needs": ("need", "NEEDS"),
    "lacks": ("lack", "LACKS"), "consequences": ("consequence", "CONSEQUENCES"),
}  # fmt: skip
"""Field of a row → kind of aspect, and the table of words that means its codes."""
_BETWEEN = re.compile(r"[,;/|，、；\n]+")


def said(row: Incoming, unknown: dict[str, str]) -> frozenset[Aspect]:
    """The aspects a row names, several in a cell; words nobody here knows go into ``unknown``."""
    found: set[Aspect] = set()
    for field, (kind, table) in FIELDS.items():
        parts = [part.strip() for part in _BETWEEN.split(text(row, field, 2))]
        codes = {part: meaning(table, part) for part in parts if part}
        found |= {(kind, code) for code in codes.values() if code}
        if strange := [part for part, code in codes.items() if code is None]:
            unknown[field] = ", ".join(strange)
    return frozenset(found)


def keep(sink: Sink, wanted: Mapping[int, frozenset[Aspect]], tried: dict[int, set[Aspect]]) -> set[int]:
    """Keep what is not kept yet; ids of the complaints that got something. ``tried`` remembers over a preview."""
    kept: dict[int, set[Aspect]] = {id: set(tried.get(id, ())) for id in wanted}
    its = ComplaintAspect
    for some in batches([id for id in wanted if id > 0]):
        columns = select(its.complaint_id, its.kind, its.value).where(its.complaint_id.in_(some))
        for id, kind, value in sink.work.rows(columns):
            kept[id].add((kind, value))
    fresh = [(id, *each) for id, aspects in wanted.items() for each in sorted(aspects - kept[id])]
    sink.add(its, [{"complaint_id": id, "kind": kind, "value": value} for id, kind, value in fresh])
    for id, kind, value in fresh:
        tried.setdefault(id, set()).add((kind, value))
    return {id for id, _, _ in fresh}
