"""The documents a new office begins with, in English and Chinese; the office changes them as it likes."""

from __future__ import annotations

from sqlalchemy import select

from fmcrm_desktop.model.letter import LetterTemplate
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.issued_documents.ready import contracts, notices, offers, rules
from fmcrm_desktop.store.work import Work

COLUMNS = ("kind", "name", "other_name", "subject", "other_subject", "text", "other_text")
READY = (*offers.READY, *contracts.READY, *rules.READY, *notices.READY)


@needs("person.write")
def suggest(work: Work) -> int:
    """Put in the ready templates of those kinds of which the office has none; gives how many."""
    there = set(work.column(select(LetterTemplate.kind).where(LetterTemplate.archived.is_(None)).distinct()))
    rows = [dict(zip(COLUMNS, each, strict=True)) for each in READY if each[0] not in there]
    if rows:
        work.add_many(LetterTemplate, rows)
    return len(rows)
