"""A text to many: who is addressed, the fields of the office filled in, one row for each person in one deed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.channel import GROUP_CHANNELS, GroupMessage, GroupMessagePerson
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.letter import LetterTemplate
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_
from fmcrm_desktop.services import owners, settings, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.letters import filling
from fmcrm_desktop.services.letters.merge_fields import aliased, fields, known_names
from fmcrm_desktop.services.letters.people import Addressee, sender, values
from fmcrm_desktop.store.work import Work

MOST = 20_000
"""People of one deed."""
EVERYBODY = {"": N_("Everybody there"), **ROLES}
SHARED = ("today", "staff_name", "office_name", "office_phone", "office_address")
"""Fields that say the same to everybody."""
_TO, _SAID = N_("To whom"), N_("What it says")


@dataclass
class GroupForm:
    """What is sent to whom; without people and buildings it goes to everybody of the role."""

    channel: Annotated[str, Field(N_("Channel"), choices=GROUP_CHANNELS, required=True, group=_TO)] = "text"
    buildings: Annotated[
        tuple[int, ...], Field(N_("Buildings"), pick="building", hint=N_("All of them"), group=_TO)
    ] = ()
    role: Annotated[str, Field(N_("Relation"), choices=EVERYBODY, group=_TO)] = ""
    people: Annotated[
        tuple[int, ...],
        Field(N_("Only these people"), pick="person", hint=N_("All of the buildings"), group=_TO),
    ] = ()
    template_id: Annotated[
        int | None,
        Field(N_("Template"), pick="letter_template", group=_SAID, hint=N_("Fills the texts below")),
    ] = None
    subject: Annotated[str, Field(N_("Subject"), longest=200, group=_SAID)] = ""
    text: Annotated[
        str,
        Field(
            N_("Text in English"), longest=filling.MOST_TEXT, lines=6, group=_SAID, in_chinese="other_text"
        ),
    ] = ""
    other_text: Annotated[
        str, Field(N_("Text in Chinese"), longest=filling.MOST_TEXT, lines=6, group=_SAID)
    ] = ""


@needs("person.read")
def draft(work: Work, given: Mapping[str, Any]) -> GroupForm:
    """A form for the people given, with the texts of a template."""
    form = GroupForm(people=tuple(given.get("people", ())))
    if given.get("template_id") is not None:
        form.template_id = int(given["template_id"])
        its = work.get(LetterTemplate, form.template_id)
        form.subject = its.other_subject if _chinese(work) and its.other_subject else its.subject
        form.text, form.other_text = its.text, its.other_text
    return form


@needs("person.write")
def write(work: Work, form: GroupForm) -> int:
    """Keep the finished text and everybody it is for. Raises Refusal when there is nobody."""
    check(form)
    if not form.text and not form.other_text:
        raise Invalid(text=N_("Write the text in one of the languages."))
    texts = {ENGLISH: _filled(work, form, "text"), CHINESE: _filled(work, form, "other_text")}
    people = _people(work, form)
    if not people:
        raise Refusal(N_("Nobody is left to write to. Choose at least one person."))
    if len(people) > MOST:
        raise Refusal(
            N_("{count} people at once are too many; at most {most}. Choose fewer buildings."), count=len(people),
            most=MOST,
        )  # fmt: skip
    it = work.add(GroupMessage(
        made=work.now, channel=form.channel, staff_id=work.who.staff_id, subject=form.subject, text=texts[ENGLISH],
        other_text=texts[CHINESE], count=len(people),
    ))  # fmt: skip
    speak = _languages(work, people)
    office = settings.get(work, "office.language")
    rows = []
    for id in people:
        language = speak.get(id) or office
        if not texts.get(language):
            language = ENGLISH if texts[ENGLISH] else CHINESE
        rows.append({"message_id": it.id, "person_id": id, "language": language, "made": work.now})
    work.add_many(GroupMessagePerson, rows)
    return it.id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """A text that was not sent after all: it leaves the lives of the people too."""
    work.archive(work.get(GroupMessage, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """It was sent after all."""
    work.restore(work.get(GroupMessage, id))
    return id


def _chinese(work: Work) -> bool:
    return bool(settings.get(work, "office.language") == CHINESE)


def _people(work: Work, form: GroupForm) -> list[int]:
    """Those named, else the people of the buildings by name."""
    if form.people:
        wanted = list(dict.fromkeys(form.people))
        return [id for id in wanted if id in _languages(work, wanted)]
    where: dict[str, tuple[object, ...]] = {"role": (form.role,) if form.role else tuple(ROLES)}
    if form.buildings:
        where["building"] = tuple(form.buildings)
    return list(owners.page(work, Query(where=where)).ids)


def _languages(work: Work, people: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(people), together.AT_ONCE):
        some = people[start : start + together.AT_ONCE]
        chosen = select(Person.id, Person.language).where(Person.id.in_(some), Person.archived.is_(None))
        found.update({row[0]: row[1] for row in work.rows(chosen)})
    return found


def _filled(work: Work, form: GroupForm, name: str) -> str:
    """The text with the office's fields filled in. Raises Invalid for a field that differs from person to person
    and for one that is empty."""
    known = known_names(fields(work))
    try:
        text = filling.read(getattr(form, name), known)
        personal = next((each for each in sorted(text.uses) if known[each] not in SHARED), "")
        if personal:
            raise Refusal(
                N_("“{field}” differs from person to person. A text to a group says the same to all: leave it out."),
                field=personal,
            )  # fmt: skip
        said = aliased(_shared(work, CHINESE if name == "other_text" else ENGLISH), known)
        empty = next((each for each in sorted(text.needs) if not said[each]), "")
        if empty:
            raise Refusal(
                N_("“{field}” is empty for this office. Enter it in the settings, or leave it out."),
                field=empty,
            )
    except Refusal as refusal:
        raise Invalid(**{name: refusal}) from refusal
    return text.fill(said)


def _shared(work: Work, language: str) -> dict[str, str]:
    nobody = Addressee(0, "", "", "person", "", language)
    return values(nobody, language, sender(work), ())
