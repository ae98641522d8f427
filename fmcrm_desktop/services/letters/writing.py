"""Writing letters: who gets one, what it says to each, and the one deed that keeps them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import numbers, owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.letters import filling
from fmcrm_desktop.services.letters.first import UNFINISHED
from fmcrm_desktop.services.letters.merge_fields import PERSONAL, LetterField, aliased, fields, known_names
from fmcrm_desktop.services.letters.people import (
    AT_ONCE,
    Addressee,
    Sender,
    addressees,
    in_script,
    sender,
    values,
)
from fmcrm_desktop.services.letters.templates import TemplateForm, check_template, form_of
from fmcrm_desktop.store.work import Work

MOST = 5_000
"""Letters of one deed."""


@dataclass(frozen=True)
class Wish:
    """A letter that is wanted: the text as it stands, the template it came from, to whom, and whom to leave out."""

    form: TemplateForm
    people: tuple[int, ...]
    template_id: int | None = None
    without: frozenset[int] = frozenset()

    @property
    def to(self) -> tuple[int, ...]:
        return tuple(id for id in dict.fromkeys(self.people) if id not in self.without)


@dataclass(frozen=True)
class Gap:
    """A field that the text names and that is empty for some people; ``title`` is marked."""

    field: str
    title: str
    people: tuple[int, ...]
    names: tuple[str, ...]
    """The first few of them by name."""


@dataclass(frozen=True)
class Draft:
    """What would be written: to whom, by name, and where a field is empty."""

    people: tuple[tuple[int, str], ...]
    gaps: tuple[Gap, ...]
    office: tuple[str, ...] = ()
    """Fields of the office (marked titles) that the text names and that are empty for everybody."""
    unfinished: str = ""
    """What still stands in the text to be filled in by hand."""


@dataclass(frozen=True)
class Preview:
    """One letter as it would be."""

    person_id: int
    name: str
    language: str
    address: str
    subject: str
    text: str
    unit_id: int | None = None


@dataclass(frozen=True)
class Written:
    """The letters of a deed: their ids, and the first and last number."""

    ids: tuple[int, ...]
    first: str
    last: str


@needs("person.read")
def people_of(work: Work, query: Query) -> tuple[int, ...]:
    """The people a list of owners shows. Raises Refusal when they are too many for one deed."""
    ids = tuple(owners.page(work, query).ids)
    _not_too_many(len(ids))
    return ids


@needs("person.read")
def draft(work: Work, wish: Wish) -> Draft:
    """Check the text and say for whom a field of it is empty. Raises Invalid or Refusal."""
    writer = Writer(work, wish.form)
    _not_too_many(len(wish.to))
    found = addressees(work, wish.to)
    empty: dict[str, list[Addressee]] = {}
    named: list[tuple[int, str]] = []
    for id in wish.to:
        if (one := found.get(id)) is None:
            continue
        language = writer.language(one)
        named.append((id, one.called(language)))
        said = values(one, language, writer.sender, writer.fields)
        for name in writer.personal(language):
            if not said[name]:
                empty.setdefault(name, []).append(one)
    titles = {each.name: each.title for each in writer.fields}
    gaps = tuple(
        Gap(name, titles[name], tuple(one.id for one in some), tuple(one.name for one in some[:5]))
        for name, some in empty.items()
    )
    return Draft(tuple(named), gaps, writer.empty_of_office(), writer.unfinished())


@needs("person.read")
def preview(work: Work, wish: Wish, person: int) -> Preview | None:
    """The letter to one person as it would be; None for somebody who is gone."""
    one = addressees(work, (person,)).get(person)
    return Writer(work, wish.form).letter(one) if one is not None else None


@needs("person.read")
def said_to(work: Work, template: int, people: Sequence[int]) -> Preview:
    """What a template says to somebody, in their language. Raises Refusal unless it is one person."""
    one = addressees(work, tuple(people[:1])).get(people[0]) if len(people) == 1 else None
    if one is None:
        raise Refusal(
            N_("A template is filled in for one person. Choose exactly one, or write letters to many.")
        )
    return Writer(work, form_of(work, template)).letter(one)


@needs("person.write")
def write(work: Work, wish: Wish) -> Written:
    """Keep a letter for everybody with a number each, in one deed. Raises Refusal when nobody is left."""
    writer = Writer(work, wish.form)
    _not_too_many(len(wish.to))
    found = addressees(work, wish.to)
    letters = [writer.letter(found[id]) for id in wish.to if id in found]
    if not letters:
        raise Refusal(N_("Nobody is left to write to. Choose at least one person."))
    given = numbers.take(work, "letter", work.now, len(letters))
    ids = work.add_many(
        Letter,
        [
            {
                "number": number, "template_id": wish.template_id, "person_id": one.person_id,
                "unit_id": one.unit_id, "made": work.now, "staff_id": work.who.staff_id, "language": one.language,
                "address": f"{one.name}\n{one.address}".strip(), "subject": one.subject, "text": one.text,
            }
            for number, one in zip(given, letters, strict=True)
        ],
    )  # fmt: skip
    return Written(tuple(ids), given[0], given[-1])


@needs("person.read")
def outdated(work: Work, wish: Wish, ids: Sequence[int]) -> tuple[int, ...]:
    """Those of the letters just written whose people would get them in another language by now."""
    return tuple(letter.id for letter, _ in _others(work, wish, ids))


@needs("person.write")
def rewrite(work: Work, wish: Wish, ids: Sequence[int]) -> Written:
    """Write these letters anew in the language their people read now: the new ones have numbers of their own, and
    take the places of the old, which are put away. Gives all letters of the mailing, in their order."""
    old = _others(work, wish, ids)
    if not old:
        raise Refusal(N_("Every letter is in the language of its person already."))
    written = write(work, replace(wish, people=tuple(one.id for _, one in old), without=frozenset()))
    for letter, _ in old:
        letter.archived = work.now
    new = {letter.id: id for (letter, _), id in zip(old, written.ids, strict=True)}
    left = [letter.number for letter in _letters(work, [id for id in ids if id not in new])]
    return Written(tuple(new.get(id, id) for id in ids), min([*left, written.first]), written.last)


def _letters(work: Work, ids: Sequence[int]) -> list[Letter]:
    found: list[Letter] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found += work.records(select(Letter).where(Letter.id.in_(some)).order_by(Letter.id))
    return found


def _others(work: Work, wish: Wish, ids: Sequence[int]) -> list[tuple[Letter, Addressee]]:
    """The letters in another language than their people would get, with these people."""
    writer = Writer(work, wish.form)
    letters = _letters(work, ids)
    found = addressees(work, [letter.person_id for letter in letters])
    return [
        (letter, one)
        for letter in letters
        if letter.archived is None
        and (one := found.get(letter.person_id))
        and letter.language != writer.language(one)
    ]


@dataclass
class Writer:
    """A checked text with the fields it names, ready to be filled for one after the other."""

    work: Work
    form: TemplateForm
    fields: Sequence[LetterField] = field(init=False)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        check_template(self.work, _named(self.form))
        self.fields = fields(self.work)
        self.sender = sender(self.work)
        self._names = known_names(list(self.fields))
        form = self.form
        self._texts = {
            language: (filling.read(subject, self._names), filling.read(text, self._names))
            for language, subject, text in (
                ("en", form.subject, form.text),
                (CHINESE, form.other_subject, form.other_text),
            )
        }

    def language(self, one: Addressee) -> str:
        """The person's, or the other where there is no text in it."""
        other = "en" if one.language == CHINESE else CHINESE
        return one.language if self.form.speaks(one.language) else other

    def personal(self, language: str) -> list[str]:
        """The fields of the text that can be empty for somebody without other words for that, and the address on the
        envelope."""
        own = [each.name for each in self.fields if each.own]
        used = {self._names[name] for text in self._texts[language] for name in text.needs} | {"address"}
        return [name for name in (*PERSONAL, *own) if name in used]

    def empty_of_office(self) -> tuple[str, ...]:
        """The titles of the office's own fields that the texts name and that say nothing, without other words for
        that."""
        used = {self._names[name] for pair in self._texts.values() for text in pair for name in text.needs}
        empty = {f"office_{name}" for name, value in self.sender.office.items() if not value}
        return tuple(each.title for each in self.fields if each.name in used & empty)

    def unfinished(self) -> str:
        """The first mark in the texts that waits to be filled in."""
        texts = (self.form.subject, self.form.text, self.form.other_subject, self.form.other_text)
        return next((mark for mark in UNFINISHED if any(mark in text for text in texts)), "")

    def letter(self, one: Addressee) -> Preview:
        """The letter to one person."""
        language = self.language(one)
        said = values(one, language, self.sender, self.fields)
        titled, filled = (
            aliased({name: value.strip() or empty for name, value in said.items()}, self._names)
            for empty in (filling.DASH, filling.BLANK)
        )
        subject = self._texts[language][0].fill(titled)
        text = self._texts[language][1].fill(filled)
        home = one.homes[0].unit_id if one.homes else None
        return Preview(one.id, said["name"], language, said["address"], subject, text, home)


def _named(form: TemplateForm) -> TemplateForm:
    """A text written for once needs no name."""
    if not form.name and not form.other_name:
        form.name = in_script("en", form.subject, form.other_subject) or "—"
        form.name = form.name[:80]
    return form


def _not_too_many(count: int) -> None:
    if count > MOST:
        raise Refusal(
            N_("{count} letters at once are too many; at most {most}. Narrow the list and write in several parts."),
            count=count, most=MOST,
        )  # fmt: skip
