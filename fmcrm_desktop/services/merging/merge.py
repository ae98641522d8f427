"""The merge itself: values by choice, equal lines joined, everything else given over, the other record archived."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.person import NotSame, Person, PersonName
from fmcrm_desktop.model.reading import fold, has_chinese, sort_key
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.merging import giving, joining, once
from fmcrm_desktop.services.merging.forms import FIELDS, GONE, MergeForm, settled
from fmcrm_desktop.store.work import Work


@needs("person.write")
def merge(work: Work, form: MergeForm) -> int:
    """Make two records of one person one; gives the id that goes on. Raises Stale when either has been changed."""
    if form.keep_id == form.gone_id:
        raise Refusal(N_("Choose two different people to merge."))
    # On a server whoever names one of the two at this moment is waited for, and waits: store/merged.py.
    both = select(Person.id).where(Person.id.in_((form.keep_id, form.gone_id))).order_by(Person.id)
    work.column(both.with_for_update())
    keep = work.get(Person, form.keep_id, seen=form.keep_version)
    gone = work.get(Person, form.gone_id, seen=form.gone_version)
    for person in (keep, gone):
        if person.archived is not None:
            raise Refusal(N_("{name} is archived. Restore them before merging."), name=person.name)
    _values(work, keep, gone, form.choices)
    _own_values(work, form)
    stay = {**joining.join(work, keep.id, gone.id), **once.once(work, keep.id, gone.id)}
    work.session.flush()
    giving.give_over(work, keep.id, gone.id, stay)
    gone.merged_into_id = keep.id
    work.archive(gone)
    return keep.id


@needs("person.write")
def keep_apart(work: Work, one: int, other: int) -> int:
    """Say that two people who look like one are two: they are no longer suspected."""
    first, second = sorted((work.get(Person, one).id, work.get(Person, other).id))
    if first == second:
        raise Refusal(N_("Choose two different people to merge."))
    there = select(NotSame.id).where(NotSame.person_id == first, NotSame.other_id == second)
    known = work.value(there)
    return known if known is not None else work.add(NotSame(person_id=first, other_id=second)).id


@needs("person.write")
def keep_all_apart(work: Work, pairs: Sequence[tuple[int, int]]) -> int:
    """The same for many pairs in one deed; gives how many."""
    for one, other in pairs:
        keep_apart(work, one, other)
    return len(pairs)


def _values(work: Work, keep: Person, gone: Person, choices: dict[str, str]) -> None:
    names = [each for each in (keep.name, keep.other_name, gone.name, gone.other_name) if each]
    for name in FIELDS:
        value = settled(name, getattr(keep, name), getattr(gone, name), choices.get(name, ""))
        if value != getattr(keep, name):
            setattr(keep, name, value)
    if gone.identity_number and not keep.identity_number:
        keep.identity_number = gone.identity_number
        keep.identity_kind = gone.identity_kind or keep.identity_kind
    if not keep.other_name:
        # 王芳 and Wang Fang are one name in two scripts
        other = [each for each in names if has_chinese(each) != has_chinese(keep.name)]
        keep.other_name = other[0] if other else ""
    if (key := sort_key(keep.name)) != keep.sort_key:
        keep.sort_key = key
    _keep_names(work, keep, names)


def _keep_names(work: Work, keep: Person, names: list[str]) -> None:
    """What either was called goes on as a former name, so that both are still found by it."""
    further = select(PersonName.name).where(PersonName.person_id == keep.id, PersonName.archived.is_(None))
    known = {fold(each) for each in (keep.name, keep.other_name, *work.column(further))}
    for name in names:
        if fold(name) not in known:
            known.add(fold(name))
            work.add(PersonName(person_id=keep.id, kind="former", name=name))


def _own_values(work: Work, form: MergeForm) -> None:
    """Own fields: an empty one is filled, a chosen one taken over; what loses stays on the record that goes."""
    columns = (
        select(OwnValue)
        .join(OwnField, OwnField.id == OwnValue.field_id)
        .where(OwnField.subject == "person", OwnValue.record_id.in_((form.keep_id, form.gone_id)))
    )
    found = work.records(columns)
    mine = {each.field_id: each for each in found if each.record_id == form.keep_id}
    for each in found:
        if each.record_id != form.gone_id:
            continue
        there = mine.get(each.field_id)
        if there is None:
            each.record_id = form.keep_id
        elif form.choices.get(f"own:{each.field_id}") == GONE and there.value != each.value:
            there.value = each.value
