"""The demo's documents: two proposals, a permit, a welcome and a reminder, as a desk has them on its way."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sqlalchemy import select

from fmcrm_desktop.model.letter import LetterTemplate
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.services import issued_documents, settings
from fmcrm_desktop.services.issued_documents import DocumentForm
from fmcrm_desktop.store.work import Work

ISSUED = (("proposal", 68_000), ("permit", 200_000), ("welcome", None), ("reminder_1", None))
"""Kinds that are out, with their price; one more proposal is still a draft."""


def documents(work: Work, chance: Random) -> int:
    """Make them for some of the owners; gives their number."""
    kinds = select(LetterTemplate.kind, LetterTemplate.id).where(LetterTemplate.archived.is_(None))
    templates = {kind: id for kind, id in work.rows(kinds.order_by(LetterTemplate.id.desc()))}
    owners = work.rows(
        select(Relation.person_id, Relation.unit_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(Relation.role == "owner", Relation.until_day.is_(None), Unit.kind == "unit")
        .order_by(Relation.id)
        .limit(40)
    )
    today, currency = work.now.astimezone(work.zone).date(), settings.get(work, "office.currency")
    wanted = [*ISSUED, ("proposal", 45_000)]
    for at, ((kind, price), (person, unit)) in enumerate(
        zip(wanted, chance.sample(list(owners), min(len(wanted), len(owners))), strict=False)
    ):
        form = DocumentForm(
            template_id=templates[kind], person_id=person, unit_id=unit,
            price=None if price is None else Money(price, currency), charged="month" if kind == "proposal" else "none",
            from_day=today + timedelta(10), until_day=today + timedelta(375), notice_days=30, renewal="same_term",
            valid_until=today + timedelta(5) if kind == "proposal" else None,
        )  # fmt: skip
        id = issued_documents.make(work, form)
        if at < len(ISSUED):
            issued_documents.issue(work, id, None)
    return len(wanted)
