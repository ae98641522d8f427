"""Who sits or sat in a body of owners: for the page of a person, and as influence in a customer's value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from fmcrm_desktop.model.committee import CommitteeBody, CommitteeMember
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class CommitteeRole:
    """A post somebody has or had; ``post`` is one of model.committee.POSTS, ``kind`` one of BODY_KINDS."""

    body_id: int
    body: str
    body_other: str
    kind: str
    post: str
    from_day: date | None
    until_day: date | None
    current: bool


@needs("person.read")
def roles_of(work: Work, person_ids: Sequence[int]) -> dict[int, tuple[CommitteeRole, ...]]:
    """The posts of these people in bodies of owners by person, those in office first; who has none is left out."""
    its, body, today = CommitteeMember, CommitteeBody, work.now.astimezone(work.zone).date()
    chosen = (
        select(
            its.person_id, its.body_id, body.name, body.other_name, body.kind, its.post, its.from_day, its.until_day,
            body.archived,
        )
        .join(body, body.id == its.body_id)
        .where(its.person_id.in_(person_ids), its.archived.is_(None))
        .order_by(its.id)
    )  # fmt: skip
    found: dict[int, list[CommitteeRole]] = {}
    for person, *told, since, until, gone in work.rows(chosen):
        current = gone is None and (since is None or since <= today) and (until is None or until >= today)
        found.setdefault(person, []).append(CommitteeRole(*[*told, since, until, current]))
    return {id: tuple(sorted(roles, key=lambda role: not role.current)) for id, roles in found.items()}
