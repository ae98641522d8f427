"""Who answered a campaign, a notice, a survey or an event: entered one by one or many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.campaign import ANSWER_WAYS, Campaign, Response
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.survey import Survey
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import FEW, in_order, page_of, turned
from fmcrm_desktop.services.prospects.listing import in_days
from fmcrm_desktop.services.voices import FUTURE
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

ABOUT: dict[str, type[Any]] = {"campaign": Campaign, "notice": Notice, "survey": Survey, "event": Event}
KINDS = {"campaign": N_("Campaign"), "notice": N_("Notice"), "survey": N_("Survey"), "event": N_("Event")}
OFFERED = 20


@dataclass
class _What:
    """What was answered: one of four."""

    campaign_id: Annotated[int | None, Field(N_("Campaign"), pick="campaign")] = None
    notice_id: Annotated[int | None, Field(N_("Notice"), pick="notice")] = None
    survey_id: Annotated[int | None, Field(N_("Survey"), pick="survey")] = None
    event_id: Annotated[int | None, Field(N_("Event"), pick="event")] = None


@dataclass
class _How:
    """When and how."""

    moment: Annotated[datetime | None, Field(N_("When"), hint=N_("Empty: now"))] = None
    way: Annotated[str, Field(N_("How"), choices=ANSWER_WAYS, required=True)] = "call"
    note: Annotated[str, Field(N_("What they said"), longest=2000, lines=2)] = ""
    version: int | None = None


@dataclass
class ResponseForm(_How, _What):
    """An answer, to put it right."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", required=True)] = None


@dataclass
class ResponsesForm(_How, _What):
    """Answers of one person or of many at once."""

    people: Annotated[tuple[int, ...], Field(N_("Who answered"), pick="person", required=True)] = ()


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """An answer in the list: ``kind`` and ``about`` say what was answered."""

    id: int
    moment: datetime
    person_id: int
    person: str
    person_other: str
    kind: str
    about: str
    about_id: int
    way: str
    note: str
    archived: bool
    about_other: str = ""


@needs("person.read")
def page(work: Work, query: Query) -> Page[ResponseRow]:
    """Answers, the latest first; filters about (a kind), way, person, campaign, notice, survey, event, days."""
    its = Response
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    plain = {name: getattr(its, f"{name}_id") for name in ("person", *ABOUT)} | {"way": its.way, "id": its.id}
    for name, values in query.where.items():
        if values and name in plain:
            ids = ids.where(plain[name].in_(values))
    if query.where.get("about"):
        kinds = [getattr(its, f"{kind}_id").is_not(None) for kind in ABOUT if kind in query.where["about"]]
        ids = ids.where(or_(*kinds))
    if query.where.get("days"):
        first, last = (date.fromisoformat(str(day)) for day in query.where["days"])
        ids = ids.where(in_days(work, its.moment, first, last))
    if query.text.strip():
        ids = ids.where(its.person_id.in_(search.refs(work, query.text, "person", FEW)))
    down = query.descending if query.sort else True
    asked = Query(where=query.where, archived=query.archived)
    return page_of(work, asked, "", ids.order_by(turned(its.moment, down), turned(its.id, down)), rows)


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[ResponseRow]:
    """The rows of these answers, in this order."""
    its = Response
    columns = (
        select(
            its.id, its.moment, its.person_id, Person.name.label("person"), Person.other_name.label("person_other"),
            its.campaign_id, its.notice_id, its.survey_id, its.event_id, Campaign.name.label("campaign"),
            Notice.title.label("notice"), Survey.name.label("survey"), Event.title.label("event"), its.way, its.note,
            its.archived.is_not(None).label("archived"),
            func.coalesce(Campaign.other_name, Notice.other_title, Survey.other_name, "").label("about_other"),
        )
        .join(Person, Person.id == its.person_id)
        .outerjoin(Campaign, Campaign.id == its.campaign_id)
        .outerjoin(Notice, Notice.id == its.notice_id)
        .outerjoin(Survey, Survey.id == its.survey_id)
        .outerjoin(Event, Event.id == its.event_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [_row(row) for row in work.rows(columns)], lambda row: row.id)


def _row(row: Any) -> ResponseRow:
    kind = next(kind for kind in ABOUT if getattr(row, f"{kind}_id") is not None)
    return ResponseRow(
        row.id, row.moment, row.person_id, row.person, row.person_other, kind, getattr(row, kind),
        getattr(row, f"{kind}_id"), row.way, row.note, row.archived,
        row.about_other,
    )  # fmt: skip


@needs("person.read")
def draft(work: Work, given: Mapping[str, Any]) -> ResponsesForm:
    """A form filled from a campaign, a notice, a survey, an event or people."""
    form = ResponsesForm()
    for name, value in given.items():
        field = name if name in form.__dataclass_fields__ else f"{name}_id"
        if field in form.__dataclass_fields__ and value is not None:
            setattr(form, field, value)
    if given.get("person") is not None:
        form.people = (given["person"],)
    return form


@needs("person.write")
def add(work: Work, form: ResponsesForm) -> int:
    """Keep the answer of each of these people, in one deed; gives the id of the last."""
    values = _values(work, form)
    last = 0
    for person in dict.fromkeys(form.people):
        last = work.add(Response(person_id=work.get(Person, person).id, **values)).id
    return last


@needs("person.read")
def form_of(work: Work, id: int) -> ResponseForm:
    """An answer as it stands, to put it right."""
    it = work.get(Response, id)
    about = {f"{kind}_id": getattr(it, f"{kind}_id") for kind in ABOUT}
    return ResponseForm(
        **about, moment=it.moment, way=it.way, note=it.note, person_id=it.person_id, version=it.version
    )


@needs("person.write")
def change(work: Work, id: int, form: ResponseForm) -> int:
    """Put an answer right."""
    it = work.get(Response, id, seen=form.version)
    values = _values(work, form)
    assert form.person_id is not None
    it.person_id = work.get(Person, form.person_id).id
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Put away an answer that was none."""
    work.archive(work.get(Response, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Take an archived answer back."""
    work.restore(work.get(Response, id))
    return id


def _values(work: Work, form: ResponseForm | ResponsesForm) -> dict[str, Any]:
    check(form)
    named = [kind for kind in ABOUT if getattr(form, f"{kind}_id") is not None]
    if len(named) != 1:
        raise Invalid(
            campaign_id=N_("Choose one thing that was answered: a campaign, a notice, a survey or an event.")
        )
    if form.moment is not None and form.moment > work.now + FUTURE:
        raise Invalid(moment=N_("This is still to come."))
    work.get(ABOUT[named[0]], getattr(form, f"{named[0]}_id"))
    about = {f"{kind}_id": getattr(form, f"{kind}_id") for kind in ABOUT}
    return about | {"moment": form.moment or work.now, "way": form.way, "note": form.note}
