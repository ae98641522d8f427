"""Letters: what a text may hold, what it says to whom, one deed for many, and taking it back."""

from __future__ import annotations

import re
import sqlite3
import time
from datetime import date

import pytest

from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.services import letters, settings, timeline
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.letters import TemplateForm, Wish, filling
from fmcrm_desktop.services.letters.merge_fields import FIELDS

NAMES = {name: name for name in FIELDS} | {chinese: name for name, (chinese, _) in FIELDS.items()}
ATTACKS = (
    "{% for a in name %}x{% endfor %}", "{% for i in range(10**9) %}x{% endfor %}", "{{ 'a' * 10**9 }}",
    "{{ 10**10**10 }}", "{{ name * 1000000000 }}", "{{ name.__class__ }}", "{{ name.__class__.__mro__[1] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ name['__class__'] }}", "{{ name[0] }}", "{{ name() }}",
    "{{ self.__init__.__globals__ }}", "{{ self }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}", "{{ config }}", "{{ range(9) }}", "{{ namespace(a=1) }}", "{{ joiner() }}",
    "{% set a = 1 %}", "{% if name %}x{% endif %}", "{% include 'x' %}", "{% import 'x' as y %}",
    "{% extends 'x' %}", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "{% block a %}{% endblock %}",
    "{% call a() %}{% endcall %}", "{% filter upper %}x{% endfilter %}", "{{ name|attr('__class__') }}",
    "{{ name|format(9) }}", "{{ name|join }}", "{{ name|map('upper') }}", "{{ name|center(1000000000) }}",
    "{{ name|default(name) }}", "{{ name|default('a' * 10**9) }}", "{{ name|upper(1) }}", "{{ name ~ name }}",
    "{{ name + name }}", "{{ name if name else unit }}", "{{ name is defined }}", "{{ name == unit }}",
    "{{ not name }}", "{{ -1 }}", "{{ [name] }}", "{{ {'a': name} }}", "{{ (name, unit) }}", "{{ 'x' }}", "{{ 1 }}",
    "{{ true }}", "{{ }}", "{{ name", "{{ name }", "{{ name }} {%", "{{ na me }}", "{{ name! }}",
    "{{" + "(" * 15_000, "{{" + "-" * 9_000 + "1 }}", "{{ name" + "|trim" * 3_000 + " }}",
    "{{ name }}" * 1_900, "{{ nobody }}", "{{ Name }}", "x" * 20_001,
)  # fmt: skip
HOSTILE = (
    "{{ name }}",
    "{% for a in b %}",
    "<b>Bold</b>",
    "R&D;",
    "&amp;",
    "\\\\server\\share",
    "%s%n",
    "{0.__class__}",
)


@pytest.mark.parametrize("text", ATTACKS, ids=[str(n) for n in range(len(ATTACKS))])
def test_nothing_but_fields_stands_in_double_braces(text):
    began = time.perf_counter()
    with pytest.raises(Refusal):
        filling.read(text, NAMES)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("name", HOSTILE)
def test_what_somebody_is_called_stays_plain_text(name):
    read = filling.read("Dear {{ name }}, {{ 房屋 | default('-') }}", NAMES)
    assert read.fill({"name": name, "房屋": ""}) == f"Dear {name}, -"


def test_text_that_only_looks_like_a_field_is_printed():
    said = "{ name } {# 3 #} 100 % </b> {name}"
    assert filling.read(said, NAMES).fill({}) == said


def test_a_letter_grows_only_so_far():
    read = filling.read("{{ name }}\n" * 100, NAMES)
    with pytest.raises(Refusal):
        read.fill({"name": "x" * 10_000})


def test_an_unknown_field_is_named_with_those_that_exist(office):
    with pytest.raises(Invalid) as refused:
        office.do(letters.add, TemplateForm(name="A", text="Dear {{ nmae }}", other_text="{{ 姓名 }}"))
    assert set(refused.value.fields) == {"text"}
    said = str(refused.value.fields["text"])
    assert "nmae" in said and "name" in said and "office_phone" in said


def test_a_form_needs_a_name_and_a_text(office):
    with pytest.raises(Invalid) as refused:
        office.do(letters.add, TemplateForm())
    assert set(refused.value.fields) == {"name", "text"}


def test_templates_come_and_go(office):
    first = office.ask(letters.page, Query())
    assert len(first) == 6 and all(row.languages == ("en", "zh_CN") for row in first.first)
    id = office.do(letters.add, TemplateForm(name="Parcel", text="A parcel for {{ name }}")).result
    form = office.ask(letters.form_of, id)
    office.do(letters.change, id, TemplateForm(name="Parcels", text="Parcels", version=form.version))
    with pytest.raises(Stale):
        office.do(letters.change, id, TemplateForm(name="X", text="Y", version=form.version))
    copied = office.do(letters.copy, id).result
    assert office.ask(letters.rows, [copied])[0].name == "Parcels (copy)"
    done = office.do(letters.archive, id)
    assert id not in office.ask(letters.page, Query()).ids
    assert id in office.ask(letters.page, Query(archived=True)).ids
    office.undo(done.deed)
    assert list(office.ask(letters.page, Query(text="parcels")).ids) == [id, copied]


def test_the_first_letters_can_be_written_to_everybody(office, sample):
    people = (sample.owner, sample.second_owner, sample.tenant, sample.company)
    for id in office.ask(letters.page, Query()).ids:
        form = office.ask(letters.form_of, id)
        assert len(office.ask(letters.draft, Wish(form, people)).people) == 4
        for person in people:
            said = office.ask(letters.preview, Wish(form, people), person)
            assert "{" not in said.text and said.subject


@needs("person.write")
def _set(work, person, **values):
    record = work.get(Person, person)
    for name, value in values.items():
        setattr(record, name, value)


def _salutation(office, person, language="en"):
    office.do(_set, person, language=language)
    form = TemplateForm(text="{{ salutation }}", other_text="{{ 称呼 }}")
    return office.ask(letters.preview, Wish(form, (person,)), person).text


@pytest.mark.parametrize(
    ("name", "other", "kind", "title", "english", "chinese"),
    [
        ("王芳", "Wang Fang", "person", "ms", "Dear Ms Wang", "尊敬的王女士"),
        ("王芳", "Wang Fang", "person", "", "Dear Wang Fang", "尊敬的王芳"),
        ("欧阳明", "", "person", "mr", "Dear Mr 欧阳", "尊敬的欧阳先生"),
        ("A. Novak", "", "person", "mr", "Dear Mr Novak", "尊敬的A. Novak先生"),
        ("Sato Travel", "佐藤旅行社", "company", "mr", "Dear Sato Travel", "尊敬的佐藤旅行社"),
    ],
)  # fmt: skip
def test_the_form_of_address_is_used_only_where_recorded(
    office, sample, name, other, kind, title, english, chinese
):
    office.do(_set, sample.owner, name=name, other_name=other, kind=kind, salutation=title)
    assert _salutation(office, sample.owner) == english
    assert _salutation(office, sample.owner, "zh_CN") == chinese


def test_a_person_without_the_language_gets_the_other_text(office, sample):
    office.do(_set, sample.owner, language="zh_CN")
    said = office.ask(letters.preview, Wish(TemplateForm(text="Hello"), (sample.owner,)), sample.owner)
    assert (said.language, said.text) == ("en", "Hello")


def test_fields_say_what_is_stored(office, sample):
    text = "{{ unit }}|{{ building }}|{{ phone }}|{{ open_matters }}|{{ today }}|{{ staff_name }}|{{ office_name }}"
    said = office.ask(letters.preview, Wish(TemplateForm(text=text), (sample.owner,)), sample.owner)
    assert said.text == "3-1202, P-044|Building 3|13800138000|0|20 Nov 2026|Zhou Min|Willow Court"
    assert said.address == "Willow Court\n3-1202" and said.unit_id == sample.unit


@needs("person.write")
def _own_field(work, person):
    field = work.add(OwnField(subject="person", name="Car plate", other_name="车牌"))
    work.add(OwnValue(field_id=field.id, record_id=person, value="粤B 12345"))
    work.add(OwnField(subject="unit", name="Meter"))


def test_own_fields_are_fields_of_letters(office, sample):
    office.do(_own_field, sample.owner)
    assert [each.name for each in office.ask(letters.fields)][-1] == "Car_plate"
    form = TemplateForm(text="{{ Car_plate }} {{ 车牌 }}")
    wish = Wish(form, (sample.owner, sample.tenant))
    assert office.ask(letters.preview, wish, sample.owner).text == "粤B 12345 粤B 12345"
    assert [(gap.field, gap.people) for gap in office.ask(letters.draft, wish).gaps] == [
        ("Car_plate", (sample.tenant,))
    ]


@needs("person.write")
def _homeless(work):
    return work.add(Person(name="R&D; <b>", sort_key="r")).id


def test_who_lacks_a_field_is_told_and_can_be_left_out(office, sample):
    nobody = office.do(_homeless).result
    form = TemplateForm(text="{{ name }} of {{ unit }}, call {{ phone }}")
    wish = Wish(form, (sample.owner, nobody, sample.tenant))
    gaps = {gap.field: gap for gap in office.ask(letters.draft, wish).gaps}
    assert {name: gap.people for name, gap in gaps.items()} == dict.fromkeys(
        ("unit", "phone", "address"), (nobody,)
    )
    assert gaps["unit"].names == ("R&D; <b>",)
    rest = Wish(form, wish.people, without=frozenset(gaps["unit"].people))
    draft = office.ask(letters.draft, rest)
    assert [id for id, _ in draft.people] == [sample.owner, sample.tenant] and not draft.gaps
    with pytest.raises(Refusal):
        office.do(letters.write, Wish(form, (nobody,), without=frozenset((nobody,))))


def test_letters_are_one_deed_and_one_undo(office, office_path, sample):
    form = office.ask(letters.form_of, office.ask(letters.page, Query()).ids[0])
    people = (sample.owner, sample.second_owner, sample.tenant, sample.owner)
    done = office.do(letters.write, Wish(form, people))
    assert (done.result.first, done.result.last, len(done.result.ids)) == ("L-2611-001", "L-2611-003", 3)
    with sqlite3.connect(office_path) as plain:
        rows = plain.execute("select number, person_id, unit_id, text from letter order by id").fetchall()
    assert [row[:3] for row in rows] == [
        ("L-2611-001", sample.owner, sample.unit), ("L-2611-002", sample.second_owner, sample.second_unit),
        ("L-2611-003", sample.tenant, sample.second_unit),
    ]  # fmt: skip
    assert "Novak" in rows[1][3]
    entry = next(each for each in office.ask(timeline.person, sample.owner) if each.kind == "letter")
    assert (entry.number, entry.staff) == ("L-2611-001", "Zhou Min")
    assert sum(each.kind == "letter" for each in office.ask(timeline.unit, sample.second_unit)) == 2
    assert office.ask(letters.sheet, "L-2611-002").letters[0].address.startswith("A. Novak\n")
    office.undo(done.deed)
    assert not [each for each in office.ask(timeline.person, sample.owner) if each.kind == "letter"]
    with pytest.raises(Invalid):
        office.ask(letters.sheet, "L-2611-002")


def test_a_letter_keeps_its_text_when_the_person_changes(office, sample):
    done = office.do(letters.write, Wish(TemplateForm(text="Dear {{ name }}"), (sample.owner,)))
    office.do(_set, sample.owner, name="Somebody else")
    assert office.ask(letters.sheets, done.result.ids).letters[0].text == "Dear Wang Fang"


def test_letters_not_printed_yet_are_offered_in_the_language_a_person_got_since(office, office_path, sample):
    form = TemplateForm(text="Dear {{ name }}", other_text="尊敬的{{ name }}")
    wish = Wish(form, (sample.owner, sample.second_owner, sample.tenant))
    done = office.do(letters.write, wish)
    assert office.ask(letters.outdated, wish, done.result.ids) == ()
    with pytest.raises(Refusal):
        office.do(letters.rewrite, wish, done.result.ids)
    before = {one.id: (one.language, one.text) for one in office.ask(letters.sheets, done.result.ids).letters}
    language = before[done.result.ids[1]][0]
    office.do(_set, sample.second_owner, language="en" if language == "zh_CN" else "zh_CN")
    assert office.ask(letters.outdated, wish, done.result.ids) == (done.result.ids[1],)
    anew = office.do(letters.rewrite, wish, done.result.ids)
    ids = anew.result.ids
    assert (ids[0], ids[2], ids[1] > max(done.result.ids)) == (done.result.ids[0], done.result.ids[2], True)
    assert (anew.result.first, anew.result.last) == ("L-2611-001", "L-2611-004")
    now = office.ask(letters.sheets, ids).letters
    assert [one.language == language for one in now][1] is False
    assert now[1].text.startswith("尊敬的" if language == "en" else "Dear ")
    assert {one.id: (one.language, one.text) for one in now if one.id != ids[1]}.items() <= before.items()
    assert office.ask(letters.outdated, wish, ids) == ()
    asked = "select id, person_id from letter where archived is null order by id"
    with sqlite3.connect(office_path) as plain:
        assert plain.execute(asked).fetchall() == [
            (ids[0], sample.owner), (ids[2], sample.tenant), (ids[1], sample.second_owner)
        ]  # fmt: skip
    office.undo(anew.deed)
    with sqlite3.connect(office_path) as plain:
        assert [row[0] for row in plain.execute(asked)] == list(done.result.ids)


def test_a_text_in_one_language_is_offered_in_no_other(office, sample):
    wish = Wish(TemplateForm(text="Dear {{ name }}"), (sample.owner,))
    done = office.do(letters.write, wish)
    for language in ("en", "zh_CN"):
        office.do(_set, sample.owner, language=language)
        assert office.ask(letters.outdated, wish, done.result.ids) == ()


def test_labels_leave_out_who_has_no_address(office, sample):
    nobody = office.do(_homeless).result
    found = office.ask(letters.labels, (sample.owner, nobody, sample.second_owner))
    assert [one.name for one in found] == ["Wang Fang", "A. Novak"]


@needs("person.write")
def _crowd(work, count, unit):
    ids = work.add_many(Person, ({"name": f"Owner {n}", "sort_key": f"owner {n:05}"} for n in range(count)))
    work.add_many(ContactPoint, ({"person_id": id, "value": str(id), "digits": str(id)} for id in ids))
    work.add_many(Relation, ({"person_id": id, "unit_id": unit, "from_day": date(2020, 1, 1)} for id in ids))
    return tuple(ids)


def test_two_thousand_letters_take_bounded_time_and_few_statements(office, sample):
    from sqlalchemy import event

    people = office.do(_crowd, 2_000, sample.unit).result
    form = office.ask(letters.form_of, office.ask(letters.page, Query()).ids[0])
    asked = []
    for engine in (office.store.readers, office.store.writer):
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    began = time.perf_counter()
    assert not office.ask(letters.draft, Wish(form, people)).gaps
    done = office.do(letters.write, Wish(form, people))
    assert time.perf_counter() - began < 20
    assert len(asked) < 200
    assert (done.result.last, len(done.result.ids)) == ("L-2611-2000", 2_000)
    assert len(office.ask(letters.sheets, done.result.ids).letters) == 2_000
    with pytest.raises(Refusal):
        office.ask(letters.draft, Wish(form, tuple(range(6_000))))


def _silent(work):
    settings.put(work, **{"office.phone": "", "office.address": ""})


def test_a_letter_of_an_office_without_a_telephone_reads_as_a_sentence(office, sample):
    """The letters we suggest have other words for an empty place; in others it is a line to be filled in by pen."""
    office.do(needs("person.write")(_silent))
    office.do(letters.suggest)
    for id in office.ask(letters.page, Query()).ids:
        form = office.ask(letters.form_of, id)
        wish = Wish(form, (sample.owner, sample.tenant))
        assert not office.ask(letters.draft, wish).office
        for person in wish.people:
            said = office.ask(letters.preview, wish, person)
            assert "{" not in said.text and not re.search(
                r"(on|call|致电|to|到|[:：]) *[.,。，）]", said.text
            ), said.text
            assert "our office" in said.text or "物业服务中心" in said.text
    form = TemplateForm(subject="To {{ office_phone }}", text="Call us on {{ office_phone }}.")
    said = office.ask(letters.preview, Wish(form, (sample.owner,)), sample.owner)
    assert (said.subject, said.text) == ("To —", "Call us on ____________.")
    assert office.ask(letters.draft, Wish(form, (sample.owner,))).office == ("Telephone of the office",)
