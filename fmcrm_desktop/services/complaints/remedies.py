"""Immediate remedies, within what each may give; and what all owners are told on the board of their building."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.matter import beginning
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_
from fmcrm_desktop.services import call_topics, matters, settings, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints.forms import REMEDIED, NoticeForm, RemedyForm
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work

ABOVE = "staff.write"
"""Whoever sets the limits is not bound by one."""
UP_TO = N_("You may give up to {limit}. Ask the manager for more.")
NOTICES = {
    ENGLISH: "You said: {subject}\nWe did: {lesson}",
    CHINESE: "您反映：{subject}\n我们的改进：{lesson}",
}


@needs("complaint.read")
def remedy_form(work: Work, id: int) -> RemedyForm:
    """The remedy as it stands, and how much may be given."""
    record = work.get(Complaint, id)
    limit = None if work.who.may(ABOVE) else Money(_limit(work), _currency(work))
    return RemedyForm(record.remedy, amount(work, record), record.version, limit)


@needs("complaint.write")
def remedy(work: Work, id: int, form: RemedyForm) -> int:
    """Note what was given at once. Raises Invalid(amount) above what this staff member may give."""
    check(form)
    record = work.get(Complaint, id, seen=form.version)
    worth = form.amount.minor if form.amount is not None else 0
    if worth < 0:
        raise Invalid(amount=N_("A remedy cannot be worth less than nothing."))
    # What somebody else was allowed to give is not given again by who only mends the words.
    if worth > max(_limit(work), record.remedy_amount or 0) and not work.who.may(ABOVE):
        raise Invalid(amount=Refusal(UP_TO, limit=Money(_limit(work), _currency(work))))
    record.remedy, record.remedy_amount = form.remedy, worth or None
    told = " · ".join(str(part) for part in (form.remedy, form.amount if worth else "") if part)
    matters.stay(work, record, f"{REMEDIED}: {told}")
    return id


@needs("complaint.read")
def notice_form(work: Work, id: int) -> NoticeForm:
    """The notice as it stands, else begun with what was said and learned."""
    record = work.get(Complaint, id)
    form = NoticeForm(record.notice, record.other_notice, record.told_day, record.version)
    if not (record.notice or record.other_notice):
        said, did = _said(work, record), record.lesson or record.remedy
        language = CHINESE if has_chinese(f"{said}{did}") else ENGLISH
        begun = NOTICES[language].format(subject=said, lesson=did)
        setattr(form, "other_notice" if language == CHINESE else "notice", begun[:600])
    return form


def _said(work: Work, record: Complaint) -> str:
    """What it is about. A call that was kept in haste named only its kind, as "Complaint" does: then the beginning of
    what was said, or the category."""
    if not call_topics.only_kind(work, record.subject):
        return record.subject
    category = work.get(Category, record.category_id) if record.category_id is not None else None
    return beginning(record.own_words) or (category.name if category is not None else "")


@needs("complaint.write")
def write_notice(work: Work, id: int, form: NoticeForm) -> int:
    """Keep what all owners are told of it, and since when it hangs."""
    check(form)
    record = work.get(Complaint, id, seen=form.version)
    if form.told_day is not None and not (form.notice or form.other_notice):
        raise Invalid(notice=N_("Write what the board tells."))
    record.notice, record.other_notice, record.told_day = form.notice, form.other_notice, form.told_day
    return id


@needs("complaint.write")
def hung_up(work: Work, ids: Sequence[int]) -> Together:
    """Their notices hang on the boards from today; those that have hung stay as they are, those without are named."""
    today = work.now.astimezone(work.zone).date()

    def hang(record: Complaint) -> bool:
        if not (record.notice or record.other_notice):
            raise Refusal(N_("There is no notice of it yet."))
        return record.told_day is None and together.give(record, {"told_day": today})

    return together.each(work, Complaint, ids, hang, lambda record: str(record.number))


def told_when() -> ColumnElement[datetime]:
    """The moment by which a notice belongs to a month."""
    return func.coalesce(Complaint.resolved, Complaint.answered, Complaint.received)


def on_boards(work: Work, month: Month | None) -> list[ColumnElement[bool]]:
    """What the boards tell of the complaints resolved in a month; without one, of all that hang nowhere yet."""
    it = Complaint
    written = or_(it.notice != "", it.other_notice != "")
    chosen = [it.archived.is_(None), it.state != "withdrawn", written]
    if month is None:
        return [*chosen, it.told_day.is_(None)]
    start, end = month.period(work.zone)
    return [*chosen, told_when() >= start, told_when() < end]


def amount(work: Work, record: Complaint) -> Money | None:
    """What the remedy was worth, in the office's money."""
    return Money(record.remedy_amount, _currency(work)) if record.remedy_amount else None


def _limit(work: Work) -> int:
    return work.get(Staff, work.who.staff_id).remedy_limit if work.who.staff_id is not None else 0


def _currency(work: Work) -> str:
    return str(settings.get(work, "office.currency"))
