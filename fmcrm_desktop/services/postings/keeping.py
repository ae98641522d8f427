"""Postings planned, put up and taken down, one or many at once; who did it and when stays with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.channel import NoticePlace, NoticePosting
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.notice import Notice, NoticeBuilding
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class PostingForm:
    """What hangs where and when; several places make a posting each."""

    notice_id: Annotated[int | None, Field(N_("Notice"), pick="notice")] = None
    title: Annotated[
        str, Field(N_("Display material"), longest=200, hint=N_("If it is no notice: a poster, pictures"))
    ] = ""
    places: Annotated[
        tuple[int, ...], Field(N_("Boards and windows"), pick="notice_place", required=True)
    ] = ()
    from_day: Annotated[date | None, Field(N_("From"), required=True)] = None
    until_day: Annotated[date | None, Field(N_("Take down on"), hint=N_("The last day it hangs"))] = None
    note: Annotated[str, Field(N_("Note"), longest=500, lines=2)] = ""
    version: int | None = None


@needs("call.read")
def draft(work: Work, given: Mapping[str, Any]) -> PostingForm:
    """A form from today; a notice brings its end and the boards of its buildings."""
    form = PostingForm(from_day=work.now.astimezone(work.zone).date())
    notice = given.get("notice_id")
    if notice is not None:
        it = work.get(Notice, int(notice))
        form.notice_id = it.id
        form.until_day = it.until.astimezone(work.zone).date() if it.until is not None else None
        form.places = _boards_of(work, it.id)
    return form


@needs("call.write")
def add(work: Work, form: PostingForm) -> int:
    """Plan a posting at every place chosen; gives the first."""
    _check(work, form)
    made = [
        work.add(NoticePosting(place_id=place, **_values(form))).id for place in dict.fromkeys(form.places)
    ]
    return made[0]


@needs("call.read")
def form_of(work: Work, id: int) -> PostingForm:
    """The form as it stands, with the version seen."""
    it = work.get(NoticePosting, id)
    return PostingForm(it.notice_id, it.title, (it.place_id,), it.from_day, it.until_day, it.note, it.version)


@needs("call.write")
def change(work: Work, id: int, form: PostingForm) -> int:
    """Put a posting right; it hangs at one place."""
    _check(work, form)
    if len(set(form.places)) > 1:
        raise Invalid(places=N_("A posting hangs at one place. Add another for a second place."))
    it = work.get(NoticePosting, id, seen=form.version)
    for name, value in {"place_id": form.places[0], **_values(form)}.items():
        setattr(it, name, value)
    return id


@needs("call.write")
def put_up(work: Work, ids: Sequence[int]) -> Together:
    """They hang now."""

    def act(it: NoticePosting) -> bool:
        if it.taken_down is not None:
            raise Refusal(N_("It has been taken down."))
        if it.put_up is not None:
            return False
        it.put_up, it.put_up_by_id = work.now, work.who.staff_id
        return True

    return together.each(work, NoticePosting, ids, act, lambda it: _called(work, it))


@needs("call.write")
def take_down(work: Work, ids: Sequence[int]) -> Together:
    """They are off the board; what was never marked as put up hung since its day."""

    def act(it: NoticePosting) -> bool:
        if it.taken_down is not None:
            return False
        it.taken_down, it.taken_down_by_id = work.now, work.who.staff_id
        return True

    return together.each(work, NoticePosting, ids, act, lambda it: _called(work, it))


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Put away what should not have been entered."""
    work.archive(work.get(NoticePosting, id))
    return id


@needs("call.write")
def restore(work: Work, id: int) -> int:
    """Take an archived posting back."""
    work.restore(work.get(NoticePosting, id))
    return id


@needs("call.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put several away."""
    return together.each(
        work, NoticePosting, ids, lambda it: together.archive(work, it), lambda it: _called(work, it)
    )


@needs("call.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take several back."""
    return together.each(
        work, NoticePosting, ids, lambda it: together.restore(work, it), lambda it: _called(work, it)
    )


def _called(work: Work, it: NoticePosting) -> str:
    place = work.value(select(NoticePlace.place).where(NoticePlace.id == it.place_id))
    title = it.title or work.value(select(Notice.title).where(Notice.id == it.notice_id))
    return f"{title} · {place}"


def _check(work: Work, form: PostingForm) -> None:
    check(form)
    wrong: dict[str, str | Refusal] = {}
    if form.notice_id is None and not form.title:
        wrong["notice_id"] = N_("Choose a notice, or say what is displayed.")
    if form.until_day is not None and form.from_day is not None and form.until_day < form.from_day:
        wrong["until_day"] = N_("The end must not be before the start.")
    if wrong:
        raise Invalid(**wrong)
    if form.notice_id is not None:
        work.get(Notice, form.notice_id)
    for place in form.places:
        work.get(NoticePlace, place)


def _values(form: PostingForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in ("notice_id", "title", "from_day", "until_day", "note")}


def _boards_of(work: Work, notice: int) -> tuple[int, ...]:
    """The boards of the notice's buildings, or all boards where it is for everybody."""
    tied = work.column(select(NoticeBuilding.building_id).where(NoticeBuilding.notice_id == notice))
    boards = (
        select(NoticePlace.id)
        .outerjoin(Building, Building.id == NoticePlace.building_id)
        .where(NoticePlace.archived.is_(None), NoticePlace.kind == "board")
    )
    if tied:
        boards = boards.where(NoticePlace.building_id.in_(tied))
    return tuple(work.column(boards.order_by(Building.sort_key, NoticePlace.id)))
