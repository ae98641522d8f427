"""Who a new person may already be: the same number, the same address, the same name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import SHORTEST, normalise
from fmcrm_desktop.model.reading import fold, sort_key
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.forms import NUMBERS, PersonForm
from fmcrm_desktop.services.owners.listing import OwnerRow, rows
from fmcrm_desktop.store.work import Work

REASONS = {
    "phone": N_("the same telephone number"),
    "email": N_("the same email address"),
    "name": N_("the same name"),
}
MOST = 5


@dataclass(frozen=True)
class Similar:
    """Somebody stored who may be the same, and why (a key of REASONS)."""

    row: OwnerRow
    why: str


@needs("person.read")
def similar(work: Work, form: PersonForm, own: int | None = None) -> tuple[Similar, ...]:
    """People who may be the one on the form, the surest first; ``own`` is left out (the one being changed)."""
    found: dict[int, str] = {}
    for why, ids in (
        ("phone", _by_contact(work, _numbers(work, form))),
        ("email", _by_email(work, [fold(c.value) for c in form.contacts if c.kind == "email"])),
        ("name", _by_name(work, form)),
    ):
        for id in ids:
            if id != own:
                found.setdefault(id, why)
    some = list(found)[:MOST]
    return tuple(Similar(row, found[row.id]) for row in rows(work, some)) if some else ()


def _numbers(work: Work, form: PersonForm) -> set[str]:
    country = settings.get(work, "office.country")
    phones = [normalise(line.value, country) for line in form.contacts if line.kind in NUMBERS]
    return {digits for phone in phones for digits in phone.forms if len(digits) >= SHORTEST}


def _by_contact(work: Work, digits: set[str]) -> list[int]:
    return _people(work, ContactPoint.digits.in_(sorted(digits))) if digits else []


def _by_email(work: Work, addresses: list[str]) -> list[int]:
    """Addresses are compared as typed and in lower case; an index on every spelling is not worth its keep."""
    wanted = [address for address in addresses if address]
    return _people(work, (ContactPoint.kind == "email") & ContactPoint.value.in_(wanted)) if wanted else []


def _people(work: Work, condition: object) -> list[int]:
    columns = (
        select(ContactPoint.person_id)
        .join(Person, Person.id == ContactPoint.person_id)
        .where(condition, ContactPoint.archived.is_(None), Person.archived.is_(None))  # type: ignore[arg-type]
        .distinct()
        .limit(MOST + 1)
    )
    return list(work.column(columns))


def _by_name(work: Work, form: PersonForm) -> list[int]:
    """The same name, or the two names the other way round."""
    names = [name.strip() for name in (form.name, form.other_name) if name.strip()]
    if not names:
        return []
    columns = (
        select(Person.id, Person.name, Person.other_name)
        .where(Person.sort_key.in_([sort_key(name) for name in names]), Person.archived.is_(None))
        .order_by(Person.id.desc())
        .limit(50)
    )
    written = {fold(name) for name in names}
    return [id for id, name, other in work.rows(columns) if written & {fold(name), fold(other or name)}]
