"""What a person can be reached by beside the telephone, as their contacts say it: email, a messaging app, fax, or
paper only. Nobody enters it: it follows from the contacts that may be used and from the way they prefer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.words import N_

TECHNOLOGIES = {
    "email": N_("Email"), "message": N_("Messaging app"), "fax": N_("Fax"), "paper": N_("Telephone and paper only"),
}  # fmt: skip
_KINDS = {"email": "email", "wechat": "message", "fax": "fax"}


def used(usable: Iterable[str], preferred: str) -> tuple[str, ...]:
    """Keys of TECHNOLOGIES for the kinds of contacts that may be used; who prefers the post wants paper only."""
    found = {_KINDS[kind] for kind in usable if kind in _KINDS}
    if preferred == "post" or not found:
        return ("paper",)
    return tuple(name for name in TECHNOLOGIES if name in found)


def uses(names: Sequence[object]) -> ColumnElement[bool]:
    """The condition that a person uses one of these, as ``used`` says it."""
    wanted = [kind for kind, name in _KINDS.items() if name in names]
    by = and_(_has(wanted), Person.preferred_channel != "post") if wanted else false()
    paper = or_(Person.preferred_channel == "post", not_(_has(list(_KINDS))))
    return or_(by, paper) if "paper" in names else by


def _has(kinds: Sequence[str]) -> ColumnElement[bool]:
    its = ContactPoint
    return exists(
        select(its.id).where(
            its.person_id == Person.id, its.kind.in_(kinds), its.archived.is_(None), its.do_not_use.is_(False)
        )
    )
