"""What people call about: the office's own topics with the script to say, in both languages."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.call import MAKES, Call, CallTopic
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.first_topics import FIRST_TOPICS
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.matter import beginning
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

FIRST = 60


@dataclass
class TopicForm:
    """A topic and its script; {name}, {unit} and {office} in a script are filled in when it is shown."""

    name: Annotated[str, Field(N_("Name of the topic"), longest=80, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=80)] = ""
    script: Annotated[
        str,
        Field(N_("What to say"), longest=2000, lines=6, hint=N_("{name}, {unit} and {office} are filled in")),
    ] = ""
    other_script: Annotated[str, Field(N_("What to say, in the other language"), longest=2000, lines=6)] = ""
    makes: Annotated[str, Field(N_("Usually follows"), choices=MAKES)] = ""
    position: int = 0
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic as the list and the call form know it."""

    id: int
    name: str
    other_name: str
    script: str
    other_script: str
    makes: str
    position: int
    archived: bool


def _columns() -> Any:
    return select(
        CallTopic.id, CallTopic.name, CallTopic.other_name, CallTopic.script, CallTopic.other_script, CallTopic.makes,
        CallTopic.position, CallTopic.archived.is_not(None),
    )  # fmt: skip


@needs("call.read")
def listed(work: Work) -> tuple[TopicRow, ...]:
    """All topics in the office's order, for the call form: there are few."""
    columns = _columns().where(CallTopic.archived.is_(None))
    return tuple(TopicRow(*row) for row in work.rows(columns.order_by(CallTopic.position, CallTopic.id)))


@needs("call.read")
def at_desk(work: Work) -> tuple[str, tuple[TopicRow, ...]]:
    """The office's name, as scripts say it, and its topics."""
    return settings.get(work, "office.name"), listed(work)


@needs("call.read")
def page(work: Work, query: Query) -> Page[TopicRow]:
    """The topics in the office's order, narrowed by the words typed."""
    gone = CallTopic.archived.is_not(None) if query.archived else CallTopic.archived.is_(None)
    columns = _columns().where(gone).order_by(CallTopic.position, CallTopic.id)
    typed = fold(query.text).split()
    found = [TopicRow(*row) for row in work.rows(columns)]
    kept = [
        row for row in found if all(says(f"{row.name} {row.other_name} {row.script}", word) for word in typed)
    ]
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[TopicRow]:
    """The rows of these topics, in this order."""
    found = [TopicRow(*row) for row in work.rows(_columns().where(CallTopic.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("call.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Topics for pickers and filters: those whose names hold what was typed, or the ones with these ids."""
    if ids:
        return [Choice(row.id, row.name, other=row.other_name) for row in rows(work, ids)]
    wanted = fold(text)
    return [
        Choice(row.id, row.name, other=row.other_name)
        for row in listed(work)
        if says(f"{row.name} {row.other_name}", wanted)
    ]


@needs("call.read")
def options(work: Work) -> list[tuple[int, str, str]]:
    """(id, name, name in the other language) for a filter."""
    return [(row.id, row.name, row.other_name) for row in listed(work)]


@needs("office.settings")
def add(work: Work, form: TopicForm) -> int:
    """A new topic, at the end of the office's order."""
    check(form)
    _name_is_free(work, form, None)
    last = work.value(select(func.max(CallTopic.position)))
    return work.add(CallTopic(**_values(form), position=(last if last is not None else -1) + 1)).id


@needs("call.read")
def form_of(work: Work, id: int) -> TopicForm:
    """The form as it stands, with the version seen."""
    it = work.get(CallTopic, id)
    return TopicForm(it.name, it.other_name, it.script, it.other_script, it.makes, it.position, it.version)


@needs("office.settings")
def change(work: Work, id: int, form: TopicForm) -> int:
    """Rename a topic or change its script."""
    check(form)
    _name_is_free(work, form, id)
    it = work.get(CallTopic, id, seen=form.version)
    for name, value in _values(form).items():
        setattr(it, name, value)
    return id


@needs("office.settings")
def move(work: Work, id: int, by: int) -> int:
    """Up (-1) or down (1) in the office's order; at the end nothing moves."""
    order = [row.id for row in listed(work)]
    at = order.index(id)
    if 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    for position, each in enumerate(order):
        other = work.get(CallTopic, each)
        if other.position != position:
            other.position = position
    return id


@needs("office.settings")
def archive(work: Work, id: int) -> int:
    """Offer a topic no more; the calls about it keep it."""
    work.archive(work.get(CallTopic, id))
    return id


@needs("office.settings")
def restore(work: Work, id: int) -> int:
    """Offer a topic again."""
    work.restore(work.get(CallTopic, id))
    return id


def meant(work: Work, said: str) -> int | None:
    """The topic that what a clerk wrote begins with, in either language; the longest of them."""
    said = fold(said)
    if not said:
        return None
    found = [
        (len(name), row.id)
        for row in listed(work)
        for name in (fold(row.name), fold(row.other_name))
        if name and said.startswith(name)
    ]
    return max(found, key=lambda each: (each[0], -each[1]))[1] if found else None


def matter(work: Work, call: Call) -> str:
    """What a matter made of a call is called: its topic; where that only names the kind, as "Complaint" does, the
    beginning of what was said."""
    topic = work.get(CallTopic, call.topic_id) if call.topic_id is not None else None
    bare = topic is not None and fold(call.topic) in (fold(topic.name), fold(topic.other_name))
    return (beginning(call.notes) if bare else "") or call.topic


def only_kind(work: Work, text: str) -> bool:
    """Whether a text is no more than the name of a topic, which tells nobody what it is about."""
    names = work.rows(select(CallTopic.name, CallTopic.other_name))
    return fold(text) in {fold(name) for each in names for name in each if name}


def put_first(work: Work) -> None:
    """The topics a new office starts with, in its own language first."""
    chinese = settings.get(work, "office.language") == CHINESE
    for position, (english, zh, script, zh_script, makes) in enumerate(FIRST_TOPICS):
        one, other = ((zh, zh_script), (english, script)) if chinese else ((english, script), (zh, zh_script))
        work.add(
            CallTopic(
                name=one[0], other_name=other[0], script=one[1], other_script=other[1], makes=makes,
                position=position,
            )
        )  # fmt: skip


def _values(form: TopicForm) -> dict[str, Any]:
    names = ("name", "other_name", "script", "other_script", "makes")
    return {name: getattr(form, name) for name in names}


def _name_is_free(work: Work, form: TopicForm, own: int | None) -> None:
    if any(row.id != own and fold(row.name) == fold(form.name) for row in listed(work)):
        raise Invalid(name=N_("There is a topic of this name already."))
